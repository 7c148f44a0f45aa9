"""``read_form`` on the call's own forms and on whatever else is offered as one."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.forms.reading import read, sheet, the_call
from tests.forms.word import document, p, tbl, tr

from cbt_cli.domain.calls import Call
from cbt_cli.domain.forms import FormOutcome
from cbt_cli.forms import read_form
from cbt_cli.outputs.form_docx import form_docx
from cbt_cli.outputs.form_xlsx import form_xlsx


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("make", [form_docx, form_xlsx])
def test_the_blank_form_is_the_calls_and_blank(make: Callable[[Call, str], bytes], language: str) -> None:
    """Every question of the call is found on its own blank form, and none is answered."""
    form = read(make(the_call(), language))
    assert (form.outcome, form.form, form.language) == (FormOutcome.FORM, "mentor-application", language)
    assert list(form.answers) == [one.key for one in the_call().form.questions]
    assert [key for key, one in form.answers.items() if one.text or one.rows or any(m.on for m in one.marks)] == []
    assert form.findings == ()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_option_belongs_to_its_question_and_not_to_the_sections_heading(language: str) -> None:
    """The heading "Areas of knowledge" is a wording of the question too; the question itself is printed below it."""
    call = the_call()
    form = read_form(form_docx(call, language), call)
    label = next(one.label for one in call.form.questions if one.key == "areas")
    groups = {one.group for one in form.entries if one.kind == "tick" and one.field == "areas"}
    assert len(groups) == 1
    assert str(groups.pop()).startswith(getattr(label, language))


def typed_in(data: bytes, alias: str, text: str) -> bytes:
    """The Word form with ``text`` typed in the control of that name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    xml = parts["word/document.xml"].decode()
    control = next(one for one in re.findall(r"<w:sdt>.*?</w:sdt>", xml, re.DOTALL) if f'w:val="{alias}"' in one)
    changed = re.sub(r"<w:showingPlcHdr/>|<w:rStyle [^>]*/>", "", control)
    changed = re.sub(r"(<w:t(?: [^>]*)?>)[^<]*", lambda hit: hit[1] + text, changed, count=1)
    parts["word/document.xml"] = xml.replace(control, changed).encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_an_answer_typed_in_the_blank_word_form() -> None:
    """What is typed in a control is that question's answer, and no other's."""
    form = read(typed_in(form_docx(the_call(), "en"), "Family name", "Lovelace"))
    assert {key: one.text for key, one in form.answers.items() if one.text} == {"family_name": "Lovelace"}


def test_answers_typed_in_the_blank_workbook() -> None:
    """What is typed in the cells is read: words, a tick, a row of the table."""
    book = load_workbook(io.BytesIO(form_xlsx(the_call(), "fr")))
    said = {
        "answer_family_name": "Lovelace", "answer_areas_strategy": "x", "answer_declaration": "x",
        "answer_experience_1_start": "2010", "answer_experience_1_organisation": "Bio Cluster",
    }  # fmt: skip
    for name, text in said.items():
        title, cell = book.defined_names[name].attr_text.rsplit("!", 1)
        book[title.strip("'")][cell.replace("$", "").split(":")[0]] = text
    stream = io.BytesIO()
    book.save(stream)
    answers = read(stream.getvalue()).answers
    assert answers["family_name"].text == "Lovelace"
    assert [one.option for one in answers["areas"].marks if one.on] == ["Stratégie du cluster"]
    assert [one.on for one in answers["declaration"].marks] == [True]
    assert [[(one.column, one.text) for one in row if one.text] for row in answers["experience"].rows] == [
        [("start", "2010"), ("organisation", "Bio Cluster")]
    ]


def test_a_form_of_another_call_still_gives_its_entries() -> None:
    """Names and addresses that every form asks for make it no form of this call."""
    form = read(document(tbl(tr("Family name", "Lovelace"), tr("Colour of the car", "red"))))
    assert (form.outcome, form.form, form.answers) == (FormOutcome.NO_FORM, None, {})
    assert [(one.label, one.value, one.field) for one in form.entries] == [
        ("Family name", "Lovelace", "family_name"), ("Colour of the car", "red", None),
    ]  # fmt: skip


UNREAD = {
    "empty": (b"", "empty", "The file is empty. Please send the filled form again."),
    "pdf": (b"%PDF-1.7\n", "pdf",
            "The file is a PDF. Please send the form as the Word or Excel file that was filled in."),
    "rtf": (b"{\\rtf1 Hello}", "rtf",
            "The file is in Rich Text Format (RTF). Please save it as .docx and send it again."),
    "html": (b"<!DOCTYPE html><html></html>", "html",
             "The file is a web page, whatever its name says. Please save it as .docx or .xlsx and send it again."),
    "damaged": (b"PK\x03\x04" + b"\0" * 40, "zip",
                "The file is damaged and cannot be opened. Please save it again and send it once more."),
}  # fmt: skip


@pytest.mark.parametrize("kind", UNREAD)
def test_a_file_that_is_not_read_is_named_for_what_it_is(kind: str) -> None:
    """With the sentence that can be sent to the applicant."""
    data, name, reason = UNREAD[kind]
    form = read(data)
    assert (form.outcome, form.format, str(form.reason)) == (FormOutcome.UNREADABLE, name, reason)


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_no_bytes_make_it_raise(data: bytes) -> None:
    """Whatever is offered gets an outcome."""
    assert read_form(data, the_call()).outcome is FormOutcome.UNREADABLE


@given(st.integers(0, 10**9), st.integers(1, 60))
@settings(max_examples=40, deadline=None)
def test_no_damaged_form_makes_it_raise(at: int, length: int) -> None:
    """A form with bytes overwritten anywhere gets an outcome."""
    data = bytearray(document(p("Family name: Lovelace") + tbl(tr("Country", "France"))))
    at %= len(data)
    data[at : at + length] = b"\xff" * len(data[at : at + length])
    assert read_form(bytes(data), the_call()).outcome in FormOutcome


def test_a_long_table_is_read_in_a_line() -> None:
    """Four thousand rows are read, each cell under its header."""
    form = read(sheet(("Code", "Site", "Depth"), *((str(at), "Lyon", "3") for at in range(4_000))))
    assert len(form.entries) == 12_000


def test_same_in_same_out() -> None:
    """The same bytes give the same reading."""
    data = form_docx(the_call(), "en")
    assert read(data) == read(data)
