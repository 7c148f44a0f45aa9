"""How much hangs on the weights: the assignment made anew with each criterion's points 10 % up and 10 % down."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from cbt_cli.matching.best import Best, best_plan
from cbt_cli.matching.board import Board
from cbt_cli.matching.problem import Problem
from cbt_cli.matching.scoring import points

MOST = 1000
"""Pairs up to which the runs are made without being asked for where limits bind, so that each is a search."""
WITHOUT_SCORES = frozenset({"kept", "served", "cost"})
"""Levels that other scores leave as they are."""
CHANGES = (Fraction(9, 10), Fraction(11, 10))


def survival(board: Board, best: Best, objective: Sequence[str], *, anew: bool = False) -> dict[int, Fraction] | None:
    """Mentee → in what share of the runs it gets the same mentor; ``None`` where that was not worked out. One criterion
    is changed at a time."""
    problem = board.problem
    if not len(problem.rows) or not (anew or worked_out(problem, best)):
        return None
    criteria = [criterion for criterion in board.call.matching.criteria if criterion.points]
    pairs = list(zip(problem.rows.tolist(), problem.cols.tolist(), strict=True))
    settled = tuple(itertools.takewhile(WITHOUT_SCORES.__contains__, objective))
    same = dict.fromkeys(range(problem.mentees), 0)
    for criterion in criteria:
        shares = [board.shares[pair][criterion.name] for pair in pairs]
        now = np.array([points(criterion, share) for share in shares])
        for change in CHANGES:
            then = np.array([points(criterion, share, change) for share in shares])
            changed = replace(problem, scores=problem.scores - now + then)
            plan = best_plan(changed, objective, start=best.plan, settled=settled).plan
            for mentee, mentor in enumerate(best.plan):
                same[mentee] += plan[mentee] == mentor
    return {mentee: Fraction(times, len(criteria) * len(CHANGES)) for mentee, times in same.items()}


def worked_out(problem: Problem, best: Best) -> bool:
    """Whether it is worked out without being asked for: not where limits bind on many pairs, or the time was up."""
    return not problem.limited or best.proof == "prices" or (best.status == "optimal" and len(problem.rows) <= MOST)
