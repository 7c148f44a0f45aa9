"""Traps in which attachments vanish without a word (T1 to T7 of the research)."""

from __future__ import annotations

import base64
import io
import zipfile

import pytest
from mails import FORM, attached, encoded, files, mail, opened, said, submission, text_part

WHOLE = mail(text_part(), attached("form.docx", FORM))
FOUND = [("form.docx", FORM)]
RAW = "was not where the message says that its parts are; it was found in the raw text. Look at it."


def test_t1_a_file_that_no_part_holds_is_found_in_the_raw_text() -> None:
    """Lost parts are attached under the name above them, and the officer is told."""
    lost = mail(text_part()).replace(b"--\r\n", b"--\r\n" + attached("form.docx", FORM) + b"\r\n")
    assert files(lost) == FOUND
    assert said(lost) == [f"form.docx {RAW}"]


def test_t1_nothing_is_found_twice() -> None:
    """Two copies are two files, and what a message within holds is that message's."""
    twice = mail(attached("a.docx", FORM), attached("b.docx", FORM))
    inner = b"Content-Type: message/rfc822\r\n\r\n" + twice
    outer = mail(text_part(), inner, attached("c.docx", FORM))
    assert [name for name, _ in files(outer)] == ["Application.eml", "c.docx"]
    assert (files(twice), said(outer), said(twice)) == ([("a.docx", FORM), ("b.docx", FORM)], [], [])


