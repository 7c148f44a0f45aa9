"""The sheets of a matching that show one side: Mentors, Left without."""

from __future__ import annotations

from decimal import Decimal

from cbt_cli.domain.matching import Assignment, Mentor
from cbt_cli.outputs.assignment_pages import LEFT, MENTORS, RANKING, to_mentor
from cbt_cli.outputs.matched import Matched
from cbt_cli.outputs.page import Column, Page, Row, Shown
from cbt_cli.outputs.wording import by_number, languages


def mentors(of: Matched) -> Page:
    """A row for each admitted mentor with what it offers and how much of it is used."""
    currency = of.call.quotation.currency
    columns = (
        Column("Mentor", 10, 9),
        Column("Name", 20, 12),
        Column("Organisation", 24, 14),
        Column("Country", 14, 9),
        Column("Areas of knowledge", 44, 20),
        Column("Languages", 14, 11),
        Column("Sectors", 22, 11),
        Column("Years of management", 13, 12, "0.0##", where="center"),
        *([Column("Evaluation (share of the most)", 11, 11, "0.0%", "center")] if _evaluated(of) else []),
        Column("Preferred countries", 18, 12),
        Column("Declared links", 24, 12),
        Column("Places", 9, 9, "0", where="center"),
        Column("Mentees", 9, 9, "0", where="center", paint="bar"),
        Column("Free", 8, 8, "0", where="center"),
        Column("State", 11, 10, where="center", paint="words"),
        Column("Mentees' references", 16, 12),
        Column(f"Quotation ({currency}, per mentee)", 15, 12, of.euro, "right"),
        Column(f"Cost in all ({currency})", 15, 12, of.euro, "right"),
    )
    held: dict[str, list[Assignment]] = {ref: [] for ref in of.mentors}
    for one in of.assignments:
        held[one.mentor].append(one)
    rows = [_mentor(of, mentor, held[ref]) for ref, mentor in of.mentors.items()]
    places = sum(mentor.capacity for mentor in of.mentors.values())
    lead = f"{len(rows)} admitted mentors with {places} places, {len(of.assignments)} of them taken."
    return Page(MENTORS, lead, columns, rows, empty="No application is eligible.", frozen=2)


def left_without(of: Matched) -> Page:
    """Both sides: mentees without a mentor and mentors without a mentee, each with the reason."""
    columns = (
        Column("Side", 10, 9), Column("Reference", 14, 11), Column("Name", 30, 16), Column("Organisation", 30, 14),
        Column("Country", 16, 10), Column("Reason", 90, 40),
    )  # fmt: skip
    rows: list[Row] = []
    for ref, why in sorted(of.ranking.unassigned_mentees.items(), key=lambda each: by_number(each[0])):
        mentee, row = of.mentees[ref], of.ranking_rows.get(ref)
        shown = ref if row is None else Shown(ref, RANKING, row)
        rows.append(["mentee", shown, mentee.manager, mentee.cluster, of.country(mentee.country), str(why)])
    for ref, why in sorted(of.ranking.unassigned_mentors.items(), key=lambda each: by_number(each[0])):
        mentor = of.mentors[ref]
        place = of.country(mentor.country)
        rows.append(["mentor", to_mentor(of, ref), mentor.name, mentor.organisation, place, str(why)])
    waiting, spare = len(of.ranking.unassigned_mentees), len(of.ranking.unassigned_mentors)
    lead = f"{waiting} mentees without a mentor, {spare} mentors without a mentee."
    return Page(LEFT, lead, columns, rows, empty="Every mentee has a mentor and every mentor a mentee.", frozen=2)


def _mentor(of: Matched, mentor: Mentor, held: list[Assignment]) -> Row:
    costs = [one.cost for one in held]
    known = [cost for cost in costs if cost is not None]
    state = "not chosen" if not held else "full" if len(held) >= mentor.capacity else "places left"
    return [
        mentor.ref, mentor.name, mentor.organisation, of.country(mentor.country), of.areas(mentor.areas),
        languages(mentor.languages) or "not known", "; ".join(mentor.sectors or ()) or "not known",
        mentor.management_years if mentor.management_years is not None else "not known",
        *([mentor.evaluation] if _evaluated(of) else []),
        "; ".join(of.country(code) for code in mentor.preferred_countries), mentor.declared_links,
        mentor.capacity, len(held), max(mentor.capacity - len(held), 0), state,
        ", ".join(one.mentee for one in held) or None,
        mentor.cost if mentor.cost is not None else "not known",
        None if not held else sum(known, Decimal(0)) if len(known) == len(costs) else "not known",
    ]  # fmt: skip


def _evaluated(of: Matched) -> bool:
    return any(mentor.evaluation is not None for mentor in of.mentors.values())
