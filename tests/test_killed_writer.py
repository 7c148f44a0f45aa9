"""A register whose writer is killed at a random moment holds the last committed state or the new one, nothing between.

``make torture COUNT=…`` kills more often.
"""

from __future__ import annotations

import hashlib
import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from cbt_cli.calls import load_call
from cbt_cli.register import open_register

COUNT = int(os.environ.get("COUNT", "30"))
WRITER = """
import datetime as dt, hashlib, sys
from pathlib import Path
from cbt_cli.calls import load_call
from cbt_cli.domain.forms import FormOutcome
from cbt_cli.domain.journal import Hand
from cbt_cli.domain.submissions import Sort, Unpacked
from cbt_cli.register import open_register
hand = Hand(who="writer", at=dt.datetime(2019, 3, 20, tzinfo=dt.UTC))
with open_register(Path(sys.argv[1]), load_call(), hand, create=True) as register:
    for at in range(int(sys.argv[2]), 100_000):
        data = str(at).encode() * 5_000
        digest = hashlib.sha256(data).hexdigest()
        file = Unpacked(source=f"{at:06}", name="a", sha256=digest, sort=Sort.FILE, form=FormOutcome.NO_FORM)
        print(at, flush=True)
        register.keep(data, "reading", [(file, None)])
"""


def held(path: Path) -> int:
    """How many files the register holds; they must be the first ones, each whole, and the register sound."""
    if not path.exists():
        return 0
    with open_register(path, load_call(), create=True) as register:
        assert list(register.faults()) == []
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT source, sha256 FROM files ORDER BY source").fetchall()
        parts = connection.execute("SELECT count(*) FROM unpacked").fetchone()
    wanted = [(f"{at:06}", hashlib.sha256(str(at).encode() * 5_000).hexdigest()) for at in range(len(found))]
    assert found == wanted
    assert parts == (len(found),)
    return len(found)


def test_the_last_committed_state_or_the_new_one(tmp_path: Path) -> None:
    """What was begun when the writer was killed is there whole or not at all; everything before it is there."""
    path = tmp_path / "cbt.sqlite"
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    kept = 0
    for _ in range(COUNT):
        line = [sys.executable, "-c", WRITER, str(path), str(kept)]
        with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            assert process.stdout is not None
            if chance.random() < 0.8:
                process.stdout.readline()  # else it may be killed while it starts or makes the register
            time.sleep(chance.random() * 0.15)
            process.kill()
            told = process.stdout.read().split()
        before, kept = kept, held(path)
        begun = int(told[-1]) if told else before
        assert kept in {begun, begun + 1} or (not told and before <= kept <= before + 1)
    assert kept > 0
