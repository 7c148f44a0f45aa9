"""The sections of an Excel form: runs of questions in a layout, and the questions that need a table or ticks."""

from __future__ import annotations

import io
from collections.abc import Sequence

from benchmarks.accuracy.filled import Asked, Choice, Filled
from benchmarks.accuracy.layouts_xlsx import Layout, Pen
from benchmarks.accuracy.ticks_docx import YES_NO
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from cbt_cli.domain.calls import QuestionKind


def special(pen: Pen, layout: Layout, asked: Asked) -> None:
    """A question with options, a table or a single tick."""
    if asked.kind is QuestionKind.EXPERIENCE:
        pen.label(pen.row, layout.first, asked.label)
        pen.row += 1
        for at, row in enumerate([tuple(text for _, text in asked.header), *asked.rows]):
            for column, text in enumerate(row, start=layout.first):
                year = at > 0 and text.isdigit() and pen.holder.startswith("typed")
                pen.sheet.cell(pen.row, column, int(text) if year else text)
            pen.row += 1
        pen.row += pen.rng.choice((1, 2))
    elif asked.kind is QuestionKind.TICK:
        pen.label(pen.row, layout.first, asked.label)
        pen.sheet.cell(pen.row, layout.second, _tick(pen, asked.on, alone=True))
        pen.row += 1
    elif asked.kind is QuestionKind.CHOICE and (pen.holder == "lists" or pen.ticks == "typed"):
        layout.lay(pen, [asked])
    else:
        _options(pen, layout, asked)


_MARKS: dict[str, str | int] = {"x": "x", "X": "X", "1": 1, "✓": "✓"}


def _tick(pen: Pen, on: bool, *, alone: bool = False) -> str | int | None:
    yes, no = YES_NO[pen.at]
    if pen.ticks in ("☐ ☒ beside", "☐ ☒ before the words"):
        return "☒" if on else "☐"
    if pen.ticks == "[ ] [x] before the words":
        return "[x]" if on else "[ ]"
    if pen.ticks == "TRUE":
        return on
    if pen.ticks in ("yes", "typed", "yes/no columns"):
        return yes if on else (pen.rng.choice((no, None)) if alone else None)
    return _MARKS[pen.ticks] if on else None


def _options(pen: Pen, layout: Layout, asked: Asked) -> None:
    if pen.ticks == "typed":
        pen.label(pen.row, layout.first, asked.label)
        pen.sheet.cell(
            pen.row,
            layout.second,
            pen.rng.choice(("; ", "\n")).join(_words(one) for one in asked.choices if one.on) or None,
        )
        pen.row += 1
        return
    pen.label(pen.row, layout.first, asked.label)
    pen.row += 1
    if pen.ticks == "yes/no columns":
        for column, text in enumerate(YES_NO[pen.at], start=layout.second):
            pen.words(pen.row, column, text)
        pen.row += 1
    for one in asked.choices:
        if pen.ticks.endswith("before the words"):
            pen.words(pen.row, layout.first, f"{_tick(pen, one.on)} {_words(one)}")
        else:
            pen.words(pen.row, layout.first, _words(one))
            value = ("x" if one.on else None) if pen.ticks == "yes/no columns" else _tick(pen, one.on)
            pen.sheet.cell(pen.row, layout.second, value)
        pen.row += 1
    pen.row += 1


def _words(one: Choice) -> str:
    return f"{one.label}: {one.words}" if one.words else one.label


def written(pen: Pen, book: Workbook, layout: Layout, filled: Filled, title: str, oddities: tuple[str, ...]) -> bytes:
    """The whole workbook."""
    if pen.holder == "typed values, 1904":
        book.epoch = CALENDAR_MAC_1904
    if "instructions first" in oddities:
        first = book.create_sheet("Instructions", 0)
        first["A1"] = "Please fill in the sheet Form. Questions: office@example.net, +32 2 990 00 00"
        first["A2"] = "Only one form for each applicant."
    pen.notes = "notes on cells" in oddities
    if "hidden lists" in oddities:
        lists = book.create_sheet("Lists")
        for row, text in enumerate(("Choose…", "France", "Germany", "Cluster manager", "Yes", "No"), start=1):
            lists.cell(row, 1, text)
        lists.sheet_state = "hidden"
    pen.words(1, layout.first, title, bold=True)
    pen.row = 3
    if layout.name.endswith("one row for each applicant"):
        _one_row(pen, filled)
    else:
        for heading, questions in filled.sections:
            _section(pen, layout, heading, questions)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _section(pen: Pen, layout: Layout, heading: str, questions: Sequence[Asked]) -> None:
    pen.words(pen.row, layout.first, heading, bold=True)
    pen.row += 1
    some: list[Asked] = []
    for asked in [*questions, None]:
        if asked is not None and asked.kind not in (
            QuestionKind.AREAS,
            QuestionKind.CHOICE,
            QuestionKind.EXPERIENCE,
            QuestionKind.TICK,
        ):
            some.append(asked)
            continue
        if some:
            layout.lay(pen, some)
            some = []
        if asked is not None:
            special(pen, layout, asked)
    pen.row += 1


def _one_row(pen: Pen, filled: Filled) -> None:
    """A header of labels and one row of answers; what needs a table is not asked there."""
    column = 1
    for _, questions in filled.sections:
        for asked in [one for one in questions if one.kind is not QuestionKind.EXPERIENCE]:
            pen.label(pen.row, column, asked.label)
            if asked.kind in (QuestionKind.AREAS, QuestionKind.CHOICE):
                pen.sheet.cell(pen.row + 1, column, "; ".join(_words(one) for one in asked.choices if one.on) or None)
            elif asked.kind is QuestionKind.TICK:
                pen.sheet.cell(pen.row + 1, column, _tick(pen, asked.on, alone=True))
            else:
                pen.answer(pen.row + 1, column, asked)
            column += 1
        questions[:] = [one for one in questions if one.kind is not QuestionKind.EXPERIENCE]
