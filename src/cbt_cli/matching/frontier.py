"""What each budget buys: the best assignment for budgets from the least that serves anybody to what money cannot
better."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cbt_cli.domain.calls import Call
from cbt_cli.domain.matching import Bought, Limits, Mentor, Needs
from cbt_cli.matching.best import best_plan
from cbt_cli.matching.board import survey
from cbt_cli.matching.scoring import check_criteria, shown
from cbt_cli.matching.terms import NO_LIMITS, read_terms


def frontier(
    mentors: Sequence[Mentor],
    needs: Needs,
    call: Call,
    *,
    steps: int = 12,
    absent: Iterable[tuple[str, str]] | None = None,
    options: Limits = NO_LIMITS,
    time_limit: float | None = None,
) -> tuple[Bought, ...]:
    """The best assignment at ``steps`` budgets, evenly spaced, the last one the cost of the best plan without a budget.

    The other limits hold as in ``match``; a budget given with them is left out. Mentors whose price is not certain are
    left out too. Empty where no assignment costs anything.
    """
    check_criteria(call)
    priced = [mentor for mentor in mentors if mentor.cost is not None]
    unpriced = [(mentor.ref, mentor.name) for mentor in mentors if mentor.cost is None]
    terms = read_terms(priced, needs, call, absent=None if absent is None else [*absent, *unpriced], options=options)
    board = survey(priced, needs.mentees, call, replace(terms, budget=None), {})
    objective = call.matching.objective
    with_cost = objective if "cost" in objective else (*objective, "cost")
    richest = best_plan(board.problem, with_cost, time_limit)
    most = richest.levels["cost"] or 0
    least = min(board.problem.costs.tolist(), default=0)
    budgets = (
        sorted({least + (most - least) * step // (steps - 1) for step in range(steps)}) if most and steps > 1 else []
    )
    found = []
    for budget in budgets:
        best = best_plan(replace(board.problem, budget=budget), with_cost, time_limit)
        scores = [board.scores[i][j] for i, j in enumerate(best.plan) if j >= 0]
        if best.status != "infeasible":
            found.append(
                Bought(
                    budget=board.cost(budget),
                    served=len(scores),
                    worst=shown(min(scores)) if scores else None,
                    total=shown(sum(scores)),
                    cost=board.cost(best.levels["cost"] or 0),
                    optimal=best.status == "optimal",
                )
            )
    return tuple(found)
