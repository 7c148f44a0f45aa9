"""Which call is in force, and its rules in words."""

from __future__ import annotations

from pathlib import Path

from cbt_cli.calls import load_call
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
        name = "the built-in call" if path is None else str(path)
        raise CallFileError(f"{name}: " + "; ".join(wrong), "Correct the name of the rule in the call file.")
    return call


def rules_in_words(call: Call) -> tuple[RuleInWords, ...]:
    """Each rule of the call with its text, its stage and the clause that it rests on, in the call's order."""
    return describe(call)
