"""Cell references (ECMA-376 part 1, 18.3.1 and ST_Ref): ``B5`` ↔ (row 4, column 1), ranges, sheet prefixes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

ROWS, COLUMNS = 1_048_576, 16_384
"""The format's own limits."""
WINDOW_ROWS, WINDOW_COLUMNS = 5_000, 200
"""What is read of a sheet: no form is larger; what lies outside is reported."""

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_SPAN = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!\s\[\]]+))!(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, zero-based and inclusive; ``sheet`` where the reference names one."""

    top: int
    left: int
    bottom: int
    right: int
    sheet: str | None = None

    @property
    def size(self) -> int:
        """The number of cells in it."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    def within_window(self) -> Area | None:
        """The part of it that is read, if any."""
        if self.bottom < WINDOW_ROWS and self.right < WINDOW_COLUMNS:
            return self
        bottom, right = min(self.bottom, WINDOW_ROWS - 1), min(self.right, WINDOW_COLUMNS - 1)
        return (
            Area(self.top, self.left, bottom, right, self.sheet) if self.top <= bottom and self.left <= right else None
        )

    def cells(self) -> Iterator[tuple[int, int]]:
        """Its cells, row by row."""
        return ((row, at) for row in range(self.top, self.bottom + 1) for at in range(self.left, self.right + 1))


@lru_cache(maxsize=1024)
def column_at(letters: str) -> int:
    """``A`` → 0, ``AA`` → 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


@lru_cache(maxsize=1024)
def column_name(column: int) -> str:
    """0 → ``A``, 26 → ``AA``."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell_name(row: int, column: int) -> str:
    """(4, 1) → ``B5``."""
    return f"{column_name(column)}{row + 1}"


@lru_cache(maxsize=4096)
def cell_at(reference: str) -> tuple[int, int] | None:
    """``B5`` → (4, 1); ``None`` for what is no cell of the format."""
    hit = _CELL.fullmatch(reference)
    if hit is None:
        return None
    row, column = int(hit[2]) - 1, column_at(hit[1])
    return (row, column) if row < ROWS and column < COLUMNS else None


def area(reference: str) -> Area | None:
    """A range, a cell or whole columns, maybe with a sheet: ``'My lists'!$A$2:$A$9``. ``None`` for anything else."""
    single = cell_at(reference)
    if single is not None:
        return Area(*single, *single)
    text = reference.strip().lstrip("=").strip()
    sheet = None
    if named := _SHEET.fullmatch(text):
        sheet = named[1].replace("''", "'") if named[1] else named[2]
        text = named[3]
    if span := _SPAN.fullmatch(text):
        left, right = sorted((column_at(span[1]), column_at(span[2])))
        return Area(0, left, ROWS - 1, right, sheet) if right < COLUMNS else None
    first, colon, last = text.partition(":")
    start = cell_at(first)
    end = cell_at(last) if colon else start
    if start is None or end is None:
        return None
    (top, bottom), (left, right) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    return Area(top, left, bottom, right, sheet)
