"""Markup that cannot be broken out of: text is escaped where it enters, and only what ``tag`` made passes as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from html import escape

from cbt_cli.values.plain_text import visible

_VOID = frozenset({"input", "link", "meta", "rect", "line"})
_FORBIDDEN = re.compile(r"on|style$|src", re.IGNORECASE)
_PLAIN = re.compile("[ !#-%(-;=?-~]*")
"""Text in which nothing is to be escaped: most of a large report, where it saves a third of the time."""
_IN_JSON = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


class Html(str):
    """Markup, as against text."""

    __slots__ = ()


NOTHING = Html("")


def text(value: object) -> Html:
    """``value`` as text: markup passes, anything else is made visible and escaped; ``None`` is nothing."""
    if isinstance(value, Html):
        return value
    if value is None:
        return NOTHING
    words = str(value)
    return Html(words if _PLAIN.fullmatch(words) else escape(visible(words)))


def joined(parts: Iterable[object], between: str = "") -> Html:
    """The parts one after the other."""
    return Html(text(between).join(text(part) for part in parts))


def tag(element: str, /, *content: object, **attributes: object) -> Html:
    """An element. An attribute that is ``None`` or false is left out, a true one stands alone, others are quoted;
    ``class_`` is ``class`` and ``aria_label`` is ``aria-label``. Links lead to places in the page only.

    Raises ``ValueError`` for what this page never has: handlers, inline styles, addresses.
    """
    opening = f"{element}{''.join(_attribute(key, value) for key, value in attributes.items())}"
    return Html(f"<{opening}/>" if element in _VOID else f"<{opening}>{joined(content)}</{element}>")


def own(written: object) -> Html:
    """What a person wrote, kept apart from the direction of the words around it; nothing where there is nothing."""
    return NOTHING if written is None or written == "" else tag("bdi", written)


def unseen(words: object) -> Html:
    """Words for those who listen to the page."""
    return tag("span", words, class_="unseen")


def island(name: str, document: object) -> Html:
    """Data for the script of the page, as JSON that cannot end its element."""
    words = json.dumps(document, ensure_ascii=False, separators=(",", ":")).translate(_IN_JSON)
    return Html(f'<script type="application/json" id="{name}">{words}</script>')


def _attribute(key: str, value: object) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    if _FORBIDDEN.match(name) or (name == "href" and not str(value).startswith(("#", "data:,"))):
        raise ValueError(f"the report has no attribute {name}={value!r}")
    return f" {name}" if value is True else f' {name}="{text(str(value))}"'
