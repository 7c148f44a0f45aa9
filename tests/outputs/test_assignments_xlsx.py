"""``assignments.xlsx``: what stands in it, for ordinary and for odd matchings, and that it opens everywhere."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from made_results import CALL, mentee, mentor, result, whole_call
from opening import below, by_calamine, by_libreoffice, formulas, header, sheets, table
from openpyxl import load_workbook

from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.matching import Match, Ranking
from cbt_cli.errors import OutputError
from cbt_cli.outputs import write_assignments
from cbt_cli.outputs.assignments_xlsx import assignments_workbook
from cbt_cli.outputs.page import table_name

FOOTNOTE = CALL.countries.footnotes["PS"].en
SHEETS = ["Assignments", "Ranking", "Scores", "Mentors", "Left without", "Not allowed", "Method"]
HOSTILE = "=1+1"


def small() -> bytes:
    """Two mentees, three mentors; M05 is in Palestine, CBT-009 states no languages."""
    return assignments_workbook(CALL, *result([mentee(1), mentee(5)], [mentor(1), mentor(9), mentor(14)]))


def test_the_sheets_and_their_tables_have_their_names() -> None:
    """Other tools find each sheet, its table and its header in row 4."""
    found = {
        title: [(one.displayName, one.ref.partition(":")[0]) for one in sheet.tables.values()]
        for title, sheet in sheets(small()).items()
    }
    assert found == {title: [(table_name(Sentence(template=title)), "A4")] for title in SHEETS}


def test_an_assignment_says_who_why_and_at_what_cost() -> None:
    """One row, whole, as the officer reads it."""
    row = table(sheets(small())["Assignments"])[1]
    assert row == {
        "Mentee": "M05", "Cluster": "Invented Cluster 5", "Country": "Palestine*",
        "Mentor": "CBT-014", "Name": "Mentor 14 Example", "Organisation": "Example Cluster 14",
        "Mentor's country": "France", "Score": 70,
        "Needs (of 45)": 35, "Experience (of 20)": 10, "Languages (of 15)": 15, "Sectors (of 12)": 6,
        "Wishes (of 8)": 4,
        "Areas covered": "Governance of the cluster (priority); Monitoring, evaluation and impact (important)",
        "Needs not covered": "Cluster strategy (useful)", "Cost (EUR, per mentee)": 2540,
        "Reserves": "CBT-009 Mentor 9 Example (65.5)",
        "Reason": "Covers the priority and speaks French; nobody who is free scores higher.",
    }  # fmt: skip


def test_the_parts_of_every_score_add_up_to_the_total_shown() -> None:
    """In both sheets, for every pair."""
    found = sheets(small())
    rows = table(found["Assignments"]) + table(found["Ranking"])
    assert [sum(value for name, value in row.items() if "(of " in name) for row in rows] == [r["Score"] for r in rows]


def test_money_is_money_and_points_are_points() -> None:
    """Amounts carry the call's currency, points no more digits than they have."""
    sheet = sheets(small())["Assignments"]
    formats = {cell.value: sheet.cell(5, cell.column).number_format for cell in sheet[4]}
    assert formats["Cost (EUR, per mentee)"] == '"EUR" #,##0.00'
    assert formats["Score"].startswith("0.0##")


def test_the_ranking_holds_every_allowed_pair_in_its_order() -> None:
    """For each mentee all mentors, the best first, with the choice in words."""
    ranking, mentors, needs = result([mentee(1), mentee(5)], [mentor(1), mentor(9), mentor(14)])
    rows = table(sheets(assignments_workbook(CALL, ranking, mentors, needs))["Ranking"])
    expected = [(one.mentee, one.mentor) for ref in ("M01", "M05") for one in ranking.ranked[ref]]
    assert [(row["Mentee"], row["Mentor"]) for row in rows] == expected
    assert [row["Mentor"] for row in rows if row["Choice"] == "chosen"] == [one.mentor for one in ranking.assignments]


