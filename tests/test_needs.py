"""The needs-diagnosis workbook: read whole, or refused with everything that is wrong in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from cbt_cli.calls import load_call
from cbt_cli.domain.applications import LanguageSkill
from cbt_cli.domain.matching import Limits, Mentee, Needs, PairDecision
from cbt_cli.errors import NeedsError
from cbt_cli.needs import read_needs
from cbt_cli.outputs.mentees_xlsx import mentees_xlsx
from cbt_cli.values.officers_book import open_book

CALL = load_call()
CALL = CALL.model_copy(update={"call": CALL.call.model_copy(update={"mentees": 2})})
EMPTY = mentees_xlsx(CALL)
AREAS = [area.key for area in CALL.areas]
ACCEPTED = "Accepted: Algeria, Egypt, Jordan, Lebanon, Morocco, Palestine*, Tunisia."
NEED = "Accepted: 0 none · 1 useful · 2 important · 3 priority; empty is 0."


def saved(book: Workbook) -> bytes:
    """The workbook's file."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def filled() -> Workbook:
    """The empty workbook of ``cbt init`` with two mentees in it."""
    book = load_workbook(io.BytesIO(EMPTY))
    for row, cells in enumerate(
        (
            (
                "M01",
                "Tunis Textiles",
                "Tunisia",
                "Ines G.",
                "ines@example.org",
                "Textiles; ICT",
                "French native; English B2",
            ),
            ("M02", "Hebron Stone", "Palestine*", "Amal N.", "amal@example.org", "Stone", "English C1; Arabic native"),
        ),
        start=2,
    ):
        for column, text in enumerate(cells, start=1):
            book["Mentees"].cell(row, column, text)
    book["Mentees"]["H2"], book["Mentees"]["I2"], book["Mentees"]["Q3"] = 3, 1, 2
    book["Mentees"]["R2"], book["Mentees"]["S3"] = "CBT-004; Anna Lindqvist", "visits in May"
    return book


def read(book: Workbook | bytes) -> Needs:
    """What is read of it."""
    data = book if isinstance(book, bytes) else saved(book)
    return read_needs(open_book(data, "mentees.xlsx", NeedsError), "mentees.xlsx", CALL)


def refused(book: Workbook | bytes) -> list[str]:
    """The lines of the error: the sentence about the file, then each fault."""
    with pytest.raises(NeedsError) as caught:
        read(book)
    assert caught.value.hint
    return caught.value.message.split("\n")


def needs(**levels: int) -> dict[str, int]:
    """Needs by area, 0 where not given."""
    return dict.fromkeys(AREAS, 0) | levels


FIRST = Mentee(
    ref="M01", cluster="Tunis Textiles", country="TN", manager="Ines G.", email="ines@example.org",
    sectors=("Textiles", "ICT"),
    languages=(LanguageSkill(code="fr", level="native"), LanguageSkill(code="en", level="B2")),
    needs=needs(strategy=3, financing=1), wishes=("CBT-004", "Anna Lindqvist"),
)  # fmt: skip
SECOND = Mentee(
    ref="M02", cluster="Hebron Stone", country="PS", manager="Amal N.", email="amal@example.org", sectors=("Stone",),
    languages=(LanguageSkill(code="en", level="C1"), LanguageSkill(code="ar", level="native")), needs=needs(other=2),
    notes="visits in May",
)  # fmt: skip


def test_the_workbook_of_init_is_read_as_it_was_filled_in() -> None:
    """Every column arrives; nothing is said about a workbook without fault."""
    assert read(filled()) == Needs(mentees=(FIRST, SECOND))


