"""Traps of structure: signed and encrypted mail, winmail.dat, reports, Outlook messages, copies (T15 to T20)."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import struct
import zipfile
import zlib

import outlook
import pytest
from mails import FORM, HOP, NOBODY, attached, encoded, files, mail, opened, packed, submission, text_part

from cbt_cli.inbox import is_noise, open_container
from cbt_cli.inbox.compound import write_compound

INNER = (
    b"Content-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\n"
    + text_part("Inner")
    + b"\r\n--i\r\n"
    + (attached("form.docx", FORM) + b"\r\n--i--\r\n")
)
DELIVERED = dt.datetime(2019, 3, 15, 21, 5, tzinfo=dt.UTC)
ENCRYPTED = "The message is encrypted and cannot be opened here. Please send it again without encryption."
MIME = b"From: anna@example.org\r\nMessage-ID: <x@example.org>\r\nMIME-Version: 1.0\r\n"


def p7m(data: bytes) -> bytes:
    """A message that is nothing but S/MIME."""
    head = b'Content-Type: application/pkcs7-mime; name="smime.p7m"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    return MIME + head + encoded(data)


def test_t15_opaque_signed_mail_is_unwrapped() -> None:
    """The message is what was signed; its text and its files are found."""
    data = p7m(outlook.signed(INNER))
    assert files(data) == [("form.docx", FORM)]
    assert submission(data).text == "Inner"


def test_t15_a_signed_file_is_a_container_too() -> None:
    """Alone in the folder, or attached; a file may also be signed as it is."""
    assert files(outlook.signed(INNER), "smime.p7m") == [("form.docx", FORM)]
    assert files(outlook.signed(FORM), "form.docx.p7m") == [("form.docx", FORM)]
    pem = b"-----BEGIN PKCS7-----\n" + encoded(outlook.signed(INNER)) + b"\n-----END PKCS7-----\n"
    assert files(pem, "x") == [("form.docx", FORM)]
    assert open_container(outlook.signed(None), "smime.p7s", NOBODY, modified=None) is None


def test_t15_detached_signatures_are_noise() -> None:
    """What they sign is read as always; they are items of no interest, whatever they are called."""
    signature = b'Content-Type: application/pkcs7-signature; name="smime.p7s"\r\n\r\nx'
    for name in (b'; name="smime.p7s"', b"", b'; name="x.dat"'):
        part = signature.replace(b'; name="smime.p7s"', name)
        found = files(mail(text_part(), attached("form.docx", FORM), part, kind="signed"))
        assert found[0] == ("form.docx", FORM)
        assert [is_noise(one) is None for one, _ in found] == [True, False]


@pytest.mark.parametrize(
    "data",
    [
        p7m(outlook.enveloped()),
        MIME + b"Content-Type: multipart/encrypted; protocol=application/pgp-encrypted; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--b\r\n"
        b'Content-Type: application/octet-stream; name="encrypted.asc"\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n--b--\r\n',
        MIME
        + b"Content-Type: text/plain\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA\r\n-----END PGP MESSAGE-----\r\n",
        outlook.msg({0x001A: "IPM.Note.SMIME"}, outlook.attachment("smime.p7m", outlook.enveloped())),
    ],
)
def test_t15_encrypted_mail_says_so(data: bytes) -> None:
    """In a sentence that can be sent, and still with its sender and time."""
    told, blobs = opened(data)
    assert (str(told.failed), blobs, told.submission is None) == (ENCRYPTED, [], False)


def test_t15_encrypted_files_and_stores_say_so() -> None:
    """A file that is encrypted, and Outlook's data file."""
    for data in (b"-----BEGIN PGP MESSAGE-----\n\nhQEMA", outlook.enveloped(), b"!BDN" + bytes(600)):
        found = open_container(data, "form.docx", NOBODY, modified=None)
        assert found is not None
        assert str(found[0].failed).rpartition(". Please s")[2] in {
            "end it again without encryption.", "ave the messages one by one (.msg) and send those.",
        }  # fmt: skip


def test_t16_winmail_dat_is_opened() -> None:
    """Whatever it is called; names beyond Latin letters come from its properties."""
    data = outlook.tnef(("form ü ж.docx", FORM), ("CV.pdf", b"%PDF-1.4"))
    for name in ("winmail.dat", "part 1", "x.bin"):
        assert files(data, name) == [("form ü ж.docx", FORM), ("CV.pdf", b"%PDF-1.4")]


