"""List validations (ECMA-376 part 1, 18.3.1.32; x14 in [MS-XLSX] 2.6.5): the options of a cell, and its prompts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from cbt_cli.domain.base import say
from cbt_cli.forms.tree import Cell
from cbt_cli.forms.xlsx_grid import Grid, text_of
from cbt_cli.forms.xlsx_refs import area, cell_at
from cbt_cli.forms.xlsx_styles import MAIN

_X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
VALIDATIONS, EMPTY_CELLS, OPTIONS = 2_000, 2_000, 1_000
"""List validations of a sheet, cells that are made only to carry options, and options of a cell, at most."""

_PROMPT = re.compile(
    r"[\W_]*(?:please\s+)?(?:select|choose|pick|click)\b|[\W_]*please\b.*\b(?:list|select|choose)|[\W_]*(?:veuillez\b|"
    r"s[ée]lectionne[rz]|choisi(?:r|ssez)|cliquez)|[\W_]*(?:bitte\b.*(?:w[äa]hlen|klicken)|ausw[äa]hlen|wählen sie)|"
    r"[\W_]*(?:seleccion|eli(?:ja|ge|gir)\b|escoj|haga clic)|[\W_]*(?:selezion|scegli|fare clic)",
    re.IGNORECASE,
)
_EDGES = re.compile(r"^[\s\-–—<>\[\]().…*_]+|[\s\-–—<>\[\]().…*_:]+$")


def read_lists(grid: Grid, root: etree._Element, grids: Mapping[str, Grid]) -> set[str]:
    """Give cells their options; the prompts that cells still show instead of an answer. ``grids`` by folded title."""
    prompts: set[str] = set()
    made = 0
    for at, (sqref, formula, message) in enumerate(_validations(root)):
        if at >= VALIDATIONS:
            grid.note("lists-left-out", say("The sheet has more drop-down lists than any form. Some were left out."))
            break
        options = _options(grid, formula, grids)
        if not options:
            continue
        asking = {one for one in options if _PROMPT.match(one)}
        for one in sqref.split():
            for cell in _cells(grid, one, EMPTY_CELLS - made):
                made += not cell.blocks
                cell.options = cell.options or options
                if cell.blocks or asking:
                    prompts |= _prompt(cell, options, asking, message)
    return prompts


def _validations(root: etree._Element) -> Iterator[tuple[str, str, str]]:
    """(cells, formula, input message) of each list validation, the classic and the newer kind."""
    for one in root.iterfind(f"{MAIN}dataValidations/{MAIN}dataValidation"):
        if one.get("type") == "list":
            yield one.get("sqref", ""), one.findtext(MAIN + "formula1", ""), one.get("prompt", "")
    for one in root.iterfind(f"{MAIN}extLst/{MAIN}ext/{_X14}dataValidations/{_X14}dataValidation"):
        if one.get("type") == "list":
            formula = one.findtext(f"{_X14}formula1/{_XM}f", "")
            yield one.findtext(_XM + "sqref", ""), formula, one.get("prompt", "")


def _options(grid: Grid, formula: str, grids: Mapping[str, Grid]) -> tuple[str, ...]:
    """What a list offers: ``"a,b"``, a range, a defined name; nothing for a formula that would have to be computed."""
    text = formula.strip().lstrip("=").strip()
    if len(text) >= 2 and text[0] == text[-1] == '"':
        return tuple(word for one in text[1:-1].replace('""', '"').split(",") if (word := one.strip()))
    target = area(text) or grid.book.range_named(text, grid.title)
    if target is None:
        return ()
    source = grid if target.sheet is None else grids.get(target.sheet.casefold())
    kept = target.within_window()
    if source is None or kept is None:
        return ()
    cells = (source.cells.get(at) for at in source.stored_in(kept))
    words = (text_of(cell).strip() for cell in cells if cell is not None)
    return tuple(dict.fromkeys(word for word in words if word))[:OPTIONS]


def _cells(grid: Grid, reference: str, room: int) -> list[Cell]:
    """The cells that a list applies to: all of a small area, of a large one those that are there."""
    single = cell_at(reference)
    if single is not None and room > 0:
        one = grid.cell(*single)
        return [one] if one is not None and (one.row, one.column) == single else []
    whole = area(reference)
    kept = whole.within_window() if whole else None
    if kept is None:
        return []
    if kept.size <= room:
        found = [grid.cell(*at) for at in kept.cells() if grid.home(*at) == at]
    else:
        found = [grid.cells.get(at) for at in grid.stored_in(kept)]
    return [cell for cell in found if cell is not None]


def _prompt(cell: Cell, options: tuple[str, ...], asking: set[str], message: str) -> set[str]:
    """The text of a cell that asks for a choice instead of being one, and the options that do so (``asking``)."""
    text = text_of(cell).strip()
    if not text or (text in options and text not in asking):
        return asking
    asks = _PROMPT.match(text) or (message and _core(text) == _core(message))
    return asking | {text} if asks else asking


def _core(text: str) -> str:
    return " ".join(_EDGES.sub("", text).casefold().split())
