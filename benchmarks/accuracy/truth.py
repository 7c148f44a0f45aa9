"""What must come of each answer, and how a reading is judged against it.

A reading is *reported* if a finding of severity ``clarify`` or ``ineligible`` names its field. A ``note`` is none: the
value stands and the officer need not act. So a wrong value with nothing but a note is wrong, and a right value with a
note is right (counted apart).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Json = Any
"""A value of ``application`` as ``cbt read --json`` gives it."""


class Report(StrEnum):
    """Whether the answer is to be reported: it is certain, either will do, or nobody could read it for certain."""

    NEVER = "never"
    MAY = "may"
    MUST = "must"


@dataclass(frozen=True, slots=True)
class Truth:
    """The values that are right for one field (``None`` is blank), and whether a finding is right."""

    values: tuple[Json, ...]
    report: Report = Report.NEVER

    @property
    def blank(self) -> bool:
        """Whether nothing was answered."""
        return self.values == (None,) and self.report is Report.NEVER


BLANK = Truth((None,))
DOUBTFUL = Truth((), Report.MUST)


def certain(value: Json) -> Truth:
    """An answer that can be read for certain."""
    return Truth((value,))


def either(*values: Json) -> Truth:
    """An answer that may be read as any of ``values`` or be reported."""
    return Truth(values, Report.MAY)


class Outcome(StrEnum):
    """What became of one field. The last three are bad."""

    RIGHT = "right"
    NOTED = "right, with a note"
    BLANK = "blank kept blank"
    REPORTED = "doubtful, reported"
    DOUBTED = "certain, yet reported"
    LOST = "LOST"
    INVENTED = "INVENTED"
    WRONG = "WRONG"


BAD = (Outcome.LOST, Outcome.INVENTED, Outcome.WRONG)
FINE = (Outcome.RIGHT, Outcome.NOTED, Outcome.BLANK)


def judge(field: str, truth: Truth, got: Json, severities: Collection[str]) -> Outcome:
    """What became of ``field``: ``got`` is its value as read, ``severities`` those of its findings."""
    reported = any(one != "note" for one in severities)
    if reported:
        return Outcome.DOUBTED if truth.report is Report.NEVER else Outcome.REPORTED
    if truth.report is not Report.MUST and any(folded(field, got) == folded(field, one) for one in truth.values):
        if truth.blank:
            return Outcome.BLANK
        return Outcome.NOTED if severities else Outcome.RIGHT
    if truth.blank:
        return Outcome.INVENTED
    return Outcome.LOST if got is None else Outcome.WRONG


def folded(field: str, value: Json) -> Json:
    """A value without what does not count: kinds of white space, the order in which areas are listed."""
    if isinstance(value, str):
        return "\n".join(line for line in (" ".join(line.split()) for line in value.splitlines()) if line)
    if isinstance(value, dict):
        return {key: folded(key, one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        items = [folded("", one) for one in value]
        return sorted(items) if field == "areas" else items
    return value
