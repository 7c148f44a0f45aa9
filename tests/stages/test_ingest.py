"""``cbt ingest`` over a folder that somebody else writes to meanwhile."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cbt_cli.calls import load_call
from cbt_cli.domain.journal import Hand
from cbt_cli.domain.submissions import Outcome
from cbt_cli.stages.ingest import IngestReport, ingest

CALL = load_call()
HAND = Hand(who="A. Officer", at=dt.datetime(2019, 3, 20, tzinfo=dt.UTC))
MAIL = b"From: a%d@example.org\r\nTo: office@example.org\r\nSubject: %s\r\n\r\nHello.\r\n"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Three messages."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    for number in (1, 2, 3):
        (folder / f"{number}.eml").write_bytes(MAIL % (number, b"whole"))
    return folder


def run(inbox: Path, meanwhile: dict[int, tuple[str, bytes | None]]) -> IngestReport:
    """An ingest; behind so many files, the named one is written anew or (``None``) taken away."""

    def progress(done: int, total: int) -> None:
        assert total == 3
        if done in meanwhile:
            name, data = meanwhile[done]
            if data is None:
                (inbox / name).unlink()
            else:
                (inbox / name).write_bytes(data)

    return ingest(inbox, inbox.parent / "cbt.sqlite", CALL, HAND, progress=progress)


def outcomes(report: IngestReport) -> dict[str, Outcome]:
    """The outcome of each file."""
    return {item.source: item.outcome for item in report.items}


def test_a_file_that_is_being_written_is_left_for_the_next_run(inbox: Path) -> None:
    """Also where its length does not change: it is said, nothing of it is kept, and the next run takes it whole."""
    (inbox / "2.eml").write_bytes(MAIL % (2, b"\0\0\0\0\0"))
    report = run(inbox, {1: ("2.eml", MAIL % (2, b"whole"))})
    assert (report.new, report.changed) == (2, ("2.eml",))
    assert outcomes(report)["2.eml"] is Outcome.UNREADABLE
    again = run(inbox, {})
    assert (again.new, again.changed) == (1, ())
    assert set(outcomes(again).values()) == {Outcome.NOT_A_SUBMISSION}
    assert run(inbox, {}).new == 0


def test_the_copy_of_a_file_that_is_being_written_waits_with_it(inbox: Path) -> None:
    """Else the copy would refer to bytes that nobody kept."""
    same = (inbox / "2.eml").read_bytes()
    (inbox / "3.eml").write_bytes(same)
    report = run(inbox, {1: ("2.eml", MAIL % (2, b"later"))})
    assert (report.new, report.changed) == (1, ("2.eml", "3.eml"))
    again = run(inbox, {})
    assert (again.new, again.totals) == (2, {"not_a_submission": 3})


def test_what_changes_after_it_was_taken_in_is_said(inbox: Path) -> None:
    """What was read whole is kept; the next run takes what is there then."""
    report = run(inbox, {3: ("1.eml", MAIL % (1, b"later"))})
    assert (report.new, report.changed, report.totals) == (3, ("1.eml",), {"not_a_submission": 3})


def test_what_is_taken_away_meanwhile_is_kept(inbox: Path) -> None:
    """It had been read whole: nothing is lost, and that it has gone is said."""
    report = run(inbox, {1: ("2.eml", None)})
    assert (report.new, report.changed, report.totals) == (3, ("2.eml",), {"not_a_submission": 3})