def test_columns_may_stand_anywhere_in_french_with_extra_ones_below_a_title() -> None:
    """Headers decide, in either language; extra columns are left alone and named."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Mentees"
    sheet["A1"] = "Diagnostic des besoins, mars 2019"
    french = [area.label.fr for area in CALL.areas]
    heads = [*reversed(french), "Visité le", "Pays", "CLUSTER ", "Réf / Ref", "Langues"]
    for column, head in enumerate(heads, start=2):
        sheet.cell(3, column, head)
    for column, value in enumerate([0, "", "1", "2.0", 3.0, None, " 3 ", "2,0", 0, 1], start=2):
        sheet.cell(4, column, value)
    for column, value in enumerate(["hier", "Maroc", "Fès Cuir", 7, "français ; anglais"], start=12):
        sheet.cell(4, column, value)
    wanted = dict(zip(reversed(AREAS), (0, 0, 1, 2, 3, 0, 3, 2, 0, 1), strict=True))
    found = read(book)
    assert found.mentees == (
        Mentee(ref="7", cluster="Fès Cuir", country="MA", needs={key: wanted[key] for key in AREAS},
               languages=(LanguageSkill(code="fr"), LanguageSkill(code="en"))),
    )  # fmt: skip
    assert [str(finding) for finding in found.findings] == [
        "The workbook has 1 mentees; the call has 2.",
        "There is no column “Sectors”; it is taken as not known.",
        "These columns were not used: “Visité le”.",
    ]


@pytest.mark.parametrize("text", ["PS", "Palestine", "PSE", "Palestine *", "palestine*", "Territoires palestiniens"])
def test_a_country_is_read_by_name_code_and_with_its_asterisk(text: str) -> None:
    """English, French, ISO codes, and as the call writes it."""
    book = filled()
    book["Mentees"]["C3"] = text
    assert read(book).mentees[1].country == "PS"


MENTEE_FAULTS = [
    ("H2", 4, f"cell H2: “4” is no need. {NEED}"),
    ("H2", -1, f"cell H2: “-1” is no need. {NEED}"),
    ("H2", 2.5, f"cell H2: “2.5” is no need. {NEED}"),
    ("H2", "high", f"cell H2: “high” is no need. {NEED}"),
    ("H2", True, f"cell H2: “TRUE” is no need. {NEED}"),
    ("Q3", "3 (urgent)", f"cell Q3: “3 (urgent)” is no need. {NEED}"),
    ("A3", "m01", "cell A3: the reference “m01” stands already in A2. Each must be different."),
    ("A3", None, "cell A3: the reference is empty. Each mentee needs one, such as M01."),
    ("B3", "  ", "cell B3: the cluster is missing."),
    ("C3", None, f"cell C3: the country is missing. {ACCEPTED}"),
    ("C3", "France", f"cell C3: “France” is no mentee country of the call. {ACCEPTED}"),
    ("C3", "Atlantis", f"cell C3: “Atlantis” is no mentee country of the call. {ACCEPTED}"),
    ("H2", "=1+2", "cell H2: the formula there shows no value. Save the workbook in Excel, or type the value."),
]


@pytest.mark.parametrize(("cell", "value", "line"), MENTEE_FAULTS)
def test_a_wrong_cell_is_said_with_its_place_and_what_is_accepted(cell: str, value: object, line: str) -> None:
    """One thing wrong gives one line, and nothing is read."""
    book = filled()
    book["Mentees"][cell] = value
    assert refused(book) == [
        "mentees.xlsx cannot be used as it stands; to be put right (1):", f"sheet “Mentees”, {line}",
    ]  # fmt: skip


def test_languages_that_are_not_understood_are_not_passed_over() -> None:
    """A list with an unknown part is refused in the cell where it stands."""
    book = filled()
    book["Mentees"]["G2"] = "French native; Klingonese B2"
    _, line = refused(book)
    assert line.startswith("sheet “Mentees”, cell G2: ")
    assert line.endswith("Accepted: languages by name, separated by ;, each with A1 to C2 or native if known.")


@pytest.mark.parametrize(
    ("cell", "header", "line"),
    [
        ("C1", "Contry", "cell C1: the header “Contry” is not known. Did you mean “Country”?"),
        ("M1", "Governanse of the cluster",
         "cell M1: the header “Governanse of the cluster” is not known. Did you mean “Governance of the cluster”?"),
        ("G1", "Langauges", "cell G1: the header “Langauges” is not known. Did you mean “Languages”?"),
        ("B1", "Colour", "cell A1: the column “Cluster” is missing."),
        ("M1", None, "cell A1: the column “Governance of the cluster” is missing."),
        ("S1", "Pays", "cell S1: the column “Country” stands there twice, here and in C1."),
        ("C1", "Country / Manager", "cell A1: the column “Country” is missing."),
    ],
)  # fmt: skip
def test_a_header_that_is_missing_misspelt_or_doubled_is_said(cell: str, header: str | None, line: str) -> None:
    """The nearest known header is named; a column is never taken for another."""
    book = filled()
    book["Mentees"][cell] = header
    assert f"sheet “Mentees”, {line}" in refused(book)[1:]


def test_a_column_with_another_wording_gives_way_to_the_one_with_the_label() -> None:
    """Beside "Manager" a column "Contact" is an extra one; alone it is the manager's."""
    book = filled()
    book["Mentees"]["T1"], book["Mentees"]["T2"] = "Contact", "by phone"
    found = read(book)
    assert (found.mentees, [str(one) for one in found.findings]) == (
        (FIRST, SECOND), ["These columns were not used: “Contact”."],
    )  # fmt: skip
    book = filled()
    book["Mentees"]["D1"] = "Contact"
    assert read(book) == Needs(mentees=(FIRST, SECOND))


