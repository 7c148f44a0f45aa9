"""Numbers of any kind as whole numbers of one common unit: no float noise may decide a tie."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from cbt_cli.matching.problem import Array

DECIMALS = 9
"""Decimals up to which floats are taken as the decimals that were written."""
EXACT = 2**53
"""Below it floats hold every whole number."""
LONGEST = 2**63 - 1
"""The greatest whole number of 64 bits with a sign."""


def in_whole(numbers: Array) -> tuple[Array, Fraction]:
    """Whole numbers, and the unit of which they are multiples.

    Integers, decimals and fractions are taken exactly. Floats are taken as the decimals with up to nine places
    that read back as them (0.1 is one tenth), where that is so for all; else to 53 binary places of the largest.
    """
    if numbers.dtype == object:
        return _of_objects(numbers)
    if numbers.dtype.kind not in "biuf":
        raise ValueError(f"{numbers.dtype} is no kind of number that can be compared")
    if numbers.dtype.kind in "biu":
        long = numbers.dtype.kind == "u" and numbers.size > 0 and int(numbers.max()) > LONGEST
        return numbers.astype(object if long else np.int64), Fraction(1)
    floats = numbers.astype(np.float64)
    if not np.isfinite(floats).all():
        raise ValueError(f"{floats[~np.isfinite(floats)][0]} is not a finite number")
    most = float(np.abs(floats).max(initial=0))
    for places in range(DECIMALS + 1):
        scale = 10.0**places
        if most * scale >= EXACT:
            break
        counts = np.rint(floats * scale)
        if (counts / scale == floats).all():
            return counts.astype(np.int64), Fraction(1, 10**places)
    exponent = math.frexp(most)[1] - 53
    return np.rint(np.ldexp(floats, -exponent)).astype(np.int64), Fraction(2) ** exponent


def _of_objects(numbers: Array) -> tuple[Array, Fraction]:
    fractions = [exact(number) for number in numbers.tolist()]
    unit = common_unit(fractions)
    counts = [in_units(number, unit) for number in fractions]
    short = max((abs(count) for count in counts), default=0) < 2**60
    return np.array(counts, dtype=np.int64 if short else object), unit


def exact(number: Any) -> Fraction:
    """The number that was meant: a float is the shortest decimal that reads back as it."""
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
