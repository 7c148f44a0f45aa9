"""Labels with their answers in the cells below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from cbt_cli.forms.prompts import is_short_hint
from cbt_cli.forms.table_state import State, Waiting, attach, repeats
from cbt_cli.forms.views import View, as_found, starts

_LONG_LABEL = 300
"""Letters of a label with its hints."""
_SENTENCE = re.compile(r"[.?!]\W*$")
_SENTENCE_WORDS = 5


def read_below(state: State, row: int, views: Sequence[View]) -> bool:
    """Whether the row holds answers to labels above it, or hints to them; they are then taken."""
    if not state.waiting or any(_is_own(state, view) for view in views):
        return False
    under = [(view, one) for view in views if (one := label_above(state, view)) is not None]
    hints = all(view.aside for view, _ in under) and not (under and _all_open(state, views, under[0][1].row))
    if not under or not _are_answers(state, views, under) or (not hints and _has_labels(views, under)):
        return False
    if hints:
        for view, one in under:
            if view.text and not one.found.filled:
                one.found.label = f"{one.found.label} {view.label}"[:_LONG_LABEL]
    elif len(under) == 1 and _is_hint(state, row, *under[0]):
        one = under[0][1]
        one.hinted, one.row, one.found.heading = True, row, False
    else:
        _attach_rest(state, views, under)
        _attach_all(state, under)
        state.waiting = [one for one in state.waiting if _still_waits(state, one, alone=len(views) == 1)]
        for one in state.waiting:
            one.row = row
    return True


def _is_own(state: State, view: View) -> bool:
    """Whether a cell is a label of the call or a heading, and so no answer to anything above it. A list of options,
    one of which reads like a label, is an answer."""
    known, waiting = state.context.known, label_above(state, view)
    question = waiting.found.question if waiting is not None and len(view.lines) > 1 else None
    if question is not None and known.options(question) and known.option(view.lines[0].printed, question):
        # an option that is a label too may head its own answer or hint
        return known.match(view.lines[0].printed) is not None and not known.lists(view.text, question)
    heading = bool(view.text) and (view.cell.heading or known.is_section(view.text))
    if waiting is not None and view.holds_known and not heading and repeats(view, waiting.found):
        return False
    return view.known_label or view.holds_known or heading


def _are_answers(state: State, views: Sequence[View], under: Sequence[tuple[View, Waiting]]) -> bool:
    """Whether the cells stand below labels one by one, rather than beside one another as label and answer."""
    if state.grid.table.sheet and len({id(one) for _, one in under}) < len(under):
        return False
    if _all_open(state, views, under[0][1].row):
        return True
    filled = [view for view in views if not view.bare]
    return len(under) >= len(filled) or not (len(filled) > 1 or views[0].labels)


def _all_open(state: State, views: Sequence[View], row: int) -> bool:
    """Whether the row stands cell by cell below one that holds labels only: of two side by side one is known at least,
    and every known one still waits, so that none has its answer beside it."""
    above = state.grid.shown(row)
    if state.grid.table.sheet or starts(above) != starts(views) or len(above) < 2 or any(one.bare for one in above):
        return False
    open_ones = [one.view for one in state.waiting]
    known = [one for one in above if one.known is not None]
    return all(one in open_ones for one in known) and all(one.known or two.known for one, two in pairwise(above))


def _has_labels(views: Sequence[View], under: Sequence[tuple[View, Waiting]]) -> bool:
    return any(view.labels and (len(views) > 1 or view.text.rstrip().endswith(":")) for view, _ in under)


def _attach_rest(state: State, views: Sequence[View], under: Sequence[tuple[View, Waiting]]) -> None:
    """The answers below labels that the call does not know, where the whole row above holds labels."""
    row = under[0][1].row
    if _all_open(state, views, row):
        taken = [view for view, _ in under]
        for label, view in zip(state.grid.shown(row), views, strict=True):
            if view not in taken and label.known is None:
                found = as_found(label, drawn=True)
                attach(found, view)
                state.founds.append(found)


def _attach_all(state: State, under: Sequence[tuple[View, Waiting]]) -> None:
    for at, (view, one) in enumerate(under):
        if any(other is one for _, other in under[:at]):
            if not view.blank:  # a second cell below the same label: told apart, and kept
                more = replace(one.found, spots=[view.spot()], ticked=[])
                state.founds.append(more)
        else:
            attach(one.found, view)


def _still_waits(state: State, one: Waiting, *, alone: bool) -> bool:
    """Whether more of the answer may stand further below: a long one with the column to itself; on a sheet, where
    empty cells are not there, any that is still blank."""
    if state.grid.table.sheet or not one.found.spots:
        return not one.found.filled or (one.found.long and alone)
    return alone and one.found.long and one.found.filled and state.grid.label_cells < 2


def label_above(state: State, view: View) -> Waiting | None:
    """The label that waits for its answer above a cell."""
    for one in state.waiting:
        cell = one.view.cell
        if cell.column <= view.cell.column < cell.column + max(cell.column_span, 1):
            return one
    return None


def _is_hint(state: State, row: int, view: View, one: Waiting) -> bool:
    """On a sheet: whether a text between a label that the call does not know and its answer is a hint: it reads like
    one, or another line stands right below it."""
    if not state.grid.table.sheet or one.found.match is not None or one.hinted or view.typed or view.field:
        return False
    if is_short_hint(view.text) or (_SENTENCE.search(view.text) and len(view.text.split()) > _SENTENCE_WORDS):
        return True
    below = state.grid.shown(row + 1)
    same = len(below) == 1 and below[0].cell.column == view.cell.column
    return same and not below[0].cell.heading and not is_short_hint(below[0].text)
