"""From the evaluators' scores to one ranking: exact in decimals, rounded only where shown."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from statistics import median

from cbt_cli.domain.calls import EvaluationFacts
from cbt_cli.domain.evaluations import Consolidated, Sheet

HUNDREDTHS = Decimal("0.01")
_Means = dict[str, Fraction]


def consolidated(facts: EvaluationFacts, refs: Sequence[str], sheets: Sequence[Sheet]) -> tuple[Consolidated, ...]:
    """Each application over all evaluators, best first; those that nobody scored whole come last.

    An evaluator's mean is weighted by the criteria; it counts only where every criterion has points. Ties share a
    rank. Means are rounded to hundredths, halves up, after they were compared exactly.
    """
    exact = {ref: _means(facts, ref, sheets) for ref in refs}
    means = {ref: sum(each.values(), Fraction(0)) / len(each) for ref, each in exact.items() if each}
    order = sorted(refs, key=lambda ref: (-means[ref] if ref in means else Fraction(10**9), refs.index(ref)))
    return tuple(_one(facts, ref, exact[ref], means, sheets) for ref in order)


def _means(facts: EvaluationFacts, ref: str, sheets: Sequence[Sheet]) -> dict[str, Fraction]:
    """Evaluator → weighted mean, exact."""
    whole = sum((Fraction(one.weight) for one in facts.criteria), Fraction(0))
    found = {}
    for sheet in sheets:
        given = sheet.scores.get(ref, {})
        if ref not in sheet.recused and all(one.key in given for one in facts.criteria):
            total = sum((Fraction(given[one.key]) * Fraction(one.weight) for one in facts.criteria), Fraction(0))
            found[sheet.evaluator] = total / whole
    return found


def _one(
    facts: EvaluationFacts,
    ref: str,
    means: dict[str, Fraction],
    all_means: dict[str, Fraction],
    sheets: Sequence[Sheet],
) -> Consolidated:
    values, mean = list(means.values()), all_means.get(ref)
    threshold = None if facts.threshold is None else Fraction(facts.threshold)
    passed = None if mean is None or threshold is None else mean >= threshold
    deviation = None
    if mean is not None:
        variance = sum(((value - mean) ** 2 for value in values), Fraction(0)) / len(values)
        deviation = Decimal(math.sqrt(variance)).quantize(HUNDREDTHS, ROUND_HALF_UP)
    return Consolidated(
        ref=ref,
        means={evaluator: _shown(value) for evaluator, value in means.items()},
        mean=None if mean is None else _shown(mean),
        median=_shown(Fraction(median(values))) if values else None,
        spread=_shown(max(values) - min(values)) if values else None,
        deviation=deviation,
        passed=passed,
        rank=None if mean is None else 1 + sum(other > mean for other in all_means.values()),
        wide=tuple(one.key for one in facts.criteria if _wide(facts, ref, one.key, sheets)),
    )


def _wide(facts: EvaluationFacts, ref: str, key: str, sheets: Sequence[Sheet]) -> bool:
    given = [
        sheet.scores[ref][key] for sheet in sheets if key in sheet.scores.get(ref, {}) and ref not in sheet.recused
    ]
    return facts.gap is not None and len(given) > 1 and max(given) - min(given) >= facts.gap


def _shown(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(HUNDREDTHS, ROUND_HALF_UP)
