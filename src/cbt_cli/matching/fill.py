"""How many can be served at all, weights aside: augmenting paths, and the closed circle that proves there are no
more."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cbt_cli.matching.transport import Network, Priced


def most_served(net: Network, first: Sequence[int] = ()) -> Priced:
    """A plan that serves as many as possible, each of ``first`` if that can be; and prices of 0 and 1 that prove it.

    The prices are König's: whoever competes for the places that no search could free has price 0, those places 1.
    The marks of ``net`` are not looked at.
    """
    filling = _Filling(net)
    degrees = np.diff(filling.ends)
    urgent = set(first)
    order = sorted(range(len(net.serve)), key=lambda i: (i not in urgent, degrees[i], i))
    for mentee in order:
        filling.insert(mentee)
    plan = np.array(filling.plan, dtype=np.int64)
    closed = filling.closed
    u = np.ones(len(plan), dtype=np.int64)
    u[plan < 0] = 0
    u[plan >= 0] -= closed[plan[plan >= 0]]
    return Priced(plan, u, closed.astype(np.int64))


class _Filling:
    def __init__(self, net: Network) -> None:
        self.cols = net.cols
        self.ends = np.searchsorted(net.rows, np.arange(len(net.serve) + 1))
        self.capacity = net.capacity.tolist()
        self.plan = [-1] * len(net.serve)
        self.held: list[list[int]] = [[] for _ in self.capacity]
        self.free = net.capacity > 0
        self.closed = np.zeros(len(self.capacity), dtype=bool)
        """Mentors from whom no chain of moves leads to a free place."""

    def insert(self, start: int) -> None:
        """Serves ``start`` by the shortest chain of moves; closes the mentors that were reached if there is none."""
        seen = self.closed.copy()
        came: dict[int, int] = {}
        wave = [start]
        while wave:
            onward: list[int] = []
            for mentee in wave:
                row = self.cols[self.ends[mentee] : self.ends[mentee + 1]]
                free = self.free[row]
                if free.any():
                    self._move(start, mentee, int(row[int(free.argmax())]), came)
                    return
                new = row[~seen[row]]
                seen[new] = True
                came.update(dict.fromkeys(new.tolist(), mentee))
                onward += [holder for mentor in new.tolist() for holder in self.held[mentor]]
            wave = onward
        self.closed = seen

    def _move(self, start: int, mentee: int, mentor: int, came: dict[int, int]) -> None:
        while True:
            left = self.plan[mentee]
            if left >= 0:
                self.held[left].remove(mentee)
            self.plan[mentee] = mentor
            self.held[mentor].append(mentee)
            self.free[mentor] = len(self.held[mentor]) < self.capacity[mentor]
            if mentee == start:
                return
            mentor, mentee = left, came[left]
