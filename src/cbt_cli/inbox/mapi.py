"""Properties of an Outlook item in a compound file ([MS-OXMSG] 2.4), read one by one: a bad one is no property."""

from __future__ import annotations

import datetime as dt
import struct
from typing import Any

from cbt_cli.inbox.charsets import decode

_ENTRY = struct.Struct("<HHI8s")
_EPOCH = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)
_LONG, _BOOLEAN, _TIME, _STRING8, _STRING, _BINARY, _OBJECT = 0x03, 0x0B, 0x40, 0x1E, 0x1F, 0x102, 0x0D
HEADERS = {"message": 32, "embedded": 24, "part": 8}
"""Bytes before the first entry of ``__properties_version1.0``, by what the storage is."""
LARGEST = 64 * 1024 * 1024
"""Bytes of one property."""
_CODEPAGES = {
    65001: "utf-8",
    1200: "utf-16-le",
    20127: "ascii",
    28591: "latin-1",
    28605: "iso-8859-15",
    50220: "iso-2022-jp",
}


def filetime(value: bytes | int) -> dt.datetime | None:
    """A time of Windows (hundreds of nanoseconds since 1601); ``None`` for zero and for what no calendar holds."""
    ticks = value if isinstance(value, int) else struct.unpack("<Q", value.ljust(8, b"\0")[:8])[0]
    if not 0 < ticks < 1 << 62:
        return None
    try:
        at = _EPOCH + dt.timedelta(microseconds=ticks // 10)
    except OverflowError:
        return None
    return at if at.year <= 9997 else None  # at the very end of the calendar a zone or a margin leaves it


def codepage(number: int | None) -> str | None:
    """What Python calls a code page of Windows."""
    return None if not number else _CODEPAGES.get(number, f"cp{number}")


class Properties:
    """The properties of one storage: ``path`` from the root of the compound file ``ole``. ``kind``: see ``HEADERS``.
    ``charset`` is what strings are in that are not Unicode."""

    def __init__(self, ole: Any, path: tuple[str, ...], kind: str, charset: str | None = None) -> None:
        self._ole, self._path = ole, path
        self._fixed: dict[int, tuple[int, bytes]] = {}
        self.charset = charset
        table = self._stream("__properties_version1.0") or b""
        for at in range(HEADERS[kind], len(table) - 15, 16):
            type_, number, _, value = _ENTRY.unpack_from(table, at)
            self._fixed.setdefault(number, (type_, value))
        if charset is None:
            self.charset = codepage(self.number(0x3FFD))

    def text(self, number: int) -> str | None:
        """A string, without the NUL that some writers leave at its end; ``None`` where there is none or it is empty."""
        data = self._stream(f"__substg1.0_{number:04X}{_STRING:04X}")
        if data is not None:
            return data[: len(data) & ~1].decode("utf-16-le", "replace").rstrip("\0").strip() or None
        data = self._stream(f"__substg1.0_{number:04X}{_STRING8:04X}")
        return None if data is None else decode(data, self.charset).rstrip("\0").strip() or None

    def binary(self, number: int) -> bytes | None:
        """Bytes."""
        return self._stream(f"__substg1.0_{number:04X}{_BINARY:04X}")

    def object(self, number: int) -> tuple[str, ...] | None:
        """The path of the storage that holds an object, or ``None``."""
        path = (*self._path, f"__substg1.0_{number:04X}{_OBJECT:04X}")
        return path if self._ole.exists(list(path)) else None

    def number(self, number: int) -> int | None:
        """A number of 32 bits, or a truth value."""
        type_, value = self._fixed.get(number, (0, b""))
        if type_ not in {_LONG, _BOOLEAN}:
            return None
        return int.from_bytes(value[: 2 if type_ == _BOOLEAN else 4], "little")

    def time(self, number: int) -> dt.datetime | None:
        """An instant in UTC."""
        type_, value = self._fixed.get(number, (0, b""))
        return filetime(value) if type_ == _TIME else None

    def _stream(self, name: str) -> bytes | None:
        path = [*self._path, name]
        try:
            if not self._ole.exists(path) or self._ole.get_size(path) > LARGEST:
                return None
            with self._ole.openstream(path) as stream:
                return bytes(stream.read())
        except Exception:  # noqa: BLE001 - olefile raises whatever it stumbles over; a bad property is no property
            return None
