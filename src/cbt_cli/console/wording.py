"""How values read to a person: times, money, countries, places."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

from cbt_cli.domain.base import tr
from cbt_cli.domain.calls import Call
from cbt_cli.domain.figures import amount, instant
from cbt_cli.domain.forms import Entry


def times(at: dt.datetime | None, call: Call) -> str:
    """A time in UTC and in the call's zone, with the zone's name on that day."""
    if at is None:
        return tr("unknown")
    local = at.astimezone(ZoneInfo(call.deadline.zone))
    return f"{instant(at)} ({local:%H:%M:%S} {local.tzname()})"


def euros(value: Decimal | None, call: Call) -> str:
    """An amount in the call's currency."""
    return "–" if value is None else amount(value, call.quotation.currency)


def answer(entry: Entry) -> str:
    """What stands for a label."""
    if entry.value is None:
        return tr("(blank)")
    if isinstance(entry.value, bool):
        return tr("ticked") if entry.value else tr("not ticked")
    return entry.value
