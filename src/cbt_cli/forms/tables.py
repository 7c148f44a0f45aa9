"""Tables: ``read_table`` finds the labels in one with what stands for them, row by row, in whatever layout it has."""

from __future__ import annotations

from cbt_cli.forms.flow import Context
from cbt_cli.forms.found import Found
from cbt_cli.forms.rows import read_rows
from cbt_cli.forms.table_below import read_below
from cbt_cli.forms.table_options import read_tick_row
from cbt_cli.forms.table_pairs import read_pairs
from cbt_cli.forms.table_spanning import read_spanning
from cbt_cli.forms.table_state import State
from cbt_cli.forms.tree import Table
from cbt_cli.forms.views import Grid

_BLANK_ROWS = 2
"""Empty rows of a sheet that an answer may stand below its label."""


def read_table(table: Table, context: Context, asked: Found | None = None) -> list[Found]:
    """All that stands in ``table``. ``asked`` is a label before it that still waits for its answer."""
    state = State(context, Grid.of(table, context))
    if asked is not None and asked.question is not None and context.known.options(asked.question):
        state.options = asked
    row: int | None = state.grid.rows[0] if state.grid.rows else None
    while row is not None:
        before = len(state.founds)
        end = read_rows(state.grid, row, state.founds)
        if end is None:
            _read_row(state, row)
            row = state.grid.next_row(row)
        else:
            state.waiting, state.options, state.heads = [], None, {}
            row = end
        for found in state.founds[before:]:
            context.stamp(found)
    return state.founds


def _read_row(state: State, row: int) -> None:
    """One row that begins no table with a header, in the first layout that it fits."""
    views = state.grid.shown(row)
    if not views:
        if state.grid.table.sheet and any(view.marker for view in state.grid.by_row[row]):
            state.waiting = []  # a mark for machines ends a block
        return
    state.waiting = [one for one in state.waiting if row - one.row <= 1 + _BLANK_ROWS]
    if not (read_tick_row(state, views) or read_below(state, row, views) or read_spanning(state, row, views)):
        read_pairs(state, row, views)
