"""Branch and bound of our own over a linear program that is kept ready: quicker than a solver's search, which begins
anew each time, as long as a few hundred pairs are left; where it takes too many steps, the solver's search decides."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from cbt_cli.matching.model import Side, quiet
from cbt_cli.matching.problem import Array, Problem
from cbt_cli.matching.program import Program, Relaxed

STEPS = 400
"""Linear programs after which the solver's search is the quicker way."""
NEAR = 1e-6
"""How near to a whole number counts as whole; every plan is checked in whole numbers afterwards."""
MOST_BLUR = 0.5
"""Units of gain that the solver's sums may be wrong: beyond, one plan cannot be told from the next."""


class TooLongError(Exception):
    """The search takes too many steps, or cannot go on."""


class Tree:
    """The searches of a problem, whatever pairs are locked."""

    def __init__(self, problem: Problem) -> None:
        with quiet():
            self.program = Program(problem)

    def best(
        self,
        gain: Array,
        pairs: Array,
        sides: Sequence[Side],
        locked: Array,
        more_than: int | None,
        keeps: Callable[[Array], bool],
        *,
        any_plan: bool,
    ) -> Array | None:
        """The pairs of a plan that gains most, and more than ``more_than``; ``None`` if there is none. ``any_plan``: of
        the first plan found. ``keeps``: whether a plan keeps everything, in whole numbers. ``TooLongError`` where the
        search was not brought to an end."""
        search = _Search(self.program, gain, more_than, keeps, any_plan=any_plan)
        with quiet():
            try:
                self.program.seek(gain, pairs, sides, locked)
                if self.program.blur > MOST_BLUR:
                    raise TooLongError
                search.branch()
            except ArithmeticError:
                raise TooLongError from None
        return search.found

    def ceiling(self, gain: Array, pairs: Array, sides: Sequence[Side], locked: Array) -> int | None:
        """A gain that no plan exceeds; ``None`` if no plan keeps everything."""
        with quiet():
            try:
                self.program.seek(gain, pairs, sides, locked)
                relaxed = self.program.solve()
            except ArithmeticError:
                raise TooLongError from None
        return None if relaxed is None else math.floor(relaxed.gain + self.program.blur)


class _Search:
    def __init__(
        self, program: Program, gain: Array, more_than: int | None, keeps: Callable[[Array], bool], *, any_plan: bool
    ) -> None:
        self.program, self.gain, self.keeps, self.any_plan = program, gain, keeps, any_plan
        self.reached = more_than
        self.found: Array | None = None
        self.steps = 0

    def branch(self) -> None:
        """The plans within the bounds that columns have now."""
        self.steps += 1
        if self.steps > STEPS:
            raise TooLongError
        relaxed = self.program.solve()
        if relaxed is None or self._settled(relaxed.gain):
            return
        column = self._broken(relaxed.values)
        if column is None:
            self._take(relaxed.values)
            return
        if self.steps == 1:
            self._leave_aside(relaxed)
        low, high, value = self.program.lower[column], self.program.upper[column], relaxed.values[column]
        down, up = (low, math.floor(value)), (math.ceil(value), high)
        for between in (up, down) if value - math.floor(value) >= 0.5 else (down, up):
            self.program.bound(column, *between)
            self.branch()
            if self._settled(relaxed.gain):
                break
        self.program.bound(column, low, high)

    def _settled(self, gain: float) -> bool:
        """Whether nothing better is to be had where fractions of pairs come to ``gain``."""
        if self.any_plan and self.found is not None:
            return True
        return self.reached is not None and math.floor(gain + self.program.blur) <= self.reached

    def _broken(self, values: Array) -> int | None:
        """The column that is furthest from a whole number: of the mentors' if one is, else of the pairs'."""
        count, away = len(self.program.pairs), np.abs(values - np.rint(values))
        for first, columns in ((count, away[count:]), (0, away[:count])):
            if len(columns) and columns.max() > NEAR:
                return first + int(columns.argmax())
        return None

    def _take(self, values: Array) -> None:
        count = len(self.program.pairs)
        chosen = self.program.pairs[values[:count] > 0.5]
        if not self.keeps(chosen):  # it passed by the solver's tolerance only
            raise TooLongError
        gained = int(self.gain[chosen].sum())
        if self.reached is None or gained > self.reached:
            self.reached, self.found = gained, chosen

    def _leave_aside(self, relaxed: Relaxed) -> None:
        """No better plan has a column that by itself makes the gain fall to what is reached."""
        if self.reached is None:
            return
        count = len(self.program.pairs)
        unused = (relaxed.values[:count] < NEAR) & (self.program.upper[:count] > 0)
        dear = relaxed.gain - relaxed.fall[:count] < self.reached + 1 - self.program.blur
        columns = np.flatnonzero(unused & dear)
        if len(columns):
            self.program.close(columns)
