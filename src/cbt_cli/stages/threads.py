"""Which application a message without a form belongs to: by its thread, or by the reference that it quotes; and
messages that carry the same identity with other content."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.submissions import Sort, Unpacked
from cbt_cli.register import Key

_LETTERS = 20_000
"""How much of a message's text is searched for a reference."""


def threads(unpacked: Mapping[Key, Unpacked], refs: Mapping[Key, str]) -> dict[str, str | None]:
    """Message-ID → the one application whose form came in that message; ``None`` where it brought several."""
    found: dict[str, str | None] = {}
    for (file, position), ref in refs.items():
        up: int | None = position
        while up is not None:
            item = unpacked[file, up]
            identity = item.submission.message_id if item.submission else None
            if identity:
                found[identity] = ref if found.get(identity, ref) == ref else None
            up = item.parent
    return found


def thread_of(item: Unpacked, known: Mapping[str, str | None], refs: frozenset[str], prefix: str) -> str | None:
    """The application that a message answers or quotes; ``None`` if none, or more than one."""
    mail = item.submission
    if mail is None:
        return None
    answered = {ref for identity in mail.in_reply_to if (ref := known.get(identity)) is not None}
    if len(answered) == 1:
        return answered.pop()
    said = f"{mail.subject or ''}\n{(mail.text or '')[:_LETTERS]}"
    quoted = {found for found in re.findall(rf"\b{re.escape(prefix)}-\d{{3,}}\b", said) if found in refs}
    return quoted.pop() if len(quoted) == 1 and not answered else None


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
