"""``cbt export``: every record whole, without names where asked for, and all that is held of one person."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made_samples import HAND, SAMPLES, ingested
from openpyxl import load_workbook

from cbt_cli.calls import load_call
from cbt_cli.domain.matching import WhatIf
from cbt_cli.errors import CbtError
from cbt_cli.outputs.page import HEADER
from cbt_cli.register import open_register
from cbt_cli.stages.assigning import Wanted, assign_mentors
from cbt_cli.stages.deciding import Wanted as Correction
from cbt_cli.stages.deciding import correct
from cbt_cli.stages.exporting import export, export_subject

CALL = load_call(SAMPLES / "call.toml")
FORMULA = '=HYPERLINK("http://example.org","click")'


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample call, matched, with a position that looks like a formula."""
    folder = tmp_path_factory.mktemp("exporting")
    path = ingested(folder, CALL)
    assign_mentors(path, CALL, HAND, SAMPLES / "mentees.xlsx", folder / "assignments.xlsx", Wanted(WhatIf()))
    correct(path, CALL, HAND, "CBT-001", Correction("position", FORMULA, "She wrote so."))
    return path


def texts(value: Any) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


def names(register: Path, *, but: str = "") -> set[str]:
    """Names, addresses, organisations and file names of every applicant but one."""
    found: set[str] = set()
    with open_register(register, CALL) as opened:
        for ref in [one.ref for one in opened.stored() if one.ref != but]:
            for one in opened.versions(ref):
                found |= {t for t in (one.full_name, one.family_name, one.organisation, one.email, one.phone) if t}
            found |= {item.part.rsplit(" / ")[-1] for item in opened.items() if item.ref == ref and item.part}
        own = opened.form(but).model_dump_json() if but else ""
    return {name for name in found if len(name) > 4 and name not in own}


def test_all_three_formats_say_the_same(register: Path, tmp_path: Path) -> None:
    """A line or an object for each application, equal field by field, with the formula as text."""
    for kind in ("json", "csv", "xlsx"):
        export(register, CALL, tmp_path / f"out.{kind}")
    document = json.loads((tmp_path / "out.json").read_bytes())
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    sheet = load_workbook(tmp_path / "out.xlsx").worksheets[0]
    head, *rows = list(sheet.iter_rows(min_row=HEADER))
    cells = [{str(name.value): cell.value for name, cell in zip(head, row, strict=True)} for row in rows]
    assert [one["ref"] for one in document["applications"]] == [line["ref"] for line in lines]
    assert [row["ref"] for row in cells if row["ref"]] == [line["ref"] for line in lines]
    first = document["applications"][0]
    assert first["application"]["position"] == FORMULA
    assert lines[0]["application.position"] == f"'{FORMULA}"
    assert cells[0]["application.position"] == FORMULA
    assert all(cell.data_type != "f" for row in rows for cell in row)
    assert lines[0]["rules.deadline.verdict"] == first["rules"]["deadline"]["verdict"]
    assert lines[0]["application.quotation.amount"] == first["application"]["quotation"]["amount"]


def test_the_same_register_gives_the_same_bytes(register: Path, tmp_path: Path) -> None:
    """Twice, in every format."""
    for kind in ("json", "csv", "xlsx"):
        for name in ("one", "two"):
            export(register, CALL, tmp_path / name, kind=kind)
        assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_an_anonymised_export_names_nobody(register: Path, tmp_path: Path) -> None:
    """No name, address, organisation or file name of anybody; verdicts, prices and years are there."""
    export(register, CALL, tmp_path / "out.json", anonymised=True)
    document = json.loads((tmp_path / "out.json").read_bytes())
    said = "\n".join(texts(document))
    assert [name for name in sorted(names(register)) if name in said] == []
    assert document["applications"][0]["application"]["quotation"]["currency"] == "EUR"
    assert len(document["applications"]) == 41


def test_a_person_gets_all_that_is_held_of_her_and_nobody_else(register: Path, tmp_path: Path) -> None:
    """Form, record, verdicts, decisions, files and matchings are there; no other applicant's name is."""
    ref = "CBT-001"
    export_subject(register, CALL, tmp_path / "one.json", ref.lower())
    document = json.loads((tmp_path / "one.json").read_bytes())
    with open_register(register, CALL) as opened:
        form = opened.form(ref)
    assert document["ref"] == ref
    assert len(document["form"]) == len(form.entries)
    assert document["corrections"][0]["text"] == FORMULA
    assert {entry["act"] for entry in document["journal"]} >= {"corrected", "settled"}
    assert document["matchings"][0]["scores"]
    said = "\n".join(texts(document))
    assert [name for name in sorted(names(register, but=ref)) if name in said] == []


@pytest.mark.parametrize("name", ["records", "records.pdf"])
def test_an_ending_that_says_nothing_is_refused(register: Path, tmp_path: Path, name: str) -> None:
    """Nothing is written."""
    with pytest.raises(CbtError, match="does not say what to write"):
        export(register, CALL, tmp_path / name)
    assert list(tmp_path.iterdir()) == []
