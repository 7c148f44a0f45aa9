"""What lies in the inbox folder: every entry below it, listed before anything is opened."""

from __future__ import annotations

import datetime as dt
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cbt_cli.domain.base import Sentence, say
from cbt_cli.errors import CbtError
from cbt_cli.values.plain_text import visible

LARGEST = 200 * 1024 * 1024
"""Bytes of one file: room for a whole mailbox or an archive of one. What is in it has limits of its own."""

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_LINKS = (0xA0000003, 0xA000000C)
"""Reparse tags of Windows for junctions and symbolic links."""
_LOCK = say("A lock file that Word, Excel or LibreOffice leaves while a document is open; the document itself counts.")
_TEMPORARY = say("A temporary file of an Office program; the document itself counts.")
_SYSTEM = say("A file that the operating system keeps for itself.")
_CONTROL = say("A file that the mail program keeps for itself; it holds no message.")
_SIGNATURE = say("The signature of a message; what it signs is read, the signature is not checked.")
_NOISE = (
    (re.compile(r".*\.p7s$|(?:OpenPGP_)?signature(?:\.asc)?$|PGP\.sig$", re.IGNORECASE), _SIGNATURE),
    (re.compile(r"~\$|\.~lock\..*#$"), _LOCK),
    (re.compile(r"~(?:WRL|WRD|WRF|WRS|DF)?[^/]*\.tmp$", re.IGNORECASE), _TEMPORARY),
    (re.compile(r"\._"), _SYSTEM),
    (
        re.compile(
            r"(?:\.DS_Store|thumbs\.db|ehthumbs\.db|desktop\.ini|\.localized|\.directory|Icon\r)$", re.IGNORECASE
        ),
        _SYSTEM,
    ),
    (re.compile(r"\.(?:nfs[0-9a-f]{8,}|fuse_hidden[0-9a-f]+|gitkeep|gitignore|keep)$", re.IGNORECASE), _SYSTEM),
    (re.compile(r"(?:maildirfolder|courierimap\w*|subscriptions|dovecot[.\-].*|\.mh_sequences|.*\.msf)$"), _CONTROL),
)


@dataclass(frozen=True, slots=True)
class InboxFile:
    """One entry of the inbox folder that is no folder.

    ``source`` is the path below the inbox with forward slashes, made visible; ``size`` is in bytes, ``modified`` in
    UTC. ``ignored`` says why it is of no interest, ``too_large`` why it is of interest but cannot be taken.
    """

    source: str
    path: Path
    size: int
    modified: dt.datetime
    ignored: Sentence | None = None
    too_large: Sentence | None = None


def list_inbox(folder: Path, most: int = LARGEST) -> list[InboxFile]:
    """Every entry below ``folder``, recursively, sorted by source. Links are named and never followed; pipes, sockets
    and devices are named and never opened; a file of more than ``most`` bytes is too large. Raises ``CbtError`` where
    there is no such folder."""
    if not folder.is_dir():
        raise CbtError(
            say("There is no inbox folder {folder}.", folder=folder),
            say("Give the folder that the e-mails and forms were saved in."),
        )
    found = sorted(_below(folder, most), key=lambda file: (file.source, str(file.path)))
    seen: dict[str, int] = {}
    for index, file in enumerate(found):
        seen[file.source] = seen.get(file.source, 0) + 1
        if seen[file.source] > 1:  # two names that differ only in bytes which cannot be shown
            found[index] = replace(file, source=f"{file.source} ({seen[file.source]})")
    return found


def is_noise(name: str) -> Sentence | None:
    """Why a file of that name holds nothing of interest (lock files, what systems keep for themselves), or ``None``.
    ``name`` may be a path, as archives give them."""
    steps = name.replace("\\", "/").split("/")
    if "__MACOSX" in steps[:-1]:
        return _SYSTEM
    return next((reason for shape, reason in _NOISE if shape.match(steps[-1])), None)


def _below(folder: Path, largest: int) -> Iterator[InboxFile]:
    todo: list[tuple[Path, str]] = [(folder, "")]
    while todo:
        here, source = todo.pop()
        try:
            with os.scandir(here) as entries:
                names = sorted(entry.name for entry in entries)
        except OSError as error:
            yield _refused(here, source or ".", error)
            continue
        in_delivery = here.name == "tmp" and all((here.parent / name).is_dir() for name in ("cur", "new"))
        for name in names:
            path, shown = here / name, f"{source}/{_shown(name)}" if source else _shown(name)
            try:
                status = path.lstat()
            except OSError as error:
                yield _refused(path, shown, error)
                continue
            if stat.S_ISDIR(status.st_mode) and not _is_link(status):
                todo.append((path, shown))
            else:
                yield _entry(path, shown, status, largest, in_delivery=in_delivery)


def _entry(path: Path, source: str, status: os.stat_result, largest: int, *, in_delivery: bool) -> InboxFile:
    file = InboxFile(source, path, status.st_size, _EPOCH + dt.timedelta(seconds=_seconds(status)))
    if _is_link(status):
        return replace(file, ignored=say("A link to something else; links are not followed. Copy the file itself."))
    if not stat.S_ISREG(status.st_mode):
        return replace(file, ignored=say("Not a file but a pipe, a socket or a device; it is never opened."))
    if in_delivery:
        return replace(file, ignored=say("A message that is still being delivered. Run again when it has arrived."))
    if status.st_size > largest:
        size, most = (f"{number // (1024 * 1024)}" for number in (status.st_size, largest))
        why = say("It is too large to be opened: {size} MiB, and {most} MiB is the limit.", size=size, most=most)
        return replace(file, ignored=is_noise(path.name), too_large=why)
    return replace(file, ignored=is_noise(path.name))


def _seconds(status: os.stat_result) -> float:
    """Seconds since 1970, kept within what a date can say: some file systems hold nonsense."""
    return min(max(status.st_mtime, -6e10), 2.5e11)


def _is_link(status: os.stat_result) -> bool:
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) in _LINKS


def _refused(path: Path, source: str, error: OSError) -> InboxFile:
    why = say("It could not be opened: {why}. Run again when it can be.", why=error.strerror or type(error).__name__)
    return InboxFile(source, path, 0, _EPOCH, too_large=why)


def _shown(name: str) -> str:
    """A file's name as text: bytes that are not UTF-8 (which Python keeps as lone surrogates) become ``\\xff``."""
    told = (f"\\x{ord(letter) - 0xDC00:02x}" if "\udc80" <= letter <= "\udcff" else letter for letter in name)
    return visible("".join(told)).replace("\n", "\\x0a").replace("\t", "\\x09")
