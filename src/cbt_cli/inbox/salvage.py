"""The raw text of a message held against what was found in it, so that no attachment is lost without a word.

A file of Office, a zip or a PDF begins in base64 with letters that no text has at the start of a line. Each such line
must lie in a leaf that was found. One that does not is decoded where it stands and attached with a warning. So is one
within the text itself: a ``data:`` link (RFC 2397), what hangs on an invitation (RFC 5545 3.8.1.1), quoted lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.submissions import Attachment
from cbt_cli.inbox.leaves import Leaf
from cbt_cli.inbox.parameters import shown_name
from cbt_cli.inbox.transfer import SIGNS, from_base64, uuencoded

MOST = 100
"""Files of one message that are recovered; an honest one has none."""
_ENCODED = ("\nUEsDB", "\n0M8R4KGxGuE", "\nJVBERi0")
"""How zip (and so Office), the old Office and PDF begin in base64, at the start of a line."""
_START = re.compile(r"[A-Za-z0-9+/]{25,}={0,2}[ \t]*\r?$", re.MULTILINE)
_FULL = re.compile(r"[A-Za-z0-9+/]{40,}[ \t]*\r*")
_LINES = re.compile(r"(?:[A-Za-z0-9+/]{1,998}={0,2}[ \t]*\r?(?:\n|\Z))+")
_WITHIN = re.compile(
    r"(?:(?i:;base64,\s{0,4}|;ENCODING=BASE64[^:\r\n]{0,300}:)|^>[> ]{0,20})"
    r"((?:UEsDB|0M8R4KGxGuE|JVBERi0)[A-Za-z0-9+/]{25,}={0,2}(?:\r?\n[> \t]{1,20}[A-Za-z0-9+/]+={0,2}(?=[\r\n]))*)",
    re.MULTILINE,
)
_NAME = re.compile(r"\b(?:file)?name\s*=\s*\"?([^\"\r\n;]{1,200})", re.IGNORECASE)


def overlooked(text: str, found: list[Leaf]) -> tuple[list[Sentence], list[Leaf]]:
    """Files that stand in ``text`` and are in none of the leaves, with a warning for each."""
    starts = sorted(_starts(text))[: MOST * 10]
    recovered = _uuencoded(found) if "begin " in text else []
    recovered = [*recovered, *_base64(text, starts, found), *_within(found)][:MOST]
    warnings = [
        say(
            "{name} was not where the message says that its parts are; it was found in the raw text. Look at it.",
            name=leaf.attachment.name,
        )
        for leaf in recovered
    ]
    return warnings, recovered


def _starts(text: str) -> Iterator[int]:
    """Where lines begin as such files do, unless the line before is base64 too: a zip has such letters within, at the
    head of each of its members, and every 57th of them begins a line."""
    for sign in _ENCODED:
        at = text.find(sign)
        while at >= 0:
            before = text[text.rfind("\n", 0, at) + 1 : at]
            if _START.match(text, at + 1) and not _FULL.fullmatch(before):
                yield at + 1
            at = text.find(sign, at + 1)


def _base64(text: str, starts: list[int], found: list[Leaf]) -> list[Leaf]:
    heads = [leaf.data[:200] for leaf in found if leaf.data.startswith(SIGNS)]
    # a message within is read in its turn, and what stands in it is looked for then
    within = [leaf.raw for leaf in found if leaf.kind.startswith("message/") and leaf.attachment.role == "file"]
    recovered: list[Leaf] = []
    for start in starts:
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else len(text)].rstrip()
        head = from_base64(line[:240].encode("ascii", "ignore"))[0][:100]
        known = next((one for one in heads if one.startswith(head)), None)
        if known is not None:
            heads.remove(known)
        elif not any(line in raw for raw in within):
            block = _LINES.match(text, start)
            data = from_base64((block.group() if block else line).encode("ascii", "ignore"))[0]
            recovered.append(_recovered(data, len(recovered) + 1, text[max(0, start - 2_000) : start]))
    return recovered


def _within(found: list[Leaf]) -> list[Leaf]:
    """Documents that stand in base64 within the texts of the message, decoded of their own transfer encoding."""
    known = {leaf.data[:100] for leaf in found}
    recovered: list[Leaf] = []
    for leaf in found:
        if not leaf.kind.startswith("text/") or not (b"64" in leaf.data or b">" in leaf.data):
            continue
        text = leaf.data.decode("ascii", "surrogateescape")
        for match in _WITHIN.finditer(text):
            data = from_base64(re.sub(r"[> \t\r\n]", "", match[1]).encode("ascii"))[0]
            if data[:100] not in known and len(recovered) < MOST:
                known.add(data[:100])
                recovered.append(
                    _recovered(data, len(recovered) + 1, text[max(0, match.start() - 2_000) : match.start()])
                )
    return recovered


def _uuencoded(found: list[Leaf]) -> list[Leaf]:
    files = []
    for leaf in found:
        if leaf.attachment.role == "body" and "begin " in leaf.raw:
            text = leaf.data.decode("ascii", "surrogateescape")
            for name, data, damaged in uuencoded(text):
                files.append(Leaf(Attachment(name=shown_name(name)), data, "application/octet-stream", damaged))
    return files


def _recovered(data: bytes, number: int, before: str) -> Leaf:
    """A file under the name that stands nearest above it, unless a blank line and more lie between."""
    named = _NAME.findall(before.rpartition("\n--")[2])
    name = shown_name(named[-1]) if named else ""
    return Leaf(Attachment(name=name or f"recovered file {number}"), data, "application/octet-stream")
