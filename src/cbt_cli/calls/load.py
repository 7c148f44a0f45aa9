"""Reads a call file, and refuses one that is misspelt or contradicts itself, with file, key and reason."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from cbt_cli.calls.faults import wanted
from cbt_cli.calls.sense import contradictions
from cbt_cli.domain.base import Sentence, given, say
from cbt_cli.domain.calls import Call
from cbt_cli.errors import CallFileError

BUILT_IN = "cluster-booster-2019"


def built_in_text(name: str = BUILT_IN) -> str:
    """The text of a built-in call file, comments included."""
    return resources.files("cbt_cli.calls").joinpath(f"{name}.toml").read_text(encoding="utf-8")


def load_call(path: Path | None = None) -> Call:
    """The call in ``path``, or the built-in one. Raises ``CallFileError`` with file, key and reason."""
    if path is None:
        return parse_call(built_in_text(), f"built-in call {BUILT_IN}")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise CallFileError(say("There is no call file {path}.", path=path), say("Write one with: cbt init")) from error
    except (OSError, UnicodeDecodeError) as error:
        raise CallFileError(
            say("The call file {path} cannot be read: {error}.", path=path, error=error), say("Save it as UTF-8 text.")
        ) from error
    return parse_call(text, str(path))


def parse_call(text: str, name: str) -> Call:
    """The call that ``text`` (TOML) states. ``name`` is what errors call the file."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CallFileError(
            say("{name} is not valid TOML: {error}.", name=name, error=error),
            say("Look at that line: a quote or bracket is missing?"),
        ) from error
    try:
        call = Call.model_validate(table)
    except ValidationError as error:
        raise CallFileError(
            say("{name}: {reasons}", name=name, reasons="; ".join(map(str, _reasons(error)))),
            say("Correct the key in the call file."),
        ) from error
    wrong = list(contradictions(call))
    if wrong:
        raise CallFileError(
            say("{name} contradicts itself: {reasons}", name=name, reasons="; ".join(map(str, wrong))),
            say("Correct the key in the call file."),
        )
    return call


def _reasons(error: ValidationError) -> Iterator[Sentence]:
    for fault in error.errors():
        location = fault["loc"]
        key = ".".join(str(step + 1) if isinstance(step, int) else str(step) for step in location)
        if fault["type"] == "extra_forbidden":
            nearest = difflib.get_close_matches(str(location[-1]), _known_keys(location[:-1]), n=1)
            if nearest:
                yield say("key {key} is not known; did you mean {nearest}?", key=key, nearest=nearest[0])
            else:
                yield say("key {key} is not known", key=key)
        elif fault["type"] == "missing":
            yield say("key {key} is missing", key=key)
        else:
            what = wanted(fault) or given(_lower_first(fault["msg"]))
            yield say("key {key}: {what} (it says {short})", key=key, what=what, short=_short(fault["input"]))


def _known_keys(location: tuple[int | str, ...]) -> list[str]:
    model: type[BaseModel] = Call
    for step in location:
        if isinstance(step, int):
            continue
        field = next((f for n, f in model.model_fields.items() if (f.alias or n) == step), None)
        inner = None if field is None else _model_within(field.annotation)
        if inner is None:
            return []
        model = inner
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_within(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_within(inner)
        if found is not None:
            return found
    return None


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
