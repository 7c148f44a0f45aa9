"""What came in: messages and files, when each arrived and how we know."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from cbt_cli.domain.base import Sentence, Value
from cbt_cli.domain.forms import FilledForm


class Confidence(StrEnum):
    """How far a time of receipt can be relied on."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none"


class TimeEvidence(Value):
    """One candidate for the time of receipt: where it stood, its text, the host that stamped it, what it says (UTC)."""

    source: str
    raw: str
    host: str | None = None
    at: dt.datetime | None = None


class Receipt(Value):
    """When a submission arrived, in UTC, with bounds. ``source`` is one of ``received:own``, ``msg:delivery_time``,
    ``received:top``, ``maildir:name``, ``mbox:from_line``, ``date_header``, ``file:mtime``, ``unknown``."""

    received_at: dt.datetime | None = None
    earliest: dt.datetime | None = None
    latest: dt.datetime | None = None
    source: str = "unknown"
    confidence: Confidence = Confidence.NONE
    evidence: tuple[TimeEvidence, ...] = ()
    warnings: tuple[Sentence, ...] = ()


class Submission(Value):
    """One message: who sent it, about what, and when it arrived."""

    sender: str | None = None
    sender_name: str | None = None
    recipients: tuple[str, ...] = ()
    subject: str | None = None
    message_id: str | None = None
    in_reply_to: tuple[str, ...] = ()
    text: str | None = None
    receipt: Receipt = Receipt()
    not_a_submission: Sentence | None = None
    """Why the message is no submission (a bounce, an automatic reply…), decided by its structure; else ``None``."""
    warnings: tuple[Sentence, ...] = ()


class Attachment(Value):
    """A file that hung on a message or lay in an archive. Its bytes travel beside it, in the same order."""

    name: str
    content_type: str | None = None
    inline: bool = False
    role: str = "file"
    """``file``, or ``body`` for text that is the message itself (not an item of its own)."""
    failed: Sentence | None = None
    """Why its bytes could not be taken out; the bytes are then empty."""


class Opened(Value):
    """What a worker says of one file: one of ``form``, ``submission`` (a message), ``archive`` or ``failed``."""

    format: str
    form: FilledForm | None = None
    submission: Submission | None = None
    archive: bool = False
    failed: Sentence | None = None
    attachments: tuple[Attachment, ...] = ()


class Outcome(StrEnum):
    """What became of one item of the inbox; every item has exactly one."""

    MESSAGE = "message"
    ARCHIVE = "archive"
    APPLICATION = "application"
    SUPERSEDED = "superseded"
    DUPLICATE = "duplicate"
    SUPPORTING = "supporting"
    NOT_A_SUBMISSION = "not_a_submission"
    NO_FORM = "no_form"
    UNREADABLE = "unreadable"
    IGNORED = "ignored"


class Item(Value):
    """One file of the inbox, one message of a mailbox, one attachment or one member of an archive, and its outcome.

    ``source`` is the path below the inbox with forward slashes; ``part`` the way inside it (``message 3 / Forms.zip /
    Application.docx``), ``None`` for the file itself.
    """

    source: str
    part: str | None
    sha256: str
    outcome: Outcome
    reason: Sentence | None = None
    ref: str | None = None
    sender: str | None = None
    received_at: dt.datetime | None = None
    received_at_source: str = "unknown"
