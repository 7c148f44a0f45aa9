"""One sheet, written row by row: title, sentence, table, notes.

Rows go to the file as they are made, so that a large sheet takes little memory; what stands before them in the file
(size, widths, panes) is therefore worked out first.
"""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from cbt_cli.domain.base import say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.figures import grouped
from cbt_cli.domain.languages import current
from cbt_cli.outputs.cells import (
    Content,
    headers,
    link_outside,
    link_within,
    quoted,
    remark,
    sheet_title,
    stored,
    write,
)
from cbt_cli.outputs.looks import Look, Looks, paint
from cbt_cli.outputs.page import FIRST, HEADER, MOST_ROWS, Column, Page, Row, Shown, table_name
from cbt_cli.outputs.printed_page import set_up
from cbt_cli.outputs.widths import lines, width
from cbt_cli.values.countries_shown import country_name, footnotes

_MOST_LINKS = 60_000
"""Excel takes 65,530 links a sheet."""
_LINE = 12.5
"""Height of a line of a value, in points."""
_LARGER = 1.12
"""How much larger the letters of a sentence are than those that widths are counted in."""
_PAGE = 150
"""How wide sentences above and below a table run, in characters: about a landscape A4 page at full size."""


def add_page(book: Workbook, call: Call, page: Page, looks: Looks) -> None:
    """Adds ``page`` to a write-only workbook as its next sheet."""
    _Writing(book.create_sheet(sheet_title(page.title.text)), call, page, looks).write()


class _Writing:
    """One sheet while it is written. ``_row`` is the row that comes next."""

    def __init__(self, sheet: Any, call: Call, page: Page, looks: Looks) -> None:
        self._sheet = sheet
        sheet._values_to_row = _as_they_are
        self._call = call
        self._page = page
        self._looks = looks
        self._rows = page.rows[:MOST_ROWS]
        self._titles = headers([column.title.text for column in page.columns])
        self._wide = [*map(self._width, range(len(page.columns)))]
        self._row = 1
        self._links = 0

    def write(self) -> None:
        """The whole sheet."""
        page, sheet = self._page, self._sheet
        for at, one in enumerate(self._wide, start=1):
            sheet.column_dimensions[get_column_letter(at)].width = round(one, 1)
        # What the officer fills in, and what goes with it, is for the screen.
        printed = next((at for at, column in enumerate(page.columns) if column.entry), len(page.columns))
        set_up(sheet, self._call, page.title.text, header=HEADER, frozen=page.frozen, wide=self._wide[:printed])
        lead, below = self._around()
        last = HEADER + len(self._rows) + len(below)
        if printed < len(page.columns):
            sheet.print_area = f"A1:{get_column_letter(printed)}{last}"
        size = f"A1:{get_column_letter(len(self._wide))}{last}"
        sheet.calculate_dimension = lambda: size  # else readers that trust the stated size find nothing
        self._sentence(page.title.text, Look("title"))
        self._sentence(lead, Look("lead"))
        self._append([], None)
        self._head()
        self._values()
        for text in below:
            self._sentence(text, Look("note"))
        if self._rows:
            self._make_table()
        if page.draw is not None:
            page.draw(sheet)

    def _around(self) -> tuple[str, list[str]]:
        """The sentence above the table, and the texts below it, the first of which is a blank line after rows."""
        page, lead = self._page, self._page.lead.text
        if len(page.rows) > len(self._rows):
            shown, whole = grouped(len(self._rows)), grouped(len(page.rows))
            lead += f" {say('Only the first {shown} of {whole} rows are shown.', shown=shown, whole=whole)}"
        below = [*([] if page.rows else [page.empty.text]), *(note.text for note in page.notes)]
        below += _footnotes(self._call, [lead, *below], page.rows)
        return lead, ["", *below] if page.rows and below else below

    def _width(self, at: int) -> float:
        """The width of a column: what its header's longest word and its values would like, within its bounds."""
        column, title = self._page.columns[at], self._titles[at]
        word = 0 if column.upright else max(width(word) for word in title.split()) + 4.2  # room for the filter's arrow
        wide = max(word, column.narrowest)
        for row in self._rows:
            if wide >= column.widest:
                break
            wide = max(wide, _needed(row[at], column))
        return min(wide, column.widest)

    def _append(self, cells: Sequence[Cell], height: float | None) -> None:
        if height is not None:
            self._sheet.row_dimensions[self._row].height = height
        self._sheet.append(cells)
        self._sheet.row_dimensions.pop(self._row, None)  # it is written
        self._row += 1

    def _cell(self, at: int, value: Content, look: Look) -> Cell:
        cell = Cell(self._sheet, self._row, at)
        self._looks.dress(cell, look)
        write(cell, value)
        return cell

    def _sentence(self, text: str, look: Look) -> None:
        """A text over the width of a page."""
        if not text:
            self._append([], None)
            return
        wide = self._wide
        across = min(sum(total < _PAGE for total in accumulate(wide)) + 1, len(wide))
        if across > 1:
            self._sheet.merged_cells.add(f"A{self._row}:{get_column_letter(across)}{self._row}")
        height = 26 if look.part == "title" else lines(text, sum(wide[:across]) / _LARGER) * 14.5 + 3
        self._append([self._cell(1, text, look)], min(height, 409))

    def _head(self) -> None:
        tall, cells = 20.0, []
        for at, (title, column) in enumerate(zip(self._titles, self._page.columns, strict=True), start=1):
            room = self._wide[at - 1]
            look = Look("header", where=column.where, upright=column.upright, quoted=quoted(title), entry=column.entry)
            cells.append(self._cell(at, title, look))
            tall = max(tall, width(title) * 5.6 + 14 if column.upright else lines(title, room - 2.5) * 13 + 6)
        self._append(cells, min(tall, 160))

    def _values(self) -> None:
        before: object = None
        columns = self._page.columns
        for row in self._rows:
            first = row[0].value if isinstance(row[0], Shown) else row[0]
            begins, before = self._page.grouped and first != before, first
            numbered = enumerate(zip(row, columns, strict=True), start=1)
            cells = [self._value(at, content, column, begins=begins) for at, (content, column) in numbered]
            self._append(cells, _height(row, self._wide))

    def _value(self, at: int, content: Content | Shown, column: Column, *, begins: bool) -> Cell:
        if not isinstance(content, Shown):
            look = Look("value", column.number, column.where, quoted=quoted(content), begins=begins, entry=column.entry)
            return self._cell(at, content, look)
        linked = self._links < _MOST_LINKS and bool(content.sheet or content.address)
        look = Look(
            "value",
            content.number or column.number,
            column.where,
            strong=content.strong,
            link=linked,
            framed=content.framed,
            begins=begins,
            quoted=quoted(content.value),
        )
        cell = self._cell(at, content.value, look)
        if linked and content.sheet is not None:
            link_within(cell, sheet_title(content.sheet.text), content.row)
        elif linked:
            link_outside(cell, content.address)
        self._links += linked
        if content.remark is not None:
            remark(cell, content.remark)
        return cell

    def _make_table(self) -> None:
        """A real table of header and rows, with filters and a name; columns that ask for it are coloured."""
        columns = self._page.columns
        last = FIRST + len(self._rows) - 1
        whole = f"A{HEADER}:{get_column_letter(len(columns))}{last}"
        table = Table(displayName=table_name(self._page.title), ref=whole)
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
        table.autoFilter = AutoFilter(ref=whole)
        table.tableColumns = [TableColumn(id=at, name=stored(one)) for at, one in enumerate(self._titles, start=1)]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "you must add table columns manually": they are
            self._sheet.add_table(table)
        for at, column in enumerate(columns, start=1):
            if column.choices:
                self._choices(f"{get_column_letter(at)}{FIRST}:{get_column_letter(at)}{last}", column)
        for how, group in groupby(enumerate(columns, start=1), key=lambda each: each[1].paint):
            places = [get_column_letter(at) for at, _ in group]
            if how is not None:
                paint(self._sheet, f"{places[0]}{FIRST}:{places[-1]}{last}", how)

    def _choices(self, cells: str, column: Column) -> None:
        """A list to choose from in every cell of a column."""
        choices = [choice.text for choice in column.choices]
        listed = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
        listed.errorTitle = column.title.text
        listed.error = say("There is: {choices}", choices=", ".join(choices)).text
        listed.add(cells)
        self._sheet.data_validations.append(listed)


