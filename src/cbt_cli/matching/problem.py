"""The bare problem behind a matching, in whole numbers: who may be with whom, at what score, and what limits the
whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
"""One number for each pair, mentee or mentor: 64-bit integers, or Python's own (dtype object) where those are too
short."""

LEVELS = ("served", "worst", "leximin", "total", "cost")
"""What an objective is made of; see ``value``. A matching may also begin with ``kept``: pairs kept from before."""


@dataclass(frozen=True, eq=False)
class Problem:
    """Mentees 0…n-1, mentors 0…m-1. Only allowed pairs are there, by mentee and, within a mentee, by mentor.

    All numbers are whole: the caller scales (tenths of a point, cents), so that sums and ties are exact.
    """

    mentees: int
    rows: Array
    """Pair → mentee."""
    cols: Array
    """Pair → mentor."""
    scores: Array
    costs: Array
    capacity: Array
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
    ready: dict[Any, Any] = field(default_factory=dict)
    """What is kept ready for this problem and those made of it: what it is made of → linear program."""

    @property
    def limited(self) -> bool:
        """Whether more than capacities and locks limits the whole."""
        return self.budget is not None or bool(self.groups) or self.least > 1

    @cached_property
    def starts(self) -> Array:
        """Mentee → its first pair; one entry more at the end."""
        return np.searchsorted(self.rows, np.arange(self.mentees + 1))

    def pair(self, mentee: int, mentor: int) -> int | None:
        """Where the pair stands; ``None`` if it is not allowed."""
        first, end = int(self.starts[mentee]), int(self.starts[mentee + 1])
        at = first + int(np.searchsorted(self.cols[first:end], mentor))
        return at if at < end and self.cols[at] == mentor else None

    @cached_property
    def _keys(self) -> Array:
        return self.rows * len(self.capacity) + self.cols

    def chosen(self, plan: Sequence[int]) -> Array:
        """The pairs of a plan (mentor of each mentee, -1: none), those that are not allowed left out."""
        mentors = np.array(plan, dtype=np.int64)
        served = np.flatnonzero(mentors >= 0)
        wanted = served * len(self.capacity) + mentors[served]
        at = np.searchsorted(self._keys, wanted)
        there = at < len(self._keys)
        there[there] = self._keys[at[there]] == wanted[there]
        return at[there]

    def usable(self) -> Array:
        """The pairs that a plan may use: a locked mentee has one, a mentor without a place none."""
        if not self.locked and (self.capacity > 0).all():
            return np.arange(len(self.rows))
        fits = self.capacity[self.cols] > 0
        for mentee, mentor in self.locked.items():
            row = slice(int(self.starts[mentee]), int(self.starts[mentee + 1]))
            fits[row] &= self.cols[row] == mentor
        return np.flatnonzero(fits)


def pose(
    scores: Sequence[Mapping[int, int]], capacity: Sequence[int], costs: Sequence[Mapping[int, int]], **limits: Any
) -> Problem:
    """A problem from one mapping for each mentee: mentor → score, and mentor → cost of the same pairs."""
    pairs = [(i, j) for i, row in enumerate(scores) for j in sorted(row)]
    return Problem(
        len(scores),
        np.array([i for i, _ in pairs], dtype=np.int64),
        np.array([j for _, j in pairs], dtype=np.int64),
        np.array([scores[i][j] for i, j in pairs], dtype=np.int64),
        np.array([costs[i][j] for i, j in pairs], dtype=np.int64),
        np.array(capacity, dtype=np.int64),
        **limits,
    )


def gains(problem: Problem, level: str, pairs: Array, chunk: Sequence[int] = ()) -> Array:
    """What each of ``pairs`` adds to a level that is a sum; the more the better.

    For ``leximin``, ``chunk`` holds some scores, worst first: one pair more at a worse score outweighs all at better
    ones.
    """
    if level == "served":
        return np.ones(len(pairs), dtype=np.int64)
    if level == "kept":
        kept = np.full(problem.mentees, -1)
        kept[list(problem.kept)] = list(problem.kept.values())
        return np.asarray(kept[problem.rows[pairs]] == problem.cols[pairs], dtype=np.int64)
    if level == "total":
        return problem.scores[pairs]
    if level == "cost":
        return -problem.costs[pairs]
    base = problem.mentees + 1
    weight = {score: -(base ** (len(chunk) - 1 - at)) for at, score in enumerate(chunk)}
    return np.array([weight.get(score, 0) for score in problem.scores[pairs].tolist()], dtype=object)


def value(problem: Problem, level: str, plan: Sequence[int]) -> int | tuple[int, ...] | None:
    """The value of a level for a plan.

    ``worst`` is the smallest score of a served mentee, ``None`` where nobody is served; ``leximin`` the scores of the
    served mentees, worst first (an unserved mentee counts below any score).
    """
    pairs = problem.chosen(plan)
    if level == "served":
        return len(pairs)
    if level == "kept":
        return sum(problem.kept.get(i) == j for i, j in enumerate(plan) if j >= 0)
    if level == "cost":
        return int(sum(problem.costs[pairs].tolist()))
    scores = sorted(problem.scores[pairs].tolist())
    if level == "worst":
        return scores[0] if scores else None
    return tuple(scores) if level == "leximin" else sum(scores)
