"""Any tree of containers around known files gives back exactly those files, each once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import outlook
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mails import NOBODY, attached, encoded, mail, packed, text_part

from cbt_cli.inbox import open_container

KINDS = ("eml", "quoted", "zip", "mbox", "msg", "tnef", "p7m", "signed", "forward", "bare")


@dataclass(frozen=True)
class Box:
    """A container of some kind with what lies in it: boxes, or numbers that stand for files."""

    kind: str
    inside: tuple[Box | int, ...]


boxes = st.recursive(
    st.integers(0, 9),
    lambda inner: st.builds(Box, st.sampled_from(KINDS), st.lists(inner, min_size=1, max_size=3).map(tuple)),
    max_leaves=8,
)


def leaf(number: int) -> bytes:
    """One of ten files, no two alike; none of them is a container, and all bytes occur."""
    kinds = (
        b"PK\x03\x04[Content_Types].xml",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"%PDF-1.4\n",
        b"\x89PNG\r\n",
        b"Dear all,\n",
    )
    return kinds[number % 5] + bytes([number]) + bytes(range(256)) * (number + 1) + b"\r\nFrom x\r\n.\n"


def written(box: Box | int) -> bytes:
    """The bytes of a box."""
    if isinstance(box, int):
        return leaf(box)
    inner = [
        (f"{number}.{'bin' if isinstance(one, int) else one.kind}", written(one))
        for number, one in enumerate(box.inside)
    ]
    return WRITERS[box.kind](inner)


def _eml(inner: list[tuple[str, bytes]]) -> bytes:
    return mail(text_part(), *[attached(name, data) for name, data in inner])


def _bare(inner: list[tuple[str, bytes]]) -> bytes:
    """Without names or dispositions, bytes as they are where that is possible."""
    parts = [
        b"Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n" + encoded(data)
        for _, data in inner
    ]
    return mail(*parts, kind="related").replace(b"\r\n", b"\n")


def _quoted(inner: list[tuple[str, bytes]]) -> bytes:
    parts = []
    for name, data in inner:
        coded = "".join(f"={byte:02X}" for byte in data)
        lines = "=\r\n".join(coded[at : at + 72] for at in range(0, len(coded), 72))
        parts.append(
            f'Content-Type: a/b; name="{name}"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{lines}'.encode()
        )
    return mail(text_part(), *parts)


def _forward(inner: list[tuple[str, bytes]]) -> bytes:
    return mail(text_part(), b"Content-Type: message/rfc822\r\n\r\n" + _eml(inner))


def _mbox(inner: list[tuple[str, bytes]]) -> bytes:
    return b"".join(b"From a@example.org Fri Mar 15 22:00:00 2019\n" + _eml([one]) + b"\n" for one in inner)


def _msg(inner: list[tuple[str, bytes]]) -> bytes:
    within = outlook.item({}, *[outlook.attachment(name, data) for name, data in inner[1:]], embedded=True)
    return outlook.msg({}, outlook.attachment(*inner[0]), outlook.embedded("inner", within))


def _signed(inner: list[tuple[str, bytes]]) -> bytes:
    head = b"From: a@example.org\r\nMessage-ID: <x@y>\r\nContent-Type: application/pkcs7-mime\r\n"
    return head + b"Content-Transfer-Encoding: base64\r\n\r\n" + encoded(_p7m(inner))


def _p7m(inner: list[tuple[str, bytes]]) -> bytes:
    entity = _eml(inner)
    return outlook.signed(entity[entity.index(b"MIME-Version") :])


WRITERS = {
    "eml": _eml, "quoted": _quoted, "zip": lambda inner: packed(dict(inner)), "mbox": _mbox, "msg": _msg, "p7m": _p7m,
    "tnef": lambda inner: outlook.tnef(*inner), "signed": _signed, "forward": _forward, "bare": _bare,
}  # fmt: skip


def put_in(box: Box | int) -> Counter[bytes]:
    """The files that were put into a box, however deep."""
    if isinstance(box, int):
        return Counter([leaf(box)])
    return sum((put_in(one) for one in box.inside), Counter[bytes]())


def taken_out(data: bytes, name: str) -> Counter[bytes]:
    """The files that come out again."""
    found = open_container(data, name, NOBODY, modified=None)
    if found is None:
        return Counter([data])
    told, blobs = found
    assert told.failed is None
    pairs = zip(told.attachments, blobs, strict=True)
    return sum((taken_out(blob, one.name) for one, blob in pairs if one.role == "file"), Counter[bytes]())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(boxes)
def test_what_was_put_in_comes_out_each_once(box: Box | int) -> None:
    """Messages, mailboxes, archives, signed and Outlook's own, in one another."""
    assert taken_out(written(box), "whole") == put_in(box)