def test_t16_messages_in_winmail_dat_are_winmail_dat_again() -> None:
    """They are opened in their turn."""
    inner = outlook.tnef(("form.docx", FORM))
    ((name, data),) = files(outlook.tnef(("FW: Application", inner), inner=True), "winmail.dat")
    assert (name, files(data)) == ("FW: Application", [("form.docx", FORM)])


def test_t16_a_cut_off_winmail_dat_gives_what_is_there_and_says_so() -> None:
    """At every length: no exception, and the cut is an item with a reason."""
    data = outlook.tnef(("a.docx", FORM), ("b.docx", FORM))
    for size in range(10, len(data) - 2, 97):
        told, _ = opened(data[:size], "winmail.dat")
        reasons = [told.failed, *(one.failed for one in told.attachments)]
        assert sum(one is not None for one in reasons) == 1


BOUNCE = "A report of a mail server about the delivery of a message."
INVITATION = "An invitation to a meeting, or the answer to one."
CALENDAR = b"Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR"
REPORT = (
    b"Content-Type: text/plain\r\n\r\nNot delivered.",
    b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nAction: failed",
    b"Content-Type: message/rfc822\r\n\r\n" + mail(text_part(), attached("form.docx", FORM)),
)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (mail(*REPORT, kind="report; report-type=delivery-status"), BOUNCE),
        (mail(*REPORT, kind="report"), BOUNCE),
        (mail(text_part(), kind="report; report-type=disposition-notification"), "A notice that a message was read."),
        (mail(text_part(), headers=("Auto-Submitted: auto-replied (vacation)",)), "An automatic reply."),
        (mail(text_part(), headers=("Auto-Submitted: auto-generated",)), "An automatic reply."),
        (mail(text_part(), headers=("X-Autoreply: yes",)), "An automatic reply."),
        (mail(text_part(), headers=("Return-Path: <>",)), "An automatic message: its sender takes no answer."),
        (mail(text_part(), headers=("X-Failed-Recipients: x@example.org",)), BOUNCE),
        (mail(text_part(), CALENDAR, kind="alternative"), INVITATION),
        (mail(text_part(), headers=("List-Unsubscribe: <x>", "Precedence: bulk")), "A circular sent to a list."),
        (outlook.msg({0x001A: "REPORT.IPM.Note.NDR"}), BOUNCE),
        (outlook.msg({0x001A: "IPM.Schedule.Meeting.Request"}), INVITATION),
        (outlook.msg({0x001A: "IPM.Appointment"}), "An appointment of a calendar."),
    ],
)  # fmt: skip
def test_t17_what_is_no_submission_is_told_by_its_structure(data: bytes, why: str) -> None:
    """Reports, automatic replies, invitations, circulars; what hangs on them is still listed."""
    assert str(submission(data).not_a_submission) == why


def test_t17_what_a_report_returns_is_listed_as_its_part() -> None:
    """The returned message is an item; the report's own parts are none."""
    data = mail(*REPORT, kind="report; report-type=delivery-status")
    assert [name for name, _ in files(data)] == ["Application.eml"]


@pytest.mark.parametrize(
    "headers",
    [
        ("Auto-Submitted: auto-generated",),
        ("Return-Path: <>",),
        ("List-Id: <mentors.example.org>", "List-Unsubscribe: <x>", "Precedence: list"),
        ("Precedence: bulk", "List-Unsubscribe: <x>"),
        ("X-Auto-Response-Suppress: All",),
        ("Auto-Submitted: no",),
    ],
)
def test_t17_a_message_with_a_file_may_be_a_submission(headers: tuple[str, ...]) -> None:
    """Scanners, portals and the office's own list send applications on."""
    assert submission(mail(text_part(), attached("form.docx", FORM), headers=headers)).not_a_submission is None


def test_t17_a_form_on_an_automatic_reply_or_an_invitation_is_not_lost() -> None:
    """A document makes the message more than an automatic one; what a report returns is none."""
    automatic = ("Auto-Submitted: auto-replied",)
    logo = attached("logo.png", b"\x89PNG")
    assert submission(mail(text_part(), attached("form.docx", FORM), headers=automatic)).not_a_submission is None
    assert str(submission(mail(text_part(), logo, headers=automatic)).not_a_submission) == "An automatic reply."
    meeting, report = ({0x001A: kind} for kind in ("IPM.Schedule.Meeting.Request", "REPORT.IPM.Note.NDR"))
    form = outlook.attachment("form.docx", FORM)
    assert submission(outlook.msg(meeting, form)).not_a_submission is None
    assert str(submission(outlook.msg(report, form)).not_a_submission) == BOUNCE
    inner = outlook.embedded("x", outlook.item({}, embedded=True))
    assert str(submission(outlook.msg(meeting, inner)).not_a_submission) == INVITATION


