"""Tick boxes, lists and text boxes that lie on a sheet."""

import pytest
from excel import HEAD, by_hand, cells, codes, inline, read, text, texts

from cbt_cli.forms.tree import Box, Control, Tick

XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
VML_HEAD = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel">'
)


def vml(*shapes: tuple[int, str, str, str, str]) -> str:
    """A VML part: (number, kind, caption, anchor, further client data)."""
    return VML_HEAD + "".join(
        f'<v:shape id="_x0000_s{number}"><v:textbox><div><font>{caption}</font><br></div></v:textbox>'
        f'<x:ClientData ObjectType="{kind}"><x:Anchor>{anchor}</x:Anchor>{more}</x:ClientData></v:shape>'
        for number, kind, caption, anchor, more in shapes
    ) + "</xml>"  # fmt: skip


def place_of(row: int, column: int, *, y: int = 0, height: int = 190_500) -> str:
    """A control's anchor as the sheet part has it."""
    end = y + height
    return (
        f'<anchor xmlns:xdr="{XDR}"><from><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row>'
        f"<xdr:rowOff>{y}</xdr:rowOff></from><to><xdr:col>{column + 1}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{row + end // 190_500}</xdr:row><xdr:rowOff>{end % 190_500}</xdr:rowOff></to></anchor>"
    )


def controls(*anchors: str) -> str:
    """The ``controls`` of a sheet part, as Excel wraps them; the first has shape 1025 and relationship rId11."""
    inner = "".join(
        f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="x14"><control shapeId="{1025 + at}" '
        f'r:id="rId{11 + at}" name="Box {at}"><controlPr>{anchor}</controlPr></control></mc:Choice>'
        "</mc:AlternateContent>"
        for at, anchor in enumerate(anchors)
    )
    return (
        f'<legacyDrawing r:id="rId2"/><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="x14"><controls>{inner}'
        "</controls></mc:Choice></mc:AlternateContent>"
    )


def properties(**attributes: str) -> str:
    """A ``ctrlProps`` part."""
    words = " ".join(f'{key}="{value}"' for key, value in attributes.items())
    return f'{HEAD}<formControlPr xmlns="{X14}" {words}/>'


def two_boxes(anchors: tuple[str, str], **first: str) -> bytes:
    """A sheet with a ticked and an empty form control."""
    return by_hand(
        f'<row r="3">{inline("B3", "Cluster strategy")}</row><row r="4">{inline("B4", "Governance")}</row>'
        '<row r="9"><c r="F9" t="b"><v>0</v></c></row>',
        after=controls(*anchors),
        parts={
            "xl/ctrlProps/ctrlProp1.xml": properties(objectType="CheckBox", checked="Checked", **first),
            "xl/ctrlProps/ctrlProp2.xml": properties(objectType="CheckBox"),
            "xl/drawings/vmlDrawing1.vml": vml(
                (1025, "Checkbox", "Yes", "0, 4, 2, 2, 0, 60, 3, 2", ""),
                (1026, "Checkbox", "", "0, 4, 3, 2, 0, 60, 4, 2", "<x:Checked>1</x:Checked>"),
            ),
        },
        rId2="vmlDrawing ../drawings/vmlDrawing1.vml",
        rId11="ctrlProp ../ctrlProps/ctrlProp1.xml",
        rId12="ctrlProp ../ctrlProps/ctrlProp2.xml",
    )


def test_form_controls_are_ticks_in_their_cells() -> None:
    """The state comes from the control's properties, the caption from its drawing, the cell from its anchor."""
    found = cells(read(two_boxes((place_of(2, 0), place_of(3, 0)))))
    assert found["A3"].blocks[0].tokens == [Tick(on=True, encoding="form_control", caption="Yes")]
    assert found["A4"].blocks[0].tokens == [Tick(on=False, encoding="form_control")]


