"""Invented people, clusters and results for the tests of the outputs, small or as large as a call."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from cbt_cli.calls import load_call
from cbt_cli.domain.applications import LanguageSkill, Money, Unit, Vat
from cbt_cli.domain.base import place, say
from cbt_cli.domain.checks import Case, Judgement
from cbt_cli.domain.findings import Finding, Severity
from cbt_cli.domain.journal import Correction
from cbt_cli.domain.matching import (
    Assignment,
    Limits,
    Match,
    Mentee,
    Mentor,
    Needs,
    PairDecision,
    Part,
    Ranking,
    Score,
)
from cbt_cli.domain.submissions import Receipt
from cbt_cli.rules import judge
from cbt_cli.rules.sound import received, sound

CALL = load_call()
AREAS = [area.key for area in CALL.areas]
PLACES = ["FR", "DE", "ES", "IT", "BE", "PT", "AT"]


def mentor(at: int, name: str | None = None, **facts: object) -> Mentor:
    """The mentor with that number."""
    return Mentor(**{
        "ref": f"CBT-{at:03d}", "name": name or f"Mentor {at} Example", "organisation": f"Example Cluster {at}",
        "country": PLACES[at % 7], "areas": tuple(AREAS[(at + step) % 9] for step in (0, 2, 5)),
        "languages": (LanguageSkill(code="fr", level="C1"), LanguageSkill(code="en")) if at % 9 else None,
        "sectors": ("textile", "agrifood") if at % 4 else None, "capacity": 1 + at % 2,
        "preferred_countries": ("MA", "PS") if at % 5 == 0 else (), "cost": Decimal(2400 + 10 * at),
        "management_years": Decimal(3 + at % 12), "declared_links": None,
    } | facts)  # fmt: skip


def mentee(at: int, cluster: str | None = None, **facts: object) -> Mentee:
    """The mentee with that number."""
    return Mentee(**{
        "ref": f"M{at:02d}", "cluster": cluster or f"Invented Cluster {at}", "manager": f"Manager {at} Example",
        "country": CALL.countries.mentees[at % 7], "email": f"m{at}@example.org",
        "needs": {AREAS[at % 9]: 3, AREAS[(at + 2) % 9]: 2, AREAS[(at + 4) % 9]: 1},
    } | facts)  # fmt: skip


def score(of: Mentee, by: Mentor) -> Score:
    """A score that depends on both, with every criterion of the call."""
    covered = sum(level for key, level in of.needs.items() if key in by.areas)
    steps = {
        "needs": (Decimal(7 * covered), f"covers {covered} of 6 points of need", True),
        "experience": (Decimal(min(20, 2 * int(by.management_years or 0))), "years in cluster management", True),
        "languages": (Decimal(15 if by.languages else "7.5"), "French in common", by.languages is not None),
        "sectors": (Decimal(6), "no sector in common", by.sectors is not None),
        "wishes": (Decimal(4), "no wish stated", True),
    }
    most = {one.name: one.points for one in CALL.matching.criteria}
    parts = tuple(
        Part(criterion=name, points=points, most=most[name], reason=say("{why}", why=why), known=known)
        for name, (points, why, known) in steps.items()
    )
    return Score(total=sum((part.points for part in parts), Decimal(0)), parts=parts)


def result(mentees: list[Mentee], mentors: list[Mentor], **facts: object) -> tuple[Ranking, list[Mentor], Needs]:
    """A plausible matching: each mentee in turn takes the best mentor that is free (what is best is not at issue)."""
    ranked, barred, chosen = {}, [], []
    free = {one.ref: one.capacity for one in mentors}
    for one in mentees:
        pairs = [(other, score(one, other)) for other in mentors]
        allowed = sorted(((-each.total, other.ref) for other, each in pairs if each.parts[0].points > 0))
        by_ref = {other.ref: (other, each) for other, each in pairs}
        ranked[one.ref] = tuple(
            Match(mentee=one.ref, mentor=ref, score=by_ref[ref][1], cost=by_ref[ref][0].cost) for _, ref in allowed
        )
        barred += [
            Match(mentee=one.ref, mentor=other.ref, score=None, barred=say("no need in common"))
            for other, each in pairs
            if each.parts[0].points == 0
        ]
        best = next((match for match in ranked[one.ref] if free[match.mentor]), None)
        if best is not None:
            free[best.mentor] -= 1
            others = tuple(match for match in ranked[one.ref] if free[match.mentor] and match is not best)[:2]
            chosen.append(
                Assignment(
                    mentee=one.ref, mentor=best.mentor, score=best.score, cost=best.cost, reserves=others,
                    reason=say("Covers the priority and speaks French; nobody who is free scores higher."),
                )
            )  # fmt: skip
    busy = {one.mentor for one in chosen}
    served = {one.mentee for one in chosen}
    ranking = Ranking(**{
        "assignments": tuple(chosen), "ranked": ranked, "barred": tuple(barred),
        "unassigned_mentees": {m.ref: say("No mentor covers a need.") for m in mentees if m.ref not in served},
        "unassigned_mentors": {m.ref: say("Never the best of those left.") for m in mentors if m.ref not in busy},
        "served": len(chosen), "optimal": True,
        "total_score": sum((one.score.total for one in chosen), Decimal(0)),
        "total_cost": sum((one.cost for one in chosen if one.cost), Decimal(0)),
        "method": {"objective": "mentees served, then the worst served, then the total score, then cost",
                   "proof": "integer certificate, confirmed by the checker", "needs_workbook": "sha256 0123456789ab"},
    } | facts)  # fmt: skip
    pairs = (PairDecision(mentee="M01", mentor="CBT-001", decision="exclude", reason="worked together in 2017"),)
    return ranking, mentors, Needs(mentees=tuple(mentees), pairs=pairs, limits=Limits(budget=Decimal(80600)))


def whole_call(mentees: int = 26, mentors: int = 60) -> tuple[Ranking, list[Mentor], Needs]:
    """A matching as large as the call."""
    return result([mentee(at) for at in range(1, mentees + 1)], [mentor(at) for at in range(1, mentors + 1)])


def case(at: int, **changes: object) -> Case:
    """The application with that number: sound, but for its changes."""
    return sound(CALL, **({"first_name": "Ada", "family_name": f"Example {at}"} | changes)).model_copy(
        update={"ref": f"CBT-{at:03d}"}
    )


def judged(*cases: Case) -> list[tuple[Case, Judgement]]:
    """The applications with what the rules say of them."""
    return [(one, judge(one, CALL)) for one in cases]


def many_cases(count: int = 12) -> list[tuple[Case, Judgement]]:
    """Applications of every kind: sound, over the cap, late, of unknown receipt, from Palestine, waived, corrected."""
    over = Money(amount=Decimal("3600.00"), currency="EUR", vat=Vat.EXCLUDED, unit=Unit.MENTEE)
    total = Money(amount=Decimal(7000), currency="GBP", vat=Vat.UNSTATED, unit=Unit.TOTAL)
    late = received(CALL.deadline_at + dt.timedelta(seconds=1))
    odd = Finding(
        code="money-currency",
        severity=Severity.CLARIFY,
        field="quotation",
        sentence=say("The currency is not EUR."),
        place=place(("table", 4), ("row", 1), ("column", 2)),
        raw="£7,000 for both",
    )
    unknown = Receipt(warnings=(say("No host of the office stamped the message."),))
    corrected = Correction(
        number=3, field="phone", text="+33 1 23 45 67 89", sha256="0", reason="typing slip", who="officer",
        at=dt.datetime(2019, 3, 20, tzinfo=dt.UTC),
    )  # fmt: skip
    kinds: list[dict[str, object]] = [
        {}, {"quotation": over}, {"receipt": late}, {"receipt": unknown}, {"country": "PS", "areas": ()},
        {"quotation": total, "findings": (odd,)}, {"preferred_countries": ("PS", "TN"), "management_years": Decimal(2)},
        {"evidence": None, "supporting": ("cv.pdf",)},
    ]  # fmt: skip
    cases = [case(at, **kinds[(at - 1) % len(kinds)]) for at in range(1, count + 1)]
    if count > 1:
        cases[1] = cases[1].model_copy(update={"waived": {"quotation-cap": "agreed by the board"}})
        cases[0] = cases[0].model_copy(update={"corrections": (corrected,)})
    return judged(*cases)
