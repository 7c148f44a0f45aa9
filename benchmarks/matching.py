"""The matching beside its peers on the same work, in one run: ratios, for times differ from machine to machine.

Plain assignment beside SciPy's and munkres (where they are installed), an assignment under a budget beside the whole
model given to HiGHS, the programme's size with every constraint, and sparse scores at a hundred times the size.
Instances are random with fixed seeds. ``--quick`` leaves out what takes longer than a minute; ``--every`` adds the
losses of all pairs under every constraint.
"""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import highspy
import numpy as np

from cbt_cli.matching import assign
from cbt_cli.matching.best import best_plan
from cbt_cli.matching.losses import losses
from cbt_cli.matching.problem import Problem

REPEATS = 5


def timed(work: Callable[[], Any], repeats: int = REPEATS) -> tuple[float, Any]:
    """Least seconds of some runs, and the result."""
    best, result = float("inf"), None
    for _ in range(repeats):
        begun = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - begun)
    return best, result


def instance(mentees: int, mentors: int, seed: int) -> tuple[Any, Any, Any]:
    """Scores (60 % of the pairs allowed), places of 1 to 3, prices of EUR 600 to 3,100."""
    random = np.random.default_rng(seed)
    scores = random.integers(0, 10_001, (mentees, mentors)).astype(float)
    scores[random.random(scores.shape) > 0.6] = np.nan
    return scores, random.integers(1, 4, mentors), random.integers(60, 311, mentors) * 10


def seats(scores: Any, capacity: Any) -> Any:
    """The table for solvers of the plain assignment: a column for each place, served first."""
    served = 2 * len(scores) * (np.nanmax(scores) + 1)
    return np.where(np.isnan(scores), 0, scores + served)[:, np.repeat(np.arange(len(capacity)), capacity)]


def plain() -> None:
    """Served, then total: proved, beside scipy.optimize.linear_sum_assignment and munkres."""
    for size in ((26, 60), (260, 600), (1000, 2500)):
        scores, capacity, _ = instance(*size, seed=5)
        ours, done = timed(lambda: assign(scores, capacity, objective=("served", "total")))  # noqa: B023 - called at once
        print(f"plain {size[0]} x {size[1]}: {ours:.4f} s, {done.status}, proved by {done.proof}")
        table = seats(scores, capacity)
        if importlib.util.find_spec("scipy"):
            from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - only where it is installed

            theirs, _ = timed(lambda: linear_sum_assignment(table, maximize=True))  # noqa: B023
            print(f"  {ours / theirs:.1f} x the time of scipy's linear_sum_assignment (aim: at most 5 from 260 on)")
        else:
            print("  scipy is not installed: not compared")
        if not importlib.util.find_spec("munkres"):
            print("  munkres is not installed: not compared")
        elif size[0] <= 260:
            from munkres import Munkres  # noqa: PLC0415 - only where it is installed

            rows = (table.max() - table).tolist()
            theirs, _ = timed(lambda: Munkres().compute(rows), repeats=1)  # noqa: B023
            print(f"  {theirs / ours:.0f} times faster than munkres (aim: at least 20)")


def budgeted(mentees: int, mentors: int) -> tuple[Any, Any, Any, int]:
    """An instance with a budget halfway between the cheapest plan that serves all and the cheapest best one."""
    scores, capacity, cost = instance(mentees, mentors, seed=3)
    dear = assign(scores, capacity, cost=cost, objective=("served", "total", "cost")).levels["cost"]
    cheap = assign(scores, capacity, cost=cost, objective=("served", "cost")).levels["cost"]
    return scores, capacity, cost, (dear + cheap) // 2


def under_budget(*, quick: bool) -> None:
    """Served, then total, under a budget that binds, beside the whole model in HiGHS (served as a row, gap 0)."""
    for size in ((260, 600), (1000, 2500)):
        scores, capacity, cost, budget = budgeted(*size)
        ours, done = timed(
            lambda: assign(scores, capacity, cost=cost, budget=budget, objective=("served", "total")),  # noqa: B023
            repeats=1 if size[0] > 260 else 3,
        )
        print(f"budget {size[0]} x {size[1]}: {ours:.2f} s, {done.status}, proved by {done.proof}, {done.levels}")
        if size[0] == 260 and not quick:
            theirs, total = timed(lambda: whole_model(scores, capacity, cost, budget), repeats=1)  # noqa: B023
            same = "the same total" if round(total) == done.levels["total"] else f"another total: {total}"
            print(f"  {theirs / ours:.0f} times faster than the whole model in HiGHS, {same} (aim: at least 20)")


