"""When a message arrived: every candidate as evidence, the best of them with bounds and how far it can be relied on.

The time that counts is the one at which the organisation's own border took the message: the oldest hop of the unbroken
run of own hosts at the top. What is above it is later (somebody fetched it), what is below it was written by others.
"""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from cbt_cli.domain.base import Instant, Sentence, say
from cbt_cli.domain.calls import InboxFacts
from cbt_cli.domain.submissions import Confidence, Receipt
from cbt_cli.inbox.clues import Clues, all_evidence, maildir_time, utc
from cbt_cli.inbox.hops import MOST, Hop, is_nameless, matches, read_hop
from cbt_cli.inbox.zones import Stamp, read_stamp
from cbt_cli.values.plain_text import visible

AGREE = dt.timedelta(minutes=5)
"""Clocks that differ by no more than this agree."""
UNDERWAY = dt.timedelta(days=10)
"""How long a message may be on its way; mail servers give up after some five days. An older hop is no hop of it."""
_LOWER = {Confidence.HIGH: Confidence.MEDIUM, Confidence.MEDIUM: Confidence.LOW}


@dataclass(frozen=True, slots=True)
class _Found:
    """A candidate that was chosen: its evidence is the one with ``source`` and ``raw``."""

    source: str
    raw: str
    stamp: Stamp
    confidence: Confidence
    warnings: tuple[Sentence, ...] = ()


def receipt(clues: Clues, facts: InboxFacts) -> Receipt:
    """The time of receipt by the best of the ``clues``; all of them are kept as evidence, whichever was chosen."""
    zone = _mailbox_zone(facts)
    # a zone that nobody set is no knowledge: then a time without a zone may be anywhere
    hops = [read_hop(raw, zone if facts.mailbox_zone != "UTC" else None) for raw in clues.received[:MOST]]
    date = read_stamp(clues.date) if clues.date else None
    found = (
        _by_own_host(hops, facts)
        or _by_delivery(clues)
        or _by_top(hops, facts)
        or _by_name(clues, date)
        or _by_from_line(clues, zone, date)
        or _by_sender(clues, date)
        or _by_file(clues)
    )
    evidence = all_evidence(clues, hops, date, zone, None if found is None else (found.source, found.raw))
    if found is None:
        return Receipt(evidence=evidence)
    warnings = (*found.warnings, *_doubts(clues, found, hops, date))
    return Receipt(
        received_at=found.stamp.at,
        earliest=found.stamp.earliest,
        latest=found.stamp.latest,
        source=found.source,
        confidence=found.confidence,
        evidence=evidence,
        warnings=warnings,
    )


def _mailbox_zone(facts: InboxFacts) -> ZoneInfo:
    try:
        return ZoneInfo(facts.mailbox_zone)
    except (ValueError, OSError, KeyError):  # the call file's loader refuses such a zone; not relied on here
        return ZoneInfo("UTC")


def _by_own_host(hops: list[Hop], facts: InboxFacts) -> _Found | None:
    """The last hop of the run of own hosts at the top. Hosts without a name of their own (``localhost``) are passed
    over; a hop that claims to be ours below one that had the message from outside may be made up: then both are
    bounds."""
    run: list[Hop] = []
    for hop in hops:
        if matches(hop.by, facts.own_hosts):
            run.append(hop)
        elif not is_nameless(hop.by):
            break
    dated = [(hop, hop.stamp) for hop in run if hop.stamp is not None]
    if not dated:
        return None
    chosen, stamp = dated[-1]
    warnings = [] if stamp.zone == "written" else [_zone_doubt(stamp)]
    if run[-1] is not chosen:
        stamp = replace(stamp, earliest=_oldest(hops, stamp))
        warnings.append(say("The time that our own host stamped cannot be read; the next one above it bounds it."))
    border, outside = next(((hop, at) for hop, at in dated if _from_outside(hop, facts)), (chosen, stamp))
    if border is not chosen and abs(outside.at - stamp.at) > AGREE:
        bounds = (stamp.earliest, stamp.latest, outside.earliest, outside.latest)
        stamp = replace(stamp, earliest=min(bounds), latest=max(bounds))
        warnings.append(
            say(
                "It came to our host {host} from outside at {at}, and a line below says that it had been ours before.",
                host=visible(border.by or ""),
                at=Instant(at=outside.at),
            )
        )
    confidence = Confidence.MEDIUM if warnings else Confidence.HIGH
    return _Found("received:own", chosen.raw, stamp, confidence, tuple(warnings))


def _oldest(hops: list[Hop], top: Stamp) -> dt.datetime:
    """The earliest instant that a plausible hop at or below ``top`` allows."""
    below = [hop.stamp for hop in hops if hop.stamp and top.at - UNDERWAY <= hop.stamp.at <= top.at + AGREE]
    return min(stamp.earliest for stamp in (top, *below))


