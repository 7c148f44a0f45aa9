"""The command line: help, exit codes, global options, and failures in a sentence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMANDS = ("init", "ingest", "validate", "match", "status", "show", "read", "rules",
            "correct", "waive", "undo", "join", "split", "log", "fetch", "backup", "doctor", "compare", "apply",
            "report", "open", "letters")  # fmt: skip


def cbt(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the command as a user does."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("CBT_")} | {"CBT_LANG": "en"}
    return subprocess.run(
        [sys.executable, "-m", "cbt_cli", *arguments],
        cwd=folder, env=plain | environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str, tmp_path: Path) -> None:
    """--help says what the command does and shows it at work."""
    done = cbt(command, "--help", folder=tmp_path)
    assert done.returncode == 0
    assert f"Example: cbt {command}" in done.stdout


def test_the_version_is_one_line(tmp_path: Path) -> None:
    """--version prints name and version."""
    assert cbt("--version", folder=tmp_path).stdout.split()[0] == "cbt"


def test_the_command_line_alone_loads_nothing_heavy() -> None:
    """Help, completion and a wrong word answer at once: what reads, decides and writes is loaded where it is used."""
    heavy = "{'pydantic', 'lxml', 'openpyxl', 'docx', 'numpy', 'highspy', 'babel', 'rich', 'jinja2', 'sqlite3'}"
    code = f"import sys, cbt_cli.cli; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    "arguments", [("no-such-command",), ("show",), ("ingest",), ("match",), ("validate", "--no-such-option")]
)
def test_wrong_usage_is_code_2(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """What cannot be meant leaves with 2 and writes nothing."""
    assert cbt(*arguments, folder=tmp_path).returncode == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("ingest", "no-inbox"), "There is no inbox folder no-inbox."),
        (("validate",), "There is no register cbt.sqlite."),
        (("show", "CBT-001"), "There is no register cbt.sqlite."),
        (
            ("match", "--mentees", "no.xlsx"),
            "The needs-diagnosis workbook no.xlsx cannot be read: No such file or directory.",
        ),
        (("--call", "no.toml", "rules"), "There is no call file no.toml."),
        (("read", "no.docx"), "There is no file no.docx."),
    ],
)
def test_an_expected_failure_is_a_sentence_and_a_hint(
    arguments: tuple[str, ...], sentence: str, tmp_path: Path
) -> None:
    """Code 3, the sentence and what to do on standard error, nothing on standard output, nothing written."""
    done = cbt(*arguments, folder=tmp_path)
    lines = done.stderr.splitlines()
    assert (done.returncode, done.stdout, lines[0], len(lines)) == (3, "", sentence, 2)
    assert list(tmp_path.iterdir()) == []


def test_global_options_stand_before_or_after_the_command(tmp_path: Path) -> None:
    """``cbt --call X rules`` and ``cbt rules --call X`` are the same."""
    before = cbt("--call", "no.toml", "rules", folder=tmp_path)
    assert cbt("rules", "--call", "no.toml", folder=tmp_path).stderr == before.stderr
    assert cbt("rules", "--call=no.toml", folder=tmp_path).stderr == before.stderr
    assert cbt("rules", folder=tmp_path, CBT_CALL="no.toml").stderr == before.stderr


def test_json_is_one_document_and_nothing_else(tmp_path: Path) -> None:
    """With --json, standard output parses; narration goes elsewhere."""
    done = cbt("rules", "--json", folder=tmp_path)
    assert [rule["rule"] for rule in json.loads(done.stdout)["rules"]] == [
        "deadline", "complete", "declarations", "european", "expertise", "evidence", "areas", "quotation-cap",
    ]  # fmt: skip


def test_a_misspelt_call_file_is_refused_with_the_nearest_key(tmp_path: Path) -> None:
    """The file, the key and what was probably meant."""
    assert cbt("init", folder=tmp_path).returncode == 0
    call = tmp_path / "call.toml"
    call.write_text(call.read_text(encoding="utf-8").replace("cap = ", "capp = "), encoding="utf-8")
    done = cbt("rules", folder=tmp_path)
    assert done.returncode == 3
    assert done.stderr.splitlines()[0] == (
        "call.toml: key quotation.cap is missing; key quotation.capp is not known; did you mean cap?"
    )


def test_init_starts_a_call_folder_and_overwrites_nothing(tmp_path: Path) -> None:
    """All files are there; a second time it refuses and changes nothing."""
    done = cbt("init", "my-call", "--json", folder=tmp_path)
    assert done.returncode == 0
    made = sorted(path.name for path in (tmp_path / "my-call").iterdir())
    assert made == [
        "application-form-en.docx", "application-form-en.xlsx", "application-form-fr.docx", "application-form-fr.xlsx",
        "call.toml", "inbox", "mentees.xlsx",
    ]  # fmt: skip
    before = {path.name: path.read_bytes() for path in (tmp_path / "my-call").iterdir() if path.is_file()}
    assert cbt("init", "my-call", folder=tmp_path).returncode == 3
    assert {path.name: path.read_bytes() for path in (tmp_path / "my-call").iterdir() if path.is_file()} == before


def test_an_empty_inbox_is_no_failure(tmp_path: Path) -> None:
    """Nothing came yet: 0 items, exit code 0."""
    (tmp_path / "inbox").mkdir()
    done = cbt("ingest", "inbox", "--json", folder=tmp_path)
    assert done.returncode == 0
    assert json.loads(done.stdout) == {
        "inbox": "inbox",
        "new": 0,
        "items": [],
        "totals": {},
        "applications": 0,
        "changed": [],
    }
    assert "is empty: copy the e-mails into it" in cbt("ingest", "inbox", folder=tmp_path).stdout
