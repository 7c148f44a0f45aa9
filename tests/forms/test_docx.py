"""The Word column of the feature matrix: one small document a row."""

import io
import zipfile

import pytest
from docx import Document
from word import (
    body,
    brief,
    check_box,
    control,
    document,
    legacy,
    p,
    part,
    r,
    rels,
    sdt,
    styled,
    tbl,
    tc,
    tokens,
    tr,
    tree,
)  # fmt: skip

from cbt_cli.forms.package import Unreadable
from cbt_cli.forms.tree import Cell, Paragraph, Table, Text, Tick

TICKED = "<w14:checked w14:val='1'/>"
WINGDINGS = '<w:r><w:sym w:font="Wingdings{}" w:char="{}"/></w:r>'.format
BOX = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
SHAPE = (
    "<w:r><w:drawing><wp:inline><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wp:inline></w:drawing></w:r>"
)


def read_styled(styles: str, inner: str) -> list[object]:
    return brief(tree(styled(styles, inner)).roots[0].blocks)


def test_python_docx() -> None:
    """A document that python-docx wrote reads as written, with a place for everything."""
    made = Document()
    made.add_heading("Your details", 1)
    table = made.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "Family name"
    table.cell(0, 1).text = "Noor\nvan Dijk"
    table.cell(1, 0).merge(table.cell(1, 1)).text = "Motivation"
    made.add_paragraph("Thank you")
    stream = io.BytesIO()
    made.save(stream)
    read = tree(stream.getvalue())
    heading, grid, last = read.roots[0].blocks
    assert isinstance(heading, Paragraph)
    assert isinstance(grid, Table)
    assert (heading.heading, grid.rows, grid.columns) == (True, 2, 2)
    assert brief([grid]) == [
        {(0, 0, 1, 1): ["Family name"], (0, 1, 1, 1): ["Noor\nvan Dijk"], (1, 0, 1, 2): ["Motivation"]}
    ]
    assert str(last.place) == "paragraph 2"
    assert str(grid.cells[1].blocks[0].place) == "table 1, row 1, column 2, paragraph 1"
    assert (read.findings, read.active_content) == ([], [])


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        (p("Name: ", sdt(r("Noor"))), ["Name: {text:Noor}"]),
        (sdt(p("Noor")), ["{text:Noor}"]),
        (sdt(p("line 1") + p("line 2"), "<w:tag w:val='a'/>"), ["{rich_text:line 1\nline 2}"]),
        (sdt(p("Name") + p("Country"), "<w:richText/>"), ["Name", "Country"]),
        (tbl(tr("Name", tc(p(sdt(r("Noor")))))), [{(0, 0, 1, 1): ["Name"], (0, 1, 1, 1): ["{text:Noor}"]}]),
        (tbl(tr("Name", sdt(tc("Noor")), "x")),
         [{(0, 0, 1, 1): ["Name"], (0, 1, 1, 1): ["{text:Noor}"], (0, 2, 1, 1): ["x"]}]),
        (tbl(tr("a"), sdt(sdt(tr("b"), "<w15:repeatingSectionItem/>") + sdt(tr("c"), "<w15:repeatingSectionItem/>"),
                          "<w15:repeatingSection/>")),
         [{(0, 0, 1, 1): ["a"], (1, 0, 1, 1): ["b"], (2, 0, 1, 1): ["c"]}]),
        (sdt(tbl(tr("a")), "<w:tag w:val='t'/>"), [{(0, 0, 1, 1): ["a"]}]),
        (sdt(p("Name: ", sdt(r("Noor"), "<w:date/>")), "<w:alias w:val='n'/>"), ["Name: {date:Noor}"]),
        (p(sdt(sdt(r("Noor")), "<w:alias w:val='n'/>")), ["{text:Noor}"]),
        (sdt(p("Family name"), "<w:lock w:val='sdtContentLocked'/>"), ["Family name"]),
        (f"<w:customXml>{p('<w:smartTag>' + r('a') + '</w:smartTag>' + r('b'))}</w:customXml>", ["ab"]),
        (p(f"<w:hyperlink>{r('a')}</w:hyperlink>"), ["a"]),
        (p("<w:fldSimple w:instr='AUTHOR'>" + r("Noor") + "</w:fldSimple>"), ["Noor"]),
    ],
)  # fmt: skip
def test_wrappers(inner: str, shown: list[object]) -> None:
    """A content control at run, block, cell, row or table level, and any other wrapper, is looked through in place."""
    assert body(inner) == shown


