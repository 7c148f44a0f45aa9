"""No command but ``fetch`` opens a connection: each is run on the sample call with all of them refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from running import Told, cbt

from cbt_cli.cli import app

SAMPLES = Path(__file__).parents[2] / "samples"
WITHOUT = {"fetch", "open"}
"""``fetch`` is what connects, over TLS, to the address that it is given; ``open`` hands a file to another program."""


def lines(folder: Path) -> dict[str, tuple[str, ...]]:
    """Command → its arguments, in an order in which each finds what it needs."""
    why = ("--reason", "Because of a test.")
    matching = ("match", "--mentees", str(SAMPLES / "mentees.xlsx"), "-o", str(folder / "assignments.xlsx"))
    return {
        "init": ("init", str(folder / "call")), "rules": ("rules",),
        "read": ("read", str(folder / "call/application-form-en.docx")),
        "ingest": ("ingest", str(SAMPLES / "inbox")), "validate": ("validate", "-o", str(folder / "validation.xlsx")),
        "apply": ("apply", str(folder / "validation.xlsx"), "--yes"), "show": ("show", "CBT-001"),
        "correct": ("correct", "CBT-001", "position", "Director", *why), "undo": ("undo", *why),
        "waive": ("waive", "CBT-032", "quotation-cap", *why), "split": ("split", "CBT-021", *why),
        "join": ("join", "CBT-002", "CBT-003", *why), "match": matching, "compare": ("compare", "1", "1"),
        "letters": ("letters", "acknowledgement", "--write", str(folder / "drafts")), "status": ("status",),
        "report": ("report", "-o", str(folder / "report.html")), "log": ("log", "--verify"),
        "backup": ("backup", str(folder / "copy.sqlite")), "doctor": ("doctor",),
        "pack": ("pack", str(folder / "pack"), "--evaluator", "A. Example"),
        "export": ("export", "-o", str(folder / "export.xlsx")), "erase": ("erase", "CBT-006", *why, "--yes"),
    }  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Told]:
    """What each command said."""
    folder = tmp_path_factory.mktemp("refused")
    options = ("--call", str(SAMPLES / "call.toml"), "--register", str(folder / "r.sqlite"))
    return {name: cbt(folder, *line, *options) for name, line in lines(folder).items()}


def test_every_command_is_tried(told: dict[str, Told]) -> None:
    """A new command is tried too."""
    assert set(told) == set(typer.main.get_command(app).commands) - WITHOUT  # type: ignore[attr-defined]


def test_none_opens_a_connection(told: dict[str, Told]) -> None:
    """Nor does any miss one."""
    assert {name: one.sockets for name, one in told.items() if one.sockets} == {}
    assert {name: one.error.decode() for name, one in told.items() if one.code} == {}
