"""Strangers' text made plain: harmless where it is shown, and with its white space folded where it becomes a value."""

from __future__ import annotations

import re
import unicodedata

_HARMFUL = frozenset({"Cc", "Cf", "Zl", "Zp"})
"""Controls, format characters (bidi, zero width, tags) and line separators: none of them has ink of its own."""
_SUSPECT = re.compile(r"[^\n\t -~]")
_MEANINGLESS = {ord(letter): None for letter in "\u00ad\u200b\u2060\ufeff\u200e\u200f\u061c"}
"""Soft hyphen, zero-width space, word joiner, byte order mark and direction marks: typesetting, not text."""
_NO_CHARACTER = re.compile("[\ufffe\uffff]")
_BREAK = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")


def visible(text: str) -> str:
    r"""``text`` as it may be shown on a terminal or stand in a file.

    What would move a cursor, colour a line, reverse the reading order or hide stands there as an escape (``\x1b``,
    ``\u202e``); newline and tab are kept, CR LF becomes a newline, and a lone surrogate becomes U+FFFD.
    """
    return _SUSPECT.sub(_shown, text.replace("\r\n", "\n"))


def for_xml(text: str) -> str:
    """As ``visible``, and without the two non-characters that no XML can hold (XML 1.0, 2.2)."""
    return _NO_CHARACTER.sub(lambda found: f"\\u{ord(found.group()):04x}", visible(text))


def folded(text: str) -> str:
    """``text`` on one line: any run of Unicode white space (no-break, thin, ideographic…) is one, ends trimmed."""
    return " ".join(text.translate(_MEANINGLESS).split())


def folded_lines(text: str) -> str:
    """As ``folded``, line by line: line breaks are kept as ``\\n``, at most one blank line in a row, ends trimmed."""
    lines = (folded(line) for line in _BREAK.split(text))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _shown(match: re.Match[str]) -> str:
    letter = match.group()
    category = unicodedata.category(letter)
    if category == "Cs":
        return "\ufffd"
    if category not in _HARMFUL:
        return letter
    code = ord(letter)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
