"""A cell taken as the answer to a label: text, a list of boxes, a table of its own."""

from __future__ import annotations

from cbt_cli.forms.flow import Flow
from cbt_cli.forms.found import Found
from cbt_cli.forms.table_state import State, attach, holds_table, tick_lines
from cbt_cli.forms.views import View


def answer(state: State, found: Found, view: View) -> None:
    if holds_table(view.cell):
        flow = Flow(state.context, open=found, group=found.label)
        state.context.walk(view.cell.blocks, flow)
        if not flow.founds and not found.filled:
            _plain_answer(state, found, view)
        else:
            state.founds += flow.founds if found in flow.founds or not found.filled else [found, *flow.founds]
    elif view.ticks:
        flow = Flow(state.context, cell=True, open=found, group=found.label).feed(tick_lines(view))
        state.founds += [found, *flow.founds] if found.ticked or not flow.founds else flow.founds
        state.options = found if found.ticked else None
    else:
        _plain_answer(state, found, view)
    state.last = found


def _plain_answer(state: State, found: Found, view: View) -> None:
    attach(found, view)
    state.founds.append(found)
    state.options = found if not found.filled and found.long else None


def in_column(state: State, view: View, found: Found) -> None:
    """On a sheet: a text that belongs to nothing in its row: the answer to such a text above it in its column, or
    itself the head of the column and, where it comes first in its row, the title of what follows."""
    if not state.grid.table.sheet or view.cell.options:
        return
    head = state.heads.get(view.cell.column)
    if head is not None and not view.labels:
        if not head.spots:
            state.founds.append(head)
        attach(head, view)
        return
    state.heads[view.cell.column] = found
    if state.title_row != view.cell.row:
        state.title_row, state.context.title = view.cell.row, view.label
