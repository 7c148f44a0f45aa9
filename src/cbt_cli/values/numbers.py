"""Whole numbers as people write them in a form: ``2``, ``two``, ``2 mentees``, ``2 maximum``."""

from __future__ import annotations

import re
from decimal import Decimal

from cbt_cli.domain.base import say
from cbt_cli.domain.findings import Severity
from cbt_cli.values.number_words import spelled
from cbt_cli.values.reading import Doubt, Read, one_of, plain, unread

_LONGEST = 120
_MOST = 999
_AT_MOST = one_of(
    "max(?:imum)?|at most|no more than|up to|au (?:plus|maximum)|jusqu'a|maximal(?:e|ement)?|hochstens|bis zu|"
    "como maximo|al massimo|a maximum of|un maximum de"
)
_AT_LEAST = (
    one_of("min(?:imum)?|at least|au (?:moins|minimum)|mindestens|como minimo|almeno|or more|ou plus") + r"|\+|≥ ?|>="
)
_FILLER = one_of(
    "mentees?|mentorees?|mentores?|clusters?|managers?|beneficiaires?|beneficiary|beneficiaries|organi[sz]ations?|"
    "accompagnements?|accompagnes?|companies|entreprises?|participants?|persons?|people|personnes?|only|seulement|"
    "i can|can|accompany|take|je peux|accompagner|of|de|d'|the|les|a|number|nombre|total|in total|au total"
)
_ONE = re.compile(r"\d{1,6}(?:[.,]0+)?")


def read_whole_number(text: str | None, number: Decimal | None = None) -> Read[int]:
    """The one whole number that an answer gives. ``number`` is the typed content of a cell: it holds if the text shown
    is the same."""
    words = plain(text or "")
    if number is not None and not words:
        return _whole(number)
    if len(words) > _LONGEST:
        return unread("number-unreadable", say("The text is too long to be a number."))
    doubts: list[Doubt] = []
    rest = re.sub(_AT_MOST, " ", words)
    if re.search(_AT_LEAST, rest):
        sentence = say("It is given as the least: “{text}”.", text=words)
        doubts.append(Doubt("number-at-least", Severity.NOTE, sentence))
        rest = re.sub(_AT_LEAST, " ", rest)
    rest = re.sub(r"[\s.]+$", "", rest)
    found = {int(re.split("[.,]", each)[0]) for each in _ONE.findall(rest)}
    rest = " ".join(re.sub(_FILLER, " ", _ONE.sub(" ", rest)).replace("(", " ").replace(")", " ").strip(" .:").split())
    if rest:
        in_words = spelled(rest)
        if in_words is None:
            return unread("number-unreadable", say("No whole number can be read for certain: “{text}”.", text=words))
        found.add(in_words)
    if len(found) != 1 or (number is not None and number not in found):
        return unread("number-several", say("Which number is meant is not certain: “{text}”.", text=words))
    value = found.pop()
    if value > _MOST:
        return unread("number-implausible", say("{number} is too large to be meant.", number=value))
    return Read(value, tuple(doubts))


def _whole(number: Decimal) -> Read[int]:
    if number != number.to_integral_value() or not 0 <= number <= _MOST:
        return unread("number-unreadable", say("{number} is no number that can be meant.", number=number))
    return Read(int(number))
