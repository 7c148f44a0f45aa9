"""Confirms a plan without any solver's help: that it is allowed, and, from prices alone, that nothing better exists.

A price list proves a bound: if every pair weighs at most the prices of its two ends, no plan weighs more than the
prices of all mentees and all places together (weak duality). A plan that weighs just as much is therefore best.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cbt_cli.matching.levels import Proof
from cbt_cli.matching.problem import Problem, gains


def faults(problem: Problem, plan: Sequence[int]) -> list[str]:
    """Everything in which the plan (mentor of each mentee, -1: none) breaks a condition; empty if it is allowed."""
    found = [f"mentees: {len(plan)} instead of {len(problem.scores)}"] if len(plan) != len(problem.scores) else []
    pairs = [(mentee, mentor) for mentee, mentor in enumerate(plan) if mentor >= 0]
    load = Counter(mentor for _, mentor in pairs)
    found += [f"pair {pair} is not allowed" for pair in pairs if pair[1] not in problem.scores[pair[0]]]
    found += [f"lock {pair} is not kept" for pair in problem.locked.items() if pair not in pairs]
    found += [f"mentor {mentor} has {most} mentees" for mentor, most in load.items() if most > problem.capacity[mentor]]
    found += [f"mentor {mentor} has only {few} mentees" for mentor, few in load.items() if few < problem.least]
    for group, most in problem.groups:
        if sum(load[mentor] > 0 for mentor in group) > most:
            found.append(f"more than {most} of the mentors {sorted(group)} have mentees")
    if problem.budget is not None and not found:
        spent = sum(problem.costs[mentee][mentor] for mentee, mentor in pairs)
        if spent > problem.budget:
            found.append(f"cost {spent} exceeds the budget {problem.budget}")
    return found


def proved(problem: Problem, plan: Sequence[int], proofs: Sequence[Proof]) -> bool:
    """Whether the prices prove the plan best in each step, given the steps before. Budget, groups and least loads are
    not looked at: they only take plans away, so the proof holds with them too."""
    pairs = problem.allowed()
    serve, full = set(problem.locked), set[int]()
    for proof in proofs:
        u, p = proof.priced.u, proof.priced.p
        gain = [dict.fromkeys(row, 0) for row in pairs] if proof.level == "worst" else None
        if gain is None:
            gain = gains(problem, proof.level, pairs, proof.chunk)
        mark = 1 + 2 * sum(max((abs(g) for g in row.values()), default=0) for row in gain)
        weight = {(i, j): g + mark * ((i in serve) + (j in full)) for i, row in enumerate(gain) for j, g in row.items()}
        bound = sum(u) + sum(places * price for places, price in zip(problem.capacity, p, strict=True))
        sound = min((*u, *p, 0)) >= 0
        if proof.above is not None:
            above = {(i, j): w for (i, j), w in weight.items() if pairs[i][j] > proof.above}
            needed = len(serve) + sum(problem.capacity[mentor] for mentor in full)
            sound = sound and bound < needed and all(w <= u[i] + p[j] for (i, j), w in above.items())
            pairs = [{j: s for j, s in row.items() if s >= proof.above} for row in pairs]
        else:
            sound = sound and all(w <= u[i] + p[j] for (i, j), w in weight.items())
            sound = sound and sum(weight.get((i, j), 0) for i, j in enumerate(plan)) == bound
            pairs = [{j: s for j, s in row.items() if weight[i, j] == u[i] + p[j]} for i, row in enumerate(pairs)]
            serve = {i for i, price in enumerate(u) if price > 0}
            full = {j for j, price in enumerate(p) if price > 0}
        if not sound or any(mentor >= 0 and mentor not in pairs[mentee] for mentee, mentor in enumerate(plan)):
            return False
    return True
