"""Best plan for pair weights: the transportation problem by shortest augmenting paths, in Python's exact integers.

Kuhn's Hungarian method in the form of Jonker and Volgenant (Computing 38, 1987), with places instead of columns and
with the choice to leave a mentee unserved. The prices it ends with prove that no plan weighs more; see ``check.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from cbt_cli.matching.problem import Numbers


@dataclass(frozen=True, slots=True)
class Priced:
    """A heaviest plan and its prices: ``weight <= u[mentee] + p[mentor]`` for all pairs, all prices at least 0, and
    ``sum(u) + sum(capacity * p)`` is the plan's weight."""

    plan: tuple[int, ...]
    u: tuple[int, ...]
    p: tuple[int, ...]


def heaviest(weights: Sequence[Numbers], capacity: Sequence[int]) -> Priced:
    """The plan of greatest weight; mentees one after the other, each by a cheapest chain of moves. Every mentor in
    ``weights`` has at least one place."""
    tableau = _Tableau(weights, capacity)
    for mentee in range(len(weights)):
        tableau.insert(mentee)
    return Priced(tuple(tableau.plan), tuple(tableau.u), tuple(tableau.p))


class _Tableau:
    def __init__(self, weights: Sequence[Numbers], capacity: Sequence[int]) -> None:
        self.weights = weights
        self.capacity = capacity
        self.plan = [-1] * len(weights)
        self.u = [0] * len(weights)
        self.p = [0] * len(capacity)
        self.held: list[set[int]] = [set() for _ in capacity]

    def insert(self, start: int) -> None:
        """Serves ``start`` too, or leaves out whoever costs least. Distances are what a chain loses against the
        prices."""
        p, u = self.p, self.u
        u[start] = max(0, max((w - p[mentor] for mentor, w in self.weights[start].items()), default=0))
        reached = {start: 0}
        mentor_at: dict[int, int] = {}
        came_from: dict[int, int] = {}
        heap: list[tuple[int, int]] = []
        best, last_mentee, last_mentor = u[start], start, -1
        wave = [start]
        while True:
            for mentee in wave:
                base = reached[mentee] + u[mentee]
                if base < best:
                    best, last_mentee, last_mentor = base, mentee, -1
                for mentor, w in self.weights[mentee].items():
                    distance = base + p[mentor] - w
                    if distance < best and distance < mentor_at.get(mentor, best):
                        mentor_at[mentor] = distance
                        came_from[mentor] = mentee
                        heappush(heap, (distance, mentor))
            distance, mentor = self._nearest(heap, mentor_at)
            if mentor < 0 or distance >= best:
                break
            if len(self.held[mentor]) < self.capacity[mentor]:
                best, last_mentee, last_mentor = distance, came_from[mentor], mentor
                break
            wave = [mentee for mentee in self.held[mentor] if mentee not in reached]
            reached.update(dict.fromkeys(wave, distance))
        self._reprice(best, reached, mentor_at)
        self._move(start, last_mentee, last_mentor, came_from)

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

    def _move(self, start: int, mentee: int, mentor: int, came_from: dict[int, int]) -> None:
        """Moves everybody on the chain: the last mentee to ``mentor`` (or out), and so on back to ``start``."""
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
