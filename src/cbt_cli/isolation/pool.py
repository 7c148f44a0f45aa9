"""A small pool of workers: whatever happens in one costs its file and nobody else's."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from cbt_cli.domain.base import Sentence, say
from cbt_cli.isolation.limits import Limits
from cbt_cli.isolation.pipe import FloodError, receive, receive_number, send
from cbt_cli.isolation.worker import Task
from cbt_cli.values.plain_text import visible

__all__ = ["Failed", "Reply", "Task", "Workers"]

_BLOBS = 100_000
"""Blobs of one answer; a mailbox holds fewer messages than that."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A worker's answer. Who takes it checks it: a worker that read a stranger's file is not trusted."""

    document: bytes
    blobs: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a file has no answer: ``time``, ``memory``, ``died``, ``flood``, ``lied`` or ``bug``, and a sentence."""

    kind: str
    sentence: Sentence


class Workers:
    """A small pool of workers, started when first needed. ``run`` may be called from several threads.

    ``task`` names a function ``module:name`` that makes the ``Task`` of a worker from ``setup``.
    """

    def __init__(self, task: str, setup: bytes, *, count: int, limits: Limits | None = None) -> None:
        self._task, self._setup, self._limits = task, setup, limits or Limits()
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        self._count = count
        self._alone = threading.Lock()
        for _ in range(count):
            self._idle.put(None)

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while not self._idle.empty():
            worker = self._idle.get()
            if worker is not None:
                worker.end()

    def run(self, header: bytes, data: bytes) -> Reply | Failed:
        """Has one file opened. Waits for an idle worker; whatever happens in it ends as ``Failed``.

        A file that ran out of elapsed time, not of CPU time, is opened once more with no other beside it: the machine
        may have been busy.
        """
        slots = [self._idle.get()]
        try:
            answer, late = self._opened(slots, header, data)
        finally:
            self._give_back(slots)
        if not late:
            return answer
        with self._alone:  # one at a time collects all slots, so that no two wait for each other
            try:
                slots.extend(self._idle.get() for _ in range(self._count))
                return self._opened(slots, header, data)[0]
            finally:
                self._give_back(slots)

    def _opened(self, slots: list[_Worker | None], header: bytes, data: bytes) -> tuple[Reply | Failed, bool]:
        """The answer of the first slot's worker, and whether it was late; the slot is left empty where it is spent."""
        worker, slots[0] = slots[0], None
        if worker is None or not worker.alive:
            worker = _Worker(self._task, self._setup, self._limits)
        try:
            answer = worker.run(header, data)
            if worker.usable:
                slots[0] = worker
            return answer, worker.late
        finally:
            if slots[0] is None:
                worker.end()

    def _give_back(self, slots: list[_Worker | None]) -> None:
        while slots:
            self._idle.put(slots.pop())


class _Worker:
    """One process. ``usable`` turns false when it has to be replaced, ``late`` true when its elapsed time ran out."""

    def __init__(self, task: str, setup: bytes, limits: Limits) -> None:
        self._limits = limits
        self._files = 0
        self.usable = True
        self.late = False
        start = (
            "import sys, json; sys.path[:] = json.loads(sys.argv[1]); "
            "from cbt_cli.isolation.worker import serve; serve()"
        )
        folders = [str(Path(entry).absolute()) for entry in sys.path]
        settings = json.dumps(asdict(limits))
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter with our own module
            [
                sys.executable,
                "-B",
                "-c",
                start,
                json.dumps(folders),
                task,
                settings,
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            cwd=Path.cwd().anchor,  # not the folder of the inbox
            close_fds=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        with contextlib.suppress(OSError):  # a worker that could not start shows when the first file is handed over
            send(self._in, setup)

    @property
    def _in(self) -> BinaryIO:
        return self._process.stdin  # type: ignore[return-value]  # opened as PIPE above

    @property
    def _out(self) -> BinaryIO:
        return self._process.stdout  # type: ignore[return-value]  # opened as PIPE above

    def run(self, header: bytes, data: bytes) -> Reply | Failed:
        """Hands one file over and takes the answer back within the limit on elapsed time."""
        self._files += 1
        watch = threading.Timer(self._limits.wall, self._too_late)
        watch.daemon = True
        watch.start()
        try:
            send(self._in, header)
            send(self._in, data)
            answer = self._answer()
        except FloodError:
            self.usable = False
            return Failed("flood", say("Reading it gave more than any honest form holds, so it was stopped."))
        except (OSError, EOFError):
            self.usable = False
            return self._death()
        except (ValueError, AttributeError, RecursionError):
            self.usable = False
            return Failed("lied", say("The reader of this file gave an answer that cannot be right."))
        finally:
            watch.cancel()
            watch.join()
        self.usable = self.usable and not self.late and self._files < self._limits.files
        return answer

    @property
    def alive(self) -> bool:
        """Whether the process is still there: the system may have ended it between two files."""
        return self._process.poll() is None

    def _answer(self) -> Reply | Failed:
        document = receive(self._out, self._limits.document)
        if document[:1] == b"-":
            return self._failure(json.loads(document[1:]))
        if document[:1] != b"+":
            raise ValueError("neither an answer nor a failure")
        count = receive_number(self._out)
        if count > _BLOBS:
            raise FloodError
        blobs: list[bytes] = []
        room = self._limits.blobs
        for _ in range(count):
            blobs.append(receive(self._out, room))
            room -= len(blobs[-1])
        return Reply(document[1:], tuple(blobs))

    def _failure(self, told: dict[str, str]) -> Failed:
        if told.get("kind") == "memory":
            self.usable = False
            return Failed("memory", say("Reading it took more memory than any honest form needs, so it was stopped."))
        what = visible(str(told.get("what")))[:200]
        return Failed("bug", say("It could not be read; the reader stumbled ({what}).", what=what))

    def _death(self) -> Failed:
        try:
            code = self._process.wait(timeout=_GOODBYE)
        except subprocess.TimeoutExpired:  # it closed the pipe and went on
            self._process.kill()
            code = self._process.wait()
        if self.late or code == _CPU_SPENT:
            return Failed("time", say("Reading it took longer than any honest form needs, so it was stopped."))
        return Failed("died", say("The reader of this file ended without an answer."))

    def _too_late(self) -> None:
        self.late = True
        self._process.kill()

    def end(self) -> None:
        """Ends the process; safe to call twice."""
        self._process.kill()
        for stream in (self._in, self._out):
            with contextlib.suppress(OSError):
                stream.close()
        self._process.wait()


_CPU_SPENT = -24
"""What a process ends with that the system stopped for its CPU time (SIGXCPU on Linux and macOS)."""
_GOODBYE = 5.0
"""Seconds for a process to end after it closed the pipe."""


def _environment() -> dict[str, str]:
    """An empty environment, but for what Python needs to start and to give the same answer each time."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return kept | {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}