def test_t1_a_zip_is_not_found_again_at_the_head_of_its_second_member() -> None:
    """A member that begins at a multiple of 57 bytes begins a line of base64 with the letters of a new zip."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a", b"x" * (57 * 4 - 31))
        archive.writestr("b", b"y" * 300)
        assert archive.getinfo("b").header_offset == 57 * 4
    data = mail(text_part(), attached("form.docx", stream.getvalue()))
    assert (files(data), said(data)) == ([("form.docx", stream.getvalue())], [])


def test_t1_a_form_pasted_as_base64_into_the_text_is_found() -> None:
    """Some gateways turn an attachment into text."""
    data = mail(text_part("See below.\r\n\r\n" + encoded(FORM).decode() + "\r\n\r\nRegards"))
    assert files(data) == [("recovered file 1", FORM)]


@pytest.mark.parametrize(
    ("part", "name"),
    [
        (b"Content-Type: text/html\r\n\r\n<a href='data:application/x;base64," + base64.b64encode(FORM) + b"'>It</a>",
         "recovered file 1"),
        (b"Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VEVENT\r\nATTACH;FILENAME=form.docx;VALUE=BINARY;"
         b"ENCODING=BASE64:" + encoded(FORM).strip().replace(b"\r\n", b"\r\n ") + b"\r\nEND:VEVENT\r\n",
         "form.docx"),
        (text_part("See:\r\n\r\n") + b"".join(b"> " + line + b"\r\n" for line in encoded(FORM).splitlines()),
         "recovered file 1"),
    ],
    ids=["data link", "invitation", "quoted"],
)  # fmt: skip
def test_t1_a_form_within_the_text_is_found(part: bytes, name: str) -> None:
    """In a link, in an invitation, behind quotation marks: it is a file, found once, and said."""
    data = mail(part)
    assert [one for one in files(data) if one[1] == FORM] == [(name, FORM)]
    assert any(name in warning for warning in said(data))
    assert submission(data).not_a_submission is None
    assert [blob for _, blob in files(mail(part, attached("form.docx", FORM)))].count(FORM) == 1


def test_t1_uuencoded_files_in_the_text_are_attachments() -> None:
    """The old way of attaching; it begins with ``begin 644``."""
    import binascii  # noqa: PLC0415 - only here

    lines = b"".join(binascii.b2a_uu(FORM[at : at + 45]) for at in range(0, len(FORM), 45)).decode()
    data = mail(text_part(f"See below.\n\nbegin 644 form.docx\n{lines}`\nend\n\nRegards"))
    assert files(data) == FOUND


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("byte order mark", b"\xef\xbb\xbf" + WHOLE),
        ("UTF-16", WHOLE.decode("ascii").encode("utf-16")),
        ("UTF-16 without mark", WHOLE.decode("ascii").encode("utf-16-le")),
        ("blank lines at the top", b"\r\n \r\n\r\n" + WHOLE),
        ("quoted separator", b">From anna@example.org Fri Mar 15 22:00:00 2019\r\n" + WHOLE),
        ("separator", b"From anna@example.org Fri Mar 15 22:00:00 2019\r\n" + WHOLE),
        ("junk", b"Return path cannot be told\r\n" + WHOLE),
        ("two lines of junk", b"-----\r\nExported by Mail 3\r\n" + WHOLE),
        ("CR CR LF", WHOLE.replace(b"\r\n", b"\r\r\n")),
        ("LF", WHOLE.replace(b"\r\n", b"\n")),
        ("CR", WHOLE.replace(b"\r\n", b"\r")),
        ("emlx", str(len(WHOLE)).encode() + b"   \n" + WHOLE + b'<?xml version="1.0"?>\n<plist/>'),
        ("cut off in the middle", WHOLE[:-8]),
    ],
)
def test_t2_what_stands_before_the_headers_loses_nothing(name: str, data: bytes) -> None:
    """Byte order marks, blank lines, separators, junk and odd line ends; the time of receipt is there too."""
    assert files(data) == FOUND
    assert submission(data).receipt.source == "received:own"


def test_t2_the_separator_line_is_evidence() -> None:
    """It stands among the candidates for the time."""
    data = b"From anna@example.org Fri Mar 15 22:00:00 2019\r\n" + WHOLE
    assert [one.source for one in submission(data).receipt.evidence] == [
        "received:own", "mbox:from_line", "date_header",
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["base64", "BASE64 (rfc822)", "quoted-printable"])
def test_t3_a_message_within_is_decoded(encoding: str) -> None:
    """Base64 is not allowed there, and done all the same."""
    body = base64.encodebytes(WHOLE) if "ase64" in encoding.lower() else WHOLE.replace(b"=", b"=3D")
    part = f"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode() + body
    ((name, data),) = files(mail(text_part(), part))
    assert (name, files(data.strip() if encoding == "quoted-printable" else data)) == ("Application.eml", FOUND)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"; boundary=", b"; x="),
        (b"multipart/mixed; boundary", b"multipart/mixed; charset=utf-8\r\nContent-Type: multipart/mixed; boundary"),
        (b"Content-Type: multipart", b"Content-Type: text/plain\r\nContent-Type: multipart"),
        (b'; boundary="', b'; boundary="  '),
        (b'boundary="=_', b'boundary="=_\r\n '),
        (b"; boundary=", b";boundary = "),
        (b"; boundary=", b";\r\n\tBOUNDARY*="),
    ],
)  # fmt: skip
def test_t4_the_boundary_is_found_all_the_same(old: bytes, new: bytes) -> None:
    """Missing, in a second header, folded, or oddly spelt."""
    assert files(WHOLE.replace(old, new, 1)) == FOUND


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_t4_a_multipart_may_be_encoded_as_a_whole(encoding: str) -> None:
    """Which is not allowed, and done all the same."""
    head, _, body = WHOLE.partition(b"\r\n\r\n")
    coded = base64.encodebytes(body) if encoding == "base64" else body.replace(b"=", b"=3D").replace(b"--", b"=2D-")
    assert files(head + f"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode() + coded) == FOUND


def test_t4_an_unquoted_boundary_may_hold_equals_signs() -> None:
    """One of the standard library's two parsers cuts it there."""
    assert files(WHOLE.replace(b'"', b"", 2)) == FOUND


@pytest.mark.parametrize(
    "line", [b"X-Spam Checker\r\n", b"this is no header at all\r\n", b"Content-Class : x\r\n", b": empty name\r\n"]
)
def test_t5_a_line_that_is_no_header_does_not_end_the_headers(line: bytes) -> None:
    """Of the message as of a part."""
    assert files(WHOLE.replace(b"MIME-Version", line + b"MIME-Version", 1)) == FOUND
    assert files(WHOLE.replace(b"Content-Disposition", line + b"Content-Disposition", 1)) == FOUND