def test_what_is_not_known_is_marked_in_words_and_in_the_number() -> None:
    """A neutral value carries a question mark in its format and the criterion's name beside it."""
    sheet = sheets(small())["Ranking"]
    rows = table(sheet)
    at = next(at for at, row in enumerate(rows) if row["Mentor"] == "CBT-009")
    column = header(sheet).index("Languages (of 15)") + 1
    assert rows[at]["Not known"] == "languages"
    assert sheet.cell(5 + at, column).number_format == '0.0##" ?"'


def test_losses_stand_beside_the_pair_where_they_were_worked_out() -> None:
    """What forcing another pair would cost the whole is a column for each level."""
    ranking, mentors, needs = result([mentee(1)], [mentor(1), mentor(10)])
    first, *others = ranking.ranked["M01"]
    losses = {"served": Decimal(0), "total": Decimal("4.5")}
    ranked = {"M01": (first.model_copy(update={"losses": losses}), *others)}
    data = assignments_workbook(CALL, ranking.model_copy(update={"ranked": ranked}), mentors, needs)
    row = table(sheets(data)["Ranking"])[0]
    assert (row["Loss: served"], row["Loss: total"]) == (0, 4.5)


def test_the_picture_of_scores_frames_and_marks_the_chosen_pairs() -> None:
    """Chosen: framed, bold, with a mark and the reason as a remark; not allowed: a dash."""
    ranking, mentors, needs = result([mentee(1), mentee(5)], [mentor(1), mentor(9), mentor(14)])
    sheet = sheets(assignments_workbook(CALL, ranking, mentors, needs))["Scores"]
    assert header(sheet) == ["Mentee", "Cluster", "CBT-001", "CBT-009", "CBT-014"]
    marked = {
        (sheet.cell(row, 1).value, sheet.cell(4, column).value)
        for row in (5, 6) for column in (3, 4, 5)
        if "●" in sheet.cell(row, column).number_format and sheet.cell(row, column).border.left.style == "medium"
    }  # fmt: skip
    assert marked == {(one.mentee, one.mentor) for one in ranking.assignments}
    dashes = {
        (sheet.cell(row, 1).value, sheet.cell(4, column).value)
        for row in (5, 6) for column in (3, 4, 5) if sheet.cell(row, column).value == "–"
    }  # fmt: skip
    assert dashes == {(one.mentee, one.mentor) for one in ranking.barred}


def test_both_sides_that_are_left_without_have_their_reason() -> None:
    """A mentee without a mentor and a mentor without a mentee stand in one table."""
    ranking, mentors, needs = result([mentee(1), mentee(2)], [mentor(2, capacity=1), mentor(11, capacity=0)])
    ranking = ranking.model_copy(update={"unassigned_mentees": {"M02": say("All who offer it are full.")}})
    rows = table(sheets(assignments_workbook(CALL, ranking, mentors, needs))["Left without"])
    assert [(row["Side"], row["Reference"], row["Reason"]) for row in rows] == [
        ("mentee", "M02", "All who offer it are full."),
        *(("mentor", ref, why.text) for ref, why in ranking.unassigned_mentors.items()),
    ]


def test_a_mentor_is_shown_with_places_taken_and_cost() -> None:
    """Load, what is free, the state in words, the cost in all."""
    row = table(sheets(small())["Mentors"])[2]
    names = ("Mentor", "Places", "Mentees", "Free", "State", "Mentees' references", "Cost in all (EUR)")
    assert [row[name] for name in names] == ["CBT-014", 1, 1, 0, "full", "M05", 2540]


def test_the_method_says_what_the_matching_says_of_itself() -> None:
    """Every fact of the result's method, what it came to, and the officer's decisions."""
    rows = [tuple(row.values()) for row in table(sheets(small())["Method"])]
    assert ("Method", "Proof", "integer certificate, confirmed by the checker") in rows
    assert ("The officer's decisions", "exclude: M01 – CBT-001", "worked together in 2017") in rows
    assert ("Result", "Proved to be optimal", "yes: nothing better exists under these conditions") in rows


def test_every_sheet_that_names_the_country_carries_its_footnote() -> None:
    """The asterisk is never without its note, and a sheet that does not name the country has none."""
    for title, sheet in sheets(small()).items():
        texts = [str(value) for row in sheet.iter_rows(values_only=True) for value in row if value is not None]
        named = any("palestine" in text.casefold() for text in texts if text != FOOTNOTE)
        assert (title, below(sheet).count(FOOTNOTE)) == (title, int(named))


