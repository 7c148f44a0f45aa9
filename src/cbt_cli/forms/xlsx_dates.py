"""Excel's serial numbers as dates and times (ECMA-376 part 1, 18.17.4), in the 1900 and the 1904 system."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

_DAYS_1900, _DAYS_1904 = 2_958_465, 2_957_003
"""The serial number of 31 December 9999."""
_DAY = 86_400


def moment(serial: Decimal, *, date1904: bool) -> tuple[date | None, int] | None:
    """The day and the second within it that ``serial`` stands for; no day for a bare time (below 1).

    ``None`` where the system has no such day: negative, beyond the year 9999, or 29 February 1900, which the 1900
    system counts although it never was (18.17.4.1).
    """
    if serial < 0:
        return None
    days, seconds = divmod(int((serial * _DAY).to_integral_value(ROUND_HALF_EVEN)), _DAY)
    if days > (_DAYS_1904 if date1904 else _DAYS_1900):
        return None
    if date1904:
        return (date(1904, 1, 1) + timedelta(days=days) if days or serial == 0 else None), seconds
    if days == 60:
        return None
    if days == 0:
        return None, seconds
    return date(1899, 12, 31 if days < 60 else 30) + timedelta(days=days), seconds


def clock(seconds: int) -> str:
    """Seconds since midnight as ``14:30`` or ``14:30:05``; more than a day as hours, for elapsed time."""
    hours, rest = divmod(seconds, 3600)
    minutes, rest = divmod(rest, 60)
    return f"{hours:02}:{minutes:02}" + (f":{rest:02}" if rest else "")


def elapsed(serial: Decimal) -> str:
    """A span in days as hours and minutes: 1.5 → ``36:00``."""
    seconds = int((abs(serial) * _DAY).to_integral_value(ROUND_HALF_EVEN))
    return ("-" if serial < 0 else "") + clock(seconds)


def iso_cell(text: str) -> str | None:
    """A cell of type ``d`` (ISO 8601, 18.18.11): ``2019-03-12``, with its time unless midnight; else ``None``."""
    try:
        stamp = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if stamp.hour or stamp.minute or stamp.second:
        return stamp.replace(microsecond=0).isoformat()
    return stamp.date().isoformat()
