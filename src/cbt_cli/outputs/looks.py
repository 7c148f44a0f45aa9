"""Fonts, colours, rules and widths of the workbooks: quiet, readable in print, and never colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import ColorScale, DataBar, FormatObject, Rule
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.differential import DifferentialStyle

from cbt_cli.domain.base import say

FONT = "Arial"
"""On every system, or with a twin of the same widths (Liberation Sans), so that estimated widths hold."""
Paint = Literal["scale", "words", "bar"]
"""Colour by value: from low to high, by the word in the cell, or as a bar."""
Where = Literal["left", "center", "right"]
Part = Literal["title", "lead", "header", "value", "note"]

_ENTRY, _ENTRY_INK = "FFFBEA", "7A5C00"
_INK, _LINE, _QUIET, _LINK = "1F3864", "CBD3E1", "56606F", "1F4E9E"
_GOOD, _BAD, _OPEN, _FLAT = ("E3F1E5", "1B5E20"), ("FADBD8", "8E1B1B"), ("FFF0C2", "6B4E00"), ("EDEFF2", "56606F")
_PAINTED = (
    (say("pass"), *_GOOD), (say("eligible"), *_GOOD), (say("full"), *_GOOD),
    (say("fail"), *_BAD), (say("ineligible"), *_BAD),
    (say("unclear"), *_OPEN), (say("to clarify"), *_OPEN), (say("clarify"), *_OPEN),
    (say("waived"), "DCE8F7", "1F4E79"),
    (say("not applicable"), *_FLAT), (say("note"), *_FLAT), (say("not chosen"), *_FLAT),
    (say("chosen"), "FFE699", "4A3A00"), (say("reserve {place}", place=1), "FFF6DC", "4A3A00"),
)  # fmt: skip
"""Word, background, ink. Contrast of each pair is 4.5:1 or more (WCAG 2.1 AA)."""
_LOUD = ("fail", "ineligible", "chosen")
_THICK = Side("medium", color=_INK)
_LOW, _HIGH, _BAR = "F7FBFF", "6BAED6", "9DC3E6"
_STYLE = "_style"
"""Where openpyxl keeps the numbers of a cell's fonts and so on; its own documentation copies it from cell to cell."""


@dataclass(frozen=True, slots=True)
class Look:
    """How one cell looks."""

    part: Part
    number: str = "General"
    where: Where = "left"
    upright: bool = False
    strong: bool = False
    link: bool = False
    framed: bool = False
    begins: bool = False
    """It stands in the first row of several that belong together."""
    quoted: bool = False
    entry: bool = False
    """It is for the officer to fill in."""


class Looks:
    """Dresses the cells of one workbook; each look is worked out once and shared, since openpyxl takes long to find it
    again. A dressed cell must therefore not be styled further."""

    def __init__(self) -> None:
        self._known: dict[Look, StyleArray] = {}

    def dress(self, cell: Cell, look: Look) -> None:
        """Gives ``cell`` its look; to be done before its value is written."""
        known = self._known.get(look)
        if known is not None:
            setattr(cell, _STYLE, known)
            return
        cell.font = _font(look)
        cell.alignment = _alignment(look)
        cell.number_format = look.number
        if look.part == "header":
            cell.fill = PatternFill("solid", fgColor=_ENTRY_INK if look.entry else _INK)
            cell.border = Border(right=Side("thin", color="FFFFFF"))
        elif look.framed:
            cell.border = Border(left=_THICK, right=_THICK, top=_THICK, bottom=_THICK)
        elif look.part == "value":
            above = Side("thin", color=_INK) if look.begins else None
            cell.border = Border(bottom=Side("thin", color=_LINE), top=above)
            if look.entry:
                cell.fill = PatternFill("solid", fgColor=_ENTRY)
        cell.quotePrefix = look.quoted
        self._known[look] = getattr(cell, _STYLE)


def paint(sheet: Any, cells: str, how: Paint) -> None:
    """Colours a range by its values."""
    ends = [FormatObject(type="min"), FormatObject(type="max")]
    if how == "scale":
        scale = ColorScale(cfvo=ends, color=[Color(_LOW), Color(_HIGH)])
        sheet.conditional_formatting.add(cells, Rule(type="colorScale", colorScale=scale))
    elif how == "bar":
        bar = DataBar(minLength=0, maxLength=90, cfvo=[FormatObject(type="num", val=0), ends[1]], color=Color(_BAR))
        sheet.conditional_formatting.add(cells, Rule(type="dataBar", dataBar=bar))
    else:
        for word, ground, ink in _PAINTED:
            style = DifferentialStyle(
                font=Font(color=ink, bold=word.template in _LOUD), fill=PatternFill(bgColor=ground)
            )
            rule = Rule(type="cellIs", operator="equal", formula=[f'"{word}"'], dxf=style)
            sheet.conditional_formatting.add(cells, rule)


def _font(look: Look) -> Font:
    if look.part == "title":
        return Font(name=FONT, size=16, bold=True, color=_INK)
    if look.part == "lead":
        return Font(name=FONT, size=11, color=_QUIET)
    if look.part == "note":
        return Font(name=FONT, size=9, italic=True, color=_QUIET)
    if look.part == "header":
        return Font(name=FONT, size=10, bold=True, color="FFFFFF")
    colour = _LINK if look.link else "222222"
    return Font(
        name=FONT,
        size=10,
        bold=look.strong,
        color=colour,
        underline="single" if look.link else None,
    )


def _alignment(look: Look) -> Alignment:
    if look.part == "header":
        return Alignment(
            horizontal="center" if look.upright else look.where,
            vertical="center",
            indent=int(look.where != "center" and not look.upright),
            text_rotation=90 if look.upright else 0,
            wrap_text=not look.upright,
        )
    if look.part != "value":
        return Alignment(vertical="top", wrap_text=True)
    return Alignment(
        horizontal=look.where, vertical="top", indent=int(look.where != "center"), wrap_text=look.where != "right"
    )
