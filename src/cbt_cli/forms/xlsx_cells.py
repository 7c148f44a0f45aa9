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
from cbt_cli.forms.xlsx_refs import ROWS, WINDOW_COLUMNS, WINDOW_ROWS, Area, area, cell_at
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
    spilled: list[Area] = []
    row = -1
    for line in data.iterchildren(_ROW):
        row = _row_at(grid, line, row)
        column = -1
        for element in line.iterchildren(_C):
            at = _cell_place(grid, element, row, column)
            column = at[1]
            formula = element.find(_F)
            if formula is not None and formula.get("ref") and formula.get("t") == "array":
                spilled.extend(found for found in [area(formula.get("ref", ""))] if found)
            _take(grid, element, at, formula)
    for one in spilled:  # the other cells of an array formula hold a result and no formula
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


def _cell_place(grid: Grid, element: etree._Element, row: int, before: int) -> tuple[int, int]:
    """Where the cell says it stands."""
    stated = element.get("r")
    if stated is None:
        return row, before + 1
    at = cell_at(stated)
    if at is None:
        at = (row, before + 1)
        grid.note("cell-misplaced", say("A cell has no usable reference ({reference}); it was taken as the next one.",
                                        reference=stated[:40]), at, severity=Severity.CLARIFY)  # fmt: skip
    return at


def _take(grid: Grid, element: etree._Element, at: tuple[int, int], formula: etree._Element | None) -> None:
    """One ``c`` element into the grid."""
    stored = element.findtext(_V) if element.find(_V) is not None else None
    kind = element.get("t", "n")
    styled = element.get("s")
    style = _style(grid, styled) if styled else PLAIN
    blank = stored is None and formula is None and (kind != "inlineStr" or element.find(_IS) is None)
    if at[0] >= WINDOW_ROWS or at[1] >= WINDOW_COLUMNS:
        grid.outside += not blank
        return
    if styled:
        grid.looks.setdefault(at, style)
    if blank and not style.checkbox and (not grid.protected or style.locked):
        return
    cell = grid.new_cell(*at)
    if formula is not None:
        cell.formula = True
        cell.uncached = not stored and kind != "str"
        if _DDE.search(formula.text or ""):
            grid.book.active.add("dde")
    if tokens := _tokens(grid, cell, element, stored, style):
        cell.blocks.append(Paragraph(cell.place, tokens))
    _keep(grid, at, cell)


def _tokens(grid: Grid, cell: Cell, element: etree._Element, stored: str | None, style: Style) -> list[Token]:
    """What the cell shows; its typed fields are filled on the way."""
    inline = element.find(_IS)
    if inline is not None and element.get("t") == "inlineStr":
        return _text(grid, cell, read_runs(inline), style)
    if stored is not None and not cell.uncached:
        return _READ.get(element.get("t", "n"), _raw)(grid, cell, stored, style)
    return [Tick(on=False, encoding="cell")] if style.checkbox and not cell.uncached else []


def _keep(grid: Grid, at: tuple[int, int], cell: Cell) -> None:
    """Put the cell into the grid; a second one at the same place is reported, never chosen."""
    known = grid.cells.setdefault(at, cell)
    if known is not cell and shows_something(cell) and text_of(known) != text_of(cell):
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
        faint = style.hides(font) or style.format.hides_text
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
    return [Text("TRUE" if cell.boolean else "FALSE", faint=style.hides(style.font))]


def _error(grid: Grid, cell: Cell, stored: str, style: Style) -> list[Token]:
    cell.error = decode(stored).strip() or "#N/A"
    grid.note("cell-error", say("This cell shows an error ({error}).", error=cell.error[:40]), (cell.row, cell.column),
              cell.error[:TEXT])  # fmt: skip
    return [Text(cell.error, faint=style.hides(style.font))]


def _date(grid: Grid, cell: Cell, stored: str, style: Style) -> list[Token]:
    cell.iso = iso_cell(stored)
    if cell.iso is None:
        return _raw(grid, cell, stored, style)
    return [Text(cell.iso, strike=style.font.strike, faint=style.hides(style.font))]


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
            token.faint = seen.invisible or style.hides(style.font)
    return tokens


def _raw(grid: Grid, cell: Cell, stored: str, style: Style) -> list[Token]:
    """A value that is not what its type says: kept as text, and said."""
    text = decode(stored)
    if not text.strip():
        return []
    grid.note("value-unreadable", say("The file states this value in a way that cannot be read for certain."),
              (cell.row, cell.column), text[:TEXT], Severity.CLARIFY)  # fmt: skip
    return [Text(text, faint=style.hides(style.font))]


_READ = {"s": _shared, "str": _string, "b": _boolean, "e": _error, "d": _date, "inlineStr": _string, "n": _number}
