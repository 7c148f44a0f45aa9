"""Two matchings side by side: the sheet Runs of ``assignments.xlsx``, and the same as comma-separated values."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from cbt_cli.domain.base import Figure, Sentence, listed, say, tr
from cbt_cli.domain.calls import Call
from cbt_cli.domain.matching import Assignment, Run
from cbt_cli.outputs import documents
from cbt_cli.outputs.assignments_xlsx import write_assignments
from cbt_cli.outputs.csv_fields import BOM, csv_field
from cbt_cli.outputs.page import Column, Page
from cbt_cli.outputs.safe_file import replace_file
from cbt_cli.outputs.wording import by_number

RUNS = say("Runs")
Pairs = Mapping[str, tuple[Assignment | None, Assignment | None]]
"""Mentee → the pair in each run, ``None`` where it has no mentor there."""
_HEADERS = ("mentee", "mentor_one", "score_one", "mentor_other", "score_other", "changed", "reason")


def write_runs(output: Path, call: Call, one: Run, other: Run, pairs: Pairs) -> None:
    """Writes the workbook of the ``other`` run to ``output`` with a sheet that holds it against the first. Raises
    ``OutputError``."""
    write_assignments(output, call, other.ranking, other.mentors, other.needs, more=(_page(call, one, other, pairs),))


def write_runs_csv(output: Path, pairs: Pairs) -> None:
    """Writes a line for each mentee to ``output``. Raises ``OutputError``."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(_HEADERS)
    for mentee, (here, there) in sorted(pairs.items(), key=lambda each: by_number(each[0])):
        changed = "yes" if _mentor(here) != _mentor(there) else "no"
        fields = (mentee, _mentor(here), _score(here) or "", _mentor(there), _score(there) or "", changed, _why(there))
        writer.writerow([csv_field(str(field)) for field in fields])
    replace_file(output, BOM + stream.getvalue().encode(), lambda data: data.decode("utf-8-sig"))


def _page(call: Call, one: Run, other: Run, pairs: Pairs) -> Page:
    names = {mentee.ref: mentee.cluster for run in (one, other) for mentee in run.needs.mentees}
    columns = [Column(say("Mentee"), 9, 8), Column(say("Cluster"), 30, 18)]
    for run in (one, other):
        columns += [
            Column(say("Run {number}", number=run.number), 13, 10),
            Column(say("Score in run {number}", number=run.number), 10, 9, "0.0", "right"),
        ]
    columns += [Column(say("Changed"), 10, 9, where="center"), Column(say("Reason"), 70, 40)]
    rows = [
        [mentee, names.get(mentee, ""), _mentor(here), _score(here), _mentor(there), _score(there),
         tr("yes") if _mentor(here) != _mentor(there) else tr("no"), _why(there)]
        for mentee, (here, there) in sorted(pairs.items(), key=lambda each: by_number(each[0]))
    ]  # fmt: skip
    lead = listed([_whole(call, one), _whole(call, other)], " ")
    return Page(RUNS, lead, tuple(columns), rows, empty=say("No mentee is in either run."))


def _whole(call: Call, run: Run) -> Sentence:
    """A run as a whole, in a sentence."""
    done, worst = run.ranking, documents.worst(run.ranking)
    cost = done.total_cost
    return say(
        "Run {number} ({state}): {served} served, worst served {worst}, total score {total}, cost {cost}.",
        number=run.number,
        state=say("final") if run.final else say("draft"),
        served=done.served,
        worst="–" if worst is None else worst,
        total=done.total_score,
        cost="–" if cost is None else Figure(number=cost, currency=call.quotation.currency),
    )


def _mentor(pair: Assignment | None) -> str:
    return pair.mentor if pair else "–"


def _score(pair: Assignment | None) -> Decimal | None:
    return pair.score.total if pair else None


def _why(pair: Assignment | None) -> str:
    return str(pair.reason) if pair else ""