def test_alias_of_a_doubled_control() -> None:
    """A control wrapped twice is the inner one, with the outer one's name."""
    found = control(p(sdt(sdt(r("Noor")), "<w:alias w:val='Name'/><w:tag w:val='n'/>")))
    assert (found.kind, found.alias, found.tag) == ("text", "Name", "n")


def test_drop_down() -> None:
    """A drop-down hands on its options without the prompt, and knows its prompt by structure."""
    about = (
        "<w:dropDownList><w:listItem w:value='Choisissez un élément.'/><w:listItem w:displayText='Spain' w:value='ES'/>"
        "<w:listItem w:displayText='Italy' w:value='IT'/></w:dropDownList>"
    )
    chosen, open_one = control(p(sdt(r("Italy"), about))), control(p(sdt(r("Choisissez un élément."), about)))
    assert (chosen.kind, chosen.options, chosen.prompt) == ("drop_down", ("Spain", "Italy"), False)
    assert open_one.prompt


def test_date() -> None:
    """A date picker hands on its date beside the text."""
    about = '<w:date w:fullDate="2019-03-12T00:00:00Z"><w:dateFormat w:val="dd/MM/yyyy"/></w:date>'
    assert control(p(sdt(r("12/03/2019"), about))).iso == "2019-03-12"
    assert control(p(sdt(r("Date"), about + "<w:showingPlcHdr/>"))).iso is None


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        (check_box("1", "☒"), "[+w14]"),
        (check_box("true", "☑"), "[+w14]"),
        (check_box("on", "☒"), "[+w14]"),
        (check_box("0", "☐"), "[-w14]"),
        (check_box(None, "☐"), "[-w14]"),
        (check_box("0", "☒"), "[+w14 stored False]"),
        (check_box("1", "☐"), "[-w14 stored True]"),
        (check_box("1", ""), "[+w14]"),
        (check_box("1", "☒") + r(" A ") + check_box("0", "☐") + r(" B"), "[+w14] A [-w14] B"),
        (sdt(WINGDINGS(" 2", "F052"), f"<w14:checkbox>{TICKED}</w14:checkbox>"), "[+w14]"),
        (sdt(r("X"), f"<w14:checkbox>{TICKED}<w14:checkedState w14:val='0058'/>"
             "<w14:uncheckedState w14:val='2610'/></w14:checkbox>"), "[+w14]"),
        (legacy("<w:checkBox><w:checked/></w:checkBox>", "FORMCHECKBOX"), "[+legacy]"),
        (legacy("<w:checkBox><w:default w:val='1'/></w:checkBox>", "FORMCHECKBOX"), "[+legacy]"),
        (legacy("<w:checkBox><w:default w:val='1'/><w:checked w:val='0'/></w:checkBox>", "FORMCHECKBOX"), "[-legacy]"),
        (legacy("<w:checkBox/>", "FORMCHECKBOX"), "[-legacy]"),
        (legacy("", "FORMCHECKBOX"), "[?legacy]"),
        (r("☐ A ☑ B é"), "[-glyph] A [+glyph] B é"),
        (WINGDINGS("", "F0FE"), "[+symbol]"),
        (WINGDINGS("", "00A8"), "[-symbol]"),
        (r("þ", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>') + r(" A"), "[+font] A"),
        (r("o", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>') + r(" or"), "[-font] or"),
        (r("○ A") + r("● B"), "[-glyph] A[+glyph] B"),
        (r("● B"), "● B"),
    ],
)  # fmt: skip
def test_ticks(inner: str, shown: str) -> None:
    """A tick is a tick in every encoding; what the applicant saw counts, and what is stored otherwise is kept."""
    assert body(p(inner)) == [shown]


def test_box_bullet() -> None:
    """A list whose bullet is a box has a tick of unknown state; a plain bullet has none."""
    level = (
        '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="{}"/>'
        '<w:rPr><w:rFonts w:ascii="{}"/></w:rPr></w:lvl>'
    )
    drawings = [("\uf0a8", "Wingdings"), ("\uf0b7", "Symbol"), ("\uf0a7", "Wingdings"), ("☐", "Arial")]
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{level.format(*drawn)}</w:abstractNum>'
        for at, drawn in enumerate(drawings)
    ) + "".join(f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(4))
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'
    data = document(
        "".join(p("Strategy", about=item.format(at)) for at in (1, 2, 3, 4, 0)),
        {"word/numbering.xml": part("w:numbering", numbering)},
        (("rId1", "numbering", "numbering.xml"),),
    )
    blocks = tree(data).roots[0].blocks
    assert brief(blocks) == ["[?bullet]Strategy", "Strategy", "Strategy", "[?bullet]Strategy", "Strategy"]
    assert [isinstance(one, Paragraph) and one.list_item for one in blocks] == [True, True, True, True, False]


def test_legacy_text() -> None:
    """A legacy text field is a control; five en spaces are an empty one; a result over paragraphs is one answer."""
    data = '<w:name w:val="Text1"/><w:textInput><w:default w:val="name"/></w:textInput>'
    found = control(p(legacy(data, "FORMTEXT", "Noor")))
    assert (found.kind, found.tag, found.default, found.prompt) == ("legacy_text", "Text1", "name", False)
    assert body(p(legacy(data, "FORMTEXT", "\u2002\u2002\u2002\u2002\u2002"))) == ["{legacy_text?:}"]
    whole = p("A: ", legacy(data, "FORMTEXT", "one", "</w:p><w:p>", r("two")), " after")
    assert body(whole.replace("</w:r></w:p><w:p>", "</w:r></w:p><w:p>")) == ["A: {legacy_text:one\ntwo}", " after"]


def test_broken_fields() -> None:
    """Field marks without a partner neither swallow what follows nor move it."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    assert body(p("a", mark("end"), mark("separate"), "b") + p("c", mark("end"))) == ["ab", "c"]
    assert body(p("a", mark("begin"), "b") + p("c")) == ["ab", "c"]
    assert body(p("a", mark("separate"), "b", mark("end")) + p("c")) == ["ab", "c"]
    across = tbl(tr(tc(p("a", mark("begin"), mark("separate"), "b")), tc(p("c", mark("end")))))
    assert body(across) == [{(0, 0, 1, 1): ["ab"], (0, 1, 1, 1): ["c"]}]


def test_legacy_drop_down() -> None:
    """A legacy drop-down shows the entry of its result, else of its default, else the first."""
    entries = '<w:listEntry w:val="-----"/><w:listEntry w:val="Spain"/><w:listEntry w:val="Italy"/>'
    drop = "<w:ddList>{}" + entries + "</w:ddList>"
    assert body(p(legacy(drop.format('<w:result w:val="2"/>'), "FORMDROPDOWN"))) == ["{legacy_drop_down:Italy}"]
    assert body(p(legacy(drop.format('<w:default w:val="1"/>'), "FORMDROPDOWN"))) == ["{legacy_drop_down:Spain}"]
    assert body(p(legacy(drop.format(""), "FORMDROPDOWN"))) == ["{legacy_drop_down?:-----}"]
    assert control(p(legacy(drop.format(""), "FORMDROPDOWN"))).options == ("Spain", "Italy")


def test_other_fields() -> None:
    """Of other fields the result is read and the instruction is not; an old click-here button is a prompt."""
    assert body(p(legacy("", 'HYPERLINK "mailto:a@example.org"', "a@example.org"))) == ["a@example.org"]
    assert body(p(legacy("", "MACROBUTTON NoMacro [Your name]"))) == ["{legacy_text?:[Your name]}"]
    assert body(p(legacy("", r'SYMBOL 254 \f "Wingdings"'))) == ["[+symbol]"]


def test_prompts() -> None:
    """A placeholder is one by its flag or by the glossary's very words; words typed over or behind it are an answer."""
    glossary = part(
        "w:glossaryDocument",
        "<w:docParts><w:docPart><w:docPartPr><w:name w:val='P1'/><w:types><w:type w:val='bbPlcHdr'/></w:types>"
        "</w:docPartPr>"
        f"<w:docPartBody>{p('Click here to ', 'enter text.')}</w:docPartBody></w:docPart></w:docParts>",
    )
    named, flag = "<w:placeholder><w:docPart w:val='P1'/></w:placeholder>", "<w:showingPlcHdr/>"
    controls = [
        sdt(r("Click here to enter text."), named + flag),
        sdt(r("Click here to enter text."), named),
        sdt(r("Noor"), named + flag),
        sdt(r("Click here to enter text.") + r("Noor"), named + flag),
        sdt(r("Tapez ici"), flag),
        sdt(r("Noor"), named),
    ]
    data = document(
        "".join(p(one) for one in controls),
        {"word/glossary/document.xml": glossary},
        (("rId1", "glossaryDocument", "glossary/document.xml"),),
    )
    read = tree(data)
    assert brief(read.roots[0].blocks) == [
        "{rich_text?:Click here to enter text.}",
        "{rich_text?:Click here to enter text.}",
        "{rich_text:Noor}",
        "{rich_text:Noor}",
        "{rich_text?:Tapez ici}",
        "{rich_text:Noor}",
    ]
    assert read.prompts == {"Click here to enter text.", "Tapez ici"}


def test_data_binding() -> None:
    """A control whose bound XML part says something else hands on both."""
    binding = (
        "<w:dataBinding w:prefixMappings=\"xmlns:a='urn:a'\" w:xpath='/a:form[1]/a:fee[1]' w:storeItemID='{{{}}}'/>"
    )
    store = "00000000-0000-0000-0000-00000000000A"
    props = f'<ds:datastoreItem xmlns:ds="http://x/customXml" ds:itemID="{{{store}}}"/>'
    data = document(
        p(sdt(r("2900"), binding.format(store.lower())), sdt(r("3100"), binding.format(store))),
        {
            "customXml/item1.xml": '<form xmlns="urn:a"><fee>3100</fee></form>',
            "customXml/itemProps1.xml": props,
            "customXml/_rels/item1.xml.rels": rels(("rId1", "customXmlProps", "itemProps1.xml")),
        },
        (("rId1", "customXml", "../customXml/item1.xml"),),
    )
    first = tree(data).roots[0].blocks[0]
    assert isinstance(first, Paragraph)
    assert [getattr(one, "bound", "-") for one in first.tokens] == ["3100", None]


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ((tr("a", "b", about='<w:gridBefore w:val="1"/>'),), {(0, 1, 1, 1): ["a"], (0, 2, 1, 1): ["b"]}),
        ((tr(tc("a", about='<w:gridSpan w:val="2"/>'), "b"),), {(0, 0, 1, 2): ["a"], (0, 2, 1, 1): ["b"]}),
        ((tr(tc("a", about='<w:vMerge w:val="restart"/>'), "b"), tr(tc(about="<w:vMerge/>"), "c")),
         {(0, 0, 2, 1): ["a"], (0, 1, 1, 1): ["b"], (1, 1, 1, 1): ["c"]}),
        ((tr(tc("a", about="<w:vMerge/>"), "b"),), {(0, 0, 1, 1): ["a"], (0, 1, 1, 1): ["b"]}),
        ((tr(tc("a", about='<w:vMerge w:val="restart"/>')), tr("b"), tr(tc("c", about="<w:vMerge/>"))),
         {(0, 0, 1, 1): ["a"], (1, 0, 1, 1): ["b"], (2, 0, 1, 1): ["c"]}),
        ((tr(tc("a", about='<w:hMerge w:val="restart"/>'), tc(about="<w:hMerge/>"), "b"),),
         {(0, 0, 1, 2): ["a"], (0, 2, 1, 1): ["b"]}),
        ((tr("gone", about="<w:del/>"), tr("a")), {(0, 0, 1, 1): ["a"]}),
        ((tr(tc("a", tbl(tr("b")))),), {(0, 0, 1, 1): ["a", {(0, 0, 1, 1): ["b"]}]}),
    ],
)  # fmt: skip
def test_grid(rows: tuple[str, ...], shown: dict[object, object]) -> None:
    """Cells stand at their true grid coordinates, merged ones once with their spans, malformed merges too."""
    assert body(tbl(*rows)) == [shown]


