"""Names of months, countries and languages from the Unicode CLDR, by their plain letters, in the languages that
applicants are likely to write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from babel import Locale

from cbt_cli.values.reading import plain

FIRST = ("en", "fr")
"""The languages of the forms: what a name means in them holds, whatever it means elsewhere."""
SECOND = ("de", "es", "it", "pt", "nl")
THIRD = (
    *("pl", "cs", "sk", "sl", "hr", "hu", "sv", "da", "nb", "fi", "el", "bg", "ro", "et", "lv", "lt", "mt", "ga"),
    *("is", "ca", "eu", "gl", "tr", "ar", "he", "ru", "uk", "sr", "sr_Latn", "bs", "mk", "sq", "ka", "hy", "lb", "zh"),
)
CIRCLES = (FIRST, SECOND, THIRD)
"""Languages by how likely they are met. A name is looked up in one circle after the other."""

Names = Mapping[str, frozenset[str]]
"""Plain name → the codes that it stands for; several where languages differ."""


def gathered(pairs: Iterable[tuple[str, str]]) -> Names:
    """Names with all that they stand for. ``pairs``: (name in any spelling, code)."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, code in pairs:
        if key := plain(name).strip(" ."):
            found[key].add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


@lru_cache(maxsize=len(CIRCLES))
def territories(circle: tuple[str, ...]) -> Names:
    """Countries by name: ISO 3166 alpha-2 codes (and ``XK``); regions and unions are left out."""
    return gathered(
        (name, code)
        for locale in map(Locale.parse, circle)
        for code, name in locale.territories.items()
        if len(code) == 2 and code not in _NO_COUNTRY
    )


@lru_cache(maxsize=len(CIRCLES))
def languages(circle: tuple[str, ...]) -> Names:
    """Languages by name: CLDR codes (``fr``, ``pt_BR``, ``zgh``)."""
    return gathered(
        (name, code) for locale in map(Locale.parse, circle) for code, name in locale.languages.items() if name != code
    )


@lru_cache(maxsize=len(CIRCLES))
def months(circle: tuple[str, ...]) -> Names:
    """Months by name, in full and short: ``1`` … ``12``."""
    return gathered(
        (name, str(number))
        for locale in map(Locale.parse, circle)
        for name, number in _months(locale)
        if not name.strip(" .").isdigit()
    )


def _months(locale: Locale) -> Iterator[tuple[str, int]]:
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[context][width].items():
                yield name, number


_NO_COUNTRY = frozenset({"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"})
