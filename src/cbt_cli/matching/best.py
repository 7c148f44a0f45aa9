"""The best plan of a problem: in whole numbers and proved by prices where nothing else limits the whole, else by
search."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cbt_cli.matching.check import faults, proved
from cbt_cli.matching.levels import plain
from cbt_cli.matching.problem import Problem, value

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


def best_plan(
    problem: Problem,
    objective: Sequence[str] = OBJECTIVE,
    time_limit: float | None = None,
    *,
    hoped: Mapping[str, Any] | None = None,
    start: Sequence[int] | None = None,
    settled: Collection[str] = (),
    in_order: bool = True,
) -> Best:
    """The best plan, exactly, each level of ``objective`` fixed before the next; equal plans: the first in order.

    Without a limit that binds it is found and proved in whole numbers alone; else by branch and bound. ``hoped``:
    values that no plan betters; a search then ends with the first level that falls short of them, and later levels are
    what they happen to be. ``start``: a plan that a search may begin with; ``settled``: the first levels, as far as it
    is known to be best in them. ``in_order`` False: a search leaves equal plans as they come.
    """
    nobody_counts = "worst" in objective and not {"served", "leximin"} & set(objective[: objective.index("worst")])
    if not nobody_counts:
        solved = plain(problem, objective)
        if solved is None:
            return _none(problem, objective)
        broken = faults(problem, solved.plan)
        if not problem.limited or not broken:
            if broken or not proved(problem, solved.plan, solved.proofs):
                raise AssertionError(f"the plan does not stand up to its check: {broken}")
            reached = {level: value(problem, level, solved.plan) for level in objective}
            return Best(solved.plan, reached, reached, "optimal", "prices")
    return _searched(problem, objective, time_limit, hoped, start, settled, in_order=in_order)


def _searched(
    problem: Problem,
    objective: Sequence[str],
    time_limit: float | None,
    hoped: Mapping[str, Any] | None,
    start: Sequence[int] | None,
    settled: Collection[str],
    *,
    in_order: bool,
) -> Best:
    # They load a solver, which plain problems do without.
    from cbt_cli.matching.falling import fall  # noqa: PLC0415
    from cbt_cli.matching.search import search  # noqa: PLC0415

    if hoped is None:
        found = search(problem, objective, time_limit, start=start, settled=settled, in_order=in_order)
    else:
        found = fall(problem, objective, hoped, start)
    if found is None or (not found.plan and problem.mentees):
        return _none(problem, objective)
    broken = faults(problem, found.plan)
    if broken:
        raise AssertionError(f"the plan does not stand up to its check: {broken}")
    reached = {level: value(problem, level, found.plan) for level in objective}
    if found.closed:
        return Best(found.plan, reached, reached, "optimal", "search")
    return Best(found.plan, reached, {level: found.bound.get(level) for level in objective}, "feasible", "none")


def _none(problem: Problem, objective: Sequence[str]) -> Best:
    nothing: dict[str, Any] = dict.fromkeys(objective)
    return Best((-1,) * problem.mentees, nothing, nothing, "infeasible", "none")
