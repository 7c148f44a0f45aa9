"""Strangers' files are opened here: in worker processes with limits, one file in flight each.

The parent hands over bytes and takes back bounded bytes (a document, usually JSON, and blobs), never a pickle. A worker
that dies, hangs or floods costs its file and nobody else's. Limits that the system lacks are left out (Windows has no
``resource`` module, macOS does not enforce address space); the limit on elapsed time holds everywhere.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import queue
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from types import TracebackType
from typing import BinaryIO

from cbt_cli.domain.base import Sentence, say

Task = Callable[[bytes, bytes], tuple[bytes, list[bytes]]]
"""What a worker does with a file: (header, data) → (document, blobs)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: seconds elapsed, CPU seconds, bytes of memory, bytes of the answer; and after how many
    files a worker is replaced."""

    wall: float = 60.0
    cpu: int = 20
    memory: int = 1 << 30
    document: int = 16 << 20
    blobs: int = 256 << 20
    files: int = 200


@dataclass(frozen=True, slots=True)
class Reply:
    """A worker's answer. Who takes it checks it: a worker that read a stranger's file is not trusted."""

    document: bytes
    blobs: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a file has no answer: ``time``, ``memory``, ``died``, ``flood`` or ``bug``, and a sentence."""

    kind: str
    sentence: Sentence


class Workers:
    """A small pool of workers, started when first needed. ``run`` may be called from several threads.

    ``task`` names a function ``module:name`` that makes the ``Task`` of a worker from ``setup``.
    """

    def __init__(self, task: str, setup: bytes, *, count: int, limits: Limits | None = None) -> None:
        self._task, self._setup, self._limits = task, setup, limits or Limits()
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
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
        """Has one file opened. Waits for an idle worker; whatever happens in it ends as ``Failed``."""
        worker = self._idle.get()
        try:
            if worker is None:
                worker = _Worker(self._task, self._setup, self._limits)
            answer = worker.run(header, data)
            if not worker.usable:
                worker.end()
                worker = None
            return answer
        except BaseException:
            if worker is not None:
                worker.end()
                worker = None
            raise
        finally:
            self._idle.put(worker)


