"""Any answers at all: what a reader of forms could hand over."""

from __future__ import annotations

from answered import CALL, record_of
from hypothesis import given
from hypothesis import strategies as st

from cbt_cli.domain.applications import Record
from cbt_cli.domain.base import place
from cbt_cli.domain.forms import Answer, CellAnswer, Mark

NONE_WORDS = {word.casefold() for question in CALL.form.questions for word in question.none_words}
TEXTS = st.text(max_size=120) | st.lists(
    st.sampled_from(
        (
            *(
                "France",
                "and",
                ",",
                "C1",
                "English",
                "2012",
                "-",
                "€",
                "3100",
                "HT",
                "yes",
                "no",
                "12/03/2019",
                "today",
                "(",
                ")",
            ),
            *(
                "since",
                "Governance",
                "Other:",
                "ada@example.org",
                "two",
                "+",
                "/",
                "\n",
                "☒",
                "☐",
                "none",
                "per",
                "mentee",
            ),
        )
    ),
    max_size=8,
).map(" ".join)
CELLS = st.builds(
    CellAnswer,
    column=st.sampled_from(["start", "end", "period", "organisation", "role", "kind", "Remarks"]),
    text=st.none() | TEXTS,
    place=st.just(place(("table", 1), ("row", 1), ("column", 1))),
    iso=st.none() | st.sampled_from(["2019-03-12", "2019-03-12T00:00:00", "junk", ""]),
)
ANSWERS = st.builds(
    Answer,
    field=st.sampled_from([question.key for question in CALL.form.questions]),
    label=st.sampled_from(["", "Quotation per mentee (EUR, VAT excluded)", "?"]) | st.text(max_size=40),
    text=st.none() | TEXTS,
    iso=st.none() | st.sampled_from(["2019-03-12", "2019-13-12", "", "x"]),
    number=st.none() | st.decimals(-10, 10_000, places=1),
    currency=st.none() | st.sampled_from(["EUR", "GBP"]),
    marks=st.lists(st.builds(Mark, option=TEXTS, on=st.sampled_from([True, False, None])), max_size=3).map(tuple),
    rows=st.lists(st.lists(CELLS, min_size=1, max_size=5).map(tuple), max_size=3).map(tuple),
)


@given(st.lists(ANSWERS, max_size=5, unique_by=lambda each: each.field))
def test_whatever_the_reader_hands_over_becomes_a_record(answers: list[Answer]) -> None:
    """No answer makes the making of a record fail; the same form gives the same record, and each answer has a source.

    What weighs in a finding is never beside a value that the finding denies: a field without a value says why.
    """
    record = record_of(*answers)
    assert record == record_of(*answers)
    assert Record.model_validate_json(record.model_dump_json()) == record
    assert {each.field for each in answers} <= set(record.sources)
    for each in answers:
        shown = (each.text or "") + "".join(mark.option for mark in each.marks if mark.on)
        if getattr(record.application, each.field) is None and any(letter.isalpha() for letter in shown):
            said = any(finding.field == each.field for finding in record.findings)
            none = shown.strip(" .!\n").casefold() in NONE_WORDS or all(not mark.on for mark in each.marks)
            assert said or none
