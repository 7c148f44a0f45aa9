"""Dates, whole and in part, and periods."""

from __future__ import annotations

import datetime as dt

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from cbt_cli.values.dates import read_date, read_stamp, read_typed_stamp
from cbt_cli.values.periods import read_end, read_period
from cbt_cli.values.reading import Read

LAST_DAY = dt.date(2019, 3, 15)
DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2019, 12, 31))


def stamp(text: str) -> tuple[str | None, list[str]]:
    """What is read as a date, and the doubts."""
    read = read_stamp(text, LAST_DAY)
    return (read.value.iso if read.value else None, [doubt.code for doubt in read.doubts])


def period(text: str) -> tuple[str | None, str | None, bool] | None:
    """Start, end and whether it goes on."""
    value = read_period(text, LAST_DAY).value
    if value is None:
        return None
    return value.start and value.start.iso, value.end and value.end.iso, value.ongoing


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("12/03/2019", "2019-03-12"),
        ("12.3.19", "2019-03-12"),
        ("12-03-2019", "2019-03-12"),
        ("12 03 2019", "2019-03-12"),
        ("15. 3. 2019", "2019-03-15"),
        ("2019-03-12", "2019-03-12"),
        ("2019/03/12", "2019-03-12"),
        ("2019-03-12 00:00:00", "2019-03-12"),
        ("2019-03-12T14:30:00", "2019-03-12"),
        ("20190312", "2019-03-12"),
        ("12032019", "2019-03-12"),
        ("12 March 2019", "2019-03-12"),
        ("12th of March, 2019", "2019-03-12"),
        ("March 12, 2019", "2019-03-12"),
        ("Mar 12 2019", "2019-03-12"),
        ("12-Mar-19", "2019-03-12"),
        ("12 mars 2019", "2019-03-12"),
        ("1er mars 2019", "2019-03-01"),
        ("le 12 mars 2019.", "2019-03-12"),
        ("mardi 12 mars 2019", "2019-03-12"),
        ("Tuesday, 12 March 2019", "2019-03-12"),
        ("12. März 2019", "2019-03-12"),
        ("12 de marzo de 2019", "2019-03-12"),
        ("12 marzo 2019", "2019-03-12"),
        ("12 marca 2019 r.", "2019-03-12"),
        ("2019. március 12.", "2019-03-12"),
        ("١٢/٠٣/٢٠١٩", "2019-03-12"),
        ("2012", "2012"),
        ("03/2012", "2012-03"),
        ("2012-03", "2012-03"),
        ("March 2012", "2012-03"),
        ("mars 2012", "2012-03"),
        ("déc. 2014", "2014-12"),
        ("Sept. 2014", "2014-09"),
        ("en 2012", "2012"),
    ],
)
def test_every_spelling_of_a_date_is_read(text: str, iso: str) -> None:
    """Day first, ISO, month names in many languages, whole or in part: read without any doubt."""
    assert stamp(text) == (iso, [])


@pytest.mark.parametrize(
    ("text", "iso", "code"),
    [
        ("03/25/2019", "2019-03-25", "date-month-first"),
        ("Lyon, le 12 mars 2019", "2019-03-12", "date-beside-words"),
        ("Fait à Lyon le 12/03/2019", "2019-03-12", "date-beside-words"),
        ("03/12", "2012-03", "date-short"),
        ("Mar-12", "2012-03", "date-short"),
    ],
)
def test_how_an_unusual_date_was_read_is_noted(text: str, iso: str, code: str) -> None:
    """A date that is possible in one way only, or stands beside words, is read with a note."""
    assert stamp(text) == (iso, [code])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31/02/2019", "date-impossible"),
        ("29/02/2019", "date-impossible"),
        ("2019-25-03", "date-impossible"),
        ("12/03/1019", "date-impossible"),
        ("00/03/2019", "date-impossible"),
        ("19-03-12", "date-ambiguous"),
        ("12 listopad 2018", "date-unreadable"),
        ("12 Smarch 2019", "date-unreadable"),
        ("12 March", "date-unreadable"),
        ("14/09", "date-unreadable"),
        ("43536", "date-unreadable"),
        ("sat 3 2019", "date-unreadable"),
        ("12 or 13 March 2019", "date-unreadable"),
        ("12/03/2019 or later", "date-unreadable"),
        ("12/03-2019", "date-unreadable"),
        ("mars", "date-unreadable"),
        ("", "date-unreadable"),
    ],
)
def test_a_date_that_is_not_certain_is_not_read(text: str, code: str) -> None:
    """Days that do not exist, a month that languages disagree on, a date without a year: a reason, and no date."""
    assert stamp(text) == (None, [code])


def test_a_year_in_two_digits_is_no_later_than_the_next() -> None:
    """The century of a short year comes from the call's last day, never from a clock."""
    assert [stamp(f"1.1.{year}")[0] for year in ("19", "20", "21", "68", "99", "00")] == [
        "2019-01-01", "2020-01-01", "1921-01-01", "1968-01-01", "1999-01-01", "2000-01-01",
    ]  # fmt: skip


def test_a_signature_needs_a_day() -> None:
    """A month is no date of signature; a picker's date holds as long as the text is another spelling of it."""

    def signed(text: str | None, iso: str | None = None) -> tuple[dt.date | None, list[str]]:
        read = read_date(text, iso, LAST_DAY)
        return read.value, [doubt.code for doubt in read.doubts]

    day = dt.date(2019, 3, 12)
    assert signed("March 2019") == (None, ["date-incomplete"])
    assert signed("March 2019", "2019-03-12") == (day, [])
    assert signed("12 mars 2019", "2019-03-12") == (day, [])
    assert signed(None, "2019-03-12T00:00:00") == (day, [])
    assert signed("03/12/2019", "2019-03-12") == (day, ["date-month-first"])
    assert signed("13/03/2019", "2019-03-12") == (None, ["date-conflict"])
    assert signed("soon", "2019-03-12") == (None, ["date-conflict"])
    assert signed("12/03/2019", "junk") == (None, ["date-unreadable"])


