"""The Word rows of the feature matrix: what a form can hold, as small documents with the tree that each must give.

The names are those of the features that other readers were measured on. ``ROWS`` is filled here with controls, ticks
and fields; ``matrix_word_text`` adds tables, text and packages.
"""

from __future__ import annotations

from dataclasses import dataclass

from word import check_box, document, legacy, p, part, r, sdt, tbl, tc, tr


@dataclass(frozen=True, slots=True)
class Row:
    """One feature: a document, its tree as ``sketch`` shows it, and the codes of its findings."""

    data: bytes
    tree: str
    findings: tuple[str, ...] = ()


ALIAS = '<w:alias w:val="Full name"/><w:tag w:val="name"/>'
LIST = (
    '<w:dropDownList><w:listItem w:displayText="Choose an item." w:value=""/><w:listItem w:displayText="Spain" '
    'w:value="ES"/><w:listItem w:displayText="Italy" w:value="IT"/></w:dropDownList>'
)
DATE = '<w:date w:fullDate="2025-04-03T00:00:00Z"><w:dateFormat w:val="dd/MM/yyyy"/></w:date>'
PROMPT = "Click or tap here to enter text."
ITEM = "<w15:repeatingSectionItem/>"
BOX_STATES = '<w14:checkedState w14:val="{}" w14:font="{}"/><w14:uncheckedState w14:val="{}" w14:font="{}"/>'.format
SYMBOL = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'.format
DINGS = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
CHECK = "<w:checkBox><w:sizeAuto/>{}</w:checkBox>".format
DROP = (
    '<w:ddList>{}<w:listEntry w:val="Select"/><w:listEntry w:val="Spain"/><w:listEntry w:val="Italy"/></w:ddList>'
).format
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def pair(answer: str) -> str:
    """A table of one label and one answer."""
    return tbl(tr("Name", answer))


def glossary() -> dict[str, str | bytes]:
    """A glossary whose one placeholder is ``PROMPT``."""
    types = "<w:types><w:type w:val='bbPlcHdr'/></w:types>"
    one = f"<w:docPart><w:docPartPr><w:name w:val='P1'/>{types}</w:docPartPr><w:docPartBody>{p(PROMPT)}</w:docPartBody>"
    return {
        "word/glossary/document.xml": part("w:glossaryDocument", f"<w:docParts>{one}</w:docPart></w:docParts>"),
    }


