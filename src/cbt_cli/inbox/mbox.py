"""A mailbox file: messages one after the other, each behind a line that begins with ``From `` (RFC 4155 and its kin).

A line that begins so may also stand in a message. It separates messages only if it has the shape of a separator and
a header follows it; the standard library's ``mailbox`` takes every such line for one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from cbt_cli.domain.base import say
from cbt_cli.domain.calls import InboxFacts
from cbt_cli.domain.submissions import Attachment, Opened
from cbt_cli.inbox.source import is_message

MOST = 20_000
"""Messages of one mailbox."""
_TOP = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n]*(?=From )")
_DATED = re.compile(rb"\s\d{1,2}:\d\d(?::\d\d)?\b.*\b\d{4}\b|\b\d{4}\b.*\s\d{1,2}:\d\d")
_SHAPE = re.compile(rb"From (?:-|\S+)(?:[ \t]+(?P<rest>[^\r\n]*))?$")
_AGAIN = re.compile(rb"(?:>*From [^\r\n]*\r?\n){0,5}")
_FIELD = re.compile(rb"[!-9;-~]{1,100}[ \t]*:")
_ONE = re.compile(r"message \d+$|.*\.emlx?$|\d{9,10}\.[^.]+\..+$", re.IGNORECASE)
"""Names of files that hold one message: with a separator line at the top they are still that message."""


def read_mbox(
    data: bytes, name: str, facts: InboxFacts, modified: dt.datetime | None
) -> tuple[Opened, list[bytes]] | None:
    """The messages of a mailbox, each with its separator line; ``None`` where ``data`` is no mailbox."""
    del facts, modified
    top = _TOP.match(data)
    if top is None:
        return None
    data = data[top.end() :]
    starts = list(_separators(data)) or list(_loose(data))
    if not starts or (len(starts) == 1 and _ONE.match(name)):
        return None
    if starts[0] != 0:
        starts.insert(0, 0)
    if len(starts) > MOST:
        why = say("The mailbox holds {count} messages; more than {most} are not opened.", count=len(starts), most=MOST)
        return Opened(format="mbox", failed=why), []
    pieces = [data[start:end] for start, end in zip(starts, [*starts[1:], len(data)], strict=True)]
    attachments = tuple(
        Attachment(name=f"message {number}", content_type="message/rfc822") for number in range(1, len(pieces) + 1)
    )
    return Opened(format="mbox", archive=True, attachments=attachments), pieces


def _lines(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each line that begins with ``From `` starts and ends."""
    at = 0 if data.startswith(b"From ") else data.find(b"\nFrom ") + 1
    while at or data.startswith(b"From "):
        end = data.find(b"\n", at)
        if end < 0:
            yield at, len(data)
            return
        yield at, end
        at = data.find(b"\nFrom ", end) + 1
        if not at:
            return


def _separators(data: bytes) -> Iterator[int]:
    """Lines of the right shape with a header after them."""
    for start, end in _lines(data):
        shape = _SHAPE.match(data[start : min(end, start + 300)].rstrip())
        if shape is None or (shape["rest"] and not _DATED.search(b" " + shape["rest"])):
            continue
        after = _AGAIN.match(data, end + 1)
        follows = after.end() if after else end + 1
        if _FIELD.match(data, follows) and (start or is_message(data[follows : follows + 65_536])):
            yield start


def _loose(data: bytes) -> Iterator[int]:
    """Dated separators after a blank line or at the top, of messages that have no headers."""
    for start, end in _lines(data):
        shape = _SHAPE.match(data[start : min(end, start + 300)].rstrip())
        dated = shape is not None and shape["rest"] and _DATED.search(b" " + shape["rest"])
        if dated and (start == 0 or data[max(0, start - 3) : start].endswith((b"\n\n", b"\r\n"))):
            yield start
