"""Confirms a plan without any solver's help: that it is allowed, and, from prices alone, that nothing better exists.

A price list proves a bound: if every pair weighs at most the prices of its two ends, no plan weighs more than the
prices of all mentees and all places together (weak duality). A plan that weighs just as much is therefore best. Prices
of mentees that are served and of mentors that are full in all plans that still count may have any sign.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from cbt_cli.matching.levels import Proof
from cbt_cli.matching.problem import Array, Problem, gains


def faults(problem: Problem, plan: Sequence[int]) -> list[str]:
    """Everything in which the plan (mentor of each mentee, -1: none) breaks a condition; empty if it is allowed."""
    found = [f"mentees: {len(plan)} instead of {problem.mentees}"] if len(plan) != problem.mentees else []
    pairs = [(mentee, mentor) for mentee, mentor in enumerate(plan) if mentor >= 0]
    load = Counter(mentor for _, mentor in pairs)
    if len(problem.chosen(plan)) < len(pairs):
        found += [f"pair {pair} is not allowed" for pair in pairs if problem.pair(*pair) is None]
    found += [f"lock {pair} is not kept" for pair in problem.locked.items() if pair not in pairs]
    found += [f"mentor {mentor} has {most} mentees" for mentor, most in load.items() if most > problem.capacity[mentor]]
    found += [f"mentor {mentor} has only {few} mentees" for mentor, few in load.items() if few < problem.least]
    for group, most in problem.groups:
        if sum(load[mentor] > 0 for mentor in group) > most:
            found.append(f"more than {most} of the mentors {sorted(group)} have mentees")
    if problem.budget is not None and not found:
        spent = sum(problem.costs[problem.chosen(plan)].tolist())
        if spent > problem.budget:
            found.append(f"cost {spent} exceeds the budget {problem.budget}")
    return found


def proved(problem: Problem, plan: Sequence[int], proofs: Sequence[Proof]) -> bool:
    """Whether the prices prove the plan best in each step, given the steps before. Budget, groups and least loads are
    not looked at: they only take plans away, so the proof holds with them too."""
    pairs = problem.usable()
    mine = np.zeros(len(problem.rows), dtype=bool)
    mine[problem.chosen(plan)] = True
    mine = mine[pairs]
    rows, cols = (ends if len(pairs) == len(ends) else ends[pairs] for ends in (problem.rows, problem.cols))
    serve, full = np.zeros(problem.mentees, dtype=bool), np.zeros(len(problem.capacity), dtype=bool)
    serve[list(problem.locked)] = True
    for proof in proofs:
        if proof.level == "worst":
            if proof.above is None or not _no_higher(problem, pairs, serve, full, proof):
                return False
            left = problem.scores[pairs] >= proof.above
        elif proof.priced is not None:
            u, p, gain = proof.priced.u, proof.priced.p, gains(problem, proof.level, pairs, proof.chunk)
            price = u[rows] + p[cols]
            bound = _worth(problem, u, p)
            signs = (u[~serve] >= 0).all() and (p[~full] >= 0).all()
            if not signs or not (gain <= price).all() or sum(gain[mine].tolist()) != bound:
                return False
            left, serve, full = gain == price, serve | (u > 0), full | (p > 0)
        if not left[mine].all():
            return False
        if not left.all():
            pairs, rows, cols, mine = pairs[left], rows[left], cols[left], mine[left]
    return True


def _no_higher(problem: Problem, pairs: Array, serve: Array, full: Array, proof: Proof) -> bool:
    """Whether no plan does with pairs above the floor alone: too few of those to be served, or of the places to be
    taken, find a partner among them."""
    above = pairs[problem.scores[pairs] > proof.above]
    if proof.priced is None:
        return not len(above)
    u, p = proof.priced.u, proof.priced.p
    rows, cols, bound = problem.rows[above], problem.cols[above], _worth(problem, u, p)
    if (u < 0).any() or (p < 0).any():
        return False
    price = u[rows] + p[cols]
    served = (serve[rows] <= price).all() and bound < serve.sum()
    filled = (full[cols] <= price).all() and bound < problem.capacity[full].sum()
    return bool(served or filled)


def _worth(problem: Problem, u: Array, p: Array) -> int:
    """What all mentees and all places come to at these prices."""
    mentees, mentors = u.astype(object), p.astype(object)  # sums may outgrow 64 bits
    return int(mentees.sum() + (mentors * problem.capacity.astype(object)).sum())
