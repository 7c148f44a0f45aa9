"""``cbt report`` and ``cbt open``: everything that the register knows, on one page."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from cbt_cli.domain.calls import Call
from cbt_cli.outputs import write_report, write_report_docx
from cbt_cli.outputs.report.reported import Reported
from cbt_cli.register import Register, open_register
from cbt_cli.rules import describe
from cbt_cli.stages.assigning import counting_run
from cbt_cli.stages.decisions import standing
from cbt_cli.stages.overview import funnel, outcomes
from cbt_cli.stages.validating import judged


@dataclass(frozen=True, slots=True)
class Report:
    """The report that was written: where, its size and digest, and what it tells of."""

    path: Path
    size: int
    sha256: str
    anonymised: bool
    applications: int
    run: int | None


def report(register_file: Path, call: Call, output: Path, *, anonymised: bool = False, in_word: bool = False) -> Report:
    """Writes the evaluation report of the register's state to ``output``; the register is not changed. ``in_word``: in
    the form that donors ask for, as a Word document."""
    with open_register(register_file, call) as register:
        found = gathered(register, call, anonymised=anonymised)
    data = write_report_docx(output, found) if in_word else write_report(output, found)
    run = found.run.number if found.run else None
    return Report(output, len(data), hashlib.sha256(data).hexdigest(), anonymised, len(found.cases), run)


def gathered(register: Register, call: Call, *, anonymised: bool = False) -> Reported:
    """What the report is made of."""
    cases, run, entries = list(judged(register, call)), counting_run(register), register.journal()
    items, erased = register.items(), register.erased()
    return Reported(
        call=call,
        cases=cases,
        items=items,
        entries=entries,
        standing=frozenset(entry.number for entry in standing(entries)),
        funnel=funnel(cases, run, erased),
        outcomes=outcomes(items, erased),
        rules={rule.name: str(rule.text) for rule in describe(call)},
        run=run,
        runs=register.runs(),
        anonymised=anonymised,
    )
