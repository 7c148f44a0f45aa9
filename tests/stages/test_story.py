"""A call from the first form to the withdrawal of a mentor, read back from the journal alone; and equal treatment."""

from __future__ import annotations

import csv
import datetime as dt
import json
import tempfile
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from made_register import CALL, HAND, add, person
from openpyxl import Workbook, load_workbook
from test_applying import enter

from cbt_cli.domain.applications import Money, Unit, Vat
from cbt_cli.domain.journal import Act
from cbt_cli.domain.matching import WhatIf
from cbt_cli.register import open_register
from cbt_cli.stages.applying import apply
from cbt_cli.stages.assigning import Wanted as Matching
from cbt_cli.stages.assigning import assign_mentors, budgets, compare
from cbt_cli.stages.deciding import Wanted, correct, undo, waive
from cbt_cli.stages.decisions import in_force
from cbt_cli.stages.validating import validating

DEAR = Money(amount=Decimal(3400), currency="EUR", vat=Vat.EXCLUDED, unit=Unit.MENTEE)


def mentees(path: Path) -> Path:
    """Three clusters whose first priority is the first area of the call."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Mentees"
    areas = [area.label.en for area in CALL.areas]
    sheet.append(["Ref", "Cluster", "Country", "Manager", "E-mail", "Sectors", "Languages", *areas, "Wishes", "Notes"])
    for at in (1, 2, 3):
        needs = [3, *[0] * (len(areas) - 1)]
        sheet.append([f"M0{at}", f"Cluster {at}", "Tunisia", None, None, None, "English", *needs, None, None])
    book.save(path)
    return path


def decide_all(register: Path, workbook: Path) -> None:
    """Every kind of decision, one of them taken back and one through the workbook."""
    correct(register, CALL, HAND, "CBT-003", Wanted("country", "France", "The annex says Lyon."))
    waive(register, CALL, HAND, "CBT-002", "quotation-cap", "Agreed.")
    undo(register, CALL, HAND, "Not agreed after all.")
    with validating(register, CALL, HAND, output=workbook):
        pass
    book = load_workbook(workbook)
    enter(book, "Rules", "CBT-002", "quotation-cap", Decision="waive", Because="Agreed by the board.")
    book.save(workbook)
    apply(register, CALL, HAND, workbook, lambda _: True)


def test_the_journal_alone_tells_the_story(tmp_path: Path) -> None:
    """ingest → validate → correct → waive → undo → apply → match → withdraw: what, who, why, before and after."""
    register, workbook = tmp_path / "cbt.sqlite", tmp_path / "validation.xlsx"
    add(register, "1.docx", person(1))
    add(register, "2.docx", person(2, quotation=DEAR))
    add(register, "3.docx", person(3, country="TR"))
    with validating(register, CALL, HAND):
        pass
    decide_all(register, workbook)
    output, needs = tmp_path / "assignments.xlsx", mentees(tmp_path / "mentees.xlsx")
    first = assign_mentors(register, CALL, HAND, needs, output, Matching(WhatIf(), final=True))
    gone = assign_mentors(register, CALL, HAND, needs, output, Matching(WhatIf(without=("CBT-001",)), keep=True))
    with open_register(register, CALL) as opened:
        entries = opened.journal()
        assert opened.first_altered() is None
    decided = [entry for entry in entries if entry.act not in (Act.INGESTED, Act.SETTLED, Act.VALIDATED)]
    assert [(entry.act, entry.ref, entry.why) for entry in decided] == [
        (Act.CORRECTED, "CBT-003", "The annex says Lyon."),
        (Act.WAIVED, "CBT-002", "Agreed."),
        (Act.UNDONE, "CBT-002", "Not agreed after all."),
        (Act.WAIVED, "CBT-002", "Agreed by the board."),
        (Act.MATCHED, None, None),
        (Act.MATCHED, None, None),
    ]
    assert decided[0].before == {"raw": ["TR"]}
    assert (decided[0].after["field"], decided[0].after["text"]) == ("country", "France")
    assert {entry.who for entry in entries} == {"A. Officer"}
    told = [(entry.after["run"], entry.after["final"], entry.after["served"]) for entry in decided[-2:]]
    assert told == [(1, True, first.ranking.served), (2, False, gone.ranking.served)]
    assert first.ranking.served == 3
    assert gone.ranking.served == 2
    assert gone.tried.kept == 1
    assert len(compare(register, CALL, 1, 2).changed) == 1
    waivers = in_force(entries).waivers["CBT-002"]
    assert [(one.rule, one.reason) for one in waivers] == [("quotation-cap", "Agreed by the board.")]


def test_a_clock_that_runs_backwards_is_no_harm(tmp_path: Path) -> None:
    """Entries keep their order and the journal stays sound."""
    register = tmp_path / "cbt.sqlite"
    add(register, "3.docx", person(3, country="TR"))
    earlier = HAND.model_copy(update={"at": HAND.at - dt.timedelta(days=3)})
    waive(register, CALL, HAND, "CBT-001", "european", "Agreed.")
    undo(register, CALL, earlier, "Not agreed.")
    with open_register(register, CALL) as opened:
        assert [entry.act for entry in opened.journal()][-2:] == [Act.WAIVED, Act.UNDONE]
        assert opened.first_altered() is None


DEFECTS = (
    {},
    {"quotation": DEAR},
    {"country": "TR"},
    {"consent": False},
    {"areas": None},
    {"evidence": "Please see the attached CV."},
)


@settings(max_examples=12, deadline=None)
@given(order=st.permutations([0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5]))
def test_the_same_defect_has_the_same_verdict_in_the_same_words(order: list[int]) -> None:
    """Whoever has it, and in whatever order the forms came."""
    with tempfile.TemporaryDirectory() as folder:
        register = Path(folder) / "cbt.sqlite"
        for at, defect in enumerate(order):
            add(register, f"{at:02d}.docx", person(at, **DEFECTS[defect]))
        said: dict[int, set[tuple[tuple[str, str, str], ...]]] = {}
        with validating(register, CALL, HAND) as done:
            for defect, (_, judgement) in zip(order, done, strict=True):
                words = tuple((rule.rule, str(rule.verdict), rule.message) for rule in judgement.rules)
                said.setdefault(defect, set()).add(words)
    assert {defect: len(words) for defect, words in said.items()} == dict.fromkeys(range(6), 1)


def test_what_a_budget_buys_and_the_assignments_as_csv(tmp_path: Path) -> None:
    """The frontier ends at the best plan's cost; the CSV holds the same pairs, and no formula of a stranger's."""
    register, needs = tmp_path / "cbt.sqlite", mentees(tmp_path / "mentees.xlsx")
    add(register, "1.docx", person(1))
    add(register, "2.docx", person(2, family_name="=1+1"))
    bought = budgets(register, CALL, needs, tmp_path / "frontier.xlsx", WhatIf())
    run = assign_mentors(register, CALL, HAND, needs, tmp_path / "assignments.csv", Matching(WhatIf()))
    again = assign_mentors(register, CALL, HAND, needs, tmp_path / "assignments.json", Matching(WhatIf()))
    document = json.loads((tmp_path / "assignments.json").read_text(encoding="utf-8"))
    assert (again.number, document["run"], document["served"]) == (1, 1, run.ranking.served)
    assert (bought[-1].served, bought[-1].cost) == (run.ranking.served, run.ranking.total_cost)
    assert len(load_workbook(tmp_path / "frontier.xlsx")["Frontier"]._charts) == 1
    with (tmp_path / "assignments.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["mentee"], row["mentor"]) for row in rows] == [
        (pair.mentee, pair.mentor) for pair in run.ranking.assignments
    ]
    assert sorted(row["name"] for row in rows) == ["Ada =1+1", "Ada Example1"]
