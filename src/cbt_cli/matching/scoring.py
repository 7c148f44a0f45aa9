"""The score of a pair: whole tenths of a point for each criterion, so that the parts add up to the total shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction

from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.calls import Call, Criterion
from cbt_cli.domain.matching import Part, Score
from cbt_cli.errors import CallFileError
from cbt_cli.matching.criteria import CRITERIA, Pair, Share

TENTHS = 10
"""Score units in a point."""


def check_criteria(call: Call) -> None:
    """``CallFileError`` where criteria or objective cannot be meant: unknown, no points at all, a level twice."""
    for criterion in call.matching.criteria:
        if criterion.name not in CRITERIA:
            near = get_close_matches(criterion.name, CRITERIA, n=1, cutoff=0.75)
            raise CallFileError(
                say("matching.criteria: there is no criterion {name}.", name=repr(criterion.name)),
                (
                    say("Write {near}.", near=repr(near[0]))
                    if near
                    else say("Known are {names}.", names=", ".join(CRITERIA))
                ),
            )
    objective = call.matching.objective
    if not objective or len(set(objective)) < len(objective):
        raise CallFileError(
            say("matching.objective: {levels}.", levels=", ".join(objective) or "–"),
            say("Name each level once, in its order: served, worst or leximin, total, cost."),
        )
    if not any(criterion.points for criterion in call.matching.criteria):
        raise CallFileError(
            say("matching.criteria: no criterion has points, so that every pair would be as good as any other."),
            say("Give at least one criterion points above 0."),
        )


def measure(pair: Pair) -> Mapping[str, Share]:
    """The share of each of the call's criteria, in the call's order."""
    return {
        criterion.name: CRITERIA[criterion.name](replace(pair, neutral=Fraction(criterion.neutral)))
        for criterion in pair.call.matching.criteria
    }


def points(criterion: Criterion, share: Share, weight: Fraction = Fraction(1)) -> int:
    """What a part earns, in tenths of a point, halves rounded up. ``weight`` multiplies the criterion's points."""
    fraction = Fraction(criterion.neutral) if share.share is None else share.share
    return int(fraction * Fraction(criterion.points) * weight * TENTHS + Fraction(1, 2))


def score(call: Call, shares: Mapping[str, Share]) -> Score:
    """The score with its parts."""
    parts = []
    for criterion in call.matching.criteria:
        share = shares[criterion.name]
        parts.append(
            Part(
                criterion=criterion.name,
                points=shown(points(criterion, share)),
                most=criterion.points,
                reason=share.reason,
                known=share.known and share.share is not None,
            )
        )
    return Score(total=sum((part.points for part in parts), Decimal(0)), parts=tuple(parts))


def shown(tenths: int) -> Decimal:
    """Score units as points."""
    return Decimal(tenths) / TENTHS


def worth(points: Decimal) -> Sentence:
    """Points in words."""
    return say("1 point") if points == 1 else say("{points} points", points=points)


def units(total: Decimal) -> int:
    """Points as score units."""
    return int(total * TENTHS)
