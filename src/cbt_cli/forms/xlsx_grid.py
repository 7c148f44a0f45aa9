"""A worksheet while it is read: ``Grid``, its sparse cells, and where things stand in it (ECMA-376 part 1, 18.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cbt_cli.domain.base import Place, Sentence, place
from cbt_cli.domain.findings import Finding, Severity
from cbt_cli.forms.tree import Cell, Paragraph, Text, Token
from cbt_cli.forms.xlsx_book import Book
from cbt_cli.forms.xlsx_refs import WINDOW_COLUMNS, WINDOW_ROWS, Area, cell_name
from cbt_cli.forms.xlsx_styles import PLAIN, Style

ROW_HEIGHT = 15.0
"""Points: Excel's row where nothing else is said."""
COLUMN_WIDTH = 48.0
"""Points: Excel's column where nothing else is said."""
SPILLS = 200
"""Array formulas of one sheet whose other cells are looked for."""
COVERS = 200_000
"""Rows that merged ranges of one sheet may cover together."""


@dataclass(slots=True)
class Grid:
    """One worksheet. ``cells`` by (row, column), zero-based, only those that hold or mean something."""

    title: str
    book: Book
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    looks: dict[tuple[int, int], Style] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    """Those within the window."""
    column_styles: list[tuple[int, int, Style]] = field(default_factory=list)
    heights: dict[int, str] = field(default_factory=dict)
    """Heights of rows in points as stated, where they are not the usual ``height``."""
    height: float = ROW_HEIGHT
    widths: list[tuple[int, int, float]] = field(default_factory=list)
    """(first, last, width in points) of columns, where they are not the usual ``width``."""
    width: float = COLUMN_WIDTH
    merges: list[Area] = field(default_factory=list)
    protected: bool = False
    open: bool = True
    """Whether nothing is hidden and nothing protected so far, so that a cell is just a cell."""
    findings: list[Finding] = field(default_factory=list)
    spills: list[Area] = field(default_factory=list)
    """The ranges of array formulas."""
    computed: bool = False
    """Whether it has a formula."""
    outside: int = 0
    """Cells with content beyond the window."""
    step: tuple[str, str] = field(init=False)
    """The first step of each place in it."""
    _covers: dict[int, list[Area]] = field(default_factory=dict)
    """Row → the merged ranges over it."""
    _covered: dict[int, int] = field(default_factory=dict)
    """Row → the columns that merged ranges cover in it, a bit each."""

    def __post_init__(self) -> None:
        self.step = ("sheet", self.title)

    def add_spill(self, spill: Area) -> None:
        """Keep the range of an array formula."""
        kept = spill.within_window()
        if kept is not None and len(self.spills) < SPILLS:
            self.spills.append(kept)

    def stored_in(self, kept: Area) -> list[tuple[int, int]]:
        """The cells of an area that are there, row by row, without a walk over more than the sheet holds."""
        if kept.size <= len(self.cells):
            return [at for at in kept.cells() if at in self.cells]
        top, bottom, left, right = kept.top, kept.bottom, kept.left, kept.right
        return sorted(at for at in self.cells if top <= at[0] <= bottom and left <= at[1] <= right)

    def place(self, row: int, column: int) -> Place:
        """Where a cell stands."""
        return Place(steps=(("sheet", self.title), ("cell", cell_name(row, column))))

    def note(
        self, code: str, sentence: Sentence, at: tuple[int, int] | None = None, raw: str | None = None,
        severity: Severity = Severity.NOTE,
    ) -> None:  # fmt: skip
        """Keep a finding about the sheet, or about the cell ``at``."""
        where = place(("sheet", self.title)) if at is None else self.place(*at)
        self.findings.append(Finding(code=code, severity=severity, sentence=sentence, place=where, raw=raw))

    def row_height(self, row: int) -> float:
        """Points; a hidden row has none."""
        return 0.0 if row in self.hidden_rows else measure(self.heights.get(row)) or self.height

    def column_width(self, column: int) -> float:
        """Points; a hidden column has none."""
        if column in self.hidden_columns:
            return 0.0
        return next((width for first, last, width in self.widths if first <= column <= last), self.width)

    def add_merges(self, ranges: list[Area]) -> int:
        """Take in the merged ranges, clipped to the window; the number of those that were too many, or lie over
        another, which no program writes."""
        used = left_out = 0
        for whole in ranges:
            kept = whole.within_window()
            if kept is None or kept.size == 1:
                continue
            rows = range(kept.top, kept.bottom + 1)
            columns = (1 << kept.right + 1) - (1 << kept.left)
            used += len(rows)
            if used > COVERS or any(self._covered.get(row, 0) & columns for row in rows):
                left_out += 1
                continue
            self.merges.append(kept)
            for row in rows:
                self._covered[row] = self._covered.get(row, 0) | columns
                self._covers.setdefault(row, []).append(kept)
        return left_out

    def home(self, row: int, column: int) -> tuple[int, int]:
        """The cell that shows at (row, column): the top left one of a merged range, else the cell itself."""
        if row in self._covered and self._covered[row] >> column & 1:
            one = next(one for one in self._covers[row] if one.left <= column <= one.right)
            return one.top, one.left
        return row, column

    def under_merges(self) -> list[tuple[int, int]]:
        """The cells that are there and do not show, because a merged range lies over them."""
        return [at for at in self.cells if at[0] in self._covered and self.home(*at) != at]

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell that shows at (row, column), made if it is not there yet; ``None`` outside the window."""
        at = self.home(row, column) if row in self._covered else (row, column)
        found = self.cells.get(at)
        if found is not None:
            return found
        if at[0] >= WINDOW_ROWS or at[1] >= WINDOW_COLUMNS:
            return None
        cell = self.cells[at] = Cell(*at, (self.step, ("cell", cell_name(*at))))
        self.describe(cell)
        return cell

    def describe(self, cell: Cell) -> None:
        """Say of a cell what its sheet says of it."""
        if cell.row in self.hidden_rows or cell.column in self.hidden_columns:
            cell.hidden = True
        if self.protected:
            cell.locked = self.look(cell.row, cell.column).locked

    def look(self, row: int, column: int) -> Style:
        """How a cell looks: by its own style, else its column's."""
        own = self.looks.get((row, column))
        if own is not None:
            return own
        return next((style for first, last, style in self.column_styles if first <= column <= last), PLAIN)


def measure(text: str | None) -> float:
    """A decimal number of an attribute; 0 for none."""
    return float(text) if text and re.fullmatch(r"[0-9]{1,5}(\.[0-9]{1,20})?", text) else 0.0


def text_of(cell: Cell) -> str:
    """The text of a cell, without ticks and boxes."""
    text = ""
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            for token in block.tokens:
                text += token.text if isinstance(token, Text) else ""
    return text


def shows_something(cell: Cell) -> bool:
    """Whether a person sees text, a tick or a box in the cell."""
    for block in cell.blocks:
        if not isinstance(block, Paragraph):
            return True
        for token in block.tokens:
            if not isinstance(token, Text) or token.text.strip():
                return True
    return False


def put(cell: Cell, tokens: list[Token]) -> None:
    """Put the tokens of controls that stand on the cell in front of what stands in it."""
    first = cell.blocks[0] if cell.blocks else None
    if not isinstance(first, Paragraph):
        first = Paragraph(cell.steps)
        cell.blocks.insert(0, first)
    first.tokens[:0] = tokens
