"""The blank Word form: the call's own questions, one content control for each answer, in the form's language."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from lxml import etree
from other_call import OTHER

from cbt_cli.calls import load_call
from cbt_cli.domain.calls import Call, QuestionKind
from cbt_cli.errors import OutputError
from cbt_cli.outputs import write_form_docx
from cbt_cli.outputs.form_docx import form_docx

CALL = load_call()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def part(data: bytes, name: str) -> etree._Element:
    """A part of the package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def controls(call: Call, language: str) -> dict[str, etree._Element]:
    """The form's content controls by tag, in order; no two have the same."""
    found = list(part(form_docx(call, language), "word/document.xml").iter(f"{W}sdt"))
    by_tag = {one.find(f"{W}sdtPr/{W}tag").get(f"{W}val"): one for one in found}
    assert len(by_tag) == len(found)
    return by_tag


def kind(control: etree._Element) -> str:
    """What kind of control it is."""
    names = {"text", "dropDownList", "comboBox", "date", "checkbox"}
    found = (name for one in control.find(f"{W}sdtPr") if (name := etree.QName(one).localname) in names)
    return next(found, "paragraphs")


def shown(element: etree._Element) -> str:
    """The text inside."""
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def lines(data: bytes) -> list[str]:
    """The form's paragraphs outside tables."""
    return [one.text for one in Document(io.BytesIO(data)).paragraphs if one.text]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_question_has_a_control_tagged_with_its_key(language: str) -> None:
    """The tags are the call's keys in the call's order, and the titles its labels, cut where Word would cut them."""
    wanted = []
    for question in CALL.form.questions:
        if question.kind is QuestionKind.AREAS:
            wanted += [(f"areas.{area.key}", area.label.of(language)) for area in CALL.areas]
        elif question.columns:
            wanted += [
                (f"{question.key}.{row}.{column.key}", f"{column.label.of(language)} {row}")
                for row in range(1, question.rows + 1)
                for column in question.columns
            ]
        else:
            wanted.append((question.key, question.label.of(language)))
    found = [(tag, one.find(f"{W}sdtPr/{W}alias").get(f"{W}val")) for tag, one in controls(CALL, language).items()]
    assert found == [(tag, title[:64]) for tag, title in wanted]


def test_each_kind_of_answer_has_its_kind_of_control() -> None:
    """Text, paragraphs of text, lists, a list that takes other words, a date picker and tick boxes."""
    found = controls(CALL, "en")
    wanted = {
        "family_name": "text", "motivation": "paragraphs", "country": "comboBox", "signed_on": "date",
        "applicant_type": "dropDownList", "consent": "checkbox", "areas.other": "checkbox",
        "experience.6.kind": "dropDownList",
    }  # fmt: skip
    assert {tag: kind(found[tag]) for tag in wanted} == wanted


def test_lists_offer_the_calls_options_in_the_forms_language() -> None:
    """The first entry is the prompt and has no value; the others are the options, all different."""
    items = controls(CALL, "fr")["applicant_type"].iter(f"{W}listItem")
    assert [(one.get(f"{W}displayText"), one.get(f"{W}value")) for one in items] == [
        ("Choisissez un élément.", ""),
        ("Directeur de cluster", "Directeur de cluster"),
        ("Expert en management de clusters", "Expert en management de clusters"),
    ]
    countries = [one.get(f"{W}value") for one in controls(CALL, "fr")["country"].iter(f"{W}listItem")]
    assert (len(countries), countries[1], countries[-1]) == (1 + len(CALL.countries.eligible), "Allemagne", "Tchéquie")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_control_holds_an_answer(language: str) -> None:
    """All but tick boxes are flagged as showing a prompt, in the prompts' style; the glossary brings the same prompt
    back; no box is ticked."""
    glossary = part(form_docx(CALL, language), "word/glossary/document.xml")
    prompts = {one.find(f".//{W}name").get(f"{W}val"): shown(one) for one in glossary.iter(f"{W}docPart")}
    for one in controls(CALL, language).values():
        if kind(one) == "checkbox":
            assert one.find(f".//{W14}checked").get(f"{W14}val") == "0"
            assert shown(one) == "☐"
            continue
        assert one.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
        assert one.find(f".//{W}rStyle").get(f"{W}val") == "PlaceholderText"
        assert prompts[one.find(f"{W}sdtPr/{W}placeholder/{W}docPart").get(f"{W}val")] == shown(one)


