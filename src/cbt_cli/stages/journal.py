"""``cbt log``: the journal, and the proof that nobody altered it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

from cbt_cli.domain.base import say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.journal import Act, Entry
from cbt_cli.errors import UsageError
from cbt_cli.register import open_register


@dataclass(frozen=True, slots=True)
class Proof:
    """How many entries there are, and the first that is not as it was written with what is wrong (else ``None``)."""

    entries: int
    number: int | None = None
    wrong: str | None = None


def entries(register_file: Path, call: Call, ref: str | None = None, act: str | None = None) -> list[Entry]:
    """The journal's entries, oldest first; those of one application or of one kind where asked for."""
    if act is not None and act not in set(Act):
        near = difflib.get_close_matches(act, list(Act), n=1)
        there = say("There are: {names}.", names=", ".join(Act))
        hint = say("Did you mean {near}?", near=near[0]) if near else there
        raise UsageError(say("The journal knows no act {act}.", act=act), hint)
    wanted = ref.strip().upper() if ref else None
    with open_register(register_file, call) as register:
        return [
            entry
            for entry in register.journal()
            if (wanted is None or entry.ref == wanted) and (act is None or entry.act == act)
        ]


def verified(register_file: Path, call: Call) -> Proof:
    """Goes through the chain of the journal from its first entry to its last."""
    with open_register(register_file, call) as register:
        found = register.first_altered()
        count = register.journal_length()
    return Proof(count) if found is None else Proof(count, *found)
