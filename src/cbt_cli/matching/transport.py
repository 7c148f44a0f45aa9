"""Heaviest plan for pair weights: the transportation problem by shortest augmenting paths.

Kuhn's Hungarian method in the form of Jonker and Volgenant (Computing 38, 1987), with places instead of columns, the
choice to leave a mentee unserved, and mentees who must be served. The prices it ends with prove that no plan weighs
more; see ``check.py``. This module counts in Python's unlimited integers; ``quick.py`` does the same in 64 bits.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np

from cbt_cli.matching.problem import Array
from cbt_cli.matching.quick import TooLongError, quick_plan

SMALL = 4000
"""Pairs up to which the plain loop is as fast as 64-bit arrays."""
SHORT = 2**57
"""Weights up to which 64 bits are tried."""


@dataclass(frozen=True, eq=False)
class Network:
    """Pairs (by mentee) with the marks of the plans that count: all of ``serve`` served, all places of ``full`` taken.

    ``serve`` and ``full`` are true or false for each mentee and mentor. Every mentor of a pair has a place.
    """

    rows: Array
    cols: Array
    capacity: Array
    serve: Array
    full: Array


class Priced(NamedTuple):
    """A heaviest plan and its prices: ``weight <= u[mentee] + p[mentor]`` for all pairs; prices are at least 0, save
    those of marked mentees and mentors; ``sum(u) + sum(capacity * p)`` is the plan's weight."""

    plan: Array
    u: Array
    p: Array


def heaviest(net: Network, weights: Array) -> Priced | None:
    """The plan of greatest weight among those that keep the marks; ``None`` if there is none.

    That places of ``full`` are taken is brought about by a bonus so large that leaving one empty never pays.
    """
    if not len(weights):
        return None if net.serve.any() or net.full.any() else _nobody(net)
    most = max(abs(int(weights.min())), abs(int(weights.max())))
    enough = _bonus(net, weights) if net.full.any() else 0
    if len(weights) > SMALL and most <= SHORT and weights.dtype != object:
        bonus = min(enough, SHORT)
        try:
            quick = quick_plan(net.rows, net.cols, weights + bonus * net.full[net.cols], net.capacity, net.serve)
        except TooLongError:
            quick = None
        else:
            if quick is None:
                return None
            plan, u, p = quick
            if _filled(net, plan):
                return Priced(plan, u, p - bonus * net.full)
            if bonus == enough:
                return None
    return _unlimited(net, weights, enough)


def _nobody(net: Network) -> Priced:
    zero = np.zeros(len(net.serve), dtype=np.int64)
    return Priced(zero - 1, zero, np.zeros(len(net.capacity), dtype=np.int64))


def _bonus(net: Network, weights: Array) -> int:
    """More than any two plans can differ by: twice the largest weight of every mentee."""
    first = np.flatnonzero(np.diff(net.rows, prepend=-1))
    return 1 + 2 * sum(map(int, np.maximum.reduceat(np.abs(weights), first)))


def _filled(net: Network, plan: Array) -> bool:
    load = np.bincount(plan[plan >= 0], minlength=len(net.capacity))
    return bool((load == net.capacity)[net.full].all())


def _unlimited(net: Network, weights: Array, bonus: int) -> Priced | None:
    rows: list[dict[int, int]] = [{} for _ in net.serve]
    full = net.full.tolist()
    for i, j, w in zip(net.rows.tolist(), net.cols.tolist(), weights.tolist(), strict=True):
        rows[i][j] = w + bonus if full[j] else w
    tableau = _Tableau(rows, net.capacity.tolist(), net.serve.tolist())
    if not all(tableau.insert(mentee) for mentee in range(len(rows))):
        return None
    plan = np.array(tableau.plan, dtype=np.int64)
    if not _filled(net, plan):
        return None
    p = [price - bonus if full[j] else price for j, price in enumerate(tableau.p)]
    return Priced(plan, _shortest(tableau.u), _shortest(p))


def _shortest(numbers: list[int]) -> Array:
    fits = max((abs(number) for number in numbers), default=0) < 2**61
    return np.array(numbers, dtype=np.int64 if fits else object)


class _Tableau:
    def __init__(self, weights: list[dict[int, int]], capacity: list[int], serve: list[bool]) -> None:
        self.weights = weights
        self.capacity = capacity
        self.serve = serve
        self.plan = [-1] * len(weights)
        self.u = [0] * len(weights)
        self.p = [0] * len(capacity)
        self.held: list[set[int]] = [set() for _ in capacity]
        self._begin(-1)

    def _begin(self, start: int) -> None:
        self.best: int | None = None
        self.last = (start, -1)
        self.mentor_at: dict[int, int] = {}
        self.came_from: dict[int, int] = {}

    def insert(self, start: int) -> bool:
        """Serves ``start`` too, or leaves out whoever costs least; ``False`` if it must be served and cannot be.

        Distances are what a chain of moves loses against the prices.
        """
        row = self.weights[start]
        if not row:
            return not self.serve[start]
        top = max(w - self.p[mentor] for mentor, w in row.items())
        self.u[start] = top if self.serve[start] else max(0, top)
        self._begin(start)
        heap: list[tuple[int, int]] = []
        reached = {start: 0}
        wave = [start]
        while True:
            for mentee in wave:
                self._relax(mentee, reached[mentee] + self.u[mentee], heap)
            distance, mentor = self._nearest(heap, self.mentor_at)
            if mentor < 0 or (self.best is not None and distance >= self.best):
                break
            wave = [mentee for mentee in self.held[mentor] if mentee not in reached]
            reached.update(dict.fromkeys(wave, distance))
        if self.best is None:
            return False
        self._reprice(self.best, reached, self.mentor_at)
        self._move(start, self.last, self.came_from)
        return True

    def _relax(self, mentee: int, base: int, heap: list[tuple[int, int]]) -> None:
        """Looks where the mentee could move: out, to a free place, or to a taken one, whose holder moves on."""
        best = self.best
        if not self.serve[mentee] and (best is None or base < best):
            best, self.last = base, (mentee, -1)
        for mentor, w in self.weights[mentee].items():
            distance = base + self.p[mentor] - w
            if best is not None and distance >= best:
                continue
            if len(self.held[mentor]) < self.capacity[mentor]:
                best, self.last = distance, (mentee, mentor)
            elif mentor not in self.mentor_at or distance < self.mentor_at[mentor]:
                self.mentor_at[mentor] = distance
                self.came_from[mentor] = mentee
                heappush(heap, (distance, mentor))
        self.best = best

    @staticmethod
    def _nearest(heap: list[tuple[int, int]], mentor_at: dict[int, int]) -> tuple[int, int]:
        while heap:
            distance, mentor = heappop(heap)
            if mentor_at[mentor] == distance:
                return distance, mentor
        return 0, -1

    def _reprice(self, best: int, reached: dict[int, int], mentor_at: dict[int, int]) -> None:
        for mentee, distance in reached.items():
            self.u[mentee] -= best - distance
        for mentor, distance in mentor_at.items():
            if distance < best:
                self.p[mentor] += best - distance

    def _move(self, start: int, last: tuple[int, int], came_from: dict[int, int]) -> None:
        """Moves everybody on the chain: the last mentee to its mentor (or out), and so on back to ``start``."""
        mentee, mentor = last
        while True:
            left = self.plan[mentee]
            if left >= 0:
                self.held[left].discard(mentee)
            self.plan[mentee] = mentor
            if mentor >= 0:
                self.held[mentor].add(mentee)
            if mentee == start:
                return
            mentor, mentee = left, came_from[left]
