"""The experience table."""

from __future__ import annotations

import pytest
from answered import CALL, answer, codes, record_of, rows

from cbt_cli.domain.applications import Experience, ExperienceKind
from cbt_cli.domain.base import place
from cbt_cli.domain.forms import CellAnswer

PERIOD = ("period", "organisation", "role", "kind")


def dates(start: str | None, end: str | None) -> tuple[tuple[str | None, str | None, bool], list[str]]:
    """What is read of a row with these two cells, and the codes of its findings."""
    record = record_of(answer("experience", rows=rows((start, end, "Example Cluster", "Director", "Management"))))
    assert record.application.experience is not None
    row = record.application.experience[0]
    return (row.start, row.end, row.ongoing), [code for code, _ in codes(record)]


@pytest.mark.parametrize(
    ("start", "end", "meant"),
    [
        ("2012", "2015", ("2012", "2015", False)),
        ("03/2012", "15/06/2015", ("2012-03", "2015-06-15", False)),
        ("mars 2012", "à ce jour", ("2012-03", None, True)),
        ("March 2012", "present", ("2012-03", None, True)),
        ("2012-03", "2015-06", ("2012-03", "2015-06", False)),
        ("2009-10", "2015", ("2009-10", "2015", False)),
        ("2012", "until 2015", ("2012", "2015", False)),
        ("since 2012", None, ("2012", None, True)),
        ("since 2012", "2015", ("2012", "2015", False)),
        ("2012", None, ("2012", None, False)),
        ("2012", "……", ("2012", None, False)),
        ("2012 – 2015", None, ("2012", "2015", False)),
        ("2012 – 2015", "2015", ("2012", "2015", False)),
        ("2012 – today", "today", ("2012", None, True)),
        (None, "2015", (None, "2015", False)),
        (None, "today", (None, None, True)),
        (None, None, (None, None, False)),
        ("-", "-", (None, None, False)),
    ],
)
def test_the_dates_of_a_row_are_read(
    start: str | None, end: str | None, meant: tuple[str | None, str | None, bool]
) -> None:
    """Two cells, one cell with both ends, one that is blank: as much of the dates as was given."""
    assert dates(start, end) == (meant, [])


@pytest.mark.parametrize(
    ("start", "end", "meant", "code"),
    [
        ("2012", "-", ("2012", None, True), "period-open-end"),
        ("2012", "…", ("2012", None, True), "period-open-end"),
        ("03/12", "2015", ("2012-03", "2015", False), "date-short"),
        ("2009-10", None, (None, None, False), "period-ambiguous"),
        ("2012 – 2015", "2016", (None, None, False), "period-conflict"),
        ("2012 – 2015", "today", (None, None, False), "period-conflict"),
        ("a long time ago", "2015", (None, "2015", False), "period-unreadable"),
        ("2012", "31/02/2015", ("2012", None, False), "date-impossible"),
        ("2012", "recently", ("2012", None, False), "date-unreadable"),
    ],
)
def test_dates_that_are_not_certain_are_said(
    start: str, end: str | None, meant: tuple[str | None, str | None, bool], code: str
) -> None:
    """A row with one date that cannot be read keeps the rest and has a finding."""
    assert dates(start, end) == (meant, [code])


def test_a_finding_of_a_row_names_its_cell() -> None:
    """Field, place and text of the one cell that is not understood."""
    record = record_of(
        answer("experience", rows=rows(("2012", "31/02/2015", "Example Cluster", "Director", "Teaching")))
    )
    assert [(each.code, each.place, each.raw) for each in record.findings] == [
        ("date-impossible", place(("table", 2), ("row", 2), ("column", 2)), "31/02/2015"),
        ("choice-unknown", place(("table", 2), ("row", 2), ("column", 5)), "Teaching"),
    ]
    assert record.application.experience == (
        Experience(
            start="2012", organisation="Example Cluster", role="Director", place=place(("table", 2), ("row", 2)),
            raw="2012 | 31/02/2015 | Example Cluster | Director | Teaching",
        ),
    )  # fmt: skip


def test_blank_rows_are_no_experience() -> None:
    """Rows that were left empty, or hold lines to write on, are passed over; a table without others is unanswered."""
    blank = (None, "", "…", "____", "\u2002")
    record = record_of(answer("experience", rows=rows(blank, ("2012", None, "Example", None, None), blank)))
    assert record.application.experience is not None
    assert [(row.start, row.organisation, row.role, row.kind) for row in record.application.experience] == [
        ("2012", "Example", None, None)
    ]
    assert [source.place for source in record.sources["experience"]] == [place(("table", 2), ("row", 3))]
    nothing = record_of(answer("experience", rows=rows(blank)))
    assert (nothing.application.experience, nothing.findings) == (None, ())
    assert [source.raw for source in nothing.sources["experience"]] == [""]


def test_a_column_for_the_whole_period_and_cells_with_dates_are_read() -> None:
    """Tables of other forms: one column for both ends; dates that a workbook holds as such."""
    both = rows(("2012 – 2015", "Example", "Director", "Conseil stratégique"), columns=PERIOD)
    typed = (
        CellAnswer(column="start", text="mars-12", iso="2012-03-01", place=place(("sheet", "Form"), ("cell", "A20"))),
        CellAnswer(column="end", text=None, iso="2015-06-30", place=place(("sheet", "Form"), ("cell", "B20"))),
        CellAnswer(column="Remarks", text="part-time", place=place(("sheet", "Form"), ("cell", "C20"))),
    )
    record = record_of(answer("experience", rows=(*both, typed)))
    assert record.application.experience is not None
    assert [(row.start, row.end, row.kind, row.raw, row.place) for row in record.application.experience] == [
        (
            "2012", "2015", ExperienceKind.COUNSELLING, "2012 – 2015 | Example | Director | Conseil stratégique",
            place(("table", 2), ("row", 2)),
        ),
        ("2012-03", "2015-06-30", None, "mars-12 | 2015-06-30 | part-time", place(("sheet", "Form"), ("cell", "A20"))),
    ]  # fmt: skip
    assert record.findings == ()


def test_experience_in_words_is_not_a_table() -> None:
    """Text that stands where the table should be is kept, said, and not turned into periods."""
    record = record_of(answer("experience", "Director of Example Cluster since 2012."))
    assert (record.application.experience, codes(record)) == (None, [("experience-in-words", "experience")])
    assert [source.raw for source in record.sources["experience"]] == ["Director of Example Cluster since 2012."]


def test_a_table_without_end_is_read_up_to_a_limit() -> None:
    """Ten thousand rows are cut, in bounded time, and that is said."""
    record = record_of(answer("experience", rows=rows(*[("2012", "2015", "Example", "Director", "Other")] * 10_000)))
    assert record.application.experience is not None
    assert (len(record.application.experience), codes(record)) == (500, [("experience-too-long", "experience")])
    assert CALL.form.question("experience") is not None
