"""Third-party mail beside the project: every file has one result, and nothing that a peer finds is missing."""

from __future__ import annotations

import email
import email.policy
from email.message import Message
from pathlib import Path

import pytest
from mails import NOBODY

from cbt_cli.domain.submissions import Opened
from cbt_cli.inbox import open_container

FOLDER = Path(__file__).parents[2] / "../shared/corpora/mail"
FILES = sorted(path for path in FOLDER.rglob("*") if path.is_file()) if FOLDER.is_dir() else []
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FILES, reason="third-party mail is not beside the project (../shared/corpora/mail)"),
]
WEB_PAGES = {"multipart-related-mhtml.txt", "malformed-content-type-params.raw"}
"""Pages saved in one file: documents written like messages, which the form reader names."""


def results() -> list[tuple[Path, bytes, Opened | None, list[bytes]]]:
    """Every file of the corpus, opened."""
    found = []
    for path in FILES:
        data = path.read_bytes()
        told = open_container(data, path.name, NOBODY, modified=None)
        found.append((path, data, told[0] if told else None, told[1] if told else []))
    return found


def test_every_file_has_one_result() -> None:
    """No exception; as many bytes as attachments; what fails says why in a sentence."""
    for path, _, told, blobs in results():
        if told is not None:
            assert len(told.attachments) == len(blobs), path
            assert "stumbled" not in str(told.failed), path
            assert Opened.model_validate_json(told.model_dump_json()) == told


def peers_count(data: bytes) -> int:
    """Named or ``attachment`` parts, as the better of the standard library's two policies finds them."""
    counts = []
    for policy in (email.policy.compat32, email.policy.default):
        whole: Message = email.message_from_bytes(data, policy=policy)
        try:
            counts.append(sum(_is_attachment(part) for part in _own_parts(whole)))
        except (LookupError, ValueError, AttributeError, TypeError):
            counts.append(0)
    return max(counts)


def _own_parts(part: Message) -> list[Message]:
    if part.get_content_maintype() == "message" or not part.is_multipart():
        return [part]
    return [inner for one in part.get_payload() for inner in _own_parts(one)]  # type: ignore[union-attr,arg-type]  # parts


def _is_attachment(part: Message) -> bool:
    return part.get_filename() is not None or part.get_content_disposition() == "attachment"


def test_nothing_that_a_peer_finds_is_missing() -> None:
    """In every message at least as many attachments as the standard library finds under either policy."""
    ours = theirs = 0
    for path, data, told, _ in results():
        if told is not None and told.format == "eml" and told.failed is None and path.name not in WEB_PAGES:
            own = len([one for one in told.attachments if one.role == "file"])
            peer = peers_count(data)
            assert own >= peer, path
            ours, theirs = ours + own, theirs + peer
    assert ours >= theirs > 0


def test_outlook_messages_give_all_that_hangs_on_them() -> None:
    """Thirty-five items: payloads and messages within, as the best reader measured found them."""
    counts = {path.name: len(blobs) for path, _, told, blobs in results() if told is not None and told.format == "msg"}
    assert len(counts) == 35
    assert {name: count for name, count in counts.items() if count} == {
        "Attach sample eml received.msg": 1, "Attach sample eml sent.msg": 1, "Outer mail.msg": 3,
        "attachAndInline.msg": 2,
        "Lanch time  every friday  in 2023 chgs1.msg": 1, "Lanch time  every friday  in 2023 chgs2.msg": 1,
        "attachmentFiles.msg": 3, "attachmentsOrder.msg": 4, "longerFat.msg": 1, "msgInMsg.msg": 2,
        "msgInMsgInMsg.msg": 2,
    }  # fmt: skip


def test_mailboxes_hold_the_messages_that_their_authors_count() -> None:
    """Where the standard library's mailbox splits wrongly."""
    counts = {
        path.name: len(blobs)
        for path, _, told, blobs in results()
        if told is not None and told.format == "mbox" and "mbox" in path.parts
    }
    assert counts == {"issue1189.mbox.txt": 4, "simple.mbox.txt": 3, "unmunged.mbox.txt": 2}
