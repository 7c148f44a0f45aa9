"""How long a form takes to read, beside what other libraries take for the same file, as ratios in one run.

The floor is ``zipfile`` and ``lxml.etree.iterparse`` over the parts that hold the text, and nothing else. In each round
the floor is measured right before and after each reader, and what counts is the median over the rounds of CPU time
over CPU time. The bars: our tree at most 2.0 times the floor for Word and 3.0 for Excel, memory at most 20 times the
inflated parts. A library that is not installed is left out, and said (``make extras`` brings them).
"""

from __future__ import annotations

import gc
import importlib
import io
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from lxml import etree

sys.path.insert(0, str(Path(__file__).parent))

from made_forms import excel_form, word_form

Reader = Callable[[bytes], object]
PARTS = {
    "Word": ["word/document.xml"],
    "Excel": ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"],
}
BARS = {"Word": 2.0, "Excel": 3.0}
MEMORY_BAR = 20.0
ROUNDS = 40
SLOW = 0.05
"""Seconds from which a reader is measured in a quarter of the rounds."""
OURS = "cbt: the tree"


def main() -> int:
    """Prints both tables; leaves with 1 if a bar is missed."""
    missed = False
    for kind, data in (("Word", word_form()), ("Excel", excel_form())):
        ratios = _measured(kind, data, _readers(kind))
        print(f"\n{kind}: {', '.join(PARTS[kind])}; ratio to the floor, median of CPU time")
        for name, ratio in sorted(ratios.items(), key=lambda one: one[1]):
            print(f"  {name:34} {ratio:8.2f}")
        memory, large = _memory(kind, 1), _memory(kind, 20)
        if memory is not None and large is not None:
            print(f"  memory of {OURS}: {memory:.1f} times the parts; {large:.1f} for a form 20 times as large")
        missed = missed or ratios[OURS] > BARS[kind] or (memory or 0.0) > MEMORY_BAR
        print(f"  bars: {BARS[kind]:.1f} for {OURS}, {MEMORY_BAR:.0f} times the parts in memory")
    return int(missed)


def _measured(kind: str, data: bytes, readers: dict[str, Reader]) -> dict[str, float]:
    """Reader → its CPU time over the floor's."""

    def floor() -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in PARTS[kind]:
                with archive.open(part) as stream:
                    for _ in etree.iterparse(stream):
                        pass

    def seconds(act: Callable[[], object]) -> float:
        begun = time.process_time()
        act()
        return time.process_time() - begun

    gc.collect()
    ratios: dict[str, list[float]] = {name: [] for name in readers}
    takes = {name: [seconds(lambda read=read: read(data)) for _ in range(2)][1] for name, read in readers.items()}
    for at in range(ROUNDS):
        for name, read in readers.items():
            if takes[name] < SLOW or at % 4 == 0:
                before = seconds(floor)
                own = seconds(lambda read=read: read(data))
                ratios[name].append(2 * own / (before + seconds(floor)))
    return {name: statistics.median(found) for name, found in ratios.items()}


def _readers(kind: str) -> dict[str, Reader]:
    """The readers of a kind that can be had here; the others are named."""
    found: dict[str, Reader] = {}
    for name, load in (_WORD if kind == "Word" else _EXCEL).items():
        try:
            found[name] = load()
        except ImportError as missing:
            print(f"left out: {name} ({missing})")
    return found


def _tree() -> Reader:
    docx, xlsx = importlib.import_module("cbt_cli.forms.docx"), importlib.import_module("cbt_cli.forms.xlsx")
    package = importlib.import_module("cbt_cli.forms.package")

    def read(data: bytes) -> object:
        opened = package.open_package(data)
        return (docx.read_docx if "word/document.xml" in opened else xlsx.read_xlsx)(opened)

    return read


def _form() -> Reader:
    call = importlib.import_module("cbt_cli.calls").load_call()
    read_form = importlib.import_module("cbt_cli.forms").read_form
    return lambda data: read_form(data, call)


def _python_docx() -> Reader:
    docx = importlib.import_module("docx")
    return lambda data: [
        cell.text for table in docx.Document(io.BytesIO(data)).tables for row in table.rows for cell in row.cells
    ]


def _docx2python() -> Reader:
    read = importlib.import_module("docx2python").docx2python

    def text(data: bytes) -> object:
        with read(io.BytesIO(data)) as document:
            return document.text

    return text


def _mammoth() -> Reader:
    mammoth = importlib.import_module("mammoth")
    return lambda data: mammoth.convert_to_html(io.BytesIO(data)).value


def _markitdown(ending: str) -> Reader:
    markitdown = importlib.import_module("markitdown")
    reader = markitdown.MarkItDown()
    info = markitdown.StreamInfo(extension=ending)
    return lambda data: reader.convert_stream(io.BytesIO(data), stream_info=info).markdown


def _openpyxl() -> Reader:
    openpyxl = importlib.import_module("openpyxl")
    return lambda data: [
        cell.value
        for sheet in openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        for row in sheet.iter_rows()
        for cell in row
    ]


def _pandas() -> Reader:
    pandas = importlib.import_module("pandas")
    return lambda data: pandas.read_excel(io.BytesIO(data), sheet_name=None, header=None)


_OURS: dict[str, Callable[[], Reader]] = {OURS: _tree, "cbt: read_form": _form}
_WORD = _OURS | {
    "python-docx, row.cells": _python_docx,
    "docx2python": _docx2python,
    "mammoth": _mammoth,
    "markitdown": lambda: _markitdown(".docx"),
}
_EXCEL = _OURS | {
    "openpyxl, normal": _openpyxl,
    "pandas.read_excel": _pandas,
    "markitdown": lambda: _markitdown(".xlsx"),
}
_GROWTH = """
import gc, pathlib, re, sys
sys.path.insert(0, sys.argv[1])
from reading import _tree
def held(what):
    return int(re.search(what + r":\\s*(\\d+)", pathlib.Path("/proc/self/status").read_text())[1]) * 1024
read, other, data = _tree(), int(sys.argv[2]), sys.stdin.buffer.read()
read(data[:other])
gc.collect()
before = held("VmRSS")
kept = read(data[other:])
print(held("VmHWM") - before)
"""
"""A process of its own reads a form of the other kind, so that all is loaded, then this one, and tells by how much the
highest memory that it ever held lies over what it held before (Linux tells)."""


def _memory(kind: str, times: int) -> float | None:
    """By how much a process grows when it reads a form ``times`` as large, over the inflated parts."""
    make, other = (word_form, excel_form()) if kind == "Word" else (excel_form, word_form())
    data = make(times)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        inflated = sum(archive.getinfo(part).file_size for part in PARTS[kind])
    command: Sequence[str] = [sys.executable, "-c", _GROWTH, str(Path(__file__).parent), str(len(other))]
    with suppress(subprocess.CalledProcessError):
        told = subprocess.run(command, check=True, capture_output=True, input=other + data).stdout
        return int(told) / inflated
    return None


if __name__ == "__main__":
    sys.exit(main())
