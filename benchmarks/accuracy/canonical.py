"""The project's own blank forms, filled in: in their controls and cells, or typed over them in every other way."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

from benchmarks.accuracy import wordml
from benchmarks.accuracy.filled import Asked, Filled
from benchmarks.accuracy.layouts_docx import Hand
from benchmarks.accuracy.layouts_xlsx import Pen
from benchmarks.accuracy.spellings import Said
from benchmarks.accuracy.wordml import r
from lxml import etree
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook

from cbt_cli.domain.calls import Call, QuestionKind
from cbt_cli.outputs.form_docx import form_docx
from cbt_cli.outputs.form_xlsx import form_xlsx

_W = wordml.NAMES["w"]
_W14 = wordml.NAMES["w14"]
_SPACES = {"w": _W, "w14": _W14}


def docx(hand: Hand, filled: Filled, call: Call) -> bytes:
    """The canonical Word form, filled in."""
    with zipfile.ZipFile(io.BytesIO(_forms(call, filled.at, "docx"))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    controls = {one.find("w:sdtPr/w:tag", _SPACES).get(f"{{{_W}}}val"): one for one in root.iter(f"{{{_W}}}sdt")}  # type: ignore[union-attr]
    for _, questions in filled.sections:
        for asked in questions:
            _fill(hand, controls, asked)
    parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return hand.paper.added(parts)


def _fill(hand: Hand, controls: dict[str | None, etree._Element], asked: Asked) -> None:
    if asked.kind is QuestionKind.AREAS:
        for one in asked.choices:
            _tick(hand, controls[f"{asked.key}.{one.key}"], on=one.on)
    elif asked.kind is QuestionKind.TICK:
        _tick(hand, controls[asked.key], on=asked.on)
    elif asked.kind is QuestionKind.EXPERIENCE:
        for at, row in enumerate(asked.rows, start=1):
            for (column, _), text in zip(asked.header, row, strict=True):
                _type(controls[f"{asked.key}.{at}.{column}"], r(text))
    elif hand.holder.name == "control in the paragraph" or (
        asked.kind is QuestionKind.CHOICE and sum(one.on for one in asked.choices) < 2
    ):
        if asked.said.text:
            _type(controls[asked.key], r(asked.said.text), asked.said.iso)
    else:
        _replace(controls[asked.key], hand.holder.runs(hand.paper, asked))


def _tick(hand: Hand, control: etree._Element, *, on: bool) -> None:
    """In the control, or typed over it where the hand ticks with boxes of its own."""
    if hand.ticks.box is not None and hand.ticks.way == "box" and not hand.ticks.name.startswith("w14"):
        _replace(control, hand.ticks.box(hand.paper, on))
        return
    if on:
        control.find("w:sdtPr/w14:checkbox/w14:checked", _SPACES).set(f"{{{_W14}}}val", "1")  # type: ignore[union-attr]
        control.find("w:sdtContent//w:t", _SPACES).text = "☒"  # type: ignore[union-attr]


def _type(control: etree._Element, runs: str, iso: str | None = None) -> None:
    """Types into a control, as Word does: the prompt and its flag go."""
    about, content = control.find("w:sdtPr", _SPACES), control.find("w:sdtContent", _SPACES)
    assert about is not None  # noqa: S101 - a control of our own form
    assert content is not None  # noqa: S101 - likewise
    flag = about.find("w:showingPlcHdr", _SPACES)
    if flag is not None:
        about.remove(flag)
    date = about.find("w:date", _SPACES)
    if date is not None and iso:
        date.set(f"{{{_W}}}fullDate", f"{iso}T00:00:00Z")
    content[:] = _elements(runs, control)


def _replace(control: etree._Element, runs: str) -> None:
    """Puts runs where the control stood (pasted over it, or saved by other software)."""
    parent = control.getparent()
    assert parent is not None  # noqa: S101 - a control stands in a paragraph
    at = parent.index(control)
    parent[at : at + 1] = _elements(runs, control)


def _elements(runs: str, control: etree._Element) -> list[etree._Element]:
    """The runs; as a paragraph where the control is one of paragraphs."""
    paragraph = etree.fromstring(f"<w:p {wordml.SPACES}>{runs}</w:p>")
    return list(paragraph) if control.find("w:sdtContent/w:p", _SPACES) is None else [paragraph]


def xlsx(pen: Pen, filled: Filled, call: Call) -> bytes:
    """The canonical workbook, filled in."""
    book = load_workbook(io.BytesIO(_forms(call, filled.at, "xlsx")))
    for _, questions in filled.sections:
        for asked in questions:
            _fill_cells(pen, book, asked)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cell(book: Workbook, name: str) -> Cell:
    sheet, place = next(iter(book.defined_names[name].destinations))
    cell = book[sheet][place.replace("$", "")]
    assert isinstance(cell, Cell)  # noqa: S101 - an answer stands in the first cell of a merged range
    return cell


def _fill_cells(pen: Pen, book: Workbook, asked: Asked) -> None:
    name = f"answer_{asked.key}"
    if asked.kind is QuestionKind.AREAS:
        for one in (one for one in asked.choices if one.on):
            _cell(book, f"{name}_{one.key}").value = pen.rng.choice(("x", "x", "X", "✓"))
    elif asked.kind is QuestionKind.TICK:
        _cell(book, name).value = {"en": "yes", "fr": "oui"}[pen.at] if asked.on else None
    elif asked.kind is QuestionKind.EXPERIENCE:
        for at, row in enumerate(asked.rows, start=1):
            for (column, _), text in zip(asked.header, row, strict=True):
                cell = _cell(book, f"{name}_{at}_{column}")
                cell.value = int(text) if text.isdigit() and pen.holder.startswith("typed") else text
    else:
        _type_cell(pen, _cell(book, name), asked.said)


def _type_cell(pen: Pen, cell: Cell, said: Said) -> None:
    """Types an answer; the cell has its number format from the blank form."""
    if pen.holder.startswith("typed") and said.iso:
        cell.value = dt.datetime.fromisoformat(said.iso)
    elif pen.holder.startswith("typed") and said.number is not None and said.currency in (None, "EUR"):
        cell.value = int(said.number) if said.number == int(said.number) else said.number
    elif said.text:
        cell.value = said.text
        cell.data_type = "s"


_made: dict[tuple[int, str, str], bytes] = {}


def _forms(call: Call, at: str, kind: str) -> bytes:
    key = (id(call), at, kind)
    if key not in _made:
        _made[key] = (form_docx if kind == "docx" else form_xlsx)(call, at)
    return _made[key]
