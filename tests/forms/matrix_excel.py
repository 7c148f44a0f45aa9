"""The Excel rows of the feature matrix: what a form can hold, as small workbooks with the tree that each must give."""

from __future__ import annotations

from excel import HEAD, by_hand, inline, relationships
from matrix_word import Row

X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
BAG = "http://schemas.microsoft.com/office/spreadsheetml/2022/featurepropertybag"
FORMATS = (
    '<numFmts><numFmt numFmtId="164" formatCode="#,##0.00\\ [$€-40C]"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy"/>'
    '<numFmt numFmtId="166" formatCode="&quot;R&quot;0"/></numFmts><fonts><font><sz val="11"/></font><font>'
    '<sz val="11"/><color rgb="FFFFFFFF"/></font><font><sz val="11"/><name val="Wingdings"/></font></fonts>'
    "<fills><fill/></fills>"
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="9"/><xf numFmtId="0" fontId="1"/>'
    '<xf numFmtId="0" fontId="2"/><xf numFmtId="166"/></cellXfs>'
)
"""Styles: 1 euro, 2 date, 3 per cent, 4 white letters, 5 Wingdings, 6 rounded with a currency; an empty fill."""
BOXES = (
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="0"><extLst><ext uri="{C7286773-470A-42A8-94C5-96B5CB345126}">'
    f'<b:xfComplement xmlns:b="{BAG}" i="0"/></ext></extLst></xf></cellXfs>'
)
BAGS = (
    f'<FeaturePropertyBags xmlns="{BAG}"><bag type="Checkbox"/><bag type="XFControls"><bagId k="CellControl">0</bagId>'
    '</bag><bag type="XFComplement"><bagId k="XFControls">1</bagId></bag><bag type="XFComplements" '
    'extRef="XFComplementsMapperExtRef"><a k="MappedFeaturePropertyBags"><bagId>2</bagId></a></bag>'
    "</FeaturePropertyBags>"
)
LIST = (
    '<dataValidations><dataValidation type="list" sqref="{}"><formula1>{}</formula1></dataValidation></dataValidations>'
)
MERGED = "<mergeCells>{}</mergeCells>".format
MERGE = '<mergeCell ref="{}"/>'.format
HIDDEN = {"xl/worksheets/sheet2.xml": f"{HEAD}<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/"
          f"main'><sheetData><row r='1'>{inline('A1', 'Spain')}</row></sheetData></worksheet>"}  # fmt: skip


def row(*cells: str, number: int = 1, about: str = "") -> str:
    """A row of cells."""
    return f'<row r="{number}" {about}>{"".join(cells)}</row>'


def value(reference: str, stored: str, *, style: int = 0, kind: str = "n", formula: str = "") -> str:
    """A cell with a stored value."""
    inner = f"<f>{formula}</f>" if formula else ""
    return f'<c r="{reference}" s="{style}" t="{kind}">{inner}<v>{stored}</v></c>'


def drawing(text: str) -> str:
    """A drawing with one text box on B3."""
    return (
        f'<xdr:wsDr xmlns:xdr="{XDR}" xmlns:a="{A}"><xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:colOff>0'
        "</xdr:colOff><xdr:row>2</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>3</xdr:col><xdr:colOff>0"
        "</xdr:colOff><xdr:row>5</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp><xdr:nvSpPr><xdr:cNvPr id='2' "
        f"name='Box'/></xdr:nvSpPr><xdr:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
        "</xdr:twoCellAnchor></xdr:wsDr>"
    )


def control(checked: str, kind: str = "CheckBox") -> dict[str, str]:
    """The parts of one form control."""
    return {"xl/ctrlProps/ctrlProp1.xml": f'{HEAD}<formControlPr xmlns="{X14}" objectType="{kind}" {checked}/>'}


