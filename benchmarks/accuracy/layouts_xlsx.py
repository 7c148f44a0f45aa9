"""Layouts of Excel forms, and how answers are typed into cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from benchmarks.accuracy.filled import Asked
from benchmarks.accuracy.labels import Labelled
from benchmarks.accuracy.layouts_docx import EXAMPLES, HEADS, REMARKS
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from cbt_cli.domain.calls import QuestionKind

HOLDERS = ("text", "typed values", "typed values, 1904", "rich text", "lists", "formulas without values")
TICKS = (
    "x",
    "X",
    "yes",
    "TRUE",
    "☐ ☒ beside",
    "☐ ☒ before the words",
    "[ ] [x] before the words",
    "yes/no columns",
    "1",
    "✓",
    "typed",
)
_BOLD = Font(bold=True)
_DATE_FORMATS = ("dd/mm/yyyy", "d mmmm yyyy", "yyyy-mm-dd", "dd.mm.yy", "mm-dd-yy")
_MONEY_FORMATS = {"EUR": ("#,##0.00 [$€-40C]", "#,##0 [$€-1]", "[$€-2] #,##0.00", '#,##0.00 "€"', "[$EUR] #,##0")}


@dataclass(slots=True)
class Pen:
    """Writes into one sheet from ``row`` on."""

    rng: Random
    at: str
    sheet: Worksheet
    holder: str
    ticks: str
    row: int = 1
    notes: bool = False
    """Somebody left notes on some cells."""
    uncached: set[str] = field(default_factory=set)
    """Keys of the questions answered by a formula whose value is not in the file."""

    def words(self, row: int, column: int, text: str, *, bold: bool = False) -> None:
        """Printed words."""
        cell = self.sheet.cell(row, column, text)
        if bold:
            cell.font = _BOLD

    def label(self, row: int, column: int, label: Labelled, after: str = "") -> None:
        """A label; its second line under it in the same cell."""
        self.words(row, column, label.text + after + (f"\n{label.below}" if label.below else ""), bold=True)

    def answer(self, row: int, column: int, asked: Asked) -> None:
        """The answer as this holder types it."""
        cell, said = self.sheet.cell(row, column), asked.said
        if self.holder.startswith("typed") and said.iso is not None:
            cell.value = dt.datetime.fromisoformat(said.iso)
            cell.number_format = self.rng.choice(_DATE_FORMATS)
        elif self.holder.startswith("typed") and said.number is not None:
            cell.value = int(said.number) if said.number == int(said.number) else said.number
            if said.currency in _MONEY_FORMATS:
                cell.number_format = self.rng.choice(_MONEY_FORMATS[said.currency])
        elif self.holder == "rich text" and len(said.text) > 3:
            cut = self.rng.randint(1, len(said.text) - 1)
            cell.value = CellRichText(TextBlock(InlineFont(b=True), said.text[:cut]), said.text[cut:])
        elif self.holder == "formulas without values" and said.text and self.rng.random() < 0.2:
            cell.value = f'=T("{said.text[:40].replace(chr(34), "")}")'
            self.uncached.add(asked.key)
        elif said.text:
            cell.value = said.text
            cell.data_type = "s"
        if self.notes and self.rng.random() < 0.3:
            cell.comment = Comment("Checked on 14/03/2019: 4 500 €?", "Reviewer")
        if said.text and asked.key == "email" and self.rng.random() < 0.5 and "@" in said.text:
            cell.hyperlink = f"mailto:{said.text.split()[0]}"
        if self.holder == "lists" and asked.kind is QuestionKind.CHOICE:
            offered = DataValidation(
                type="list", formula1=f'"{",".join(one.label for one in asked.choices)}"', allow_blank=True
            )
            offered.add(cell)
            self.sheet.add_data_validation(offered)


Lay = Callable[[Pen, Sequence[Asked]], None]


def beside(first: int, second: int, *, merged: int = 0) -> Lay:
    """Label in one column, answer in another, perhaps merged over ``merged`` columns."""

    def lay(pen: Pen, questions: Sequence[Asked]) -> None:
        for one in questions:
            pen.label(pen.row, first, one.label)
            pen.answer(pen.row, second, one)
            if merged:
                pen.sheet.merge_cells(
                    start_row=pen.row, end_row=pen.row, start_column=second, end_column=second + merged - 1
                )
            pen.row += 1

    return lay


def headed(kind: str) -> Lay:
    """A row that says what the columns are, then label and answer, examples or remarks in a column of their own."""

    def lay(pen: Pen, questions: Sequence[Asked]) -> None:
        heads = HEADS[kind][pen.at]
        for column, head in enumerate(heads, start=1):
            pen.words(pen.row, column, head, bold=True)
        answer = 3 if kind == "example" else 2
        for one in questions:
            pen.row += 1
            pen.label(pen.row, 1, one.label)
            pen.answer(pen.row, answer, one)
            if kind == "example" and one.key in EXAMPLES:
                pen.words(pen.row, 2, EXAMPLES[one.key])
            if kind == "remark" and one.kind in REMARKS[pen.at]:
                pen.words(pen.row, 3, REMARKS[pen.at][one.kind])
        pen.row += 1

    return lay


def two_pairs(pen: Pen, questions: Sequence[Asked]) -> None:
    """Two pairs in a row, an empty column between them."""
    for at in range(0, len(questions), 2):
        for column, one in zip((1, 4), questions[at : at + 2], strict=False):
            pen.label(pen.row, column, one.label)
            pen.answer(pen.row, column + 1, one)
        pen.row += 1


def below(pen: Pen, questions: Sequence[Asked]) -> None:
    """The answer in the cell under the label."""
    for one in questions:
        pen.label(pen.row, 1, one.label)
        pen.answer(pen.row + 1, 1, one)
        pen.row += 2


def below_pairs(pen: Pen, questions: Sequence[Asked]) -> None:
    """Three labels in a row, their answers in the row under them."""
    for at in range(0, len(questions), 3):
        for column, one in enumerate(questions[at : at + 3], start=1):
            pen.label(pen.row, column, one.label)
            pen.answer(pen.row + 1, column, one)
        pen.row += 3


def one_cell(pen: Pen, questions: Sequence[Asked]) -> None:
    """Label and answer in one cell."""
    for one in questions:
        pen.words(pen.row, 1, f"{one.label.text}: {one.said.text}".rstrip())
        pen.row += 1


def grouped(pen: Pen, questions: Sequence[Asked]) -> None:
    """A merged cell with the group's name, label, answer."""
    top = pen.row
    pen.words(top, 1, "Part")
    beside(2, 3)(pen, questions)
    if pen.row - 1 > top:
        pen.sheet.merge_cells(start_row=top, end_row=pen.row - 1, start_column=1, end_column=1)


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout by its name. ``lines``: labels may have a second line; ``first``, ``second``: columns of specials."""

    name: str
    lay: Lay
    lines: bool = True
    first: int = 1
    second: int = 2
    doubled: bool = False
    """Something else stands there beside the answer, so that reporting it is right, too."""


LAYOUTS = (
    Layout("Excel: A and B", beside(1, 2)),
    Layout("Excel: spacer column", beside(1, 3), second=3),
    Layout("Excel: merged answers", beside(1, 3, merged=6), second=3),
    Layout("Excel: header row", headed("plain")),
    Layout("Excel: example column", headed("example"), second=3, doubled=True),
    Layout("Excel: remarks column", headed("remark")),
    Layout("Excel: two pairs a row", two_pairs),
    Layout("Excel: answer below", below),
    Layout("Excel: answers below, in a row", below_pairs),
    Layout("Excel: one cell", one_cell, lines=False),
    Layout("Excel: labels in C", beside(3, 4), first=3, second=4),
    Layout("Excel: group, label, answer", grouped),
    Layout("Excel: one row for each applicant", beside(1, 2)),
)
