"""Text → an instant in UTC with bounds: dates as mail writes them, and the zones that they name."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from zoneinfo import ZoneInfo

LONGEST = 300
"""Characters of a date that are looked at."""
_HOUR = dt.timedelta(hours=1)
_UNKNOWN = (-12.0, 14.0)
"""Hours east of UTC at which people live, from first to last; where the zone is not known it may be any of them."""

_MONTHS = {
    # English, then French, German, Spanish, Italian, Dutch and Portuguese where they differ; without accents and dots
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12, "fev": 2, "fevr": 2, "mars": 3, "avr": 4, "avri": 4, "mai": 5, "juin": 6, "juil": 7, "aou": 8, "aout": 8,
    "mrz": 3, "okt": 10, "dez": 12, "ene": 1, "abr": 4, "ago": 8, "dic": 12, "gen": 1, "mag": 5, "giu": 6, "lug": 7,
    "set": 9, "ott": 10, "mrt": 3, "maa": 3, "mei": 5, "out": 10,
}  # fmt: skip

# Hours east of UTC. RFC 5322 4.3 for the American names; the European ones by usage. Two numbers are the ends of what
# an ambiguous name may mean, the first of them the meaning that is shown.
_NAMES: dict[str, tuple[float, ...]] = {
    "UTC": (0,), "UT": (0,), "GMT": (0,), "Z": (0,), "WET": (0,), "WEST": (1,), "CET": (1,), "MET": (1,), "MEZ": (1,),
    "CEST": (2,), "MEST": (2,), "MESZ": (2,), "EET": (2,), "EEST": (3,), "MSK": (3,),
    "EST": (-5,), "EDT": (-4,), "CST": (-6,), "CDT": (-5,), "MST": (-7,), "MDT": (-6,), "PST": (-8,), "PDT": (-7,),
    "BST": (1, 11), "IST": (1, 5.5), "AST": (-4, 3), "ECT": (-5, 1), "AMT": (-4, 4), "GST": (-2, 4), "SST": (-11, 8),
    "COORDINATED UNIVERSAL TIME": (0,), "GREENWICH MEAN TIME": (0,), "GMT STANDARD TIME": (0, 1),
    "W. EUROPE STANDARD TIME": (1, 2), "ROMANCE STANDARD TIME": (1, 2), "CENTRAL EUROPE STANDARD TIME": (1, 2),
    "CENTRAL EUROPEAN STANDARD TIME": (1, 2), "CENTRAL EUROPEAN TIME": (1, 2), "CENTRAL EUROPEAN SUMMER TIME": (2,),
    "W. EUROPE DAYLIGHT TIME": (2,), "ROMANCE DAYLIGHT TIME": (2,), "PARIS, MADRID": (1, 2),
}  # fmt: skip
_FOLLOW_SUMMER = frozenset({"WET", "CET", "MET", "MEZ", "EET"})
"""Names of winter times that systems write in summer too, when they mean the wall clock."""

_TIME = r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?(?:[.,]\d+)?\s*(?P<half>[ap]\.?m\b\.?)?"
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE | re.DOTALL)
    for shape in (
        rf"(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)[T\s]+{_TIME}\s*(?P<zone>.*)",
        rf"\b(?P<day>\d{{1,2}})[\s\-.]+(?P<name>[^\W\d_]{{3,10}})\.?[\s\-.,]+(?P<year>\d{{2,4}})[\s,]+{_TIME}\s*(?P<zone>.*)",
        rf"\b(?P<name>[^\W\d_]{{3,10}})\.?\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})[\s,]+{_TIME}\s*(?P<zone>.*)",
        rf"\b(?P<name>[^\W\d_]{{3}})\s+(?P<day>\d{{1,2}})\s+{_TIME}\s*(?P<before>[A-Z+\-\d:]{{1,6}}\s+)?(?P<year>\d{{4}})\b\s*(?P<zone>.*)",
        rf"\b(?P<one>\d{{1,2}})(?P<mark>[/.\-])(?P<two>\d{{1,2}})(?P=mark)(?P<year>\d{{4}})[\s,]+{_TIME}\s*(?P<zone>.*)",
    )
)
_OFFSET = re.compile(r"(?:(?:GMT|UTC|UT)\s*)?([+-])(\d{1,2}):?(\d{2})?(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date that was written down, as an instant (UTC), and the bounds that its zone leaves. ``zone``: ``written``
    (with its offset, or a name that means one), ``doubtful`` (a name that means several), ``assumed`` (that of the
    mailbox) or ``unknown``."""

    at: dt.datetime
    earliest: dt.datetime
    latest: dt.datetime
    zone: str = "written"


