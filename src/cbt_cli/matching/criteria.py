"""What makes a pair good: one function a criterion, each says which share of its points a pair earns, and why.

A share is a fraction between 0 and 1, or ``None`` where what it takes is not known: the call's neutral share stands in
then, and the part is flagged. Price is no criterion: it is the budget and a level of the objective.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from cbt_cli.domain.applications import LanguageSkill
from cbt_cli.domain.base import Figure, Sentence, Words, listed, say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.languages import LANGUAGES
from cbt_cli.domain.matching import Mentee, Mentor
from cbt_cli.matching.names import plain

PRIORITY = 3
"""The need that is a priority; 2 is important, 1 useful."""
_LEVELS = {"A1": Fraction(1, 4), "A2": Fraction(1, 4), "B1": Fraction(1, 2)}
"""Share for a common language by the lower of two levels; from B2 on, or where none is stated, it is a working one."""


@dataclass(frozen=True, slots=True)
class Share:
    """The share of a criterion's points (``None``: not known), and why. ``known`` is False where a part of the share is
    neutral."""

    share: Fraction | None
    reason: Sentence
    known: bool = True


@dataclass(frozen=True, slots=True)
class Pair:
    """What a criterion looks at. ``wishes`` are the references of the mentors wished for, in order; ``neutral`` is the
    share that stands in for what is not known."""

    mentor: Mentor
    mentee: Mentee
    call: Call
    wishes: tuple[str, ...] = ()
    neutral: Fraction = Fraction(1, 2)


def needs(pair: Pair) -> Share:
    """The mentee's needs that the mentor covers, each weighing what the call gives its level."""
    stated = {area: level for area, level in pair.mentee.needs.items() if level > 0}
    if not stated:
        return Share(None, say("the cluster's needs are not stated"))
    if not pair.mentor.areas:
        return Share(None, say("the mentor's areas of knowledge are not known"))
    weight = {area: _weight(pair.call, level) for area, level in stated.items()}
    open_ones, met = open_areas(pair), covered(pair)
    earned = sum((weight[area] for area in met), Fraction(0)) + sum(
        (weight[area] * pair.neutral for area in open_ones), Fraction(0)
    )
    whole = sum(weight.values(), Fraction(0))
    return Share(earned / whole if whole else None, _needs_in_words(pair, stated, met, open_ones), known=not open_ones)


def covered(pair: Pair) -> list[str]:
    """The needs that the mentor certainly covers, the most urgent first, then as the call lists the areas."""
    order = {area.key: at for at, area in enumerate(pair.call.areas)}
    stated = pair.mentee.needs
    met = [area for area, level in stated.items() if level > 0 and area in pair.mentor.areas]
    certain = set(met) - open_areas(pair)
    return sorted(certain, key=lambda area: (-stated[area], order.get(area, len(order)), area))


def open_areas(pair: Pair) -> set[str]:
    """Areas that both name but that stand for words ("other"): whether they mean the same is not known."""
    in_words = {area.key for area in pair.call.areas if area.needs_words}
    return {area for area, level in pair.mentee.needs.items() if level > 0} & in_words & set(pair.mentor.areas)


def need_words(areas: Iterable[str], mentee: Mentee, call: Call) -> Sentence:
    """The areas with how urgent each is."""
    labels = {area.key: area.label for area in call.areas}
    return listed((_need_in_words(labels.get(area, area), mentee.needs[area]) for area in areas), ", ")


def _needs_in_words(pair: Pair, stated: Mapping[str, int], met: list[str], open_ones: set[str]) -> Sentence:
    missed = sorted(set(stated) - set(met) - open_ones, key=lambda area: (-stated[area], area))
    if met and missed:
        said = say(
            "covers {met}; not {missed}",
            met=need_words(met, pair.mentee, pair.call),
            missed=need_words(missed, pair.mentee, pair.call),
        )
    elif met:
        said = say("covers {met}", met=need_words(met, pair.mentee, pair.call))
    else:
        said = say("no need is certainly covered")
    if open_ones:
        return say("{said}; both name other topics, to be compared", said=said)
    return said


@lru_cache(maxsize=256)
def _need_in_words(name: Words | str, level: int) -> Sentence:
    if level >= PRIORITY:
        return say("{area} (priority)", area=name)
    return say("{area} (important)", area=name) if level == PRIORITY - 1 else say("{area} (useful)", area=name)


def _weight(call: Call, level: int) -> Fraction:
    return Fraction(call.matching.need_weights.get(str(level), level))


