"""``cbt apply``: the officer's decisions out of a returned ``validation.xlsx`` into the register."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.journal import Decisions, Entry, Hand
from cbt_cli.errors import CbtError, WorkbookError
from cbt_cli.outputs.decision_columns import Decided, basis_of_rule, basis_of_value, decided_in
from cbt_cli.register import Register, open_register
from cbt_cli.stages.books import open_apart
from cbt_cli.stages.deciding import Wanted, correct_in, waive_in
from cbt_cli.stages.decisions import TOLD, in_force
from cbt_cli.stages.validating import Judging

MOST = 20
"""Faults that are named at once."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What was taken out of the workbook: the rows in question, the journal's entries (none if the officer said no),
    and how many decisions were in force already."""

    decided: tuple[Decided, ...]
    entries: tuple[Entry, ...]
    known: int


def apply(
    register_file: Path, call: Call, hand: Hand, workbook: Path, agreed: Callable[[Sequence[Decided]], bool]
) -> Applied:
    """Takes the decisions in ``workbook`` into the register, all of them or none, once ``agreed`` says so.

    Raises ``WorkbookError`` with sheet, cell and reason of everything that cannot be meant: broken by hand, on
    something that has changed since the workbook was written, or of another call.
    """
    try:
        sheets = open_apart(workbook, call, WorkbookError)
    except OSError as error:
        raise WorkbookError(
            say("The workbook {workbook} cannot be read: {strerror}.", workbook=workbook, strerror=error.strerror),
            say("cbt validate -o validation.xlsx writes one."),
        ) from error
    faults: list[str] = []
    rows = list(decided_in(sheets, faults))
    with open_register(register_file, call, hand) as register, register.together():
        decisions = in_force(register.journal(TOLD))
        new = [row for row in rows if not _in_force(row, decisions)]
        faults += [fault for row in new if (fault := _stale(register, call, row)) is not None]
        entries: list[Entry] = []
        if not faults and new and agreed(new):
            for row in new:
                try:
                    entries.append(_take(register, call, hand, row))
                except CbtError as error:
                    told = f"{error.message} {error.hint}".strip()
                    faults.append(say("{name}: {value}", name=row.at, value=told).text)
        if faults:  # nothing is kept: the transaction is rolled back
            raise WorkbookError(
                _told(workbook, faults), say("Nothing was changed. Put the cells right, or write it anew.")
            )
    return Applied(tuple(new), tuple(entries), len(rows) - len(new))


def _told(workbook: Path, faults: Sequence[str]) -> Sentence:
    more = [str(say("and {count} more", count=len(faults) - MOST))] if len(faults) > MOST else []
    told = "; ".join([*faults[:MOST], *more])
    return say("{file} cannot be taken back: {faults}.", file=workbook.name, faults=told)


def _in_force(row: Decided, decisions: Decisions) -> bool:
    """Whether the very decision is in force already: the workbook is applied for the second time."""
    if row.waives:
        waivers = decisions.waivers.get(row.ref, ())
        return any((one.rule, one.reason) == (row.subject, row.reason) for one in waivers)
    corrections = decisions.corrections.get(row.ref, ())
    return any((one.field, one.text, one.reason) == (row.subject, row.text, row.reason) for one in corrections)


def _stale(register: Register, call: Call, row: Decided) -> str | None:
    """Why a row does not fit what is there now; ``None`` if it does."""
    stored = register.case(row.ref)
    if stored is None:
        return str(say("{place}: there is no application {ref}", place=row.at, ref=row.ref))
    case, judgement = Judging(register, call).of(stored)
    of_rules = {one.rule: basis_of_rule(call.id, case.ref, one) for one in judgement.rules}
    now = of_rules.get(row.subject) if row.waives else basis_of_value(call.id, case, row.subject)
    if now == row.basis:
        return None
    return str(
        say(
            "{place}: {ref} {subject} has changed since the workbook was written, or it is of another call",
            place=row.at,
            ref=row.ref,
            subject=row.subject,
        )
    )


def _take(register: Register, call: Call, hand: Hand, row: Decided) -> Entry:
    if row.waives:
        return waive_in(register, call, row.ref, row.subject, row.reason, row.approved_by)
    wanted = Wanted(row.subject, row.text, row.reason, row.clerical, row.approved_by)
    return correct_in(register, call, hand, row.ref, wanted)