def _from_outside(hop: Hop, facts: InboxFacts) -> bool:
    names = [name for name in hop.sources if not is_nameless(name)]
    # another customer of the same provider is outside, although the provider's hosts are ours
    return bool(names) and (
        not any(matches(name, facts.own_hosts) for name in names)
        or any(name.endswith(".outbound.protection.outlook.com") for name in names)
    )


def _by_delivery(clues: Clues) -> _Found | None:
    if clues.delivered is None or not clues.trusted:
        return None
    if not clues.received and clues.delivered == clues.submitted:
        return None  # a copy on the sender's side: nothing was delivered
    stamp = _exact(clues.delivered)
    tops = [hop.stamp.at for hop in map(read_hop, clues.received[:MOST]) if hop.stamp]
    agree = bool(tops) and abs(tops[0] - clues.delivered) <= AGREE
    raw = utc(clues.delivered)
    return _Found("msg:delivery_time", raw, stamp, Confidence.HIGH if agree else Confidence.MEDIUM)


def _by_top(hops: list[Hop], facts: InboxFacts) -> _Found | None:
    """The topmost hop that can be read: an upper bound. The lower one is that of the oldest plausible hop."""
    top = next((hop for hop in hops if hop.stamp is not None), None)
    if top is None or top.stamp is None:
        return None
    stamp = replace(top.stamp, earliest=_oldest(hops, top.stamp))
    confidence, warnings = Confidence.MEDIUM, []
    if facts.own_hosts:
        confidence = Confidence.LOW
        warnings.append(say("None of our own hosts stamped it at the top; somebody else's did."))
    if top.stamp.zone != "written":
        confidence = _LOWER.get(confidence, confidence)
        warnings.append(_zone_doubt(top.stamp))
    return _Found("received:top", top.raw, stamp, confidence, tuple(warnings))


def _by_name(clues: Clues, date: Stamp | None) -> _Found | None:
    at = maildir_time(clues.file_name)
    if at is None:
        return None
    stamp, warnings = _stored(_exact(at), date)
    return _Found("maildir:name", clues.file_name, stamp, Confidence.MEDIUM, warnings)


def _by_from_line(clues: Clues, zone: ZoneInfo, date: Stamp | None) -> _Found | None:
    found = read_stamp(clues.from_line, zone) if clues.from_line else None
    if found is None:
        return None
    stamp, warnings = _stored(found, date)
    return _Found("mbox:from_line", clues.from_line or "", stamp, Confidence.LOW, warnings)


def _stored(stamp: Stamp, date: Stamp | None) -> tuple[Stamp, tuple[Sentence, ...]]:
    """A time at which a message was stored: where it arrived, or where it was copied to long after. It may have arrived
    as early as it was sent."""
    if date is None or date.earliest >= stamp.earliest - AGREE:
        return stamp, ()
    doubt = say("The time may be that of a copy: by the sender's clock it was written at {at}.", at=Instant(at=date.at))
    return replace(stamp, earliest=date.earliest), (doubt,)


def _by_sender(clues: Clues, date: Stamp | None) -> _Found | None:
    if date is not None:
        warnings = () if date.zone == "written" else (_zone_doubt(date),)
        return _Found("date_header", clues.date or "", date, Confidence.LOW, warnings)
    if clues.submitted is None:
        return None
    return _Found("date_header", utc(clues.submitted), _exact(clues.submitted), Confidence.LOW)


def _by_file(clues: Clues) -> _Found | None:
    if clues.modified is None:
        return None
    return _Found("file:mtime", utc(clues.modified), _exact(clues.modified), Confidence.NONE)


def _doubts(clues: Clues, found: _Found, hops: list[Hop], date: Stamp | None) -> list[Sentence]:
    """What does not fit, for the officer; nothing here changes the time."""
    doubts = []
    stamp = found.stamp
    if not 1990 <= stamp.at.year <= 2100:
        doubts.append(say("The year {year} cannot be right.", year=stamp.at.year))
    if date is not None and found.source != "date_header" and date.earliest > stamp.latest + AGREE:
        doubts.append(
            say("By the sender's clock it was written at {at}, after it had arrived.", at=Instant(at=date.at))
        )
    times = [hop.stamp for hop in hops if hop.stamp is not None]
    if any(upper.latest + AGREE < lower.earliest for upper, lower in itertools.pairwise(times)):
        doubts.append(say("The hosts on its way stamped times that are out of order; one clock is wrong."))
    if found.source == "received:own" and clues.delivered and clues.trusted:
        gap = abs(clues.delivered - stamp.at)
        if gap > AGREE:
            doubts.append(
                say(
                    "Outlook says that it was delivered at {at}, our own host says otherwise.",
                    at=Instant(at=clues.delivered),
                )
            )
    return doubts


def _zone_doubt(stamp: Stamp) -> Sentence:
    if stamp.zone == "assumed":
        return say("The time was written without a zone; that of the mailbox was taken.")
    if stamp.zone == "doubtful":
        return say("The time zone was written in a way that means more than one.")
    return say("The time was written without a zone that is known.")


def _exact(at: dt.datetime) -> Stamp:
    at = at.astimezone(dt.UTC)
    return Stamp(at, at, at)