def read_stamp(text: str, assume: ZoneInfo | None = None) -> Stamp | None:
    """The instant that ``text`` says, or ``None`` where it cannot be read for certain (``03/04/2019`` has no order).

    Text before and after the date is passed over. ``assume``: the zone of a date that states none.
    """
    text = " ".join(text[:LONGEST].split())
    for shape in _SHAPES:
        found = shape.search(text)
        local = None if found is None else _local(found.groupdict())
        if found is not None and local is not None:
            zone = f"{found.groupdict().get('before') or ''} {found['zone']}".strip()
            try:
                return _stamp(local, zone, assume)
            except OverflowError:  # at the ends of the calendar
                return None
    return None


def assumed(local: dt.datetime, zone: ZoneInfo) -> Stamp:
    """A wall-clock time (given as if it were UTC) in ``zone``; in the hour that autumn repeats, both are bounds."""
    wall = local.replace(tzinfo=zone)
    both = [wall.replace(fold=fold).astimezone(dt.UTC) for fold in (0, 1)]
    return Stamp(both[0], min(both), max(both), "assumed")


def _local(said: dict[str, str | None]) -> dt.datetime | None:
    """The wall-clock time as if it were UTC."""
    year = int(said["year"] or 0)
    if len(said["year"] or "") < 4:  # RFC 5322 4.3
        year += 2000 if year < 50 and len(said["year"] or "") == 2 else 1900
    if not 2 <= year <= 9997:  # the very ends of the calendar, where a zone or a margin leaves it
        return None
    month_day = _month_day(said)
    hour, minute, second = (int(said[part] or 0) for part in ("hour", "minute", "second"))
    if month_day is None or minute > 59 or second > 60 or hour > 24 or (hour == 24 and minute):
        return None
    half = (said["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    try:
        day = dt.datetime(year, *month_day, tzinfo=dt.UTC)
        return day + dt.timedelta(hours=hour, minutes=minute, seconds=second)
    except (ValueError, OverflowError):
        return None


def _month_day(said: dict[str, str | None]) -> tuple[int, int] | None:
    if said.get("name"):
        month = _month(said["name"] or "")
        return None if month is None else (month, int(said["day"] or 0))
    if said.get("month"):
        return int(said["month"] or 0), int(said["day"] or 0)
    one, two = int(said["one"] or 0), int(said["two"] or 0)
    if one == two or one > 12:
        return two, one
    return (one, two) if two > 12 else None


def _month(name: str) -> int | None:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return _MONTHS.get(plain[:4]) or _MONTHS.get(plain[:3])


def _stamp(local: dt.datetime, zone: str, assume: ZoneInfo | None) -> Stamp:
    offsets = _offsets(zone, local)
    if offsets is not None:
        shown, least, most = offsets
        kind = "written" if least == most else "doubtful"
        return Stamp(local - shown * _HOUR, local - most * _HOUR, local - least * _HOUR, kind)
    if assume is not None and not _words(zone):
        return assumed(local, assume)
    return Stamp(local, local - _UNKNOWN[1] * _HOUR, local - _UNKNOWN[0] * _HOUR, "unknown")


def _offsets(zone: str, local: dt.datetime) -> tuple[float, float, float] | None:
    """Hours east of UTC: as shown, least and most; ``None`` where nothing is known."""
    numeric = _OFFSET.match(zone) or _OFFSET.match(zone.partition("(")[2])
    if numeric is not None:
        sign, hours, minutes = numeric.groups()
        offset = int(hours) + int(minutes or 0) / 60
        if offset > 14 or int(minutes or 0) > 59:
            return None
        offset = -offset if sign == "-" else offset
        return offset, offset, offset
    name = _words(zone)
    meant = _NAMES.get(name) or _NAMES.get(name.partition(" ")[0])
    if meant is None:
        return None
    summer = name in _FOLLOW_SUMMER and local.replace(tzinfo=ZoneInfo("Europe/Brussels")).utcoffset() == 2 * _HOUR
    return meant[0], min(meant), max(meant) + (1 if summer else 0)


def _words(zone: str) -> str:
    return zone.strip("()\"' .;").partition(")")[0].upper().strip()
