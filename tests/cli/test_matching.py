"""``cbt match`` as a user runs it: what cannot be meant is said with the option or sheet where it stands."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "samples"


def cbt(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the command in ``folder``."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("CBT_")}
    return subprocess.run(
        [sys.executable, "-m", "cbt_cli", "--call", str(SAMPLES / "call.toml"), *arguments],
        cwd=folder, env=plain, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, read."""
    made = tmp_path_factory.mktemp("call")
    shutil.copytree(SAMPLES / "inbox", made / "inbox")
    done = cbt(made, "ingest", "inbox")
    assert done.returncode == 0, done.stderr
    return made


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        ("--lock M01=CBT-999", 3, "--lock: there is no mentor 'CBT-999'."),
        ("--exclude M99=CBT-001", 3, "--exclude: there is no mentee 'M99'."),
        ("--lock M01", 2, "Error: Invalid value for --lock: 'M01' is not written as NAME=VALUE"),
        (
            "--lock M01=CBT-001 --exclude M01=CBT-001",
            3,
            "--exclude and --lock and Pairs: M01 and CBT-001 are locked and excluded at once.",
        ),
        (
            "--lock M01=CBT-001 --lock M01=CBT-003",
            3,
            "--lock and Pairs: M01 is locked to two mentors, CBT-001 and CBT-003.",
        ),
        ("--budget 1", 3, "The budget of EUR 1.00 (option) pays for nobody: the cheapest mentor costs EUR 2,600.00."),
        ("--budget -5", 2, "Error: Invalid value for --budget: '-5' is no number of at least 0"),
        ("--weight langages=2", 3, "--weight: the call has no criterion langages."),
        ("--weight needs=-1", 2, "Error: Invalid value for --weight: '-1' is no number of at least 0"),
        ("--without CBT-999", 3, "--without: there is no application CBT-999."),
        ("--most-mentees 0", 3, "Limits: most_mentees is 0 (option)."),
        (
            "--least-mentees 3 --most-mentees 2",
            3,
            "Limits: a mentor must have at least 3 mentees (option) and at most 2 (option).",
        ),
        ("--time-limit -1", 2, "Error: Invalid value for '--time-limit': Input should be greater than or equal to 0"),
    ],
)
def test_what_cannot_be_meant_is_said_and_nothing_is_written(folder: Path, options: str, code: int, said: str) -> None:
    """One sentence with the option or the sheet; no workbook."""
    done = cbt(folder, "match", "--mentees", str(SAMPLES / "mentees.xlsx"), *options.split())
    assert done.returncode == code, done.stderr
    assert said in done.stderr.splitlines()
    assert sorted(file.name for file in folder.iterdir()) == ["cbt.sqlite", "inbox"]


def test_a_refused_matching_is_no_run(folder: Path) -> None:
    """What was refused leaves nothing that could be compared."""
    assert cbt(folder, "match", "--mentees", str(SAMPLES / "mentees.xlsx"), "--budget", "1").returncode == 3
    done = cbt(folder, "compare", "1", "1")
    assert (done.returncode, done.stderr.splitlines()) == (3, ["There is no run 1.", "Stored runs: none."])
