"""Tables of labels and answers: right of the label, below it, in the same cell; several pairs a row; groups of rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from cbt_cli.domain.calls import Question, QuestionKind
from cbt_cli.forms.flow import Context, Flow, label_text, may_be
from cbt_cli.forms.found import Found
from cbt_cli.forms.known import Match
from cbt_cli.forms.lines import Line
from cbt_cli.forms.prompts import is_printed, typed
from cbt_cli.forms.rows import read_rows
from cbt_cli.forms.segments import stands_alone
from cbt_cli.forms.ticks import Ticked, mark
from cbt_cli.forms.tree import Cell, Table
from cbt_cli.forms.views import Grid, View, as_found

_BLANK_ROWS = 2
"""Empty rows of a sheet that an answer may stand below its label."""
_LONG_LABEL = 300
_COUNTS = frozenset({QuestionKind.WHOLE_NUMBER, QuestionKind.YEARS, QuestionKind.MONEY, QuestionKind.DATE})
_HINT_LENGTH = 60
_HINTS = re.compile(
    r"\b(?:max(?:imum|\.)?|lines|words|characters|pages|in (?:years|months|euros?|full|block|capital\w*)|capitals|optional"
    r"|if any|where (?:applicable|possible)|you |as in|format|e\.g|please|lignes|mots|caractères|au plus|majuscules"
    r"|en (?:années|mois|euros?|capitales|toutes lettres)|facultatif|le cas échéant|vous |selon|exemple)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.?!]\W*$")
_SENTENCE_WORDS = 5
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
class TableReader:
    """One table, row by row, top down. ``founds``: what it holds, in the order of the document."""

    context: Context
    grid: Grid
    founds: list[Found] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    options: Found | None = None
    """The question whose options are being read, one a row."""
    last: Found | None = None
    heads: dict[int, Found] = field(default_factory=dict)
    """Column → the text at its head that answers below may belong to."""
    title_row: int = -1
    row_group: str | None = None
    """What the labels further on in the row belong to."""

    @staticmethod
    def read(table: Table, context: Context, asked: Found | None = None) -> list[Found]:
        """All that stands in ``table``. ``asked`` is a label before it that still waits for its answer."""
        reader = TableReader(context, Grid.of(table, context))
        if asked is not None and asked.question is not None and context.known.options(asked.question):
            reader.options = asked
        row: int | None = reader.grid.rows[0] if reader.grid.rows else None
        while row is not None:
            before = len(reader.founds)
            end = read_rows(reader.grid, row, reader.founds)
            if end is None:
                reader._row(row)
                row = reader.grid.next_row(row)
            else:
                reader.waiting, reader.options, reader.heads = [], None, {}
                row = end
            for found in reader.founds[before:]:
                context.stamp(found)
        return reader.founds

    def _row(self, row: int) -> None:
        views = self.grid.shown(row)
        if not views:
            if self.grid.table.sheet and any(view.marker for view in self.grid.by_row[row]):
                self.waiting = []  # a mark for machines ends a block
            return
        self.waiting = [one for one in self.waiting if row - one.row <= 1 + _BLANK_ROWS]
        if self._tick_row(views) or self._below(row, views) or self._spanning(row, views):
            return
        self._pairs(row, views)

    # labels above their answers

    def _below(self, row: int, views: Sequence[View]) -> bool:
        """Whether the row holds answers to labels above it."""
        if not self.waiting or any(view.known_label or view.holds_known for view in views):
            return False
        if any(view.cell.heading or self.context.known.is_section(view.text) for view in views if view.text):
            return False
        under = [(view, one) for view in views if (one := self._above(view)) is not None]
        if self.grid.table.sheet and len({id(one) for _, one in under}) < len(under):
            return False
        if not under or (len(under) < len([view for view in views if not view.bare]) and self._paired(views)):
            return False
        if all(view.aside for view, _ in under):
            for view, one in under:
                if view.text and not one.found.filled:
                    one.found.label = f"{one.found.label} {view.label}"[:_LONG_LABEL]
            return True
        if any(view.labels for view, _ in under) and len(views) > 1:
            return False
        if len(under) == 1 and self._is_hint(row, *under[0]):
            one = under[0][1]
            one.hinted, one.row, one.found.heading = True, row, False
            return True
        for at, (view, one) in enumerate(under):
            if any(other is one for _, other in under[:at]):
                if not view.blank:  # a second cell below the same label: told apart, and kept
                    more = replace(one.found, spots=[view.spot()], ticked=[])
                    self.founds.append(more)
            else:
                _attach(one.found, view)
        self.waiting = [one for one in self.waiting if self._still_waits(one, len(views) == 1)]
        for one in self.waiting:
            one.row = row
        return True

    def _still_waits(self, one: Waiting, alone: bool) -> bool:
        """Whether more of the answer may stand further below: a long one with the column to itself; on a sheet, where
        empty cells are not there, any that is still blank."""
        if self.grid.table.sheet or not one.found.spots:
            return not one.found.filled or (one.found.long and alone)
        return alone and one.found.long and one.found.filled and self.grid.label_cells < 2

    def _above(self, view: View) -> Waiting | None:
        for one in self.waiting:
            cell = one.view.cell
            if cell.column <= view.cell.column < cell.column + max(cell.column_span, 1):
                return one
        return None

    def _paired(self, views: Sequence[View]) -> bool:
        """Whether the row reads as label and answer by itself."""
        filled = [view for view in views if not view.bare]
        return len(filled) > 1 or views[0].labels

    # ticks in cells of their own

    def _tick_row(self, views: Sequence[View]) -> bool:
        """A row of boxes or marks beside the options they belong to."""
        known = self.context.known
        asked = self.options.question if self.options else None
        if self._listed(views):
            return True
        above = [one for view in views if (one := self._above(view)) is not None]
        if any(one.found.match and not self._choosing(one.found) for one in above):
            return False
        pairs: list[tuple[View, View]] = []
        rest = [view for view in views if not view.numbering or view.mark is not None]
        while len(rest) > 1:
            one, two = rest[0], rest[1]
            if _marks(one) and self._in_list(one) and self._option(two, asked, boxed=one.box):
                pairs.append((two, one))
            elif _marks(two) and self._in_list(two) and self._option(one, asked, boxed=two.box) and self.grid.beside(one, two):
                pairs.append((one, two))
            elif not pairs:
                return False
            else:
                rest = rest[1:]
                continue
            rest = rest[2:]
        for option, box in pairs:
            self._take_option(option, box)
        return bool(pairs)

    def _in_list(self, view: View) -> bool:
        """Whether an empty cell may be that of a mark: in a list of options, or in a column with marks."""
        return not view.blank or view.box or self.options is not None or view.cell.column in self.grid.marked

    def _choosing(self, found: Found) -> bool:
        return any(self.context.known.options(question) for question in found.questions)

    def _listed(self, views: Sequence[View]) -> bool:
        """An option of a printed list on a sheet with nothing beside it: not ticked. One option alone below its
        question is no list but the answer."""
        if not self.grid.table.sheet or len(views) != 1 or views[0].ticks:
            return False
        known, view = self.context.known, views[0]
        question = self.options.question if self.options else None
        if question is None:
            question = next((one.found.question for one in self.waiting if one.found.question), None)
        if question is None or not known.options(question) or known.option(view.label, question) is None:
            return False
        column, row = view.cell.column, view.cell.row
        beside = [one for at in (row - 1, row + 1) for one in self.grid.by_row.get(at, ()) if one.cell.column == column]
        if not any(known.option(one.label, question) for one in beside):
            return False
        self._take_option(view, None)
        return True

    def _option(self, view: View, asked: Question | None, *, boxed: bool) -> bool:
        """Whether a cell is an option: the call knows it as one, or a box of its own stands beside it."""
        if view.bare or view.ticks or (view.field and not view.text):
            return False
        hit = self.context.known.option(view.label, asked)
        match = view.known
        if hit is not None:
            return boxed or match is None or self.options is None or not self._met(hit[1])
        if match is not None:
            return boxed and all(one.kind is QuestionKind.TICK for one in match.questions)
        return boxed and not view.labels and not view.holds_known

    def _met(self, key: str) -> bool:
        """Whether that option stands in the list already, so that the same words now ask to specify it."""
        known, group = self.context.known, self.options
        hits = (known.option(one.caption, group.question) for one in group.ticked) if group else ()
        return any(hit is not None and hit[1] == key for hit in hits)

    def _take_option(self, option: View, box: View | None) -> None:
        known, match = self.context.known, option.known
        if box is None:
            ticked = Ticked(option.label, False, option.cell.place)
        else:
            on = box.mark if box.box or not box.blank else False
            ticked = Ticked(option.label, on, box.cell.place, _unread(box), _stored(box))
        if match is not None and all(one.kind is QuestionKind.TICK for one in match.questions):
            found = as_found(option, drawn=True)
            found.ticked.append(ticked)
            self.founds.append(found)
            return
        hit = known.option(option.label, self.options.question if self.options else None)
        question = hit[0] if hit else None
        group = self.options
        if group is None or (question is not None and group.question is not question):
            group = self._group_for(question, option)
        group.ticked.append(ticked)

    def _group_for(self, question: Question | None, option: View) -> Found:
        """The question of a list of options: a label that still waits, or the title above."""
        for found in reversed(self.founds[-3:]):
            if not found.filled and question is not None and found.question is question:
                self.options = found
                return found
        waiting = self.last if self.last is not None and not self.last.filled else None
        if waiting is not None and waiting.match is None and waiting.drawn:
            waiting.match = Match((question,)) if question else None
            self.options = waiting
            return waiting
        label = self.context.title or self.context.section or ""
        match = Match((question,)) if question else None
        self.options = self.context.found(label, option.cell.place, match, drawn=True)
        self.founds.append(self.options)
        return self.options

    # one cell across

    def _spanning(self, row: int, views: Sequence[View]) -> bool:
        """A row with one cell in it: a heading, running text, or a label whose answer stands in it or below."""
        filled = [view for view in views if not view.bare]
        if len(filled) != 1 or (len(views) > 1 and not self.grid.table.sheet and filled[0] is views[0]):
            return False
        view = filled[0]
        if self.grid.table.sheet and (view.cell.options or self._has_column(view)):
            return False
        if not self.grid.table.sheet and len(views) > 1:
            return self._continued(view)
        known = self.context.known
        if view.text and (known.is_office(view.text) or known.is_section(view.text)):
            self._heading(view)
            if view.known is not None:
                found = as_found(view)
                found.heading = True
                self.founds.append(found)
                self._wait(found, view, row)
            return True
        if (hinted := self._with_lines_below(view)) is not None and self._answered_in_next(hinted, view, row):
            hinted.spots, hinted.label = [], view.label
            self.founds.append(hinted)
            self.last = hinted
            self._wait(hinted, view, row)
            return True
        flow = Flow(self.context, cell=True, open=self.options).feed(view.lines) if view.known is None else view.flow
        if flow.founds or (self.options is not None and view.ticks):
            self._take(flow, view, row)
            return True
        if self.last is not None and not self.last.filled and self.last.long and self.waiting and not view.cell.heading:
            _attach(self.last, view)
            return True
        self._heading(view)
        if self.grid.table.sheet and len(view.label) <= _LONG_LABEL and self._begins_block(row, view):
            found = as_found(view)
            found.heading = True
            self.founds.append(found)
            self._wait(found, view, row)
        return True

    def _begins_block(self, row: int, view: View) -> bool:
        """On a sheet: whether a text stands at the head of lines of its own, right below it in its column."""
        above, below = self.grid.shown(row - 1), self.grid.shown(row + 1)
        alone = len(below) == 1 and below[0].cell.column == view.cell.column and not below[0].cell.heading
        return alone and (view.cell.heading or not any(one.cell.column == view.cell.column for one in above))

    def _is_hint(self, row: int, view: View, one: Waiting) -> bool:
        """On a sheet: whether a text between a label that the call does not know and its answer is a hint: it reads like
        one, or another line stands right below it."""
        if not self.grid.table.sheet or one.found.match is not None or one.hinted or view.typed or view.field:
            return False
        if _is_short_hint(view.text) or (_SENTENCE.search(view.text) and len(view.text.split()) > _SENTENCE_WORDS):
            return True
        below = self.grid.shown(row + 1)
        same = len(below) == 1 and below[0].cell.column == view.cell.column
        return same and not below[0].cell.heading and not _is_short_hint(below[0].text)

    def _answered_in_next(self, found: Found, view: View, row: int) -> bool:
        """Whether the row below holds the answer in one cell."""
        after = self.grid.next_row(row)
        cells = self.grid.shown(after) if after is not None else []
        return len(cells) == 1 and cells[0].cell.column == view.cell.column and self._answers_for(found, cells[0])

    def _has_column(self, view: View) -> bool:
        """Whether the cell is a label whose answer, left blank, would stand at its right."""
        return self.grid.answered_beside(view) and not view.cell.heading and view.cell.column_span == 1

    def _continued(self, view: View) -> bool:
        """A row without a label goes on with the answer of the row above."""
        last = self.last
        if last is None or not last.filled or not last.spots or last.spots[-1].cell is None or view.labels:
            return False
        if last.spots[-1].cell.column != view.cell.column or view.holds_known:
            return False
        _attach(last, view)
        return True

    def _heading(self, view: View) -> None:
        if len(view.text) <= _LONG_LABEL:
            self.context.head(view.text)
        self.options, self.last = None, None

    def _take(self, flow: Flow, view: View, row: int) -> None:
        """What a cell's own lines hold."""
        self.founds += flow.founds
        if flow.founds:
            self.last = flow.founds[-1]
        if flow.open is not None and flow.open.ticked:
            self.options = flow.open
        elif flow.open is not None and not flow.open.filled:
            self._wait(flow.open, view, row)

    def _wait(self, found: Found, view: View, row: int) -> None:
        self.waiting = [one for one in self.waiting if one.view.cell.column != view.cell.column]
        self.waiting.append(Waiting(found, view, row))

    # pairs side by side

    def _pairs(self, row: int, views: Sequence[View]) -> None:
        pending: tuple[View, Found] | None = None
        self.row_group = None
        chosen = any(self._chosen(as_found(one), two) for one, two in pairwise(views))
        labels = any(view.known_label for view in views) and not any(_answers(view) for view in views)
        if self.grid.above and labels and not chosen:
            self._all_labels(row, views)
            return
        self.waiting = [one for one in self.waiting if one.row == row]
        for at, view in enumerate(views):
            if view.cell.row_span > 1 and not view.field and sum(not one.bare or one.field for one in views[at + 1 :]) > 1:
                continue  # it groups the rows beside it
            if pending is not None:
                taken = self._accepts(pending, view, views[at + 1 :])
                if taken is None:
                    pending = (view, pending[1])
                    continue
                if taken:
                    pending = None
                    continue
                self._unanswered(*pending, row)
            elif self._says_unit(view, views[at + 1 :]):
                continue
            pending = self._hinted(view, views[at + 1 :], row) or self._opens(view, row, alone=at + 1 == len(views))
        if pending is not None:
            self._unanswered(*pending, row)

    def _all_labels(self, row: int, views: Sequence[View]) -> None:
        """A row of labels, those among them that nobody knows too: the answers stand below."""
        self.waiting = []
        for view in views:
            if not view.bare:
                found = view.flow.founds[0] if view.labels else as_found(view, drawn=True)
                self.founds.append(found)
                self.waiting.append(Waiting(found, view, row))

    def _accepts(self, pending: tuple[View, Found], view: View, rest: Sequence[View]) -> bool | None:
        """Whether the cell answers the label before it; ``None`` for a cell between the two that says nothing."""
        label, found = pending
        if not self.grid.beside(label, view) and not (view.aside and rest):
            return False
        if view.marker and self.grid.table.sheet:
            return None
        if self._chosen(found, view):
            self._answer(found, view)
            return True
        if view.known_label or (view.holds_known and (not found.long or view.begins_known)):
            return False
        if self._answered_below(label, found, view):
            return False
        if self.grid.in_cells and not view.field and (len(view.lines) > 1 or view.flow.founds):
            return False
        if view.bare and self._spacer(label, view, rest):
            return None
        if rest and view.text and not view.ticks and self._between(view, rest):
            found.label = folded_label(found.label, view)
            return None
        if found.match is None and not view.typed and view.flow.founds and not view.flow.loose and not view.ticks:
            if any(one.filled for one in view.flow.founds) or len(view.flow.founds) > 1 or self._repeated(view):
                return self._sub_labels(label, found, view)
            return False
        self._answer(found, view)
        return True

    def _chosen(self, found: Found, view: View) -> bool:
        """Whether the cell names an option of the question; one of them reads like a label of its own."""
        question = found.question
        if question is None or view.ticks or not view.text or not self.context.known.options(question):
            return False
        return self.context.known.option(view.label, question) is not None

    def _answered_below(self, label: View, found: Found, view: View) -> bool:
        """Whether the text beside cannot be the answer to that kind of question, and the text below the label can."""
        if not found.match or view.typed or view.controls or view.ticks or view.bare:
            return False
        if all(may_be(view.text, question) for question in found.questions):
            return False
        row = self.grid.next_row(label.cell.row)
        below = [one for one in self.grid.by_row.get(row or 0, ()) if one.cell.column == label.cell.column]
        below = [one for one in below if not (one.bare or one.begins_known or one.known or one.cell.heading)]
        below = [one for one in below if not self.context.known.is_section(one.text)]
        return any(may_be(one.text, question) for one in below for question in found.questions)

    def _between(self, view: View, rest: Sequence[View]) -> bool:
        """Whether a text between label and answer is a hint: it reads so, or the cell after it is made to be filled."""
        after = rest[0]
        if after.known_label or after.holds_known or (not self.grid.table.sheet and after.bare):
            return False
        return view.aside or (after.field and not view.field and not view.typed)

    def _spacer(self, label: View, view: View, rest: Sequence[View]) -> bool:
        """Whether an empty cell only keeps a distance: its column is empty throughout, and the last one is not."""
        if self.grid.table.sheet or not rest or len(rest) > 1 or view.field:
            return False
        if rest[0].labels or rest[0].holds_known:
            return False
        column = view.cell.column
        cells = [one for row in self.grid.rows for one in self.grid.by_row[row] if one.cell.column == column]
        return (len(cells) > 1 or label.known_label) and all(one.bare for one in cells)

    def _repeated(self, view: View) -> bool:
        """Whether the same label stands in the same column of a row beside: a label within each row's own."""
        rows = (view.cell.row - 1, view.cell.row + 1)
        beside = [one for row in rows for one in self.grid.by_row.get(row, ()) if one.cell.column == view.cell.column]
        return any(one.label == view.label for one in beside)

    def _sub_labels(self, label: View, found: Found, view: View) -> bool:
        """Labels inside the answer's cell: the label beside it groups them."""
        if view.flow.founds[0].spots and len(view.flow.founds) == 1 and not label.flow.founds:
            self._answer(found, view)
            return True
        for one in view.flow.founds:
            one.group = found.label
        self.row_group = found.label
        self.founds += view.flow.founds
        self.last = view.flow.founds[-1]
        return True

    def _answer(self, found: Found, view: View) -> None:
        if holds_table(view.cell):
            flow = Flow(self.context, open=found, group=found.label)
            self.context.walk(view.cell.blocks, flow)
            if not flow.founds and not found.filled:
                self._plain_answer(found, view)
            else:
                self.founds += flow.founds if found in flow.founds or not found.filled else [found, *flow.founds]
        elif view.ticks:
            flow = Flow(self.context, cell=True, open=found, group=found.label).feed(_tick_lines(view))
            self.founds += [found, *flow.founds] if found.ticked or not flow.founds else flow.founds
            self.options = found if found.ticked else None
        else:
            self._plain_answer(found, view)
        self.last = found

    def _plain_answer(self, found: Found, view: View) -> None:
        _attach(found, view)
        self.founds.append(found)
        self.options = found if not found.filled and found.long else None

    def _opens(self, view: View, row: int, *, alone: bool) -> tuple[View, Found] | None:
        """The label that a cell opens, to be answered by the next one."""
        if view.bare or (view.numbering and not alone):
            return None
        if view.labels:
            return view, self._grouped(view.flow.founds[0], view, row)
        if view.typed or (view.blank and not view.flow.founds):
            return None
        if view.flow.founds:
            self._take(view.flow, view, row)
            last = view.flow.open
            if last is None or last.filled or last.ticked:
                return None
            self.founds.remove(last)
            return view, self._grouped(last, view, row)
        return view, self._grouped(as_found(view), view, row)

    def _hinted(self, view: View, rest: Sequence[View], row: int) -> tuple[View, Found] | None:
        """A label of the call with further printed lines in its cell: a hint, if the cell beside holds the answer."""
        found = self._with_lines_below(view)
        beside = rest[0] if rest else None
        if found is None or self.grid.in_cells:
            return None
        if beside is None or not self.grid.beside(view, beside):
            if not self.grid.table.sheet or not _only_hints(found):
                return None
        elif not self._answers_for(found, beside):
            return None
        found.spots = []
        found.label = view.label
        return view, self._grouped(found, view, row)

    def _with_lines_below(self, view: View) -> Found | None:
        """The label of the call in the cell, where it has nothing but printed lines below it."""
        if view.typed or view.ticks or view.controls or len(view.lines) < 2 or len(view.flow.founds) != 1:
            return None
        found = view.flow.founds[0]
        if found.match is None or not found.filled or view.flow.loose:
            return None
        own = {id(line) for line in view.lines[1:]}
        return found if all(id(line) in own for spot in found.spots for line in spot.lines) else None

    def _answers_for(self, found: Found, other: View) -> bool:
        """Whether the cell beside or below holds the answer, so that the lines below the label are a hint."""
        if other.known_label or other.holds_known or self.context.known.is_section(other.text):
            return False
        if not other.blank:
            return True
        return _only_hints(found)

    def _grouped(self, found: Found, view: View, row: int) -> Found:
        group = self.grid.group(row, view.cell.column)
        if group is not None and group is not view:
            found.group = group.label
        elif (self.row_group is not None and found.match is None) or self._repeated(view):
            found.group = self.row_group
        return found

    def _unanswered(self, view: View, found: Found, row: int) -> None:
        """A label with nothing at its right."""
        if found.match is None and not found.drawn:
            if not (self.grid.table.sheet and self._has_column(view)):
                self._in_column(view, found)
                return
        self.founds.append(found)
        self.last = found
        self._wait(found, view, row)

    def _in_column(self, view: View, found: Found) -> None:
        """On a sheet: a text that belongs to nothing in its row: the answer to such a text above it in its column, or
        itself the head of the column and, where it comes first in its row, the title of what follows."""
        if not self.grid.table.sheet or view.cell.options:
            return
        head = self.heads.get(view.cell.column)
        if head is not None and not view.labels:
            if not head.spots:
                self.founds.append(head)
            _attach(head, view)
            return
        self.heads[view.cell.column] = found
        if self.title_row != view.cell.row:
            self.title_row, self.context.title = view.cell.row, view.label

    def _says_unit(self, view: View, rest: Sequence[View]) -> bool:
        """A unit behind an answer belongs to its label."""
        last = self.last
        if rest or last is None or not view.unit or view.field or view.known_label:
            return False
        last.label = f"{last.label} ({view.label.strip('()')})"
        return True


