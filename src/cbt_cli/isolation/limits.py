"""What one file may cost: ``Limits``. The call file's table ``[limits]`` sets what an office may want otherwise."""

from __future__ import annotations

from dataclasses import dataclass


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
