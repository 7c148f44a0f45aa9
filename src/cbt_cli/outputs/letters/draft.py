"""A letter as a file that Outlook and Thunderbird open as a draft ready to send."""

from __future__ import annotations

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from cbt_cli.domain.letters import Letter
from cbt_cli.values.plain_text import folded, visible

_MESSAGE_ID = re.compile(r"[!-;=?-~]{1,250}")
"""What stands between the angle brackets of a Message-ID, in printable ASCII (RFC 5322, 3.6.4).

A stranger's that is none starts no thread."""


def draft(letter: Letter) -> bytes:
    """The letter as a message with ``X-Unsent: 1``, plain text in UTF-8: same in, same out, so without a date.

    What strangers wrote goes into headers only on one line and without control characters.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if letter.sender:
        message["From"] = Address(addr_spec=letter.sender)
    message["To"] = tuple(Address(addr_spec=address) for address in letter.to)
    message["Subject"] = folded(visible(folded(letter.subject)))
    if letter.message_id and _MESSAGE_ID.fullmatch(letter.message_id):
        message["Message-ID"] = f"<{letter.message_id}>"
    if letter.replies_to and _MESSAGE_ID.fullmatch(letter.replies_to):
        message["In-Reply-To"] = f"<{letter.replies_to}>"
        known = dict.fromkeys(one for one in (*letter.thread, letter.replies_to) if _MESSAGE_ID.fullmatch(one))
        message["References"] = " ".join(f"<{one}>" for one in known)
    message.set_content(visible(letter.text), cte="quoted-printable")
    message["Content-Language"] = letter.language  # after the content, which brings its own headers
    return message.as_bytes()
