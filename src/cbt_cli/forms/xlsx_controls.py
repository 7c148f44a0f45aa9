"""Controls on a worksheet: form controls ([MS-XLSX] ``formControlPr``), ActiveX, and old files' VML alone.

The state is in ``ctrlProps`` (before VML, which other software leaves stale); the caption in the drawing or in VML; the
place in the sheet part or, where that says zeros, in VML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from cbt_cli.domain.base import say
from cbt_cli.domain.findings import Severity
from cbt_cli.forms.activex import read_activex
from cbt_cli.forms.package import Package, Relationship
from cbt_cli.forms.package_xml import parse_xml
from cbt_cli.forms.refusals import Damaged
from cbt_cli.forms.tree import Box, Control, Paragraph, Text, Tick, Token
from cbt_cli.forms.xlsx_book import RELATION
from cbt_cli.forms.xlsx_drawings import Anchor, read_anchor, read_drawing, shape_number
from cbt_cli.forms.xlsx_grid import Grid, put, text_of
from cbt_cli.forms.xlsx_refs import area
from cbt_cli.forms.xlsx_styles import MAIN

_VML = "{urn:schemas-microsoft-com:vml}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
CONTROLS = 2_000
"""Controls of one sheet at most."""
_DAMAGED = say("The part that holds this sheet's tick boxes and text boxes is damaged; they may be missing.")
_TICKS = {"checkbox", "radio"}
_LISTS = {"drop", "list"}


@dataclass(slots=True)
class Drawn:
    """What a sheet's file says of one control, from whichever part."""

    kind: str
    checked: str = ""
    link: str = ""
    source: str = ""
    chosen: str = ""
    items: tuple[str, ...] = ()
    caption: str = ""
    anchor: Anchor | None = None
    part: str = ""
    """The ActiveX part, for an ActiveX control."""


def read_objects(grid: Grid, root: etree._Element, part: str, grids: dict[str, Grid]) -> None:
    """Put text boxes and controls of the worksheet ``part`` into the cells that they stand on."""
    package = grid.book.package
    try:
        related = package.relationships(part)
    except Damaged:
        grid.note("controls-unread", _DAMAGED, severity=Severity.CLARIFY)
        return
    captions: dict[str, str] = {}
    for one in root.iterfind(MAIN + "drawing"):
        drawing = _part(package, related, one)
        if drawing is not None:
            captions |= read_drawing(grid, drawing)
    drawn = _from_vml(grid, root, related)
    for number, control in _from_sheet(package, root, related).items():
        old = drawn.pop(number, None)
        if old is not None:
            control.anchor = control.anchor or old.anchor
            control.caption = old.caption
            control.kind = control.kind or old.kind
        control.caption = captions.get(number) or control.caption
        _put_control(grid, control, grids)
    for control in drawn.values():
        _put_control(grid, control, grids)


def _put_control(grid: Grid, control: Drawn, grids: dict[str, Grid]) -> None:
    """One control as a token of the cell that it stands on."""
    token = _token(grid, control, grids)
    if token is None:
        return
    at = control.anchor.home(grid, centred=True) if control.anchor else None
    cell = grid.cell(*at) if at else None
    if cell is None:
        cell = grid.cell(0, 0)
        grid.note("control-misplaced", say("A control has no place on the sheet; it was put into the first cell."),
                  raw=control.caption[:200] or None, severity=Severity.CLARIFY)  # fmt: skip
    if cell is None:
        return
    if isinstance(token, Text):  # a caption that stands on its own, such as a frame's
        cell.blocks.append(Box(cell.steps, [Paragraph(cell.steps, [token])]))
    else:
        put(cell, [token])


def _token(grid: Grid, control: Drawn, grids: dict[str, Grid]) -> Token | None:
    """The control as a tick, a list or a text field; ``None`` for buttons and frames."""
    kind = control.kind.lower()
    if control.part:
        return _activex(grid, control)
    if kind in _TICKS:
        word = control.checked.strip().lower()
        on = {"": False, "0": False, "unchecked": False, "checked": True, "1": True}.get(word)
        tick = Tick(on, "form_control", caption=control.caption or None)
        if kind == "checkbox":
            _compare(grid, tick, control, grids)
        return tick
    if kind in _LISTS:
        options = control.items or _words(grid, control.source, grids)
        chosen = int(control.chosen) if control.chosen.isdigit() and len(control.chosen) < 6 else 0
        words: list[Token] = [Text(options[chosen - 1])] if 0 < chosen <= len(options) else []
        return Control("drop_down", words, alias=control.caption or None, options=options)
    return Text(control.caption) if kind in {"label", "gbox", "groupbox"} and control.caption else None


def _activex(grid: Grid, control: Drawn) -> Token | None:
    grid.book.active.add("an ActiveX control")
    found = read_activex(grid.book.package, control.part)
    if found.kind in {"check", "option", "toggle"}:
        return Tick(found.on, "activex", caption=found.caption or control.caption or None)
    if found.kind in {"text", "combo", "list"}:
        kind = {"text": "text", "combo": "combo_box", "list": "drop_down"}[found.kind]
        return Control(kind, [Text(found.value)] if found.value else [])
    return None


