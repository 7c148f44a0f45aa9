"""``winmail.dat`` ([MS-OXTNEF]): what Outlook sends to those whom it takes for Outlook users. Only its files are read.

Every length is held against what is left of the file before anything is taken: a reader that believes them can be made
to ask for all memory there is.
"""

from __future__ import annotations

import datetime as dt
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from cbt_cli.domain.base import say
from cbt_cli.domain.calls import InboxFacts
from cbt_cli.domain.submissions import Attachment, Opened
from cbt_cli.inbox.charsets import decode
from cbt_cli.inbox.parameters import shown_name

SIGNATURE = b"\x78\x9f\x3e\x22"
MOST_ATTACHMENTS = 1_000
_MOST_PROPERTIES = 10_000
_TITLE, _DATA, _START, _PROPERTIES, _CODEPAGE = 0x8010, 0x800F, 0x9002, 0x9005, 0x9007
_LONG_NAME, _SHORT_NAME, _SHOWN_NAME, _BYTES = 0x3707, 0x3704, 0x3001, 0x3701
_SIZES = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0xA: 4, 0xB: 4, 0x14: 8, 0x40: 8, 0x48: 16}
"""Bytes of the property types of a fixed size ([MS-OXTNEF] 2.1.3.4), with their padding."""
_VARIABLE = frozenset({0x1E, 0x1F, 0x102, 0x0D})
_INTERFACE = 16
"""Bytes of the identifier before an object: a message within (itself TNEF) or a compound file."""


class _CutOffError(Exception):
    """A length reaches beyond the end."""


@dataclass(slots=True)
class _File:
    """One attachment as its attributes come in."""

    names: dict[int, str] = field(default_factory=dict)
    data: bytes = b""


def read_tnef(
    data: bytes, name: str, facts: InboxFacts, modified: dt.datetime | None
) -> tuple[Opened, list[bytes]] | None:
    """The files in a ``winmail.dat``; ``None`` where ``data`` is none."""
    del name, facts, modified
    if not data.startswith(SIGNATURE):
        return None
    files: list[_File] = []
    charset = "cp1252"
    damaged = False
    try:
        for number, value in _attributes(data):
            if number == _CODEPAGE and len(value) >= 4:
                charset = f"cp{struct.unpack_from('<I', value)[0]}"
            elif number == _START:
                files.append(_File())
            elif files:
                _take(files[-1], number, value, charset)
            if len(files) > MOST_ATTACHMENTS:
                raise _CutOffError
    except _CutOffError:
        damaged = True
    attachments = [Attachment(name=_name(file, number)) for number, file in enumerate(files, start=1)]
    blobs = [file.data for file in files]
    if damaged:
        why = say("The file is damaged: it ends in the middle. Please send the form as an ordinary attachment.")
        if not files:
            return Opened(format="tnef", failed=why), []
        attachments.append(Attachment(name="rest of the file", failed=why))
        blobs.append(b"")
    return Opened(format="tnef", archive=True, attachments=tuple(attachments)), blobs


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(number, value) of each attribute: level, number, type, length, value, checksum ([MS-OXTNEF] 2.1.3.1)."""
    at = 6
    while at < len(data):
        if at + 9 > len(data):
            if data[at:].strip(b"\0\r\n "):
                raise _CutOffError
            return
        level, number, _, length = struct.unpack_from("<BHHI", data, at)
        if level not in {1, 2} or at + 9 + length > len(data):
            raise _CutOffError
        yield number, data[at + 9 : at + 9 + length]
        at += 9 + length + 2


def _take(file: _File, number: int, value: bytes, charset: str) -> None:
    if number == _TITLE:
        file.names[_SHORT_NAME] = decode(value, charset).rstrip("\0")
    elif number == _DATA:
        file.data = value
    elif number == _PROPERTIES:
        for key, type_, found in _properties(value):
            if key in {_LONG_NAME, _SHORT_NAME, _SHOWN_NAME} and type_ in {0x1E, 0x1F}:
                text = decode(found, "utf-16-le" if type_ == 0x1F else charset).rstrip("\0")
                file.names[key] = text
            elif key == _BYTES and type_ == 0x0D:
                file.data = found[_INTERFACE:]
            elif key == _BYTES and type_ == 0x102 and not file.data:
                file.data = found


def _properties(value: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(number, type, first value) of each property; ends where one cannot be understood."""
    reader = _Reader(value)
    try:
        for _ in range(min(reader.number(), _MOST_PROPERTIES)):
            type_, key = reader.pair()
            if key & 0x8000:
                reader.take(16)
                if reader.number() == 0:
                    reader.take(4)
                else:
                    reader.padded(reader.number())
            base = type_ & 0x0FFF
            count = reader.number() if base in _VARIABLE or type_ & 0x1000 else 1
            if count > _MOST_PROPERTIES or (base not in _VARIABLE and base not in _SIZES):
                return
            found = [
                reader.padded(reader.number()) if base in _VARIABLE else reader.take(_SIZES[base]) for _ in range(count)
            ]
            if found:
                yield key, base, found[0]
    except _CutOffError:
        return


class _Reader:
    """Takes bytes from the front, never more than there are."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def take(self, length: int) -> bytes:
        """The next ``length`` bytes."""
        if self._at + length > len(self._data):
            raise _CutOffError
        self._at += length
        return self._data[self._at - length : self._at]

    def padded(self, length: int) -> bytes:
        """The next ``length`` bytes, and past the padding to a multiple of four."""
        found = self.take(length)
        self._at = min(self._at + -length % 4, len(self._data))
        return found

    def number(self) -> int:
        """The next 32 bits."""
        return int(struct.unpack("<I", self.take(4))[0])

    def pair(self) -> tuple[int, int]:
        """The next two numbers of 16 bits."""
        first, second = struct.unpack("<HH", self.take(4))
        return first, second


def _name(file: _File, number: int) -> str:
    names = [file.names[key] for key in (_LONG_NAME, _SHOWN_NAME, _SHORT_NAME) if file.names.get(key)]
    named = [shown_name(name.replace("\\", "/").rpartition("/")[2]) for name in names]
    ending = next((name for name in named if re.search(r"\.[A-Za-z0-9]{1,5}$", name)), None)
    return ending or next((name for name in named if name), f"attachment {number}")
