"""``cbt match`` and ``cbt compare``: eligible mentors to mentees, best first; what if; and two results side by side."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from cbt_cli.domain.base import say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.checks import Case, Judgement
from cbt_cli.domain.journal import Hand
from cbt_cli.domain.matching import Assignment, Bought, Mentor, Needs, Run, WhatIf
from cbt_cli.errors import CbtError, NeedsError
from cbt_cli.matching import frontier, match
from cbt_cli.needs import read_needs
from cbt_cli.outputs import (
    documents,
    write_assignments,
    write_assignments_csv,
    write_frontier,
    write_runs,
    write_runs_csv,
)
from cbt_cli.outputs.safe_file import replace_file
from cbt_cli.register import Register, open_register
from cbt_cli.rules import admit
from cbt_cli.stages.books import open_apart
from cbt_cli.stages.packing import Scored, shares
from cbt_cli.stages.validating import judged


@dataclass(frozen=True, slots=True)
class Wanted:
    """How to match. ``tried``: what is tried beside what stands in register and workbook, which are not touched;
    ``keep``: change as few pairs as possible of the last final run, else of the last; ``time_limit``: seconds for each
    search; ``every_loss``: losses and robustness where limits bind too."""

    tried: WhatIf
    keep: bool = False
    final: bool = False
    time_limit: float | None = None
    every_loss: bool = False


def assign_mentors(register_file: Path, call: Call, hand: Hand, workbook: Path, output: Path, wanted: Wanted) -> Run:
    """Finds the best assignment of the register's eligible applications to the workbook's mentees and writes it. The
    result is kept as a numbered run."""
    tried = wanted.tried
    needs = _needs(workbook, call)
    needs = needs.model_copy(update={"pairs": _pairs(needs, tried)})
    with open_register(register_file, call, hand) as register:
        mentors, absent = _people(list(judged(register, call)), call, tried.without, shares(register, call))
        before = _last(register) if wanted.keep else None
        kept = {pair.mentee: pair.mentor for pair in before.ranking.assignments} if before else None
        ranking = match(
            mentors,
            needs,
            _weighted(call, tried.factors),
            absent=absent,
            options=tried.limits,
            keep=kept,
            time_limit=wanted.time_limit,
            every_loss=wanted.every_loss,
        )
        kind = output.suffix.lower()
        if kind != ".json":
            write = write_assignments_csv if kind == ".csv" else write_assignments
            write(output, call, ranking, mentors, needs)
        tried = tried.model_copy(update={"kept": before.number if before else None})
        run = Run(
            number=0,
            at=hand.at,
            who=hand.who,
            final=wanted.final,
            tried=tried,
            mentors=mentors,
            needs=needs,
            ranking=ranking,
        )
        run = _stored(register, run)
    if kind == ".json":
        document = json.dumps(documents.run(run), ensure_ascii=False, indent=2)
        replace_file(output, document.encode(), json.loads)
    return run


def budgets(
    register_file: Path, call: Call, workbook: Path, output: Path, tried: WhatIf, time_limit: float | None = None
) -> tuple[Bought, ...]:
    """What each budget buys, from the least that serves anybody to what money cannot better, written to ``output``."""
    needs = _needs(workbook, call)
    needs = needs.model_copy(update={"pairs": _pairs(needs, tried)})
    with open_register(register_file, call) as register:
        mentors, absent = _people(list(judged(register, call)), call, tried.without, shares(register, call))
    weighted = _weighted(call, tried.factors)
    found = frontier(mentors, needs, weighted, absent=absent, options=tried.limits, time_limit=time_limit)
    write_frontier(output, call, found)
    return found


def _needs(workbook: Path, call: Call) -> Needs:
    try:
        sheets = open_apart(workbook, call, NeedsError)
    except OSError as error:
        raise NeedsError(
            say(
                "The needs-diagnosis workbook {workbook} cannot be read: {strerror}.",
                workbook=workbook,
                strerror=error.strerror,
            ),
            say("Name the workbook of the mentees; cbt init writes an empty one."),
        ) from error
    return read_needs(sheets, workbook.name, call)


def _pairs(needs: Needs, tried: WhatIf) -> tuple[object, ...]:
    """The workbook's decisions with those tried: what is tried about a mentee's lock goes before the workbook's."""
    locked = {pair.mentee for pair in tried.pairs if pair.decision == "lock"}
    stay = [pair for pair in needs.pairs if not (pair.decision == "lock" and pair.mentee in locked)]
    return (*stay, *tried.pairs)


