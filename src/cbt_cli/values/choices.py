"""Choices in words: the one option of a question, or the areas of knowledge in a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cbt_cli.domain.base import say
from cbt_cli.domain.calls import Area, Option
from cbt_cli.domain.findings import Severity
from cbt_cli.values.lists import names
from cbt_cli.values.plain_text import folded
from cbt_cli.values.reading import Doubt, Read, unread
from cbt_cli.values.wording import core, find_whole, wordings

_LONGEST = 2000
_ONE_LONGEST = 400
_AFTER_COLON = re.compile(r"(?P<option>[^:]{2,160}?)\s*:\s*(?P<words>.+)", re.DOTALL)
_IN_BRACKETS = re.compile(r"(?P<option>[^:()]{2,160}?)\s*\(\s*(?P<words>[^()]+?)\s*\)")


@dataclass(frozen=True, slots=True)
class Named:
    """An option that words name, with the words that go with it ("Other topics: trade fairs")."""

    key: str
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """Areas in the call's order. ``words`` specify the area that needs words; ``unknown`` are words that name none."""

    keys: tuple[str, ...]
    words: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def named_option(text: str, options: Sequence[Option | Area]) -> Named | None:
    """The one option that ``text`` names by its key or by one of its wordings, with what stands after a colon or in
    brackets where it is no part of the wording; ``None`` if it names none, or if these words name options in turn."""
    if len(text) > _ONE_LONGEST:
        return None
    key, beside = _whole(text, options), _beside(text.strip())
    if beside is None:
        return None if key is None else Named(key)
    key = key or _whole(beside["option"], options)
    if key is None:
        return None
    words = beside["words"]
    printed = next(option for option in options if option.key == key)
    if any(core(words) in core(wording) for wording in wordings(printed)):
        return Named(key)
    if any(found for _, found in names(words, lambda part: _whole(part, options)) or ()):
        return None
    return Named(key, folded(words))


def _beside(text: str) -> re.Match[str] | None:
    return _AFTER_COLON.fullmatch(text) or _IN_BRACKETS.fullmatch(text)


def read_choice(text: str, options: Sequence[Option]) -> Read[str]:
    """The key of the one option that an answer in words names."""
    found = named_option(text, options)
    if found is not None:
        return Read(found.key)
    parts = names(text, lambda words: named_option(words, options)) if len(text) <= _ONE_LONGEST else None
    keys = {named.key for _, named in parts or () if named is not None}
    if len(keys) > 1:
        return unread("choice-several", say("Several options are named: “{text}”.", text=folded(text)))
    if len(keys) == 1 and parts is not None and all(named is not None for _, named in parts):
        return Read(keys.pop())
    return unread("choice-unknown", say("This is none of the options: “{text}”.", text=folded(text)[:200]))


def read_areas(text: str, areas: Sequence[Area]) -> Read[Chosen]:
    """The areas that a list in words names. What names none is a doubt, and kept."""
    parts = names(text, lambda words: named_option(words, areas)) if len(text) <= _LONGEST else None
    if parts is None:
        return unread("areas-unreadable", say("The text is too long to be a list of areas."))
    needing = {area.key for area in areas if area.needs_words}
    found = [named for _, named in parts if named is not None]
    unknown = tuple(words for words, named in parts if named is None)
    keys = {named.key for named in found}
    chosen = Chosen(
        keys=tuple(area.key for area in areas if area.key in keys),
        words=tuple(named.words for named in found if named.words is not None and named.key in needing),
        unknown=unknown,
    )
    doubts = [beside_area(named.words) for named in found if named.words is not None and named.key not in needing]
    if unknown:
        sentence = say("Not one of the call's areas: “{words}”.", words="; ".join(unknown))
        doubts.append(Doubt("areas-unknown", Severity.CLARIFY, sentence))
    return Read(chosen, tuple(doubts))


def beside_area(words: str) -> Doubt:
    """What to know of words that stand beside an area which needs none."""
    return Doubt("areas-beside-words", Severity.NOTE, say("Beside an area stands “{words}”.", words=words))


def _whole(text: str, options: Sequence[Option | Area]) -> str | None:
    return find_whole(text, options) or _by_key(text, options)


def _by_key(text: str, options: Sequence[Option | Area]) -> str | None:
    key = core(text).replace(" ", "_").replace("-", "_")
    return key if any(option.key == key for option in options) else None