def test_a_sheet_without_headers_or_without_mentees_is_refused() -> None:
    """What is expected is said."""
    book = filled()
    book["Mentees"].delete_rows(1, 3)
    assert refused(book)[1].startswith(
        "sheet “Mentees”: there is no header row. Its columns are Ref, Cluster, Country,"
    )
    assert refused(EMPTY)[1:] == ["sheet “Mentees”: there is no mentee in it, only the header."]


def test_the_officers_pairs_and_limits_are_read() -> None:
    """Mentees by reference or exact name, decisions in either language, limits as numbers or in words."""
    book = filled()
    for row, cells in enumerate(
        (("M01", "CBT-004", "lock", "agreed in May"), ("hebron stone", "Bruno Carvalhal", "Exclure", "same board")),
        start=2,
    ):
        for column, text in enumerate(cells, start=1):
            book["Pairs"].cell(row, column, text)
    book["Limits"]["B2"], book["Limits"]["B3"], book["Limits"]["B4"] = "80 600,50 €", 3, "1"
    found = read(book)
    assert found.pairs == (
        PairDecision(mentee="M01", mentor="CBT-004", decision="lock", reason="agreed in May"),
        PairDecision(mentee="M02", mentor="Bruno Carvalhal", decision="exclude", reason="same board"),
    )
    assert found.limits == Limits(budget=Decimal("80600.50"), most_mentees=3, least_mentees=1)


LOCK = ("M01", "CBT-004", "lock", "agreed")
PAIR_FAULTS = [
    ([("M09", "CBT-004", "lock", "agreed")], "cell A2: there is no mentee “M09”. Did you mean “M02”?"),
    ([("?", "CBT-004", "lock", "agreed")],
     "cell A2: there is no mentee “?”. Accepted: a reference or exact name of the sheet Mentees."),
    ([("M01", "CBT-004", "maybe", "agreed")], "cell C2: “maybe” is no decision. Accepted: lock, exclude."),
    ([("M01", "CBT-004", "lock", None)], "cell A2: row 2 has no reason."),
    ([(None, None, "lock", "agreed")], "cell C2: row 2 has no mentee and no mentor."),
    ([LOCK, ("Tunis Textiles", "cbt-004", "exclude", "no")],
     "cell A3: the pair is locked and excluded: see row 2. Keep one of the two."),
    ([LOCK, ("M01", "CBT-005", "lock", "no")],
     "cell A3: “M01” is locked to “CBT-004” in row 2 already. A mentee has one mentor at most."),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "line"), PAIR_FAULTS)
