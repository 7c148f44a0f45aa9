"""Which application a message without a form belongs to: by its thread, or by the reference that it quotes; and
messages that carry the same identity with other content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.submissions import Sort, Submission, Unpacked
from cbt_cli.register import Key

_LETTERS = 20_000
"""How much of a message's text is searched for a reference."""


def upwards(unpacked: Mapping[Key, Unpacked], key: Key) -> Iterator[Key]:
    """The item itself, what it lies in, and so on."""
    file, position = key
    up: int | None = position
    while up is not None:
        yield file, up
        up = unpacked[file, up].parent


def quoted(said: str, prefix: str) -> set[str]:
    """The references of the call that stand in a text."""
    return set(re.findall(rf"\b{re.escape(prefix)}-\d{{3,}}\b", said))


def words_of(mail: Submission) -> str:
    """A message's subject and as much of its text as is searched for a reference."""
    return f"{mail.subject or ''}\n{(mail.text or '')[:_LETTERS]}"


def threads(unpacked: Mapping[Key, Unpacked], refs: Mapping[Key, str]) -> dict[str, str | None]:
    """Message-ID → the one application whose form came in that message; ``None`` where it brought several."""
    found: dict[str, str | None] = {}
    for key, ref in refs.items():
        for holder in upwards(unpacked, key):
            mail = unpacked[holder].submission
            if mail is not None and mail.message_id:
                found[mail.message_id] = ref if found.get(mail.message_id, ref) == ref else None
    return found


def thread_of(item: Unpacked, known: Mapping[str, str | None], refs: frozenset[str], prefix: str) -> str | None:
    """The application that a message answers or quotes; ``None`` if none, or more than one."""
    mail = item.submission
    if mail is None:
        return None
    answered = {ref for identity in mail.in_reply_to if (ref := known.get(identity)) is not None}
    if len(answered) == 1:
        return answered.pop()
    named = quoted(words_of(mail), prefix) & refs
    return named.pop() if len(named) == 1 and not answered else None


def conflicts(unpacked: Mapping[Key, Unpacked]) -> dict[Key, Sentence]:
    """Messages whose Message-ID an earlier one has, with other parts: not a copy, so a person looks at both."""
    first: dict[str, tuple[Key, frozenset[str]]] = {}
    found: dict[Key, Sentence] = {}
    for key, item in unpacked.items():
        mail = item.submission
        if item.sort is not Sort.MESSAGE or mail is None or not mail.message_id:
            continue
        file, position = key
        parts = frozenset(
            one.sha256 for at in range(position + 1, position + 200)
            if (one := unpacked.get((file, at))) is not None and one.parent == position
        )  # fmt: skip
        before, theirs = first.setdefault(mail.message_id, (key, parts))
        if before != key and theirs != parts:
            found[key] = say(
                "Another message has the same Message-ID and other attachments ({other}): please look at both.",
                other=unpacked[before].source,
            )
    return found
