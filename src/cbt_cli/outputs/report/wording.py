"""How dates, amounts and verdicts read in the report, in the language that is spoken."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from cbt_cli.domain.applications import Money
from cbt_cli.domain.base import tr
from cbt_cli.domain.calls import Call
from cbt_cli.domain.journal import Act
from cbt_cli.domain.languages import current
from cbt_cli.domain.submissions import Outcome
from cbt_cli.outputs.wording import terms_of

UNKNOWN = "–"
_LOCALES = {"en": "en_GB", "fr": "fr_FR"}


def _locale() -> str:
    return _LOCALES[current()]


def amount(value: Decimal | None, currency: str | None) -> str:
    """An amount of money with its currency; a dash where it is not known."""
    if value is None:
        return UNKNOWN
    return _amount(value, currency or "XXX", _locale())


@lru_cache(maxsize=4096)
def _amount(value: Decimal, currency: str, locale: str) -> str:
    exact = value == value.to_integral_value()
    pattern = "#,##0\u00a0¤¤" if exact else "#,##0.00\u00a0¤¤"
    return format_currency(value, currency, pattern if locale.startswith("fr") else _english(pattern), locale=locale,
                           currency_digits=False)  # fmt: skip


def _english(pattern: str) -> str:
    return "¤¤\u00a0" + pattern.split("\u00a0", maxsplit=1)[0]


@lru_cache(maxsize=4096)
def _number(value: Decimal, locale: str) -> str:
    return format_decimal(value, "#,##0.###", locale=locale)


def number(value: Decimal | int) -> str:
    """A number as it is written in the language, without trailing zeros."""
    return _number(Decimal(value), _locale())


def day(value: dt.date) -> str:
    """A day: 15 March 2019."""
    return format_date(value, "d MMMM y", locale=_locale())


def short_day(value: dt.date) -> str:
    """A day on an axis: 15 Mar."""
    return format_date(value, "d MMM", locale=_locale())


def local(at: dt.datetime, call: Call) -> dt.datetime:
    """A moment in the call's zone; as it is where the calendar ends before (a stamp of the year 9999)."""
    try:
        return at.astimezone(ZoneInfo(call.deadline.zone))
    except OverflowError:
        return at


def moment(at: dt.datetime | None, call: Call) -> str:
    """A moment in the call's zone: 15 March 2019, 11:46:00 CET; a dash where it is not known."""
    if at is None:
        return UNKNOWN
    there = local(at, call)
    return f"{day(there.date())}, {there:%H:%M:%S} {there.tzname()}"


def money_terms(quoted: Money) -> str:
    """An amount with what is known of its VAT and of what it is for."""
    known = amount(quoted.amount, quoted.currency) if quoted.currency else number(quoted.amount)
    return ", ".join([known, terms_of(quoted), *([] if quoted.currency else [tr("currency not stated")])])


def outcome_word(outcome: Outcome) -> str:
    """What became of a file or message, in words."""
    return {
        Outcome.MESSAGE: tr("message"),
        Outcome.ARCHIVE: tr("archive"),
        Outcome.APPLICATION: tr("application that counts"),
        Outcome.SUPERSEDED: tr("earlier version of an application"),
        Outcome.DUPLICATE: tr("duplicate"),
        Outcome.SUPPORTING: tr("file beside a form"),
        Outcome.NOT_A_SUBMISSION: tr("not a submission"),
        Outcome.NO_FORM: tr("no form"),
        Outcome.UNREADABLE: tr("unreadable"),
        Outcome.IGNORED: tr("ignored"),
    }[outcome]


def act_word(act: Act) -> str:
    """What the officer did in a word."""
    return {
        Act.CORRECTED: tr("corrected"),
        Act.WAIVED: tr("waived"),
        Act.UNDONE: tr("taken back"),
        Act.JOINED: tr("joined"),
        Act.SPLIT: tr("split"),
    }.get(act, str(act))


def step_word(step: str) -> str:
    """A step of the funnel in words."""
    words = {
        "received": tr("Received"),
        "admissible": tr("Admissible"),
        "eligible": tr("Eligible"),
        "assigned": tr("Assigned"),
    }
    return words.get(step, step)


def criterion_word(name: str) -> str:
    """A criterion of the matching in words."""
    words = {
        "needs": tr("Needs"),
        "experience": tr("Experience"),
        "languages": tr("Languages"),
        "sectors": tr("Sectors"),
        "wishes": tr("Wishes"),
        "evaluation": tr("Evaluation"),
    }
    return words.get(name, name.replace("_", " ").capitalize())


def level_word(level: int) -> str:
    """How much a mentee needs an area."""
    return {1: tr("useful"), 2: tr("important"), 3: tr("priority")}.get(level, str(level))
