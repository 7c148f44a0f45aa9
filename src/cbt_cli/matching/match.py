"""Mentors and needs → the best assignment, ranked and explained."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from importlib.metadata import version

from cbt_cli.domain.base import Figure, Sentence, Value, given, listed, say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.matching import Assignment, Limits, Match, Mentor, Needs, Ranking
from cbt_cli.errors import NeedsError
from cbt_cli.matching.best import Best, best_plan
from cbt_cli.matching.board import Board, survey
from cbt_cli.matching.conflicts import conflict
from cbt_cli.matching.left_out import why_mentee, why_mentor
from cbt_cli.matching.reasons import Reasons
from cbt_cli.matching.reserves import reserves
from cbt_cli.matching.robustness import survival, worked_out
from cbt_cli.matching.scoring import check_criteria, shown
from cbt_cli.matching.terms import NO_LIMITS, read_terms


def match(
    mentors: Sequence[Mentor],
    needs: Needs,
    call: Call,
    *,
    absent: Iterable[tuple[str, str]] | None = None,
    options: Limits = NO_LIMITS,
    keep: Mapping[str, str] | None = None,
    time_limit: float | None = None,
    every_loss: bool = False,
) -> Ranking:
    """The best assignment of ``mentors`` to the mentees of ``needs``: exact, proved, each pair with its reason.

    ``absent``: reference and name of applications that make no mentor, where that is known. ``options``: limits that
    override those of the workbook and the call. ``keep``: mentee → mentor of an earlier plan, of which as many pairs
    as possible are kept before anything else counts. ``time_limit``: seconds for each search that a limit needs; when
    it is reached, the best found is returned with ``optimal`` False. ``every_loss``: losses and robustness where limits
    bind too, by a search for each pair (minutes for a programme). The result does not depend on the order of the
    input. ``NeedsError`` says what cannot be meant or cannot be met, ``CallFileError`` what is wrong with the call's
    criteria; both before anything is solved.
    """
    check_criteria(call)
    terms = read_terms(mentors, needs, call, absent=absent, options=options)
    board = survey(mentors, needs.mentees, call, terms, keep or {})
    _check_budget(board)
    objective = (("kept",) if keep else ()) + call.matching.objective
    best = best_plan(board.problem, objective, time_limit)
    if best.status == "infeasible":
        raise conflict(board, objective)
    reasons = Reasons(board, best, objective, every_loss=every_loss)
    return Ranking(
        assignments=tuple(_assignments(board, best, reasons)),
        ranked={mentee.ref: reasons.ranked(i) for i, mentee in enumerate(board.mentees)},
        barred=tuple(found for _, found in sorted(board.matches.items()) if found.barred is not None),
        unassigned_mentees={
            mentee.ref: why_mentee(reasons, i) for i, mentee in enumerate(board.mentees) if best.plan[i] < 0
        },
        unassigned_mentors={
            mentor.ref: why_mentor(reasons, j) for j, mentor in enumerate(board.mentors) if j not in best.plan
        },
        served=sum(mentor >= 0 for mentor in best.plan),
        optimal=best.status == "optimal",
        total_score=shown(sum(board.scores[i][j] for i, j in enumerate(best.plan) if j >= 0)),
        total_cost=_total_cost(board, best),
        budget=terms.budget,
        method=_method(board, best, reasons),
        findings=board.findings,
    )


def _assignments(board: Board, best: Best, reasons: Reasons) -> Iterable[Assignment]:
    step_in = reserves(board, best, reasons.objective)
    survives = survival(board, best, reasons.objective, anew=reasons.every_loss)
    for i, j in enumerate(best.plan):
        found: Match | None = board.matches.get((i, j))
        if found is not None and found.score is not None:
            yield Assignment(
                mentee=found.mentee,
                mentor=found.mentor,
                score=found.score,
                cost=found.cost,
                reason=reasons.chosen(i),
                reserves=step_in[i],
                survives=None if survives is None else Decimal(survives[i].numerator) / survives[i].denominator,
            )


def _total_cost(board: Board, best: Best) -> Decimal | None:
    costs = [board.mentors[j].cost for j in best.plan if j >= 0]
    known = [cost for cost in costs if cost is not None]
    return sum(known, Decimal(0)) if len(known) == len(costs) else None


def _check_budget(board: Board) -> None:
    """A budget that pays for nobody is said before anything is solved."""
    prices = board.problem.costs.tolist()
    budget = board.problem.budget
    if budget is not None and prices and min(prices) > budget:
        least = board.price(min(prices))
        raise NeedsError(
            say(
                "The budget of {cost} ({budget}) pays for nobody: the cheapest mentor costs {least}.",
                cost=board.price(budget),
                budget=board.terms.sources["budget"],
                least=least,
            ),
            say("Raise the budget to at least {least}, or leave it out.", least=least),
        )


_LEVELS = {
    "kept": say("pairs kept"),
    "served": say("mentees served"),
    "worst": say("worst-served mentee"),
    "leximin": say("worst-served mentee, then the next worst, and so on"),
    "total": say("total score"),
    "cost": say("cost"),
}
_PROOFS = {
    "prices": say("proved by prices in whole numbers, confirmed without the solver"),
    "search": say("proved by the solver's search to gap 0; allowedness, limits and values confirmed without it"),
    "none": say("not proved: the time limit was reached"),
}
_STATES = {"optimal": say("optimal"), "feasible": say("feasible"), "infeasible": say("infeasible")}


def _method(board: Board, best: Best, reasons: Reasons) -> dict[str, Sentence | str]:
    """How it was done: key (the same in every language) → what was done."""
    facts, terms, objective = board.call.matching, board.terms, reasons.objective
    cap = Figure(number=board.call.quotation.cap)
    parts = [say("{criterion} (at most {points})", criterion=one.name, points=one.points) for one in facts.criteria]
    neutral = [say("{criterion}: {share} of its points", criterion=one.name, share=one.neutral)
               for one in facts.criteria]  # fmt: skip
    steps = [say("from {years} years: {share}", years=years, share=share) for years, share in facts.experience_steps]
    method: dict[str, Sentence | str] = {
        "formula": say("score = {parts}", parts=listed(parts, " + ")),
        "rounding": say("each part to a tenth of a point, halves up; the total is the sum of the parts"),
        "unknown": listed(neutral, ", "),
        "need weights": listed(
            (say("{name}: {value}", name=level, value=weight) for level, weight in sorted(facts.need_weights.items())),
            ", ",
        ),
        "experience steps": say("{steps}; the form asks for no years in each area", steps=listed(steps, ", ")),
        "objective": listed([*(_LEVELS[level] for level in objective), say("order of reference")], " → "),
        "unknown price": say("counts as the cap of {cap} where plans are compared by cost", cap=cap),
        "limits": _limits(board),
        "locks": _pairs(sorted(terms.locked.items())),
        "exclusions": _pairs(sorted(terms.excluded)),
        "status": _STATES[best.status],
        "proof": _PROOFS[best.proof],
    }
    for level in objective:
        method[f"reached: {_LEVELS[level].template}"] = _value(board, level, best.levels[level])
        method[f"bound: {_LEVELS[level].template}"] = _value(board, level, best.bound[level])
    method["solver"] = f"HiGHS {version('highspy')}" if best.proof != "prices" else say("own, in whole numbers")
    if reasons.lost.unsought:
        method["losses"] = say(
            "pairs not worked out, as limits bind (cbt match --every-loss works them out): {count}",
            count=reasons.lost.unsought,
        )
    if not reasons.every_loss and not worked_out(board.problem, best):
        method["robustness"] = say("not worked out, as limits bind (cbt match --every-loss does)")
    method["input"] = _fingerprint(board)
    return method


def _pairs(pairs: Sequence[tuple[str, str]]) -> Sentence:
    return given(", ".join(f"{mentee}–{mentor}" for mentee, mentor in pairs)) if pairs else say("none")


def _limits(board: Board) -> Sentence:
    terms, facts = board.terms, board.call.matching
    limits = (
        (terms.budget, "budget", say("budget {budget}", budget=_budget(board))),
        (terms.most_mentees, "most_mentees", say("at most {most} mentees for a mentor", most=terms.most_mentees)),
        (terms.least_mentees, "least_mentees",
         say("at least {least} mentees for a mentor who has any", least=terms.least_mentees)),
        (terms.most_from_country, "most_from_country",
         say("at most {most} mentors from one country", most=terms.most_from_country)),
    )  # fmt: skip
    said = [
        say("{limit} ({source})", limit=words, source=terms.sources[name])
        for limit, name, words in limits
        if limit is not None
    ]
    if facts.least_score is not None:
        said.append(say("at least {points} points (call)", points=facts.least_score))
    if facts.priority_needed:
        said.append(say("a priority covered (call)"))
    return listed(said) if said else say("none but the places that mentors offer")


def _budget(board: Board) -> Figure | None:
    budget = board.terms.budget
    return None if budget is None else Figure(number=budget, currency=board.call.quotation.currency)


def _value(board: Board, level: str, reached: object) -> Sentence:
    if isinstance(reached, tuple):
        return listed([Figure(number=shown(score)) for score in reached], " ") if reached else given("–")
    if not isinstance(reached, int):
        return given("–")
    if level in {"worst", "total"}:
        return listed([Figure(number=shown(reached))])
    if level == "cost":
        return listed([board.price(reached)])
    return given(str(reached))


def _fingerprint(board: Board) -> str:
    """A digest of everything that the result rests on; the same for the same input in any order."""
    terms = board.terms

    def plain(values: Iterable[Value]) -> list[object]:
        return [value.model_dump(mode="json") for value in values]

    limits = [terms.budget, terms.most_mentees, terms.least_mentees, terms.most_from_country]
    everything = {
        "mentors": plain(board.mentors),
        "mentees": plain(board.mentees),
        "locked": sorted(terms.locked.items()),
        "excluded": sorted((*pair, reason) for pair, reason in terms.excluded.items()),
        "kept": sorted(board.problem.kept.items()),
        "limits": [None if limit is None else str(limit) for limit in limits],
        "matching": board.call.matching.model_dump(mode="json"),
    }
    return "sha256 " + hashlib.sha256(json.dumps(everything, sort_keys=True).encode()).hexdigest()
