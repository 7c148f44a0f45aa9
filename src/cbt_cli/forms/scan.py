"""The scan: ``scan(tree, known)`` finds every label of a document, in order, with what stands for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cbt_cli.forms.blocks import gather_blocks
from cbt_cli.forms.flow import Context, Flow
from cbt_cli.forms.found import Found
from cbt_cli.forms.known import Known
from cbt_cli.forms.lines import lines_in
from cbt_cli.forms.table_state import holds_table
from cbt_cli.forms.tables import read_table
from cbt_cli.forms.tree import Block, Box, FormTree, Paragraph, Root, Table

_NOT_APPLICANTS = frozenset({"header", "footer"})
_DEEPEST = 60


def scan(tree: FormTree, known: Known) -> list[Found]:
    """Every label in ``tree`` with what stands for it, story by story."""
    founds: list[Found] = []
    for number, root in enumerate(tree.roots):
        context = Context(known, tree.prompts, number, applicants=root.kind not in _NOT_APPLICANTS)
        context.walk = lambda blocks, flow: _walk(blocks, flow, 1)
        context.hidden = root.hidden
        founds += _read(root, context)
    gather_blocks(founds, known)
    asked = {one.key for found in founds if not found.heading for one in found.questions}
    return [found for found in founds if not found.heading or found.filled or not _asked(found, asked)]


def _asked(found: Found, asked: set[str]) -> bool:
    """Whether the question of a heading has a label of its own."""
    return all(one.key in asked for one in found.questions)


def _read(root: Root, context: Context) -> list[Found]:
    flow = Flow(context)
    _walk(root.blocks, flow, 0)
    return flow.founds


def _walk(blocks: Sequence[Block], flow: Flow, depth: int) -> None:
    for block in blocks:
        if isinstance(block, Paragraph):
            for line in lines_in(block, flow.context.declared):
                flow.line(line)
        elif depth > _DEEPEST:
            continue
        elif isinstance(block, Box):
            _walk(block.blocks, flow, depth + 1)
        elif _is_layout(block):
            _walk_cells(block, flow, depth)
        else:
            _table(block, flow)


def _is_layout(table: Table) -> bool:
    """Whether a table only arranges things on the page: one cell, or one column with other tables in it."""
    if table.sheet:
        return False
    return len(table.cells) == 1 or (
        all(cell.column == 0 for cell in table.cells) and any(holds_table(cell) for cell in table.cells)
    )


def _walk_cells(table: Table, flow: Flow, depth: int) -> None:
    """The cells of a table that arranges, one after the other, each for itself."""
    for cell in table.cells:
        context = replace(flow.context)
        inner = Flow(context)
        _walk(cell.blocks, inner, depth + 1)
        flow.founds += inner.founds
        flow.context.section, flow.context.office = context.section, context.office
        flow.context.title = context.title
    flow.open = None


def _table(table: Table, flow: Flow) -> None:
    waiting = flow.open
    founds = read_table(table, flow.context, waiting)
    if waiting is not None and not waiting.filled and not waiting.ticked:
        _join(waiting, founds, flow)
    flow.founds += founds
    flow.open, flow.context.title = None, None


def _join(waiting: Found, founds: list[Found], flow: Flow) -> None:
    """A label above a table: the table's own answer to the same question, or an unnamed list, stands for it."""
    for found in founds:
        same = found.question is not None and found.question is waiting.question
        if (same and not found.spots) or (found.ticked and waiting.match is None and found.label == ""):
            if waiting.heading:
                return
            if flow.context.known.match(found.label) is None:
                found.label = waiting.label
            if flow.founds and flow.founds[-1] is waiting:
                flow.founds.pop()
            return
