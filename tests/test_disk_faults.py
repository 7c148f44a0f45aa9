"""Every I/O step of register and writers is made to fail: what is there then is the last committed state or the new."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import io
import itertools
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import injecting
from cbt_cli.domain.journal import Act
from cbt_cli.errors import OutputError, RegisterError
from cbt_cli.outputs.safe_file import replace_file
from cbt_cli.register import Register, open_register
from injecting import Faults
from test_register import CALL, FILE, FORM, HAND, JUDGEMENT, LARGE, SETTLED, kept

OTHER = FILE.model_copy(update={"source": "b", "sha256": hashlib.sha256(LARGE).hexdigest()})
CHANGED = SETTLED.model_copy(update={"supporting": ()})
STEPS: dict[str, Callable[[Register, Path], object]] = {
    "read": lambda register, _: register.items(),
    "keep": lambda register, _: register.keep(LARGE, "reading", [(OTHER, FORM)]),
    "settle": lambda register, _: register.settle(dict.fromkeys(register.unpacked(), CHANGED), {}),
    "judge": lambda register, _: register.keep_judgement(JUDGEMENT, "basis"),
    "decide": lambda register, _: register.decide(Act.WAIVED, "CBT-001", "why", None, {"rule": "deadline"}),
    "copy": lambda register, folder: register.copy(folder / "copy.sqlite"),
}
"""One transaction each."""
_CHAIN = re.compile(r"\b[0-9a-f]{32,64}\b")


def state(path: Path) -> list[str]:
    """All that a register holds, but for the journal's salts and the hashes over them, which are new each time."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return [
            _CHAIN.sub("", line) if '"journal"' in line or "'journal'" in line else line
            for line in connection.iterdump()
        ]


def attempt(path: Path, step: str) -> bool:
    """Whether the step was done; what it is refused with is a sentence with what to do."""
    try:
        with open_register(path, CALL, HAND) as register:
            STEPS[step](register, path.parent)
    except (RegisterError, OutputError) as error:
        assert error.message
        assert error.hint
        return False
    return True


@pytest.fixture(scope="module")
def faults() -> Iterator[Faults]:
    """The injecting layer, or the reason why there is none."""
    if why := injecting.available():
        pytest.skip(why)
    with injecting.injected() as layer:
        yield layer


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("step", STEPS)
def test_a_fault_at_every_call_leaves_a_committed_state(
    faults: Faults, tmp_path: Path, step: str, *, lasting: bool
) -> None:
    """Opening, reading, writing, cutting, mapping and deleting fail one after the other until none is left to fail."""
    faults.arm(0, lasting=False)
    kept(base := tmp_path / "base.sqlite")
    shutil.copyfile(base, whole := tmp_path / "whole.sqlite")
    assert attempt(whole, step)
    before, after = state(base), state(whole)
    assert (before == after) == (step in {"read", "copy"})
    struck: set[str] = set()
    for number in itertools.count(1):
        (folder := tmp_path / "try").mkdir()
        shutil.copyfile(base, path := folder / "r.sqlite")
        faults.arm(number, lasting=lasting)
        done = attempt(path, step)
        hit = faults.struck
        faults.arm(0, lasting=False)
        with open_register(path, CALL, HAND) as register:
            assert list(register.faults()) == []
        assert state(path) in ([after] if done else [before, after]), (number, hit)
        shutil.rmtree(folder)
        if not hit:
            break
        struck.add(hit)
    assert done
    assert {"open", "pread64"} <= struck
    assert "pwrite64" in struck or step == "read"


WRITING = ("open", "write", "fsync", "replace", "chmod", "unlink")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES])
def test_a_fault_at_every_step_of_a_writer_leaves_the_old_file_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """Each call of the system on the way to a file fails in turn; nothing is left beside it where it can be removed."""
    target = tmp_path / "a.xlsx"
    for number in itertools.count(1):
        target.write_bytes(b"old")
        seen: list[str] = []
        with monkeypatch.context() as patched:
            _count(patched, seen, number, code)
            try:
                replace_file(target, b"new" * 9_000, lambda _: None)
                done = True
            except OutputError as error:
                done = False
                assert error.message
                assert error.hint
        assert target.read_bytes() == (b"new" * 9_000 if done else b"old"), seen
        left = [path.name for path in tmp_path.iterdir() if path != target]
        assert left == [] or seen[number - 1] == "unlink", seen
        for name in left:
            (tmp_path / name).unlink()
        if len(seen) < number:
            break
    assert number > len(WRITING)
    assert set(WRITING) <= set(seen)


def _count(patched: pytest.MonkeyPatch, seen: list[str], at: int, code: int) -> None:
    """Counts the calls by which a file comes into being; the one numbered ``at`` fails with ``code``."""

    def counted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            seen.append(name)
            if len(seen) == at:
                raise OSError(code, os.strerror(code))
            return real(*given, **named)

        return call

    class Opened(io.FileIO):
        """A file whose writing can fail."""

        write = counted("write", io.FileIO.write)  # type: ignore[assignment]

    def opened(path: Path, mode: str = "r", **named: Any) -> Any:
        return Opened(path, mode.replace("b", ""), **named)

    patched.setattr(Path, "open", counted("open", opened))
    patched.setattr(os, "fsync", counted("fsync", os.fsync))
    for name in ("replace", "chmod", "unlink"):
        patched.setattr(Path, name, counted(name, getattr(Path, name)))
