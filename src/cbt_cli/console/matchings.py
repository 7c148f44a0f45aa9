"""What ``cbt match`` and ``cbt compare`` print."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from cbt_cli.console.screen import narrate, show, show_json, show_table
from cbt_cli.console.wording import euros
from cbt_cli.domain.base import say, tr
from cbt_cli.domain.calls import Call
from cbt_cli.domain.figures import number
from cbt_cli.domain.languages import current
from cbt_cli.domain.matching import Assignment, Bought, Run
from cbt_cli.outputs import documents
from cbt_cli.stages.assigning import Comparison
from cbt_cli.values.code_words import word
from cbt_cli.values.countries_shown import country_name, footnotes


def matched(run: Run, call: Call, output: Path, *, as_json: bool) -> None:
    """The assignments."""
    ranking = run.ranking
    for finding in ranking.findings:
        narrate(str(finding))
    if as_json:
        show_json(documents.run(run) | {"workbook": str(output)})
        return
    mentees = {mentee.ref: mentee for mentee in run.needs.mentees}
    mentors = {mentor.ref: mentor for mentor in run.mentors}
    proof = tr("proved best") if ranking.optimal else tr("not proved best")
    engaged = len({pair.mentor for pair in ranking.assignments})
    state = word("final" if run.final else "draft")
    show(
        say(
            "Run {number} ({state}): {served} of {count} mentees served by {engaged} mentors",
            number=run.number,
            state=state,
            served=ranking.served,
            count=len(mentees),
            engaged=engaged,
        )
    )
    show(
        say(
            "Total score {total_score}, {proof}; cost {total_cost}",
            total_score=ranking.total_score,
            proof=proof,
            total_cost=euros(ranking.total_cost, call),
        )
    )
    rows = []
    for one in ranking.assignments:
        mentee, mentor = mentees[one.mentee], mentors[one.mentor]
        where = country_name(mentee.country, call, current())
        rows.append([one.mentee, mentee.cluster, where, one.mentor, mentor.name, number(one.score.total)])
    columns = [
        (tr("Mentee"), "left"),
        (tr("Cluster"), "wide"),
        (tr("In"), "left"),
        (tr("Mentor"), "left"),
        (tr("Name"), "wide"),
    ]
    if rows:
        show_table([*columns, (tr("Score"), "right")], rows)
    for ref, why in ranking.unassigned_mentees.items():
        show(say("{ref} has no mentor: {why}", ref=ref, why=why))
    for note in footnotes([mentee.country for mentee in mentees.values()], call, current()):
        show(note)
    show(say("The workbook: {output}", output=output.resolve()))


def bought(found: Sequence[Bought], call: Call, output: Path, *, as_json: bool) -> None:
    """What each budget buys."""
    if as_json:
        show_json({"frontier": [documents.bought(one) for one in found], "workbook": str(output)})
        return
    rows = [
        [euros(one.budget, call), str(one.served), _score(one.worst), number(one.total), euros(one.cost, call)]
        for one in found
    ]
    columns = [
        (tr("Budget"), "right"),
        (tr("Served"), "right"),
        (tr("Worst"), "right"),
        (tr("Total score"), "right"),
        (tr("Cost"), "right"),
    ]
    show_table(columns, rows)
    if not all(one.optimal for one in found):
        show(tr("Some of these are not proved best: the time limit was reached."))
    show(say("As a picture: {output}", output=output.resolve()))


def compared(seen: Comparison, call: Call, *, as_json: bool) -> None:
    """Two runs side by side: the whole, then what changed."""
    runs = (seen.one, seen.other)
    if as_json:
        show_json(documents.comparison(seen.one, seen.other, seen.changed))
        return
    rows = [
        [tr("State"), *(word("final" if run.final else "draft") for run in runs)],
        [tr("Mentees served"), *(str(run.ranking.served) for run in runs)],
        [tr("Worst served"), *(_score(documents.worst(run.ranking)) for run in runs)],
        [tr("Total score"), *(number(run.ranking.total_score) for run in runs)],
        [tr("Cost"), *(euros(run.ranking.total_cost, call) for run in runs)],
    ]
    show_table([("", "left"), *((str(say("Run {number}", number=run.number)), "right") for run in runs)], rows)
    show()
    if not seen.changed:
        show(tr("The same pairs."))
        return
    rows = [[mentee, _shown(here), _shown(there)] for mentee, (here, there) in seen.changed.items()]
    columns = [(tr("Mentee"), "left"), *((str(say("Run {number}", number=run.number)), "wide") for run in runs)]
    show_table(columns, rows, title=str(say("Pairs that differ: {count}", count=len(rows))))


def _shown(one: Assignment | None) -> str:
    if one is None:
        return tr("without a mentor")
    return say("{mentor}, {score} points: {why}", mentor=one.mentor, score=one.score.total, why=one.reason).text


def _score(score: Decimal | None) -> str:
    return "–" if score is None else number(score)
