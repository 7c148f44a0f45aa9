"""Which version of an application counts: the last complete one that arrived before the deadline.

A late or partial version never displaces a valid one from before. Every version stays in the register.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum

from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.submissions import Confidence, Receipt, Unpacked
from cbt_cli.register import Key

_NEVER = dt.datetime.max.replace(tzinfo=dt.UTC)


class Timeliness(IntEnum):
    """Whether it arrived before the deadline, as far as that is known."""

    ON_TIME = 0
    UNDECIDED = 1
    LATE = 2


def timeliness(receipt: Receipt, deadline: dt.datetime) -> Timeliness:
    """On time if the latest possible instant is before the deadline, late if the earliest is not; else undecided."""
    at = receipt.received_at
    if at is None or receipt.confidence is Confidence.NONE:
        return Timeliness.UNDECIDED
    if (receipt.latest or at) < deadline:
        return Timeliness.ON_TIME
    return Timeliness.LATE if (receipt.earliest or at) >= deadline else Timeliness.UNDECIDED


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an application. ``order``: by time of receipt, those without one last, then by where it lies."""

    key: Key
    sha256: str
    timeliness: Timeliness
    missing: int
    order: tuple[bool, dt.datetime, str, int]

    @property
    def of_unknown_time(self) -> bool:
        """Whether nothing says when it arrived."""
        return self.order[0]

    @classmethod
    def of(cls, key: Key, item: Unpacked, call: Call) -> Version:
        """The version that an unpacked form is."""
        receipt = item.receipt
        known = receipt.received_at is not None and receipt.confidence is not Confidence.NONE
        return cls(
            key=key,
            sha256=item.sha256,
            timeliness=timeliness(receipt, call.deadline_at),
            missing=len(item.applicant.missing) if item.applicant else len(call.form.questions),
            order=(not known, receipt.received_at or _NEVER, item.source, key[1]),
        )


def counting(versions: list[Version]) -> Version:
    """The version that counts, of one applicant's in order of receipt."""
    best = min((version.timeliness, version.missing > 0) for version in versions)
    fit = [version for version in versions if (version.timeliness, version.missing > 0) == best]
    fewest = min(version.missing for version in fit)
    return [version for version in fit if version.missing == fewest][-1]


def why_not(version: Version, chosen: Version, where: str) -> Sentence:
    """Why ``version`` does not count, in words; ``where`` says where the one that does lies."""
    if version.timeliness is Timeliness.LATE and chosen.timeliness is not Timeliness.LATE:
        return say("It arrived after the deadline; the version before it counts ({where}).", where=where)
    if version.timeliness is Timeliness.UNDECIDED and chosen.timeliness is Timeliness.ON_TIME:
        return say("When it arrived is not certain; the version that was in time counts ({where}).", where=where)
    if version.missing > chosen.missing:
        return say("It leaves more required questions open than the version that counts ({where}).", where=where)
    return say("A later version of the same application counts ({where}).", where=where)
