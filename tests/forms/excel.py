"""Workbooks built in memory for the reader's tests: by openpyxl, by hand, and one edited into the other."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from openpyxl import Workbook

from cbt_cli.forms.package import open_package
from cbt_cli.forms.tree import Block, Box, Cell, FormTree, Paragraph, Table, Text, Tick
from cbt_cli.forms.xlsx import read_xlsx

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_TYPES = (
    f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)


def saved(book: Workbook) -> bytes:
    """The workbook's file."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A package of ``parts``."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def edited(data: bytes, **edits: Callable[[str], str] | None) -> bytes:
    """The file with parts changed: keys are part names with ``__`` for ``/``, no ``.xml``; ``None`` removes one."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    for key, edit in edits.items():
        name = key.replace("__", "/") + ".xml"
        if edit is None:
            del parts[name]
        else:
            content = parts[name]
            parts[name] = edit(content.decode() if isinstance(content, bytes) else content)
    return zipped(parts)


def relationships(**targets: str) -> str:
    """A relationships part: id → ``type target`` (a bare type gets Office's prefix)."""
    rows = []
    for key, value in targets.items():
        kind, _, target = value.partition(" ")
        full = kind if "://" in kind else f"{OFFICE}/{kind}"
        rows.append(f'<Relationship Id="{key}" Type="{full}" Target="{target}"/>')
    return f'{HEAD}<Relationships xmlns="{PACKAGE}">{"".join(rows)}</Relationships>'


def by_hand(
    rows: str, *, before: str = "", after: str = "", styles: str = "", strings: str = "", workbook: str = "",
    names: str = "", sheets: str = "", parts: Mapping[str, str | bytes] | None = None, **sheet_rels: str,
) -> bytes:  # fmt: skip
    """A one-sheet workbook ("Form") whose ``sheetData`` is ``rows``, with XML put where it belongs."""
    everything: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relationships(rId1="officeDocument xl/workbook.xml"),
        "xl/_rels/workbook.xml.rels": relationships(
            rId1="worksheet worksheets/sheet1.xml",
            rId2="styles styles.xml",
            rId3="sharedStrings sharedStrings.xml",
            rId4="worksheet worksheets/sheet2.xml",
            rId5="http://schemas.microsoft.com/office/2022/11/relationships/FeaturePropertyBag "
            "featurePropertyBag/featurePropertyBag.xml",
        ),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{workbook}<sheets>'
        f'<sheet name="Form" sheetId="1" r:id="rId1"/>{sheets}</sheets>{names}</workbook>',
        "xl/worksheets/sheet1.xml": f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>",
    }
    if styles:
        everything["xl/styles.xml"] = f'{HEAD}<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
    if strings:
        everything["xl/sharedStrings.xml"] = f'{HEAD}<sst xmlns="{MAIN}">{strings}</sst>'
    if sheet_rels:
        everything["xl/worksheets/_rels/sheet1.xml.rels"] = relationships(**sheet_rels)
    return zipped({**everything, **(parts or {})})


def inline(reference: str, text: str) -> str:
    """A cell with an inline string."""
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def read(data: bytes) -> FormTree:
    """The tree of a workbook's bytes."""
    return read_xlsx(open_package(data))


def cells(tree: FormTree, sheet: int = 0) -> dict[str, Cell]:
    """The cells of one sheet by their reference."""
    table = tree.roots[sheet].blocks[0]
    assert isinstance(table, Table)
    return {cell.place.steps[1][1]: cell for cell in table.cells}


def text(blocks: list[Block]) -> str:
    """The text of blocks, ticks as [x], [ ] and [?]."""
    out = []
    for block in blocks:
        if isinstance(block, Paragraph):
            for token in block.tokens:
                if isinstance(token, Text):
                    out.append(token.text)
                elif isinstance(token, Tick):
                    out.append({True: "[x]", False: "[ ]", None: "[?]"}[token.on] + (token.caption or ""))
        elif isinstance(block, Box):
            out.append("{" + text(block.blocks) + "}")
    return "".join(out)


def texts(tree: FormTree, sheet: int = 0) -> dict[str, str]:
    """What the cells of one sheet show, by reference; cells that show nothing left out."""
    return {name: shown for name, cell in cells(tree, sheet).items() if (shown := text(cell.blocks))}


def codes(tree: FormTree) -> list[str]:
    """The codes of the tree's findings."""
    return [one.code for one in tree.findings]
