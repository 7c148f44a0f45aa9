"""The cells of a worksheet (ECMA-376 part 1, 18.3.1.4): one walk over ``sheetData``, whatever its extent claims."""

from __future__ import annotations

import re
from decimal import Decimal

from lxml import etree

from cbt_cli.domain.base import say
from cbt_cli.domain.findings import Severity
from cbt_cli.forms.glyphs import is_drawn, split_glyphs
from cbt_cli.forms.tree import Cell, Paragraph, Text, Tick, Token
from cbt_cli.forms.xlsx_dates import day_of, is_clock, iso_cell
from cbt_cli.forms.xlsx_grid import Grid, shows_something, text_of
from cbt_cli.forms.xlsx_refs import ROWS, WINDOW_COLUMNS, WINDOW_ROWS, area, cell_at, cell_name, column_name
from cbt_cli.forms.xlsx_shown import Shown, shown, stored_number
from cbt_cli.forms.xlsx_styles import MAIN, Style
from cbt_cli.forms.xlsx_text import TEXT, Run, decode, read_runs, run_of

_ROW, _C, _V, _F, _IS = MAIN + "row", MAIN + "c", MAIN + "v", MAIN + "f", MAIN + "is"
_COLUMNS = [column_name(at) for at in range(WINDOW_COLUMNS)]
_TRUE, _FALSE = {"1", "true"}, {"0", "false"}
_DDE = re.compile(r"^[^\"]*?[A-Za-z0-9_.]+\|'?")


def read_cells(grid: Grid, data: etree._Element) -> None:
    """Fill ``grid`` from ``sheetData``. Cells without a reference follow the one before them (18.3.1.4)."""
    row, style_of, width = -1, grid.book.style, len(_COLUMNS)
    for line in data.iterchildren(_ROW):
        row = _row_at(grid, line, row)
        column, ending = -1, str(row + 1)
        for element in line.iterchildren(_C):
            stated = element.get("r")
            column += 1
            at_row, name = row, _COLUMNS[column] + ending if column < width else ""
            if stated is not None and stated != name:
                at_row, column = _stated_place(grid, stated, row, column)
                name = cell_name(at_row, column)
            _take(grid, element, at_row, column, name, style_of(element.get("s")))
    for one in grid.spills:  # the other cells of an array formula hold a result and no formula
        for at in grid.stored_in(one):
            grid.cells[at].formula = True


def _row_at(grid: Grid, line: etree._Element, before: int) -> int:
    """The row's index; one without a usable number follows the row before it, and a finding says so."""
    stated = line.get("r")
    row = before + 1
    if stated is None or stated == str(row + 1):  # nearly all of them
        pass
    elif stated.isascii() and stated.isdigit() and len(stated) < 8 and 0 < int(stated) <= ROWS:
        row = int(stated) - 1
    else:
        grid.note("cell-misplaced", say("A row has no usable number ({number}); it was taken as the next one.",
                                        number=stated[:40]), severity=Severity.CLARIFY)  # fmt: skip
    height = line.get("ht")
    if line.get("hidden") in _TRUE or height in {"0", "0.0"}:
        grid.hidden_rows.add(row)
        grid.open = False
    elif height:
        grid.heights[row] = height
    return row


def _stated_place(grid: Grid, stated: str, row: int, column: int) -> tuple[int, int]:
    """Where a cell that is not simply the next one says it stands."""
    at = cell_at(stated)
    if at is None:
        at = (row, column)
        grid.note("cell-misplaced", say("A cell has no usable reference ({reference}); it was taken as the next one.",
                                        reference=stated[:40]), at, severity=Severity.CLARIFY)  # fmt: skip
    return at


def _take(grid: Grid, element: etree._Element, row: int, column: int, name: str, style: Style) -> None:
    """One ``c`` element into the grid."""
    stored, formula, inline = _children(element)
    blank = stored is None and formula is None and inline is None
    if row >= WINDOW_ROWS or column >= WINDOW_COLUMNS:
        grid.outside += not blank
        return
    at = (row, column)
    if style.prominent or grid.protected:
        grid.looks.setdefault(at, style)
    if blank and not style.checkbox and (not grid.protected or style.locked):
        return
    kind, steps = element.get("t", "n"), (grid.step, ("cell", name))
    text = grid.book.bare.get(stored or "") if kind == "s" and style.plain and formula is None else None
    if text is not None:  # nearly all of them
        cell = Cell(row, column, steps, [Paragraph(steps, [Text(text)])])
    else:
        cell = Cell(row, column, steps)
        if formula is not None:
            stored = _take_formula(grid, cell, formula, stored, kind)
        tokens = _inline(grid, cell, inline, style) if kind == "inlineStr" else _value(grid, cell, kind, stored, style)
        if tokens:
            cell.blocks = [Paragraph(steps, tokens)]
    if not grid.open:
        grid.describe(cell)
    if grid.cells.setdefault(at, cell) is not cell:
        _settle(grid, at, cell)


