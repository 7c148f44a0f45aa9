"""Mentors, mentees, scores and assignments."""

from __future__ import annotations

from decimal import Decimal

from pydantic import AwareDatetime, Field

from cbt_cli.domain.applications import LanguageSkill
from cbt_cli.domain.base import Sentence, Value


class Mentor(Value):
    """An *admitted* application as the matching sees it. Made by ``rules.admit()`` alone."""

    ref: str
    name: str
    organisation: str | None
    country: str | None
    areas: tuple[str, ...]
    languages: tuple[LanguageSkill, ...] | None
    sectors: tuple[str, ...] | None
    capacity: int
    preferred_countries: tuple[str, ...]
    cost: Decimal | None
    """The quotation for each mentee in the call's currency without VAT; ``None`` where none is certain."""
    management_years: Decimal | None
    declared_links: str | None
    """What the applicant wrote about links with the selected clusters; ``None`` where no link is declared."""
    evaluation: Decimal | None = None
    """What the evaluators gave, as a share of the most they could give (0 to 1); ``None`` before or without scoring."""


class Mentee(Value):
    """A cluster to be served: a row of the needs-diagnosis workbook. ``needs``: area key → 0 none … 3 priority."""

    ref: str
    cluster: str
    country: str
    manager: str | None = None
    email: str | None = None
    sectors: tuple[str, ...] | None = None
    languages: tuple[LanguageSkill, ...] | None = None
    needs: dict[str, int] = Field(default_factory=dict)
    wishes: tuple[str, ...] = ()
    notes: str | None = None


class PairDecision(Value):
    """What the officer decided about one pair: ``lock`` or ``exclude``, with the reason. ``source``: the sheet or the
    option where it stands."""

    mentee: str
    mentor: str
    decision: str
    reason: str
    source: str = "Pairs"


class Limits(Value):
    """Limits on the whole: budget in the call's currency, mentees for a mentor, mentors from one country."""

    budget: Decimal | None = None
    most_mentees: int | None = None
    least_mentees: int | None = None
    most_from_country: int | None = None


class Needs(Value):
    """The needs-diagnosis workbook as read."""

    mentees: tuple[Mentee, ...]
    pairs: tuple[PairDecision, ...] = ()
    limits: Limits = Limits()
    findings: tuple[Sentence, ...] = ()


class Part(Value):
    """One part of a score: points, how many were to be had, and the reason in words. ``known`` is False where a neutral
    value stands in for something that is not known."""

    criterion: str
    points: Decimal
    most: Decimal
    reason: Sentence
    known: bool = True


class Score(Value):
    """Points as a sum of parts."""

    total: Decimal
    parts: tuple[Part, ...]


class Match(Value):
    """A possible pair. ``barred`` says why the pair is not allowed (then it has no score), ``code`` the same in one
    word.

    ``losses``: level of the objective → what the whole would lose in it if this pair were forced (0: nothing, below 0:
    a gain after a loss in an earlier level); ``None`` where that is not worked out, or where no assignment has the
    pair.
    """

    mentee: str
    mentor: str
    score: Score | None
    cost: Decimal | None = None
    barred: Sentence | None = None
    code: str | None = None
    losses: dict[str, Decimal] | None = None


class Assignment(Value):
    """A chosen pair with its reason, and who would step in."""

    mentee: str
    mentor: str
    score: Score
    cost: Decimal | None
    reason: Sentence
    reserves: tuple[Match, ...] = ()
    survives: Decimal | None = None
    """In what share of runs with one criterion's points 10 % up or down the pair is chosen as well; ``None`` where that
    is not worked out (limits bind)."""


class Ranking(Value):
    """The whole result of a matching."""

    assignments: tuple[Assignment, ...]
    ranked: dict[str, tuple[Match, ...]] = Field(default_factory=dict)
    """Mentee ref → every allowed mentor, best first."""
    barred: tuple[Match, ...] = ()
    unassigned_mentees: dict[str, Sentence] = Field(default_factory=dict)
    unassigned_mentors: dict[str, Sentence] = Field(default_factory=dict)
    served: int
    optimal: bool
    total_score: Decimal
    total_cost: Decimal | None
    budget: Decimal | None = None
    method: dict[str, Sentence | str] = Field(default_factory=dict)
    findings: tuple[Sentence, ...] = ()
    """What the officer must look at: links that name no cluster, mentors without a certain price, wishes for nobody."""


class Bought(Value):
    """What a budget buys: mentees served, the worst-served one's points, total points, what it costs, and whether that
    is proved best."""

    budget: Decimal
    served: int
    worst: Decimal | None
    total: Decimal
    cost: Decimal
    optimal: bool


class WhatIf(Value):
    """What a matching was tried with beside the register and the workbook. ``without``: mentors left out; ``pairs``:
    locks and exclusions; ``factors``: criterion → factor on its points; ``kept``: the run whose pairs were kept."""

    without: tuple[str, ...] = ()
    pairs: tuple[PairDecision, ...] = ()
    limits: Limits = Limits()
    factors: dict[str, Decimal] = Field(default_factory=dict)
    kept: int | None = None


class Run(Value):
    """A stored matching: what went in and what came out. ``final``: the officer's decision, no longer a draft."""

    number: int
    at: AwareDatetime
    who: str
    final: bool
    tried: WhatIf
    mentors: tuple[Mentor, ...]
    needs: Needs
    ranking: Ranking