def test_nested_place() -> None:
    """A place in a nested table goes on from the outer cell's."""
    outer = tree(document(p("x") + tbl(tr("a", tc("b", tbl(tr("c"))))))).roots[0].blocks[1]
    assert isinstance(outer, Table)
    inner = outer.cells[1].blocks[1]
    assert isinstance(inner, Table)
    assert str(inner.cells[0].blocks[0].place) == ("table 1, row 1, column 2, table 1, row 1, column 1, paragraph 1")


def test_merged_away_text() -> None:
    """Text in a cell that is merged away cannot be seen: not read, and said."""
    rows = tr(tc("a", about='<w:vMerge w:val="restart"/>')), tr(tc("unseen", about="<w:vMerge/>"))
    assert [(one.code, one.raw) for one in tree(document(tbl(*rows))).findings] == [("hidden-text", "unseen")]


@pytest.mark.parametrize("frame", [BOX, SHAPE])
def test_text_box(frame: str) -> None:
    """A text box of either dialect is read once, where it is anchored, and one with a fallback too."""
    assert body(p("a", frame.format(p("in"))) + p("b")) == ["a", ("in",), "b"]
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{SHAPE.format(p('in'))[5:-6]}</mc:Choice>"
        f"<mc:Fallback>{BOX.format(p('in'))[5:-6]}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert body(p("a", both) + p("b")) == ["a", ("in",), "b"]


