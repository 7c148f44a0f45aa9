"""The sheets of a matching that show pairs: Assignments, Ranking, Scores, Not allowed."""

from __future__ import annotations

from itertools import islice

from cbt_cli.domain.matching import Assignment, Match, Part, Score
from cbt_cli.outputs.matched import DOUBTFUL, MOST_PAIRS, POINTS, Matched, not_known
from cbt_cli.outputs.page import Column, Page, Row, Shown
from cbt_cli.outputs.wording import by_number, points

ASSIGNMENTS, RANKING, SCORES, MENTORS, LEFT = "Assignments", "Ranking", "Scores", "Mentors", "Left without"
_MOST_CELLS = 400_000
"""Cells of the picture of scores; where there are more pairs, it shows the mentors that matter most."""
_MOST_MENTORS = 2_000


def assignments(of: Matched) -> Page:
    """A row for each mentee that has a mentor."""
    columns = (
        Column("Mentee", 9, 9),
        Column("Cluster", 17, 12),
        Column("Country", 11, 9),
        Column("Mentor", 10, 9),
        Column("Name", 15, 11),
        Column("Organisation", 17, 13),
        Column("Mentor's country", 11, 10),
        Column("Score", 9, 8, POINTS, "center", "scale"),
        *_parts_columns(of),
        Column("Areas covered", 27, 16),
        Column("Needs not covered", 22, 12),
        Column(f"Cost ({of.call.quotation.currency}, per mentee)", 14, 12, of.euro, "right"),
        Column("Reserves", 20, 11),
        Column("Reason", 36, 24),
    )
    rows = [_assigned(of, one) for one in of.assignments]
    doubtful = any(not_known(one.score) for one in of.assignments)
    return Page(
        ASSIGNMENTS,
        _summary(of),
        columns,
        rows,
        empty="No mentee could be given a mentor; see Left without.",
        frozen=2,
        notes=("“?” after points: a neutral value stands in for something that is not known; see Ranking.",) * doubtful,
    )


def ranking(of: Matched) -> Page:
    """Every mentee with its allowed mentors in order, down to the same number for each where there are too many."""
    columns = (
        Column("Mentee"),
        Column("Cluster", 20, 14),
        Column("Country", 12, 9),
        Column("Rank", 7, 7, "0", where="center"),
        Column("Mentor", 10, 9),
        Column("Name", 20, 12),
        Column("Organisation", 22, 14),
        Column("Mentor's country", 12, 9),
        Column("Choice", 12, 11, where="center", paint="words"),
        Column("Score", 9, 8, POINTS, where="center", paint="scale"),
        *_parts_columns(of),
        Column("Not known", 12, 11),
        Column(f"Cost ({of.call.quotation.currency}, per mentee)", 14, 11, of.euro, "right"),
        *(Column(f"Loss: {level}", 7, 6.5, POINTS, "center", upright=True) for level in of.losses),
        Column("Reasons", 75, 30),
    )
    rows: list[Row] = []
    for ref in of.mentees:
        matches = of.ranking.ranked.get(ref, ())
        rows += [_ranked(of, one, rank) for rank, one in enumerate(islice(matches, of.depth), start=1)]
    lead = f"{len(of.ranked):,} allowed pairs: for each mentee every allowed mentor, the best first."
    if of.losses:
        lead += " Loss: what the whole would lose in that level if this pair were forced."
    if len(rows) < len(of.ranked):
        lead += f" Only the first {of.depth:,} mentors of each mentee are shown."
    return Page(RANKING, lead, columns, rows, empty="No pair is allowed; see Not allowed.", grouped=True)


def scores(of: Matched) -> Page:
    """The picture of all scores: mentees down, mentors across, the chosen pairs framed and marked."""
    shown = _shown_mentors(of)
    columns = (
        Column("Mentee"),
        Column("Cluster", 20, 14),
        *(Column(ref, 8, 7, POINTS, where="center", paint="scale", upright=True) for ref in shown),
    )
    rows = []
    for ref, mentee in of.mentees.items():
        matches = {one.mentor: one for one in of.ranking.ranked.get(ref, ())}
        cells = [_score(of, ref, mentor, matches.get(mentor)) for mentor in shown]
        rows.append([_to_ranking(of, ref), mentee.cluster, *cells])
    lead = (
        "Points of every pair; the darker, the better. Framed and marked ●: chosen. –: not allowed (see Not allowed)."
    )
    if len(shown) < len(of.mentors):
        lead += (
            f" {len(shown):,} of {len(of.mentors):,} mentors are shown: the chosen, the reserves, then by reference."
        )
    return Page(SCORES, lead, columns, rows, empty="There is no mentee.", frozen=2)


def not_allowed(of: Matched) -> Page:
    """Every pair that is not allowed, with the reason."""
    barred = sorted(of.ranking.barred, key=lambda one: (by_number(one.mentee), by_number(one.mentor)))
    columns = (
        Column("Mentee"), Column("Cluster", 30, 16), Column("Mentor", 12, 9), Column("Name", 30, 16),
        Column("Code", 18, 9), Column("Reason", 80, 40),
    )  # fmt: skip
    rows = [
        [
            one.mentee,
            of.mentees[one.mentee].cluster,
            one.mentor,
            of.mentors[one.mentor].name,
            one.code,
            str(one.barred or ""),
        ]
        for one in barred[:MOST_PAIRS]
    ]
    lead = f"{len(barred):,} pairs of mentee and mentor that no assignment may hold, each with its reason."
    if len(rows) < len(barred):
        lead += f" Only the first {len(rows):,} are shown."
    return Page("Not allowed", lead, columns, rows, empty="Every pair is allowed.", grouped=True)


