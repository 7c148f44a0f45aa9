"""Workers: a bad file costs itself and nobody else."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from collections.abc import Iterator
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
            b"flood": lambda: None,
        }
        deeds.get(header, lambda: None)()
        if header == b"flood":
            return b"x" * (4 << 20), []
        return setup + data, [data, data[::-1]]

    return task


def _spin() -> None:
    while True:
        pass


@pytest.fixture
def workers() -> Iterator[Workers]:
    """One worker with small limits."""
    sys.path.insert(0, str(Path(__file__).parent.parent))
    sys.path.insert(0, str(Path(__file__).parent))
    try:
        with Workers(MISBEHAVING, b"<", count=1, limits=Limits(wall=4, cpu=1, document=1 << 20, files=3)) as pool:
            yield pool
    finally:
        del sys.path[:2]


def test_an_answer_comes_back_whole(workers: Workers) -> None:
    """Document and blobs come back as the task gave them."""
    assert workers.run(b"", b"ab") == Reply(b"<ab", (b"ab", b"ba"))


@pytest.mark.parametrize(
    ("deed", "kind"),
    [("hang", "time"), ("exit", "died"), ("crash", "died"), ("raise", "bug"), ("flood", "flood")],
)
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
