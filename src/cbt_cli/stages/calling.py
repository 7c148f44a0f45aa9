"""Which call is in force, and its rules in words."""

from __future__ import annotations

from pathlib import Path

from cbt_cli.calls import load_call
from cbt_cli.domain.base import say
from cbt_cli.domain.calls import Call
from cbt_cli.errors import CallFileError
from cbt_cli.rules import RuleInWords, describe, unknown_rules

CALL_FILE = Path("call.toml")


def call_in_force(path: Path | None) -> Call:
    """The call in ``path``, else in ``./call.toml``, else the built-in one. Rules that do not exist are refused."""
    if path is None and CALL_FILE.is_file():
        path = CALL_FILE
    call = load_call(path)
    wrong = unknown_rules(call)
    if wrong:
        name = say("the built-in call") if path is None else str(path)
        raise CallFileError(
            say("{name}: {reasons}", name=name, reasons="; ".join(map(str, wrong))),
            say("Correct the name of the rule in the call file."),
        )
    return _with_blanks(call, Path() if path is None else path.parent)


def _with_blanks(call: Call, folder: Path) -> Call:
    """The call with the whole paths of its blank forms, which lie beside the call file."""
    blanks = [folder / name for name in call.form.blanks]
    missing = [str(blank) for blank in blanks if not blank.is_file()]
    if missing:
        raise CallFileError(
            say("form.blanks: there is no file {names}.", names=", ".join(missing)),
            say("Put the blank form beside the call file."),
        )
    form = call.form.model_copy(update={"blanks": tuple(str(blank.resolve()) for blank in blanks)})
    return call.model_copy(update={"form": form})


def rules_in_words(call: Call) -> tuple[RuleInWords, ...]:
    """Each rule of the call with its text, its stage and the clause that it rests on, in the call's order."""
    return describe(call)
