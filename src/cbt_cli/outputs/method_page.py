"""The sheet Method of a matching: how it was made, so that it can be checked and made again."""

from __future__ import annotations

from collections.abc import Iterator

from cbt_cli import __version__
from cbt_cli.domain.base import Sentence, say, tr
from cbt_cli.domain.figures import grouped
from cbt_cli.outputs.assignment_pages import ASSIGNMENTS, LEFT, MENTORS, METHOD, NOT_ALLOWED, RANKING, SCORES
from cbt_cli.outputs.matched import Matched
from cbt_cli.outputs.method_words import method_words
from cbt_cli.outputs.page import Column, Page, table_name
from cbt_cli.outputs.wording import points

Line = tuple[str, str, str]
_SHEETS = (
    (ASSIGNMENTS, say("a row for each mentee that has a mentor")),
    (RANKING, say("a row for each allowed pair: by mentee, the best mentor first")),
    (SCORES, say("a row for each mentee, a column for each mentor: the points of the pair")),
    (MENTORS, say("a row for each admitted mentor: what is offered, what is taken, what it costs")),
    (LEFT, say("a row for each mentee without a mentor and each mentor without a mentee, with the reason")),
    (NOT_ALLOWED, say("a row for each pair that no assignment may hold, with the reason")),
    (METHOD, say("this sheet")),
)


def method(of: Matched) -> Page:
    """Every fact of the method as section, item and value."""
    columns = (Column(say("Section"), 28, 16), Column(say("Item"), 40, 24), Column(say("What"), 110, 60))
    rows = [*_result(of), *_made(of), *_decided(of), *_about(of)]
    lead = say("How these assignments were found: what was asked, what counted, what was proved, and from which files.")
    return Page(METHOD, lead, columns, rows, grouped=True)


def sheet_lines(sheets: tuple[tuple[Sentence, Sentence], ...]) -> Iterator[Line]:
    """What each sheet of a workbook holds, and what its table is called for other tools."""
    for title, what in sheets:
        told = say("{what}; table {table}, its header in row 4", what=what, table=table_name(title))
        yield tr("Sheets of this workbook"), title.text, told.text


def _result(of: Matched) -> Iterator[Line]:
    done, section = of.ranking, tr("Result")
    total = [one.score.total for one in of.assignments]
    served = say("{served} of {all}", served=done.served, all=len(of.mentees))
    yield section, tr("Mentees with a mentor"), served.text
    busy = len({one.mentor for one in of.assignments})
    yield section, tr("Mentors chosen"), say("{busy} of {all} admitted", busy=busy, all=len(of.mentors)).text
    yield section, tr("Places offered"), str(sum(mentor.capacity for mentor in of.mentors.values()))
    pairs = say(
        "{count} allowed, {barred} not allowed", count=grouped(len(of.ranked)), barred=grouped(len(done.barred))
    )
    yield section, tr("Pairs"), pairs.text
    yield section, tr("Total score"), points(done.total_score)
    if total:
        worst = say("{worst} (best: {best})", worst=points(min(total)), best=points(max(total)))
        yield section, tr("Score of the worst-served mentee"), worst.text
    yield section, tr("Total cost"), of.money(done.total_cost)
    yield section, tr("Budget"), tr("none set") if done.budget is None else of.money(done.budget)
    yes, no = say("yes: nothing better exists under these conditions"), say("no: the best that was found")
    yield section, tr("Proved to be optimal"), (yes if done.optimal else no).text


def _made(of: Matched) -> Iterator[Line]:
    for name, how in method_words(of.ranking.method):
        yield tr("Method"), name, how


def _decided(of: Matched) -> Iterator[Line]:
    for pair in of.needs.pairs:
        what = tr("lock") if pair.decision == "lock" else tr("exclude")
        yield tr("The officer's decisions"), f"{what}: {pair.mentee} – {pair.mentor}", pair.reason
    for finding in of.ranking.findings:
        yield tr("To look at"), "", str(finding)
    for finding in of.needs.findings:
        yield tr("Noticed in the needs workbook"), "", str(finding)


def _about(of: Matched) -> Iterator[Line]:
    call = of.call
    yield tr("Call"), call.id, call.call.title.text
    yield tr("Call"), tr("About"), call.call.about.text
    yield tr("Made by"), "cbt", __version__
    yield from sheet_lines(_SHEETS)
