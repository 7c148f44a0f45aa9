"""Numbers of any kind as whole numbers of one common unit, exactly: no float noise may decide a tie."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import SupportsFloat


def exact(number: SupportsFloat) -> Fraction:
    """The number that was meant: a float is the shortest decimal that reads back as it (``0.1`` is one tenth)."""
    if isinstance(number, int | Fraction | Decimal):
        return Fraction(number)
    as_float = float(number)
    if not math.isfinite(as_float):
        raise ValueError(f"{as_float} is not a finite number")
    return Fraction(int(as_float)) if as_float.is_integer() else Fraction(repr(as_float))


def common_unit(numbers: Iterable[Fraction]) -> Fraction:
    """The largest 1/n of which all the numbers are multiples."""
    unit = 1
    for denominator in {number.denominator for number in numbers}:
        unit = math.lcm(unit, denominator)
    return Fraction(1, unit)


def in_units(number: Fraction, unit: Fraction) -> int:
    """How many units the number is; it must be a multiple."""
    count = number / unit
    if count.denominator != 1:
        raise ValueError(f"{number} is no multiple of {unit}")
    return count.numerator
