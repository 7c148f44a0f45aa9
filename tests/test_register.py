"""The register: what is committed stays, and what is no register is refused."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from cbt_cli.calls import load_call
from cbt_cli.domain.applications import Application, Record
from cbt_cli.domain.base import say
from cbt_cli.domain.checks import Checked, Eligibility, Judgement, Verdict
from cbt_cli.domain.forms import FilledForm, FormOutcome
from cbt_cli.domain.journal import Act, Hand
from cbt_cli.domain.submissions import Outcome, Settled, Sort, Unpacked
from cbt_cli.errors import OutputError, RegisterError
from cbt_cli.register import VERSION, open_register, upgrading

CALL = load_call()
HAND = Hand(who="officer", at=dt.datetime(2019, 3, 20, tzinfo=dt.UTC))
LARGE = bytes(range(256)) * 200
SHA = hashlib.sha256(b"bytes").hexdigest()
FORM = FilledForm(
    format="docx", outcome=FormOutcome.FORM, record=Record(application=Application(family_name="Example"))
)
FILE = Unpacked(source="a/form.docx", name="form.docx", sha256=SHA, sort=Sort.FILE, form=FormOutcome.FORM)
SETTLED = Settled(outcome=Outcome.APPLICATION, ref="CBT-001", counts=True, supporting=("cv.pdf",))
CHECKED = Checked(rule="deadline", verdict=Verdict.PASS, sentence=say("It was in time."), clause="How to apply")
JUDGEMENT = Judgement(ref="CBT-001", verdict=Eligibility.ELIGIBLE, rules=(CHECKED,))


def kept(path: Path) -> None:
    """A register with one settled application."""
    with open_register(path, CALL, HAND, create=True) as register:
        assert register.keep(b"bytes", "reading", [(FILE, FORM)])
        settled = dict.fromkeys(register.unpacked(), SETTLED)
        register.settle(settled, {("a/form.docx", None, SHA): "CBT-001"})


def test_what_was_kept_is_there_again(tmp_path: Path) -> None:
    """Items, references, cases, forms and originals come back as they went in."""
    path = tmp_path / "cbt.sqlite"
    kept(path)
    with open_register(path, CALL) as register:
        assert register.knows("a/form.docx", SHA, "reading")
        assert not register.knows("a/form.docx", SHA, "another reading")
        assert register.first_source(SHA) == "a/form.docx"
        assert register.refs() == {("a/form.docx", None, SHA): "CBT-001"}
        assert [(item.source, item.part, item.outcome, item.ref) for item in register.items()] == [
            ("a/form.docx", None, Outcome.APPLICATION, "CBT-001")
        ]
        assert [(case.ref, case.supporting) for case in register.cases()] == [("CBT-001", ("cv.pdf",))]
        assert register.form("CBT-001") == FORM
    assert sqlite3.connect(path).execute("SELECT data FROM originals").fetchall() == [(b"bytes",)]


def test_keeping_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    """The same source with the same bytes is one file, whatever happens."""
    path = tmp_path / "cbt.sqlite"
    kept(path)
    with open_register(path, CALL, HAND) as register:
        assert not register.keep(b"bytes", "new reading", [(FILE, FORM)])
        assert len(register.unpacked()) == 1
        assert register.knows("a/form.docx", SHA, "new reading")


def test_a_failure_within_a_file_keeps_nothing_of_it(tmp_path: Path) -> None:
    """A file is kept whole or not at all."""
    path = tmp_path / "cbt.sqlite"
    with open_register(path, CALL, HAND, create=True) as register:
        broken = [(FILE, FORM), (None, None)]
        with pytest.raises(AttributeError):
            register.keep(b"bytes", "reading", broken)  # type: ignore[arg-type]
        assert register.unpacked() == {}
        assert register.first_source(SHA) is None


def refused(path: Path) -> str:
    """What is said when the register is opened."""
    with pytest.raises(RegisterError) as caught, open_register(path, CALL):
        pass
    assert caught.value.hint
    return caught.value.message.replace(str(path), "FILE")


def test_a_missing_register_is_said(tmp_path: Path) -> None:
    """No register, no guess: ingest first."""
    assert refused(tmp_path / "no.sqlite") == "There is no register FILE."


def test_what_is_no_register_is_refused_and_untouched(tmp_path: Path) -> None:
    """A text file and somebody else's database stay as they are."""
    text = tmp_path / "text.sqlite"
    text.write_text("This is a letter, not a register. " * 20)
    assert refused(text) == "FILE is not a register of cbt."
    database = tmp_path / "other.sqlite"
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    before = database.read_bytes()
    assert refused(database) == "FILE is a database, but not a register of cbt."
    assert database.read_bytes() == before


