"""Strangers' text made plain."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt_cli.values.plain_text import folded, folded_lines, visible


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Zoé\tDupré\n", "Zoé\tDupré\n"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("a\x9bm", "a\\x9bm"),
        ("\u202efdp.exe", "\\u202efdp.exe"),
        ("a\u2028b\u2029c\u200bd", "a\\u2028b\\u2029c\\u200bd"),
        ("\ud800x", "\ufffdx"),
        ("\U000e0041", "\\U000e0041"),
        ("one\r\ntwo\rthree", "one\ntwo\\x0dthree"),
        ("3\u00a0100 €", "3\u00a0100 €"),
    ],
)
def test_what_could_deceive_is_shown_as_an_escape(raw: str, shown: str) -> None:
    """Controls, direction overrides, zero width and separators are visible escapes; ordinary text is untouched."""
    assert visible(raw) == shown


@given(st.text(st.characters()))
def test_shown_text_has_no_control_and_can_be_encoded(raw: str) -> None:
    """Whatever comes in, what goes out has no control but newline and tab, is UTF-8, and is shown the same twice."""
    shown = visible(raw)
    assert [c for c in shown if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and c not in "\n\t"] == []
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert visible(shown) == shown


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("  3\u00a0100\u202f€ ", "3 100 €"),
        ("a\n b\t\tc\u3000", "a b c"),
        ("E\u00admail\ufeff", "Email"),
        ("\u2002\u2002\u2002", ""),
    ],
)
def test_all_white_space_is_one_space(raw: str, plain: str) -> None:
    """No-break, thin and wide spaces fold like any other; what is only typesetting goes."""
    assert folded(raw) == plain


def test_lines_are_kept_where_they_matter() -> None:
    """Every kind of line break is kept as a newline, blank lines are not piled up."""
    assert folded_lines(" one\r\ntwo\u2028\x0b\n\n three\u00a0\n") == "one\ntwo\n\nthree"
