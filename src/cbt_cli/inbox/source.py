"""Whether a file is a message, by its first lines, and its text made fit for a parser: ``as_message``.

What is put right here makes parsers lose headers and attachments without a word: a byte order mark, UTF-16, blank
lines at the top, a mailbox's separator line, Apple's length line, junk before the headers, CR CR LF at line ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEAD = 65_536
"""Bytes from the top in which the headers are looked for to tell whether it is a message."""
_BLANK = re.compile(rb"(?:[ \t]*\r?\n)+")
_LENGTH = re.compile(rb"(\d{1,12})[ \t]*\r?\n(?=[!-9;-~]+[ \t]*:|From )")
_SEPARATOR = re.compile(rb"From [^\r\n]{1,300}\r?\n(?=>?From |[!-9;-~]+[ \t]*:)")
_QUOTED = re.compile(rb"(?:>*From [^\r\n]{0,300}\r?\n)+")
_FIELD = re.compile(rb"[!-9;-~]{1,100}[ \t]*:")
_FIELDS = re.compile(rb"^([!-9;-~]{1,100})[ \t]*:([^\r\n]*)", re.MULTILINE)
_END = re.compile(rb"\n[ \t]*\r?\n")

_SURE = frozenset({
    b"received", b"message-id", b"mime-version", b"return-path", b"delivered-to", b"envelope-to", b"x-received",
    b"dkim-signature", b"arc-seal", b"x-originating-ip", b"x-mailer", b"in-reply-to",
    b"thread-index", b"x-mozilla-status", b"x-account-key", b"content-transfer-encoding", b"auto-submitted",
})  # fmt: skip
"""Headers that only a message has."""
_LETTER = (b"from", b"to", b"cc", b"subject", b"date", b"sender", b"reply-to")
_ADDRESSED = frozenset({b"from", b"to", b"subject", b"date", b"message-id", b"received", b"return-path"})


@dataclass(frozen=True, slots=True)
class Source:
    """A message as text: bytes beyond ASCII as lone surrogates. ``from_line``: the mailbox's separator before it."""

    text: str
    from_line: str | None = None


def as_message(data: bytes) -> Source | None:
    """The message that ``data`` is, fit for a parser; ``None`` where it is none."""
    data = _plain_lines(_narrow(data))
    data = data[_length(_BLANK, data) :]
    counted = _LENGTH.match(data)
    if counted is not None:  # .emlx: length, message, property list
        start = counted.end()
        data = data[start : start + int(counted[1])]
    separator = _SEPARATOR.match(data)
    from_line = None
    if separator is not None:
        from_line = separator.group().strip().decode("ascii", "replace")
        data = data[separator.end() :]
    data = data[_length(_QUOTED, data) :]
    begins = _start(data)
    if begins is None:
        return None
    return Source(data[begins:].decode("ascii", "surrogateescape"), from_line)


def is_message(head: bytes) -> bool:
    """Whether ``head`` begins with the headers of a message."""
    return _start(head) == 0


def _narrow(data: bytes) -> bytes:
    """``data`` without its byte order mark, in UTF-8 if it was in UTF-16."""
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:]
    wide = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}.get(data[:2])
    if wide is None and len(data) > 8 and data[0:8:2].isalnum() and data[1:8:2] == bytes(4):
        wide = "utf-16-le"
    if wide is None:
        return data
    return data.decode(wide, "replace").encode()


def _plain_lines(data: bytes) -> bytes:
    """``data`` with line ends that are one: CR CR LF (a conversion done twice) and the old Macintosh's CR."""
    top = data[:_HEAD]
    if b"\r\r\n" in top[:2_000]:
        return data.replace(b"\r\r\n", b"\r\n")
    if b"\r" in top and b"\n" not in top:
        return data.replace(b"\r", b"\n")
    return data


def _start(data: bytes) -> int | None:
    """Where the headers begin: at once, or after a line or two of junk; ``None`` if it is no message."""
    at: int = 0
    for junk in range(3):
        if _FIELD.match(data, at):
            names = _fields(data[at : at + _HEAD])
            if _is_web_page(names):
                return None
            if _tells(names, sure_only=junk > 0):
                return at
        end = data.find(b"\n", at, at + 1_000)
        if end < 0:
            return None
        at = end + 1
    return None


def _fields(head: bytes) -> dict[bytes, bytes]:
    """The first value of each header, by name in lower case; empty where half of the lines are no headers."""
    head = head[: _length_of_head(head)]
    lines = [line for line in head.split(b"\n") if line.strip() and line[:1] not in b" \t"]
    fields = _FIELDS.findall(head)
    if len(fields) * 2 < len(lines):
        return {}
    found: dict[bytes, bytes] = {}
    for name, value in fields:
        found.setdefault(name.lower(), value.strip())
    return found


def _length_of_head(data: bytes) -> int:
    end = _END.search(data, 0, _HEAD * 8)
    return len(data) if end is None else end.start()


def _tells(names: dict[bytes, bytes], *, sure_only: bool) -> bool:
    if not _SURE.isdisjoint(names) or re.match(rb"[\w.+-]+/[\w.+-]+", names.get(b"content-type", b"")):
        return True
    letter = [name for name in _LETTER if name in names]
    return not sure_only and len(letter) > 1 and any(b"@" in names[name] for name in letter)


def _is_web_page(names: dict[bytes, bytes]) -> bool:
    """A page that a browser or Word saved in one file (MHTML) is written like a message, but it is a document."""
    if b"snapshot-content-location" in names or b"saved by" in names.get(b"from", b"").lower():
        return True
    kind = names.get(b"content-type", b"").lower()
    return kind.startswith((b"multipart/related", b"text/html")) and _ADDRESSED.isdisjoint(names)


def _length(shape: re.Pattern[bytes], data: bytes) -> int:
    found = shape.match(data)
    return 0 if found is None else found.end()
