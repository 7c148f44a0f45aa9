"""A workbook that the officer filled, as cells: opened within limits, values as they were last computed."""

from __future__ import annotations

import datetime as dt
import io
import math
import warnings
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from cbt_cli.domain.base import say
from cbt_cli.errors import CbtError
from cbt_cli.values.plain_text import folded_lines, visible

LARGEST, UNPACKED, ROWS, CELLS = 30_000_000, 300_000_000, 100_000, 500_000
"""Bytes of the file and of its parts, rows and filled cells of a sheet, at most: a thousand times an honest one's."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SAVE_AGAIN = say("Open it in Excel or LibreOffice, save it as .xlsx under another name, and name that file.")
_BROKEN = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError,
    SyntaxError, EOFError, NotImplementedError, RuntimeError, OSError,
)  # fmt: skip
"""What the library raises over damaged workbooks (``SyntaxError`` is that of the XML parser)."""

Content = str | bool | int | float | dt.datetime | dt.date | dt.time | dt.timedelta | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that is not empty. ``lost``: a formula whose value was never computed, or an error such as ``#N/A``."""

    at: str
    value: Content = None
    lost: bool = False

    @property
    def text(self) -> str | None:
        """What stands in it as text, line breaks kept; ``None`` where nothing does."""
        value = self.value
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, float | int):
            return str(int(value)) if math.isfinite(value) and value == int(value) else str(value)
        if isinstance(value, str):
            return folded_lines(value) or None
        return None if value is None else str(value)

    @property
    def number(self) -> Decimal | None:
        """The number in it, if it holds one as such."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float) or not math.isfinite(self.value):
            return None
        return Decimal(str(self.value))


Row = dict[int, Cell]
"""Column (from 1) → cell, empty ones left out."""
Sheets = dict[str, dict[int, Row]]
"""Title → row (from 1) → its cells."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be opened: its file name as shown, and the error that says why it cannot be."""

    shown: str
    error: type[CbtError]


def open_book(data: bytes, name: str, error: type[CbtError]) -> Sheets:
    """The sheets of a workbook, in its order. Raises ``error`` for anything that cannot be read as one."""
    wanted = Wanted(visible(name), error)
    if len(data) > LARGEST:
        raise error(say("{file} is too large ({bytes} bytes).", file=wanted.shown, bytes=f"{len(data):,}"), SAVE_AGAIN)
    _refuse_others(data, wanted)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that the library does not keep; nothing is written back
            _refuse_document_types(data)
            shown_values, formulas = _grids(data, values=True), _grids(data, values=False)
            _refuse_lost_sheets(data, formulas)
    except _TooLargeError as large:
        raise error(say("{file} is too large: {why}.", file=wanted.shown, why=large), SAVE_AGAIN) from large
    except _BROKEN as broken:
        raise error(
            say("{file} is damaged and cannot be read as a workbook.", file=wanted.shown), SAVE_AGAIN
        ) from broken
    return {
        title: {at: row for at in rows if (row := _merged(at, shown_values[title].get(at, {}), rows[at]))}
        for title, rows in formulas.items()
    }


class _TooLargeError(Exception):
    """The workbook is beyond what is read."""


def _refuse_others(data: bytes, wanted: Wanted) -> None:
    """Says what the file is, if it is no workbook in today's format."""
    shown, error = wanted.shown, wanted.error
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise error(
                say("{file} is protected with a password.", file=shown), say("Take the password off and save it again.")
            )
        raise error(say("{file} is in the format of Excel 97–2003.", file=shown), SAVE_AGAIN)
    if not data.startswith(b"PK"):
        raise error(say("{file} is no Excel workbook.", file=shown), say("Name the .xlsx file."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as broken:
        raise error(say("{file} is damaged and cannot be read as a workbook.", file=shown), SAVE_AGAIN) from broken
    names = {member.filename for member in members}
    if sum(member.file_size for member in members) > UNPACKED:
        raise error(say("{file} is too large once unpacked.", file=shown), SAVE_AGAIN)
    if "content.xml" in names and "mimetype" in names:
        raise error(say("{file} is in OpenDocument format.", file=shown), SAVE_AGAIN)
    if not any(name.lower().endswith("workbook.xml") for name in names):
        word = say("{file} is a Word document.", file=shown)
        other = say("{file} is no Excel workbook.", file=shown)
        raise error(word if "word/document.xml" in names else other, say("Name the .xlsx file."))


def _grids(data: bytes, *, values: bool) -> dict[str, dict[int, dict[int, tuple[Content, str]]]]:
    """Title → row → column → (content, type), of formulas the ``values`` that were last computed."""
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=values, keep_links=False)
    try:
        found = {}
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what the file says of its own size may be wrong
            found[sheet.title] = _rows(sheet.iter_rows)
        return found
    finally:
        book.close()


def _refuse_document_types(data: bytes) -> None:
    """No spreadsheet program writes a DOCTYPE; whoever does hides something behind entities."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.infolist():
            if member.filename.lower().endswith((".xml", ".rels")):
                with archive.open(member) as part:
                    if b"<!DOCTYPE" in part.read(4_000):
                        raise ValueError("a document type")


def _refuse_lost_sheets(data: bytes, read: Collection[str]) -> None:
    """A sheet that the workbook lists and that is not there: the library passes it over in silence."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = next(name for name in archive.namelist() if name.lower().endswith("workbook.xml"))
        root = etree.fromstring(archive.read(part), etree.XMLParser(resolve_entities=False, no_network=True))
    if not {one.get("name") for one in root.iter("{*}sheet")} <= set(read):
        raise ValueError("a sheet is missing")


def _rows(rows: Callable[[], Iterator[tuple[object, ...]]]) -> dict[int, dict[int, tuple[Content, str]]]:
    found: dict[int, dict[int, tuple[Content, str]]] = {}
    filled = 0
    for at, row in enumerate(rows(), start=1):
        if at > ROWS:
            raise _TooLargeError(say("it has more than {rows} rows", rows=f"{ROWS:,}"))
        cells = {
            column: (cell.value, cell.data_type)  # type: ignore[attr-defined]  # the stubs do not know read-only cells
            for column, cell in enumerate(row, start=1)
            if getattr(cell, "value", None) is not None
        }
        filled += len(cells)
        if filled > CELLS:
            raise _TooLargeError(say("it has more than {cells} filled cells", cells=f"{CELLS:,}"))
        if cells:
            found[at] = cells
    return found


def _merged(at: int, shown: dict[int, tuple[Content, str]], written: dict[int, tuple[Content, str]]) -> Row:
    """A row's cells: of formulas what they showed."""
    row: Row = {}
    for column, (content, kind) in written.items():
        where = f"{get_column_letter(column)}{at}"
        value, shown_kind = shown.get(column, (None, "n")) if kind == "f" else (content, kind)
        lost = shown_kind == "e" or (kind == "f" and value is None)
        if lost or not (isinstance(value, str) and not value.strip()):
            row[column] = Cell(where, value, lost)
    return row
