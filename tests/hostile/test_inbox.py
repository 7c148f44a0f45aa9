"""A hostile inbox: each item has one outcome, and the good ones are read as if the others were not there."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from entries import write_inbox
from running import cbt

ROOT = Path(__file__).parents[2]
SHARED = ROOT / "../shared"
CALL = ROOT / "samples/call.toml"
GOOD = ("0001.eml", "0002.eml", "0003.eml")
PEAK = 300
"""MiB of the parent."""


def ingested(folder: Path, inbox: Path) -> list[dict[str, Any]]:
    """The items of an ingest that ended well: no word on the error channel, no socket, bounded memory."""
    told = cbt(folder, "ingest", "--json", str(inbox), "--call", str(CALL), "--register", str(folder / "r.sqlite"))
    assert (told.code, told.error, told.sockets) == (0, b"", [])
    assert told.peak < PEAK
    items: list[dict[str, Any]] = json.loads(told.out)["items"]
    return items


def good(folder: Path) -> Path:
    """A folder of three sample messages."""
    folder.mkdir(parents=True)
    for name in GOOD:
        shutil.copyfile(ROOT / "samples/inbox" / name, folder / name)
    return folder


def test_the_good_are_read_as_if_the_bad_were_not_there(tmp_path: Path) -> None:
    """Every entry has the outcome that it must have; beside all of them the good messages' items are the same."""
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    alone = ingested(tmp_path / "one", good(tmp_path / "alone"))
    inbox = good(tmp_path / "inbox")
    expected = write_inbox(inbox / "zz")
    items = ingested(tmp_path / "two", inbox)
    assert [item for item in items if not item["source"].startswith("zz/")] == alone
    assert sum(item["ref"] is not None for item in alone) >= len(GOOD)
    outcomes = sorted(item["outcome"] for item in items if item["source"].startswith("zz/"))
    assert outcomes == sorted(expected.values())
    by_name = {item["source"].removeprefix("zz/"): item["outcome"] for item in items}
    assert {name: by_name.get(name, outcome) for name, outcome in expected.items()} == expected
    assert not [item for item in items if item["outcome"] == "unreadable" and not item["reason"]]


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "hostile").is_dir(), reason="there is no ../shared/hostile beside the project")
@pytest.mark.skipif(sys.platform != "linux", reason="the set has names and entries of Linux")
def test_the_shared_hostile_set_as_one_inbox(tmp_path: Path) -> None:
    """Everything of the shared generator but its largest files: one outcome for each, the refusals refused."""
    made = tmp_path / "set"
    maker = [sys.executable, str(SHARED / "hostile/make_hostile.py"), str(made), "--no-big"]
    subprocess.run(maker, check=True, capture_output=True, timeout=300)
    manifest = json.loads((made / "manifest.json").read_text("utf-8"))
    for case in manifest["cases"]:
        if case["bytes"] > 60_000 or case["id"] == "docx_table_20k_rows" or case["id"].startswith("answer_"):
            (made / case["file"]).unlink()
    (tmp_path / "run").mkdir()
    items = ingested(tmp_path / "run", made)
    tops = {item["source"]: item["outcome"] for item in items if item["part"] is None}
    there = {case["file"]: case["expect"] for case in manifest["cases"] if (made / case["file"]).exists()}
    assert sorted(there.keys() - tops.keys()) == []
    read = {"application", "superseded", "ineligible", "clarify"}
    assert {name: tops[name] for name, expect in there.items() if expect == "reject" and tops[name] in read} == {}
    subprocess.run(["chmod", "-R", "u+rwx", str(made)], check=True)


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "corpora").is_dir(), reason="there is no ../shared/corpora beside the project")
def test_others_files_under_wrong_names(tmp_path: Path) -> None:
    """Office files and messages of others, renamed at random: each has its outcome."""
    chance = random.Random(5)  # noqa: S311 - names, not secrets
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    files = sorted(
        path for name in ("office", "mail") for path in (SHARED / "corpora" / name).rglob("*") if path.is_file()
    )
    for at, path in enumerate(files):
        ending = chance.choice((".docx", ".xlsx", ".eml", ".msg", ".zip", ".mbox", ""))
        shutil.copyfile(path, inbox / f"{at:04}{ending}")
    (tmp_path / "run").mkdir()
    items = ingested(tmp_path / "run", inbox)
    assert len({item["source"] for item in items}) == len(files)