def test_the_same_matching_is_the_same_bytes_in_any_order_of_its_rows() -> None:
    """Rebuilt byte for byte, whatever the order in which mentors and mentees came."""
    ranking, mentors, needs = whole_call(5, 7)
    turned = needs.model_copy(update={"mentees": needs.mentees[::-1]})
    assert assignments_workbook(CALL, ranking, mentors, needs) == assignments_workbook(
        CALL, ranking, mentors[::-1], turned
    )


def test_no_assignment_is_said() -> None:
    """The sheets keep their headers and say what is missing."""
    nothing = Ranking(assignments=(), served=0, optimal=True, total_score=Decimal(0), total_cost=None)
    _, _, needs = result([], [])
    found = sheets(assignments_workbook(CALL, nothing, [], needs))
    assert list(found) == SHEETS
    assert {title: below(sheet)[:1] for title, sheet in found.items() if title != "Method"} == {
        "Assignments": ["No mentee could be given a mentor; see Left without."],
        "Ranking": ["No pair is allowed; see Not allowed."],
        "Scores": ["There is no mentee."],
        "Mentors": ["No application is eligible."],
        "Left without": ["Every mentee has a mentor and every mentor a mentee."],
        "Not allowed": ["Every pair is allowed."],
    }
    assert header(found["Assignments"])[:4] == ["Mentee", "Cluster", "Country", "Mentor"]


@pytest.mark.parametrize(("mentees", "mentors"), [(1, 1), (1, 0), (3, 0), (0, 2)])
def test_a_few_or_none_on_either_side_make_a_workbook(mentees: int, mentors: int) -> None:
    """One mentee, no mentor, no mentee: openpyxl and calamine open it."""
    data = assignments_workbook(CALL, *whole_call(mentees, mentors))
    assert list(sheets(data)) == list(by_calamine(data)) == SHEETS


@pytest.mark.parametrize("name", ["N" * 200, "name " * 40, "محمد بن عبد الله", "שלום עולם", "名" * 60, "😀" * 30])
def test_long_and_right_to_left_names_stay_whole_and_in_shape(name: str) -> None:
    """The text is unchanged, no column is wider than its bound, no row higher than Excel takes."""
    data = assignments_workbook(CALL, *result([mentee(1, cluster=name)], [mentor(1, name=name)]))
    sheet = sheets(data)["Assignments"]
    row = table(sheet)[0]
    assert (row["Cluster"], row["Name"]) == (name, name)
    assert max(one.width for one in sheet.column_dimensions.values()) <= 46
    assert max(one.height or 0 for one in sheet.row_dimensions.values()) <= 409


def hostile(text: str) -> bytes:
    """A matching in which every text that a stranger can write is ``text``."""
    ranking, mentors, needs = result(
        [mentee(1, cluster=text, manager=text)],
        [
            mentor(1, name=text, organisation=text, sectors=(text,), declared_links=text),
            mentor(2, name=text, organisation=text, declared_links=text),
        ],
    )
    why = say("{said}", said=text)
    return assignments_workbook(
        CALL.model_copy(update={"call": CALL.call.model_copy(update={"programme": text})}),
        ranking.model_copy(
            update={
                "assignments": tuple(one.model_copy(update={"reason": why}) for one in ranking.assignments),
                "barred": (Match(mentee="M01", mentor="CBT-002", score=None, barred=why, code=text),),
                "method": {text: text},
                "findings": (why,),
            }
        ),
        mentors,
        needs,
    )


