"""Excel's serial numbers as dates and times (ECMA-376 part 1, 18.17.4), in the 1900 and the 1904 system."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal

_DAYS_1900, _DAYS_1904 = 2_958_465, 2_957_003
"""The serial number of 31 December 9999."""
_DAY = 86_400
_ZERO = date(1899, 12, 30).toordinal()
"""The day before the first, less the 29 February 1900 that never was."""
_ZERO_1904 = date(1904, 1, 1).toordinal()


def moment(serial: Decimal, *, date1904: bool) -> tuple[date | None, int] | None:
    """The day and the second within it that ``serial`` stands for; no day for a bare time (below 1).

    ``None`` where the system has no such day: negative, beyond the year 9999, or 29 February 1900, which the 1900
    system counts although it never was (18.17.4.1).
    """
    if serial < 0:
        return None
    days, seconds = int(serial), 0
    if days != serial:
        days, seconds = divmod(int((serial * _DAY).to_integral_value(ROUND_HALF_EVEN)), _DAY)
    if days == 0 and (serial or not date1904):
        return None, seconds
    day = day_of(days, date1904=date1904)
    return None if day is None else (day, seconds)


def day_of(days: int, *, date1904: bool) -> date | None:
    """The day with this number; ``None`` for 29 February 1900, for days before the first and after the year 9999."""
    if date1904:
        return date.fromordinal(_ZERO_1904 + days) if 0 <= days <= _DAYS_1904 else None
    return date.fromordinal(_ZERO + days + (days < 60)) if 0 < days <= _DAYS_1900 and days != 60 else None


def clock(seconds: int) -> str:
    """Seconds since midnight as ``14:30`` or ``14:30:05``; more than a day as hours, for elapsed time."""
    hours, rest = divmod(seconds, 3600)
    minutes, rest = divmod(rest, 60)
    return f"{hours:02}:{minutes:02}" + (f":{rest:02}" if rest else "")


def elapsed(serial: Decimal) -> str:
    """A span in days as hours and minutes: 1.5 → ``36:00``."""
    seconds = int((abs(serial) * _DAY).to_integral_value(ROUND_HALF_EVEN))
    return ("-" if serial < 0 else "") + clock(seconds)


def is_clock(text: str) -> bool:
    """Whether a cell of type ``d`` holds a time of day alone (ISO 8601: ``14:30:00``)."""
    return re.fullmatch(r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?", text) is not None


def iso_cell(text: str) -> str | None:
    """A cell of type ``d`` (ISO 8601, 18.18.11): ``2019-03-12``, with its time unless midnight; else ``None``."""
    try:
        stamp = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if stamp.hour or stamp.minute or stamp.second:
        return stamp.replace(microsecond=0).isoformat()
    return stamp.date().isoformat()
