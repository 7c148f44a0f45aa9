"""A file is there whole or not at all: written beside, read back and checked, then moved into place."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import secrets
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from cbt_cli.domain.base import say
from cbt_cli.errors import OutputError
from cbt_cli.outputs.packages import timeless

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_UNCHANGED = say("What was there before is unchanged.")


def replace_file(path: Path, data: bytes, check: Callable[[bytes], object]) -> None:
    """Puts ``data`` at ``path``, in place of what is there.

    The bytes are written beside, forced to the disk, read back, given to ``check`` (which raises where they cannot be
    opened for what they are), and moved into place in one step. Whatever goes wrong, ``path`` holds what it held
    before and nothing is left beside it. Raises ``OutputError`` where the file cannot be written; what ``check``
    raises is a bug of the writer and is passed on.
    """
    target = _target(path)
    beside = target.with_name(f".cbt-{secrets.token_hex(8)}.tmp")
    try:
        with _in_words(path):
            read_back = _written(beside, data)
        if read_back != data:
            raise OutputError(
                say("{path} was not written: the disk gave back other bytes than it took.", path=path),
                _UNCHANGED,
            )
        check(read_back)
        with _in_words(path):
            if target.exists():
                beside.chmod(target.stat().st_mode & 0o777)
            beside.replace(target)
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
    _settle(target.parent)


def workbook_bytes(workbook: Workbook) -> bytes:
    """The workbook as a file, the same bytes for the same content: neither moment nor machine is in it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        ExcelWriter(workbook, archive).save()
    return timeless(stream.getvalue())


def _target(path: Path) -> Path:
    """The file behind ``path``, if one may be put there."""
    with _in_words(path):
        target = path.resolve()
        if target.is_dir():
            raise OutputError(
                say("{path} is a folder, not a file.", path=path),
                say("Name a file, such as {file}.", file=path / "NAME.xlsx"),
            )
        if target.exists() and not target.is_file():
            raise OutputError(say("{path} is a device, not a file.", path=path), say("Name another file."))
        if not target.parent.is_dir():
            raise OutputError(
                say("There is no folder {parent} to write {name} into.", parent=target.parent, name=path.name),
                say("Make it first."),
            )
        if target.exists() and not os.access(target, os.W_OK):
            raise OutputError(
                say("{path} is write-protected.", path=path),
                say("Take the protection off, or name another file."),
            )
        for lock in (
            target.with_name(f".~lock.{target.name}#"),
            target.with_name(f"~${target.name}"),
        ):
            if target.exists() and lock.exists():
                raise OutputError(
                    say("{path} is open in another program.", path=path),
                    say("Close it there and run the command again. If it is open nowhere, delete {lock}.", lock=lock),
                )
    return target


def _written(beside: Path, data: bytes) -> bytes:
    """What the disk holds after ``data`` was written to a new file."""
    with beside.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return beside.read_bytes()


def _settle(folder: Path) -> None:
    """Forces the move itself to the disk where the system lets a folder be opened; the file is whole either way."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """An error of the system becomes a sentence with what to do."""
    try:
        yield
    except PermissionError as error:
        raise OutputError(
            say("{path} cannot be written: it is open in another program, or its folder is protected.", path=path),
            say("Close it there, or name another file. {unchanged}", unchanged=_UNCHANGED),
        ) from error
    except (
        OSError,
        ValueError,
        RuntimeError,
    ) as error:  # a name with a NUL byte, a loop of links
        full = isinstance(error, OSError) and error.errno in _FULL
        why = say("the disk is full") if full else _why(error)
        hint = say("Make room on the disk, or name a file on another.") if full else say("Name another file.")
        raise OutputError(
            say("{path} cannot be written: {why}.", path=path, why=why),
            say("{first} {more}", first=hint, more=_UNCHANGED),
        ) from error


def _why(error: Exception) -> str:
    words = error.strerror if isinstance(error, OSError) else None
    return (words or str(error)).rstrip(".").lower()
