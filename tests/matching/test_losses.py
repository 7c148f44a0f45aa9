"""What forcing a pair costs the whole: against solving anew with the pair locked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_assign import OBJECTIVES, exhaustive, problems

from cbt_cli.matching import losses as of_losses
from cbt_cli.matching.best import Best, best_plan
from cbt_cli.matching.losses import losses
from cbt_cli.matching.problem import Problem, value

ANSWERED = [objective for objective in OBJECTIVES if objective[0] != "worst"]


def lost(mine: Best, theirs: Best, level: str) -> int:
    """The loss in one level as the two plans' values have it."""
    now, then = mine.levels[level], theirs.levels[level]
    if level == "leximin":
        return next((a - b for a, b in zip(now, then, strict=False) if a != b), 0)
    if now is None:
        return 0
    return int(then - now if level == "cost" else now - then)


@settings(max_examples=40, deadline=None)
@given(problems(limited=True), st.sampled_from(OBJECTIVES))
def test_under_limits_the_losses_are_those_of_an_exhaustive_search(
    problem: Problem, objective: tuple[str, ...]
) -> None:
    """Budget, country's share, least loads and locks: exact in every level for every pair that some plan has; and so is
    what is known without a search for each."""
    best = best_plan(problem, objective)
    expected = {}
    for pair in zip(problem.rows.tolist(), problem.cols.tolist(), strict=True):
        plan = exhaustive(replace(problem, locked={**problem.locked, pair[0]: pair[1]}), objective)
        if best.status == "optimal" and plan is not None and problem.locked.get(*pair) == pair[1]:
            forced = {level: value(problem, level, plan) for level in objective}
            expected[pair] = {level: lost(best, replace(best, levels=forced), level) for level in objective}
    found = losses(problem, best, objective, anew=True).of
    assert {pair: {level: each[level] for level in objective} for pair, each in found.items()} == expected
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(of_losses, "FEW", -1)
        known, unsought = losses(problem, best, objective)
    assert all(found[pair] == each for pair, each in known.items())
    assert len(known) + unsought == len(problem.usable()) or not problem.limited or best.status != "optimal"


@settings(max_examples=60, deadline=None)
@given(problems(limited=False), st.sampled_from(ANSWERED))
def test_the_losses_of_all_pairs_are_those_of_solving_anew(problem: Problem, objective: tuple[str, ...]) -> None:
    """Exact in every level, for every allowed pair; a pair that no plan has is left out."""
    best = best_plan(problem, objective)
    expected = {}
    for pair in zip(problem.rows.tolist(), problem.cols.tolist(), strict=True):
        if best.status == "optimal" and problem.locked.get(pair[0], pair[1]) == pair[1]:
            forced = best_plan(replace(problem, locked={**problem.locked, pair[0]: pair[1]}), objective)
            if forced.status == "optimal":
                expected[pair] = {level: lost(best, forced, level) for level in objective}
    found = losses(problem, best, objective).of
    assert {pair: {level: each[level] for level in objective} for pair, each in found.items()} == expected
