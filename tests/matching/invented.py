"""Invented mentors and mentees, each with as much as a test needs."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

from cbt_cli.calls import load_call
from cbt_cli.domain.applications import LanguageSkill
from cbt_cli.domain.calls import Call
from cbt_cli.domain.matching import Mentee, Mentor, Needs, PairDecision


@cache
def built_in() -> Call:
    """The built-in call."""
    return load_call()


def call(**matching: Any) -> Call:
    """The built-in call with other facts about matching."""
    made = built_in()
    return made.model_copy(update={"matching": made.matching.model_copy(update=matching)})


def skills(codes: str) -> tuple[LanguageSkill, ...]:
    """Languages as ``en fr:B1``."""
    pairs = (code.partition(":") for code in codes.split())
    return tuple(LanguageSkill(code=code, level=level or None) for code, _, level in pairs)


def mentor(ref: str, areas: str = "strategy", **facts: Any) -> Mentor:
    """A mentor for areas as ``strategy team``."""
    plain: dict[str, Any] = {
        "name": f"Person {ref}",
        "organisation": None,
        "country": "FR",
        "languages": skills("en"),
        "sectors": ("ICT",),
        "capacity": 1,
        "preferred_countries": (),
        "cost": Decimal(2900),
        "management_years": Decimal(12),
        "declared_links": None,
    }
    return Mentor(ref=ref, areas=tuple(areas.split()), **(plain | facts))


def mentee(ref: str, needs: str = "strategy:3", **facts: Any) -> Mentee:
    """A mentee with needs as ``strategy:3 team:1``."""
    stated = {area: int(level) for area, _, level in (need.partition(":") for need in needs.split())}
    plain: dict[str, Any] = {
        "cluster": f"Cluster {ref}",
        "country": "TN",
        "languages": skills("en"),
        "sectors": ("ICT",),
    }
    return Mentee(ref=ref, needs=stated, **(plain | facts))


def lock(mentee_ref: str, mentor_ref: str) -> PairDecision:
    """The officer's lock."""
    return PairDecision(mentee=mentee_ref, mentor=mentor_ref, decision="lock", reason="agreed in May")


def exclude(mentee_ref: str, mentor_ref: str) -> PairDecision:
    """The officer's exclusion."""
    return PairDecision(mentee=mentee_ref, mentor=mentor_ref, decision="exclude", reason="worked together")


def needs(*mentees: Mentee, **others: Any) -> Needs:
    """The needs workbook."""
    return Needs(mentees=mentees, **others)
