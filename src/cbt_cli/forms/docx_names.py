"""Names of WordprocessingML (ECMA-376 part 1, clause 17) and of Word's extensions, as lxml spells them."""

from __future__ import annotations

from lxml import etree

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VAL = f"{W}val"

TRANSPARENT = frozenset(f"{W}{name}" for name in ("customXml", "smartTag", "sdtContent", "dir", "bdo", "rubyBase"))
"""Wrappers without a meaning of their own: what stands in them is read as if they were not there."""
INSERTED = frozenset(f"{W}{name}" for name in ("ins", "moveTo"))
"""Tracked insertions: read, and flagged. Their counterparts ``del`` and ``moveFrom`` are handled nowhere: not read."""


def val(element: Element | None, name: str = VAL) -> str | None:
    """An attribute of an element that may be missing; ``w:val`` unless told otherwise."""
    return None if element is None else element.get(name)


def leading(element: Element, tag: str) -> Element | None:
    """The properties of an element, which the schema puts before all else; ``None`` where it has none."""
    if not len(element):
        return None
    first = element[0]
    return first if first.tag == tag else None


def by_tag(parent: Element | None) -> dict[str, Element]:
    """The children by their tags: one pass where several are asked for."""
    return {} if parent is None else {one.tag: one for one in parent}


def child_val(parent: Element | None, name: str) -> str | None:
    """``w:val`` of a child element, ``None`` where either is missing."""
    return None if parent is None else val(parent.find(f"{W}{name}"))


def is_on(value: str | None) -> bool:
    """An on/off value (ECMA-376 part 1, 17.17.4 and its transitional spellings); an element without one means on."""
    return value is None or value.lower() in {"1", "true", "on"}


def number(value: str | None, least: int, most: int) -> int:
    """A whole number within limits; ``least`` where there is none to be read."""
    try:
        return max(least, min(int(value or ""), most))
    except ValueError:
        return least


def preferred(alternate: Element) -> Element | None:
    """The one branch of ``mc:AlternateContent`` that is read: the first choice, else the fallback (part 3)."""
    choice = alternate.find(f"{MC}Choice")
    return choice if choice is not None else alternate.find(f"{MC}Fallback")
