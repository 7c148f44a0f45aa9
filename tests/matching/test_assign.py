"""The solver: exact in every level, deterministic, and proved."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cbt_cli.matching import assign, closing, transport
from cbt_cli.matching.best import best_plan
from cbt_cli.matching.check import faults
from cbt_cli.matching.problem import Problem, pose, value

OBJECTIVES = [
    ("served", "worst", "total", "cost"),
    ("served", "leximin", "cost"),
    ("served", "total", "worst"),
    ("served", "cost", "total"),
    ("worst", "served", "cost"),
    ("worst", "total"),
    ("total", "cost"),
    ("total", "leximin"),
    ("leximin",),
    ("cost",),
]
NOBODY = -(10**9)


def merit(problem: Problem, plan: Sequence[int], objective: Sequence[str]) -> tuple[Any, ...]:
    """What a plan is compared by: its levels, the more the better, then its order."""
    found: list[Any] = []
    for level in objective:
        reached: Any = value(problem, level, plan)
        if level == "leximin":
            reached = (NOBODY,) * (len(plan) - len(reached)) + reached
        elif level == "cost":
            reached = -reached
        found.append(NOBODY if reached is None else reached)
    return (*found, tuple(-mentor if mentor >= 0 else NOBODY for mentor in plan))


def exhaustive(problem: Problem, objective: Sequence[str]) -> tuple[int, ...] | None:
    """The best plan by trying all."""
    plans = itertools.product(range(-1, len(problem.capacity)), repeat=problem.mentees)
    allowed = [plan for plan in plans if not faults(problem, plan)]
    return max(allowed, key=lambda plan: merit(problem, plan, objective), default=None)


@st.composite
def problems(draw: st.DrawFn, limited: bool) -> Problem:
    """Small problems with many ties, forbidden pairs, mentors without a place, and locks."""
    mentees, mentors = draw(st.integers(1, 4 if limited else 5)), draw(st.integers(1, 4))
    pair = st.one_of(st.none(), st.integers(-2, 4))
    table = draw(st.lists(st.lists(pair, min_size=mentors, max_size=mentors), min_size=mentees, max_size=mentees))
    scores = tuple({j: score for j, score in enumerate(row) if score is not None} for row in table)
    costs = tuple({j: draw(st.integers(0, 4)) for j in row} for row in scores)
    capacity = tuple(draw(st.lists(st.integers(0, 3), min_size=mentors, max_size=mentors)))
    pairs = [(i, j) for i, row in enumerate(scores) for j in row]
    locked = dict(draw(st.lists(st.sampled_from(pairs), max_size=2))) if pairs else {}
    if not limited:
        return pose(scores, capacity, costs, locked=locked)
    budget = draw(st.one_of(st.none(), st.integers(0, 9)))
    group = draw(st.frozensets(st.integers(0, mentors - 1), max_size=mentors))
    groups = ((group, draw(st.integers(0, 2))),) if group else ()
    least = draw(st.sampled_from([0, 2]))
    return pose(scores, capacity, costs, budget=budget, groups=groups, least=least, locked=locked)


@settings(max_examples=150, deadline=None)
@given(problems(limited=False), st.sampled_from(OBJECTIVES))
def test_without_limits_the_plan_is_the_best_of_all_plans(problem: Problem, objective: tuple[str, ...]) -> None:
    """Every level and the order among equals are those of an exhaustive search."""
    expected = exhaustive(problem, objective)
    best = best_plan(problem, objective)
    assert (best.status, best.plan if expected else None) == ("optimal" if expected else "infeasible", expected)


def test_a_plan_that_serves_more_at_no_gain_comes_first() -> None:
    """Without a level that counts the served, one more at 0 points is earlier in the order, not the same plan."""
    problem = pose([{}, {}, {3: 0}, {2: 0}], [0, 0, 1, 1], [{}, {}, {3: 0}, {2: 0}], locked={2: 3})
    assert best_plan(problem, ("worst", "total")).plan == (-1, -1, 3, 2)


@settings(max_examples=50, deadline=None)
@given(problems(limited=True), st.sampled_from(OBJECTIVES))
def test_with_limits_the_plan_is_the_best_of_all_plans(problem: Problem, objective: tuple[str, ...]) -> None:
    """A budget, a country's share, least loads and locks together: still exactly the best, in order."""
    expected = exhaustive(problem, objective)
    best = best_plan(problem, objective)
    assert (best.status, best.plan if expected else None) == ("optimal" if expected else "infeasible", expected)


