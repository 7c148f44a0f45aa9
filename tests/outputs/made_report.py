"""Reports to look at: an ordinary one, a hostile one, and the odd ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from made_results import CALL, case, judged, many_cases, mentee, mentor, result

from cbt_cli.domain.journal import Act, Entry
from cbt_cli.domain.matching import Mentee, Mentor, Run, WhatIf
from cbt_cli.outputs.report.reported import Reported
from cbt_cli.outputs.report_html import report_page

AT = dt.datetime(2019, 3, 20, 9, 30, tzinfo=dt.UTC)
SCRIPT = "<script>document.title='taken'</script>"
HANDLER = "<img src=x onerror=\"document.title='taken'\">"
ENDING = "</script></style></title><svg onload=document.title='taken'>"
REVERSED = "Ada \u202egro.elpmaxe\u202c"
HOSTILE = (SCRIPT, HANDLER, ENDING, REVERSED)


def run_of(mentees: Sequence[Mentee], mentors: Sequence[Mentor], **facts: Any) -> Run:
    """A stored matching of these."""
    ranking, found, needs = result(list(mentees), list(mentors), **facts)
    return Run(number=2, at=AT, who="A. Officer", final=False, tried=WhatIf(), mentors=tuple(found), needs=needs,
               ranking=ranking)  # fmt: skip


def reported(**facts: Any) -> Reported:
    """Twelve applications of every kind, five mentees, twelve mentors, a waiver and a correction taken back."""
    entries = [
        Entry(number=1, at=AT, act=Act.WAIVED, who="A. Officer", ref="CBT-002", why="agreed by the board",
              after={"rule": "quotation-cap", "approved_by": "A. Director"}),
        Entry(number=2, at=AT, act=Act.CORRECTED, who="A. Officer", ref="CBT-001", why="typing slip",
              after={"field": "phone", "text": "+33 1 23 45 67 89", "sha256": "0"}),
        Entry(number=3, at=AT, act=Act.UNDONE, who="A. Officer", why="it was right", after={"number": 2}),
    ]  # fmt: skip
    found = {
        "call": CALL, "cases": many_cases(12), "items": (), "entries": entries, "standing": frozenset({1}),
        "funnel": {"received": 12, "admissible": 9, "eligible": 5, "assigned": 5}, "outcomes": {},
        "rules": {"deadline": "In time."},
        "run": run_of([mentee(at) for at in range(1, 6)], [mentor(at) for at in range(1, 13)], budget=Decimal(20000)),
        "runs": {1: False, 2: False},
    }  # fmt: skip
    return Reported(**(found | facts))


def hostile() -> Reported:
    """Applicants, clusters and an officer who write markup wherever one can write."""
    cases = [
        case(at, first_name=words, family_name=words, organisation=words, position=words, email=words,
             website="javascript:x()", motivation=words, evidence=words)
        for at, words in enumerate(HOSTILE, start=1)
    ]  # fmt: skip
    mentors = [mentor(at, words, organisation=words, declared_links=words) for at, words in enumerate(HOSTILE, start=1)]
    mentees = [mentee(at, words, manager=words, notes=words) for at, words in enumerate(HOSTILE, start=1)]
    entries = [Entry(number=1, at=AT, act=Act.WAIVED, who=words, ref=words, why=words, after={"rule": words})
               for words in HOSTILE]  # fmt: skip
    return reported(cases=judged(*cases), entries=entries, run=run_of(mentees, mentors))


def page(of: Reported) -> str:
    """The report's text."""
    return report_page(of).decode()