def box_list(font: str, letter: str) -> dict[str, str | bytes]:
    """A numbering part whose list has this bullet."""
    level = (
        f'<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="{letter}"/>'
        f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr></w:lvl>'
    )
    inner = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
    return {
        "word/numbering.xml": part("w:numbering", inner + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>')
    }


BINDING = (
    '<w:dataBinding w:xpath="/form[1]/fee[1]" w:storeItemID="{{00000000-0000-0000-0000-00000000000A}}"/>{}'
).format
STORE: dict[str, str | bytes] = {
    "customXml/item1.xml": "<form><fee>3100</fee></form>",
    "customXml/itemProps1.xml": '<ds:datastoreItem xmlns:ds="http://x/customXml" '
    'ds:itemID="{00000000-0000-0000-0000-00000000000A}"/>',
    "customXml/_rels/item1.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="rId1" Type="http://x/customXmlProps" Target="itemProps1.xml"/></Relationships>',
}
STORED = (("rId1", "customXml", "../customXml/item1.xml"),)
PLACED = (("rId1", "glossaryDocument", "glossary/document.xml"),)
LISTED = (("rId1", "numbering", "numbering.xml"),)
NAMED = f"{ALIAS}<w:text/>"

ROWS: dict[str, Row] = {
    "control inside a body paragraph": Row(
        document(p("Name: ", sdt(r("Noor"), NAMED), " (block letters)")),
        "Name: {text @Full name #name:Noor} (block letters)",
    ),
    "control inside a paragraph in a cell": Row(
        document(pair(tc(p(sdt(r("Noor"), NAMED))))),
        "<table 1x2>\n0,0 Name\n0,1 {text @Full name #name:Noor}",
    ),
    "control as a block, in the body": Row(
        document(p("Motivation") + sdt(p("One.") + p("Two."), ALIAS)),
        "Motivation\n{rich_text @Full name #name:One.⏎Two.}",
    ),
    "control as a block, in a cell": Row(
        document(pair(tc(sdt(p("Noor"), NAMED), p()))),
        "<table 1x2>\n0,0 Name\n0,1\n  {text @Full name #name:Noor}\n  ",
    ),
    "control around a whole cell": Row(
        document(tbl(tr("Name", sdt(tc("Noor"), NAMED), "Country", "Spain"))),
        "<table 1x4>\n0,0 Name\n0,1 {text @Full name #name:Noor}\n0,2 Country\n0,3 Spain",
    ),
    "control around rows, repeating section": Row(
        document(tbl(tr("Title", "Year"), sdt(sdt(tr("A", "2019"), ITEM) + sdt(tr("B", "2021"), ITEM),
                                              "<w15:repeatingSection/>"), tr("c", "d"))),
        "<table 4x2>\n0,0 Title\n0,1 Year\n1,0 A\n1,1 2019\n2,0 B\n2,1 2021\n3,0 c\n3,1 d",
    ),
    "control around a table": Row(
        document(sdt(pair("Noor"), ALIAS)), "<table 1x2>\n0,0 Name\n0,1 Noor",
    ),
    "control doubled by LibreOffice": Row(
        document(tbl(tr(tc(sdt(p("Agreed ", check_box("1", "☒")) + p("Remarks"), '<w:alias w:val="Agreed"/>'))))),
        "<table 1x1>\n0,0\n  Agreed [+w14]\n  Remarks",
    ),
    "drop-down: chosen text in a cell, options, alias and tag": Row(
        document(pair(tc(p(sdt(r("Italy"), ALIAS + LIST))))),
        "<table 1x2>\n0,0 Name\n0,1 {drop_down @Full name #name |Spain/Italy:Italy}",
    ),
    "drop-down: untouched": Row(
        document(p(sdt(r("Choose an item."), LIST + "<w:showingPlcHdr/>"))),
        "{drop_down |Spain/Italy?:Choose an item.}",
    ),
    "date picker: ISO date": Row(
        document(p(sdt(r("03/04/2025"), DATE))), "{date =2025-04-03:03/04/2025}",
    ),
    "tick box control, one a paragraph": Row(
        document(p(check_box("1", "☒"), " Strategy") + p(check_box("0", "☐"), " Finance")),
        "[+w14] Strategy\n[-w14] Finance",
    ),
    "three tick box controls on one line": Row(
        document(p(check_box("0", "☐"), " A ", check_box("1", "☒"), " B ", check_box("0", "☐"), " C")),
        "[-w14] A [+w14] B [-w14] C",
    ),
    "tick box control drawn with Wingdings": Row(
        document(p(sdt(SYMBOL("Wingdings 2", "F052"), "<w14:checkbox><w14:checked w14:val='1'/>"
                       + BOX_STATES("0052", "Wingdings 2", "00A3", "Wingdings 2") + "</w14:checkbox>"), " A ",
                   sdt(SYMBOL("Wingdings 2", "F0A3"), "<w14:checkbox><w14:checked w14:val='0'/>"
                       + BOX_STATES("0052", "Wingdings 2", "00A3", "Wingdings 2") + "</w14:checkbox>"), " B")),
        "[+w14] A [-w14] B",
    ),
    "tick box control with true instead of 1": Row(document(p(check_box("true", "☒"), " A")), "[+w14] A"),
    "tick box control whose state and glyph disagree": Row(
        document(p(check_box("0", "☒"), " A")), "[+w14 stored False] A",
    ),
    "prompt text known not to be a value": Row(
        document(p(sdt(r(PROMPT), "<w:placeholder><w:docPart w:val='P1'/></w:placeholder><w:showingPlcHdr/><w:text/>")),
                 glossary(), PLACED),
        f"{{text?:{PROMPT}}}",
    ),
    "prompt text after a LibreOffice re-save": Row(
        document(p(sdt(r(PROMPT), "<w:placeholder><w:docPart w:val='P1'/></w:placeholder><w:text/>")), glossary(),
                 PLACED),
        f"{{text?:{PROMPT}}}",
    ),
    "typed text behind the prompt": Row(
        document(p(sdt(r(PROMPT + " Noor"), "<w:placeholder><w:docPart w:val='P1'/></w:placeholder><w:text/>")),
                 glossary(), PLACED),
        "{text: Noor}",
    ),
    "legacy FORMTEXT result": Row(
        document(p("Name: ", legacy('<w:name w:val="Text1"/><w:textInput/>', "FORMTEXT", "Noor", " van Dijk"))),
        "Name: {legacy_text #Text1:Noor van Dijk}",
    ),
    "legacy FORMTEXT left open": Row(
        document(p("Name: ", legacy("<w:textInput/>", "FORMTEXT", "\u2002" * 5))), "Name: {legacy_text?:}",
    ),
    "legacy FORMTEXT over two paragraphs": Row(
        document(p("Why? ", legacy("<w:textInput/>", "FORMTEXT", "One.</w:t></w:r></w:p><w:p><w:r><w:t>Two."))),
        "Why? {legacy_text:One.⏎Two.}\n",
    ),
    "one blank made of three legacy fields": Row(
        document(p(*(legacy("<w:textInput/>", "FORMTEXT", word) for word in ("No", "o", "r")))),
        "{legacy_text:No}{legacy_text:o}{legacy_text:r}",
    ),
    "legacy FORMCHECKBOX state": Row(
        document(p(legacy(CHECK("<w:checked/>"), "FORMCHECKBOX"), " Yes ",
                   legacy(CHECK("<w:default w:val='0'/>"), "FORMCHECKBOX"), " No ",
                   legacy(CHECK("<w:default w:val='1'/><w:checked w:val='0'/>"), "FORMCHECKBOX"), " NA")),
        "[+legacy] Yes [-legacy] No [-legacy] NA",
    ),
    "legacy FORMCHECKBOX as LibreOffice writes it": Row(
        document(p(legacy(CHECK(""), "FORMCHECKBOX"), " Yes")), "[-legacy] Yes",
    ),
    "legacy FORMDROPDOWN choice": Row(
        document(p("Country ", legacy(DROP("<w:result w:val='2'/>"), "FORMDROPDOWN"))),
        "Country {legacy_drop_down |Select/Spain/Italy default Select:Italy}",
    ),
    "typed ballot boxes": Row(document(p("☐ A ☑ B ☒ C")), "[-glyph] A [+glyph] B [+glyph] C"),
    "typed symbol box": Row(
        document(p(SYMBOL("Wingdings", "F0FE"), " A ", SYMBOL("Wingdings", "F0A8"), " B")), "[+symbol] A [-symbol] B",
    ),
    "box as a symbol font on a letter": Row(
        document(p(r("þ", DINGS), " A ", r("¨", DINGS), " B ", r("\uf0fe", DINGS), " C")),
        "[+font] A [-font] B [+symbol] C",
    ),
    "box as the bullet of a list item": Row(
        document(p("Strategy", about=NUMBERED), box_list("Wingdings", "\uf0a8"), LISTED), "* [?bullet]Strategy",
    ),
    "list with an ordinary bullet": Row(
        document(p("Strategy", about=NUMBERED), box_list("Symbol", "\uf0b7"), LISTED), "* Strategy",
    ),
    "data-bound control: the bound part says something else": Row(
        document(p(sdt(r("2900"), BINDING("<w:text/>"))), STORE, STORED), "{text <-3100:2900}",
    ),
    "data-bound control: the bound part agrees": Row(
        document(p(sdt(r("3100"), BINDING("<w:text/>"))), STORE, STORED), "{text:3100}",
    ),
}  # fmt: skip