def test_t17_a_question_through_the_offices_list_is_no_circular() -> None:
    """A list that adds its headers to everything says nothing of the message."""
    headers = ("List-Id: <mentors.example.org>", "List-Unsubscribe: <x>", "Precedence: list")
    assert submission(mail(text_part("When is the deadline?"), headers=headers)).not_a_submission is None


TRANSPORT = (
    f"Microsoft Mail Internet Headers Version 2.0\r\nReceived: {HOP}\r\n"
    "Received: from a by b; Fri, 15 Mar 2019 20:00:00 +0000\r\n"
    "From: Anna <anna@example.org>\r\nMessage-ID: <one@example.org>\r\n\r\n"
)


def test_t18_an_outlook_message_says_who_what_and_when() -> None:
    """Its headers first, as those of any message; strings end in NUL or not."""
    data = outlook.msg(
        {
            0x0037: "Application\0", 0x007D: TRANSPORT, 0x0E06: DELIVERED, 0x0C1A: "Anna Applicant", 0x0C1E: "SMTP",
            0x0C1F: "anna@example.org", 0x1000: "Please  find it.\r\n", 0x1035: "<one@example.org>", 0x0E07: 1,
        },
        outlook.attachment("form.docx", FORM),
    )  # fmt: skip
    assert files(data) == [("form.docx", FORM)]
    told = submission(data)
    assert (told.subject, told.sender, told.sender_name) == ("Application", "anna@example.org", "Anna Applicant")
    assert (told.text, told.message_id, told.receipt.source) == ("Please find it.", "one@example.org", "received:own")
    assert [str(one) for one in told.receipt.warnings] == []
    assert submission(data, facts=NOBODY).receipt.source == "msg:delivery_time"


def test_t18_messages_within_messages_are_files_of_their_own() -> None:
    """Three deep; each has its own properties and attachments."""
    third = outlook.item({0x0037: "Third"}, outlook.attachment("form.docx", FORM), embedded=True)
    second = outlook.item({0x0037: "Second"}, outlook.embedded("Third", third), embedded=True)
    ((name, data),) = files(outlook.msg({0x0037: "First"}, outlook.embedded("Second", second)))
    assert (name, submission(data).subject) == ("Second.msg", "Second")
    ((name, data),) = files(data)
    assert (name, submission(data).subject, files(data)) == ("Third.msg", "Third", [("form.docx", FORM)])


def test_t18_the_three_names_of_an_attachment() -> None:
    """The long one, the short one, the shown one: the first with an ending; none at all gets a number."""
    kinds = ({0x3707: "long.docx", 0x3704: "SHORT~1.DOC"}, {0x3704: "SHORT~1.DOC"}, {0x3001: "shown.docx\0"},
             {0x3707: "long", 0x3001: "long.docx"}, {})  # fmt: skip
    parts = [outlook.storage({0x3705: 1, 0x3701: FORM, **names}, 8) for names in kinds]
    assert [name for name, _ in files(outlook.msg({}, *parts))] == [
        "long.docx", "SHORT~1.DOC", "shown.docx", "long.docx", "attachment 5",
    ]  # fmt: skip


def test_t18_by_reference_and_empty_attachments_say_so() -> None:
    """The file is not there; where it lies is told."""
    reference = outlook.storage({0x3705: 4, 0x3707: "form.docx", 0x370D: "\\\\server\\share\\form.docx"}, 8)
    empty = outlook.storage({0x3705: 1, 0x3707: "form.docx"}, 8)
    told, blobs = opened(outlook.msg({}, reference, empty))
    where = "(\\\\server\\share\\form.docx). Please attach the file itself."
    assert [str(one.failed) for one in told.attachments] == [
        f"The file is not in the message, which only says where it lies {where}",
        "The attachment is empty in the message as it was saved.",
    ]
    assert blobs == [b"", b""]


def test_t18_objects_embedded_in_the_text_are_taken_out() -> None:
    """A document that was pasted: its package, else the object as a file."""
    packaged = {**outlook.storage({0x3705: 6, 0x3001: "Document"}, 8), "__substg1.0_3701000D": {"Package": FORM}}
    old = {**outlook.storage({0x3705: 6, 0x3001: "Old"}, 8), "__substg1.0_3701000D": {"WordDocument": b"x" * 5_000}}
    found = files(outlook.msg({}, packaged, old))
    assert found == [("Document", FORM), ("Old", write_compound({"WordDocument": b"x" * 5_000}))]


