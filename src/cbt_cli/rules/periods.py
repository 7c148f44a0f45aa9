"""Periods of work: how long they last together, each day counted once, as far as the dates tell.

A date that is given to the year or the month only leaves room, so everything is counted twice: what is certain (the
latest possible start to the earliest possible end) and what is possible (the earliest start to the latest end).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from cbt_cli.domain.applications import Experience, ExperienceKind
from cbt_cli.domain.base import Sentence, say
from cbt_cli.rules.lengths import DAY, Length, Span, months_after, total

DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

FIRST_YEAR = 1900
"""Nobody who applies has worked before it: an earlier year is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Period:
    """A row of the experience table in days. ``fault``: why it cannot be counted at all."""

    text: str
    certain: Span | None = None
    possible: Span | None = None
    fault: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Extent:
    """How long periods last together: at least, at most, and the arithmetic. ``open``: some could not be counted, so
    that ``most`` is no limit."""

    least: Length
    most: Length
    open: bool
    arithmetic: tuple[Sentence, ...]

    @property
    def words(self) -> Sentence:
        """The length in words; a range where the dates leave room."""
        if self.open:
            return say("at least {least}", least=self.least.words) if self.least else say("an unknown time")
        if self.least == self.most:
            return self.least.words
        return say("between {least} and {most}", least=self.least.words, most=self.most.words)


@lru_cache(maxsize=1024)
def period(row: Experience, last_day: dt.date) -> Period:
    """One row in days, up to ``last_day`` and including it."""
    text = f"{_written(row.start)} – {'…' if row.ongoing else _written(row.end)}"
    start = None if row.start is None else _days(row.start)
    end = _days(row.end) if row.end is not None and not row.ongoing else Span(last_day, last_day)
    if start is None or end is None:
        return Period(text, fault=say("{period}: a date is missing or cannot be read.", period=text))
    if start.start > end.end:
        return Period(text, fault=say("{period} ends before it begins.", period=text))
    if start.start > last_day:
        return Period(text, fault=say("{period} begins after the deadline.", period=text))
    if start.start.year < FIRST_YEAR:
        return Period(text, fault=say("{period} begins too long ago to be meant.", period=text))
    possible = Span(start.start, min(end.end, last_day) + DAY)
    if row.end is None and not row.ongoing:  # it may have ended on any day since
        return Period(text, possible=possible)
    certain = Span(start.end, min(end.start, last_day) + DAY)
    return Period(text, certain if certain.start < certain.end else None, possible)


@lru_cache(maxsize=256)  # several rules ask for the same of one application
def extent(
    rows: tuple[Experience, ...], kind: ExperienceKind, last_day: dt.date, first_day: dt.date = dt.date.min
) -> Extent:
    """How long the rows of ``kind`` last together between ``first_day`` and ``last_day``, both included.

    A row whose kind is not given may be of that kind, so it counts as possible.
    """
    read = [(row.kind, period(row, last_day)) for row in rows if row.kind in (kind, None)]
    faults = tuple(each.fault for _, each in read if each.fault is not None)
    certain = [_within(each.certain, first_day) for of, each in read if of is kind and each.certain is not None]
    possible = [(each.text, _within(each.possible, first_day)) for _, each in read if each.possible is not None]
    possible = [(text, span) for text, span in possible if span.start < span.end]
    least = total(certain, 31)
    most = max(least, total((span for _, span in possible), 28))
    without_kind = tuple(
        say("{period}: the nature of the work is not given.", period=each.text) for of, each in read if of is None
    )
    return Extent(
        least, most, bool(faults), (*_overlaps(possible), *_sum(possible, least, most), *without_kind, *faults)
    )


def _written(date: str | None) -> str:
    """An ISO date, whole or in part, as officers write it: ``28/02/2019``, ``02/2019``, ``2019``."""
    return "?" if date is None else "/".join(reversed(date.split("-")))


@lru_cache(maxsize=4096)
def _days(text: str) -> Span | None:
    """The first and the last day (included) that a date given to the year, month or day may mean."""
    found = DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = dt.date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    if day is not None:
        return Span(first, first)
    last = dt.date(first.year, 12, 31) if month is None else months_after(first, 1) - DAY
    return Span(first, last)


def _within(span: Span, first_day: dt.date) -> Span:
    return Span(max(span.start, first_day), span.end)


def _overlaps(possible: Sequence[tuple[str, Span]]) -> tuple[Sentence, ...]:
    groups: list[list[str]] = []
    end = dt.date.min
    for text, span in sorted(possible, key=lambda pair: (pair[1], pair[0])):
        if span.start < end:
            groups[-1].append(text)
        else:
            groups.append([text])
        end = max(end, span.end)
    return tuple(
        say("{periods} overlap, as far as the dates tell: each day is counted once.", periods=", ".join(group))
        for group in groups
        if len(group) > 1
    )


def _sum(possible: Sequence[tuple[str, Span]], least: Length, most: Length) -> tuple[Sentence, ...]:
    if not possible:
        return ()
    periods = ", ".join(text for text, _ in sorted(possible, key=lambda pair: (pair[1], pair[0])))
    if least == most:
        return (say("{periods}: {length} to the deadline.", periods=periods, length=least.words),)
    return (
        say(
            "{periods}: at least {least} and at most {most} to the deadline, as far as dates and kinds are given.",
            periods=periods,
            least=least.words,
            most=most.words,
        ),
    )
