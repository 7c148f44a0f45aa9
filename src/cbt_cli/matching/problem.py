"""The bare problem behind a matching, in whole numbers: who may be with whom, at what score, and what limits the
whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Numbers = Mapping[int, int]
"""Mentor index → whole number, for one mentee."""

LEVELS = ("served", "worst", "leximin", "total", "cost")
"""What an objective is made of; see ``value``. A matching may also begin with ``kept``: pairs kept from before."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Mentees 0…n-1, mentors 0…m-1. Only allowed pairs stand in ``scores``; ``costs`` has the same pairs.

    All numbers are whole: the caller scales (hundredths of a point, cents), so that sums and ties are exact.
    """

    scores: tuple[Numbers, ...]
    capacity: tuple[int, ...]
    costs: tuple[Numbers, ...]
    budget: int | None = None
    """Most that the costs of all chosen pairs may come to."""
    groups: tuple[tuple[frozenset[int], int], ...] = ()
    """Sets of mentors (those of one country) of whom at most so many may have mentees."""
    least: int = 0
    """A mentor has none, or at least so many mentees."""
    locked: Mapping[int, int] = field(default_factory=dict)
    """Mentee → mentor that it must have."""
    kept: Mapping[int, int] = field(default_factory=dict)
    """Mentee → mentor that level ``kept`` would have it keep (an earlier plan)."""

    @property
    def limited(self) -> bool:
        """Whether more than capacities and locks limits the whole."""
        return self.budget is not None or bool(self.groups) or self.least > 1

    def allowed(self) -> list[dict[int, int]]:
        """The scores of the pairs that a plan may use: a locked mentee has one, a mentor without a place none."""
        return [
            {
                mentor: score
                for mentor, score in row.items()
                if self.capacity[mentor] > 0 and self.locked.get(mentee, mentor) == mentor
            }
            for mentee, row in enumerate(self.scores)
        ]


def gains(problem: Problem, level: str, pairs: Sequence[Numbers], chunk: Sequence[int] = ()) -> list[dict[int, int]]:
    """What each pair adds to a level that is a sum; the more the better. ``pairs`` are scores.

    For ``leximin``, ``chunk`` holds some scores, worst first: one pair more at a worse score outweighs all at better
    ones.
    """
    if level == "served":
        return [dict.fromkeys(row, 1) for row in pairs]
    if level == "kept":
        return [{mentor: int(problem.kept.get(i) == mentor) for mentor in row} for i, row in enumerate(pairs)]
    if level == "total":
        return [dict(row) for row in pairs]
    if level == "cost":
        return [{mentor: -problem.costs[mentee][mentor] for mentor in row} for mentee, row in enumerate(pairs)]
    base = len(pairs) + 1
    weight = {score: -(base ** (len(chunk) - 1 - at)) for at, score in enumerate(chunk)}
    return [{mentor: weight.get(score, 0) for mentor, score in row.items()} for row in pairs]


def value(problem: Problem, level: str, plan: Sequence[int]) -> int | tuple[int, ...] | None:
    """The value of a level for a plan (mentor of each mentee, -1: none).

    ``worst`` is the smallest score of a served mentee, ``None`` where nobody is served; ``leximin`` the scores of the
    served mentees, worst first (an unserved mentee counts below any score).
    """
    served = [(mentee, mentor) for mentee, mentor in enumerate(plan) if mentor >= 0]
    scores = sorted(problem.scores[mentee][mentor] for mentee, mentor in served)
    if level == "served":
        return len(served)
    if level == "kept":
        return sum(problem.kept.get(mentee) == mentor for mentee, mentor in served)
    if level == "worst":
        return scores[0] if scores else None
    if level == "leximin":
        return tuple(scores)
    if level == "total":
        return sum(scores)
    return sum(problem.costs[mentee][mentor] for mentee, mentor in served)
