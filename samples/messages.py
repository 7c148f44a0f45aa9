"""Builds the sample messages byte for byte the same on every run: fixed boundaries, fixed dates, fixed identifiers."""

from __future__ import annotations

import datetime as dt
import hashlib
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

OWN_HOST = "mx1.thenextsociety.example.org"
OFFICE = "mentors@thenextsociety.example.org"
CET = dt.timezone(dt.timedelta(hours=1))

DOCX = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")
XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
TYPES = {".docx": DOCX, ".xlsx": XLSX, ".pdf": ("application", "pdf"), ".zip": ("application", "zip"),
         ".doc": ("application", "msword"), ".png": ("image", "png"), ".eml": ("message", "rfc822")}  # fmt: skip

Attached = tuple[str, bytes]
"""A file name and its bytes."""


def message(
    sender: str,
    subject: str,
    text: str,
    received: dt.datetime,
    attached: tuple[Attached, ...] = (),
    *,
    identity: str | None = None,
    headers: tuple[tuple[str, str], ...] = (),
) -> bytes:
    """A message as the organisation's server keeps it, CRLF line ends.

    ``received`` is when the organisation's own host stamped it; the sender's clock is two minutes behind. ``identity``
    is the left part of the Message-ID (else made from sender, subject and time).
    """
    address = sender[sender.find("<") + 1 :].rstrip(">")
    name = identity or hashlib.sha256(f"{address}|{subject}|{received.isoformat()}".encode()).hexdigest()[:20]
    mail = EmailMessage(policy=SMTP)
    stamped = received.astimezone(CET)
    mail["Received"] = (
        f"from smtp.example.net (smtp.example.net [192.0.2.25]) by {OWN_HOST} with ESMTPS id {name[:10]}"
        f" for <{OFFICE}>; {format_datetime(stamped)}"
    )
    mail["From"] = sender
    mail["To"] = OFFICE
    mail["Subject"] = subject
    mail["Date"] = format_datetime(stamped - dt.timedelta(minutes=2))
    mail["Message-ID"] = f"<{name}@example.org>"
    for header, value in headers:
        mail[header] = value
    mail.set_content(text)
    for file_name, data in attached:
        _attach(mail, file_name, data)
    _fix_boundaries(mail, name)
    return mail.as_bytes()


def _attach(mail: EmailMessage, file_name: str, data: bytes) -> None:
    main, sub = TYPES[file_name[file_name.rfind(".") :].lower()]
    if main == "message":
        from email import message_from_bytes  # noqa: PLC0415 - only forwarded messages need a parser
        from email.message import EmailMessage as Message  # noqa: PLC0415

        inner = message_from_bytes(data, policy=SMTP)
        if not isinstance(inner, Message):
            raise TypeError(file_name)
        mail.add_attachment(inner)
    else:
        mail.add_attachment(data, maintype=main, subtype=sub, filename=file_name)


def _fix_boundaries(mail: EmailMessage, name: str) -> None:
    for depth, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        if part.get_content_maintype() == "multipart" and part.get_boundary() is None:
            part.set_boundary(f"=_{name}_{depth}")


def bounce(received: dt.datetime) -> bytes:
    """A delivery report, as a mail server sends it (RFC 3464)."""
    stamp = format_datetime(received.astimezone(CET))
    return (
        f"Received: from mail.example.net by {OWN_HOST} with ESMTP id bounce1; {stamp}\r\n"
        "From: MAILER-DAEMON@mail.example.net\r\n"
        f"To: {OFFICE}\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\n"
        f"Date: {stamp}\r\n"
        "Message-ID: <bounce1@mail.example.net>\r\n"
        "Auto-Submitted: auto-replied\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="=_bounce"\r\n'
        "\r\n"
        "--=_bounce\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n"
        "The address old.member@example.net does not exist.\r\n"
        "--=_bounce\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mail.example.net\r\n\r\n"
        "Final-Recipient: rfc822; old.member@example.net\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "--=_bounce--\r\n"
    ).encode("ascii")
