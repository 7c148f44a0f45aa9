"""Who a message is from and for: addresses out of headers that no grammar holds for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cbt_cli.inbox.charsets import header_text
from cbt_cli.values.plain_text import visible

MOST = 200
"""Recipients that are kept."""
_CAP = 20_000
_ADDRESS = re.compile(
    r"[^\s<>()\[\]\",;:\\@]{1,128}@[^\s<>()\",;:\\@]{1,255}|\"[^\"\s<>]{1,100}\"@[^\s<>()\",;:\\@]{1,255}"
)
_IN_BRACKETS = re.compile(r"<\s*(?:mailto:)?\s*([^<>\s]{1,400}@[^<>\s]{1,300})\s*>", re.IGNORECASE)


def sender(raw: str | None) -> tuple[str | None, str | None, bool]:
    """(address, name, whether more than one address stands there) of a ``From`` header. The last address in angle
    brackets is the one meant, else the first word with an @."""
    if raw is None:
        return None, None, False
    text = header_text(raw)
    bracketed = [_tidy(address) for address in _IN_BRACKETS.findall(text)]
    plain = [_tidy(address) for address in _ADDRESS.findall(text)]
    address = bracketed[-1] if bracketed else next(iter(plain), None)
    outside = re.sub(r"<[^<>]*>?", " ", text)
    name = visible(" ".join(outside.replace('"', " ").strip(" '\t,;[]").split()))
    if address is not None and (not name or "@" in name):
        name = ""
    several = len({one.casefold() for one in (bracketed or plain)}) > 1
    return address, name[:300] or None, several


def behind(address: str | None, headers: Iterable[str | None]) -> tuple[str, ...]:
    """The addresses in ``Sender``, ``Reply-To`` and their kin that are not ``address``, each once, in order."""
    found = {one.casefold(): one for raw in headers if (one := sender(raw)[0]) is not None}
    return tuple(one for folded, one in found.items() if folded != (address or "").casefold())


def recipients(headers: Iterable[str]) -> tuple[str, ...]:
    """The addresses in ``To`` and ``Cc`` headers, each once, in order."""
    found: dict[str, None] = {}
    for raw in headers:
        text = raw[:_CAP] if "=?" not in raw else header_text(raw)
        for address in _ADDRESS.findall(visible(text)):
            found.setdefault(_tidy(address))
    return tuple(found)[:MOST]


def identifiers(headers: Iterable[str]) -> tuple[str, ...]:
    """The message identifiers in such headers, without their angle brackets, each once, in order."""
    found: dict[str, None] = {}
    for raw in headers:
        text = visible("".join(raw[:_CAP].split()))
        for identifier in re.findall(r"<([^<>]{1,500})>", text) or ([text[:500]] if "@" in text else []):
            found.setdefault(identifier)
    return tuple(found)[:MOST]


def _tidy(address: str) -> str:
    return visible(re.sub(r"^mailto:", "", address.strip("'\"<>[]().,;: "), flags=re.IGNORECASE))
