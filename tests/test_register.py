"""The register: what is committed stays, and what is no register is refused."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from cbt_cli.calls import load_call
from cbt_cli.domain.applications import Application, Record
from cbt_cli.domain.forms import FilledForm, FormOutcome
from cbt_cli.domain.submissions import Outcome, Settled, Sort, Unpacked
from cbt_cli.errors import RegisterError
from cbt_cli.register import VERSION, open_register

CALL = load_call()
FORM = FilledForm(
    format="docx", outcome=FormOutcome.FORM, record=Record(application=Application(family_name="Example"))
)
FILE = Unpacked(source="a/form.docx", name="form.docx", sha256="0" * 64, sort=Sort.FILE, form=FormOutcome.FORM)


def kept(path: Path) -> None:
    """A register with one settled application."""
    with open_register(path, CALL, create=True) as register:
        assert register.keep(b"bytes", "reading", [(FILE, FORM)])
        settled = {
            key: Settled(outcome=Outcome.APPLICATION, ref="CBT-001", counts=True, supporting=("cv.pdf",))
            for key in register.unpacked()
        }
        register.settle(settled, {("a/form.docx", None, "0" * 64): "CBT-001"})


def test_what_was_kept_is_there_again(tmp_path: Path) -> None:
    """Items, references, cases, forms and originals come back as they went in."""
    path = tmp_path / "cbt.sqlite"
    kept(path)
    with open_register(path, CALL) as register:
        assert register.knows("a/form.docx", "0" * 64, "reading")
        assert not register.knows("a/form.docx", "0" * 64, "another reading")
        assert register.first_source("0" * 64) == "a/form.docx"
        assert register.refs() == {("a/form.docx", None, "0" * 64): "CBT-001"}
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
    with open_register(path, CALL) as register:
        assert not register.keep(b"bytes", "new reading", [(FILE, FORM)])
        assert len(register.unpacked()) == 1
        assert register.knows("a/form.docx", "0" * 64, "new reading")


def test_a_failure_within_a_file_keeps_nothing_of_it(tmp_path: Path) -> None:
    """A file is kept whole or not at all."""
    path = tmp_path / "cbt.sqlite"
    with open_register(path, CALL, create=True) as register:
        broken = [(FILE, FORM), (None, None)]
        with pytest.raises(AttributeError):
            register.keep(b"bytes", "reading", broken)  # type: ignore[arg-type]
        assert register.unpacked() == {}
        assert register.first_source("0" * 64) is None


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
    with pytest.raises(RegisterError) as caught, open_register(path, CALL, create=True):
        pass
    assert caught.value.message == f"The register {path} cannot be used: unable to open database file."
