"""Knowledge areas offered against needed: the picture that explains a matching."""

from __future__ import annotations

import textwrap
from collections import Counter
from dataclasses import dataclass

from cbt_cli.domain.base import say, tr
from cbt_cli.domain.checks import Eligibility
from cbt_cli.outputs.report.drawing import Key, bar, figure, label, picture, table, upright
from cbt_cli.outputs.report.markup import Html, tag
from cbt_cli.outputs.report.reported import Reported
from cbt_cli.outputs.report.wording import level_word, number
from cbt_cli.values.plain_text import visible

_LEVELS = (3, 2, 1)
_MIDDLE, _HALF = 50.0, 43.0
"""Where the two sides meet and how far each reaches, in percent."""
_LETTERS, _LINE, _BAR = 40, 16, 28
"""Letters that a telephone shows on a line; pixels of a line, and of a bar with its room."""


@dataclass(frozen=True, slots=True)
class AreaCount:
    """One area: how many mentees need it (level → count), how many mentors offer it, with how many places."""

    key: str
    needed: Counter[int]
    mentors: int
    places: int

    @property
    def needs(self) -> int:
        """How many mentees need it at all."""
        return self.needed.total()


def areas(of: Reported) -> Html:
    """For each area how many mentees need it and how many places mentors offer in it."""
    title = tr("Knowledge areas: needed and offered")
    counts = _counts(of)
    if not any(one.needs or one.mentors for one in counts):
        return tag("p", tr("Neither needs nor offers are known yet."), class_="missing")
    counts.sort(key=lambda one: -one.needs)
    short = [of.area(one.key) for one in counts if one.needs > one.places]
    if not of.run:
        note = tr("The needs are not known before a matching; only what eligible applicants offer is shown.")
    elif short:
        note = say("Needed by more mentees than there are places of mentors who offer it: {areas}.",
                   areas="; ".join(short)).text  # fmt: skip
    else:
        note = tr("In every area, mentors offer at least as many places as there are mentees who need it.")
    said = "; ".join(
        say("{area}: needed by {needs}, offered in {places} places", area=of.area(one.key), needs=one.needs,
            places=one.places).text
        for one in counts
    )  # fmt: skip
    lines = sum(len(_lines(of, one)) for one in counts)
    drawn = picture("areas", title, said + ".", 24 + _LINE * lines + _BAR * len(counts), _bars(of, counts))
    keys = [*(Key(f"need{each}", say("needed: {level}", level=level_word(each)).text) for each in _LEVELS),
            Key("main", tr("offered: places of eligible mentors"))]  # fmt: skip
    return figure(drawn, keys, _figures(of, counts, title), note=note)


def _counts(of: Reported) -> list[AreaCount]:
    offers = [(mentor.areas, mentor.capacity) for mentor in of.mentors.values()]
    if of.run is None:
        eligible = [case.record.application for case, judgement in of.judged
                    if judgement.verdict is Eligibility.ELIGIBLE]  # fmt: skip
        offers = [(one.areas or (), one.capacity or 1) for one in eligible]
    keys = [area.key for area in of.call.areas]
    keys += sorted({key for mentee in of.mentees.values() for key in mentee.needs} - set(keys))
    counts = []
    for key in keys:
        needed = Counter(mentee.needs.get(key, 0) for mentee in of.mentees.values())
        del needed[0]
        places = [capacity for offered, capacity in offers if key in offered]
        counts.append(AreaCount(key, needed, len(places), sum(places)))
    return counts


def _bars(of: Reported, counts: list[AreaCount]) -> list[Html]:
    most = max(max(one.needs, one.places) for one in counts) or 1
    shapes = [label(_MIDDLE - 1, 12, tr("← needed by"), "end", "small"),
              label(_MIDDLE + 1, 12, tr("places offered →"), "start", "small")]  # fmt: skip
    top = 24.0
    for one in counts:
        for line in _lines(of, one):
            top += _LINE
            shapes.append(label(_MIDDLE, top - 4, line, "middle", "strong"))
        left = _MIDDLE
        for each in _LEVELS:
            width = _HALF * one.needed[each] / most
            left -= width
            shapes += [bar(left, top, width, 18, f"need{each}")] if width else []
        right = _HALF * one.places / most
        shapes += [
            label(left - 1, top + 14, number(one.needs), "end"),
            bar(_MIDDLE, top, right, 18, "main"),
            label(_MIDDLE + right + 1, top + 14, number(one.places)),
            upright(_MIDDLE, top - 3, top + 21, "grid strong"),
        ]
        top += _BAR
    return shapes


def _lines(of: Reported, one: AreaCount) -> list[str]:
    return textwrap.wrap(visible(of.area(one.key)), _LETTERS) or [one.key]


def _figures(of: Reported, counts: list[AreaCount], title: str) -> Html:
    levels = [level_word(each).capitalize() for each in _LEVELS]
    heads = [tr("Area"), tr("Needed by"), *levels, tr("Mentors who offer it"), tr("Their places"),
             tr("Places beyond need")]  # fmt: skip
    rows = [
        (of.area(one.key), one.needs, *(one.needed[each] for each in _LEVELS), one.mentors, one.places,
         one.places - one.needs)
        for one in counts
    ]  # fmt: skip
    return table(heads, rows, name=title, numbers=range(1, 8))
