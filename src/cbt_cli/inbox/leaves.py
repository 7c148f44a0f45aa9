"""The leaves of a message: every part that holds no others becomes an attachment or is the message's own text.

Nothing is chosen by its disposition or its type: what is not plainly text of the message is a file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.submissions import Attachment
from cbt_cli.inbox.charsets import header_text
from cbt_cli.inbox.listing import is_noise
from cbt_cli.inbox.mime import Part
from cbt_cli.inbox.parameters import file_name, shown_name
from cbt_cli.inbox.source import as_message
from cbt_cli.inbox.transfer import SIGNS, undone

_REPORT = "multipart/report"
_BODY = frozenset({"plain", "html", "enriched", "richtext", "x-amp-html", "watch-html", "x-watch-html", "x-aol"})
_OF_REPORTS = frozenset({
    "message/delivery-status", "message/disposition-notification", "message/feedback-report",
    "message/global-delivery-status", "message/tracking-status", "text/rfc822-headers",
    "message/rfc822-headers", "message/global-headers", "message/global-disposition-notification",
})  # fmt: skip
_SIGNATURES = frozenset({
    "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
})  # fmt: skip
_SUBJECT = re.compile(r"^subject[ \t]*:[ \t]*([^\n]*(?:\n[ \t]+[^\n]+)*)", re.MULTILINE | re.IGNORECASE)
_MESSAGES = frozenset({"message/rfc822", "message/global", "message/news", "message/x-rfc822"})
_ENDINGS = {
    "application/pdf": ".pdf", "application/msword": ".doc", "application/zip": ".zip", "text/plain": ".txt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx", "text/html": ".html",
    "application/vnd.ms-excel": ".xls", "image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif",
    "text/calendar": ".ics", "application/pkcs7-mime": ".p7m", "application/x-pkcs7-mime": ".p7m",
    "application/ms-tnef": ".dat", "message/rfc822": ".eml",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf with its bytes. ``damaged``: it could only be decoded in part. ``charset`` is that of a text."""

    attachment: Attachment
    data: bytes
    kind: str
    damaged: bool = False
    charset: str | None = None
    raw: str = ""
    """As it stands in the message, undecoded."""


def leaves(root: Part) -> list[Leaf]:
    """All leaves of the message in order."""
    parts = list(root.leaves())
    kinds = frozenset(part.kind for part in parts)
    return [_leaf(part, number, root.kind, kinds) for number, part in enumerate(parts, start=1)]


def _leaf(part: Part, number: int, root: str, kinds: frozenset[str]) -> Leaf:
    kind = part.kind
    data, damaged = undone(part.text, header_text(part.raw("content-transfer-encoding") or ""))
    disposition, parameters = part.disposition
    name = file_name(parameters, part.parameters)
    if kind in _MESSAGES and name is None:
        name = message_name(data)
    elif kind in _SIGNATURES and (name is None or is_noise(name) is None):
        name = f"{name or 'smime'}.p7s"  # known by its name from here on
    elif kind == "application/applefile" and name is not None:
        name = f"._{name}"  # the Macintosh's own half of a file; the other half is the file
    binary = data.startswith(SIGNS) or (b"\0" in data[:1_000] and "charset" not in part.parameters)
    own = name is None and disposition != "attachment" and not binary
    body = (own and (_is_text(kind, root, kinds) or not data.strip())) or (root == _REPORT and kind in _OF_REPORTS)
    failed = _elsewhere(part)
    attachment = Attachment(
        name=name or unnamed(number, kind, data),
        content_type=shown_name(kind),
        inline=disposition == "inline" or (disposition != "attachment" and part.raw("content-id") is not None),
        role="body" if body and failed is None else "file",
        failed=failed,
    )
    if failed is not None:
        return Leaf(attachment, b"", kind)
    return Leaf(attachment, data, kind, damaged, part.parameters.get("charset"), part.text)


def _is_text(kind: str, root: str, kinds: frozenset[str]) -> bool:
    """Whether a part without a name is text of the message itself. An invitation is, where it is told in words too."""
    main, _, sub = kind.partition("/")
    if kind == "text/calendar":
        return bool(kinds & {"text/plain", "text/html"}) or root == kind
    return main == "text" and sub in _BODY


def message_name(data: bytes) -> str:
    """What a message that is attached without a name is called: by its subject."""
    source = as_message(data)
    text = source.text[:65_536] if source else ""
    head = re.split(r"\n[ \t]*\r?\n", text, maxsplit=1)[0]
    found = _SUBJECT.search(head)
    subject = header_text(found[1]) if found else ""
    return f"{shown_name(subject) or 'message without a subject'}.eml"


def unnamed(number: int, kind: str, data: bytes = b"") -> str:
    """A name for a part that has none: its number, and the ending that its type or content suggests."""
    ending = _ENDINGS.get(kind, "")
    if not ending and data.startswith(b"%PDF-"):
        ending = ".pdf"
    return f"part {number}{ending}"


def _elsewhere(part: Part) -> Sentence | None:
    """Why the bytes are not in the message at all."""
    if part.kind == "message/external-body":
        where = part.parameters.get("url") or part.parameters.get("name") or part.parameters.get("site") or "?"
        return say(
            "The file is not in the message, which only says where it lies ({where}). Please attach the file itself.",
            where=shown_name(header_text(where)),
        )
    if part.kind == "message/partial":
        return partial(part)
    return None


def partial(part: Part) -> Sentence:
    """What to say of a message that is one piece of a larger one (RFC 2046 5.2.2)."""
    return say(
        "The message is piece {number} of {total} of a larger one that was cut up on its way. "
        "Please send it again in one piece.",
        number=shown_name(part.parameters.get("number", "?")),
        total=shown_name(part.parameters.get("total", "?")),
    )
