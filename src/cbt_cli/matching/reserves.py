"""Who steps in if a mentor withdraws, on what is left free: the other pairs stay as they are."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from cbt_cli.domain.matching import Match
from cbt_cli.matching.best import Best, best_plan
from cbt_cli.matching.board import Board
from cbt_cli.matching.check import faults
from cbt_cli.matching.problem import Problem


def reserves(board: Board, best: Best, objective: Sequence[str]) -> dict[int, tuple[Match, ...]]:
    """Mentee → who would step in for its mentor, as many as the call asks for.

    First comes the mentor of the best assignment of all the withdrawn mentor's mentees to the places, budget and
    limits left over; then everybody else who could take this one mentee on, best first.
    """
    found: dict[int, tuple[Match, ...]] = dict.fromkeys(range(len(board.mentees)), ())
    most = board.call.matching.reserves
    for gone in sorted({mentor for mentor in best.plan if mentor >= 0}) if most else ():
        theirs = [i for i, mentor in enumerate(best.plan) if mentor == gone]
        others = tuple(-1 if mentor == gone else mentor for mentor in best.plan)
        stand_in = best_plan(_without(board.problem, best.plan, gone), objective, start=others).plan
        for i in theirs:
            next_best = (
                j for j, _ in board.allowed(i) if j not in (gone, stand_in[i]) and _fits(board, best.plan, i, j)
            )
            first = [stand_in[i]] if stand_in[i] >= 0 else []
            found[i] = tuple(board.matches[i, j] for j in itertools.islice(itertools.chain(first, next_best), most))
    return found


def _without(problem: Problem, plan: Sequence[int], gone: int) -> Problem:
    """The problem left when a mentor withdraws and every other pair stays."""
    now = np.array(plan)[problem.rows]
    left = np.where(now == gone, problem.cols != gone, problem.cols == now)
    return replace(
        problem,
        rows=problem.rows[left],
        cols=problem.cols[left],
        scores=problem.scores[left],
        costs=problem.costs[left],
        locked={i: j for i, j in enumerate(plan) if j not in (-1, gone)},
    )


def _fits(board: Board, plan: Sequence[int], mentee: int, mentor: int) -> bool:
    """Whether the mentor can take this mentee on while every other mentee of the withdrawn one is without."""
    gone = plan[mentee]
    tried = [-1 if j == gone else j for j in plan]
    tried[mentee] = mentor
    unlocked = {i: j for i, j in board.problem.locked.items() if j != gone}
    return not faults(replace(board.problem, locked=unlocked), tried)
