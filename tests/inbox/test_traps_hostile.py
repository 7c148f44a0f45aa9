"""Hostile input (T21 to T27 of the research): an outcome in words, in bounded time, and never an exception."""

from __future__ import annotations

import io
import random
import struct
import time
import zipfile
import zlib

import outlook
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mails import FORM, NOBODY, OWN, attached, files, mail, opened, packed, submission, text_part

from cbt_cli.domain.submissions import Opened
from cbt_cli.inbox import archive, eml, mbox, open_container

SECONDS = 10.0
"""No file here may take longer, on a busy machine; honest ones take milliseconds."""
TOO_MANY = "The message holds more than 300 parts, or parts too deep in one another."


def in_time(data: bytes, name: str = "0001.eml") -> Opened | None:
    """What ``data`` is, told in bounded time."""
    start = time.process_time()
    found = open_container(data, name, OWN, modified=None)
    assert time.process_time() - start < SECONDS
    return None if found is None else found[0]


def test_t21_a_hundred_thousand_parts() -> None:
    """They are not all made before it is noticed."""
    told = in_time(mail(*[b"\r\nx"] * 100_000))
    assert told is not None
    assert str(told.failed) == TOO_MANY


def test_t21_as_many_parts_as_an_honest_message_may_have() -> None:
    """The limit is far above what people send."""
    assert len(files(mail(*[attached("a.bin", b"x")] * 250))) == 250