def _children(element: etree._Element) -> tuple[str | None, etree._Element | None, etree._Element | None]:
    """The stored value, the formula and the inline string of a cell, whichever are there, in one pass."""
    stored, formula, inline = None, None, None
    if len(element) == 1:  # nearly all of them
        only = element[0]
        if only.tag == _V:
            return only.text or "", None, None
    for child in element:
        tag = child.tag
        if tag == _V:
            stored = child.text or ""
        elif tag == _F:
            formula = child
        elif tag == _IS:
            inline = child
    return stored, formula, inline


def _inline(grid: Grid, cell: Cell, inline: etree._Element | None, style: Style) -> list[Token]:
    return [] if inline is None else _text(grid, cell, read_runs(inline), style)


def _value(grid: Grid, cell: Cell, kind: str, stored: str | None, style: Style) -> list[Token]:
    """A stored value as it shows; nothing stored is an empty box where the cell is a tick box."""
    if stored is None:
        return [Tick(on=False, encoding="cell")] if style.checkbox and not cell.uncached else []
    if kind == "s":
        runs = grid.book.string(stored)
        if runs is None:
            return _lost(grid, cell)
        return _text(grid, cell, runs, style)
    if kind == "n":
        return (_common_number(grid, cell, stored, style) if style.common else []) or _number(grid, cell, stored, style)
    return _READ.get(kind, _raw)(grid, cell, stored, style)


def _common_number(grid: Grid, cell: Cell, stored: str, style: Style) -> list[Token]:
    """A positive whole number, or a day, in a format that nearly all are in; nothing for any other number."""
    how = style.format
    if not (stored.isdecimal() and stored.isascii() and len(stored) <= 15 and stored[0] != "0"):
        return []
    if how.common == "number":
        cell.number, cell.currency = Decimal(stored), how.currency
        return [Text(f"{how.before}{stored}{how.after}" if how.before or how.after else stored)]
    day = day_of(int(stored), date1904=grid.book.date1904)
    if day is None:
        return []
    cell.number, cell.iso = Decimal(stored), day.isoformat()
    return [Text(cell.iso)]


def _take_formula(grid: Grid, cell: Cell, formula: etree._Element, stored: str | None, kind: str) -> str | None:
    """Note what a formula says; it is never computed. Its stored result, ``None`` where there is none."""
    cell.formula = grid.computed = True
    cell.uncached = not stored and kind != "str"
    if "|" in (formula.text or "") and _DDE.search(formula.text or ""):
        grid.book.active.add("a DDE link")
    if formula.get("t") == "array" and (spill := area(formula.get("ref", ""))) is not None and spill.size > 1:
        grid.add_spill(spill)
    return None if cell.uncached else stored


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


def _text(grid: Grid, cell: Cell, runs: tuple[Run, ...], style: Style) -> list[Token]:
    """Runs as tokens, drawn boxes as ticks."""
    if style.plain and len(runs) == 1 and runs[0].bare:
        return [Text(runs[0].text)]
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


def _lost(grid: Grid, cell: Cell) -> list[Token]:
    grid.note("text-lost", say("The text of this cell is missing in the file. Please ask for it."),
              (cell.row, cell.column), severity=Severity.CLARIFY)  # fmt: skip
    return []


def _string(grid: Grid, cell: Cell, stored: str, style: Style) -> list[Token]:
    return _text(grid, cell, (run_of(stored),), style)


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
    if cell.iso is None and not is_clock(stored.strip()):
        return _raw(grid, cell, stored, style)
    return [Text(cell.iso or stored.strip(), strike=style.font.strike, faint=style.faint)]


def _number(grid: Grid, cell: Cell, stored: str, style: Style) -> list[Token]:
    number = stored_number(stored)
    if number is None:
        return _raw(grid, cell, stored, style)
    seen = shown(number, style.format, date1904=grid.book.date1904)
    cell.number, cell.iso, cell.currency = number, seen.iso, seen.currency
    if seen.unsure:
        _note_unsure(grid, cell, seen)
    if style.plain and not seen.invisible and not is_drawn(seen.text):
        return [Text(seen.text)]
    tokens: list[Token] = list(split_glyphs(seen.text, style.font.name))
    for token in tokens:
        if isinstance(token, Text):
            token.strike, token.underline = style.font.strike, style.font.underline
            token.faint = seen.invisible or style.faint
    return tokens


def _note_unsure(grid: Grid, cell: Cell, seen: Shown) -> None:
    """Say why a number could be read in more than one way."""
    at = (cell.row, cell.column)
    if seen.unsure == "local-currency":
        grid.note("currency-unknown", say("The cell shows the currency of the computer it is opened on."), at,
                  seen.text, Severity.CLARIFY)  # fmt: skip
    elif seen.unsure == "no-such-day":
        grid.note("date-unreadable", say("The cell is shown as a date, and there is no such day."), at, seen.text,
                  Severity.CLARIFY)  # fmt: skip


def _raw(grid: Grid, cell: Cell, stored: str, style: Style) -> list[Token]:
    """A value that is not what its type says: kept as text, and said."""
    text = decode(stored)
    if not text.strip():
        return []
    grid.note("value-unreadable", say("The file states this value in a way that cannot be read for certain."),
              (cell.row, cell.column), text[:TEXT], Severity.CLARIFY)  # fmt: skip
    return [Text(text, faint=style.faint)]


_READ = {"str": _string, "b": _boolean, "e": _error, "d": _date}
