"""The whole way in French: the screen holds none of our English sentences, and does not change what is found."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
LONG = 16
"""Our own characters in a template from which on it is told from applicants' words and the form's labels."""


def english() -> list[str]:
    """Of each English sentence of ours that reads differently in French: the longest words between its blanks."""
    with (ROOT / "src" / "cbt_cli" / "locale" / "fr.po").open("rb") as file:
        entries = [(str(one.id), str(one.string)) for one in read_po(file, locale="fr") if one.id]
    longest = [
        max((" ".join(part.split()) for part in re.split(r"\{\w+\}", words)), key=len)
        for words, french in entries if words != french
    ]  # fmt: skip
    return [part for part in longest if len(part) >= LONG]


def cbt(folder: Path, *arguments: str) -> str:
    """Runs the command in French; its whole output, the lines of tables joined."""
    done = subprocess.run(
        [sys.executable, "-m", "cbt_cli", "--lang", "fr", "--call", "call.toml", *arguments],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    return done.stdout + done.stderr


def test_no_english_sentence_is_left_on_the_screen(tmp_path: Path) -> None:
    """From the inbox to one application: every sentence of ours that appears is French; JSON keys and codes are not."""
    for name in ("call.toml", "mentees.xlsx"):
        shutil.copy(ROOT / "samples" / name, tmp_path)
    (tmp_path / "inbox").mkdir()
    for message in sorted((ROOT / "samples" / "inbox").glob("00[0-4]*.eml"))[:45:4]:
        shutil.copy(message, tmp_path / "inbox")
    said = [cbt(tmp_path, "ingest", "inbox"), cbt(tmp_path, "validate"), cbt(tmp_path, "status"), cbt(tmp_path, "log")]
    judged = json.loads(cbt(tmp_path, "validate", "--json"))
    said += [json.dumps(judged, ensure_ascii=False)]
    said += [cbt(tmp_path, "show", one["ref"]) for one in judged["applications"][:2]]
    text = " ".join(" ".join(said).split())
    assert "candidatures" in text
    assert [part for part in english() if part in text] == []
    assert {one["verdict"] for one in judged["applications"]} <= {"eligible", "ineligible", "to_clarify"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show", "CBT-001"), "Il n'y a pas de registre"),
        (("ingest", "nowhere"), "Il n'y a pas de dossier de réception"),
        (("read", "nothing.docx"), "Il n'y a pas de fichier"),
        (("match", "--mentees", "nothing.xlsx"), "Le classeur de diagnostic des besoins"),
    ],
)
def test_errors_are_french(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    """What went wrong and what to do, both."""
    shutil.copy(ROOT / "samples" / "call.toml", tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "cbt_cli", "--lang", "fr", "--call", "call.toml", *arguments],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (3, "")
    assert words in done.stderr
    assert [part for part in english() if part in done.stderr] == []