def test_a_wrong_pair_is_said(rows: list[tuple[str | None, ...]], line: str) -> None:
    """Unknown mentee, unknown decision, missing reason, contradictions."""
    book = filled()
    for row, cells in enumerate(rows, start=2):
        for column, text in enumerate(cells, start=1):
            book["Pairs"].cell(row, column, text)
    assert refused(book)[1:] == [f"sheet “Pairs”, {line}"]


def test_a_pair_said_twice_counts_once_and_a_name_of_two_clusters_is_refused() -> None:
    """Repetition is a finding; a name that could be either mentee is not guessed."""
    book = filled()
    for row in (2, 3):
        for column, text in enumerate(LOCK, start=1):
            book["Pairs"].cell(row, column, text)
    found = read(book)
    assert (len(found.pairs), [str(one) for one in found.findings]) == (
        1, ["Row 3 of “Pairs” says again what row 2 says."],
    )  # fmt: skip
    book["Mentees"]["B3"], book["Pairs"]["A3"] = "Tunis Textiles", "Tunis Textiles"
    assert refused(book)[1:] == [
        "sheet “Pairs”, cell A3: “Tunis Textiles” is the name of M01, M02. Give the reference."
    ]


AMOUNT = "Accepted: an amount in EUR, 0 or more, such as 80600; empty: none."
LIMIT_FAULTS = [
    ("B2", -5, f"cell B2: “-5” is no value for this limit. {AMOUNT}"),
    ("B2", "3.100", f"cell B2: “3.100” is no value for this limit. {AMOUNT}"),
    ("B3", 0, "cell B3: “0” is no value for this limit. Accepted: a whole number, 1 or more; empty: none."),
    ("B4", 1.5, "cell B4: “1.5” is no value for this limit. Accepted: a whole number, 1 or more; empty: none."),
    ("B5", "many", "cell B5: “many” is no value for this limit. Accepted: a whole number, 1 or more; empty: none."),
    ("D3", 4, "cell D3: the value of “Largest number of mentees for a mentor” must stand right beside it."),
    ("A6", "Budget total", "cell A6: the limit “Budget total” stands there twice."),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "value", "line"), LIMIT_FAULTS)
def test_a_wrong_limit_is_said(cell: str, value: object, line: str) -> None:
    """Each limit says what it accepts; an ambiguous amount is not read."""
    book = filled()
    book["Limits"][cell] = value
    assert refused(book)[1:] == [f"sheet “Limits”, {line}"]


def test_limits_that_are_not_known_or_contradict_each_other_are_said() -> None:
    """A misspelt limit is not passed over; the smallest number may not be above the largest."""
    book = filled()
    book["Limits"]["A2"], book["Limits"]["B2"] = "Total buget", 100
    assert refused(book)[1:] == [
        "sheet “Limits”, cell A2: “Total buget” is no limit. Did you mean “Total budget (EUR)”?"
    ]
    book = filled()
    book["Limits"]["B3"], book["Limits"]["B4"] = 1, 2
    assert refused(book)[1:] == ["sheet “Limits”: the smallest number of mentees for a mentor is above the largest."]


def test_everything_that_is_wrong_is_said_at_once_and_twenty_in_full() -> None:
    """Faults of all sheets come together, in order; beyond twenty only their number."""
    book = filled()
    book["Mentees"]["H2"], book["Mentees"]["C3"], book["Pairs"]["A2"], book["Limits"]["B3"] = 9, "Spain", "M01", "x"
    lines = refused(book)
    assert lines[0] == "mentees.xlsx cannot be used as it stands; to be put right (4):"
    assert [line.split(":")[0] for line in lines[1:]] == [
        "sheet “Mentees”, cell H2", "sheet “Mentees”, cell C3", "sheet “Pairs”, cell A2", "sheet “Limits”, cell B3",
    ]  # fmt: skip
    for row in range(4, 28):
        book["Mentees"].cell(row, 2, f"Cluster {row}")
    lines = refused(book)
    assert (len(lines), lines[-1]) == (22, "and 32 more")


