"""The worker's side of the pool: files in, answers out: ``serve``."""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Callable
from typing import BinaryIO

from cbt_cli.isolation.confining import allow_cpu, confine
from cbt_cli.isolation.limits import Limits
from cbt_cli.isolation.pipe import receive, send, send_number

Task = Callable[[bytes, bytes], tuple[bytes, list[bytes]]]
"""What a worker does with a file: (header, data) → (document, blobs)."""


def serve() -> None:
    """The worker's side: files in, answers out, until the parent closes the pipe."""
    incoming = os.fdopen(os.dup(0), "rb")
    outgoing = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):  # what a library prints must not be taken for an answer
        os.dup2(nowhere, stream)
    os.close(nowhere)
    limits = Limits(**json.loads(sys.argv[3]))
    module, _, name = sys.argv[2].partition(":")
    task: Task = getattr(importlib.import_module(module), name)(receive(incoming, 1 << 30))
    confine(limits)
    while True:
        try:
            header, data = receive(incoming, 1 << 30), receive(incoming, 1 << 40)
        except EOFError:
            return
        allow_cpu(limits.cpu)
        _reply(outgoing, task, header, data)


def _reply(outgoing: BinaryIO, task: Task, header: bytes, data: bytes) -> None:
    try:
        document, blobs = task(header, data)
    except MemoryError:
        send(outgoing, b"-" + json.dumps({"kind": "memory"}).encode())
        return
    except Exception as error:  # noqa: BLE001 - one document fails alone, and the parent says so
        send(outgoing, b"-" + json.dumps({"kind": "bug", "what": type(error).__name__}).encode())
        return
    send(outgoing, b"+" + document)
    send_number(outgoing, len(blobs))
    for blob in blobs:
        send(outgoing, blob)