ANCHOR = (
    f'<anchor xmlns:xdr="{XDR}"><from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{{0}}</xdr:row>'
    "<xdr:rowOff>0</xdr:rowOff></from><to><xdr:col>{1}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{2}</xdr:row><xdr:rowOff>0"
    "</xdr:rowOff></to></anchor>"
).format
CONTROLS = (
    '<legacyDrawing r:id="rId2"/><controls><control shapeId="1025" r:id="rId11" name="Box"><controlPr>{}</controlPr>'
    "</control></controls>"
).format
VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape '
    'id="_x0000_s1025"><v:textbox><div>Strategy</div></v:textbox><x:ClientData ObjectType="{}"><x:Anchor>0, 0, 1, 0, '
    "1, 0, 2, 0</x:Anchor>{}</x:ClientData></v:shape></xml>"
).format
SHAPES = {"rId2": "vmlDrawing ../drawings/vmlDrawing1.vml", "rId11": "ctrlProp ../ctrlProps/ctrlProp1.xml"}
VALIDATION14 = (
    f'<extLst><ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}"><x14:dataValidations xmlns:x14="{X14}" '
    f'xmlns:xm="{XM}"><x14:dataValidation type="list"><x14:formula1><xm:f>Lists!$A$1</xm:f></x14:formula1>'
    "<xm:sqref>A1</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
)
LISTS = '<sheet name="Lists" sheetId="2" {} r:id="rId4"/>'.format
LINKED = {"rId7": "hyperlink mailto:noor@example.org"}
NAME = "<definedNames><definedName name='{}'>{}</definedName></definedNames>".format
LISTED = "\n(Lists)\nA1 Spain"

