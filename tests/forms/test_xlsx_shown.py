"""What numbers show: formats, dates, currencies."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import from_excel

from cbt_cli.forms.xlsx_formats import BUILT_IN, parse_format
from cbt_cli.forms.xlsx_shown import plain, shown, stored_number


@pytest.mark.parametrize(
    ("number", "code", "text", "currency"),
    [
        ("3100", "General", "3100", None),
        ("3100", "0", "3100", None),
        ("3100", "#,##0.00\\ [$€-40C]", "3100 €", "EUR"),
        ("3100", "[$€-2]\\ #,##0", "€ 3100", "EUR"),
        ("3100", "[$EUR]\\ #,##0.00", "EUR 3100", "EUR"),
        ("3100", "#,##0.00 EUR", "3100 EUR", "EUR"),
        ("3100", '_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-', "3100 €", "EUR"),
        ("0", '_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-', "0 €", "EUR"),
        ("2700", "[$£-809]#,##0.00", "£2700", "GBP"),
        ("2700", '"£"#,##0', "£2700", "GBP"),
        ("2700", '"$"#,##0.00_);[Red]\\("$"#,##0.00\\)', "$2700", "USD"),
        ("-2700", '"$"#,##0.00_);[Red]\\("$"#,##0.00\\)', "$-2700", "USD"),
        ("2700", "[$$-1009]#,##0", "$2700", "CAD"),
        ("2700", '"CHF "#,##0', "CHF 2700", "CHF"),
        ("2700", "[$CHF-807]\\ #,##0.00", "CHF 2700", "CHF"),
        ("41.5", '"R"0', "R41.5", None),
        ("3100", '#,##0 "€ HT"', "3100 € HT", "EUR"),
        ("7", '0 "years"', "7 years", None),
        ("7.5", 'General" ans"', "7.5 ans", None),
        ("7", "0 h", "7 h", None),
        ("0.2", "0%", "20%", None),
        ("0.125", "0.00%", "12.5%", None),
        ("3100000", '0.0,,"M"', "3100000", None),
        ("3.1", "# ?/?", "3.1", None),
        ("3100", "0.00E+00", "3100", None),
        ("1050", "00000", "01050", None),
        ("612345678", "0#\\ ##\\ ##\\ ##\\ ##", "06 12 34 56 78", None),
        ("5551234", "[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", "555-1234", None),
        ("0", '0;-0;"néant"', "néant", None),
        ("5", "@", "5", None),
        ("5", "Standard", "5", None),
        ("-5", "0", "-5", None),
    ],
)
def test_numbers_show_their_unit(number: str, code: str, text: str, currency: str | None) -> None:
    """A number shows itself unrounded, with the words and the currency that its format puts beside it."""
    found = shown(Decimal(number), parse_format(code), date1904=False)
    assert (found.text, found.currency, found.iso) == (text, currency, None)


@pytest.mark.parametrize(
    ("number", "code", "text", "iso"),
    [
        ("43536", "dd/mm/yyyy", "2019-03-12", "2019-03-12"),
        ("43536", "[$-40C]d\\ mmmm\\ yyyy;@", "2019-03-12", "2019-03-12"),
        ("43536", '"le "dd/mm/yy', "2019-03-12", "2019-03-12"),
        ("43536", "[Red]yyyy\\-mm\\-dd", "2019-03-12", "2019-03-12"),
        ("43536", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2019-03-12", "2019-03-12"),
        ("43536.6041666667", "dd/mm/yyyy hh:mm", "2019-03-12T14:30:00", "2019-03-12T14:30:00"),
        ("43536.6041666667", "dd/mm/yyyy", "2019-03-12", "2019-03-12"),
        ("43525", "mmm\\-yy", "2019-03", "2019-03-01"),
        ("43466", "yyyy", "2019", "2019-01-01"),
        ("0.604166666666667", "h:mm", "14:30", None),
        ("0.604166666666667", "h:mm AM/PM", "14:30", None),
        ("1.5", "[h]:mm:ss", "36:00", None),
        ("0.000694444444444444", "mm:ss", "00:01", None),
        ("59", "dd/mm/yyyy", "1900-02-28", "1900-02-28"),
        ("61", "dd/mm/yyyy", "1900-03-01", "1900-03-01"),
        ("1", "dd/mm/yyyy", "1900-01-01", "1900-01-01"),
    ],
)
def test_dates_show_in_iso(number: str, code: str, text: str, iso: str | None) -> None:
    """A number in a date format is a date, as precise as the format shows it."""
    found = shown(Decimal(number), parse_format(code), date1904=False)
    assert (found.text, found.iso) == (text, iso)


def test_the_1904_system_counts_from_elsewhere() -> None:
    """In the 1904 system the same number is 1462 days later."""
    found = shown(Decimal(42074), parse_format("dd/mm/yyyy"), date1904=True)
    assert found.iso == "2019-03-12"


@pytest.mark.parametrize("number", ["60", "-1", "2958466", "1E+300"])
def test_days_that_never_were_are_no_dates(number: str) -> None:
    """29 February 1900 and numbers beyond the calendar keep their number and say why."""
    found = shown(Decimal(number), parse_format("dd/mm/yyyy"), date1904=False)
    assert (found.iso, found.unsure) == (None, "no-such-day")


@pytest.mark.parametrize("built_in", [14, 15, 16, 17, 22, 27, 31, 36, 50, 58])
def test_built_in_dates(built_in: int) -> None:
    """Every built-in date format makes a date."""
    assert shown(Decimal(43536), parse_format(BUILT_IN[built_in]), date1904=False).iso == "2019-03-12"


@pytest.mark.parametrize("code", [";;;", '""'])
def test_formats_that_show_nothing_are_said(code: str) -> None:
    """A number that its format hides is read and marked."""
    found = shown(Decimal(5), parse_format(code), date1904=False)
    assert (found.text, found.invisible) == ("5", True)


@pytest.mark.parametrize(
    ("stored", "number"),
    [("0.30000000000000004", "0.3"), ("3100", "3100"), ("1E3", "1000"), ("-0", "0"), (" 7.50 ", "7.5"),
     ("3.1E-2", "0.031"), ("38640012345678", "38640012345678")],
)  # fmt: skip
def test_stored_numbers_lose_their_noise(stored: str, number: str) -> None:
    """A stored number is exact to 15 digits; binary noise is gone."""
    found = stored_number(stored)
    assert (found, plain(found or Decimal(0))) == (Decimal(number), number)


@pytest.mark.parametrize("stored", ["", "abc", "1e400", "nan", "inf", "12e", "0x10", "1_000", "9" * 5000])
def test_what_is_no_number_is_none(stored: str) -> None:
    """Text that is no double is no number."""
    assert stored_number(stored) is None


@given(st.integers(min_value=61, max_value=2_958_465), st.booleans())
def test_dates_agree_with_openpyxl(serial: int, late: bool) -> None:
    """Every day of both systems is the day that openpyxl says."""
    if late and serial > 2_957_003:
        serial -= 1462
    found = shown(Decimal(serial), parse_format("yyyy-mm-dd"), date1904=late)
    epoch = date(1904, 1, 1) if late else date(1899, 12, 30)
    assert found.iso == (epoch + timedelta(days=serial)).isoformat()
    if not late:
        assert found.iso == from_excel(serial).date().isoformat()


@given(st.text(alphabet='0#?.,/;@_*\\"[]$€-40C EeGgMmdyhs%<=5', max_size=30), st.decimals(-(10**9), 10**9, places=3))
def test_any_format_code_is_survived(code: str, number: Decimal) -> None:
    """Whatever the code, something is shown, or the cell is said to be hidden."""
    found = shown(number, parse_format(code), date1904=False)
    assert found.text.strip() or found.invisible


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_plain_numbers_read_back(number: Decimal) -> None:
    """The digits shown are the number."""
    assert Decimal(plain(number)) == number
