"""Transfer encodings undone (RFC 2045 6): the bytes of a part, and whether they are damaged. Never fails."""

from __future__ import annotations

import binascii
import re

SIGNS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-", b"{\\rtf", b"\x78\x9f\x3e\x22")
"""What documents, archives and ``winmail.dat`` start with: no text does, whatever its type says."""
_WORDS = re.compile(rb"[A-Za-z0-9+/]+={0,2}")
_GROUPS = re.compile(rb"[A-Za-z0-9+/]{12}")
_BEGIN = re.compile(r"^begin [0-7]{3,4} ([^\r\n]{1,300})\r?$", re.MULTILINE)
_BASE64 = frozenset({"base64", "base-64", "base", "b64", "x-base64"})
_UU = frozenset({"x-uuencode", "uuencode", "x-uue", "uue"})
_PLAIN = frozenset({"", "7bit", "8bit", "binary", "7-bit", "8-bit", "none", "plain", "8bits", "7bits"})


def undone(text: str, encoding: str) -> tuple[bytes, bool]:
    """The bytes of a part whose ``Content-Transfer-Encoding`` is ``encoding``, and whether they are damaged.

    ``text`` holds bytes beyond ASCII as lone surrogates. Encodings in unknown spellings, or with remarks, are known
    again; data in none that is known is left as it stands, unless it is plainly base64.
    """
    data = text.encode("ascii", "surrogateescape")
    name = re.sub(r"\([^)]*\)", "", encoding[:200]).strip().strip("\"'").split(";")[0].strip().lower()
    if name in _PLAIN:
        return _still_coded(data) or (data, False)
    if name in _BASE64:
        return from_base64(data)
    if name in {"quoted-printable", "quoted_printable", "quotedprintable", "qp"}:
        return binascii.a2b_qp(data), False
    if name in _UU:
        files = uuencoded(text)
        return (files[0][1], files[0][2]) if files else (data, True)
    if _WORDS.fullmatch(data.translate(None, b" \t\r\n")):
        found = from_base64(data)[0]
        if len(data) > 100 or found.startswith(SIGNS):
            return found, True
    return data, True


def _still_coded(data: bytes) -> tuple[bytes, bool] | None:
    """The document that a part said to be in no encoding holds in base64 from end to end, if it does."""
    start = data[:200].translate(None, b" \t\r\n")[:12]
    if _GROUPS.fullmatch(start) is None or not binascii.a2b_base64(start).startswith(SIGNS):
        return None
    return (from_base64(data)[0], True) if _WORDS.fullmatch(data.translate(None, b" \t\r\n")) else None


def from_base64(data: bytes) -> tuple[bytes, bool]:
    """The bytes that base64 stands for, as many as can be had, and whether anything is amiss: padding within,
    characters that do not belong, a last one missing, text after the end."""
    clean = data.translate(None, b" \t\r\n")
    try:
        return binascii.a2b_base64(clean, strict_mode=True), False
    except binascii.Error:
        pass
    kept = _coded_lines(data)
    found: list[bytes] = []
    for piece in re.split(rb"=+", kept.translate(None, _OTHERS)):
        whole = piece[: len(piece) - (len(piece) % 4 == 1)]  # six bits of a lost group say nothing
        found.append(binascii.a2b_base64(whole + b"=" * (-len(whole) % 4)))
    return b"".join(found), True


def uuencoded(text: str) -> list[tuple[str, bytes, bool]]:
    """(name, bytes, damaged) of every file that stands uuencoded within ``text``."""
    found = []
    at = 0
    while (begin := _BEGIN.search(text, at)) is not None:
        data, damaged = [], True
        at = begin.end() + 1
        while damaged and at < len(text):
            end = text.find("\n", at)
            line = text[at : end if end >= 0 else len(text)].rstrip("\r")
            damaged = line.strip() != "end"
            try:
                data.append(_uu_line(line) if damaged else b"")
            except (binascii.Error, UnicodeEncodeError):
                break
            at += len(line) + 1 if end < 0 else end + 1 - at
        if any(data):
            found.append((begin[1].strip(), b"".join(data), damaged))
    return found


def _uu_line(line: str) -> bytes:
    raw = line.encode("ascii")
    try:
        return binascii.a2b_uu(raw)
    except binascii.Error:  # some writers pad a line beyond what its length says
        size = (((raw[0] - 32) & 63) * 4 + 5) // 3 if raw else 0
        return binascii.a2b_uu(raw[:size])


def _coded_lines(data: bytes) -> bytes:
    """The lines of base64 at the top, without what stands in clear after them (a disclaimer that a gateway added)."""
    lines = [line for line in map(bytes.strip, data.splitlines()) if line]
    coded = [_WORDS.fullmatch(line) is not None for line in lines]
    full = [len(line) > 40 and one for line, one in zip(lines, coded, strict=True)]
    last = len(full) - full[::-1].index(True) if True in full else 1
    for at in range(last - 1, len(lines) - 1):  # what follows the last full line may be its end, then comes clear text
        if coded[at] and not coded[at + 1]:
            return b"\n".join(lines[: at + 1])
    return b"\n".join(lines)


_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_OTHERS = bytes(code for code in range(256) if code not in _ALPHABET)
