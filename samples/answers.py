"""What each invented applicant types into the form: words for words, ticks for ticks, in the form's language."""

from __future__ import annotations

from dataclasses import dataclass

from cast import Person

SIGNED = "22/02/2019"
SIGNED_AT = "Example City"
PHONE = "+32 2 555 01 20"

_LANGUAGES = {
    "en": {"en": "English", "fr": "French", "es": "Spanish"},
    "fr": {"en": "anglais", "fr": "français", "es": "espagnol"},
}
_COUNTRIES = {
    "en": {"TN": "Tunisia", "MA": "Morocco", "EG": "Egypt", "JO": "Jordan", "LB": "Lebanon"},
    "fr": {"TN": "Tunisie", "MA": "Maroc", "EG": "Égypte", "JO": "Jordanie", "LB": "Liban"},
}
MOTIVATION = {
    "en": "I want to pass on what our cluster learnt, and to learn.\nTwo visits and monthly calls suit me well.",
    "fr": "Je souhaite transmettre ce que notre cluster a appris.\nDeux visites et un point mensuel me conviennent.",
}
APPROACH = {"en": "A diagnosis, three working sessions, a review.", "fr": "Un diagnostic, trois séances, un bilan."}


@dataclass(frozen=True)
class Answers:
    """The filled form: question key → what is typed; keys of ticked options; rows of the experience table by column."""

    texts: dict[str, str]
    areas: tuple[str, ...]
    ticks: dict[str, bool]
    rows: tuple[dict[str, str], ...]


def answers(person: Person) -> Answers:
    """What ``person`` fills in; questions left blank are not there."""
    at = person.language
    typed = {
        "family_name": person.last,
        "first_name": person.first,
        "organisation": person.organisation,
        "position": person.position,
        "country": person.country_typed,
        "email": person.email,
        "phone": PHONE,
        "applicant_type": person.kind,
        "management_years": person.years,
        "counselling": person.counselling,
        "evidence": person.evidence,
        "other_area": person.other_area,
        "languages": ", ".join(_language(code, level, at) for code, level in person.languages),
        "sectors": "; ".join(person.sectors),
        "capacity": "" if person.capacity is None else str(person.capacity),
        "preferred_countries": ", ".join(_COUNTRIES[at][code] for code in person.preferred),
        "motivation": MOTIVATION[at],
        "approach": APPROACH[at],
        "quotation": person.quotation,
        "conflict_of_interest": person.links,
        "signed_at": SIGNED_AT,
        "signed_on": SIGNED,
    }
    rows = tuple(
        {"start": post.start, "end": post.end, "organisation": post.organisation, "role": post.role, "kind": post.kind}
        for post in person.posts
    )
    return Answers(
        texts={key: text for key, text in typed.items() if text},
        areas=person.areas,
        ticks={"declaration": person.declaration, "consent": person.consent},
        rows=rows,
    )


def _language(code: str, level: str | None, at: str) -> str:
    name = _LANGUAGES[at][code]
    if level == "native":
        return f"{name} (native)" if at == "en" else f"{name} (langue maternelle)"
    return f"{name} ({level})" if level else name
