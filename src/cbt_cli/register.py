"""The register: one SQLite file that remembers everything between commands, originals included. The only SQL.

Facts (files, what was unpacked from them, forms as read) are kept in one transaction for each file of the inbox; what
follows from all facts together (outcomes, references) is written in another. A kill at any moment leaves the last
committed state, and running again completes it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from cbt_cli.domain.calls import Call
from cbt_cli.domain.checks import Case, Judgement
from cbt_cli.domain.forms import FilledForm
from cbt_cli.domain.submissions import Item, Settled, Unpacked
from cbt_cli.errors import RegisterError

APPLICATION_ID = 0x63627401
"""Marks the SQLite file as a register of cbt (``PRAGMA application_id``)."""
VERSION = 1

Key = tuple[int, int]
"""An unpacked item in the register: the number of its file, its position in it."""

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE originals (sha256 TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT;
CREATE TABLE files (
  id INTEGER PRIMARY KEY, source TEXT NOT NULL, sha256 TEXT NOT NULL REFERENCES originals, reading TEXT NOT NULL,
  UNIQUE (source, sha256)
) STRICT;
CREATE TABLE unpacked (
  file INTEGER NOT NULL REFERENCES files, position INTEGER NOT NULL, facts TEXT NOT NULL, form TEXT,
  settled TEXT, ref TEXT, counts INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (file, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE refs (source TEXT, part TEXT, sha256 TEXT, ref TEXT NOT NULL, PRIMARY KEY (source, part, sha256)) STRICT;
CREATE TABLE judgements (ref TEXT PRIMARY KEY, judgement TEXT NOT NULL) STRICT;
"""


@contextmanager
def open_register(path: Path, call: Call, *, create: bool = False) -> Iterator[Register]:
    """The register in ``path``, for ``call``. Raises ``RegisterError`` where it is none, of a newer version or of
    another call, where another command is writing to it, or where it is missing and not to be made."""
    if not create and not path.exists():
        raise RegisterError(f"There is no register {path}.", "Read the inbox first: cbt ingest INBOX")
    try:
        connection = sqlite3.connect(path, timeout=10, isolation_level=None)
    except sqlite3.Error as error:
        raise _cannot_open(path, error) from error
    try:
        _prepare(connection, path, call)
        yield Register(connection)
    except sqlite3.Error as error:
        raise _cannot_open(path, error) from error
    finally:
        connection.close()


def _cannot_open(path: Path, error: sqlite3.Error) -> RegisterError:
    code = getattr(error, "sqlite_errorname", "")
    if code == "SQLITE_NOTADB":
        return RegisterError(f"{path} is not a register of cbt.", "Name another file with --register.")
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return RegisterError(
            f"The register {path} is in use by another command.", "Wait for it to end, then run again."
        )
    if code.startswith("SQLITE_CORRUPT"):
        return RegisterError(f"The register {path} is damaged ({error}).", "Put back a copy of it, or ingest anew.")
    return RegisterError(
        f"The register {path} cannot be used: {error}.", "Is the folder there, writable, and the disk not full?"
    )


def _prepare(connection: sqlite3.Connection, path: Path, call: Call) -> None:
    (kind,), (version,) = (
        connection.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")
    )
    empty = not connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
    if not empty and kind != APPLICATION_ID:
        raise RegisterError(f"{path} is a database, but not a register of cbt.", "Name another file with --register.")
    if version > VERSION:
        raise RegisterError(
            f"The register {path} is of version {version}; this cbt knows version {VERSION}.", "Install a newer cbt."
        )
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "secure_delete=ON", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    if empty:
        _make(connection, path, call)
    found = connection.execute("SELECT value FROM meta WHERE name = 'call'").fetchone()
    if found is None or found[0] != call.id:
        raise RegisterError(
            f"The register {path} belongs to the call {found[0] if found else '?'}, not to {call.id}.",
            "Name the call's file with --call, or another register with --register.",
        )


def _make(connection: sqlite3.Connection, path: Path, call: Call) -> None:
    """The empty register, made whole or not at all; owner-only where the system knows that."""
    with _transaction(connection):
        for statement in _SCHEMA.split(";"):
            connection.execute(statement)
        connection.execute("INSERT INTO meta VALUES ('call', ?)", (call.id,))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
    with suppress(OSError):
        path.chmod(0o600)


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


