"""Who is eligible becomes a mentor: the only place where one is made."""

from __future__ import annotations

from decimal import Decimal

from cbt_cli.domain.applications import Money
from cbt_cli.domain.calls import Call
from cbt_cli.domain.checks import Case, Eligibility, Judgement
from cbt_cli.domain.matching import Mentor
from cbt_cli.rules.rule import words
from cbt_cli.rules.years import years_of_management


def admit(case: Case, judgement: Judgement, call: Call) -> Mentor | None:
    """The mentor that an eligible application makes; ``None`` for any other."""
    if judgement.ref != case.ref or judgement.verdict is not Eligibility.ELIGIBLE:
        return None
    application = case.record.application
    return Mentor(
        ref=case.ref,
        name=application.full_name or case.ref,
        organisation=application.organisation,
        country=application.country,
        areas=application.areas or (),
        languages=application.languages,
        sectors=application.sectors,
        capacity=1 if application.capacity is None else max(application.capacity, 0),  # the form: "empty = 1"
        preferred_countries=application.preferred_countries or (),
        cost=_cost(application.quotation, call),
        management_years=years_of_management(case.record, call),
        declared_links=words(application.conflict_of_interest, call),
    )


def _cost(money: Money | None, call: Call) -> Decimal | None:
    """The quotation where it stands in the call's own terms; anything else would have to be guessed."""
    terms = call.quotation
    if money is None or (money.currency, money.vat, money.unit) != (terms.currency, terms.vat, terms.unit):
        return None
    return money.amount
