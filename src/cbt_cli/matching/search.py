"""The levels of an objective where a budget, a limit on a country or a least load limits the whole: branch and bound
(HiGHS).

Every plan that the solver offers is checked in whole numbers against the budget and the levels before; one that
passed only by the solver's tolerance is cut off and the search goes on. That nothing better exists rests on the
solver's search (gap 0).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from cbt_cli.matching.check import faults
from cbt_cli.matching.milp import Milp, Offer
from cbt_cli.matching.problem import Numbers, Problem, gains

PACK = 10**6
"""Most that one mentee's place in the order may weigh against the next, so that the solver's numbers stay exact."""


@dataclass
class Searched:
    """A best plan, how far it is proved: level → bound, and whether every level was closed."""

    plan: tuple[int, ...]
    bound: dict[str, int | None] = field(default_factory=dict)
    closed: bool = True


MOST_CUTS = 1000
"""Plans cut off in one step before the solver is taken to be broken."""


class OutOfTimeError(Exception):
    """The time limit was reached before the solver closed a step."""


def search(problem: Problem, objective: Sequence[str], time_limit: float | None = None) -> Searched | None:
    """The best plan in every level; ``None`` if no plan keeps the locks and limits. ``time_limit`` in seconds."""
    hunt = _Hunt(problem, time_limit)
    try:
        if not hunt.begin():
            return None
        for level in objective:
            hunt.level(level)
        hunt.order()
    except OutOfTimeError:
        hunt.done.closed = False
    return hunt.done


class _Hunt:
    def __init__(self, problem: Problem, time_limit: float | None) -> None:
        self.problem = problem
        self.pairs = problem.allowed()
        self.milp = Milp(problem, self.pairs, time_limit)
        self.done = Searched(())
        self.frozen: list[Callable[[Sequence[int]], bool]] = []

    def begin(self) -> bool:
        """A first plan that is allowed: nobody but the locked, or whatever the solver finds."""
        if any(mentor not in self.pairs[mentee] for mentee, mentor in self.problem.locked.items()):
            return False
        plan = tuple(self.problem.locked.get(mentee, -1) for mentee in range(len(self.pairs)))
        if not faults(self.problem, plan):
            self.done.plan = plan
            return True
        return self._step([{} for _ in self.pairs]) is not None

    def level(self, level: str) -> None:
        """Brings the plan to its best in one level and freezes that level."""
        if level == "worst":
            self._worst()
        elif level == "leximin":
            self._leximin()
        else:
            self._sum(level)

    def _sum(self, level: str) -> None:
        gain = gains(self.problem, level, self.pairs)
        sign = -1 if level == "cost" else 1
        offer = self._step(gain, level=level, sign=sign)
        if offer is None:
            raise AssertionError(f"no plan at level {level}, though there was one before")
        reached = _sum_of(gain, self.done.plan)
        self.done.bound[level] = sign * reached
        self._freeze(gain, reached)

    def _freeze(self, gain: Sequence[Numbers], reached: int) -> None:
        self.milp.at_least(gain, reached)
        self.frozen.append(lambda plan: _sum_of(gain, plan) >= reached)

    def _worst(self) -> None:
        """Bisection over the scores; each step asks whether a plan without the worse pairs exists."""
        if not any(mentor >= 0 for mentor in self.done.plan):
            self._serve_somebody()
        scores = sorted({score for row in self.pairs for score in row.values()})
        if not any(mentor >= 0 for mentor in self.done.plan):
            self.done.bound["worst"] = None
            return
        self.done.bound["worst"] = scores[-1]
        best = self._floor(scores, lambda score, floor: score >= floor)
        self.done.bound["worst"] = best
        self._keep(lambda score: score >= best)

    def _serve_somebody(self) -> None:
        """A level before ``served`` means a plan with at least one pair, where there is one."""
        ones = gains(self.problem, "served", self.pairs)
        offer = self._step(ones)
        if offer is not None and _sum_of(ones, self.done.plan) > 0:
            self._freeze(ones, 1)

    def _floor(self, scores: Sequence[int], fits: Callable[[int, int], bool]) -> int:
        """The highest of ``scores`` that can be the floor: bisection, starting from what the plan at hand reaches."""
        low, high = 0, len(scores)
        while True:
            held = [self.problem.scores[i][j] for i, j in enumerate(self.done.plan) if j >= 0]
            while low + 1 < high and all(fits(score, scores[low + 1]) for score in held):
                low += 1
            if high - low <= 1:
                return scores[low]
            middle = (low + high) // 2
            self.milp.only(lambda score, floor=scores[middle]: fits(score, floor))  # type: ignore[misc]
            if self._step([{} for _ in self.pairs]) is not None:
                low = middle
            else:
                high = middle
            self.milp.only(None)

    def _keep(self, fits: Callable[[int], bool]) -> None:
        self.pairs = [{j: s for j, s in row.items() if fits(s)} for row in self.pairs]
        self.milp.keep(self.pairs)

    def _leximin(self) -> None:
        """As many served as possible; then the worst score as high and as rare as possible; then the next, and so
        on."""
        self._sum("served")
        self.done.bound.pop("served", None)
        settled: set[int] = set()
        while True:
            scores = sorted({score for row in self.pairs for score in row.values()} - settled)
            held = {self.problem.scores[i][j] for i, j in enumerate(self.done.plan) if j >= 0} - settled
            if not held:
                return
            best = self._floor(scores, lambda score, floor: score >= floor or score in settled)
            self._keep(lambda score, floor=best: score >= floor or score in settled)  # type: ignore[misc]
            rare = gains(self.problem, "leximin", self.pairs, (best,))
            self._step(rare)
            self._freeze(rare, _sum_of(rare, self.done.plan))
            settled.add(best)

    def order(self) -> None:
        """Among equals the first in order, a few mentees at a time (as many as the solver's numbers allow)."""
        base = len(self.problem.capacity) + 1
        together = max(1, int(math.log(PACK, base)))
        for first in range(0, len(self.pairs), together):
            late: list[dict[int, int]] = [{} for _ in self.pairs]
            for place, mentee in enumerate(range(first, min(first + together, len(self.pairs)))):
                weight = base ** (together - 1 - place)
                late[mentee] = {mentor: (base - 1 - mentor) * weight for mentor in self.pairs[mentee]}
            if any(len(row) > 1 or (row and i not in self.problem.locked) for i, row in enumerate(late)):
                self._step(late)
                self._freeze(late, _sum_of(late, self.done.plan))

    def _step(self, gain: Sequence[Numbers], *, level: str | None = None, sign: int = 1) -> Offer | None:
        """The plan that gains most, checked; cut off and sought anew where it passed only by tolerance."""
        for _ in range(MOST_CUTS):
            offer = self.milp.best(gain, self.done.plan)
            if offer is None:
                return None
            sound = offer.plan is not None and not faults(self.problem, offer.plan)
            sound = sound and all(keeps(offer.plan or ()) for keeps in self.frozen)
            if sound and offer.plan is not None and (offer.closed or self._no_worse(gain, offer.plan)):
                self.done.plan = offer.plan
            if not offer.closed:
                if level is not None:
                    self.done.bound[level] = None if offer.bound is None else sign * offer.bound
                raise OutOfTimeError
            if sound:
                return offer
            self.milp.cut_off(offer.plan or ())
        raise AssertionError(f"{MOST_CUTS} plans in a row passed only by the solver's tolerance")

    def _no_worse(self, gain: Sequence[Numbers], plan: Sequence[int]) -> bool:
        return not self.done.plan or _sum_of(gain, plan) >= _sum_of(gain, self.done.plan)


def _sum_of(gain: Sequence[Numbers], plan: Sequence[int]) -> int:
    return sum(gain[mentee].get(mentor, 0) for mentee, mentor in enumerate(plan) if mentor >= 0)
