"""Working languages with levels: any name of a language to its ISO 639-1 code, levels only where one is stated."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from cbt_cli.domain.applications import LanguageSkill
from cbt_cli.domain.base import say
from cbt_cli.domain.findings import Severity
from cbt_cli.values import language_words as words_about
from cbt_cli.values.cldr import CIRCLES, languages
from cbt_cli.values.lists import names
from cbt_cli.values.reading import Doubt, Read, one_of, plain, unread

_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class _Said:
    """What one part of the answer says: a language, a level, or only words about either (``loose``)."""

    code: str | None
    level: str | None = None
    loose: bool = False


def read_languages(text: str) -> Read[tuple[LanguageSkill, ...]]:
    """The languages of a list, in its order. The level is A1–C2 or ``native``; words such as "fluent" are none and
    are noted. A part that is not fully understood is not read: it is a doubt of its own."""
    parts = None if len(text) > _LONGEST else names(_kept_together(text), _part, widest=1)
    if parts is None:
        return unread("languages-unreadable", say("The text is too long to be a list of languages."))
    found: list[_Said] = []
    unknown: list[str] = []
    loose: list[str] = []
    for words, said in parts:
        for chunk, each in ((words, said),) if said is not None else _in_a_row(words):
            if each is None or (each.code is None and (not found or found[-1].level is not None)):
                unknown.append(chunk)
            elif each.code is None:  # a level of its own ("French, mother tongue") is that of the language before it
                found[-1] = replace(found[-1], level=each.level, loose=True)
            else:
                found.append(each)
            if each is not None and each.loose:
                loose.append(chunk)
    return _read(found, unknown, loose)


def language_code(name: str) -> str | None:
    """The ISO 639-1 code of the language that ``name`` names; ``None`` if it names none, or several."""
    key = plain(name).strip(" .:*")
    if key in words_about.FURTHER:
        return words_about.FURTHER[key]
    for circle in CIRCLES:
        codes = {code.split("_")[0] for code in languages(circle).get(key, ())}
        codes = {"no" if code == "nb" else code for code in codes}
        if codes:
            code = codes.pop()
            return code if not codes and len(code) == 2 and code != "sh" else None
    return None


def _read(found: list[_Said], unknown: list[str], loose: list[str]) -> Read[tuple[LanguageSkill, ...]]:
    doubts = []
    if unknown:
        sentence = say("Not understood as a language: “{words}”.", words="; ".join(unknown))
        doubts.append(Doubt("language-unknown", Severity.CLARIFY, sentence))
    if loose:
        sentence = say("No level of A1–C2 or native is stated: “{words}”.", words="; ".join(loose))
        doubts.append(Doubt("language-level", Severity.NOTE, sentence))
    skills: dict[str, LanguageSkill] = {}
    for said in found:
        if said.code is None:
            continue
        before = skills.get(said.code)
        level = said.level or (before.level if before else None)
        if before and before.level and said.level not in (None, before.level):
            sentence = say("Two levels are given for one language: {code}.", code=said.code)
            doubts.append(Doubt("language-two-levels", Severity.CLARIFY, sentence))
            level = None
        skills[said.code] = LanguageSkill(code=said.code, level=level)
    if not skills and not doubts:
        return unread("language-unknown", say("No language is named."))
    return Read(tuple(skills.values()) or None, tuple(doubts))


def _in_a_row(words: str) -> list[tuple[str, _Said | None]]:
    """Several languages without a separator ("English C1 French B2"), each with the words after it, or else, where the
    words begin with a level, before it."""
    each = words.split()
    bare = [word.strip(".,:;()") for word in each]
    marks = [language_code(word) is not None or _code(word) is not None for word in bare]
    if sum(marks) < 2 or not (marks[0] or marks[-1]):
        return [(words, None)]
    cuts = [at for at, is_language in enumerate(marks) if is_language]
    bounds = [*cuts, len(each)] if marks[0] else [0, *(at + 1 for at in cuts)]
    chunks = [" ".join(each[start:end]) for start, end in pairwise(bounds)]
    found = [(chunk, _part(chunk)) for chunk in chunks]
    return [(words, None)] if any(said is None for _, said in found) else found


def _kept_together(text: str) -> str:
    """``text`` with "B2/C1" in one part."""
    return re.sub(r"(?i)\b([abc][12]\+?) ?[/–-] ?([abc][12])\b", r"\1-\2", text)


@lru_cache(maxsize=4096)
def _part(words: str) -> _Said | None:
    """One part of the list; ``None`` unless every word of it is known and it names at most one language."""
    rest = plain(words)
    if words_about.NOT.search(rest):
        return None
    unsure = words_about.UNSURE_LEVEL.search(rest) is not None
    rest = words_about.UNSURE_LEVEL.sub(" ", rest)
    levels = set(words_about.LEVEL.findall(rest))
    rest = words_about.LEVEL.sub(" ", rest)
    native = words_about.NATIVE.search(rest) is not None
    rest = words_about.NATIVE.sub(" ", rest)
    code, rest = _language_in(words, rest)
    loose = words_about.FLUENCY.search(rest) is not None
    rest = words_about.BARE.sub("", words_about.FILLER.sub(" ", words_about.FLUENCY.sub(" ", rest)))
    if rest or not (code or levels or native or loose or unsure):
        return None
    stated = {level.upper() for level in levels} | ({"native"} if native else set())
    shared = words_about.SHARED.search(plain(words)) is not None
    level = stated.pop() if len(stated) == 1 and not unsure and not shared else None
    return _Said(code, level, loose=level is None and (loose or unsure or bool(stated)))


def _language_in(words: str, rest: str) -> tuple[str | None, str]:
    """The one language named in ``rest`` and what is left without it: a name, else a code, known by its capitals where
    it does not stand alone."""
    bare = words_about.BARE.sub(" ", rest).strip()
    whole = language_code(bare) or (bare if bare in words_about.TWO_LETTERS else None)
    if whole:
        return whole, ""
    each = [(word.start(), word.end()) for word in re.finditer(r"[^\W\d_]+(?:['\-][^\W\d_]+)*", rest)]
    for width in (4, 3, 2, 1):
        for at in range(len(each) - width + 1):
            start, end = each[at][0], each[at + width - 1][1]
            if (code := language_code(rest[start:end])) is not None:
                return code, words_about.REGION.sub(" ", f"{rest[:start]} {rest[end:]}")
    codes = {found[1]: _code(found[1]) for found in words_about.CODE.finditer(words)}
    known = [(typed, code) for typed, code in codes.items() if code]
    if len(known) != 1:
        return None, rest
    return known[0][1], re.sub(one_of(known[0][0].lower()), " ", rest, count=1)


def _code(typed: str) -> str | None:
    return words_about.OTHER_CODES.get(typed) or (typed.lower() if typed.lower() in words_about.TWO_LETTERS else None)
