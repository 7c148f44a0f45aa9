"""Among plans that are equal in every level, the first in order: the first mentee gets its first mentor, and so on."""

from __future__ import annotations

from collections.abc import Sequence

from cbt_cli.matching.face import Face

OUTSIDE = -1
"""Stands for being unserved, and for an empty place."""


def first_in_order(face: Face, plan: Sequence[int], capacity: Sequence[int]) -> tuple[int, ...]:
    """The plan of the face whose mentors, read in the order of the mentees, are lexicographically first (none comes
    last).

    ``plan`` is any plan of the face. For each mentee in turn: moving it to an earlier mentor must be closed by a
    chain of moves of later mentees back to where it came from; such chains are found backwards by breadth-first
    search.
    """
    walk = _Moves(face, list(plan), capacity)
    for mentee, row in enumerate(face.pairs):
        here = walk.plan[mentee]
        earlier = sorted(mentor for mentor in row if here == OUTSIDE or mentor < here)
        if not earlier:
            continue
        chain = walk.back_to(here, mentee)
        target = next((mentor for mentor in earlier if mentor in chain), None)
        if target is not None:
            walk.apply(mentee, target, here, chain)
    return tuple(walk.plan)


Step = tuple[int, int | None]
"""Where a seat in excess goes next, and which mentee moves (``None``: an empty place takes the part)."""


class _Moves:
    def __init__(self, face: Face, plan: list[int], capacity: Sequence[int]) -> None:
        self.face, self.plan, self.capacity = face, plan, capacity

    def back_to(self, goal: int, after: int) -> dict[int, Step]:
        """From every place whose excess can be moved on to ``goal`` by mentees later than ``after``: the next step."""
        into = self._moves_into(after)
        steps: dict[int, Step] = {goal: (goal, None)}
        wave = [goal]
        while wave:
            reached: list[int] = []
            for place in wave:
                for origin, mentee in into.get(place, ()):
                    if origin not in steps:
                        steps[origin] = (place, mentee)
                        reached.append(origin)
            wave = reached
        return steps

    def _moves_into(self, after: int) -> dict[int, list[Step]]:
        """Place → the moves that lead into it: from where, and by whom."""
        into: dict[int, list[Step]] = {}
        for mentee in range(after + 1, len(self.plan)):
            here = self.plan[mentee]
            for mentor in self.face.pairs[mentee]:
                if mentor != here:
                    into.setdefault(mentor, []).append((here, mentee))
            if here != OUTSIDE and mentee not in self.face.serve:
                into.setdefault(OUTSIDE, []).append((here, mentee))
        load = [0] * len(self.capacity)
        for mentor in self.plan:
            if mentor != OUTSIDE:
                load[mentor] += 1
        for mentor, places in enumerate(self.capacity):
            if load[mentor] < places:
                into.setdefault(OUTSIDE, []).append((mentor, None))
            if mentor not in self.face.full:
                into.setdefault(mentor, []).append((OUTSIDE, None))
        return into

    def apply(self, mentee: int, target: int, goal: int, chain: dict[int, Step]) -> None:
        """Moves ``mentee`` to ``target`` and everybody on the chain one step on."""
        self.plan[mentee] = target
        place = target
        while place != goal:
            onward, mover = chain[place]
            if mover is not None:
                self.plan[mover] = onward
            place = onward
