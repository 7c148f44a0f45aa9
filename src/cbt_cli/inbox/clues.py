"""What tells of a message's time, and all of it as evidence: who stamped what, and the instant that it says."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from cbt_cli.domain.submissions import TimeEvidence
from cbt_cli.inbox.hops import MOST, Hop
from cbt_cli.inbox.mime import Part
from cbt_cli.inbox.zones import Stamp, read_stamp
from cbt_cli.values.plain_text import visible

_RAW = 600
_MAILDIR = re.compile(r"(\d{9,10})\.[^.:;,]{1,64}\.[^/]+$")
_SIGNED = ("dkim-signature", "arc-seal", "arc-message-signature")
_OTHERS = (
    "delivery-date", "x-original-arrival-time", "x-originalarrivaltime", "resent-date", "x-received",
    "x-ms-exchange-organization-originalarrivaltime", "x-ms-exchange-crosstenant-originalarrivaltime", *_SIGNED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clues:
    """What tells of a message's time. ``received``: the ``Received`` headers from the top down, unfolded; ``others``:
    (name, text) of further headers with a time; ``file_name`` may be that of a Maildir, ``from_line`` the separator
    line of a mailbox; ``delivered`` and ``submitted`` are Outlook's own times, ``trusted`` false for a draft or a
    sender's copy; ``modified`` is the time of the file."""

    received: tuple[str, ...] = ()
    date: str | None = None
    others: tuple[tuple[str, str], ...] = ()
    file_name: str = ""
    from_line: str | None = None
    delivered: dt.datetime | None = None
    submitted: dt.datetime | None = None
    trusted: bool = True
    modified: dt.datetime | None = None


def other_times(part: Part) -> tuple[tuple[str, str], ...]:
    """The headers beside ``Date`` and ``Received`` that tell of a time: (name, text), for ``Clues.others``."""
    return tuple((name, " ".join(raw.split())) for name in _OTHERS for raw in part.all_raw(name)[:10])


def all_evidence(
    clues: Clues, hops: list[Hop], date: Stamp | None, zone: ZoneInfo, chosen: tuple[str, str] | None
) -> tuple[TimeEvidence, ...]:
    """Every candidate with what it says. ``chosen``: the source and the text of the one that was taken; a hop that was
    taken is marked with its source, the others are ``received``."""
    told: list[tuple[str, str, str | None, dt.datetime | None]] = []
    for hop in hops:
        taken = chosen is not None and chosen[0].startswith("received:") and chosen[1] == hop.raw
        told.append((chosen[0] if chosen and taken else "received", hop.raw, hop.by, _at(hop.stamp)))
    if clues.delivered is not None:
        told.append(("msg:delivery_time", utc(clues.delivered), None, clues.delivered))
    if clues.submitted is not None:
        told.append(("msg:submit_time", utc(clues.submitted), None, clues.submitted))
    in_name = maildir_time(clues.file_name)
    if in_name is not None:
        told.append(("maildir:name", clues.file_name, None, in_name))
    if clues.from_line:
        told.append(("mbox:from_line", clues.from_line, None, _at(read_stamp(clues.from_line, zone))))
    if clues.date:
        told.append(("date_header", clues.date, None, _at(date)))
    told += [(name, raw, None, _other_time(name, raw)) for name, raw in clues.others[:MOST]]
    if clues.modified is not None:
        told.append(("file:mtime", utc(clues.modified), None, clues.modified))
    return tuple(
        TimeEvidence(
            source=source, raw=visible(" ".join(raw.split()))[:_RAW], host=visible(host)[:255] if host else None, at=at
        )
        for source, raw, host, at in told
    )


def maildir_time(name: str) -> dt.datetime | None:
    """The delivery time in a Maildir's file name: seconds since 1970 (``1552686000.M1P2.host,S=1:2,S``)."""
    found = _MAILDIR.match(name.rsplit("/", 1)[-1])
    return None if found is None else dt.datetime.fromtimestamp(int(found[1]), dt.UTC)


def _other_time(name: str, raw: str) -> dt.datetime | None:
    if name in _SIGNED:
        signed = re.search(r"(?:^|[;\s])t=\s*(\d{9,10})\b", raw)
        return None if signed is None else dt.datetime.fromtimestamp(int(signed[1]), dt.UTC)
    return _at(read_stamp(raw.rpartition(";")[2]))


def _at(stamp: Stamp | None) -> dt.datetime | None:
    return None if stamp is None else stamp.at


def utc(at: dt.datetime) -> str:
    """An instant as a file note says it."""
    return f"{at.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S} UTC"
