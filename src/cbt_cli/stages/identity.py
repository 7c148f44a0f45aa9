"""Which forms are from the same applicant. Two are put together only where name and a second trait agree; never on
doubt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cbt_cli.domain.submissions import Unpacked
from cbt_cli.register import Key
from cbt_cli.values.wording import core


def applicants(forms: Mapping[Key, Unpacked]) -> list[list[Key]]:
    """The forms of each applicant, in the order of ``forms``: the same name, and the same e-mail address,
    organisation or sender. A form without a name stands alone."""
    parent: dict[Key, Key] = {key: key for key in forms}
    first: dict[tuple[frozenset[str], str, str], Key] = {}
    for key, form in forms.items():
        for trait in _traits(form):
            other = first.setdefault(trait, key)
            parent[_root(parent, key)] = _root(parent, other)
    groups: dict[Key, list[Key]] = {}
    for key in forms:
        groups.setdefault(_root(parent, key), []).append(key)
    return list(groups.values())


def _root(parent: dict[Key, Key], key: Key) -> Key:
    while parent[key] != key:
        parent[key] = parent[parent[key]]
        key = parent[key]
    return key


def _traits(form: Unpacked) -> Sequence[tuple[frozenset[str], str, str]]:
    """Name with each second trait. The name is a set of words: first and family name are sometimes swapped."""
    who = form.applicant
    if who is None or not who.name:
        return ()
    name = frozenset(core(who.name).split())
    second = {
        "e-mail": (who.email or "").casefold(),
        "organisation": core(who.organisation or ""),
        "sender": (form.sender or "").casefold(),
    }
    return [(name, kind, value) for kind, value in second.items() if name and value]


def known_by_address(forms: Mapping[Key, Unpacked], refs: Mapping[Key, str]) -> dict[str, str | None]:
    """Address → the one application that came from it or names it; ``None`` where it is more than one."""
    found: dict[str, str | None] = {}
    for key, form in forms.items():
        for address in {
            (form.sender or "").casefold(),
            (form.applicant.email or "").casefold() if form.applicant else "",
        }:
            if address:
                found[address] = refs[key] if found.get(address, refs[key]) == refs[key] else None
    return found
