"""From many pairs to the few that can matter: prices from a linear program, and a bound counted in whole numbers.

The linear program starts with the best pairs of each mentee and takes on others as long as their price is right
("sifting"). Its prices, rounded to whole numbers, bound the gain of every plan whatever the rounding (weak duality
again), and a pair whose shortfall against them exceeds what the best plan at hand lacks to the bound is in no better
plan.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cbt_cli.matching.model import Model, Side
from cbt_cli.matching.problem import Array, Problem

FIRST = 12
"""Pairs of each mentee that the linear program begins with."""
MORE = 6
"""Pairs of each mentee that it takes on in one round."""
ROUNDS = 60
PRECISION = 2**51
"""Largest weight times the unit in which prices are counted."""


@dataclass(frozen=True, eq=False)
class Sifted:
    """What the prices prove, in parts of a unit of gain: ``limit`` is what no plan exceeds, ``shortfall`` by how much
    at least any plan with the pair stays below it."""

    parts: int
    limit: int
    shortfall: Array
    prices: tuple[int, ...]
    """Of the sides, in parts for each unit of a side's sum."""

    @property
    def bound(self) -> int:
        """No plan gains more."""
        return self.limit // self.parts

    def core(self, reached: int) -> Array:
        """The pairs that a plan that gains ``reached`` may have (true or false)."""
        return np.asarray(self.shortfall <= self.limit - reached * self.parts)


def sift(problem: Problem, pairs: Array, sides: Sequence[Side], gain: Array, start: Array) -> Sifted | None:
    """Bound and shortfalls; ``None`` if the linear program gives no prices. ``start``: pairs of a plan at hand."""
    rows = problem.rows[pairs]
    inside = np.isin(pairs, start)
    inside[_top(rows, gain[pairs], FIRST)] = True
    for side in sides:
        inside[_top(rows, -side.weights[pairs] if side.low is None else side.weights[pairs], FIRST // 2)] = True
    model = Model(problem, pairs, sides, gain)
    shared = sum(model.row_count[:4])
    prices = np.zeros(sum(model.row_count))  # a pair that the linear program lacks has a row of its own at price 0
    for _ in range(ROUNDS):
        answer, _ = Model(problem, pairs[inside], sides, gain).solve(whole=False)
        if not len(answer.prices):
            return None
        prices[:shared] = answer.prices[:shared]
        if model.engaging:
            prices[shared:][inside] = answer.prices[shared:]
        worth = _worth(model, prices)
        missing = ~inside & (worth > 1e-7 * max(1.0, float(np.abs(worth).max())))
        if not missing.any():
            break
        wanted = np.flatnonzero(missing)
        inside[wanted[_top(rows[wanted], worth[wanted], MORE)]] = True
    return _counted(model, prices)


def _top(rows: Array, weights: Array, count: int) -> Array:
    """The ``count`` heaviest of each row; rows ascend."""
    order = np.lexsort((-weights, rows))
    place = np.arange(len(rows)) - np.searchsorted(rows, rows)
    return order[place < count]


def _worth(model: Model, prices: Array) -> Array:
    at, by = model.columns()
    return np.asarray(model.gain[model.pairs].astype(np.float64) - (prices[at] * by).sum(axis=1))


def _counted(model: Model, prices: Array) -> Sifted | None:
    """The bound in whole numbers of a unit so small that rounding hardly weakens it."""
    problem, pairs, gain = model.problem, model.pairs, model.gain
    if not len(pairs):
        return None
    n, m, groups, _, _ = model.row_count
    unit = 2 ** max(0, int(math.log2(PRECISION / max(1, int(np.abs(gain[pairs]).max())))) - 10)
    rows = problem.rows[pairs]
    fees, bound = _of_mentors(model, prices, unit)
    rest = gain[pairs] * unit - fees
    of_sides: list[int] = []
    for k, (side, scale) in enumerate(zip(model.sides, model.scale, strict=True)):
        price = round(float(prices[n + m + groups + k]) * scale * unit)
        limit = side.high if price > 0 else side.low
        of_sides.append(0 if limit is None else price)
        if limit is not None:
            rest = rest - price * side.weights[pairs]
            bound += price * limit
    u = np.zeros(n, dtype=np.int64)
    u[list(problem.locked)] = -(2**62)
    np.maximum.at(u, rows, rest)
    u[u == -(2**62)] = 0
    bound += sum(u.tolist())
    return Sifted(unit, bound, u[rows] - rest, tuple(of_sides))


def _of_mentors(model: Model, prices: Array, unit: int) -> tuple[Array, int]:
    """What each pair pays for its mentor, and what all mentors come to at these prices."""
    problem, cols = model.problem, model.problem.cols[model.pairs]
    n, m, groups, sides, _ = model.row_count
    p = np.rint(prices[n : n + m] * unit).astype(np.int64)
    if not model.engaging:
        p = np.maximum(p, 0)
        return p[cols], sum((problem.capacity * p).tolist())
    most, least = np.maximum(p[: m // 2], 0), np.minimum(p[m // 2 :], 0)
    of_pairs = np.maximum(np.rint(prices[n + m + groups + sides :] * unit).astype(np.int64), 0)
    worth = problem.capacity * most + max(problem.least, 1) * least
    np.add.at(worth, cols, of_pairs)
    of_groups = np.maximum(np.rint(prices[n + m : n + m + groups] * unit).astype(np.int64), 0).tolist()
    for (group, _), price in zip(problem.groups, of_groups, strict=True):
        worth[sorted(group)] -= price
    allowed = sum(limit * price for (_, limit), price in zip(problem.groups, of_groups, strict=True))
    return most[cols] + least[cols] + of_pairs, allowed + sum(np.maximum(worth, 0).tolist())
