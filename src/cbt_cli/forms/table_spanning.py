"""Rows with one cell in them: headings, running text, labels with their answer in the cell or below."""

from __future__ import annotations

from collections.abc import Sequence

from cbt_cli.forms.flow import Flow
from cbt_cli.forms.found import Found
from cbt_cli.forms.table_state import (
    State,
    answers_for,
    attach,
    has_column,
    heading,
    only_hints,
    take,
    wait,
    with_lines_below,
)
from cbt_cli.forms.views import View, as_found

_LONG_LABEL = 300
"""Letters of a label with its hints."""


def read_spanning(state: State, row: int, views: Sequence[View]) -> bool:
    """A row with one cell in it: a heading, only_hints, running text, or a label whose answer stands in it or below."""
    filled = [view for view in views if not view.bare]
    if len(filled) != 1 or (len(views) > 1 and not state.grid.table.sheet and filled[0] is views[0]):
        return False
    view = filled[0]
    if state.grid.table.sheet and (view.cell.options or has_column(state, view)):
        return False
    if not state.grid.table.sheet and len(views) > 1:
        return _continued(state, view)
    known = state.context.known
    if view.text and (known.is_office(view.text) or known.is_section(view.text)):
        heading(state, view)
        if view.known is not None:
            _wait_as_heading(state, view, row)
    elif (hinted := _hinted(state, view)) is not None and _answered_in_next(state, hinted, view, row):
        hinted.spots, hinted.label = [], view.label
        state.founds.append(hinted)
        state.last = hinted
        wait(state, hinted, view, row)
    elif not _by_itself(state, view, row):
        heading(state, view)
        if state.grid.table.sheet and len(view.label) <= _LONG_LABEL and _begins_block(state, row, view):
            _wait_as_heading(state, view, row)
    return True


def _hinted(state: State, view: View) -> Found | None:
    """The label in a cell with lines below it that may be a hint; where cells hold answers, only if they read so."""
    found = with_lines_below(view)
    return None if found is None or (state.grid.in_cells and not only_hints(found)) else found


def _by_itself(state: State, view: View, row: int) -> bool:
    """Whether the cell holds labels or boxes, or goes on with a long answer."""
    flow = Flow(state.context, cell=True, open=state.options).feed(view.lines) if view.known is None else view.flow
    if flow.founds or (state.options is not None and view.ticks):
        take(state, flow, view, row)
        return True
    last = state.last
    if last is None or last.filled or not last.long or not state.waiting or view.cell.heading:
        return False
    attach(last, view)
    return True


def _wait_as_heading(state: State, view: View, row: int) -> None:
    found = as_found(view)
    found.heading = True
    state.founds.append(found)
    wait(state, found, view, row)


def _begins_block(state: State, row: int, view: View) -> bool:
    """On a sheet: whether a text stands at the head of lines of its own, right below it in its column. What is locked
    or hidden is the form's own words, and no answer."""
    above, below = state.grid.shown(row - 1), state.grid.shown(row + 1)
    alone = len(below) == 1 and below[0].cell.column == view.cell.column and not below[0].cell.heading
    alone = alone and not (below[0].cell.locked or below[0].cell.hidden)
    return alone and (view.cell.heading or not any(one.cell.column == view.cell.column for one in above))


def _answered_in_next(state: State, found: Found, view: View, row: int) -> bool:
    """Whether the row below holds the answer in one cell."""
    after = state.grid.next_row(row)
    cells = state.grid.shown(after) if after is not None else []
    return len(cells) == 1 and cells[0].cell.column == view.cell.column and answers_for(state, found, cells[0])


def _continued(state: State, view: View) -> bool:
    """A row without a label goes on with the answer of the row above."""
    last = state.last
    if last is None or not last.filled or not last.spots or last.spots[-1].cell is None or view.labels:
        return False
    if last.spots[-1].cell.column != view.cell.column or view.holds_known:
        return False
    attach(last, view)
    return True