def test_tracked_changes() -> None:
    """An insertion is read and flagged, a deletion is not read, a move is read once; and it is said."""
    inner = p("EUR ", f"<w:del><w:r><w:delText>2900</w:delText></w:r></w:del><w:ins>{r('3100')}</w:ins>") + p(
        f"<w:moveFrom>{r('moved')}</w:moveFrom>", about="<w:rPr><w:del/></w:rPr>"
    ) + p(f"<w:moveTo>{r('moved')}</w:moveTo>")  # fmt: skip
    read = tree(document(inner))
    assert brief(read.roots[0].blocks) == ["EUR 3100", "moved"]
    first = read.roots[0].blocks[0]
    assert isinstance(first, Paragraph)
    assert first.tokens == [Text("EUR "), Text("3100", inserted=True)]
    assert [one.code for one in read.findings] == ["tracked-changes"]


def test_hidden_text() -> None:
    """Hidden text is not read, whether hidden directly or through styles, which toggle; and it is said."""
    styles = (
        "<w:style w:type='character' w:styleId='H'><w:rPr><w:vanish/></w:rPr></w:style>"
        "<w:style w:type='character' w:styleId='H2'><w:basedOn w:val='H'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='P'><w:rPr><w:vanish/></w:rPr></w:style>"
    )
    hidden = ["<w:vanish/>", "<w:rStyle w:val='H'/>", "<w:rStyle w:val='H2'/>"]
    inner = p("a", *(r("secret", look) for look in hidden), r("b", "<w:rStyle w:val='H'/><w:vanish w:val='0'/>"))
    toggled = p(r("gone"), r("seen", "<w:rStyle w:val='H'/>"), about="<w:pStyle w:val='P'/>")
    read = tree(styled(styles, inner + toggled))
    assert brief(read.roots[0].blocks) == ["ab", "seen"]
    assert [(one.code, one.raw) for one in read.findings] == [
        ("hidden-text", "secretsecretsecret"),
        ("hidden-text", "gone"),
    ]


