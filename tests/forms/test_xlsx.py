"""The Excel reader as a whole: sheets, merges, what is hidden, what is broken."""

import io
from datetime import date, datetime
from decimal import Decimal

import pytest
from excel import by_hand, cells, codes, edited, inline, read, relationships, saved, text, texts
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.workbook.defined_name import DefinedName
from python_calamine import CalamineWorkbook

from cbt_cli.domain.base import place
from cbt_cli.forms.package import Unreadable


def a_form() -> Workbook:
    """A filled form as openpyxl writes it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Form"
    sheet["A1"] = "Application form"
    sheet["A1"].font = Font(bold=True)
    sheet.merge_cells("A1:D1")
    sheet["A2"], sheet["B2"] = "Family name", "Example"
    sheet["A3"], sheet["B3"] = "Quotation", 3100
    sheet["B3"].number_format = "#,##0.00\\ [$€-40C]"
    sheet["A4"], sheet["B4"] = "Date", date(2019, 3, 12)
    sheet["A5"], sheet["B5"] = "Years", 7.5
    sheet["A6"], sheet["B6"] = "True", True
    sheet["A7"], sheet["B7"] = "Received", datetime(2019, 3, 12, 14, 30)  # noqa: DTZ001 - a workbook stores no zone
    return book


def test_a_form_is_read_cell_by_cell() -> None:
    """Texts, numbers, dates and true/false arrive typed, at their place."""
    tree = read(saved(a_form()))
    found = cells(tree)
    assert texts(tree)["B2"] == "Example"
    assert (found["B3"].number, found["B3"].currency, text(found["B3"].blocks)) == (Decimal(3100), "EUR", "3100 €")
    assert (found["B4"].iso, text(found["B4"].blocks)) == ("2019-03-12", "2019-03-12")
    assert (found["B5"].number, text(found["B5"].blocks)) == (Decimal("7.5"), "7.5")
    assert (found["B6"].boolean, text(found["B6"].blocks)) == (True, "TRUE")
    assert found["B7"].iso == "2019-03-12T14:30:00"
    assert found["B2"].place == place(("sheet", "Form"), ("cell", "B2"))
    assert codes(tree) == []


def test_a_title_across_the_columns_is_a_heading() -> None:
    """A bold cell merged across, alone in its row, is a heading; labels and answers are not."""
    found = cells(read(saved(a_form())))
    assert [name for name, cell in found.items() if cell.heading] == ["A1"]
    assert (found["A1"].row_span, found["A1"].column_span) == (1, 4)


def test_other_readers_see_the_same_values() -> None:
    """openpyxl and calamine agree with every value that we read."""
    data = saved(a_form())
    ours = texts(read(data))
    sheet = load_workbook(io.BytesIO(data))["Form"]
    theirs = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert set(ours) == set(theirs)
    assert {key: ours[key] for key in ("A2", "B2", "A7")} == {key: theirs[key] for key in ("A2", "B2", "A7")}
    assert cells(read(data))["B5"].number == Decimal(str(theirs["B5"]))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("Form").to_python()
    assert [rows[1][1], rows[2][1], rows[3][1], rows[5][1]] == ["Example", 3100.0, date(2019, 3, 12), True]


def test_hidden_sheets_rows_and_columns_are_read_and_said() -> None:
    """What is hidden is read, marked and reported."""
    book = a_form()
    hidden = book.create_sheet("Lists")
    hidden["A1"] = "Value"
    hidden.sheet_state = "veryHidden"
    book.create_sheet("Empty").sheet_state = "hidden"
    book["Form"].row_dimensions[5].hidden = True
    book["Form"].column_dimensions["D"].hidden = True
    book["Form"]["D9"] = "aside"
    tree = read(saved(book))
    assert [(root.title, root.hidden) for root in tree.roots] == [("Form", False), ("Lists", True), ("Empty", True)]
    assert [name for name, cell in cells(tree).items() if cell.hidden] == ["A5", "B5", "D9"]
    assert codes(tree) == ["hidden-cells", "hidden-sheet"]


def test_text_under_a_merged_cell_is_reported() -> None:
    """Content that a merged range covers is a finding with its text, and no cell."""
    tree = read(by_hand(f'<row r="1">{inline("A1", "top")}{inline("B1", "under")}</row>',
                        after='<mergeCells><mergeCell ref="A1:C2"/></mergeCells>'))  # fmt: skip
    assert texts(tree) == {"A1": "top"}
    assert [(one.code, one.raw) for one in tree.findings] == [("covered-text", "under")]


def test_rich_text_keeps_its_strikes_and_drops_phonetics() -> None:
    """Struck-out runs are marked; phonetic hints are not text."""
    tree = read(by_hand('<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
                        strings="<si><r><t>yes</t></r><r><rPr><strike/></rPr><t> / no</t></r>"
                        "<rPh sb='0' eb='1'><t>PHON</t></rPh></si>"))  # fmt: skip
    paragraph = cells(tree)["A1"].blocks[0]
    assert [(token.text, token.strike) for token in paragraph.tokens] == [("yes", False), (" / no", True)]


@pytest.mark.parametrize(
    ("stored", "shown"),
    [("a_x000D_&#10;b", "a\nb"), ("_x005F_x0041_", "_x0041_"), ("x_x0041_y", "xAy"), ("_xD83D__xDE00_", "😀")],
)
def test_escapes_are_decoded(stored: str, shown: str) -> None:
    """``_xHHHH_`` escapes are the characters that they stand for."""
    assert texts(read(by_hand(f'<row r="1">{inline("A1", stored)}</row>'))) == {"A1": shown}


def test_formulas_with_and_without_a_result() -> None:
    """A formula shows its stored result; one without is neither empty nor known."""
    tree = read(by_hand('<row r="1"><c r="A1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="B1"><f>1+1</f></c>'
                        '<c r="C1"><f>1+1</f><v></v></c><c r="D1"><f t="array" ref="D1:D2">X</f><v>4</v></c></row>'
                        '<row r="2"><c r="D2"><v>5</v></c></row>'))  # fmt: skip
    found = cells(tree)
    assert {name: (cell.formula, cell.uncached) for name, cell in found.items()} == {
        "A1": (True, False), "B1": (True, True), "C1": (True, True), "D1": (True, False), "D2": (True, False),
    }  # fmt: skip
    assert texts(tree) == {"A1": "ab", "D1": "4", "D2": "5"}
    assert codes(tree) == ["formula-uncached", "formula-result"]


def test_errors_are_not_answers() -> None:
    """An error cell says so."""
    tree = read(by_hand('<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>'))
    assert (cells(tree)["A1"].error, codes(tree)) == ("#REF!", ["cell-error"])


def test_extents_are_never_believed() -> None:
    """Cells are where they say they are, whatever the dimension; those far outside are one finding."""
    tree = read(by_hand(f'<row r="1">{inline("B1", "in")}{inline("XFD1", "out")}</row><row r="1048576">'
                        f'{inline("A1048576", "out")}</row>', before='<dimension ref="A1"/>'))  # fmt: skip
    assert texts(tree) == {"B1": "in"}
    assert [str(one.sentence) for one in tree.findings] == [
        "2 cells far outside the form hold content and were not read."
    ]


def test_a_cell_that_stands_twice_is_reported() -> None:
    """Of two contents for one cell the first is read, and the second is in the finding."""
    tree = read(by_hand(f'<row r="1">{inline("A1", "one")}{inline("A1", "two")}</row>'))
    assert (texts(tree), [(one.code, one.raw) for one in tree.findings]) == ({"A1": "one"}, [("cell-twice", "two")])


def test_a_cell_belongs_where_it_says() -> None:
    """A cell that names another row than the one it is in stands where it says; whoever stands there too is said."""
    tree = read(
        by_hand(f'<row r="1">{inline("B1", "one")}</row><row r="2">{inline("B1", "two")}{inline("B3", "x")}</row>')
    )
    assert (texts(tree), codes(tree)) == ({"B1": "one", "B3": "x"}, ["cell-twice"])


def test_cells_without_references_follow_each_other() -> None:
    """Rows and cells without a reference stand after the one before them."""
    row = "<c t='str'><v>a</v></c><c t='str'><v>b</v></c>"
    assert texts(read(by_hand(f"<row>{row}</row><row>{row}</row>"))) == {"A1": "a", "B1": "b", "A2": "a", "B2": "b"}


def test_broken_side_parts_are_findings() -> None:
    """Without its styles a workbook is still read; a lost text is said where it is."""
    data = by_hand(f'<row r="1">{inline("A1", "kept")}<c r="B1" t="s"><v>0</v></c></row>', styles="<a>", strings="<b>")
    tree = read(data)
    assert texts(tree) == {"A1": "kept"}
    assert codes(tree) == ["part-broken", "part-broken", "text-lost"]


def test_a_workbook_whose_texts_are_all_lost_is_damaged() -> None:
    """A file without any of its texts is refused, not taken for blank."""
    with pytest.raises(Unreadable) as caught:
        read(by_hand('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'))
    assert caught.value.code == "damaged"


def test_names_point_at_cells() -> None:
    """A defined name that points at one cell or one merged range is the cell's name; a sheet's own name comes first."""
    book = a_form()
    book.defined_names["family_name"] = DefinedName("family_name", attr_text="Form!$B$2")
    book.defined_names["title"] = DefinedName("title", attr_text="Form!$A$1:$D$1")
    book.defined_names["column"] = DefinedName("column", attr_text="Form!$A$1:$A$9")
    book.defined_names["broken"] = DefinedName("broken", attr_text="#REF!")
    book["Form"].defined_names["years"] = DefinedName("years", attr_text="Form!$B$5")
    book.defined_names["blank"] = DefinedName("blank", attr_text="Form!$B$20")
    found = cells(read(saved(book)))
    assert {name: cell.name for name, cell in found.items() if cell.name} == {
        "A1": "title", "B2": "family_name", "B5": "years", "B20": "blank",
    }  # fmt: skip


def test_protection_tells_labels_from_answers() -> None:
    """On a protected sheet each cell says whether it is locked; on others nothing is said."""
    book = a_form()
    book["Form"]["B2"].protection = Protection(locked=False)
    book["Form"]["B9"].protection = Protection(locked=False)
    assert {cell.locked for cell in cells(read(saved(book))).values()} == {None}
    book["Form"].protection.sheet = True
    found = cells(read(saved(book)))
    assert {name for name, cell in found.items() if cell.locked is False} == {"B2", "B9"}


def test_white_and_tiny_text_is_faint() -> None:
    """White text on nothing, text in the colour of its fill, and tiny text are marked; white on dark is not."""
    book = a_form()
    sheet = book["Form"]
    for name, font, fill in (
        ("A11", Font(color="FFFFFFFF"), None),
        ("A12", Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF003366")),
        ("A13", Font(color="FF003366"), PatternFill("solid", fgColor="FF003366")),
        ("A14", Font(size=1), None),
    ):
        sheet[name], sheet[name].font = "text", font
        if fill:
            sheet[name].fill = fill
    found = cells(read(saved(book)))
    assert [found[name].blocks[0].tokens[0].faint for name in ("A11", "A12", "A13", "A14")] == [True, False, True, True]


def test_ticks_are_split_from_text() -> None:
    """Drawn boxes in a cell are ticks, also as a letter in a symbol font."""
    book = a_form()
    book["Form"]["A11"] = "☒ Yes ☐ No"
    book["Form"]["A12"], book["Form"]["A12"].font = "þ", Font(name="Wingdings")
    tree = read(saved(book))
    assert [texts(tree)[name] for name in ("A11", "A12")] == ["[x] Yes [ ] No", "[x]"]


def test_what_could_run_is_named() -> None:
    """Macros, external links and targets outside are listed, wherever they hide, and not followed."""
    drawing = relationships(rId1="image http://example.org/i.png").replace("/></", ' TargetMode="External"/></')
    data = by_hand(
        "<row><c><f>cmd|'/C calc'!A0</f><v>1</v></c></row>",
        parts={
            "xl/worksheets/vbaProject.bin": b"x",
            "xl/externalLinks/externalLink1.xml": "<externalLink><oleLink/></externalLink>",
            "xl/drawings/_rels/drawing1.xml.rels": drawing,
            "xl/connections.xml": "<connections/>",
        },
    )
    assert read(data).active_content == [
        "a DDE link", "a data connection", "a link to an object", "a link to another workbook",
        "a picture from elsewhere: http://example.org/i.png", "macros",
    ]  # fmt: skip
    assert read(by_hand("")).active_content == []


def test_the_producer_is_known() -> None:
    """The software that saved the file is named."""
    app = "<Properties><Application>Microsoft Excel</Application><AppVersion>16.0300</AppVersion></Properties>"
    assert read(by_hand("", parts={"docProps/app.xml": app})).producer == "Microsoft Excel 16.0300"


def test_a_strict_workbook_is_read() -> None:
    """Strict namespaces make no difference."""
    strict = edited(
        saved(a_form()),
        xl__workbook=lambda part: part.replace("http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                                               "http://purl.oclc.org/ooxml/spreadsheetml/main"),
        xl__worksheets__sheet1=lambda part: part.replace("http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                                                         "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    )  # fmt: skip
    assert texts(read(strict)) == texts(read(saved(a_form())))


def test_a_workbook_without_sheets_is_refused() -> None:
    """A workbook that lists no sheet, or whose sheets are gone, is unreadable; one lost of two is a finding."""
    with pytest.raises(Unreadable):
        read(edited(by_hand(""), xl__worksheets__sheet1=None))
    tree = read(by_hand("", sheets='<sheet name="Gone" sheetId="2" r:id="rId4"/>'))
    assert ([root.title for root in tree.roots], codes(tree)) == (["Form"], ["sheet-lost"])
