"""Traps of content, names, senders and headers (T8 to T14 of the research)."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mails import FORM, NOBODY, encoded, files, mail, packed, said, submission, text_part

from cbt_cli.inbox import open_container
from cbt_cli.inbox.charsets import decode, header_text
from cbt_cli.inbox.people import sender
from cbt_cli.inbox.transfer import from_base64, undone


def test_t8_archives_and_messages_are_known_by_content() -> None:
    """A zip called .docx is an archive, and a document called .zip is none."""
    archive = packed({"form.docx": FORM})
    assert files(archive, "form.docx") == [("form.docx", FORM)]
    document = packed({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    assert open_container(document, "forms.zip", NOBODY, modified=None) is None


def named(headers: str) -> str:
    """The name that a part with these headers has."""
    part = f"{headers}\r\nContent-Transfer-Encoding: base64\r\n\r\n".encode() + encoded(FORM)
    ((name, _),) = files(mail(text_part(), part))
    return name


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ("filename=Application Form.docx", "Application Form.docx"),
        ('filename="Application Form.docx"', "Application Form.docx"),
        ("filename=form.docx; size=10", "form.docx"),
        ("filename='form.docx'", "form.docx"),
        ('filename="=?utf-8?B?' + base64.b64encode("Été.docx".encode()).decode() + '?="', "Été.docx"),
        ("filename==?utf-8?Q?=C3=89t=C3=A9.docx?=", "Été.docx"),
        ('filename="=?iso-8859-1?Q?=C9t=E9_2019?=\r\n =?iso-8859-1?Q?.docx?="', "Été 2019.docx"),
        ('filename="=?utf-8?B?w4k=?= =?utf-8?B?dMOpLmRvY3g=?="', "Été.docx"),
        ("filename*=utf-8''%C3%89t%C3%A9.docx", "Été.docx"),
        ("filename*=iso-8859-1'fr'%C9t%E9.docx", "Été.docx"),
        ("filename*0*=utf-8''%C3%89;\r\n filename*1*=t%C3%A9;\r\n filename*2=.docx", "Été.docx"),
        ('filename*0="a very long ";\r\n filename*1="name.docx"', "a very long name.docx"),
        ("filename*0*=utf-8''%C3;\r\n filename*1*=%89t%C3%A9.docx", "Été.docx"),
        ("filename*=utf-8''%C3%89t%C3%A9.docx; filename=\"Ete\"", "Été.docx"),
        ("filename=\"?????\"; filename*=UTF-8''form.docx", "form.docx"),
        ('filename="Été.docx"', "Été.docx"),
        ('filename="C:\\Users\\anna\\form.docx"', "C:\\Users\\anna\\form.docx"),
        ('filename="a \\"b\\".docx"', 'a "b".docx'),
        ('filename="form.docx', "form.docx"),
        ('FILENAME="form.docx"', "form.docx"),
        ('filename = "form.docx"', "form.docx"),
        ('filename="form.docx";', "form.docx"),
    ],
)
def test_t9_names_in_every_spelling(parameters: str, name: str) -> None:
    """Encoded words in quotes or not, RFC 2231 in pieces, letters cut in two, blanks without quotes."""
    assert named(f"Content-Type: application/octet-stream\r\nContent-Disposition: attachment; {parameters}") == name


def test_t9_the_candidate_with_an_ending_is_taken() -> None:
    """One header may hold a better name than the other."""
    headers = 'Content-Type: application/octet-stream; name="form.docx"\r\nContent-Disposition: attachment; filename='
    assert [named(headers + other) for other in ('"form"', '"ATT0001"', '""', '"cv.pdf"')] == [
        "form.docx", "form.docx", "form.docx", "cv.pdf",
    ]  # fmt: skip


def test_t9_undeclared_latin_letters_in_a_name() -> None:
    """Bytes that are no UTF-8 are read as Windows-1252."""
    part = b'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="\xc9t\xe9.pdf"\r\n\r\n%PDF-1.4'
    assert files(mail(text_part(), part)) == [("Été.pdf", b"%PDF-1.4")]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "../../etc/passwd"),
        ("a\x00b.docx", "a\\x00b.docx"),
        ("\u202excod.form", "\\u202excod.form"),
        ("form\x1b[31m.docx", "form\\x1b[31m.docx"),
        ("CON.docx", "CON.docx"),
        ("x" * 5_000 + ".docx", "x" * 180 + "…" + "x" * 14 + ".docx"),
    ],
)
def test_t10_hostile_names_are_shown_and_harmless(name: str, shown: str) -> None:
    """A name is shown, never used as a path; what would move a cursor stands there as an escape."""
    quoted = base64.b64encode(name.encode()).decode()
    words = " ".join(f"=?utf-8?B?{quoted[at : at + 40]}?=" for at in range(0, min(len(quoted), 3_000), 40))
    if len(name) < 1_000:
        headers = f'Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="{words}"'
        assert named(headers) == shown
    assert [one for one, _ in files(packed({name: b"x"}), "a.zip")] == [shown.replace("\\x00b.docx", "")]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("base64", base64.b64encode(FORM).rstrip(b"=")),
        ("base64", base64.b64encode(FORM[:300]) + b"\r\n" + base64.b64encode(FORM[300:])),
        ("base64", base64.b64encode(FORM[:301]) + b"\r\n" + base64.b64encode(FORM[301:])),
        ("base64", encoded(FORM) + b"\r\n\r\nThis message was scanned by Example.\r\n-- \r\n"),
        ("base64", encoded(FORM).replace(b"\r\n", b"\r\n!", 2)),
        ("base-64", encoded(FORM)),
        ("BASE64 (as it is)", encoded(FORM)),
        ('"base64"', encoded(FORM)),
        ("x-unknown", encoded(FORM)),
    ],
)
def test_t11_base64_is_read_leniently(encoding: str, text: bytes) -> None:
    """Padding missing or within, a disclaimer after it, stray characters, odd names of the encoding."""
    part = f'Content-Type: x/y; name="a.docx"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n'.encode() + text
    assert files(mail(text_part(), part)) == [("a.docx", FORM)]


def test_t11_what_is_damaged_is_said() -> None:
    """The last character is missing: all but the last bytes are there, and the officer is told."""
    part = b'Content-Type: x/y; name="a.docx"\r\nContent-Transfer-Encoding: base64\r\n\r\n' + encoded(FORM)[:-3]
    data = mail(text_part(), part)
    ((_, found),) = files(data)
    assert FORM.startswith(found)
    assert len(found) >= len(FORM) - 3
    assert said(data) == ["a.docx is damaged in transfer; what could be decoded of it was read."]


@given(st.binary(max_size=600), st.integers(1, 5))
def test_t11_sound_base64_is_exact(data: bytes, lines: int) -> None:
    """Whatever the bytes and the length of the lines: the same bytes, and no damage."""
    text = base64.b64encode(data)
    broken = b"\n".join(text[at : at + 19 * lines] for at in range(0, len(text), 19 * lines))
    assert from_base64(broken) == (data, False)


@given(st.binary(max_size=300))
def test_t11_no_bytes_make_it_fail(data: bytes) -> None:
    """Anything gives bytes."""
    assert isinstance(from_base64(data)[0], bytes)


@pytest.mark.parametrize(
    ("charset", "data", "text"),
    [
        ("utf-8", "é".encode(), "é"), ("us-ascii", "é".encode(), "é"), ("x-unknown", b"\xe9", "é"),
        ("DEFAULT_CHARSET", "é".encode(), "é"), ("utf-8", b"\xe9t\xe9", "été"), ("iso-8859-1", b"\x80 5", "€ 5"),
        ("windows-950", "中".encode("big5"), "中"), ("ks_c_5601-1987", "한".encode("cp949"), "한"),
        (None, b"\xe9", "é"), ("unicode_escape", b"\\x41", "\\x41"), ("base64", b"QQ==", "QQ=="),
        ("iso-8859-8-i", "א".encode("iso-8859-8"), "א"),
        ('"utf-8"', "é".encode(), "é"), ("\0", "é".encode(), "é"), ("utf-16", b"\x00", "\x00"),
    ],
)  # fmt: skip
def test_t12_character_sets_never_fail(charset: str | None, data: bytes, text: str) -> None:
    """By alias, else UTF-8, else Windows-1252; codecs of Python that are no character sets are not used."""
    assert decode(data, charset) == text


@given(st.text(alphabet=st.characters(), max_size=200))
def test_t12_headers_never_fail(text: str) -> None:
    """Not even on lone surrogates or broken encoded words."""
    for raw in (text, f"=?utf-8?q?{text}?=", f"=?utf-7?b?{text}?= =?x?q?{text}?="):
        assert isinstance(header_text(raw), str)


def test_t12_what_is_kept_can_be_written_as_json() -> None:
    """Undeclared bytes in subject, name and text become letters or visible escapes."""
    data = mail(text_part(), headers=("X: y",)).replace(
        b"Subject: Application", b"Subject: \xff\xfe\x1b[1m \xed\xa0\x80"
    )
    told = submission(data.replace(b"Anna Applicant", b"Ann\x80\x00"))
    assert told.model_dump_json() != ""
    assert (told.subject, told.sender_name) == ("ÿþ\\x1b[1m í €", "Ann€\\x00")


@pytest.mark.parametrize(
    ("raw", "address", "name", "several"),
    [
        ("Anna Applicant <anna@example.org>", "anna@example.org", "Anna Applicant", False),
        ("Doe, John <john@example.org>", "john@example.org", "Doe, John", False),
        ('"Doe, John" <john@example.org>', "john@example.org", "Doe, John", False),
        ("[John] <john@example.org>", "john@example.org", "John", False),
        ("john@example.org <john@example.org>", "john@example.org", None, False),
        ("<mailto:john@example.org>", "john@example.org", None, False),
        ("john@example.org (John Doe)", "john@example.org", None, False),
        ("old@example.net <john@example.org>", "john@example.org", None, False),
        ("=?utf-8?Q?=C3=89va?= <eva@example.org>", "eva@example.org", "Éva", False),
        ("=?utf-8?Q?=C3=89va_=3Ceva=40example=2Eorg=3E?=", "eva@example.org", "Éva", False),
        ("undisclosed-recipients:;", None, "undisclosed-recipients:", False),
        ("a@example.org, b@example.org", "a@example.org", None, True),
        ("A <a@example.org>, B <b@example.org>", "b@example.org", "A , B", True),
        ("", None, None, False),
        ("John Doe", None, "John Doe", False),
    ],
)
def test_t13_the_senders_address_is_found(raw: str, address: str | None, name: str | None, several: bool) -> None:
    """The last address in angle brackets, else the first word with an @."""
    assert sender(raw) == (address, name, several)


def test_t13_other_addresses_are_said() -> None:
    """On behalf of whom, where answers go, and that more than one is named."""
    data = mail(text_part(), headers=("Sender: office@example.com", "Reply-To: Anna <anna@example.net>"))
    assert said(data) == []
    assert submission(data).behind == ("office@example.com", "anna@example.net")
    assert submission(mail(text_part(), headers=("Reply-To: ANNA@example.org",))).behind == ()
    twice = (
        data.replace(b"From:", b"From: other@example.org\r\nFrom:").replace(b"Sender:", b"X:").replace(b"Reply", b"X")
    )
    assert said(twice) == ["More than one sender is named; other@example.org was taken."]


def test_t14_missing_headers_are_no_obstacle() -> None:
    """Without From, Date and Message-ID it is a message all the same, with all that hangs on it."""
    data = b"\r\n".join(
        line for line in mail(text_part(), (b"Content-Type: a/b; name=a.bin\r\n\r\nx")).split(b"\r\n")
        if not line.startswith((b"From:", b"Date:", b"Message-ID:", b"Received:", b"To:", b"Subject:"))
    )  # fmt: skip
    assert files(data) == [("a.bin", b"x")]
    told = submission(data)
    assert (told.sender, told.subject, told.message_id, told.receipt.source) == (None, None, None, "unknown")


def test_t14_of_repeated_headers_the_first_counts() -> None:
    """As mail programs show it."""
    data = mail(
        text_part(), headers=("Subject: second", "Message-ID: <two@example.org>", "Date: Mon, 1 Jan 2018 00:00")
    )
    told = submission(data)
    assert (told.subject, told.message_id) == ("Application", "one@example.org")
    assert [one.raw for one in told.receipt.evidence if one.source == "date_header"] == [
        "Fri, 15 Mar 2019 22:08:00 +0100"
    ]


def test_a_document_in_base64_that_is_said_to_be_8bit_is_decoded_once() -> None:
    """The coded text of a form is no second file that passes for evidence; other text stays as it is."""
    document = b"PK\x03\x04" + bytes(range(256)) * 2
    coded = base64.encodebytes(document).decode()
    assert undone(coded, "8bit") == (document, True)
    assert undone("Hello, see " + coded, "8bit") == (("Hello, see " + coded).encode(), False)
