"""Workers: a bad file costs itself and nobody else."""

from __future__ import annotations

import ctypes
import json
import os
import platform
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cbt_cli.isolation import Failed, Limits, Reply, Workers

MISBEHAVING = f"{__name__}:misbehaving"


def misbehaving(setup: bytes) -> object:
    """A task that does what the header says: the reader of a hostile file at its worst."""

    def task(header: bytes, data: bytes) -> tuple[bytes, list[bytes]]:
        deeds = {
            b"hang": lambda: time.sleep(600),
            b"spin": _spin,
            b"exit": lambda: os._exit(7),
            b"crash": lambda: ctypes.string_at(0),
            b"raise": lambda: 1 // 0,
            b"allocate": lambda: bytearray(8 << 30),
            b"print": lambda: print("\0" * 100_000),  # noqa: T201 - that is the misdeed
            b"hang once": lambda: _hang_once(data),
            b"many": lambda: _talk(b"+", struct.pack(">Q", 1 << 60)),
            b"long": lambda: _talk(b"+", struct.pack(">Q", 1 << 50), struct.pack(">Q", 1 << 50)),
            b"neither": lambda: _talk(b"?"),
            b"list": lambda: _talk(b"-[]"),
            b"no json": lambda: _talk(b"-{"),
            b"deep": lambda: _talk(b"-" + b"[" * 200_000),
            b"shut": _shut,
        }
        deeds.get(header, lambda: None)()
        if header in WATCHED:
            return _tried(WATCHED[header]), []
        if header == b"flood":
            return b"x" * (4 << 20), []
        return setup + data, [data, data[::-1]]

    return task


def _spin() -> None:
    while True:
        pass


def _hang_once(name: bytes) -> None:
    """Hangs unless somebody has taken the file away: the second time it is gone."""
    if Path(os.fsdecode(name)).exists():
        time.sleep(600)


def _talk(document: bytes, *more: bytes) -> None:
    """Writes an answer of its own choice straight into the pipe, then waits to be believed."""
    os.write(OUTGOING, struct.pack(">Q", len(document)) + document + b"".join(more))
    time.sleep(600)


def _shut() -> None:
    os.close(OUTGOING)
    time.sleep(600)


def _tried(deed: Callable[[], object]) -> bytes:
    """What came of it, in words."""
    try:
        return f"done: {deed()}".encode()
    except OSError as error:
        return type(error).__name__.encode()


LIBRARY = None if sys.platform == "win32" else ctypes.CDLL(None)
OUTGOING = 4
"""The descriptor of the pipe to the parent, after the standard ones and the one that files come in by."""
WATCHED: dict[bytes, Callable[[], object]] = {
    b"connect": lambda: socket.create_connection(("127.0.0.1", 9), timeout=1),
    b"socket": lambda: LIBRARY.socket(2, 1, 0) if LIBRARY else None,
    b"run": lambda: subprocess.run([sys.executable, "-c", "1"], check=True),
    b"fork": os.fork if hasattr(os, "fork") else lambda: None,
    b"write": lambda: Path(__file__).with_suffix(".written").write_bytes(b"x"),
    b"remove": lambda: Path(__file__).unlink(),
    b"environment": lambda: sorted(os.environ),
    b"folder": lambda: Path.cwd() == Path(Path.cwd().anchor),
    b"descriptors": lambda: [at for at in range(64) if _is_open(at)],
}


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


@pytest.fixture
def workers() -> Iterator[Workers]:
    """One worker with small limits."""
    sys.path.insert(0, str(Path(__file__).parent.parent))
    sys.path.insert(0, str(Path(__file__).parent))
    try:
        with Workers(MISBEHAVING, b"<", count=1, limits=Limits(wall=2.5, cpu=1, document=1 << 20, files=3)) as pool:
            yield pool
    finally:
        del sys.path[:2]


def test_an_answer_comes_back_whole(workers: Workers) -> None:
    """Document and blobs come back as the task gave them."""
    assert workers.run(b"", b"ab") == Reply(b"<ab", (b"ab", b"ba"))


