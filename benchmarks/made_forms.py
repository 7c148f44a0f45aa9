"""The two forms that reading is measured on, made in memory: the same bytes on every run."""

from __future__ import annotations

import io
import zipfile

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MAIN = f'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{_OFFICE}"'
_FORMATS = (
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.00\\ [$€-40C]"/></numFmts><fonts><font><sz val="11"/>'
    '<name val="Calibri"/></font><font><b/><sz val="14"/><name val="Calibri"/></font></fonts><fills><fill><patternFill '
    'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill '
    'patternType="solid">'
    '<fgColor rgb="FFDDEEFF"/></patternFill></fill></fills><borders><border/></borders><cellXfs><xf numFmtId="0"/>'
    '<xf numFmtId="0" fontId="1"/><xf numFmtId="0" fontId="0" fillId="2"/><xf numFmtId="164"/>'
    '<xf numFmtId="14"/></cellXfs>'
)
_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    f'xmlns:r="{_OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RSIDS = 'w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E"'
_LOOK = (
    '<w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="22"/>'
    '<w:szCs w:val="22"/></w:rPr>'
)


def word_form(times: int = 1) -> bytes:
    """Four pages as Word writes them: 8 tables, 25 content controls of which 16 are tick boxes; 78 kB of
    ``document.xml`` and 39 kB of styles; ``times`` as much for what memory it takes."""
    tables = "".join(_table(at) for at in range(8 * times))
    body = f'{tables}<w:sectPr {_RSIDS}><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    return _packed(
        {
            "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/></Types>',
            "_rels/.rels": _related({"word/document.xml": "officeDocument"}),
            "word/document.xml": f"{_HEAD}<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": _related({"styles.xml": "styles"}),
            "word/styles.xml": f"{_HEAD}<w:styles {_NAMES}>{_styles()}</w:styles>",
        }
    )


def excel_form(times: int = 1) -> bytes:
    """Two sheets of 61 rows and 6 columns with shared strings, merged ranges, list validations and number formats;
    ``times`` as many rows for what memory it takes."""
    strings: dict[str, int] = {}
    sheets = {title: _sheet(title, strings, times) for title in ("Form", "Experience")}
    table = "".join(f'<si><t xml:space="preserve">{text}</t></si>' for text in strings)
    listed = "".join(f'<sheet name="{title}" sheetId="{at}" r:id="rId{at}"/>' for at, title in enumerate(sheets, 1))
    kinds = {"workbook": "sheet.main", "styles": "styles", "sharedStrings": "sharedStrings"}
    types = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{_EXCEL}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    related = {f"worksheets/sheet{at}.xml": "worksheet" for at in (1, 2)}
    return _packed(
        {
            "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="{_EXCEL}.worksheet+xml"/>{types}</Types>',
            "_rels/.rels": _related({"xl/workbook.xml": "officeDocument"}),
            "xl/workbook.xml": f"{_HEAD}<workbook {_MAIN}><sheets>{listed}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": _related(
                related | {"styles.xml": "styles", "sharedStrings.xml": "sharedStrings"}
            ),
            "xl/worksheets/sheet1.xml": sheets["Form"],
            "xl/worksheets/sheet2.xml": sheets["Experience"],
            "xl/sharedStrings.xml": f"{_HEAD}<sst {_MAIN}>{table}</sst>",
            "xl/styles.xml": f"{_HEAD}<styleSheet {_MAIN}>{_FORMATS}</styleSheet>",
        }
    )


