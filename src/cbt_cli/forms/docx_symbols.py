"""Tick boxes in the ways that Word draws them: ``w:sym``, symbol fonts, circles over several lines, list bullets."""

from __future__ import annotations

import re

from cbt_cli.forms.glyphs import is_drawn, is_symbol_font, split_glyphs
from cbt_cli.forms.tree import Text, Tick

_CIRCLES = re.compile("([○◯●])")
_BOXED = {"wingdings": {0x78, 0xFD, 0xFE}, "wingdings2": {0x51, 0x52, 0x53, 0x54}}


def has_circles(part: bytes) -> bool:
    """Whether a part (UTF-8) has empty circles, so that full ones are ticks and no bullets."""
    return any(circle.encode() in part for circle in "○◯")


def split_text(text: str, font: str | None, circles: bool) -> list[Text | Tick]:
    """``text`` with its ticks split out; ``circles`` as told by ``has_circles``."""
    if not is_drawn(text) and not is_symbol_font(font):
        return [Text(text)]
    tokens = split_glyphs(text, font)
    if not circles:
        return tokens
    found: list[Text | Tick] = []
    for one in tokens:
        parts = _CIRCLES.split(one.text) if isinstance(one, Text) else []
        found += [Tick(part == "●", "glyph") if at % 2 else Text(part) for at, part in enumerate(parts) if part]
        found += [one] if isinstance(one, Tick) else []
    return found


def symbol(font: str | None, code: str | None) -> str:
    """The character of a ``w:sym`` (ECMA-376 part 1, 17.3.3.30): ``code`` is hexadecimal, mostly from U+F000 up."""
    try:
        at = int(code or "", 16)
    except ValueError:
        return ""
    # a symbol font's own code may stand without the F0 that marks it as private
    at += 0xF000 if at < 0x100 and is_symbol_font(font) else 0
    return chr(at) if 0 < at < 0x110000 and not 0xD800 <= at < 0xE000 else ""


def is_box_bullet(text: str, font: str | None) -> bool:
    """Whether a list's bullet is a tick box, empty or crossed; a square or a bare check mark there is decoration."""
    tokens = split_glyphs(text, font) if len(text) == 1 else []
    if not tokens or not isinstance(tokens[0], Tick):
        return False
    boxed = _BOXED.get((font or "").lower().replace(" ", ""), set())
    return (tokens[0].on is False and text not in "○◯") or text in "☑☒⊠⌧" or (ord(text) & 0xFF in boxed)
