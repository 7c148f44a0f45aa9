"""The grid of Word's tables (ECMA-376 part 1, 17.4): spans, merges, what a row leaves out."""

from __future__ import annotations

from cbt_cli.forms.docx_names import VAL, Element, W, child_val, is_on, number, val
from cbt_cli.forms.tree import Cell

WIDEST = 63
"""Columns that Word allows in a table; a file that claims more is not believed."""
NOTHING: dict[str, Element] = {}
PPR, RPR, TCPR, TR, TC, SDT, SHD = (f"{W}{name}" for name in ("pPr", "rPr", "tcPr", "tr", "tc", "sdt", "shd"))
PSTYLE, OUTLINE, NUMBERING, TABS = (f"{W}{name}" for name in ("pStyle", "outlineLvl", "numPr", "tabs"))
SPAN, ACROSS, DOWN, CELL_DELETED = (f"{W}{name}" for name in ("gridSpan", "hMerge", "vMerge", "cellDel"))
_MATTERS = frozenset({RPR, SHD, PSTYLE, OUTLINE, NUMBERING, TABS, SPAN, ACROSS, DOWN, CELL_DELETED})


def merged_into(
    stated: dict[str, Element], cell: Cell, open_cells: dict[int, Cell], previous: Cell | None
) -> Cell | None:
    """The cell that this one continues (17.4.84 vMerge, 17.4.22 hMerge); a continuation of nothing is a cell."""
    across, down = stated.get(ACROSS), stated.get(DOWN)
    if across is not None and val(across) != "restart" and previous is not None:
        if previous.row == cell.row:  # merged down as well, it has its width from its first row
            previous.column_span += cell.column_span
        return previous
    if down is None:
        open_cells.pop(cell.column, None)
        return None
    above = open_cells.get(cell.column)
    if val(down) != "restart" and above is not None and above.row + above.row_span == cell.row:
        above.row_span += 1
        return above
    open_cells[cell.column] = cell
    return None


def read_stated(properties: Element) -> dict[str, Element]:
    """What of a ``w:pPr`` or ``w:tcPr`` matters here, by tag."""
    return {tag: one for one in properties if (tag := one.tag) in _MATTERS}


def row_properties(row: Element) -> Element | None:
    """``w:trPr``, which may stand behind exceptions to the table's properties (17.4.78)."""
    for child in row:
        if child.tag == f"{W}trPr":
            return child
        if child.tag != f"{W}tblPrEx":
            break
    return None


def left_out(properties: Element) -> tuple[int, int]:
    """How many grid columns a row leaves out before its first cell and after its last (17.4.14, 17.4.15)."""
    before, after = (child_val(properties, name) for name in ("gridBefore", "gridAfter"))
    return number(before, 0, WIDEST), number(after, 0, WIDEST)


def is_hidden_row(properties: Element) -> bool:
    hidden = properties.find(f"{W}hidden")
    return hidden is not None and is_on(hidden.get(VAL))
