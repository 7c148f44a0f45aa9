"""A matching as its workbook looks at it: who is who, who was chosen, and on which row each stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from cbt_cli.domain.base import say, tr
from cbt_cli.domain.calls import Call
from cbt_cli.domain.figures import amount, money_format
from cbt_cli.domain.languages import current
from cbt_cli.domain.matching import Assignment, Match, Mentee, Mentor, Needs, Ranking, Score
from cbt_cli.outputs.page import FIRST
from cbt_cli.outputs.report.wording import criterion_word, level_word
from cbt_cli.outputs.wording import areas, by_number
from cbt_cli.values.countries_shown import country_name

POINTS = "0.0##"
DOUBTFUL = '0.0##" ?"'
"""Points among which a neutral value stands in for something that is not known."""
MOST_PAIRS = 200_000
"""Pairs that a sheet lists at most; how many are left out is said above them, and all are in the JSON."""
LOST = {
    "kept": say("kept"),
    "served": say("served"),
    "worst": say("worst"),
    "leximin": say("leximin"),
    "total": say("total"),
    "cost": say("cost"),
}
"""What the levels of the objective are called where it is said what a pair would lose in them."""


@dataclass(frozen=True)
class Matched:
    """A matching with what was matched. Mentees and mentors are in order of their references."""

    call: Call
    ranking: Ranking
    found: Sequence[Mentor]
    needs: Needs

    @cached_property
    def mentees(self) -> dict[str, Mentee]:
        """Reference → mentee."""
        return {one.ref: one for one in sorted(self.needs.mentees, key=lambda one: by_number(one.ref))}

    @cached_property
    def mentors(self) -> dict[str, Mentor]:
        """Reference → mentor."""
        return {one.ref: one for one in sorted(self.found, key=lambda one: by_number(one.ref))}

    @cached_property
    def assignments(self) -> tuple[Assignment, ...]:
        """The chosen pairs, in order of the mentee."""
        return tuple(sorted(self.ranking.assignments, key=lambda one: by_number(one.mentee)))

    @cached_property
    def chosen(self) -> dict[str, Assignment]:
        """Mentee → its assignment."""
        return {one.mentee: one for one in self.assignments}

    @cached_property
    def ranked(self) -> tuple[Match, ...]:
        """Every allowed pair: by mentee, the best mentor first."""
        return tuple(match for ref in self.mentees for match in self.ranking.ranked.get(ref, ()))

    @cached_property
    def criteria(self) -> dict[str, Decimal]:
        """Criterion → most points as they counted, in the call's order; whatever else a score holds comes after."""
        counted = {part.criterion: part.most for match in self.ranked if match.score for part in match.score.parts}
        return {one.name: one.points for one in self.call.matching.criteria} | counted

    @cached_property
    def losses(self) -> tuple[str, ...]:
        """The levels of the objective for which losses were worked out, in their order."""
        return tuple(dict.fromkeys(level for match in self.ranked for level in match.losses or ()))

    @cached_property
    def depth(self) -> int:
        """How many mentors of each mentee the ranking shows, so that the sheet can be worked with."""
        return max(MOST_PAIRS // max(len(self.mentees), 1), 1)

    @cached_property
    def assigned_rows(self) -> dict[str, int]:
        """Mentee → its row among the assignments."""
        return {one.mentee: row for row, one in enumerate(self.assignments, start=FIRST)}

    @cached_property
    def mentor_rows(self) -> dict[str, int]:
        """Mentor → its row among the mentors."""
        return {ref: row for row, ref in enumerate(self.mentors, start=FIRST)}

    @cached_property
    def ranking_rows(self) -> dict[str, int]:
        """Mentee → the row where its ranking begins, if it has one."""
        rows, row = {}, FIRST
        for ref in self.mentees:
            shown = min(len(self.ranking.ranked.get(ref, ())), self.depth)
            if shown:
                rows[ref] = row
            row += shown
        return rows

    @property
    def euro(self) -> str:
        """The number format of an amount in the call's currency."""
        return money_format(self.call.quotation.currency)

    def country(self, code: str | None) -> str:
        """A country's name, with the asterisk of its footnote."""
        return country_name(code, self.call, current())

    def areas(self, keys: Iterable[str]) -> str:
        """Knowledge areas in words, in the call's order."""
        return areas(keys, self.call)

    def needs_of(self, mentee: Mentee, *, covered_by: Mentor | None = None, left_by: Mentor | None = None) -> str:
        """A mentee's needs, the highest first: all of them, those that a mentor covers, or those that are left."""
        order = {area.key: at for at, area in enumerate(self.call.areas)}
        wanted = [(key, level) for key, level in mentee.needs.items() if level > 0]
        if covered_by is not None:
            wanted = [(key, level) for key, level in wanted if key in covered_by.areas]
        if left_by is not None:
            wanted = [(key, level) for key, level in wanted if key not in left_by.areas]
        wanted.sort(key=lambda each: (-each[1], order.get(each[0], len(order)), each[0]))
        return "; ".join(f"{self.areas([key])} ({level_word(level)})" for key, level in wanted)

    def money(self, value: Decimal | None) -> str:
        """An amount in a sentence."""
        return tr("unknown") if value is None else amount(value, self.call.quotation.currency)


def not_known(score: Score) -> str:
    """The criteria for which a neutral value stands in."""
    return ", ".join(criterion_in_words(part.criterion) for part in score.parts if not part.known)


def criterion_in_words(name: str) -> str:
    """A criterion within a sentence."""
    words = criterion_word(name)
    return words[:1].lower() + words[1:]