def _summary(of: Matched) -> str:
    done = of.ranking
    busy = len({one.mentor for one in done.assignments})
    cost = "no cost" if done.total_cost is None and not done.assignments else of.money(done.total_cost)
    budget = f" of a budget of {of.money(done.budget)}" if done.budget is not None else ""
    proof = "proved: nothing better exists" if done.optimal else "the best found, not proved to be the best"
    return (
        f"{done.served} of {len(of.mentees)} mentees have a mentor, {busy} of {len(of.mentors)} mentors are chosen · "
        f"total score {points(done.total_score)} · total cost {cost}{budget} · {proof} (see Method)."
    )


def _parts_columns(of: Matched) -> tuple[Column, ...]:
    return tuple(
        Column(f"{name.replace('_', ' ').capitalize()} (of {points(most)})", 7, 6.5, POINTS, "center", upright=True)
        for name, most in of.criteria.items()
    )


def _assigned(of: Matched, one: Assignment) -> Row:
    mentee, mentor = of.mentees[one.mentee], of.mentors[one.mentor]
    reserves = (
        f"{other.mentor} {of.mentors[other.mentor].name}" + (f" ({points(other.score.total)})" if other.score else "")
        for other in one.reserves
    )
    return [
        _to_ranking(of, one.mentee), mentee.cluster, of.country(mentee.country),
        to_mentor(of, one.mentor), mentor.name, mentor.organisation, of.country(mentor.country),
        *_points(of, one.score),
        of.needs_of(mentee, covered_by=mentor) or "none", of.needs_of(mentee, left_by=mentor) or "none",
        one.cost, "\n".join(reserves) or "none", str(one.reason),
    ]  # fmt: skip


def _ranked(of: Matched, one: Match, rank: int) -> Row:
    mentee, mentor = of.mentees[one.mentee], of.mentors[one.mentor]
    chosen = of.chosen.get(one.mentee)
    choice = None
    if chosen is not None and chosen.mentor == one.mentor:
        choice = "chosen"
    elif chosen is not None:
        places = [other.mentor for other in chosen.reserves]
        choice = f"reserve {places.index(one.mentor) + 1}" if one.mentor in places else None
    parts = one.score.parts if one.score else ()
    first = of.assigned_rows.get(one.mentee) if rank == 1 else None
    return [
        Shown(one.mentee, ASSIGNMENTS, first) if first is not None else one.mentee,
        mentee.cluster, of.country(mentee.country), rank,
        one.mentor, mentor.name, mentor.organisation, of.country(mentor.country),
        choice, *_points(of, one.score), not_known(one.score) or None if one.score else None, one.cost,
        *((one.losses or {}).get(level) for level in of.losses),
        "; ".join(f"{part.criterion}: {part.reason}" for part in parts),
    ]  # fmt: skip


def _points(of: Matched, score: Score | None) -> list[Shown]:
    """The total, then the points of each criterion; marked where a neutral value stands in."""
    if score is None:
        return [Shown(None)] * (len(of.criteria) + 1)
    parts: dict[str, Part] = {part.criterion: part for part in score.parts}
    doubtful = not all(part.known for part in score.parts)
    found = [Shown(score.total, strong=True, number=DOUBTFUL if doubtful else None)]
    for name in of.criteria:
        part = parts.get(name)
        found.append(Shown(part.points, number=None if part.known else DOUBTFUL) if part else Shown(None))
    return found


def _score(of: Matched, mentee: str, mentor: str, match: Match | None) -> Shown:
    if match is None or match.score is None:
        return Shown("–")
    chosen = of.chosen.get(mentee)
    if chosen is None or chosen.mentor != mentor:
        return Shown(match.score.total)
    why = f"{mentee} – {mentor}: {chosen.reason}"
    return Shown(match.score.total, framed=True, strong=True, number='0.0##"●"', remark=why)


def _shown_mentors(of: Matched) -> list[str]:
    most = min(_MOST_MENTORS, max(_MOST_CELLS // max(len(of.mentees), 1), 1))
    chosen = {one.mentor for one in of.assignments}
    reserves = {other.mentor for one in of.assignments for other in one.reserves}
    kept = set(sorted(of.mentors, key=lambda ref: (ref not in chosen, ref not in reserves, by_number(ref)))[:most])
    return [ref for ref in of.mentors if ref in kept]


def _to_ranking(of: Matched, ref: str) -> Shown | str:
    row = of.ranking_rows.get(ref)
    return ref if row is None else Shown(ref, RANKING, row)


def to_mentor(of: Matched, ref: str) -> Shown:
    """A mentor's reference that leads to its row among the mentors."""
    return Shown(ref, MENTORS, of.mentor_rows[ref])