def test_looks() -> None:
    """Strike, highlight, underline and white letters are told; runs that look the same are one span."""
    inner = p(
        r("a"), r("b", "<w:lang w:val='fr-FR'/>"), r("c", "<w:strike/>"), r("d", "<w:dstrike/>"),
        r("e", "<w:highlight w:val='yellow'/>"), r("f", "<w:shd w:val='clear' w:fill='FFFF00'/>"),
        r("g", "<w:u w:val='single'/>"), r("h", "<w:color w:val='FFFFFF'/>"), r("i", "<w:sz w:val='2'/>"),
        r("j", "<w:color w:val='FFFFFF'/><w:shd w:val='clear' w:fill='000080'/>"),
    )  # fmt: skip
    assert tokens(inner) == [
        Text("ab"), Text("cd", strike=True), Text("ef", highlight=True), Text("g", underline=True),
        Text("hi", faint=True), Text("j", highlight=True),
    ]  # fmt: skip
    white = tc(p(r("Header", "<w:color w:val='FFFFFF'/>")), about="<w:shd w:val='clear' w:fill='003399'/>")
    grid = tree(document(tbl(tr(white)))).roots[0].blocks[0]
    assert isinstance(grid, Table)
    assert grid.cells[0].blocks == [Paragraph(grid.cells[0].blocks[0].steps, [Text("Header")])]


