"""Misspelt labels: taken for the wording that they all but are, never between two, and always said."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection

from cbt_cli.domain.calls import Question
from cbt_cli.forms.known import Known

_FIGURES = re.compile(r"\d+")
NEAR = 0.86
"""How alike (difflib ratio) a label must be to a wording of the call to be taken for it."""
_APART = 0.05
"""How much less alike the wordings of every other question must be."""
_SHORTEST = 5
"""Letters below which a label is never taken for another."""
_MOST = 800
"""Texts of one document that are compared."""


def misspelt(known: Known, missing: Collection[str]) -> dict[str, tuple[Question, str]]:
    """Texts of a document that are no label but all but a wording of a question not found otherwise (``missing``):
    core → question and wording. A question that two texts are like gets neither."""
    wordings = known.wordings(missing)
    pairs = {wording: letter_pairs(wording) for wording in wordings if len(wording) >= _SHORTEST}
    hits: dict[str, list[tuple[str, str]]] = {}
    for text in list(known.missed)[:_MOST]:
        best = _best(text, pairs, wordings) if len(text) >= _SHORTEST else None
        if best is not None:
            hits.setdefault(wordings[best].key, []).append((text, best))
    taken = {}
    for ones in hits.values():
        text, wording = min(ones, key=lambda one: len(one[0]))
        if all(other.startswith(text) for other, _ in ones):  # the same label, looked up with its answer and without
            taken[text] = wordings[wording], wording
    return taken


def _best(text: str, pairs: dict[str, frozenset[str]], wordings: dict[str, Question]) -> str | None:
    own = letter_pairs(text)
    scored: list[tuple[float, str]] = []
    figures = _FIGURES.findall(text)
    for wording, others in pairs.items():
        if figures != _FIGURES.findall(wording):  # an answer behind the label, or another label
            continue
        if abs(len(wording) - len(text)) > 2 + len(wording) // 10 or len(own & others) * 2 < len(others):
            continue
        scored.append((difflib.SequenceMatcher(None, wording, text).ratio(), wording))
    if not scored:
        return None
    ratio, best = max(scored)
    rivals = [other for score, other in scored if score > ratio - _APART]
    if ratio < NEAR or any(wordings[other] is not wordings[best] for other in rivals):
        return None
    return best


def letter_pairs(text: str) -> frozenset[str]:
    """Each letter with the one after it: texts that share few of them are not alike, which is cheap to see."""
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))
