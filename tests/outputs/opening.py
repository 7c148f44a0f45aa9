"""Workbooks read back as other programs read them."""

from __future__ import annotations

import io
import shutil
import subprocess
import warnings
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

HEADER = 4
SSML = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheets(data: bytes) -> dict[str, Worksheet]:
    """The sheets as openpyxl reads them."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Unknown extension|Conditional Formatting ext")  # of LibreOffice's own making
        return {sheet.title: sheet for sheet in load_workbook(io.BytesIO(data)).worksheets}


def table(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows of the sheet's table, header → value; an empty sheet has no table and gives no rows."""
    if not sheet.tables:
        return []
    (only,) = sheet.tables.values()
    header, *rows = ([cell.value for cell in row] for row in sheet[only.ref])
    return [dict(zip(header, row, strict=True)) for row in rows]


def header(sheet: Worksheet) -> list[str]:
    """The header row, which stands in the same place whether or not there is a table."""
    return [cell.value for cell in sheet[HEADER] if cell.value is not None]


def below(sheet: Worksheet) -> list[str]:
    """What is said below the table."""
    (first,) = sheet.tables.values() or (None,)
    last = HEADER if first is None else int(first.ref.rpartition(":")[2].strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    return [row[0] for row in sheet.iter_rows(min_row=last + 1, max_col=1, values_only=True) if row[0] is not None]


def by_calamine(data: bytes) -> dict[str, list[list[Any]]]:
    """Every sheet as calamine reads it."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def by_libreoffice(data: bytes, folder: Path) -> bytes:
    """The workbook as LibreOffice opens it and saves it again; the test is skipped where there is no LibreOffice."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    source, saved = folder / "in.xlsx", folder / "saved"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(saved), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (saved / "in.xlsx").read_bytes()


def formulas(data: bytes) -> list[str]:
    """Every formula of every cell, and every text that a spreadsheet would run: there must be none."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        return [node.text or "" for name in parts for node in etree.fromstring(package.read(name)).iter(f"{SSML}f")]
