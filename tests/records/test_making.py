"""Records from filled forms."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from answered import CALL, answer, at, codes, marks, money, record_of, rows, value_of

from cbt_cli.domain.applications import Application, Experience, ExperienceKind, LanguageSkill, Money, Source, Unit, Vat
from cbt_cli.domain.base import place, say
from cbt_cli.domain.calls import Call, Question, QuestionKind
from cbt_cli.domain.findings import Finding, Severity

LINE = ("03/2012", "today", "Example Cluster", "Director", "Management of a cluster")


def test_a_complete_form_gives_a_complete_record() -> None:
    """Every question of the canonical form has its typed value, its source, and nothing is found."""
    record = record_of(
        answer("family_name", "Example"),
        answer("first_name", "Ada"),
        answer("organisation", "Example\u00a0 Cluster"),
        answer("position", "Director"),
        answer("country", "France"),
        answer("email", "ada@example.org"),
        answer("phone", "+33 1 99 00 12 34"),
        answer("website", "https://example.org"),
        answer("applicant_type", None, marks=marks(cluster_manager=False, expert=True)),
        answer("management_years", "7,5 ans"),
        answer("experience", None, rows=rows(LINE, ("2009", "02/2012", "Other", "Adviser", "Strategic counselling"))),
        answer("counselling", "First line.\nSecond line."),
        answer("evidence", "Annual reports."),
        answer("areas", None, marks=marks(governance=True, strategy=True, services=False, other=True)),
        answer("other_area", "Trade fairs"),
        answer("languages", "English C1, French native"),
        answer("sectors", "Agri-food, food and drink; health"),
        answer("capacity", "two"),
        answer("preferred_countries", "Tunisia, Morocco"),
        answer("motivation", "I want to share."),
        answer("approach", "Visits."),
        answer("quotation", "2 900 €"),
        answer("conflict_of_interest", "None"),
        answer("declaration", None, marks=marks(declaration=True)),
        answer("consent", None, marks=marks(consent=False)),
        answer("signed_at", "Example City"),
        answer("signed_on", "12/03/2019"),
    )
    assert record.findings == ()
    assert list(record.sources) == [question.key for question in CALL.form.questions]
    found = record.application.model_dump(exclude={"experience", "further"})
    assert found == {
        "family_name": "Example",
        "first_name": "Ada",
        "organisation": "Example Cluster",
        "position": "Director",
        "country": "FR",
        "email": "ada@example.org",
        "phone": "+33 1 99 00 12 34",
        "website": "https://example.org",
        "applicant_type": "expert",
        "management_years": Decimal("7.5"),
        "counselling": "First line.\nSecond line.",
        "evidence": "Annual reports.",
        "areas": ("strategy", "governance", "other"),
        "other_area": "Trade fairs",
        "languages": ({"code": "en", "level": "C1"}, {"code": "fr", "level": "native"}),
        "sectors": ("Agri-food, food and drink", "health"),
        "capacity": 2,
        "preferred_countries": ("TN", "MA"),
        "motivation": "I want to share.",
        "approach": "Visits.",
        "quotation": money("2900"),
        "conflict_of_interest": None,
        "declaration": True,
        "consent": False,
        "signed_at": "Example City",
        "signed_on": dt.date(2019, 3, 12),
    }
    assert record.application.experience == (
        Experience(
            start="2012-03", ongoing=True, organisation="Example Cluster", role="Director",
            kind=ExperienceKind.MANAGEMENT, place=place(("table", 2), ("row", 2)), raw=" | ".join(LINE),
        ),
        Experience(
            start="2009", end="2012-02", organisation="Other", role="Adviser", kind=ExperienceKind.COUNSELLING,
            place=place(("table", 2), ("row", 3)), raw="2009 | 02/2012 | Other | Adviser | Strategic counselling",
        ),
    )  # fmt: skip


def test_a_blank_is_none_and_a_question_that_is_not_there_has_no_source() -> None:
    """Every question left blank is ``None`` without a finding; its source says that it was there."""
    blank = record_of(*(answer(question.key) for question in CALL.form.questions))
    assert blank.findings == ()
    assert blank.application == Application()
    assert blank.sources == {
        question.key: (Source(raw="", place=at(question.key)),) for question in CALL.form.questions
    }
    assert record_of().sources == {}


@pytest.mark.parametrize("blank", ["", "  ", "…………", "______", ". . . .", "-", "—", "☐"])
@pytest.mark.parametrize("question", CALL.form.questions, ids=lambda question: question.key)
def test_lines_to_write_on_are_no_answer(blank: str, question: Question) -> None:
    """Dots, dashes and lines are a blank for every question, and so is a box, save for a tick: there it is unticked."""
    record = record_of(answer(question.key, blank))
    unticked = False if blank == "☐" and question.kind is QuestionKind.TICK else None
    assert getattr(record.application, question.key) is unticked
    assert record.findings == ()


def test_what_cannot_be_read_is_none_with_a_finding_where_it_stands() -> None:
    """The finding has field, place and raw text; the source is kept."""
    record = record_of(answer("quotation", "on request"))
    assert record.application.quotation is None
    assert record.findings == (
        Finding(
            code="money-later",
            severity=Severity.CLARIFY,
            sentence=say("The answer leaves the amount open: “{text}”.", text="on request"),
            field="quotation",
            place=at("quotation"),
            raw="on request",
        ),
    )
    assert record.sources == {"quotation": (Source(raw="on request", place=at("quotation")),)}


def test_findings_of_the_form_come_first() -> None:
    """What was noticed of the file stands in the record too, for the rules to weigh."""
    hidden = Finding(code="hidden-sheet", severity=Severity.NOTE, sentence=say("A sheet is hidden."))
    record = record_of(answer("country", "Atlantis"), findings=(hidden,))
    assert codes(record) == [("hidden-sheet", None), ("country-unknown", "country")]


def test_the_label_as_printed_states_what_the_answer_does_not() -> None:
    """Currency, VAT and unit come from the label that this form prints, and from nowhere else."""
    assert value_of("quotation", "2900", label="Quotation") == Money(
        amount=Decimal(2900), currency=None, vat=Vat.UNSTATED, unit=Unit.UNSTATED
    )
    assert value_of("quotation", "2900 $", label="Devis par cluster (EUR, hors TVA)").currency is None


@pytest.mark.parametrize("word", ["None", "none.", "Néant", "N/A", "-", "sans objet", "Aucun lien"])
def test_nothing_to_declare_is_no_link(word: str) -> None:
    """The call's words for "none" give ``None`` and no finding; the answer stays among the sources."""
    record = record_of(answer("conflict_of_interest", word))
    assert (record.application.conflict_of_interest, record.findings) == (None, ())
    assert record.sources["conflict_of_interest"][0].raw == word


