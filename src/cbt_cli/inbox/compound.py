"""Writes a compound file ([MS-CFB] version 3): a message within an Outlook message becomes a file of its own."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

Tree = Mapping[str, "bytes | Tree"]
"""A storage: streams (bytes) and storages by name."""

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT, _DIFAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass(slots=True)
class _Entry:
    """One directory entry ([MS-CFB] 2.6.1)."""

    name: str
    kind: int
    data: bytes = b""
    left: int = _FREE
    right: int = _FREE
    child: int = _FREE
    start: int = _END
    size: int = 0


@dataclass(slots=True)
class _Chains:
    """Sectors of one size and the table that chains them."""

    unit: int
    table: list[int] = field(default_factory=list)
    body: bytearray = field(default_factory=bytearray)

    def add(self, data: bytes) -> int:
        """Where ``data`` starts."""
        if not data:
            return _END
        start, count = len(self.table), -(-len(data) // self.unit)
        self.table += [*range(start + 1, start + count), _END]
        self.body += data.ljust(count * self.unit, b"\0")
        return start


def write_compound(tree: Tree) -> bytes:
    """The compound file with these storages and streams."""
    entries = [_Entry("Root Entry", _ROOT)]
    entries[0].child = _add(tree, entries)
    big, small = _Chains(_SECTOR), _Chains(_MINI)
    for entry in entries:
        if entry.kind == _STREAM:
            entry.size = len(entry.data)
            entry.start = (small if entry.size < _CUTOFF else big).add(entry.data)
    entries[0].size = len(small.body)
    entries[0].start = big.add(bytes(small.body))
    mini_table = struct.pack(f"<{len(small.table)}I", *small.table)
    mini_start = big.add(mini_table.ljust(-(-len(mini_table) // _SECTOR) * _SECTOR, b"\xff"))
    directory = b"".join(map(_packed, entries))
    directory += _packed(_Entry("", 0)) * (-len(entries) % 4)
    directory_start = big.add(directory)
    return _file(big, directory_start, mini_start, -(-len(mini_table) // _SECTOR))


def _add(tree: Tree, entries: list[_Entry]) -> int:
    """Adds what lies in one storage; the position of the root of its tree of siblings."""
    order = sorted(tree, key=lambda name: (len(name), name.upper()))  # [MS-CFB] 2.6.4
    places = {}
    for name in order:
        places[name] = len(entries)
        inner = tree[name]
        if isinstance(inner, bytes):
            entries.append(_Entry(name, _STREAM, inner))
        else:
            entries.append(_Entry(name, _STORAGE))
            entries[places[name]].child = _add(inner, entries)
    return _balanced([places[name] for name in order], entries)


def _balanced(places: list[int], entries: list[_Entry]) -> int:
    if not places:
        return _FREE
    middle = len(places) // 2
    entries[places[middle]].left = _balanced(places[:middle], entries)
    entries[places[middle]].right = _balanced(places[middle + 1 :], entries)
    return places[middle]


def _packed(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le")[:62]
    length = len(name) + 2 if entry.kind else 0
    start = 0 if entry.kind in {_STORAGE, 0} else entry.start
    return struct.pack(
        "<64sHBB3I16sI16sIQ",
        name, length, entry.kind, 1, entry.left, entry.right, entry.child, b"", 0, b"", start, entry.size,
    )  # fmt: skip


def _file(big: _Chains, directory: int, mini: int, minis: int) -> bytes:
    """Header, sectors, and the tables that say where the sectors are."""
    used, per = len(big.table), _SECTOR // 4
    fats = difats = 0
    while fats * per < used + fats + difats or max(0, fats - 109) > difats * (per - 1):
        fats = -(-(used + fats + difats) // per)
        difats = -(-max(0, fats - 109) // (per - 1))
    table = [*big.table, *[_FAT] * fats, *[_DIFAT] * difats]
    table += [_FREE] * (fats * per - len(table))
    places = [used + index for index in range(fats)]
    header = struct.pack(
        "<8s16s5H6s9I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, fats, directory, 0, _CUTOFF,
        mini if minis else _END, minis, used + fats if difats else _END, difats,
    )  # fmt: skip
    header += struct.pack("<109I", *[*places[:109], *[_FREE] * 109][:109])
    chain = b""
    for index in range(difats):
        own = places[109 + index * (per - 1) :][: per - 1]
        following = used + fats + index + 1 if index + 1 < difats else _END
        chain += struct.pack(f"<{per}I", *[*own, *[_FREE] * per][: per - 1], following)
    return header + bytes(big.body) + struct.pack(f"<{len(table)}I", *table) + chain
