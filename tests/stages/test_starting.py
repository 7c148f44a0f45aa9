"""A call started from an organisation's own blank form, and forms read against it."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from cbt_cli.domain.calls import QuestionKind
from cbt_cli.errors import CallFileError, CbtError
from cbt_cli.stages.calling import call_in_force
from cbt_cli.stages.reading import read_files
from cbt_cli.stages.starting import start_from

ROWS = (
    ("Family name", ""),
    ("E-mail", ""),
    ("Project title", "For example: a better bus line"),
    ("Requested amount (EUR)", ""),
    ("Capacity of the venue", ""),
    ("Starting date", ""),
    ("Describe the project", ""),
    ("Nationality of the lead", ""),
)


def form(path: Path, answers: dict[str, str]) -> Path:
    """A form of two columns; where nothing is answered stands what the blank prints."""
    document = Document()
    document.add_heading("Application for a small grant", 1)
    table = document.add_table(0, 2)
    for label, printed in ROWS:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, answers.get(label, printed)
    document.save(str(path))
    return path


def test_the_labels_of_a_blank_form_become_questions(tmp_path: Path) -> None:
    """Known labels become the founding call's questions; the kind of the others is guessed from their words."""
    blank = form(tmp_path / "Small grant.docx", {})
    written = start_from(tmp_path / "call", blank, None)
    assert [path.name for path in written] == ["call.toml", "Small grant.docx", "mentees.xlsx", "inbox"]
    call = call_in_force(tmp_path / "call" / "call.toml")
    assert call.id == "small-grant"
    assert [(question.key, question.kind) for question in call.form.questions] == [
        ("family_name", QuestionKind.TEXT),
        ("email", QuestionKind.EMAIL),
        ("project_title", QuestionKind.TEXT),
        ("requested_amount_eur", QuestionKind.MONEY),
        ("capacity_of_the_venue", QuestionKind.TEXT),
        ("starting_date", QuestionKind.DATE),
        ("describe_the_project", QuestionKind.LONG_TEXT),
        ("nationality_of_the_lead", QuestionKind.COUNTRY),
    ]
    assert [rule.name for rule in call.rules] == ["deadline", "complete", "declarations"]


def test_what_the_blank_form_prints_is_not_an_answer(tmp_path: Path) -> None:
    """The sample words of the blank are blank; an answer after them, or in their place, is read."""
    start_from(tmp_path / "call", form(tmp_path / "Small grant.docx", {}), None)
    call = call_in_force(tmp_path / "call" / "call.toml")
    known = {"Family name": "Exemplar", "Requested amount (EUR)": "12 000 €", "E-mail": "a@example.org"}
    printed = "For example: a better bus line"
    one = form(tmp_path / "one.docx", known)
    other = form(tmp_path / "other.docx", known | {"Project title": f"{printed} A tram for the hill"})
    first, second = read_files([one, other], call)
    titles = [{entry.label: entry.value for entry in read.form.entries}["Project title"] for read in (first, second)]
    assert titles == [None, "A tram for the hill"]
    assert first.form.record is not None
    assert second.form.record is not None
    assert "project_title" not in first.form.record.application.further
    assert second.form.record.application.further["project_title"] == "A tram for the hill"
    assert second.form.record.application.family_name == "Exemplar"


def test_what_cannot_be_started_from_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    """No form, no labels, a folder that has a call already, a blank that has gone."""
    with pytest.raises(CbtError, match="cannot be read: No such file or directory"):
        start_from(tmp_path / "call", tmp_path / "none.docx", None)
    text = tmp_path / "text.docx"
    text.write_bytes(b"%PDF-1.4 scanned")
    with pytest.raises(CbtError, match=r"text\.docx: The file is a PDF"):
        start_from(tmp_path / "call", text, None)
    empty = tmp_path / "empty.docx"
    Document().save(str(empty))
    with pytest.raises(CbtError, match="holds no labels"):
        start_from(tmp_path / "call", empty, None)
    assert not (tmp_path / "call").exists()
    blank = form(tmp_path / "blank.docx", {})
    start_from(tmp_path / "call", blank, None)
    with pytest.raises(CbtError, match=r"already has call\.toml"):
        start_from(tmp_path / "call", blank, None)
    (tmp_path / "call" / "blank.docx").unlink()
    with pytest.raises(CallFileError, match=r"form\.blanks: there is no file"):
        call_in_force(tmp_path / "call" / "call.toml")