@settings(max_examples=80, deadline=None)
@given(problems(limited=False), st.sampled_from(OBJECTIVES[:4]))
def test_64_bit_arrays_find_what_unlimited_integers_find(problem: Problem, objective: tuple[str, ...]) -> None:
    """The quick way that large problems take, on small ones: the same plan, proved."""
    slow = best_plan(problem, objective)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(transport, "SMALL", -1)
        assert best_plan(problem, objective) == slow


@settings(max_examples=40, deadline=None)
@given(problems(limited=True), st.sampled_from(OBJECTIVES[:4]))
def test_pairs_left_aside_by_prices_are_in_no_best_plan(problem: Problem, objective: tuple[str, ...]) -> None:
    """The narrowing that large problems go through, on small ones: still exactly the best."""
    expected = exhaustive(problem, objective)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(closing, "FEW", -1)
        patched.setattr(closing, "MANY", 0)
        patched.setattr(closing, "NARROW", 1)
        best = best_plan(problem, objective)
    assert (best.status, best.plan if expected else None) == ("optimal" if expected else "infeasible", expected)


@settings(max_examples=60, deadline=None)
@given(problems(limited=True), st.sampled_from(OBJECTIVES), st.booleans())
def test_a_forced_pair_falls_short_as_the_exhaustive_search_says(
    problem: Problem, objective: tuple[str, ...], many: bool
) -> None:
    """Every level up to the first that suffers is exact, with a plan to begin with and without."""
    best = exhaustive(problem, objective)
    if best is None:
        return
    hoped = {level: value(problem, level, best) for level in objective}
    known = None
    for at in problem.usable().tolist():
        pair = int(problem.rows[at]), int(problem.cols[at])
        forced = replace(problem, locked={**problem.locked, pair[0]: pair[1]})
        expected = exhaustive(forced, objective)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(closing, "FEW", -1 if many else 1000)
            patched.setattr(closing, "MANY", 0)
            found = best_plan(forced, objective, hoped=hoped, start=known)
        assert found.status == ("optimal" if expected else "infeasible")
        if expected is not None:
            known = found.plan
            assert not faults(forced, found.plan)
            assert first_short(forced, objective, hoped, found.plan) == first_short(forced, objective, hoped, expected)


def first_short(problem: Problem, objective: Sequence[str], hoped: dict[str, Any], plan: Sequence[int]) -> Any:
    """The first level in which a plan is not what was hoped for, and what it reaches there; of ``leximin`` how many
    are served, or the first of the worst served who loses."""
    for level in objective:
        reached = value(problem, level, plan)
        if reached != hoped[level]:
            if level != "leximin":
                return level, reached
            fewer = len(reached) - len(hoped[level])
            return level, fewer or next((at, a) for at, (a, b) in enumerate(zip(reached, hoped[level])) if a != b)  # noqa: B905
    return None


@settings(max_examples=40, deadline=None)
@given(problems(limited=False), st.randoms(use_true_random=False))
def test_the_values_do_not_depend_on_the_order_of_rows_and_columns(problem: Problem, random: Any) -> None:
    """Mentees and mentors in another order give the same value in every level."""
    mentees, mentors = list(range(problem.mentees)), list(range(len(problem.capacity)))
    random.shuffle(mentees)
    random.shuffle(mentors)
    new = {old: at for at, old in enumerate(mentors)}
    at = {pair: where for where, pair in enumerate(zip(problem.rows.tolist(), problem.cols.tolist(), strict=True))}
    rows: list[dict[int, int]] = [{new[j]: where for (i, j), where in at.items() if i == old} for old in mentees]
    shuffled = pose(
        [{j: int(problem.scores[where]) for j, where in row.items()} for row in rows],
        [int(problem.capacity[j]) for j in mentors],
        [{j: int(problem.costs[where]) for j, where in row.items()} for row in rows],
        locked={mentees.index(i): new[j] for i, j in problem.locked.items()},
    )
    assert best_plan(problem).levels == best_plan(shuffled).levels


