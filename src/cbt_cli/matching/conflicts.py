"""No assignment keeps all conditions: the smallest set of them that clash, in words, and what helps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from cbt_cli.domain.base import Figure, Sentence, listed, say
from cbt_cli.errors import NeedsError
from cbt_cli.matching.best import best_plan
from cbt_cli.matching.board import Board
from cbt_cli.matching.problem import Problem


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition that the officer or the call set, in words, and how to do without it."""

    words: Sentence
    lift: Sentence
    lifted: Callable[[Problem], Problem]


def conflict(board: Board, objective: Sequence[str]) -> NeedsError:
    """What clashes: a set of conditions of which none can be left out for the clash, found by leaving each out in
    turn; and for each, how many mentees would be served without it."""
    every = _conditions(board)
    clashing = list(every)
    for condition in every:
        fewer = [other for other in clashing if other is not condition]
        if not _possible(_lifting(board.problem, [other for other in every if other not in fewer])):
            clashing = fewer
    helps = []
    for condition in clashing:
        best = best_plan(condition.lifted(board.problem), tuple(objective))
        if best.status != "infeasible":
            served = sum(j >= 0 for j in best.plan)
            helps.append(say("{lift}: then {served} mentees can be served", lift=condition.lift, served=served))
    return NeedsError(
        say("No assignment keeps all of: {names}.", names=listed(condition.words for condition in clashing)),
        say("{helps}.", helps=listed(helps, " · ")) if helps else say("Take two or more of them away."),
    )


def _conditions(board: Board) -> list[Condition]:
    terms, money = board.terms, board.call.quotation.currency
    found = []
    for i, j in sorted(board.problem.locked.items()):
        pair = f"{board.mentees[i].ref}–{board.mentors[j].ref}"
        found.append(
            Condition(
                say("the lock {pair}", pair=pair),
                say("take the lock {pair} away", pair=pair),
                partial(_unlocked, mentee=i),
            )
        )
    if terms.least_mentees is not None and board.problem.least > 1:
        found.append(
            Condition(
                say(
                    "at least {least} mentees for a mentor who has any ({source})",
                    least=terms.least_mentees,
                    source=terms.sources["least_mentees"],
                ),
                say("lift the least number of mentees"),
                lambda p: replace(p, least=0),
            )
        )
    if board.problem.groups:
        found.append(
            Condition(
                say(
                    "at most {most} mentors from one country ({source})",
                    most=terms.most_from_country,
                    source=terms.sources["most_from_country"],
                ),
                say("lift the limit on countries"),
                lambda p: replace(p, groups=()),
            )
        )
    if terms.budget is not None:
        found.append(
            Condition(
                say(
                    "the budget of {budget} ({source})",
                    budget=Figure(number=terms.budget, currency=money),
                    source=terms.sources["budget"],
                ),
                say("lift the budget"),
                lambda p: replace(p, budget=None),
            )
        )
    return found


def _unlocked(problem: Problem, *, mentee: int) -> Problem:
    return replace(problem, locked={i: j for i, j in problem.locked.items() if i != mentee})


def _lifting(problem: Problem, conditions: Sequence[Condition]) -> Problem:
    for condition in conditions:
        problem = condition.lifted(problem)
    return problem


def _possible(problem: Problem) -> bool:
    return best_plan(problem, ()).status != "infeasible"