def _compare(grid: Grid, tick: Tick, control: Drawn, grids: dict[str, Grid]) -> None:
    """The linked cell should agree with the box."""
    target = area(control.link)
    source = grid if target is None or target.sheet is None else grids.get(target.sheet.casefold())
    linked = source.cells.get((target.top, target.left)) if target and source else None
    if linked is None or linked.boolean is None or linked.boolean == tick.on:
        return
    tick.stored = linked.boolean
    grid.note("tick-conflict", say("A tick box and the cell linked to it disagree; the box was read."),
              (linked.row, linked.column) if source is grid else None, control.caption[:200] or None,
              Severity.CLARIFY)  # fmt: skip


def _words(grid: Grid, source: str, grids: dict[str, Grid]) -> tuple[str, ...]:
    """The items of a list control: every cell of its range, since the choice is counted in it."""
    target = area(source)
    where = grid if target is None or target.sheet is None else grids.get(target.sheet.casefold())
    kept = target.within_window() if target else None
    if where is None or kept is None or kept.size > CONTROLS:
        return ()
    return tuple(text_of(cell).strip() if (cell := where.cells.get(at)) else "" for at in kept.cells())


def _from_sheet(package: Package, root: etree._Element, related: dict[str, Relationship]) -> dict[str, Drawn]:
    """The ``controls`` of a sheet part by shape id; each stands there twice, for new and for old software."""
    found: dict[str, Drawn] = {}
    for one in root.iter(MAIN + "control"):
        number = one.get("shapeId", "")
        relation = related.get(one.get(RELATION, ""))
        anchor = one.find(f"{MAIN}controlPr/{MAIN}anchor")
        place = read_anchor(anchor) if anchor is not None else None
        if number in found or len(found) >= CONTROLS:
            if number in found:
                found[number].anchor = found[number].anchor or place
            continue
        if relation is not None and relation.kind == "control":
            found[number] = Drawn("activex", anchor=place, part=relation.target)
            continue
        drawn = found[number] = Drawn("", anchor=place)
        properties = _part(package, related, one)
        if properties is None:
            continue
        drawn.kind, drawn.checked = properties.get("objectType", ""), properties.get("checked", "")
        drawn.link, drawn.source = properties.get("fmlaLink", ""), properties.get("fmlaRange", "")
        drawn.chosen = properties.get("sel", "")
        drawn.items = tuple(item.get("val", "") for item in properties.iter("{*}item"))
    return found


def _from_vml(grid: Grid, root: etree._Element, related: dict[str, Relationship]) -> dict[str, Drawn]:
    """The controls of the VML part (part 4, 19.4) by shape id; cell notes, which are VML shapes too, are left out."""
    found: dict[str, Drawn] = {}
    for one in root.iterfind(MAIN + "legacyDrawing"):
        relation = related.get(one.get(RELATION, ""))
        if relation is None or relation.external or relation.dangling:
            continue
        try:  # Office writes HTML's <br>, which no XML parser takes
            vml = parse_xml(re.sub(rb"<br>", b"<br/>", grid.book.package.read(relation.target)))
        except (KeyError, Damaged):
            grid.note("controls-unread", _DAMAGED, severity=Severity.CLARIFY)
            continue
        for shape in vml.iter(_VML + "shape"):
            data = shape.find(_EXCEL + "ClientData")
            kind = data.get("ObjectType", "") if data is not None else ""
            if data is None or kind.lower() in {"", "note", "pict"} or len(found) >= CONTROLS:
                continue
            found[shape_number(shape.get("id", "")) or str(len(found))] = Drawn(
                kind,
                data.findtext(_EXCEL + "Checked", ""),
                data.findtext(_EXCEL + "FmlaLink", ""),
                data.findtext(_EXCEL + "FmlaRange", ""),
                data.findtext(_EXCEL + "Sel", "").strip(),
                caption=_caption(shape),
                anchor=_vml_anchor(data.findtext(_EXCEL + "Anchor", "")),
            )
    return found


def _caption(shape: etree._Element) -> str:
    box = shape.find(_VML + "textbox")
    return " ".join("".join(str(word) for word in box.itertext()).split()) if box is not None else ""


def _vml_anchor(text: str) -> Anchor | None:
    """Column, pixels, row, pixels, and the same for the end (part 4, 19.4.2.3)."""
    numbers = [int(one) for one in re.findall(r"\d{1,7}", text)]
    if len(numbers) != 8:
        return None
    return Anchor(numbers[0], numbers[1] * 0.75, numbers[2], numbers[3] * 0.75, numbers[6], numbers[7] * 0.75)


def _part(package: Package, related: dict[str, Relationship], element: etree._Element) -> etree._Element | None:
    """The part that an element refers to, if it is there and sound."""
    relation = related.get(element.get(RELATION, ""))
    if relation is None or relation.external or relation.dangling:
        return None
    try:
        return package.xml(relation.target)
    except (KeyError, Damaged):
        return None
