"""Examples of ``expertise``: years to the day, dates in part, bare numbers, counselling, and cluster managers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from cbt_cli.domain.applications import Experience, ExperienceKind
from cbt_cli.domain.base import say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.checks import Case, Verdict
from cbt_cli.rules.lengths import DAY, Length, months_after, of_years
from cbt_cli.rules.rule import CLUSTER_MANAGER, Example
from cbt_cli.rules.sound import last_day, post, sound, years_before

COUNSELLING = ExperienceKind.COUNSELLING


def years_examples(call: Call) -> Iterator[Example]:
    until, need = last_day(call), of_years(call.expertise.management_years)
    if not need:
        yield Example(say("no years needed"), Verdict.PASS, sound(call, experience=None))
        return
    start = _before(until, need)

    def case(*rows: Experience, stated: Decimal | None = call.expertise.management_years) -> Case:
        return sound(call, experience=rows, counselling=None, management_years=stated)

    def row(start: dt.date, end: dt.date) -> Experience:
        return post(start.isoformat(), end.isoformat())

    yield Example(say("the years complete to the day"), Verdict.PASS, case(row(start, until)))
    yield Example(say("one day short"), Verdict.FAIL, case(row(start + DAY, until), stated=None))
    yield Example(say("one day short, though the number states enough"), Verdict.UNCLEAR, case(row(start + DAY, until)))
    middle = start + (until - start) // 2
    both = (row(start, middle + 90 * DAY), row(middle, until))
    yield Example(say("overlapping periods, complete together"), Verdict.PASS, case(*both))
    twice = (row(middle, until), row(middle, until))
    yield Example(say("the same period twice"), Verdict.FAIL, case(*twice, stated=None))
    yield Example(
        say("given by years only, which leaves it open"), Verdict.UNCLEAR, case(post(str(start.year), ongoing=True))
    )
    yield Example(say("a number without a table"), Verdict.UNCLEAR, case())
    yield Example(
        say("nothing at all"), Verdict.UNCLEAR, sound(call, experience=None, counselling=None, management_years=None)
    )
    backwards = (row(until, start), row(start + DAY, until))
    yield Example(say("a period that ends before it begins"), Verdict.UNCLEAR, case(*backwards, stated=None))
    later = months_after(until, 1)
    yield Example(
        say("a period after the deadline"), Verdict.UNCLEAR, case(row(later, months_after(later, 80)), stated=None)
    )


def counselling_examples(call: Call) -> Iterator[Example]:
    until, asks = last_day(call), call.expertise
    if not of_years(asks.management_years):
        return
    none: dict[str, object] = {"management_years": Decimal(0), "counselling": None}

    def counselled(start: dt.date, end: dt.date) -> Experience:
        return post(start.isoformat(), end.isoformat(), kind=COUNSELLING)

    enough = counselled(_before(until, Length(max(asks.counselling_months, 1), 0)), until)
    window = years_before(until, asks.window_years)
    if asks.counselling_months <= asks.window_years * 12:
        yield Example(say("enough counselling"), Verdict.PASS, sound(call, none, experience=(enough,)))
    if asks.counselling_months > 1:
        some = counselled(_before(until, Length(1, 0)), until)
        yield Example(say("some counselling"), Verdict.UNCLEAR, sound(call, none, experience=(some,)))
    old = counselled(years_before(window, 3), window)
    yield Example(say("counselling before the window only"), Verdict.FAIL, sound(call, none, experience=(old,)))
    other = post(years_before(until, 9).isoformat(), until.isoformat(), kind=ExperienceKind.OTHER)
    claim = none | {"counselling": "Strong experience in advising clusters."}
    yield Example(say("counselling in words only"), Verdict.UNCLEAR, sound(call, claim, experience=(other,)))
    yield Example(say("other work only"), Verdict.FAIL, sound(call, none, experience=(other,)))


def manager_examples(call: Call) -> Iterator[Example]:
    manager: dict[str, object] = {"applicant_type": CLUSTER_MANAGER, "management_years": None}
    last_year = years_before(last_day(call), 1).isoformat()
    new = (post(last_year, ongoing=True),)
    yield Example(say("a cluster manager of one year"), Verdict.PASS, sound(call, manager, experience=new))
    nowhere = sound(call, manager, experience=None, position="Director")
    yield Example(say("a cluster manager who shows no cluster"), Verdict.UNCLEAR, nowhere)
    if call.form.question("applicant_type") is not None:
        unstated = sound(call, experience=new, counselling=None, applicant_type=None, management_years=None)
        yield Example(say("not stated as what"), Verdict.UNCLEAR, unstated)
        yield Example(say("not stated as what, but enough for both"), Verdict.PASS, sound(call, applicant_type=None))


def _before(until: dt.date, span: Length) -> dt.date:
    """The first day of a period of ``span`` that ends on ``until``, both included."""
    day = years_before(until + DAY, span.months // 12)
    year, month = divmod(day.year * 12 + day.month - 1 - span.months % 12, 12)
    return dt.date(year, month + 1, min(day.day, 28)) - span.days * DAY
