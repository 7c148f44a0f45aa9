"""The set of all best plans, kept as a smaller problem: its pairs, who must be served, which mentors must be full.

By complementary slackness exactly those plans are best that use only pairs whose price is met, serve every mentee
with a price, and fill every mentor with a price. So the next level of the objective is again a plain transportation
problem.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from cbt_cli.matching.fill import most_served
from cbt_cli.matching.problem import Array, Problem
from cbt_cli.matching.transport import Network, Priced, heaviest


@dataclass(frozen=True, eq=False)
class Face:
    """``pairs`` are the pairs of the plans that are left; each plan has all of ``serve`` served and all of ``full``
    full (true or false for each mentee and mentor)."""

    problem: Problem
    pairs: Array
    serve: Array
    full: Array

    @property
    def net(self) -> Network:
        """The face as a network."""
        problem = self.problem
        if len(self.pairs) == len(problem.rows):
            return Network(problem.rows, problem.cols, problem.capacity, self.serve, self.full)
        return Network(problem.rows[self.pairs], problem.cols[self.pairs], problem.capacity, self.serve, self.full)

    def best(self, gain: Array) -> tuple[Face, Priced] | None:
        """The plans of this face that gain most, and one of them with the prices that prove it."""
        net = self.net
        plainly = not self.full.any() and len(gain) and bool((gain == 1).all())
        priced = most_served(net, np.flatnonzero(self.serve).tolist()) if plainly else heaviest(net, gain)
        if priced is None or (priced.plan[self.serve] < 0).any():
            return None
        tight = gain == priced.u[net.rows] + priced.p[net.cols]
        left = self.pairs if tight.all() else self.pairs[tight]
        return Face(self.problem, left, self.serve | (priced.u > 0), self.full | (priced.p > 0)), priced

    def any_plan(self) -> Priced | None:
        """Some plan of this face."""
        return heaviest(self.net, np.zeros(len(self.pairs), dtype=np.int64))

    def above(self, score: int) -> Face:
        """The plans without a pair below ``score``."""
        return replace(self, pairs=self.pairs[self.problem.scores[self.pairs] >= score])

    def refusal(self) -> Priced | None:
        """Prices that prove that this face has no plan; ``None`` if it has one.

        Those to be served can be, and the places to be taken can be, each on its own: then both can be at once
        (Mendelsohn and Dulmage). Else one of the two has too little to choose from.
        """
        net = self.net
        for ours, needed in ((self.serve[net.rows], int(self.serve.sum())), (self.full[net.cols], None)):
            part = replace(net, rows=net.rows[ours], cols=net.cols[ours])
            found = most_served(part)
            wanted = int(net.capacity[self.full].sum()) if needed is None else needed
            if int((found.plan >= 0).sum()) < wanted:
                return found
        return None


def whole_face(problem: Problem) -> Face:
    """All plans that the capacities and locks allow."""
    serve = np.zeros(problem.mentees, dtype=bool)
    serve[list(problem.locked)] = True
    return Face(problem, problem.usable(), serve, np.zeros(len(problem.capacity), dtype=bool))
