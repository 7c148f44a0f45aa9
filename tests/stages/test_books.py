"""The officer's workbooks are opened in a worker: the same cells come back, and a hostile one costs a sentence."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from cbt_cli.calls import load_call
from cbt_cli.domain.calls import Call
from cbt_cli.errors import NeedsError, WorkbookError
from cbt_cli.stages.books import open_apart
from cbt_cli.values.officers_book import open_book

CALL = load_call()
VALUES = [
    "=1+1", "a\nb", "é\u202e", 1, 2.5, -1e300, True, False, dt.datetime(2019, 3, 15, 23, 59, 59),  # noqa: DTZ001 - a cell has no zone
    dt.time(9, 5),
    dt.timedelta(days=1, seconds=5, microseconds=7_000), "#N/A", None, " ",
]  # fmt: skip


def saved(book: Workbook, path: Path) -> Path:
    """Where the workbook was written."""
    book.save(path)
    return path


def limited(**limits: float) -> Call:
    """The built-in call with other limits."""
    return CALL.model_copy(update={"limits": CALL.limits.model_copy(update=limits)})


def test_a_workbook_is_the_same_in_a_worker(tmp_path: Path) -> None:
    """Every type of cell, formulas and errors, on several sheets, one of them empty."""
    book = Workbook()
    for at, value in enumerate(VALUES, start=1):
        book.worksheets[0].cell(at, 1 + at % 3, value)
    book.create_sheet("Empty")
    book.create_sheet("É 2")["ZZ900"] = 7
    path = saved(book, tmp_path / "b.xlsx")
    here = open_book(path.read_bytes(), path.name, NeedsError)
    assert len(here) == 3
    assert sum(len(row) for row in here["Sheet"].values()) >= len(VALUES) - 2
    assert open_apart(path, CALL, NeedsError) == here


def test_what_is_no_workbook_is_refused_by_the_error_asked_for(tmp_path: Path) -> None:
    """The worker's sentence and hint reach the officer, with a name that cannot move the screen."""
    path = tmp_path / "a\u202eb.xlsx"
    path.write_bytes(b"hello")
    with pytest.raises(WorkbookError, match="is no Excel workbook") as caught:
        open_apart(path, CALL, WorkbookError)
    assert "\u202e" not in caught.value.message
    assert caught.value.hint


def test_a_workbook_that_costs_too_much_is_a_sentence(tmp_path: Path) -> None:
    """A sheet that takes its reader for ever ends with the limit of the call file, not with the officer's patience."""
    book = Workbook()
    book.worksheets[0]["A1"] = 1
    path = saved(book, tmp_path / "b.xlsx")
    stream = io.BytesIO()
    row = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (at, at) for at in range(1, 99_000))
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            made = sheet + row + b"</sheetData></worksheet>" if name.endswith("sheet1.xml") else old.read(name)
            new.writestr(name, made)
    path.write_bytes(stream.getvalue())
    with pytest.raises(NeedsError, match=r"b\.xlsx cannot be read: .*longer than") as caught:
        open_apart(path, limited(seconds=0.5), NeedsError)
    assert caught.value.hint


def test_a_workbook_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    """Who asked says which workbook it was to be."""
    with pytest.raises(FileNotFoundError):
        open_apart(tmp_path / "none.xlsx", CALL, NeedsError)
