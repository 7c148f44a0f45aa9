"""The levels of an objective where a budget, a limit on a country or a least load limits the whole: one step after the
other (``closing.py``), each level frozen before the next."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from cbt_cli.matching.check import faults
from cbt_cli.matching.closing import Closing, OutOfTimeError, Searched
from cbt_cli.matching.face import whole_face
from cbt_cli.matching.problem import Array, Problem
from cbt_cli.matching.transport import Priced

ORDERED = 60
"""Mentees up to which equal plans are put in order; beyond, the plan is the one that the solver finds first."""
COUNTS = frozenset({"served", "kept"})
"""Levels that count mentees."""
PACK = 10**6
"""Most that one mentee's place in the order may weigh against the next, so that the solver's numbers stay exact."""


def search(
    problem: Problem,
    objective: Sequence[str],
    time_limit: float | None = None,
    *,
    start: Sequence[int] | None = None,
    settled: Collection[str] = (),
    in_order: bool = True,
) -> Searched | None:
    """The best plan in every level; ``None`` if no plan keeps the locks and limits. ``time_limit`` in seconds.

    ``start``: a plan to begin with. ``settled``: levels, none before them open, that it is known to be best in.
    ``in_order`` False leaves equal plans as they come.
    """
    hunt = Hunt(problem, time_limit)
    try:
        if not hunt.begin(start):
            return None
        for level in objective:
            if level in settled and hunt.done.plan == tuple(start or ()):
                hunt.settle(level)
            else:
                hunt.level(level)
        if in_order:
            hunt.order()
    except OutOfTimeError:
        hunt.done.closed = False
    return hunt.done


class Hunt(Closing):
    """The levels, one after the other."""

    served = False
    """Whether as many are served as can be, from here on."""

    def begin(self, start: Sequence[int] | None = None) -> bool:
        """A first plan that is allowed: ``start``, a cheap one that serves many, nobody but the locked, or whatever
        there is."""
        locked = self.problem.locked
        if start is not None and not faults(self.problem, start):
            self.done.plan = tuple(start)
            return True
        if any(self.problem.pair(*pair) not in self.pairs for pair in locked.items()):
            return False
        nobody = tuple(locked.get(mentee, -1) for mentee in range(self.problem.mentees))
        for plan in (self._cheap(), nobody):
            if plan is not None and not faults(self.problem, plan):
                self.done.plan = plan
                return True
        return self.step(self.nothing, self.pairs)

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
            self.worst()
        elif level == "leximin":
            self._leximin()
        else:
            self.total(level)

    def total(self, level: str) -> None:
        """The most of a level that is a sum."""
        gain, sign = self.gain(level), -1 if level == "cost" else 1
        climbed = level in COUNTS and self._climb(gain)
        if not climbed and not self.step(gain, self.pairs, level=level, sign=sign):
            raise AssertionError(f"no plan at level {level}, though there was one before")
        self.settle(level)

    def settle(self, level: str) -> None:
        """Freezes a level that is a sum, as the plan at hand is best in it."""
        gain, sign = self.gain(level), -1 if level == "cost" else 1
        self.done.bound[level] = sign * self.gained(gain)
        self.all_served = level == "served" and not self.frozen and self.gained(gain) == self.most
        self.served = self.served or level == "served"
        self.freeze(gain)

    def _climb(self, gain: Array) -> bool:
        """As ``step`` for a level that counts mentees, from its ceiling downwards: whether a plan reaches a count is
        asked for a cheap plan where there is a budget, for which the relaxed problem is nearly whole by itself.
        ``False`` if that was not asked."""
        ceiling = self.ceiling(gain)
        if ceiling is None or not self.keeps_all(self.pairs):
            return False
        cheap = self.nothing if self.problem.budget is None else -self.problem.costs
        for count in range(ceiling, self.gained(gain), -1):
            self.freeze(gain, count)
            found = self.step(cheap, self.pairs, any_plan=True)
            self.frozen.pop()
            if found:
                break
        return True

    def held(self) -> list[int]:
        """The scores of the plan at hand."""
        return [int(self.problem.scores[pair]) for pair in self.problem.chosen(self.done.plan)]

    def worst(self, below: int | None = None) -> None:
        """The highest floor; each step of the bisection asks whether a plan without the worse pairs exists. ``below``:
        a floor that is known to be too high."""
        ones = self.gain("served")
        if not self.held():
            self.step(ones, self.pairs)
        if not self.held():
            self.done.bound["worst"] = None
            return
        self.freeze(ones, 1)  # a level before ``served`` means a plan with at least one pair
        scores = self.problem.scores[self.pairs]
        self.done.bound["worst"] = int(scores.max())
        floors = np.unique(scores if below is None else scores[scores < below])
        best = self.floor(floors.tolist(), frozenset())
        self.done.bound["worst"] = best
        self.pairs = self.pairs[scores >= best]

    def floor(self, scores: Sequence[int], settled: frozenset[int]) -> int:
        """The highest of ``scores`` that can be the floor, ``settled`` scores aside: bisection, from what the plan at
        hand reaches."""
        low, high = 0, len(scores)
        of_pairs = self.problem.scores[self.pairs]
        free = np.isin(of_pairs, sorted(settled))
        while True:
            held = min(score for score in self.held() if score not in settled)
            while low + 1 < high and held >= scores[low + 1]:
                low += 1
            if high - low <= 1:
                return scores[low]
            middle = (low + high) // 2
            if self.possible(self.pairs[free | (of_pairs >= scores[middle])]):
                low = middle
            else:
                high = middle

    def possible(self, pairs: Array) -> bool:
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
            if self.accept(plan):
                return True
        gain = self.nothing if problem.budget is None else -problem.costs
        return self.step(gain, pairs, any_plan=True)

    def _leximin(self) -> None:
        """As many served as possible; then the worst score as high and as rare as possible; then the next, and so
        on."""
        if not self.served:
            self.total("served")
            self.done.bound.pop("served", None)
        settled: set[int] = set()
        while set(self.held()) - settled:
            scores = self.problem.scores[self.pairs]
            fixed = np.isin(scores, sorted(settled))
            best = self.floor(np.unique(scores[~fixed]).tolist(), frozenset(settled))
            self.pairs = self.pairs[fixed | (scores >= best)]
            rare = self.gain("leximin", (best,)).astype(np.int64)
            if not self._climb(rare):
                self.step(rare, self.pairs)
            self.freeze(rare)
            self.all_served = False
            settled.add(best)

    def order(self) -> None:
        """Among equals the first in order, a few mentees at a time (as many as the solver's numbers allow)."""
        mentees = self.problem.mentees
        if mentees > ORDERED:
            return
        if self._only():
            return
        base = len(self.problem.capacity) + 1
        together = max(1, int(math.log(PACK, base)))
        for first in range(0, mentees, together):
            late = self.nothing.copy()
            for place, mentee in enumerate(range(first, min(first + together, mentees))):
                row = slice(int(self.problem.starts[mentee]), int(self.problem.starts[mentee + 1]))
                late[row] = (base - 1 - self.problem.cols[row]) * base ** (together - 1 - place)
            if late[self.pairs].max(initial=0) > 0 and self._choice(first, together):
                self.step(late, self.pairs)
            rows = self.problem.rows[self.pairs]
            settled = (rows >= first) & (rows < first + together)
            here = np.array(self.done.plan)[rows] == self.problem.cols[self.pairs]
            self.pairs = self.pairs[here | ~settled]

    def _only(self) -> bool:
        """Whether no other plan is as good: the one that shares the fewest pairs with it, and has the most others, is
        it."""
        plan, other = self.done.plan, self.nothing + 1
        other[self.problem.chosen(plan)] = -1
        self.step(other, self.pairs)
        found, self.done.plan = self.done.plan, plan
        return found == plan

    def _choice(self, first: int, count: int) -> bool:
        """Whether one of these mentees could still have an earlier mentor than it has."""
        rows, cols = self.problem.rows[self.pairs], self.problem.cols[self.pairs]
        plan = np.array(self.done.plan)
        here = plan[rows]
        return bool(((rows >= first) & (rows < first + count) & ((here < 0) | (cols < here))).any())
