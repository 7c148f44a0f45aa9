"""What a label or an option says at its core, so that numbering, asterisks, hints and quotes do not matter.

Two wordings are the same if their cores are equal. Nothing here is fuzzy: a misspelt label has another core.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from cbt_cli.domain.calls import Area, Option

_SAME = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "“": '"', "”": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "…": "...", "：": ":", "＊": "*",
        "\u00ad": None, "\u200b": None, "\u200c": None, "\u200d": None, "\u2060": None, "\ufeff": None,
        "\u200e": None, "\u200f": None,
    }
)  # fmt: skip
_NUMBERING = re.compile(r"^(?:question|q|no\.?|n°)?\s*\(?(?:\d{1,2}(?:[.\-]\d{1,2})*|[a-z]|[ivx]{1,5})[.)\]:°]+\s+")
_BARE_NUMBERING = re.compile(r"^\(?\d{1,2}(?:\.\d{1,2})*[.)\]]*\s+(?=[^\W\d])")
_LEADING = re.compile(r"^[\s•▪●◦·‣*>§\-]+")
_TRAILING = re.compile(r"[\s:;*.?,_\-]+$")
_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])\s*")
_PARTS = re.compile(r"\s*(?:\n|\s/\s|/|\||\s-\s)\s*")


@lru_cache(maxsize=16384)
def core(text: str) -> str:
    """``text`` in lower case, without accents, numbering, bullets, asterisks, closing marks and typographic variety."""
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text.translate(_SAME)).translate(_SAME))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    plain = _LEADING.sub("", " ".join(plain.split()))
    for numbering in (_NUMBERING, _BARE_NUMBERING):
        plain = numbering.sub("", plain, count=1)
    return _TRAILING.sub("", _LEADING.sub("", plain))


@lru_cache(maxsize=16384)
def cores(text: str) -> tuple[str, ...]:
    """Every core that ``text`` may be meant by, fullest first: the whole, without hints in brackets, the first line,
    and the parts of a label in two languages (``Country / Pays``)."""
    return tuple(dict.fromkeys(found for found in _readings(text) if found))


def _readings(text: str) -> Iterator[str]:
    yield core(text)
    yield core(_BRACKETS.sub(" ", text))
    first_line = text.strip().split("\n", 1)[0]
    yield core(first_line)
    yield core(_BRACKETS.sub(" ", first_line))
    for part in _PARTS.split(text):
        yield core(part)
        yield core(_BRACKETS.sub(" ", part))


def wordings(item: Option | Area) -> tuple[str, ...]:
    """All wordings of an option or area: both languages, then its variants."""
    return (item.label.en, item.label.fr, *item.variants)


def find_option(text: str, options: Sequence[Option | Area]) -> str | None:
    """The key of the one option that ``text`` names; ``None`` if it names none, or more than one."""
    for found in cores(text):
        keys = {option.key for option in options if found in _known(wordings(option))}
        if len(keys) == 1:
            return keys.pop()
        if keys:
            return None
    return None


def find_whole(text: str, options: Sequence[Option | Area]) -> str | None:
    """As ``find_option``, for an answer: all of ``text`` must be the option's wording, a hint in brackets aside."""
    for found in (core(text), core(_BRACKETS.sub(" ", text))):
        keys = {option.key for option in options if found and found in _known(wordings(option))}
        if keys:
            return keys.pop() if len(keys) == 1 else None
    return None


@lru_cache(maxsize=4096)
def _known(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(found for text in texts for found in (core(text), core(_BRACKETS.sub(" ", text))) if found)
