"""Files of others, beside the project: each has one outcome, and a hostile one is told from an odd one."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cbt_cli.isolation import Failed, Limits, Workers

SHARED = Path(__file__).parents[2] / "../shared"
CORPUS, HOSTILE = SHARED / "corpora/office", SHARED / "hostile"
SMALL = 300_000
"""Bytes; the tests stay within a minute."""
KINDS = {
    ".pdf": {"pdf"}, ".odt": {"odt"}, ".ods": {"ods"}, ".xls": {"xls", "encrypted", "text"},
    ".doc": {"doc", "docx", "encrypted"}, ".docx": {"docx", "encrypted"},
    ".xlsx": {"xlsx", "encrypted", "empty", "zip", "unknown"},
}  # fmt: skip
"""What files of a name turn out to be: some of these were named wrongly on purpose."""
NOT_OURS = {
    "docx_many_labels": "the same label twice is a matter of the labels, not of the tree",
    "as_xlsx_in_docx": "read as what it is, whatever its name",
    "as_docx_in_xlsx": "read as what it is, whatever its name",
    "xlsx_shared_negative": "one text is lost and said to be; the others are read",
}
"""Hostile files whose outcome here is another than the list's, and why."""


@pytest.fixture(scope="module")
def pool() -> Iterator[Workers]:
    """One worker with limits."""
    with Workers("tree_worker:prepare", b"", count=1, limits=Limits(wall=20, cpu=10)) as workers:
        yield workers


def outcome(pool: Workers, data: bytes) -> dict[str, object]:
    """What the worker says of a file; a worker that died says so too."""
    answer = pool.run(b"", data)
    return {"failed": answer.kind} if isinstance(answer, Failed) else json.loads(answer.document)


@pytest.mark.shared
@pytest.mark.skipif(not CORPUS.is_dir(), reason="there is no ../shared/corpora/office beside the project")
def test_office_corpus(pool: Workers) -> None:
    """Every file is named for what it is, and read or refused in words."""
    wrong = {}
    for path in sorted(one for one in CORPUS.rglob("*") if one.is_file()):
        told = outcome(pool, path.read_bytes())
        known = told.get("kind") in KINDS.get(path.suffix.lower(), {told.get("kind")})
        if not known or not ("text" in told or told.get("sentence")):
            wrong[path.name] = told
    assert wrong == {}


@pytest.mark.shared
@pytest.mark.skipif(not HOSTILE.is_dir(), reason="there is no ../shared/hostile beside the project")
def test_hostile_files(pool: Workers, tmp_path: Path) -> None:
    """A hostile file is refused with its reason, an odd one is read, and what a person must be told is told."""
    maker = [sys.executable, str(HOSTILE / "make_hostile.py"), str(tmp_path), "--no-big", "--no-fs"]
    subprocess.run(maker, check=True, capture_output=True, timeout=300)
    cases = json.loads((tmp_path / "manifest.json").read_text("utf-8"))["cases"]
    wrong = {}
    for case in cases:
        if case["bytes"] <= SMALL and case["id"] not in NOT_OURS and not case["id"].startswith("answer_"):
            told = outcome(pool, (tmp_path / case["file"]).read_bytes())
            if not _as_expected(case["expect"], told):
                wrong[case["id"]] = (case["expect"], case["why"], {**told, "text": str(told.get("text"))[:80]})
    assert wrong == {}


def _as_expected(expect: str, told: dict[str, object]) -> bool:
    refused = bool(told.get("refused") and told.get("sentence"))
    return {
        "reject": refused,
        "read": "text" in told,
        "flag": refused or bool(told.get("findings") or told.get("active")),
    }.get(expect, refused or "text" in told)