def test_breaks_and_tabs() -> None:
    """Breaks, tabs, hyphens: as typed; a tab drawn as a line or dots is a blank."""
    run = "<w:r>{}</w:r>".format
    inner = p(
        "a", run("<w:br/>"), "b", run("<w:tab/>"), "c", run("<w:noBreakHyphen/>"), "d", run("<w:softHyphen/>"), "e"
    )
    assert body(inner) == ["a\nb\tc-de"]
    stops = '<w:tabs><w:tab w:val="left" w:pos="900"/><w:tab w:val="left" w:leader="dot" w:pos="9000"/></w:tabs>'
    dotted = p("a", run("<w:tab/>"), "b", run("<w:tab/>"), about=stops)
    assert tokens(dotted) == [Text("a\tb"), Text("\t", leader=True)]
    assert tokens(p(run('<w:ptab w:leader="underscore"/>'))) == [Text("\t", leader=True)]


@pytest.mark.parametrize("name", ["heading 1", "Titre 2", "Überschrift 1", "Título", "Title"])
def test_headings(name: str) -> None:
    """A heading is one by its style's name in any language, by its outline level, or by what its style is based on."""
    styles = (
        f"<w:style w:type='paragraph' w:styleId='A'><w:name w:val='{name}'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='B'><w:basedOn w:val='A'/></w:style>"
    )
    inner = p("a", about="<w:pStyle w:val='A'/>") + p("b", about="<w:pStyle w:val='B'/>")
    inner += p("c", about="<w:outlineLvl w:val='0'/>") + p("d")
    blocks = tree(styled(styles, inner)).roots[0].blocks
    assert [isinstance(one, Paragraph) and one.heading for one in blocks] == [True, True, True, False]


def test_other_stories() -> None:
    """Headers, footers and notes are roots of their own; comments are not read, and said."""
    notes = f"<w:footnote w:type='separator'>{p('-')}</w:footnote><w:footnote w:id='2'>{p('note')}</w:footnote>"
    data = document(
        p("text") + "<w:sectPr><w:headerReference r:id='rId1'/><w:footerReference r:id='rId2'/></w:sectPr>",
        {
            "word/header1.xml": part("w:hdr", p("head")),
            "word/footer1.xml": "<broken",
            "word/footnotes.xml": part("w:footnotes", notes),
            "word/comments.xml": part("w:comments", p("comment")),
        },
        (
            ("rId1", "header", "header1.xml"), ("rId2", "footer", "footer1.xml"),
            ("rId3", "footnotes", "footnotes.xml"), ("rId4", "comments", "comments.xml"),
        ),
    )  # fmt: skip
    read = tree(data)
    assert [(root.kind, brief(root.blocks)) for root in read.roots] == [
        ("document", ["text"]), ("header", ["head"]), ("footer", []), ("footnotes", ["note"]),
    ]  # fmt: skip
    assert str(read.roots[1].blocks[0].place) == "part header 1, paragraph 1"
    assert [(one.code, one.severity.value, one.raw) for one in read.findings] == [
        ("damaged-part", "clarify", None), ("comments", "note", "comment"),
    ]  # fmt: skip


def test_active_content() -> None:
    """Macros, objects and targets outside are named and never followed; a piece that is not read is a finding."""
    data = document(
        p("a", legacy("", 'INCLUDETEXT "file:///etc/hosts"', "b")),
        {"word/vbaProject.bin": b"x", "word/chunk.htm": "<html/>", "word/settings.xml": part("w:settings", ""),
         "word/_rels/settings.xml.rels": rels(("rId1", "attachedTemplate", "http://example.org/t.dotm"))},
        (("rId1", "vbaProject", "vbaProject.bin"), ("rId2", "image", "http://example.org/i.png"),
         ("rId3", "hyperlink", "http://example.org/"), ("rId4", "aFChunk", "chunk.htm"),
         ("rId5", "settings", "settings.xml"), ("rId6", "image", "../NULL")),
    )  # fmt: skip
    read = tree(data)
    assert read.active_content == [
        "macros",
        "a picture from elsewhere: http://example.org/i.png",
        "a field that fetches from elsewhere (INCLUDETEXT)",
        "a template from elsewhere: http://example.org/t.dotm",
    ]
    assert [one.code for one in read.findings] == ["content-elsewhere"]