@pytest.mark.parametrize(
    "header", ["Content-Type", "Content-Disposition", "From", "Subject", "Received", "To", "References"]
)
@pytest.mark.parametrize("filling", [";", "(", '"', "=?utf-8?q?", "<", "a@", ",", " ", "\\", "a=b;", "*0*=", "\t\r\n "])
def test_t22_a_header_of_eighty_kilobytes(header: str, filling: str) -> None:
    """Whatever it is filled with."""
    value = filling * (80_000 // len(filling))
    data = f"Message-ID: <x@y>\r\n{header}: {value}\r\nDate: Fri, 15 Mar 2019 10:00:00 +0100\r\n\r\nx".encode()
    assert in_time(data) is not None


HEAD = b"From: a@example.org\r\nMessage-ID: <x@example.org>\r\n"
CODED = HEAD + b"Content-Type: a/b\r\nContent-Transfer-Encoding: "


@pytest.mark.parametrize(
    "data",
    [
        HEAD + b"\r\n" + b"begin 644 a\r\n" * 50_000,
        HEAD + b"\r\n" + b"\r\n" + (b"UEsDB" + b"A" * 40 + b"\r\nx y z\r\n") * 20_000,
        HEAD + b"Content-Type: text/html\r\n\r\n" + b"<script>" * 30_000 + b"<br" * 30_000 + b"<!--" * 30_000,
        HEAD + b"\r\nhttp://a" + b".a" * 100_000 + b"http://" * 30_000,
        HEAD + b"X: y\r\n" * 200_000 + b"\r\nx",
        HEAD + b"Content-Type: text/plain\r\nbad line\r\n" * 50_000,
        CODED + b"base64\r\n\r\n" + b"AA=\n" * 200_000,
        CODED + b"base64\r\n\r\n" + b"AAA=!\n" * 200_000,
        CODED + b"quoted-printable\r\n\r\n" + b"=\n" * 500_000,
        b"From x\r\n" * 200_000,
        b"From x\nA: b\n" * 100_000,
        b"\r\n" * 1_000_000,
        b">From x\n" * 500_000 + HEAD,
    ],
)
def test_t22_what_would_take_time_by_the_square(data: bytes) -> None:
    """Lines that each ask for a look at all that follow are looked at once."""
    in_time(data)


@pytest.mark.parametrize(("levels", "failed"), [(40, "None"), (1_000, TOO_MANY)])
def test_t23_multiparts_within_multiparts(levels: int, failed: str) -> None:
    """With a large body at the bottom; beyond a depth they are not opened, and that is said."""
    head = b"From: a@example.org\r\nMessage-ID: <x@y>\r\n"
    for level in range(levels):
        head += f"Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n".encode()
    told = in_time(head + attached("form.docx", FORM * 1_000))
    assert told is not None
    assert str(told.failed) == failed


def test_t23_messages_within_messages() -> None:
    """Each is one level for who unpacks them, and costs no more than its bytes."""
    data = mail(text_part())
    for _ in range(100):
        data = mail(b"Content-Type: message/rfc822\r\n\r\n" + data)
    for _ in range(100):
        assert in_time(data) is not None
        ((_, data),) = files(data)
    assert files(data) == []


def test_t24_a_member_that_says_ten_bytes_and_holds_gigabytes() -> None:
    """It is inflated in small pieces and stopped at the limit, whatever the archive says."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    mebibyte = bytes(1 << 20)
    stream = (
        b"".join(packer.compress(mebibyte) for _ in range(archive.MEMBER_BYTES // len(mebibyte) + 10)) + packer.flush()
    )
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 33, 0, len(stream), 10, 8, 0) + b"form.txt"
    central = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, 0, len(stream), 10, 8, 0, 0, 0, 0, 0, 0)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(central) + 8, len(local) + len(stream), 0)
    told = in_time(local + stream + central + b"form.txt" + end, "a.zip")
    assert told is not None
    assert str(told.attachments[0].failed) in {
        "The file unpacks to far more than a form can hold; it was not unpacked.",
        "The file is damaged within the archive. Please pack it again and send it once more.",
    }


def test_t24_members_beyond_the_budget_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those before it are there; each of the others is an item with a reason."""
    monkeypatch.setattr(archive, "TOTAL_BYTES", 1_500)
    told, blobs = opened(packed({"a": bytes(1_000), "b": bytes(1_000), "c": bytes(400)}), "a.zip")
    assert [(one.failed is None, len(data)) for one, data in zip(told.attachments, blobs, strict=True)] == [
        (True, 1_000), (False, 0), (True, 400),
    ]  # fmt: skip


def test_t24_other_ways_of_packing_and_twins() -> None:
    """Methods that need much memory are not used; two members of one name are two items."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("a.docx", FORM, zipfile.ZIP_BZIP2)
        made.writestr("b.docx", FORM)
        with pytest.warns(UserWarning, match="Duplicate name"):
            made.writestr("b.docx", FORM + b"x")
    told, blobs = opened(buffer.getvalue(), "a.zip")
    assert [one.name for one in told.attachments] == ["a.docx", "b.docx", "b.docx"]
    assert [str(one.failed)[:50] for one in told.attachments] == [
        "The file is packed in a way that is not read here.", "None", "None",
    ]  # fmt: skip
    assert blobs == [b"", FORM, FORM + b"x"]


def test_t24_too_many_members() -> None:
    """A hundred thousand names are no archive of forms."""
    told = in_time(packed({str(number): b"" for number in range(archive.MOST_MEMBERS + 1)}), "a.zip")
    assert told is not None
    assert str(told.failed) == f"The archive holds {archive.MOST_MEMBERS + 1} files, more than anybody packs by hand."


def test_t25_a_message_beyond_the_limit_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not parsed, and is an item with a reason."""
    monkeypatch.setattr(eml, "LARGEST", 100)
    told, _ = opened(mail(text_part(), attached("form.docx", FORM)))
    assert str(told.failed) == "The message is larger than 0 MiB."


def test_t25_a_mailbox_of_too_many_messages_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many there are is told."""
    monkeypatch.setattr(mbox, "MOST", 2)
    one = b"From a@example.org Fri Mar 15 22:00:00 2019\n" + mail(text_part()) + b"\n"
    told, _ = opened(one * 3, "Inbox")
    assert str(told.failed) == "The mailbox holds 3 messages; more than 2 are not opened."


SEEDS = [
    mail(text_part(), attached("form.docx", FORM), b"Content-Type: message/rfc822\r\n\r\n" + mail(text_part())),
    packed({"a.txt": b"x" * 100, "b/c.eml": mail(text_part())}),
    outlook.msg({0x0037: "x", 0x007D: "Received: x\r\n"}, outlook.attachment("form.docx", FORM)),
    outlook.tnef(("a.docx", FORM)),
    outlook.signed(b"Content-Type: text/plain\r\n\r\nx"),
    outlook.enveloped(),
    b"From a@example.org Fri Mar 15 22:00:00 2019\n" + mail(text_part()) + b"\nFrom - \n" + mail(text_part()),
]


@pytest.mark.parametrize("seed", range(len(SEEDS)))
def test_t26_mutants_never_make_it_fail(seed: int) -> None:
    """Bytes changed, cut out, doubled: a result with as many bytes as attachments, that can be written as JSON."""
    chance = random.Random(seed)  # noqa: S311 - mutants, the same ones on every run
    for _ in range(150):
        data = bytearray(SEEDS[seed])
        for _ in range(chance.choice((1, 3, 20))):
            at = chance.randrange(len(data))
            kind = chance.randrange(4)
            if kind == 0:
                data[at] = chance.randrange(256)
            elif kind == 1:
                del data[at : at + chance.randrange(1, 50)]
            elif kind == 2:
                data[at:at] = data[at : at + chance.randrange(1, 200)]
            else:
                data[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f"))
            data = data or bytearray(b"x")
        sound(bytes(data))


MAGIC = (
    b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x78\x9f\x3e\x22\x01\x00",
    b"0\x80\x06\t*\x86H\x86\xf7\r\x01\x07", b"From x\nA: b\n", b"Received: ",
)  # fmt: skip


@settings(max_examples=300)
@given(st.binary(max_size=400), st.sampled_from(MAGIC))
def test_t26_no_bytes_make_it_fail(data: bytes, magic: bytes) -> None:
    """Whatever follows the first bytes of each kind."""
    sound(magic + data)


def sound(data: bytes) -> None:
    """``data`` gives a result that holds together, or none."""
    found = open_container(data, "x", NOBODY, modified=None)
    if found is not None:
        told, blobs = found
        assert len(told.attachments) == len(blobs)
        assert Opened.model_validate_json(told.model_dump_json()) == told
        assert "stumbled" not in str(told.failed)
        assert told.failed is None or blobs == [] or told.attachments != ()


def test_t27_every_part_is_accounted_for_once() -> None:
    """As many attachments as leaves, in order, whatever they are."""
    data = mail(text_part(), attached("~$form.docx", b"x"), attached("a", b""), attached("a", b""), text_part("bye"))
    told, blobs = opened(data)
    assert [(one.name, one.role) for one in told.attachments] == [
        ("part 1.txt", "body"), ("~$form.docx", "file"), ("a", "file"), ("a", "file"), ("part 5.txt", "body"),
    ]  # fmt: skip
    assert blobs == [b"Please find it attached.", b"x", b"", b"", b"bye"]
    assert submission(data).text == "Please find it attached.\n\nbye"
