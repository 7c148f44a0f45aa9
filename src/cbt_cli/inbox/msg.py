"""An Outlook item (``.msg``, [MS-OXMSG]) over ``olefile``: who, what, when, and everything that hangs on it."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.calls import InboxFacts
from cbt_cli.domain.submissions import Attachment, Opened, Receipt, Submission
from cbt_cli.inbox.charsets import decode
from cbt_cli.inbox.clues import Clues, other_times
from cbt_cli.inbox.mapi import Properties, codepage
from cbt_cli.inbox.mime import headers_only
from cbt_cli.inbox.msg_files import attached
from cbt_cli.inbox.people import behind, identifiers, sender
from cbt_cli.inbox.receipt import receipt
from cbt_cli.inbox.sealed import ENCRYPTED
from cbt_cli.inbox.smime import is_enveloped
from cbt_cli.inbox.transfer import SIGNS
from cbt_cli.inbox.words import from_html, links_elsewhere, plain
from cbt_cli.values.plain_text import visible

MOST_ATTACHMENTS = 300
"""Attachments of one item."""
MOST_BYTES = 200 * 1024 * 1024
"""Bytes of all attachments together: a damaged item may hold the same bytes many times over."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ATTACHMENT, _RECIPIENT = "__attach_version1.0_#", "__recip_version1.0_#"
_UNSENT, _FROM_ME = 0x8, 0x20
_DAMAGED = say("The Outlook message is damaged and cannot be opened. Please save it again and send it once more.")
_TOO_MUCH = say("The message has more attachments than can be sent by mail; this one was not read.")
_NO_MAIL = (
    ("REPORT.IPM.NOTE.NDR", say("A report of a mail server about the delivery of a message.")),
    ("REPORT.IPM.NOTE.IPN", say("A notice that a message was read.")),
    ("REPORT.", say("A report that a mail system made.")),
    ("IPM.SCHEDULE.MEETING", say("An invitation to a meeting, or the answer to one.")),
    ("IPM.APPOINTMENT", say("An appointment of a calendar.")),
    ("IPM.CONTACT", say("A contact of an address book.")),
    ("IPM.DISTLIST", say("A list of an address book.")),
    ("IPM.TASK", say("A task.")),
    ("IPM.STICKYNOTE", say("A note.")),
    ("IPM.ACTIVITY", say("A journal entry.")),
    ("IPM.NOTE.RULES.OOFTEMPLATE", say("An automatic reply.")),
)

Result = tuple[Opened, list[bytes]]


def read_msg(data: bytes, name: str, facts: InboxFacts, modified: dt.datetime | None) -> Result | None:
    """The Outlook item in ``data``; ``None`` where it is none (another kind of compound file, or something else)."""
    del name
    if not data.startswith(_OLE):
        return None
    import olefile  # type: ignore[import-untyped]  # noqa: PLC0415 - only Outlook's files need it

    try:
        ole = olefile.OleFileIO(io.BytesIO(data))
    except Exception:  # noqa: BLE001 - not a sound compound file: the form reader says what is wrong with it
        return None
    with ole:
        if not ole.exists("__properties_version1.0"):
            return None
        try:
            return _Item(ole).read(facts, modified)
        except Exception:  # noqa: BLE001 - as above
            return Opened(format="msg", failed=_DAMAGED), []


