"""Word documents built in memory for tests: ``document`` packs raw WordprocessingML, ``brief`` shows a tree."""

from __future__ import annotations

import io
import zipfile

from cbt_cli.forms.docx import read_docx
from cbt_cli.forms.package import open_package
from cbt_cli.forms.tree import Block, Box, Control, FormTree, Paragraph, Table, Text, Tick, Token

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def rels(*related: tuple[str, str, str]) -> str:
    """A relationships part from (id, kind, target); a target that starts with http is outside."""
    lines = "".join(
        f'<Relationship Id="{key}" Type="{_RELATED}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if target.startswith(("http", "file")) else "/>")
        for key, kind, target in related
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'
    )


def part(root: str, inner: str) -> str:
    """A part of WordprocessingML: ``part("w:styles", "<w:style…/>")``."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><{root} {NAMESPACES}>{inner}</{root}>'


def document(
    body: str, parts: dict[str, str | bytes] | None = None, related: tuple[tuple[str, str, str], ...] = ()
) -> bytes:
    """A .docx with this body. ``parts`` are further parts by name; ``related`` the document's relationships."""
    content = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
        ),
        "_rels/.rels": rels(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": part("w:document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": rels(*related),
        **(parts or {}),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inner in content.items():
            archive.writestr(name, inner)
    return stream.getvalue()


def styled(styles: str, body: str) -> bytes:
    """A document with a styles part."""
    return document(body, {"word/styles.xml": part("w:styles", styles)}, (("rId9", "styles", "styles.xml"),))


def tree(data: bytes) -> FormTree:
    """The tree of a document."""
    return read_docx(open_package(data))


def r(text: str, look: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*inner: str, about: str = "") -> str:
    """A paragraph of runs; words without a tag become a run."""
    runs = "".join(one if one.startswith("<") else r(one) for one in inner if one)
    return f"<w:p><w:pPr>{about}</w:pPr>{runs}</w:p>"


def tc(*inner: str, about: str = "") -> str:
    """A cell of paragraphs; words without a tag become one."""
    blocks = "".join(one if one.startswith("<") else p(one) for one in inner) or p()
    return f"<w:tc><w:tcPr>{about}</w:tcPr>{blocks}</w:tc>"


def tr(*cells: str, about: str = "") -> str:
    """A row of cells; words without a tag become one."""
    inner = "".join(one if one.startswith("<") else tc(one) for one in cells)
    return f"<w:tr><w:trPr>{about}</w:trPr>{inner}</w:tr>"


def tbl(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def sdt(inner: str, about: str = "<w:text/>") -> str:
    """A content control at whatever level ``inner`` is."""
    return f"<w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def check_box(on: str | None, glyph: str) -> str:
    """The properties and content of a ``w14:checkbox`` at run level."""
    checked = "" if on is None else f'<w14:checked w14:val="{on}"/>'
    return sdt(r(glyph), f"<w14:checkbox>{checked}</w14:checkbox>")


def legacy(data: str, instruction: str, *result: str) -> str:
    """A legacy form field as runs."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
    middle = mark("separate") + "".join(one if one.startswith("<") else r(one) for one in result) if result else ""
    return f"{begin}<w:r><w:instrText> {instruction} </w:instrText></w:r>{middle}{mark('end')}"


def brief(blocks: list[Block]) -> list[object]:
    """Blocks as plain lists: a paragraph is a string, a table a dictionary from coordinates, a box a tuple."""
    shown: list[object] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            shown.append("".join(map(_shown, block.tokens)))
        elif isinstance(block, Table):
            shown.append(
                {(one.row, one.column, one.row_span, one.column_span): brief(one.blocks) for one in block.cells}
            )
        elif isinstance(block, Box):
            shown.append(tuple(brief(block.blocks)))
    return shown


def _shown(token: Token) -> str:
    if isinstance(token, Text):
        return token.text
    if isinstance(token, Tick):
        state = {True: "+", False: "-", None: "?"}[token.on]
        return f"[{state}{token.encoding}{'' if token.stored is None else ' stored ' + str(token.stored)}]"
    return f"{{{token.kind}{'?' if token.prompt else ''}:{''.join(map(_shown, token.tokens))}}}"


def body(inner: str) -> list[object]:
    """What ``brief`` shows of a document with this body."""
    return brief(tree(document(inner)).roots[0].blocks)


def tokens(inner: str) -> list[Token]:
    """The tokens of the first paragraph of a document with this body."""
    first = tree(document(inner)).roots[0].blocks[0]
    assert isinstance(first, Paragraph)
    return first.tokens


def control(inner: str) -> Control:
    """The first control of a document with this body."""
    return next(one for one in tokens(inner) if isinstance(one, Control))
