"""A message: who, what and when, and everything that hangs on it."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest
from mails import FORM, NOBODY, attached, files, mail, opened, packed, submission, text_part

from cbt_cli.inbox import open_container


def test_a_message_says_who_what_and_when() -> None:
    """Sender, recipients, subject, identifiers, text and the time of receipt."""
    told = submission(
        mail(
            text_part("Dear all,\r\n\r\nplease  find it."), attached("form.docx", FORM), headers=("Cc: b@example.org",)
        )
    )
    assert (told.sender, told.sender_name, told.subject) == ("anna@example.org", "Anna Applicant", "Application")
    assert told.recipients == ("mentors@office.example.org", "b@example.org")
    assert (told.message_id, told.text) == ("one@example.org", "Dear all,\n\nplease find it.")
    assert told.receipt.received_at == dt.datetime(2019, 3, 15, 21, 10, tzinfo=dt.UTC)
    assert (told.receipt.source, told.not_a_submission, told.warnings) == ("received:own", None, ())


def test_every_leaf_is_there_with_its_bytes_in_order() -> None:
    """The text of the message is there too, as its body, and no item of its own."""
    told, blobs = opened(mail(text_part("Hello"), attached("a.docx", FORM), attached("b.pdf", b"%PDF-1.4")))
    assert [(one.name, one.role) for one in told.attachments] == [
        ("part 1.txt", "body"), ("a.docx", "file"), ("b.pdf", "file"),
    ]  # fmt: skip
    assert blobs == [b"Hello", FORM, b"%PDF-1.4"]


def test_a_forwarded_message_is_attached_as_the_bytes_that_it_is() -> None:
    """Not taken apart and put together again; named by its subject unless it has a name."""
    inner = mail(text_part("caf\xe9"), attached("form.docx", FORM))
    part = b"Content-Type: message/rfc822\r\n\r\n" + inner
    named = b'Content-Type: message/rfc822; name="Forwarded.eml"\r\n\r\n' + inner
    assert files(mail(text_part(), part, named)) == [("Application.eml", inner), ("Forwarded.eml", inner)]


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\n\n", b"\x00" * 100, b"Dear Sir or Madam,\n\nplease find my application.\n", b"%PDF-1.4\n1 0 obj",
        b"Name: Anna\nCountry: France\n\nAreas: strategy\n", b"Subject: my application\n\nFrom me\n",
        b"<html><body>From: a@example.org</body></html>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b"{\\rtf1 From: a@example.org}", b"From Paris with love\nAnna\n", b"\x89PNG\r\n",
        b"PK\x03\x04" + bytes(100) + b"word/document.xml",
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Location: file:///C:/a.htm\n\n",
        b"From: <Saved by Blink>\nSubject: Form\nDate: Fri, 15 Mar 2019 10:00:00 +0100\nMIME-Version: 1.0\n\n",
    ],
)  # fmt: skip
def test_what_is_no_container_is_none(data: bytes) -> None:
    """It is read as a form then, whatever it is called."""
    for name in ("a.eml", "a.zip", "a.txt"):
        assert open_container(data, name, NOBODY, modified=None) is None


def test_documents_are_no_archives() -> None:
    """Office and OpenDocument packages and e-books are zip files too, and are left to the form reader."""
    office = packed({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    opendocument = packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})
    book = packed({"mimetype": b"application/epub+zip"})
    for data in (office, opendocument, book, packed({"Index/Document.iwa": b""})):
        assert open_container(data, "a.zip", NOBODY, modified=None) is None


def test_decided_by_content_and_never_by_name() -> None:
    """A message called .docx is a message, and so is one without any ending."""
    data = mail(text_part(), attached("form.docx", FORM))
    for name in ("form.docx", "message", "0001.txt", "x.zip"):
        assert files(data, name) == [("form.docx", FORM)]


def test_a_message_without_a_readable_time_has_that_of_the_file() -> None:
    """Which proves nothing, and is said to be the file's."""
    modified = dt.datetime(2019, 3, 1, tzinfo=dt.UTC)
    data = b"From: a@example.org\r\nMessage-ID: <x@example.org>\r\n\r\nHello"
    found = open_container(data, "a.eml", NOBODY, modified=modified)
    assert found is not None
    assert found[0].submission is not None
    receipt = found[0].submission.receipt
    assert (receipt.received_at, receipt.source, str(receipt.confidence)) == (modified, "file:mtime", "none")


def test_pictures_within_the_text_are_inline() -> None:
    """By disposition or because the text refers to them; a picture that was attached is not."""
    logo = b"Content-Type: image/png\r\nContent-ID: <logo>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo="
    scan = attached("scan.png", b"\x89PNG", "Content-ID: <scan>")
    told, _ = opened(mail(text_part(), logo, scan))
    assert [(one.name, one.inline) for one in told.attachments[1:]] == [("part 2.png", True), ("scan.png", False)]


def test_a_link_to_files_elsewhere_is_said() -> None:
    """Nobody fetches them; the officer is told which service it is."""
    text = "My form: https://we.tl/t-abc123 and https://www.dropbox.com/s/x?dl=0, see https://example.org/box.com"
    assert submission(mail(text_part(text))).links == ("dropbox.com", "we.tl")


def test_the_samples_are_read_as_their_plan_says(tmp_path: Path) -> None:
    """A message of the sample call with a forwarded one in it keeps the time at which our own host stamped each."""
    sys.path.insert(0, str(Path(__file__).parents[2] / "samples"))
    from messages import OFFICE, message  # noqa: PLC0415 - the samples are scripts, not a package

    received = dt.datetime(2019, 3, 12, 10, tzinfo=dt.UTC)
    inner = message("Anna <a@example.org>", "Candidature – Été", "Bonjour\n", received, (("form.docx", FORM),))
    outer = message(f"B <b@{OFFICE.partition('@')[2]}>", "FW", "See.\n", received, (("x.eml", inner),))
    ((name, data),) = files(outer)
    assert (name, files(data)) == ("Candidature – Été.eml", [("form.docx", FORM)])
