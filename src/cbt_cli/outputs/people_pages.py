"""The sheets of a matching that show one side: Mentors, Left without."""

from __future__ import annotations

from decimal import Decimal

from cbt_cli.domain.base import say, tr
from cbt_cli.domain.matching import Assignment, Mentor
from cbt_cli.outputs.assignment_pages import LEFT, MENTORS, RANKING, to_mentor
from cbt_cli.outputs.matched import Matched
from cbt_cli.outputs.page import Column, Page, Row, Shown
from cbt_cli.outputs.wording import by_number, languages


def mentors(of: Matched) -> Page:
    """A row for each admitted mentor with what it offers and how much of it is used."""
    currency = of.call.quotation.currency
    columns = (
        Column(say("Mentor"), 10, 9),
        Column(say("Name"), 20, 12),
        Column(say("Organisation"), 24, 14),
        Column(say("Country"), 14, 9),
        Column(say("Knowledge areas"), 44, 20),
        Column(say("Languages"), 14, 11),
        Column(say("Sectors"), 22, 11),
        Column(say("Years of management"), 13, 12, "0.0##", where="center"),
        *([Column(say("Evaluation (share of the most)"), 11, 11, "0.0%", "center")] if _evaluated(of) else []),
        Column(say("Preferred countries"), 18, 12),
        Column(say("Declared links"), 24, 12),
        Column(say("Places"), 9, 9, "0", where="center"),
        Column(say("Mentees"), 9, 9, "0", where="center", paint="bar"),
        Column(say("Free"), 8, 8, "0", where="center"),
        Column(say("State"), 11, 10, where="center", paint="words"),
        Column(say("Mentees' references"), 16, 12),
        Column(say("Quotation ({currency}, per mentee)", currency=currency), 15, 12, of.euro, "right"),
        Column(say("Cost in all ({currency})", currency=currency), 15, 12, of.euro, "right"),
    )
    held: dict[str, list[Assignment]] = {ref: [] for ref in of.mentors}
    for one in of.assignments:
        held[one.mentor].append(one)
    rows = [_mentor(of, mentor, held[ref]) for ref, mentor in of.mentors.items()]
    places = sum(mentor.capacity for mentor in of.mentors.values())
    lead = say("{count} admitted mentors with {places} places, {taken} of them taken.",
               count=len(rows), places=places, taken=len(of.assignments))  # fmt: skip
    return Page(MENTORS, lead, columns, rows, empty=say("No application is eligible."), frozen=2)


def left_without(of: Matched) -> Page:
    """Both sides: mentees without a mentor and mentors without a mentee, each with the reason."""
    columns = (
        Column(say("Side"), 10, 9), Column(say("Reference"), 14, 11), Column(say("Name"), 30, 16),
        Column(say("Organisation"), 30, 14),
        Column(say("Country"), 16, 10), Column(say("Reason"), 90, 40),
    )  # fmt: skip
    rows: list[Row] = []
    for ref, why in sorted(of.ranking.unassigned_mentees.items(), key=lambda each: by_number(each[0])):
        mentee, row = of.mentees[ref], of.ranking_rows.get(ref)
        shown = ref if row is None else Shown(ref, RANKING, row)
        rows.append([tr("mentee"), shown, mentee.manager, mentee.cluster, of.country(mentee.country), str(why)])
    for ref, why in sorted(of.ranking.unassigned_mentors.items(), key=lambda each: by_number(each[0])):
        mentor = of.mentors[ref]
        place = of.country(mentor.country)
        rows.append([tr("mentor"), to_mentor(of, ref), mentor.name, mentor.organisation, place, str(why)])
    waiting, spare = len(of.ranking.unassigned_mentees), len(of.ranking.unassigned_mentors)
    lead = say("{waiting} mentees without a mentor, {spare} mentors without a mentee.", waiting=waiting, spare=spare)
    empty = say("Every mentee has a mentor and every mentor a mentee.")
    return Page(LEFT, lead, columns, rows, empty=empty, frozen=2)


def _mentor(of: Matched, mentor: Mentor, held: list[Assignment]) -> Row:
    costs = [one.cost for one in held]
    known = [cost for cost in costs if cost is not None]
    state = tr("not chosen") if not held else tr("full") if len(held) >= mentor.capacity else tr("places left")
    return [
        mentor.ref, mentor.name, mentor.organisation, of.country(mentor.country), of.areas(mentor.areas),
        languages(mentor.languages) or tr("not known"), "; ".join(mentor.sectors or ()) or tr("not known"),
        mentor.management_years if mentor.management_years is not None else tr("not known"),
        *([mentor.evaluation] if _evaluated(of) else []),
        "; ".join(of.country(code) for code in mentor.preferred_countries), mentor.declared_links,
        mentor.capacity, len(held), max(mentor.capacity - len(held), 0), state,
        ", ".join(one.mentee for one in held) or None,
        mentor.cost if mentor.cost is not None else tr("not known"),
        None if not held else sum(known, Decimal(0)) if len(known) == len(costs) else tr("not known"),
    ]  # fmt: skip


def _evaluated(of: Matched) -> bool:
    return any(mentor.evaluation is not None for mentor in of.mentors.values())
