"""What the whole loses, level by level, if one pair is forced: exactly, for all pairs at once where nothing but places
limits the whole, or where the limits do not bind; else, where it is wanted, by solving anew for each pair.

Forcing a pair on a best plan is undone by a chain of moves that carries the seat in excess back to where the mentee
came from. The cheapest chains between all places are shortest paths, so one solution and one table of shortest paths
answer for all pairs. The levels are packed into one number, an earlier level outweighing all later ones. A level
``worst`` in between is answered floor by floor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from cbt_cli.matching.best import Best, best_plan
from cbt_cli.matching.check import faults
from cbt_cli.matching.face import whole_face
from cbt_cli.matching.known import Known
from cbt_cli.matching.levels import plain
from cbt_cli.matching.problem import Array, Problem, gains, value
from cbt_cli.matching.transport import heaviest

FEW = 60
"""Pairs for which a search each is worth while without being asked for."""

Pair = tuple[int, int]
Levels = Mapping[str, int]
"""Level → what is lost in it; below 0 a gain after a loss in an earlier level. Of ``leximin``: what the first of the
worst served loses who does (the number of mentees left out counts before, as ``served``)."""


class Losses(NamedTuple):
    """``of``: pair → what is lost if it is forced; a pair that no plan has is not there. ``unsought``: how many are
    not there because that takes a search for each."""

    of: dict[Pair, Levels]
    unsought: int = 0


def losses(
    problem: Problem, best: Best, objective: Sequence[str], *, anew: bool = False, known: Known | None = None
) -> Losses:
    """The losses of every allowed pair. Where limits bind, only of the pairs that are known without a search each; of
    all if those that are not are ``FEW``, or with ``anew`` (minutes for a programme). ``known``: plans to begin with,
    to which those found are added."""
    if best.status != "optimal" or not len(problem.usable()):
        return Losses({})
    levels = tuple(objective)
    if not problem.limited:
        return Losses(_Table(problem, best, levels).all())
    found = _within_limits(problem, best, levels)
    rest = [pair for pair in _usable(problem) if pair not in found]
    if not anew and len(rest) > FEW:
        return Losses(found, len(rest))
    known = known or Known(problem, levels)
    known.learn(best.plan)
    for pair in rest:
        plan = _anew(problem, levels, pair, known)
        if plan is not None:
            found[pair] = _lost(problem, best, levels, plan)
    return Losses(found)


def _usable(problem: Problem) -> list[Pair]:
    at = problem.usable()
    return list(zip(problem.rows[at].tolist(), problem.cols[at].tolist(), strict=True))


def _within_limits(problem: Problem, best: Best, objective: tuple[str, ...]) -> dict[Pair, Levels]:
    """The losses that follow without a search: none for what is chosen; and where the limits do not bind on the best
    plan, those of every pair whose best plan, were there no limits, keeps them as well."""
    nothing = dict.fromkeys((*objective, *(("served",) if "leximin" in objective else ())), 0)
    found: dict[Pair, Levels] = {pair: nothing for pair in enumerate(best.plan) if pair[1] >= 0}
    if best.proof != "prices":
        return found
    if problem.budget is None or problem.groups or problem.least > 1:
        for pair in _usable(problem):
            solved = None if pair in found else plain(_forced(problem, pair), objective)
            if solved is not None and not faults(problem, solved.plan):
                found[pair] = _lost(problem, best, objective, solved.plan)
        return found
    left = problem.budget - sum(problem.costs[problem.chosen(best.plan)].tolist())
    priced = objective if "cost" in objective else (*objective, "cost")
    for pair, lost in _Table(replace(problem, budget=None), best, priced).all().items():
        if lost["cost"] <= left:
            found[pair] = {level: loss for level, loss in lost.items() if level in nothing}
    return found


def _forced(problem: Problem, pair: Pair) -> Problem:
    return replace(problem, locked={**problem.locked, pair[0]: pair[1]})


def _anew(problem: Problem, objective: tuple[str, ...], pair: Pair, known: Known) -> Sequence[int] | None:
    """The best plan that has the pair, by a search of its own; ``None`` if no plan has it."""
    other = best_plan(_forced(problem, pair), objective, start=known.plan(pair), in_order=False)
    if other.status != "optimal":
        return None
    known.learn(other.plan)
    return other.plan


def _lost(problem: Problem, best: Best, objective: tuple[str, ...], plan: Sequence[int]) -> Levels:
    """What is lost from the best plan to another one."""
    lost = {level: _between(level, best.levels[level], value(problem, level, plan)) for level in objective}
    if "leximin" in objective and "served" not in objective:
        lost["served"] = _count(best.plan) - _count(plan)
    return lost


def _count(plan: Sequence[int]) -> int:
    return sum(mentor >= 0 for mentor in plan)


def _between(level: str, mine: Any, theirs: Any) -> int:
    """The loss in one level from the values of two plans."""
    if level == "leximin":
        return next((a - b for a, b in zip(mine, theirs, strict=False) if a != b), 0)
    if mine is None or theirs is None:
        return 0
    return int(theirs - mine if level == "cost" else mine - theirs)


class _Table:
    def __init__(self, problem: Problem, best: Best, objective: tuple[str, ...]) -> None:
        self.problem, self.best, self.objective = problem, best, objective
        named = [("served", level) if level == "leximin" else (level,) for level in objective if level != "worst"]
        self.sums = list(dict.fromkeys(level for levels in named for level in levels))
        before = objective[: objective.index("worst")] if "worst" in objective else objective
        self.before = len(
            [level for level in self.sums if level in before or (level == "served" and "leximin" in before)]
        )
        self.scores = np.unique(problem.scores).tolist()
        self.pairs = problem.usable()
        self.weights, self.bases = self._packed()
        self.far = 4 * sum(map(abs, self.weights.tolist())) + 4 if self.weights.dtype == object else 2**60
        self.now = self._unpacked(sum(self.weights[problem.chosen(best.plan)].tolist()))

    def _packed(self) -> tuple[Array, list[int]]:
        """One weight for each pair that ranks by all sums in their order, and the base of each digit of it."""
        every = np.arange(len(self.problem.rows))
        each = [gains(self.problem, level, every, self.scores).astype(object) for level in self.sums]
        bases = [1 + 2 * self.problem.mentees * max(1, int(abs(gain).max(initial=0))) for gain in each]
        packed = np.zeros(len(every), dtype=object)
        for gain, base in zip(each, bases, strict=True):
            packed = packed * base + gain
        short = max((abs(weight) for weight in packed.tolist()), default=0) * (self.problem.mentees + 2) < 2**59
        return packed.astype(np.int64) if short else packed, bases

    def _unpacked(self, number: int) -> tuple[int, ...]:
        digits = []
        for base in reversed(self.bases):
            digit = (number + base // 2) % base - base // 2
            digits.append(digit)
            number = (number - digit) // base
        return tuple(reversed(digits))

    def all(self) -> dict[Pair, Levels]:
        """The losses of all pairs."""
        if "worst" in self.objective:
            return self._with_floors()
        return {pair: self._lost(self._unpacked(value)) for pair, value in self._forced(self.pairs).items()}

    def _with_floors(self) -> dict[Pair, Levels]:
        """With a level ``worst``: the highest floor that leaves the levels before it at their best."""
        scores = self.problem.scores
        unlimited = {pair: self._unpacked(value) for pair, value in self._forced(self.pairs).items()}
        waiting = {}
        found: dict[Pair, Levels] = {}
        for pair, levels in unlimited.items():
            if levels[: self.before] == self.now[: self.before]:
                waiting[pair] = int(scores[self.problem.pair(*pair) or 0])
            else:  # a level before suffers, and the floor may even rise: such pairs are few, each is solved anew
                found[pair] = self._solved(pair)
        floor = self.best.levels["worst"]
        for score in reversed(self.scores):
            if (floor is not None and score > floor) or not any(own >= score for own in waiting.values()):
                continue
            forced = self._forced(self.pairs[scores[self.pairs] >= score])
            for pair in [pair for pair, own in waiting.items() if own >= score and pair in forced]:
                levels = self._unpacked(forced[pair])
                if levels[: self.before] == self.now[: self.before]:
                    found[pair] = self._lost(levels, floor=score)
                    del waiting[pair]
        return found

    def _solved(self, pair: Pair) -> Levels:
        other = best_plan(replace(self.problem, locked={**self.problem.locked, pair[0]: pair[1]}), self.objective)
        sums = self._unpacked(sum(self.weights[self.problem.chosen(other.plan)].tolist()))
        return self._lost(sums, floor=other.levels["worst"])

    def _lost(self, levels: tuple[int, ...], floor: int | None = None) -> Levels:
        lost: dict[str, int] = {}
        for level, mine, theirs in zip(self.sums, self.now, levels, strict=True):
            lost[level] = self._first_below(mine, theirs) if level == "leximin" else mine - theirs
        if "worst" in self.objective:
            now = self.best.levels["worst"]
            lost["worst"] = 0 if now is None or floor is None else now - floor
        return {level: lost[level] for level in dict.fromkeys((*self.objective, *lost))}

    def _first_below(self, mine: int, theirs: int) -> int:
        """The first difference between the scores, worst first, that two packed counts stand for."""
        ours, others = self._counted(mine), self._counted(theirs)
        return next((a - b for a, b in zip(ours, others, strict=False) if a != b), 0)

    def _counted(self, packed: int) -> list[int]:
        base, scores = self.problem.mentees + 1, list[int]()
        packed = -packed
        for score in reversed(self.scores):
            packed, times = divmod(packed, base)
            scores += [score] * times
        return scores[::-1]

    def _forced(self, pairs: Array) -> dict[Pair, int]:
        """Pair → greatest packed weight of a plan of these ``pairs`` that has it."""
        problem, face = self.problem, replace(whole_face(self.problem), pairs=pairs)
        weights = self.weights[pairs]
        priced = heaviest(face.net, weights)
        if priced is None:
            return {}
        rows, cols, outside = problem.rows[pairs], problem.cols[pairs], len(problem.capacity)
        plan = np.where(priced.plan < 0, outside, priced.plan)
        held = np.zeros(problem.mentees, dtype=weights.dtype)
        mine = cols == plan[rows]
        held[rows[mine]] = weights[mine]
        moves = self._shortest(self._moves(plan, held, pairs))
        back = moves[cols, plan[rows]]
        value = sum(held.tolist()) - (held[rows] - weights + back)
        there = (back < self.far // 2).tolist()
        each = zip(rows.tolist(), cols.tolist(), value.tolist(), there, strict=True)
        return {(i, j): worth for i, j, worth, possible in each if possible}

    def _moves(self, plan: Array, held: Array, pairs: Array) -> Array:
        """What one move loses, from each place to each; the last one is outside (unserved, or an empty place)."""
        problem, outside = self.problem, len(self.problem.capacity)
        table = np.full((outside + 1, outside + 1), self.far, dtype=self.weights.dtype)
        fixed = np.zeros(problem.mentees, dtype=bool)
        fixed[list(problem.locked)] = True
        free = pairs[~fixed[problem.rows[pairs]]]
        rows, cols = problem.rows[free], problem.cols[free]
        np.minimum.at(table, (plan[rows], cols), held[rows] - self.weights[free])
        inside = np.flatnonzero((plan < outside) & ~fixed)
        np.minimum.at(table, (plan[inside], np.full(len(inside), outside)), held[inside])
        load = np.bincount(plan, minlength=outside + 1)[:outside]
        roomy = np.flatnonzero(load < problem.capacity)
        table[roomy, outside] = np.minimum(table[roomy, outside], 0)
        table[outside] = np.minimum(table[outside], 0)
        np.fill_diagonal(table, 0)
        return table

    @staticmethod
    def _shortest(table: Array) -> Array:
        """Shortest paths between all places (Floyd and Warshall)."""
        for place in range(len(table)):
            table = np.minimum(table, table[:, place, None] + table[None, place, :])
        return table
