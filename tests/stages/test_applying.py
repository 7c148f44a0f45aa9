"""The round trip through Excel: decisions come back from validation.xlsx, all of them or none."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from made_register import CALL, HAND, add, person
from openpyxl import Workbook, load_workbook

from cbt_cli.domain.applications import Money, Unit, Vat
from cbt_cli.domain.languages import spoken
from cbt_cli.errors import WorkbookError
from cbt_cli.register import open_register
from cbt_cli.stages.applying import Applied, apply
from cbt_cli.stages.deciding import undo, waive
from cbt_cli.stages.validating import validating

DEAR = Money(amount=Decimal(3400), currency="EUR", vat=Vat.EXCLUDED, unit=Unit.MENTEE)
HEADER = 4


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Three applications: a sound one, one over the cap, one from Türkiye; their workbook is written."""
    path = tmp_path / "cbt.sqlite"
    add(path, "1.docx", person(1))
    add(path, "2.docx", person(2, quotation=DEAR))
    add(path, "3.docx", person(3, country="TR"))
    with validating(path, CALL, HAND, output=tmp_path / "validation.xlsx"):
        pass
    return path


def column(sheet: object, title: str) -> int:
    """The column of a header."""
    found = {cell.value: cell.column for cell in sheet[HEADER]}  # type: ignore[index]
    return int(found[title])


def row(sheet: object, ref: str, subject: str, by: str) -> int:
    """The row of an application's rule or field."""
    at, of = column(sheet, "Ref"), column(sheet, by)
    rows = range(HEADER + 1, sheet.max_row + 1)  # type: ignore[attr-defined]
    return next(n for n in rows if (sheet.cell(n, at).value, sheet.cell(n, of).value) == (ref, subject))  # type: ignore[attr-defined]


def enter(book: Workbook, sheet: str, ref: str, subject: str, **entries: str) -> None:
    """Fills in columns of one row, as an officer does; ``_`` stands for a space in a header."""
    page = book[sheet]
    at = row(page, ref, subject, "Rule" if sheet == "Rules" else "Field")
    for title, text in entries.items():
        page.cell(at, column(page, title.replace("_", " "))).value = text


def edited(register: Path, change: Callable[[Workbook], None]) -> Path:
    """The workbook as it comes back."""
    path = register.parent / "validation.xlsx"
    book = load_workbook(path)
    change(book)
    book.save(path)
    return path


def decide(book: Workbook) -> None:
    """A waiver and a correction."""
    enter(book, "Rules", "CBT-002", "quotation-cap", Decision="waive", Because="Agreed.", Approved_by="B. Director")
    enter(book, "Values", "CBT-003", "country", Right_value="France", Because="The annex says Lyon.")


def taken(register: Path, path: Path) -> Applied:
    """Applies a workbook without asking."""
    return apply(register, CALL, HAND, path, lambda _: True)


def refused(register: Path, path: Path) -> str:
    """What is said of a workbook that cannot be taken back; nothing is changed then."""
    with open_register(register, CALL) as opened:
        before = opened.journal_length()
    with pytest.raises(WorkbookError) as caught:
        taken(register, path)
    with open_register(register, CALL) as opened:
        assert opened.journal_length() == before
    return caught.value.message


def verdicts(register: Path) -> dict[str, str]:
    """Reference → verdict."""
    with validating(register, CALL, HAND) as done:
        return dict(done.verdicts)


def test_decisions_come_back_and_count(register: Path) -> None:
    """A waiver and a correction are taken, journalled, and in force; a second time they are known."""
    path = edited(register, decide)
    done = taken(register, path)
    assert [(entry.act, entry.ref, entry.why) for entry in done.entries] == [
        ("waived", "CBT-002", "Agreed."), ("corrected", "CBT-003", "The annex says Lyon."),
    ]  # fmt: skip
    assert verdicts(register) == dict.fromkeys(("CBT-001", "CBT-002", "CBT-003"), "eligible")
    again = taken(register, path)
    assert (again.entries, again.known) == ((), 2)


