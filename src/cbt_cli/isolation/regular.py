"""The one way in which a file that others had their hands on is opened: ``read_regular``."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from cbt_cli.domain.base import Sentence, say

_JUNCTIONS = frozenset({0xA0000003, 0xA000000C})
"""Reparse tags of Windows for junctions and symbolic links."""
_FLAGS = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_BINARY", "O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "O_NOCTTY")
)
"""Reading only; a pipe that nobody writes to does not block, a link is not followed, and no worker inherits it."""


class NotRegularError(OSError):
    """It is no file whose bytes may be read. ``sentence`` says why; ``strerror`` says the same in a few words."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(0, sentence.text.rstrip("."))
        self.sentence = sentence


def read_regular(path: Path, most: int, *, follow: bool = False) -> bytes:
    """The bytes of a regular file, read once, at most ``most`` of them.

    Raises ``NotRegularError`` for a folder, a link (unless ``follow``: a file that the officer names), a pipe, a socket
    or a device, and for a file beyond ``most``; ``OSError`` where the system refuses.
    """
    path = Path(os.path.realpath(path)) if follow else path
    _refuse(path.lstat())
    descriptor = os.open(path, _FLAGS)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        _refuse(status)  # what was looked at before may have been put in another's place since
        if status.st_size <= most:
            data = file.read(most + 1)
            if len(data) <= most:
                return data
    size, limit = (f"{number / 1024 / 1024:.0f}" for number in (max(status.st_size, most + 1), most))
    raise NotRegularError(say("it is {size} MiB, and {most} MiB is the limit", size=size, most=limit))


def _refuse(status: os.stat_result) -> None:
    """Raises for anything that is not a file of bytes on a disk."""
    mode = status.st_mode
    if stat.S_ISLNK(mode) or getattr(status, "st_reparse_tag", 0) in _JUNCTIONS:
        raise NotRegularError(say("it is a link, and links are not followed; name the file itself"))
    if stat.S_ISDIR(mode):
        raise NotRegularError(say("it is a folder"))
    if not stat.S_ISREG(mode):
        raise NotRegularError(say("it is not a file but a pipe, a socket or a device"))
