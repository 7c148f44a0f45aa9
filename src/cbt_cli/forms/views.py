"""Cells as the scan sees them: what kind of thing stands in each, and the rows and columns of their grid."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from cbt_cli.forms.flow import Context, Flow, label_text
from cbt_cli.forms.found import Found, Spot
from cbt_cli.forms.known import Match
from cbt_cli.forms.lines import Line, lines_of
from cbt_cli.forms.prompts import is_aside, is_short_hint, is_unit, typed
from cbt_cli.forms.ticks import mark
from cbt_cli.forms.tree import Cell, Control, Table, Text

_NUMBERING = re.compile(r"^\(?(?:[A-Za-z]{0,2}\d{1,3}(?:\.\d{1,2})*|[A-Za-z]|[ivxIVX]{1,4})[.)°:]*$")
_MARK = 6
"""Letters of a mark such as ``x`` or ``yes``."""
_HEAD = 250
"""Letters of a header with its hint."""
_FAR = 8
"""Columns of a sheet that may lie between a label of the call and its answer."""
_NEAR = 1
"""The same for a label that the call does not know."""
_EXAMPLE = re.compile(r"^\W*(?:examples?|exemples?|beispiele?|ejemplos?|esempi[oa]?|e\.g\.)\W*$", re.IGNORECASE)


class View:
    """One cell, looked at once. ``flow`` is its text read by itself, as label and answer."""

    def __init__(self, cell: Cell, context: Context) -> None:
        self.cell = cell
        self.context = context
        self.lines: list[Line] = lines_of(cell.blocks, context.declared)

    @cached_property
    def text(self) -> str:
        """All that is printed in the cell."""
        return "\n".join(line.printed for line in self.lines)

    @cached_property
    def label(self) -> str:
        """The text on one line, as a label."""
        return label_text(self.text)

    @cached_property
    def flow(self) -> Flow:
        """The cell's lines read by themselves."""
        one = Flow(self.context, cell=True)
        if self.known is not None:
            found = self.context.found(self.label, self.cell.place, self.known, drawn=True)
            one.founds, one.open = [found], found
            return one
        return one.feed(self.lines)

    @cached_property
    def known(self) -> Match | None:
        """The questions that the cell's whole text names; only a label can."""
        if self.ticks or self.cell.number is not None or self.answered_control or not self.text:
            return None
        match = self.context.known.match(self.text)
        return match if match is not None and not match.rest else None

    @cached_property
    def head(self) -> Match | None:
        """The questions that the cell names as a header: its whole text, or its first line with a hint below."""
        if self.known is not None or self.typed or self.ticks or self.controls or len(self.lines) < 2:
            return self.known
        founds = self.flow.founds
        below = {id(line) for line in self.lines[1:]}
        lines = [line for found in founds for spot in found.spots for line in spot.lines]
        if len(founds) != 1 or self.flow.loose or not all(id(line) in below for line in lines):
            return None
        return founds[0].match if len(self.text) < _HEAD else None

    @cached_property
    def ticks(self) -> bool:
        """Whether there is a tick box in the cell."""
        return any(line.ticks for line in self.lines)

    @cached_property
    def controls(self) -> list[Control]:
        """The controls in the cell."""
        return [control for line in self.lines for control in line.controls]

    @property
    def answered_control(self) -> bool:
        """Whether a control other than a mere wrapper stands in the cell."""
        return any(control.kind not in {"rich_text", "picture"} for control in self.controls)

    @cached_property
    def field(self) -> bool:
        """Whether the cell is made to be filled: a control, a list, a formula, a true/false cell, an unlocked cell."""
        cell = self.cell
        return (
            bool(self.controls or cell.options or cell.name or cell.uncached or cell.error)
            or cell.boolean is not None
            or (cell.locked is False)
        )

    @property
    def bare(self) -> bool:
        """Whether nothing at all stands in the cell."""
        return not self.lines and not self.cell.uncached and not self.cell.error and self.cell.boolean is None

    @property
    def blank(self) -> bool:
        """Whether nothing was answered in the cell; a prompt or an empty control may be there."""
        return Spot(self.lines, self.cell.place, self.cell).blank

    @property
    def typed(self) -> bool:
        """Whether the cell holds a number, a date or another value that no label has."""
        cell = self.cell
        return cell.number is not None or cell.iso is not None or cell.boolean is not None or cell.formula

    @cached_property
    def marker(self) -> bool:
        """Whether all its text is white or tiny: a mark for a machine, on a sheet."""
        texts = [token for line in self.lines for token in line.tokens if isinstance(token, Text)]
        return bool(texts) and all(text.faint for text in texts) and not self.controls

    @cached_property
    def labels(self) -> bool:
        """Whether the cell is a label and nothing else: known to the call, or set off by a colon or question mark."""
        if self.bare or self.ticks or self.typed or self.answered_control:
            return False
        founds = self.flow.founds
        return len(founds) == 1 and not self.flow.loose and not founds[0].filled and not founds[0].ticked

    @property
    def known_label(self) -> bool:
        """Whether it is a label of the call."""
        return self.labels and self.flow.founds[0].match is not None

    @cached_property
    def holds_known(self) -> bool:
        """Whether labels of the call stand in the cell together with their answers or blanks."""
        return not self.typed and any(found.match for found in self.flow.founds)

    @property
    def begins_known(self) -> bool:
        """Whether the first thing in the cell is a label of the call."""
        return bool(self.flow.founds) and self.flow.founds[0].match is not None and not self.flow.loose

    @property
    def numbering(self) -> bool:
        """Whether the cell only numbers its row."""
        return not self.controls and not self.ticks and _NUMBERING.match(self.text.strip()) is not None

    @property
    def unit(self) -> bool:
        """Whether it only says the unit of the answer beside it."""
        return is_unit(self.text)

    @property
    def aside(self) -> bool:
        """Whether it is a hint or a prompt rather than an answer."""
        text = self.text
        return (
            bool(text)
            and not self.controls
            and (is_aside(text) or typed(text, self.context.declared) is None or self.context.known.is_hint(text))
        )

    @property
    def mark(self) -> bool | None:
        """What a tick or a mark such as ``x`` says, where there is nothing else in the cell."""
        if self.cell.boolean is not None:
            return self.cell.boolean
        if self.ticks:
            ticks = [tick for line in self.lines for tick in line.ticks]
            return ticks[0].on if len(ticks) == 1 and not self.label else None
        return None if self.bare or self.cell.uncached or self.cell.error else mark(self.text)

    @property
    def box(self) -> bool:
        """Whether it holds a tick box without a caption."""
        return (self.ticks and not self.label) or self.cell.boolean is not None

    def spot(self) -> Spot:
        """The cell as something that stands for a label."""
        return Spot(self.lines, self.cell.place, self.cell)


