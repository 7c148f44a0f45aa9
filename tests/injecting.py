"""Faults of the disk below SQLite: the system calls of its own VFS, counted, and made to fail where a test says.

SQLite lets each call be replaced (``xSetSystemCall`` of https://www.sqlite.org/c3ref/vfs.html), which is how it is
tested itself. It works where Python uses the system's library; elsewhere ``available()`` says why not.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import errno
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_NUMBER, _WORDS, _POINTER, _SIZE = ctypes.c_int, ctypes.c_char_p, ctypes.c_void_p, ctypes.c_size_t
_OFFSET, _LONG = ctypes.c_int64, ctypes.c_ssize_t


def _shape(*types: Any) -> Any:
    return ctypes.CFUNCTYPE(*types, use_errno=True)


CALLS = {
    "open": (_shape(_NUMBER, _WORDS, _NUMBER, _NUMBER), errno.EACCES),
    "pread64": (_shape(_LONG, _NUMBER, _POINTER, _SIZE, _OFFSET), errno.EIO),
    "pwrite64": (_shape(_LONG, _NUMBER, _POINTER, _SIZE, _OFFSET), errno.ENOSPC),
    "ftruncate": (_shape(_NUMBER, _NUMBER, _OFFSET), errno.EIO),
    "fchmod": (_shape(_NUMBER, _NUMBER, _NUMBER), errno.EPERM),
    "unlink": (_shape(_NUMBER, _WORDS), errno.EIO),
    "mmap": (_shape(_POINTER, _POINTER, _SIZE, _NUMBER, _NUMBER, _NUMBER, _OFFSET), errno.ENOMEM),
}
"""Call → its shape, and what it fails with."""


class _Vfs(ctypes.Structure):
    """``sqlite3_vfs``, version 3."""

    _fields_ = (
        [(name, _NUMBER) for name in ("version", "size", "longest")]
        + [("next", _POINTER), ("name", _WORDS), ("data", _POINTER)]
        + [(f"of{at}", _POINTER) for at in range(13)]
        + [
            ("set_call", ctypes.CFUNCTYPE(_NUMBER, _POINTER, _WORDS, _POINTER)),
            ("get_call", ctypes.CFUNCTYPE(_POINTER, _POINTER, _WORDS)),
        ]
    )


def _library() -> ctypes.CDLL:
    return ctypes.CDLL(ctypes.util.find_library("sqlite3"))


def available() -> str:
    """Why no fault can be injected; empty where it can."""
    if not sys.platform.startswith("linux"):
        return "faults below SQLite are injected on Linux only"
    try:
        library = _library()
        library.sqlite3_libversion.restype = _WORDS
        same = library.sqlite3_libversion().decode() == sqlite3.sqlite_version
    except (OSError, AttributeError, TypeError):
        same = False
    mapped = "libsqlite3" in Path("/proc/self/maps").read_text("utf-8")
    return "" if same and mapped else "Python brings an SQLite of its own, whose calls cannot be reached"


class Faults:
    """``seen`` counts calls since the last ``arm``; that numbered ``at`` fails, if ``lasting`` all after it too."""

    def __init__(self) -> None:
        self.seen, self.at, self.lasting, self.struck = 0, 0, False, ""

    def arm(self, at: int, *, lasting: bool) -> None:
        """From now on: fail at that call (0: never)."""
        self.seen, self.at, self.lasting, self.struck = 0, at, lasting, ""

    def due(self, name: str) -> bool:
        """Whether this call fails."""
        self.seen += 1
        hit = self.at > 0 and (self.seen == self.at or (self.lasting and self.seen > self.at))
        self.struck = self.struck or (name if hit else "")
        return hit


@contextmanager
def injected() -> Iterator[Faults]:
    """All SQLite connections of this process over calls that can be made to fail."""
    library, faults, kept = _library(), Faults(), []
    library.sqlite3_vfs_find.restype = _POINTER
    at = library.sqlite3_vfs_find(None)
    vfs = _Vfs.from_address(at)

    def replacement(name: str, shape: Any, code: int, real: Any) -> Any:
        def call(*given: Any) -> Any:
            if faults.due(name):
                ctypes.set_errno(code)
                return ctypes.c_void_p(-1).value if name == "mmap" else -1
            return real(*given)

        return shape(call)

    for name, (shape, code) in CALLS.items():
        address = vfs.get_call(at, name.encode())
        if not address:
            continue
        made = replacement(name, shape, code, shape(address))
        kept.append((name, address, made))
        assert vfs.set_call(at, name.encode(), ctypes.cast(made, _POINTER)) == 0
    try:
        yield faults
    finally:
        for name, address, _ in kept:
            vfs.set_call(at, name.encode(), address)
