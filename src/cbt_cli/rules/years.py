"""Years of management: the number that the form states, beside the periods of its table."""

from __future__ import annotations

import re
from decimal import ROUND_FLOOR, Decimal

from cbt_cli.domain.applications import ExperienceKind, Record
from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.calls import Call
from cbt_cli.rules.lengths import Length, of_years
from cbt_cli.rules.periods import Extent, extent
from cbt_cli.rules.sound import last_day

ROUNDING = 12
"""Months by which a stated number may differ from the table: years are rounded, and begun ones counted."""
AT_LEAST = re.compile(r"more than|over\b|at least|plus de|au moins|[>≥+]|minimum", re.IGNORECASE)
"""Words that make a number a lower bound: more in the table is then no contradiction."""


def contradiction(record: Record, call: Call) -> tuple[Sentence, ...]:
    """How the stated years and the table contradict each other; nothing where they do not, or one of them is missing.

    They do if only one of them is enough for the call, or if they differ by a year and more.
    """
    stated, sums = record.application.management_years, _managed(record, call)
    if stated is None or sums is None:
        return ()
    need, months = of_years(call.expertise.management_years), of_years(stated)
    lower_bound = any(AT_LEAST.search(source.raw) for source in record.sources.get("management_years", ()))
    too_many = not sums.open and (
        (months >= need > sums.most) or months >= Length(sums.most.months + ROUNDING, sums.most.days)
    )
    too_few = not lower_bound and (
        (months < need <= sums.least) or Length(months.months + ROUNDING, months.days) <= sums.least
    )
    if not too_many and not too_few:
        return ()
    return (
        say("{stated} years are stated; the table shows {found}.", stated=Decimal(f"{stated:f}"), found=sums.words),
    )


def years_of_management(record: Record, call: Call) -> Decimal | None:
    """The stated years; those certain from the table where none are stated, in full years and tenths; ``None`` where
    the two contradict each other or neither is given."""
    stated, sums = record.application.management_years, _managed(record, call)
    if stated is not None:
        return None if contradiction(record, call) else stated
    if sums is None or not sums.least:
        return None
    return (Decimal(sums.least.months) / 12).quantize(Decimal("0.1"), ROUND_FLOOR)


def _managed(record: Record, call: Call) -> Extent | None:
    """What the table says; ``None`` where it has no row that may be one of management."""
    sums = extent(record.application.experience or (), ExperienceKind.MANAGEMENT, last_day(call))
    return sums if sums.most or sums.open else None
