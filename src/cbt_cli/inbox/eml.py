"""A message as mail servers keep it (RFC 5322): ``.eml``, ``.emlx``, a message of a mailbox or of a Maildir."""

from __future__ import annotations

import datetime as dt

from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.calls import InboxFacts
from cbt_cli.domain.submissions import Attachment, Opened, Submission
from cbt_cli.inbox.charsets import decode, header_text
from cbt_cli.inbox.clues import Clues, other_times
from cbt_cli.inbox.leaves import Leaf, leaves, partial
from cbt_cli.inbox.mime import MOST_PARTS, Part, TooManyPartsError, parse
from cbt_cli.inbox.people import behind, identifiers, recipients, sender
from cbt_cli.inbox.purpose import Contents, not_a_submission
from cbt_cli.inbox.receipt import receipt
from cbt_cli.inbox.salvage import overlooked
from cbt_cli.inbox.sealed import ENCRYPTED, why_sealed
from cbt_cli.inbox.smime import is_enveloped, is_mime, signed_content
from cbt_cli.inbox.source import Source, as_message
from cbt_cli.inbox.transfer import SIGNS
from cbt_cli.inbox.words import from_html, links_elsewhere, plain
from cbt_cli.values.plain_text import visible

LARGEST = 80 * 1024 * 1024
"""Bytes of one message; the parser needs some ten times as much."""
Result = tuple[Opened, list[bytes]]


def read_eml(data: bytes, name: str, facts: InboxFacts, modified: dt.datetime | None) -> Result | None:
    """The message in ``data`` with all its leaves; ``None`` where it is no message."""
    if len(data) > LARGEST:
        if as_message(data[:1_000_000]) is None:
            return None
        most = LARGEST // (1024 * 1024)
        return Opened(format="eml", failed=say("The message is larger than {most} MiB.", most=most)), []
    source = as_message(data)
    if source is None:
        return None
    try:
        root = parse(source.text)
    except TooManyPartsError:
        why = say("The message holds more than {most} parts, or parts too deep in one another.", most=MOST_PARTS)
        return Opened(format="eml", failed=why), []
    return _message(root, source, name, facts, modified)


def read_signed(data: bytes, name: str, facts: InboxFacts, modified: dt.datetime | None) -> Result | None:
    """What was signed in a ``smime.p7m``; ``None`` where ``data`` is none, or a signature without what it signs."""
    del facts, modified
    if is_enveloped(data):
        return Opened(format="encrypted", failed=ENCRYPTED), []
    content = signed_content(data)
    if content is None:
        return None
    if is_mime(content):
        found = _inner_leaves(content)
    else:
        inner = name[:-4] if name.lower().endswith(".p7m") else name
        found = [Leaf(Attachment(name=inner or "signed file"), content, "application/octet-stream")]
    attachments = tuple(leaf.attachment for leaf in found)
    return Opened(format="p7m", archive=True, attachments=attachments), [leaf.data for leaf in found]


def _inner_leaves(content: bytes) -> list[Leaf]:
    """The leaves of a MIME entity whose headers may say no more than its type."""
    source = as_message(content)
    text = source.text if source else content.lstrip().decode("ascii", "surrogateescape")
    try:
        return leaves(parse(text))
    except TooManyPartsError:
        return []


def _message(root: Part, source: Source, name: str, facts: InboxFacts, modified: dt.datetime | None) -> Result:
    found = _unwrapped(leaves(root))
    lost, recovered = overlooked(source.text, found)
    found += recovered
    address, own_name, several = sender(root.raw("from") or root.raw("sender"))
    warnings = [*_several(root, address, several=several), *_damages(found), *lost]
    text, links = _text(found)
    files = [leaf for leaf in found if leaf.attachment.role == "file" and not _is_picture(leaf)]
    documents = any(leaf.data.startswith(SIGNS) for leaf in files)
    contents = Contents(bool(files), documents, frozenset(leaf.kind for leaf in found))
    submission = Submission(
        sender=address,
        sender_name=own_name,
        behind=behind(address, [root.raw("sender"), root.raw("reply-to")]),
        recipients=recipients([*root.all_raw("to"), *root.all_raw("cc")]),
        subject=visible(" ".join(header_text(root.raw("subject") or "").split())) or None,
        message_id=next(iter(identifiers(root.all_raw("message-id"))), None),
        in_reply_to=identifiers([*root.all_raw("in-reply-to"), *root.all_raw("references")]),
        text=text or None,
        links=links,
        receipt=receipt(_clues(root, source, name, modified), facts),
        not_a_submission=not_a_submission(root, contents, address),
        warnings=tuple(warnings),
    )
    failed = partial(root) if root.kind == "message/partial" else why_sealed(root, found)
    if failed is not None:
        return Opened(format="eml", submission=submission, failed=failed), []
    attachments = tuple(leaf.attachment for leaf in found)
    return Opened(format="eml", submission=submission, attachments=attachments), [leaf.data for leaf in found]


def _clues(root: Part, source: Source, name: str, modified: dt.datetime | None) -> Clues:
    return Clues(
        received=tuple(root.all_raw("received")),
        date=root.raw("date"),
        others=other_times(root),
        file_name=name,
        from_line=source.from_line,
        modified=modified,
    )


def _unwrapped(found: list[Leaf]) -> list[Leaf]:
    """Where the whole message is wrapped into its signature, what was signed."""
    if len(found) != 1 or not found[0].kind.endswith("pkcs7-mime"):
        return found
    content = signed_content(found[0].data)
    return (_inner_leaves(content) if content and is_mime(content) else []) or found


def _several(root: Part, address: str | None, *, several: bool) -> list[Sentence]:
    """Whether it names more than one sender."""
    if address is None or not (several or len(root.all_raw("from")) > 1):
        return []
    return [say("More than one sender is named; {address} was taken.", address=address)]


def _damages(found: list[Leaf]) -> list[Sentence]:
    return [
        say("{name} is damaged in transfer; what could be decoded of it was read.", name=leaf.attachment.name)
        for leaf in found
        if leaf.damaged
    ]


def _text(found: list[Leaf]) -> tuple[str, tuple[str, ...]]:
    """The message's own text, and the services that it links to. Plain text is taken before HTML."""
    bodies = [leaf for leaf in found if leaf.attachment.role == "body" and leaf.kind.startswith("text/")]
    said = [leaf for leaf in bodies if leaf.kind == "text/plain"]
    pages = [decode(leaf.data[:400_000], leaf.charset) for leaf in bodies if leaf.kind == "text/html"][:20]
    texts = [decode(leaf.data[:100_000], leaf.charset) for leaf in said[:20]]
    text = plain("\n\n".join(texts)) or plain("\n\n".join(map(from_html, pages)))
    return text, links_elsewhere("\n".join([*texts, *pages]))


def _is_picture(leaf: Leaf) -> bool:
    return leaf.attachment.inline and leaf.kind.startswith("image/")
