"""A zip archive that is no document: its members, inflated within a budget of bytes."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
import zlib

from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.calls import InboxFacts
from cbt_cli.domain.submissions import Attachment, Opened
from cbt_cli.inbox.parameters import shown_name

MOST_MEMBERS = 20_000
"""Members of one archive; with more, it is not opened."""
MEMBER_BYTES = 100 * 1024 * 1024
"""Inflated size of one member, in bytes."""
TOTAL_BYTES = 200 * 1024 * 1024
"""Inflated size of all members together, in bytes."""
_CHUNK = 1 << 16
_SIGNS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK")
_DAMAGED = say("The archive is damaged and cannot be opened. Please pack it again and send it once more.")
_BOX_DRAWING = range(0x2500, 0x25A1)


def read_archive(
    data: bytes, name: str, facts: InboxFacts, modified: dt.datetime | None
) -> tuple[Opened, list[bytes]] | None:
    """The members of a zip archive; ``None`` where it is none, or a document (Office, OpenDocument, iWork, e-book)."""
    del name, facts, modified
    if not data.startswith(_SIGNS):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if _is_document(infos, archive):
                return None
            return _members(archive, [info for info in infos if info.file_size or not info.filename.endswith("/")])
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OverflowError, EOFError, OSError):
        if _looks_like_document(data):
            return None  # the form reader says what is wrong with a document
        return Opened(format="zip", failed=_DAMAGED), []


def _members(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> tuple[Opened, list[bytes]]:
    if not infos:
        return Opened(format="zip", failed=say("The archive is empty. Please pack it again and send it once more.")), []
    if len(infos) > MOST_MEMBERS:
        why = say("The archive holds {count} files, more than anybody packs by hand.", count=len(infos))
        return Opened(format="zip", failed=why), []
    attachments: list[Attachment] = []
    blobs: list[bytes] = []
    room = TOTAL_BYTES
    for info in infos:
        data, failed = _inflated(archive, info, room)
        room -= len(data)
        attachments.append(Attachment(name=shown_name(_name(info)) or "file without a name", failed=failed))
        blobs.append(data)
    return Opened(format="zip", archive=True, attachments=tuple(attachments)), blobs


def _inflated(archive: zipfile.ZipFile, info: zipfile.ZipInfo, room: int) -> tuple[bytes, Sentence | None]:
    """The bytes of a member, counted while they come: what the archive says of its sizes is not believed."""
    if info.flag_bits & 0x1:
        return b"", say("The file is protected with a password in the archive. Please send it without one.")
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return b"", say("The file is packed in a way that is not read here. Please pack it as an ordinary zip archive.")
    found: list[bytes] = []
    size, most = 0, min(room, MEMBER_BYTES)
    try:
        with archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > most:
                    return b"", say("The file unpacks to far more than a form can hold; it was not unpacked.")
                found.append(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError):
        return b"", say("The file is damaged within the archive. Please pack it again and send it once more.")
    return b"".join(found), None


def _name(info: zipfile.ZipInfo) -> str:
    """The member's name with forward slashes. Names that do not say how they are written are read as UTF-8 if they
    can be (macOS), else in the code page of Western European Windows or DOS."""
    if info.flag_bits & 0x800 or info.filename.isascii():
        return info.filename.replace("\\", "/")
    raw = info.orig_filename.encode("cp437", "replace")
    for candidate in (_beside(info.extra, raw), raw):
        try:
            return candidate.decode("utf-8").replace("\\", "/")
        except UnicodeDecodeError:
            continue
    drawn = any(ord(letter) in _BOX_DRAWING for letter in info.filename)  # no one names a file with boxes
    return (raw.decode("cp850", "replace") if drawn else info.filename).replace("\\", "/")


def _beside(extra: bytes, raw: bytes) -> bytes:
    """The name in UTF-8 that stands beside it (APPNOTE 4.6.9), if it belongs to it; else the name itself."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        if kind == 0x7075 and length > 5 and struct.unpack_from("<I", extra, 5)[0] == zlib.crc32(raw):
            return extra[9 : 4 + length]
        extra = extra[4 + length :]
    return raw


def _is_document(infos: list[zipfile.ZipInfo], archive: zipfile.ZipFile) -> bool:
    names = {info.filename.replace("\\", "/").lstrip("/").lower() for info in infos}
    if "[content_types].xml" in names or any(name.endswith(".iwa") for name in names):
        return True
    if {"word/document.xml", "xl/workbook.xml"} & names and "_rels/.rels" in names:
        return True
    if "mimetype" not in names:
        return "index.zip" in names and any(name.startswith("metadata/") for name in names)
    info = next(one for one in infos if one.filename.lower().lstrip("/") == "mimetype")
    return _inflated(archive, info, 1_000)[0].strip().startswith((b"application/vnd.", b"application/epub"))


def _looks_like_document(data: bytes) -> bool:
    """Whether a zip that cannot be opened was a document: by names that a document has at its beginning."""
    head = data[:20_000].lower()
    return any(
        mark in head for mark in (b"[content_types].xml", b"word/", b"xl/", b"_rels/.rels", b"mimetypeapplication/vnd")
    )
