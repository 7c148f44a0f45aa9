"""Dates as people write them, whole or in part: day first, unless that is impossible; never one that does not exist."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.findings import Severity
from cbt_cli.values.cldr import CIRCLES, months
from cbt_cli.values.reading import Doubt, Read, noted, plain, unread

EARLIEST, LATEST = 1900, 2099
"""Years outside are slips of the pen."""

_LONGEST = 120
_DAY = r"(?P<day>\d{1,2})"
_MONTH = r"(?P<month>\d{1,2})"
_YEAR = r"(?P<year>\d{4})"
_ANY_YEAR = r"(?P<year>\d{4}|'?\d{2})"
_NAME = r"(?P<name>[^\W\d_]{3,}\.?)"
_TH = r"(?:st|nd|rd|th|er|re|e|o|º|ª|\.)?"
_OF = r"(?: (?:of|de|del|di) | ?(?:d'|-|/|,|\.) ?| )"
_PART = r" ?[./\-] ?"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"{_YEAR}(?P<sep>{_PART}){_MONTH}(?P=sep)(?P<last>\d{{1,2}})",
        rf"{_DAY}(?P<sep>{_PART}| ){_MONTH}(?P=sep){_ANY_YEAR}",
        rf"{_DAY}\. ?{_MONTH}\. ?{_ANY_YEAR}",
        rf"{_DAY}{_TH}{_OF}?{_NAME}{_OF}?{_ANY_YEAR}",
        rf"{_NAME} ?{_DAY}{_TH}(?:, ?| ){_ANY_YEAR}",
        rf"{_YEAR}\.? {_NAME} {_DAY}\.?",
        rf"{_YEAR}(?:[./\-] ?){_MONTH}",
        rf"{_MONTH}{_PART}{_YEAR}",
        rf"{_NAME}{_OF}{_YEAR}",
        rf"{_YEAR}\.? {_NAME}",
        _YEAR,
    )
)
_COMPACT = re.compile(r"\d{8}")
_SHORT = re.compile(r"(?P<first>\d{1,2})[./\-](?P<second>\d{2})")
_SHORT_NAME = re.compile(rf"{_NAME}[ \-/.]?'?(?P<year>\d{{2}})")
_AFTER = re.compile(r"(?:(?<=\d)(?:t| )\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?z?|(?<=\d{4}) ?[rг]\.?)$")
"""A time of day, and the Polish and Russian letter for "year"."""
_ARTICLE = re.compile(r"(?:(?:le|on|the|am|den|il|el|in|en|im|dated|date|datum|fecha|data|of|du|this)\b[ :]*)+")
_WEEKDAY = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|montag|dienstag|"
    r"mittwoch|donnerstag|freitag|samstag|sonntag|(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim)\b\.?),? ?"
)
_PLACE = re.compile(r"([^\d,;:]{2,60}?)(?: ?[,;:] ?| (?=(?:le|on|den|am|il|el) ))(?=\D{0,40}\d)")
_MORE = {"juill": 7, "maerz": 3}
"""Names of months that the CLDR does not have."""


@dataclass(frozen=True, slots=True, order=True)
class Stamp:
    """A date as far as it was given: a year, a month or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str:
        """``2012``, ``2012-03`` or ``2012-03-15``."""
        return "-".join(f"{part:02d}" for part in (self.year, self.month, self.day) if part is not None)

    @property
    def date(self) -> dt.date | None:
        """The day, where one was given."""
        return None if self.month is None or self.day is None else dt.date(self.year, self.month, self.day)


def read_date(text: str | None, iso: str | None, last_day: dt.date) -> Read[dt.date]:
    """The day that an answer names. ``iso`` is the typed content of a date picker or cell: it holds if the text shown
    can be read as the same day. ``last_day`` of the call tells the century of a year in two digits."""
    read = read_stamp(text or "", last_day) if iso is None else read_typed_stamp(text, iso, last_day)
    if read.value is None:
        return Read(None, read.doubts)
    day = read.value.date if iso is None else dt.date.fromisoformat(iso[:10])
    if day is None:
        return unread("date-incomplete", say("The date is given to {given} only.", given=read.value.iso))
    return Read(day, read.doubts)


def read_typed_stamp(text: str | None, iso: str, last_day: dt.date) -> Read[Stamp]:
    """The date that a date picker or cell holds, as far as the text that it shows gives it (the day is left out where
    only the month is shown). Text that names another date, or none, is a doubt."""
    try:
        day = dt.datetime.fromisoformat(iso).date()
    except ValueError:
        return unread("date-unreadable", say("The date that the field holds cannot be read: {iso}.", iso=iso))
    whole = Stamp(day.year, day.month, day.day)
    if not text or not text.strip():
        return Read(whole)
    shown = read_stamp(text, last_day).value
    if shown is not None and whole.iso.startswith(shown.iso):
        return Read(shown)
    told = {"iso": f"{day:%d/%m/%Y}", "text": plain(text)}
    if shown is not None and (shown.year, shown.month, shown.day) == (day.year, day.day, day.month):
        sentence = say("The field holds {iso} and shows it month first: “{text}”.", **told)
        return noted(whole, "date-month-first", sentence)
    return unread("date-conflict", say("The field holds {iso} but shows “{text}”.", **told))


