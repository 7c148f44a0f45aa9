"""Tick boxes drawn as characters: ``split_glyphs`` turns them into ``Tick`` tokens, the same for Word and Excel.

Unicode boxes and check marks, the private-use characters of symbol fonts (U+F0xx, as in ``w:sym``), and letters that
a symbol font shows as a box (``þ`` in Wingdings is ☑). Code charts: Unicode document L2/11-052 for Wingdings;
Segoe MDL2 icon list. ASCII stand-ins such as ``[x]`` are words, read with the labels, not here.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cbt_cli.forms.tree import Text, Tick

_ON = frozenset("☑☒■◼⬛✓✔✗✘✕✖✅❎⌧⊠▣⮽🗸🗹🗴🗵🗶🗷")
_OFF = frozenset("☐□◻⬜▢❏❐❑❒🔲🔳")
_CHECKS = frozenset("☑✓✔✅🗸🗹")
_CROSSES = frozenset("✗✘✕✖❎🗴🗶")
_RADIO_ON = frozenset("◉⦿🔘")
_CIRCLE_ON, _CIRCLE_OFF = frozenset("●⬤⚫"), frozenset("○◯⚪")
_DRAWN = re.compile("[\u2190-\U0010ffff]")
"""Where arrows, boxes and dingbats begin."""
_VARIATION = "\ufe0e\ufe0f"
"""Variation selectors: text or emoji look of the glyph before them."""

# Code in the font → what it shows is a ticked (True) or an empty (False) box.
_FONTS: dict[str, dict[int, bool]] = {
    "wingdings": {
        0x6E: True, 0x6F: False, 0x70: False, 0x71: False, 0x72: False, 0x78: True, 0xA8: False,
        0xFB: True, 0xFC: True, 0xFD: True, 0xFE: True,
    },
    "wingdings2": {
        0x4F: True, 0x50: True, 0x51: True, 0x52: True, 0x53: True, 0x54: True, 0xA2: True, 0xA3: False,
    },
    "webdings": {0x61: True, 0x63: False, 0x67: True, 0x72: True},
    "marlett": {0x61: True, 0x62: True},
    "zapfdingbats": {
        0x33: True, 0x34: True, 0x35: True, 0x36: True, 0x37: True, 0x38: True, 0x6E: True,
        0x6F: False, 0x70: False, 0x71: False, 0x72: False,
    },
    "segoeui": {
        0xE001: True, 0xE002: True, 0xE003: False, 0xE005: True, 0xE0A2: True, 0xE739: False, 0xE73A: True,
        0xE73B: True, 0xE73D: True, 0xE73E: True, 0xE8FB: True, 0xECCA: False, 0xECCB: True,
    },
}  # fmt: skip
_ALIASES = {"itczapfdingbats": "zapfdingbats", "monotypesorts": "zapfdingbats", "dingbats": "zapfdingbats"}
_FONTLESS = {0xF0A8: False, 0xF0FD: True, 0xF0FE: True}
"""Wingdings' boxes where the font's name was lost: no other symbol font in use has anything else there in a form."""


def split_glyphs(text: str, font: str | None) -> list[Text | Tick]:
    """``text`` as shown in ``font``, its boxes and check marks as ``Tick`` and all else as plain ``Text``.

    ``Tick.encoding`` is ``glyph`` (Unicode), ``symbol`` (private use, U+F0xx) or ``font`` (a letter in a symbol font).
    A cross beside a check mark in the same text has no known state (``on=None``): "yes" and "no", or both ticked.
    Characters that stand for no box are kept as they are; an empty text gives an empty list.
    """
    chart = _chart(font)
    if chart is None:
        if text.isascii():
            return [Text(text)] if text else []
        if text in _ON or text in _OFF:
            return [Tick(text in _ON, "glyph")]
    circles = _circles_are_ticks(text)
    mixed = not _CHECKS.isdisjoint(text) and not _CROSSES.isdisjoint(text)
    tokens: list[Text | Tick] = []
    plain = ""
    for at, letter in enumerate(text):
        tick = _tick(text, at, chart, circles)
        if tick is None:
            if not (letter in _VARIATION and not plain and tokens):
                plain += letter
            continue
        if mixed and letter in _CROSSES:
            tick.on = None
        if plain:
            tokens.append(Text(plain))
            plain = ""
        tokens.append(tick)
    if plain:
        tokens.append(Text(plain))
    return tokens


def is_drawn(text: str) -> bool:
    """Whether anything in a text in a font of letters may be a box or a mark; accents and currencies never are."""
    return not text.isascii() and _DRAWN.search(text) is not None


def is_symbol_font(font: str | None) -> bool:
    """Whether letters in ``font`` are pictures."""
    return _chart(font) is not None


@lru_cache(maxsize=256)
def _chart(font: str | None) -> dict[int, bool] | None:
    if not font:
        return None
    name = re.sub(r"[^a-z0-9]", "", font.lower()).removesuffix("regular")
    if name.startswith(("segoeuisymbol", "segoemdl2", "segoefluent")):
        name = "segoeui"
    return _FONTS.get(_ALIASES.get(name, name))


def _tick(text: str, at: int, chart: dict[int, bool] | None, circles: bool) -> Tick | None:
    """The tick that the character at ``at`` shows, if it shows one."""
    letter = text[at]
    code = ord(letter)
    if 0xE000 <= code <= 0xF8FF:  # private use: symbol fonts sit at U+F000 + their own code
        on = (chart or {}).get(code, (chart or {}).get(code - 0xF000))
        if on is None and chart is None:
            on = _FONTLESS.get(code)
        return None if on is None else Tick(on, "symbol")
    if chart is not None and code in chart and not _in_word(text, at):
        return Tick(chart[code], "font")
    if letter in _ON or letter in _RADIO_ON:
        return Tick(on=True, encoding="glyph")
    if letter in _OFF:
        return Tick(on=False, encoding="glyph")
    if circles and (letter in _CIRCLE_ON or letter in _CIRCLE_OFF):
        return Tick(letter in _CIRCLE_ON, "glyph")
    return None


def _in_word(text: str, at: int) -> bool:
    """Whether a letter has an ASCII letter beside it: somebody typed a word into a cell meant for a box."""
    if not text[at].isascii():
        return False
    return any(
        0 <= beside < len(text) and text[beside].isascii() and text[beside].isalnum() for beside in (at - 1, at + 1)
    )


def _circles_are_ticks(text: str) -> bool:
    """Circles are bullets as often as boxes: ticks only where a full and an empty one, or two empty ones, share a line,
    or where the text is one circle and nothing else."""
    full = any(letter in _CIRCLE_ON or letter in _RADIO_ON for letter in text)
    empty = any(letter in _CIRCLE_OFF for letter in text)
    if not full and not empty:
        return False
    if (full and empty) or len(text.strip().strip(_VARIATION)) == 1:
        return True
    return any(sum(letter in _CIRCLE_OFF for letter in line) > 1 for line in text.splitlines())
