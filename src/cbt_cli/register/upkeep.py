"""A consistent copy of the register, and whether all that it holds is as it was written."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from cbt_cli.domain.base import say
from cbt_cli.errors import OutputError
from cbt_cli.register import erasing, journal


def copy(sql: sqlite3.Connection, path: Path) -> None:
    """Writes a consistent copy beside ``path``, checks it and moves it there, even while another command writes.

    Raises ``OutputError`` where the copy cannot be written; what was at ``path`` then is still there.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with suppress(FileNotFoundError):
            beside.unlink()
        os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with closing(sqlite3.connect(beside)) as target:
            sql.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")  # one file, complete in itself
            if target.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise OutputError(
                    say("The copy of the register in {path} is damaged.", path=path),
                    say("Is the disk sound? Try another."),
                )
        beside.replace(path)
    except (OSError, sqlite3.Error) as error:
        raise OutputError(
            say("The copy {path} cannot be written: {error}.", path=path, error=error), say("Name another file.")
        ) from error
    finally:
        with suppress(OSError):
            beside.unlink()


def faults(sql: sqlite3.Connection) -> Iterator[str]:
    """Each thing in the register that is not as it was written, in a sentence; nothing for a sound one."""
    for (line,) in sql.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield f"The database is damaged: {line}."
    for table, *_ in sql.execute("PRAGMA foreign_key_check"):
        yield f"A row of the table {table} points to nothing."
    for sha256, data in sql.execute("SELECT sha256, data FROM originals ORDER BY sha256"):
        emptied = not data and erasing.is_emptied(sql, sha256)  # shared with somebody who was erased
        if hashlib.sha256(data).hexdigest() != sha256 and not emptied:
            yield f"The original {sha256[:12]}… is not the file that it was."
    altered = journal.first_altered(sql)
    if altered is not None:
        yield f"The journal was altered: entry {altered[0]}: {altered[1]}."
