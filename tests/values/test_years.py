"""Numbers of years, and whole numbers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt_cli.domain.findings import Severity
from cbt_cli.values.numbers import read_whole_number
from cbt_cli.values.years import read_years

LAST_DAY = dt.date(2019, 3, 15)


def years(text: str | None, number: Decimal | None = None) -> tuple[str | None, list[str]]:
    """The years that are read, and the doubts."""
    read = read_years(text, number, LAST_DAY)
    return (None if read.value is None else f"{read.value:f}", [doubt.code for doubt in read.doubts])


def whole(text: str | None, number: Decimal | None = None) -> tuple[int | None, list[str]]:
    """The number that is read, and the doubts."""
    read = read_whole_number(text, number)
    return read.value, [doubt.code for doubt in read.doubts]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("7", "7"),
        ("0", "0"),
        ("7 years", "7"),
        ("7 years.", "7"),
        ("7 yrs", "7"),
        ("7y", "7"),
        ("1 an", "1"),
        ("7,5 ans", "7.5"),
        ("7.5", "7.5"),
        ("7½", "7.5"),
        ("7 1/2 years", "7.5"),
        ("7 ans et demi", "7.5"),
        ("seven and a half years", "7.5"),
        ("five", "5"),
        ("cinq ans", "5"),
        ("zehn Jahre", "10"),
        ("diez años", "10"),
        ("twenty-five years", "25"),
        ("vingt et un ans", "21"),
        ("10 (ten)", "10"),
        ("ten (10) years", "10"),
        ("7 years (since 2012)", "7"),
        ("7 years 6 months", "7.5"),
        ("7 ans et 3 mois", "7.25"),
        ("18 months", "1.5"),
        ("6 mois", "0.5"),
        ("12 years of experience in cluster management", "12"),
        ("8 ans d’expérience", "8"),
        ("depuis 8 ans", "8"),
        ("for 8 years", "8"),
        ("8 years’ experience", "8"),
        ("８ ans", "8"),
    ],
)
def test_every_spelling_of_years_is_read(text: str, meant: str) -> None:
    """Figures, words, halves and months in several languages: read without any doubt."""
    assert years(text) == (meant, [])


@pytest.mark.parametrize(
    ("text", "meant", "code"),
    [
        ("more than 10", "10", "years-at-least"),
        ("10+", "10", "years-at-least"),
        ("> 10 years", "10", "years-at-least"),
        ("plus de 10 ans", "10", "years-at-least"),
        ("depuis plus de 10 ans", "10", "years-at-least"),
        ("10 ans et plus", "10", "years-at-least"),
        ("over ten years", "10", "years-at-least"),
        ("at least 5 years", "5", "years-at-least"),
        ("mindestens 5 Jahre", "5", "years-at-least"),
        ("since 2012", "7", "years-counted"),
        ("depuis 2012", "7", "years-counted"),
        ("seit 2012", "7", "years-counted"),
        ("since 03/2012", "7", "years-counted"),
        ("since September 2012", "6.5", "years-counted"),
        ("2012 – today", "7", "years-counted"),
        ("2009–2016", "7", "years-counted"),
        ("01/2010 - 12/2018", "9", "years-counted"),
        ("10 years (full time)", "10", "years-beside-words"),
    ],
)
def test_a_bound_and_what_was_counted_are_noted(text: str, meant: str, code: str) -> None:
    """A lower bound is read as the bound; a beginning is counted to the call's last day; both are said."""
    assert years(text) == (meant, [code])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("about 7", "years-unsure"),
        ("environ 7 ans", "years-unsure"),
        ("~7", "years-unsure"),
        ("une dizaine", "years-unsure"),
        ("une dizaine d'années", "years-unsure"),
        ("less than 5", "years-unsure"),
        ("moins de 5 ans", "years-unsure"),
        ("nearly 5", "years-unsure"),
        ("plusieurs années", "years-unsure"),
        ("between 5 and 7", "years-unsure"),
        ("10 à 12", "years-unreadable"),
        ("10-12", "years-unreadable"),
        ("5 or 6", "years-unreadable"),
        ("7+3", "years-unreadable"),
        ("2 x 5", "years-unreadable"),
        ("-7", "years-unreadable"),
        ("1.234", "years-unreadable"),
        ("2012", "years-unreadable"),
        ("2009-2012, 2014-2019", "years-unreadable"),
        ("10 years (5 of them in Lyon)", "years-unreadable"),
        ("7 years (since 2008)", "years-unreadable"),
        ("see CV", "years-unreadable"),
        ("since 12", "years-unreadable"),
        ("a", "years-unreadable"),
        ("7²", "years-unreadable"),
        ("70", "years-implausible"),
        ("", "years-unreadable"),
    ],
)
def test_years_that_are_not_certain_are_not_read(text: str, code: str) -> None:
    """About, nearly, ranges, sums: a reason, and no number."""
    assert years(text) == (None, [code])


