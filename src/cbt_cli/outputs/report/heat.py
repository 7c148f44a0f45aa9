"""The picture of all scores: mentees down, mentors across, the chosen pairs marked. A table, so that it can be heard,
walked through by keyboard and printed; the parts of each score are data for the script of the page."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from itertools import chain

from cbt_cli.domain.base import say, tr
from cbt_cli.outputs.report.heat_data import pair_data
from cbt_cli.outputs.report.markup import NOTHING, Html, island, joined, tag, unseen
from cbt_cli.outputs.report.reported import Reported
from cbt_cli.outputs.report.wording import number

SHADES = 8
MOST_CELLS = 60_000
"""Pairs that the picture shows; where there are more, it shows the mentors that matter most."""
PRINTED = 36
"""Mentors that an A4 page holds."""


class Heat:
    """The scores of a matching as they are drawn."""

    def __init__(self, of: Reported) -> None:
        self.of = of
        self._written: dict[Decimal, str] = {}

    @cached_property
    def mentors(self) -> list[str]:
        """The mentors across: those chosen, in order of their mentees, then the reserves, then all others."""
        of = self.of
        reserves = [match.mentor for one in of.assignments for match in one.reserves]
        order = list(dict.fromkeys(chain((one.mentor for one in of.assignments), reserves, of.mentors)))
        return order[: max(MOST_CELLS // max(len(of.mentees), 1), 1)]

    @cached_property
    def chosen(self) -> dict[str, str]:
        """Mentee → its mentor."""
        return {one.mentee: one.mentor for one in self.of.assignments}

    @cached_property
    def bounds(self) -> tuple[Decimal, Decimal]:
        """The lowest and the highest score."""
        totals = [match.score.total for ref in self.of.mentees for match in self.of.ranked(ref) if match.score]
        return (min(totals), max(totals)) if totals else (Decimal(0), Decimal(0))

    def _points(self, total: Decimal) -> str:
        if total not in self._written:
            self._written[total] = number(total)
        return self._written[total]

    def table(self) -> Html:
        """The table."""
        heads = [tag("th", tag("span", ref), scope="col") for ref in self.mentors]
        head = tag("tr", tag("th", tr("Mentee"), scope="col"), *heads)
        title = tr("Scores of all pairs")
        rows = (self._row(ref) for ref in self.of.mentees)
        body = tag("table", tag("caption", title, class_="unseen"), tag("thead", head), tag("tbody", *rows),
                   class_="heat", id="heat")  # fmt: skip
        return tag("div", body, class_="wide tall", tabindex="0", role="region", aria_label=title)

    def _row(self, ref: str) -> Html:
        matches = {one.mentor: one for one in self.of.ranked(ref)}
        name = NOTHING if self.of.anonymised else self.of.cluster(self.of.mentees[ref])
        head = tag("th", tag("b", ref), " ", name, scope="row")
        low, high = self.bounds
        span, chosen = (high - low) or Decimal(1), self.chosen.get(ref)
        cells = []
        for mentor in self.mentors:
            match = matches.get(mentor)
            if match is None or match.score is None:
                cells.append("<td>–")  # the end of a cell may be left out, which counts with so many
                continue
            total = match.score.total
            shade = min(int(SHADES * (total - low) / span), SHADES - 1)
            mark, css = ("●", f"h{shade} c") if mentor == chosen else ("", f"h{shade}")
            cells.append(f'<td class="{css}">{mark}{self._points(total)}')
        return Html(f"<tr>{head}{''.join(cells)}</tr>")


def heat(of: Reported) -> Html:
    """The picture with its legend, the place where a pair's details appear, and its data."""
    if of.run is None:
        return tag("p", tr("There is no matching yet, so there are no scores."), class_="missing")
    shown = Heat(of)
    if not of.mentees or not shown.mentors:
        return tag("p", tr("There are no pairs: the matching had no mentee or no mentor."), class_="missing")
    lines = [tr("The darker, the more points. ● and a frame: chosen. –: the pair is not allowed."),
             say("Mentors stand in the order of the mentees they were chosen for, then reserves, then all others."
                 " On paper, the first {count} are shown.", count=PRINTED).text]  # fmt: skip
    if len(shown.mentors) < len(of.mentors):
        lines.append(say("Shown are {shown} of {all} mentors; the workbook of the assignments has all.",
                         shown=number(len(shown.mentors)), all=number(len(of.mentors))).text)  # fmt: skip
    hint = tr("Point at a cell, or go there with the arrow keys, to see the parts of its score.")
    low, high = shown.bounds
    scale = [tag("span", number(round(low + (high - low) * at / SHADES, 1)), class_=f"h{at}") for at in range(SHADES)]
    return joined([
        tag("p", " ".join(lines), class_="note"),
        tag("p", unseen(tr("Scale, each shade from:")), *scale, class_="scale"),
        tag("p", hint, id="pair", class_="pair", role="status", hidden=True),
        shown.table(),
        island("heat-data", pair_data(of, shown.mentors)),
    ])  # fmt: skip