def experience(pair: Pair) -> Share:
    """Years of cluster management, by the call's steps."""
    years, steps = pair.mentor.management_years, pair.call.matching.experience_steps
    if years is None:
        return Share(None, say("years of cluster management are not known"))
    if not steps:
        return Share(None, say("the call gives no steps for years of management"))
    reached = [(step, share) for step, share in steps if years >= step]
    if not reached:
        return Share(Fraction(0), say("{years} years of cluster management", years=short(years)))
    step, share = reached[-1]
    return Share(
        Fraction(share), say("{years} years of cluster management (step: {step})", years=short(years), step=step)
    )


def languages(pair: Pair) -> Share:
    """The best working language in common, by the lower of the two levels."""
    if not pair.mentor.languages or not pair.mentee.languages:
        return Share(None, say("working languages are not known on both sides"))
    common = common_languages(pair.mentor, pair.mentee)
    if not common:
        return Share(Fraction(0), say("no working language in common"))
    best = max(common.values())
    names = listed((language_name(code) for code, share in common.items() if share == best), ", ")
    if best == 1:
        return Share(best, say("both work in {languages}", languages=names))
    return Share(best, say("both know {languages}, at a level below B2", languages=names))


def common_languages(mentor: Mentor, mentee: Mentee) -> dict[str, Fraction]:
    """Language in common → share that its lower level earns, by code."""
    theirs, ours = _skills(mentor.languages), _skills(mentee.languages)
    return {code: min(theirs[code], ours[code]) for code in sorted(theirs.keys() & ours.keys())}


def _skills(skills: Iterable[LanguageSkill] | None) -> dict[str, Fraction]:
    best: dict[str, Fraction] = {}
    for skill in skills or ():
        share = _LEVELS.get((skill.level or "").upper(), Fraction(1))
        best[skill.code] = max(share, best.get(skill.code, share))
    return best


def sectors(pair: Pair) -> Share:
    """Sectors in common, as written (case, accents and punctuation aside), out of the cluster's."""
    theirs, ours = _sectors(pair.mentor.sectors), _sectors(pair.mentee.sectors)
    if not theirs or not ours:
        return Share(None, say("sectors are not known on both sides"))
    shared = [name for name in ours if any(_same_sector(name, other) for other in theirs)]
    if not shared:
        return Share(Fraction(0), say("no sector in common as written"))
    share = Fraction(len(shared), len(ours))
    return Share(share, say("sectors in common: {sectors}", sectors=", ".join(ours[name] for name in shared)))


def _sectors(written: Iterable[str] | None) -> dict[str, str]:
    return {plain(sector): sector for sector in written or () if plain(sector)}


def _same_sector(one: str, other: str) -> bool:
    return f" {one} " in f" {other} " or f" {other} " in f" {one} "


def wishes(pair: Pair) -> Share:
    """Wishes of both sides, half the points each: the cluster's for mentors, in order; the mentor's for countries."""
    asked, preferred = pair.wishes, pair.mentor.preferred_countries
    if pair.mentor.ref in asked:
        place = asked.index(pair.mentor.ref)
        ours = Fraction(len(asked) - place, len(asked))
        about_us = say("wish number {place} of the cluster", place=place + 1)
    else:
        ours = Fraction(0) if asked else pair.neutral
        about_us = say("the cluster wishes for others") if asked else say("the cluster states no wish")
    if preferred:
        theirs = Fraction(int(pair.mentee.country in preferred))
        about_them = (
            say("the mentor wishes for this country") if theirs else say("the mentor wishes for other countries")
        )
    else:
        theirs, about_them = pair.neutral, say("the mentor states no wish")
    if not asked and not preferred:
        return Share(None, say("neither side states a wish"))
    return Share((ours + theirs) / 2, listed([about_us, about_them], ", "), known=bool(asked and preferred))


def evaluation(pair: Pair) -> Share:
    """What the evaluators gave the application."""
    given = pair.mentor.evaluation
    if given is None:
        return Share(None, say("the application has no evaluators' score"))
    share = min(max(Fraction(given), Fraction(0)), Fraction(1))
    return Share(share, say("the evaluators gave {percent} % of the points", percent=short(given * 100)))


def short(number: Decimal) -> Figure:
    """A decimal without the zeros that say nothing."""
    text = format(number, "f")
    return Figure(number=Decimal(text.rstrip("0").rstrip(".") if "." in text else text))


@lru_cache(maxsize=256)
def language_name(code: str) -> Words:
    """A language's name."""
    from babel import Locale  # noqa: PLC0415 - slow to load

    en, fr = (str(Locale(language).languages.get(code, code)) for language in LANGUAGES)
    return Words(en=en, fr=fr)


CRITERIA: Mapping[str, Callable[[Pair], Share]] = {
    "needs": needs,
    "experience": experience,
    "languages": languages,
    "sectors": sectors,
    "wishes": wishes,
    "evaluation": evaluation,
}
"""Name in the call file → the function that measures it."""
