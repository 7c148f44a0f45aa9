"""Countries by any of their names, to ISO 3166 alpha-2. A misspelt name is read only where a single one is near."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from babel import Locale
from babel.core import get_global

from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.findings import Severity
from cbt_cli.values.cldr import CIRCLES, FIRST, Names, gathered, territories
from cbt_cli.values.country_names import ADJECTIVES, NAMES, SEVERAL
from cbt_cli.values.lists import names
from cbt_cli.values.reading import Doubt, Read, plain, unread

NEAR, APART = 0.85, 0.08
"""How alike (difflib ratio) a misspelt name must be to the nearest one, and by how much less to that of any other
country. Below it nothing is read: "Austrlia" may be Austria or Australia."""
_LONGEST = 200
_FEWEST_LETTERS, _MOST_LETTERS = 5, 40
_OFFICIAL = re.compile(
    r"(?:(?:the|la|le|les|l|il|die|der|el|o|a) )?(?:(?:federal |arab |islamic |hashemite )?"
    r"(?:republic|kingdom|state|principality|sultanate|grand duchy)(?: of(?: the)?)? |"
    r"(?:republique|royaume|etat|principaute)(?: hachemite)? (?:de la |de |d |du |des )?|republik |konigreich |"
    r"republica (?:de )?|repubblica (?:di )?|reino (?:de )?)?(?P<name>.+?)(?: republic)?"
)
_DIRECTIONS = frozenset(
    (
        *(
            "north",
            "northern",
            "south",
            "southern",
            "east",
            "eastern",
            "west",
            "western",
            "nord",
            "sud",
            "est",
            "ouest",
        ),
        *("new", "democratic", "former", "ex", "not", "no", "non", "outside"),
    )
)
"""Words that make another country of a name, or take it back."""
_STATES = frozenset({"GE"})
"""Countries that share their name with a state of another: a place beside it may lie there ("Atlanta, Georgia")."""
_ANY = re.compile(
    r"(?:any|all|no (?:particular |specific )?preferences?|indifferent|tous|toutes|aucune preference|pas de preference|"
    r"sans preference|egal|keine praferenz|open|open to all)(?: (?:of them|countries|country|les pays|pays))?"
)
_WORDS = frozenset({"NA", "SO"})
"""Codes that are as well an answer in words ("n/a", "sans objet"); "NO" is one only where no country need be given."""


@dataclass(frozen=True, slots=True)
class _Named:
    """What a name stands for: one country, or several; ``note`` is what to know about the reading."""

    codes: frozenset[str]
    note: Doubt | None = None


def read_country(text: str) -> Read[str]:
    """The one country that ``text`` names, be it with a place before it ("Lyon, France")."""
    if len(text) > _LONGEST:
        return unread("country-unreadable", say("The text is too long to be a country."))
    whole = _named(text)
    if whole is None and (found := names(re.sub(r"[()\[\]]", " , ", text), _named)):
        known = [named for _, named in found if named is not None]
        others = [words for words, named in found if named is None]
        if known:
            return _among(known, others)
    return _one(whole or _near(text), text)


def read_countries(text: str) -> Read[tuple[str, ...]]:
    """The countries of a list, in the order in which they stand there. What is no country is a doubt; the rest is
    read."""
    if _ANY.fullmatch(plain(text).strip(" .!")):
        sentence = say("No preference: “{text}”.", text=plain(text))
        return Read(None, (Doubt("countries-any", Severity.NOTE, sentence),))
    found = names(text, _named, widest=1)
    if found is not None and any(named is None for _, named in found):  # "Bosnia and Herzegovina"
        found = names(text, _named)
    if found is None:
        return unread("country-unreadable", say("The text is too long to be a list of countries."))
    if plain(text).strip(" .") == "no":
        return unread("country-unknown", say("It may mean Norway or none: “{text}”.", text=text.strip()))
    codes: dict[str, None] = {}
    doubts: list[Doubt] = []
    for words, named in found:
        read = read_country(words) if named is None else _one(named, words)
        doubts += [doubt for doubt in read.doubts if doubt not in doubts]
        if read.value is not None:
            codes[read.value] = None
    if not codes and not doubts:
        return unread("country-unknown", say("No country is named."))
    return Read(tuple(codes) or None, tuple(doubts))


def _one(named: _Named | None, text: str) -> Read[str]:
    if named is None:
        return unread("country-unknown", say("No country is known by this name: “{text}”.", text=text.strip()))
    if len(named.codes) > 1:
        return unread("country-ambiguous", _several(sorted(named.codes)))
    return Read(next(iter(named.codes)), () if named.note is None else (named.note,))


def _several(codes: list[str]) -> Sentence:
    return say("Several countries may be meant: {codes}.", codes=", ".join(codes))


def _among(known: list[_Named], others: list[str]) -> Read[str]:
    """One country beside words that are none, provided that these words name no other and change nothing."""
    inside = [named for words in others for named in _within(words)]
    codes = frozenset.union(*(named.codes for named in (*known, *inside)))
    if len(codes) > 1:
        return unread("country-several", _several(sorted(codes)))
    if others and codes <= _STATES:
        return unread("country-ambiguous", say("Whether the country or the state of the same name is meant."))
    if any(word in _DIRECTIONS for words in others for word in plain(words).split()):
        return unread("country-unknown", say("What these words make of the country is not certain."))
    notes = [named.note for named in known if named.note is not None]
    if others:
        sentence = say("Beside the country stands “{words}”.", words="; ".join(others))
        notes.append(Doubt("country-beside-words", Severity.NOTE, sentence))
    return Read(next(iter(codes)), tuple(notes))


def _within(words: str) -> list[_Named]:
    """The countries named anywhere inside ``words``; codes are not looked for there."""
    each = _spelt(plain(words)).split()
    runs = (" ".join(each[at:end]) for at in range(len(each)) for end in range(at + 1, min(len(each), at + 4) + 1))
    return [named for run in runs if len(run) > 2 and (named := _by_name(run) or _adjective(run)) is not None]


@lru_cache(maxsize=4096)
def _named(text: str) -> _Named | None:
    key, turned = _spelt(plain(text)), re.fullmatch(r"([^,(]+)[,(]([^,()]+)\)?", plain(text).strip(" .*"))
    official = _OFFICIAL.fullmatch(key)
    bare = official["name"] if official else key
    return (
        _by_name(key)
        or _by_code(text.strip(" .,;:*!\"'"))
        or (_by_name(_spelt(f"{turned[2]} {turned[1]}")) if turned else None)
        or _by_name(bare)
        or _adjective(bare)
    )


def _spelt(key: str) -> str:
    """``key`` (plain) with one spelling of what names are written with: "&", "St.", hyphens, apostrophes, points."""
    words = re.sub(r"[\W_]+", " ", key.replace("&", " and ")).split()
    return " ".join("saint" if word in ("st", "ste", "sainte") else word for word in words)


@lru_cache(maxsize=8)
def _table(circle: tuple[str, ...]) -> Names:
    """The names of countries of one circle of languages, in one spelling; in the first also those of usage."""
    further = tuple(NAMES.items()) if circle is FIRST else ()
    return gathered(
        (_spelt(name), code) for name, codes in (*territories(circle).items(), *further) for code in sorted(codes)
    )


def _by_name(key: str) -> _Named | None:
    """A name in the languages of the forms; else in another, unless it is as well a slip in those: "Nigera" is Niger in
    Latvian, "Sambia" Zambia in German, and one letter from Nigeria and Gambia; "Griechenland" is never Greenland."""
    codes = frozenset(SEVERAL.get(key, ())) or _table(FIRST).get(key)
    if codes:
        return _Named(codes)
    for circle in CIRCLES[1:]:
        if codes := _table(circle).get(key):
            return _Named(codes | _slips(key))
    return None


def _slips(key: str) -> frozenset[str]:
    """Countries with a name in the languages of the forms that is one letter more, less, other or turned round."""
    if len(key) < _FEWEST_LETTERS:
        return frozenset()
    return frozenset(code for name, codes in _table(FIRST).items() if _one_letter(key, name) for code in codes)


def _one_letter(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    left, right = one[same:], other[same:]
    turned = left[:2] == right[:2][::-1] and left[2:] == right[2:]
    return left[1:] == right[1:] or left[1:] == right or left == right[1:] or turned


def _by_code(text: str) -> _Named | None:
    code = _codes().get(text.upper()) if text.isascii() and len(text) in (2, 3) else None
    if code is None or text.upper() in _WORDS:
        return None
    if text.isupper() and text != "NO":
        return _Named(frozenset({code}))
    sentence = say("Read as the code {code}.", code=text.upper())
    certain = len(text) == 2 and text not in ("no", "No")
    return _Named(frozenset({code}), Doubt("country-code", Severity.NOTE, sentence)) if certain else None


def _adjective(key: str) -> _Named | None:
    codes = ADJECTIVES.get(key)
    if codes is None:
        return None
    sentence = say("Read from an adjective: “{word}”.", word=key)
    return _Named(codes, Doubt("country-adjective", Severity.NOTE, sentence))


def _near(text: str) -> _Named | None:
    """The country whose name is all but ``text``, if there is only one."""
    official = _OFFICIAL.fullmatch(_spelt(plain(text)))
    ranked = _ranked(official["name"]) if official else ()
    if not ranked or ranked[0][0] < NEAR or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < APART):
        return None
    _, name, code = ranked[0]
    sentence = say("Read as {country}, the only name that is near: “{text}”.", country=name, text=text.strip())
    return _Named(frozenset({code}), Doubt("country-near", Severity.NOTE, sentence))


@lru_cache(maxsize=1024)
def _ranked(key: str) -> tuple[tuple[float, str, str], ...]:
    """Countries by how alike one of their names in the first languages is to ``key``: (ratio, name, code)."""
    if not _FEWEST_LETTERS <= len(key) <= _MOST_LETTERS:
        return ()
    best: dict[str, tuple[float, str]] = {}
    matcher = SequenceMatcher(b=key, autojunk=False)
    for name, codes in _table(FIRST).items():
        matcher.set_seq1(name)
        if min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= NEAR - APART:
            for code in codes:
                best[code] = max(best.get(code, (0.0, "")), (matcher.ratio(), name))
    return tuple(sorted(((ratio, name.title(), code) for code, (ratio, name) in best.items()), reverse=True))


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """ISO 3166 alpha-2 and alpha-3 codes that are in use → alpha-2."""
    known = {code for codes in territories(FIRST).values() for code in codes}
    aliases = get_global("territory_aliases")
    three = {
        alias: new[0]
        for alias, new in aliases.items()
        if len(alias) == 3 and alias.isalpha() and len(new) == 1 and new[0] in known
    }
    return three | {code: code for code in known if code in Locale("en").territories}
