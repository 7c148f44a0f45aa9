"""E-mail addresses as typed. The organiser's own, printed in instructions, are never the applicant's."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cbt_cli.domain.base import say
from cbt_cli.domain.findings import Severity
from cbt_cli.values.plain_text import folded
from cbt_cli.values.reading import Doubt, Read, unread

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(
    rf"(?<![\w.!#$%&'*+/=?^`{{|}}~@-]){_ATOM}(?:\.{_ATOM})*@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{{2,63}}(?![\w@-]|\.\w)"
)
"""A dot-atom before the @ (RFC 5322, 3.4.1), a domain of two labels or more behind it."""
_LABELS = re.compile(r"^(?:(?:e-?mail|mail|courriel|mailto|adresse|address)\b[ :]*)+", re.IGNORECASE)
_LONGEST = 500


def read_email(text: str, organisers: Iterable[str] = ()) -> Read[str]:
    """The one address that ``text`` holds, as typed, be it with a display name or behind ``mailto:``."""
    flat = folded(text)
    if len(flat) > _LONGEST:
        return unread("email-unreadable", say("The text is too long to be an address."))
    bare = re.sub(r"(?i)\bmailto:", " ", flat)
    found = {address.casefold(): address for address in reversed(_ADDRESS.findall(bare))}
    theirs = {address.casefold() for address in organisers}
    own = [address for key, address in found.items() if key not in theirs]
    if found and not own:
        return unread("email-organiser", say("This is the organiser's own address: {address}.", address=flat))
    if not own or bare.count("@") != len(_ADDRESS.findall(bare)):
        return unread("email-unreadable", say("No e-mail address can be read: “{text}”.", text=flat))
    if len(own) > 1:
        return unread("email-several", say("Several addresses are given: {found}.", found=", ".join(sorted(own))))
    rest = _LABELS.sub("", _ADDRESS.sub(" ", bare)).strip(" .,;:<>()[]\"'/|-–")
    if not rest or f"<{own[0]}>" in bare:
        return Read(own[0])
    sentence = say("Beside the address stands “{words}”.", words=rest)
    return Read(own[0], (Doubt("email-beside-words", Severity.NOTE, sentence),))