def test_t5_blanks_before_the_colon() -> None:
    """``Content-Type : …`` is a header."""
    spaced = WHOLE.replace(b"Content-Type:", b"Content-Type :").replace(b"Encoding:", b"Encoding\t:")
    assert files(spaced) == FOUND


def test_t5_text_without_a_blank_line_before_it_is_text() -> None:
    """Nothing of what somebody wrote is taken for a header and dropped."""
    data = b"From: a@example.org\r\nMessage-ID: <x@example.org>\r\nDear all,\r\nNote: this matters\r\n\r\nAnna"
    assert submission(data).text == "Dear all,\nNote: this matters\n\nAnna"


def test_t6_a_piece_of_a_message_says_which() -> None:
    """A message that was cut up on its way names its pieces; it is not taken for a message without attachments."""
    headers = ("X-Y: z", "MIME-Version: 1.0", 'Content-Type: message/partial; id="a@b"; number=2; total=3', "", "")
    data = b"From: a@example.org\r\nMessage-ID: <x@example.org>\r\n" + "\r\n".join(headers).encode() + encoded(FORM)
    told, blobs = opened(data)
    assert blobs == []
    assert str(told.failed) == (
        "The message is piece 2 of 3 of a larger one that was cut up on its way. Please send it again in one piece."
    )


def test_t6_a_file_that_lies_elsewhere_says_where() -> None:
    """The message only points to it."""
    part = b'Content-Type: message/external-body; access-type=URL; URL="https://example.org/form.docx"\r\n\r\n\r\n'
    told, blobs = opened(mail(text_part(), part))
    assert blobs[1] == b""
    assert str(told.attachments[1].failed) == (
        "The file is not in the message, which only says where it lies (https://example.org/form.docx). "
        "Please attach the file itself."
    )


@pytest.mark.parametrize(
    "headers",
    [
        'Content-Type: application/octet-stream\r\nContent-Disposition: inline; filename="form.docx"',
        'Content-Type: application/octet-stream; name="form.docx"',
        "Content-Type: application/msword; name=form.docx\r\nContent-ID: <a@b>",
        'Content-Type: text/plain; name="form.docx"',
        'Content-Type: text/html\r\nContent-Disposition: inline; filename="form.docx"',
        'Content-Type: nonsense\r\nContent-Disposition: attachment; filename="form.docx"',
        'Content-Type: \r\nContent-Disposition: form-data; name="x"; filename="form.docx"',
        'Content-Disposition: ; filename="form.docx"',
        'Content-Type: image/png; name="form.docx"\r\nContent-Disposition: inline\r\nContent-ID: <logo>',
    ],
)
def test_t7_no_part_is_passed_over_for_its_disposition_or_type(headers: str) -> None:
    """Every leaf that is not plainly the message's own text is a file."""
    part = f"{headers}\r\nContent-Transfer-Encoding: base64\r\n\r\n".encode() + encoded(FORM)
    for kind in ("mixed", "alternative", "related", "signed", "nonsense"):
        assert files(mail(text_part(), part, kind=kind)) == FOUND


def test_t7_a_file_without_a_name_is_a_file() -> None:
    """Also where its type says that it is text."""
    for kind in ("application/octet-stream", "text/plain", "text/html"):
        part = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n\r\n".encode() + encoded(FORM)
        assert [data for _, data in files(mail(text_part(), part))] == [FORM]


def test_t7_a_message_may_be_nothing_but_a_file() -> None:
    """Scanners send such."""
    head = b"From: a@example.org\r\nMessage-ID: <x@example.org>\r\nMIME-Version: 1.0\r\n"
    assert files(head + attached("form.docx", FORM)) == FOUND
    plain = b"Content-Type: text/csv; name=a.csv\r\nContent-Disposition: attachment\r\n\r\na;b"
    assert files(head + plain) == [("a.csv", b"a;b")]
