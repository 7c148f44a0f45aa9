"""The cells of a worksheet (ECMA-376 part 1, 18.3.1.4): one walk over ``sheetData``, whatever its extent claims."""

from __future__ import annotations

import re

from lxml import etree

from cbt_cli.domain.base import say
from cbt_cli.domain.findings import Severity
from cbt_cli.forms.glyphs import split_glyphs
from cbt_cli.forms.tree import Cell, Paragraph, Text, Tick, Token
from cbt_cli.forms.xlsx_dates import iso_cell
from cbt_cli.forms.xlsx_grid import Grid, shows_something, text_of
from cbt_cli.forms.xlsx_refs import ROWS, WINDOW_COLUMNS, WINDOW_ROWS, area, cell_at, column_name
from cbt_cli.forms.xlsx_shown import shown, stored_number
from cbt_cli.forms.xlsx_styles import MAIN, PLAIN, Style
from cbt_cli.forms.xlsx_text import Run, decode, read_runs

_ROW, _C, _V, _F, _IS = MAIN + "row", MAIN + "c", MAIN + "v", MAIN + "f", MAIN + "is"
_TRUE, _FALSE = {"1", "true"}, {"0", "false"}
_DDE = re.compile(r"^[^\"]*?[A-Za-z0-9_.]+\|'?")
TEXT = 32_767
"""Characters in a cell (Excel's limit)."""


def read_cells(grid: Grid, data: etree._Element) -> None:
    """Fill ``grid`` from ``sheetData``. Cells without a reference follow the one before them (18.3.1.4)."""
    row = -1
    for line in data.iterchildren(_ROW):
        row = _row_at(grid, line, row)
        column, ending = -1, str(row + 1)
        for element in line.iterchildren(_C):
            stated = element.get("r")
            if stated is None or stated == column_name(column + 1) + ending:
                at = (row, column + 1)
            else:
                at = _stated_place(grid, stated, row, column)
            column = at[1]
            _take(grid, element, at)
    for one in grid.spills:  # the other cells of an array formula hold a result and no formula
        for at in (at for at in grid.cells if one.top <= at[0] <= one.bottom and one.left <= at[1] <= one.right):
            grid.cells[at].formula = True


def _row_at(grid: Grid, line: etree._Element, before: int) -> int:
    """The row's index; one without a usable number follows the row before it, and a finding says so."""
    stated = line.get("r")
    row = before + 1
    if stated is not None and stated.isascii() and stated.isdigit() and len(stated) < 8 and 0 < int(stated) <= ROWS:
        row = int(stated) - 1
    elif stated is not None:
        grid.note("cell-misplaced", say("A row has no usable number ({number}); it was taken as the next one.",
                                        number=stated[:40]), severity=Severity.CLARIFY)  # fmt: skip
    height = line.get("ht")
    if line.get("hidden") in _TRUE or height in {"0", "0.0"}:
        grid.hidden_rows.add(row)
    elif height and re.fullmatch(r"[0-9]{1,3}(\.[0-9]+)?", height):
        grid.heights[row] = float(height)
    return row


def _stated_place(grid: Grid, stated: str, row: int, before: int) -> tuple[int, int]:
    """Where a cell that is not simply the next one says it stands."""
    at = cell_at(stated)
    if at is None:
        at = (row, before + 1)
        grid.note("cell-misplaced", say("A cell has no usable reference ({reference}); it was taken as the next one.",
                                        reference=stated[:40]), at, severity=Severity.CLARIFY)  # fmt: skip
    return at


def _take(grid: Grid, element: etree._Element, at: tuple[int, int]) -> None:
    """One ``c`` element into the grid."""
    stored, formula, inline = _children(element)
    styled = element.get("s")
    style = _style(grid, styled) if styled else PLAIN
    blank = stored is None and formula is None and inline is None
    if at[0] >= WINDOW_ROWS or at[1] >= WINDOW_COLUMNS:
        grid.outside += not blank
        return
    if styled:
        grid.looks.setdefault(at, style)
    if blank and not style.checkbox and (not grid.protected or style.locked):
        return
    kind = element.get("t", "n")
    cell = grid.new_cell(*at)
    if formula is not None:
        _take_formula(grid, cell, formula, empty=not stored and kind != "str")
    if inline is not None and kind == "inlineStr":
        tokens = _text(grid, cell, read_runs(inline), style)
    else:
        tokens = _value(grid, cell, kind, None if cell.uncached else stored, style)
    if tokens:
        cell.blocks.append(Paragraph(cell.steps, tokens))
    if grid.cells.setdefault(at, cell) is not cell:
        _settle(grid, at, cell)


def _children(element: etree._Element) -> tuple[str | None, etree._Element | None, etree._Element | None]:
    """The stored value, the formula and the inline string of a cell, whichever are there, in one pass."""
    stored, formula, inline = None, None, None
    for child in element:
        tag = child.tag
        if tag == _V:
            stored = child.text or ""
        elif tag == _F:
            formula = child
        elif tag == _IS:
            inline = child
    return stored, formula, inline


def _value(grid: Grid, cell: Cell, kind: str, stored: str | None, style: Style) -> list[Token]:
    """A stored value as it shows; nothing stored is an empty box where the cell is a tick box."""
    if stored is not None:
        return _READ.get(kind, _raw)(grid, cell, stored, style)
    return [Tick(on=False, encoding="cell")] if style.checkbox and not cell.uncached else []


