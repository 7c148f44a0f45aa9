"""A file is there whole or not at all."""

from __future__ import annotations

import datetime as dt
import errno
import os
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook

from cbt_cli.errors import OutputError
from cbt_cli.outputs.safe_file import replace_file, workbook_bytes


def accept(data: bytes) -> None:
    """Finds nothing wrong."""


def refused(path: Path, data: bytes = b"new") -> OutputError:
    """The error of a file that cannot be written."""
    with pytest.raises(OutputError) as caught:
        replace_file(path, data, accept)
    return caught.value


def test_a_new_file_holds_the_bytes_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    """What was written is what is there, and it is all that is there."""
    replace_file(tmp_path / "a.xlsx", b"new", accept)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.xlsx": b"new"}


def test_an_existing_file_is_replaced_and_keeps_who_may_read_it(tmp_path: Path) -> None:
    """A workbook that the officer shared stays shared."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o640)
    replace_file(path, b"new", accept)
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640 if os.name == "posix" else 0o666)


def test_the_check_sees_the_bytes_that_were_written(tmp_path: Path) -> None:
    """What is checked is read back from the disk."""
    seen: list[bytes] = []
    replace_file(tmp_path / "a.xlsx", b"new", seen.append)
    assert seen == [b"new"]


def test_a_file_that_fails_its_check_never_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    """The old file stays, and nothing half-written lies beside it."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")

    def reject(data: bytes) -> None:
        raise ValueError("not a workbook")

    with pytest.raises(ValueError, match="not a workbook"):
        replace_file(path, b"new", reject)
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"a.xlsx": b"old"}


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    """A folder in the place of the output is said, with what to name instead."""
    error = refused(tmp_path)
    assert error.message == f"{tmp_path} is a folder, not a file."
    assert error.hint == f"Name a file, such as {tmp_path / 'NAME.xlsx'}."


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    """The folder that is missing is named."""
    assert refused(tmp_path / "no" / "a.xlsx").message == (
        f"There is no folder {tmp_path.resolve() / 'no'} to write a.xlsx into."
    )


@pytest.mark.parametrize("lock", [".~lock.a.xlsx#", "~$a.xlsx"])
def test_a_file_open_in_an_office_program_is_left_alone(tmp_path: Path, lock: str) -> None:
    """LibreOffice and Excel leave a lock file beside what they have open."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    (tmp_path / lock).write_bytes(b"")
    assert refused(path).message == f"{path} is open in another program."
    assert path.read_bytes() == b"old"


@pytest.mark.skipif(os.name != "posix", reason="devices have no path there")
def test_a_device_is_not_a_file() -> None:
    """Nothing is put in the place of a device."""
    assert refused(Path(os.devnull)).message == f"{os.devnull} is a device, not a file."


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a folder that not even root can write to")
def test_a_folder_that_cannot_be_written_to_is_said() -> None:
    """The path and what to do are in the sentence."""
    error = refused(Path("/proc/cbt.xlsx"))
    assert error.message.startswith("/proc/cbt.xlsx cannot be written: ")
    assert error.hint.endswith("What was there before is unchanged.")


@pytest.mark.parametrize("name", ["a" * 300 + ".xlsx", "a\0b.xlsx"])
def test_a_name_that_no_disk_takes_is_said(tmp_path: Path, name: str) -> None:
    """Neither a long name nor a NUL in it ends in a traceback."""
    assert refused(tmp_path / name).message.startswith(f"{tmp_path / name} cannot be written: ")


@pytest.mark.parametrize(
    ("failing", "number", "why"),
    [
        ("fsync", errno.ENOSPC, "cannot be written: the disk is full."),
        ("fsync", errno.EIO, "cannot be written: input/output error."),
        ("replace", errno.EACCES, "cannot be written: it is open in another program, or its folder is protected."),
    ],
)
def test_a_failure_at_any_step_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str, number: int, why: str
) -> None:
    """A full disk, a broken one, and a file that Windows holds open."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    if failing == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    assert refused(path).message == f"{path} {why}"
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"a.xlsx": b"old"}


def test_the_same_workbook_is_the_same_bytes() -> None:
    """Neither the time of saving nor the system reaches the file."""
    files = []
    for year in (2019, 2026):
        book = Workbook()
        book.properties.created = dt.datetime(year, 3, 15, tzinfo=dt.UTC)
        book.active["A1"] = "one"
        files.append(workbook_bytes(book))
    assert files[0] == files[1]