class Register:
    """What is remembered. ``reading`` is the digest of all that a form's reading depends on beside the form itself."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection

    def knows(self, source: str, sha256: str, reading: str) -> bool:
        """Whether that file with these bytes has been unpacked, by the present reading."""
        row = self._sql.execute(
            "SELECT 1 FROM files WHERE source = ? AND sha256 = ? AND reading = ?", (source, sha256, reading)
        ).fetchone()
        return row is not None

    def first_source(self, sha256: str) -> str | None:
        """The file that first brought these bytes, if any did."""
        row = self._sql.execute("SELECT source FROM files WHERE sha256 = ? ORDER BY id LIMIT 1", (sha256,)).fetchone()
        return None if row is None else str(row[0])

    def keep(self, data: bytes, reading: str, unpacked: list[tuple[Unpacked, FilledForm | None]]) -> bool:
        """Keeps one file of the inbox with all that was unpacked from it, in one transaction. Returns whether it is
        new; an older reading of the same file is replaced."""
        file = unpacked[0][0]
        with _transaction(self._sql):
            self._sql.execute("INSERT OR IGNORE INTO originals VALUES (?, ?)", (file.sha256, data))
            known = self._sql.execute(
                "SELECT id FROM files WHERE source = ? AND sha256 = ?", (file.source, file.sha256)
            ).fetchone()
            if known is None:
                number = self._sql.execute(
                    "INSERT INTO files (source, sha256, reading) VALUES (?, ?, ?)", (file.source, file.sha256, reading)
                ).lastrowid
            else:
                number = known[0]
                self._sql.execute("UPDATE files SET reading = ? WHERE id = ?", (reading, number))
                self._sql.execute("DELETE FROM unpacked WHERE file = ?", (number,))
            self._sql.executemany(
                "INSERT INTO unpacked (file, position, facts, form) VALUES (?, ?, ?, ?)",
                [
                    (number, position, facts.model_dump_json(), None if form is None else form.model_dump_json())
                    for position, (facts, form) in enumerate(unpacked)
                ],
            )
        return known is None

    def unpacked(self) -> dict[Key, Unpacked]:
        """Everything that was ever unpacked, by source and position; forms are left where they are."""
        rows = self._sql.execute(
            "SELECT u.file, u.position, u.facts FROM unpacked u JOIN files f ON f.id = u.file"
            " ORDER BY f.source, f.sha256, u.position"
        )
        return {(file, position): Unpacked.model_validate_json(facts) for file, position, facts in rows}

    def refs(self) -> dict[tuple[str, str | None, str], str]:
        """References given so far: (source, part, digest) → reference."""
        rows = self._sql.execute("SELECT source, part, sha256, ref FROM refs")
        return {(source, part or None, sha256): ref for source, part, sha256, ref in rows}

    def settle(self, settled: Mapping[Key, Settled], refs: Mapping[tuple[str, str | None, str], str]) -> None:
        """Writes what became of every item, and the references given, in one transaction."""
        with _transaction(self._sql):
            self._sql.execute("DELETE FROM refs")
            self._sql.executemany(
                "INSERT INTO refs VALUES (?, ?, ?, ?)",
                [(source, part or "", sha256, ref) for (source, part, sha256), ref in sorted(refs.items(), key=str)],
            )
            self._sql.executemany(
                "UPDATE unpacked SET settled = ?, ref = ?, counts = ? WHERE file = ? AND position = ?",
                [
                    (one.model_dump_json(), one.ref, int(one.counts), file, position)
                    for (file, position), one in settled.items()
                ],
            )

    def items(self) -> list[Item]:
        """Every item with its outcome, by source and position."""
        rows = self._sql.execute(
            "SELECT u.facts, u.settled FROM unpacked u JOIN files f ON f.id = u.file"
            " WHERE u.settled IS NOT NULL ORDER BY f.source, f.sha256, u.position"
        )
        return [_item(Unpacked.model_validate_json(facts), Settled.model_validate_json(one)) for facts, one in rows]

    def cases(self) -> list[Case]:
        """Every application with the version that counts, in order of reference."""
        return [self._case(*row) for row in self._sql.execute(_COUNTING + " ORDER BY length(ref), ref")]

    def form(self, ref: str) -> FilledForm:
        """The counting form of one application."""
        row = self._sql.execute(_COUNTING + " AND ref = ?", (ref,)).fetchone()
        return FilledForm.model_validate_json(row[2])

    @staticmethod
    def _case(ref: str, facts: str, form: str, settled: str) -> Case:
        record = FilledForm.model_validate_json(form).record
        if record is None:
            raise RegisterError(f"The register holds no record for {ref}.", "Run again: cbt ingest INBOX")
        supporting = Settled.model_validate_json(settled).supporting
        receipt = Unpacked.model_validate_json(facts).receipt
        return Case(ref=ref, record=record, receipt=receipt, supporting=supporting)

    def keep_judgements(self, judgements: Iterable[Judgement]) -> None:
        """Keeps what the rules say of every application, in place of what they said before."""
        with _transaction(self._sql):
            self._sql.execute("DELETE FROM judgements")
            self._sql.executemany(
                "INSERT INTO judgements VALUES (?, ?)",
                [(one.ref, json.dumps(one.model_dump(mode="json"), ensure_ascii=False)) for one in judgements],
            )


_COUNTING = "SELECT ref, facts, form, settled FROM unpacked WHERE counts = 1 AND form IS NOT NULL"


def _item(facts: Unpacked, settled: Settled) -> Item:
    return Item(
        source=facts.source,
        part=facts.part,
        sha256=facts.sha256,
        outcome=settled.outcome,
        reason=settled.reason,
        ref=settled.ref,
        sender=facts.sender,
        received_at=facts.receipt.received_at,
        received_at_source=facts.receipt.source,
    )