def _attach(found: Found, view: View) -> None:
    """The cell stands for the label. A list of boxes in it is read as options."""
    if view.ticks:
        Flow(view.context, cell=True, open=found).feed(_tick_lines(view))
        return
    if not view.bare or not found.spots:
        found.spots.append(view.spot())


def _only_hints(found: Found) -> bool:
    """Whether all that stands for the label reads like a hint, and could not be a number that is asked for."""
    counts = any(one.kind in _COUNTS for one in found.questions)
    texts = [line.printed for spot in found.spots for line in spot.lines]
    return all(_is_short_hint(text) and not (counts and re.search(r"\d", text)) for text in texts)


def _is_short_hint(text: str) -> bool:
    return len(text) <= _HINT_LENGTH and _HINTS.search(text) is not None


def holds_table(cell: Cell) -> bool:
    """Whether a table of several cells stands in the cell."""
    return any(isinstance(block, Table) and len(block.cells) > 1 for block in cell.blocks)


def _tick_lines(view: View) -> list[Line]:
    """The lines of a list of boxes; what is printed above the boxes, or asks for more, is no answer."""
    first = next(at for at, line in enumerate(view.lines) if line.ticks)
    above = [line for line in view.lines[:first] if line.controls or stands_alone(line.printed)]
    below = [line for line in view.lines[first:] if line.ticks or line.controls or not _asks(line.printed)]
    return above + below


def _asks(text: str) -> bool:
    return is_printed(text) or _ASKS.match(text) is not None


def folded_label(label: str, hint: View) -> str:
    """A label with the hint beside it."""
    return f"{label} {hint.label}"[:_LONG_LABEL]


def _answers(view: View) -> bool:
    """Whether a cell is an answer, whatever stands above it."""
    return view.field or view.typed or view.ticks or (view.mark is not None and not view.blank)


def _marks(view: View) -> bool:
    """Whether a cell may hold the mark of an option: a box, a mark, or nothing."""
    if view.box:
        return True
    if view.ticks or view.answered_control:
        return False
    if view.cell.options and not all(mark(one) is not None or typed(one) is None for one in view.cell.options):
        return False
    return view.blank or view.mark is not None


def _unread(view: View) -> str | None:
    return label_text(view.text) if view.mark is None and not view.ticks and not view.blank else None


def _stored(view: View) -> bool | None:
    return next((tick.stored for line in view.lines for tick in line.ticks), None)