class _Item:
    """The item at the root of a compound file."""

    def __init__(self, ole: Any) -> None:
        self._ole = ole
        self._own = Properties(ole, (), "message")
        self._top = sorted({path[0] for path in ole.listdir(streams=False, storages=True)})
        self._headers = headers_only(self._own.text(0x007D) or "")
        self._class = (self._own.text(0x001A) or "IPM.Note").upper()

    def read(self, facts: InboxFacts, modified: dt.datetime | None) -> Result:
        """Everything of the item."""
        storages = [one for one in self._top if one.startswith(_ATTACHMENT)]
        attachments: list[Attachment] = []
        blobs: list[bytes] = []
        room = MOST_BYTES
        for number, storage in enumerate(storages, start=1):
            attachment, data = Attachment(name=f"attachment {number}", failed=_TOO_MUCH), b""
            if number <= MOST_ATTACHMENTS:
                attachment, data = attached(self._ole, storage, number, self._own.charset)
            room -= len(data)
            if room < 0:
                attachment, data = attachment.model_copy(update={"failed": _TOO_MUCH}), b""
            attachments.append(attachment)
            blobs.append(data)
        documents = any(
            data.startswith(SIGNS) and not attachment.name.endswith(".msg")
            for attachment, data in zip(attachments, blobs, strict=True)
        )
        submission = self._submission(facts, modified, documents=documents)
        if self._class.startswith("IPM.NOTE.SMIME") and blobs and is_enveloped(blobs[0]):
            return Opened(format="msg", submission=submission, failed=ENCRYPTED), []
        return Opened(format="msg", submission=submission, attachments=tuple(attachments)), blobs

    def _submission(self, facts: InboxFacts, modified: dt.datetime | None, *, documents: bool) -> Submission:
        own, headers = self._own, self._headers
        text, links = self._text()
        address, own_name = self._sender()
        replies = [
            own.text(0x1042) or headers.raw("in-reply-to") or "",
            own.text(0x1039) or headers.raw("references") or "",
        ]
        subject = own.text(0x0037) or ""
        return Submission(
            sender=address,
            sender_name=own_name,
            behind=behind(address, self._answers()),
            recipients=self._recipients(),
            subject=visible(" ".join(subject.split()))[:4_000] or None,
            message_id=next(iter(identifiers([own.text(0x1035) or headers.raw("message-id") or ""])), None),
            in_reply_to=identifiers(replies),
            text=text or None,
            links=links,
            receipt=self._receipt(facts, modified),
            not_a_submission=self._no_submission(documents=documents),
        )

    def _receipt(self, facts: InboxFacts, modified: dt.datetime | None) -> Receipt:
        flags = self._own.number(0x0E07) or 0
        clues = Clues(
            received=tuple(self._headers.all_raw("received")),
            date=self._headers.raw("date"),
            others=other_times(self._headers),
            delivered=self._own.time(0x0E06),
            submitted=self._own.time(0x0039),
            trusted=not flags & (_UNSENT | _FROM_ME),
            modified=modified,
        )
        return receipt(clues, facts)

    def _no_submission(self, *, documents: bool) -> Sentence | None:
        """Why it is none, by its class and its headers. What hangs on an invitation may be a form; what comes back with
        a report is none."""
        if documents and not self._class.startswith("REPORT."):
            return None
        told = next((why for prefix, why in _NO_MAIL if self._class.startswith(prefix)), None)
        if told is not None:
            return told
        submitted = (self._headers.raw("auto-submitted") or "").strip().lower()
        return None if submitted in {"", "no"} else say("An automatic reply.")

    def _sender(self) -> tuple[str | None, str | None]:
        """The sender's address on the Internet. Within an Exchange system it stands in other properties, or only in the
        headers that the message had on its way."""
        own = self._own
        candidates = [own.text(0x5D02), own.text(0x5D01)]
        for kind, number in ((0x0064, 0x0065), (0x0C1E, 0x0C1F)):
            if (own.text(kind) or "SMTP").upper() != "EX":
                candidates.append(own.text(number))
        candidates += [self._headers.raw("from"), self._headers.raw("sender")]
        address = next((found for found in (sender(one)[0] for one in candidates) if found), None)
        names = (own.text(0x0042), own.text(0x0C1A), sender(self._headers.raw("from"))[1])
        shown = next((" ".join(one.split()) for one in names if one and "@" not in one), None)
        return address, visible(shown)[:300] if shown else None

    def _answers(self) -> list[str | None]:
        """Where it says that it was sent by another, or that answers shall go: its properties and its headers."""
        own = self._own
        by = own.text(0x0C1F) if (own.text(0x0C1E) or "SMTP").upper() != "EX" else None
        return [own.text(0x5D01), by, self._headers.raw("sender"), own.text(0x0050), self._headers.raw("reply-to")]

    def _recipients(self) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for storage in [one for one in self._top if one.startswith(_RECIPIENT)][:200]:
            person = Properties(self._ole, (storage,), "part", self._own.charset)
            for one in (person.text(0x39FE), person.text(0x3003)):
                address = sender(one)[0]
                if address is not None:
                    found.setdefault(address)
                    break
        return tuple(found)

    def _text(self) -> tuple[str, tuple[str, ...]]:
        own = self._own
        body = own.text(0x1000) or ""
        page = own.binary(0x1013)
        html = decode(page[:400_000], codepage(own.number(0x3FDE))) if page else own.text(0x1013) or ""
        return plain(body) or plain(from_html(html)), links_elsewhere(f"{body[:100_000]}\n{html}")