ROWS: dict[str, Row] = {
    "texts and numbers": Row(
        by_hand(row(inline("A1", "Fee"), value("B1", "3100"), value("C1", "7.5"), value("D1", "0", kind="s")),
                strings="<si><t>Noor</t></si>"),
        "(Form)\nA1 Fee\nB1 3100 <number=3100>\nC1 7.5 <number=7.5>\nD1 Noor",
    ),
    "dates, 1900 system": Row(
        by_hand(row(value("A1", "43536", style=2)), styles=FORMATS),
        "(Form)\nA1 2019-03-12 <number=43536 iso=2019-03-12>",
    ),
    "dates, 1904 system": Row(
        by_hand(row(value("A1", "42074", style=2)), styles=FORMATS, workbook='<workbookPr date1904="1"/>'),
        "(Form)\nA1 2019-03-12 <number=42074 iso=2019-03-12>",
    ),
    "ISO dates and times": Row(
        by_hand(row(value("A1", "2019-03-12", kind="d"), value("B1", "14:30:00", kind="d"))),
        "(Form)\nA1 2019-03-12 <iso=2019-03-12>\nB1 14:30:00",
    ),
    "merged ranges known": Row(
        by_hand(row(inline("A1", "Part 1"), '<c r="B1"/>'), after=MERGED(MERGE("A1:C2"))), "(Form)\nA1+2x3 Part 1",
    ),
    "text under a merged range": Row(
        by_hand(row(inline("A1", "Part 1"), inline("B1", "unseen")), after=MERGED(MERGE("A1:C1"))),
        "(Form)\nA1+1x3 Part 1", ("covered-text",),
    ),
    "overlapping merged ranges": Row(
        by_hand(row(inline("A1", "a")), after=MERGED(MERGE("A1:B1") + MERGE("B1:C1"))), "(Form)\nA1+1x2 a",
        ("merges-left-out",),
    ),
    "cached formula result": Row(
        by_hand(row(value("A1", "3100", formula="1550*2"), value("B1", "Noor", kind="str", formula="A9"))),
        "(Form)\nA1 3100 <number=3100 formula=cached>\nB1 Noor <formula=cached>", ("formula-result",),
    ),
    "formula without a cached value": Row(
        by_hand(row('<c r="A1"><f>1550*2</f></c>')), "(Form)\nA1 <formula=uncached>", ("formula-uncached",),
    ),
    "text that looks like a number kept": Row(
        by_hand(row(inline("A1", "0038640123456"), inline("B1", "1 250,00 €"))),
        "(Form)\nA1 0038640123456\nB1 1 250,00 €",
    ),
    "value types kept": Row(
        by_hand(row(value("A1", "1", kind="b"), value("B1", "0", kind="b"), value("C1", "1250.00"))),
        "(Form)\nA1 TRUE <boolean=True>\nB1 FALSE <boolean=False>\nC1 1250 <number=1250>",
    ),
    "currency and per cent format": Row(
        by_hand(row(value("A1", "1250", style=1), value("B1", "0.2", style=3)), styles=FORMATS),
        "(Form)\nA1 1250 € <number=1250 currency=EUR>\nB1 20% <number=0.2>",
    ),
    "format that hides cents": Row(
        by_hand(row(value("A1", "41.5", style=6)), styles=FORMATS), "(Form)\nA1 R41.5 <number=41.5>",
    ),
    "hidden sheet known": Row(
        by_hand(row(inline("A1", "a")), sheets=LISTS('state="hidden"'), parts=HIDDEN),
        "(Form)\nA1 a\n(Lists, hidden)\nA1 Spain", ("hidden-sheet",),
    ),
    "hidden row and column known": Row(
        by_hand(row(inline("A1", "a"), inline("C1", "c")) + row(inline("A2", "b"), number=2, about='hidden="1"'),
                before='<cols><col min="3" max="3" hidden="1" width="9"/></cols>'),
        "(Form)\nA1 a\nC1 c <hidden=True>\nA2 b <hidden=True>", ("hidden-cells",),
    ),
    "drop-down options": Row(
        by_hand(row(inline("A1", "Italy")), after=LIST.format("A1 A3", '"Spain,Italy"')),
        "(Form)\nA1 Italy <options=Spain/Italy>\nA3 <options=Spain/Italy>",
    ),
    "drop-down options on another sheet": Row(
        by_hand("", after=VALIDATION14, sheets=LISTS(""), parts=HIDDEN), "(Form)\nA1 <options=Spain>" + LISTED,
    ),
    "drop-down that still asks": Row(
        by_hand(row(inline("A1", "Select from menu")), after=LIST.format("A1", '"Select from menu,Spain"')),
        "(Form)\nA1 Select from menu <options=Select from menu/Spain>",
    ),
    "defined names": Row(
        by_hand(row(inline("A1", "Noor")), names=NAME("full_name", "Form!$A$1")), "(Form)\nA1 Noor <name=full_name>",
    ),
    "form-control tick box": Row(
        by_hand("", after=CONTROLS(ANCHOR(1, 1, 2)), parts=control('checked="Checked"')
                | {"xl/drawings/vmlDrawing1.vml": VML("Checkbox", "")}, **SHAPES),
        "(Form)\nA2 [+form_control: Strategy]",
    ),
    "form-control tick box as LibreOffice writes it": Row(
        by_hand("", after=CONTROLS(ANCHOR(0, 0, 0)), parts=control('checked="Checked"')
                | {"xl/drawings/vmlDrawing1.vml": VML("Checkbox", "<x:Checked>0</x:Checked>")}, **SHAPES),
        "(Form)\nA2 [+form_control: Strategy]",
    ),
    "tick box of an old file, in VML alone": Row(
        by_hand("", after='<legacyDrawing r:id="rId2"/>',
                parts={"xl/drawings/vmlDrawing1.vml": VML("Checkbox", "<x:Checked>1</x:Checked>")},
                rId2=SHAPES["rId2"]),
        "(Form)\nA2 [+form_control: Strategy]",
    ),
    "option button": Row(
        by_hand("", after=CONTROLS(ANCHOR(1, 1, 2)), parts=control('checked="Checked"', "Radio")
                | {"xl/drawings/vmlDrawing1.vml": VML("Radio", "")}, **SHAPES),
        "(Form)\nA2 [+form_control: Strategy]",
    ),
    "in-cell tick box": Row(
        by_hand(row(value("A1", "1", style=1, kind="b"), value("B1", "0", style=1, kind="b"), '<c r="C1" s="1"/>'),
                styles=BOXES, parts={"xl/featurePropertyBag/featurePropertyBag.xml": BAGS}),
        "(Form)\nA1 [+cell] <boolean=True>\nB1 [-cell] <boolean=False>\nC1 [-cell]",
    ),
    "typed boxes and a symbol font": Row(
        by_hand(row(inline("A1", "☒ Yes ☐ No"), inline("B1", "þ").replace(" t=", ' s="5" t=')), styles=FORMATS),
        "(Form)\nA1 [+glyph] Yes [-glyph] No\nB1 [+font]",
    ),
    "text box on the sheet": Row(
        by_hand("", after='<drawing r:id="rId5"/>', parts={"xl/drawings/drawing1.xml": drawing("Motivation")},
                rId5="drawing ../drawings/drawing1.xml"),
        "(Form)\nB3\n  <box>\n    Motivation",
    ),
    "note kept out, hyperlink's text kept": Row(
        by_hand(row(inline("A1", "noor@example.org")),
                after='<hyperlinks><hyperlink ref="A1" r:id="rId7"/></hyperlinks>',
                parts={"xl/comments1.xml": "<comments><commentList><comment ref='A1'><text><t>who?</t></text></comment>"
                       "</commentList></comments>"}, rId6="comments ../comments1.xml", **LINKED),
        "(Form)\nA1 noor@example.org", ("cell-notes",),
    ),
    "wrong dimension": Row(
        by_hand(row(inline("A1", "a"), inline("B1", "b")) + row(inline("A2", "c"), number=2),
                before='<dimension ref="A1"/>'), "(Form)\nA1 a\nB1 b\nA2 c",
    ),
    "a styled empty cell at XFD1048576": Row(
        by_hand(row(inline("A1", "a")) + row('<c r="XFD1048576" s="1"/>', number=1_048_576), styles=FORMATS),
        "(Form)\nA1 a",
    ),
    "a filled cell at XFD1048576": Row(
        by_hand(row(inline("A1", "a")) + row(inline("XFD1048576", "b"), number=1_048_576)), "(Form)\nA1 a",
        ("outside-window",),
    ),
    "empty fill in the styles": Row(by_hand(row(inline("A1", "a")), styles=FORMATS), "(Form)\nA1 a"),
    "error cells": Row(
        by_hand(row(value("A1", "#REF!", kind="e"))), "(Form)\nA1 #REF! <error=#REF!>", ("cell-error",),
    ),
    "escapes decoded": Row(
        by_hand(row(inline("A1", "One_x000D_&#10;Two _x005F_x0041_"))), "(Form)\nA1 One⏎Two _x0041_",
    ),
    "sheet not starting at A1": Row(
        by_hand(row(inline("D7", "a"), value("F7", "2"), number=7)), "(Form)\nD7 a\nF7 2 <number=2>",
    ),
    "strict OOXML": Row(
        by_hand("", parts={"xl/worksheets/sheet1.xml": "<worksheet xmlns='http://purl.oclc.org/ooxml/spreadsheetml/main'>"
                f"<sheetData>{row(inline('A1', 'a'))}</sheetData></worksheet>"}),
        "(Form)\nA1 a", ("strict-variant",),
    ),
    "rich text, struck; phonetic hints left out": Row(
        by_hand(row(value("A1", "0", kind="s")), strings="<si><r><t>Yes / </t></r><r><rPr><strike/></rPr><t>No</t></r>"
                "<rPh sb='0' eb='1'><t>PHON</t></rPh></si>"), "(Form)\nA1 Yes / ~No~",
    ),
    "white marker text": Row(
        by_hand(row(inline("A1", "x").replace(" t=", ' s="4" t=')), styles=FORMATS), "(Form)\nA1 'x'",
    ),
    "macros named, never run": Row(by_hand(row(inline("A1", "a")), parts={"xl/vbaProject.bin": b"x"}), "(Form)\nA1 a"),
    "table parts and relationships that are gone": Row(
        by_hand(row(inline("A1", "a")), after='<drawing r:id="rId5"/><legacyDrawing r:id="rId6"/>',
                parts={"xl/worksheets/_rels/sheet1.xml.rels": relationships(rId5="drawing ../NULL")}), "(Form)\nA1 a",
    ),
}  # fmt: skip
