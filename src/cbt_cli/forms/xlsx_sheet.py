"""One worksheet part → ``Grid``: cells, merged ranges, what is hidden and what is protected (ECMA-376 part 1, 18.3)."""

from __future__ import annotations

from lxml import etree

from cbt_cli.domain.base import say
from cbt_cli.domain.findings import Severity
from cbt_cli.forms.tree import Cell
from cbt_cli.forms.xlsx_book import Book
from cbt_cli.forms.xlsx_cells import read_cells
from cbt_cli.forms.xlsx_grid import COLUMN_WIDTH, ROW_HEIGHT, Grid, measure, shows_something, text_of
from cbt_cli.forms.xlsx_refs import COLUMNS, WINDOW_COLUMNS, area, cell_name
from cbt_cli.forms.xlsx_styles import MAIN

_TRUE = {"1", "true", "on"}
_LISTED = 20
"""Cells named in one finding at most."""


def read_sheet(book: Book, title: str, root: etree._Element) -> Grid:
    """The grid of one worksheet; options, names, ticks and boxes are put into it by the modules after this one."""
    grid = Grid(title, book)
    protection = root.find(MAIN + "sheetProtection")
    grid.protected = protection is not None and protection.get("sheet", "0").lower() in _TRUE
    _read_columns(grid, root)
    data = root.find(MAIN + "sheetData")
    if data is not None:
        grid.open = not (grid.protected or grid.hidden_columns)
        read_cells(grid, data)
        data.clear()  # by far the largest part of the sheet, and done with
    ranges = [
        found for one in root.iterfind(f"{MAIN}mergeCells/{MAIN}mergeCell") if (found := area(one.get("ref", "")))
    ]
    left = grid.add_merges(ranges)
    if left:
        grid.note(
            "merges-left-out",
            say("{count} merged ranges lie over others or are too many. They were left out.", count=left),
        )
    _merge(grid)
    _say_what_was_odd(grid)
    return grid


def _read_columns(grid: Grid, root: etree._Element) -> None:
    """Hidden columns, column styles and the usual height of a row."""
    usual = root.find(MAIN + "sheetFormatPr")
    if usual is not None:
        grid.height = measure(usual.get("defaultRowHeight")) or ROW_HEIGHT
        grid.width = points(measure(usual.get("defaultColWidth"))) or COLUMN_WIDTH
    for one in root.iterfind(f"{MAIN}cols/{MAIN}col"):
        first, last, style = (one.get(key, "") for key in ("min", "max", "style"))
        if not (first.isdigit() and last.isdigit() and len(first) < 12 and len(last) < 12):
            continue
        span = (int(first) - 1, min(int(last), COLUMNS) - 1)
        if one.get("hidden", "0").lower() in _TRUE or one.get("width") in {"0", "0.0"}:
            grid.hidden_columns.update(range(span[0], min(span[1] + 1, WINDOW_COLUMNS)))
        elif width := points(measure(one.get("width"))):
            grid.widths.append((*span, width))
        if style.isdigit() and len(style) < 9 and int(style) < len(grid.book.styles):
            grid.column_styles.append((*span, grid.book.styles[int(style)]))


def points(characters: float) -> float:
    """A column's width in points: 7 pixels a character and 5 of padding in the usual font (18.3.1.13)."""
    return (characters * 7 + 5) * 0.75 if characters else 0.0


def _merge(grid: Grid) -> None:
    """Give merged cells their spans; what a merged range covers is seen by nobody, and is said."""
    for at in grid.under_merges():
        cell, home = grid.cells.pop(at), grid.home(*at)
        shown = grid.cells.get(home)
        if shows_something(cell) and (shown is None or text_of(shown) != text_of(cell)):
            grid.note(
                "covered-text",
                say("Text is hidden under a merged cell ({cell}).", cell=cell_name(*home)), at, text_of(cell),
            )  # fmt: skip
    for one in grid.merges:
        top_left = grid.cell(one.top, one.left)
        if top_left is not None and (top_left.row, top_left.column) == (one.top, one.left):
            top_left.row_span, top_left.column_span = one.bottom - one.top + 1, one.right - one.left + 1


def _say_what_was_odd(grid: Grid) -> None:
    """One finding a sheet for what many cells can have in common."""
    aside = grid.cells.values() if grid.hidden_rows or grid.hidden_columns else ()
    hidden = [cell for cell in aside if cell.hidden and shows_something(cell)]
    if hidden:
        grid.note("hidden-cells", say("Hidden rows or columns hold content, which was read: {cells}.",
                                      cells=_names(hidden)))  # fmt: skip
    formulas = [cell for cell in grid.cells.values() if cell.formula] if grid.computed else []
    uncached = [cell for cell in formulas if cell.uncached]
    if uncached:
        grid.note(
            "formula-uncached",
            say("Formulas whose results the file does not hold: {cells}. Open and save it in Excel to see them.",
                cells=_names(uncached)),
            (uncached[0].row, uncached[0].column), severity=Severity.CLARIFY,
        )  # fmt: skip
    computed = [cell for cell in formulas if not cell.uncached and shows_something(cell)]
    if computed:
        grid.note("formula-result", say("Results of formulas were read as they were last saved: {cells}.",
                                        cells=_names(computed)))  # fmt: skip
    if grid.outside:
        grid.note("outside-window", say("{count} cells far outside the form hold content and were not read.",
                                        count=grid.outside), severity=Severity.CLARIFY)  # fmt: skip


def _names(cells: list[Cell]) -> str:
    """``A1, B2, C3 …``."""
    names = [cell_name(cell.row, cell.column) for cell in sorted(cells, key=lambda cell: (cell.row, cell.column))]
    return ", ".join(names[:_LISTED]) + (" …" if len(names) > _LISTED else "")


def mark_headings(grid: Grid) -> None:
    """A heading stands alone in its row, in bold or large type, and is filled or merged across; never an input cell."""
    candidates = [at for at, look in grid.looks.items() if look.prominent and at in grid.cells]
    filled = dict.fromkeys((row for row, _ in candidates), 0)
    for at, cell in grid.cells.items():
        if at[0] in filled and (shows_something(cell) or cell.options or cell.locked is False):
            filled[at[0]] += 1
    for at in candidates:
        cell, look = grid.cells[at], grid.looks[at]
        if filled[at[0]] != 1 or not text_of(cell).strip() or cell.options or cell.locked is False:
            continue
        cell.heading = (cell.column_span > 1 or bool(look.fill)) and cell.number is None