def test_sorted_and_shortened_sheets_work(register: Path) -> None:
    """Rows are found by what stands in them."""

    def change(book: Workbook) -> None:
        decide(book)
        page = book["Rules"]
        rows = [[cell.value for cell in line] for line in page.iter_rows(min_row=HEADER + 1)]
        page.delete_rows(HEADER + 1, len(rows))
        for line in sorted((line for line in rows if line[0] != "CBT-001"), key=str, reverse=True):
            page.append(line)

    assert len(taken(register, edited(register, change)).entries) == 2


def test_the_officer_is_asked_first(register: Path) -> None:
    """No is no: nothing is changed."""
    seen: list[str] = []
    done = apply(register, CALL, HAND, edited(register, decide), lambda rows: bool(seen.extend(r.ref for r in rows)))
    assert (seen, done.entries) == (["CBT-002", "CBT-003"], ())
    assert verdicts(register)["CBT-002"] == "ineligible"


@pytest.mark.parametrize(
    ("sheet", "ref", "subject", "entries", "said"),
    [
        ("Rules", "CBT-002", "quotation-cap", {"Decision": "waive"}, "a decision needs a reason, under Because"),
        ("Rules", "CBT-002", "quotation-cap", {"Decision": "wave", "Because": "x"},
         "“wave” is no decision; there is: waive"),
        ("Rules", "CBT-002", "quotation-cap", {"Because": "x"},
         "something is filled in, but nothing stands under Decision"),
        ("Rules", "CBT-001", "deadline", {"Decision": "waive", "Because": "x"},
         "deadline is “pass” for CBT-001: there is nothing to waive. cbt show CBT-001"),
        ("Values", "CBT-003", "country", {"Right_value": "Atlantis", "Because": "x"}, "This does not fit country."),
        ("Values", "CBT-003", "quotation", {"Right_value": "3000", "Because": "x"},
         "The call locks quotation after the deadline"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_with_its_cell(
    register: Path, sheet: str, ref: str, subject: str, entries: dict[str, str], said: str
) -> None:
    """The sheet, the cell and the reason; the sound decision beside it is not taken either."""

    def change(book: Workbook) -> None:
        enter(book, "Values", "CBT-001", "position", Right_value="Managing director", Because="As the annex says.")
        enter(book, sheet, ref, subject, **entries)

    told = refused(register, edited(register, change))
    assert told.startswith(f"validation.xlsx cannot be taken back: {sheet} ")
    assert said in told


def test_a_decision_on_something_that_has_changed_is_refused(register: Path) -> None:
    """The workbook is older than what stands in the register."""
    path = edited(register, decide)
    waive(register, CALL, HAND, "CBT-002", "quotation-cap", "For another reason.")
    assert "CBT-002 quotation-cap has changed since the workbook was written" in refused(register, path)
    undo(register, CALL, HAND, "")
    assert len(taken(register, path).entries) == 2


def test_a_workbook_of_another_call_or_of_another_kind_is_refused(register: Path, tmp_path: Path) -> None:
    """Whatever it is, a sentence says so."""
    other = CALL.model_copy(update={"call": CALL.call.model_copy(update={"id": "another-call"})})
    theirs = tmp_path / "theirs.sqlite"
    for number in (1, 2, 3):
        add(theirs, f"{number}.docx", person(number, quotation=DEAR, country="TR"), other)
    with pytest.raises(WorkbookError, match="or it is of another call"):
        apply(theirs, other, HAND, edited(register, decide), lambda _: True)
    stream = io.BytesIO()
    Workbook().save(stream)
    plain = tmp_path / "plain.xlsx"
    plain.write_bytes(stream.getvalue())
    assert (
        refused(register, plain)
        == "plain.xlsx cannot be taken back: There is no sheet Rules; There is no sheet Values."
    )
    plain.write_bytes(b"no workbook")
    assert refused(register, plain) == "plain.xlsx is no Excel workbook."
    assert refused(register, tmp_path / "none.xlsx").endswith("cannot be read: No such file or directory.")


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_a_workbook_that_libreoffice_saved_works(register: Path, tmp_path: Path) -> None:
    """Filled in, opened and saved by LibreOffice: the same decisions."""
    path = edited(register, decide)
    out = tmp_path / "saved"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx",
         "--outdir", out, path],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert len(taken(register, out / "validation.xlsx").entries) == 2


FRENCH = {"Rules": "Règles", "Values": "Valeurs", "Ref": "Réf.", "Rule": "Règle", "Field": "Champ",
          "Decision": "Décision",
          "Right value": "Valeur exacte", "Because": "Motif", "Approved by": "Approuvé par",
          "Clerical error": "Erreur matérielle"}  # fmt: skip
CHOICES = {"en": ("waive", "yes"), "fr": ("déroger", "oui")}


@pytest.mark.parametrize("typed", ["en", "fr"])
@pytest.mark.parametrize("applied", ["en", "fr"])
@pytest.mark.parametrize("written", ["en", "fr"])
def test_a_workbook_of_one_language_is_taken_in_the_other(
    register: Path, written: str, applied: str, typed: str
) -> None:
    """Sheets, headers and choices are found in both languages, and what a row showed is told by what was found, not by
    the words it was said in."""
    with spoken(written), validating(register, CALL, HAND, output=register.parent / "validation.xlsx"):
        pass
    waive_it, yes = CHOICES[typed]

    def shown(words: str) -> str:
        return FRENCH[words] if written == "fr" else words

    def fill(book: Workbook, sheet: str, by: str, ref: str, subject: str, entries: dict[str, str]) -> None:
        page = book[shown(sheet)]
        at = {cell.value: cell.column for cell in page[HEADER]}
        keys = {(page.cell(n, at[shown("Ref")]).value, page.cell(n, at[shown(by)]).value): n
                for n in range(HEADER + 1, page.max_row + 1)}  # fmt: skip
        for title, text in entries.items():
            page.cell(keys[ref, subject], at[shown(title)]).value = text

    def change(book: Workbook) -> None:
        fill(book, "Rules", "Rule", "CBT-002", "quotation-cap",
             {"Decision": waive_it, "Because": "Agreed.", "Approved by": "B. Director"})  # fmt: skip
        fill(
            book, "Values", "Field", "CBT-003", "country", {"Right value": "France", "Because": "The annex says Lyon."}
        )
        fill(book, "Values", "Field", "CBT-001", "quotation",
             {"Right value": "2800 EUR excl. VAT per mentee", "Because": "A slip.", "Clerical error": yes,
              "Approved by": "B. Director"})  # fmt: skip

    path = edited(register, change)
    with spoken(applied):
        done = taken(register, path)
    assert [(entry.act, entry.ref, entry.after.get("clerical")) for entry in done.entries] == [
        ("waived", "CBT-002", None), ("corrected", "CBT-001", True), ("corrected", "CBT-003", False),
    ]  # fmt: skip


def test_what_is_refused_in_a_french_workbook_is_said_by_its_own_headers(register: Path) -> None:
    """The officer who reads the sentence sees those words in the sheet."""
    with spoken("fr"), validating(register, CALL, HAND, output=register.parent / "validation.xlsx"):
        pass

    def change(book: Workbook) -> None:
        page = book["Règles"]
        page.cell(HEADER + 1, column(page, "Décision")).value = "renoncer"

    with spoken("fr"):
        told = refused(register, edited(register, change))
    assert told.startswith("validation.xlsx ne peut pas être repris\u00a0: Règles N5\u00a0: ")
    assert "«\u00a0renoncer\u00a0» n'est pas une décision\u00a0; il y a\u00a0: déroger" in told
