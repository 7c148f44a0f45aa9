"""How a Word form looks: page, styles, tables, header and footer."""

from __future__ import annotations

import io

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from lxml import etree

from cbt_cli.outputs.packages import timeless
from cbt_cli.outputs.word_controls import PROMPT_STYLE, element, run
from cbt_cli.values.plain_text import visible

FONT = "Arial"  # on every system, or with metrics of its own there
INK, ACCENT, QUIET = "1B2A41", "1F4E79", "5F6B7A"
LABEL_FILL, HEAD_FILL, LINE = "EAF0F6", "D5E1EE", "A9B8C9"
TEXT_WIDTH = 9639
"""Width between the margins, in twentieths of a point: A4 less 2 cm on either side."""

_STYLES = frozenset(
    {"Normal", "DefaultParagraphFont", "TableNormal", "NoList", "Heading1", "Title", "Header", "Footer"}
)
_UNUSED = ("stylesWithEffects", "thumbnail", "customXml", "numbering", "webSettings", "extended-properties")


def new_document(title: str, language: str) -> WordDocument:
    """An empty A4 document with the styles of the form and nothing of the library's template beside them."""
    document = Document()
    for rels in (document.part.rels, document.part.package.rels):
        for key in [key for key, one in rels.items() if one.reltype.rpartition("/")[2] in _UNUSED]:
            del rels[key]
    _set_styles(document, f"{language}-{'FR' if language == 'fr' else 'GB'}")
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(2)
    section.header_distance = section.footer_distance = Cm(1)
    about = document.core_properties
    about.title, about.language = visible(title), language
    about.author = about.comments = about.last_modified_by = ""
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # below it Word works as an older Word, without tick boxes
    return document


def add_second_heading(document: WordDocument) -> None:
    """Gives the document headings of a second level, which forms do without."""
    styles = document.styles
    second = styles.add_style("Heading 2", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    second.base_style, second.next_paragraph_style = styles["Heading 1"], styles["Normal"]
    second.paragraph_format.keep_with_next = True
    _font(second, 10.5, INK, bold=True)
    _spacing(second, 10, 3)


def document_bytes(document: WordDocument) -> bytes:
    """The document as a file, the same on every run."""
    stream = io.BytesIO()
    document.save(stream)
    return timeless(stream.getvalue())


def _set_styles(document: WordDocument, language: str) -> None:
    styles = document.styles
    for one in list(styles.element.findall(qn("w:style"))):
        if one.get(qn("w:styleId")) not in _STYLES:
            styles.element.remove(one)
    for link in list(styles.element.iter(qn("w:link"))):
        link.getparent().remove(link)  # to styles that are gone
    for spoken in styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), language)
    normal = styles["Normal"]
    _font(normal, 9.5, INK)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(0), 1.1
    _font(styles["Title"], 19, ACCENT, bold=True)
    _spacing(styles["Title"], 0, 4)
    _font(styles["Heading 1"], 12, ACCENT, bold=True)
    _spacing(styles["Heading 1"], 14, 4)
    for name, size, color, before, after in (
        ("Call", 10, QUIET, 0, 2), ("Notice", 9, "8A4B08", 2, 6), ("Introduction", 9.5, INK, 2, 2),
        ("Label", 9, INK, 0, 0), ("Hint", 8, QUIET, 0, 0), ("Small", 8.5, INK, 0, 0), ("Margin", 8, QUIET, 0, 0),
    ):  # fmt: skip
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _font(style, size, color, bold=name == "Label")
        _spacing(style, before, after)
    prompt = styles.add_style("Placeholder Text", WD_STYLE_TYPE.CHARACTER, builtin=True)
    prompt.element.set(qn("w:styleId"), PROMPT_STYLE)
    prompt.base_style = styles["Default Paragraph Font"]
    prompt.font.color.rgb = RGBColor.from_string(QUIET)


def _font(style: ParagraphStyle, size: float, color: str, *, bold: bool = False) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(color)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()  # the template's theme fonts would win
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def _spacing(style: ParagraphStyle, before: float, after: float) -> None:
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def underlined(paragraph: Paragraph) -> None:
    """Draws a line below a heading."""
    line = element("pBdr", element("bottom", val="single", sz="8", space="2", color=ACCENT))
    properties = paragraph._p.get_or_add_pPr()
    style = properties.find(qn("w:pStyle"))
    properties.insert(0 if style is None else 1, line)


def new_table(document: WordDocument, widths: list[int], title: str) -> Table:
    """A table of fixed column ``widths`` (twentieths of a point) without rows; ``title`` is for screen readers."""
    table: Table = document.add_table(rows=0, cols=len(widths))
    table.autofit = False
    properties = table._tbl.tblPr
    for unwanted in (*properties.findall(qn("w:tblStyle")), *properties.findall(qn("w:tblW"))):
        properties.remove(unwanted)
    sides = [
        element(side, val="single", sz="4", space="0", color=LINE)
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    ]
    margins = [element(side, w=str(width), type="dxa") for side, width in
               (("top", 50), ("left", 100), ("bottom", 50), ("right", 100))]  # fmt: skip
    made = [
        element("tblW", w=str(sum(widths)), type="dxa"),
        element("tblBorders", *sides),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *margins),
        element(
            "tblLook", val="0480", firstRow="0", lastRow="0", firstColumn="1", lastColumn="0", noHBand="0", noVBand="1"
        ),
        element("tblCaption", val=title),
    ]
    for one in properties.findall(qn("w:tblLayout")) + properties.findall(qn("w:tblLook")):
        properties.remove(one)
    properties.extend(made)
    for column, width in zip(table.columns, widths, strict=True):
        column._gridCol.set(qn("w:w"), str(width))
    return table


def new_row(table: Table, *, height: int = 0, repeated: bool = False) -> list[_Cell]:
    """A further row, kept on one page; ``height`` is its least, in twentieths of a point."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx types all but this
    properties = row._tr.get_or_add_trPr()
    properties.append(element("cantSplit"))
    if height:
        properties.append(element("trHeight", val=str(height), hRule="atLeast"))
    if repeated:
        properties.append(element("tblHeader"))
    for cell, column in zip(row.cells, table.columns, strict=True):
        cell.width = column.width
    return list(row.cells)


def fill(cell: _Cell, color: str) -> None:
    """Colours a cell's ground."""
    cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=color))


def write(paragraph: Paragraph, *parts: str | etree._Element) -> Paragraph:
    """Puts words and controls into a paragraph, in order."""
    paragraph._p.extend(run(part) if isinstance(part, str) else part for part in parts)
    return paragraph


def number_field(name: str) -> etree._Element:
    """A field that shows ``PAGE`` or ``NUMPAGES``."""
    return element("fldSimple", run("1"), instr=f" {name} ")
