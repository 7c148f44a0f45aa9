"""Answers given by ticks: declarations, the one option of a question, the areas of knowledge."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cbt_cli.domain.base import say
from cbt_cli.domain.calls import Area, Call, Option, Question
from cbt_cli.domain.findings import Finding, Severity
from cbt_cli.domain.forms import Answer, Mark
from cbt_cli.records.taken import Taken, finding, taken, typed
from cbt_cli.values.choices import Chosen, Named, beside_area, named_option, read_areas, read_choice
from cbt_cli.values.plain_text import folded
from cbt_cli.values.reading import Doubt, Read, plain, unread
from cbt_cli.values.ticks import NO, YES, read_tick
from cbt_cli.values.wording import find_whole

_LANGUAGES = 3
"""Languages that one caption may be printed in."""


def tick(answer: Answer, question: Question, call: Call) -> Taken:
    """A box, several boxes, a yes/no pair, or a word: ``False`` for a box left open, ``None`` for a blank."""
    del question, call
    text = typed(answer)
    state, doubts = _state(answer.marks)
    said: Read[bool] = read_tick(text) if text else Read(None)
    if not answer.marks:
        open_box = set(folded(answer.text or "")) & {"☐", "□"}
        return taken(answer, Read(value=False) if open_box and not text else said)
    if said.value is not None and not doubts and state is not None and said.value is not state:
        doubts = (_unclear("tick-conflict"),)
        state = None
    elif text and said.value is None:
        doubts = (*doubts, Doubt("tick-beside-words", Severity.NOTE, say("Beside the box stands “{text}”.", text=text)))
    elif state is None and not doubts:
        state = said.value
    raw = " ".join(part for part in (_shown(answer.marks), text) if part)
    return taken(answer, Read(state, doubts), raw)


def choice(answer: Answer, question: Question, call: Call) -> Taken:
    """The one option that is ticked, chosen or named."""
    del call
    picked = _picked(answer, question.options)
    keys, findings = dict.fromkeys(named.key for named in picked.named), picked.findings
    text = typed(answer)
    doubts: tuple[Doubt, ...] = ()
    if text and not (picked.named and text in picked.captions):
        read = read_choice(text, question.options)
        if read.value is not None:
            keys[read.value] = None
        elif not keys:
            doubts = read.doubts
    if len(keys) > 1:
        doubts = (Doubt("choice-several", Severity.CLARIFY, say("Several options are chosen.")),)
    value = next(iter(keys)) if len(keys) == 1 and not findings else None
    done = taken(answer, Read(value, doubts), _raw(picked, text))
    return Taken(done.value, done.sources, (*findings, *done.findings))


def areas(answer: Answer, question: Question, call: Call) -> Taken:
    """The areas that are ticked or named, in the call's order, and the words that go with "other"."""
    del question
    picked = _picked(answer, call.areas)
    text = typed(answer)
    needing = {area.key for area in call.areas if area.needs_words}
    keys = {named.key for named in picked.named}
    beside = [(named.key in needing, named.words) for named in picked.named if named.words is not None]
    words = [said for others, said in beside if others]
    doubts = tuple(beside_area(said) for others, said in beside if not others)
    if text and text not in picked.captions:
        read = read_areas(text, call.areas)
        chosen, doubts = read.value or Chosen(()), (*doubts, *read.doubts)
        if chosen.unknown and keys & needing and not chosen.keys:  # the words beside the ticked "other"
            words, doubts = [*words, text], doubts[: -len(read.doubts)]
        else:
            if keys and not set(chosen.keys) <= keys:
                doubts = (*doubts, _also_named(text))
            keys |= set(chosen.keys)
            words += [*chosen.words, *chosen.unknown]
    ordered = tuple(area.key for area in call.areas if area.key in keys)
    done = taken(answer, Read(ordered or None, doubts), _raw(picked, text))
    return Taken(done.value, done.sources, (*picked.findings, *done.findings), tuple(dict.fromkeys(words)))


def _also_named(text: str) -> Doubt:
    return Doubt(
        "areas-conflict", Severity.CLARIFY, say("Some areas are ticked, others only named: “{text}”.", text=text)
    )


@dataclass(slots=True)
class _Picked:
    """The options that are ticked, their captions as printed, and what could not be told."""

    named: list[Named] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()


def _picked(answer: Answer, options: Sequence[Option | Area]) -> _Picked:
    picked = _Picked()
    for mark in answer.marks:
        where = mark.place or answer.place
        if mark.on is None:
            sentence = say("Whether this is ticked cannot be told: {option}", option=mark.option)
            picked.findings += (finding(answer.field, "tick-unknown", sentence, mark.option, where),)
        elif mark.on:
            picked.captions.append(mark.option)
            named = _printed(mark.option, options)
            if named is not None:
                picked.named.append(named)
                continue
            sentence = say("What is ticked is none of the call's options: {option}", option=mark.option)
            picked.findings += (finding(answer.field, "option-unknown", sentence, mark.option, where),)
    return picked


def _printed(caption: str, options: Sequence[Option | Area]) -> Named | None:
    """The option that a caption names, in two languages even ("Governance / Gouvernance"), with the words typed after
    it."""
    named = named_option(caption, options)
    if named is None and (key := _in_two_languages(caption, options)) is not None:
        return Named(key)
    if named is None or (named.words and "/" in named.words):
        head, colon, words = caption.partition(":")
        if colon and (key := _in_two_languages(head, options)) is not None:
            return Named(key, folded(words) or None)
    return named


def _in_two_languages(caption: str, options: Sequence[Option | Area]) -> str | None:
    parts = [part for part in re.split(r"[\n/|]", caption) if part.strip()]
    keys = {find_whole(part, options) for part in parts} if len(parts) <= _LANGUAGES else {None}
    return keys.pop() if len(keys) == 1 else None


def _raw(picked: _Picked, text: str) -> str:
    captions = "; ".join(picked.captions)
    return captions if text in picked.captions else "; ".join(part for part in (captions, text) if part)


def _state(marks: Sequence[Mark]) -> tuple[bool | None, tuple[Doubt, ...]]:
    """Whether a declaration is ticked: one box, several that agree, or a pair of yes and no."""
    if any(mark.on is None for mark in marks):
        return None, (_unclear("tick-unknown"),)
    sides = [_side(mark) for mark in marks]
    if any(side is not None for side in sides):
        said = {side for side, mark in zip(sides, marks, strict=True) if mark.on}
        if len(said) > 1 or None in said:
            return None, (_unclear("tick-conflict"),)
        return next(iter(said), None), ()
    states = {mark.on for mark in marks}
    if len(states) > 1:
        return None, (_unclear("tick-conflict"),)
    return next(iter(states), None), ()


def _side(mark: Mark) -> bool | None:
    word = plain(mark.option).strip(" .:")
    return True if word in YES else False if word in NO else None


def _unclear(code: str) -> Doubt:
    return unread(code, say("Whether this is ticked cannot be told for certain.")).doubts[0]


def _shown(marks: Sequence[Mark]) -> str:
    """The boxes as they stand there, with their captions where there are several."""
    signs = {True: "☒", False: "☐", None: "?"}
    if len(marks) == 1:
        return signs[marks[0].on]
    return " ".join(f"{signs[mark.on]} {mark.option}" for mark in marks)