@pytest.mark.parametrize("text", [HOSTILE, "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "＝1+1", '=HYPERLINK("x")'])
def test_a_strangers_text_is_text_in_every_cell_and_property(text: str) -> None:
    """No formula anywhere, and every program reads the same text."""
    data = hostile(text)
    assert formulas(data) == []
    book = load_workbook(io.BytesIO(data))
    kinds = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value}
    assert kinds == {"s", "n"}
    shown = text.replace("\r", "\\x0d")
    assert table(book["Assignments"])[0]["Reason"] == shown
    assert book.properties.category == shown.strip()
    assert shown in {value for row in by_calamine(data)["Assignments"] for value in row}


@pytest.mark.libreoffice
def test_libreoffice_opens_it_and_finds_the_same_texts_and_numbers(tmp_path: Path) -> None:
    """Opened and saved again by LibreOffice: no formula, no text or number changed."""
    data = hostile("=1+1 _x0041_")
    again = by_libreoffice(data, tmp_path)
    assert formulas(again) == []
    before, after = sheets(data), sheets(again)
    for title in SHEETS:
        assert table(after[title]) == [
            {name: value.replace("_x005F_", "_") if isinstance(value, str) else value for name, value in row.items()}
            for row in table(before[title])
        ]


def test_the_page_is_set_up_for_print() -> None:
    """A4 landscape, the table's width on one page, the header on each, the call and the page number around it."""
    for sheet in sheets(small()).values():
        setup = sheet.page_setup
        assert (setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight) == ("landscape", 9, 1, 0)
        assert (sheet.print_title_rows, sheet.freeze_panes[1:]) == ("$4:$4", "5")
        assert sheet.oddHeader.left.text == CALL.call.title.en
        assert sheet.oddFooter.right.text == "Page &P of &N"


def test_references_lead_from_sheet_to_sheet() -> None:
    """A mentee leads to its ranking and back, a mentor to its row; each link ends at the row that it names."""
    found = sheets(small())
    for title in ("Assignments", "Ranking", "Scores", "Left without"):
        for row in found[title].iter_rows(min_row=5):
            for cell in row:
                if cell.hyperlink is not None:
                    sheet, _, place = cell.hyperlink.location.partition("!")
                    assert found[sheet.strip("'")][place].value == cell.value


def test_the_document_has_properties_and_no_moment() -> None:
    """Title, maker and call are in it; no time of creation, so that it can be rebuilt byte for byte."""
    data = small()
    book = load_workbook(io.BytesIO(data))
    assert book.properties.title == f"{CALL.call.title.en} – Assignments"
    assert (book.properties.keywords, book.properties.creator.partition(" ")[0]) == (CALL.id, "cbt")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert b"dcterms:" not in package.read("docProps/core.xml").replace(b"xmlns:dcterms", b"")
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}


def test_it_is_written_in_place_of_the_old_one(tmp_path: Path) -> None:
    """The old workbook is replaced whole; a folder in its place is said and left alone."""
    path = tmp_path / "assignments.xlsx"
    path.write_bytes(b"old")
    write_assignments(path, CALL, *whole_call(2, 3))
    assert list(sheets(path.read_bytes())) == SHEETS
    with pytest.raises(OutputError):
        write_assignments(tmp_path, CALL, *whole_call(2, 3))
    assert [each.name for each in tmp_path.iterdir()] == ["assignments.xlsx"]


def test_times_stand_nowhere() -> None:
    """A matching has no clock: no cell of its workbook is a time."""
    values = [value for sheet in sheets(small()).values() for row in sheet.iter_rows(values_only=True) for value in row]
    assert [value for value in values if isinstance(value, dt.date)] == []


def test_what_a_sheet_cannot_hold_is_said_above_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit reached never looks like the whole: the ranking, the picture and the pairs not allowed."""
    monkeypatch.setattr("cbt_cli.outputs.matched.MOST_PAIRS", 6)
    monkeypatch.setattr("cbt_cli.outputs.assignment_pages.MOST_PAIRS", 6)
    monkeypatch.setattr("cbt_cli.outputs.assignment_pages._MOST_MENTORS", 4)
    ranking, mentors, needs = whole_call(3, 12)
    found = sheets(assignments_workbook(CALL, ranking, mentors, needs))
    assert found["Ranking"]["A2"].value.endswith(" Only the first 2 mentors of each mentee are shown.")
    assert [row["Rank"] for row in table(found["Ranking"])] == [1, 2, 1, 2, 1, 2]
    assert found["Not allowed"]["A2"].value.endswith(" Only the first 6 are shown.")
    assert " 4 of 12 mentors are shown" in found["Scores"]["A2"].value
    assert {one.mentor for one in ranking.assignments} <= set(header(found["Scores"]))
