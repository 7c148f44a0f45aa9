"""Which forms are from the same applicant. Two are put together only where name and a second trait agree; never on
doubt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.journal import Link, PieceName
from cbt_cli.domain.submissions import Unpacked
from cbt_cli.register import Key
from cbt_cli.values.wording import core


def applicants(forms: Mapping[Key, Unpacked], links: Sequence[Link] = ()) -> list[list[Key]]:
    """The forms of each applicant, in the order of ``forms``: the same name, and the same address (in the form or the
    sender's) or organisation. A form without a name stands alone.

    ``links``: what the officer said of two forms, which goes before any trait; of two sayings, the later one.
    """
    groups = _Groups(forms, links)
    first: dict[tuple[frozenset[str], str, str], Key] = {}
    for key, form in forms.items():
        for trait in _traits(form):
            groups.unite(key, first.setdefault(trait, key))
    return groups.all()


class _Groups:
    """Forms that are put together, and pairs that the officer keeps apart."""

    def __init__(self, forms: Mapping[Key, Unpacked], links: Sequence[Link]) -> None:
        self._group = {key: [key] for key in forms}
        by_name = {piece_name(form): key for key, form in forms.items()}
        said = {frozenset((link.one, link.other)): link.same for link in links}
        pairs = [
            (by_name[link.one], by_name[link.other], said[frozenset((link.one, link.other))])
            for link in links
            if link.one in by_name and link.other in by_name
        ]
        self._apart = {frozenset((one, other)) for one, other, same in pairs if not same}
        for one, other, same in pairs:
            if same:
                self.unite(one, other)

    def unite(self, one: Key, other: Key) -> None:
        """Puts two groups together, unless the officer keeps any two of their forms apart."""
        here, there = self._group[one], self._group[other]
        if here is there or any(frozenset((a, b)) in self._apart for a in here for b in there):
            return
        there += here
        for key in here:
            self._group[key] = there

    def all(self) -> list[list[Key]]:
        """The groups in the order of their first forms, each in the order of the forms."""
        order = {key: at for at, key in enumerate(self._group)}
        distinct = {id(group): sorted(group, key=order.__getitem__) for group in self._group.values()}
        return sorted(distinct.values(), key=lambda group: order[group[0]])


def piece_name(item: Unpacked) -> PieceName:
    """What a form in the inbox is known by."""
    return item.source, item.part, item.sha256


def _traits(form: Unpacked) -> Sequence[tuple[frozenset[str], str, str]]:
    """Name with each second trait. The name is a set of words: first and family name are sometimes swapped."""
    who = form.applicant
    if who is None or not who.name:
        return ()
    name = frozenset(core(who.name).split())
    second = [("address", address) for address in {_stated(form), (form.sender or "").casefold()}]
    second.append(("organisation", core(who.organisation or "")))
    return [(name, kind, value) for kind, value in second if name and value]


def _stated(form: Unpacked) -> str:
    return ((form.applicant.email if form.applicant else None) or "").casefold()


def _addresses(form: Unpacked) -> set[str]:
    """Every address that stands for whom a form is from: in the form, and in the message that brought it."""
    return {one for one in (_stated(form), *(one.casefold() for one in (form.sender or "", *form.behind))) if one}


def proposals(
    forms: Mapping[Key, Unpacked], refs: Mapping[Key, str], links: Sequence[Link]
) -> list[tuple[str, str, Sentence]]:
    """Pairs of references that may be of one applicant, each with the reason; those that the officer keeps apart are
    left out. Nothing is put together by it. A sender in common is no reason: an assistant sends several forms."""
    apart = {frozenset((link.one, link.other)) for link in links if not link.same}
    found: dict[tuple[str, str], Sentence] = {}
    for one, other, sentence in _alike(forms):
        pair = (refs[one], refs[other])
        kept_apart = frozenset((piece_name(forms[one]), piece_name(forms[other]))) in apart
        if pair[0] != pair[1] and not kept_apart:
            found.setdefault((min(pair), max(pair)), sentence)
    return [(one, other, why) for (one, other), why in sorted(found.items())]


def _alike(forms: Mapping[Key, Unpacked]) -> Iterator[tuple[Key, Key, Sentence]]:
    names: dict[str, list[Key]] = defaultdict(list)
    stated: dict[str, list[Key]] = defaultdict(list)
    named: dict[str, list[Key]] = defaultdict(list)
    for key, form in forms.items():
        names[" ".join(sorted(core((form.applicant and form.applicant.name) or "").split()))].append(key)
        stated[_stated(form)].append(key)
        for address in _addresses(form) - {_stated(form)}:
            named[address].append(key)
    for holders, sentence in (
        (names, say("The same name, but another address, organisation and sender.")),
        (stated, say("The same e-mail address, but another name.")),
    ):
        for trait, keys in holders.items():
            if trait:
                yield from ((one, other, sentence) for one, other in combinations(keys, 2))
    sentence = say("The message with one names the e-mail address of the other as its sender's.")
    for address, keys in named.items():
        yield from ((one, other, sentence) for one in stated.get(address, ()) for other in keys)


def known_by_address(forms: Mapping[Key, Unpacked], refs: Mapping[Key, str]) -> dict[str, str | None]:
    """Address → the one application that came from it or names it; ``None`` where it is more than one."""
    found: dict[str, str | None] = {}
    for key, form in forms.items():
        for address in _addresses(form):
            found[address] = refs[key] if found.get(address, refs[key]) == refs[key] else None
    return found
