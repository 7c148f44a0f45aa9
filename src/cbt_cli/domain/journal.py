"""The journal: who changed what in the register, when and why; and the officer's decisions, which stand in it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import AwareDatetime, Field

from cbt_cli.domain.base import Value
from cbt_cli.domain.clarifications import Asked


class Hand(Value):
    """Who acts, and when by the clock of the computer (UTC)."""

    who: str
    at: AwareDatetime


class Act(StrEnum):
    """What was done. The first four follow from running a command, and so do ``DRAFTED`` (a letter was written, not
    sent), ``ANSWERED`` (what came back to a clarification), ``PACKED`` and ``SCORED`` (for and from the evaluators) and
    ``ERASED`` (a person's data was taken out); the others are an officer's decisions."""

    INGESTED = "ingested"
    SETTLED = "settled"
    VALIDATED = "validated"
    MATCHED = "matched"
    CORRECTED = "corrected"
    WAIVED = "waived"
    UNDONE = "undone"
    JOINED = "joined"
    SPLIT = "split"
    DRAFTED = "drafted"
    ERASED = "erased"
    PACKED = "packed"
    SCORED = "scored"
    ANSWERED = "answered"


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

    ``text`` is what the officer typed, read like an answer; ``sha256`` is the form's that it corrects: a later version
    of the form needs none or another. ``clerical``: an obvious clerical error, which may be corrected where the call
    locks the field; ``approved_by``: who approved it, where the call asks for that.
    """

    number: int
    field: str
    text: str
    sha256: str
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


PieceName = tuple[str, str | None, str]
"""(source, part, digest): what a form in the inbox is known by."""


class Link(Value):
    """What the officer said of two forms: that they are of the same applicant, or that they are not."""

    one: PieceName
    other: PieceName
    same: bool


class Decisions(Value):
    """The officer's decisions in force, oldest first: reference → corrections and waivers, and what links forms; and
    what applicants were asked to clarify."""

    corrections: dict[str, tuple[Correction, ...]] = Field(default_factory=dict)
    waivers: dict[str, tuple[Waiver, ...]] = Field(default_factory=dict)
    links: tuple[Link, ...] = ()
    questions: dict[str, tuple[Asked, ...]] = Field(default_factory=dict)
