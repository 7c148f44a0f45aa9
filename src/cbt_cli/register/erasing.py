"""Taking a person out of the register: rows, originals, and the words of the journal.

What remains is a skeleton for the statistics and, for each file and part, a keyed digest (HMAC-SHA-256, RFC 2104, with
a random key of this register), so that the same inbox does not bring the person back. Without the register nobody can
tell from a digest whether a file was there. The journal's chain runs over digests of what entries say, not over the
words: it stays provable without them (``journal.py``).
"""

from __future__ import annotations

import hmac
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Sequence

from cbt_cli.domain.base import say
from cbt_cli.domain.erasing import Skeleton
from cbt_cli.domain.forms import FilledForm
from cbt_cli.domain.submissions import Sort, Unpacked
from cbt_cli.errors import RegisterError

Key = tuple[int, int]
Kept = tuple[Unpacked, FilledForm | None]
_SHARED = "shared "
ERASED = say("A person's data, erased from the register.")


def bury(sql: sqlite3.Connection, skeleton: Skeleton, digests: Iterable[str]) -> None:
    """Keeps the skeleton, and the keyed digests of what must not come back."""
    if sql.execute("SELECT 1 FROM meta WHERE name = 'key'").fetchone() is None:
        sql.execute("INSERT INTO meta VALUES ('key', ?)", (secrets.token_hex(32),))
    sql.execute("INSERT INTO erased VALUES (?, ?)", (skeleton.ref, skeleton.model_dump_json()))
    sql.executemany(
        "INSERT OR IGNORE INTO tombstones VALUES (?)", [(_keyed(sql, one),) for one in sorted(set(digests))]
    )


def skeletons(sql: sqlite3.Connection) -> list[Skeleton]:
    """What is left of those who were erased, by reference."""
    rows = sql.execute("SELECT skeleton FROM erased ORDER BY length(ref), ref")
    return [Skeleton.model_validate_json(text) for (text,) in rows]


def is_buried(sql: sqlite3.Connection, sha256: str) -> bool:
    """Whether these bytes belonged to somebody who was erased."""
    if sql.execute("SELECT 1 FROM tombstones LIMIT 1").fetchone() is None:
        return False
    return sql.execute("SELECT 1 FROM tombstones WHERE digest = ?", (_keyed(sql, sha256),)).fetchone() is not None


def empty(sql: sqlite3.Connection, sha256: str) -> None:
    """Takes the bytes of an original that others share, and remembers that this is why they are not there."""
    sql.execute("UPDATE originals SET data = x'' WHERE sha256 = ?", (sha256,))
    sql.execute("INSERT OR IGNORE INTO tombstones VALUES (?)", (_keyed(sql, f"{_SHARED}{sha256}"),))


def is_emptied(sql: sqlite3.Connection, sha256: str) -> bool:
    """Whether the bytes of an original were taken because somebody who was erased shared it."""
    return is_buried(sql, f"{_SHARED}{sha256}")


def without_buried(sql: sqlite3.Connection, unpacked: Sequence[Kept]) -> list[Kept]:
    """A file's items, with a stub in the place of each that belonged to somebody who was erased and of what lies in
    it."""
    gone: set[int] = set()
    kept: list[Kept] = []
    for position, (facts, form) in enumerate(unpacked):
        if facts.parent in gone or is_buried(sql, facts.sha256):
            gone.add(position)
            kept.append((stub(facts, position), None))
        else:
            kept.append((facts, form))
    return kept


def stub(facts: Unpacked, position: int) -> Unpacked:
    """An item of which nothing is left but that it was there."""
    return Unpacked(
        source=facts.source,
        part=None if facts.part is None else f"item {position}",
        name="",
        sha256="",
        parent=facts.parent,
        sort=Sort.ERASED,
        reason=ERASED,
    )


def drop_files(sql: sqlite3.Connection, files: Iterable[int]) -> None:
    """Takes whole files of the inbox out, and the originals that nothing else points to."""
    for number in files:
        sql.execute("DELETE FROM unpacked WHERE file = ?", (number,))
        sql.execute("DELETE FROM files WHERE id = ?", (number,))
    sql.execute("DELETE FROM originals WHERE sha256 NOT IN (SELECT sha256 FROM files)")


def thin_out(sql: sqlite3.Connection, file: int, gone: Iterable[int], changed: Callable[[str], str]) -> None:
    """In a file that others share: stubs for what is ``gone`` (positions), the rest as ``changed``, no original."""
    gone = set(gone)
    (sha256,) = sql.execute("SELECT sha256 FROM files WHERE id = ?", (file,)).fetchone()
    rows = sql.execute("SELECT position, facts FROM unpacked WHERE file = ?", (file,)).fetchall()
    for position, text in rows:
        if position in gone:
            facts = stub(Unpacked.model_validate_json(text), position).model_dump_json()
            sql.execute(
                "UPDATE unpacked SET facts = ?, form = NULL, settled = NULL, ref = NULL, counts = 0"
                " WHERE file = ? AND position = ?",
                (facts, file, position),
            )
        else:
            then = changed(text)
            sql.execute("UPDATE unpacked SET facts = ? WHERE file = ? AND position = ?", (then, file, position))
            _renamed(sql, file, Unpacked.model_validate_json(text), Unpacked.model_validate_json(then))
    empty(sql, sha256)


def _renamed(sql: sqlite3.Connection, file: int, old: Unpacked, new: Unpacked) -> None:
    """A form keeps its reference though a name was taken out of its path; so does the file it came in."""
    sql.execute(
        "UPDATE refs SET source = ?, part = ? WHERE source = ? AND part = ? AND sha256 = ?",
        (new.source, new.part or "", old.source, old.part or "", old.sha256),
    )
    sql.execute("UPDATE files SET source = ? WHERE id = ?", (new.source, file))


def forget(sql: sqlite3.Connection, ref: str) -> None:
    """Takes what was said of a reference out."""
    sql.execute("DELETE FROM judgements WHERE ref = ?", (ref,))
    sql.execute("DELETE FROM refs WHERE ref = ?", (ref,))


def silence(sql: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Takes the words of journal entries away; their digests stay in the chain."""
    sql.executemany("UPDATE journal SET body = NULL WHERE number = ?", [(number,) for number in numbers])


def scrub(sql: sqlite3.Connection) -> None:
    """Writes the file anew and empties the write-ahead log, so that no byte of what was taken out is left on the disk
    of either. ``RegisterError`` where another command has the register open."""
    sql.execute("VACUUM")
    busy, *_ = sql.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise RegisterError(
            say(
                "The person is erased, but another command is reading the register: old pages may still be on the disk."
            ),
            say("When it has ended, run cbt erase --scrub."),
        )


def _keyed(sql: sqlite3.Connection, sha256: str) -> str:
    (key,) = sql.execute("SELECT value FROM meta WHERE name = 'key'").fetchone()
    return hmac.new(bytes.fromhex(key), sha256.encode(), "sha256").hexdigest()