def read_stamp(text: str, last_day: dt.date) -> Read[Stamp]:
    """The date that ``text`` names from end to end, whole or in part. An article, the day of the week and a time of day
    are passed over; a place before a day is, too, and then noted."""
    if len(text) > _LONGEST:
        return unread("date-unreadable", say("The text is too long to be a date."))
    words = _AFTER.sub("", plain(text).strip(" .,;")).strip(" .,;")
    read = _stamp(words, last_day)
    if read is None and (article := _ARTICLE.match(words)):
        words = words[article.end() :]
        read = _stamp(words, last_day)
    if read is None and (weekday := _WEEKDAY.match(words)):
        read = _day_only(_stamp(words[weekday.end() :], last_day))
    if read is None and (beside := _PLACE.match(words)):
        read = _beside(beside[1], words[beside.end() :], last_day)
    return read or unread("date-unreadable", say("This is not a date that can be read: “{text}”.", text=words))


def _beside(place: str, words: str, last_day: dt.date) -> Read[Stamp] | None:
    article = _ARTICLE.match(words)
    read = _day_only(_stamp(words[article.end() :] if article else words, last_day))
    if read is None or read.value is None:
        return read
    note = Doubt("date-beside-words", Severity.NOTE, say("Words stand before the date: “{words}”.", words=place))
    return Read(read.value, (*read.doubts, note))


def _day_only(read: Read[Stamp] | None) -> Read[Stamp] | None:
    return read if read is None or read.value is None or read.value.day is not None else None


def full_year(text: str, last_day: dt.date) -> int:
    """The year that ``text`` (two or four digits) means: one in two digits is no later than the call's next year."""
    digits = text.strip("'")
    if len(digits) == 4:
        return int(digits)
    latest = last_day.year + 1
    return latest - (latest - int(digits)) % 100


def month_of(name: str) -> int | None:
    """The month that ``name`` means; ``None`` if it is none, or languages differ."""
    key = name.strip(" .")
    if key in _MORE:
        return _MORE[key]
    for circle in CIRCLES:
        codes = months(circle).get(key)
        if codes:
            return int(next(iter(codes))) if len(codes) == 1 else None
    return None


def _stamp(words: str, last_day: dt.date) -> Read[Stamp] | None:
    """``None`` where ``words`` do not have the shape of a date at all."""
    if _COMPACT.fullmatch(words):
        return _compact(words)
    if found := _SHORT.fullmatch(words):
        return _short(found, last_day)
    if found := _SHORT_NAME.fullmatch(words):
        return _short_name(found, last_day)
    for shape in _SHAPES:
        found = shape.fullmatch(words)
        if found:
            return _made(found.groupdict(), last_day)
    return None


def _made(parts: dict[str, str | None], last_day: dt.date) -> Read[Stamp]:
    year_text, name = parts["year"] or "", parts.get("name")
    year, month = full_year(year_text, last_day), _number(parts.get("month"))
    day = _number(parts.get("day") or parts.get("last"))
    if name is not None:
        month = month_of(name)
        if month is None:
            return unread("date-unreadable", say("“{name}” is no month that can be read for certain.", name=name))
    stamp = _valid(year, month, day)
    if stamp is None and (name or parts.get("last") or month is None or day is None):
        return unread("date-impossible", say("There is no such date."))
    if stamp is None:
        return _month_first(year, month, day)
    if len(year_text) < 4 and name is None and day is not None:
        other = _valid(full_year(f"{day:02d}", last_day), month, _number(year_text.strip("'")))
        if other is not None and abs(stamp.year - last_day.year) > 2 >= abs(other.year - last_day.year):
            sentence = say("{first} and {second} are both possible.", first=stamp.iso, second=other.iso)
            return unread("date-ambiguous", sentence)
    return Read(stamp)


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _month_first(year: int, month: int | None, day: int | None) -> Read[Stamp]:
    """``03/25/2019``: no day first reading exists, but a month first one does."""
    other = _valid(year, day, month)
    if other is None:
        return unread("date-impossible", say("There is no such date."))
    return noted(other, "date-month-first", say("Only possible with the month first, so read as {iso}.", iso=other.iso))


def _compact(words: str) -> Read[Stamp]:
    """``20190312`` or ``12032019``, whichever exists."""
    first = _valid(int(words[:4]), int(words[4:6]), int(words[6:]))
    last = _valid(int(words[4:]), int(words[2:4]), int(words[:2]))
    found = [stamp for stamp in (first, last) if stamp is not None]
    if len(found) == 1:
        return Read(found[0])
    return unread("date-unreadable", _not_certain(words))


def _short(found: re.Match[str], last_day: dt.date) -> Read[Stamp]:
    """``03/12``: month and year; a day and a month would be no use in a period."""
    year, month = full_year(found["second"], last_day), int(found["first"])
    if not 1 <= month <= 12:
        return unread("date-unreadable", _not_certain(found.group()))
    stamp = Stamp(year, month)
    return noted(stamp, "date-short", say("Read as month and year: {iso}.", iso=stamp.iso))


def _short_name(found: re.Match[str], last_day: dt.date) -> Read[Stamp]:
    """``Mar-12``: month and year, as spreadsheets shorten them."""
    month = month_of(found["name"])
    if month is None:
        return unread("date-unreadable", _not_certain(found.group()))
    stamp = Stamp(full_year(found["year"], last_day), month)
    return noted(stamp, "date-short", say("Read as month and year: {iso}.", iso=stamp.iso))


def _not_certain(words: str) -> Sentence:
    return say("Which date this is, is not certain: “{text}”.", text=words)


def _valid(year: int, month: int | None, day: int | None) -> Stamp | None:
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        dt.date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    return Stamp(year, month, day)
