"""The set of all best plans, kept as a smaller problem: its pairs, who must be served, which mentors must be full.

By complementary slackness exactly those plans are best that use only pairs whose price is met, serve every mentee
with a price, and fill every mentor with a price. So the next level of the objective is again a plain transportation
problem.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cbt_cli.matching.problem import Numbers, Problem
from cbt_cli.matching.transport import Priced, heaviest


@dataclass(frozen=True, slots=True)
class Face:
    """``pairs``: mentee → mentor → score, of the plans that are left; each has at least ``serve`` served and ``full``
    full."""

    pairs: list[dict[int, int]]
    serve: frozenset[int] = frozenset()
    full: frozenset[int] = frozenset()

    def marked(self, gain: Sequence[Numbers]) -> list[dict[int, int]]:
        """``gain`` with so much on top for each mark that breaking one never pays."""
        mark = 1 + 2 * sum(max((abs(g) for g in row.values()), default=0) for row in gain)
        return [
            {mentor: g + mark * ((mentee in self.serve) + (mentor in self.full)) for mentor, g in row.items()}
            for mentee, row in enumerate(gain)
        ]

    def kept(self, plan: Sequence[int], capacity: Sequence[int]) -> bool:
        """Whether the plan serves and fills whom it must."""
        load = [0] * len(capacity)
        for mentor in plan:
            if mentor >= 0:
                load[mentor] += 1
        return all(plan[mentee] >= 0 for mentee in self.serve) and all(load[j] == capacity[j] for j in self.full)

    def best(self, gain: Sequence[Numbers], capacity: Sequence[int]) -> tuple[Face, Priced]:
        """The plans of this face that gain most, and one of them with the prices that prove it."""
        weights = self.marked(gain)
        priced = heaviest(weights, capacity)
        return narrowed(self.pairs, weights, priced), priced

    def above(self, score: int) -> Face:
        """The plans without a pair below ``score``."""
        return Face([{j: s for j, s in row.items() if s >= score} for row in self.pairs], self.serve, self.full)


def whole_face(problem: Problem) -> Face:
    """All plans that the capacities and locks allow."""
    return Face(problem.allowed(), frozenset(problem.locked))


def narrowed(pairs: Sequence[Numbers], weights: Sequence[Numbers], priced: Priced) -> Face:
    """The face of all plans as heavy as the prices allow."""
    u, p = priced.u, priced.p
    tight = [{j: score for j, score in row.items() if weights[i][j] == u[i] + p[j]} for i, row in enumerate(pairs)]
    return Face(
        tight,
        frozenset(i for i, price in enumerate(u) if price > 0),
        frozenset(j for j, price in enumerate(p) if price > 0),
    )
