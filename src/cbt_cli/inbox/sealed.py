"""What cannot be opened by anybody here, and the sentence to send: encrypted messages, mailboxes in Outlook's store."""

from __future__ import annotations

import datetime as dt
import re

from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.calls import InboxFacts
from cbt_cli.domain.submissions import Opened
from cbt_cli.inbox.leaves import Leaf
from cbt_cli.inbox.mime import Part
from cbt_cli.inbox.smime import is_enveloped

ENCRYPTED = say("The message is encrypted and cannot be opened here. Please send it again without encryption.")
_PGP = say("The file is encrypted with PGP and cannot be opened here. Please send it again without encryption.")
_STORE = say(
    "The file is a data file of Outlook (.pst or .ost). Please save the messages one by one (.msg) and send those."
)
_ARMOUR = re.compile(rb"\s*-----BEGIN PGP MESSAGE-----")


def read_sealed(
    data: bytes, name: str, facts: InboxFacts, modified: dt.datetime | None
) -> tuple[Opened, list[bytes]] | None:
    """Why the file cannot be opened, if it is of a kind that nobody here can; else ``None``."""
    del name, facts, modified
    if data.startswith(b"!BDN"):
        return Opened(format="pst", failed=_STORE), []
    if _ARMOUR.match(data[:1_000]):
        return Opened(format="encrypted", failed=_PGP), []
    return None


def why_sealed(root: Part, found: list[Leaf]) -> Sentence | None:
    """Why a message as a whole cannot be opened, or ``None``."""
    if root.kind == "multipart/encrypted":
        return ENCRYPTED
    files = [leaf for leaf in found if leaf.attachment.role == "file"]
    if files and all(leaf.kind.endswith("pkcs7-mime") and is_enveloped(leaf.data) for leaf in files):
        return ENCRYPTED
    if not files and any(_ARMOUR.match(leaf.data[:1_000]) for leaf in found):
        return ENCRYPTED
    return None