@pytest.mark.parametrize(
    ("properties", "address"),
    [
        ({0x0C1E: "EX", 0x0C1F: "/O=X/CN=ANNA", 0x5D01: "anna@example.org"}, "anna@example.org"),
        ({0x0C1E: "EX", 0x0C1F: "/O=X/CN=ANNA", 0x007D: TRANSPORT}, "anna@example.org"),
        ({0x0064: "SMTP", 0x0065: "boss@example.org", 0x0C1E: "SMTP", 0x0C1F: "anna@example.org"}, "boss@example.org"),
        ({0x0C1E: "EX", 0x0C1F: "/O=X/CN=ANNA"}, None),
    ],
)
def test_t18_senders_within_exchange(properties: outlook.Properties, address: str | None) -> None:
    """Their address on the Internet, where it is told; never the one that only Exchange knows."""
    assert submission(outlook.msg(properties)).sender == address


def test_t18_who_stands_behind_the_sender() -> None:
    """Who sent it for another, and where answers shall go; not what only Exchange knows."""
    sent = {0x0064: "SMTP", 0x0065: "boss@example.org", 0x0C1E: "SMTP", 0x0C1F: "anna@example.org"}
    assert submission(outlook.msg(sent)).behind == ("anna@example.org",)
    headers = "From: boss@example.org\r\nReply-To: Desk <desk@example.org>\r\n\r\n"
    inside = {**sent, 0x0C1E: "EX", 0x0C1F: "/O=X/CN=ANNA", 0x007D: headers}
    assert submission(outlook.msg(inside)).behind == ("desk@example.org",)


def test_t18_more_attachments_than_can_be_sent_are_named() -> None:
    """Each is an item, with its bytes or a reason."""
    told, blobs = opened(outlook.msg({}, *[outlook.attachment("a.bin", b"x")] * 302))
    assert [one.failed is None for one in told.attachments] == [*[True] * 300, False, False]
    assert blobs == [*[b"x"] * 300, b"", b""]


def test_t18_drafts_and_old_code_pages() -> None:
    """A draft's delivery time proves nothing; strings may be in a code page that Python calls otherwise."""
    draft = outlook.msg({0x0E06: DELIVERED, 0x0039: DELIVERED, 0x0E07: 8})
    assert submission(draft).receipt.source == "date_header"
    old = outlook.msg({0x0037: "申請", 0x3FFD: 950}, ansi="cp950")
    assert submission(old).subject == "申請"
    assert submission(outlook.msg({0x0E06: dt.datetime(1601, 1, 1, tzinfo=dt.UTC)})).receipt.received_at is None


def test_t18_a_signed_message_in_outlook() -> None:
    """One attachment that is the whole message, or the signed data."""
    multipart = MIME[-19:] + b"Content-Type: multipart/signed; boundary=s\r\n\r\n--s\r\n" + INNER + b"\r\n--s--\r\n"
    for content in (multipart, outlook.signed(INNER)):
        data = outlook.msg({0x001A: "IPM.Note.SMIME.MultipartSigned"}, outlook.attachment("smime.p7m", content))
        ((name, inner),) = files(data)
        assert (name, files(inner, name)) == ("smime.p7m", [("form.docx", FORM)])


def test_t19_other_compound_files_are_no_messages() -> None:
    """An old workbook, an old document, a damaged one: the form reader says what they are."""
    sound = outlook.msg({0x0037: "x"}, outlook.attachment("form.docx", FORM))
    for data in (write_compound({"Workbook": b"x"}), write_compound({"WordDocument": b"x" * 9_000}), sound[:600]):
        assert open_container(data, "x.msg", NOBODY, modified=None) is None


def test_t20_the_same_message_is_told_by_its_identifier() -> None:
    """A message of a mailbox, with a byte order mark or in an archive has other bytes; the form in it has the same."""
    data = mail(text_part(), attached("form.docx", FORM))
    mailbox = b"From anna@example.org Fri Mar 15 22:00:00 2019\r\n" + data
    ((_, first),) = files(mailbox, "inbox")
    ((_, second),) = files(packed({"a.eml": b"\xef\xbb\xbf" + data}), "a.zip")
    assert {submission(one).message_id for one in (data, first, second)} == {"one@example.org"}
    assert {hashlib.sha256(files(one, "message 1")[0][1]).digest() for one in (data, first, second)} == {
        hashlib.sha256(FORM).digest()
    }


