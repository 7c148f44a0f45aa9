"""Names in free text: whom a wish or a decision means, and which cluster a declared link speaks of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import Enum

from cbt_cli.domain.matching import Mentee

_GENERIC = frozenset(
    {"a", "al", "and", "association", "cluster", "clusters", "de", "des", "du", "e", "el", "et", "for", "grozd", "in"}
    | {"klaster", "la", "le", "les", "of", "park", "pole", "programme", "project", "the", "und"}
)
"""Words that many clusters' names have and that therefore recognise none."""
_BRACKETS = re.compile(r"\(([^()]*)\)")
_TELLING = 4
"""Letters from which on a single word of a name may hint at it."""


class Named(Enum):
    """How clearly a text speaks of a cluster."""

    YES = "yes"
    PERHAPS = "perhaps"
    NO = "no"


def plain(text: str) -> str:
    """The words of ``text`` without case, accents and punctuation, one space between them."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in bare.casefold()).split())


def names_cluster(text: str, mentee: Mentee) -> Named:
    """Whether ``text`` names the cluster: its reference, its whole name, its short name in brackets, or at least two
    words of it in a row that remain without the generic ones. A single telling word of it is a hint (``PERHAPS``)."""
    said = f" {plain(text)} "
    whole = [plain(mentee.ref), plain(mentee.cluster), plain(_BRACKETS.sub(" ", mentee.cluster))]
    whole += [plain(short) for short in _BRACKETS.findall(mentee.cluster) if len(plain(short)) >= _TELLING]
    telling = [word for word in whole[2].split() if word not in _GENERIC]
    if len(telling) > 1:
        whole.append(" ".join(telling))
    if any(name and f" {name} " in said for name in whole):
        return Named.YES
    hinted = any(len(word) >= _TELLING and f" {word} " in said for word in telling)
    return Named.PERHAPS if hinted else Named.NO


def hints_in(text: str, mentees: Sequence[Mentee]) -> list[str]:
    """The references of the clusters that ``text`` may speak of without naming them: a word of a cluster that it does
    name hints at no other."""
    named = [mentee for mentee in mentees if names_cluster(text, mentee) is Named.YES]
    spoken = {word for mentee in named for word in plain(mentee.cluster).split()}
    rest = " ".join(word for word in plain(text).split() if word not in spoken)
    return [mentee.ref for mentee in mentees if mentee not in named and names_cluster(rest, mentee) is Named.PERHAPS]


def find_person(text: str, people: Iterable[tuple[str, str]], *, loosely: bool = False) -> Sequence[str]:
    """The references of those whom ``text`` means, out of pairs (reference, name): by reference, by whole name, or
    (``loosely``) by some words of the name. More than one: the text is ambiguous."""
    known = list(people)
    wanted = plain(text)
    found = [ref for ref, _ in known if plain(ref) == wanted] or [ref for ref, name in known if plain(name) == wanted]
    if not found and loosely and wanted:
        words = set(wanted.split())
        found = [ref for ref, name in known if words <= set(plain(name).split())]
    return sorted(found)
