"""Shortest augmenting paths on 64-bit arrays: a mentee's whole row in one step. Same method as ``transport.py``."""

from __future__ import annotations

import numpy as np

from cbt_cli.matching.problem import Array

FAR = 2**60
"""Beyond any distance that may occur; reaching it means that 64 bits are too short."""
ABSENT = -(2**61)
"""Weight of a pair that is not there, where rows are stored whole."""
DENSE = 0.2
"""Share of pairs from which rows are stored whole."""


class TooLongError(ArithmeticError):
    """The numbers outgrow 64 bits."""


def quick_plan(
    rows: Array, cols: Array, weights: Array, capacity: Array, serve: Array
) -> tuple[Array, Array, Array] | None:
    """Plan, mentees' prices and mentors' prices of greatest weight; ``None`` if somebody of ``serve`` cannot be."""
    tableau = _Tableau(rows, cols, weights, capacity, serve)
    if not all(tableau.insert(mentee) for mentee in tableau.begin(rows)):
        return None
    return np.array(tableau.plan, dtype=np.int64), tableau.u, tableau.p


class _Tableau:
    def __init__(self, rows: Array, cols: Array, weights: Array, capacity: Array, serve: Array) -> None:
        mentees, mentors = len(serve), len(capacity)
        self.ends = np.searchsorted(rows, np.arange(mentees + 1)).tolist()
        self.cols, self.weights = cols, np.ascontiguousarray(weights)
        self.whole: Array | None = None
        if len(rows) >= DENSE * mentees * mentors:
            self.whole = np.full((mentees, mentors), ABSENT, dtype=np.int64)
            self.whole[rows, cols] = weights
        self.capacity, self.serve = capacity.tolist(), serve.tolist()
        self.plan = [-1] * mentees
        self.u = np.zeros(mentees, dtype=np.int64)
        self.p = np.zeros(mentors, dtype=np.int64)
        self.held: list[list[int]] = [[] for _ in range(mentors)]
        self.taken = capacity <= 0
        """Mentors whose places are all taken."""
        self.near = np.full(mentors, FAR, dtype=np.int64)
        """Distance to each mentor in the search that goes on."""
        self.open = self.near.copy()
        """The same, ``FAR`` once it is settled."""
        self.came = np.zeros(mentors, dtype=np.int64)

    def begin(self, rows: Array) -> list[int]:
        """Gives everybody their heaviest mentor, first come, first served; the others are left over."""
        first = np.flatnonzero(np.diff(rows, prepend=-1))
        top = np.zeros(len(self.serve), dtype=np.int64)
        top[rows[first]] = np.maximum.reduceat(self.weights, first)
        wanted = np.flatnonzero(self.weights == top[rows])
        wanted = wanted[np.flatnonzero(np.diff(rows[wanted], prepend=-1))]
        left = {mentee: None for mentee, must in enumerate(self.serve) if must}
        left |= dict.fromkeys(rows[wanted].tolist())
        for mentee, mentor, weight in zip(
            rows[wanted].tolist(), self.cols[wanted].tolist(), top[rows[wanted]].tolist(), strict=True
        ):
            if self.taken[mentor] or (weight < 0 and not self.serve[mentee]):
                continue
            self.u[mentee] = weight
            self.plan[mentee] = mentor
            self.held[mentor].append(mentee)
            self.taken[mentor] = len(self.held[mentor]) >= self.capacity[mentor]
            del left[mentee]
        return sorted(left)

    def _row(self, mentee: int) -> tuple[Array | slice, Array]:
        if self.whole is not None:
            return slice(None), self.whole[mentee]
        row = slice(self.ends[mentee], self.ends[mentee + 1])
        return self.cols[row], self.weights[row]

    def insert(self, start: int) -> bool:
        """Serves ``start`` too, or leaves out whoever costs least; ``False`` if it must be served and cannot be."""
        if self.ends[start] == self.ends[start + 1]:
            return not self.serve[start]
        at, row = self._row(start)
        top = int((row - self.p[at]).max())
        self.u[start] = top if self.serve[start] else max(0, top)
        self.touched: list[Array] = []
        self.best, self.last = FAR, (start, -1)
        reached, settled = {start: 0}, list[tuple[int, int]]()
        wave = [start]
        while True:
            for mentee in wave:
                self._relax(mentee, reached[mentee])
            mentor = int(self.open.argmin())
            distance = int(self.open[mentor])
            if distance >= self.best:
                break
            self.open[mentor] = FAR
            settled.append((mentor, distance))
            wave = self.held[mentor]
            reached.update(dict.fromkeys(wave, distance))
        for mentors in self.touched:
            self.near[mentors] = self.open[mentors] = FAR
        if self.last[1] < 0 and self.serve[self.last[0]]:
            return False
        for mentee, distance in reached.items():
            self.u[mentee] -= self.best - distance
        for mentor, distance in settled:
            self.p[mentor] += self.best - distance
        if max(abs(int(self.u[start])), self.best) >= FAR // 4:
            raise TooLongError
        self._move(start)
        return True

    def _relax(self, mentee: int, distance: int) -> None:
        """Looks where the mentee could move: out, to a free place, or to a taken one, whose holder moves on."""
        base = distance + int(self.u[mentee])
        if not self.serve[mentee] and base < self.best:
            self.best, self.last = base, (mentee, -1)
        at, row = self._row(mentee)
        there = base + self.p[at] - row
        taken = self.taken[at]
        free = np.where(taken, FAR, there)
        nearest = int(free.argmin())
        if free[nearest] < self.best:
            self.best = int(free[nearest])
            self.last = (mentee, nearest if isinstance(at, slice) else int(at[nearest]))
        closer = np.flatnonzero(taken & (there < self.best))
        if not len(closer):
            return
        mentors = closer if isinstance(at, slice) else at[closer]
        there = there[closer]
        fewer = there < self.near[mentors]
        mentors, there = mentors[fewer], there[fewer]
        self.near[mentors] = self.open[mentors] = there
        self.came[mentors] = mentee
        self.touched.append(mentors)

    def _move(self, start: int) -> None:
        """Moves everybody on the chain: the last mentee to its mentor (or out), and so on back to ``start``."""
        mentee, mentor = self.last
        while True:
            left = self.plan[mentee]
            if left >= 0:
                self.held[left].remove(mentee)
                self.taken[left] = False
            self.plan[mentee] = mentor
            if mentor >= 0:
                self.held[mentor].append(mentee)
                self.taken[mentor] = len(self.held[mentor]) >= self.capacity[mentor]
            if mentee == start:
                return
            mentor, mentee = left, int(self.came[left])
