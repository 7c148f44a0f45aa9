"""Messages and archives for the tests, built byte by byte so that each trap is exactly what it is meant to be."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile

from cbt_cli.domain.calls import InboxFacts
from cbt_cli.domain.submissions import Opened, Submission
from cbt_cli.inbox import open_container

OWN = InboxFacts(own_hosts=("office.example.org",))
NOBODY = InboxFacts()
FORM = b"PK\x03\x04" + bytes(range(256)) * 3
HOP = "from mx.sender.example.net by mx1.office.example.org with ESMTPS id 1; Fri, 15 Mar 2019 22:10:00 +0100"


def encoded(data: bytes) -> bytes:
    """``data`` in base64 with lines of 76 characters and CRLF, as mail programs write it."""
    text = base64.b64encode(data)
    return b"\r\n".join(text[at : at + 76] for at in range(0, len(text), 76))


def attached(name: str, data: bytes, *more: str) -> bytes:
    """One part with a file. ``more``: further header lines."""
    lines = [
        "Content-Type: application/octet-stream",
        "Content-Transfer-Encoding: base64",
        f'Content-Disposition: attachment; filename="{name}"',
        *more,
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + encoded(data)


def text_part(text: str = "Please find it attached.") -> bytes:
    """The text of a message as a part."""
    return f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}".encode()


def mail(*parts: bytes, kind: str = "mixed", headers: tuple[str, ...] = (), hops: tuple[str, ...] = (HOP,)) -> bytes:
    """A message of these parts; ``hops`` are its ``Received`` headers from the top down."""
    mark = f"=_{hashlib.sha256(b''.join(parts)).hexdigest()[:8]}"
    lines = [f"Received: {hop}" for hop in hops]
    lines += [
        "From: Anna Applicant <anna@example.org>",
        "To: mentors@office.example.org",
        "Subject: Application",
        "Date: Fri, 15 Mar 2019 22:08:00 +0100",
        "Message-ID: <one@example.org>",
        *headers,
        "MIME-Version: 1.0",
        f'Content-Type: multipart/{kind}; boundary="{mark}"',
        "",
        "",
    ]
    body = b"".join(f"--{mark}\r\n".encode() + part + b"\r\n" for part in parts)
    return "\r\n".join(lines).encode() + body + f"--{mark}--\r\n".encode()


def packed(members: dict[str, bytes]) -> bytes:
    """A zip archive of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def opened(data: bytes, name: str = "0001.eml", facts: InboxFacts = OWN) -> tuple[Opened, list[bytes]]:
    """``data`` opened; it must be a container."""
    found = open_container(data, name, facts, modified=None)
    assert found is not None
    return found


def files(data: bytes, name: str = "0001.eml") -> list[tuple[str, bytes]]:
    """The files in a container, by name, in order."""
    told, blobs = opened(data, name)
    assert told.failed is None
    pairs = zip(told.attachments, blobs, strict=True)
    return [(attachment.name, blob) for attachment, blob in pairs if attachment.role == "file"]


def submission(data: bytes, name: str = "0001.eml", facts: InboxFacts = OWN) -> Submission:
    """What a message says of itself."""
    told, _ = opened(data, name, facts)
    assert told.submission is not None
    return told.submission


def said(data: bytes, name: str = "0001.eml") -> list[str]:
    """What the officer is told of a message."""
    return [str(warning) for warning in submission(data, name).warnings]
