"""The empty needs-diagnosis workbook: every column and list that the reader accepts, and a sheet that explains them."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import load_workbook
from other_call import OTHER

from cbt_cli.calls import load_call
from cbt_cli.outputs import write_mentees
from cbt_cli.outputs.mentees_xlsx import mentees_xlsx

CALL = load_call()


def test_it_has_the_sheets_and_columns_of_the_call() -> None:
    """A column for each area of knowledge stands between the fixed ones."""
    book = load_workbook(io.BytesIO(mentees_xlsx(CALL)))
    assert book.sheetnames == ["Mentees", "Pairs", "Limits", "How to fill in"]
    assert [cell.value for cell in book["Mentees"][1]] == [
        "Ref", "Cluster", "Country", "Manager", "E-mail", "Sectors", "Languages",
        *(area.label.en for area in CALL.areas), "Wishes", "Notes",
    ]  # fmt: skip
    assert [cell.value for cell in book["Pairs"][1]] == ["Mentee", "Mentor", "Decision", "Reason"]
    assert [row[0].value for row in book["Limits"]["A2:A5"]] == [
        "Total budget (EUR)", "Largest number of mentees for a mentor", "Smallest number of mentees for a mentor",
        "Largest number of mentors from one country",
    ]  # fmt: skip
    other = load_workbook(io.BytesIO(mentees_xlsx(OTHER)))
    assert len([cell.value for cell in other["Mentees"][1] if cell.value]) == 9
    assert other["Limits"]["A2"].value == "Total budget (CHF)"


def test_what_is_typed_is_checked_while_it_is_typed() -> None:
    """Needs are 0 to 3, countries the call's, references unique, decisions lock or exclude."""
    book = load_workbook(io.BytesIO(mentees_xlsx(CALL)))
    rules = {str(one.sqref): (one.type, one.formula1) for one in book["Mentees"].data_validations.dataValidation}
    assert rules["A2:A501"] == ("custom", "COUNTIF($A$2:$A$501,A2)=1")
    assert rules["C2:C501"] == ("list", '"Algeria,Egypt,Jordan,Lebanon,Morocco,Palestine*,Tunisia"')
    assert {rules[f"{letter}2:{letter}501"] for letter in "HIJKLMNOPQ"} == {("list", '"0,1,2,3"')}
    (decision,) = [one for one in book["Pairs"].data_validations.dataValidation if one.type == "list"]
    assert (str(decision.sqref), decision.formula1) == ("C2:C501", '"lock,exclude"')


def test_the_footnote_goes_with_the_country() -> None:
    """Where Palestine* is offered, its footnote is shown and printed."""
    book = load_workbook(io.BytesIO(mentees_xlsx(CALL)))
    note = CALL.countries.footnotes["PS"]
    (country,) = [one for one in book["Mentees"].data_validations.dataValidation if str(one.sqref) == "C2:C501"]
    assert country.prompt is not None
    assert country.prompt.endswith(note.en)
    assert book["Mentees"].oddFooter.left.text == note.en
    explained = [row[0].value for row in book["How to fill in"].iter_rows()]
    assert [text for text in explained if text in (note.en, note.fr)] == [note.en, note.fr]


def test_it_is_the_same_on_every_run(tmp_path: Path) -> None:
    """Two runs give one file."""
    write_mentees(CALL, tmp_path / "mentees.xlsx")
    assert (tmp_path / "mentees.xlsx").read_bytes() == mentees_xlsx(CALL)
