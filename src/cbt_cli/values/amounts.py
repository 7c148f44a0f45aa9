"""Figures as people write them: which number ``3.100`` is depends on the separators, not on a locale."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

FIGURE = r"\d{1,3}(?:[ ']\d{3})+(?![\d])(?:[.,]\d+)?|\d+(?:[.,']\d+)*"
"""A pattern for a figure in plain text: groups of three parted by spaces or apostrophes, else points and commas."""
NO_CENTS = r"(?: ?[.,](?:-{1,3}|=))"
"""A pattern for what says "no cents" after a figure: ``,-`` ``.-`` ``,--`` ``,=``."""

_SPACED = re.compile(r"(\d{1,3}(?:[ ']\d{3})+)(?:[.,](\d{1,2}))?")
_MIXED = re.compile(r"(\d{1,3}(?:,\d{3})+)\.(\d{1,2})|(\d{1,3}(?:\.\d{3})+),(\d{1,2})")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:'\d{3})+")
_CENTS = re.compile(r"(\d+)[.,](\d{1,2})")
_EITHER = re.compile(r"([1-9]\d{0,2})[.,](\d{3})")


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure may mean. ``grouped`` is set where its one separator may also part thousands (``3.100``)."""

    plain: Decimal | None
    grouped: Decimal | None = None


def figure(text: str, *, whole: bool = False) -> Figure | None:
    """The meaning of a figure that ``FIGURE`` found; ``None`` where it follows no known style.

    ``whole``: the figure is known to have no cents (``3.100,-``), so a separator in it parts thousands.
    """
    if text.isdigit():
        return Figure(Decimal(text)) if len(text) <= 15 else None
    either = _EITHER.fullmatch(text)
    if either:
        grouped = Decimal(either[1] + either[2])
        return Figure(grouped) if whole else Figure(Decimal(f"{either[1]}.{either[2]}"), grouped)
    for style in (_SPACED, _MIXED, _GROUPED, _CENTS):
        found = style.fullmatch(text)
        if found:
            parts = [part for part in found.groups() if part] or [text]
            digits = re.sub(r"\D", "", parts[0])
            if whole and len(parts) > 1:
                return None
            return Figure(Decimal(f"{digits}.{parts[1]}" if len(parts) > 1 else digits))
    return None
