"""How far a plan falls short of known best values, where one pair more is locked: up to the first level that suffers.

What is hoped for in a level cannot be bettered, so that a plan that reaches it settles the level without a search. The
first try is for all levels before the first of points or money at once: most pairs can be had without loss there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from cbt_cli.matching.check import faults
from cbt_cli.matching.closing import Searched
from cbt_cli.matching.problem import Problem, value
from cbt_cli.matching.search import Hunt


def fall(
    problem: Problem, objective: Sequence[str], hoped: Mapping[str, Any], start: Sequence[int] | None = None
) -> Searched | None:
    """The best plan as far as the first level that does not reach what is ``hoped``, and that level's exact value;
    later levels are what they happen to be. ``None`` if no plan keeps the locks and limits. ``start``: a plan to begin
    with; the better, the faster."""
    hunt = _Fall(problem, hoped, start)
    at = next((at for at, level in enumerate(objective) if level in {"total", "cost"}), 0)
    nobody = hoped.get("worst", 0) is None
    if at and not nobody and hunt.leap(objective[:at], objective[at]):
        objective = objective[at:]
        if not hunt.reached(objective[0]):
            return hunt.done
    elif not hunt.done.plan and not hunt.reach(objective[0]) and not hunt.begin():
        return None
    for level in objective:
        if not hunt.reach(level):
            hunt.level(level)
        if not hunt.reached(level):
            break
    return hunt.done


class _Fall(Hunt):
    def __init__(self, problem: Problem, hoped: Mapping[str, Any], start: Sequence[int] | None) -> None:
        super().__init__(problem, None)
        self.hoped = hoped
        if start is not None and not faults(problem, start):
            self.done.plan = tuple(start)
        self.short = False
        """Whether the levels before the first of points or money cannot all be reached."""

    def reached(self, level: str) -> bool:
        """Whether the plan at hand has what is hoped for."""
        return bool(value(self.problem, level, self.done.plan) == self.hoped[level])

    def reach(self, level: str) -> bool:
        """Whether a plan has what is hoped for in a level that is a sum; it is then the plan at hand, and the level
        frozen. Of the other levels: whether the plan at hand has it."""
        if self.done.plan and self.reached(level):
            self.hold(level)
            return True
        if level in {"worst", "leximin"}:
            return False
        before = list(self.frozen)
        self.hold(level)
        if self.possible(self.pairs):
            return True
        self.frozen = before
        return False

    def leap(self, shape: Sequence[str], level: str) -> bool:
        """Whether a plan reaches all levels of ``shape``; then the one that does best in ``level`` is the plan at
        hand."""
        before = self.pairs, list(self.frozen)
        for one in shape:
            self.hold(one)
        if self.step(self.gain(level), self.pairs):
            return True
        self.pairs, self.frozen = before
        self.short = True
        return False

    def hold(self, level: str) -> None:
        """Freezes a level at what is hoped for."""
        hoped = self.hoped[level]
        if level == "worst":
            self.freeze(self.gain("served"), 1)
            self.pairs = self.pairs[self.problem.scores[self.pairs] >= hoped]
        elif level == "leximin":
            self.freeze(self.gain("served"), len(hoped))
            self._hold_scores(sorted(set(hoped)), every=True)
        else:
            self.freeze(self.gain(level), -hoped if level == "cost" else hoped)

    def _hold_scores(self, worst: Sequence[int], *, every: bool = False) -> None:
        """None of the ``worst`` scores more often than hoped for, and no other below them; none at all if
        ``every``."""
        for score in worst:
            self.freeze(-(self.problem.scores == score).astype(np.int64), -self.hoped["leximin"].count(score))
        scores = self.problem.scores[self.pairs]
        above = scores > worst[-1] if worst else np.full(len(scores), fill_value=True)
        self.pairs = self.pairs[np.isin(scores, worst) | (above & (not every))]

    def level(self, level: str) -> None:
        """Brings the plan to its best in one level that the plan at hand does not reach."""
        if level == "worst" and self.hoped["worst"] is not None:
            self.worst(below=self.hoped["worst"] if self.short else None)
        elif level == "leximin":
            self._leximin()
        else:
            super().level(level)

    def _leximin(self) -> None:
        """The longest beginning of the hoped-for scores that a plan reaches, by bisection; then the best next one."""
        hoped, ones = self.hoped["leximin"], self.gain("served")
        self.freeze(ones, len(hoped))
        if not self.keeps_all(self.pairs) and not self.possible(self.pairs):
            self.frozen.pop()
            self.total("served")
            return
        distinct = sorted(set(hoped))
        low, high = 0, len(distinct) + (not self.short)
        before = self.pairs, list(self.frozen)
        while high - low > 1:
            middle = (low + high) // 2
            self._hold_scores(distinct[:middle], every=middle == len(distinct))
            low, high = (middle, high) if self.possible(self.pairs) else (low, middle)
            self.pairs, self.frozen = before[0], list(before[1])
        if low == len(distinct):
            return
        self._hold_scores(distinct[:low])
        scores = np.unique(self.problem.scores[self.pairs])
        settled = frozenset(distinct[:low])
        self.floor(scores[~np.isin(scores, distinct[:low]) & (scores <= distinct[low])].tolist(), settled)
