"""The two searches under limits, our own and the solver's, find the same on problems too large to try all plans."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from cbt_cli.matching import assign, closing, tree
from cbt_cli.matching.best import best_plan
from cbt_cli.matching.check import faults
from cbt_cli.matching.problem import Problem

OBJECTIVES = (("served", "worst", "total", "cost"), ("served", "leximin", "cost"), ("total", "cost", "served"))


def problem(seed: int) -> Problem:
    """12 mentees, 24 mentors, two thirds of the pairs, three countries, a budget that pays for three quarters."""
    random = np.random.default_rng(seed)
    rows, cols = np.nonzero(random.random((12, 24)) < 0.66)
    prices = random.integers(60, 311, 24) * 10
    groups = tuple((frozenset(range(first, 24, 3)), 3) for first in range(3))
    locked = {int(rows[0]): int(cols[0])} if seed % 2 else {}
    return Problem(
        12, rows, cols, random.integers(200, 1000, len(rows)), prices[cols], random.integers(1, 4, 24),
        budget=int(np.sort(prices)[:12].sum()), groups=groups, least=seed % 3, locked=locked,
    )  # fmt: skip


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("seed", range(6))
def test_both_searches_find_the_same_values(
    seed: int, objective: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every level is the same, and so is the plan, which is the first in order."""
    ours = best_plan(problem(seed), objective)
    monkeypatch.setattr(tree, "STEPS", 3)
    assert best_plan(problem(seed), objective) == ours  # given up, so that the solver's search ends it
    monkeypatch.setattr(closing, "FEW", -1)
    assert best_plan(problem(seed), objective) == ours
    assert ours.status == "infeasible" or not faults(problem(seed), ours.plan)


def test_numbers_too_long_for_the_linear_program_are_left_to_the_solver() -> None:
    """Scores of 53 binary places: the total is that of an exhaustive search, as near as floats can tell."""
    random = np.random.default_rng(3)
    scores, cost = random.random((4, 5)), random.integers(1, 9, 5)
    budget = int(np.sort(cost)[:4].sum()) + 2
    found = assign(scores, np.ones(5, dtype=int), cost=cost, budget=budget, objective=("served", "total"))
    plans = [plan for plan in itertools.permutations(range(5), 4) if sum(cost[list(plan)]) <= budget]
    assert found.levels["served"] == 4
    assert found.levels["total"] == pytest.approx(max(sum(scores[range(4), plan]) for plan in plans), abs=1e-9)