def test_required_questions_are_marked_and_no_others() -> None:
    """The asterisk follows the label; the hint stands below it in brackets."""
    document = Document(io.BytesIO(form_docx(CALL, "en")))
    labels = [row.cells[0].text for table in document.tables if len(table.columns) == 2 for row in table.rows]
    labels += [line for line in lines(form_docx(CALL, "en")) if line.startswith("Professional experience")]
    starred = {label.split("\n")[0].removesuffix("\u00a0*") for label in labels if "\u00a0*" in label.split("\n")[0]}
    assert starred == {question.label.en for question in CALL.form.questions if question.required}
    assert "Evidence of your expertise\u00a0*\n(or files attached to the same e-mail)" in labels


def test_the_synthetic_form_says_so_and_another_does_not() -> None:
    """The line stands where the call says that its form is a sample."""
    assert "Sample form – not the form of the original call" in lines(form_docx(CALL, "en"))
    assert "Formulaire d'exemple – ce n'est pas le formulaire de l'appel d'origine" in lines(form_docx(CALL, "fr"))
    assert not [line for line in lines(form_docx(OTHER, "en")) if "original call" in line]


def test_a_country_with_a_footnote_brings_it_along() -> None:
    """Palestine* is named among the mentees' countries, so its footnote stands on the form, once."""
    for language in ("en", "fr"):
        note = CALL.countries.footnotes["PS"].of(language)
        assert lines(form_docx(CALL, language)).count(note) == 1


def test_tables_can_be_heard() -> None:
    """Every table has a title, the rows of a list a header that is repeated, and the document its language."""
    data = form_docx(CALL, "fr")
    tables = list(part(data, "word/document.xml").iter(f"{W}tbl"))
    titles = [one.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") for one in tables]
    assert titles[:3] == ["1. Candidat", "2. Expertise", "Expérience professionnelle"]
    assert [one.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None for one in tables][:3] == [False, False, True]
    assert {one.get(f"{W}val") for one in part(data, "word/styles.xml").iter(f"{W}lang")} == {"fr-FR"}


def test_the_same_call_gives_the_same_bytes_without_a_time_or_a_tool() -> None:
    """Nothing in the package tells when, where or with which library it was made."""
    data = form_docx(CALL, "en")
    assert form_docx(CALL, "en") == data
    about = Document(io.BytesIO(data)).core_properties
    assert (about.title, about.author, about.comments, about.last_modified_by, about.language) == (
        "Application form – European mentor – The Cluster Booster Track – Call for European Mentors", "", "", "", "en",
    )  # fmt: skip
    assert (about.created, about.modified) == (None, None)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"python-docx" not in b"".join(archive.read(one) for one in archive.namelist())


def test_another_call_gets_its_own_form() -> None:
    """Its sections, labels, options and columns, and no question of the built-in call; its wording stays text."""
    assert list(controls(OTHER, "fr")) == [
        "project", "means", "stays.1.where", "stays.1.start", "stays.2.where", "stays.2.start", "cost",
    ]  # fmt: skip
    assert lines(form_docx(OTHER, "en")) == [
        "Travel & exchange grants", "=1+1 Grant <form>", "Send it by noon.", "* required", "1. Project", "2. Stays",
        "Earlier stays",
        "3. Cost",
    ]  # fmt: skip


def test_it_is_written_where_it_was_asked_for_or_the_reason_is_said(tmp_path: Path) -> None:
    """The file holds the form; a folder in its place is an expected failure and stays as it is."""
    write_form_docx(CALL, "en", tmp_path / "form.docx")
    assert (tmp_path / "form.docx").read_bytes() == form_docx(CALL, "en")
    with pytest.raises(OutputError):
        write_form_docx(CALL, "en", tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["form.docx"]
