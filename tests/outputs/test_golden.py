"""The report and the workbooks of the sample call, compared by content with those that were looked at and found good.

What changes by itself (digests, versions, how long something took) is left out. After a wanted change ``make golden``
writes them anew; the difference is then read in the commit.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from docx.table import Table
from lxml import html
from made_samples import HAND, SAMPLES, ingested
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from cbt_cli.calls import load_call
from cbt_cli.domain.matching import WhatIf
from cbt_cli.stages.assigning import Wanted, assign_mentors
from cbt_cli.stages.reporting import report
from cbt_cli.stages.validating import validating

GOLDEN = Path(__file__).parents[1] / "golden"
BY_ITSELF = re.compile(r"\b[0-9a-f]{12,64}\b|\b\d+\.\d+\.\d+\b|\b\d+(?:\.\d+)? m?s\b")
"""Digests, versions, durations."""
LONGEST = 240
ENDS = ("h1", "h2", "h3", "h4", "p", "li", "dt", "dd", "th", "td", "caption", "summary", "text", "title", "label")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a call that went the whole way, by one officer at one instant."""
    folder = tmp_path_factory.mktemp("golden")
    call = load_call(SAMPLES / "call.toml")
    register = ingested(folder, call)
    with validating(register, call, HAND, output=folder / "validation.xlsx"):
        pass
    wanted = Wanted(WhatIf(), final=True)
    assign_mentors(register, call, HAND, SAMPLES / "mentees.xlsx", folder / "assignments.xlsx", wanted)
    report(register, call, folder / "report.html", anonymised=False)
    report(register, call, folder / "report.docx", in_word=True)
    return folder


def page(path: Path) -> Iterator[str]:
    """The text of every block of a page, in order, with what a script reads out of it."""
    for one in html.parse(str(path)).getroot().iter(*ENDS, "script"):
        data = one.tag == "script" and "json" in one.get("type", "")
        if data or (one.tag != "script" and not any(True for _ in one.iterdescendants(*ENDS))):
            yield f"{one.tag}: {' '.join(''.join(one.itertext()).split())}"


def document(path: Path) -> Iterator[str]:
    """Every paragraph with its style, and every row of a table, in order."""
    for block in Document(str(path)).iter_inner_content():
        if isinstance(block, Table):
            yield from (" | ".join(cell.text.replace("\n", " / ") for cell in row.cells) for row in block.rows)
        elif block.text:
            yield f"{block.style.name if block.style else ''}: {block.text}"


def workbook(path: Path) -> Iterator[str]:
    """Every sheet with its set-up, and every cell that holds something."""
    for sheet in load_workbook(path).worksheets:
        yield f"== {sheet.title}, {sheet.dimensions}, frozen at {sheet.freeze_panes}"
        yield from set_up(sheet)
        for row in sheet.iter_rows():
            cells = [f"{cell.coordinate}={cell.value!r}" for cell in row if cell.value is not None]
            if cells:
                yield " ".join(cells)


def set_up(sheet: Worksheet) -> Iterator[str]:
    """Tables, what colours cells, lists to choose from, and what is printed on every page."""
    yield from (f"table {table.name} {table.ref}" for table in sheet.tables.values())
    yield from (f"coloured {one.sqref}" for one in sheet.conditional_formatting)
    yield from (f"list {one.sqref} {one.formula1}" for one in sheet.data_validations.dataValidation)
    yield f"printed {sheet.print_title_rows} {sheet.page_setup.orientation}"


def short(line: str) -> str:
    """A line that is too long to be read is cut, with a digest of all of it."""
    return line if len(line) <= LONGEST else f"{line[:LONGEST]} … {hashlib.sha256(line.encode()).hexdigest()[:8]}"


@pytest.mark.parametrize("name", ["report.html", "report.docx", "assignments.xlsx", "validation.xlsx"])
def test_it_says_what_it_said(made: Path, name: str) -> None:
    """Line by line, so that a difference shows where it is."""
    lines = {".html": page, ".docx": document, ".xlsx": workbook}[Path(name).suffix](made / name)
    found = "".join(f"{short(BY_ITSELF.sub('…', line))}\n" for line in lines)
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(found, "utf-8")
    assert found.splitlines() == golden.read_text("utf-8").splitlines()