def _sheet(title: str, strings: dict[str, int], times: int) -> str:
    rows = []
    for row in range(1, 60 * times + 2):
        if row % 10 == 1:
            cells = [_text(f"A{row}", f"{title}, part {row // 10 + 1}", 1, strings)]
            cells += [f'<c r="{column}{row}" s="1"/>' for column in "BCDEF"]
        else:
            cells = [
                _text(f"A{row}", f"Question {row} of the form", 2, strings),
                _text(f"B{row}", f"Answer {row} of {title}, in some words", 0, strings),
                f'<c r="C{row}" s="3"><v>{3100 + row}</v></c>',
                f'<c r="D{row}" s="4"><v>{43_536 + row}</v></c>',
                _text(f"E{row}", "Good", 0, strings),
                _text(f"F{row}", "remark", 0, strings),
            ]
        rows.append(f'<row r="{row}" customFormat="false" ht="12.8" hidden="false">{"".join(cells)}</row>')
    merged = "".join(f'<mergeCell ref="A{row}:F{row}"/>' for row in range(1, 60 * times + 2, 10))
    listed = " ".join(f"E{row}" for row in range(2, 60 * times + 2) if row % 10 != 1)
    return (
        f'{_HEAD}<worksheet {_MAIN}><dimension ref="A1:F{60 * times + 1}"/><cols><col min="1" max="6" '
        'width="20"/></cols>'
        f"<sheetData>{''.join(rows)}</sheetData><mergeCells>{merged}</mergeCells><dataValidations>"
        f'<dataValidation type="list" allowBlank="1" sqref="{listed}"><formula1>"Basic,Good,Fluent,Mother tongue"'
        "</formula1></dataValidation></dataValidations></worksheet>"
    )


def _text(at: str, text: str, style: int, strings: dict[str, int]) -> str:
    return f'<c r="{at}" s="{style}" t="s"><v>{strings.setdefault(text, len(strings))}</v></c>'


def _table(number: int) -> str:
    """One of the eight: a heading and nine rows of a label and an answer; controls in three of the rows."""
    controls = {2: _box(at=number * 2), 5: _box(at=number * 2 + 1), 8: _field(number)}
    if number == 7:
        controls[6] = _field(8)
    rows = "".join(_row(f"Question {number + 1}.{at} (in a few words)", controls.get(at)) for at in range(9))
    return (
        f'<w:p {_RSIDS}><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Part {number + 1}</w:t></w:r></w:p>'
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="9062" w:type="dxa"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="6062"/></w:tblGrid>{rows}</w:tbl>'
    )


def _row(label: str, control: str | None) -> str:
    answer = control or _run("An answer of some ") + _run("words, as people ") + _run("write them.")
    return f'<w:tr {_RSIDS} w14:paraId="3B1A6D40">{_cell(3000, _run(label))}{_cell(6062, answer)}</w:tr>'


def _cell(width: int, inner: str) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p {_RSIDS}><w:pPr>'
        f'<w:spacing w:before="60" w:after="60"/></w:pPr>{inner}</w:p></w:tc>'
    )


def _run(text: str) -> str:
    return f'<w:r>{_LOOK}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _box(at: int) -> str:
    on = at % 2
    glyph = '<w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic"/></w:rPr><w:t>{}</w:t></w:r>'
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="Area {at}"/><w:id w:val="{100 + at}"/><w14:checkbox><w14:checked '
        f'w14:val="{on}"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" '
        f'w14:font="MS Gothic"/></w14:checkbox></w:sdtPr><w:sdtContent>{glyph.format("☒" if on else "☐")}'
        f"</w:sdtContent></w:sdt>{_run(f' Area {at}')}"
    )


def _field(at: int) -> str:
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="Field {at}"/><w:tag w:val="field_{at}"/><w:id w:val="{900 + at}"/><w:text/>'
        f"</w:sdtPr><w:sdtContent>{_run('Noor van Dijk')}</w:sdtContent></w:sdt>"
    )


def _styles() -> str:
    """Styles as Word writes them: the names of all that there could be, and some fifty that the form has."""
    latent = "".join(
        f'<w:lsdException w:name="Latent {at}" w:semiHidden="1" w:unhideWhenUsed="1"/>' for at in range(280)
    )
    one = (
        '<w:style w:type="paragraph" w:styleId="{0}"><w:name w:val="{1}"/><w:basedOn w:val="Normal"/>'
        '<w:next w:val="Normal"/><w:uiPriority w:val="9"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="240" '
        'w:after="60"/></w:pPr><w:rPr><w:rFonts w:ascii="Calibri Light" w:hAnsi="Calibri Light"/><w:b/>'
        '<w:color w:val="2E74B5"/><w:sz w:val="32"/></w:rPr></w:style>'
    )
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    used = one.format("Heading1", "heading 1") + "".join(one.format(f"S{at}", f"Style {at}") for at in range(50))
    return f'<w:latentStyles w:count="376">{latent}</w:latentStyles>{normal}{used}'


def _related(targets: dict[str, str]) -> str:
    """A relationships part: target → kind."""
    lines = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (target, kind) in enumerate(targets.items(), 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _packed(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2019, 3, 12, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
