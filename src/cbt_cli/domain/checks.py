"""What the rules say of an application."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pydantic import Field

from cbt_cli.domain.applications import Record, Source
from cbt_cli.domain.base import Sentence, Value, say
from cbt_cli.domain.calls import Stage
from cbt_cli.domain.clarifications import Asked, Reply, State, state_of
from cbt_cli.domain.journal import Correction
from cbt_cli.domain.submissions import Receipt


class Verdict(StrEnum):
    """A rule's verdict."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    FAIL = "fail"
    UNCLEAR = "unclear"
    NOT_APPLICABLE = "not_applicable"
    WAIVED = "waived"


class Eligibility(StrEnum):
    """The verdict on an application as a whole."""

    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    TO_CLARIFY = "to_clarify"


class Case(Value):
    """One application as the rules see it: the record, when it arrived, and what else hung on its message."""

    ref: str
    record: Record
    receipt: Receipt
    supporting: tuple[str, ...] = ()
    """Names of the files attached beside the form (evidence may be among them)."""
    sha256: str = ""
    """The digest of the form that counts."""
    waived: dict[str, str] = Field(default_factory=dict)
    """Rules that the officer waived for this application: name → reason."""
    corrections: tuple[Correction, ...] = ()
    """What the officer corrected; the record already holds it, the form as read holds the applicant's own answer."""
    questions: tuple[Asked, ...] = ()
    """What the applicant was asked to clarify, oldest first."""
    replies: tuple[Reply, ...] = ()
    """The answers to that, in the order in which they came."""
    answered: Record | None = None
    """What of these answers counts: the record holds it once the case is decided."""
    remark: Sentence | None = None
    """How a clarification stands, where it is still needed; for who goes through the open points."""

    def clarification(self, now: dt.datetime, zone: str) -> tuple[Asked, State] | None:
        """The last clarification that was asked, and how it stands at ``now``; ``None`` where nothing was asked."""
        if not self.questions:
            return None
        asked = self.questions[-1]
        return asked, state_of(asked, self.replies, self.sha256, now, zone)


class Checked(Value):
    """What one rule says of one application, with the clause it rests on and the evidence it looked at.

    ``sentence`` says why; ``details`` are the arithmetic, what is missing, and what was noticed on the way.
    ``reading`` is what the office reads into the clause, to be marked as such. ``resting_on`` names the rules of an
    earlier stage that failed: the verdict then stands on ground that is not there.
    """

    rule: str
    verdict: Verdict
    sentence: Sentence
    clause: str
    evidence: tuple[Source, ...] = ()
    details: tuple[Sentence, ...] = ()
    reading: str | None = None
    stage: Stage | None = None
    resting_on: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """The verdict's reason in words, details included."""
        return " ".join(sentence.text for sentence in (self.sentence, *self.details))


class Judgement(Value):
    """All that the rules say of one application."""

    ref: str
    verdict: Eligibility
    rules: tuple[Checked, ...]

    @property
    def open_points(self) -> str:
        """The rules that did not pass, each with its reason, in one line."""
        open_ones = (rule for rule in self.rules if rule.verdict in (Verdict.FAIL, Verdict.UNCLEAR))
        return "; ".join(str(say("{name}: {value}", name=rule.rule, value=rule.message)) for rule in open_ones)
