"""Tables with a header: repeated rows (experience), grids of marks (yes / no, 0–3), one applicant a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cbt_cli.domain.calls import Question
from cbt_cli.domain.forms import CellAnswer
from cbt_cli.forms.flow import Flow
from cbt_cli.forms.found import Found
from cbt_cli.forms.known import Match
from cbt_cli.forms.lines import answered
from cbt_cli.forms.ticks import NO, YES, Ticked
from cbt_cli.forms.views import Grid, View, as_found, is_example
from cbt_cli.values.wording import core

_EXAMPLE = re.compile(
    r"^\W*(?:(?:example|exemple|beispiel|ejemplo|esempio|muster|sample)s?\s*(?:\d+\s*)?(?:[:).\-–]|$)"
    r"|e\.? ?g\.|p\. ?ex\.|ex\.|z\. ?b\.)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^(?:#|n[°o]?\.?|nr\.?|num(?:ber|ero|éro)?|row|ligne|lfd\.? ?nr\.?)$", re.IGNORECASE)
_WIDEST = 40
_PAIRED = 5
"""Texts side by side that may be labels with answers beside them; more are a header."""
_LEVEL = re.compile(r"[0-5]\D*")
_HEADER_WORDS = 25
_ROWS = 10_000
"""Rows of one table that are read."""


@dataclass(frozen=True, slots=True)
class Header:
    """A header row: its cells by column, and the table question that it belongs to with column → key."""

    row: int
    views: tuple[View, ...]
    question: Question | None = None
    keys: dict[int, str] | None = None

    @property
    def columns(self) -> dict[int, View]:
        """Column → header cell, for each column that a header cell spans."""
        return {
            column: view
            for view in self.views
            for column in range(view.cell.column, view.cell.column + min(view.cell.column_span, _WIDEST))
        }


def read_rows(grid: Grid, row: int, founds: list[Found]) -> int | None:
    """Reads the table that begins with a header in ``row`` into ``founds``; the row after it (``None`` inside the
    meaning of "no header" cannot be told from the table's end, so the end is one past the last row)."""
    header = _header(grid, row)
    if header is None:
        return None
    body = _body(grid, header)
    if header.question is None:
        if not body or grid.label_rows > 1:
            return None
        if _is_marks(header, body):
            _read_marks(grid, header, body, founds)
            return _end(grid, body)
        if not _has_evidence(header, body):
            return None
    _read_body(grid, header, body, founds)
    return _end(grid, body or [(row, list(header.views))])


def _end(grid: Grid, body: Sequence[tuple[int, list[View]]]) -> int:
    after = grid.next_row(body[-1][0])
    return grid.rows[-1] + 1 if after is None else after


def _header(grid: Grid, row: int) -> Header | None:
    """The row as a header: several short texts side by side, nothing to be filled among them."""
    views = [view for view in grid.shown(row, whole=True) if not (view.bare and view.field)]
    texts = [view for view in views if not view.bare]
    if len(texts) < 2 or len(texts) > _WIDEST or any(_no_header(view) for view in texts):
        return None
    question, keys = _columns_of(grid, texts)
    if question is not None:
        return Header(row, tuple(texts), question, keys)
    blank_first = len(views) == len(texts) + 1 and views[0].bare
    grouping = texts[0].cell.row_span > min(view.cell.row_span for view in texts)
    if grouping or any(is_example(view.text) for view in texts) or (len(views) != len(texts) and not blank_first):
        return None
    if grid.table.sheet and any(_gap(one, two) for one, two in pairwise(texts)):
        return None
    return Header(row, tuple(views) if blank_first else tuple(texts))


def _gap(one: View, two: View) -> bool:
    return two.cell.column > one.cell.column + one.cell.column_span


def _no_header(view: View) -> bool:
    if view.ticks or view.controls or view.typed or view.cell.options or view.cell.row_span > 3:
        return True
    if view.head is not None:
        return False
    return (
        len(view.text.split()) > _HEADER_WORDS
        or view.text.rstrip().endswith(":")
        or any(found.filled for found in view.flow.founds)
    )


def _columns_of(grid: Grid, views: Sequence[View]) -> tuple[Question | None, dict[int, str]]:
    """The table question whose columns most of the headers name: three of them, or all where it has fewer."""
    for question in grid.context.known.tables:
        keys = {view.cell.column: key for view in views if (key := grid.context.known.column(view.label, question))}
        enough = min(3, len(question.columns)) - ("period" in keys.values())
        if len(set(keys.values())) == len(keys) and len(keys) >= max(2, enough) and len(keys) * 2 > len(views):
            return question, keys
    return None, {}


def _body(grid: Grid, header: Header) -> list[tuple[int, list[View]]]:
    """The rows that belong to a header: as wide as it is, up to the next heading, label or gap."""
    body: list[tuple[int, list[View]]] = []
    columns, sheet = header.columns, grid.table.sheet
    last = header.row
    row = grid.next_row(header.row)
    while row is not None and len(body) < _ROWS:
        views = [view for view in grid.shown(row, whole=True) if view.cell.column in columns or not view.bare]
        inside = [view for view in views if view.cell.column in columns]
        if (sheet and row - last > 2) or (inside and _leaves(header, inside, views)):
            break
        if inside:
            counted = [view for view in inside if not _counts(columns[view.cell.column], view)]
            body.append((row, counted or inside))
            last = row
        row = grid.next_row(row)
    while body and all(view.bare for view in body[-1][1]) and len(body) > 1 and sheet:
        body.pop()
    return body


def _counts(head: View, view: View) -> bool:
    """Whether a cell only numbers its row."""
    return _NUMBER.match(head.label) is not None and (view.bare or view.numbering)


def _leaves(header: Header, inside: Sequence[View], views: Sequence[View]) -> bool:
    """Whether a row no longer belongs to the table."""
    filled = [view for view in inside if not view.bare]
    across = len(header.views) > 1 and len(inside) == 1 and inside[0].cell.column_span >= len(header.views)
    spans = {view.cell.column for view in header.views if view.cell.column_span > 1}
    if across or any(view.cell.column_span > 1 and view.cell.column not in spans for view in filled):
        return True
    if not filled:
        return False
    if any(view.begins_known and not (view.cell.options or view.controls) for view in views[:2] if not view.bare):
        return True
    first = filled[0]
    colon = first is inside[0] and first.labels and first.text.rstrip().endswith(":")
    return colon or (first.cell.heading and len(filled) == 1)


def _has_evidence(header: Header, body: Sequence[tuple[int, list[View]]]) -> bool:
    """Whether rows below really are rows of answers, rather than labels with answers beside them."""
    if _are_questions(header):
        return all(not view.known_label or _names_option(header, view) for _, views in body[:1] for view in views)
    if _all_fields(header, body):  # one row below labels of the call is their answers
        return len(body) > 1 or not any(view.head for view in header.views)
    if len(header.views) < 3 or any(view.head for view in header.views):
        return False
    first = min(header.columns)
    for _, views in body:
        cell = next((view for view in views if view.cell.column == first), None)
        if cell is None or cell.bare or cell.field or cell.typed or _DATE.match(cell.text.strip()):
            break
        if cell.labels:
            return False
    else:
        return len(header.views) % 2 == 1 or len(header.views) > _PAIRED
    return True


def _names_option(header: Header, view: View) -> bool:
    """Whether a label of the call is, in its column, an option of what the header asks for."""
    known = view.context.known
    head = header.columns[view.cell.column].head
    asked = [question for question in (head.questions if head else ()) if known.options(question)]
    return any(known.option(view.label, question) is not None for question in asked)


_DATE = re.compile(r"^\d{1,4}[./-]\d{1,2}|^\d{1,2}\.?$|^(?:19|20)\d\d\b")


def _all_fields(header: Header, body: Sequence[tuple[int, list[View]]]) -> bool:
    """Whether every cell below is made to be filled, in each of the header's columns."""
    below = {view.cell.column for _, views in body for view in views}
    return {view.cell.column for view in header.views} <= below and all(
        view.field for _, views in body for view in views
    )


def _read_body(grid: Grid, header: Header, body: Sequence[tuple[int, list[View]]], founds: list[Found]) -> None:
    """Each cell under its header; the rows of a table question as one answer beside."""
    context = grid.context
    title = context.title or context.section
    table = _question_of(header, founds, grid) if header.question is not None else None
    applicants = header.question is None and _are_questions(header)
    filled = 0
    for number, (_, views) in enumerate(body):
        blank = all(view.blank for view in views)
        if _is_example(views) or (blank and (filled or number + 1 < len(body))):
            continue
        cells = _cells(header, views)
        for found in cells:
            if not applicants:
                found.match, found.group = None, found.group or title
            elif filled:
                found.another = True
                found.applicants = False
        founds += cells
        filled += not blank
        if table is not None and not blank:
            table.rows.append(_answers(header, views, context.declared))


def _cells(header: Header, views: Sequence[View]) -> list[Found]:
    """The cells of one row, each under its header. Where the first header is blank, the first cell names the row."""
    named = header.views[0].bare and views[0].cell.column == header.views[0].cell.column
    columns, founds = header.columns, []
    for view in views[1:] if named else views:
        label = columns[view.cell.column]
        found = as_found(label, drawn=True)
        found.match, found.place = label.head, view.cell.place
        found.group = views[0].label if named else None
        if view.box:
            found.ticked = [Ticked(label.label, view.mark, view.cell.place)]
        elif view.ticks:
            Flow(view.context, cell=True, open=found).feed(view.lines)
        else:
            found.spots = [view.spot()]
        founds.append(found)
    return founds


def _are_questions(header: Header) -> bool:
    """Whether the headers are questions of the call, so that a row is one application."""
    known = sum(view.head is not None for view in header.views)
    return known * 2 > len(header.views) and known >= min(3, len(header.views))


def _question_of(header: Header, founds: list[Found], grid: Grid) -> Found:
    """The table question itself: its label where that stands above the header, else the title."""
    question = header.question
    for found in reversed(founds[-3:]):
        if question is not None and found.question is question and not found.filled:
            return found
    context = grid.context
    first = header.views[0].cell.place
    label = context.title or context.section or " – ".join(view.label for view in header.views)
    found = context.found(label, first, Match((question,)) if question else None, drawn=True)
    founds.append(found)
    return found


def _answers(header: Header, views: Sequence[View], declared: frozenset[str]) -> tuple[CellAnswer, ...]:
    cells = []
    for view in views:
        head = header.columns[view.cell.column]
        key = (header.keys or {}).get(head.cell.column, head.label)
        text = "\n".join(part for line in view.lines if (part := answered(line.tokens, declared))) or None
        iso = view.cell.iso or next((control.iso for control in view.controls if control.iso), None)
        cells.append(CellAnswer(column=key, text=text, place=view.cell.place, iso=iso))
    return tuple(cells)


def _is_example(views: Sequence[View]) -> bool:
    """A row that shows how to fill in the others."""
    return any(_EXAMPLE.match(view.text) for view in views[:2])


# grids of marks


def _is_marks(header: Header, body: Sequence[tuple[int, list[View]]]) -> bool:
    """Whether the cells under all headers but the first are boxes, marks or blank, with a mark in at least one."""
    first = min(view.cell.column for _, views in body for view in views)
    marks = [view for _, views in body for view in views if view.cell.column != first]
    names = [view for _, views in body for view in views if view.cell.column == first]
    if not marks or not names or any(view.bare or view.ticks or view.typed for view in names):
        return False
    if any(view.context.known.option(view.label, None) for view in header.views if view.cell.column == first):
        return False
    told = [view for view in header.views if view.cell.column > first]
    yes_no = all(core(view.text) in YES | NO for view in told)
    levels = _are_levels([core(view.text) for view in told])
    if not (yes_no or levels or all(view.box for view in marks)):
        return False
    if len(told) < 2 and not header.views[0].bare:
        return False
    return all(view.box or view.blank or view.mark is not None for view in marks)


def _are_levels(texts: Sequence[str]) -> bool:
    """Whether headers are levels, "0" or "1 basic" up to "5", each another, in order."""
    order = [text[:1] for text in texts if _LEVEL.fullmatch(text)]
    return len(order) == len(texts) == len(set(order)) and order in (sorted(order), sorted(order, reverse=True))


def _read_marks(grid: Grid, header: Header, body: Sequence[tuple[int, list[View]]], founds: list[Found]) -> None:
    """Each row is an option: on where the mark stands under "yes" or under a level above none."""
    known = grid.context.known
    first = min(view.cell.column for _, views in body for view in views)
    columns = header.columns
    group: Found | None = None
    for _, views in body:
        name = next((view for view in views if view.cell.column == first), None)
        if name is None:
            continue
        on: dict[str, bool | None] = {
            core(columns[view.cell.column].text): view.mark if not view.blank or view.box else False
            for view in views
            if view is not name and view.cell.column in columns
        }
        place = next((view.cell.place for view in views if view is not name and view.mark), name.cell.place)
        hit = known.option(name.label, group.question if group else None)
        if name.known is not None and hit is None:
            found = as_found(name, drawn=True)
            found.ticked = [Ticked(name.label, _said(on), place)]
            founds.append(found)
            continue
        question = hit[0] if hit else None
        if group is None or (question is not None and group.question is not question):
            group = _marks_group(grid, question, name, founds)
        group.ticked.append(Ticked(name.label, _said(on), place))


def _said(on: dict[str, bool | None]) -> bool | None:
    """What a row of marks says: ``None`` where two are set or one cannot be read."""
    if None in on.values() or sum(bool(state) for state in on.values()) > 1:
        return None
    chosen = next((name for name, state in on.items() if state), None)
    if chosen is None:
        return False
    return chosen not in NO and not chosen.startswith("0")


def _marks_group(grid: Grid, question: Question | None, name: View, founds: list[Found]) -> Found:
    for found in reversed(founds[-2:]):
        if question is not None and found.question is question:
            return found
    context = grid.context
    label = context.title or context.section or ""
    found = context.found(label, name.cell.place, Match((question,)) if question else None, drawn=True)
    founds.append(found)
    return found