def whole_model(scores: Any, capacity: Any, cost: Any, budget: int) -> float:
    """The total that HiGHS finds for the model as it stands: all pairs, everybody served, the budget as a row."""
    mentees, mentors = scores.shape
    rows, cols = np.nonzero(~np.isnan(scores))
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(rows), mentees + mentors + 1
    model.col_cost_, model.sense_ = scores[rows, cols], highspy.ObjSense.kMaximize
    model.col_lower_, model.col_upper_ = np.zeros(len(rows)), np.ones(len(rows))
    model.row_lower_ = np.concatenate([np.ones(mentees), np.full(mentors + 1, -np.inf)])
    model.row_upper_ = np.concatenate([np.ones(mentees), capacity, [budget]])
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.arange(len(rows) + 1, dtype=np.int32) * 3
    model.a_matrix_.index_ = np.stack([rows, mentees + cols, np.full(len(rows), mentees + mentors)], 1).ravel()
    model.a_matrix_.value_ = np.stack([np.ones(len(rows)), np.ones(len(rows)), cost[cols]], 1).ravel().astype(float)
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(rows)
    solver = highspy.Highs()
    for name, setting in (("output_flag", False), ("threads", 1), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.5)):
        solver.setOptionValue(name, setting)
    solver.passModel(model)
    solver.run()
    return float(solver.getInfo().objective_function_value)


def programme(seed: int) -> Problem:
    """26 mentees, 60 mentors, a third of the pairs allowed, two places each, 10 countries of whom at most three, nobody
    with one mentee only, and a budget three fifths of what the best plan costs without it."""
    random = np.random.default_rng(seed)
    rows, cols = np.nonzero(random.random((26, 60)) < 0.3)
    prices = random.integers(60, 311, 60) * 10
    scores = random.integers(40, 200, len(rows)) * 5
    free = Problem(26, rows, cols, scores, prices[cols], np.full(60, 2))
    dear = best_plan(free, ("served", "worst", "total", "cost")).levels["cost"]
    groups = tuple((frozenset(range(country, 60, 10)), 3) for country in range(10))
    return replace(free, budget=dear * 3 // 5, groups=groups, least=2)


def every_constraint(*, every: bool) -> None:
    """The programme's size with every constraint: the best plan, and with ``--every`` what each other choice would
    cost, which takes minutes (aim: all of it within 1 s)."""
    for objective in (("served", "worst", "total", "cost"), ("served", "leximin", "total", "cost")):
        problem = programme(seed=1)
        ours, best = timed(lambda: best_plan(replace(problem, ready={}), objective), repeats=1)  # noqa: B023
        print(f"every constraint 26 x 60, {' > '.join(objective)}: {ours:.2f} s, {best.status}, proved by {best.proof}")
        if every and "worst" in objective:
            ours, found = timed(lambda: losses(problem, best, objective, anew=True), repeats=1)  # noqa: B023
            print(f"  the losses of {len(found.of)} of {len(problem.rows)} pairs that some plan has: {ours:.0f} s")


def sparse() -> None:
    """26,000 x 60,000 with 50 allowed mentors each: served, then total, proved."""
    if not importlib.util.find_spec("scipy"):
        print("sparse 26,000 x 60,000: scipy is not installed, which holds the table")
        return
    from scipy.sparse import csr_array  # noqa: PLC0415 - only where it is installed

    random = np.random.default_rng(1)
    mentees, mentors, each = 26_000, 60_000, 50
    cols = np.concatenate([random.choice(mentors, each, replace=False) for _ in range(mentees)])
    scores = random.integers(0, 10_001, mentees * each).astype(float)
    table = csr_array((scores, (np.repeat(np.arange(mentees), each), cols)), shape=(mentees, mentors))
    capacity = random.integers(1, 4, mentors)
    ours, done = timed(lambda: assign(table, capacity, objective=("served", "total")), repeats=1)
    print(f"sparse 26,000 x 60,000: {ours:.1f} s, {done.status}, proved by {done.proof}, {done.levels}{peak()}")


def peak() -> str:
    """The process's largest memory so far, where the system tells."""
    if sys.platform == "win32":
        return ""
    import resource  # noqa: PLC0415 - not on Windows

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return f", at most {most / (1 << 30 if sys.platform == 'darwin' else 1 << 20):.1f} GiB"


if __name__ == "__main__":
    plain()
    under_budget(quick="--quick" in sys.argv)
    every_constraint(every="--every" in sys.argv)
    sparse()