def test_a_register_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    """A newer cbt may have written what this one would break."""
    path = tmp_path / "cbt.sqlite"
    kept(path)
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    assert refused(path) == f"The register FILE is of version {VERSION + 1}; this cbt knows version {VERSION}."


def test_a_register_of_another_call_is_refused(tmp_path: Path) -> None:
    """Two calls never mix in one register."""
    path = tmp_path / "cbt.sqlite"
    kept(path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = 'other-call' WHERE name = 'call'")
    assert refused(path) == "The register FILE belongs to the call other-call, not to cluster-booster-2019."


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    """Where no register can be made, a sentence says so."""
    path = tmp_path / "no" / "cbt.sqlite"
    with pytest.raises(RegisterError) as caught, open_register(path, CALL, HAND, create=True):
        pass
    assert caught.value.message == f"The register {path} cannot be made: No such file or directory."


def test_the_register_is_for_its_owner_only(tmp_path: Path) -> None:
    """It holds personal data."""
    path = tmp_path / "cbt.sqlite"
    kept(path)
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o600


def test_every_change_stands_in_the_journal(tmp_path: Path) -> None:
    """What was taken in, what it became, what the rules say: once each, and nothing where nothing changed."""
    path = tmp_path / "cbt.sqlite"
    kept(path)
    with open_register(path, CALL, HAND) as register:
        register.keep_judgement(JUDGEMENT, "basis")
        register.keep_judgement(JUDGEMENT, "another basis")
        register.drop_old_judgements()
        register.settle(dict.fromkeys(register.unpacked(), SETTLED), register.refs())
        told = [(entry.number, entry.act, entry.who, entry.ref) for entry in register.journal()]
        assert told == [
            (1, Act.INGESTED, "officer", None),
            (2, Act.SETTLED, "officer", "CBT-001"),
            (3, Act.VALIDATED, "officer", "CBT-001"),
        ]
        assert register.journal()[2].after == {"application": "eligible", "deadline": "pass"}
        assert register.first_altered() is None


@pytest.mark.parametrize("column", ["number", "at", "act", "body", "digest", "previous", "hash"])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_change_of_the_journal_is_found(column: str, number: int, tmp_path: Path) -> None:
    """Wherever something is changed, the first entry that is not as it was written is named."""
    path = tmp_path / "cbt.sqlite"
    three_entries(path)
    with sqlite3.connect(path) as connection:
        change = "number + 10" if column == "number" else f"'x' || substr({column}, 2)"
        connection.execute(f"UPDATE journal SET {column} = {change} WHERE number = ?", (number,))  # noqa: S608 - our own names
    with open_register(path, CALL) as register:
        found = register.first_altered()
    assert found is not None
    assert found[0] == number


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_missing_entry_is_found(number: int, tmp_path: Path) -> None:
    """An entry that was taken out leaves a gap, at the end too."""
    path = tmp_path / "cbt.sqlite"
    three_entries(path)
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM journal WHERE number = ?", (number,))
    with open_register(path, CALL) as register:
        found = register.first_altered()
    assert found is not None
    assert found[0] == number


def three_entries(path: Path) -> None:
    """A register whose journal has three entries."""
    kept(path)
    with open_register(path, CALL, HAND) as register:
        assert register.decide(Act.WAIVED, "CBT-001", "Agreed by the board.", None, {"rule": "deadline"}) == 3


def test_a_copy_is_a_register_like_any_other(tmp_path: Path) -> None:
    """The copy is sound, holds the same, and a copy onto something that cannot be written leaves it as it was."""
    path, copy = tmp_path / "cbt.sqlite", tmp_path / "copy.sqlite"
    three_entries(path)
    with open_register(path, CALL) as register:
        register.copy(copy)
        with pytest.raises(OutputError):
            register.copy(tmp_path / "no" / "copy.sqlite")
        (tmp_path / "folder").mkdir()
        with pytest.raises(OutputError):
            register.copy(tmp_path / "folder")
        told = register.journal()
    with open_register(copy, CALL) as register:
        assert (register.faults(), register.journal()) == ([], told)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["cbt.sqlite", "copy.sqlite", "folder"]


def test_what_is_not_as_it_was_written_is_named(tmp_path: Path) -> None:
    """An original with other bytes, and an altered journal."""
    path = tmp_path / "cbt.sqlite"
    three_entries(path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE originals SET data = x'00'")
        connection.execute("UPDATE journal SET act = 'undone' WHERE number = 3")
    with open_register(path, CALL) as register:
        assert register.faults() == [
            f"The original {SHA[:12]}… is not the file that it was.",
            "The journal was altered: entry 3: its number, time, act or digest was changed.",
        ]


def of_version_0(path: Path) -> None:
    """A register as a version before the first might have been: without the table of runs."""
    kept(path)
    with sqlite3.connect(path) as connection:
        for table in ("runs", "erased", "tombstones"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("PRAGMA user_version = 0")


MADE_UP = ("CREATE TABLE runs (number INTEGER PRIMARY KEY, final INTEGER NOT NULL, body BLOB NOT NULL) STRICT",)


def rows(path: Path) -> list[tuple[object, ...]]:
    """What of a register must outlive an upgrade."""
    with sqlite3.connect(path) as connection:
        return connection.execute(
            "SELECT sha256, data FROM originals UNION ALL SELECT act, body FROM journal"
        ).fetchall()


def test_an_older_register_is_upgraded_and_a_copy_of_it_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is there afterwards; the copy is the register as it was, for its owner only."""
    monkeypatch.setattr(upgrading, "STEPS", {**upgrading.STEPS, 0: MADE_UP})
    path, copy = tmp_path / "cbt.sqlite", tmp_path / "cbt.sqlite.version-0"
    of_version_0(path)
    before = rows(path)
    for _ in range(2):
        with open_register(path, CALL, HAND) as register:
            assert (register.form("CBT-001"), list(register.faults())) == (FORM, [])
    assert rows(path) == rows(copy) == before
    with sqlite3.connect(path) as new, sqlite3.connect(copy) as old:
        versions = [one.execute("PRAGMA user_version").fetchone() for one in (new, old)]
    assert versions == [(VERSION,), (0,)]
    if sys.platform != "win32":
        assert copy.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "steps",
    [
        {},
        {0: (*MADE_UP, "SELECT * FROM nothing")},
        {0: (*MADE_UP, "DELETE FROM originals")},
    ],
)
def test_an_upgrade_that_fails_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: dict[int, tuple[str, ...]]
) -> None:
    """No way there, a step that fails, rows left without what they point to: the register is as it was."""
    monkeypatch.setattr(upgrading, "STEPS", upgrading.STEPS | steps)
    path = tmp_path / "cbt.sqlite"
    of_version_0(path)
    before = rows(path)
    with pytest.raises(RegisterError), open_register(path, CALL, HAND):
        pass
    assert rows(path) == before
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'runs'").fetchone() == (0,)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_all_files_of_a_register_are_for_its_owner(tmp_path: Path) -> None:
    """Also those that SQLite puts beside it, whatever the mask of new files is."""
    before = os.umask(0)
    try:
        with open_register(tmp_path / "cbt.sqlite", CALL, HAND, create=True) as register:
            register.keep(b"bytes", "reading", [(FILE, FORM)])
            modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert modes == dict.fromkeys(("cbt.sqlite", "cbt.sqlite-shm", "cbt.sqlite-wal"), 0o600)


@pytest.mark.skipif(sys.platform == "win32", reason="the limit on the size of files is one of Unix")
@pytest.mark.parametrize("most", [*range(0, 120_000, 8_192)])
def test_a_full_disk_leaves_the_last_state(tmp_path: Path, most: int) -> None:
    """Wherever the disk is full, the register holds what was committed before, is sound, and can be written again."""
    path = tmp_path / "cbt.sqlite"
    kept(path)
    before = rows(path)
    script = (
        "import resource, signal, sys, tests_register as t, cbt_cli.errors as e\n"
        "from pathlib import Path\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))\n"
        "try:\n"
        "    with t.open_register(Path(sys.argv[1]), t.CALL, t.HAND) as register:\n"
        "        other = t.FILE.model_copy(update={'source': 'b', 'sha256': t.hashlib.sha256(t.LARGE).hexdigest()})\n"
        "        register.keep(t.LARGE, 'reading', [(other, t.FORM)])\n"
        "except e.RegisterError:\n"
        "    sys.exit(3)\n"
    ).replace("tests_register", Path(__file__).stem)
    line = [sys.executable, "-c", script, str(path)]
    done = subprocess.run(line, cwd=Path(__file__).parent, capture_output=True, check=False)
    assert done.returncode in {0, 3}, done.stderr
    with open_register(path, CALL, HAND) as register:
        assert list(register.faults()) == []
    after = rows(path)
    assert (after == before) == (done.returncode == 3)
    assert set(before) <= set(after)
