"""The sheet Method of a matching: how it was made, so that it can be checked and made again."""

from __future__ import annotations

from collections.abc import Iterator

from cbt_cli import __version__
from cbt_cli.outputs.matched import Matched
from cbt_cli.outputs.page import Column, Page, table_name
from cbt_cli.outputs.wording import points

Line = tuple[str, str, str]
_SHEETS = (
    ("Assignments", "a row for each mentee that has a mentor"),
    ("Ranking", "a row for each allowed pair: by mentee, the best mentor first"),
    ("Scores", "a row for each mentee, a column for each mentor: the points of the pair"),
    ("Mentors", "a row for each admitted mentor: what is offered, what is taken, what it costs"),
    ("Left without", "a row for each mentee without a mentor and each mentor without a mentee, with the reason"),
    ("Not allowed", "a row for each pair that no assignment may hold, with the reason"),
    ("Method", "this sheet"),
)


def method(of: Matched) -> Page:
    """Every fact of the method as section, item and value."""
    columns = (Column("Section", 28, 16), Column("Item", 40, 24), Column("What", 110, 60))
    rows = [*_result(of), *_made(of), *_decided(of), *_about(of)]
    lead = "How these assignments were found: what was asked, what counted, what was proved, and from which files."
    return Page("Method", lead, columns, rows, grouped=True)


def _result(of: Matched) -> Iterator[Line]:
    done, section = of.ranking, "Result"
    total = [one.score.total for one in of.assignments]
    yield section, "Mentees with a mentor", f"{done.served} of {len(of.mentees)}"
    yield section, "Mentors chosen", f"{len({one.mentor for one in of.assignments})} of {len(of.mentors)} admitted"
    yield section, "Places offered", str(sum(mentor.capacity for mentor in of.mentors.values()))
    yield section, "Pairs", f"{len(of.ranked):,} allowed, {len(done.barred):,} not allowed"
    yield section, "Total score", points(done.total_score)
    if total:
        yield section, "Score of the worst-served mentee", f"{points(min(total))} (best: {points(max(total))})"
    yield section, "Total cost", of.money(done.total_cost)
    yield section, "Budget", "none set" if done.budget is None else of.money(done.budget)
    proof = "yes: nothing better exists under these conditions" if done.optimal else "no: the best that was found"
    yield section, "Proved to be optimal", proof


def _made(of: Matched) -> Iterator[Line]:
    for key, text in of.ranking.method.items():
        name = key.replace("_", " ").strip()
        yield "Method", name[:1].upper() + name[1:], text


def _decided(of: Matched) -> Iterator[Line]:
    for pair in of.needs.pairs:
        yield "The officer's decisions", f"{pair.decision}: {pair.mentee} – {pair.mentor}", pair.reason
    for finding in of.ranking.findings:
        yield "To look at", "", str(finding)
    for finding in of.needs.findings:
        yield "Noticed in the needs workbook", "", str(finding)


def _about(of: Matched) -> Iterator[Line]:
    call = of.call
    yield "Call", call.id, call.call.title.en
    yield "Call", "About", call.call.about.en
    yield "Made by", "cbt", __version__
    for title, what in _SHEETS:
        yield "Sheets of this workbook", title, f"{what}; table {table_name(title)}, its header in row 4"
