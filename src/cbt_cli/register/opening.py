"""Opening the SQLite file: what it must be, how it is made, and what is said where it cannot be used."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from cbt_cli.domain.base import say
from cbt_cli.domain.calls import Call
from cbt_cli.errors import RegisterError
from cbt_cli.register.transactions import transaction
from cbt_cli.register.upgrading import upgrade

APPLICATION_ID = 0x63627401
"""Marks the SQLite file as a register of cbt (``PRAGMA application_id``)."""
VERSION = 2
WAIT = 10.0
"""Seconds to wait for another command that is writing."""

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
CREATE TABLE judgements (ref TEXT PRIMARY KEY, basis TEXT NOT NULL, judgement TEXT NOT NULL) STRICT;
CREATE TABLE runs (number INTEGER PRIMARY KEY, final INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE TABLE journal (
  number INTEGER PRIMARY KEY, at TEXT NOT NULL, act TEXT NOT NULL, body TEXT, digest TEXT NOT NULL,
  previous TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE TABLE erased (ref TEXT PRIMARY KEY, skeleton TEXT NOT NULL) STRICT;
CREATE TABLE tombstones (digest TEXT PRIMARY KEY) STRICT;
"""


def connect(path: Path, call: Call, *, create: bool) -> sqlite3.Connection:
    """A connection to the register in ``path``, made if asked for. Raises ``RegisterError`` as ``open_register``."""
    if not create and not path.exists():
        raise RegisterError(
            say("There is no register {path}.", path=path), say("Read the inbox first: cbt ingest INBOX")
        )
    if not path.exists():
        _make_empty(path)
    connection = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
    try:
        _prepare(connection, path, call)
    except BaseException:
        connection.close()
        raise
    return connection


def cannot_use(path: Path, error: sqlite3.Error) -> RegisterError:
    """What is said where SQLite cannot go on."""
    code = getattr(error, "sqlite_errorname", "")
    if code == "SQLITE_NOTADB":
        return RegisterError(
            say("{path} is not a register of cbt.", path=path), say("Name another file with --register.")
        )
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return RegisterError(
            say("The register {path} is in use by another command.", path=path),
            say("Wait for it to end, then run again."),
        )
    if code.startswith("SQLITE_CORRUPT"):
        return RegisterError(
            say("The register {path} is damaged ({error}).", path=path, error=error),
            say("Put back a copy of it, or ingest anew."),
        )
    return RegisterError(
        say("The register {path} cannot be used: {error}.", path=path, error=error),
        say("Is the folder there, writable, and the disk not full?"),
    )


def _make_empty(path: Path) -> None:
    """The file itself, for its owner only where the system knows that: it will hold personal data."""
    with suppress(FileExistsError):
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            raise
        except OSError as error:
            raise RegisterError(
                say("The register {path} cannot be made: {strerror}.", path=path, strerror=error.strerror),
                say("Is the folder there and writable?"),
            ) from error


def _prepare(connection: sqlite3.Connection, path: Path, call: Call) -> None:
    (kind,), (version,) = (
        connection.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")
    )
    empty = not connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
    if not empty and kind != APPLICATION_ID:
        raise RegisterError(
            say("{path} is a database, but not a register of cbt.", path=path),
            say("Name another file with --register."),
        )
    if version > VERSION:
        raise RegisterError(
            say(
                "The register {path} is of version {version}; this cbt knows version {known}.",
                path=path,
                version=version,
                known=VERSION,
            ),
            say("Install a newer cbt."),
        )
    if not empty:
        upgrade(connection, path, VERSION)
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "secure_delete=ON", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    if empty:
        _make(connection, call)
    found = connection.execute("SELECT value FROM meta WHERE name = 'call'").fetchone()
    if found is None or found[0] != call.id:
        raise RegisterError(
            say(
                "The register {path} belongs to the call {other}, not to {id}.",
                path=path,
                other=found[0] if found else "?",
                id=call.id,
            ),
            say("Name the call's file with --call, or another register with --register."),
        )


def _make(connection: sqlite3.Connection, call: Call) -> None:
    """The empty register, made whole or not at all; by whoever of several commands comes first."""
    with transaction(connection):
        if connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone():
            return
        for statement in _SCHEMA.split(";"):
            connection.execute(statement)
        connection.execute("INSERT INTO meta VALUES ('call', ?)", (call.id,))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
