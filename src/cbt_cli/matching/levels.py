"""The levels of an objective one after the other, where nothing but capacities and locks limits the whole.

Each level keeps exactly the best plans of the one before (``face.py``), so every value is exact and proved by prices.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cbt_cli.matching.face import Face, whole_face
from cbt_cli.matching.order import first_in_order
from cbt_cli.matching.problem import Problem, gains
from cbt_cli.matching.transport import Priced, heaviest

CHUNK = 64
"""Scores that one leximin step weighs against each other; more make the numbers longer, fewer the steps more."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Why a step of a level cannot be bettered: prices. ``chunk`` are the scores of a leximin step. ``above``: the step
    says that no plan does without the pairs up to this score (``worst``)."""

    level: str
    priced: Priced
    chunk: tuple[int, ...] = ()
    above: int | None = None


@dataclass(frozen=True, slots=True)
class Solved:
    """A best plan (mentor of each mentee, -1: none) with its proofs, in the order of the levels."""

    plan: tuple[int, ...]
    proofs: tuple[Proof, ...]


def plain(problem: Problem, objective: Sequence[str]) -> Solved | None:
    """The first in order of the plans that are best in every level; ``None`` if the locks exceed the places."""
    face = whole_face(problem)
    start = heaviest(face.marked([dict.fromkeys(row, 0) for row in face.pairs]), problem.capacity)
    if not face.kept(start.plan, problem.capacity):
        return None
    proofs: list[Proof] = []
    plan = start.plan
    for level in objective:
        if level == "worst":
            face, found = _worst(problem, face)
        elif level == "leximin":
            face, found = _leximin(problem, face)
        else:
            face, priced = face.best(gains(problem, level, face.pairs), problem.capacity)
            found = [Proof(level, priced)]
        proofs += found
    last = heaviest(face.marked([dict.fromkeys(row, 0) for row in face.pairs]), problem.capacity)
    plan = last.plan
    return Solved(first_in_order(face, plan, problem.capacity), tuple(proofs))


def _worst(problem: Problem, face: Face) -> tuple[Face, list[Proof]]:
    """The highest score that the worst-served need not fall below, by bisection over the scores there are."""
    scores = sorted({score for row in face.pairs for score in row.values()})
    if not scores or not (face.serve or face.full):
        return face, []
    low, high = 0, len(scores)  # low is possible, high is not
    refusal: Priced | None = None
    while high - low > 1:
        middle = (low + high) // 2
        tried = face.above(scores[middle])
        priced = heaviest(tried.marked([dict.fromkeys(row, 0) for row in tried.pairs]), problem.capacity)
        if tried.kept(priced.plan, problem.capacity):
            low = middle
        else:
            high, refusal = middle, priced
    if refusal is None:
        refusal = Priced((), (0,) * len(face.pairs), (0,) * len(problem.capacity))
    return face.above(scores[low]), [Proof("worst", refusal, above=scores[low])]


def _leximin(problem: Problem, face: Face) -> tuple[Face, list[Proof]]:
    """As many served as possible, then as few as possible at the worst score, then at the next, and so on."""
    narrower, priced = face.best(gains(problem, "served", face.pairs), problem.capacity)
    proofs = [Proof("served", priced)]
    done: set[int] = set()
    while True:
        scores = sorted({score for row in narrower.pairs for score in row.values()} - done)
        if not scores or _settled(narrower):
            return narrower, proofs
        chunk = tuple(scores[:CHUNK])
        narrower, priced = narrower.best(gains(problem, "leximin", narrower.pairs, chunk), problem.capacity)
        proofs.append(Proof("leximin", priced, chunk=chunk))
        done.update(chunk)


def _settled(face: Face) -> bool:
    """Every mentee is served by all plans, each at one and the same score (or never)."""
    return all(
        not row or (mentee in face.serve and len(set(row.values())) == 1) for mentee, row in enumerate(face.pairs)
    )