class _Worker:
    """One process. ``usable`` turns false when it has to be replaced."""

    def __init__(self, task: str, setup: bytes, limits: Limits) -> None:
        self._limits = limits
        self._files = 0
        self.usable = True
        start = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from cbt_cli.isolation import serve; serve()"
        settings = json.dumps(asdict(limits))
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter with our own module
            [sys.executable, "-B", "-c", start, json.dumps(sys.path), task, settings],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            close_fds=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        with contextlib.suppress(OSError):  # a worker that could not start shows when the first file is handed over
            _send(self._in, setup)

    @property
    def _in(self) -> BinaryIO:
        return self._process.stdin  # type: ignore[return-value]  # opened as PIPE above

    @property
    def _out(self) -> BinaryIO:
        return self._process.stdout  # type: ignore[return-value]  # opened as PIPE above

    def run(self, header: bytes, data: bytes) -> Reply | Failed:
        """Hands one file over and takes the answer back within the limit on elapsed time."""
        self._files += 1
        late = threading.Event()
        watch = threading.Timer(self._limits.wall, self._too_late, (late,))
        watch.daemon = True
        watch.start()
        try:
            _send(self._in, header)
            _send(self._in, data)
            answer = self._answer()
        except _FloodError:
            self.usable = False
            return Failed("flood", say("Reading it gave more than any honest form holds, so it was stopped."))
        except (OSError, EOFError, ValueError):
            self.usable = False
            return self._death(late.is_set())
        finally:
            watch.cancel()
        self.usable = self.usable and self._files < self._limits.files
        return answer

    def _answer(self) -> Reply | Failed:
        document = _receive(self._out, self._limits.document)
        if document[:1] == b"-":
            return self._failure(json.loads(document[1:]))
        (count,) = struct.unpack(">Q", _receive(self._out, 8))
        blobs: list[bytes] = []
        room = self._limits.blobs
        for _ in range(count):
            blobs.append(_receive(self._out, room))
            room -= len(blobs[-1])
        return Reply(document[1:], tuple(blobs))

    def _failure(self, told: dict[str, str]) -> Failed:
        if told.get("kind") == "memory":
            self.usable = False
            return Failed("memory", say("Reading it took more memory than any honest form needs, so it was stopped."))
        return Failed(
            "bug", say("It could not be read; the reader stumbled ({what}).", what=str(told.get("what"))[:200])
        )

    def _death(self, late: bool) -> Failed:
        code = self._process.wait()
        if late or code in _CPU_SIGNALS:
            return Failed("time", say("Reading it took longer than any honest form needs, so it was stopped."))
        return Failed("died", say("The reader of this file ended without an answer."))

    def _too_late(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()

    def end(self) -> None:
        """Ends the process; safe to call twice."""
        self._process.kill()
        for stream in (self._in, self._out):
            with contextlib.suppress(OSError):
                stream.close()
        self._process.wait()


_CPU_SIGNALS = (-24, -9)
"""SIGXCPU, and SIGKILL at the hard limit."""


class _FloodError(Exception):
    pass


def _environment() -> dict[str, str]:
    """An empty environment, but for what Python needs to start and to give the same answer each time."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return kept | {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}


def _send(stream: BinaryIO, data: bytes) -> None:
    stream.write(struct.pack(">Q", len(data)))
    stream.write(data)
    stream.flush()


def _receive(stream: BinaryIO, most: int) -> bytes:
    size = stream.read(8)
    if len(size) < 8:
        raise EOFError
    (length,) = struct.unpack(">Q", size)
    if length > most:
        raise _FloodError
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


def enforced() -> dict[str, bool]:
    """Each limit on the opening of a stranger's file, and whether this system enforces it."""
    unix = sys.platform != "win32"
    return {
        "a process of its own": True,
        "elapsed time": True,
        "size of the answer": True,
        "CPU time": unix,
        "no files written": unix,
        "memory": sys.platform.startswith("linux"),  # macOS takes the limit and does not keep to it
    }


def serve() -> None:
    """The worker's side: files in, answers out, until the parent closes the pipe."""
    incoming = os.fdopen(os.dup(0), "rb")
    outgoing = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):  # what a library prints must not be taken for an answer
        os.dup2(nowhere, stream)
    limits = Limits(**json.loads(sys.argv[3]))
    module, _, name = sys.argv[2].partition(":")
    task: Task = getattr(importlib.import_module(module), name)(_receive(incoming, 1 << 30))
    _confine(limits)
    while True:
        try:
            header, data = _receive(incoming, 1 << 30), _receive(incoming, 1 << 40)
        except EOFError:
            return
        _allow_cpu(limits.cpu)
        _reply(outgoing, task, header, data)


def _reply(outgoing: BinaryIO, task: Task, header: bytes, data: bytes) -> None:
    try:
        document, blobs = task(header, data)
    except MemoryError:
        _send(outgoing, b"-" + json.dumps({"kind": "memory"}).encode())
        return
    except Exception as error:  # noqa: BLE001 - one document fails alone, and the parent says so
        _send(outgoing, b"-" + json.dumps({"kind": "bug", "what": type(error).__name__}).encode())
        return
    _send(outgoing, b"+" + document)
    _send(outgoing, struct.pack(">Q", len(blobs)))
    for blob in blobs:
        _send(outgoing, blob)


def _confine(limits: Limits) -> None:
    """Memory, no growing files, no core dump, few descriptors: where the system has such limits."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not there on Windows

    wanted = [
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ]
    for kind, value in wanted:
        with contextlib.suppress(OSError, ValueError):  # a system that refuses a limit still has the others
            hard = resource.getrlimit(kind)[1]
            most = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(kind, (most, most))


def _allow_cpu(seconds: int) -> None:
    """The next file may use ``seconds`` of CPU from now on."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not there on Windows

    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + seconds + 1, hard))