@pytest.mark.parametrize("seed", range(6))
def test_the_total_is_that_of_scipys_solver(seed: int) -> None:
    """At programme size and beyond, an independent solver finds the same served count and total."""
    optimize = pytest.importorskip("scipy.optimize")
    random = np.random.default_rng(seed)
    mentees, mentors = (26, 60) if seed else (90, 130)
    scores = random.integers(0, 10_000, (mentees, mentors)).astype(float)
    scores[random.random(scores.shape) < 0.6] = np.nan
    capacity = random.integers(0, 4, mentors)
    found = assign(scores, capacity, objective=("served", "total"))
    seats = np.repeat(np.arange(mentors), capacity)
    served_first = np.where(np.isnan(scores), 0.0, scores + 10_000_000)[:, seats]
    rows, columns = optimize.linear_sum_assignment(served_first, maximize=True)
    worth = served_first[rows, columns].sum()
    assert found.levels["served"] * 10_000_000 + found.levels["total"] == worth
    assert (found.status, found.proof, found.bound) == ("optimal", "prices", found.levels)


@pytest.mark.parametrize("seed", range(3))
def test_under_a_budget_the_total_is_that_of_the_whole_model(seed: int) -> None:
    """Every pair, everybody served and the budget as rows of one model, solved elsewhere: the same total."""
    optimize = pytest.importorskip("scipy.optimize")
    random = np.random.default_rng(seed)
    scores, cost = random.integers(0, 1000, (20, 30)), random.integers(60, 311, 30) * 10
    budget = int(np.sort(cost)[:20].sum()) + 3000
    found = assign(scores, np.ones(30, dtype=int), cost=cost, budget=budget, objective=("served", "total", "cost"))
    everybody = np.kron(np.eye(20), np.ones(30))
    places = np.kron(np.ones(20), np.eye(30))
    rows = [
        optimize.LinearConstraint(everybody, 1, 1),
        optimize.LinearConstraint(places, 0, 1),
        optimize.LinearConstraint(np.tile(cost, 20), 0, budget),
    ]
    whole = optimize.milp(-scores.ravel(), integrality=1, bounds=(0, 1), constraints=rows, options={"mip_rel_gap": 0.0})
    assert (found.levels["served"], found.levels["total"], found.status) == (20, round(-whole.fun), "optimal")
    assert found.levels["cost"] <= budget


def test_the_documented_example() -> None:
    """NaN is not allowed, the worst-served mentee comes before the total, and the result is an array of integers."""
    scores = np.array([[9.0, 5.0, np.nan], [8.0, 1.0, np.nan]])
    found = assign(scores, [1, 1, 5])
    assert found.mentor.tolist() == [1, 0]
    assert found.mentor.dtype.kind == "i"
    assert found.levels == {"served": 2, "worst": 5, "total": 13, "cost": 0}
    assert (found.bound, found.status) == (found.levels, "optimal")


def test_floats_are_the_decimals_that_were_written() -> None:
    """0.1 + 0.2 ties with 0.3: no float noise decides, so cost does."""
    scores, objective = [[0.1, 0.3], [0.0, 0.2]], ("served", "total", "cost")
    first = assign(scores, [1, 1], cost=[[1, 5], [5, 1]], objective=objective)
    second = assign(scores, [1, 1], cost=[[5, 1], [1, 5]], objective=objective)
    assert (first.mentor.tolist(), second.mentor.tolist()) == ([0, 1], [1, 0])
    assert (first.levels, second.levels) == ({"served": 2, "total": 0.3, "cost": 2},) * 2


def test_sparse_scores_allow_only_what_is_stored() -> None:
    """An explicit zero is an allowed pair with score 0; what is not stored is not allowed."""
    sparse = pytest.importorskip("scipy.sparse")
    scores = sparse.coo_array(([0.0, 2.0], ([0, 1], [1, 1])), shape=(2, 2))
    found = assign(scores, [5, 1])
    assert (found.mentor.tolist(), found.levels["served"]) == ([-1, 1], 1)


