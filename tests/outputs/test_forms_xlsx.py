"""The blank form as a workbook: locked but for named answer cells, with the call's own lists."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.datavalidation import DataValidation
from other_call import OTHER

from cbt_cli.calls import load_call
from cbt_cli.domain.calls import Call, QuestionKind
from cbt_cli.errors import OutputError
from cbt_cli.outputs import write_form_xlsx
from cbt_cli.outputs.form_xlsx import form_xlsx

CALL = load_call()


def opened(call: Call, language: str) -> Workbook:
    """The form."""
    return load_workbook(io.BytesIO(form_xlsx(call, language)))


def named(book: Workbook) -> dict[str, Cell]:
    """The named cells of the form."""
    found = {}
    for name, defined in book.defined_names.items():
        ((sheet, at),) = defined.destinations
        found[name] = book[sheet][at]
    return found


def rule_of(book: Workbook, cell: Cell) -> DataValidation | None:
    """What may be typed into a cell."""
    rules = book.worksheets[0].data_validations.dataValidation
    return next((one for one in rules if cell.coordinate in one.sqref), None)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_answer_has_a_named_cell_open_to_typing_and_no_other_cell_is_open(language: str) -> None:
    """The names are made of the call's keys; the sheet is protected, the answer cells are empty and not locked."""
    wanted = []
    for question in CALL.form.questions:
        if question.kind is QuestionKind.AREAS:
            wanted += [f"answer_areas_{area.key}" for area in CALL.areas]
        elif question.columns:
            wanted += [
                f"answer_{question.key}_{row}_{column.key}" for row in range(1, 7) for column in question.columns
            ]
        else:
            wanted.append(f"answer_{question.key}")
    book = opened(CALL, language)
    sheet = book.worksheets[0]
    assert sorted(named(book)) == sorted(wanted)
    assert sheet.protection.sheet
    cells = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell, Cell)]
    open_cells = {cell.coordinate for cell in cells if not cell.protection.locked}
    assert open_cells == {cell.coordinate for cell in named(book).values()}
    assert {cell.value for cell in named(book).values()} == {None}


def test_the_label_stands_left_of_the_answer() -> None:
    """Label, asterisk where required, and hint in brackets."""
    book = opened(CALL, "fr")
    labels = {name: book.worksheets[0].cell(cell.row, 2).value for name, cell in named(book).items()}
    assert labels["answer_family_name"] == "Nom\u00a0*"
    assert labels["answer_phone"] == "Téléphone"
    assert labels["answer_evidence"] == "Justificatifs de votre expertise\u00a0*\n(ou fichiers joints au même courriel)"
    assert labels["answer_areas_team"] == "Management et développement de l'équipe du cluster"


def test_lists_offer_the_calls_options() -> None:
    """Short lists stand in the validation, the countries on a sheet; countries that are not listed may be typed."""
    book = opened(CALL, "en")
    cells = named(book)
    kind, country = (rule_of(book, cells[name]) for name in ("answer_applicant_type", "answer_country"))
    assert kind is not None
    assert (kind.formula1, kind.showErrorMessage) == ('"Cluster manager,Cluster management expert"', True)
    assert country is not None
    assert (country.formula1, country.showErrorMessage) == ("'Lists'!$A$1:$A$32", False)
    listed = [row[0].value for row in book["Lists"]["A1:A32"]]
    assert (listed[0], listed[-1], len(set(listed))) == ("Austria", "United Kingdom", len(CALL.countries.eligible))
    mark = rule_of(book, cells["answer_areas_strategy"])
    assert mark is not None
    assert mark.formula1 == '"x"'


def test_cells_keep_what_is_typed_and_numbers_have_their_format() -> None:
    """Text cells are text (a phone number keeps its +, a month stays a month); money and dates have a format."""
    cells = named(opened(CALL, "en"))
    formats = {name: cells[f"answer_{name}"].number_format for name in
               ("phone", "experience_1_start", "quotation", "signed_on", "capacity", "management_years")}  # fmt: skip
    assert formats == {
        "phone": "@", "experience_1_start": "@", "quotation": "#,##0.00 [$EUR]", "signed_on": "dd/mm/yyyy",
        "capacity": "0", "management_years": "General",
    }  # fmt: skip


def test_it_prints_on_a4_as_wide_as_the_page() -> None:
    """Paper, area, title and page numbers are set, and no section is torn where it can be helped."""
    sheet = opened(CALL, "en").worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.scale) == (9, 80)
    assert sheet.oddFooter.right.text == "&P / &N"
    starts = [sheet.cell(one.id + 2, 2).value for one in sheet.row_breaks.brk]
    assert starts == ["3. Areas of knowledge"]


def test_the_same_call_gives_the_same_bytes_without_a_time() -> None:
    """Two runs give one file."""
    data = form_xlsx(CALL, "en")
    assert form_xlsx(CALL, "en") == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert load_workbook(io.BytesIO(data)).properties.creator in (None, "")


def test_another_call_gets_its_own_form() -> None:
    """Its own cells; a title that looks like a formula is text; options with commas stand on the lists' sheet."""
    book = opened(OTHER, "en")
    assert sorted(named(book)) == [
        "answer_cost", "answer_means", "answer_project", "answer_stays_1_start", "answer_stays_1_where",
        "answer_stays_2_start", "answer_stays_2_where",
    ]  # fmt: skip
    title = book.worksheets[0]["B2"]
    assert (title.value, title.data_type) == ("=1+1 Grant <form>", "s")
    assert [row[0].value for row in book["Lists"]["A1:A2"]] == ['Train, or "sleeper"', "Bus"]
    assert named(book)["answer_cost"].number_format == "#,##0.00 [$CHF]"
    assert opened(OTHER, "fr").sheetnames == ["Formulaire"]


def test_it_is_written_where_it_was_asked_for_or_the_reason_is_said(tmp_path: Path) -> None:
    """The file holds the form; a folder in its place is an expected failure."""
    write_form_xlsx(CALL, "fr", tmp_path / "form.xlsx")
    assert (tmp_path / "form.xlsx").read_bytes() == form_xlsx(CALL, "fr")
    with pytest.raises(OutputError):
        write_form_xlsx(CALL, "fr", tmp_path)
