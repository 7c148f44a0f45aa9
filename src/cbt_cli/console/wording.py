"""How values read to a person: times, money, countries, places."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

from cbt_cli.domain.calls import Call
from cbt_cli.domain.forms import Entry


def times(at: dt.datetime | None, call: Call) -> str:
    """A time in UTC and in the call's zone, with the zone's name on that day."""
    if at is None:
        return "unknown"
    local = at.astimezone(ZoneInfo(call.deadline.zone))
    return f"{at.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S} UTC ({local:%H:%M:%S} {local.tzname()})"


def euros(value: Decimal | None, call: Call) -> str:
    """An amount in the call's currency."""
    return "–" if value is None else f"{call.quotation.currency} {value:,.2f}"


def country(code: str | None, call: Call) -> str:
    """A country code, with an asterisk where the call attaches a footnote to it."""
    if code is None:
        return "–"
    return f"{code}*" if code in call.countries.footnotes else code


def footnotes(codes: set[str | None], call: Call) -> list[str]:
    """The footnotes that go with the countries shown."""
    return [words.en for code, words in sorted(call.countries.footnotes.items()) if code in codes]


def answer(entry: Entry) -> str:
    """What stands for a label."""
    if entry.value is None:
        return "(blank)"
    if isinstance(entry.value, bool):
        return "ticked" if entry.value else "not ticked"
    return entry.value