def test_mailboxes_are_split_at_separators_only() -> None:
    """Not at every line that begins with “From ”; each message keeps its separator as evidence."""
    one = mail(text_part("Dear all,\r\nFrom here on it is easy.\r\nFrom me\r\n"), attached("a.docx", FORM))
    two = mail(text_part("x"), attached("b.docx", FORM), hops=())
    lines = (
        b"From anna@example.org Fri Mar 15 22:00:00 2019\n",
        b"From - Sat Mar 16 08:00:00 2019\r\n",
        b"From 16@xxx\n",
    )
    data = b"\xef\xbb\xbf" + lines[0] + one + b"\n" + lines[1] + two + lines[2] + b">From x\n" + one
    found = files(data, "Inbox")
    assert [(name, [inner for inner, _ in files(blob, name)]) for name, blob in found] == [
        ("message 1", ["a.docx"]), ("message 2", ["b.docx"]), ("message 3", ["a.docx"]),
    ]  # fmt: skip
    receipt = submission(found[1][1], "message 2").receipt
    assert (receipt.source, receipt.received_at) == ("mbox:from_line", dt.datetime(2019, 3, 16, 8, tzinfo=dt.UTC))


def test_a_mailbox_cut_off_in_the_middle_gives_what_is_there() -> None:
    """All whole messages, and the last one as far as it goes."""
    one = b"From a@example.org Fri Mar 15 22:00:00 2019\n" + mail(text_part(), attached("a.docx", FORM)) + b"\n"
    found = files((one * 3)[: -len(one) // 2], "Inbox")
    assert [name for name, _ in found] == ["message 1", "message 2", "message 3"]
    assert [len(files(blob, name)) for name, blob in found[:2]] == [1, 1]


def test_a_mailbox_of_messages_without_headers_is_split_loosely() -> None:
    """Dated separators after blank lines are enough then."""
    data = b"From a@example.org Fri Mar 15 22:00:00 2019\nHello\n\nFrom b@example.org Fri Mar 15 23:00:00 2019\nHi\n"
    assert [name for name, _ in files(data, "Inbox")] == ["message 1", "message 2"]


def test_archives_tell_of_every_member() -> None:
    """In folders, with a password, packed oddly, damaged: each is an item, with its bytes or a reason."""
    archive = packed({"a/form.docx": FORM, "b/form.docx": FORM + b"x", "Thumbs.db": b"x"})
    assert files(archive, "a.zip") == [("a/form.docx", FORM), ("b/form.docx", FORM + b"x"), ("Thumbs.db", b"x")]
    locked = archive.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    told, _ = opened(locked, "a.zip")
    locked_up = "The file is protected with a password in the archive. Please send it without one."
    assert [str(one.failed) for one in told.attachments] == [locked_up] * 3
    at = archive.index(b"a/form.docx") + 30
    told, blobs = opened(archive[:at] + b"????" + archive[at + 4 :], "a.zip")
    damaged = "The file is damaged within the archive. Please pack it again and send it once more."
    assert ([str(one.failed) for one in told.attachments], blobs[1]) == ([damaged, "None", "None"], FORM + b"x")


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Été.docx".encode(), "Été.docx"),
        ("Été.docx".encode("cp437"), "Été.docx"),
        ("Åsa.docx".encode("cp850"), "Åsa.docx"),
        ("Ágota.docx".encode("cp850"), "Ágota.docx"),
    ],
)
def test_archive_names_that_do_not_say_how_they_are_written(raw: bytes, name: str) -> None:
    """UTF-8 without saying so (macOS), and the code pages of Windows."""
    stand_in = b"x" * len(raw)
    data = packed({stand_in.decode(): b"data"}).replace(stand_in, raw)
    assert [one for one, _ in files(data, "a.zip")] == [name]


def test_archive_names_that_stand_beside_in_utf8() -> None:
    """As WinZip and WinRAR write them; only if they belong to the name."""
    raw = "Å.docx".encode("cp437", "replace")
    for crc, name in ((zlib.crc32(raw), "Ж.docx"), (0, raw.decode("cp437"))):
        text = "Ж.docx".encode()
        info = zipfile.ZipInfo("x" * len(raw))
        info.extra = struct.pack("<HHBI", 0x7075, 5 + len(text), 1, crc) + text
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as made:
            made.writestr(info, b"data")
        assert files(buffer.getvalue().replace(b"x" * len(raw), raw), "a.zip") == [(name, b"data")]


def test_empty_and_broken_archives_say_so() -> None:
    """A sentence that can be sent."""
    again = "Please pack it again and send it once more."
    for data, why in (
        (packed({}), f"The archive is empty. {again}"),
        (packed({"a.txt": b"x" * 500})[:-30], f"The archive is damaged and cannot be opened. {again}"),
    ):
        told, _ = opened(data, "a.zip")
        assert str(told.failed) == why
