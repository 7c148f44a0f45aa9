"""Lists as people type them: one item a line, bullets, semicolons, commas; what stands in brackets stays together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from cbt_cli.values.plain_text import folded, folded_lines

T = TypeVar("T")

_BULLET = re.compile(r"^(?:[•▪●◦·‣*>§–—\-]+|\(?\d{1,2}[.)]+|[a-z]\))\s+|^[•▪●◦‣]")
_JOINED = re.compile(
    r"\s*(?:[;,•▪●◦‣\n/|+&،؛，、；]|\s[–—-]\s|\b(?:and|et|und|as well as|ainsi que|sowie|(?-i:y|ed?|en))\b)\s*",
    re.IGNORECASE,
)
"""Every sign and word that may part the names of a list, or else belong to one of them."""
_STRONG = ";؛；•▪●◦‣"
_MOST = 80
"""Parts of an answer beyond which it is no list of names."""
_WIDEST = 8
"""Most parts that one name may hold ("Saint Vincent and the Grenadines", "Monitoring, evaluation and impact")."""


def items(text: str) -> tuple[str, ...]:
    """The items of a list of free text, as typed. Where a semicolon stands, commas part nothing; "and" never does."""
    lines = [_BULLET.sub("", line) for line in folded_lines(text).splitlines()]
    marks = _STRONG if any(set(line) & set(";؛；") for line in lines) else _STRONG + ",،，、"
    found = (folded(item).strip(" .;,،") for line in lines for item in _outside_brackets(line, marks))
    return tuple(dict.fromkeys(item for item in found if item and item.casefold() != "etc"))


def names(text: str, meant: Callable[[str], T | None], *, widest: int = _WIDEST) -> list[tuple[str, T | None]] | None:
    """The parts of a list of known names, each with what ``meant`` says of it (``None``: not known).

    The longest run of parts that is a name is taken, from left to right, so that a name may hold a comma or an "and";
    ``widest`` is the longest run that may be one.
    ``None`` for a text with so many parts that it is no such list.
    """
    lines = "\n".join(_BULLET.sub("", line) for line in folded_lines(text).splitlines())
    spans = list(_parts(lines))
    if len(spans) > _MOST:
        return None
    found: list[tuple[str, T | None]] = []
    at = 0
    while at < len(spans):
        for end in range(min(len(spans), at + widest), at, -1):
            words = lines[spans[at][0] : spans[end - 1][1]]
            value = meant(words)
            if value is not None or end == at + 1:
                found.append((folded(words), value))
                at = end
                break
    return found


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Where each part begins and ends. Separators in brackets are none, nor are words with nothing before them."""
    start, depth, at = 0, 0, 0
    while at < len(text):
        depth = _depth(depth, text[at])
        found = None if depth else _JOINED.match(text, at)
        word = found is not None and any(letter.isalpha() for letter in found.group())
        if found and not (word and not text[start:at].strip()):
            if text[start:at].strip():
                yield start, at
            start = at = found.end()
        else:
            at += 1
    if text[start:].strip():
        yield start, len(text)


def _outside_brackets(line: str, marks: str) -> list[str]:
    found, depth = [""], 0
    for letter in line:
        depth = _depth(depth, letter)
        if letter in marks and not depth:
            found.append("")
        else:
            found[-1] += letter
    return found


def _depth(depth: int, letter: str) -> int:
    if letter in "([":
        return depth + 1
    return max(0, depth - 1) if letter in ")]" else depth
