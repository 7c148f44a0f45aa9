"""``deadline``: the submission arrived before the call's instant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from cbt_cli.domain.base import Instant, Sentence, say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.checks import Case, Verdict
from cbt_cli.domain.submissions import Confidence, Receipt
from cbt_cli.rules.rule import Example, Opinion, Rule
from cbt_cli.rules.sound import received, sound

UNPROVEN = ("file:mtime", "unknown")
"""Sources that prove nothing: copying a file changes its time."""
LEEWAY = dt.timedelta(hours=24)
"""How far a time of low confidence may be off. It comes from a clock that nobody here set (the sender's) or in a zone
that nobody wrote down: a wrong zone shifts it by up to 14 h, and a message may wait hours in a queue. What is further
from the deadline than a day is not explained by that, so it decides."""
SECOND = dt.timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which instants (UTC, both included) the one that counts lies, and why they are as wide as they are."""

    earliest: dt.datetime
    latest: dt.datetime
    why: tuple[Sentence, ...] = ()


class Deadline(Rule):
    """The bounds of the receipt are held against the instant; what straddles it is for the officer."""

    name = "deadline"

    def text(self, call: Call) -> Sentence:
        """The condition in words."""
        until = Instant(at=call.deadline_at)
        if call.deadline.basis == "sent":
            return say("The application was sent before {until} ({words}).", until=until, words=call.deadline.text)
        return say("The application was received before {until} ({words}).", until=until, words=call.deadline.text)

    def decide(self, case: Case, call: Call) -> Opinion:
        """Passes if even the latest possible instant is before the deadline, fails if even the earliest is not."""
        bounds = _bounds(case.receipt, call)
        stamps = tuple(
            say("As stamped ({source}): {raw}", source=stamp.source, raw=stamp.raw)
            for stamp in case.receipt.evidence
            if stamp.source in (case.receipt.source, "date_header")
        )
        details = (*case.receipt.warnings, *stamps)
        if bounds is None:
            return Opinion(Verdict.UNCLEAR, _unknown(case.receipt), details)
        details = (*bounds.why, *details)
        limit, moment = call.deadline_at, min(_moment(case.receipt, call) or bounds.latest, bounds.latest)
        if bounds.latest < limit:
            return Opinion(Verdict.PASS, _told(moment, call), details)
        if bounds.earliest >= limit:
            return Opinion(Verdict.FAIL, _told(moment, call), details)
        between = say(
            "It may have been at any time from {earliest} to {latest}, and the deadline lies in between.",
            earliest=_shown(bounds.earliest, call),
            latest=_shown(bounds.latest, call),
        )
        unsure = say("Whether it was in time cannot be told for certain.")
        return Opinion(Verdict.UNCLEAR, unsure, (_told(moment, call), between, *details))

    def examples(self, call: Call) -> Iterator[Example]:
        """The second before, the deadline itself, and times that prove little or nothing."""
        at, day = call.deadline_at, dt.timedelta(days=1)
        yield _example(
            call, say("3 h 12 min before the deadline"), Verdict.PASS, at - dt.timedelta(hours=3, minutes=12)
        )
        yield _example(call, say("one second before the deadline"), Verdict.PASS, at - SECOND)
        yield _example(call, say("at the deadline"), Verdict.FAIL, at)
        yield _example(call, say("two days late"), Verdict.FAIL, at + 2 * day)
        yield Example(say("no time of receipt"), Verdict.UNCLEAR, sound(call, receipt=Receipt()))
        loose = Receipt(received_at=at - 3 * day, earliest=at - 3 * day, latest=at - 3 * day, source="file:mtime")
        yield Example(say("a loose file with its own date only"), Verdict.UNCLEAR, sound(call, receipt=loose))
        hours = dt.timedelta(hours=5)
        wide = Receipt(
            received_at=at, earliest=at - hours, latest=at + hours, source="received:top", confidence=Confidence.MEDIUM
        )
        yield Example(say("a zone that is not known"), Verdict.UNCLEAR, sound(call, receipt=wide))
        for says, verdict, moment in (
            (say("the sender's own clock, an hour before the deadline"), Verdict.UNCLEAR, at - SECOND * 3600),
            (say("the sender's own clock, two days before the deadline"), Verdict.PASS, at - 2 * day),
            (say("the sender's own clock, two days after the deadline"), Verdict.FAIL, at + 2 * day),
        ):
            yield Example(says, verdict, sound(call, receipt=received(moment, "date_header", Confidence.LOW)))


def _example(call: Call, says: Sentence, verdict: Verdict, at: dt.datetime) -> Example:
    return Example(says, verdict, sound(call, receipt=received(at)))


def _moment(receipt: Receipt, call: Call) -> dt.datetime | None:
    """The instant that counts, as it was read."""
    sent = next((stamp.at for stamp in receipt.evidence if stamp.source == "date_header" and stamp.at), None)
    return sent or receipt.received_at if call.deadline.basis == "sent" else receipt.received_at


def _bounds(receipt: Receipt, call: Call) -> Bounds | None:
    """Bounds of the instant that counts; ``None`` where nothing proves it."""
    arrival = _arrival(receipt)
    if call.deadline.basis == "received":
        return arrival
    # When it was sent is told by the sender's own clock alone; but nothing is sent after it has arrived.
    sent = next((stamp.at for stamp in receipt.evidence if stamp.source == "date_header" and stamp.at), None)
    if sent is None:
        return None if arrival is None or arrival.latest >= call.deadline_at else arrival
    latest = sent + LEEWAY if arrival is None else min(sent + LEEWAY, arrival.latest)
    return Bounds(min(sent - LEEWAY, latest), latest, (_SENDERS_CLOCK,))


def _arrival(receipt: Receipt) -> Bounds | None:
    known = [at for at in (receipt.earliest, receipt.received_at, receipt.latest) if at is not None]
    if not known or receipt.confidence is Confidence.NONE or receipt.source in UNPROVEN:
        return None
    if receipt.confidence is not Confidence.LOW:
        return Bounds(min(known), max(known))
    why = _SENDERS_CLOCK if receipt.source == "date_header" else _LOW
    return Bounds(min(known) - LEEWAY, max(known) + LEEWAY, (why,))


_SENDERS_CLOCK = say(
    "The time is that of the sender's own clock, which decides only what lies more than a day from the deadline."
)
_LOW = say("The time is not well attested, so that it decides only what lies more than a day from the deadline.")


def _unknown(receipt: Receipt) -> Sentence:
    if receipt.received_at is None:
        return say("Nothing says when it was received.")
    return say(
        "The only time is that of {source} ({at}), which proves nothing: copying a file changes it.",
        source=receipt.source,
        at=Instant(at=receipt.received_at),
    )


def _told(moment: dt.datetime, call: Call) -> Sentence:
    at, limit = _shown(moment, call), call.deadline_at
    sent = call.deadline.basis == "sent"
    if moment < limit:
        gap = margin(limit - moment)
        if sent:
            return say("Sent {at}, {margin} before the deadline.", at=at, margin=gap)
        return say("Received {at}, {margin} before the deadline.", at=at, margin=gap)
    if moment == limit:
        return say("{at} is the deadline itself, which is the first instant that is too late.", at=at)
    gap = margin(moment - limit)
    if sent:
        return say("Sent {at}, {margin} after the deadline.", at=at, margin=gap)
    return say("Received {at}, {margin} after the deadline.", at=at, margin=gap)


def margin(gap: dt.timedelta) -> Sentence:
    """A span of time for people: ``3 h 12 min``; from two days on ``4 days 3 h``; below a second ``less than a
    second``."""
    seconds = int(gap.total_seconds())  # whole ones: a margin is never rounded up
    minutes, hours = seconds // 60, seconds // 3600
    if hours >= 48 and not hours % 24:
        return say("{days} days", days=hours // 24)
    if hours >= 48:
        return say("{days} days {hours} h", days=hours // 24, hours=hours % 24)
    if hours:
        return say("{hours} h {minutes} min", hours=hours, minutes=minutes % 60)
    if minutes:
        return say("{minutes} min {seconds} s", minutes=minutes, seconds=seconds % 60)
    return say("{seconds} s", seconds=seconds) if seconds else say("less than a second")


def _shown(at: dt.datetime, call: Call) -> str:
    """An instant in the call's zone, to the second; in UTC at the ends of the calendar, which the zone may leave."""
    try:
        local = at.astimezone(ZoneInfo(call.deadline.zone))
    except OverflowError:
        local = at.astimezone(dt.UTC)
    return f"{local:%d/%m/%Y %H:%M:%S %Z}"
