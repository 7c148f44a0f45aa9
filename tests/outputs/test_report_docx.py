"""``report.docx``: the sections that donors ask for, whole, in both languages, and nothing that gives anybody away."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from docx.table import Table
from made_samples import HAND, SAMPLES, ingested
from test_workbooks_in_french import Marked

from cbt_cli.calls import load_call
from cbt_cli.domain import languages
from cbt_cli.domain.languages import spoken
from cbt_cli.domain.matching import WhatIf
from cbt_cli.register import open_register
from cbt_cli.stages.assigning import Wanted, assign_mentors
from cbt_cli.stages.deciding import Wanted as Correction
from cbt_cli.stages.deciding import correct, waive
from cbt_cli.stages.overview import overview
from cbt_cli.stages.reporting import report

CALL = load_call(SAMPLES / "call.toml")
HOSTILE = '=cmd|"/c calc"!A1 <w:b/> \u202eevil\x07 & ]]>'


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample call with a waiver, a hostile correction and a final matching."""
    folder = tmp_path_factory.mktemp("donor")
    path = ingested(folder, CALL)
    waive(path, CALL, HAND, "CBT-032", "quotation-cap", "The donor agreed.", approved_by="B. Head")
    correct(path, CALL, HAND, "CBT-001", Correction("position", HOSTILE, "She wrote so."))
    wanted = Wanted(WhatIf(), final=True)
    assign_mentors(path, CALL, HAND, SAMPLES / "mentees.xlsx", folder / "assignments.xlsx", wanted)
    return path


def texts(path: Path) -> Iterator[str]:
    """Every paragraph and every cell."""
    for block in Document(str(path)).iter_inner_content():
        if isinstance(block, Table):
            yield from (cell.text for row in block.rows for cell in row.cells)
        else:
            yield block.text


def tables(path: Path) -> dict[str, list[list[str]]]:
    """Title of a table (for screen readers) → its rows."""
    found = {}
    for table in Document(str(path)).tables:
        title = table._tbl.tblPr.find("{*}tblCaption")
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        found[next(iter(title.attrib.values()))] = rows
    return found


def test_the_sections_stand_in_order_and_the_counts_are_those_of_status(register: Path, tmp_path: Path) -> None:
    """Headings are Word's own; every application is in both grids; the funnel is the same as everywhere."""
    report(register, CALL, tmp_path / "report.docx", in_word=True)
    made = Document(str(tmp_path / "report.docx"))
    heads = [one.text for one in made.paragraphs if one.style is not None and one.style.name == "Heading 1"]
    assert heads == [
        "Summary", "Evaluation committee", "1. Opening and administrative check", "2. Eligibility",
        "3. Evaluation and assignment", "4. Conclusion and signatures", "Annexes",
    ]  # fmt: skip
    found, seen = tables(tmp_path / "report.docx"), overview(register, CALL, HAND.at)
    summary = dict(row[:2] for row in found["Summary"])
    assert [summary[name] for name in ("Received", "Admissible", "Eligible", "Assigned")] == [
        str(count) for count in seen.funnel.values()
    ]
    with open_register(register, CALL) as opened:
        refs = [stored.ref for stored in opened.stored()]
    for title in ("Administrative check: grid", "Eligibility: grid", "Applications received"):
        assert [row[0].split("\n")[0] for row in found[title][1:]] == refs
    outcomes = {row[0]: int(row[1]) for row in found["What was in the inbox"][1:]}
    assert sum(outcomes.values()) == sum(seen.outcomes.values())


def test_a_waiver_stands_with_who_when_why_and_approver(register: Path, tmp_path: Path) -> None:
    """In the grid as waived, and among the decisions whole."""
    report(register, CALL, tmp_path / "report.docx", in_word=True)
    found = tables(tmp_path / "report.docx")
    row = next(row for row in found["Eligibility: grid"] if row[0].startswith("CBT-032"))
    assert "○ waived" in row
    told = next(row for row in found["Decisions and waivers"] if "CBT-032" in row[2])
    assert told[1].startswith("A. Officer\n20 March 2019")
    assert told[3].split("\n") == ["quotation-cap", "The donor agreed.", "approved by B. Head", "in force"]


def test_what_strangers_write_is_text(register: Path, tmp_path: Path) -> None:
    """No markup, no control character; what has no ink is made visible."""
    report(register, CALL, tmp_path / "report.docx", in_word=True)
    said = "\n".join(texts(tmp_path / "report.docx"))
    assert '=cmd|"/c calc"!A1 <w:b/>' in said
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]", said)


def test_the_same_register_gives_the_same_bytes(register: Path, tmp_path: Path) -> None:
    """No clock and no machine in it."""
    for name in ("one.docx", "two.docx"):
        report(register, CALL, tmp_path / name, in_word=True)
    assert (tmp_path / "one.docx").read_bytes() == (tmp_path / "two.docx").read_bytes()


def test_an_anonymised_report_names_nobody(register: Path, tmp_path: Path) -> None:
    """Searched in every part of the package, properties included."""
    report(register, CALL, tmp_path / "report.docx", in_word=True, anonymised=True)
    with open_register(register, CALL) as opened:
        everybody = [one for stored in opened.stored() for one in opened.versions(stored.ref)]
        run = opened.run(1)
    assert run is not None
    names = {
        text for one in everybody for text in (one.full_name, one.family_name, one.organisation, one.email) if text
    }
    names |= {mentee.cluster for mentee in run.needs.mentees} | {"A. Officer", "B. Head", "The donor agreed."}
    said = "\n".join(texts(tmp_path / "report.docx"))
    with zipfile.ZipFile(tmp_path / "report.docx") as package:
        parts = "\n".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    left = [
        name for name in sorted(names) if len(name) > 3 and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said + parts)
    ]
    assert left == []


def test_every_word_of_ours_is_looked_up(register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a catalogue that marks, no heading or head of a table is left unmarked."""
    monkeypatch.setattr(languages, "_catalogue", lambda _: Marked())
    with spoken("fr"):
        report(register, CALL, tmp_path / "report.docx", in_word=True)
    made = Document(str(tmp_path / "report.docx"))
    heads = [one.text for one in made.paragraphs if one.style is not None and one.style.name.startswith("Heading")]
    heads += [cell for rows in tables(tmp_path / "report.docx").values() for cell in rows[0]]
    assert [head for head in heads if "⟦" not in head] == []


def test_an_empty_register_makes_a_report_too(tmp_path: Path) -> None:
    """It says that there is nothing, and can be signed."""
    with open_register(
        tmp_path / "cbt.sqlite", CALL, HAND.model_copy(update={"at": dt.datetime.now(dt.UTC)}), create=True
    ):
        pass
    report(tmp_path / "cbt.sqlite", CALL, tmp_path / "report.docx", in_word=True)
    said = list(texts(tmp_path / "report.docx"))
    assert "There are no applications yet." in said
    assert "There is no matching yet." in said