def test_none_in_words_leaves_lists_and_optional_texts_blank() -> None:
    """No sectors, no country, no area, no website: ``None`` and no finding. A required text stays as typed."""
    for field in ("sectors", "preferred_countries", "areas", "website", "other_area"):
        record = record_of(answer(field, "Néant"))
        assert (getattr(record.application, field), record.findings) == (None, ())
        assert record.sources[field][0].raw == "Néant"
    assert value_of("organisation", "None") == "None"
    assert value_of("family_name", "Na") == "Na"
    assert value_of("signed_at", "So") == "So"


def test_a_long_number_is_not_shown_in_powers_of_ten() -> None:
    """A telephone number in a cell of numbers is read whole."""
    assert value_of("phone", "3.2255501E+10", number=Decimal(32255501200)) == "32255501200"


def test_a_typed_value_holds_only_beside_the_text_that_shows_it() -> None:
    """Numbers of cells and dates of pickers are taken if the text agrees; else they are a finding."""
    assert value_of("management_years", "8", number=Decimal("7.5")) == Decimal("7.5")
    assert value_of("capacity", "2", number=Decimal(2)) == 2
    assert value_of("signed_on", "12/03/2019", iso="2019-03-12") == dt.date(2019, 3, 12)
    assert value_of("signed_on", None, iso="2019-03-12") == dt.date(2019, 3, 12)
    assert value_of("quotation", "2 900,00 €", number=Decimal(2900), currency="EUR").amount == 2900
    clash = record_of(
        answer("signed_on", "13/03/2019", iso="2019-03-12"),
        answer("management_years", "17", number=Decimal(7)),
        answer("capacity", "3", number=Decimal(2)),
    )
    assert codes(clash) == [
        ("years-shown", "management_years"), ("number-several", "capacity"), ("date-conflict", "signed_on"),
    ]  # fmt: skip
    assert (clash.application.signed_on, clash.application.management_years, clash.application.capacity) == (None,) * 3


def test_a_call_with_questions_of_its_own_keeps_their_answers_as_text() -> None:
    """Keys that the record does not have, or has for another kind, go to ``further``; ticks as true and false."""
    document = CALL.model_dump(mode="json", by_alias=True)
    added = [
        {"key": "budget_line", "kind": "money", "label": {"en": "Budget", "fr": "Budget"}},
        {"key": "newsletter", "kind": "tick", "label": {"en": "Newsletter", "fr": "Lettre"}},
        {"key": "note", "kind": "long_text", "label": {"en": "Note", "fr": "Note"}},
        {"key": "start_on", "kind": "date", "label": {"en": "Start", "fr": "Début"}},
    ]
    document["form"]["questions"] = [
        question | {"kind": "text"} if question["key"] == "capacity" else question
        for question in document["form"]["questions"]
    ] + [question | {"section": {"en": "More", "fr": "Plus"}} for question in added]
    call = Call.model_validate(document)
    record = record_of(
        answer("budget_line", "500 EUR", call=call),
        answer("newsletter", None, call=call, marks=marks(newsletter=False)),
        answer("note", "One.\nTwo.", call=call),
        answer("start_on", "no idea", call=call),
        answer("capacity", "a few", call=call),
        call=call,
    )
    assert record.application.further == {
        "capacity": "a few",
        "budget_line": "500 EUR",
        "newsletter": "false",
        "note": "One.\nTwo.",
    }
    assert record.application.capacity is None
    assert codes(record) == [("date-unreadable", "start_on")]


def test_languages_and_lists_that_are_ticked_are_read_as_lists() -> None:
    """Ticked captions are the answer where the call holds no options for the question."""
    assert value_of("languages", None, marks=marks(English=True, French=False, Spanish=True)) == (
        LanguageSkill(code="en"), LanguageSkill(code="es"),
    )  # fmt: skip
    assert value_of("preferred_countries", None, marks=marks(Tunisia=True, Egypt=True)) == ("TN", "EG")