@pytest.mark.parametrize(
    ("deed", "kind"),
    [
        ("hang", "time"),
        ("exit", "died"),
        ("crash", "died"),
        ("raise", "bug"),
        ("flood", "flood"),
        ("many", "flood"),
        ("long", "flood"),
        ("neither", "lied"),
        ("list", "lied"),
        ("no json", "lied"),
        ("deep", "lied"),
        ("shut", "time"),
    ],
)  # fmt: skip
def test_a_misbehaving_reader_costs_its_file_and_no_other(workers: Workers, deed: str, kind: str) -> None:
    """Whatever the reader does ends as that file's failure; the next file is read."""
    failed = workers.run(deed.encode(), b"")
    assert isinstance(failed, Failed)
    assert failed.kind == kind
    assert workers.run(b"", b"next") == Reply(b"<next", (b"next", b"txen"))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux enforces these limits")
@pytest.mark.parametrize(("deed", "kind"), [("spin", "time"), ("allocate", "memory")])
def test_time_and_memory_are_limited_where_the_system_can(workers: Workers, deed: str, kind: str) -> None:
    """An endless loop and a huge allocation end as failures with their own reason."""
    failed = workers.run(deed.encode(), b"")
    assert isinstance(failed, Failed)
    assert failed.kind == kind
    assert workers.run(b"", b"n") == Reply(b"<n", (b"n", b"n"))


def test_what_a_reader_prints_is_no_answer(workers: Workers) -> None:
    """Printing goes nowhere and does not disturb the answer."""
    assert workers.run(b"print", b"ab") == Reply(b"<ab", (b"ab", b"ba"))


def test_workers_are_replaced_after_their_files(workers: Workers) -> None:
    """More files than a worker may take are all answered."""
    assert [workers.run(b"", bytes([65 + n])) for n in range(7)] == [
        Reply(b"<" + bytes([65 + n]), (bytes([65 + n]),) * 2) for n in range(7)
    ]


def test_a_late_file_is_opened_once_more_with_no_other_beside_it(workers: Workers, tmp_path: Path) -> None:
    """What was late because the machine was busy is read after all, and the pool goes on."""
    busy = tmp_path / "busy"
    busy.touch()
    threading.Timer(2.6, busy.unlink).start()
    name = os.fsencode(busy)
    assert workers.run(b"hang once", name) == Reply(b"<" + name, (name, name[::-1]))
    assert workers.run(b"", b"n") == Reply(b"<n", (b"n", b"n"))


@pytest.mark.skipif(sys.platform == "win32", reason="the names of errors and descriptors are those of Unix")
@pytest.mark.parametrize(
    ("deed", "told"),
    [
        ("connect", "PermissionError"), ("run", "PermissionError"), ("fork", "PermissionError"),
        ("write", "PermissionError"), ("remove", "PermissionError"), ("folder", "done: True"),
        ("descriptors", "done: [0, 1, 2, 3, 4]"),
    ],
)  # fmt: skip
def test_a_reader_gets_nowhere(workers: Workers, deed: str, told: str) -> None:
    """No connection, no other program, no file written or removed; nothing of the parent's is open in it."""
    assert workers.run(deed.encode(), b"") == Reply(told.encode())


def test_a_reader_is_told_nothing(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    """The parent's environment stays with the parent."""
    answer = workers.run(b"environment", b"")
    assert isinstance(answer, Reply)
    names = set(json.loads(answer.document.removeprefix(b"done: ").replace(b"'", b'"')))
    assert names - {"LC_CTYPE", "SYSTEMROOT"} == {"PYTHONHASHSEED", "PYTHONUTF8"}


@pytest.mark.skipif(
    not (sys.platform == "linux" and platform.machine() in {"x86_64", "aarch64"}),
    reason="the filter of system calls is for Linux on these machines",
)
def test_the_kernel_refuses_sockets(workers: Workers) -> None:
    """Also where nothing of Python is asked: the C library gets no socket."""
    assert workers.run(b"socket", b"") == Reply(b"done: -1")
