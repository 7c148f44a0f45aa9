"""What must come out of each sample, written from the cast and the plan of the messages, never from the tool itself."""

from __future__ import annotations

from typing import Any

from answers import APPROACH, MOTIVATION, PHONE, SIGNED_AT
from cast import AREAS, Person


def application(person: Person) -> dict[str, Any]:
    """The fields of the record that are compared, as ``cbt read --json`` gives them."""
    money = None
    if person.money is not None:
        amount, currency, vat, unit = person.money
        money = {"amount": amount, "currency": currency, "vat": vat, "unit": unit}
    years = float(person.years)
    return {
        "family_name": person.last,
        "first_name": person.first,
        "organisation": person.organisation,
        "position": person.position,
        "country": person.country,
        "email": person.email,
        "phone": PHONE,
        "website": None,
        "applicant_type": person.kind,
        "management_years": int(years) if years == int(years) else years,
        "experience": [
            {
                "start": post.read_start,
                "end": post.read_end,
                "ongoing": post.ongoing,
                "organisation": post.organisation,
                "role": post.role,
                "kind": post.kind,
            }
            for post in person.posts
        ],
        "counselling": person.counselling or None,
        "evidence": person.evidence or None,
        "other_area": person.other_area or None,
        "areas": sorted(person.areas, key=(*AREAS, "other").index) or None,
        "languages": [{"code": code, "level": level} for code, level in person.languages],
        "sectors": list(person.sectors),
        "capacity": person.capacity,
        "preferred_countries": list(person.preferred) or None,
        "motivation": MOTIVATION[person.language],
        "approach": APPROACH[person.language],
        "quotation": money,
        "conflict_of_interest": None if person.links in ("None", "Néant") else person.links,
        "declaration": person.declaration,
        "consent": person.consent,
        "signed_at": SIGNED_AT,
        "signed_on": "2019-02-22",
    }


def verdict(person: Person) -> dict[str, Any]:
    """The verdict on the application, and the rules that do not pass."""
    return {"verdict": person.verdict, "fail": sorted(person.failing), "unclear": sorted(person.unclear)}


def expected(
    parts: list[tuple[str | None, str, str | None]], people: list[tuple[str | None, Person]]
) -> dict[str, Any]:
    """The expected result of one file of the inbox. ``parts``: (part, outcome, key of the applicant) of every item;
    ``people``: (part, person) of each form whose version counts or not."""
    return {
        "items": [{"part": part, "outcome": outcome, "applicant": who} for part, outcome, who in parts],
        "forms": {part or "": application(person) for part, person in people},
        "verdicts": {
            person.key: verdict(person)
            for part, person in people
            if any(item[0] == part and item[1] == "application" for item in parts)
        },
    }
