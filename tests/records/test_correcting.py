"""Corrections by the officer."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from answered import CALL, answer, codes, marks, record_of

from cbt_cli.domain.applications import Application, Experience, ExperienceKind, Record, Source
from cbt_cli.domain.base import place
from cbt_cli.domain.journal import Correction
from cbt_cli.errors import CbtError
from cbt_cli.records import corrected

READ = record_of(
    answer("country", "Atlantis"),
    answer("quotation", "on request"),
    answer("areas", None, marks=marks(governance=True)),
    answer("management_years", "about 7"),
)


def correct(field: str, text: str, record: Record = READ) -> Record:
    """The record with one field corrected."""
    at = dt.datetime(2019, 3, 20, tzinfo=dt.UTC)
    stated = {"number": 1, "sha256": "0" * 64, "reason": "asked by phone", "who": "officer", "at": at}
    return corrected(record, Correction.model_validate(stated | {"field": field, "text": text}), CALL)


def test_the_officers_text_takes_the_place_of_what_was_read() -> None:
    """Value, source and findings of that field are new; everything else stays as it was."""
    record = correct("quotation", "2900")
    assert record.application.quotation is not None
    assert record.application.quotation.amount == Decimal(2900)
    assert record.application.model_copy(update={"quotation": None}) == READ.application
    assert codes(record) == [("country-unknown", "country"), ("years-unsure", "management_years")]
    assert record.sources == READ.sources | {"quotation": (Source(raw="2900"),)}


def test_every_kind_of_field_can_be_corrected() -> None:
    """The text is read like an answer, rows of the experience table line by line."""
    assert correct("country", "France").application.country == "FR"
    assert correct("declaration", "yes").application.declaration is True
    assert correct("areas", "strategy; team").application.areas == ("strategy", "team")
    assert correct("capacity", "").application.capacity is None
    assert correct("signed_on", "2019-03-12").application.signed_on == dt.date(2019, 3, 12)
    posts = correct(
        "experience", "03/2012 | today | Example | Director | management\n2009-2011 | Other | Adviser | other"
    )
    assert posts.application.experience == (
        Experience(
            start="2012-03", ongoing=True, organisation="Example", role="Director", kind=ExperienceKind.MANAGEMENT,
            place=place(("line", 1)), raw="03/2012 | today | Example | Director | management",
        ),
        Experience(
            start="2009", end="2011", organisation="Other", role="Adviser", kind=ExperienceKind.OTHER,
            place=place(("line", 2)), raw="2009-2011 | Other | Adviser | other",
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("country", "Congo", "This does not fit country. Several countries may be meant: CD, CG."),
        ("signed_on", "March 2019", "This does not fit signed_on. The date is given to 2019-03 only."),
        (
            "experience",
            "Director since 2012",
            (
                "This does not fit experience. "
                "The experience is not given in the form's table, so no periods are read from it."
            ),
        ),
        ("shoe_size", "42", "The form of this call has no field shoe_size."),
    ],
)
def test_a_text_that_does_not_fit_is_refused(field: str, text: str, sentence: str) -> None:
    """An officer can say what is meant, so nothing uncertain is taken; the error says what is wrong."""
    with pytest.raises(CbtError) as refused:
        correct(field, text)
    assert str(refused.value) == sentence


def test_findings_on_two_fields_together_are_made_anew() -> None:
    """Other topics that were not ticked: said once, whatever else is corrected, and no more once they are ticked."""
    read = record_of(answer("areas", None, marks=marks(governance=True)), answer("other_area", "Trade fairs"))
    said = ("other-area-not-ticked", "other_area")
    assert codes(read) == [said]
    assert codes(correct("country", "France", read)) == [said]
    assert codes(correct("areas", "governance", read)) == [said]
    assert codes(correct("areas", "governance; other", read)) == []
    assert codes(correct("other_area", "", read)) == []


def test_a_correction_made_twice_is_the_same() -> None:
    """Correcting again with the same text changes nothing more."""
    once = correct("country", "France")
    again = corrected(
        once,
        Correction(
            number=2, field="country", text="France", sha256="0" * 64, reason="again", who="officer",
            at=dt.datetime(2019, 3, 21, tzinfo=dt.UTC),
        ),
        CALL,
    )  # fmt: skip
    assert again == once
    assert again.application != Application()
