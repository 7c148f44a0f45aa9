"""The Word rows of the feature matrix, continued: tables, text and what it looks like, packages, pitfalls."""

from __future__ import annotations

from matrix_word import ALIAS, ROWS, Row, pair
from word import document, legacy, p, part, r, sdt, styled, tbl, tc, tr

SPAN = '<w:gridSpan w:val="{}"/>'.format
RESTART, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
LATE = '<w:gridBefore w:val="1"/>'
INSERTED = f"<w:ins w:author='x'>{r('3100')}</w:ins>"
DELETED = "<w:del w:author='x'><w:r><w:delText>2900</w:delText></w:r></w:del>"
VML = "<w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict>".format
DRAWN = (
    '<w:drawing><wp:inline><wp:extent cx="1800000" cy="600000"/><wp:docPr id="1" name="Box"/><a:graphic xmlns:a='
    '"http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.microsoft.com/office/'
    'word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext '
    'cx="1800000" cy="600000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>'
    "<w:txbxContent>{}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline>"
    "</w:drawing>"
).format
BOTH = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{}</mc:Choice><mc:Fallback>{}</mc:Fallback>"
    "</mc:AlternateContent></w:r>"
).format
RUN = "<w:r>{}</w:r>".format
SECTION = (
    "<w:sectPr><w:headerReference w:type='default' r:id='rId1'/>"
    "<w:footerReference w:type='default' r:id='rId2'/></w:sectPr>"
)
MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
HIDING = "<w:style w:type='character' w:styleId='H'><w:name w:val='Secret'/><w:rPr><w:vanish/></w:rPr></w:style>"
NOTE = (
    f"<w:footnote w:type='separator' w:id='0'>{p('-')}</w:footnote><w:footnote w:id='2'>{p('net of VAT')}</w:footnote>"
)
STRICT = {
    "schemas.openxmlformats.org/wordprocessingml/2006": "purl.oclc.org/ooxml/wordprocessingml",
    "schemas.openxmlformats.org/officeDocument/2006": "purl.oclc.org/ooxml/officeDocument",
}


def strict(data: str) -> str:
    """A part in the strict variant's namespaces."""
    for transitional, name in STRICT.items():
        data = data.replace(transitional, name)
    return data


def of_kind(kind: str) -> bytes:
    """A document that declares itself as ``document.macroEnabled``, ``template``…"""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName='
        f'"/word/document.xml" ContentType="application/vnd.ms-word.{kind}.main+xml"/></Types>'
    )
    return document(p("Noor"), {"[Content_Types].xml": types})


