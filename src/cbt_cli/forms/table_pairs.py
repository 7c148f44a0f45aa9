"""Labels and answers side by side, one or more pairs a row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cbt_cli.forms.flow import may_be
from cbt_cli.forms.found import Found
from cbt_cli.forms.table_answering import answer, in_column
from cbt_cli.forms.table_state import (
    State,
    Waiting,
    answers_for,
    has_column,
    has_field,
    is_choice,
    only_hints,
    repeats,
    take,
    wait,
    with_lines_below,
)
from cbt_cli.forms.views import View, as_found

_LONG_LABEL = 300
"""Letters of a label with its hints."""


def read_pairs(state: State, row: int, views: Sequence[View]) -> None:
    pending: tuple[View, Found] | None = None
    state.row_group = None
    chosen = any(is_choice(state, as_found(one), two) for one, two in pairwise(views))
    labels = any(view.head for view in views) and not any(_answers(view) for view in views)
    if state.grid.above and labels and not chosen:
        _all_labels(state, row, views)
        return
    state.waiting = [one for one in state.waiting if one.row == row]
    for at, view in enumerate(views):
        if view.cell.row_span > 1 and not view.field and sum(not one.bare or one.field for one in views[at + 1 :]) > 1:
            continue  # it groups the rows beside it
        if pending is not None:
            taken = _accepts(state, pending, view, views[at + 1 :])
            if taken is None:
                pending = (view, pending[1])
                continue
            if taken:
                pending = None
                continue
            _unanswered(state, *pending, row)
        elif _says_unit(state, view, views[at + 1 :]):
            continue
        pending = _hinted(state, view, views[at + 1 :], row) or _opens(state, view, row, alone=at + 1 == len(views))
    if pending is not None:
        _unanswered(state, *pending, row)


def _all_labels(state: State, row: int, views: Sequence[View]) -> None:
    """A row of labels, those among them that nobody knows too: the answers stand below."""
    state.waiting = []
    for view in views:
        if not view.bare:
            found = view.flow.founds[0] if view.labels else as_found(view, drawn=True)
            found.match = view.head or found.match
            state.founds.append(found)
            state.waiting.append(Waiting(found, view, row))


def _accepts(state: State, pending: tuple[View, Found], view: View, rest: Sequence[View]) -> bool | None:
    """Whether the cell answers the label before it; ``None`` for a cell between the two that says nothing."""
    label, found = pending
    if not state.grid.beside(label, view) and not (view.aside and rest):
        return False
    if is_choice(state, found, view):
        answer(state, found, view)
        return True
    if _is_own(state, found, view) or _answered_below(state, label, found, view):
        return False
    hint = bool(rest and view.text and not view.ticks) and _between(state, view, rest)
    if hint:
        found.label = folded_label(found.label, view)
    if hint or (view.marker and state.grid.table.sheet) or (view.bare and _spacer(state, label, view, rest)):
        return None
    if found.match is None and not view.typed and view.flow.founds and not view.flow.loose and not view.ticks:
        return _sub_labels(state, label, found, view)
    answer(state, found, view)
    return True


def _is_own(state: State, found: Found, view: View) -> bool:
    """Whether a cell is or holds a label of the call, or a label with its answer where the table's cells do."""
    if len(found.questions) > 1 and view.holds_known and repeats(view, found):
        return False
    if view.known_label or (view.holds_known and (not found.long or view.begins_known)):
        return True
    if has_field(found) and view.flow.founds and not view.flow.loose:  # each has its field in its own cell
        return True
    return state.grid.in_cells and not view.field and (len(view.lines) > 1 or bool(view.flow.founds))


def _answered_below(state: State, label: View, found: Found, view: View) -> bool:
    """Whether the text beside cannot be the answer to that kind of question, and the text below the label can."""
    if not found.match or view.typed or view.controls or view.ticks or view.bare:
        return False
    if any(may_be(view.text, question) for question in found.questions):
        return False
    row = state.grid.next_row(label.cell.row)
    below = [one for one in state.grid.by_row.get(row or 0, ()) if one.cell.column == label.cell.column]
    below = [one for one in below if not (one.bare or one.begins_known or one.known or one.cell.heading)]
    below = [one for one in below if not state.context.known.is_section(one.text)]
    return any(may_be(one.text, question) for one in below for question in found.questions)


