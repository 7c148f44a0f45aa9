"""The solver without the forms around it, for scripts and for checks against public instances."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from cbt_cli.matching.check import faults, proved
from cbt_cli.matching.levels import plain
from cbt_cli.matching.problem import LEVELS, Problem, value
from cbt_cli.matching.whole import common_unit, exact, in_units

OBJECTIVE = ("served", "worst", "total", "cost")


@dataclass(frozen=True, slots=True)
class Best:
    """A plan in whole numbers. ``status``: ``optimal``, ``feasible`` (time limit reached) or ``infeasible``; ``proof``:
    ``prices`` (confirmed by the checker alone), ``search`` (rests on the solver's search) or ``none``."""

    plan: tuple[int, ...]
    levels: Mapping[str, Any]
    bound: Mapping[str, Any]
    status: str
    proof: str


@dataclass(frozen=True, slots=True)
class Assigned:
    """What ``assign`` returns. ``mentor``: index for each mentee, -1 for none (a NumPy integer array where NumPy is
    there).

    ``levels`` and ``bound``: level → value and proven bound, in the units given (whole sums as ``int``, others as
    ``float``; ``leximin``: the served mentees' scores, worst first; ``None`` where there is no value or no bound).
    ``status``: ``optimal``, ``feasible`` within the time limit, ``infeasible``. ``proof``: ``prices``, ``search`` or
    ``none``.
    """

    mentor: Any
    levels: Mapping[str, Any]
    bound: Mapping[str, Any]
    status: str
    proof: str = field(default="none")


def best_plan(problem: Problem, objective: Sequence[str] = OBJECTIVE, time_limit: float | None = None) -> Best:
    """The best plan, exactly, each level of ``objective`` fixed before the next; equal plans: the first in order.

    Without a limit that binds it is found and proved in whole numbers alone; else by branch and bound.
    """
    nobody_counts = "worst" in objective and not {"served", "leximin"} & set(objective[: objective.index("worst")])
    if not nobody_counts:
        solved = plain(problem, objective)
        if solved is None:
            return _none(problem, objective)
        if not problem.limited or not faults(problem, solved.plan):
            if faults(problem, solved.plan) or not proved(problem, solved.plan, solved.proofs):
                raise AssertionError("the plan does not stand up to its check")
            reached = {level: value(problem, level, solved.plan) for level in objective}
            return Best(solved.plan, reached, reached, "optimal", "prices")
    return _searched(problem, objective, time_limit)


def _searched(problem: Problem, objective: Sequence[str], time_limit: float | None) -> Best:
    from cbt_cli.matching.search import search  # noqa: PLC0415 - loads a solver, which plain problems do without

    found = search(problem, objective, time_limit)
    if found is None or (not found.plan and problem.scores):
        return _none(problem, objective)
    if faults(problem, found.plan):
        raise AssertionError("the plan does not stand up to its check")
    reached = {level: value(problem, level, found.plan) for level in objective}
    if found.closed:
        return Best(found.plan, reached, reached, "optimal", "search")
    return Best(found.plan, reached, {level: found.bound.get(level) for level in objective}, "feasible", "none")


def _none(problem: Problem, objective: Sequence[str]) -> Best:
    nothing: dict[str, Any] = dict.fromkeys(objective)
    return Best((-1,) * len(problem.scores), nothing, nothing, "infeasible", "none")


def _known(objective: Sequence[str]) -> None:
    unknown = [level for level in objective if level not in LEVELS]
    if unknown or len(set(objective)) != len(objective):
        raise ValueError(f"objective is each at most once of {', '.join(LEVELS)}; not {', '.join(objective)}")


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

    ``scores``: array (mentees × mentors) of finite numbers, any sign, NaN (or ``None``) where a pair is not allowed;
    also a ``scipy.sparse`` array, where what is not stored is not allowed. ``capacity``: whole numbers (mentors).
    ``cost``: array (mentors) or (mentees × mentors). ``budget``: one number. ``objective``: the levels in their
    order, out of ``served``, ``worst`` (the smallest score of a served mentee; before ``served`` it means a plan that
    serves somebody), ``leximin`` (an unserved mentee counts below any score), ``total``, ``cost``. ``time_limit``:
    seconds for the search that a binding budget needs. Floats are taken as the shortest decimals that read back as
    them, and everything is counted in whole numbers of a common unit. ``ValueError`` says what is wrong with the
    input.
    """
    _known(objective)
    rows = _rows(scores)
    places = _capacity(capacity, _width(scores, rows))
    prices = _costs(cost, rows, len(places))
    unit = common_unit(number for row in rows for number in row.values())
    limit = None if budget is None or _is_nan(budget) else exact(budget)
    if limit is not None and cost is None:
        raise ValueError("a budget needs costs")
    money = common_unit([*(number for row in prices for number in row.values()), *([] if limit is None else [limit])])
    problem = Problem(
        scores=tuple({j: in_units(s, unit) for j, s in row.items()} for row in rows),
        capacity=places,
        costs=tuple({j: in_units(c, money) for j, c in row.items()} for row in prices),
        budget=None if limit is None else in_units(limit, money),
    )
    best = best_plan(problem, tuple(objective), time_limit)
    units = {"worst": unit, "leximin": unit, "total": unit, "cost": money}
    levels = {level: _shown(number, units.get(level)) for level, number in best.levels.items()}
    bound = {level: _shown(number, units.get(level)) for level, number in best.bound.items()}
    return Assigned(_array(best.plan), levels, bound, best.status, best.proof)


def _rows(scores: Any) -> list[dict[int, Fraction]]:
    if hasattr(scores, "tocoo"):
        coo = scores.tocoo()
        rows: list[dict[int, Fraction]] = [{} for _ in range(coo.shape[0])]
        for i, j, score in zip(coo.row.tolist(), coo.col.tolist(), coo.data.tolist(), strict=True):
            if not _is_nan(score):
                rows[i][j] = exact(score)
        return rows
    table = scores.tolist() if hasattr(scores, "tolist") else [list(row) for row in scores]
    if len({len(row) for row in table}) > 1:
        raise ValueError("scores: every mentee needs a score (or NaN) for every mentor")
    return [{j: exact(score) for j, score in enumerate(row) if not _is_nan(score)} for row in table]


def _width(scores: Any, rows: Sequence[Mapping[int, Fraction]]) -> int | None:
    if hasattr(scores, "shape"):
        return int(scores.shape[1])
    return len(scores[0]) if rows else None


def _is_nan(number: Any) -> bool:
    return number is None or (isinstance(number, float) and math.isnan(number)) or number != number  # noqa: PLR0124 - NaN of any type


def _capacity(capacity: Any, width: int | None) -> tuple[int, ...]:
    places = [exact(number) for number in capacity]
    if width is not None and len(places) != width:
        raise ValueError(f"capacity: {len(places)} numbers for {width} mentors")
    if any(number.denominator != 1 or number < 0 for number in places):
        raise ValueError("capacity: a whole number of at least 0 for each mentor")
    return tuple(int(number) for number in places)


def _costs(cost: Any, rows: Sequence[Mapping[int, Fraction]], width: int) -> list[dict[int, Fraction]]:
    if cost is None:
        return [dict.fromkeys(row, Fraction(0)) for row in rows]
    table = cost.tolist() if hasattr(cost, "tolist") else list(cost)
    if table and isinstance(table[0], list | tuple):
        if len(table) != len(rows) or any(len(line) != width for line in table):
            raise ValueError("cost: one number for each mentor, or one for each pair")
        return [{j: _price(table[i][j], i, j) for j in row} for i, row in enumerate(rows)]
    if len(table) != width:
        raise ValueError(f"cost: {len(table)} numbers for {width} mentors")
    each = {j: _price(table[j], None, j) for j in {j for row in rows for j in row}}
    return [{j: each[j] for j in row} for row in rows]


def _price(number: Any, mentee: int | None, mentor: int) -> Fraction:
    if _is_nan(number):
        pair = f"mentor {mentor}" if mentee is None else f"mentee {mentee}, mentor {mentor}"
        raise ValueError(f"cost: none for {pair}, though the pair is allowed")
    return exact(number)


def _shown(number: Any, unit: Fraction | None) -> Any:
    if number is None or unit is None:
        return number
    if isinstance(number, tuple):
        return tuple(_shown(part, unit) for part in number)
    shown = number * unit
    return shown.numerator if shown.denominator == 1 else float(shown)


def _array(plan: tuple[int, ...]) -> Any:
    try:
        import numpy as np  # noqa: PLC0415 - only to hand back an array
    except ImportError:  # pragma: no cover - NumPy comes with the solver
        return plan
    return np.array(plan, dtype=np.int64)


__all__ = ["OBJECTIVE", "Assigned", "Best", "assign", "best_plan"]
