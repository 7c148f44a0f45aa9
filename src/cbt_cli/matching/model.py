"""What HiGHS is asked (linear and mixed-integer programs): pairs as columns, conditions as rows.

HiGHS counts in floating point. Rows with large numbers are scaled down for it; rows are widened by half a unit, never
tightened, so that no true plan is lost; ``search.py`` checks what comes back in whole numbers.
"""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import highspy
import numpy as np

from cbt_cli.matching.problem import Array, Problem

LARGEST = 1e6
"""Largest coefficient given to the solver; its tolerances (1e-6) are meant for numbers of that size."""
HALF = 0.5
"""Of a unit of gain as the solver counts it: more is no rounding."""
SLACK = 1e-5
"""Least widening of a row, well above the solver's tolerance."""


@dataclass(frozen=True, eq=False)
class Side:
    """A condition on a sum over all pairs: ``low <= sum <= high``, either ``None``. ``weights``: a number a pair."""

    weights: Array
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, eq=False)
class Answer:
    """What the solver says: the columns it chose (``None``: no plan), a bound on the gain, whether the search was
    closed, and, of a linear program, a price for each row of the model."""

    chosen: Array | None
    bound: float
    closed: bool
    prices: Array


class Model:
    """The pairs at hand as columns (0 or 1), after them a column for each mentor: its load, or, where it matters who is
    engaged at all, whether it has anybody (0 or 1). Deciding on mentors first closes a tight budget far sooner.

    Where engaging counts, each pair has a row of its own after all others: no pair without its mentor. The rows of the
    mentors say it already, but these bring the linear program far nearer to a plan (a gap five times smaller).
    """

    def __init__(self, problem: Problem, pairs: Array, sides: Sequence[Side], gain: Array) -> None:
        self.problem, self.pairs, self.sides, self.gain = problem, pairs, sides, gain
        self.engaging = problem.least > 1 or bool(problem.groups)
        self.scale = [factor_of(side.weights[pairs]) for side in sides]
        self.cuts: list[Array] = []
        """Sets of columns that must not be chosen all at once without another one."""

    @property
    def row_count(self) -> tuple[int, int, int, int, int]:
        """Rows for mentees, mentors (twice where engaging counts), groups, sides, pairs (where engaging counts)."""
        mentors = len(self.problem.capacity) * (2 if self.engaging else 1)
        pairs = len(self.pairs) if self.engaging else 0
        return self.problem.mentees, mentors, len(self.problem.groups), len(self.sides), pairs

    def columns(self) -> tuple[Array, Array]:
        """Row numbers and coefficients of the pairs, a line for each."""
        problem, pairs = self.problem, self.pairs
        n, m, groups, sides, _ = self.row_count
        cols = problem.cols[pairs]
        at = [problem.rows[pairs], n + cols]
        by = [np.ones(len(pairs)), np.ones(len(pairs))]
        if self.engaging:
            at += [n + m // 2 + cols, n + m + groups + sides + np.arange(len(pairs))]
            by += [np.ones(len(pairs))] * 2
        for k, side in enumerate(self.sides):
            at.append(np.full(len(pairs), n + m + groups + k))
            by.append(row_of(side, pairs)[0])
        return np.stack(at, axis=1), np.stack(by, axis=1)

    def limits(self) -> tuple[Array, Array]:
        """Lower and upper limits of the rows."""
        problem, pairs = self.problem, self.pairs
        n, m, groups, sides, _ = self.row_count
        low, high = np.full(sum(self.row_count), -math.inf), np.full(sum(self.row_count), math.inf)
        high[:n] = 1
        low[list(problem.locked)] = 1
        if self.engaging:
            high[n : n + m // 2] = 0  # mentees, less the places of an engaged mentor
            low[n + m // 2 : n + m] = 0  # mentees, less the least that an engaged mentor has
        else:
            low[n : n + m] = high[n : n + m] = 0  # mentees, less the mentor's load
        high[n + m : n + m + groups] = [most for _, most in problem.groups]
        high[n + m + groups + sides :] = 0  # a pair, less whether its mentor is engaged
        for k, side in enumerate(self.sides):
            _, low[n + m + groups + k], high[n + m + groups + k] = row_of(side, pairs)
        return low, high

    def solve(self, *, whole: bool, time_limit: float | None = None, any_plan: bool = False) -> tuple[Answer, float]:
        """The choice of greatest gain (``whole``; the first one found if ``any_plan``), or the linear program's prices;
        and the seconds that it took.

        The solver is given no plan to begin with: its presolve (1.16) then at times counts the gain of that plan
        wrongly, and takes it for the best.
        """
        factor = factor_of(self.gain[self.pairs])
        with quiet():
            solver = highspy.Highs()  # type: ignore[no-untyped-call]  # it has no types here
            set_options(solver, time_limit, min(0.5, factor / 2))
            if any_plan:
                solver.setOptionValue("mip_max_improving_sols", 1)
            solver.passModel(self.program(factor, whole=whole))
            for cut in self.cuts:
                others = np.setdiff1d(np.arange(len(self.pairs)), cut)
                at = np.concatenate([cut, others]).astype(np.int32)
                by = np.concatenate([np.ones(len(cut)), -np.ones(len(others))])
                solver.addRow(-math.inf, len(cut) - 1, len(at), at, by)
            solver.run()
            if self._lost(solver, factor, whole=whole):
                solver.clearSolver()
                solver.setOptionValue("presolve", "off")
                solver.run()
                if self._lost(solver, factor, whole=whole):
                    raise AssertionError("HiGHS says of its own plan that it gains something else")
        return self._answer(solver, factor, whole=whole), float(solver.getRunTime())

    def program(self, factor: float, *, whole: bool) -> highspy.HighsLp:
        """The model as HiGHS takes it, the gain times ``factor``."""
        at, by = self.columns()
        mentors = len(self.problem.capacity)
        of, rows, coefficients = self._of_mentors()
        program = highspy.HighsLp()
        program.num_col_ = len(self.pairs) + mentors
        program.num_row_ = sum(self.row_count)
        gain = self.gain[self.pairs].astype(np.float64) * factor
        program.col_cost_ = np.concatenate([gain, np.zeros(mentors)])
        program.col_lower_ = np.zeros(program.num_col_)
        most = np.ones(mentors) if self.engaging else self.problem.capacity
        program.col_upper_ = np.concatenate([np.ones(len(self.pairs)), most])
        program.row_lower_, program.row_upper_ = self.limits()
        program.sense_ = highspy.ObjSense.kMaximize
        there = by != 0  # the solver's presolve goes wrong over zeros that are stored
        lengths = np.concatenate([[0], there.sum(axis=1), np.bincount(of, minlength=mentors)])
        program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        program.a_matrix_.start_ = np.cumsum(lengths).astype(np.int32)
        program.a_matrix_.index_ = np.concatenate([at[there], rows]).astype(np.int32)
        program.a_matrix_.value_ = np.concatenate([by[there], coefficients])
        if whole:
            program.integrality_ = [highspy.HighsVarType.kInteger] * program.num_col_
        return program

    def _of_mentors(self) -> tuple[Array, Array, Array]:
        """The entries of the mentors' own columns: mentor, row and coefficient, by mentor."""
        n, m, groups, sides, pairs = self.row_count
        if not self.engaging:
            mentors = np.arange(m)
            return mentors, n + mentors, np.full(m, -1.0)
        mentors = np.arange(m // 2)
        least = np.full(m // 2, -float(max(self.problem.least, 1)))
        parts = [
            (mentors, n + mentors, -self.problem.capacity.astype(np.float64)),
            (mentors, n + m // 2 + mentors, least),
            (self.problem.cols[self.pairs], n + m + groups + sides + np.arange(pairs), np.full(pairs, -1.0)),
        ]
        for k, (group, _) in enumerate(self.problem.groups):
            parts.append((np.array(sorted(group)), np.full(len(group), n + m + k), np.ones(len(group))))
        of, rows, by = (np.concatenate(column) for column in zip(*parts, strict=True))
        order = np.argsort(of, kind="stable")
        return of[order], rows[order], by[order]

    def _lost(self, solver: highspy.Highs, factor: float, *, whole: bool) -> bool:
        """Whether the solver's presolve lost the way: it says so, or its plan does not gain what it says."""
        status = solver.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal or not whole:
            return bool(status == highspy.HighsModelStatus.kSolveError)
        chosen = self._chosen(solver)
        gained = 0 if chosen is None else int(self.gain[chosen].sum())
        return abs(float(solver.getInfo().objective_function_value) - gained * factor) > HALF

    def _chosen(self, solver: highspy.Highs) -> Array | None:
        there = solver.getInfo().primal_solution_status == highspy.kSolutionStatusFeasible
        values = np.array(solver.getSolution().col_value[: len(self.pairs)])
        return self.pairs[values > 0.5] if there and len(values) == len(self.pairs) else None

    def _answer(self, solver: highspy.Highs, factor: float, *, whole: bool) -> Answer:
        status, info = solver.getModelStatus(), solver.getInfo()
        kinds = highspy.HighsModelStatus
        if status in (kinds.kInfeasible, kinds.kUnboundedOrInfeasible):
            return Answer(None, -math.inf, closed=True, prices=np.empty(0))
        closed = status in (kinds.kOptimal, kinds.kSolutionLimit)
        if not closed and status != kinds.kTimeLimit:
            raise AssertionError(f"HiGHS ended with {solver.modelStatusToString(status)}")
        chosen = self._chosen(solver)
        prices = np.array(solver.getSolution().row_dual[: sum(self.row_count)]) / factor
        bound = float(info.mip_dual_bound if whole else info.objective_function_value) / factor
        return Answer(chosen, bound, closed, prices)


def set_options(solver: highspy.Highs, time_limit: float | None, gap: float) -> None:
    """What every run has in common: one thread, nothing random, no gap."""
    options = {
        "output_flag": False,
        "threads": 1,  # the number is process-wide: another one anywhere makes runs fail
        "random_seed": 0,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": gap,
        "mip_feasibility_tolerance": 1e-6,
    }
    if time_limit is not None:
        options["time_limit"] = time_limit
    for name, setting in options.items():
        solver.setOptionValue(name, setting)


def row_of(side: Side, pairs: Array) -> tuple[Array, float, float]:
    """Coefficients of a condition for ``pairs`` and its limits, scaled down where the numbers are large."""
    scale = factor_of(side.weights[pairs])
    room = max(scale / 2, SLACK) if scale < 1 else 0.0
    low = -math.inf if side.low is None else side.low * scale - room
    high = math.inf if side.high is None else side.high * scale + room
    return side.weights[pairs].astype(np.float64) * scale, low, high


def factor_of(weights: Array) -> float:
    """What numbers are scaled down by for the solver; 1 where they are small enough."""
    largest = max((abs(int(weight)) for weight in (weights.min(), weights.max())), default=0) if len(weights) else 0
    return 1.0 if largest <= LARGEST else LARGEST / largest


@contextmanager
def quiet() -> Iterator[None]:
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
