"""``read_needs``: the whole workbook, or every reason why it cannot be used."""

from __future__ import annotations

import difflib

from cbt_cli.domain.base import say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.matching import Limits, Needs, PairDecision
from cbt_cli.errors import NeedsError
from cbt_cli.needs.decided import read_limits, read_pairs
from cbt_cli.needs.faults import Faults, quoted
from cbt_cli.needs.mentees import read_mentees
from cbt_cli.needs.table import find_table
from cbt_cli.values import needs_wording as words
from cbt_cli.values.officers_book import Sheets
from cbt_cli.values.plain_text import visible
from cbt_cli.values.wording import core


def read_needs(sheets: Sheets, name: str, call: Call) -> Needs:
    """The mentees, pairs and limits of the needs-diagnosis workbook with these ``sheets``; ``name`` is what errors
    call it.

    Raises ``NeedsError``: for a workbook without the mentees' sheet, else with all that is wrong in it, each
    with sheet, cell and accepted values. Nothing is half read.
    """
    faults = Faults(name)
    titles = {sheet: _find(sheets, sheet, faults) for sheet in words.SHEETS}
    at = titles[words.MENTEES]
    if at is None:
        listed = ", ".join(quoted(title) for title in sheets)
        raise NeedsError(
            say(
                "{file} has no sheet {sheet}; its sheets are {listed}.",
                file=visible(name),
                sheet=words.MENTEES,
                listed=listed,
            ),
            say("Put the mentees on a sheet of that name; cbt init writes an empty workbook."),
        )
    table = find_table(at, sheets[at], (*words.BEFORE_AREAS, *words.AFTER_AREAS), call.areas, faults)
    if table is None:
        faults.raise_any()
        raise AssertionError("a table that was not found is a fault")
    read = read_mentees(table, call, faults)
    findings = list(read.findings)
    pairs: tuple[PairDecision, ...] = ()
    limits = Limits()
    if (at := titles[words.PAIRS]) is not None and sheets[at]:
        decided = find_table(at, sheets[at], words.PAIR_COLUMNS, (), faults)
        if decided is not None:
            pairs, said = read_pairs(decided, read.mentees, faults)
            findings += said
    if (at := titles[words.LIMITS]) is not None:
        limits = read_limits(at, sheets[at], call.quotation.currency, faults)
    faults.raise_any()
    return Needs(mentees=read.mentees, pairs=pairs, limits=limits, findings=tuple(findings))


def _find(sheets: Sheets, wanted: str, faults: Faults) -> str | None:
    """The title of the sheet that is meant by ``wanted``. One that is all but so named is a fault, not passed over."""
    names = {core(name) for name in words.SHEETS[wanted]}
    hits = [title for title in sheets if core(title) in names]
    if len(hits) > 1:
        faults.add(
            hits[1],
            None,
            say(
                "there are several sheets {wanted}: {names}. Keep one.",
                wanted=wanted,
                names=", ".join(map(quoted, hits)),
            ),
        )
    if hits:
        return hits[0]
    known = {core(name) for spelt in words.SHEETS.values() for name in spelt}
    for title in sheets:
        if core(title) not in known and difflib.get_close_matches(core(title), names, n=1, cutoff=0.8):
            faults.add(
                title, None, say("a sheet of this name is not known. Did you mean {quoted}?", quoted=quoted(wanted))
            )
    return None
