"""The blocks of one story of a Word document: paragraphs, tables at their true grid coordinates, text boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cbt_cli.domain.base import Place, say
from cbt_cli.domain.findings import Severity
from cbt_cli.forms.docx_controls import Holder, hold_blocks
from cbt_cli.forms.docx_names import (
    INSERTED,
    MC,
    TRANSPARENT,
    VAL,
    Element,
    W,
    child_val,
    is_on,
    number,
    preferred,
    val,
)
from cbt_cli.forms.docx_runs import Inline
from cbt_cli.forms.docx_side import Source
from cbt_cli.forms.docx_styles import has_ground, numbering_of, tab_stops
from cbt_cli.forms.tree import Block, Box, Cell, Paragraph, Table, Text, Tick

_WIDEST = 63
"""Columns that Word allows in a table; a file that claims more is not believed."""
_PLAIN_TABLES = frozenset({"", "TableGrid", "TableNormal", "Tabellenraster", "Grilledutableau"})

Steps = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Spot:
    """Where the walk is: the steps to the container, and how many paragraphs and tables it had so far."""

    steps: Steps
    paragraphs: int = 0
    tables: int = 0
    boxes: int = 0
    grounded: bool = False


class Story:
    """One walk over one story in document order."""

    def __init__(self, source: Source, root: Element, circles: bool) -> None:
        self._source = source
        self._inline = Inline(source, root, circles)

    def read(self, container: Element, steps: Steps) -> list[Block]:
        """The blocks of ``w:body``, ``w:hdr``, ``w:footnote``… Places start with ``steps``."""
        blocks: list[Block] = []
        self._walk(container, blocks, Spot(steps))
        return blocks

    def _walk(self, container: Element, into: list[Block], spot: Spot) -> None:
        for child in container:
            handler = _BLOCKS.get(child.tag)
            if handler is not None and self._source.room > 0:
                handler(self, child, into, spot)

    def _room(self) -> None:
        self._source.room -= 1
        if self._source.room == 0:
            self._source.note(
                "document-too-long",
                Severity.CLARIFY,
                say("The document is far longer than a form. Only its beginning was read."),
            )

    def _paragraph(self, element: Element, into: list[Block], spot: Spot) -> None:
        self._room()
        spot.paragraphs += 1
        properties = element.find(f"{W}pPr")
        named = child_val(properties, "pStyle")
        style = self._source.styles.style(named)
        place = Place(steps=(*spot.steps, ("paragraph", str(spot.paragraphs))))
        inline = self._inline
        inline.grounded = spot.grounded or has_ground(properties)
        tokens = inline.paragraph(element, named, tab_stops(properties) or style.leaders)
        boxes = inline.boxes
        block = Paragraph(place, tokens, heading=style.heading)
        level = child_val(properties, "outlineLvl")
        if level is not None:
            block.heading = level != "9"
        numbering = numbering_of(properties) or style.numbering
        if numbering is not None and numbering[0] not in {"", "0"}:
            block.list_item = True
            if self._source.numbering.is_box(*numbering):
                tokens.insert(0, Tick(None, "bullet"))
        self._note(block, place)
        if not tokens and _is_deleted(properties):
            self._source.tracked = True
            spot.paragraphs -= 1
        else:
            into.append(block)
        for box in boxes:
            self._box(box, into, spot, place)

    def _note(self, block: Paragraph, place: Place) -> None:
        if self._inline.hidden_text.strip():
            sentence = say("Hidden text was not read.")
            self._source.note("hidden-text", Severity.NOTE, sentence, place, self._inline.hidden_text[:200])
        self._inline.hidden_text = ""
        faint = "".join(one.text for one in block.tokens if isinstance(one, Text) and one.faint)
        if faint.strip():
            sentence = say("White or tiny text was read like any other.")
            self._source.note("faint-text", Severity.NOTE, sentence, place, faint[:200])

    def _box(self, element: Element, into: list[Block], spot: Spot, anchor: Place) -> None:
        self._room()
        spot.boxes += 1
        place = Place(steps=(*anchor.steps, ("box", str(spot.boxes))))
        box = Box(place)
        self._walk(element, box.blocks, Spot(place.steps))
        into.append(box)

    def _control(self, element: Element, into: list[Block], spot: Spot) -> None:
        content = element.find(f"{W}sdtContent")
        if content is None:
            return
        inner: list[Block] = []
        self._walk(content, inner, spot)
        into.extend(hold_blocks(inner, self._source.holder(element)))

    def _inside(self, element: Element, into: list[Block], spot: Spot) -> None:
        self._walk(element, into, spot)

    def _deleted(self, *_: object) -> None:
        self._source.tracked = True

    def _alternate(self, element: Element, into: list[Block], spot: Spot) -> None:
        branch = preferred(element)
        if branch is not None:
            self._walk(branch, into, spot)

    def _table(self, element: Element, into: list[Block], spot: Spot) -> None:
        self._room()
        spot.tables += 1
        place = Place(steps=(*spot.steps, ("table", str(spot.tables))))
        table = Table(place, columns=min(len(element.findall(f"{W}tblGrid/{W}gridCol")), _WIDEST))
        into.append(table)
        style = child_val(element.find(f"{W}tblPr"), "tblStyle") or ""
        grounded = spot.grounded or style not in _PLAIN_TABLES  # a table style may paint its header dark
        open_cells: dict[int, Cell] = {}
        for row in self._rows(element):
            if self._source.room <= 0:
                break
            self._row(row, table, open_cells, grounded)
            table.rows += 1

    def _rows(self, element: Element) -> Iterator[Element]:
        for child in element:
            if child.tag == f"{W}tr":
                properties = child.find(f"{W}trPr")
                if properties is not None and properties.find(f"{W}del") is not None:
                    self._source.tracked = True
                elif properties is not None and _is_hidden_row(properties):
                    self._source.note("hidden-text", Severity.NOTE, say("A hidden row of a table was not read."))
                else:
                    yield child
            elif child.tag in _LOOKED_THROUGH:
                yield from self._rows(_content(child))

    def _cells(self, row: Element, holder: Holder | None = None) -> Iterator[tuple[Element, Holder | None]]:
        for child in row:
            if child.tag == f"{W}tc":
                yield child, holder
            elif child.tag == f"{W}sdt":
                yield from self._cells(_content(child), self._source.holder(child))
            elif child.tag in _LOOKED_THROUGH:
                yield from self._cells(child, holder)

    def _row(self, row: Element, table: Table, open_cells: dict[int, Cell], grounded: bool) -> None:
        properties = row.find(f"{W}trPr")
        column = number(child_val(properties, "gridBefore"), 0, _WIDEST)
        previous: Cell | None = None
        for element, holder in self._cells(row):
            about = element.find(f"{W}tcPr")
            if about is not None and about.find(f"{W}cellDel") is not None:
                self._source.tracked = True
                continue
            span = number(child_val(about, "gridSpan"), 1, _WIDEST)
            cell = Cell(
                table.rows,
                column,
                Place(steps=(*table.place.steps, ("row", str(table.rows + 1)), ("column", str(column + 1)))),
                column_span=span,
            )
            self._room()
            merged = self._merged_into(about, cell, open_cells, previous)
            self._fill(cell, element, holder, grounded or has_ground(about))
            if merged is None:
                table.cells.append(cell)
            else:
                self._note_merged(cell)
            previous = cell if merged is None else merged
            column += span
        after = number(child_val(properties, "gridAfter"), 0, _WIDEST)
        table.columns = max(table.columns, column + after)

    def _merged_into(
        self, about: Element | None, cell: Cell, open_cells: dict[int, Cell], previous: Cell | None
    ) -> Cell | None:
        """The cell that this one continues (17.4.84 vMerge, 17.4.22 hMerge); a continuation of nothing is a cell."""
        across = None if about is None else about.find(f"{W}hMerge")
        if across is not None and val(across) != "restart" and previous is not None and previous.row == cell.row:
            previous.column_span += cell.column_span
            return previous
        down = None if about is None else about.find(f"{W}vMerge")
        above = open_cells.get(cell.column)
        if down is not None and val(down) != "restart" and above is not None and above.row + above.row_span == cell.row:
            above.row_span += 1
            return above
        if down is not None:
            open_cells[cell.column] = cell
        else:
            open_cells.pop(cell.column, None)
        return None

    def _fill(self, cell: Cell, element: Element, holder: Holder | None, grounded: bool) -> None:
        self._walk(element, cell.blocks, Spot(cell.place.steps, grounded=grounded))
        if holder is not None:
            cell.blocks = hold_blocks(cell.blocks, holder)

    def _note_merged(self, cell: Cell) -> None:
        """Word shows nothing of a cell that is merged away; what stands in it is not read, and said."""
        text = "".join(
            one.text
            for block in cell.blocks
            if isinstance(block, Paragraph)
            for one in block.tokens
            if isinstance(one, Text)
        )
        if text.strip():
            sentence = say("A merged-away cell holds text that cannot be seen. It was not read.")
            self._source.note("hidden-text", Severity.CLARIFY, sentence, cell.place, text[:200])


def _content(wrapper: Element) -> Element:
    """What a wrapper of rows or cells wraps."""
    content = wrapper.find(f"{W}sdtContent")
    return wrapper if content is None else content


def _is_deleted(properties: Element | None) -> bool:
    mark = None if properties is None else properties.find(f"{W}rPr")
    return mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None)


def _is_hidden_row(properties: Element) -> bool:
    hidden = properties.find(f"{W}hidden")
    return hidden is not None and is_on(hidden.get(VAL))


_LOOKED_THROUGH = TRANSPARENT | INSERTED | {f"{W}sdt"}
_BLOCKS: dict[str, Callable[[Story, Element, list[Block], Spot], None]] = {
    **dict.fromkeys(TRANSPARENT | INSERTED, Story._inside),
    f"{W}p": Story._paragraph,
    f"{W}tbl": Story._table,
    f"{W}sdt": Story._control,
    f"{W}del": Story._deleted,
    f"{W}moveFrom": Story._deleted,
    f"{MC}AlternateContent": Story._alternate,
}
