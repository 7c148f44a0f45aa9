"""The one place that talks to HiGHS (a mixed-integer solver): plans as columns, limits as rows.

HiGHS counts in floating point. Whole numbers beyond a million are scaled down for it; rows are widened by half a
unit, never tightened, so that no true plan is lost; ``search.py`` checks what comes back in whole numbers.
"""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import highspy
import numpy as np

from cbt_cli.matching.problem import Numbers, Problem

LARGEST = 1e6
"""Largest coefficient given to the solver; its tolerances (1e-6) are meant for numbers of that size."""
SLACK = 1e-5
"""Least widening of a row, well above the solver's tolerance."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What the solver says: a plan, if it has one; a bound on the gain; whether the search was closed."""

    plan: tuple[int, ...] | None
    bound: int | None
    closed: bool


class Milp:
    """Pairs as 0/1 columns, with a 0/1 column for each mentor where it matters who is engaged at all."""

    def __init__(self, problem: Problem, pairs: Sequence[Numbers], time_limit: float | None) -> None:
        self.columns = [(i, j) for i, row in enumerate(pairs) for j in sorted(row)]
        self.at = {pair: column for column, pair in enumerate(self.columns)}
        self.scores = [pairs[i][j] for i, j in self.columns]
        self.mentees = len(pairs)
        self.kept = [True] * len(self.columns)
        self.clashes = False  # whether what is kept leaves a lock out
        with _quiet():
            self.solver = highspy.Highs()  # type: ignore[no-untyped-call]  # it has no types here
            self._options(time_limit)
            lower = np.zeros(len(self.columns))
            self.locked = [self.at[pair] for pair in problem.locked.items() if pair in self.at]
            lower[self.locked] = 1
            self.solver.addVars(len(self.columns), lower, np.ones(len(self.columns)))
            self._rows(problem)
            every = np.arange(self.solver.getNumCol(), dtype=np.int32)
            kinds = np.full(len(every), int(highspy.HighsVarType.kInteger), dtype=np.uint8)
            self.solver.changeColsIntegrality(len(every), every, kinds)
            self.solver.changeObjectiveSense(highspy.ObjSense.kMaximize)

    def _options(self, time_limit: float | None) -> None:
        options = {
            "output_flag": False,
            "threads": 1,  # the number is process-wide: another one anywhere makes runs fail
            "random_seed": 0,
            "mip_rel_gap": 0.0,
            "mip_feasibility_tolerance": 1e-6,
        }
        if time_limit is not None:
            options["time_limit"] = time_limit
        for name, setting in options.items():
            self.solver.setOptionValue(name, setting)
        self.limited = time_limit is not None

    def _rows(self, problem: Problem) -> None:
        by_mentor: dict[int, list[int]] = {}
        by_mentee: dict[int, list[int]] = {}
        engaged: dict[int, int] = {}
        for column, (mentee, mentor) in enumerate(self.columns):
            by_mentee.setdefault(mentee, []).append(column)
            by_mentor.setdefault(mentor, []).append(column)
        for columns in by_mentee.values():
            self._row(columns, [1.0] * len(columns), -math.inf, 1)
        for mentor, columns in by_mentor.items():
            places = problem.capacity[mentor]
            self._row(columns, [1.0] * len(columns), -math.inf, places)
            if problem.least > 1 or problem.groups:
                engaged[mentor] = self.solver.getNumCol()
                self.solver.addVars(1, np.zeros(1), np.ones(1))
                ones = [1.0] * len(columns)
                self._row([*columns, engaged[mentor]], [*ones, -float(places)], -math.inf, 0)
                self._row([*columns, engaged[mentor]], [*ones, -float(max(problem.least, 1))], 0, math.inf)
        for group, most in problem.groups:
            columns = [engaged[mentor] for mentor in sorted(group) if mentor in engaged]
            self._row(columns, [1.0] * len(columns), -math.inf, most)
        if problem.budget is not None:
            prices = [problem.costs[i][j] for i, j in self.columns]
            factor = _factor(prices)
            room = max(factor / 2, SLACK) if factor < 1 else 0.5
            self._row(list(range(len(prices))), [c * factor for c in prices], -math.inf, problem.budget * factor + room)

    def _row(self, columns: Sequence[int], weights: Sequence[float], low: float, high: float) -> None:
        at = np.array(columns, dtype=np.int32)
        self.solver.addRow(low, high, len(columns), at, np.array(weights, dtype=np.float64))

    def at_least(self, gain: Sequence[Numbers], reached: int) -> None:
        """From now on plans gain at least ``reached``."""
        weights = [gain[i].get(j, 0) for i, j in self.columns]
        factor = _factor(weights)
        used = [column for column, weight in enumerate(weights) if weight]
        with _quiet():
            room = max(factor / 2, SLACK)
            self._row(used, [weights[c] * factor for c in used], reached * factor - room, math.inf)

    def cut_off(self, plan: Sequence[int]) -> None:
        """From now on this one plan, and every plan that has the same pairs, is not offered."""
        used = [self.at[i, j] for i, j in enumerate(plan) if j >= 0]
        free = [c for c in range(len(self.columns)) if c not in set(used)]
        with _quiet():
            self._row([*used, *free], [1.0] * len(used) + [-1.0] * len(free), -math.inf, len(used) - 1)

    def keep(self, pairs: Sequence[Numbers]) -> None:
        """From now on only ``pairs`` may be used."""
        self.kept = [j in pairs[i] for i, j in self.columns]
        self.only(None)

    def only(self, fits: Callable[[int], bool] | None) -> None:
        """Until the next call only pairs whose score fits may be used; ``None`` lifts that."""
        upper = np.array([kept and (fits is None or fits(s)) for kept, s in zip(self.kept, self.scores, strict=True)])
        self.clashes = not all(upper[self.locked])
        lower = np.zeros(len(upper))
        lower[self.locked] = upper[self.locked]
        with _quiet():
            every = np.arange(len(upper), dtype=np.int32)
            self.solver.changeColsBounds(len(upper), every, lower, upper.astype(np.float64))

    def best(self, gain: Sequence[Numbers], start: Sequence[int]) -> Offer | None:
        """The plan that gains most, searched from ``start``; ``None`` if no plan keeps the rows."""
        if self.clashes:
            return None
        weights = [gain[i].get(j, 0) for i, j in self.columns]
        factor = _factor(weights)
        solver = self.solver
        with _quiet():
            costs = np.zeros(solver.getNumCol())
            costs[: len(weights)] = [weight * factor for weight in weights]
            solver.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
            solver.setOptionValue("mip_abs_gap", min(0.5, factor / 2))
            self._start(start)
            solver.run()
            status, info = solver.getModelStatus(), solver.getInfo()
        if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return None
        closed = status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty)
        if not closed and status != highspy.HighsModelStatus.kTimeLimit:
            raise AssertionError(f"HiGHS ended with {solver.modelStatusToString(status)}")
        bound = info.mip_dual_bound / factor
        found = (
            info.primal_solution_status == highspy.kSolutionStatusFeasible
            or status == highspy.HighsModelStatus.kModelEmpty
        )
        return Offer(
            self._plan() if found else None, math.floor(bound + 1e-6) if math.isfinite(bound) else None, closed
        )

    def _start(self, plan: Sequence[int]) -> None:
        chosen = [self.at[i, j] for i, j in enumerate(plan) if j >= 0 and (i, j) in self.at]
        if chosen and self.solver.getNumCol() == len(self.columns):
            solution = highspy.HighsSolution()
            values = np.zeros(len(self.columns))
            values[chosen] = 1
            solution.col_value = list(values)
            self.solver.setSolution(solution)

    def _plan(self) -> tuple[int, ...]:
        plan = [-1] * self.mentees
        values = self.solver.getSolution().col_value
        for (mentee, mentor), chosen in zip(self.columns, values, strict=False):  # columns of least loads follow
            if chosen > 0.5:
                plan[mentee] = mentor
        return tuple(plan)


def _factor(weights: Sequence[int]) -> float:
    largest = max((abs(weight) for weight in weights), default=0)
    return 1.0 if largest <= LARGEST else LARGEST / largest


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps standard output clean: the solver's library writes lines there even when it is told not to."""
    try:
        sys.stdout.flush()
        kept = os.dup(1)
        nowhere = os.open(os.devnull, os.O_WRONLY)
    except (OSError, AttributeError, ValueError):  # a program without standard output has none to keep clean
        yield
        return
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
