"""Text is text in every cell, header, title and property, whatever a stranger wrote."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opening import by_calamine, formulas
from openpyxl import Workbook, load_workbook

from cbt_cli.outputs.cells import (
    headers,
    link_outside,
    link_within,
    one_line,
    page_text,
    sheet_title,
    stored,
    units,
    write,
)
from cbt_cli.outputs.safe_file import workbook_bytes
from cbt_cli.values.plain_text import visible

PAYLOADS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "＝1+1",
    "=cmd|' /C calc'!A0",
    "#N/A",
    "0012",
]


def saved(*values: object) -> bytes:
    """A workbook with these values in column A."""
    book = Workbook()
    for row, value in enumerate(values, start=1):
        write(book.worksheets[0].cell(row, 1), value)
    return workbook_bytes(book)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_a_spreadsheet_would_run_stays_the_text_that_it_is(payload: str) -> None:
    """openpyxl and calamine read the same text back, there is no formula, and F2 with Enter does not revive one."""
    data = saved(payload)
    cell = load_workbook(io.BytesIO(data)).worksheets[0]["A1"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", visible(payload), True)
    assert by_calamine(data)["Sheet"] == [[visible(payload)]]
    assert formulas(data) == []


def test_an_ordinary_word_has_no_quote_prefix() -> None:
    """Only what could be taken for something else is marked."""
    assert load_workbook(io.BytesIO(saved("Élodie"))).worksheets[0]["A1"].quotePrefix is False


@given(st.text(alphabet=st.characters(codec=None), max_size=60))
def test_any_text_can_be_saved_and_read_back(text: str) -> None:
    """Controls, surrogates, non-characters and escapes: the workbook opens and nothing invisible is in it."""
    cell = load_workbook(io.BytesIO(saved("x" + text))).worksheets[0]["A1"]
    assert (cell.data_type, cell.value) == ("s", stored("x" + text))


def test_what_has_no_ink_is_made_visible() -> None:
    """Escape, bidi override, a C1 control, a lone surrogate and a non-character."""
    assert stored("a\x1bb\u202ec\x9bd\ud800e\ufffe") == "a\\x1bb\\u202ec\\x9bd\ufffde\\ufffe"


def test_letters_that_look_like_an_escape_of_the_format_are_escaped() -> None:
    """Excel and LibreOffice would read _x0041_ as A; each underscore of a chain is escaped by itself."""
    assert stored("_x0041_x0042_ _x00_ _xZZZZ_") == "_x005F_x0041_x005F_x0042_ _x00_ _xZZZZ_"


@pytest.mark.parametrize("letter", ["a", "😀", "_x0041_"])
def test_a_text_that_no_cell_can_hold_is_cut_with_a_visible_sign(letter: str) -> None:
    """The cut is at most 32,767 UTF-16 units and says how long the text was; one that fits is whole."""
    long = letter * 40_000
    cut = stored(long)
    assert units(cut) <= 32_767
    assert cut.endswith(f" […cut here: {len(long)} characters in all]")
    assert stored("a" * 32_767) == "a" * 32_767


def test_numbers_and_times_are_numbers_and_times() -> None:
    """An amount is a number, a time loses its zone but not its hour, a fraction of a second is cut off."""
    at = dt.datetime(2019, 3, 15, 22, 59, 59, 999_999, tzinfo=dt.UTC)
    sheet = load_workbook(io.BytesIO(saved(Decimal("2900.50"), 7, at, dt.date(2019, 3, 15)))).worksheets[0]
    assert [sheet.cell(row, 1).value for row in range(1, 5)] == [
        2900.5, 7, dt.datetime.fromisoformat("2019-03-15 22:59:59"), dt.datetime.fromisoformat("2019-03-15 00:00"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1E+400"), "1E+400"),
        (Decimal("12345678901234567.89"), "12345678901234567.89"),
        (dt.date(1899, 12, 31), "1899-12-31"),
        (dt.datetime(1, 1, 1, tzinfo=dt.UTC), "0001-01-01 00:00:00"),
    ],
)
def test_what_a_cell_cannot_hold_exactly_stands_there_as_text(value: object, text: str) -> None:
    """A number of too many digits and a day before Excel's calendar lose nothing."""
    cell = load_workbook(io.BytesIO(saved(value))).worksheets[0]["A1"]
    assert (cell.data_type, cell.value) == ("s", text)


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://example.org/a?b=c", True),
        ("http://example.org", True),
        ("mailto:ada@example.org", True),
        ("mailto:ada@example.org?bcc=x@example.net", False),
        ("mailto:ada@example.org,x@example.net", False),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https:///no-host", False),
        ("http://[broken", False),
        ("\\\\server\\share", False),
        ("https://example.org/\u202egro", False),
        ("https://example.org/" + "a" * 3_000, False),
        (None, False),
    ],
)
def test_only_web_and_mail_addresses_become_links(address: str | None, *, linked: bool) -> None:
    """Anything else stays the text that it is."""
    cell = Workbook().worksheets[0]["A1"]
    write(cell, "link")
    assert link_outside(cell, address) is linked
    assert (cell.hyperlink is not None, cell.value) == (linked, "link")


def test_a_link_within_the_workbook_does_not_touch_the_text() -> None:
    """A reference that looks like a formula still is text when it leads somewhere."""
    cell = Workbook().worksheets[0]["A1"]
    write(cell, "=M01")
    link_within(cell, "It's here", 7)
    assert (cell.data_type, cell.value, cell.hyperlink.location) == ("s", "=M01", "'It''s here'!A7")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("=1+1", "=1+1"),
        ("a/b\\c*d?e:f[g]", "a-b-c-d-e-f-g-"),
        ("'quoted'", "quoted"),
        ("History", "History (2)"),
        ("TAKEN", "TAKEN (2)"),
        ("x" * 40, "x" * 31),
        ("😀" * 20, "😀" * 15),
        ("", "Sheet"),
        ("\t\r\n", "Sheet"),
    ],
)
def test_a_sheet_title_is_one_that_every_program_takes(text: str, title: str) -> None:
    """Length in UTF-16 units, forbidden letters, the reserved name, and twins that differ in case."""
    assert sheet_title(text, ["taken"]) == title


def test_headers_are_unlike_one_another_and_on_one_line() -> None:
    """Excel repairs a table whose headers are twins or broken over lines."""
    assert headers(["Score", "score", "a\nb", "", "=1+1"]) == ["Score", "score (2)", "a b", "Column", "=1+1"]


def test_a_page_header_holds_no_codes_of_a_stranger() -> None:
    """An ampersand is an ampersand; a long title is cut with a sign."""
    assert (page_text("A&B\n&D"), page_text("x" * 100)) == ("A&&B &&D", "x" * 79 + "…")


def test_a_property_is_one_harmless_line() -> None:
    """Nothing that has no ink reaches the document's properties."""
    assert one_line("=1+1\n\x00b\ufffe") == "=1+1 \\x00b\\ufffe"
