"""Strings of a workbook: shared and inline, plain and rich (ECMA-376 part 1, 18.4), with their escapes decoded."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from cbt_cli.forms.glyphs import is_drawn
from cbt_cli.forms.xlsx_styles import MAIN, Font, read_font

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
TEXT = 32_767
"""Characters in a cell (Excel's limit)."""
_T, _R, _RPR = MAIN + "t", MAIN + "r", MAIN + "rPr"


@dataclass(slots=True)
class Run:
    """A stretch of a string in one font; ``None`` is the cell's own. ``bare``: it is in the cell's font, not too long,
    and nothing in it is drawn as a picture, unless that font draws pictures for letters."""

    text: str
    font: Font | None = None
    bare: bool = False


def run_of(text: str) -> Run:
    """A run of plain text, as stored."""
    if not (text.isascii() and text.isprintable() and "_x" not in text):
        text = decode(text)
    return Run(text, None, len(text) <= TEXT and not is_drawn(text))


def decode(text: str) -> str:
    """``_xHHHH_`` escapes decoded (22.9.2.19: UTF-16 units; ``_x005F_`` is an underscore), line ends as ``\\n``.

    Control characters, which no cell shows, are left out.
    """
    if "_x" in text:
        text = _ESCAPE.sub(lambda hit: chr(int(hit[1], 16)), text)
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if not text.isprintable():
        text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text


def read_runs(item: etree._Element) -> tuple[Run, ...]:
    """The runs of an ``si`` or ``is`` element; phonetic hints (``rPh``) are not part of the text."""
    runs: list[Run] = []
    for child in item:
        if child.tag == _T:
            runs.append(run_of(child.text or ""))
        elif child.tag == _R:
            look = child.find(_RPR)
            text = "".join(part.text or "" for part in child.iterfind(_T))
            runs.append(Run(decode(text), None if look is None else read_font(look)))
    return tuple(run for run in runs if run.text)


def read_strings(table: etree._Element) -> list[tuple[Run, ...]]:
    """The shared strings in order (18.4.9)."""
    strings: list[tuple[Run, ...]] = []
    for item in table.iterchildren(MAIN + "si"):
        only = item[0] if len(item) == 1 else None
        if only is not None and only.tag == _T and only.text:
            strings.append((run_of(only.text),))
        else:
            strings.append(read_runs(item))
    return strings
