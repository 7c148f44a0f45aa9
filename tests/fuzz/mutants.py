"""Mutants of honest files: of packages by their parts, tags, attributes and texts, of messages by their lines."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

VALUES = (
    "", "-1", "0", "abc", "9" * 30, "1e400", "NaN", "A1:XFD1048576", "ZZZZ1", "\u202e", "\u0661", "rId999", "../../x",
    "x" * 5_000, "9" * 5_000, "=1+1", "2024-13-45", "_x000D_", "\x9b", "http://127.0.0.1:9/x", "true", "2147483648",
)  # fmt: skip
LINES = (
    b"Content-Type: multipart/mixed; boundary=a", b"Content-Type: message/rfc822", b"Content-Transfer-Encoding: base64",
    b"Content-Transfer-Encoding: x-uuencode", b"Content-Type: text/plain; charset=utf-7", b"--a", b"--a--", b"From x",
    b"Received: from a by b; Fri, 32 Mar 2019 99:99:99 +9999", b"Date: Fri, 15 Mar 9999999999 10:00 +0100", b"\xff\xfe",
    b"Content-Disposition: attachment; filename*=utf-99''%ff%", b"Subject: =?utf-8?b?////?=", b"From: <\x1b[31m@\x00>",
    b"", b"begin 644 x", b"x" * 3_000, b"=?=?=?", b" folded", b"Content-Type: application/ms-tnef",
)  # fmt: skip
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_TAG = re.compile(r"<(/?)([\w:]+)([^<>]*?)(/?)>")
_TEXT = re.compile(r">([^<>]+)<")


def seeds(inbox: Path) -> list[tuple[str, bytes]]:
    """The files of a folder that mutants are made of, by name, and the packages that its messages bring."""
    endings = (".docx", ".xlsx", ".eml", ".msg", ".zip")
    found = [(path.name, path.read_bytes()) for path in sorted(inbox.rglob("*")) if path.suffix in endings]
    for name, data in list(found):
        parts = message_from_bytes(data).walk() if name.endswith(".eml") else ()
        for at, part in enumerate(parts):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.startswith(b"PK"):
                found.append((f"{name}-{at}", content))
    return found


def mutants(found: list[tuple[str, bytes]], count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """``count`` mutants with their names; the same ones for the same ``seed``."""
    for at in range(count):
        chance = random.Random(f"{seed}-{at}")  # noqa: S311 - mutants, not secrets; one by itself can be made again
        name, data = chance.choice(found)
        yield f"{seed}-{at} {name}", mutated(name, data, chance)


def mutated(name: str, data: bytes, chance: random.Random) -> bytes:
    """One file, changed by chance as a careless or hostile program would."""
    if not data or chance.random() < 0.15:
        return _damaged(data, chance)
    if name.endswith(".eml"):
        return _message(data, chance)
    return _package(data, chance) if data.startswith(b"PK") else _damaged(data, chance)


def _damaged(data: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.4:
        return data[: chance.randrange(len(data) + 1)]
    changed = bytearray(data)
    for _ in range(chance.choice((1, 4, 16, 64)) if data else 0):
        changed[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(changed)


def _message(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    top = lines.index(b"\r") if b"\r" in lines else min(len(lines) - 1, 40)
    for _ in range(chance.choice((1, 2, 5, 12))):
        at = chance.randrange(min(len(lines), top * 3) if chance.random() < 0.8 else len(lines))
        deed = chance.randrange(5)
        if deed == 0:
            lines.insert(at, chance.choice(LINES) + b"\r")
        elif deed == 1 and len(lines) > 1:
            del lines[at]
            top = max(top - 1, 1)
        elif deed == 2:
            lines[at] = chance.choice(LINES)
        elif deed == 3:
            lines[at : at + 1] = [lines[at]] * chance.choice((2, 50))
        else:
            lines[at] = _damaged(lines[at], chance)
    return b"\n".join(lines)


def _package(data: bytes, chance: random.Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except (zipfile.BadZipFile, RuntimeError):  # samples are damaged or locked themselves
        return _damaged(data, chance)
    if not members:
        return data
    at, other = chance.randrange(len(members)), chance.randrange(len(members))
    core = [index for index, (name, _) in enumerate(members) if re.search(r"document\.xml$|sheet\d|shared|styl", name)]
    at = chance.choice(core) if core and chance.random() < 0.7 else at
    name, content = members[at]
    deed = chance.randrange(12)
    if deed == 0:
        del members[at]
    elif deed == 1:
        members[at] = (name, members[other][1])
    elif deed == 2:
        members[at] = (name, content[: chance.randrange(len(content) + 1)])
    elif deed == 3:
        members.append((name.upper(), members[other][1]))
    else:
        members[at] = (name, _xml(content.decode("utf-8", "replace"), chance).encode("utf-8", "replace"))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, held in members:
            archive.writestr(zipfile.ZipInfo(one, (1980, 1, 1, 0, 0, 0)), held)
    return stream.getvalue()


def _xml(text: str, chance: random.Random) -> str:
    deed = chance.choice(("attribute", "attribute", "text", "drop", "double", "rename"))
    shape = {"attribute": _ATTRIBUTE, "text": _TEXT}.get(deed, _TAG)
    for _ in range(chance.choice((1, 1, 2, 5))):
        spots = list(shape.finditer(text))
        if not spots:
            return text
        spot = chance.choice(spots)
        new = {
            "attribute": f'{spot[1]}="{chance.choice(VALUES)}"',
            "text": f">{chance.choice(VALUES)}<",
            "drop": "",
            "double": spot[0] * chance.choice((2, 50)),
            "rename": spot[0].replace(
                spot[2] if deed == "rename" else "", chance.choice(spots)[2 if deed == "rename" else 0], 1
            ),
        }[deed]
        text = text[: spot.start()] + new + text[spot.end() :]
    return text
