"""The inbox folder: every entry is listed once, and nothing but files is ever opened."""

from __future__ import annotations

import datetime as dt
import os
import socket
import sys
from pathlib import Path

import pytest

from cbt_cli.errors import CbtError
from cbt_cli.inbox import is_noise, list_inbox
from cbt_cli.inbox.listing import LARGEST

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="names and files of this kind do not exist on Windows")


def test_every_file_below_the_folder_is_listed_in_order(tmp_path: Path) -> None:
    """Recursively, sorted by the path with forward slashes; folders are no items."""
    for name in ("b.eml", "a/2.eml", "a/10.eml", "a/c/form.docx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    (tmp_path / "empty").mkdir()
    found = list_inbox(tmp_path)
    assert [file.source for file in found] == ["a/10.eml", "a/2.eml", "a/c/form.docx", "b.eml"]
    assert [file.size for file in found] == [8, 7, 13, 5]
    assert [file.path.read_bytes().decode() for file in found] == [file.source for file in found]


def test_a_file_has_its_time_in_utc(tmp_path: Path) -> None:
    """The time of the file is aware, whatever the machine's zone."""
    path = tmp_path / "a.eml"
    path.write_bytes(b"x")
    os.utime(path, (1552686000, 1552686000))
    assert list_inbox(tmp_path)[0].modified == dt.datetime(2019, 3, 15, 21, 40, tzinfo=dt.UTC)


@pytest.mark.parametrize("what", ["missing", "a file"])
def test_no_folder_is_an_error_in_words(what: str, tmp_path: Path) -> None:
    """What is missing, or is no folder, is an expected failure with a hint."""
    path = tmp_path / "inbox"
    if what == "a file":
        path.write_bytes(b"")
    with pytest.raises(CbtError) as caught:
        list_inbox(path)
    assert caught.value.message == f"There is no inbox folder {path}."
    assert caught.value.hint != ""


@UNIX
def test_links_pipes_and_sockets_are_named_and_never_opened(tmp_path: Path) -> None:
    """A link to a folder is not walked, a pipe does not block, and each is an item with a reason."""
    inbox, elsewhere = tmp_path / "in", tmp_path / "elsewhere"
    inbox.mkdir()
    elsewhere.mkdir()
    (elsewhere / "secret.docx").write_bytes(b"x")
    (inbox / "folder").symlink_to(elsewhere)
    (inbox / "loop").symlink_to(inbox)
    (inbox / "nowhere.eml").symlink_to(tmp_path / "missing")
    os.mkfifo(inbox / "pipe")
    before = Path.cwd()
    with socket.socket(socket.AF_UNIX) as bound:
        os.chdir(inbox)  # the name of a socket must be short
        bound.bind("socket")
        os.chdir(before)
        found = list_inbox(inbox)
    link = "A link to something else; links are not followed. Copy the file itself."
    device = "Not a file but a pipe, a socket or a device; it is never opened."
    assert [(file.source, str(file.ignored)) for file in found] == [
        ("folder", link), ("loop", link), ("nowhere.eml", link), ("pipe", device), ("socket", device),
    ]  # fmt: skip


@UNIX
def test_names_that_are_not_utf8_are_shown_and_stay_apart(tmp_path: Path) -> None:
    """Bytes that are no text are shown as such, and two files never share a source."""
    try:
        for name in (b"caf\xe9.eml", b"caf\xe8.eml", b"caf\\xe9.eml", b"a\x1b[31m\nb.eml"):
            Path(os.fsdecode(bytes(tmp_path) + b"/" + name)).write_bytes(name)
    except OSError:
        pytest.skip("this file system refuses such names")
    found = list_inbox(tmp_path)
    assert [file.source for file in found] == [
        "a\\x1b[31m\\x0ab.eml", "caf\\xe8.eml", "caf\\xe9.eml", "caf\\xe9.eml (2)",
    ]  # fmt: skip
    assert sorted(file.path.read_bytes() for file in found) == [
        b"a\x1b[31m\nb.eml", b"caf\\xe9.eml", b"caf\xe8.eml", b"caf\xe9.eml",
    ]  # fmt: skip


def test_a_file_beyond_the_limit_is_named_with_its_size(tmp_path: Path) -> None:
    """It is an item with a reason, never skipped quietly."""
    with (tmp_path / "big.mbox").open("wb") as file:
        file.truncate(LARGEST + 1)
    (found,) = list_inbox(tmp_path)
    assert str(found.too_large) == "It is too large to be opened: 200 MiB, and 200 MiB is the limit."


def test_maildir_messages_are_listed_and_half_delivered_ones_wait(tmp_path: Path) -> None:
    """Files in ``tmp`` of a Maildir are still being delivered; control files hold no message."""
    for name in (
        "cur/1552686000.M1P1.host_2,S",
        "new/1552686001.M1P2.host",
        "tmp/1552686002.M1P3.host",
        "maildirfolder",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    found = {file.source: str(file.ignored) for file in list_inbox(tmp_path)}
    assert found == {
        "cur/1552686000.M1P1.host_2,S": "None",
        "maildirfolder": "A file that the mail program keeps for itself; it holds no message.",
        "new/1552686001.M1P2.host": "None",
        "tmp/1552686002.M1P3.host": "A message that is still being delivered. Run again when it has arrived.",
    }


@pytest.mark.parametrize(
    "name",
    [
        "~$plication form.docx", ".~lock.form.docx#", ".DS_Store", "Thumbs.db", "desktop.ini", "DESKTOP.INI",
        "._form.docx", "a/b/._form.docx", "__MACOSX/form.docx", "docs\\Thumbs.db", "~WRL0001.tmp", "~DF12.TMP",
        "dovecot-uidlist", "dovecot.index.cache", "Inbox.msf",
    ],
)  # fmt: skip
def test_noise_is_known_by_name(name: str) -> None:
    """Lock files, temporary files and what systems and mail programs keep for themselves."""
    assert is_noise(name) is not None


@pytest.mark.parametrize(
    "name", ["form.docx", "$form.docx", "~form.docx", "1552686000.M1P1.host:2,S", "__MACOSX", "Thumbs.db.docx", "", "."]
)
def test_what_may_be_a_form_is_no_noise(name: str) -> None:
    """Only names that no applicant gives to a form."""
    assert is_noise(name) is None
