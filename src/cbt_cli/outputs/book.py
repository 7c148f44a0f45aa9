"""How every workbook of the house looks: a title, a sentence, one real table a sheet, its notes, and a page set-up.

The table's header stands in row ``HEADER`` of every sheet, its first row in ``FIRST``; the table carries the sheet's
title without spaces as its name, so that other tools find it.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, groupby

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from cbt_cli import __version__
from cbt_cli.domain.calls import Call
from cbt_cli.outputs.cells import (
    Content,
    headers,
    link_outside,
    link_within,
    one_line,
    remark,
    write,
)
from cbt_cli.outputs.looks import FONT, Look, Looks, Paint, Where, paint
from cbt_cli.outputs.printed_page import set_up
from cbt_cli.outputs.safe_file import workbook_bytes
from cbt_cli.outputs.widths import lines, width
from cbt_cli.values.countries_shown import country_name, footnotes

HEADER = 4
FIRST = HEADER + 1
MOST_ROWS = 200_000
"""Rows that a sheet shows at most (Excel itself: 1,048,576); what is left out is said above the table."""
_MOST_LINKS = 60_000
"""Excel takes 65,530 links a sheet."""
_LINE = 12.5
"""Height of a line of a value, in points."""
_PAGE = 150
"""How wide sentences above and below a table run, in characters: about a landscape A4 page at full size."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its header, its bounds of width in characters, how its values are shown."""

    title: str
    widest: float = 24
    narrowest: float = 7
    number: str = "General"
    where: Where = "left"
    paint: Paint | None = None
    upright: bool = False
    """The header is written upwards."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A value with what goes with it in its cell: where it leads, a remark, emphasis, a number format of its own."""

    value: Content
    sheet: str | None = None
    row: int = FIRST
    address: str | None = None
    remark: str | None = None
    framed: bool = False
    strong: bool = False
    number: str | None = None


Row = Sequence[Content | Shown]


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: what it is called and says, its table, what is said where that is empty, and what stands below it."""

    title: str
    lead: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    empty: str = "Nothing to show."
    frozen: int = 1
    """How many columns stay when one scrolls to the right."""
    notes: tuple[str, ...] = ()
    grouped: bool = False
    """Rows that begin with the same value belong together."""


def workbook_of(call: Call, subject: str, pages: Iterable[Page]) -> bytes:
    """The workbook of these pages as a file, with the properties of a document of the call."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = one_line(f"{call.call.title.en} – {subject}")
    book.properties.subject = one_line(subject)
    book.properties.creator = f"cbt {__version__}"
    book.properties.keywords = call.id
    book.properties.category = one_line(call.call.programme)
    book._named_styles["Normal"].font = Font(name=FONT, size=10)  # type: ignore[attr-defined]
    looks = Looks()
    for page in pages:
        _add(book, call, page, looks)
    return workbook_bytes(book)


def opens(data: bytes) -> None:
    """Raises unless ``data`` is a workbook whose parts are whole and whose sheets can be read."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        broken = package.testzip()
    if broken is not None:
        raise zipfile.BadZipFile(broken)
    book = load_workbook(io.BytesIO(data), read_only=True)
    for sheet in book.worksheets:
        next(sheet.iter_rows(min_row=HEADER, max_row=HEADER))
    book.close()


def _add(book: Workbook, call: Call, page: Page, looks: Looks) -> None:
    sheet = book.create_sheet(page.title)
    titles = headers([column.title for column in page.columns])
    rows = [[one if isinstance(one, Shown) else Shown(one) for one in row] for row in page.rows[:MOST_ROWS]]
    wide = _widths(page, titles, rows)
    for at, one in enumerate(wide, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = round(one, 1)
    _head(sheet, page, titles, wide, looks)
    links, before = 0, None
    for number, row in enumerate(rows, start=FIRST):
        begins, before = page.grouped and row[0].value != before, row[0].value
        for at, (shown, column) in enumerate(zip(row, page.columns, strict=True), start=1):
            linked = links < _MOST_LINKS and bool(shown.sheet or shown.address)
            links += linked
            _put(_cell(sheet, number, at), shown, column, looks, linked=linked, begins=begins)
        sheet.row_dimensions[number].height = _height(row, wide)
    if rows:
        _make_table(sheet, page, len(rows))
    _around(sheet, call, page, wide, looks)
    set_up(sheet, call, page.title, header=HEADER, columns=len(wide), frozen=page.frozen, wide=sum(wide))


def _widths(page: Page, titles: Sequence[str], rows: Sequence[Sequence[Shown]]) -> list[float]:
    """The width of each column: what its header's longest word and its values would like, within its bounds."""
    wide = []
    for at, (title, column) in enumerate(zip(titles, page.columns, strict=True)):
        word = 0 if column.upright else max(width(word) for word in title.split()) + 4.2  # room for the filter's arrow
        values = (_needed(row[at].value, row[at].number or column.number) for row in rows)
        wide.append(min(max(word, column.narrowest, *values), column.widest))
    return wide