def test_a_sheet_that_is_missing_or_misspelt_is_said() -> None:
    """Without a sheet Mentees there is nothing to read; a slip in Pairs would lose decisions."""
    book = filled()
    book["Mentees"].title = "Clusters"
    assert refused(book) == [
        "mentees.xlsx has no sheet Mentees; its sheets are “Clusters”, “Pairs”, “Limits”, “How to fill in”."
    ]
    book = filled()
    book["Pairs"].title = "Pair"
    assert refused(book)[1:] == ["sheet “Pair”: a sheet of this name is not known. Did you mean “Pairs”?"]


def word() -> bytes:
    """A Word document."""
    stream = io.BytesIO()
    Document().save(stream)
    return stream.getvalue()


def packed(*names: str) -> bytes:
    """A zip archive with such members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


def with_entities() -> bytes:
    """The workbook with entities in its styles."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(filled()))) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == "xl/styles.xml":
                data = b'<!DOCTYPE styleSheet [<!ENTITY a "b">]>' + data
            after.writestr(name, data)
    return stream.getvalue()


def without(part: str) -> bytes:
    """The workbook without one of its parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(filled()))) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            if name != part:
                after.writestr(name, before.read(name))
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (lambda: b"", "mentees.xlsx is no Excel workbook."),
        (lambda: b"Ref;Cluster\nM01;A\n", "mentees.xlsx is no Excel workbook."),
        (lambda: OLE, "mentees.xlsx is in the format of Excel 97–2003."),
        (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "mentees.xlsx is protected with a password."),
        (lambda: packed("mimetype", "content.xml"), "mentees.xlsx is in OpenDocument format."),
        (lambda: packed("a.txt"), "mentees.xlsx is no Excel workbook."),
        (word, "mentees.xlsx is a Word document."),
        (lambda: saved(filled())[:-400], "mentees.xlsx is damaged and cannot be read as a workbook."),
        (lambda: packed("xl/workbook.xml"), "mentees.xlsx is damaged and cannot be read as a workbook."),
        (with_entities, "mentees.xlsx is damaged and cannot be read as a workbook."),
        (lambda: without("xl/styles.xml"), None),
        (lambda: without("xl/worksheets/sheet1.xml"), "mentees.xlsx is damaged and cannot be read as a workbook."),
    ],
)
def test_a_file_that_is_no_workbook_says_what_it_is(made: Callable[[], bytes], sentence: str | None) -> None:
    """Empty, text, old, encrypted, OpenDocument, Word, damaged: one sentence each and what to do."""
    if sentence is None:
        assert read(made()).mentees == (FIRST, SECOND)
    else:
        assert refused(made()) == [sentence]


def test_a_name_that_would_move_the_screen_is_made_harmless() -> None:
    """Neither the file's name nor a cell reaches the screen raw."""
    with pytest.raises(NeedsError) as caught:
        open_book(b"", "a\x1b[2J.xlsx", NeedsError)
    assert caught.value.message == r"a\x1b[2J.xlsx is no Excel workbook."


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=10, max_size=10), st.permutations(range(19)))
def test_needs_are_read_whatever_the_order_of_the_columns(levels: list[int], order: list[int]) -> None:
    """Moving whole columns changes nothing."""
    rows = [[cell.value for cell in row] for row in filled()["Mentees"].iter_rows(max_row=3)]
    rows[1][7:17] = levels
    book = Workbook()
    sheet = book.active
    sheet.title = "Mentees"
    for row in rows:
        sheet.append([row[at] for at in order])
    assert read(book).mentees == (FIRST.model_copy(update={"needs": dict(zip(AREAS, levels, strict=True))}), SECOND)


def test_a_number_beyond_all_numbers_is_no_limit() -> None:
    """``1E999`` in a cell is read by the library as infinite; it is refused like any other wrong value."""
    stream = io.BytesIO()
    book = filled()
    book["Limits"]["B2"] = 123456
    with zipfile.ZipFile(io.BytesIO(saved(book))) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b"<v>123456</v>", b"<v>1E999</v>"))
    assert refused(stream.getvalue())[1:] == [f"sheet “Limits”, cell B2: “inf” is no value for this limit. {AMOUNT}"]
