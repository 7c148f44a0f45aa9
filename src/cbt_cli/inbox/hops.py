"""``Received`` headers: which host stamped a message, from where it had it, and when (RFC 5321 4.4)."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from cbt_cli.inbox.zones import LONGEST, Stamp, read_stamp

MOST = 60
"""Hops of one message that are looked at; honest ones have some ten."""
_CAP = 2_000
_BY = re.compile(r"(?:^|\s)by\s+([^\s;()\[\]]+|\[[^\]\s]*\])", re.IGNORECASE)
_FROM = re.compile(r"^\s*from\s+([^\s;()\[\]]+|\[[^\]\s]*\])", re.IGNORECASE)
_REVERSE = re.compile(r"\(\s*(?:[^\s()@]*@)?([A-Za-z0-9][\w.\-]*\.[A-Za-z]{2,})\.?\s*(?:\[|\))")


@dataclass(frozen=True, slots=True)
class Hop:
    """One ``Received`` header. ``by`` is the host that stamped it, ``sources`` the names of the one that it had the
    message from (as it called itself, and as the address resolves); ``stamp`` is ``None`` where it cannot be read."""

    raw: str
    by: str | None
    sources: tuple[str, ...]
    stamp: Stamp | None


def read_hop(raw: str, assume: ZoneInfo | None = None) -> Hop:
    """The hop that a ``Received`` header tells of. ``assume``: the zone of a time that states none."""
    text = " ".join(raw[:_CAP].split())
    words, _, date = text.rpartition(";")
    stamp = read_stamp(date, assume) if words else None
    if stamp is None:  # no semicolon, or one within a comment after the date
        stamp = read_stamp(text[-LONGEST // 3 :], assume)
    plain = _without_comments(words or text)
    by = _BY.search(plain)
    sender = _FROM.match(plain)
    # the name that the address resolves to says more than the one that the sender gave himself
    resolved = _REVERSE.findall(text.lower().partition(" by ")[0]) if sender else []
    names = resolved or ([sender[1]] if sender else [])
    return Hop(text, _host(by[1]) if by else None, tuple(_host(name) for name in names), stamp)


def matches(host: str | None, own: Sequence[str]) -> bool:
    """Whether ``host`` is one of ``own`` or lies below one of them (``mx1.example.org`` below ``example.org``)."""
    if host is None:
        return False
    names = [name.strip().lower().lstrip("*@").strip(".") for name in own]
    return any(name and (host == name or host.endswith("." + name)) for name in names)


def is_nameless(host: str | None) -> bool:
    """Whether the name says nothing of whose host it is: an address, ``localhost``, or a name without a domain."""
    if host is None or "." not in host:
        return True
    if host.endswith((".local", ".localdomain", ".internal", ".lan", ".localhost")):
        return True
    return _is_address(host)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]").removeprefix("ipv6:"))
    except ValueError:
        return False
    return True


def _host(name: str) -> str:
    return name.strip("[]<>,").rstrip(".").lower()


def _without_comments(text: str) -> str:
    """``text`` without what stands in brackets, which may nest; one pass."""
    kept: list[str] = []
    depth = 0
    for piece in re.split(r"([()])", text):
        if piece == "(":
            depth += 1
        elif piece == ")":
            depth = max(0, depth - 1)
        elif not depth:
            kept.append(piece)
    return " ".join(kept)
