"""What reading a text gives: a value or none, with the doubts that came up. Nothing here is ever guessed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Generic, TypeVar

from cbt_cli.domain.base import Sentence
from cbt_cli.domain.findings import Severity
from cbt_cli.values.plain_text import folded

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_SAME = str.maketrans("’‘ʼ´`′‐‑‒–—−⁃﹣－", "''''''---------")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that whoever relies on a value must know: it becomes a finding once field and place are known."""

    code: str
    severity: Severity
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Read(Generic[T_co]):
    """A value as read; ``None`` where none is certain, and then at least one doubt says why."""

    value: T_co | None
    doubts: tuple[Doubt, ...] = ()


def noted(value: T, code: str, sentence: Sentence) -> Read[T]:
    """A value that is certain enough to stand, with something to know about it."""
    return Read(value, (Doubt(code, Severity.NOTE, sentence),))


def unread(code: str, sentence: Sentence) -> Read[T]:
    """No value: the applicant has to be asked."""
    return Read(None, (Doubt(code, Severity.CLARIFY, sentence),))


def plain(text: str) -> str:
    """``text`` for comparing: one line, lower case, no accents, one kind of dash and apostrophe, ASCII digits.

    Superscripts and fractions are kept as they are: they are no digits of the number before them.
    """
    letters = unicodedata.normalize("NFD", folded(text).translate(_SAME).casefold())
    return "".join(_digit(letter) for letter in letters if not unicodedata.combining(letter))


def one_of(phrases: str) -> str:
    """A pattern for any of ``phrases`` (parted by ``|``, in plain letters) as whole words."""
    return rf"(?<![^\W\d_])(?:{phrases})(?![^\W\d_])"


def says(text: str, phrases: str) -> bool:
    """Whether one of ``phrases`` stands in the plain ``text`` as whole words."""
    return re.search(one_of(phrases), text) is not None


def _digit(letter: str) -> str:
    decimal = unicodedata.decimal(letter, None)
    return letter if decimal is None else str(decimal)