def _between(state: State, view: View, rest: Sequence[View]) -> bool:
    """Whether a text between label and answer is a hint: it reads so, or the cell after it is made to be filled."""
    after = rest[0]
    if after.known_label or after.holds_known or (not state.grid.table.sheet and after.bare):
        return False
    if after.field and not view.field and not view.typed:
        return True
    column = [one for row in state.grid.rows for one in state.grid.by_row[row] if one.cell.column == view.cell.column]
    answers = any(not (one.blank or one.aside or one.head) for one in column)  # then a prompt there is a blank answer
    return view.aside and not answers


def _spacer(state: State, label: View, view: View, rest: Sequence[View]) -> bool:
    """Whether an empty cell only keeps a distance: its column is empty throughout, and the last one is not."""
    if state.grid.table.sheet or not rest or len(rest) > 1 or view.field:
        return False
    if rest[0].labels or rest[0].holds_known:
        return False
    column = view.cell.column
    cells = [one for row in state.grid.rows for one in state.grid.by_row[row] if one.cell.column == column]
    return (len(cells) > 1 or label.known_label) and all(one.bare for one in cells)


def _repeated(state: State, view: View) -> bool:
    """Whether the same label stands in the same column of a row beside: a label within each row's own."""
    rows = (view.cell.row - 1, view.cell.row + 1)
    beside = [one for row in rows for one in state.grid.by_row.get(row, ()) if one.cell.column == view.cell.column]
    return any(one.label == view.label for one in beside)


def _sub_labels(state: State, label: View, found: Found, view: View) -> bool:
    """Labels inside the answer's cell: the label beside it groups them. A blank one alone is a label like it."""
    if not any(one.filled for one in view.flow.founds) and len(view.flow.founds) == 1 and not _repeated(state, view):
        return False
    if view.flow.founds[0].spots and len(view.flow.founds) == 1 and not label.flow.founds:
        answer(state, found, view)
        return True
    for one in view.flow.founds:
        one.group = found.label
    state.row_group = found.label
    state.founds += view.flow.founds
    state.last = view.flow.founds[-1]
    return True


def _opens(state: State, view: View, row: int, *, alone: bool) -> tuple[View, Found] | None:
    """The label that a cell opens, to be answered by the next one."""
    if view.bare or (view.numbering and not alone):
        return None
    if view.labels:
        return view, _grouped(state, view.flow.founds[0], view, row)
    if view.typed or (view.blank and not view.flow.founds):
        return None
    if view.flow.founds:
        take(state, view.flow, view, row)
        last = view.flow.open
        if last is None or last.filled or last.ticked:
            return None
        state.founds.remove(last)
        return view, _grouped(state, last, view, row)
    return view, _grouped(state, as_found(view), view, row)


def _hinted(state: State, view: View, rest: Sequence[View], row: int) -> tuple[View, Found] | None:
    """A label of the call with further printed lines in its cell: a hint, if the cell beside holds the answer."""
    found = with_lines_below(view)
    beside = rest[0] if rest else None
    if found is None or (state.grid.in_cells and not only_hints(found)):
        return None
    if beside is None or not state.grid.beside(view, beside):
        if not state.grid.table.sheet or not only_hints(found):
            return None
    elif not answers_for(state, found, beside):
        return None
    found.spots = []
    found.label = view.label
    return view, _grouped(state, found, view, row)


def _grouped(state: State, found: Found, view: View, row: int) -> Found:
    group = state.grid.group(row, view.cell.column)
    if group is not None and group is not view:
        found.group = group.label
    elif (state.row_group is not None and found.match is None) or _repeated(state, view):
        found.group = state.row_group
    return found


def _unanswered(state: State, view: View, found: Found, row: int) -> None:
    """A label with nothing at its right."""
    in_column_of_labels = state.grid.table.sheet and has_column(state, view)
    if found.match is None and not found.drawn and not in_column_of_labels:
        in_column(state, view, found)
        return
    state.founds.append(found)
    state.last = found
    if not has_field(found):
        wait(state, found, view, row)


def _says_unit(state: State, view: View, rest: Sequence[View]) -> bool:
    """A unit behind an answer belongs to its label."""
    last = state.last
    if rest or last is None or not view.unit or view.field or view.known_label:
        return False
    last.label = f"{last.label} ({view.label.strip('()')})"
    return True


def _answers(view: View) -> bool:
    """Whether a cell is an answer, whatever stands above it."""
    return view.field or view.typed or view.ticks or (view.mark is not None and not view.blank)


def folded_label(label: str, hint: View) -> str:
    """A label with the hint beside it."""
    return f"{label} {hint.label}"[:_LONG_LABEL]
