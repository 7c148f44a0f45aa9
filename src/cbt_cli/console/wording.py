"""How values read to a person: times, money, countries, places."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

from cbt_cli.domain.base import say, tr
from cbt_cli.domain.calls import Call
from cbt_cli.domain.forms import Entry

_CODES = {
    "eligible": say("eligible"),
    "ineligible": say("ineligible"),
    "to_clarify": say("to clarify"),
    "pass": say("pass"),
    "fail": say("fail"),
    "unclear": say("unclear"),
    "not_applicable": say("not applicable"),
    "waived": say("waived"),
    "message": say("message"),
    "archive": say("archive"),
    "application": say("application"),
    "superseded": say("superseded"),
    "duplicate": say("duplicate"),
    "supporting": say("supporting"),
    "not_a_submission": say("not a submission"),
    "no_form": say("no form"),
    "unreadable": say("unreadable"),
    "ignored": say("ignored"),
    "clarify": say("clarify"),
    "note": say("note"),
    "ingested": say("ingested"),
    "settled": say("settled"),
    "validated": say("validated"),
    "matched": say("matched"),
    "corrected": say("corrected"),
    "undone": say("undone"),
    "joined": say("joined"),
    "split": say("split"),
    "drafted": say("drafted"),
    "received": say("received"),
    "admissible": say("admissible"),
    "assigned": say("assigned"),
    "admissibility": say("admissibility"),
    "eligibility": say("eligibility"),
    "high": say("high"),
    "medium": say("medium"),
    "low": say("low"),
    "none": say("none"),
    "final": say("final"),
    "draft": say("draft"),
    "form": say("form"),
}
"""What codes of verdicts, outcomes, severities, acts and stages are called on the screen."""


def word(code: str) -> str:
    """A code in words; a code that is not known here as it stands."""
    return str(_CODES.get(code, code.replace("_", " ")))


def times(at: dt.datetime | None, call: Call) -> str:
    """A time in UTC and in the call's zone, with the zone's name on that day."""
    if at is None:
        return tr("unknown")
    local = at.astimezone(ZoneInfo(call.deadline.zone))
    return f"{at.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S} UTC ({local:%H:%M:%S} {local.tzname()})"


def euros(value: Decimal | None, call: Call) -> str:
    """An amount in the call's currency."""
    return "–" if value is None else f"{call.quotation.currency} {value:,.2f}"


def answer(entry: Entry) -> str:
    """What stands for a label."""
    if entry.value is None:
        return tr("(blank)")
    if isinstance(entry.value, bool):
        return tr("ticked") if entry.value else tr("not ticked")
    return entry.value