def test_a_typed_date_is_taken_as_far_as_it_is_shown() -> None:
    """A picker that shows month and year holds a day that nobody gave."""
    read = read_typed_stamp("mars 2012", "2012-03-01", LAST_DAY)
    assert read.value is not None
    assert (read.value.iso, read.doubts) == ("2012-03", ())


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2009 – today", ("2009", None, True)),
        ("2009 - à ce jour", ("2009", None, True)),
        ("2009-2016", ("2009", "2016", False)),
        ("2009-16", ("2009", "2016", False)),
        ("2012/2015", ("2012", "2015", False)),
        ("from 2009 to 2016", ("2009", "2016", False)),
        ("de 2009 à 2016", ("2009", "2016", False)),
        ("von 2009 bis heute", ("2009", None, True)),
        ("since 03/2012", ("2012-03", None, True)),
        ("depuis mars 2012", ("2012-03", None, True)),
        ("seit 2012", ("2012", None, True)),
        ("since March 2012 to date", ("2012-03", None, True)),
        ("09/2014 – 02/2019", ("2014-09", "2019-02", False)),
        ("2011-02 – October 2013", ("2011-02", "2013-10", False)),
        ("2012-03-01 - 2014-05-31", ("2012-03-01", "2014-05-31", False)),
        ("01.03.2012-31.05.2014", ("2012-03-01", "2014-05-31", False)),
        ("du 01/03/2012 au 30/06/2015", ("2012-03-01", "2015-06-30", False)),
        ("jan. 2012 – déc. 2014", ("2012-01", "2014-12", False)),
        ("mars 2012 - en cours", ("2012-03", None, True)),
        ("2014 –", ("2014", None, True)),
        ("2012", ("2012", None, False)),
        ("2012-03", ("2012-03", None, False)),
        ("today", (None, None, True)),
    ],
)
def test_both_ends_of_a_period_are_read_from_one_cell(text: str, meant: tuple[str | None, str | None, bool]) -> None:
    """Dashes, words, since and until, in four languages; a bare date leaves the end open."""
    assert period(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "2009-10",
        "2012-2014-2016",
        "2009, 2010",
        "2009 et 2010",
        "2012 - ?",
        "since 2012 to 2015",
        "2012 – 31/02/2013",
        "x",
    ],
)
def test_a_period_that_is_not_certain_is_not_read(text: str) -> None:
    """October 2009, or 2009 to 2010: neither is taken."""
    assert period(text) is None
    assert {doubt.code for doubt in read_period(text, LAST_DAY).doubts} <= {"period-ambiguous", "period-unreadable"}


@pytest.mark.parametrize("text", ["-", "–", "…", "...", "→"])
def test_a_dash_for_an_end_is_noted(text: str) -> None:
    """A dash or an ellipsis where the end should stand means "to this day", and the officer is told so."""
    read = read_end(text, LAST_DAY)
    assert read.value is not None
    assert (read.value.ongoing, [doubt.code for doubt in read.doubts]) == (True, ["period-open-end"])


LOCALES = (
    "en_GB",
    "fr",
    "de",
    "es",
    "it",
    "pt",
    "nl",
    "sv",
    "da",
    "nb",
    "fi",
    "ro",
    "sk",
    "sl",
    "et",
    "el",
    "bg",
    "ca",
    "tr",
)


@given(DAYS, st.sampled_from(LOCALES))
def test_what_a_locale_writes_is_read_back(day: dt.date, locale: str) -> None:
    """A day with its month's name in any of these languages is read as that day."""
    read = read_stamp(format_date(day, "d MMMM y", locale), LAST_DAY)
    assert read.value is not None
    assert read.value.date == day


@given(
    DAYS,
    st.sampled_from(
        ["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d", "%d %m %Y", "%d / %m / %Y", "%d %B %Y", "%B %d, %Y"]
    ),
)
def test_a_day_comes_back_from_every_format(day: dt.date, style: str) -> None:
    """Written in any of the usual ways, a day is read as itself."""
    assert stamp(day.strftime(style)) == (day.isoformat(), [])


PARTIAL = st.one_of(
    DAYS.map(dt.date.isoformat), DAYS.map(lambda day: day.isoformat()[:7]), DAYS.map(lambda day: str(day.year))
)
DASHES = st.sampled_from([" – ", " - ", " to ", " until ", " → ", " bis "])


@given(PARTIAL, PARTIAL, DASHES)
def test_a_period_comes_back_with_both_its_ends(start: str, end: str, between: str) -> None:
    """Two dates of any precision around a dash are read as these two."""
    assert period(f"{start}{between}{end}") == (start, end, False)


@given(PARTIAL)
def test_a_date_that_was_read_is_read_again_as_the_same(iso: str) -> None:
    """What comes out of reading is a spelling of itself."""
    assert stamp(iso) == (iso, [])


@given(st.text(max_size=150) | st.text(st.sampled_from("0123456789/-. marsjunetodayàlesinc"), max_size=40))
def test_no_text_makes_reading_fail(text: str) -> None:
    """Any text gives a value or a reason, for dates and for periods."""
    reads: tuple[Read[object], ...] = (
        read_stamp(text, LAST_DAY),
        read_period(text, LAST_DAY),
        read_end(text, LAST_DAY),
    )
    assert all(read.value is not None or read.doubts for read in reads)
