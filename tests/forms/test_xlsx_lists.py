"""List validations: options and prompts."""

import pytest
from excel import by_hand, cells, inline, read, saved, texts
from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from cbt_cli.forms.tree import Table


def with_list(formula: str, value: str | None = None, prompt: str | None = None) -> bytes:
    """A workbook whose cell B1 has a list validation, with a sheet of list values."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Form"
    sheet["A1"], sheet["B1"] = "Country", value
    lists = book.create_sheet("My lists")
    for row, word in enumerate(("Austria", "Belgium", None, "Croatia"), start=2):
        lists.cell(row, 1, word)
    book.defined_names["Countries"] = DefinedName("Countries", attr_text="'My lists'!$A$2:$A$5")
    validation = DataValidation(type="list", formula1=formula, prompt=prompt)
    validation.add("B1")
    sheet.add_data_validation(validation)
    return saved(book)


@pytest.mark.parametrize("formula", ['"Austria,Belgium, Croatia"', "'My lists'!$A$2:$A$5", "=Countries", "countries",
                                     "'My lists'!$A:$A"])  # fmt: skip
def test_lists_give_options(formula: str) -> None:
    """Options come from the list itself, a range, whole columns or a defined name, on an empty cell too."""
    assert cells(read(with_list(formula)))["B1"].options == ("Austria", "Belgium", "Croatia")


@pytest.mark.parametrize("formula", ["INDIRECT(A1)", "#REF!", "Nobody", "'Gone'!$A$1:$A$3"])
def test_lists_that_cannot_be_known_give_nothing(formula: str) -> None:
    """A list that would have to be computed, or is gone, has no options."""
    assert all(not cell.options for cell in cells(read(with_list(formula))).values())


@pytest.mark.parametrize(
    ("value", "prompts"),
    [
        ("Select a country", {"Select a country"}),
        ("– Choisissez un pays –", {"– Choisissez un pays –"}),
        ("Bitte auswählen", {"Bitte auswählen"}),
        ("Austria", set()),
        ("Selective textiles", set()),
        (None, set()),
    ],
)
def test_prompts_are_no_answers(value: str | None, prompts: set[str]) -> None:
    """A cell that still asks for a choice declares its text as a prompt; an answer is never one."""
    assert read(with_list('"Austria,Belgium"', value)).prompts == prompts


def test_a_prompt_among_the_options_is_known() -> None:
    """An option that asks for a choice is a prompt."""
    tree = read(with_list('"Please select,Austria,Belgium"', "Please select"))
    assert tree.prompts == {"Please select"}


def test_the_input_message_is_a_prompt_where_it_stands_in_the_cell() -> None:
    """A cell that shows its own input message shows no answer."""
    assert read(with_list('"Austria"', "Your country", prompt="<Your country>")).prompts == {"Your country"}


def test_newer_lists_on_other_sheets_are_read() -> None:
    """The x14 kind of validation, which Excel writes for lists on other sheets, counts like the classic one."""
    extension = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}">'
        '<x14:dataValidations xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
        'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation type="list">'
        "<x14:formula1><xm:f>$D$1:$D$2</xm:f></x14:formula1><xm:sqref>B1 B3</xm:sqref></x14:dataValidation>"
        "</x14:dataValidations></ext></extLst>"
    )
    tree = read(
        by_hand(f'<row r="1">{inline("D1", "yes")}</row><row r="2">{inline("D2", "no")}</row>', after=extension)
    )
    assert {name: cell.options for name, cell in cells(tree).items() if cell.options} == {
        "B1": ("yes", "no"), "B3": ("yes", "no"),
    }  # fmt: skip


def test_a_list_over_whole_columns_stays_small() -> None:
    """A validation of a million cells makes no cells; those that are there get its options."""
    lists = (
        '<dataValidations><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a,b"</formula1>'
        "</dataValidation></dataValidations>"
    )
    tree = read(by_hand(f'<row r="1">{inline("A1", "a")}</row>', after=lists))
    table = tree.roots[0].blocks[0]
    assert isinstance(table, Table)
    assert (len(table.cells), table.cells[0].options, texts(tree)) == (1, ("a", "b"), {"A1": "a"})
