"""One file of the inbox → every item in it, opened: messages in archives in messages, down to the files."""

from __future__ import annotations

import datetime as dt
import hashlib

from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.forms import FilledForm, FormOutcome
from cbt_cli.domain.submissions import (
    Applicant,
    Attachment,
    Confidence,
    Opened,
    Receipt,
    Sort,
    Submission,
    Unpacked,
)
from cbt_cli.inbox import is_noise
from cbt_cli.stages.opening import Opener

DEEPEST = 8
"""Containers within containers; deeper ones are not opened, and that is said."""
MOST, MOST_IN_ALL = 5_000, 100_000
"""Items of one message, and of one file of the inbox. Each message of a mailbox, each member of an archive has room of
its own: a year's mailbox is large without any malice."""

Kept = tuple[Unpacked, FilledForm | None]


class Unpacking:
    """Unpacks one file of the inbox. ``kept`` fills up in document order, containers before what lies in them."""

    def __init__(self, open_one: Opener, call: Call, source: str) -> None:
        self._open, self._call, self._source = open_one, call, source
        self.kept: list[Kept] = []
        self._since = 0

    def file(self, data: bytes, modified: dt.datetime) -> list[Kept]:
        """The file itself and everything in it. ``modified`` is all that is known of a loose file's time of receipt."""
        loose = Receipt(received_at=modified, source="file:mtime", confidence=Confidence.NONE)
        top = Unpacked(
            source=self._source,
            name=self._source.rsplit("/", 1)[-1],
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
            sort=Sort.FILE,
            receipt=loose,
        )
        self._item(top, data, 0, modified)
        return self.kept

    def _item(self, item: Unpacked, data: bytes, depth: int, modified: dt.datetime | None = None) -> None:
        if (full := self._full()) is not None:
            self._add(
                item, Sort.FAILED, say("The file holds more than {most} items; this one was not opened.", most=full)
            )
            return
        opened, blobs = self._open(data, item.name, modified)
        if opened.form is not None:
            self._form(item, opened.form)
        elif opened.failed is not None:
            item = self._by(item, opened.submission)
            self._add(item, Sort.FAILED, opened.failed, format=opened.format, submission=opened.submission)
        elif depth >= DEEPEST:
            self._add(item, Sort.FAILED, say("It lies {depth} containers deep and was not opened.", depth=depth))
        else:
            self._container(item, opened, blobs, depth)

    def _full(self) -> int | None:
        """The limit that is reached, if one is."""
        if len(self.kept) - self._since >= MOST:
            return MOST
        return MOST_IN_ALL if len(self.kept) >= MOST_IN_ALL else None

    def _form(self, item: Unpacked, form: FilledForm) -> None:
        applicant = None
        if form.record is not None:
            record = form.record.application
            required = [question.key for question in self._call.form.questions if question.required]
            written = {key for key, found in form.record.sources.items() if any(source.raw for source in found)}
            missing = tuple(key for key in required if key not in written)
            applicant = Applicant(
                name=record.full_name, organisation=record.organisation, email=record.email, missing=missing
            )
        found = {"format": form.format, "form": form.outcome, "reason": form.reason, "applicant": applicant}
        self.kept.append((item.model_copy(update=found), form if form.outcome is FormOutcome.FORM else None))

    def _container(self, item: Unpacked, opened: Opened, blobs: tuple[bytes, ...], depth: int) -> None:
        mail = opened.submission
        item = self._by(item, mail)
        self._add(item, Sort.ARCHIVE if mail is None else Sort.MESSAGE, None, format=opened.format, submission=mail)
        position = len(self.kept) - 1
        names: dict[str, int] = {}
        for attachment, data in zip(opened.attachments, blobs, strict=True):
            if attachment.role == "file":
                if depth == 0 and opened.archive:
                    self._since = len(self.kept)
                self._attached(item, position, attachment, data, depth, _distinct(attachment.name, names))

    def _attached(
        self, within: Unpacked, position: int, attachment: Attachment, data: bytes, depth: int, called: str
    ) -> None:
        part = Unpacked(
            source=self._source,
            part=called if within.part is None else f"{within.part} / {called}",
            name=attachment.name,
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
            parent=position,
            sort=Sort.FILE,
            inline=attachment.inline,
            sender=within.sender,
            behind=within.behind,
            receipt=within.receipt,
        )
        noise = is_noise(attachment.name)
        if attachment.failed is not None:
            self._add(part, Sort.FAILED, attachment.failed)
        elif noise is not None:
            self._add(part, Sort.NOISE, noise)
        else:
            self._item(part, data, depth + 1)

    def _add(self, item: Unpacked, sort: Sort, reason: Sentence | None, **found: object) -> None:
        self.kept.append((item.model_copy(update={"sort": sort, "reason": reason, **found}), None))

    def _by(self, item: Unpacked, mail: Submission | None) -> Unpacked:
        """The item with its sender and time, if it is a message: also one that cannot be opened (encrypted)."""
        if mail is None:
            return item
        return item.model_copy(
            update={"sender": mail.sender, "behind": mail.behind, "receipt": self._receipt(item, mail)}
        )

    def _receipt(self, item: Unpacked, mail: Submission) -> Receipt:
        """A message on its own has its own time. A message that another brought has the outer one's, unless somebody
        of our own organisation passed it on and our own host had stamped it before (the outer times stay as
        evidence)."""
        outer = item.receipt
        if item.parent is None or outer.source == "file:mtime":
            return mail.receipt
        domain = (self._call.call.address or "").rpartition("@")[2].casefold()
        ours = bool(domain) and (item.sender or "").casefold().endswith("@" + domain)
        evidence = (*mail.receipt.evidence, *outer.evidence)
        if ours and mail.receipt.source == "received:own":
            return mail.receipt.model_copy(update={"confidence": Confidence.MEDIUM, "evidence": evidence})
        return outer.model_copy(update={"evidence": evidence})


def _distinct(name: str, names: dict[str, int]) -> str:
    """The name, numbered where another of the same container has it already, so that ``part`` names one item.
    ``names``: those taken, each with the last number given to it."""
    found = name
    while found in names:
        names[name] += 1
        found = f"{name} ({names[name]})"
    names[found] = 1
    return found
