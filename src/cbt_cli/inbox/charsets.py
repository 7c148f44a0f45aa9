"""Bytes in some character set → text, never failing: by what was declared, else UTF-8, else Windows-1252."""

from __future__ import annotations

import codecs
import re
from binascii import Error, a2b_base64, a2b_qp

_ALIASES = {
    "iso-8859-8-i": "iso-8859-8", "iso-8859-8-e": "iso-8859-8", "iso-8859-1": "cp1252", "us-ascii": "utf-8",
    "ascii": "utf-8", "latin1": "cp1252", "latin-1": "cp1252", "utf8mb4": "utf-8", "unicode": "utf-16",
    "ks_c_5601-1987": "cp949", "ksc5601": "cp949", "euc-kr": "cp949", "gb2312": "gb18030", "gbk": "gb18030",
    "x-gbk": "gb18030", "x-sjis": "cp932", "shift_jis": "cp932", "shift-jis": "cp932", "windows-950": "cp950",
    "big5": "cp950", "windows-932": "cp932", "windows-936": "gb18030", "windows-949": "cp949", "windows-874": "cp874",
    "ansi_x3.4-1968": "utf-8", "x-mac-roman": "mac-roman", "macintosh": "mac-roman", "iso-8859-9": "cp1254",
}  # fmt: skip
_NO_TEXT = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
"""Codecs of Python that are no character sets."""
_WORD = re.compile(r"=\?([^?*\s]{1,40})(?:\*[^?\s]{0,20})?\?([bq])\?([^?]*)\?=", re.IGNORECASE)
_BETWEEN = re.compile(r"(\?=)\s+(?==\?[^?\s]{1,60}\?[bq]\?)", re.IGNORECASE)
CAP = 4_000
"""Characters of one header that are decoded."""


def decode(data: bytes, charset: str | None = None) -> str:
    """``data`` as text. A character set that is not known, or does not fit, is passed over."""
    name = _codec(charset)
    for one in (name, "utf-8"):
        if one is not None:
            try:
                return data.decode(one)
            except (UnicodeError, LookupError, ValueError):
                continue
    # a set that was declared and does not fit everywhere still says more than a guess
    return data.decode("cp1252" if name is None or name == "utf-8" else name, "replace")


def header_text(raw: str) -> str:
    """The text of a header: encoded words (RFC 2047) decoded, bytes beyond ASCII read as what they most likely are,
    on one line. ``raw`` holds such bytes as lone surrogates (``surrogateescape``)."""
    text = raw_text(" ".join(raw[:CAP].split()))
    if "=?" not in text:
        return text
    found: list[str] = []
    last, pending, charset = 0, b"", ""
    text = _BETWEEN.sub(r"\1", text)
    for word in _WORD.finditer(text):
        if word.start() > last or word[1].lower() != charset:  # a letter may be cut in two between adjacent words
            found += [decode(pending, charset), text[last : word.start()]]
            pending, charset = b"", word[1].lower()
        pending += _word(word[2], word[3])
        last = word.end()
    return "".join([*found, decode(pending, charset), text[last:]])


def raw_text(raw: str) -> str:
    """``raw`` with its undeclared bytes read as UTF-8, else as Windows-1252."""
    return raw if raw.isascii() else decode(raw_bytes(raw))


def raw_bytes(raw: str) -> bytes:
    """The bytes that ``raw`` stands for. Surrogates that stand for none (UTF-7 can give them) become ``?``."""
    try:
        return raw.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return raw.encode("utf-8", "replace")


def _word(encoding: str, text: str) -> bytes:
    data = text.encode("utf-8", "replace")
    if encoding in "qQ":
        return a2b_qp(data, header=True)
    data = data.rstrip(b"=")
    try:
        return a2b_base64(data[: len(data) - (len(data) % 4 == 1)] + b"==")
    except Error:
        return text.encode("utf-8", "replace")


def _codec(charset: str | None) -> str | None:
    name = (charset or "").strip("\"' ").lower()[:40]
    name = _ALIASES.get(name, name)
    if not name or not name.isascii():
        return None
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return None if found.replace("-", "_") in _NO_TEXT else found
