"""The record: one application as typed values, each optional, because what was not answered stays ``None``."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from cbt_cli.domain.base import Place, Value
from cbt_cli.domain.findings import Finding


class Vat(StrEnum):
    """Whether an amount holds value added tax."""

    EXCLUDED = "excluded"
    INCLUDED = "included"
    UNSTATED = "unstated"


class Unit(StrEnum):
    """What an amount is for."""

    MENTEE = "mentee"
    TOTAL = "total"
    DAY = "day"
    UNSTATED = "unstated"


class Money(Value):
    """An amount with what is known of it. ``currency`` is ISO 4217 or ``None`` where nothing states it."""

    amount: Decimal
    currency: str | None
    vat: Vat
    unit: Unit


class LanguageSkill(Value):
    """A working language: ISO 639-1 code and, where stated, the level (A1–C2 of the CEFR, or ``native``)."""

    code: str
    level: str | None = None


class ExperienceKind(StrEnum):
    """The nature of a post or mission."""

    MANAGEMENT = "management"
    COUNSELLING = "counselling"
    OTHER = "other"


class Experience(Value):
    """One row of the experience table. ``start`` and ``end`` hold as much as was given: ``2012``, ``2012-03`` or
    ``2012-03-15``; ``ongoing`` means that it lasts to this day."""

    start: str | None = None
    end: str | None = None
    ongoing: bool = False
    organisation: str | None = None
    role: str | None = None
    kind: ExperienceKind | None = None
    place: Place | None = None
    raw: str | None = None


class Application(Value):
    """The record of the founding call's form (``key`` of each question). Text as typed, white space folded, line breaks
    kept in long text; ``None`` is "not answered"."""

    family_name: str | None = None
    first_name: str | None = None
    organisation: str | None = None
    position: str | None = None
    country: str | None = None
    email: str | None = None
    phone: str | None = None
    website: str | None = None
    applicant_type: str | None = None
    management_years: Decimal | None = None
    experience: tuple[Experience, ...] | None = None
    counselling: str | None = None
    evidence: str | None = None
    areas: tuple[str, ...] | None = None
    other_area: str | None = None
    languages: tuple[LanguageSkill, ...] | None = None
    sectors: tuple[str, ...] | None = None
    capacity: int | None = None
    preferred_countries: tuple[str, ...] | None = None
    motivation: str | None = None
    approach: str | None = None
    quotation: Money | None = None
    conflict_of_interest: str | None = None
    declaration: bool | None = None
    consent: bool | None = None
    signed_at: str | None = None
    signed_on: dt.date | None = None
    further: dict[str, str] = Field(default_factory=dict)
    """Answers to questions that this record has no key for (a call with a form of its own): question key → text."""

    @property
    def full_name(self) -> str | None:
        """First and family name as far as they were given."""
        return " ".join(name for name in (self.first_name, self.family_name) if name) or None


class Source(Value):
    """What an applicant wrote for one field and where: the evidence behind a value of the record."""

    raw: str
    place: Place | None = None


class Record(Value):
    """An application as read: its values, what stands behind each (field key → sources), and what was noticed."""

    application: Application
    sources: dict[str, tuple[Source, ...]] = Field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
