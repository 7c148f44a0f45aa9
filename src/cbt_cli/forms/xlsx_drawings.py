"""Drawings on a worksheet (ECMA-376 part 1, 20.5): the text of boxes and shapes, and the captions of form controls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from cbt_cli.domain.base import say
from cbt_cli.forms.glyphs import split_glyphs
from cbt_cli.forms.refusals import Damaged
from cbt_cli.forms.tree import Block, Box, Paragraph, Steps, Text, Token
from cbt_cli.forms.xlsx_grid import Grid
from cbt_cli.forms.xlsx_refs import COLUMNS, ROWS

XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
EMU = 12_700
"""English metric units in a point (20.1.2.1)."""
SHAPES = 2_000
"""Shapes looked at in one drawing, and nesting of groups followed."""
DEPTH = 20


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a drawing object begins and ends: zero-based columns and rows, offsets into them in points."""

    column: int
    x: float
    row: int
    y: float
    last_row: int
    last_y: float

    def home(self, grid: Grid, *, centred: bool) -> tuple[int, int]:
        """The (row, column) that it stands on: by its upper left corner, or by the middle of its height.

        Controls are often drawn a little above their row; what a person sees is where the middle is.
        """
        row, y = self.row, self.y
        if centred and self.row <= self.last_row <= self.row + 50:
            height = sum(grid.row_height(one) for one in range(self.row, self.last_row)) + self.last_y - self.y
            y += height / 2
        for _ in range(60):
            if y <= grid.row_height(row) or row + 1 >= ROWS:
                break
            y -= grid.row_height(row)
            row += 1
        column, x = self.column, self.x + 6 if centred else self.x  # the box itself is drawn some points from the left
        while column + 1 < COLUMNS and x > grid.column_width(column) and column < self.column + 60:
            x -= grid.column_width(column)
            column += 1
        return row, column


def read_anchor(anchor: etree._Element) -> Anchor | None:
    """A ``from``/``to`` pair (20.5.2.5), of a drawing or of a control; ``None`` where it is missing or all zeros."""
    start, end = anchor.find("{*}from"), anchor.find("{*}to")
    if start is None:
        return None
    first = [_whole(start.findtext("{*}" + key)) for key in ("col", "colOff", "row", "rowOff")]
    last = [_whole(end.findtext("{*}" + key)) for key in ("row", "rowOff")] if end is not None else [first[2], first[3]]
    if not any(first) and not any(last):  # LibreOffice writes zeros where the place is in the VML part
        return None
    return Anchor(first[0], first[1] / EMU, first[2], first[3] / EMU, last[0], last[1] / EMU)


def read_drawing(grid: Grid, root: etree._Element) -> dict[str, str]:
    """Put the text boxes of a drawing part into the cells that they stand on; the captions of controls by shape id."""
    captions: dict[str, str] = {}
    for at, (shape, anchor) in enumerate(_anchored(root)):
        if at >= SHAPES:
            break
        control = shape.find(".//{*}compatExt")
        body = shape.find(XDR + "txBody")
        if body is None:
            continue
        if control is not None:
            captions[shape_number(control.get("spid", ""))] = _plain(body)
        else:
            _put_box(grid, shape, body, anchor)
    return captions


def read_notes(grid: Grid, part: str) -> None:
    """Say what the notes on a sheet's cells hold (18.7): help of the organiser's, or something that was meant to be
    read; never an answer by itself."""
    try:
        related = grid.book.package.relationships(part).values()
        parts = [one.target for one in related if one.kind == "comments" and not (one.external or one.dangling)]
        notes = [one for name in parts for one in grid.book.package.xml(name).iter("{*}comment")]
    except Damaged:
        return  # nothing but notes is lost
    said = [(one.get("ref", ""), _note_text(one)) for one in notes[:SHAPES]]
    said = [(at[:10], text) for at, text in said if text]
    if said:
        cells = ", ".join(at for at, _ in said[:20]) + (" …" if len(said) > 20 else "")
        grid.note("cell-notes", say("Notes stand at cells and were not read as answers: {cells}.", cells=cells),
                  raw="\n".join(f"{at}: {text}" for at, text in said)[:2_000])  # fmt: skip


def _note_text(note: etree._Element) -> str:
    return " ".join("".join(one.text or "" for one in note.iter("{*}t")).split())


def shape_number(name: str) -> str:
    """``_x0000_s1025`` → ``1025``."""
    return name.rpartition("_s")[2]


def _put_box(grid: Grid, shape: etree._Element, body: etree._Element, anchor: Anchor | None) -> None:
    """One text box as a block of its cell; a box without an anchor stands on A1."""
    look = shape.find(f"{XDR}nvSpPr/{XDR}cNvPr")
    name = look.get("name", "") if look is not None else ""
    cell = grid.cell(*(anchor.home(grid, centred=False) if anchor else (0, 0))) or grid.cell(0, 0)
    if cell is None:
        return
    where = (*cell.steps, ("box", name[:80] or "1"))
    hidden = look is not None and look.get("hidden") in {"1", "true"}
    blocks: list[Block] = [_paragraph(one, where, faint=hidden) for one in body.iterfind(_A + "p")]
    if any(isinstance(block, Paragraph) and block.tokens for block in blocks):
        cell.blocks.append(Box(where, blocks))


def _anchored(root: etree._Element) -> Iterator[tuple[etree._Element, Anchor | None]]:
    """The shapes of a drawing with the anchor that each hangs on, in document order."""
    for anchor in _chosen(root):
        where = read_anchor(anchor)
        for shape in _shapes(anchor, 0):
            yield shape, where


def _shapes(element: etree._Element, depth: int) -> Iterator[etree._Element]:
    for child in _chosen(element):
        if child.tag in {XDR + "sp", XDR + "cxnSp"}:
            yield child
        elif child.tag == XDR + "grpSp" and depth < DEPTH:
            yield from _shapes(child, depth + 1)


def _chosen(element: etree._Element) -> Iterator[etree._Element]:
    """Children, with the first choice of each alternative (part 3, 7.5): a box is there once, never twice."""
    for child in element:
        if child.tag == _MC + "AlternateContent":
            choice = child.find(_MC + "Choice")
            if choice is None:
                choice = child.find(_MC + "Fallback")
            if choice is not None:
                yield from choice
        else:
            yield child


def _paragraph(paragraph: etree._Element, where: Steps, *, faint: bool) -> Paragraph:
    """A DrawingML paragraph (21.1.2.2.6)."""
    tokens: list[Token] = []
    for one in paragraph:
        if one.tag == _A + "br":
            tokens.append(Text("\n"))
        elif one.tag in {_A + "r", _A + "fld"}:
            look = one.find(_A + "rPr")
            struck = look is not None and look.get("strike", "noStrike") != "noStrike"
            under = look is not None and look.get("u", "none") != "none"
            face = look.find(_A + "sym") if look is not None else None
            if face is None and look is not None:
                face = look.find(_A + "latin")
            for token in split_glyphs(one.findtext(_A + "t", ""), face.get("typeface") if face is not None else None):
                if isinstance(token, Text):
                    token.strike, token.underline, token.faint = struck, under, faint
                tokens.append(token)
    return Paragraph(where, tokens)


def _plain(body: etree._Element) -> str:
    lines = ("".join(one.text or "" for one in paragraph.iter(_A + "t")) for paragraph in body.iterfind(_A + "p"))
    return "\n".join(lines).strip()


def _whole(text: str | None) -> int:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