def test_a_control_without_a_place_takes_it_from_vml() -> None:
    """Where the sheet's anchor is all zeros, as LibreOffice writes it, the place is the one in VML."""
    nowhere = place_of(0, 0, height=0)
    found = cells(read(two_boxes((nowhere, nowhere))))
    assert {name: text(found[name].blocks) for name in ("A3", "A4")} == {"A3": "[x]Yes", "A4": "[ ]"}


def test_a_control_drawn_a_little_high_belongs_to_the_row_of_its_middle() -> None:
    """A box that begins at the bottom of the row above stands where its middle is."""
    found = cells(read(two_boxes((place_of(1, 0, y=150_000), place_of(2, 0, y=150_000)))))
    assert {name for name in found if name.startswith("A")} == {"A3", "A4"}


def test_a_linked_cell_that_disagrees_is_said() -> None:
    """The box is read as drawn; the linked cell's other state is kept and reported."""
    tree = read(two_boxes((place_of(2, 0), place_of(3, 0)), fmlaLink="$F$9"))
    assert cells(tree)["A3"].blocks[0].tokens == [Tick(on=True, encoding="form_control", stored=False, caption="Yes")]
    assert codes(tree) == ["tick-conflict"]


def test_controls_of_old_files_are_read_from_vml() -> None:
    """A file that has only VML gives the same ticks; cell notes are not read."""
    shapes = vml(
        (1025, "Checkbox", "Yes", "1, 4, 2, 2, 1, 60, 3, 2", "<x:Checked>1</x:Checked>"),
        (1026, "Radio", "No", "1, 4, 3, 2, 1, 60, 4, 2", ""),
        (1027, "Note", "a remark", "1, 4, 5, 2, 1, 60, 6, 2", ""),
    )
    tree = read(by_hand("", after='<legacyDrawing r:id="rId2"/>', parts={"xl/drawings/vmlDrawing1.vml": shapes},
                        rId2="vmlDrawing ../drawings/vmlDrawing1.vml"))  # fmt: skip
    assert texts(tree) == {"B3": "[x]Yes", "B4": "[ ]No"}


def test_a_drop_down_control_has_its_choice_and_options() -> None:
    """A list control gives the chosen item and all items."""
    data = by_hand(
        f'<row r="1">{inline("H1", "Austria")}</row><row r="2">{inline("H2", "Belgium")}</row>',
        after=controls(place_of(4, 1)),
        parts={"xl/ctrlProps/ctrlProp1.xml": properties(objectType="Drop", fmlaRange="$H$1:$H$2", sel="2")},
        rId11="ctrlProp ../ctrlProps/ctrlProp1.xml",
    )
    token = cells(read(data))["B5"].blocks[0].tokens[0]
    assert isinstance(token, Control)
    assert (token.kind, token.options, token.tokens[0].text) == ("drop_down", ("Austria", "Belgium"), "Belgium")


def test_activex_boxes_are_ticks() -> None:
    """An ActiveX box gives its state and caption, and is named as active content."""
    ocx = (
        '<ax:ocx xmlns:ax="http://schemas.microsoft.com/office/2006/activeX" ax:persistence="persistPropertyBag" '
        'ax:classid="{8BD21D40-EC42-11CE-9E0D-00AA006002F3}"><ax:ocxPr ax:name="Value" ax:value="1"/>'
        '<ax:ocxPr ax:name="Caption" ax:value="Agreed"/></ax:ocx>'
    )
    tree = read(by_hand("", after=controls(place_of(4, 1)), parts={"xl/activeX/activeX1.xml": ocx},
                        rId11="control ../activeX/activeX1.xml"))  # fmt: skip
    assert cells(tree)["B5"].blocks[0].tokens == [Tick(on=True, encoding="activex", caption="Agreed")]
    assert tree.active_content == ["an ActiveX control"]


