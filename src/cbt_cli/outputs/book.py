"""A workbook of pages, as a file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from cbt_cli import __version__
from cbt_cli.domain.base import Sentence
from cbt_cli.domain.calls import Call
from cbt_cli.domain.languages import current
from cbt_cli.outputs.cells import one_line
from cbt_cli.outputs.looks import FONT, Looks
from cbt_cli.outputs.page import HEADER, Page
from cbt_cli.outputs.safe_file import workbook_bytes
from cbt_cli.outputs.written_page import add_page


def workbook_of(call: Call, subject: Sentence, pages: Iterable[Page]) -> bytes:
    """The workbook of these pages as a file, with the properties of a document of the call."""
    book = Workbook(write_only=True)
    book.properties.title = one_line(f"{call.call.title.of(current())} – {subject}")
    book.properties.subject = one_line(subject.text)
    book.properties.creator = f"cbt {__version__}"
    book.properties.keywords = call.id
    book.properties.category = one_line(call.call.programme)
    book._named_styles["Normal"].font = Font(name=FONT, size=10)  # type: ignore[attr-defined]
    looks = Looks()
    for page in pages:
        add_page(book, call, page, looks)
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
