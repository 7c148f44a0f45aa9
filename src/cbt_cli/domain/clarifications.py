"""A clarification: what an applicant was asked, what came back, and what of it counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime

from cbt_cli.domain.applications import Source
from cbt_cli.domain.base import Sentence, Value


class Point(Value):
    """One point that was asked: the rule, why it was unclear, and the questions of the form that it opens (keys)."""

    rule: str
    reason: Sentence
    fields: tuple[str, ...] = ()


class Asked(Value):
    """A clarification as it was drafted; whether it was sent, nobody here can know. ``number``: its journal entry.

    ``points``: the closed list; ``None`` where an older cbt did not keep it. ``sha256`` is the digest of the form that
    it rests on, ``piece`` all that the form is known by. ``to``: the addresses written to, the only ones that an
    answer is taken from. ``message_id``: the draft's own (a mail program may replace it); ``replies_to``: the
    applicant's message's.
    """

    number: int
    ref: str
    at: AwareDatetime
    answer_by: dt.date
    to: tuple[str, ...] = ()
    points: tuple[Point, ...] | None = None
    piece: tuple[str, str | None, str] | None = None
    message_id: str | None = None
    replies_to: str | None = None

    @property
    def sha256(self) -> str | None:
        """The digest of the form that it rests on."""
        return self.piece[2] if self.piece else None

    @property
    def opened(self) -> frozenset[str]:
        """The questions of the form that it opens."""
        return frozenset(key for point in self.points or () for key in point.fields)

    def until(self, zone: str) -> dt.datetime:
        """The first instant that is too late for an answer: the end of the last day, in the call's zone."""
        return dt.datetime.combine(self.answer_by + dt.timedelta(days=1), dt.time(), ZoneInfo(zone))


class Standing(StrEnum):
    """What becomes of an answer: it counts, it is late, or it waits for the officer (all others)."""

    COUNTS = "counts"
    LATE = "late"
    NO_FORM = "no_form"
    OTHER_ADDRESS = "other_address"
    OTHER_REFERENCE = "other_reference"
    UNCONNECTED = "unconnected"
    TIME_UNKNOWN = "time_unknown"
    OTHER_VERSION = "other_version"

    @property
    def waits(self) -> bool:
        """Whether the officer has to look at it."""
        return self not in (Standing.COUNTS, Standing.LATE)


class Change(Value):
    """One question that an answer's form answers otherwise than the form that was judged, and whether that counts."""

    field: str
    before: tuple[Source, ...]
    after: tuple[Source, ...]
    counts: bool
    why: Sentence


class Reply(Value):
    """One answer: the message that brought it (``source``, ``part``), and what became of it.

    ``question``: the journal entry of what it answers; ``form``: where its form lies within ``source``, ``None``
    without one; ``sha256``: the form's digest, else the message's.
    """

    question: int
    source: str
    part: str | None
    form: str | None
    sha256: str
    sender: str | None
    received_at: dt.datetime | None
    standing: Standing
    why: Sentence
    changes: tuple[Change, ...] = ()


class State(StrEnum):
    """How a clarification stands."""

    OPEN = "open"
    ANSWERED = "answered"
    WAITS = "waits"
    SILENT = "silent"
    LAPSED = "lapsed"


def state_of(asked: Asked, replies: Iterable[Reply], sha256: str, now: dt.datetime, zone: str) -> State:
    """How ``asked`` stands at ``now``. ``sha256``: the form that counts now; a question about another has lapsed."""
    found = {reply.standing for reply in replies if reply.question == asked.number}
    if asked.sha256 not in (None, sha256):
        return State.LAPSED
    if any(standing.waits for standing in found):
        return State.WAITS
    if Standing.COUNTS in found:
        return State.ANSWERED
    return State.SILENT if now >= asked.until(zone) else State.OPEN
