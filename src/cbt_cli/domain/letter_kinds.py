"""Which letters there are: apart from them, so that the command line needs nothing heavy to know it."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a letter is for."""

    ACKNOWLEDGEMENT = "acknowledgement"
    CLARIFICATION = "clarification"
    REFUSAL = "refusal"
    OUTCOME = "outcome"