def test_damaged_side_parts() -> None:
    """Broken styles or numbering cost a note, never the document."""
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    data = document(
        p("a", about=item),
        {"word/styles.xml": "<a><b></a>", "word/numbering.xml": "<a"},
        (("rId1", "styles", "styles.xml"), ("rId2", "numbering", "numbering.xml")),
    )
    read = tree(data)
    assert brief(read.roots[0].blocks) == ["a"]
    assert [one.code for one in read.findings] == ["damaged-part", "damaged-part"]


def test_hostile_side_parts() -> None:
    """A DOCTYPE or a part beyond the limits is a refusal of the file, also beside the text."""
    for styles, code in (
        ("<!DOCTYPE a><a/>", "doctype"),
        ("<a>" * 9_000 + "</a>" * 9_000, "too-deep"),
        ("<a " + " ".join(f"a{at}=''" for at in range(200_000)) + "/>", "too-large"),
    ):
        with pytest.raises(Unreadable) as refused:
            tree(document(p("a"), {"word/styles.xml": styles}, (("rId1", "styles", "styles.xml"),)))
        assert refused.value.code == code


def test_strict() -> None:
    """A strict document reads as a transitional one, and is said to be one."""
    source, stream = zipfile.ZipFile(io.BytesIO(document(p("a")))), io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in source.namelist():
            text = source.read(name).decode()
            for family in ("wordprocessingml", "officeDocument"):
                text = text.replace(f"schemas.openxmlformats.org/{family}/2006", f"purl.oclc.org/ooxml/{family}")
            archive.writestr(name, text)
    read = tree(stream.getvalue())
    assert (brief(read.roots[0].blocks), [one.code for one in read.findings]) == (["a"], ["strict-variant"])


def test_depth_and_length() -> None:
    """Tables nested fifty deep are read; a document beyond all measure ends with a finding, or is refused in words."""
    nested = "x"
    for _ in range(50):
        nested = tbl(tr(tc(p(nested) if nested == "x" else nested)))
    found: object = body(nested)[0]
    for _ in range(49):
        assert isinstance(found, dict)
        found = found[(0, 0, 1, 1)][0]
    assert found == {(0, 0, 1, 1): ["x"]}
    long = tree(document(p("a") * 50_100))
    assert (len(long.roots[0].blocks), [one.code for one in long.findings]) == (50_000, ["document-too-long"])
    with pytest.raises(Unreadable):
        body("<w:sdt><w:sdtContent>" * 3_000 + p("a") + "</w:sdtContent></w:sdt>" * 3_000)


def test_activex() -> None:
    """An ActiveX box has its state from its part, and none where that cannot be read."""
    box = (
        "<ax:ocx xmlns:ax='http://schemas.microsoft.com/office/2006/activeX' "
        "ax:classid='{{8BD21D40-EC42-11CE-9E0D-00AA006002F3}}'>{}</ax:ocx>"
    )
    bag = "<ax:ocxPr ax:name='Value' ax:value='1'/><ax:ocxPr ax:name='Caption' ax:value='Strategy'/>"
    run = '<w:r><w:object><w:control r:id="{}" w:name="CheckBox1"/></w:object></w:r>'.format
    data = document(
        p(run("rId1"), run("rId2")),
        {"word/activeX/activeX1.xml": box.format(bag), "word/activeX/activeX2.xml": box.format("")},
        (("rId1", "control", "activeX/activeX1.xml"), ("rId2", "control", "activeX/activeX2.xml")),
    )
    first = tree(data).roots[0].blocks[0]
    assert isinstance(first, Paragraph)
    assert first.tokens == [Tick(on=True, encoding="activex", caption="Strategy"), Tick(on=None, encoding="activex")]


def test_cells_are_plain() -> None:
    """A Word cell carries none of Excel's typed fields."""
    grid = tree(document(tbl(tr("a")))).roots[0].blocks[0]
    assert isinstance(grid, Table)
    assert grid.cells == [Cell(0, 0, grid.cells[0].steps, grid.cells[0].blocks)]
