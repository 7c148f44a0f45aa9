"""Strings of a workbook: shared and inline, plain and rich (ECMA-376 part 1, 18.4), with their escapes decoded."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from cbt_cli.forms.xlsx_styles import MAIN, Font, read_font

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_T, _R, _RPR = MAIN + "t", MAIN + "r", MAIN + "rPr"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a string in one font; ``None`` is the cell's own."""

    text: str
    font: Font | None = None


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
            runs.append(Run(decode(child.text or "")))
        elif child.tag == _R:
            look = child.find(_RPR)
            text = "".join(part.text or "" for part in child.iterfind(_T))
            runs.append(Run(decode(text), None if look is None else read_font(look)))
    return tuple(run for run in runs if run.text)


def read_strings(table: etree._Element) -> list[tuple[Run, ...]]:
    """The shared strings in order (18.4.9)."""
    return [read_runs(item) for item in table.iterfind(MAIN + "si")]
