"""Mentors and needs → the best assignment, ranked and explained."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from importlib.metadata import version

from cbt_cli.domain.base import Value, say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.matching import Assignment, Limits, Match, Mentor, Needs, Ranking
from cbt_cli.errors import NeedsError
from cbt_cli.matching.best import Best, best_plan
from cbt_cli.matching.board import Board, survey
from cbt_cli.matching.conflicts import conflict
from cbt_cli.matching.left_out import why_mentee, why_mentor
from cbt_cli.matching.reasons import Reasons
from cbt_cli.matching.reserves import reserves
from cbt_cli.matching.robustness import survival
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
    it is reached, the best found is returned with ``optimal`` False. ``every_loss``: losses and robustness under limits
    too, by a search for each pair (minutes for a programme). The result does not depend on the order of the
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
        method=_method(board, best, objective, partly=board.problem.limited and not every_loss),
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
        money, least = board.call.quotation.currency, board.cost(min(prices))
        raise NeedsError(
            say(
                "The budget of {money} {cost} ({budget}) pays for nobody: the cheapest mentor costs {money} {least}.",
                money=money,
                cost=f"{board.cost(budget):,.2f}",
                budget=board.terms.sources["budget"],
                least=f"{least:,.2f}",
            ),
            say("Raise the budget to at least {money} {least}, or leave it out.", money=money, least=f"{least:,.2f}"),
        )


_LEVELS = {
    "kept": "pairs kept",
    "served": "mentees served",
    "worst": "worst-served mentee",
    "leximin": "worst-served mentee, then the next worst, and so on",
    "total": "total score",
    "cost": "cost",
}
_PROOFS = {
    "prices": "proved by prices in whole numbers, confirmed without the solver",
    "search": "proved by the solver's search to gap 0; allowedness, limits and values confirmed without it",
    "none": "not proved: the time limit was reached",
}


def _method(board: Board, best: Best, objective: Sequence[str], *, partly: bool) -> dict[str, str]:
    facts, terms = board.call.matching, board.terms
    method = {
        "formula": "score = "
        + " + ".join(f"{criterion.name} (at most {criterion.points})" for criterion in facts.criteria),
        "rounding": "each part to a tenth of a point, halves up; the total is the sum of the parts",
        "unknown": ", ".join(f"{criterion.name}: {criterion.neutral} of its points" for criterion in facts.criteria),
        "need weights": ", ".join(f"{level}: {weight}" for level, weight in sorted(facts.need_weights.items())),
        "experience steps": ", ".join(f"from {years} years: {share}" for years, share in facts.experience_steps),
        "objective": " → ".join([*(_LEVELS[level] for level in objective), "order of reference"]),
        "unknown price": f"counts as the cap of {board.call.quotation.cap} where plans are compared by cost",
        "limits": _limits(board),
        "locks": ", ".join(f"{mentee}–{mentor}" for mentee, mentor in sorted(terms.locked.items())) or "none",
        "exclusions": ", ".join(f"{mentee}–{mentor}" for mentee, mentor in sorted(terms.excluded)) or "none",
        "status": best.status,
        "proof": _PROOFS[best.proof],
    }
    for level in objective:
        method[f"reached: {_LEVELS[level]}"] = _value(board, level, best.levels[level])
        method[f"bound: {_LEVELS[level]}"] = _value(board, level, best.bound[level])
    method["solver"] = f"HiGHS {version('highspy')}" if best.proof != "prices" else "own, in whole numbers"
    if partly:
        method["losses"] = "not worked out under limits (cbt match --every-loss does)"
        method["robustness"] = "not worked out under limits (cbt match --every-loss does)"
    method["input"] = _fingerprint(board)
    return method


def _limits(board: Board) -> str:
    terms, facts = board.terms, board.call.matching
    money = board.call.quotation.currency
    said = []
    for name, what in (
        ("budget", f"budget {money} {{}}"),
        ("most_mentees", "at most {} mentees for a mentor"),
        ("least_mentees", "at least {} mentees for a mentor who has any"),
        ("most_from_country", "at most {} mentors from one country"),
    ):
        limit = getattr(terms, name)
        if limit is not None:
            said.append(f"{what.format(limit)} ({terms.sources[name]})")
    if facts.least_score is not None:
        said.append(f"at least {facts.least_score} points (call)")
    if facts.priority_needed:
        said.append("a priority covered (call)")
    return "; ".join(said) or "none but the places that mentors offer"


def _value(board: Board, level: str, reached: object) -> str:
    if isinstance(reached, tuple):
        return " ".join(str(shown(score)) for score in reached) or "–"
    if not isinstance(reached, int):
        return "–"
    if level in {"worst", "total"}:
        return str(shown(reached))
    return f"{board.call.quotation.currency} {board.cost(reached):,.2f}" if level == "cost" else str(reached)


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
