"""Ticks with their captions, and choices made among printed words by striking out, highlighting or underlining."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cbt_cli.domain.base import Place
from cbt_cli.forms.lines import Line
from cbt_cli.forms.prompts import without_leaders
from cbt_cli.forms.tree import Control, Text, Tick, Token
from cbt_cli.values.wording import core

YES = frozenset({"yes", "oui", "ja", "si", "sim", "tak", "y", "o", "true", "vrai", "yes / oui", "oui / yes", "yes/oui"})
NO = frozenset({"no", "non", "nein", "nao", "nee", "nie", "n", "false", "faux", "no / non", "non / no", "no/non"})
_ON = frozenset({"x", "xx", "1", "✓", "✔", "v", "ok"}) | YES
_OFF = frozenset({"", "0", "-"}) | NO
_BETWEEN = re.compile(r"\s*[/|;\n\t•]\s*|,\s+|\s{2,}|\s+(?:or|ou|oder|o)\s+")


@dataclass(slots=True)
class Ticked:
    """One option: what it says, whether it is ticked (``None``: not known), where. ``raw``: a mark not understood."""

    caption: str
    on: bool | None
    place: Place | None
    raw: str | None = None
    stored: bool | None = None


def captioned(line: Line, known: Callable[[str], bool]) -> tuple[str, list[Ticked]]:
    """The ticks on a line with their captions, and the text before the first that is no caption (a label).

    Captions stand after their boxes or before them; ``known`` says which reading names more options.
    """
    items = _items(line.tokens)
    ticks = [item for item in items if isinstance(item, Tick)]
    if not ticks:
        return line.printed, []
    after, before = _after(items), _before(items)
    scores = [sum(known(text) for text, _ in pairs) for pairs in (after[1], before[1])]
    first_is_tick, last_is_tick = isinstance(items[0], Tick), isinstance(items[-1], Tick)
    as_before = scores[1] > scores[0] or (
        scores[0] == scores[1] and not first_is_tick and last_is_tick and not after[0].rstrip().endswith(":")
    )
    lead, pairs = before if as_before else after
    return lead, [
        Ticked(_caption(text) or tick.caption or "", tick.on, line.place, stored=tick.stored) for text, tick in pairs
    ]


def _caption(text: str) -> str:
    """An option's words: what stands a wide gap behind a yes or no is not the option's."""
    first, _, _ = (text.strip() + "  ").partition("  ")
    return first if core(first) in YES | NO else without_leaders(text)


def _items(tokens: Iterable[Token]) -> list[str | Tick]:
    """Texts between ticks; blank ones left out."""
    items: list[str | Tick] = []
    for token in _visible(tokens):
        if isinstance(token, Tick):
            items.append(token)
        elif items and isinstance(items[-1], str):
            items[-1] += token.text
        else:
            items.append(token.text)
    return [item for item in items if isinstance(item, Tick) or without_leaders(item)]


def _visible(tokens: Iterable[Token]) -> Iterable[Text | Tick]:
    for token in tokens:
        if not isinstance(token, Control):
            yield token
        elif not token.prompt:
            yield from _visible(token.tokens)


def _after(items: Sequence[str | Tick]) -> tuple[str, list[tuple[str, Tick]]]:
    lead = items[0] if items and isinstance(items[0], str) else ""
    pairs = []
    for at, item in enumerate(items):
        if isinstance(item, Tick):
            following = items[at + 1] if at + 1 < len(items) else ""
            pairs.append((following if isinstance(following, str) else "", item))
    return lead, pairs


def _before(items: Sequence[str | Tick]) -> tuple[str, list[tuple[str, Tick]]]:
    pairs = []
    for at, item in enumerate(items):
        if isinstance(item, Tick):
            previous = items[at - 1] if at else ""
            pairs.append((previous if isinstance(previous, str) else "", item))
    return "", pairs


def mark(text: str | None) -> bool | None:
    """What a mark typed in a cell beside an option says; ``None`` for any other text."""
    said = core(text or "").strip("[]() ") if text and text.strip() not in {"-", "–", "—"} else ""
    if said in _ON:
        return True
    return False if said in _OFF else None


def is_yes_no(captions: Sequence[str]) -> bool:
    """Whether the captions are those of a yes/no pair."""
    said = [core(caption) for caption in captions]
    return bool(said) and all(one in YES or one in NO for one in said)


def yes_no(ticked: Sequence[Ticked]) -> bool | None:
    """What a yes/no pair says: ``None`` where both or an unknown box is ticked; ``False`` where none is."""
    states = {core(one.caption) in YES: one.on for one in ticked}
    if None in states.values() or all(states.get(side) for side in (True, False)):
        return None
    return bool(states.get(True))


def struck_or_marked(lines: Sequence[Line]) -> list[tuple[str, bool | None]]:
    """Printed words to choose from (``Yes / No``, one a line…) with what was chosen among them.

    All but those struck out are chosen, else those highlighted or underlined. Nothing struck or marked: all are
    ``False``. Empty where fewer than two words stand there, or all look alike in being struck or marked.
    """
    parts = _parts(lines)
    if len(parts) < 2:
        return []
    struck = [one for _, one, _ in parts]
    marked = [one for _, _, one in parts]
    if any(struck):
        return [] if all(struck) else [(text, not gone) for text, gone, _ in parts]
    if any(marked):
        return [] if all(marked) else [(text, shown) for text, _, shown in parts]
    return [(text, False) for text, _, _ in parts]


def _parts(lines: Sequence[Line]) -> list[tuple[str, bool, bool]]:
    """The words to choose from: text, whether all of it is struck out, whether all of it is marked. One a line where
    lines are struck or marked as a whole, else what stands between separators."""
    each = [_looks(line) for line in lines]
    if len(each) > 1 and all(len({letter[1:] for letter in one if letter[0].isalnum()}) == 1 for one in each):
        return [part for one in each if (part := _part(one))]
    letters = [letter for one in each for letter in (("\n", False, False), *one)][1:]
    whole = "".join(letter for letter, _, _ in letters)
    parts, at = [], 0
    for hit in [*_BETWEEN.finditer(whole), None]:
        part = _part(letters[at : hit.start() if hit else len(whole)])
        if part:
            parts.append(part)
        at = hit.end() if hit else at
    return parts


def _looks(line: Line) -> list[tuple[str, bool, bool]]:
    """The letters of a line: struck out, marked."""
    return [
        (letter, token.strike, token.highlight or token.underline)
        for token in _visible(line.tokens)
        if isinstance(token, Text) and not token.leader
        for letter in token.text
    ]


def _part(letters: Sequence[tuple[str, bool, bool]]) -> tuple[str, bool, bool] | None:
    inked = [one for one in letters if one[0].isalnum()]
    if not inked:
        return None
    text = "".join(letter for letter, _, _ in letters).strip()
    return text, all(one[1] for one in inked), all(one[2] for one in inked)
