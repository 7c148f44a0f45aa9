"""When applications came, and from where."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cbt_cli.domain.base import say, tr
from cbt_cli.domain.checks import Eligibility
from cbt_cli.outputs.report.drawing import Anchor, Key, bar, ceiling, figure, label, level, picture, table, upright
from cbt_cli.outputs.report.glance import VERDICTS, colours, css_of
from cbt_cli.outputs.report.markup import Html, joined, tag
from cbt_cli.outputs.report.reported import Reported
from cbt_cli.outputs.report.wording import day, local, moment, number, short_day
from cbt_cli.values.code_words import word

_BEFORE, _AFTER = dt.timedelta(days=240), dt.timedelta(days=60)
"""How far from the deadline the picture reaches; what lies farther is said below it."""
_TOP, _BOTTOM, _LEFT, _WIDTH = 34, 190, 6.0, 92.0


@dataclass(frozen=True)
class Arrivals:
    """Times of receipt in the call's zone, put into equal spans of days around the deadline."""

    at: Sequence[dt.datetime]
    deadline: dt.datetime

    @cached_property
    def within(self) -> list[dt.datetime]:
        """Those that the picture shows."""
        return [at for at in self.at if self.deadline - _BEFORE <= at < self.deadline + _AFTER]

    @cached_property
    def first(self) -> dt.date:
        """The first day of the picture."""
        return min([(self.deadline - dt.timedelta(days=1)).date(), *(at.date() for at in self.within)])

    @cached_property
    def days(self) -> int:
        """How many days it shows: the day before which everything must be there, and two more, at least."""
        last = max([(self.deadline + dt.timedelta(days=1)).date(), *(at.date() for at in self.within)])
        return (last - self.first).days + 1

    @cached_property
    def span(self) -> int:
        """The days of one bar."""
        return 1 if self.days <= 62 else 7

    @cached_property
    def bars(self) -> dict[dt.date, tuple[int, int]]:
        """The first day of each bar → how many came in time and how many late."""
        found = {self.first + dt.timedelta(days=at): [0, 0] for at in range(0, self.days, self.span)}
        for at in self.within:
            start = self.first + dt.timedelta(days=(at.date() - self.first).days // self.span * self.span)
            found[start][at >= self.deadline] += 1
        return {start: (early, late) for start, (early, late) in found.items()}

    def place(self, at: dt.datetime) -> float:
        """Where a moment lies, in percent of the width."""
        begin = dt.datetime.combine(self.first, dt.time(), at.tzinfo)
        return _LEFT + _WIDTH * ((at - begin) / dt.timedelta(days=1)) / (len(self.bars) * self.span)


def receipt(of: Reported) -> Html:
    """Applications received for each day, with the deadline."""
    title = tr("Receipt of the applications that count")
    known = [case.receipt.received_at for case, _ in of.judged if case.receipt.received_at is not None]
    if not known:
        return tag("p", tr("No application has a known time of receipt."), class_="missing")
    deadline = local(of.call.deadline_at, of.call)
    found = Arrivals([local(at, of.call) for at in known], deadline)
    late = sum(at >= deadline for at in found.at)
    unknown = len(of.cases) - len(known)
    said = say("In time: {early}, after the deadline: {late}, time unknown: {unknown}. First: {first}. Last: {last}.",
               early=len(known) - late, late=late, unknown=unknown, first=moment(min(known), of.call),
               last=moment(max(known), of.call)).text  # fmt: skip
    outside = len(known) - len(found.within)
    note = [said]
    if outside:
        note.append(say("Not in the picture, being months away from the deadline: {count}.", count=outside).text)
    rows = [(_span(start, found.span), early, late) for start, (early, late) in found.bars.items() if early or late]
    figures = table([tr("Day"), tr("In time"), tr("Late")], rows, name=title, numbers=(1, 2))
    keys = [Key("main", tr("in time")), Key("bad", tr("after the deadline"))]
    return figure(picture("receipt", title, said, 222, _columns(found, of)), keys, figures, note=" ".join(note))


def _span(start: dt.date, days: int) -> str:
    return day(start) if days == 1 else f"{day(start)} – {day(start + dt.timedelta(days=days - 1))}"


def _columns(found: Arrivals, of: Reported) -> list[Html]:
    top = int(ceiling(max(early + late for early, late in found.bars.values())))
    high = _BOTTOM - _TOP
    shapes = []
    for count in (0, top // 2, top):
        y = _BOTTOM - high * count / top
        shapes += [level(y, _LEFT, _LEFT + _WIDTH, "grid"), label(_LEFT - 1, y + 4, count, "end", "small")]
    width = _WIDTH / len(found.bars)
    for at, (early, late) in enumerate(found.bars.values()):
        left, y = _LEFT + at * width + width * 0.08, float(_BOTTOM)
        for count, css in ((early, "main"), (late, "bad")):
            y -= high * count / top
            shapes += [bar(left, y, width * 0.84, high * count / top, css)] if count else []
    every = max(len(found.bars) // 4, 1)
    starts = list(found.bars)
    for at in range(0, len(starts), every):
        if at + every / 2 < len(starts):
            shapes.append(label(_LEFT + at * width + width / 2, _BOTTOM + 18, short_day(starts[at]), "middle", "small"))
    where = found.place(found.deadline)
    anchor: Anchor = "end" if where > 50 else "start"
    words = say("Deadline: before {at}", at=moment(of.call.deadline_at, of.call))
    return [*shapes, upright(where, _TOP - 14, _BOTTOM, "limit"),
            label(where + (-1 if where > 50 else 1), _TOP - 18, words, anchor, "small strong")]  # fmt: skip


def origins(of: Reported) -> Html:
    """Applications by country, each bar in the colours of the verdicts."""
    title = tr("Applications by country")
    counted: dict[str | None, Counter[Eligibility]] = {}
    for case, judgement in of.judged:
        counted.setdefault(case.record.application.country, Counter())[judgement.verdict] += 1
    if not counted:
        return tag("p", tr("There are no applications yet."), class_="missing")
    names = {code: of.country(code) if code else tr("not certain") for code in counted}
    order = sorted(counted, key=lambda code: (-counted[code].total(), names[code]))
    most = max(each.total() for each in counted.values())
    shapes: list[Html] = []
    for at, code in enumerate(order):
        top, left = at * 26, 32.0
        shapes.append(label(31, top + 17, names[code], "end"))
        for verdict in VERDICTS:
            width = 60 * counted[code][verdict] / most
            shapes += [bar(left, top + 4, width, 17, css_of(verdict))] if width else []
            left += width
        shapes.append(label(left + 1, top + 17, counted[code].total(), css="strong"))
    most_said = "; ".join(f"{names[code]}: {counted[code].total()}" for code in order[:12])
    said = most_said + ("; …" if len(order) > 12 else ".")
    heads = [tr("Country"), tr("Applications"), *(word(verdict).capitalize() for verdict in VERDICTS)]
    rows = [(names[code], each.total(), *(each[verdict] for verdict in VERDICTS))
            for code, each in ((code, counted[code]) for code in order)]  # fmt: skip
    figures = table(heads, rows, name=title, numbers=range(1, 5))
    drawn = picture("origins", title, said, 26 * len(order) + 4, shapes)
    note = say("Countries: {count}.", count=number(len([code for code in order if code])))
    return joined([figure(drawn, colours(), figures, note=note), of.footnotes(order)])
