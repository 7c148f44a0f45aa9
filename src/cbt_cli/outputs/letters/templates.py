"""The wording of the letters: Jinja2 templates, built in, or the officer's own in the folder ``letters`` of the call.

``<kind>.<language>.txt``: the first line is the subject, the rest the text. A template can only fill in what
``VARIABLES`` names: it runs in Jinja2's sandbox and can include nothing.
"""

from __future__ import annotations

import difflib
import traceback
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from cbt_cli.domain.base import say
from cbt_cli.domain.letter_kinds import Kind
from cbt_cli.errors import CbtError

VARIABLES = frozenset(
    ("ref", "name", "call", "programme", "received", "points", "open_fields", "locked_fields", "answer_by",
     "admissible", "assigned", "reserve_for", "review_days", "office")
)  # fmt: skip
"""What a template may fill in. ``points``: each with ``rule``, ``reason``, ``clause``, ``reading`` and ``fields``."""


class Templates:
    """The templates of one kind of letter, each read and checked once. ``folder``: where the officer's own lie."""

    def __init__(self, kind: Kind, folder: Path | None) -> None:
        self._kind, self._folder = kind, folder
        self._known: dict[str, tuple[str, Template]] = {}

    def check(self, languages: tuple[str, ...]) -> None:
        """Raises ``CbtError`` with file and line where a template of one of these languages is wrong."""
        for language in languages:
            self._template(language)

    def fill(self, language: str, values: Mapping[str, object]) -> tuple[str, str]:
        """Subject and text. Raises ``CbtError`` with file and line where the template asks for what is not there."""
        name, template = self._template(language)
        try:
            filled = template.render(values)
        except Exception as error:  # whatever an expression of the template's author raises is his to mend
            raise CbtError(
                say("{file}, line {line}: {why}.", file=name, line=_line(error), why=str(error).rstrip(".")),
                say("Correct the template. Nothing was written."),
            ) from error
        subject, _, text = filled.partition("\n")
        return subject.strip(), text.strip("\n") + "\n"

    def _template(self, language: str) -> tuple[str, Template]:
        if language not in self._known:
            name, source = self._source(f"{self._kind}.{language}.txt")
            self._known[language] = name, _compiled(name, source)
        return self._known[language]

    def _source(self, file_name: str) -> tuple[str, str]:
        own = self._folder / file_name if self._folder else None
        try:
            if own is not None and own.exists():
                return str(own), own.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise CbtError(
                say("The template {file} cannot be read: {why}.", file=own, why=error), say("Save it as UTF-8 text.")
            ) from error
        built_in = resources.files("cbt_cli.outputs.letters").joinpath("wording", file_name)
        return file_name, built_in.read_text(encoding="utf-8")


def _compiled(name: str, source: str) -> Template:
    jinja = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
    try:
        tree = jinja.parse(source)
        unknown = sorted(meta.find_undeclared_variables(tree) - VARIABLES)
        if unknown:
            line = min(node.lineno for node in tree.find_all(nodes.Name) if node.name == unknown[0])
            near = difflib.get_close_matches(unknown[0], sorted(VARIABLES), n=1)
            hint = say("Did you mean {name}?", name=near[0]) if near else say("There are: {names}.", names=_names())
            raise CbtError(say("{file}, line {line}: there is no {name}.", file=name, line=line, name=unknown[0]), hint)
        return jinja.from_string(source)
    except TemplateSyntaxError as error:
        raise CbtError(
            say("{file}, line {line}: {why}.", file=name, line=error.lineno, why=str(error.message).rstrip(".")),
            say("Correct the template. Nothing was written."),
        ) from error
    except TemplateError as error:
        raise CbtError(say("{file}: {why}.", file=name, why=error), say("Correct the template.")) from error


def _names() -> str:
    return ", ".join(sorted(VARIABLES))


def _line(error: BaseException) -> int | str:
    """The line of the template where it went wrong: Jinja2 puts it into the traceback."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
    return next((line for line in reversed(lines) if line), "?")