@pytest.mark.parametrize("text", ["years", "ans", "(in years)", "en années", "years of experience", "Number of years:"])
def test_a_printed_unit_is_no_answer(text: str) -> None:
    """The unit that a form prints beside the blank is no number, and no question for the applicant either."""
    found = read_years(text, None, LAST_DAY)
    assert (found.value, [(doubt.code, doubt.severity) for doubt in found.doubts]) == (
        None, [("years-no-number", Severity.NOTE)],
    )  # fmt: skip


def test_the_number_of_a_cell_holds_if_the_cell_shows_it() -> None:
    """A cell may show its number rounded, or with a unit; anything else is a contradiction."""
    assert years("8", Decimal("7.5")) == ("7.5", [])
    assert years("7,5 ans", Decimal("7.5")) == ("7.5", [])
    assert years(None, Decimal("7.5")) == ("7.5", [])
    assert years("9", Decimal("7.5")) == (None, ["years-shown"])
    assert years(None, Decimal(400)) == (None, ["years-implausible"])


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2", 2),
        ("2.0", 2),
        ("two", 2),
        ("deux", 2),
        ("2 mentees", 2),
        ("2clusters", 2),
        ("2 (two)", 2),
        ("2 maximum", 2),
        ("max. 2", 2),
        ("up to 2 clusters", 2),
        ("jusqu'à 2", 2),
        ("au maximum deux clusters", 2),
        ("I can accompany 2 clusters.", 2),
        ("0", 0),
    ],
)
def test_every_spelling_of_a_whole_number_is_read(text: str, meant: int) -> None:
    """Figures, words, with a unit or as the most: the number, without any doubt."""
    assert whole(text) == (meant, [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1-2", "number-unreadable"),
        ("1 or 2", "number-unreadable"),
        ("2 to 3", "number-unreadable"),
        ("2, 3", "number-unreadable"),
        ("2 (three)", "number-several"),
        ("2.5", "number-several"),
        ("2½", "number-unreadable"),
        ("-2", "number-unreadable"),
        ("2 clusters per year", "number-unreadable"),
        ("2 x 1", "number-unreadable"),
        ("several", "number-unreadable"),
        ("as many as needed", "number-unreadable"),
        ("5000", "number-implausible"),
        ("", "number-several"),
    ],
)
def test_a_whole_number_that_is_not_certain_is_not_read(text: str, code: str) -> None:
    """Ranges, fractions and other words: a reason, and no number."""
    assert whole(text) == (None, [code])


def test_at_least_two_is_two_with_a_note() -> None:
    """A lower bound is the number that is sure."""
    assert whole("at least 2") == (2, ["number-at-least"])
    assert whole("2+") == (2, ["number-at-least"])


def test_the_whole_number_of_a_cell_must_be_the_one_shown() -> None:
    """A cell of 2 that shows 3, or one of 2.5, gives nothing."""
    assert whole("2", Decimal(2)) == (2, [])
    assert whole(None, Decimal("2.0")) == (2, [])
    assert whole("3", Decimal(2)) == (None, ["number-several"])
    assert whole(None, Decimal("2.5")) == (None, ["number-unreadable"])


WORDS = st.lists(
    st.sampled_from(
        (
            *(
                "about",
                "or",
                "to",
                "-",
                "/",
                "+",
                "and",
                "years",
                "months",
                "ans",
                "mois",
                "x",
                "not",
                "per",
                "maximum",
            ),
            *("since", "more than", "up to", "half", "(", ")", ",", ".", "%", "demi", "et", "≥", "min", "two", "dix"),
        )
    ),
    max_size=4,
)


@given(st.integers(0, 60), WORDS, WORDS)
def test_words_around_a_number_never_make_a_larger_one_of_it(number: int, before: list[str], after: list[str]) -> None:
    """Whatever stands around a number: it is read as itself, in months, with a half, or not at all."""
    text = " ".join([*before, str(number), *after])
    read = read_years(text, None, LAST_DAY).value
    in_months = (Decimal(number) / 12).quantize(Decimal("0.01"), "ROUND_FLOOR")
    assert read is None or read in {number, number + Decimal("0.5"), in_months}
    assert read_whole_number(text).value in {None, number}


@given(st.text(max_size=250) | st.text(st.sampled_from("0123456789,.+-½ yearsandmoixtwo()"), max_size=60))
def test_no_text_makes_reading_fail(text: str) -> None:
    """Any text gives a number or a reason."""
    for read in (read_years(text, None, LAST_DAY), read_whole_number(text)):
        assert read.value is not None or read.doubts


@given(st.decimals(0, 60, places=1))
def test_a_number_of_years_comes_back(number: Decimal) -> None:
    """With a point or a comma, with or without a unit."""
    for text in (f"{number}", f"{number}".replace(".", ","), f"{number} years", f"{number} ans"):
        assert read_years(text, None, LAST_DAY).value == number
