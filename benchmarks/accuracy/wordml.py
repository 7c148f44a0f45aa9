"""WordprocessingML as text: runs, paragraphs, cells, controls, and the package they go into."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from random import Random
from xml.sax.saxutils import escape, quoteattr

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
}
SPACES = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
_RELATED = NAMES["r"]
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="999999"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    '<w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/>'
    '<w:rPr><w:color w:val="808080"/></w:rPr></w:style>'
)
_PAGE = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1000" w:right="1000" w:bottom="1000" w:left="1000"/>'
_STORE = "{B5A7C1E0-0000-4000-8000-000000000001}"
_STORES = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@dataclass(slots=True)
class Paper:
    """The document being written: where chance comes from, and the parts beside the text."""

    rng: Random
    at: str
    comments: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    bullets: dict[str, int] = field(default_factory=dict)
    header: str = ""
    footer: str = ""
    unsure: set[str] = field(default_factory=set)
    """Keys of the questions whose answers may be reported, because of how they stand on the page."""
    bound: list[str] = field(default_factory=list)
    """Texts of data-bound controls: control ``n`` is bound to the n-th element of the custom XML part."""
    _count: int = 0

    def binding(self, text: str) -> str:
        """The properties of a control bound to ``text`` in the custom XML part."""
        self.bound.append(text)
        path = f"/answers[1]/answer[{len(self.bound)}]"
        return f'<w:dataBinding w:xpath="{path}" w:storeItemID="{_STORE}"/><w:text/>'

    def number(self) -> int:
        """A number that is not yet used in the document."""
        self._count += 1
        return self._count

    def bullet(self, font: str, letter: str) -> str:
        """The paragraph properties of a list whose bullet is ``letter`` in ``font``."""
        number = self.bullets.setdefault(f"{font}\n{letter}", len(self.bullets) + 1)
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'

    def saved(self, body: str) -> bytes:
        """The .docx with this body."""
        related = [("styles", "styles.xml", "")]
        parts = {"word/styles.xml": _part("styles", _STYLES)}
        if self.comments:
            parts["word/comments.xml"] = _part("comments", "".join(self.comments))
            related.append(("comments", "comments.xml", ""))
        if self.bullets:
            parts["word/numbering.xml"] = _part("numbering", self._numbering())
            related.append(("numbering", "numbering.xml", ""))
        if self.bound:
            parts |= self._store()
            related.append(("customXml", "../customXml/item1.xml", ""))
        edges = ""
        for kind, inner in (("header", self.header), ("footer", self.footer)):
            if inner:
                parts[f"word/{kind}1.xml"] = _part("hdr" if kind == "header" else "ftr", inner)
                related.append((kind, f"{kind}1.xml", f"rId_{kind}"))
                edges += f'<w:{kind}Reference w:type="default" r:id="rId_{kind}"/>'
        lines = "".join(_related(key or f"rId{at}", kind, target) for at, (kind, target, key) in enumerate(related))
        section = f"<w:sectPr>{edges}{_PAGE}</w:sectPr>"
        parts["word/document.xml"] = _part("document", f"<w:body>{body}{section}</w:body>")
        parts["word/_rels/document.xml.rels"] = _rels(lines + self._links())
        return _zipped(parts)

    def added(self, parts: dict[str, bytes]) -> bytes:
        """The package ``parts`` of a document of other origin, with the comments and links of this one."""
        lines = self._links()
        if self.comments:
            parts["word/comments.xml"] = _part("comments", "".join(self.comments)).encode()
            lines += _related("rIdComments", "comments", "comments.xml")
            kind = f"{_WORD}.comments+xml"
            types = parts["[Content_Types].xml"].decode()
            parts["[Content_Types].xml"] = types.replace(
                "</Types>", f'<Override PartName="/word/comments.xml" ContentType="{kind}"/></Types>'
            ).encode()
        if self.bound:
            parts |= {name: text.encode() for name, text in self._store().items()}
            lines += _related("rIdBound", "customXml", "../customXml/item1.xml")
        name = "word/_rels/document.xml.rels"
        parts[name] = parts[name].decode().replace("</Relationships>", f"{lines}</Relationships>").encode()
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for part, inner in parts.items():
                archive.writestr(part, inner)
        return stream.getvalue()

    def _store(self) -> dict[str, str]:
        inner = "".join(f"<answer>{escape(text)}</answer>" for text in self.bound)
        return {
            "customXml/item1.xml": f"{_HEAD}<answers>{inner}</answers>",
            "customXml/itemProps1.xml": f'{_HEAD}<ds:datastoreItem ds:itemID="{_STORE}" xmlns:ds="{_STORES}"/>',
            "customXml/_rels/item1.xml.rels": _rels(_related("rId1", "customXmlProps", "itemProps1.xml")),
        }

    def _links(self) -> str:
        outside = ' TargetMode="External"'
        return "".join(_related(f"rIdLink{at}", "hyperlink", target, outside) for at, target in enumerate(self.links))

    def _numbering(self) -> str:
        kinds = []
        for key, number in self.bullets.items():
            font, letter = key.split("\n")
            kinds.append(
                f'<w:abstractNum w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
                f'<w:numFmt w:val="bullet"/><w:lvlText w:val="{letter}"/>'
                '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr>'
                f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:hint="default"/></w:rPr></w:lvl></w:abstractNum>'
            )
        used = "".join(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in self.bullets.values()
        )
        return "".join(kinds) + used


def _related(key: str, kind: str, target: str, more: str = "") -> str:
    return f'<Relationship Id="{key}" Type="{_RELATED}/{kind}" Target={quoteattr(target)}{more}/>'


def _part(root: str, inner: str) -> str:
    return f"{_HEAD}<w:{root} {SPACES}>{inner}</w:{root}>"


def _rels(lines: str) -> str:
    return f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'


def _zipped(parts: dict[str, str]) -> bytes:
    kinds = {"document": "document.main", "hdr": "header", "ftr": "footer"}
    overrides = ""
    for name in (one for one in parts if one.startswith("word/") and one.endswith(".xml")):
        stem = name.removeprefix("word/").removesuffix(".xml").rstrip("1")
        kind = f"{_WORD}.{kinds.get(stem, stem)}+xml"
        overrides += f'<Override PartName="/{name}" ContentType="{kind}"/>'
    types = (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    top = _rels(f'<Relationship Id="rId1" Type="{_RELATED}/officeDocument" Target="word/document.xml"/>')
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, inner in {"[Content_Types].xml": types, "_rels/.rels": top, **parts}.items():
            archive.writestr(name, inner)
    return stream.getvalue()


def r(text: str, look: str = "") -> str:
    """Runs of text; line breaks and tabs become their elements."""
    inner = ""
    for at, line in enumerate(text.split("\n")):
        inner += "<w:br/>" if at else ""
        for tab, piece in enumerate(line.split("\t")):
            inner += "<w:tab/>" if tab else ""
            inner += f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else ""
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{inner}</w:r>" if inner else ""


def p(inner: str = "", about: str = "") -> str:
    """A paragraph of runs."""
    return f"<w:p>{f'<w:pPr>{about}</w:pPr>' if about else ''}{inner}</w:p>"


def tc(blocks: str = "", about: str = "") -> str:
    """A cell of blocks; one that ends in a table gets the paragraph that Word demands."""
    last = "" if blocks.endswith(("</w:p>", "</w:sdt>")) else p()
    return f"<w:tc><w:tcPr>{about}</w:tcPr>{blocks}{last}</w:tc>"


def span(columns: int) -> str:
    """The properties of a cell that goes over several columns."""
    return f'<w:gridSpan w:val="{columns}"/>'


def tr(*cells: str, about: str = "") -> str:
    """A row of cells."""
    return f"<w:tr>{f'<w:trPr>{about}</w:trPr>' if about else ''}{''.join(cells)}</w:tr>"


def tbl(rows: str, widths: tuple[int, ...]) -> str:
    """A table of rows; widths in twentieths of a point."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    about = f'<w:tblW w:w="0" w:type="auto"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
    return f"<w:tbl><w:tblPr>{about}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def sdt(inner: str, about: str = "<w:text/>", *, prompt: bool = False, alias: str = "") -> str:
    """A content control at whatever level ``inner`` is."""
    about = (f"<w:alias w:val={quoteattr(alias)}/>" if alias else "") + ("<w:showingPlcHdr/>" if prompt else "") + about
    return f"<w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def field_runs(data: str, instruction: str, result: str | None) -> str:
    """A legacy form field."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    data = f'<w:ffData><w:name w:val="f"/><w:enabled/><w:calcOnExit w:val="0"/>{data}</w:ffData>'
    begin = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
    middle = "" if result is None else mark("separate") + result
    return f'{begin}<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>{middle}{mark("end")}'


def text_box(paper: Paper, blocks: str) -> str:
    """A run with a text box, in both dialects as Word writes it."""
    number = paper.number()
    content = f"<w:txbxContent>{blocks}</w:txbxContent>"
    shape = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    line = '<a:ln w="6350"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="5600000" cy="400000"/>'
        f'<wp:docPr id="{number}" name="Text Box {number}"/><a:graphic><a:graphicData uri="{shape}"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5600000" cy="400000"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{line}</wps:spPr><wps:txbx>{content}</wps:txbx>'
        "<wps:bodyPr><a:spAutoFit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
        f'</mc:Choice><mc:Fallback><w:pict><v:shape id="b{number}" style="width:440pt;height:30pt"><v:textbox>{content}'
        "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
