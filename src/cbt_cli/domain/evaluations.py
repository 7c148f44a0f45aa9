"""What evaluators gave: their scores as they came back, and what follows from all of them."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from cbt_cli.domain.base import Sentence, Value


class Sheet(Value):
    """One evaluator's workbook as it came back. ``scores``: reference → criterion → points; ``recused``: references
    that the evaluator does not score; ``remarks``: reference → what was written beside."""

    evaluator: str
    scores: dict[str, dict[str, Decimal]] = Field(default_factory=dict)
    recused: tuple[str, ...] = ()
    remarks: dict[str, str] = Field(default_factory=dict)


class Consolidated(Value):
    """One application over all evaluators. ``means``: evaluator → weighted mean; ``spread``: greatest less smallest of
    them; ``passed``: whether the threshold is met, ``None`` where there is none or nobody scored; ``rank``: ties share
    one; ``wide``: criteria in which evaluators are farther apart than the call allows."""

    ref: str
    means: dict[str, Decimal]
    mean: Decimal | None
    median: Decimal | None
    spread: Decimal | None
    deviation: Decimal | None
    passed: bool | None
    rank: int | None
    wide: tuple[str, ...] = ()


class Collected(Value):
    """All workbooks of a pack together; ``findings``: what is missing or stands apart, for the officer."""

    pack: str
    sheets: tuple[Sheet, ...]
    results: tuple[Consolidated, ...]
    findings: tuple[Sentence, ...] = ()
