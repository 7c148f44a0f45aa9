"""What applicants were asked to clarify, and which messages are connected with a question: by thread or reference."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

from cbt_cli.domain.calls import Call
from cbt_cli.domain.clarifications import Asked
from cbt_cli.domain.submissions import Confidence, Sort, Submission, Unpacked
from cbt_cli.register import Key
from cbt_cli.stages.threads import quoted, upwards, words_of

_NEVER = dt.datetime.max.replace(tzinfo=dt.UTC)


class Questions:
    """The questions, by reference, oldest first, among all items of the inbox."""

    def __init__(self, unpacked: Mapping[Key, Unpacked], questions: Mapping[str, Sequence[Asked]], call: Call) -> None:
        self._all, self._questions, self._call = unpacked, questions, call
        self._thread: dict[str, set[str]] = defaultdict(set)
        for ref, asked in questions.items():
            for identity in (each for one in asked for each in (one.message_id, one.replies_to) if each):
                self._thread[identity].add(ref)
        self._connected: dict[Key, str] = {}
        self._messages: dict[str, list[Key]] = defaultdict(list)
        for key, item in unpacked.items() if questions else ():
            if self._is_mail(key) and (about := self._ref_of(item.submission)) is not None:
                self._connected[key] = about
                self._messages[about].append(key)

    def asked_of(self, ref: str) -> Sequence[Asked]:
        """What the applicant was asked."""
        return self._questions.get(ref, ())

    def messages(self, ref: str) -> Sequence[Key]:
        """The messages that are connected with a question about an application."""
        return self._messages.get(ref, ())

    def about(self, key: Key) -> str | None:
        """The application about which the message that brought an item answers a question."""
        return next((ref for one in upwards(self._all, key) if (ref := self._connected.get(one))), None)

    def asked(self, ref: str, item: Unpacked) -> Asked | None:
        """The question that an item may answer: the last one drafted before it came. Without a time, none."""
        at = item.receipt.received_at
        if at is None or item.receipt.confidence is Confidence.NONE:
            return None
        before = [one for one in self.asked_of(ref) if one.at <= at]
        return before[-1] if before else None

    def _ref_of(self, mail: Submission | None) -> str | None:
        """The application about which a message answers a question: by its thread, else by the one that it names."""
        if mail is None:
            return None
        thread = {ref for identity in mail.in_reply_to for ref in self._thread.get(identity, ())}
        named = quoted(words_of(mail), self._call.call.reference_prefix) & self._questions.keys()
        found = thread if len(thread) == 1 else (thread & named if thread else named)
        return next(iter(found)) if len(found) == 1 else None

    def _is_mail(self, key: Key) -> bool:
        """Whether it is a message that a person wrote."""
        held = (self._all[holder].submission for holder in upwards(self._all, key))
        return self._all[key].sort is Sort.MESSAGE and not any(mail and mail.not_a_submission for mail in held)

    def message(self, key: Key, ref: str) -> Key | None:
        """The innermost message around an item that is connected with a question about ``ref``."""
        return next((one for one in upwards(self._all, key) if self._connected.get(one) == ref), None)

    def bringer(self, key: Key) -> Key:
        """The innermost message around an item; for what no message brought, the item itself."""
        return next((one for one in upwards(self._all, key) if self._all[one].sort is Sort.MESSAGE), key)

    def from_asked(self, item: Unpacked, asked: Asked) -> bool:
        """Whether it came from an address to which the question went."""
        return (item.sender or "").casefold() in {address.casefold() for address in asked.to}

    def is_ours(self, item: Unpacked, asked: Asked) -> bool:
        """Whether the office wrote it, such as the question itself as it was sent."""
        facts, mail = self._call.call, item.submission
        own = {address.casefold() for address in (*facts.organisers_addresses, facts.address or "") if address}
        sent = mail is not None and mail.message_id is not None and mail.message_id == asked.message_id
        return sent or (item.sender or "").casefold() in own

    def order(self, key: Key) -> tuple[dt.datetime, str, int]:
        """By time of receipt, then by where it lies."""
        item = self._all[key]
        return item.receipt.received_at or _NEVER, item.source, key[1]
