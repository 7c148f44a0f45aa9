"""Larger instances against another library's solver (OR-Tools' CP-SAT, which counts in whole numbers): same optimum."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from cbt_cli.matching.best import best_plan
from cbt_cli.matching.problem import Problem, pose

cp_model: Any = pytest.importorskip("ortools.sat.python.cp_model", reason="OR-Tools is not installed")


def instance(seed: int, *, limited: bool) -> Problem:
    """Scores in tenths with ties, 40 % of the pairs allowed; limits: budget, countries, least loads, a lock."""
    random = np.random.default_rng(seed)
    mentees, mentors = (12, 24) if limited else (40, 70)
    scores = [
        {j: int(random.integers(-4, 20)) * 25 for j in range(mentors) if random.random() < 0.4} for _ in range(mentees)
    ]
    price = random.integers(60, 311, mentors).tolist()
    costs = [{j: price[j] for j in row} for row in scores]
    capacity = random.integers(0, 4, mentors).tolist()
    if not limited:
        return pose(scores, capacity, costs)
    countries = random.integers(0, 4, mentors)
    groups = tuple((frozenset(np.flatnonzero(countries == country).tolist()), 2) for country in (0, 1))
    locked = {0: next(j for j in scores[0] if capacity[j] > 1)}
    least = int(random.integers(0, 3))
    return pose(scores, capacity, costs, budget=mentees * 140, groups=groups, least=least, locked=locked)


class Whole:
    """The whole model as it stands: a variable for each pair, one for each mentor who has anybody."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.model = problem, cp_model.CpModel()
        self.pairs = list(zip(problem.rows.tolist(), problem.cols.tolist(), strict=True))
        self.x = [self.model.new_bool_var(f"{i} {j}") for i, j in self.pairs]
        engaged = [self.model.new_bool_var(f"{j}") for j in range(len(problem.capacity))]
        for i in range(problem.mentees):
            self.model.add_at_most_one(x for x, pair in zip(self.x, self.pairs, strict=True) if pair[0] == i)
        for j, places in enumerate(problem.capacity.tolist()):
            load = sum(x for x, pair in zip(self.x, self.pairs, strict=True) if pair[1] == j)
            self.model.add(load <= places * engaged[j])
            self.model.add(load >= max(1, problem.least) * engaged[j])
        for group, most in problem.groups:
            self.model.add(sum(engaged[j] for j in group) <= most)
        for pair in problem.locked.items():
            self.model.add(self.x[self.pairs.index(pair)] == 1)
        if problem.budget is not None:
            self.model.add(self.total(problem.costs.tolist()) <= problem.budget)

    def total(self, weights: list[int]) -> Any:
        """The sum of the chosen pairs' weights."""
        return sum(weight * x for weight, x in zip(weights, self.x, strict=True))

    def best(self, aim: Any) -> int | None:
        """The greatest value of ``aim``, which is kept from then on; ``None`` if there is no plan."""
        self.model.maximize(aim)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        if solver.solve(self.model) != cp_model.OPTIMAL:
            return None
        reached = round(solver.objective_value)
        self.model.add(aim >= reached)
        return reached

    def levels(self, objective: tuple[str, ...]) -> dict[str, Any]:
        """Each level at its best, given the ones before."""
        found: dict[str, Any] = {}
        scores = self.problem.scores.tolist()
        for level in objective:
            if level == "served":
                found[level] = self.best(sum(self.x))
            elif level == "worst":
                floor = self.model.new_int_var(min(scores), max(scores), "floor")
                for x, score in zip(self.x, scores, strict=True):
                    self.model.add(floor <= score).only_enforce_if(x)
                found[level] = self.best(floor)
            elif level == "leximin":
                for score in sorted(set(scores)):
                    self.best(-self.total([int(each == score) for each in scores]))
            elif level == "cost":
                dear = self.best(-self.total(self.problem.costs.tolist()))
                found[level] = None if dear is None else -dear
            else:
                found[level] = self.best(self.total(scores))
        return found


OBJECTIVES = [("served", "worst", "total", "cost"), ("total", "cost", "served"), ("served", "leximin", "cost")]


@pytest.mark.parametrize("objective", OBJECTIVES, ids=" ".join)
@pytest.mark.parametrize("limited", [False, True], ids=["places", "limits"])
@pytest.mark.parametrize("seed", range(3))
def test_another_solver_finds_the_same_optimum(seed: int, *, limited: bool, objective: tuple[str, ...]) -> None:
    """Every level's value, with nothing but places and with every limit at once."""
    problem = instance(seed, limited=limited)
    theirs, ours = Whole(problem).levels(objective), best_plan(problem, objective)
    assert ours.status == ("optimal" if None not in theirs.values() else "infeasible")
    assert {level: ours.levels[level] for level in theirs} == theirs
