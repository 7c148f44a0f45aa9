"""What came in: messages and files, when each arrived and how we know."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from cbt_cli.domain.applications import Record
from cbt_cli.domain.base import Sentence, Value
from cbt_cli.domain.clarifications import Reply
from cbt_cli.domain.forms import FilledForm, FormOutcome


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
    behind: tuple[str, ...] = ()
    """Further addresses that the message names as its sender's: who sent it on behalf, where answers shall go."""
    recipients: tuple[str, ...] = ()
    subject: str | None = None
    message_id: str | None = None
    in_reply_to: tuple[str, ...] = ()
    text: str | None = None
    links: tuple[str, ...] = ()
    """Services that keep files for others (WeTransfer, Dropbox…) to which the text links."""
    receipt: Receipt = Receipt()
    not_a_submission: Sentence | None = None
    """Why the message is no submission (a bounce, an automatic reply…), decided by its structure; else ``None``."""
    warnings: tuple[Sentence, ...] = ()
    """What a person should look at, because something may have been lost."""


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


class Sort(StrEnum):
    """What an item of the inbox is, as it was opened and before its outcome is settled."""

    MESSAGE = "message"
    ARCHIVE = "archive"
    FILE = "file"
    FAILED = "failed"
    NOISE = "noise"
    COPY = "copy"
    ERASED = "erased"


class Applicant(Value):
    """Who a form says that it is from, and which required questions it leaves open."""

    name: str | None = None
    organisation: str | None = None
    email: str | None = None
    missing: tuple[str, ...] = ()


class Unpacked(Value):
    """One item of the inbox as it was opened. Its outcome is settled later, over all of them.

    ``parent`` is the position of the message or archive that it lay in, among the items of the same file (the file
    itself is at 0). ``reason`` says why it could not be opened or is of no interest. ``form`` is what a form reader
    made of it; the form itself travels beside. ``receipt``, ``sender`` and ``behind`` are those of the message that
    brought it.
    """

    source: str
    part: str | None = None
    name: str
    sha256: str
    size: int = 0
    parent: int | None = None
    sort: Sort
    format: str = "unknown"
    reason: Sentence | None = None
    inline: bool = False
    submission: Submission | None = None
    form: FormOutcome | None = None
    applicant: Applicant | None = None
    sender: str | None = None
    behind: tuple[str, ...] = ()
    receipt: Receipt = Receipt()


class Settled(Value):
    """What became of one unpacked item: its outcome with the reason, whose it is, and, for an application, whether this
    version counts and which files lay beside it.

    ``replies``: the answers to what the applicant was asked about this version, in the order in which they came;
    ``answered``: what of them takes the place of what was read here (only those fields), with what is to be known.
    """

    outcome: Outcome
    reason: Sentence | None = None
    ref: str | None = None
    counts: bool = False
    supporting: tuple[str, ...] = ()
    replies: tuple[Reply, ...] = ()
    answered: Record | None = None
