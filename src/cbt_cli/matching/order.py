"""Among plans that are equal in every level, the first in order: the first mentee gets its first mentor, and so on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from cbt_cli.matching.face import Face

OUTSIDE = -1
"""Stands for being unserved, and for an empty place."""


def first_in_order(face: Face, plan: Sequence[int]) -> tuple[int, ...]:
    """The plan of the face whose mentors, read in the order of the mentees, are lexicographically first (none comes
    last).

    ``plan`` is any plan of the face. For each mentee in turn: moving it to an earlier mentor must be closed by a
    chain of moves of later mentees back to where it came from.
    """
    walk = _Moves(face, list(plan))
    for mentee in range(len(plan)):
        here = walk.plan[mentee]
        dead: set[int] = set()
        for mentor in walk.row(mentee):
            if mentor == here:
                break
            chain = walk.chain(mentor, here, mentee, dead)
            if chain is not None:
                walk.apply(mentee, mentor, chain)
                break
    return tuple(walk.plan)


Step = tuple[int, int | None]
"""Where a seat in excess goes next, and which mentee moves (``None``: an empty place takes the part)."""


class _Moves:
    def __init__(self, face: Face, plan: list[int]) -> None:
        problem = face.problem
        self.plan = plan
        self.cols = problem.cols[face.pairs]
        self.ends = np.searchsorted(problem.rows[face.pairs], np.arange(problem.mentees + 1)).tolist()
        self.serve, self.full = face.serve.tolist(), face.full.tolist()
        self.capacity = problem.capacity.tolist()
        self.rows: dict[int, list[int]] = {}
        self.held: dict[int, set[int]] = {OUTSIDE: set()}
        for mentee, mentor in enumerate(plan):
            self.held.setdefault(mentor, set()).add(mentee)

    def row(self, mentee: int) -> list[int]:
        """The mentors that the mentee may have, in order."""
        if mentee not in self.rows:
            self.rows[mentee] = self.cols[self.ends[mentee] : self.ends[mentee + 1]].tolist()
        return self.rows[mentee]

    def chain(self, start: int, goal: int, after: int, dead: set[int]) -> list[tuple[int, Step]] | None:
        """Moves of mentees later than ``after`` that carry a seat in excess from ``start`` to ``goal``; ``None`` if
        there are none. ``dead`` collects the places from which none lead there."""
        if start in dead:
            return None
        path: list[tuple[int, Step]] = []
        dead.add(start)
        stack = [(start, self._onward(start, goal, after, dead))]
        while stack:
            place, onward = stack[-1]
            step = next(onward, None)
            if step is None:
                stack.pop()
                if path:
                    path.pop()
                continue
            path.append((place, step))
            if step[0] == goal:
                return path
            dead.add(step[0])
            stack.append((step[0], self._onward(step[0], goal, after, dead)))
        return None

    def _onward(self, place: int, goal: int, after: int, dead: set[int]) -> Iterator[Step]:
        """Where a seat in excess can go from a place; the goal itself first."""
        movers = sorted(mentee for mentee in self.held.get(place, ()) if mentee > after)
        if place == OUTSIDE:
            yield from self._from_outside(goal, movers, dead)
            return
        if OUTSIDE not in dead:
            if len(self.held.get(place, ())) < self.capacity[place]:
                yield OUTSIDE, None
            for mentee in movers:
                if not self.serve[mentee] and OUTSIDE not in dead:
                    yield OUTSIDE, mentee
        for mentee in movers:
            for mentor in self.row(mentee):
                if mentor != place and mentor not in dead:
                    yield mentor, mentee

    def _from_outside(self, goal: int, movers: list[int], dead: set[int]) -> Iterator[Step]:
        if goal != OUTSIDE and not self.full[goal]:
            yield goal, None
        for mentee in movers:
            for mentor in self.row(mentee):
                if mentor not in dead:
                    yield mentor, mentee
        for mentor in sorted(self.held):
            if mentor not in dead and mentor != OUTSIDE and not self.full[mentor]:
                yield mentor, None

    def apply(self, mentee: int, target: int, chain: list[tuple[int, Step]]) -> None:
        """Moves ``mentee`` to ``target`` and everybody on the chain one step on."""
        self._move(mentee, target)
        for _, (onward, mover) in chain:
            if mover is not None:
                self._move(mover, onward)

    def _move(self, mentee: int, place: int) -> None:
        self.held[self.plan[mentee]].discard(mentee)
        self.plan[mentee] = place
        self.held.setdefault(place, set()).add(mentee)
