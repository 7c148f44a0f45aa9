"""``cbt report`` and ``cbt open`` as a user runs them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "samples"
NO_SCREEN = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")


def cbt(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the command in ``folder``, without a screen."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("CBT_") and name not in NO_SCREEN}
    return subprocess.run(
        [sys.executable, "-m", "cbt_cli", "--call", str(SAMPLES / "call.toml"), *arguments],
        cwd=folder, env=plain | environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, read and matched to their mentees."""
    made = tmp_path_factory.mktemp("call")
    shutil.copytree(SAMPLES / "inbox", made / "inbox")
    for arguments in (("ingest", "inbox"), ("match", "--mentees", str(SAMPLES / "mentees.xlsx"))):
        done = cbt(made, *arguments)
        assert done.returncode == 0, done.stderr
    return made


def test_the_report_is_written_and_told_of(folder: Path) -> None:
    """The sentence names the file; ``--json`` says what it is; a second run makes the same bytes."""
    said = cbt(folder, "report")
    data = (folder / "report.html").read_bytes()
    assert (said.returncode, said.stdout) == (0, f"The report: report.html ({-(-len(data) // 1000)} kB).\n")
    again = json.loads(cbt(folder, "report", "-o", "again.html", "--json").stdout)
    assert again == {
        "report": "again.html", "bytes": len(data), "sha256": sha256(data).hexdigest(), "anonymised": False,
        "applications": 41, "run": 1,
    }  # fmt: skip
    assert (folder / "again.html").read_bytes() == data


def test_the_report_says_the_same_as_validate_and_match(folder: Path) -> None:
    """Verdicts, pairs and scores are those of the other commands."""
    cbt(folder, "report")
    markup = (folder / "report.html").read_text(encoding="utf-8")
    judged = json.loads(cbt(folder, "validate", "--json").stdout)["applications"]
    shown = re.findall(r'<details id="app-([^"]+)" data-verdict="([^"]+)"', markup)
    assert shown == [(one["ref"], one["verdict"]) for one in judged]
    matched = json.loads(cbt(folder, "match", "--mentees", str(SAMPLES / "mentees.xlsx"), "--json").stdout)
    pairs = re.findall(r'<tr><th data-by="([^"]+)" scope="row">.*?data-by="([^"]+)".*?data-by="([^"]+)"', markup)
    wanted = [(one["mentee"], one["mentor"], one["score"]) for one in matched["assignments"]]
    assert [(mentee, mentor, float(score)) for mentee, mentor, score in pairs if mentee.startswith("M")] == wanted


def test_the_report_in_french_is_in_french(folder: Path) -> None:
    """The page says so, and dates and the call's own words are French."""
    cbt(folder, "report", "--lang", "fr", "-o", "rapport.html")
    markup = (folder / "rapport.html").read_text(encoding="utf-8")
    assert '<html lang="fr">' in markup
    assert "Stratégie du cluster" in markup
    assert "16 mars 2019" in markup


def test_an_anonymised_report_names_no_applicant(folder: Path) -> None:
    """Neither name nor organisation nor address of anybody in the register."""
    cbt(folder, "report", "--anonymised", "-o", "outside.html")
    markup = (folder / "outside.html").read_text(encoding="utf-8")
    for ref in ("CBT-001", "CBT-002", "CBT-003", "CBT-030"):
        values = json.loads(cbt(folder, "show", ref, "--json").stdout)["application"]
        assert ref in markup
        for field in ("family_name", "organisation", "email", "phone"):
            assert values[field] not in markup


def test_without_a_register_or_a_folder_it_is_a_sentence(folder: Path, tmp_path: Path) -> None:
    """Code 3, the sentence, and nothing written."""
    done = cbt(tmp_path, "report")
    assert (done.returncode, done.stderr.splitlines()[0]) == (3, "There is no register cbt.sqlite.")
    done = cbt(folder, "report", "-o", "no/report.html")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("There is no folder ")
    assert list(tmp_path.iterdir()) == []


def test_open_without_a_browser_prints_the_path(folder: Path) -> None:
    """The report is written, and its whole path is said."""
    done = cbt(folder, "open", "-o", "seen.html")
    path = (folder / "seen.html").resolve()
    if sys.platform in ("win32", "darwin"):
        pytest.skip("these systems always have a browser")
    assert (done.returncode, done.stdout) == (0, f"There is no browser here. The report: {path}\n")
    assert path.is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="BROWSER is not asked there")
def test_open_gives_the_file_to_the_browser(folder: Path) -> None:
    """The browser gets the address of the file, and no server is asked for."""
    told = folder / "told.txt"
    note = folder / "note.py"
    note.write_text(f"import sys; open({str(told)!r}, 'w').write(sys.argv[1])", encoding="utf-8")
    done = cbt(folder, "open", "-o", "seen.html", BROWSER=f"{sys.executable} {note} %s")
    path = (folder / "seen.html").resolve()
    assert (done.returncode, done.stdout) == (0, f"Opened in the browser: {path}\n")
    assert told.read_text(encoding="utf-8") == path.as_uri()