def _people(
    cases: Sequence[tuple[Case, Judgement]], call: Call, without: Sequence[str], scored: Mapping[str, Scored]
) -> tuple[tuple[Mentor, ...], list[tuple[str, str]]]:
    """The mentors with what evaluators gave them, and reference and name of those who applied and make none."""
    refs = {case.ref for case, _ in cases}
    wrong = [ref for ref in without if ref.upper() not in refs]
    if wrong:
        raise CbtError(
            say("--without: there is no application {names}.", names=", ".join(wrong)),
            say("cbt validate lists the references."),
        )
    left_out = {ref.upper() for ref in without}
    mentors: list[Mentor] = []
    absent: list[tuple[str, str]] = []
    for case, judgement in cases:
        share, passed = scored.get(case.ref, (None, None))
        barred = call.evaluation.threshold_bars and passed is False
        mentor = None if case.ref in left_out or barred else admit(case, judgement, call)
        if mentor is None:
            absent.append((case.ref, case.record.application.full_name or case.ref))
        else:
            mentors.append(mentor.model_copy(update={"evaluation": share}))
    return tuple(mentors), absent


def _weighted(call: Call, factors: dict[str, Decimal]) -> Call:
    """The call with the points of its criteria multiplied."""
    unknown = sorted(factors.keys() - {criterion.name for criterion in call.matching.criteria})
    if unknown:
        names = ", ".join(criterion.name for criterion in call.matching.criteria)
        raise CbtError(
            say("--weight: the call has no criterion {unknown}.", unknown=unknown[0]),
            say("There are: {names}.", names=names),
        )
    criteria = tuple(
        one.model_copy(update={"points": one.points * factors.get(one.name, Decimal(1))})
        for one in call.matching.criteria
    )
    return call.model_copy(update={"matching": call.matching.model_copy(update={"criteria": criteria})})


def counting_run(register: Register) -> Run | None:
    """The run that counts: the last final one, else the last; ``None`` before the first."""
    known = register.runs()
    number = max((number for number, final in known.items() if final), default=max(known, default=0))
    return register.run(number)


def _last(register: Register) -> Run:
    run = counting_run(register)
    if run is None:
        raise CbtError(
            say("There is no matching yet whose pairs could be kept."), say("Run cbt match without --keep first.")
        )
    return run


def _stored(register: Register, run: Run) -> Run:
    """Keeps the run under the next number; one that is the same as the last keeps its number."""
    known = register.runs()
    last = register.run(max(known)) if known else None
    if last is not None and (last.ranking, last.tried, last.final) == (run.ranking, run.tried, run.final):
        return last
    run = run.model_copy(update={"number": max(known, default=0) + 1})
    register.keep_run(run)
    return run


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs side by side: mentee → the pair in each (``None``: without a mentor), for every mentee of either."""

    one: Run
    other: Run
    pairs: dict[str, tuple[Assignment | None, Assignment | None]]

    @property
    def changed(self) -> dict[str, tuple[Assignment | None, Assignment | None]]:
        """The mentees whose mentor differs."""
        return {
            mentee: (here, there)
            for mentee, (here, there) in self.pairs.items()
            if (here.mentor if here else None) != (there.mentor if there else None)
        }


def compare(register_file: Path, call: Call, one: int, other: int, output: Path | None = None) -> Comparison:
    """Two stored runs side by side, written to ``output`` where asked for: as ``.csv``, ``.json``, or the workbook of
    the other run with a sheet more."""
    with open_register(register_file, call) as register:
        first, second = (_run(register, number) for number in (one, other))
    here, there = ({pair.mentee: pair for pair in run.ranking.assignments} for run in (first, second))
    mentees = sorted({mentee.ref for run in (first, second) for mentee in run.needs.mentees})
    found = Comparison(first, second, {mentee: (here.get(mentee), there.get(mentee)) for mentee in mentees})
    if output is not None:
        _write(output, call, found)
    return found


def _write(output: Path, call: Call, found: Comparison) -> None:
    kind = output.suffix.lower()
    if kind == ".json":
        document = json.dumps(documents.comparison(found.one, found.other, found.changed), ensure_ascii=False, indent=2)
        replace_file(output, document.encode(), json.loads)
    elif kind == ".csv":
        write_runs_csv(output, found.pairs)
    else:
        write_runs(output, call, found.one, found.other, found.pairs)


def _run(register: Register, number: int) -> Run:
    run = register.run(number)
    if run is None:
        there = ", ".join(str(each) for each in register.runs()) or "none"
        raise CbtError(say("There is no run {number}.", number=number), say("Stored runs: {there}.", there=there))
    return run
