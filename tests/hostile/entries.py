"""The project's own hostile inbox: small files that are bombs, lies or nonsense, each with the outcome it must have."""

from __future__ import annotations

import io
import os
import struct
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument."
Members = dict[str, str | bytes]


def packed(members: Members, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these members, the same bytes each time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, (2019, 3, 15, 0, 0, 0))
            info.compress_type = method
            archive.writestr(info, content)
    return stream.getvalue()


def office(main: str, kind: str, content: str | bytes, more: Members | None = None) -> Members:
    """The members of a package with one main part."""
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    return {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            'ContentType="application/xml"/>'
            f'<Override PartName="/{main}" ContentType="{TYPES}{kind}.main+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{rels}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="{main}"/>'
            "</Relationships>"
        ),
        main: content,
        **(more or {}),
    }


def word(body: str, head: str = "", more: Members | None = None) -> Members:
    """The members of a Word document with this body; ``head`` stands before its root."""
    content = f'{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return office("word/document.xml", "wordprocessingml.document", content, more)


def book(data: str, more: Members | None = None) -> Members:
    """The members of a workbook with one sheet that holds ``data``."""
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts: Members = {
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{rels}"><Relationship Id="rId1" Type="{OFFICE}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>'
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}">{data}</worksheet>',
    }
    listed = (
        f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets>'
        "</workbook>"
    )
    return office("xl/workbook.xml", "spreadsheetml.sheet", listed, {**parts, **(more or {})})


def lying(data: bytes, size: int) -> bytes:
    """The package with every declared inflated size replaced."""
    changed = bytearray(data)
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        found = data.find(mark)
        while found >= 0:
            struct.pack_into("<I", changed, found + at, size)
            found = data.find(mark, found + 4)
    return bytes(changed)


LAST = "XFD1048576"
CELL = '<sheetData><row r="1"><c r="A1" {}><v>{}</v></c></row></sheetData>'
P = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>".format
LAUGHS = "<!DOCTYPE w [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + at)} '{f'&{chr(97 + at)};' * 10}'>" for at in range(9)
) + "]>"  # fmt: skip
REFUSED: dict[str, Callable[[], bytes]] = {
    "bomb.docx": lambda: packed(word(P("x" * (120 << 20)))),
    "many-empty-paragraphs.docx": lambda: packed(word("<w:p/>" * 2_000_000)),
    "many-members.xlsx": lambda: packed({**book("<sheetData/>"), **{f"a/{at}.xml": "" for at in range(2_500)}}),
    "laughs.docx": lambda: packed(word(P("&j;"), LAUGHS)),
    "secret.docx": lambda: packed(word(P("&x;"), "<!DOCTYPE w [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>")),
    "deep.docx": lambda: packed(word("<w:tbl><w:tr><w:tc>" * 400 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 400)),
    "lying-small.docx": lambda: lying(packed(word(P("x" * 1_000_000))), 100),
    "lying-large.xlsx": lambda: lying(packed(book("<sheetData/>")), 0x7FFFFFFF),
    "bzip.docx": lambda: packed(word(P("a")), zipfile.ZIP_BZIP2),
    "lzma.docx": lambda: packed(word(P("a")), zipfile.ZIP_LZMA),
    "cut.docx": lambda: packed(word(P("a")))[:-40],
    "no-main-part.docx": lambda: packed({"[Content_Types].xml": "<Types/>"}),
    "not-xml.docx": lambda: packed(word("<w:p><<<")),
    "no-such-string.xlsx": lambda: packed(book(CELL.format('t="s"', -1))),
    "empty.docx": lambda: b"",
    "noise.xlsx": lambda: bytes(range(256)) * 40,
    "compound.docx": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2_000,
    "page.docx": lambda: b"<html><script>alert(1)</script></html>",
    "paper.docx": lambda: b"%PDF-1.4\n",
}
"""Name → the bytes of a file that can only be refused."""
ODD: dict[str, Callable[[], bytes]] = {
    "far-cell.xlsx": lambda: packed(
        book(f'<dimension ref="A1:{LAST}"/><sheetData><row r="1048576"><c r="{LAST}"><v>1</v></c></row></sheetData>')
    ),
    "all-merged.xlsx": lambda: packed(book('<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
    "vast-span.docx": lambda: packed(
        word('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>')
    ),
    "bad-number.xlsx": lambda: packed(book(CELL.format("", "9" * 5_000))),
    "escapes.docx": lambda: packed(word(P("\x9b31m\u202e_x000D_ =1+1"))),
    "broken-styles.docx": lambda: packed(word(P("a"), more={"word/styles.xml": "<broken"})),
    "dde.docx": lambda: packed(
        word('<w:p><w:fldSimple w:instr="DDEAUTO x cmd"><w:r><w:t>a</w:t></w:r></w:fldSimple></w:p>')
    ),
}  # fmt: skip
"""Name → the bytes of a file that is odd, but can be read; it is no form of the call."""
NAMES = (
    "=cmd()",
    "@SUM(1)",
    "[red]x[bold]",
    "\u202excod",
    "<script>",
    "a\u0085b",
    "%n%s",
    "-rf",
    "..",
    "_x000D_",
    "\udcff\udcfe",
)


def write_inbox(folder: Path) -> dict[str, str]:
    """Writes all entries into ``folder``; name as it stands on the disk → expected outcome."""
    folder.mkdir(parents=True)
    expected: dict[str, str] = {}
    for outcome, files in (("unreadable", REFUSED), ("no_form", ODD)):
        for name, make in files.items():
            (folder / name).write_bytes(make())
            expected[name] = outcome
    if sys.platform == "linux":
        for at, name in enumerate(NAMES):
            (folder / f"{name} {at}.docx").write_bytes(packed(word(P(str(at)))))
            expected[f"{name} {at}.docx"] = "no_form"
        for name, act in _SPECIAL.items():
            act(folder / name)
            expected[name] = "ignored"
    return expected


_SPECIAL: dict[str, Callable[[Path], object]] = {
    "link.docx": lambda path: path.symlink_to("/etc/passwd"),
    "device.docx": lambda path: path.symlink_to("/dev/zero"),
    "loop.docx": lambda path: path.symlink_to(path.name),
    "pipe.docx": os.mkfifo,
}
