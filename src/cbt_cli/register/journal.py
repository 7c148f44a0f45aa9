"""The journal: append-only, each entry chained to the one before by its hash (SHA-256).

What an entry says (``body``) is hashed together with random salt into ``digest``; the chain runs over number, time, act
and digest. So a person can be erased by taking bodies away: the chain still proves that the entries stood there, and
their digests cannot be guessed back.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Collection, Iterator
from typing import Any

from cbt_cli.domain.journal import Act, Entry, Hand

_FIRST = "0" * 64


def write(
    sql: sqlite3.Connection,
    hand: Hand,
    act: Act,
    *,
    ref: str | None = None,
    why: str | None = None,
    before: Any = None,
    after: Any = None,
) -> int:
    """Appends one entry within the caller's transaction and returns its number."""
    last = sql.execute("SELECT number, hash FROM journal ORDER BY number DESC LIMIT 1").fetchone()
    number, previous = (1, _FIRST) if last is None else (last[0] + 1, last[1])
    said = {"who": hand.who, "ref": ref, "why": why, "before": before, "after": after}
    body = json.dumps(said | {"salt": secrets.token_hex(16)}, ensure_ascii=False, sort_keys=True)
    at, digest = hand.at.isoformat(), hashlib.sha256(body.encode()).hexdigest()
    chained = _chain(number, at, act, digest, previous)
    sql.execute("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?)", (number, at, act, body, digest, previous, chained))
    sql.execute(
        "INSERT INTO meta VALUES ('journal', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (f"{number} {chained}",),
    )
    return number


def entries(sql: sqlite3.Connection, acts: Collection[Act] = (), *, last: bool = False) -> Iterator[Entry]:
    """Every entry, oldest first; those of some kinds where asked for, or the ``last`` alone."""
    which = f" WHERE act IN ({', '.join('?' * len(acts))})" if acts else ""
    order = "number DESC LIMIT 1" if last else "number"
    rows = sql.execute(f"SELECT number, at, act, body FROM journal{which} ORDER BY {order}", [*acts])  # noqa: S608 - our own words
    for number, at, act, body in rows:
        said = {"erased": True} if body is None else json.loads(body)
        said.pop("salt", None)
        yield Entry.model_validate({"number": number, "at": at, "act": act} | said)


def first_altered(sql: sqlite3.Connection) -> tuple[int, str] | None:
    """The number of the first entry that is not as it was written, and what is wrong with it; ``None`` if all are."""
    previous, count = _FIRST, 0
    rows = sql.execute("SELECT number, at, act, body, digest, previous, hash FROM journal ORDER BY number")
    for number, at, act, body, digest, before, chained in rows:
        count += 1
        if number != count:
            return count, "it is missing"
        if before != previous:
            return number, "it does not follow from the entry before it"
        if body is not None and hashlib.sha256(body.encode()).hexdigest() != digest:
            return number, "what it says was changed"
        if _chain(number, at, act, digest, previous) != chained:
            return number, "its number, time, act or digest was changed"
        previous = chained
    head = sql.execute("SELECT value FROM meta WHERE name = 'journal'").fetchone()
    if (head[0] if head else f"0 {_FIRST}") != f"{count} {previous}":
        return count + 1, "entries after it are missing, or the record of the last one was changed"
    return None


def _chain(number: int, at: str, act: str, digest: str, previous: str) -> str:
    return hashlib.sha256(json.dumps([number, at, str(act), digest, previous]).encode()).hexdigest()
