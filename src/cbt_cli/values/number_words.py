"""Numbers in words: English and French up to 9,999, German, Spanish and Italian up to twelve."""

from __future__ import annotations

import re
from functools import lru_cache

from cbt_cli.values.reading import plain

_EN_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_EN_TEN_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_FR_WORDS = (
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
    "dix-neuf"
)
_EN, _EN_TENS, _FR = _EN_WORDS.split(), _EN_TEN_WORDS.split(), _FR_WORDS.split()
_FR_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}
_BE_TENS = _FR_TENS | {70: "septante", 90: "nonante"}
_SMALL = (
    "ein zwei drei vier funf sechs sieben acht neun zehn elf zwolf",
    "uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "uno due tre quattro cinque sei sette otto nove dieci undici dodici",
)
_LINKS = re.compile(r"\b(?:and|et)\b|-")
_LARGE = re.compile(r"\b(?:hundred|thousand|cent|mille)\b")
_PLURALS = re.compile(r"\b(cent|vingt)s\b")

WORD = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|"
    "une?|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|"
    "cinquante|soixante|septante|nonante|cents?|mille"
)
"""A pattern for one word of a number in English or French, in plain letters."""
RUN = rf"(?<![^\W\d_])(?:{WORD})(?:(?: and | et |-et-| |-)(?:{WORD}))*(?![^\W\d_])"
"""A pattern for several of them in a row."""


def spelled(words: str) -> int | None:
    """The number that ``words`` spell from end to end; ``None`` if they do not spell one."""
    key = _key(plain(words))
    small = _small().get(key)
    return _numbers().get(key) if small is None and _LARGE.search(key) else small


def _key(words: str) -> str:
    return " ".join(_PLURALS.sub(r"\1", _LINKS.sub(" ", words)).split())


@lru_cache(maxsize=1)
def _small() -> dict[str, int]:
    found = {"une": 1, "eine": 1, "una": 1}
    for words in _SMALL:
        found |= {word: number for number, word in enumerate(words.split(), start=1)}
    del found["once"]  # Spanish for eleven, but English for a single time
    return found | _spellings(range(100))


@lru_cache(maxsize=1)
def _numbers() -> dict[str, int]:
    """All of them: ten thousand, so made only once a word for a large one is met."""
    return _spellings(range(10_000))


def _spellings(numbers: range) -> dict[str, int]:
    found = {}
    for number in numbers:
        found[_key(_english(number))] = number
        for tens in (_FR_TENS, _BE_TENS):
            found[_key(_french(number, tens))] = number
    return found


def _english(number: int) -> str:
    if number >= 1000:
        return f"{_english(number // 1000)} thousand {_english(number % 1000) if number % 1000 else ''}"
    if number >= 100:
        return f"{_EN[number // 100]} hundred {_english(number % 100) if number % 100 else ''}"
    if number < 20:
        return _EN[number]
    return f"{_EN_TENS[number // 10 - 2]} {_EN[number % 10] if number % 10 else ''}"


def _french(number: int, tens: dict[int, str]) -> str:
    if number >= 1000:
        rest = _french(number % 1000, tens) if number % 1000 else ""
        return f"{_french(number // 1000, tens) if number >= 2000 else ''} mille {rest}"
    if number >= 100:
        rest = _french(number % 100, tens) if number % 100 else ""
        return f"{_FR[number // 100] if number >= 200 else ''} cent {rest}"
    if number < 20:
        return _FR[number]
    base = max(ten for ten in tens if ten <= number)
    return f"{tens[base]} {_french(number - base, tens) if number > base else ''}"
