"""A number of years as people write it. Bounds are read as the bound and noted; "about" and ranges are not read."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_FLOOR, Decimal

from cbt_cli.domain.base import say
from cbt_cli.domain.findings import Severity
from cbt_cli.values.number_words import spelled
from cbt_cli.values.periods import read_period
from cbt_cli.values.reading import Doubt, Read, noted, one_of, plain, unread

_LONGEST = 200
_MOST = 60
"""Nobody has managed a cluster for longer."""
_AT_LEAST = re.compile(
    one_of(
        "more than|over|at least|minimum|min|plus de|au moins|mehr als|uber|mindestens|mas de|al menos|piu di|almeno|"
        "well over|(?:and|or) (?:more|over|above)|et (?:plus|au-dela)|ou plus|o mas|und mehr|superieur a"
    )
    + r"|[>≥]=?|\+(?! ?\d)"
)
_UNSURE = re.compile(
    one_of(
        "about|around|approx(?:imately)?|circa|ca|environ|roughly|nearly|almost|presque|pres de|some|une dizaine|etwa|"
        "ungefahr|rund|fast|unos|aproximadamente|casi|dizaine|quinzaine|vingtaine|trentaine|several|plusieurs|many|"
        "less than|fewer than|under|moins de|weniger als|menos de|meno di|up to|jusqu'a|max(?:imum)?|bis zu|at most|"
        "plus ou moins|more or less|soon|bientot|between|entre|zwischen|not|pas|no more than|a few|quelques"
    )
    + r"|[~≈±<≤]"
)
_SINCE = re.compile(r"^(?:since|depuis|seit|desde|dal|from|ab)\b")
_DURING = re.compile(
    r"^(?:for|since|pendant|depuis|seit|desde) (?!.*\d{4})(?=.*\b(?:years?|ans|annees|jahren?|anos)\b)"
)
"""Words before a length of time: "for 8 years", "depuis 8 ans"."""
_NUMBER = r"(?P<number>\d{1,3}(?:[.,]\d{1,2})?)"
_YEARS = r"(?:years?|yrs?|y|ans?|annees?|jahren?|jahre?|anos?|anni|anno)\b\.?"
_MONTHS = r"(?:months?|mois|monate?n?|mes(?:es)?|mesi|mths?)\b"
_FILLER = (
    one_of(
        "of|in|as|a|an|the|d'|de|du|des|dans|la|le|les|en|full|complete|completes?|experience|experiences|professional|"
        "professionnelle|work|cluster|clusters|management|managing|manager|direction|gestion|organi[sz]ations?|erfahrung|"
        "total|in total|au total|tant que|directeur|directrice|exactly|exactement|my|mon|with|avec|role|position|now"
    )
    + r"|(?<!\w)d'|(?<=s)'(?!\w)"
)
_HALF = r"1/2|½|and a half|et demie?|y medio|und ein halbes"
_LENGTH = re.compile(
    rf"{_NUMBER} ?(?P<half>{_HALF})?(?: ?{_YEARS})?(?P<half_after> (?:{_HALF}))?|"
    rf"(?:(?P<years>\d{{1,2}}) ?{_YEARS}(?: ?,| and| et| und| y)? ?)?(?P<months>\d{{1,3}}) ?{_MONTHS}"
)
_WORDS = re.compile(
    rf"(?P<words>[^\W\d]+(?:[ \-][^\W\d]+)*?)(?P<half> (?:{_HALF}))?(?: {_YEARS})?(?P<half_after> (?:{_HALF}))?"
)
_PRINTED = re.compile(rf"(?<!\w){_YEARS}|{_FILLER}|\bnombre\b|\bnumber\b")
_BRACKET = re.compile(r"(?P<outside>[^()]+)\((?P<inside>[^()]+)\)(?P<after>[^()]*)")


def read_years(text: str | None, number: Decimal | None, last_day: dt.date) -> Read[Decimal]:
    """The number of years that an answer states. ``number`` is the typed content of a cell: it holds if the text shown
    is that number, rounded at most. "Since 2012" is counted to ``last_day`` of the call."""
    words = plain(text or "").strip(" .;")
    if number is not None and not words:
        return _plausible(Read(number))
    if len(words) > _LONGEST:
        return unread("years-unreadable", say("The text is too long to be a number of years."))
    read = _plausible(_stated(words, last_day))
    if number is None or read.value is None:
        return read
    shown = read.value
    if number.quantize(Decimal(1).scaleb(min(0, int(shown.as_tuple().exponent)))) != shown:
        return unread("years-shown", say("The cell holds {number} but shows “{text}”.", number=number, text=words))
    return _plausible(Read(number, read.doubts))


def _stated(words: str, last_day: dt.date) -> Read[Decimal]:
    if twice := _BRACKET.fullmatch(words):
        return _said_twice(f"{twice['outside']} {twice['after']}".strip(), twice["inside"].strip(), last_day)
    words = _DURING.sub("", words)
    if _SINCE.match(words) or re.search(r"\d{4}", words):
        return _counted(words, last_day)
    least = _AT_LEAST.search(words) is not None
    rest = _AT_LEAST.sub(" ", words)
    if _UNSURE.search(rest):
        return unread("years-unsure", say("No certain number of years: “{text}”.", text=words))
    value = _length(" ".join(rest.split()))
    if value is None:
        value = _length(" ".join(re.sub(_FILLER, " ", rest).split()))
    if value is None:
        return _no_number(words)
    return (
        noted(value, "years-at-least", say("It is given as the least: “{text}”.", text=words)) if least else Read(value)
    )


def _no_number(words: str) -> Read[Decimal]:
    """A unit that the form prints beside the blank ("in years") is no answer; anything else is one that is not read."""
    if re.search(_YEARS, words) and not _PRINTED.sub("", words).strip(" .:()/-"):
        sentence = say("Only a unit stands there, and no number: “{text}”.", text=words)
        return Read(None, (Doubt("years-no-number", Severity.NOTE, sentence),))
    return unread("years-unreadable", say("No number of years can be read for certain: “{text}”.", text=words))


def _said_twice(outside: str, inside: str, last_day: dt.date) -> Read[Decimal]:
    """``10 (ten)``, ``7 years (since 2012)``: what stands in brackets must say the same, give or take a begun year."""
    first, second = _stated(outside, last_day), _stated(inside, last_day)
    if first.value is not None and second.value is not None:
        apart, counted = abs(first.value - second.value), any(each.code == "years-counted" for each in second.doubts)
        if apart == 0 or (counted and apart <= 1):
            return Read(first.value, first.doubts)
    elif first.value is not None and not re.search(r"\d", inside) and not _UNSURE.search(inside):
        sentence = say("Beside the years stands “{words}”.", words=inside)
        return Read(first.value, (*first.doubts, Doubt("years-beside-words", Severity.NOTE, sentence)))
    return unread(
        "years-unreadable",
        say("Two things are said of the years: “{first}”, “{second}”.", first=outside, second=inside),
    )


def _length(words: str) -> Decimal | None:
    """The years that ``words`` state from end to end: figures, figures with months, or words."""
    found = _LENGTH.fullmatch(words)
    if found and found["months"]:
        months = Decimal(found["months"]) / 12
        return Decimal(found["years"] or 0) + months.quantize(Decimal("0.01"), ROUND_FLOOR).normalize()
    half = found or _WORDS.fullmatch(words)
    if half is None or (half["half"] and half["half_after"]):
        return None
    if found:
        count: Decimal | int | None = Decimal(found["number"].replace(",", "."))
    else:
        count = spelled(half["words"])
    if count is None:
        return None
    return Decimal(count) + (Decimal("0.5") if half["half"] or half["half_after"] else 0)


def _counted(words: str, last_day: dt.date) -> Read[Decimal]:
    """Years from a period or a beginning; begun years are not counted where months are known."""
    read = read_period(words, last_day)
    if read.value is None:
        return unread("years-unreadable", say("No number of years can be read for certain: “{text}”.", text=words))
    period = read.value
    if period.start is None or (period.end is None and not period.ongoing):
        return unread("years-unreadable", say("A year is given, but no number of years: “{text}”.", text=words))
    end_year, end_month = (last_day.year, last_day.month) if period.end is None else (period.end.year, period.end.month)
    months = (end_year - period.start.year) * 12
    if period.start.month is not None and end_month is not None:
        months += end_month - period.start.month + (period.end is not None)  # the last month counts
    if months < 0:
        return unread("years-unreadable", say("The period ends before it begins: “{text}”.", text=words))
    value = (Decimal(months) / 12).quantize(Decimal("0.1"), ROUND_FLOOR)
    value = value if value % 1 else Decimal(int(value))
    told = {"text": words, "years": f"{value:f}", "until": f"{last_day:%d/%m/%Y}"}
    sentence = say("Counted from the period “{text}”: {years}.", **told)
    if period.end is None:
        sentence = say("Counted to the deadline ({until}): “{text}” makes {years}.", **told)
    return noted(value, "years-counted", sentence)


def _plausible(read: Read[Decimal]) -> Read[Decimal]:
    if read.value is not None and not 0 <= read.value <= _MOST:
        doubt = Doubt(
            "years-implausible", Severity.CLARIFY, say("{years} years cannot be meant.", years=f"{read.value:f}")
        )
        return Read(None, (*read.doubts, doubt))
    return read
