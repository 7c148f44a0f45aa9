"""``cbt status`` and ``cbt show``: the call at a glance, and one application whole."""

from __future__ import annotations

import difflib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from cbt_cli.domain.calls import Call
from cbt_cli.domain.checks import Case, Eligibility, Judgement
from cbt_cli.domain.forms import FilledForm
from cbt_cli.domain.journal import Entry
from cbt_cli.domain.submissions import Item, Outcome
from cbt_cli.errors import CbtError
from cbt_cli.register import open_register
from cbt_cli.rules import judge
from cbt_cli.stages.decisions import decided_all
from cbt_cli.stages.validating import judged


@dataclass(frozen=True, slots=True)
class Overview:
    """The call at a glance: items of the inbox by outcome, applications by verdict, and what waits."""

    outcomes: dict[str, int]
    verdicts: dict[str, int]
    to_clarify: tuple[tuple[Case, Judgement], ...]
    unreadable: tuple[Item, ...]
    next_command: str

    @property
    def waiting(self) -> int:
        """How many applications and files wait for the officer."""
        return len(self.to_clarify) + len(self.unreadable)


def overview(register_file: Path, call: Call) -> Overview:
    """The state of the register now."""
    if not register_file.exists():
        return Overview({}, {}, (), (), "cbt ingest inbox")
    with open_register(register_file, call) as register:
        items = register.items()
        cases = judged(register, call)
    verdicts = Counter(str(judgement.verdict) for _, judgement in cases)
    return Overview(
        outcomes=dict(sorted(Counter(str(item.outcome) for item in items).items())),
        verdicts={str(verdict): verdicts[str(verdict)] for verdict in Eligibility},
        to_clarify=tuple(pair for pair in cases if pair[1].verdict is Eligibility.TO_CLARIFY),
        unreadable=tuple(item for item in items if item.outcome is Outcome.UNREADABLE),
        next_command="cbt match --mentees mentees.xlsx" if cases else "cbt ingest inbox",
    )


@dataclass(frozen=True, slots=True)
class WholeApplication:
    """One application: the form as read, the case and its judgement, every item that belongs to it, and what the
    journal tells of it."""

    form: FilledForm
    case: Case
    judgement: Judgement
    items: tuple[Item, ...]
    history: tuple[Entry, ...]


def one_application(register_file: Path, call: Call, ref: str) -> WholeApplication:
    """The application with that reference; raises with the nearest reference if there is none."""
    with open_register(register_file, call) as register:
        journal = register.journal()
        cases = {case.ref: case for case in decided_all(register.cases(), journal, call)}
        case = cases.get(ref.strip().upper())
        if case is None:
            near = difflib.get_close_matches(ref.upper(), cases, n=1)
            hint = f"Did you mean {near[0]}?" if near else "cbt validate lists the references."
            raise CbtError(f"There is no application {ref} in {register_file}.", hint)
        items = tuple(item for item in register.items() if item.ref == case.ref)
        history = tuple(entry for entry in journal if entry.ref == case.ref)
        return WholeApplication(register.form(case.ref), case, judge(case, call), items, history)
