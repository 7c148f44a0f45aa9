"""The parts of every score, for the script of the page: what is said more than once stands there once."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from cbt_cli.domain.base import Sentence, Within, say, tr
from cbt_cli.domain.matching import Match, Part
from cbt_cli.outputs.report.reported import Reported
from cbt_cli.outputs.report.wording import criterion_word, number
from cbt_cli.values.plain_text import visible

AREA_MARK = "\u200b"


def pair_data(of: Reported, mentors: Sequence[str]) -> dict[str, object]:
    """For each mentee and each of ``mentors``: a list with, for each criterion, the position of its part among
    ``parts`` (−1: none); or, where the pair is not allowed, the position of the reason among ``barred``, from 1; 0: it
    is not known why."""
    words = _Words(of)
    across = {ref: at for at, ref in enumerate(mentors)}
    ranked = [[one for one in of.ranked(ref) if one.mentor in across and one.score] for ref in of.mentees]
    criteria = list(dict.fromkeys(part.criterion for row in ranked for one in row for part in _parts(one)))
    order = {name: at for at, name in enumerate(criteria)}
    parts: dict[str, dict[str, int]] = {name: {} for name in criteria}
    barred: dict[str, int] = {}
    rows: dict[str, list[object]] = {ref: [0] * len(across) for ref in of.mentees}
    for ref, row in zip(of.mentees, ranked, strict=True):
        for one in row:
            places = [-1] * len(criteria)
            for part in _parts(one):
                name = part.criterion
                places[order[name]] = _known(parts[name], words.part(part))
            rows[ref][across[one.mentor]] = places
    for one in of.run.ranking.barred if of.run else ():
        if one.barred and one.mentor in across and one.mentee in rows:
            rows[one.mentee][across[one.mentor]] = _known(barred, words.said(one.barred)) + 1
    return {
        "areas": words.areas,
        "criteria": [criterion_word(name) for name in criteria],
        "parts": [list(parts[name]) for name in criteria],
        "barred": list(barred),
        "pairs": list(rows.values()),
        "mentees": [ref if of.anonymised else f"{ref} {visible(one.cluster)}" for ref, one in of.mentees.items()],
        "mentors": [ref if of.anonymised else f"{ref} {visible(of.mentors[ref].name)}" for ref in mentors],
    }


def _parts(match: Match) -> tuple[Part, ...]:
    return match.score.parts if match.score else ()


def _known(known: dict[str, int], words: str) -> int:
    return known.setdefault(words, len(known))


class _Words:
    """Sentences in words; one that occurs thousands of times is put into words once. The names of areas, which fill
    most of them, stand there as a space without width, which no sentence has once it is made visible, and a letter."""

    def __init__(self, of: Reported) -> None:
        self._of = of
        self._known: dict[Hashable, str] = {}
        self._doubt = " " + tr("(not known: a neutral value)")
        self.areas = [visible(area.label.of(of.language)) for area in of.call.areas]
        self._marks = [(name, f"{AREA_MARK}{chr(ord('a') + at)}") for at, name in enumerate(self.areas)]
        self._marks.sort(key=lambda each: -len(each[0]))

    def said(self, sentence: Sentence) -> str:
        """A sentence as it may be shown."""
        words = visible(self._of.said(sentence))
        for name, mark in self._marks:
            words = words.replace(name, mark)
        return words

    def part(self, part: Part) -> str:
        """A part of a score with its points."""
        facts = part.__dict__  # a hundred thousand parts: each step counts
        key = (facts["points"], facts["known"], _key(facts["reason"]))
        known = self._known.get(key)
        if known is None:
            worth = say("{points} of {most}", points=number(part.points), most=number(part.most)).text
            known = f"{worth}: {self.said(part.reason)}{'' if part.known else self._doubt}"
            self._known[key] = known
        return known


def _key(sentence: Within) -> Hashable:
    if not isinstance(sentence, Sentence):
        return sentence
    facts = sentence.__dict__
    within = facts["within"]
    if not within:
        return (facts["template"], *facts["params"].values())
    return (facts["template"], *facts["params"].values(), *map(_key, within.values()))
