"""Options with their boxes or marks in cells beside them, one or more a row."""

from __future__ import annotations

from collections.abc import Sequence

from cbt_cli.domain.calls import Question, QuestionKind
from cbt_cli.forms.flow import label_text
from cbt_cli.forms.found import Found
from cbt_cli.forms.known import Match
from cbt_cli.forms.prompts import typed
from cbt_cli.forms.table_below import label_above
from cbt_cli.forms.table_state import State
from cbt_cli.forms.ticks import Ticked, mark
from cbt_cli.forms.views import View, as_found


def read_tick_row(state: State, views: Sequence[View]) -> bool:
    """A row of boxes or marks beside the options they belong to."""
    if _listed(state, views):
        return True
    above = [waiting for view in views if (waiting := label_above(state, view)) is not None]
    if len(above) == len(views) and any(one.found.match and not _choosing(state, one.found) for one in above):
        return False
    last = state.last
    if last is not None and last is not state.options and not last.filled and _choosing(state, last):
        state.options = None  # a list of another question begins
    asked = state.options.question if state.options else None
    pairs: list[tuple[View, View]] = []
    rest = [view for view in views if not view.numbering or view.mark is not None]
    while len(rest) > 1:
        one, two = rest[0], rest[1]
        if _marks(one) and _in_list(state, one) and _option(state, two, asked, boxed=one.box):
            pairs.append((two, one))
        elif (
            _marks(two)
            and _in_list(state, two)
            and _option(state, one, asked, boxed=two.box)
            and state.grid.beside(one, two)
        ):
            pairs.append((one, two))
        elif not pairs:
            return False
        else:
            rest = rest[1:]
            continue
        rest = rest[2:]
    for option, box in pairs:
        _take_option(state, option, box)
    return bool(pairs)


def _in_list(state: State, view: View) -> bool:
    """Whether an empty cell may be that of a mark: in a list of options, or in a column with marks."""
    return not view.blank or view.box or state.options is not None or view.cell.column in state.grid.marked


def _choosing(state: State, found: Found) -> bool:
    return any(state.context.known.options(question) for question in found.questions)


def _listed(state: State, views: Sequence[View]) -> bool:
    """An option of a printed list on a sheet with nothing beside it: not ticked. One option alone below its
    question is no list but the answer."""
    if not state.grid.table.sheet or len(views) != 1 or views[0].ticks:
        return False
    known, view = state.context.known, views[0]
    question = state.options.question if state.options else None
    if question is None:
        question = next((one.found.question for one in state.waiting if one.found.question), None)
    if question is None or not known.options(question) or known.option(view.label, question) is None:
        return False
    column, row = view.cell.column, view.cell.row
    beside = [one for at in (row - 1, row + 1) for one in state.grid.by_row.get(at, ()) if one.cell.column == column]
    if not any(known.option(one.label, question) for one in beside):
        return False
    _take_option(state, view, None)
    return True


def _option(state: State, view: View, asked: Question | None, *, boxed: bool) -> bool:
    """Whether a cell is an option: the call knows it as one, or a box of its own stands beside it."""
    if view.bare or view.ticks or (view.field and not view.text):
        return False
    hit = state.context.known.option(view.label, asked)
    match = view.known
    if hit is not None:
        return boxed or match is None or state.options is None or not _met(state, hit[1])
    if match is not None:
        return boxed and all(one.kind is QuestionKind.TICK for one in match.questions)
    return boxed and not view.labels and not view.holds_known


def _met(state: State, key: str) -> bool:
    """Whether that option stands in the list already, so that the same words now ask to specify it."""
    known, group = state.context.known, state.options
    hits = (known.option(one.caption, group.question) for one in group.ticked) if group else ()
    return any(hit is not None and hit[1] == key for hit in hits)


def _take_option(state: State, option: View, box: View | None) -> None:
    known, match = state.context.known, option.known
    if box is None:
        ticked = Ticked(option.label, on=False, place=option.cell.place)
    else:
        on = box.mark if box.box or not box.blank else False
        ticked = Ticked(option.label, on, box.cell.place, _unread(box), _stored(box))
    if match is not None and all(one.kind is QuestionKind.TICK for one in match.questions):
        found = as_found(option, drawn=True)
        found.ticked.append(ticked)
        state.founds.append(found)
        return
    hit = known.option(option.label, state.options.question if state.options else None)
    question = hit[0] if hit else None
    group = state.options
    if group is None or (question is not None and group.question is not question):
        group = _group_for(state, question, option)
    group.ticked.append(ticked)


def _group_for(state: State, question: Question | None, option: View) -> Found:
    """The question of a list of options: a label that still waits, or the title above."""
    for found in reversed(state.founds[-3:]):
        if not found.filled and question is not None and found.question is question:
            state.options = found
            return found
    waiting = state.last if state.last is not None and not state.last.filled else None
    if waiting is not None and waiting.match is None and waiting.drawn:
        waiting.match = Match((question,)) if question else None
        state.options = waiting
        return waiting
    label = state.context.title or state.context.section or ""
    match = Match((question,)) if question else None
    state.options = state.context.found(label, option.cell.place, match, drawn=True)
    state.founds.append(state.options)
    return state.options


def _marks(view: View) -> bool:
    """Whether a cell may hold the mark of an option: a box, a mark, or nothing."""
    if view.box:
        return True
    if view.ticks or view.answered_control or view.cell.uncached or view.cell.error:
        return False
    if view.cell.options and not all(mark(one) is not None or typed(one) is None for one in view.cell.options):
        return False
    return view.blank or view.mark is not None


def _unread(view: View) -> str | None:
    return label_text(view.text) if view.mark is None and not view.ticks and not view.blank else None


def _stored(view: View) -> bool | None:
    return next((tick.stored for line in view.lines for tick in line.ticks), None)
