"""Names of mailbox folders as IMAP writes them: modified UTF-7 (RFC 3501, 5.1.3)."""

from __future__ import annotations

import base64
import re


def encoded(name: str) -> str:
    """A folder's name in modified UTF-7 (RFC 3501, 5.1.3)."""
    found = []
    for part in re.findall(r"[\x20-\x7e]+|[^\x20-\x7e]+", name):
        if " " <= part[0] <= "~":
            found.append(part.replace("&", "&-"))
        else:
            letters = base64.b64encode(part.encode("utf-16-be")).decode("ascii")
            found.append(f"&{letters.rstrip('=').replace('/', ',')}-")
    return "".join(found)


def decoded(name: str) -> str:
    """A folder's name out of modified UTF-7; what is not well-formed stays as it is."""

    def letters(found: re.Match[str]) -> str:
        if not found[1]:
            return "&"
        packed = found[1].replace(",", "/")
        try:
            return base64.b64decode(packed + "=" * (-len(packed) % 4)).decode("utf-16-be")
        except ValueError:
            return found[0]

    return re.sub(r"&([A-Za-z0-9+,]*)-", letters, name)
