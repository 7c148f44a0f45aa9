"""What the reading of one table knows on its way down, and what its steps share: hints, answers, lists of boxes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cbt_cli.domain.calls import QuestionKind
from cbt_cli.forms.flow import Context, Flow
from cbt_cli.forms.found import Found
from cbt_cli.forms.lines import Line
from cbt_cli.forms.prompts import is_printed, is_short_hint
from cbt_cli.forms.segments import stands_alone
from cbt_cli.forms.tree import Cell, Table
from cbt_cli.forms.views import Grid, View

_LONG_LABEL = 300
_COUNTS = frozenset({QuestionKind.WHOLE_NUMBER, QuestionKind.YEARS, QuestionKind.MONEY, QuestionKind.DATE})
_ASKS = re.compile(r"^\W*(?:if (?:yes|no|other|so)|si (?:oui|non|autre)|please|veuillez|merci)\b", re.IGNORECASE)


@dataclass(slots=True)
class Waiting:
    """A label without an answer beside it: the cell below may hold it."""

    found: Found
    view: View
    row: int
    hinted: bool = False
    """Whether a hint was met below it."""


@dataclass(slots=True)
class State:
    """One table on the way down. ``founds``: what it holds so far, in the order of the document; ``waiting``: labels
    without an answer beside them; ``options``: the question whose options are being read; ``last``: the last label."""

    context: Context
    grid: Grid
    founds: list[Found] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    options: Found | None = None
    last: Found | None = None
    heads: dict[int, Found] = field(default_factory=dict)
    """Column → the text at its head that answers below may belong to."""
    title_row: int = -1
    """The last row whose first text became the title."""
    row_group: str | None = None
    """What the labels further on in the row belong to."""


def heading(state: State, view: View) -> None:
    if len(view.text) <= _LONG_LABEL:
        state.context.head(view.text)
    state.options, state.last = None, None


def take(state: State, flow: Flow, view: View, row: int) -> None:
    """What a cell's own lines hold."""
    state.founds += flow.founds
    if flow.founds:
        state.last = flow.founds[-1]
    if flow.open is not None and flow.open.ticked:
        state.options = flow.open
    elif flow.open is not None and not flow.open.filled and not has_field(flow.open):
        wait(state, flow.open, view, row)


def has_field(found: Found) -> bool:
    """Whether a control stands behind the label: an answer left blank there is not looked for elsewhere."""
    return any(line.controls for spot in found.spots for line in spot.lines)


def repeats(view: View, asked: Found) -> bool:
    """Whether the cell begins with the label that it answers, or one of its parts: "Mail: ada@example.org"."""
    founds = view.flow.founds
    return not view.flow.loose and all(
        one.filled and one.questions and set(one.questions) <= set(asked.questions) for one in founds
    )


def wait(state: State, found: Found, view: View, row: int) -> None:
    state.waiting = [one for one in state.waiting if one.view.cell.column != view.cell.column]
    state.waiting.append(Waiting(found, view, row))


def has_column(state: State, view: View) -> bool:
    """Whether the cell is a label whose answer, left blank, would stand at its right."""
    return state.grid.answered_beside(view) and not view.cell.heading and view.cell.column_span == 1


def is_choice(state: State, found: Found, view: View) -> bool:
    """Whether the cell names an option of the question, or lists some; one of them reads like a label of its own."""
    question, known = found.question, state.context.known
    if question is None or view.ticks or not view.text or not known.options(question):
        return False
    return known.option(view.label, question) is not None or known.lists(view.text, question)


def with_lines_below(view: View) -> Found | None:
    """The label of the call in the cell, where it has nothing but printed lines below it."""
    if view.typed or view.ticks or view.controls or len(view.lines) < 2 or len(view.flow.founds) != 1:
        return None
    found = view.flow.founds[0]
    if found.match is None or not found.filled or view.flow.loose:
        return None
    own = {id(line) for line in view.lines[1:]}
    return found if all(id(line) in own for spot in found.spots for line in spot.lines) else None


def answers_for(state: State, found: Found, other: View) -> bool:
    """Whether the cell beside or below holds the answer, so that the lines below the label are a hint."""
    if other.known_label or other.holds_known or state.context.known.is_section(other.text):
        return False
    if not other.blank:
        return True
    return only_hints(found)


def attach(found: Found, view: View) -> None:
    """The cell stands for the label. A list of boxes in it is read as options."""
    if view.ticks:
        Flow(view.context, cell=True, open=found).feed(tick_lines(view))
        return
    if not view.bare or not found.spots:
        found.spots.append(view.spot())


def only_hints(found: Found) -> bool:
    """Whether all that stands for the label reads like a hint, and could not be a number that is asked for."""
    counts = any(one.kind in _COUNTS for one in found.questions)
    texts = [line.printed for spot in found.spots for line in spot.lines]
    return all(is_short_hint(text) and not (counts and re.search(r"\d", text)) for text in texts)


def holds_table(cell: Cell) -> bool:
    """Whether a table of several cells stands in the cell."""
    return any(isinstance(block, Table) and len(block.cells) > 1 for block in cell.blocks)


def tick_lines(view: View) -> list[Line]:
    """The lines of a list of boxes; what is printed above the boxes, or asks for more, is no answer."""
    first = next(at for at, line in enumerate(view.lines) if line.ticks)
    above = [line for line in view.lines[:first] if line.controls or stands_alone(line.printed)]
    below = [line for line in view.lines[first:] if line.ticks or line.controls or not _asks(line.printed)]
    return above + below


def _asks(text: str) -> bool:
    return is_printed(text) or _ASKS.match(text) is not None
