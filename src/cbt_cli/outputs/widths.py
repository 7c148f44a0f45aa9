"""How much room a text takes, in widths of a digit, as column widths are counted."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_NARROW, _SLIM, _BROAD, _CAPITAL = 0.45, 0.55, 1.55, 1.22
_WIDTHS = (
    dict.fromkeys("ijl'|", _NARROW)
    | dict.fromkeys('ft.,;:!/\\()[]{}"-I r', _SLIM)
    | dict.fromkeys("mwMW@%–—…", _BROAD)
    | dict.fromkeys("ABCDEFGHKNOPQRSTUVXYZ&", _CAPITAL)
)
"""Of Arial and its twins; any other letter is as wide as a digit."""


@lru_cache(maxsize=20_000)
def width(text: str) -> float:
    """How wide the widest line of ``text`` is."""
    return max((_of_line(line) for line in text.split("\n")), default=0)


@lru_cache(maxsize=20_000)
def lines(text: str, room: float) -> int:
    """How many lines ``text`` takes where it is wrapped at words in a column of that width."""
    return sum(_wrapped(line, max(room - 1.5, 1)) for line in text.split("\n"))


def _wrapped(line: str, room: float) -> int:
    count, used = 1, 0.0
    for word in line.split(" "):
        long = _of_line(word)
        if used and used + _SLIM + long > room:
            count, used = count + 1, 0.0
        used += long + (_SLIM if used else 0)
        if used > room:  # a word that is longer than a line is broken
            count, used = count + int(used // room), used % room
    return count


def _of_line(line: str) -> float:
    return sum(_WIDTHS.get(letter) or _of_letter(letter) for letter in line)


def _of_letter(letter: str) -> float:
    if letter < "\u1100":
        return 1.0
    return 2.0 if unicodedata.east_asian_width(letter) in "WF" else 1.2
