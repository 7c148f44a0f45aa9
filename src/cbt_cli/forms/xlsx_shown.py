"""What a cell with a number shows: dates in ISO form, units and currencies beside the number, no float noise."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation

from cbt_cli.forms.xlsx_dates import clock, elapsed, moment
from cbt_cli.forms.xlsx_formats import NumberFormat, Section

_FIFTEEN = Context(prec=15)
"""Excel keeps 15 significant digits (18.3.1.96 stores doubles); what lies behind them is binary noise."""
_LARGEST = 308
"""The exponent of the largest double."""


@dataclass(slots=True)
class Shown:
    """``text`` as the cell shows it (numbers ungrouped and unrounded), ``iso`` for a true date, and its ``currency``.

    ``invisible``: the format shows nothing. ``unsure``: why the text could be read in more than one way, if so:
    ``local-currency`` or ``no-such-day``.
    """

    text: str
    iso: str | None = None
    currency: str | None = None
    invisible: bool = False
    unsure: str | None = None


def stored_number(text: str) -> Decimal | None:
    """The number that a ``v`` element holds (xsd:double), rounded to 15 significant digits; else ``None``."""
    if text.isdecimal() and text.isascii() and len(text) <= 15:  # nearly all of them
        return Decimal(text)
    text = text.strip()
    if not text or "_" in text or len(text) > 400:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if not number.is_finite() or (number and not -_LARGEST <= number.adjusted() <= _LARGEST):
        return None
    return _FIFTEEN.plus(number).normalize(_FIFTEEN) + 0  # + 0 takes the sign off a negative zero


def plain(number: Decimal) -> str:
    """Digits without exponent or trailing zeros: ``3100``, ``0.3``."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(number: Decimal, how: NumberFormat, *, date1904: bool) -> Shown:
    """What ``number`` shows in the format ``how``."""
    if how.general:
        return Shown(plain(number))
    section = how.section(number)
    if section.date:
        return _as_date(number, section, date1904=date1904)
    currency = section.currency or how.currency
    unsure = "local-currency" if how.local_currency else None
    if not section.shows_number:
        words = "".join(text for kind, text in section.items if kind == "literal").strip()
        if words or not section.text:
            return Shown(words or plain(number), currency=currency, invisible=not words, unsure=unsure)
        return Shown(plain(number))
    return Shown(_as_number(number, section, how), currency=currency, unsure=unsure)


def _as_number(number: Decimal, section: Section, how: NumberFormat) -> str:
    """The number with the words that its format puts before and behind it."""
    if section.percent:
        number = _FIFTEEN.multiply(number, Decimal(100))
    before, after = section.before, section.after
    sign = "-" if number < 0 else ""
    if number <= 0 and section is not how.sections[0]:  # the format shows the sign itself: -1, (1), or - for nothing
        before, after = before.replace("(", "").replace("-", ""), after.replace(")", "").replace("-", "")
    if section.scaled:  # thousands are left out of sight: the unit beside them would belie the number
        before = after = ""
    size = abs(number)
    body = _cut_up(size, section.pattern) if section.pattern and size == size.to_integral_value() else plain(size)
    return f"{before}{sign}{body}{'%' if section.percent else ''}{after}".strip()


def _cut_up(number: Decimal, items: list[tuple[str, str]]) -> str:
    """A whole number in a pattern of digits (telephone, post code): ``0# ## ##``."""
    places = sum(kind == "digit" for kind, _ in items)
    rest, out = list(plain(number)), ""
    for kind, text in reversed(items):
        if kind != "digit":
            out = text + out
            continue
        places -= 1
        if places == 0:
            out = "".join(rest) + out if rest else ("0" if text == "0" else "") + out
        elif rest:
            out = rest.pop() + out
        elif text == "0":
            out = "0" + out
    return out


def _as_date(number: Decimal, section: Section, *, date1904: bool) -> Shown:
    """The date, the time or both, as far as the format shows them."""
    if section.elapsed:
        return Shown(elapsed(number))
    stamp = moment(number, date1904=date1904)
    if stamp is None:
        return Shown(plain(number), unsure="no-such-day")
    day, seconds = stamp
    day_shown, time_shown = section.day, section.time
    if day is None:  # a bare time: no day is stored
        return Shown(clock(seconds))
    if not day_shown:
        return Shown(clock(seconds), iso=f"{day.isoformat()}T{_seconds(seconds)}" if number >= 1 else None)
    iso = day.isoformat()
    if time_shown and seconds:
        iso += "T" + _seconds(seconds)
    if day_shown == "month" and not time_shown:
        return Shown(iso[:7], iso=iso)
    return Shown(iso[:4] if day_shown == "year" and not time_shown else iso, iso=iso)


def _seconds(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