def _take_formula(grid: Grid, cell: Cell, formula: etree._Element, *, empty: bool) -> None:
    """Note what a formula says; it is never computed."""
    cell.formula, cell.uncached = True, empty
    if "|" in (formula.text or "") and _DDE.search(formula.text or ""):
        grid.book.active.add("dde")
    if formula.get("t") == "array" and (spill := area(formula.get("ref", ""))) is not None and spill.size > 1:
        grid.spills.append(spill)


def _settle(grid: Grid, at: tuple[int, int], cell: Cell) -> None:
    """A second cell at the same place is reported, never chosen; one that shows nothing does not count."""
    known = grid.cells[at]
    if not shows_something(cell) or known.blocks == cell.blocks:
        return
    if not shows_something(known):
        grid.cells[at] = cell
        return
    grid.note("cell-twice", say("This cell stands twice in the file, with different content; the first was read."),
              at, text_of(cell), Severity.CLARIFY)  # fmt: skip


def _style(grid: Grid, index: str) -> Style:
    styles = grid.book.styles
    at = int(index) if index.isascii() and index.isdigit() and len(index) < 9 else -1
    return styles[at] if 0 <= at < len(styles) else PLAIN


def _text(grid: Grid, cell: Cell, runs: tuple[Run, ...], style: Style) -> list[Token]:
    """Runs as tokens, drawn boxes as ticks."""
    tokens: list[Token] = []
    for run in runs:
        font = run.font or style.font
        faint = (style.faint if run.font is None else style.hides(font)) or style.format.hides_text
        for token in split_glyphs(run.text, font.name):
            if isinstance(token, Text):
                token.strike, token.underline, token.faint = font.strike, font.underline, faint
            tokens.append(token)
    if sum(len(run.text) for run in runs) > TEXT:
        grid.note("text-too-long", say("This cell holds more text than a workbook can show."), (cell.row, cell.column))
    return tokens


def _shared(grid: Grid, cell: Cell, stored: str, style: Style) -> list[Token]:
    index = stored.strip()
    at = int(index) if index.isascii() and index.isdigit() and len(index) < 9 else -1
    if 0 <= at < len(grid.book.strings):
        return _text(grid, cell, grid.book.strings[at], style)
    grid.note("text-lost", say("The text of this cell is missing in the file. Please ask for it."),
              (cell.row, cell.column), severity=Severity.CLARIFY)  # fmt: skip
    return []


def _string(grid: Grid, cell: Cell, stored: str, style: Style) -> list[Token]:
    return _text(grid, cell, (Run(decode(stored)),), style)


def _boolean(grid: Grid, cell: Cell, stored: str, style: Style) -> list[Token]:
    word = stored.strip().lower()
    if word not in _TRUE | _FALSE:
        return _raw(grid, cell, stored, style)
    cell.boolean = word in _TRUE
    if style.checkbox:
        return [Tick(cell.boolean, "cell")]
    return [Text("TRUE" if cell.boolean else "FALSE", faint=style.faint)]


def _error(grid: Grid, cell: Cell, stored: str, style: Style) -> list[Token]:
    cell.error = decode(stored).strip() or "#N/A"
    grid.note("cell-error", say("This cell shows an error ({error}).", error=cell.error[:40]), (cell.row, cell.column),
              cell.error[:TEXT])  # fmt: skip
    return [Text(cell.error, faint=style.faint)]


def _date(grid: Grid, cell: Cell, stored: str, style: Style) -> list[Token]:
    cell.iso = iso_cell(stored)
    if cell.iso is None:
        return _raw(grid, cell, stored, style)
    return [Text(cell.iso, strike=style.font.strike, faint=style.faint)]


def _number(grid: Grid, cell: Cell, stored: str, style: Style) -> list[Token]:
    number = stored_number(stored)
    if number is None:
        return _raw(grid, cell, stored, style)
    seen = shown(number, style.format, date1904=grid.book.date1904)
    cell.number, cell.iso, cell.currency = number, seen.iso, seen.currency
    at = (cell.row, cell.column)
    if seen.unsure == "local-currency":
        grid.note("currency-unknown", say("The cell shows the currency of the computer it is opened on."), at,
                  seen.text, Severity.CLARIFY)  # fmt: skip
    elif seen.unsure == "no-such-day":
        grid.note("date-unreadable", say("The cell is shown as a date, and there is no such day."), at, seen.text,
                  Severity.CLARIFY)  # fmt: skip
    tokens: list[Token] = list(split_glyphs(seen.text, style.font.name))
    for token in tokens:
        if isinstance(token, Text):
            token.strike, token.underline = style.font.strike, style.font.underline
            token.faint = seen.invisible or style.faint
    return tokens


def _raw(grid: Grid, cell: Cell, stored: str, style: Style) -> list[Token]:
    """A value that is not what its type says: kept as text, and said."""
    text = decode(stored)
    if not text.strip():
        return []
    grid.note("value-unreadable", say("The file states this value in a way that cannot be read for certain."),
              (cell.row, cell.column), text[:TEXT], Severity.CLARIFY)  # fmt: skip
    return [Text(text, faint=style.faint)]


_READ = {"s": _shared, "str": _string, "b": _boolean, "e": _error, "d": _date, "inlineStr": _string, "n": _number}
