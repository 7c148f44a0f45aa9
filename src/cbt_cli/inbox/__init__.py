"""inbox folder → files → messages and archives with what hangs on them, and when each message arrived.

``list_inbox`` lists the folder; ``open_container`` opens one file, in a worker, and says what lies in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from cbt_cli.domain.base import say
from cbt_cli.domain.calls import InboxFacts
from cbt_cli.domain.submissions import Opened
from cbt_cli.inbox.archive import read_archive
from cbt_cli.inbox.eml import read_eml, read_signed
from cbt_cli.inbox.listing import InboxFile, is_noise, list_inbox
from cbt_cli.inbox.mbox import read_mbox
from cbt_cli.inbox.msg import read_msg
from cbt_cli.inbox.sealed import read_sealed
from cbt_cli.inbox.tnef import read_tnef

__all__ = ["InboxFile", "is_noise", "list_inbox", "open_container"]

Reader = Callable[[bytes, str, InboxFacts, dt.datetime | None], tuple[Opened, list[bytes]] | None]

READERS: tuple[Reader, ...] = (read_archive, read_msg, read_tnef, read_signed, read_sealed, read_mbox, read_eml)
"""Asked in this order; each knows its own by the content and answers ``None`` for everything else."""


def open_container(
    data: bytes, name: str, facts: InboxFacts, *, modified: dt.datetime | None
) -> tuple[Opened, list[bytes]] | None:
    """What lies in a message, a mailbox or an archive, with the bytes in the same order; ``None`` where ``data`` is
    none of these and is to be read as a form.

    ``name`` is the file's own (a Maildir's tells when a message came); ``modified`` the time of a loose file. Decided
    by content alone. Never raises: what a reader stumbles over is a result that says so.
    """
    for read in READERS:
        try:
            found = read(data, name, facts, modified)
        except Exception as error:  # noqa: BLE001 - one file fails alone, and its outcome says so
            what = type(error).__name__
            return Opened(
                format="unknown", failed=say("It could not be opened; the reader stumbled ({what}).", what=what)
            ), []
        if found is not None:
            return found
    return None
