"""Findings: what the officer must know about one application. Returned, stored, counted, shown; never only logged."""

from __future__ import annotations

from enum import StrEnum

from cbt_cli.domain.base import Place, Sentence, Value


class Severity(StrEnum):
    """How much a finding weighs."""

    INELIGIBLE = "ineligible"
    CLARIFY = "clarify"
    NOTE = "note"


class Finding(Value):
    """One thing noticed in a file: what (``code``), how much it weighs, which field, where, and the raw text.

    ``code`` is stable and lower-case with hyphens, such as ``money-unreadable``.
    """

    code: str
    severity: Severity
    sentence: Sentence
    field: str | None = None
    place: Place | None = None
    raw: str | None = None

    @property
    def message(self) -> str:
        """The finding in words."""
        return self.sentence.text
