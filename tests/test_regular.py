"""Only regular files are opened: whatever else bears a form's name is told from one in a sentence, at once."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cbt_cli.isolation import NotRegularError, read_regular

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="such entries are made on Unix only")


def refusal(path: Path, most: int = 100) -> str:
    """The sentence with which a path is refused."""
    with pytest.raises(NotRegularError) as refused:
        read_regular(path, most)
    assert refused.value.sentence.text == str(refused.value.strerror)
    return str(refused.value.strerror)


def test_a_file_is_read_whole_up_to_the_limit(tmp_path: Path) -> None:
    """The bytes as they are, a file of exactly the limit included; one byte more is refused with both sizes."""
    file = tmp_path / "form.docx"
    for data in (b"", b"\r\n\x1a\0\xff", b"x" * 100):
        file.write_bytes(data)
        assert read_regular(file, 100) == data
    file.write_bytes(b"x" * (2 << 20))
    assert refusal(file, 1 << 20) == "it is 2 MiB, and 1 MiB is the limit"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """A folder that is named like a form."""
    folder = tmp_path / "form.docx"
    folder.mkdir()
    assert refusal(folder) == "it is a folder"


@UNIX
def test_a_link_is_followed_only_where_asked(tmp_path: Path) -> None:
    """A stranger's link leads nowhere; the officer's own may; one that leads to itself is an error of the system."""
    (tmp_path / "secret").write_bytes(b"secret")
    link, loop = tmp_path / "form.docx", tmp_path / "loop.docx"
    link.symlink_to("secret")
    loop.symlink_to("loop.docx")
    assert refusal(link) == refusal(loop) == "it is a link, and links are not followed; name the file itself"
    assert read_regular(link, 100, follow=True) == b"secret"
    with pytest.raises(OSError, match="link"):
        read_regular(loop, 100, follow=True)


def pipe(path: Path) -> None:
    """A named pipe that nobody writes to."""
    os.mkfifo(path)


def listener(path: Path) -> None:
    """A socket's name."""
    os.chdir(path.parent)  # a socket's path is short
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(path.name)


@UNIX
@pytest.mark.parametrize("make", [pipe, listener])
def test_what_is_no_file_is_never_waited_for(
    tmp_path: Path, make: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe and a socket are refused at once."""
    monkeypatch.chdir(tmp_path)
    make(tmp_path / "form.docx")
    assert refusal(tmp_path / "form.docx") == "it is not a file but a pipe, a socket or a device"


@UNIX
def test_a_device_is_no_form() -> None:
    """An endless device is not read."""
    assert refusal(Path("/dev/zero")) == "it is not a file but a pipe, a socket or a device"


@UNIX
def test_what_was_swapped_since_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe put in the file's place between looking and opening is refused and not waited for."""
    file = tmp_path / "form.docx"
    file.write_bytes(b"x")
    before = file.lstat()
    file.unlink()
    os.mkfifo(file)
    monkeypatch.setattr(Path, "lstat", lambda _: before)
    assert refusal(file) == "it is not a file but a pipe, a socket or a device"
