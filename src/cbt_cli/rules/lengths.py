"""Lengths of time in whole months and days, as people count them, and the spans of days that they come from."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from cbt_cli.domain.base import Sentence, say

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from ``start`` up to, and without, ``end``."""

    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True, order=True)
class Length:
    """A length of time in whole months and the days left over."""

    months: int
    days: int

    def __bool__(self) -> bool:
        return bool(self.months or self.days)

    @property
    def words(self) -> Sentence:
        """The length for people: ``4 years 6 months``; what is nought is left out."""
        return _words(self)

    def __str__(self) -> str:
        return self.words.text


def of_years(years: Decimal) -> Length:
    """A number of years in months and days; a part of a month in days of a thirtieth, begun ones counted."""
    months, part = divmod(years * 12, 1)
    return Length(int(months), math.ceil(part * 30))


def months_after(day: dt.date, months: int) -> dt.date:
    """The day ``months`` later. Where the month has no such day, the first of the next one: the last day of the month
    then completes the period (as in Regulation (EEC, Euratom) 1182/71, Article 3(2))."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return day.replace(year=year, month=month + 1)
    except ValueError:
        return dt.date(year, month + 2, 1)  # never after December, which has 31 days


def length(span: Span) -> Length:
    """Whole months from the first day on, and the days left over."""
    months = (span.end.year - span.start.year) * 12 + span.end.month - span.start.month
    if months_after(span.start, months) > span.end:
        months -= 1
    return Length(months, (span.end - months_after(span.start, months)).days)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same days in as few spans as there can be, in order: what overlaps, lies within or touches becomes one."""
    found: list[Span] = []
    for span in sorted(span for span in spans if span.start < span.end):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def total(spans: Iterable[Span], days_in_month: int) -> Length:
    """Months and days of ``spans`` together, each day once. The days left over of several spans make months of
    ``days_in_month``; those of one span never do. Never more than from the first day to the last."""
    found = merged(spans)
    if not found:
        return Length(0, 0)
    whole = length(Span(found[0].start, found[-1].end))
    if len(found) == 1:
        return whole
    lengths = [length(span) for span in found]
    carried, days = divmod(sum(each.days for each in lengths), days_in_month)
    return min(whole, Length(sum(each.months for each in lengths) + carried, days))


@lru_cache(maxsize=4096)
def _words(length: Length) -> Sentence:
    years, months = divmod(length.months, 12)
    said = [*_counted_years(years), *_counted_months(months), *_counted_days(length.days)]
    match said:
        case [first, second, third]:
            return say("{first} {second} {third}", first=first, second=second, third=third)
        case [first, second]:
            return say("{first} {second}", first=first, second=second)
        case [only]:
            return only
        case _:
            return say("no time")


def _counted_years(count: int) -> list[Sentence]:
    return [say("1 year") if count == 1 else say("{count} years", count=count)] if count else []


def _counted_months(count: int) -> list[Sentence]:
    return [say("1 month") if count == 1 else say("{count} months", count=count)] if count else []


def _counted_days(count: int) -> list[Sentence]:
    return [say("1 day") if count == 1 else say("{count} days", count=count)] if count else []
