"""The solver without the forms around it, for scripts and for checks against public instances."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from cbt_cli.matching.best import OBJECTIVE, best_plan
from cbt_cli.matching.problem import LEVELS, Array, Problem
from cbt_cli.matching.whole import in_whole


@dataclass(frozen=True, slots=True)
class Assigned:
    """What ``assign`` returns. ``mentor``: for each mentee the mentor's index, -1 for none (integer array).

    ``levels`` and ``bound``: level → value and proven bound, in the units given (whole sums as ``int``, others as
    ``float``; ``leximin``: the served mentees' scores, worst first; ``None`` where there is no value or no bound).
    ``status``: ``optimal``, ``feasible`` within the time limit, ``infeasible``. ``proof``: ``prices`` (confirmed
    without the solver), ``search`` (rests on the solver's search to gap 0) or ``none``.
    """

    mentor: Array
    levels: Mapping[str, Any]
    bound: Mapping[str, Any]
    status: str
    proof: str = field(default="none")


def assign(
    scores: Any,
    capacity: Any,
    *,
    cost: Any = None,
    budget: Any = None,
    objective: Sequence[str] = OBJECTIVE,
    time_limit: float | None = None,
) -> Assigned:
    """The best assignment of mentors to mentees, exactly.

    ``scores``: array (mentees × mentors) of finite numbers, any sign, NaN, ``None`` or masked where a pair is not
    allowed; also a ``scipy.sparse`` array, where what is not stored is not allowed. ``capacity``: whole numbers
    (mentors). ``cost``: array (mentors) or (mentees × mentors). ``budget``: one number. ``objective``: the levels in
    their order, out of ``served``, ``worst`` (the smallest score of a served mentee; before ``served`` it means a plan
    that serves somebody), ``leximin`` (an unserved mentee counts below any score), ``total``, ``cost``.
    ``time_limit``: seconds for the search that a binding budget needs. Equal plans: the first mentee gets its first
    mentor, and so on (where a budget binds, for up to 60 mentees; beyond, the plan is the one that the search finds,
    always the same).

    Everything is counted in whole numbers: floats with up to nine decimals are those decimals (0.1 is one tenth),
    others are taken to 53 binary places of the largest. ``ValueError`` says what is wrong with the input.
    """
    levels = tuple(objective)
    if [level for level in levels if level not in LEVELS] or len(set(levels)) != len(levels):
        raise ValueError(f"objective is each at most once of {', '.join(LEVELS)}; not {', '.join(levels)}")
    rows, cols, values, shape = _pairs(scores)
    places = _capacity(capacity, shape[1])
    whole, unit = in_whole(values)
    spent, limit, money = _money(cost, budget, rows, cols, shape)
    problem = Problem(shape[0], rows, cols, whole, spent, places, budget=limit)
    best = best_plan(problem, levels, time_limit)
    units = {"worst": unit, "leximin": unit, "total": unit, "cost": money}
    return Assigned(
        np.array(best.plan, dtype=np.int64),
        {level: _shown(number, units.get(level)) for level, number in best.levels.items()},
        {level: _shown(number, units.get(level)) for level, number in best.bound.items()},
        best.status,
        best.proof,
    )


def _pairs(scores: Any) -> tuple[Array, Array, Array, tuple[int, int]]:
    """The allowed pairs, by mentee and mentor: rows, columns, scores; and how many mentees and mentors there are."""
    if hasattr(scores, "tocsr"):
        table = scores.tocsr()
        if not table.has_canonical_format:
            table = table.copy()
            table.sum_duplicates()
        rows = np.repeat(np.arange(table.shape[0]), np.diff(table.indptr))
        there = _there(table.data)
        return rows[there], table.indices[there].astype(np.int64), table.data[there], table.shape
    try:
        table = np.asarray(scores)
    except ValueError:
        table = np.empty(0)
    if table.ndim == 1 and not table.size and not len(scores):
        table = table.reshape(0, 0)
    if table.ndim != 2:
        raise ValueError("scores: every mentee needs a score (or NaN) for every mentor")
    there = _there(table) & ~np.ma.getmaskarray(scores) if np.ma.isMaskedArray(scores) else _there(table)
    at = np.flatnonzero(there)  # three times as fast as by row and column
    rows = np.repeat(np.arange(table.shape[0]), there.sum(axis=1))
    return rows, at - rows * table.shape[1], table.reshape(-1)[at], (table.shape[0], table.shape[1])


def _there(numbers: Array) -> Array:
    if numbers.dtype == object:
        return np.array([number is not None and number == number for number in numbers.flat], dtype=bool).reshape(  # noqa: PLR0124 - NaN of any type
            numbers.shape
        )
    return ~np.isnan(numbers) if numbers.dtype.kind == "f" else np.ones(numbers.shape, dtype=bool)


def _capacity(capacity: Any, width: int) -> Array:
    places = np.asarray(capacity)
    if places.ndim != 1 or (width and len(places) != width):
        raise ValueError(f"capacity: {places.size} numbers for {width} mentors")
    if places.size and (places.dtype.kind not in "biuf" or (places < 0).any() or (places != np.floor(places)).any()):
        raise ValueError("capacity: a whole number of at least 0 for each mentor")
    return np.asarray(np.minimum(places, 2**31), dtype=np.int64)


def _money(
    cost: Any, budget: Any, rows: Array, cols: Array, shape: tuple[int, int]
) -> tuple[Array, int | None, Fraction]:
    """The costs of the pairs and the budget in whole numbers, and their unit."""
    limit = None if budget is None or budget != budget or budget == math.inf else budget  # noqa: PLR0124 - NaN of any type
    if cost is None:
        if limit is not None:
            raise ValueError("a budget needs costs")
        return np.zeros(len(rows), dtype=np.int64), None, Fraction(1)
    table = np.asarray(cost)
    if table.ndim == 1 and table.shape == shape[1:]:
        prices = table[cols]
    elif table.shape == shape:
        prices = table[rows, cols]
    elif table.ndim == 1:
        raise ValueError(f"cost: {len(table)} numbers for {shape[1]} mentors")
    else:
        raise ValueError("cost: one number for each mentor, or one for each pair")
    lacking = np.flatnonzero(~_there(prices))
    if len(lacking):
        mentee, mentor = rows[lacking[0]], cols[lacking[0]]
        raise ValueError(f"cost: none for mentee {mentee} and mentor {mentor}, though the pair is allowed")
    counts, money = in_whole(prices if limit is None else np.append(prices, limit))
    return (counts, None, money) if limit is None else (counts[:-1], int(counts[-1]), money)


def _shown(number: Any, unit: Fraction | None) -> Any:
    if number is None or unit is None:
        return number
    if isinstance(number, tuple):
        return tuple(_shown(part, unit) for part in number)
    shown = number * unit
    return shown.numerator if shown.denominator == 1 else float(shown)