ROWS |= {
    "plain table, several paragraphs in a cell": Row(
        document(pair(tc("Noor", "van Dijk"))), "<table 1x2>\n0,0 Name\n0,1\n  Noor\n  van Dijk",
    ),
    "merged cells: spans known, text once": Row(
        document(tbl(tr(tc("Part 1", about=SPAN(3))), tr(tc("Group", about=RESTART), "a", "b"),
                     tr(tc(about=GOES_ON), "c", "d"))),
        "<table 3x3>\n0,0+1x3 Part 1\n1,0+2x1 Group\n1,1 a\n1,2 b\n2,1 c\n2,2 d",
    ),
    "row starting late keeps its column": Row(
        document(tbl(tr("a", "b", "c"), tr("d", "e", about=LATE))),
        "<table 2x3>\n0,0 a\n0,1 b\n0,2 c\n1,1 d\n1,2 e",
    ),
    "row starting late under exceptions to the table": Row(
        document(tbl(tr("a", "b"), tr("c", about=LATE).replace("<w:tr>", "<w:tr><w:tblPrEx/>"))),
        "<table 2x2>\n0,0 a\n0,1 b\n1,1 c",
    ),
    "malformed merge: a continuation of nothing": Row(
        document(tbl(tr(tc("a", about=GOES_ON), "b"))), "<table 1x2>\n0,0 a\n0,1 b",
    ),
    "cells merged across and down in the old way": Row(
        document(tbl(tr(tc("a", about='<w:hMerge w:val="restart"/>' + RESTART), tc(about="<w:hMerge/>" + RESTART), "b"),
                     tr(tc(about='<w:hMerge w:val="restart"/>' + GOES_ON), tc(about="<w:hMerge/>" + GOES_ON), "c"))),
        "<table 2x3>\n0,0+2x2 a\n0,2 b\n1,2 c",
    ),
    "nested table kept as a table": Row(
        document(tbl(tr("a", tc("b", tbl(tr("c", "d")), "e")))),
        "<table 1x2>\n0,0 a\n0,1\n  b\n  <table 1x2>\n  0,0 c\n  0,1 d\n  e",
    ),
    "text box with VML fallback, once, in place": Row(
        document(p("a", BOTH(DRAWN(p("in")), VML(p("in")))) + p("b")), "a\n<box>\n  in\nb",
    ),
    "text box, VML only": Row(document(p("a", RUN(VML(p("in")))) + p("b")), "a\n<box>\n  in\nb"),
    "text box, DrawingML only": Row(document(p("a", RUN(DRAWN(p("in")))) + p("b")), "a\n<box>\n  in\nb"),
    "form inside a text box": Row(
        document(p(RUN(DRAWN(pair(sdt(tc("Noor"), ALIAS)))))),
        "\n<box>\n  <table 1x2>\n  0,0 Name\n  0,1 {rich_text @Full name #name:Noor}",
    ),
    "tracked insertion kept, deletion dropped": Row(
        document(p("EUR ", DELETED, INSERTED)), "EUR ^3100^", ("tracked-changes",),
    ),
    "tracked move": Row(
        document(p("a") + p(f"<w:moveFrom>{r('moved')}</w:moveFrom>", about="<w:rPr><w:moveFrom/></w:rPr>") + p("b")
                 + p(f"<w:moveTo>{r('moved')}</w:moveTo>")),
        "a\nb\n^moved^", ("tracked-changes",),
    ),
    "tracked-deleted row removed": Row(
        document(tbl(tr("a"), tr("gone", about="<w:del w:author='x'/>"), tr("b"))), "<table 2x1>\n0,0 a\n1,0 b",
        ("tracked-changes",),
    ),
    "tracked deletion of a paragraph mark with text left": Row(
        document(p("a", about="<w:rPr><w:del/></w:rPr>") + p("b")), "a\nb",
    ),
    "hidden text excluded": Row(document(p("a", r("secret", "<w:vanish/>"), "b")), "ab", ("hidden-text",)),
    "text hidden through a style": Row(
        styled(HIDING, p("a", r("secret", "<w:rStyle w:val='H'/>"))), "a", ("hidden-text",),
    ),
    "struck-through option visible as struck": Row(
        document(p("Yes / ", r("No", "<w:strike/>"), " / ", r("NA", "<w:dstrike/>"))), "Yes / ~No~ / ~NA~",
    ),
    "highlighted and underlined option": Row(
        document(p(r("Yes", "<w:highlight w:val='yellow'/>"), " / ", r("No", "<w:u w:val='single'/>"), " / ",
                   r("NA", "<w:shd w:val='clear' w:fill='FFFF00'/>"))), "=Yes= / _No_ / =NA=",
    ),
    "header and footer": Row(
        document(p("a") + SECTION, {"word/h.xml": part("w:hdr", p("Ministry")), "word/f.xml": part("w:ftr", p("page"))},
                 (("rId1", "header", "h.xml"), ("rId2", "footer", "f.xml"))),
        "a\n(header)\nMinistry\n(footer)\npage",
    ),
    "footnote": Row(
        document(p("EUR 3100", RUN('<w:footnoteReference w:id="2"/>')), {"word/n.xml": part("w:footnotes", NOTE)},
                 (("rId1", "footnotes", "n.xml"),)),
        "EUR 3100\n(footnotes)\nnet of VAT",
    ),
    "comment kept out of the value": Row(
        document(p("<w:commentRangeStart w:id='0'/>", "Noor", "<w:commentRangeEnd w:id='0'/>",
                   RUN('<w:commentReference w:id="0"/>')), {"word/c.xml": part("w:comments", p("who?"))},
                 (("rId1", "comments", "c.xml"),)),
        "Noor", ("comments",),
    ),
    "smart tag": Row(document(p(f"<w:smartTag w:element='place'>{r('Spain')}</w:smartTag>")), "Spain"),
    "simple field": Row(document(p("by ", f"<w:fldSimple w:instr='AUTHOR'>{r('Noor')}</w:fldSimple>")), "by Noor"),
    "customXml around a paragraph and a run": Row(
        document("<w:customXml>" + p("<w:customXml>" + r("b") + "</w:customXml>") + "</w:customXml>"), "b",
    ),
    "customXml around rows and cells": Row(
        document(tbl("<w:customXml>" + tr("<w:customXml>" + tc("a") + "</w:customXml>", "b") + "</w:customXml>")),
        "<table 1x2>\n0,0 a\n0,1 b",
    ),
    "macro-enabled document": Row(of_kind("document.macroEnabled"), "Noor"),
    "template": Row(of_kind("template.macroEnabledTemplate"), "Noor"),
    "strict OOXML": Row(
        document("", {"word/document.xml": strict(part("w:document", f"<w:body>{p('Noor')}</w:body>"))}),
        "Noor", ("strict-variant",),
    ),
    "dangling ../NULL relationship": Row(document(p("Noor"), related=(("rId1", "image", "../NULL"),)), "Noor"),
    "typed e-mail address": Row(
        document(p(f"<w:hyperlink r:id='rId1'>{r('noor@example.org')}</w:hyperlink>"),
                 related=(("rId1", "hyperlink", "mailto:noor@example.org"),)), "noor@example.org",
    ),
    "words split by the spelling checker": Row(
        document(p("No", "<w:proofErr w:type='spellStart'/>", "o", "<w:bookmarkStart w:id='0' w:name='a'/>", "r")),
        "Noor",
    ),
    "tab leaders and underscores": Row(
        document(p("Name", RUN("<w:tab/>"), about='<w:tabs><w:tab w:val="left" w:leader="dot" w:pos="9000"/></w:tabs>')
                 + p("Place ____")), "Name…\nPlace ____",
    ),
    "old click-here button": Row(
        document(p("To: ", legacy("", "MACROBUTTON NoMacro [Name]"))), "To: {legacy_text?:[Name]}",
    ),
    "orphan field marks": Row(document(p("a", MARK("end"), "b", MARK("begin"), "c") + p("d")), "abc\nd"),
    "white text": Row(document(p("a ", r("b", "<w:color w:val='FFFFFF'/>"))), "a 'b'", ("faint-text",)),
    "answer in CDATA, after a comment": Row(
        document("<w:p><w:r><w:t>No<!-- x -->or <![CDATA[<van> Dijk]]></w:t></w:r></w:p>"), "Noor <van> Dijk",
    ),
    "answer in an equation": Row(
        document("<w:p><m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'><m:r><m:t>3100</m:t>"
                 "</m:r></m:oMath></w:p>"), "3100",
    ),
    "altChunk is not read, and said": Row(
        document(p("a") + "<w:altChunk r:id='rId1'/>", {"word/chunk.htm": "<p>b</p>"},
                 (("rId1", "aFChunk", "chunk.htm"),)),
        "a", ("content-elsewhere",),
    ),
    "text under a merged cell": Row(
        document(tbl(tr(tc("a", about=RESTART)), tr(tc("unseen", about=GOES_ON)))), "<table 2x1>\n0,0+2x1 a",
        ("hidden-text",),
    ),
}  # fmt: skip
