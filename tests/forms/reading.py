"""What the form reader makes of a document, in short: ``entries`` and ``answers`` as plain values."""

from __future__ import annotations

from functools import lru_cache

from openpyxl import Workbook
from tests.forms.excel import saved

from cbt_cli.calls import load_call
from cbt_cli.domain.calls import Call
from cbt_cli.domain.forms import FilledForm
from cbt_cli.forms import read_form


@lru_cache
def the_call() -> Call:
    """The built-in call."""
    return load_call(None)


def read(data: bytes) -> FilledForm:
    """The file as read against the built-in call."""
    return read_form(data, the_call())


def entries(data: bytes) -> list[tuple[str, str | bool | None]]:
    """Label and value of every entry."""
    return [(one.label, one.value) for one in read(data).entries]


def fields(data: bytes) -> dict[str, str | bool | None]:
    """Question key → value, for entries that are no option of a list."""
    return {one.field: one.value for one in read(data).entries if one.field and one.group is None}


def ticked(data: bytes) -> dict[str, list[str]]:
    """Group → the options that are ticked."""
    found: dict[str, list[str]] = {}
    for one in read(data).entries:
        if one.group is not None and isinstance(one.value, bool):
            found.setdefault(one.group, []).extend([one.label] if one.value else [])
    return found


def sheet(*rows: tuple[object, ...]) -> bytes:
    """A workbook with one sheet of these rows, starting at A1."""
    book = Workbook()
    page = book.worksheets[0]
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            if value is not None:
                page.cell(row, column, value)
    return saved(book)
