"""One step of a search: the plan that gains most among those that keep all limits and all that was reached before.

Branch and bound, our own for a few hundred pairs (``tree.py``), else by HiGHS. Every plan that comes of it is checked
in whole numbers against the limits and the levels before; one that passed only by the solver's tolerance is cut off
and the search goes on. Where there are many pairs, prices first leave aside those that are in no best plan
(``sift.py``). That nothing better exists rests on the search (gap 0), of linear programs solved by HiGHS.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

import numpy as np

from cbt_cli.matching.check import faults
from cbt_cli.matching.face import whole_face
from cbt_cli.matching.model import Model, Side
from cbt_cli.matching.problem import Array, Problem, gains
from cbt_cli.matching.sift import Sifted, sift
from cbt_cli.matching.tree import TooLongError, Tree

FEW = 1000
"""Pairs up to which branch and bound is our own."""
MANY = 60
"""Pairs from which prices are sought first."""
NARROW = 4
"""Pairs of each mentee in the first, narrow search."""
DEARER = (100, 101, 105, 125, 200)
"""Percent of the price of money at which a plan to begin with is sought."""
MOST_CUTS = 1000
"""Plans cut off in one step before the solver is taken to be broken."""


@dataclass
class Searched:
    """A best plan, how far it is proved: level → bound, and whether every level was closed."""

    plan: tuple[int, ...]
    bound: dict[str, int | None] = field(default_factory=dict)
    closed: bool = True


class OutOfTimeError(Exception):
    """The time limit was reached before the solver closed a step."""


def tree_of(problem: Problem) -> Tree:
    """The searches of a problem, the same for whatever is locked, and for other scores."""
    made_of = (problem.rows, problem.cols, problem.costs, problem.capacity)
    key = (*map(id, made_of), problem.budget, problem.groups, problem.least)
    if key not in problem.ready:
        problem.ready[key] = Tree(problem), made_of  # what it is made of is kept, so that no other has its id
    tree: Tree = problem.ready[key][0]
    return tree


class Closing:
    """The plan at hand, what it must keep, and the pairs that are left to choose from."""

    def __init__(self, problem: Problem, time_limit: float | None) -> None:
        self.problem = problem
        self.pairs = problem.usable()
        self.left = time_limit
        self.most: int | None = None
        """How many could be served if nothing but places limited the whole."""
        self.nothing = np.zeros(len(problem.rows), dtype=np.int64)
        self.limits = [] if problem.budget is None else [Side(problem.costs, high=problem.budget)]
        self.frozen: list[Side] = []
        self.all_served = False
        """Whether nothing is frozen but that as many are served as places allow."""
        self.done = Searched(())
        self.tree = tree_of(problem) if time_limit is None and len(self.pairs) <= FEW else None

    def gain(self, level: str, chunk: tuple[int, ...] = ()) -> Array:
        """What each pair of the problem adds to a level."""
        return gains(self.problem, level, np.arange(len(self.problem.rows)), chunk)

    def gained(self, gain: Array, plan: Sequence[int] | None = None) -> int:
        """The sum of a plan's gains; of the plan at hand where no other is given."""
        return sum(gain[self.problem.chosen(self.done.plan if plan is None else plan)].tolist())

    def freeze(self, gain: Array, reached: int | None = None) -> None:
        """From now on no plan may gain less than the one at hand, or than ``reached``."""
        self.frozen.append(Side(gain, low=self.gained(gain) if reached is None else reached))

    def step(
        self, gain: Array, pairs: Array, *, level: str | None = None, sign: int = 1, any_plan: bool = False
    ) -> bool:
        """The plan of ``pairs`` that gains most (or ``any_plan``) is then at hand; ``False`` if there is none."""
        if level == "served" and self.keeps_all(pairs) and self.gained(gain) == self.most:
            return True
        if self.tree is not None:
            with suppress(TooLongError):
                return self._grow(self.tree, gain, pairs, any_plan=any_plan)
        return self._search(gain, pairs, level, sign, any_plan=any_plan)

    def _search(self, gain: Array, pairs: Array, level: str | None, sign: int, *, any_plan: bool) -> bool:
        """As ``step``, by the solver's branch and bound.

        Where there are many pairs, the search is first narrowed to those of the best prices, then widened to all that
        a plan at least as good could have.
        """
        sifted = None
        if len(pairs) > MANY:
            sifted = sift(self.problem, pairs, [*self.limits, *self.frozen], gain, self._at_hand(pairs))
        if sifted is None:
            return self._close(gain, pairs, level, sign, any_plan=any_plan)
        if level is not None:
            self.done.bound[level] = sign * sifted.bound
        if level == "total" and self.problem.budget is not None and self.all_served:
            self._try_prices(sifted, gain, pairs)
        narrow = self._narrow(sifted, pairs)
        best_already = self.keeps_all(pairs) and self.gained(gain) == sifted.bound
        if not best_already and not self._close(gain, pairs[narrow], any_plan=any_plan):
            return self._close(gain, pairs, level, sign, any_plan=any_plan)
        wide = sifted.core(self.gained(gain))
        if not any_plan and self.gained(gain) < sifted.bound and (wide & ~narrow).any():
            self._close(gain, pairs[wide | narrow], level, sign)
        if level is not None:
            self.pairs = pairs[sifted.core(self.gained(gain))]
        return True

    def ceiling(self, gain: Array) -> int | None:
        """What no plan exceeds, as the linear program has it; ``None`` if it was not asked."""
        if self.tree is None:
            return None
        with suppress(TooLongError):
            return self.tree.ceiling(gain, self.pairs, self.frozen, self._locked())
        return None

    def _locked(self) -> Array:
        return np.array([self.problem.pair(*pair) for pair in self.problem.locked.items()], dtype=np.int64)

    def _grow(self, tree: Tree, gain: Array, pairs: Array, *, any_plan: bool) -> bool:
        """As ``step``, by branch and bound of our own."""
        at_hand = self.gained(gain) if self.keeps_all(pairs) else None
        if at_hand is not None and any_plan:
            return True
        found = tree.best(
            gain, pairs, self.frozen, self._locked(), at_hand, lambda chosen: self._keeps(self._plan(chosen)),
            any_plan=any_plan,
        )  # fmt: skip
        if found is not None:
            self.done.plan = self._plan(found)
        return found is not None or at_hand is not None

    def _try_prices(self, sifted: Sifted, gain: Array, pairs: Array) -> None:
        """A good plan to begin with: the best one where each unit of cost takes its price off the gain, at a price so
        far above the sifted one that the budget is kept."""
        served = replace(whole_face(self.problem), pairs=pairs).best(np.ones(len(pairs), dtype=np.int64))
        if served is None:
            return
        left = served[0].pairs
        for percent in DEARER:
            price = sifted.prices[0] * percent // 100
            found = served[0].best(gain[left] * sifted.parts - price * self.problem.costs[left])
            plan = found and tuple(found[1].plan.tolist())
            if plan and self._keeps(plan):
                if self.gained(gain, plan) > self.gained(gain):
                    self.done.plan = plan
                return

    def _narrow(self, sifted: Sifted, pairs: Array) -> Array:
        """The pairs of the best prices, and those of the plan at hand (true or false)."""
        count = min(NARROW * self.problem.mentees, len(pairs))
        narrow = np.isin(pairs, self.problem.chosen(self.done.plan))
        narrow[np.argpartition(sifted.shortfall, count - 1)[:count]] = True
        return narrow

    def _at_hand(self, pairs: Array) -> Array:
        held = self.problem.chosen(self.done.plan)
        return held if self.keeps_all(pairs) else held[:0]

    def _close(
        self, gain: Array, pairs: Array, level: str | None = None, sign: int = 1, *, any_plan: bool = False
    ) -> bool:
        """As ``_step``, by branch and bound over just these pairs; each plan is checked, and cut off and sought anew
        where it passed only by tolerance."""
        if not len(pairs):
            return self.accept((-1,) * self.problem.mentees)
        model = Model(self.problem, pairs, [*self.limits, *self.frozen], gain)
        for _ in range(MOST_CUTS):
            answer, seconds = model.solve(whole=True, time_limit=self.left, any_plan=any_plan)
            if self.left is not None:
                self.left = max(0.0, self.left - seconds)
            if answer.chosen is None and answer.closed:
                return False
            plan = None if answer.chosen is None else self._plan(answer.chosen)
            sound = plan is not None and self._keeps(plan)
            at_least = self.gained(gain) if self.keeps_all(pairs) else None
            if plan is not None and sound and (at_least is None or self.gained(gain, plan) >= at_least):
                self.done.plan = plan
            if not answer.closed:
                if level is not None and math.isfinite(answer.bound):
                    found: int = max(math.floor(answer.bound + 1e-6), self.gained(gain))
                    known = self.done.bound.get(level)
                    self.done.bound[level] = sign * (found if known is None else min(found, sign * known))
                raise OutOfTimeError
            if sound:
                return True
            if answer.chosen is not None:
                model.cuts.append(np.flatnonzero(np.isin(pairs, answer.chosen)))
        raise AssertionError(f"{MOST_CUTS} plans in a row passed only by the solver's tolerance")

    def accept(self, plan: tuple[int, ...]) -> bool:
        """Whether the plan keeps everything; it is then the plan at hand."""
        if not self._keeps(plan):
            return False
        self.done.plan = plan
        return True

    def keeps_all(self, pairs: Array) -> bool:
        """Whether the plan at hand is one of ``pairs`` and keeps everything."""
        plan = self.done.plan
        return bool(plan) and bool(np.isin(self.problem.chosen(plan), pairs).all()) and self._keeps(plan)

    def _plan(self, pairs: Array) -> tuple[int, ...]:
        plan = np.full(self.problem.mentees, -1)
        plan[self.problem.rows[pairs]] = self.problem.cols[pairs]
        return tuple(plan.tolist())

    def _keeps(self, plan: Sequence[int]) -> bool:
        return not faults(self.problem, plan) and all(
            side.low is None or self.gained(side.weights, plan) >= side.low for side in self.frozen
        )
