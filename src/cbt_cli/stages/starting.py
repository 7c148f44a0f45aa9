"""``cbt init``: a call folder to start in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from cbt_cli.calls import built_in_text, call_text, load_call, parse_call, questions_of
from cbt_cli.domain.base import say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.forms import FilledForm, FormOutcome
from cbt_cli.errors import CbtError
from cbt_cli.isolation import read_regular
from cbt_cli.outputs import write_form_docx, write_form_xlsx, write_mentees
from cbt_cli.rules import RULES
from cbt_cli.stages.opening import opener, workers

LANGUAGES = ("en", "fr")


def start(folder: Path, call_file: Path | None) -> list[Path]:
    """Makes a call folder and returns what was written, in order. Raises if any of it is already there: nothing is
    overwritten, and then nothing is written either."""
    text = built_in_text() if call_file is None else call_file.read_text(encoding="utf-8-sig")
    call = load_call(call_file)
    work: list[tuple[Path, Callable[[Path], object]]] = [
        (folder / "call.toml", lambda path: path.write_text(text, encoding="utf-8", newline="\n"))
    ]
    for language in LANGUAGES:
        name = f"application-form-{language}"
        work.append((folder / f"{name}.docx", partial(write_form_docx, call, language)))
        work.append((folder / f"{name}.xlsx", partial(write_form_xlsx, call, language)))
    work.append((folder / "mentees.xlsx", partial(write_mentees, call)))
    _refuse_what_is_there([path for path, _ in work])
    try:
        (folder / "inbox").mkdir(parents=True, exist_ok=True)
        for path, write in work:
            write(path)
    except OSError as error:
        raise CbtError(
            say("The call folder {folder} cannot be written: {error}.", folder=folder, error=error),
            say("Choose another folder."),
        ) from error
    return [path for path, _ in work] + [folder / "inbox"]


def start_from(folder: Path, blank: Path, base_file: Path | None) -> list[Path]:
    """Makes a call folder from an organisation's blank form: the call file asks its questions. Returns what was
    written, in order; raises where the form cannot be read or anything is already there."""
    base = load_call(base_file)
    form, data = _blank(blank, base)
    drafts = questions_of(form.entries, base)
    if not drafts:
        raise CbtError(
            say("{blank} holds no labels that could become questions.", blank=blank), say("Is it the blank form?")
        )
    keys = {draft.key for draft in drafts}
    rules = [rule.name for rule in RULES if not rule.fields or keys & set(rule.fields)]
    text = call_text(built_in_text(), drafts, rules, name=blank.stem, blank=blank.name, language=form.language or "en")
    call = parse_call(text, "the call file made from the form")
    written = [folder / "call.toml", folder / blank.name, folder / "mentees.xlsx"]
    _refuse_what_is_there([path for path in written if path.resolve() != blank.resolve()])
    try:
        (folder / "inbox").mkdir(parents=True, exist_ok=True)
        written[0].write_text(text, encoding="utf-8", newline="\n")
        written[1].write_bytes(data)
        write_mentees(call, written[2])
    except OSError as error:
        raise CbtError(
            say("The call folder {folder} cannot be written: {error}.", folder=folder, error=error),
            say("Choose another folder."),
        ) from error
    return [*written, folder / "inbox"]


def _blank(blank: Path, base: Call) -> tuple[FilledForm, bytes]:
    """The blank form as read in a worker, and its bytes."""
    try:
        data = read_regular(blank, base.limits.file_mib << 20)
    except OSError as error:
        raise CbtError(
            say("The blank form {blank} cannot be read: {strerror}.", blank=blank, strerror=error.strerror),
            say("Name a Word or Excel form."),
        ) from error
    with workers(base, 1) as pool:
        form = opener(pool, form_only=True)(data, blank.name, None)[0].form
    if form is None or form.outcome is FormOutcome.UNREADABLE:
        raise CbtError(
            say("{blank}: {why}", blank=blank, why=(form.reason if form else None) or say("it is no form")),
            say("Name a Word or Excel form."),
        )
    return form, data


def _refuse_what_is_there(paths: list[Path]) -> None:
    there = [path for path in paths if path.exists()]
    if there:
        names = ", ".join(path.name for path in there)
        raise CbtError(
            say("{parent} already has {names}; nothing was changed.", parent=there[0].parent, names=names),
            say("Choose an empty folder, such as: cbt init my-call"),
        )
