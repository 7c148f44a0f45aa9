"""The levels of an objective where a budget, a limit on a country or a least load limits the whole: branch and bound
(HiGHS).

Every plan that the solver offers is checked in whole numbers against the limits and the levels before; one that passed
only by the solver's tolerance is cut off and the search goes on. Where there are many pairs, prices first leave aside
those that are in no best plan (``sift.py``). That nothing better exists rests on the solver's search (gap 0).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from cbt_cli.matching.check import faults
from cbt_cli.matching.face import whole_face
from cbt_cli.matching.model import Model, Side
from cbt_cli.matching.problem import Array, Problem, gains, value
from cbt_cli.matching.sift import Sifted, sift
from cbt_cli.matching.transport import Priced

MANY = 60
"""Pairs from which prices are sought first."""
NARROW = 4
"""Pairs of each mentee in the first, narrow search."""
DEARER = (100, 101, 105, 125, 200)
"""Percent of the price of money at which a plan to begin with is sought."""
ORDERED = 60
"""Mentees up to which equal plans are put in order; beyond, the plan is the one that the solver finds first."""
PACK = 10**6
"""Most that one mentee's place in the order may weigh against the next, so that the solver's numbers stay exact."""
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


def search(
    problem: Problem,
    objective: Sequence[str],
    time_limit: float | None = None,
    until: Mapping[str, Any] | None = None,
    *,
    in_order: bool = True,
) -> Searched | None:
    """The best plan in every level; ``None`` if no plan keeps the locks and limits. ``time_limit`` in seconds.

    ``until``: values of the levels that cannot be bettered; the search ends with the first level that does not reach
    them, and leaves equal plans as they come, as it does without ``in_order``.
    """
    hunt = _Hunt(problem, time_limit, until or {})
    try:
        if not hunt.begin():
            return None
        for level in objective:
            hunt.level(level)
            if until is not None and value(problem, level, hunt.done.plan) != until[level]:
                return hunt.done
        if until is None and in_order:
            hunt.order()
    except OutOfTimeError:
        hunt.done.closed = False
    return hunt.done


class _Hunt:
    def __init__(self, problem: Problem, time_limit: float | None, hopes: Mapping[str, Any]) -> None:
        self.problem = problem
        self.hopes = hopes
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

    def begin(self) -> bool:
        """A first plan that is allowed: a cheap one that serves many, nobody but the locked, or whatever there is."""
        locked = self.problem.locked
        if any(self.problem.pair(*pair) not in self.pairs for pair in locked.items()):
            return False
        nobody = tuple(locked.get(mentee, -1) for mentee in range(self.problem.mentees))
        for plan in (self._cheap(), nobody):
            if plan is not None and not faults(self.problem, plan):
                self.done.plan = plan
                return True
        return self._step(self.nothing, self.pairs)

    def _cheap(self) -> tuple[int, ...] | None:
        """The cheapest of the plans that serve most, less its dearest pairs as long as it exceeds the budget."""
        cheapest = self._cheapest(self.pairs)
        if cheapest is None:
            return None
        self.most = int((cheapest.plan >= 0).sum())
        plan = cheapest.plan.tolist()
        if self.problem.budget is not None:
            pairs = sorted(self.problem.chosen(plan).tolist(), key=lambda pair: int(self.problem.costs[pair]))
            spent = sum(self.problem.costs[pairs].tolist())
            while pairs and spent > self.problem.budget:
                dearest = pairs.pop()
                plan[self.problem.rows[dearest]] = -1
                spent -= int(self.problem.costs[dearest])
        return tuple(plan)

    def _cheapest(self, pairs: Array) -> Priced | None:
        """The cheapest of the plans of ``pairs`` that serve most, limits aside."""
        served = replace(whole_face(self.problem), pairs=pairs).best(np.ones(len(pairs), dtype=np.int64))
        found = served and served[0].best(-self.problem.costs[served[0].pairs])
        return found[1] if found else None

    def level(self, level: str) -> None:
        """Brings the plan to its best in one level and freezes that level."""
        if level == "worst":
            self._worst()
        elif level == "leximin":
            self._leximin()
        else:
            self._sum(level)

    def _all(self, level: str, chunk: tuple[int, ...] = ()) -> Array:
        return gains(self.problem, level, np.arange(len(self.problem.rows)), chunk)

    def _sum(self, level: str) -> None:
        gain, sign = self._all(level), -1 if level == "cost" else 1
        if not self._step(gain, self.pairs, level=level, sign=sign):
            raise AssertionError(f"no plan at level {level}, though there was one before")
        self.done.bound[level] = sign * self._gained(gain)
        self.all_served = level == "served" and not self.frozen and self._gained(gain) == self.most
        self._freeze(gain)

    def _gained(self, gain: Array, plan: Sequence[int] | None = None) -> int:
        return sum(gain[self.problem.chosen(self.done.plan if plan is None else plan)].tolist())

    def _freeze(self, gain: Array, reached: int | None = None) -> None:
        self.frozen.append(Side(gain, low=self._gained(gain) if reached is None else reached))

    def _held(self) -> list[int]:
        return [int(self.problem.scores[pair]) for pair in self.problem.chosen(self.done.plan)]

    def _worst(self) -> None:
        """The highest floor; each step of the bisection asks whether a plan without the worse pairs exists."""
        ones = self._all("served")
        if not self._held():
            self._step(ones, self.pairs)
        if not self._held():
            self.done.bound["worst"] = None
            return
        self._freeze(ones, 1)  # a level before ``served`` means a plan with at least one pair
        scores = self.problem.scores[self.pairs]
        self.done.bound["worst"] = int(scores.max())
        best = self._floor(np.unique(scores).tolist(), frozenset())
        self.done.bound["worst"] = best
        self.pairs = self.pairs[scores >= best]

    def _floor(self, scores: Sequence[int], settled: frozenset[int]) -> int:
        """The highest of ``scores`` that can be the floor, ``settled`` scores aside: bisection, from what the plan at
        hand reaches."""
        low, high = 0, len(scores)
        of_pairs = self.problem.scores[self.pairs]
        free = np.isin(of_pairs, sorted(settled))
        while True:
            held = min(score for score in self._held() if score not in settled)
            while low + 1 < high and held >= scores[low + 1]:
                low += 1
            if high - low <= 1:
                return scores[low]
            hoped = scores.index(self.hopes["worst"]) if self.hopes.get("worst") in scores else 0
            middle = hoped if low < hoped < high else (low + high) // 2
            if self._possible(self.pairs[free | (of_pairs >= scores[middle])]):
                low = middle
            else:
                high = middle

    def _possible(self, pairs: Array) -> bool:
        """Whether some plan of ``pairs`` keeps everything; it is then the plan at hand.

        Where as many are served as places allow, prices come first: the cheapest of the plans that serve so many, all
        limits aside. If even that one serves fewer or costs too much, there is none; if it keeps the limits, it is one.
        Else the search decides, for a cheap plan where there is a budget: the relaxed problem is then nearly whole by
        itself.
        """
        problem = self.problem
        if self.all_served:
            found = self._cheapest(pairs)
            if found is None or int((found.plan >= 0).sum()) < (self.most or 0):
                return False
            plan = tuple(found.plan.tolist())
            spent = sum(problem.costs[problem.chosen(plan)].tolist())
            if problem.budget is not None and spent > problem.budget:
                return False
            if self._accept(plan):
                return True
        gain = self.nothing if problem.budget is None else -problem.costs
        return self._step(gain, pairs, any_plan=True)

    def _leximin(self) -> None:
        """As many served as possible; then the worst score as high and as rare as possible; then the next, and so
        on."""
        self._sum("served")
        self.done.bound.pop("served", None)
        settled: set[int] = set()
        while set(self._held()) - settled:
            scores = self.problem.scores[self.pairs]
            fixed = np.isin(scores, sorted(settled))
            best = self._floor(np.unique(scores[~fixed]).tolist(), frozenset(settled))
            self.pairs = self.pairs[fixed | (scores >= best)]
            rare = self._all("leximin", (best,)).astype(np.int64)
            self._step(rare, self.pairs)
            self._freeze(rare)
            self.all_served = False
            settled.add(best)

    def order(self) -> None:
        """Among equals the first in order, a few mentees at a time (as many as the solver's numbers allow)."""
        mentees = self.problem.mentees
        if mentees > ORDERED:
            return
        base = len(self.problem.capacity) + 1
        together = max(1, int(math.log(PACK, base)))
        for first in range(0, mentees, together):
            late = self.nothing.copy()
            for place, mentee in enumerate(range(first, min(first + together, mentees))):
                row = slice(int(self.problem.starts[mentee]), int(self.problem.starts[mentee + 1]))
                late[row] = (base - 1 - self.problem.cols[row]) * base ** (together - 1 - place)
            if late[self.pairs].max(initial=0) > 0 and self._choice(first, together):
                self._step(late, self.pairs)
            rows = self.problem.rows[self.pairs]
            settled = (rows >= first) & (rows < first + together)
            here = np.array(self.done.plan)[rows] == self.problem.cols[self.pairs]
            self.pairs = self.pairs[here | ~settled]

    def _choice(self, first: int, count: int) -> bool:
        """Whether one of these mentees could still have an earlier mentor than it has."""
        rows, cols = self.problem.rows[self.pairs], self.problem.cols[self.pairs]
        plan = np.array(self.done.plan)
        here = plan[rows]
        return bool(((rows >= first) & (rows < first + count) & ((here < 0) | (cols < here))).any())

    def _step(
        self, gain: Array, pairs: Array, *, level: str | None = None, sign: int = 1, any_plan: bool = False
    ) -> bool:
        """The plan of ``pairs`` that gains most (or ``any_plan``) becomes the plan at hand; ``False`` if there is none.

        Where there are many pairs, the search is first narrowed to those of the best prices, then widened to all that
        a plan at least as good could have.
        """
        if level == "served" and self._keeps_all(pairs) and self._gained(gain) == self.most:
            return True
        sifted = None
        if len(pairs) > MANY:
            sifted = sift(self.problem, pairs, [*self.limits, *self.frozen], gain, self._at_hand(pairs))
        if sifted is None:
            return self._close(gain, pairs, level, sign)
        if level is not None:
            self.done.bound[level] = sign * sifted.bound
        if level == "total" and self.problem.budget is not None and self.all_served:
            self._try_prices(sifted, gain, pairs)
        narrow = self._narrow(sifted, pairs)
        best_already = self._keeps_all(pairs) and self._gained(gain) == sifted.bound
        if not best_already and not self._close(gain, pairs[narrow]):
            return self._close(gain, pairs, level, sign)
        wide = sifted.core(self._gained(gain))
        if not any_plan and self._gained(gain) < sifted.bound and (wide & ~narrow).any():
            self._close(gain, pairs[wide | narrow], level, sign)
        if level is not None:
            self.pairs = pairs[sifted.core(self._gained(gain))]
        return True

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
                if self._gained(gain, plan) > self._gained(gain):
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
        return held if np.isin(held, pairs).all() else held[:0]

    def _close(self, gain: Array, pairs: Array, level: str | None = None, sign: int = 1) -> bool:
        """As ``_step``, by branch and bound over just these pairs; each plan is checked, and cut off and sought anew
        where it passed only by tolerance."""
        if not len(pairs):
            return self._accept((-1,) * self.problem.mentees)
        model = Model(self.problem, pairs, [*self.limits, *self.frozen], gain)
        for _ in range(MOST_CUTS):
            start = self._at_hand(pairs)
            answer, seconds = model.solve(whole=True, start=start if len(start) else None, time_limit=self.left)
            if self.left is not None:
                self.left = max(0.0, self.left - seconds)
            if answer.chosen is None and answer.closed:
                return False
            plan = None if answer.chosen is None else self._plan(answer.chosen)
            sound = plan is not None and self._keeps(plan)
            at_least = self._gained(gain) if self._keeps_all(pairs) else None
            if plan is not None and sound and (at_least is None or self._gained(gain, plan) >= at_least):
                self.done.plan = plan
            if not answer.closed:
                if level is not None and math.isfinite(answer.bound):
                    found = max(math.floor(answer.bound + 1e-6), self._gained(gain))
                    known = self.done.bound.get(level)
                    self.done.bound[level] = sign * (found if known is None else min(found, sign * known))
                raise OutOfTimeError
            if sound:
                return True
            if answer.chosen is not None:
                model.cuts.append(np.flatnonzero(np.isin(pairs, answer.chosen)))
        raise AssertionError(f"{MOST_CUTS} plans in a row passed only by the solver's tolerance")

    def _accept(self, plan: tuple[int, ...]) -> bool:
        """Whether the plan keeps everything; it is then the plan at hand."""
        if not self._keeps(plan):
            return False
        self.done.plan = plan
        return True

    def _keeps_all(self, pairs: Array) -> bool:
        return bool(self.done.plan) and bool(np.isin(self.problem.chosen(self.done.plan), pairs).all())

    def _plan(self, pairs: Array) -> tuple[int, ...]:
        plan = np.full(self.problem.mentees, -1)
        plan[self.problem.rows[pairs]] = self.problem.cols[pairs]
        return tuple(plan.tolist())

    def _keeps(self, plan: Sequence[int]) -> bool:
        return not faults(self.problem, plan) and all(
            side.low is None or self._gained(side.weights, plan) >= side.low for side in self.frozen
        )