def _as_they_are(cells: Sequence[Cell], _row: int) -> Sequence[Cell]:
    """The cells of a row, which know their places: openpyxl would make each anew, for a quarter of the whole time."""
    return cells


def _height(row: Row, wide: Sequence[float]) -> float:
    """The height that a row needs for its texts, in points; Excel has none of more than 409."""
    most = 1
    for content, room in zip(row, wide, strict=True):
        value = content.value if isinstance(content, Shown) else content
        if isinstance(value, str) and (len(value) * 1.6 > room or "\n" in value):
            most = max(most, lines(value, room - 1))
    return min(most * _LINE + 3, 409)


def _needed(content: Content | Shown, column: Column) -> float:
    """The width that a value would like to have."""
    value, number = (content.value, content.number) if isinstance(content, Shown) else (content, None)
    number = number or column.number
    if value is None:
        return 0
    if isinstance(value, str):
        return width(value) + 3
    if isinstance(value, dt.date):
        return len(number) + 3
    return len(f"{value:,.2f}" if "#,##0.00" in number else str(value)) + number.count('"') * 2 + 2


def _texts(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        for content in row:
            value = content.value if isinstance(content, Shown) else content
            if isinstance(value, str):
                yield value


def _footnotes(call: Call, around: Sequence[str], rows: Iterable[Row]) -> list[str]:
    """The footnotes of the countries that the sheet names, in whatever words they came to stand there."""
    names = {code: country_name(code, call, current()).rstrip("*").casefold() for code in call.countries.footnotes}
    found: set[str | None] = set()
    for text in (*around, *set(_texts(rows))):
        folded = text.casefold()
        found.update(code for code, name in names.items() if name in folded)
        if len(found) == len(names):
            break
    return footnotes(found, call, current())
