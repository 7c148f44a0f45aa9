"""Killing ``cbt ingest`` at any moment loses nothing: running it again completes it."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "samples"
TABLES = ("originals", "files", "unpacked", "refs")


def command(register: Path, inbox: Path) -> list[str]:
    """The command line of an ingest."""
    call = SAMPLES / "call.toml"
    return [sys.executable, "-m", "cbt_cli", "--call", str(call), "--register", str(register), "ingest", str(inbox)]


def contents(register: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the register."""
    with sqlite3.connect(register) as connection:
        return {table: sorted(connection.execute(f"SELECT * FROM {table}"), key=str) for table in TABLES}  # noqa: S608 - our tables


def test_a_killed_ingest_is_completed_by_the_next(tmp_path: Path) -> None:
    """Killed at random points again and again, the register ends as that of an undisturbed run."""
    inbox = tmp_path / "inbox"
    shutil.copytree(SAMPLES / "inbox", inbox)
    undisturbed, disturbed = tmp_path / "one.sqlite", tmp_path / "two.sqlite"
    subprocess.run(command(undisturbed, inbox), check=True, capture_output=True)
    chance = random.Random(15)  # noqa: S311 - moments, not secrets
    kills = 0
    for _ in range(8):
        process = subprocess.Popen(command(disturbed, inbox), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(timeout=0.4 + chance.random() * 2.2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            kills += 1
    assert kills > 0
    subprocess.run(command(disturbed, inbox), check=True, capture_output=True)
    assert contents(disturbed) == contents(undisturbed)
