"""A register whose writer is killed at a random moment holds the last committed state or the new one, nothing between.

200 times in the tests; ``make torture COUNT=…`` kills more often.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import multiprocessing
import os
import random
import sqlite3
import time
from multiprocessing.connection import Connection
from pathlib import Path

from cbt_cli.calls import load_call
from cbt_cli.domain.forms import FormOutcome
from cbt_cli.domain.journal import Hand
from cbt_cli.domain.submissions import Sort, Unpacked
from cbt_cli.register import open_register

COUNT = int(os.environ.get("COUNT", "200"))
METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
CONTEXT = multiprocessing.get_context(METHOD)
"""Fresh processes that need not import everything anew, where the system has such."""


def content(at: int) -> bytes:
    """The bytes of the file with that number."""
    return str(at).encode() * 5_000


def write(path: Path, start: int, told: Connection) -> None:
    """Keeps one file after the other, from that number on, and tells of each before it is kept."""
    hand = Hand(who="writer", at=dt.datetime(2019, 3, 20, tzinfo=dt.UTC))
    with open_register(path, load_call(), hand, create=True) as register:
        for at in range(start, 100_000):
            digest = hashlib.sha256(content(at)).hexdigest()
            file = Unpacked(source=f"{at:06}", name="a", sha256=digest, sort=Sort.FILE, form=FormOutcome.NO_FORM)
            told.send(at)
            register.keep(content(at), "reading", [(file, None)])


def killed(path: Path, start: int, chance: random.Random) -> int | None:
    """The last file that a writer began before it was killed; ``None`` where it was killed before the first."""
    told, tells = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=write, args=(path, start, tells), daemon=True)
    process.start()
    tells.close()
    begun = None
    if chance.random() < 0.8:
        begun = told.recv()  # else it may be killed while it starts or makes the register
    time.sleep(chance.random() * 0.06)
    process.kill()
    process.join()
    try:
        while True:
            begun = told.recv()
    except EOFError:
        told.close()
        process.close()
        return begun


def held(path: Path) -> int:
    """How many files the register holds; they must be the first ones, each whole, and the register sound."""
    if not path.exists():
        return 0
    with open_register(path, load_call(), create=True) as register:
        assert list(register.faults()) == []
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT source, sha256 FROM files ORDER BY source").fetchall()
        parts = connection.execute("SELECT count(*) FROM unpacked").fetchone()
    wanted = [(f"{at:06}", hashlib.sha256(content(at)).hexdigest()) for at in range(len(found))]
    assert found == wanted
    assert parts == (len(found),)
    return len(found)


def test_the_last_committed_state_or_the_new_one(tmp_path: Path) -> None:
    """What was begun when the writer was killed is there whole or not at all; everything before it is there."""
    CONTEXT.set_forkserver_preload([__name__, "cbt_cli.register.store"])
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    kept = most = 0
    path = tmp_path / "0.sqlite"
    for number in range(COUNT):
        if kept > 100:  # making a register is killed again and again too, and its checks stay short
            path, kept = tmp_path / f"{number}.sqlite", 0
        begun = killed(path, kept, chance)
        before, kept = kept, held(path)
        most = max(most, kept)
        assert kept in {begun, begun + 1} if begun is not None else before <= kept <= before + 1
    assert most > 0
