"""``validation.xlsx``: every application, rule, value and finding, and that it opens everywhere."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from pathlib import Path

import pytest
from made_results import CALL, case, judged, many_cases
from opening import below, by_calamine, by_libreoffice, formulas, sheets, table
from openpyxl import load_workbook

from cbt_cli.domain.applications import Money, Source, Unit, Vat
from cbt_cli.domain.base import place, say
from cbt_cli.domain.checks import Eligibility
from cbt_cli.domain.findings import Finding, Severity
from cbt_cli.domain.submissions import Confidence, Receipt
from cbt_cli.errors import OutputError
from cbt_cli.outputs import write_validation
from cbt_cli.outputs.validation_xlsx import validation_workbook

FOOTNOTE = CALL.countries.footnotes["PS"].en
SHEETS = ["Applications", "Rules", "Values", "Findings", "Method"]
OVER = Money(amount=Decimal("3600.00"), currency="EUR", vat=Vat.EXCLUDED, unit=Unit.MENTEE)
RULES = ["Deadline", "Complete", "Declarations", "European", "Expertise", "Evidence", "Areas", "Quotation cap"]


def clock(text: str) -> dt.datetime:
    """A time without a zone, as a cell holds it."""
    return dt.datetime.fromisoformat(text)


def test_an_application_is_a_row_with_every_verdict_in_words() -> None:
    """Who, when in both zones and how that is known, the whole and each rule, and what is open."""
    (row,) = table(sheets(validation_workbook(CALL, judged(case(7, quotation=OVER))))["Applications"])
    assert row == {
        "Ref": "CBT-007", "Applicant": "Ada Example 7", "Organisation": "Example Cluster", "Country": "Austria",
        "E-mail": "ada@example.org",
        "Received (UTC)": clock("2019-03-15 19:48"), "Received (Europe/Brussels)": clock("2019-03-15 20:48"),
        "Known from": "received:own (high)", "Verdict": "ineligible",
        **dict.fromkeys(RULES, "pass"), "Quotation cap": "fail",
        "Open points": "quotation-cap: The quotation of EUR 3,600.00 is above the cap of EUR 3,100.00.",
    }  # fmt: skip


def test_an_unknown_receipt_is_said_and_a_doubtful_one_has_its_bounds() -> None:
    """No time is made up where there is none."""
    early, late = (dt.datetime(2019, 3, 15, hour, tzinfo=dt.UTC) for hour in (9, 11))
    between = Receipt(
        received_at=late, earliest=early, latest=late, source="date_header", confidence=Confidence.LOW
    )  # fmt: skip
    data = validation_workbook(CALL, judged(case(1, receipt=Receipt()), case(2, receipt=between)))
    rows = table(sheets(data)["Applications"])
    assert [(row["Received (UTC)"], row["Known from"]) for row in rows] == [
        ("unknown", "unknown (none)"),
        (
            clock("2019-03-15 11:00"),
            "date_header (low), between 2019-03-15 09:00:00 UTC and 2019-03-15 11:00:00 UTC",
        ),
    ]


def test_every_rule_stands_there_with_clause_reading_and_evidence() -> None:
    """A row for each application and rule, in the order of the call."""
    found = judged(case(1), case(2, quotation=OVER))
    rows = table(sheets(validation_workbook(CALL, found))["Rules"])
    assert [(row["Ref"], row["Rule"], row["Verdict"]) for row in rows] == [
        (one.ref, checked.rule, str(checked.verdict).replace("_", " "))
        for one, judgement in found
        for checked in judgement.rules
    ]
    cap = rows[-1]
    assert cap["Why"] == "The quotation of EUR 3,600.00 is above the cap of EUR 3,100.00."
    assert (cap["As written"], cap["Place"]) == ("3600.00 EUR", "table 1, row 22, column 2")
    assert cap["Clause"] == str(CALL.rules[-1].clause)
    assert cap["The office's reading"] == CALL.rules[-1].clause.reading


def test_several_sources_are_numbered_with_their_places() -> None:
    """Which text stood where can be told apart."""
    one = case(1)
    two = (Source(raw="3 100 €", place=place(("table", 1))), Source(raw="2 900 €"))
    record = one.record.model_copy(update={"sources": one.record.sources | {"quotation": two}})
    data = validation_workbook(CALL, judged(one.model_copy(update={"record": record})))
    row = next(row for row in table(sheets(data)["Values"]) if row["Field"] == "quotation")
    assert (row["As written"], row["Place"]) == ("(1) 3 100 €\n(2) 2 900 €", "(1) table 1\n(2) not known")


def test_a_waiver_and_a_correction_stand_beside_what_they_change() -> None:
    """The applicant's own answer is never hidden by the office's."""
    found = sheets(validation_workbook(CALL, many_cases(2)))
    waived = [row["Waived because"] for row in table(found["Rules"]) if row["Verdict"] == "waived"]
    corrected = [(row["Field"], row["Corrected"]) for row in table(found["Values"]) if row["Corrected"]]
    assert waived == ["agreed by the board"]
    assert corrected == [("phone", "to “+33 1 23 45 67 89” by officer, 2019-03-20: typing slip")]


def test_every_question_of_the_form_has_its_value_in_words() -> None:
    """Each question stands there, answered or not."""
    answers = case(1, preferred_countries=("PS", "TN"), capacity=2)
    rows = table(sheets(validation_workbook(CALL, judged(answers)))["Values"])
    assert [row["Field"] for row in rows] == [question.key for question in CALL.form.questions]
    shown = {row["Field"]: row["Value"] for row in rows}
    assert shown | {
        "country": "Austria", "applicant_type": "Cluster management expert", "management_years": "7", "capacity": "2",
        "experience": "2012-03-15 – ongoing: Director, Example Cluster, management", "languages": "en C1",
        "areas": "Cluster strategy; Financing model – sustainability", "preferred_countries": "Palestine*; Tunisia",
        "quotation": "EUR 3,100.00, VAT excluded, per mentee", "declaration": "yes", "signed_on": "2019-03-12",
        "website": "(not answered)",
    } == shown  # fmt: skip


def test_answers_to_a_call_of_its_own_are_not_lost() -> None:
    """What the record keeps apart (another form's questions) stands below the others."""
    one = case(1)
    application = one.record.application.model_copy(update={"further": {"shoe_size": "43"}})
    record = one.record.model_copy(update={"application": application})
    rows = table(sheets(validation_workbook(CALL, judged(one.model_copy(update={"record": record}))))["Values"])
    assert [row["Value"] for row in rows if row["Field"] == "shoe_size"] == ["43"]


def test_findings_have_their_severity_code_place_and_raw_text() -> None:
    """What was noticed in the form, and what was noticed about its receipt."""
    rows = table(sheets(validation_workbook(CALL, many_cases(6)))["Findings"])
    assert [tuple(row.values()) for row in rows] == [
        ("CBT-004", "Ada Example 4", "note", "receipt", None, "No host of the office stamped the message.", None, None),
        (
            "CBT-006", "Ada Example 6", "clarify", "money-currency", "quotation", "The currency is not EUR.",
            "£7,000 for both", "table 4, row 1, column 2",
        ),
    ]  # fmt: skip


def test_the_totals_are_those_of_the_judgements() -> None:
    """The sentence on top and the sheet Method count what the rows say."""
    found = many_cases(12)
    data = sheets(validation_workbook(CALL, found))
    totals = {str(one).replace("_", " "): sum(j.verdict is one for _, j in found) for one in Eligibility}
    counted = {row["Item"]: int(row["What"]) for row in table(data["Method"]) if row["Section"] == "Totals"}
    assert counted == totals
    words = ", ".join(f"{count} {word}" for word, count in totals.items())
    assert data["Applications"]["A2"].value == f"12 applications: {words}."


def test_every_sheet_that_names_the_country_carries_its_footnote() -> None:
    """Whether as the applicant's country, as a wished one, or in the applicant's own words."""
    for count in (1, 5):
        for title, sheet in sheets(validation_workbook(CALL, many_cases(count))).items():
            texts = [str(value) for row in sheet.iter_rows(values_only=True) for value in row if value is not None]
            named = any("palestine" in text.casefold() for text in texts if text != FOOTNOTE)
            assert (title, below(sheet).count(FOOTNOTE)) == (title, int(named))


def test_words_have_colours_and_colours_have_words() -> None:
    """The colour follows the word in the cell, so that neither stands alone."""
    sheet = sheets(validation_workbook(CALL, many_cases(3)))["Applications"]
    (painted,) = sheet.conditional_formatting
    words = {rule.formula[0].strip('"') for rule in painted.rules}
    assert str(painted.sqref) == "I5:Q7"
    assert words >= {"eligible", "ineligible", "to clarify", "pass", "fail", "unclear", "not applicable", "waived"}


def test_the_same_cases_are_the_same_bytes_in_any_order() -> None:
    """Rebuilt byte for byte."""
    found = many_cases(6)
    assert validation_workbook(CALL, found) == validation_workbook(CALL, found[::-1])


def test_no_application_is_said() -> None:
    """An empty register makes a workbook that says so."""
    data = validation_workbook(CALL, [])
    assert list(by_calamine(data)) == SHEETS
    assert below(sheets(data)["Applications"]) == ["There is no application yet."]


def hostile(text: str) -> bytes:
    """An application in which every text that a stranger can write is ``text``."""
    names = ("organisation", "position", "email", "phone", "website", "motivation", "evidence", "conflict_of_interest")
    finding = Finding(code="odd", severity=Severity.NOTE, sentence=say("{raw}", raw=text), field="phone", raw=text)
    warned = Receipt(source="unknown", warnings=(say("{raw}", raw=text),))
    one = case(1, **dict.fromkeys(names, text), findings=(finding,), receipt=warned, sectors=(text,))
    application = one.record.application.model_copy(update={"first_name": text, "further": {text: text}})
    record = one.record.model_copy(update={"application": application})
    return validation_workbook(CALL, judged(one.model_copy(update={"record": record, "waived": {"deadline": text}})))


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "mailto:=1+1"])
def test_a_strangers_text_is_text_in_every_cell(text: str) -> None:
    """No formula anywhere, no link but to a web or mail address, and every program reads the same text."""
    data = hostile(text)
    assert formulas(data) == []
    book = load_workbook(io.BytesIO(data))
    kinds = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value}
    assert kinds == {"s"}
    shown = text.replace("\r", "\\x0d")
    values = {row["Field"]: row["Value"] for row in table(book["Values"])}
    assert (values["phone"], values["motivation"]) == (shown, shown)
    assert shown in {value for row in by_calamine(data)["Values"] for value in row}
    assert book["Applications"]["E5"].hyperlink is None


