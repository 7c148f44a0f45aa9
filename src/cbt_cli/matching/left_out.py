"""Why a mentee is left without a mentor, and why a mentor has nobody; the smallest change that would help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from cbt_cli.domain.base import Sentence, listed, say
from cbt_cli.domain.matching import Match
from cbt_cli.matching.best import best_plan
from cbt_cli.matching.reasons import Reasons
from cbt_cli.matching.scoring import shown, worth


def why_mentee(reasons: Reasons, mentee: int) -> Sentence:
    """The reason for a mentee left without."""
    board = reasons.board
    if not board.mentors:
        return say("there is no eligible mentor")
    allowed = board.scores[mentee]
    if not allowed:
        return say("no mentor is allowed: {reasons}", reasons=_tally(_barred(reasons, mentee=mentee)))
    free = [j for j in allowed if reasons.load[j] < board.problem.capacity[j]]
    if not free:
        return _places_taken(reasons, mentee)
    return _limit_in_the_way(reasons) or say(
        "serving it as well is possible, but a level before the number of mentees served would suffer"
    )


def _places_taken(reasons: Reasons, mentee: int) -> Sentence:
    """The closed circle (Hall): mentees who all depend on the same mentors, who have too few places for them."""
    board, plan = reasons.board, reasons.best.plan
    mentors, mentees = set(board.scores[mentee]), {mentee}
    while True:
        held = {i for i, j in enumerate(plan) if j in mentors}
        wider = mentors | {j for i in held for j in board.scores[i] if i not in board.problem.locked}
        mentees |= held
        if wider == mentors:
            break
        mentors = wider
    places = sum(board.problem.capacity[j] for j in mentors)
    if places >= len(mentees) or board.problem.limited:
        found = _limit_in_the_way(reasons)
        if found is not None:
            return found
    return say(
        "its allowed mentors are taken: {mentees} mentees ({who}) depend on {mentors}, with {places} places in all",
        mentees=len(mentees),
        who=", ".join(board.mentees[i].ref for i in sorted(mentees)),
        mentors=", ".join(board.mentors[j].ref for j in sorted(mentors)),
        places=places,
    )


@lru_cache(maxsize=1)
def _limit_in_the_way(reasons: Reasons) -> Sentence | None:
    """Which limit, lifted alone, would let more mentees be served."""
    board, problem = reasons.board, reasons.board.problem
    served = sum(j >= 0 for j in reasons.best.plan)
    if problem.budget is not None:
        more = best_plan(replace(problem, budget=None), ("served", "cost"))
        if more.status == "optimal" and more.levels["served"] > served:
            return say(
                "the budget does not pay for it: serving {count} mentees costs at least {least}, and there are "
                "{budget}",
                count=more.levels["served"],
                least=board.price(more.levels["cost"]),
                budget=board.price(problem.budget),
            )
    if problem.groups:
        more = best_plan(replace(problem, groups=()), ("served",))
        if more.status == "optimal" and more.levels["served"] > served:
            return say("its mentors come from countries that already have as many mentors as the limit allows")
    if problem.least > 1:
        more = best_plan(replace(problem, least=0), ("served",))
        if more.status == "optimal" and more.levels["served"] > served:
            return say("no mentor could have it together with at least {least} mentees in all", least=problem.least)
    if problem.limited:
        more = best_plan(replace(problem, budget=None, groups=(), least=0), ("served",))
        if more.levels["served"] > served:
            return say("the limits on the whole, taken together, leave no place for it")
    return None


def why_mentor(reasons: Reasons, mentor: int) -> Sentence:
    """The reason for a mentor who has nobody, and what it would have taken."""
    board, problem = reasons.board, reasons.board.problem
    if not board.mentees:
        return say("there are no mentees")
    if problem.capacity[mentor] == 0:
        return say("the mentor offers no place")
    rows = [i for i, row in enumerate(board.scores) if mentor in row and problem.locked.get(i, mentor) == mentor]
    if not rows:
        barred = _barred(reasons, mentor=mentor)
        return (
            say("not allowed for any mentee: {reasons}", reasons=_tally(barred))
            if barred
            else say("every mentee for whom the mentor is allowed is locked to another")
        )
    nearest = min(rows, key=lambda i: (_sacrifice(reasons, i, mentor), i))
    mentee, holder = board.mentees[nearest].ref, reasons.best.plan[nearest]
    points = worth(shown(board.scores[nearest][mentor]))
    cost = reasons.consequence(nearest, mentor)
    if holder < 0:
        return say("nearest to {mentee} ({points}), which {cost}", mentee=mentee, points=points, cost=cost)
    said = say(
        "nearest to {mentee} ({points}, where {holder} has {theirs}); putting this mentor there {cost}",
        mentee=mentee,
        points=points,
        holder=board.mentors[holder].ref,
        theirs=shown(board.scores[nearest][holder]),
        cost=cost,
    )
    lost = reasons.lost.of.get((nearest, mentor), {})
    if lost.get("total", 0) > 0 and not any(lost.get(level) for level in ("kept", "served", "worst", "leximin")):
        return say(
            "{said}; with more than {points} more it would have been", said=said, points=worth(shown(lost["total"]))
        )
    return said


def _sacrifice(reasons: Reasons, mentee: int, mentor: int) -> tuple[int, ...]:
    """What the pair would cost the whole, level by level, or where that is not known the points it falls short."""
    lost = reasons.lost.of.get((mentee, mentor))
    if lost is not None:
        return tuple(lost.values())
    scores, holder = reasons.board.scores, reasons.best.plan[mentee]
    held = scores[mentee][holder] if holder >= 0 else 0
    return (held - scores[mentee][mentor],)


def _barred(reasons: Reasons, mentee: int | None = None, mentor: int | None = None) -> list[Match]:
    matches = reasons.board.matches
    return [
        found
        for (i, j), found in sorted(matches.items())
        if found.barred is not None and (mentee in (None, i)) and (mentor in (None, j))
    ]


def _tally(barred: Iterable[Match]) -> Sentence:
    """How often each reason stands in the way, the most frequent first."""
    counts = Counter(found.code or "" for found in barred)
    said = {
        "excluded": say("{count} excluded by the officer", count=0),
        "link": say("{count} with a declared link", count=0),
        "language": say("{count} without a common working language", count=0),
        "need": say("{count} without a shared need", count=0),
        "priority": say("{count} without a shared priority", count=0),
        "no-price": say("{count} without a certain price", count=0),
        "no-place": say("{count} without a place", count=0),
        "score": say("{count} with too low a score", count=0),
    }
    bars = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return listed((said[code].model_copy(update={"params": {"count": str(many)}}) for code, many in bars), ", ")
