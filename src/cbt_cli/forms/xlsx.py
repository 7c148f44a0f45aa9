"""Excel forms: ``read_xlsx`` walks the sheets' XML once and gives the form tree. Nothing is computed, nothing guessed.

Each worksheet is a ``Root`` of kind ``sheet`` with one table of sparse cells. openpyxl is not used: it opens strict
workbooks without a sheet and without an error, and trusts declared extents.
"""

from __future__ import annotations

from lxml import etree

from cbt_cli.domain.base import say
from cbt_cli.domain.findings import Finding, Severity
from cbt_cli.forms.package import Package
from cbt_cli.forms.refusals import STRICT, Damaged, Unreadable, damaged
from cbt_cli.forms.tree import FormTree, Root, Table
from cbt_cli.forms.xlsx_active import active_content
from cbt_cli.forms.xlsx_book import Book, SheetEntry, note, producer_of, read_book
from cbt_cli.forms.xlsx_controls import read_objects
from cbt_cli.forms.xlsx_drawings import read_notes
from cbt_cli.forms.xlsx_grid import Grid, shows_something
from cbt_cli.forms.xlsx_lists import read_lists
from cbt_cli.forms.xlsx_refs import Area, area
from cbt_cli.forms.xlsx_sheet import mark_headings, read_sheet


def read_xlsx(package: Package) -> FormTree:
    """The workbook's form tree, sheets in workbook order, hidden ones too; ``Unreadable`` if nothing can be read."""
    book = read_book(package)
    opened = [(entry, *_open(book, entry)) for entry in book.sheets if entry.kind in {"", "worksheet"}]
    grids = {grid.title.casefold(): grid for _, grid, _ in reversed(opened) if grid is not None}
    prompts: set[str] = set()
    for _, grid, root in opened:
        if grid is not None and root is not None:
            prompts |= read_lists(grid, root, grids)
    for entry, grid, root in opened:
        if grid is not None and root is not None and entry.part is not None:
            read_objects(grid, root, entry.part, grids)
            read_notes(grid, entry.part)
    _name_cells(book, grids)
    if package.strict:
        book.findings.append(note("strict-variant", STRICT))
    tree = FormTree("xlsx", producer=producer_of(package), findings=book.findings)
    for entry, grid, _ in opened:
        if grid is not None:
            mark_headings(grid)
            tree.roots.append(_root(entry, grid))
            tree.findings.extend(_about(entry, grid))
    if not tree.roots and any(entry.part in package for entry, _, _ in opened if entry.part):
        raise damaged()
    if not tree.roots:
        raise Unreadable("no-sheets", say("The workbook's sheets cannot be found in the file. Please save it again."))
    _refuse_if_all_lost(tree)
    tree.prompts = frozenset(prompts)
    tree.active_content = active_content(package, book.active)
    return tree


def _open(book: Book, entry: SheetEntry) -> tuple[Grid | None, etree._Element | None]:
    """A sheet's grid and XML; a sheet that is missing or broken is a finding, and the others are read."""
    try:
        root = book.package.xml(entry.part) if entry.part else None
    except (KeyError, Damaged):
        root = None
    if root is None:
        book.findings.append(
            note("sheet-lost", say("The sheet “{sheet}” is missing or damaged in the file.", sheet=entry.title[:80]),
                 Severity.CLARIFY)
        )  # fmt: skip
        return None, None
    return read_sheet(book, entry.title, root), root


def _name_cells(book: Book, grids: dict[str, Grid]) -> None:
    """Defined names that point at one cell, or at one merged range: the sheet's own names before the workbook's."""
    named = ((scope, *both) for (scope, _), both in book.names.items())
    for scope, name, formula in sorted(named, key=lambda one: (one[0] is None, one[1])):
        target = area(formula)
        grid = grids.get((target.sheet or scope or "").casefold()) if target else None
        if target is None or grid is None:
            continue
        single = target.size == 1 or Area(target.top, target.left, target.bottom, target.right) in grid.merges
        cell = grid.cell(target.top, target.left) if single else None
        if cell is not None and cell.name is None:
            cell.name = name


def _root(entry: SheetEntry, grid: Grid) -> Root:
    """The sheet as a root with its one table, cells row by row."""
    cells = [grid.cells[at] for at in sorted(grid.cells)]
    table = Table((("sheet", entry.title),), cells, sheet=True)
    ends = [(one.bottom, one.right) for one in grid.merges if (one.top, one.left) in grid.cells]
    table.rows = max((at[0] for at in (*grid.cells, *ends)), default=-1) + 1
    table.columns = max((at[1] for at in (*grid.cells, *ends)), default=-1) + 1
    return Root("sheet", [table], title=entry.title, hidden=entry.hidden)


def _about(entry: SheetEntry, grid: Grid) -> list[Finding]:
    """What is to be said about one sheet."""
    if entry.hidden and any(shows_something(cell) for cell in grid.cells.values()):
        grid.note("hidden-sheet", say("The sheet “{sheet}” is hidden; it was read.", sheet=entry.title[:80]))
    return grid.findings


def _refuse_if_all_lost(tree: FormTree) -> None:
    """A workbook whose every text is lost is damaged, not blank."""
    lost = any(one.code == "text-lost" for one in tree.findings)
    tables = (block for root in tree.roots for block in root.blocks if isinstance(block, Table))
    if lost and not any(shows_something(cell) for table in tables for cell in table.cells):
        raise Unreadable(
            "damaged", say("The file is damaged: its texts are missing. Please save it again and send it once more.")
        )
