"""What in the register is one person's: the items of the inbox, and the names and addresses that she is known by."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cbt_cli.domain.applications import Application
from cbt_cli.domain.submissions import Sort, Unpacked
from cbt_cli.register import Key

VEIL = "[–]"
"""What stands where a name was."""
SHORTEST = 3
"""Characters that a name must have to be looked for in running text: shorter ones are in every other word."""


@dataclass(frozen=True)
class Belongings:
    """``gone``: the items that go with the person; ``names``: what she is known by, the longest first; ``addresses``:
    in lower case."""

    gone: frozenset[Key]
    names: tuple[str, ...]
    addresses: frozenset[str]

    def veiled(self, text: str) -> str:
        """A text without the names and addresses, whatever their case."""
        return self._pattern.sub(VEIL, text)

    def named_in(self, text: str) -> bool:
        """Whether a text holds any of them."""
        return self._pattern.search(text) is not None

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        known = [re.escape(one) for one in (*self.names, *sorted(self.addresses)) if len(one) >= SHORTEST]
        return re.compile(rf"(?<!\w)(?:{'|'.join(known)})(?!\w)" if known else r"(?!)", re.IGNORECASE)

    def without(self, facts: str) -> str:
        """The facts of an item that stays beside hers, in JSON: without her address as sender, elsewhere veiled."""
        return json.dumps(walked(json.loads(facts), self._one), ensure_ascii=False)

    def _one(self, text: str) -> str | None:
        return None if text.casefold() in self.addresses else self.veiled(text)


def walked(value: Any, change: Callable[[str], str | None]) -> Any:
    """A JSON value with every text changed; a text that becomes ``None`` falls out of a list."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        found = (walked(one, change) for one in value)
        return [new for new, old in zip(found, value, strict=True) if new is not None or old is None]
    if isinstance(value, dict):
        return {key: walked(one, change) for key, one in value.items()}
    return value


def belongings(
    unpacked: Mapping[Key, Unpacked],
    refs: Mapping[Key, str],
    ref: str,
    versions: list[Application],
    others_forms: Iterable[str],
) -> Belongings:
    """All that belongs to ``ref``. ``refs``: the reference of each item that has one; ``versions``: her application, as
    often as she sent it; ``others_forms``: what the others wrote, in which an organisation, a number or a sentence may
    stand as well, and then is not hers alone."""
    mine = {key for key, one in refs.items() if one == ref}
    others = {key for key, one in refs.items() if one != ref}
    known = {address for key in others for address in _addresses(unpacked[key])}
    addresses = {a for key in mine for a in _addresses(unpacked[key])} | {_lower(one.email) for one in versions}
    addresses = {one for one in addresses if one} - known
    mine |= {key for key, item in unpacked.items() if _lower(item.sender) in addresses and key not in others}
    gone = {key for key in mine if key not in others}
    for key in sorted(mine):
        for holder in _upwards(unpacked, key):
            within = set(_within(unpacked, holder))
            if not within & others:
                gone |= {holder, *within}
    whole = {unpacked[key].sha256 for key in gone if unpacked[key].parent is None}
    gone |= {key for key, item in unpacked.items() if item.sort is Sort.COPY and item.sha256 in whole}
    names = {*_names(unpacked, gone, versions), *_alone(versions, "\n".join(others_forms))}
    longest_first = sorted((one for one in names if one), key=lambda one: (-len(one), one))
    return Belongings(frozenset(gone), tuple(longest_first), frozenset(addresses))


def _alone(versions: list[Application], others: str) -> Iterator[str]:
    """What she alone wrote of organisation, telephone, website and links."""
    for one in versions:
        for text in (one.organisation, one.phone, one.website, one.conflict_of_interest):
            if text and len(text) > SHORTEST and text not in others:
                yield text


def _names(unpacked: Mapping[Key, Unpacked], gone: set[Key], versions: list[Application]) -> Iterator[str]:
    for one in versions:
        yield from (one.full_name or "", one.family_name or "")
        yield " ".join(filter(None, (one.family_name, one.first_name)))
    shared = {file for file, position in unpacked if (file, position) not in gone}
    for file, position in gone:
        item = unpacked[file, position]
        yield item.submission.sender_name or "" if item.submission else ""
        if file not in shared:
            yield item.source


def _addresses(item: Unpacked) -> Iterator[str]:
    stated = item.applicant.email if item.applicant else None
    yield from filter(None, map(_lower, (stated, item.sender, *item.behind)))


def _lower(text: str | None) -> str:
    return (text or "").strip().casefold()


def _upwards(unpacked: Mapping[Key, Unpacked], key: Key) -> Iterator[Key]:
    """What an item lies in, from the inside out."""
    file, up = key[0], unpacked[key].parent
    while up is not None:
        yield file, up
        up = unpacked[file, up].parent


def _within(unpacked: Mapping[Key, Unpacked], holder: Key) -> Iterator[Key]:
    """What lies in an item, however deep."""
    inside = {holder[1]}
    for file, position in sorted(key for key in unpacked if key[0] == holder[0] and key[1] > holder[1]):
        if unpacked[file, position].parent in inside:
            inside.add(position)
            yield file, position