@pytest.mark.parametrize("name", ["N" * 200, "محمد بن عبد الله", "名" * 120, "a" * 40_000])
def test_long_and_right_to_left_texts_stay_in_shape(name: str) -> None:
    """A row is never higher than Excel takes; what no cell can hold is cut with a sign."""
    sheet = sheets(hostile(name))["Values"]
    phone = next(row["Value"] for row in table(sheet) if row["Field"] == "phone")
    assert phone == name or phone.endswith(f"[…cut here: {len(name)} characters in all]")
    assert max(one.height or 0 for one in sheet.row_dimensions.values()) <= 409


@pytest.mark.libreoffice
def test_libreoffice_opens_it_and_finds_the_same_values(tmp_path: Path) -> None:
    """Opened and saved again by LibreOffice: no formula, no text or time changed."""
    data = validation_workbook(CALL, many_cases(8))
    again = by_libreoffice(data, tmp_path)
    assert formulas(again) == []
    before, after = sheets(data), sheets(again)
    assert {title: table(after[title]) for title in SHEETS} == {title: table(before[title]) for title in SHEETS}


def test_it_is_written_in_place_of_the_old_one(tmp_path: Path) -> None:
    """The old workbook is replaced whole; a folder in its place is said and left alone."""
    path = tmp_path / "validation.xlsx"
    path.write_bytes(b"old")
    write_validation(path, CALL, many_cases(2))
    assert list(sheets(path.read_bytes())) == SHEETS
    with pytest.raises(OutputError):
        write_validation(tmp_path, CALL, many_cases(2))
    assert [each.name for each in tmp_path.iterdir()] == ["validation.xlsx"]


def test_rows_beyond_what_a_sheet_can_hold_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit reached never looks like the whole."""
    monkeypatch.setattr("cbt_cli.outputs.written_page.MOST_ROWS", 3)
    sheet = sheets(validation_workbook(CALL, many_cases(5)))["Applications"]
    assert sheet["A2"].value.endswith(" Only the first 3 of 5 rows are shown.")
    assert [row["Ref"] for row in table(sheet)] == ["CBT-001", "CBT-002", "CBT-003"]


def test_what_the_officer_fills_in_is_not_printed() -> None:
    """The printed page ends before the columns of decisions, so that it can be read."""
    found = sheets(validation_workbook(CALL, many_cases(2)))
    assert {title: sheet.print_area for title, sheet in found.items() if sheet.print_area} == {
        "Rules": "'Rules'!$A$1:$M$20", "Values": "'Values'!$A$1:$I$58",
    }  # fmt: skip
