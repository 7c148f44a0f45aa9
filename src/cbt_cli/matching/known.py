"""Plans found on the way: each holds many pairs, and a search for a pair begins with the best plan that has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cbt_cli.matching.problem import Problem, value

NOTHING = -(2**62)


class Known:
    """Pair → the best plan so far that has it."""

    def __init__(self, problem: Problem, objective: Sequence[str]) -> None:
        self._problem, self._objective = problem, objective
        self._plans: dict[tuple[int, int], Sequence[int]] = {}

    def learn(self, plan: Sequence[int]) -> None:
        """Keeps the plan for every pair of which no better one is known."""
        rank = self._rank(plan)
        for pair in enumerate(plan):
            known = self._plans.get(pair)
            if known is None or rank > self._rank(known):
                self._plans[pair] = plan

    def plan(self, pair: tuple[int, int]) -> Sequence[int] | None:
        """The best plan so far that has the pair."""
        return self._plans.get(pair)

    def _rank(self, plan: Sequence[int]) -> tuple[Any, ...]:
        """The plan's levels, each the more the better."""
        found: list[Any] = []
        for level in self._objective:
            reached: Any = value(self._problem, level, plan)
            found.append(NOTHING if reached is None else -reached if level == "cost" else reached)
        return tuple(found)