def _head(sheet: Worksheet, page: Page, titles: Sequence[str], wide: Sequence[float], looks: Looks) -> None:
    tall = 20.0
    for at, (title, column, room) in enumerate(zip(titles, page.columns, wide, strict=True), start=1):
        cell = _cell(sheet, HEADER, at)
        looks.dress(cell, Look("header", where=column.where, upright=column.upright))
        write(cell, title)
        tall = max(tall, width(title) * 5.6 + 14 if column.upright else lines(title, room - 2.5) * 13 + 6)
    sheet.row_dimensions[HEADER].height = min(tall, 160)


def _height(row: Sequence[Shown], wide: Sequence[float]) -> float:
    """The height that a row needs for its texts, in points; Excel has none of more than 409."""
    texts = (
        lines(shown.value, room - 1) for shown, room in zip(row, wide, strict=True) if isinstance(shown.value, str)
    )
    return min(max(texts, default=1) * _LINE + 3, 409)


def _put(cell: Cell, shown: Shown, column: Column, looks: Looks, *, linked: bool, begins: bool) -> None:
    look = Look(
        "value",
        number=shown.number or column.number,
        where=column.where,
        strong=shown.strong,
        link=linked,
        framed=shown.framed,
        begins=begins,
    )
    looks.dress(cell, look)
    write(cell, shown.value)
    if linked and shown.sheet is not None:
        link_within(cell, shown.sheet, shown.row)
    elif linked:
        link_outside(cell, shown.address)
    if shown.remark is not None:
        remark(cell, shown.remark)


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell), "nothing is merged before it is written"  # noqa: S101 - for the type checker
    return cell


def _needed(value: Content, number: str) -> float:
    """The width that a value would like to have."""
    if value is None:
        return 0
    if isinstance(value, str):
        return width(value) + 3
    if isinstance(value, dt.date):
        return len(number) + 3
    return len(f"{value:,.2f}" if "#,##0.00" in number else str(value)) + number.count('"') * 2 + 2


def _make_table(sheet: Worksheet, page: Page, rows: int) -> None:
    """Makes a real table of header and rows, with filters and a name, and colours the columns that ask for it."""
    last = FIRST + rows - 1
    whole = f"A{HEADER}:{get_column_letter(len(page.columns))}{last}"
    table = Table(displayName="".join(page.title.split()), ref=whole)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)
    numbered = enumerate(page.columns, start=1)
    for how, group in groupby(numbered, key=lambda each: each[1].paint):
        places = [get_column_letter(at) for at, _ in group]
        if how is not None:
            paint(sheet, f"{places[0]}{FIRST}:{places[-1]}{last}", how)


def _around(sheet: Worksheet, call: Call, page: Page, wide: Sequence[float], looks: Looks) -> None:
    """Title and sentence above the table, notes and footnotes below it, each over the width of a page."""
    lead = page.lead
    if len(page.rows) > MOST_ROWS:
        lead = f"{lead} Only the first {MOST_ROWS:,} of {len(page.rows):,} rows are shown."
    below = [*([] if page.rows else [page.empty]), *page.notes]
    below += _footnotes(call, chain([lead], below, _texts(page.rows)))
    _sentence(sheet, 1, page.title, Look("title"), wide, looks)
    _sentence(sheet, 2, lead, Look("lead"), wide, looks)
    first = FIRST + len(page.rows[:MOST_ROWS]) + bool(page.rows)
    for row, text in enumerate(below, start=first):
        _sentence(sheet, row, text, Look("note"), wide, looks)


def _sentence(sheet: Worksheet, row: int, text: str, look: Look, wide: Sequence[float], looks: Looks) -> None:
    cell = _cell(sheet, row, 1)
    looks.dress(cell, look)
    write(cell, text)
    across = min(sum(total < _PAGE for total in accumulate(wide)) + 1, len(wide))
    if across > 1:
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=across)
    sheet.row_dimensions[row].height = 26 if look.part == "title" else lines(text, sum(wide[:across])) * 14.5 + 3


def _texts(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        for content in row:
            value = content.value if isinstance(content, Shown) else content
            if isinstance(value, str):
                yield value


def _footnotes(call: Call, texts: Iterable[str]) -> list[str]:
    """The footnotes of the countries that the sheet names, in whatever words they came to stand there."""
    names = {code: country_name(code, call).rstrip("*").casefold() for code in call.countries.footnotes}
    found: set[str | None] = set()
    for text in texts:
        folded = text.casefold()
        found.update(code for code, name in names.items() if name in folded)
        if len(found) == len(names):
            break
    return footnotes(found, call)
