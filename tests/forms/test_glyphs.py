"""Drawn tick boxes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt_cli.forms.glyphs import is_symbol_font, split_glyphs
from cbt_cli.forms.tree import Text, Tick

ON, OFF = Tick(on=True, encoding="glyph"), Tick(on=False, encoding="glyph")


@pytest.mark.parametrize("glyph", list("☑☒■✓✔✗"))
def test_a_ticked_glyph_is_on(glyph: str) -> None:
    """Every ticked box and mark is a tick that is on."""
    assert split_glyphs(glyph, None) == [ON]


@pytest.mark.parametrize("glyph", list("☐□"))
def test_an_empty_glyph_is_off(glyph: str) -> None:
    """Every empty box is a tick that is off."""
    assert split_glyphs(glyph, "Calibri") == [OFF]


def test_text_around_boxes_is_kept() -> None:
    """The words beside boxes stay, in order."""
    assert split_glyphs("☒ Yes  ☐ No", None) == [ON, Text(" Yes  "), OFF, Text(" No")]


@pytest.mark.parametrize(
    ("letter", "font", "on"),
    [
        ("þ", "Wingdings", True),
        ("ý", "Wingdings", True),
        ("ü", "wingdings", True),
        ("x", "Wingdings", True),
        ("¨", "Wingdings", False),
        ("o", "Wingdings", False),
        ("q", "Wingdings", False),
        ("R", "Wingdings 2", True),
        ("P", "Wingdings2", True),
        ("£", "Wingdings 2", False),
        ("a", "Webdings", True),
        ("c", "Webdings", False),
    ],
)
def test_letters_in_symbol_fonts(letter: str, font: str, on: bool) -> None:
    """A letter that a symbol font draws as a box is that box."""
    assert split_glyphs(letter, font) == [Tick(on, "font")]


@pytest.mark.parametrize(
    ("letter", "font", "on"),
    [
        ("\uf0fe", "Wingdings", True),
        ("\uf0a8", "Wingdings", False),
        ("\uf052", "Wingdings 2", True),
        ("\uf0fe", None, True),
        ("\ue73a", "Segoe MDL2 Assets", True),
        ("\ue739", "Segoe UI Symbol", False),
    ],
)
def test_private_use_characters(letter: str, font: str | None, on: bool) -> None:
    """A private-use character is read by its font's chart, and Wingdings' boxes without it."""
    assert split_glyphs(letter, font) == [Tick(on, "symbol")]


def test_letters_in_other_fonts_are_letters() -> None:
    """An ordinary letter in an ordinary font is text."""
    assert split_glyphs("þóra o x", "Calibri") == [Text("þóra o x")]


def test_a_word_in_a_symbol_font_is_kept() -> None:
    """A word typed into a cell meant for a box is kept as it was typed."""
    assert split_glyphs("oxo", "Wingdings") == [Text("oxo")]


def test_a_cross_beside_a_check_has_no_state() -> None:
    """Where a text uses check marks and crosses, a cross may mean "no": its state is unknown."""
    assert [token.on for token in split_glyphs("✓ a ✗ b", None) if isinstance(token, Tick)] == [True, None]


def test_circles_are_bullets_unless_they_are_a_choice() -> None:
    """Bullets stay text; a full and an empty circle are a choice."""
    assert split_glyphs("● one\n● two", None) == [Text("● one\n● two")]
    assert split_glyphs("● Yes ○ No", None) == [ON, Text(" Yes "), OFF, Text(" No")]
    assert split_glyphs("○ Yes ○ No", None)[0] == OFF


def test_emoji_selectors_go_with_their_glyph() -> None:
    """A variation selector is part of the glyph before it."""
    assert split_glyphs("✔\ufe0f Yes", None) == [ON, Text(" Yes")]


def test_symbol_fonts_are_known_by_name() -> None:
    """Symbol fonts are told from others whatever the spelling."""
    assert [is_symbol_font(name) for name in ("Wingdings", "WINGDINGS 2", "Arial", None)] == [True, True, False, False]


@given(st.text(), st.sampled_from([None, "Arial", "Wingdings", "Wingdings 2", "Webdings"]))
def test_no_text_is_lost(text: str, font: str | None) -> None:
    """What is not a box or a variation selector survives in order."""
    tokens = split_glyphs(text, font)
    rest = iter(text)
    assert all(letter in rest for token in tokens if isinstance(token, Text) for letter in token.text)
    assert all(not isinstance(token, Text) or token.text for token in tokens)
