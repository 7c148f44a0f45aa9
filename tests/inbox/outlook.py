"""Outlook's files for the tests, built from nothing: ``.msg`` ([MS-OXMSG]), ``winmail.dat``, signed data."""

from __future__ import annotations

import datetime as dt
import struct
from typing import Any

from asn1crypto import algos, cms, core

from cbt_cli.inbox.compound import write_compound

Properties = dict[int, str | bytes | int | bool | dt.datetime]


def filetime(at: dt.datetime) -> int:
    """Hundreds of nanoseconds since 1601."""
    return int((at - dt.datetime(1601, 1, 1, tzinfo=dt.UTC)).total_seconds()) * 10_000_000


def storage(properties: Properties, header: int, *, ansi: str | None = None) -> dict[str, Any]:
    """The streams of one storage. ``header``: bytes before the table; ``ansi``: strings are written in that set."""
    table, streams = b"\0" * header, {}
    for number, value in properties.items():
        if isinstance(value, str):
            kind = 0x1E if ansi else 0x1F
            streams[f"__substg1.0_{number:04X}{kind:04X}"] = value.encode(ansi or "utf-16-le")
            table += struct.pack("<HHIQ", kind, number, 6, len(value))
        elif isinstance(value, bytes):
            streams[f"__substg1.0_{number:04X}0102"] = value
            table += struct.pack("<HHIQ", 0x102, number, 6, len(value))
        elif isinstance(value, bool):
            table += struct.pack("<HHIQ", 0x0B, number, 6, value)
        elif isinstance(value, int):
            table += struct.pack("<HHIQ", 0x03, number, 6, value)
        else:
            table += struct.pack("<HHIQ", 0x40, number, 6, filetime(value))
    return {"__properties_version1.0": table, **streams}


def item(
    properties: Properties, *attachments: dict[str, Any], embedded: bool = False, ansi: str | None = None
) -> dict[str, Any]:
    """An Outlook item as a tree of storages; one within another has a shorter head."""
    tree: dict[str, Any] = storage({0x001A: "IPM.Note", **properties}, 24 if embedded else 32, ansi=ansi)
    for number, attachment in enumerate(attachments):
        tree[f"__attach_version1.0_#{number:08X}"] = attachment
    return tree


def attachment(name: str, data: bytes, **more: Any) -> dict[str, Any]:
    """A file by value."""
    return storage({0x3705: 1, 0x3707: name, 0x3701: data, **more.get("properties", {})}, 8)


def embedded(name: str, inner: dict[str, Any]) -> dict[str, Any]:
    """A message within."""
    return {**storage({0x3705: 5, 0x3001: name}, 8), "__substg1.0_3701000D": inner}


def msg(properties: Properties, *attachments: dict[str, Any], ansi: str | None = None) -> bytes:
    """An Outlook message as a file."""
    return write_compound({"__nameid_version1.0": {}, **item(properties, *attachments, ansi=ansi)})


def tnef(*found: tuple[str, bytes], inner: bool = False) -> bytes:
    """A ``winmail.dat`` with these files; ``inner``: they are messages within, themselves TNEF."""
    data = struct.pack("<IH", 0x223E9F78, 1) + _attribute(1, 0x9007, 6, struct.pack("<Q", 1252))
    for name, content in found:
        data += _attribute(2, 0x9002, 6, bytes(14)) + _attribute(2, 0x8010, 1, name.encode("cp1252", "replace") + b"\0")
        if inner:
            value = b"\x07\x03\x02\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00\x46" + content
            properties = struct.pack("<IHHII", 1, 0x0D, 0x3701, 1, len(value)) + value + bytes(-len(value) % 4)
            data += _attribute(2, 0x9005, 6, properties)
        else:
            long = name.encode("utf-16-le") + b"\0\0"
            properties = struct.pack("<IHHII", 2, 0x1F, 0x3707, 1, len(long)) + long + bytes(-len(long) % 4)
            properties += struct.pack("<HHI", 0x03, 0x3705, 1)
            data += _attribute(2, 0x800F, 6, content) + _attribute(2, 0x9005, 6, properties)
    return data


def _attribute(level: int, number: int, kind: int, value: bytes) -> bytes:
    return struct.pack("<BHHI", level, number, kind, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)


def signed(content: bytes | None) -> bytes:
    """Signed data (CMS) around ``content``, without any signer; ``None``: detached."""
    inner = {"content_type": "data", "content": None if content is None else core.OctetString(content)}
    data = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [algos.DigestAlgorithm({"algorithm": "sha256"})],
            "encap_content_info": inner,
            "signer_infos": [],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": data}).dump())


def enveloped() -> bytes:
    """Encrypted data (CMS)."""
    data = cms.EnvelopedData(
        {
            "version": "v0",
            "recipient_infos": [],
            "encrypted_content_info": {
                "content_type": "data",
                "content_encryption_algorithm": {"algorithm": "aes256_cbc", "parameters": core.OctetString(bytes(16))},
                "encrypted_content": bytes(64),
            },
        }
    )
    return bytes(cms.ContentInfo({"content_type": "enveloped_data", "content": data}).dump())
