"""Periods as people write them in a table or a sentence: "2009 – today", "since 03/2012", "de 2009 à 2016"."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from cbt_cli.domain.base import say
from cbt_cli.values.dates import Stamp, full_year, read_stamp
from cbt_cli.values.reading import Read, noted, plain, unread

_NOW = re.compile(
    r"(?:(?:up )?(?:to|until|till) )?(?:the )?(?:today|present(?: day)?|now|current(?:ly)?|date|on-?going|on going)|"
    r"still(?: in (?:post|office)| ongoing)?|to this day|in progress|continuing|"
    r"(?:jusqu'a )?(?:a ce jour|aujourd'?hui|maintenant|ce jour|en cours|(?:le )?presente?|actuel(?:le)?|nos jours)|"
    r"actuellement|toujours|a present|en poste|"
    r"(?:bis )?(?:heute|jetzt|dato|laufend|aktuell|andauernd|gegenwart)|dauert an|"
    r"(?:hasta |a )?(?:hoy|(?:la )?actualidad|la fecha|actual|ahora)|(?:ad |fino ad )?(?:oggi|attuale|in corso)|"
    r"heden|hoje|atual|atualmente"
)
_NOW_SIGN = re.compile(r"-{1,3}|\.{3}|…|→")
_UNTIL = re.compile(r"(?:until|till|to|up to|jusqu'(?:a|en|au)|au|a|bis(?: zum)?|hasta|al|fino a|tot)(?: le)? +")
_SINCE = re.compile(r"(?:since|from|depuis|des|a partir de|seit|ab|desde|dal|starting|as of)(?: (?:le|the|el))?[ :]+")
_FROM = re.compile(r"(?:from|de|du|von|vom|desde|dal|da|del|van)(?: le)? +")
_WIDE = re.compile(
    r" (?:to|until|till|through|au|a|jusqu'(?:a|en|au)|bis(?: zum)?|hasta|al|tot) | ?(?:→|->|>) ?|"
    r" -{1,3} ?|(?<! )-{1,3} | / "
)
_TIGHT = re.compile(r"-{1,3}|/")
"""Signs between the ends: those set apart by spaces come first, as a date may hold the others."""
_LONGEST = 120
_SHORT_END = re.compile(r"(\d{4}) ?[-/] ?(\d{2})")


@dataclass(frozen=True, slots=True)
class Period:
    """Beginning and end as far as they were given; ``ongoing`` means that it lasts to this day."""

    start: Stamp | None = None
    end: Stamp | None = None
    ongoing: bool = False


def says_now(text: str) -> bool:
    """Whether ``text`` says that something still goes on."""
    return _NOW.fullmatch(plain(text).strip(" .()")) is not None


def is_open_end(text: str) -> bool:
    """Whether ``text`` is a dash or an ellipsis, as people put it where the end of something that lasts would stand."""
    return _NOW_SIGN.fullmatch(plain(text).strip(" ;,()")) is not None


def read_period(text: str, last_day: dt.date) -> Read[Period]:
    """The period that ``text`` names from end to end: both ends, or a beginning alone ("since 2012" lasts to this day;
    a bare date leaves the end open)."""
    words = plain(text).strip(" ;,()")
    if len(words) > _LONGEST or not words:
        return _unread(words)
    if says_now(words):
        return Read(Period(ongoing=True))
    if found := _SHORT_END.fullmatch(words):
        return _short_end(found, last_day)
    if (lasting := _since(words, last_day)) is not None:
        return lasting
    alone = read_stamp(words, last_day)
    if alone.value is not None:
        return Read(Period(alone.value), alone.doubts)
    first = _FROM.match(words)
    return _both(words[first.end() :] if first else words, last_day)


def _since(words: str, last_day: dt.date) -> Read[Period] | None:
    """A beginning that lasts to this day: "since 2012", "since 2012 to date"."""
    since = _SINCE.match(words)
    if since is None:
        return None
    start = read_stamp(words[since.end() :], last_day)
    if start.value is not None:
        return Read(Period(start.value, ongoing=True), start.doubts)
    both = _both(words[since.end() :], last_day)
    return both if both.value is not None and both.value.ongoing else None


def read_end(text: str, last_day: dt.date) -> Read[Period]:
    """The end of a period: a date, a word for "today", or a dash, which is read as "today" and noted."""
    words = plain(text).strip(" ;,()")
    if says_now(words):
        return Read(Period(ongoing=True))
    if not words or is_open_end(words):
        sentence = say("No end is given after the dash: read as still going on.")
        return noted(Period(ongoing=True), "period-open-end", sentence)
    until = _UNTIL.match(words)
    read = read_stamp(words[until.end() :] if until else words, last_day)
    return Read(None, read.doubts) if read.value is None else Read(Period(end=read.value), read.doubts)


def _both(words: str, last_day: dt.date) -> Read[Period]:
    """The two ends around the one separator at which both can be read."""
    for separators in (_WIDE, _TIGHT):
        found = [
            read
            for cut in separators.finditer(words)
            if (read := _ends(words[: cut.start()], words[cut.end() :], last_day)) is not None
        ]
        if len({read.value for read in found}) == 1:
            return found[0]
        if found:
            break
    return _unread(words)


def _ends(left: str, right: str, last_day: dt.date) -> Read[Period] | None:
    start = read_stamp(left.strip(" ,;"), last_day)
    if start.value is None:
        return None
    end = read_end(right.strip(" ,;"), last_day)
    if end.value is None:
        return None
    return Read(replace(end.value, start=start.value), (*start.doubts, *end.doubts))


def _short_end(found: re.Match[str], last_day: dt.date) -> Read[Period]:
    """``2012-03`` is a month, ``2009-16`` a period; where both are possible, neither is read."""
    year, digits = int(found[1]), int(found[2])
    month = Stamp(year, digits) if 1 <= digits <= 12 else None
    end = full_year(found[2], last_day)
    later = Stamp(end) if year < end <= last_day.year + 1 else None
    if month and later:
        sentence = say("“{text}” may be a month or the years to {end}.", text=found.group(), end=end)
        return unread("period-ambiguous", sentence)
    if month:
        return Read(Period(month))
    if later:
        return Read(Period(Stamp(year), later))
    return _unread(found.group())


def _unread(words: str) -> Read[Period]:
    return unread("period-unreadable", say("This is not a period that can be read: “{text}”.", text=words[:200]))