def test_in_cell_boxes_are_ticks() -> None:
    """A true/false cell whose style is a check box is a tick, also where nothing is stored yet."""
    bag = "http://schemas.microsoft.com/office/spreadsheetml/2022/featurepropertybag"
    styles = (
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="0"><extLst><ext uri="{C7286773-470A-42A8-94C5-96B5CB345126}">'
        f'<b:xfComplement xmlns:b="{bag}" i="0"/></ext></extLst></xf></cellXfs>'
    )
    bags = (
        f'<FeaturePropertyBags xmlns="{bag}"><bag type="Checkbox"/><bag type="XFControls">'
        '<bagId k="CellControl">0</bagId></bag><bag type="XFComplement"><bagId k="XFControls">1</bagId></bag>'
        '<bag type="XFComplements" extRef="XFComplementsMapperExtRef">'
        '<a k="MappedFeaturePropertyBags"><bagId>2</bagId></a></bag>'
        "</FeaturePropertyBags>"
    )
    tree = read(by_hand('<row r="1"><c r="A1" s="1" t="b"><v>1</v></c><c r="B1" s="1" t="b"><v>0</v></c>'
                        '<c r="C1" s="1"/>'
                        '<c r="D1" t="b"><v>1</v></c></row>', styles=styles,
                        parts={"xl/featurePropertyBag/featurePropertyBag.xml": bags}))  # fmt: skip
    assert texts(tree) == {"A1": "[x]", "B1": "[ ]", "C1": "[ ]", "D1": "TRUE"}
    assert cells(tree)["A1"].blocks[0].tokens == [Tick(on=True, encoding="cell")]


def drawing(body: str) -> str:
    """A drawing part with one text box on C6, offered twice as Office does."""
    shape = (
        '<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="Motivation box"/></xdr:nvSpPr><xdr:txBody>'
        + body
        + "</xdr:txBody></xdr:sp>"
    )
    anchor = (
        "<xdr:twoCellAnchor><xdr:from><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>5</xdr:row><xdr:rowOff>0"
        f"</xdr:rowOff></xdr:from>{shape}</xdr:twoCellAnchor>"
    )
    return (
        f'<xdr:wsDr xmlns:xdr="{XDR}" xmlns:a="{A}" xmlns:mc="{MC}"><mc:AlternateContent>'
        f'<mc:Choice Requires="a14">{anchor}</mc:Choice><mc:Fallback>{anchor}</mc:Fallback></mc:AlternateContent>'
        "</xdr:wsDr>"
    )


def test_text_boxes_stand_in_their_cell_once() -> None:
    """A text box is a box in the cell that it is anchored to, read once, with its struck-out words marked."""
    body = (
        '<a:p><a:r><a:t>first </a:t></a:r><a:r><a:rPr strike="sngStrike"/><a:t>not</a:t></a:r></a:p>'
        "<a:p><a:r><a:t>second</a:t></a:r></a:p>"
    )
    tree = read(by_hand("", after='<drawing r:id="rId5"/>', parts={"xl/drawings/drawing1.xml": drawing(body)},
                        rId5="drawing ../drawings/drawing1.xml"))  # fmt: skip
    box = cells(tree)["C6"].blocks[0]
    assert isinstance(box, Box)
    assert [text([block]) for block in box.blocks] == ["first not", "second"]
    assert [token.strike for token in box.blocks[0].tokens] == [False, True]
    assert str(box.place) == "sheet Form, cell C6, box Motivation box"


@pytest.mark.parametrize("broken", ["<nope", ""])
def test_a_broken_drawing_of_controls_is_said(broken: str) -> None:
    """Where the controls' drawing cannot be read, the sheet is read and a finding says what may be missing."""
    tree = read(by_hand(f'<row r="1">{inline("A1", "kept")}</row>', after='<legacyDrawing r:id="rId2"/>',
                        parts={"xl/drawings/vmlDrawing1.vml": broken},
                        rId2="vmlDrawing ../drawings/vmlDrawing1.vml"))  # fmt: skip
    assert (texts(tree), codes(tree)) == ({"A1": "kept"}, ["controls-unread"])
