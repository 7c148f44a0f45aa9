"""The linear program of a problem, kept ready: what is sought, allowed and frozen changes, and the last solution is
where the next one begins. One matching asks hundreds of such questions, each a few steps from the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import highspy
import numpy as np

from cbt_cli.matching.model import Model, Side, factor_of, row_of, set_options
from cbt_cli.matching.problem import Array, Problem

ROUNDING = 1e-4
"""By how much the solver's sums may be wrong at most, where numbers have the size that its tolerances are meant for."""


class Relaxed(NamedTuple):
    """The best that fractions of pairs come to: the gain, a value for each column (pairs, then mentors), and by how
    much the gain falls for each unit of a column that has none."""

    gain: float
    values: Array
    fall: Array


class Program:
    """Columns are the pairs of mentors who have a place, then the mentors (see ``Model``)."""

    def __init__(self, problem: Problem) -> None:
        self.problem = replace(problem, locked={})
        self.pairs = np.flatnonzero(problem.capacity[problem.cols] > 0)
        nothing = np.zeros(len(problem.rows), dtype=np.int64)
        budget = [] if problem.budget is None else [Side(problem.costs, high=problem.budget)]
        model = Model(self.problem, self.pairs, budget, nothing)
        self._own = sum(model.row_count)
        self._sides: list[Side] = []
        self._gain, self._factor = nothing, 1.0
        program = model.program(1.0, whole=False)
        self.lower, self.upper = np.array(program.col_lower_), np.array(program.col_upper_)
        self._every = np.arange(len(self.lower), dtype=np.int32)
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]  # it has no types here
        set_options(self._solver, None, 0.5)
        self._solver.setOptionValue("presolve", "off")  # it would begin anew each time
        self._solver.passModel(program)

    @property
    def blur(self) -> float:
        """By how much the solver's gain may be wrong at most, in units of gain."""
        return ROUNDING / self._factor

    def seek(self, gain: Array, pairs: Array, sides: Sequence[Side], locked: Array) -> None:
        """From now on the greatest gain of plans of ``pairs`` that keep ``sides`` and have the ``locked`` pairs."""
        if not np.array_equal(gain, self._gain):
            self._gain, self._factor = gain, factor_of(gain[self.pairs])
            costs = gain[self.pairs].astype(np.float64) * self._factor
            self._solver.changeColsCost(len(self.pairs), self._every[: len(self.pairs)], costs)
        count = len(self.pairs)
        self.lower[:count] = np.isin(self.pairs, locked)
        self.upper[:count] = np.isin(self.pairs, pairs)
        self.upper[count:] = 1 if self.problem.groups or self.problem.least > 1 else self.problem.capacity
        self.lower[count:] = 0
        self._solver.changeColsBounds(len(self._every), self._every, self.lower, self.upper)
        self._keep(sides)

    def _keep(self, sides: Sequence[Side]) -> None:
        same = 0
        while same < min(len(sides), len(self._sides)) and sides[same] is self._sides[same]:
            same += 1
        if same < len(self._sides):
            gone = np.arange(self._own + same, self._own + len(self._sides), dtype=np.int32)
            self._solver.deleteRows(len(gone), gone)
        for side in sides[same:]:
            by, low, high = row_of(side, self.pairs)
            there = np.flatnonzero(by).astype(np.int32)
            self._solver.addRow(low, high, len(there), there, by[there])
        self._sides = list(sides)

    def bound(self, column: int, low: float, high: float) -> None:
        """Keeps a column between two values."""
        self._solver.changeColBounds(column, low, high)
        self.lower[column], self.upper[column] = low, high

    def close(self, columns: Array) -> None:
        """Leaves these columns at nothing."""
        self.upper[columns] = 0
        nothing = np.zeros(len(columns))
        self._solver.changeColsBounds(len(columns), columns.astype(np.int32), nothing, nothing)

    def solve(self) -> Relaxed | None:
        """The best that fractions come to; ``None`` if nothing keeps all conditions. ``ArithmeticError`` if the solver
        loses its way."""
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise ArithmeticError(self._solver.modelStatusToString(status))
        solution = self._solver.getSolution()
        gain = float(self._solver.getInfo().objective_function_value) / self._factor
        return Relaxed(gain, np.array(solution.col_value), np.abs(solution.col_dual) / self._factor)
