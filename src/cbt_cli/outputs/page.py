"""What a sheet of a workbook is made of: a title, a sentence, one real table, and notes.

What it says itself are sentences, so that it cannot be English only. The table's header stands in row ``HEADER`` of
every sheet, its first row in ``FIRST``; the table has a name made of the sheet's title, so that other tools find it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from cbt_cli.domain.base import Sentence, in_turn, say
from cbt_cli.outputs.cells import Content
from cbt_cli.outputs.looks import Paint, Where

HEADER = 4
FIRST = HEADER + 1
_NOTHING = say("Nothing to show.")
MOST_ROWS = 1_000_000
"""Rows that a sheet holds at most (Excel itself: 1,048,576); what is left out is said above the table."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its header, its bounds of width in characters, how its values are shown."""

    title: Sentence
    widest: float = 24
    narrowest: float = 7
    number: str = "General"
    where: Where = "left"
    paint: Paint | None = None
    upright: bool = False
    """The header is written upwards."""
    entry: bool = False
    """The officer fills it in."""
    choices: tuple[Sentence, ...] = ()
    """What can be entered; anything where it is empty."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A value with what goes with it in its cell: where it leads, a remark, emphasis, a number format of its own."""

    value: Content
    sheet: Sentence | None = None
    row: int = FIRST
    address: str | None = None
    remark: str | None = None
    framed: bool = False
    strong: bool = False
    number: str | None = None


def whole(first: Sentence, *more: Sentence) -> Sentence:
    """Several sentences as one."""
    return in_turn((first, *more)) or first


Row = Sequence[Content | Shown]


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: what it is called and says, its table, what is said where that is empty, and what stands below it."""

    title: Sentence
    lead: Sentence
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    empty: Sentence = _NOTHING
    frozen: int = 1
    """How many columns stay when one scrolls to the right."""
    notes: tuple[Sentence, ...] = ()
    grouped: bool = False
    """Rows that begin with the same value belong together."""
    draw: Callable[[Any], None] | None = None
    """Adds a picture to the sheet."""


def table_name(title: Sentence) -> str:
    """The name of the table on the sheet with that title, the same in every language: ``LeftWithout``."""
    return "".join(word[:1].upper() + word[1:] for word in title.template.split())
