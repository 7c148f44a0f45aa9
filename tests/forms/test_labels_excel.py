"""Labels and answers of workbooks: one small sheet for each layout, with exactly what must be read of it."""

from __future__ import annotations

import datetime as dt

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from tests.forms.excel import saved
from tests.forms.reading import entries, fields, read, sheet

from cbt_cli.domain.forms import EntryKind

LAYOUTS = {
    "label in A, answer in B": (("Family name", "Lovelace"), ("Country", "France")),
    "labels in C": ((None, None, "Family name", "Lovelace"), (None, None, "Country", "France")),
    "two pairs a row": (("Family name", "Lovelace", "Country", "France"),),
    "a spacer column": (("Family name", None, "Lovelace"), ("Country", None, "France")),
    "one cell": (("Family name: Lovelace",), ("Country: France",)),
    "answers below": (("Family name",), ("Lovelace",), (None,), ("Country",), ("France",)),
    "answers below, in a row": (("Family name", "Country"), ("Lovelace", "France")),
    "hints in the cell": (("Family name\nIn capitals", "Lovelace"), ("Country\n(in full)", "France")),
    "a prompt between": (("Family name", "Please select", "Lovelace"), ("Country", "Please select", "France")),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_answers(layout: str) -> None:
    """Wherever an answer stands to its label, it is read as the answer to that label."""
    assert fields(sheet(*LAYOUTS[layout])) == {"family_name": "Lovelace", "country": "France"}


def test_a_blank_stays_blank() -> None:
    """A label whose answer was left out takes nothing from further off in its row or from below."""
    data = sheet(("Family name", "Lovelace"), ("First name", None, None, "Please save as .xlsx"), ("Country", "France"))
    assert fields(data) == {"family_name": "Lovelace", "first_name": None, "country": "France"}


def test_typed_cells_keep_their_types() -> None:
    """A true date is given in ISO form, a number as a number."""
    data = sheet(("Date", dt.date(2019, 3, 12)), ("Number of mentees you can accompany", 3))
    found = [(one.field, one.value, one.kind) for one in read(data).entries]
    assert found == [("signed_on", "2019-03-12", EntryKind.DATE), ("capacity", "3", EntryKind.NUMBER)]


def test_a_formula_without_its_value_is_not_blank() -> None:
    """It is reported as an answer that cannot be known."""
    rows = [(label, "x") for label in ("First name", "Organisation", "E-mail", "Motivation", "Evidence")]
    data = sheet(("Family name", "=A1"), *rows, ("Sectors", "Food"), ("Languages", "en"), ("Quotation", 2000))
    form = read(data)
    assert form.answers["family_name"].text is None
    assert [(one.code, one.field) for one in form.findings if one.field] == [("formula-uncached", "family_name")]


def test_an_x_or_a_choice_beside_the_option() -> None:
    """Options with a mark in the next cell are ticks."""
    data = sheet(
        ("Areas of knowledge you offer to share",), ("Cluster strategy", "x"), ("Member engagement",),
        ("Service portfolio", "yes"), ("Governance of the cluster", "no"),
    )  # fmt: skip
    found = [(one.label, one.value) for one in read(data).entries if one.kind is EntryKind.TICK]
    assert found == [
        ("Cluster strategy", True), ("Member engagement", False), ("Service portfolio", True),
        ("Governance of the cluster", False),
    ]  # fmt: skip


def test_one_row_for_each_applicant() -> None:
    """Headers are the labels; the first row below is the application, further rows are entries."""
    head = ("Family name", "First name", "Organisation", "Country", "E-mail", "Motivation", "Quotation", "Sectors")
    ada = ("Lovelace", "Ada", "Bio Cluster", "France", "ada@example.org", "To share.", "2 900", "Food")
    form = read(sheet(head, ada, ("Doe", "Jo", "Other Cluster", "Spain", "jo@example.org", "Too.", "1 000", "ICT")))
    assert [(one.label, one.value) for one in form.entries[:8]] == list(zip(head, ada, strict=True))
    assert [one.value for one in form.entries if one.field == "family_name"] == ["Lovelace", "Doe"]


def test_a_sheet_of_instructions_answers_nothing() -> None:
    """Labels that the instructions explain are no answers."""
    book = Workbook()
    notes, page = book.worksheets[0], book.create_sheet("Form")
    notes["A1"], notes["B1"] = "Country", "Choose it from the list"
    labels = ("Family name", "First name", "Organisation", "Country", "E-mail", "Motivation", "Quotation", "Sectors",
              "Languages", "Evidence")  # fmt: skip
    for row, label in enumerate(labels, 1):
        page.cell(row, 1, label)
        page.cell(row, 2, f"answer {row}")
    form = read(saved(book))
    assert form.answers["country"].text == "answer 4"
    assert [one.code for one in form.findings if one.field == "country"] == []


def test_a_block_of_label_hint_and_answer() -> None:
    """Between a set-off label and its answer a hint may stand; without an answer the hint is none."""
    book = Workbook()
    page = book.worksheets[0]
    for row, text in ((2, "Contact name"), (6, "Contact phone")):
        cell = page.cell(row, 2, text)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDDDDD")
    page["B3"], page["B4"], page["B7"] = "Who may be asked about it.", "Ada Lovelace", "This field is optional"
    assert entries(saved(book)) == [("Contact name", "Ada Lovelace"), ("Contact phone", None)]


def test_a_group_of_rows_is_said_with_each_label() -> None:
    """A cell merged over several rows groups the labels beside it."""
    book = Workbook()
    page = book.worksheets[0]
    for row, (group, label, text) in enumerate(
        (("Contact", "Name", "Ada"), (None, "Town", "Lyon"), ("Deputy", "Name", "Jo"), (None, "Town", "Bonn")), 1
    ):
        page.cell(row, 1, group)
        page.cell(row, 2, label)
        page.cell(row, 3, text)
    page.merge_cells("A1:A2")
    page.merge_cells("A3:A4")
    found = [(one.group, one.label, one.value) for one in read(saved(book)).entries]
    assert found == [
        ("Contact", "Name", "Ada"), ("Contact", "Town", "Lyon"), ("Deputy", "Name", "Jo"), ("Deputy", "Town", "Bonn")
    ]  # fmt: skip


def test_an_untouched_drop_down_is_blank() -> None:
    """A prompt that stands in the cell of a list is no answer."""
    book = Workbook()
    page = book.worksheets[0]
    page["A1"], page["B1"], page["A2"], page["B2"] = "Country", "Select from menu", "Family name", "Lovelace"
    rule = DataValidation(type="list", formula1='"Select from menu,France"')
    page.add_data_validation(rule)
    rule.add("B1")
    assert fields(saved(book)) == {"country": None, "family_name": "Lovelace"}


AREAS = "Cluster strategy\nMember engagement\nGovernance of the cluster"


@pytest.mark.parametrize("typed", [AREAS, AREAS.replace("\n", "; "), AREAS.replace("\n", ", ")])
def test_options_typed_beside_their_question_answer_it_where_labels_stand_above(typed: str) -> None:
    """A list of options is no label, in whatever layout the rest of the sheet is."""
    data = sheet(
        ("Family name", "First name"), ("Lovelace", "Ada"), (None,),
        ("Country", "Position"), ("France", "Manager"), (None,),
        ("Areas of knowledge you offer to share", typed),
    )  # fmt: skip
    assert fields(data)["areas"] == typed


def test_a_hint_in_the_cell_of_an_option_that_is_a_label_too_is_no_answer() -> None:
    """ "Other topics" below the list of areas is a question of its own, and its hint answers nothing."""
    data = sheet(
        ("Family name", None, "Lovelace"), ("Areas of knowledge you offer to share",),
        ("Other topics (please specify)\nPlease write clearly",), ("Country", None, "France"),
    )  # fmt: skip
    found = fields(data)
    assert (found["areas"], found["other_area"], found["country"]) == (None, None, "France")


def test_half_a_label_that_is_known_names_its_question_where_the_other_half_is_misspelt() -> None:
    """The answer is not taken, and the officer is told where it stands."""
    labels = (
        "First name", "Organisation", "Country", "Motivation", "Sectors of activity", "Working languages",
        "Evidence of your expertise", "Position",
    )  # fmt: skip
    rows = [(label, "x") for label in labels]
    found = read(sheet(("Family name", "Lovelace"), ("E-mail / Telepohnenmbr", "ada@example.org"), *rows))
    assert [(one.code, one.field) for one in found.findings if one.field == "email"] == [
        ("answer-under-unknown-label", "email")
    ]
