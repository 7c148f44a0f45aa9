"""Grids by chance: however a table is written down, every cell stands at its true coordinates."""

from __future__ import annotations

from dataclasses import dataclass

from excel import by_hand, inline, read
from hypothesis import given
from hypothesis import strategies as st
from word import document, sdt, tbl, tc, tr, tree

from cbt_cli.forms.tree import Table
from cbt_cli.forms.xlsx_refs import cell_name

Area = tuple[int, int, int, int]
"""Row, column, rows, columns."""


@dataclass(frozen=True)
class Plan:
    """A grid cut into areas, with the columns that each row leaves out before its first cell."""

    rows: int
    columns: int
    areas: tuple[Area, ...]
    before: tuple[int, ...]


@st.composite
def plans(draw: st.DrawFn, *, ragged: bool) -> Plan:
    """Areas that cover the grid without overlap: each free place opens one, as wide and high as there is room."""
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    before = tuple(draw(st.integers(0, columns - 1)) if ragged else 0 for _ in range(rows))
    free = {(row, column) for row in range(rows) for column in range(before[row], columns)}
    areas: list[Area] = []
    for row, column in sorted(free):
        if (row, column) not in free:
            continue
        wide, high = draw(st.integers(1, 3)), draw(st.integers(1, 3))
        while not {(row, column + at) for at in range(wide)} <= free:
            wide -= 1
        while not {(row + down, column + at) for down in range(high) for at in range(wide)} <= free:
            high -= 1
        free -= {(row + down, column + at) for down in range(high) for at in range(wide)}
        areas.append((row, column, high, wide))
    return Plan(rows, columns, tuple(areas), before)


def cell_xml(area: Area, row: int, wrapping: int) -> str:
    """A cell of Word as it stands in this row: its own, or the continuation of the one above."""
    top, column, high, wide = area
    span = f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else ""
    merge = "" if high == 1 else '<w:vMerge w:val="restart"/>' if row == top else "<w:vMerge/>"
    plain = tc(f"{top},{column}" if row == top else "", about=span + merge)
    return [plain, sdt(plain, "<w:tag w:val='t'/>"), f"<w:customXml>{plain}</w:customXml>", sdt(sdt(plain))][wrapping]


@given(plans(ragged=True), st.data())
def test_word(plan: Plan, data: st.DataObject) -> None:
    """Spans, merges down, rows that start late and wrappers around cells and rows leave every cell where it is."""
    rows = []
    for row in range(plan.rows):
        inside = sorted(
            (one for one in plan.areas if one[0] <= row < one[0] + one[2]), key=lambda one: one[1]
        )  # the areas that this row crosses, from left to right
        late = f'<w:gridBefore w:val="{plan.before[row]}"/>' if plan.before[row] else ""
        cells = "".join(cell_xml(one, row, data.draw(st.integers(0, 3))) for one in inside)
        plain = tr(cells, about=late)
        rows.append(data.draw(st.sampled_from([plain, sdt(plain, "<w15:repeatingSectionItem/>")])))
    table = tree(document(tbl(*rows))).roots[0].blocks[0]
    assert isinstance(table, Table)
    assert (table.rows, table.columns) == (plan.rows, plan.columns)
    assert [(one.row, one.column, one.row_span, one.column_span) for one in table.cells] == list(plan.areas)


@given(plans(ragged=False), st.booleans())
def test_excel(plan: Plan, named: bool) -> None:
    """Merged ranges give their top left cell its spans, whether or not the cells under them are in the file."""
    homes = {area[:2] for area in plan.areas}
    rows = []
    for row in range(plan.rows):
        cells = []
        for at in [(row, column) for column in range(plan.columns)]:
            if at in homes:
                cells.append(inline(cell_name(*at), f"{at}"))
            elif named:
                cells.append(f'<c r="{cell_name(*at)}"/>')
        rows.append(f'<row r="{row + 1}">{"".join(cells)}</row>')
    merges = "".join(
        f'<mergeCell ref="{cell_name(top, left)}:{cell_name(top + high - 1, left + wide - 1)}"/>'
        for top, left, high, wide in plan.areas
        if high * wide > 1
    )
    book = read(by_hand("".join(rows), after=f"<mergeCells>{merges}</mergeCells>"))
    table = book.roots[0].blocks[0]
    assert isinstance(table, Table)
    assert (table.rows, table.columns) == (plan.rows, plan.columns)
    assert [(one.row, one.column, one.row_span, one.column_span) for one in table.cells] == list(plan.areas)
    assert book.findings == []
