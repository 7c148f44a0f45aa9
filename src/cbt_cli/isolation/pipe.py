"""How the parent and a worker talk: a length of eight bytes, then so many bytes."""

from __future__ import annotations

import struct
from typing import BinaryIO


class FloodError(Exception):
    """More is announced than may come."""


def send(stream: BinaryIO, data: bytes) -> None:
    """Writes one message. Raises ``OSError`` where nobody reads any more."""
    stream.write(struct.pack(">Q", len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: BinaryIO, most: int) -> bytes:
    """The next message, at most ``most`` bytes; ``FloodError`` for a longer one, ``EOFError`` where it breaks off."""
    length = receive_number(stream)
    if length > most:
        raise FloodError
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


def send_number(stream: BinaryIO, number: int) -> None:
    """Writes a number on its own."""
    stream.write(struct.pack(">Q", number))
    stream.flush()


def receive_number(stream: BinaryIO) -> int:
    """The next eight bytes as a number; ``EOFError`` where it breaks off."""
    data = stream.read(8)
    if len(data) < 8:
        raise EOFError
    (number,) = struct.unpack(">Q", data)
    return int(number)
