"""The journal: who changed what in the register, when and why; and the officer's decisions, which stand in it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import AwareDatetime, Field

from cbt_cli.domain.base import Value


class Hand(Value):
    """Who acts, and when by the clock of the computer (UTC)."""

    who: str
    at: AwareDatetime


class Act(StrEnum):
    """What was done. The first four follow from running a command; the others are an officer's decisions."""

    INGESTED = "ingested"
    SETTLED = "settled"
    VALIDATED = "validated"
    MATCHED = "matched"
    CORRECTED = "corrected"
    WAIVED = "waived"
    UNDONE = "undone"
    JOINED = "joined"
    SPLIT = "split"


class Entry(Value):
    """One entry of the journal.

    ``ref``: the application concerned, if it is one. ``before`` and ``after``: what stood there and what stands now,
    as JSON. ``erased``: the person concerned was erased; what is left proves only that the entry was there.
    """

    number: int
    at: AwareDatetime
    act: Act
    who: str | None = None
    ref: str | None = None
    why: str | None = None
    before: Any = None
    after: Any = None
    erased: bool = False


class Correction(Value):
    """What the officer put in the place of what was read for one field. The applicant's own answer is kept beside it.

    ``text`` is what the officer typed, read like an answer; ``approved_by`` is who approved it, where the call asks
    for that; ``clerical``: an obvious clerical error, which may be corrected where the call locks the field.
    """

    number: int
    field: str
    text: str
    reason: str
    who: str
    at: AwareDatetime
    clerical: bool = False
    approved_by: str | None = None


class Waiver(Value):
    """A rule lifted for one application."""

    number: int
    rule: str
    reason: str
    who: str
    at: AwareDatetime
    approved_by: str | None = None


class Decisions(Value):
    """The officer's decisions in force: by reference for one application; pairs of forms said to be of one applicant
    (``joined``) or not (``split``) by what they are known by: (source, part, digest)."""

    corrections: dict[str, tuple[Correction, ...]] = Field(default_factory=dict)
    waivers: dict[str, tuple[Waiver, ...]] = Field(default_factory=dict)
    joined: tuple[tuple[str, ...], ...] = ()
    split: tuple[str, ...] = ()