def test_a_budget_is_kept_to_the_cent() -> None:
    """A plan that costs exactly the budget is allowed, one cent less is not."""
    prices = [[1000.10, 2000.25], [1000.10, 2000.25]]
    scores = [[1, 5], [1, 5]]
    assert assign(scores, [2, 2], cost=prices, budget=3000.35).levels["total"] == 6
    assert assign(scores, [2, 2], cost=prices, budget=3000.34).levels["total"] == 2


def test_a_time_limit_returns_the_best_found_and_says_so() -> None:
    """With no time at all the plan is allowed, and nothing more is claimed than is proved."""
    random = np.random.default_rng(3)
    scores = random.integers(0, 1000, (40, 60))
    cost = random.integers(60, 310, 60) * 10
    found = assign(scores, [1] * 60, cost=cost, budget=30_000, time_limit=0.0)
    spent = sum(int(cost[mentor]) for mentor in found.mentor.tolist() if mentor >= 0)
    assert (found.status, spent <= 30_000) == ("feasible", True)


def test_nobody_at_all_is_an_answer() -> None:
    """No mentee, no mentor, or no allowed pair: nobody is served, and that is optimal."""
    nobody = assign([[math.nan, math.nan]], [1, 1])
    assert (nobody.mentor.tolist(), nobody.levels["worst"], nobody.status) == ([-1], None, "optimal")
    assert assign(np.empty((0, 3)), [1, 1, 1]).mentor.tolist() == []
    assert assign(np.empty((2, 0)), []).mentor.tolist() == [-1, -1]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ({"capacity": [1]}, "capacity: 1 numbers for 2 mentors"),
        ({"capacity": [1, -1]}, "capacity: a whole number of at least 0 for each mentor"),
        ({"capacity": [1, 0.5]}, "capacity: a whole number of at least 0 for each mentor"),
        ({"scores": [[1, math.inf]]}, "inf is not a finite number"),
        ({"scores": [[1, 2], [3]]}, "scores: every mentee needs a score (or NaN) for every mentor"),
        ({"cost": [1]}, "cost: 1 numbers for 2 mentors"),
        ({"cost": [1, math.nan]}, "cost: none for mentee 0 and mentor 1, though the pair is allowed"),
        ({"budget": 5}, "a budget needs costs"),
        (
            {"objective": ("served", "sum")},
            "objective is each at most once of served, worst, leximin, total, cost; not served, sum",
        ),
    ],
)
def test_input_that_cannot_be_meant_is_refused(arguments: dict[str, Any], reason: str) -> None:
    """A ValueError names the argument and the reason."""
    given_all: dict[str, Any] = {"scores": [[1, 2]], "capacity": [1, 1]} | arguments
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the whole message is compared below
        assign(given_all.pop("scores"), given_all.pop("capacity"), **given_all)
    assert str(refused.value) == reason


def test_a_masked_pair_is_not_allowed() -> None:
    """The mask of an array counts, whatever stands beneath it."""
    scores = np.ma.masked_array([[1.0, 5.0]], mask=[[False, True]])
    assert assign(scores, [1, 1], objective=("total",)).mentor.tolist() == [0]


def test_unsigned_numbers_beyond_63_bits_stay_what_they_are() -> None:
    """No wrap-around into the negative: the largest is the best."""
    scores = np.array([[1, 2**63 + 5]], dtype=np.uint64)
    assert assign(scores, [1, 1], objective=("total",)).levels == {"total": 2**63 + 5}


@pytest.mark.parametrize("scores", [np.array([[1j]]), np.array([["1"]])], ids=["complex", "text"])
def test_what_cannot_be_compared_is_no_score(scores: Any) -> None:
    """Said, not cast to something else."""
    with pytest.raises(ValueError, match="is no kind of number that can be compared"):
        assign(scores, [1])


def test_a_budget_without_end_is_none() -> None:
    """Infinity limits nothing."""
    assert assign([[3.0]], [1], cost=[2], budget=math.inf).levels["cost"] == 2
