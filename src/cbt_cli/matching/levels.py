"""The levels of an objective one after the other, where nothing but capacities and locks limits the whole.

Each level keeps exactly the best plans of the one before (``face.py``), so every value is exact and proved by prices.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cbt_cli.matching.face import Face, whole_face
from cbt_cli.matching.order import first_in_order
from cbt_cli.matching.problem import Problem, gains
from cbt_cli.matching.transport import Priced

CHUNK = 64
"""Scores that one leximin step weighs against each other; more make the numbers longer, fewer the steps more."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Why a step of a level cannot be bettered: prices. ``chunk`` are the scores of a leximin step. A step of ``worst``
    has the floor ``above`` that all plans left keep, and refuses the next higher score, ``beyond`` (with prices; none
    where there is no higher one)."""

    level: str
    priced: Priced | None
    chunk: tuple[int, ...] = ()
    above: int | None = None
    beyond: int | None = None


@dataclass(frozen=True, slots=True)
class Solved:
    """A best plan (mentor of each mentee, -1: none) with its proofs, in the order of the levels."""

    plan: tuple[int, ...]
    proofs: tuple[Proof, ...]


def plain(problem: Problem, objective: Sequence[str]) -> Solved | None:
    """The first in order of the plans that are best in every level; ``None`` if the locks exceed the places."""
    face = whole_face(problem)
    if face.serve.any() and face.refusal() is not None:
        return None
    proofs: list[Proof] = []
    for level in objective:
        if level == "worst":
            face, steps = _worst(face)
        elif level == "leximin":
            face, steps = _leximin(face)
        else:
            face, steps = _step(face, level)
        proofs += steps
    last = proofs[-1] if proofs else None
    latest = face.any_plan() if last is None or last.level == "worst" else last.priced
    if latest is None:
        raise AssertionError("a level left no plan")
    return Solved(first_in_order(face, latest.plan.tolist()), tuple(proofs))


def _step(face: Face, level: str, chunk: tuple[int, ...] = ()) -> tuple[Face, list[Proof]]:
    found = face.best(gains(face.problem, level, face.pairs, chunk))
    if found is None:
        raise AssertionError(f"level {level} found no plan, though there was one before")
    return found[0], [Proof(level, found[1], chunk)]


def _worst(face: Face) -> tuple[Face, list[Proof]]:
    """The highest score that the worst-served need not fall below, by bisection over the scores there are."""
    scores = np.unique(face.problem.scores[face.pairs]).tolist()
    if not scores or not (face.serve.any() or face.full.any()):
        return face, []
    low, high = 0, len(scores)  # low is possible, high is not
    refusal: Priced | None = None
    while high - low > 1:
        middle = (low + high) // 2
        refused = face.above(scores[middle]).refusal()
        if refused is None:
            low = middle
        else:
            high, refusal = middle, refused
    beyond = scores[high] if high < len(scores) else None
    return face.above(scores[low]), [Proof("worst", refusal, above=scores[low], beyond=beyond)]


def _leximin(face: Face) -> tuple[Face, list[Proof]]:
    """As many served as possible, then as few as possible at the worst score, then at the next, and so on."""
    face, proofs = _step(face, "served")
    done: set[int] = set()
    while True:
        scores = sorted(set(face.problem.scores[face.pairs].tolist()) - done)
        if not scores or _settled(face):
            return face, proofs
        chunk = tuple(scores[:CHUNK])
        face, steps = _step(face, "leximin", chunk)
        proofs += steps
        done.update(chunk)


def _settled(face: Face) -> bool:
    """Every mentee is served by all plans, each at one and the same score (or never)."""
    rows, scores = face.problem.rows[face.pairs], face.problem.scores[face.pairs]
    same = (rows[1:] != rows[:-1]) | (scores[1:] == scores[:-1])
    return bool(face.serve[rows].all()) and bool(same.all())
