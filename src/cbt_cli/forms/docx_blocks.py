"""The blocks of one story of a Word document: paragraphs, tables at their true grid coordinates, text boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cbt_cli.domain.base import say
from cbt_cli.domain.findings import Severity
from cbt_cli.forms.docx_controls import Holder, hold_blocks, shown_text
from cbt_cli.forms.docx_grid import (
    CELL_DELETED,
    NOTHING,
    NUMBERING,
    OUTLINE,
    PPR,
    PSTYLE,
    RPR,
    SDT,
    SHD,
    SPAN,
    TABS,
    TC,
    TCPR,
    TR,
    WIDEST,
    is_hidden_row,
    left_out,
    merged_into,
    read_stated,
    row_properties,
)
from cbt_cli.forms.docx_look import has_ground
from cbt_cli.forms.docx_names import (
    INSERTED,
    MC,
    TRANSPARENT,
    Element,
    W,
    child_val,
    leading,
    number,
    preferred,
    val,
)
from cbt_cli.forms.docx_numbering import numbering_of
from cbt_cli.forms.docx_runs import Inline
from cbt_cli.forms.docx_side import Source
from cbt_cli.forms.docx_styles import tab_stops
from cbt_cli.forms.tree import Block, Box, Cell, Control, Paragraph, Steps, Table, Text, Tick, Token

_PLAIN_TABLES = frozenset({"", "TableGrid", "TableNormal", "Tabellenraster", "Grilledutableau"})


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
            if handler is not None:
                if self._source.room <= 0:
                    self._too_long()
                    return
                handler(self, child, into, spot)

    def _too_long(self) -> None:
        sentence = say("The document is far longer than a form. Only its beginning was read.")
        self._source.note("document-too-long", Severity.CLARIFY, sentence)

    def _paragraph(self, element: Element, into: list[Block], spot: Spot) -> None:
        source, inline = self._source, self._inline
        source.room -= 1
        spot.paragraphs += 1
        about = leading(element, PPR)
        stated = NOTHING if about is None else read_stated(about)
        named = val(stated[PSTYLE]) if PSTYLE in stated else None
        style = source.styles.style(named)
        inline.grounded = spot.grounded or (SHD in stated and has_ground(stated[SHD]))
        leaders = tab_stops(stated[TABS]) if TABS in stated else style.leaders
        block = Paragraph((*spot.steps, ("paragraph", str(spot.paragraphs))), heading=style.heading)
        tokens = block.tokens = inline.paragraph(element, named, leaders)
        if OUTLINE in stated:
            block.heading = val(stated[OUTLINE]) != "9"
        numbering = (numbering_of(stated[NUMBERING]) if NUMBERING in stated else None) or style.numbering
        if numbering is not None and numbering[0] not in {"", "0"}:
            block.list_item = True
            if source.numbering.is_box(*numbering):
                tokens.insert(0, Tick(None, "bullet"))
        if inline.hidden_text or inline.faint:
            self._note(block)
        if source.is_long and len(shown_text(tokens)) > source.longest:
            sentence = say("This paragraph is longer than any answer that can be handled.")
            source.note("text-too-long", Severity.CLARIFY, sentence, block.place)
        boxes = inline.boxes
        if not tokens and RPR in stated and _is_deleted(stated[RPR]):
            source.tracked = True
            spot.paragraphs -= 1
        else:
            into.append(block)
        for box in boxes:
            self._box(box, into, spot, block.steps)

    def _note(self, block: Paragraph) -> None:
        place = block.place
        if self._inline.hidden_text.strip():
            sentence = say("Hidden text was not read.")
            self._source.note("hidden-text", Severity.NOTE, sentence, place, self._inline.hidden_text[:200])
        self._inline.hidden_text = ""
        faint = _faint(block.tokens)
        if faint.strip():
            sentence = say("White or tiny text was read like any other.")
            self._source.note("faint-text", Severity.NOTE, sentence, place, faint[:200])

    def _box(self, element: Element, into: list[Block], spot: Spot, anchor: Steps) -> None:
        self._source.room -= 1
        spot.boxes += 1
        box = Box((*anchor, ("box", str(spot.boxes))))
        self._walk(element, box.blocks, Spot(box.steps))
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
        self._source.room -= 1
        spot.tables += 1
        stated = len(element.findall(f"{W}tblGrid/{W}gridCol"))
        table = Table((*spot.steps, ("table", str(spot.tables))), columns=min(stated, WIDEST))
        into.append(table)
        style = child_val(element.find(f"{W}tblPr"), "tblStyle") or ""
        grounded = spot.grounded or style not in _PLAIN_TABLES  # a table style may paint its header dark
        open_cells: dict[int, Cell] = {}
        for row, about in self._rows(element):
            if self._source.room <= 0:
                self._too_long()
                break
            self._row(row, about, table, open_cells, grounded)
            table.rows += 1

    def _rows(self, element: Element) -> Iterator[tuple[Element, Element | None]]:
        """The rows of a table that are shown, with their ``w:trPr``."""
        for child in element:
            if child.tag == TR:
                about = row_properties(child)
                if about is None:
                    yield child, None
                elif about.find(f"{W}del") is not None:
                    self._source.tracked = True
                elif is_hidden_row(about):
                    self._source.note("hidden-text", Severity.NOTE, say("A hidden row of a table was not read."))
                else:
                    yield child, about
            elif child.tag in _LOOKED_THROUGH:
                yield from self._rows(_content(child))

    def _cells(self, row: Element, holder: Holder | None = None) -> Iterator[tuple[Element, Holder | None]]:
        for child in row:
            if child.tag == TC:
                yield child, holder
            elif child.tag == SDT:
                yield from self._cells(_content(child), self._source.holder(child))
            elif child.tag in _LOOKED_THROUGH:
                yield from self._cells(child, holder)

    def _row(
        self, row: Element, properties: Element | None, table: Table, open_cells: dict[int, Cell], grounded: bool
    ) -> None:
        column, after = (0, 0) if properties is None else left_out(properties)
        at, previous = table.rows, None
        steps = (*table.steps, ("row", str(at + 1)))
        for element, holder in self._cells(row):
            about = leading(element, TCPR)
            stated = NOTHING if about is None else read_stated(about)
            if CELL_DELETED in stated:
                self._source.tracked = True
                continue
            span = number(val(stated[SPAN]), 1, WIDEST) if SPAN in stated else 1
            cell = Cell(at, column, (*steps, ("column", str(column + 1))), column_span=span)
            self._source.room -= 1
            on_ground = grounded or (SHD in stated and has_ground(stated[SHD]))
            self._walk(element, cell.blocks, Spot(cell.steps, grounded=on_ground))
            if holder is not None:
                cell.blocks = hold_blocks(cell.blocks, holder)
            merged = merged_into(stated, cell, open_cells, previous) if stated or open_cells else None
            if merged is None:
                table.cells.append(cell)
            else:
                self._note_merged(cell)
            previous = merged or cell
            column += span
        table.columns = max(table.columns, column + after)

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


def _faint(tokens: Sequence[Token]) -> str:
    """The faint text of tokens, that of controls among it."""
    parts = (
        _faint(one.tokens) if isinstance(one, Control) else one.text if isinstance(one, Text) and one.faint else ""
        for one in tokens
    )
    return "".join(parts)


def _content(wrapper: Element) -> Element:
    """What a wrapper of rows or cells wraps."""
    content = wrapper.find(f"{W}sdtContent")
    return wrapper if content is None else content


def _is_deleted(mark: Element | None) -> bool:
    """Whether a paragraph's own mark is tracked as deleted or moved away."""
    return mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None)


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
