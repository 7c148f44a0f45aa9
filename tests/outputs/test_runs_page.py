"""``cbt compare -o``: two matchings side by side as a sheet, as CSV and as JSON, saying the same."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from made_samples import HAND, SAMPLES, ingested
from openpyxl import load_workbook

from cbt_cli.calls import load_call
from cbt_cli.domain.matching import PairDecision, WhatIf
from cbt_cli.outputs.page import HEADER
from cbt_cli.stages.assigning import Wanted, assign_mentors, compare

CALL = load_call(SAMPLES / "call.toml")
MENTEES = SAMPLES / "mentees.xlsx"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs, the second with a pair locked that the first does not have."""
    folder = tmp_path_factory.mktemp("runs")
    path = ingested(folder, CALL)
    first = assign_mentors(path, CALL, HAND, MENTEES, folder / "one.xlsx", Wanted(WhatIf()))
    row = first.ranking.ranked["M01"]
    other = next(one.mentor for one in row if one.mentor != first.ranking.assignments[0].mentor)
    lock = PairDecision(mentee="M01", mentor=other, decision="lock", reason="tried", source="--lock")
    assign_mentors(path, CALL, HAND, MENTEES, folder / "two.xlsx", Wanted(WhatIf(pairs=(lock,))))
    return path


def test_sheet_csv_and_json_say_the_same(register: Path, tmp_path: Path) -> None:
    """Every mentee with both mentors; those that changed are the same everywhere; the other run's sheets are there."""
    for kind in ("xlsx", "csv", "json"):
        seen = compare(register, CALL, 1, 2, tmp_path / f"out.{kind}")
    changed = sorted(seen.changed)
    assert "M01" in changed
    book = load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames[:3] == ["Assignments", "Ranking", "Scores"]
    rows = [[cell.value for cell in row] for row in book["Runs"].iter_rows(min_row=HEADER + 1)]
    rows = [row for row in rows if row[0] in seen.pairs]
    assert [row[0] for row in rows] == sorted(seen.pairs)
    assert [row[0] for row in rows if row[6] == "yes"] == changed
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [line["mentee"] for line in lines if line["changed"] == "yes"] == changed
    assert [line["mentor_other"] for line in lines] == [row[4] for row in rows]
    document = json.loads((tmp_path / "out.json").read_bytes())
    assert [one["mentee"] for one in document["changed"]] == changed
    assert [run["run"] for run in document["runs"]] == [1, 2]
