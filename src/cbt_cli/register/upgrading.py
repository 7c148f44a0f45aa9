"""A register of an older version becomes one of today's: in one transaction, after a copy of it was kept."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from cbt_cli.domain.base import say
from cbt_cli.errors import RegisterError
from cbt_cli.register import upkeep
from cbt_cli.register.transactions import transaction

STEPS: dict[int, tuple[str, ...]] = {
    1: (
        "CREATE TABLE erased (ref TEXT PRIMARY KEY, skeleton TEXT NOT NULL) STRICT",
        "CREATE TABLE tombstones (digest TEXT PRIMARY KEY) STRICT",
    )
}
"""Version → the statements that make the next version of it. Version 1 is the first that was released."""


def upgrade(sql: sqlite3.Connection, path: Path, wanted: int) -> None:
    """Brings the register in ``path`` to version ``wanted``, or leaves it as it was.

    The copy beside it is named after its version (``cbt.sqlite.version-1``) and is never removed. Raises
    ``RegisterError`` where no steps lead there or where the result would not be sound, ``OutputError`` where the copy
    cannot be written.
    """
    found = _version(sql)
    if found >= wanted:
        return
    missing = sorted(set(range(found, wanted)) - STEPS.keys())
    if missing:
        raise RegisterError(
            say(
                "The register {path} is of version {found}, which this cbt cannot upgrade to version {wanted}.",
                path=path,
                found=found,
                wanted=wanted,
            ),
            say("Ingest the inbox anew into another register: --register FILE."),
        )
    upkeep.copy(sql, path.with_name(f"{path.name}.version-{found}"))
    sql.execute("PRAGMA foreign_keys=OFF")  # tables may be made anew; all references are checked before the end
    with transaction(sql):
        for version in range(_version(sql), wanted):  # another command may have been here in the meantime
            for statement in STEPS[version]:
                sql.execute(statement)
        if sql.execute("PRAGMA foreign_key_check").fetchone() or sql.execute("PRAGMA integrity_check").fetchone() != (
            "ok",
        ):
            raise RegisterError(
                say("The register {path} cannot be upgraded: rows of it point to nothing.", path=path),
                say("Nothing was changed."),
            )
        sql.execute(f"PRAGMA user_version = {wanted}")


def _version(sql: sqlite3.Connection) -> int:
    (version,) = sql.execute("PRAGMA user_version").fetchone()
    return int(version)
