"""What a document in Word is made of (headings, paragraphs, tables), and how each is set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.shared import Twips

from cbt_cli.outputs.word_look import (
    HEAD_FILL,
    TEXT_WIDTH,
    add_second_heading,
    fill,
    new_row,
    new_table,
    underlined,
    write,
)
from cbt_cli.values.plain_text import for_xml


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the first or second level: Word's own, so that its navigation and contents know it."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    text: str
    style: str = "Introduction"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its title for screen readers, heads, rows, and the shares of the width that its columns take."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    shares: Sequence[int]
    empty: str = ""
    """What is said in place of a table without rows."""
    height: int = 0
    """Least height of a row, where it is to be filled in by hand, in twentieths of a point."""


Block = Heading | Words | Grid


def set_blocks(document: WordDocument, blocks: Iterable[Block]) -> None:
    """Sets the blocks one after the other at the end of the document."""
    if "Heading 2" not in document.styles:
        add_second_heading(document)
    for block in blocks:
        if isinstance(block, Heading):
            heading = document.add_paragraph(for_xml(block.text), style=f"Heading {block.level}")
            if block.level == 1:
                underlined(heading)
        elif isinstance(block, Words):
            document.add_paragraph(for_xml(block.text), style=block.style)
        elif block.rows:
            _set_grid(document, block)
        else:
            document.add_paragraph(for_xml(block.empty), style="Introduction")


def _set_grid(document: WordDocument, grid: Grid) -> None:
    widths = [TEXT_WIDTH * share // sum(grid.shares) for share in grid.shares]
    table = new_table(document, widths, for_xml(grid.title))
    for cell, head in zip(new_row(table, repeated=True), grid.heads, strict=True):
        fill(cell, HEAD_FILL)
        cell.paragraphs[0].style = "Label"
        write(cell.paragraphs[0], for_xml(head))
    for row in grid.rows:
        for cell, text in zip(new_row(table, height=grid.height), row, strict=True):
            for number, line in enumerate(text.split("\n")):
                paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
                paragraph.style = "Small"
                write(paragraph, for_xml(line))
    gap = document.add_paragraph(style="Hint")
    gap.paragraph_format.space_after = Twips(80)