@dataclass(slots=True)
class Grid:
    """A table's cells by row, each looked at once."""

    table: Table
    context: Context
    by_row: dict[int, list[View]] = field(default_factory=lambda: defaultdict(list))
    rows: list[int] = field(default_factory=list)
    tall: dict[int, list[View]] = field(default_factory=lambda: defaultdict(list))
    """Row → cells of more than one row that begin above it or in it."""
    _beside: dict[int, int] = field(default_factory=dict)
    in_cells: bool = False
    """Whether labels hold their answers in their own cells here, more often than in the cells beside them."""
    marked: set[int] = field(default_factory=set)
    """Columns with a box or a mark in them."""
    examples: set[int] = field(default_factory=set)
    """Columns of examples."""
    examples_from: int = 0
    """The row of their heads."""
    label_cells: int = 0
    """Cells that are labels of the call."""
    label_rows: int = 0
    """Rows of labels of the call side by side."""
    above: bool = False
    """Whether labels stand above their answers here: labels of the call stand side by side, more often than not."""

    @staticmethod
    def of(table: Table, context: Context) -> Grid:
        """The grid of a table."""
        grid = Grid(table, context)
        for cell in table.cells:
            view = View(cell, context)
            grid.by_row[cell.row].append(view)
        for views in grid.by_row.values():
            views.sort(key=lambda view: view.cell.column)
        grid.rows = sorted(grid.by_row)
        for view in [view for row in grid.rows for view in grid.by_row[row] if 1 < view.cell.row_span <= 60]:
            for row in range(view.cell.row, view.cell.row + view.cell.row_span):
                grid.tall[row].append(view)
        grid._find_examples()
        if table.sheet:
            grid._find_columns()
        grid.above = grid._labels_above()
        grid.in_cells = grid._answers_in_cells()
        every = (view for row in grid.rows for view in grid.by_row[row])
        grid.marked = {view.cell.column for view in every if view.box or (len(view.text) < _MARK and view.mark)}
        return grid

    def _answers_in_cells(self) -> bool:
        own = beside = 0
        for row in self.rows:
            views = self.shown(row)
            for view, other in zip(views, [*views[1:], *[None][: len(views)]], strict=True):
                if len(view.lines) < 2 and ":" not in view.text and view.known is None:
                    continue
                alone = other is None or other.bare or len(other.lines) > 1 or bool(other.flow.founds)
                if view.known is not None or not alone:
                    beside += not alone and (view.known is not None or view.begins_known)
                elif not all(is_short_hint(line.printed) for line in view.lines[1:]) or len(view.lines) < 2:
                    own += view.begins_known and view.flow.founds[0].filled
        return own > beside

    def _labels_above(self) -> bool:
        apart = together = 0
        for row in self.rows:
            self.label_cells += sum(view.known is not None for view in self.by_row[row])
            known = [view.head is not None for view in self.shown(row)]
            if len(known) > 1 and any(known):
                together += all(known)
                apart += not all(known)
        self.label_rows = together
        return together > apart

    def shown(self, row: int, *, whole: bool = False) -> list[View]:
        """The cells of a row that count: in a sheet, those with something in them or made to be filled; no column of
        examples, unless ``whole``."""
        views = self.by_row.get(row, [])
        if self.examples and not whole:
            views = [view for view in views if view.cell.column not in self.examples or row < self.examples_from]
        if not self.table.sheet:
            return views
        shown = [view for view in views if not view.marker and (not view.bare or view.field)]
        return [view for view in shown if not view.cell.hidden] or shown

    def _find_examples(self) -> None:
        """Columns that only show how to fill in: headed "Example", beside a column for the answers."""
        for row in self.rows:
            views = [view for view in self.by_row[row] if not view.bare]
            examples = {view.cell.column for view in views if is_example(view.text)} if len(views) > 1 else set()
            others = {view.cell.column for one in self.rows for view in self.by_row[one]} - examples
            heads = len(others) > 1 and not (views and views[0].known_label)  # else it is what somebody is called
            if examples and min(examples) > views[0].cell.column and heads:
                self.examples, self.examples_from = examples, row
                return

    def _find_columns(self) -> None:
        """On a sheet: the column in which answers stand beside each column of labels, by where most do."""
        seen: dict[int, Counter[int]] = defaultdict(Counter)
        for row in self.rows:
            views = self.shown(row)
            for view, beside in pairwise(views):
                gap = beside.cell.column - view.cell.column - view.cell.column_span
                far = _FAR if view.known else _NEAR
                if gap <= far and not view.numbering and not view.blank and beside.known is None:
                    seen[view.cell.column][beside.cell.column] += 1
        self._beside = {column: min(counts, key=lambda at: (-counts[at], at)) for column, counts in seen.items()}

    def beside(self, label: View, answer: View) -> bool:
        """Whether ``answer`` stands where the answer to ``label`` stands in this table."""
        if not self.table.sheet:
            return True
        end = label.cell.column + label.cell.column_span
        return answer.cell.column == end or self._beside.get(label.cell.column) == answer.cell.column

    def answered_beside(self, label: View) -> bool:
        """Whether other labels in the column have their answers at their right, on a sheet."""
        return label.cell.column in self._beside

    def next_row(self, row: int) -> int | None:
        """The next row that has a cell."""
        at = bisect_right(self.rows, row)
        return self.rows[at] if at < len(self.rows) else None

    def group(self, row: int, before: int) -> View | None:
        """The cell of several rows with text that stands left of column ``before`` in ``row``: what groups its rows."""
        tall = [view for view in self.tall.get(row, ()) if view.cell.column < before and not view.blank]
        texts = [view for view in tall if not view.numbering and not view.ticks and not view.field]
        return max(texts, key=lambda view: view.cell.column, default=None)


def is_example(text: str) -> bool:
    """Whether a cell heads a column of examples."""
    return len(text) < 20 and _EXAMPLE.match(text) is not None


def starts(views: Sequence[View]) -> tuple[int, ...]:
    """The columns in which the cells of a row begin."""
    return tuple(view.cell.column for view in views)


def as_found(view: View, *, drawn: bool = False) -> Found:
    """A cell's whole text as a label that the call need not know."""
    return view.context.found(view.label, view.cell.place, view.known, drawn=drawn)
