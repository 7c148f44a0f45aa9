"""How a matching was made, in words: the facts of its method by their names in the language that is spoken."""

from __future__ import annotations

from collections.abc import Mapping

from cbt_cli.domain.base import Sentence, given, say, tr

_NAMES = {
    "formula": say("Formula"),
    "rounding": say("Rounding"),
    "unknown": say("Unknown"),
    "need weights": say("Need weights"),
    "experience steps": say("Experience steps"),
    "objective": say("Objective"),
    "unknown price": say("Unknown price"),
    "limits": say("Limits"),
    "locks": say("Locks"),
    "exclusions": say("Exclusions"),
    "status": say("Status"),
    "proof": say("Proof"),
    "solver": say("Solver"),
    "losses": say("Losses"),
    "robustness": say("Robustness"),
    "input": say("Input"),
}
_NAMING = ("locks", "exclusions")
"""What the officer wrote there may name a person."""


def method_words(method: Mapping[str, Sentence | str], *, hidden: bool = False) -> list[tuple[str, str]]:
    """Name and content of each fact, in order; ``hidden``: without what may name a person."""
    return [(_name(key).text, tr("withheld") if hidden and key in _NAMING else str(how)) for key, how in method.items()]


def _name(key: str) -> Sentence:
    head, _, level = key.partition(": ")
    if level and head in ("reached", "bound"):
        named = Sentence(template=level)  # the level's own words, see matching/match.py
        return say("Reached: {level}", level=named) if head == "reached" else say("Bound: {level}", level=named)
    return _NAMES.get(key) or given(key.replace("_", " ").capitalize())
