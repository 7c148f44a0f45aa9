"""Stored matchings, numbered as they come. A run is large (every pair with its reasons), so it is kept compressed."""

from __future__ import annotations

import sqlite3
import zlib

from cbt_cli.domain.matching import Run


def keep(sql: sqlite3.Connection, run: Run) -> None:
    """Writes a run, in place of the one of its number if there is one."""
    body = zlib.compress(run.model_dump_json().encode())
    sql.execute("INSERT OR REPLACE INTO runs VALUES (?, ?, ?)", (run.number, int(run.final), body))


def one(sql: sqlite3.Connection, number: int) -> Run | None:
    """The run of that number."""
    row = sql.execute("SELECT body FROM runs WHERE number = ?", (number,)).fetchone()
    return None if row is None else Run.model_validate_json(zlib.decompress(row[0]))


def numbers(sql: sqlite3.Connection) -> dict[int, bool]:
    """Every run's number, and whether it is final, in order."""
    return {number: bool(final) for number, final in sql.execute("SELECT number, final FROM runs ORDER BY number")}
