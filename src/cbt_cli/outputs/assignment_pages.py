"""The sheets of a matching that show pairs: Assignments, Ranking, Scores, Not allowed."""

from __future__ import annotations

from itertools import islice

from cbt_cli.domain.base import Sentence, given, say, tr
from cbt_cli.domain.figures import grouped
from cbt_cli.domain.matching import Assignment, Match, Part, Score
from cbt_cli.outputs.matched import DOUBTFUL, LOST, MOST_PAIRS, POINTS, Matched, criterion_in_words, not_known
from cbt_cli.outputs.page import Column, Page, Row, Shown, whole
from cbt_cli.outputs.report.wording import criterion_word
from cbt_cli.outputs.wording import by_number, points

ASSIGNMENTS, RANKING, SCORES = say("Assignments"), say("Ranking"), say("Scores")
MENTORS, LEFT, NOT_ALLOWED, METHOD = say("Mentors"), say("Left without"), say("Not allowed"), say("Method")
_MOST_CELLS = 400_000
"""Cells of the picture of scores; where there are more pairs, it shows the mentors that matter most."""
_MOST_MENTORS = 2_000
_NEUTRAL = say(
    "“?” after points: a neutral value stands in for something that is not known; see {sheet}.", sheet=RANKING
)


def assignments(of: Matched) -> Page:
    """A row for each mentee that has a mentor."""
    columns = (
        Column(say("Mentee"), 9, 9),
        Column(say("Cluster"), 17, 12),
        Column(say("Country"), 11, 9),
        Column(say("Mentor"), 10, 9),
        Column(say("Name"), 15, 11),
        Column(say("Organisation"), 17, 13),
        Column(say("Mentor's country"), 11, 10),
        Column(say("Score"), 9, 8, POINTS, "center", "scale"),
        *_parts_columns(of),
        Column(say("Areas covered"), 27, 16),
        Column(say("Needs not covered"), 22, 12),
        Column(say("Cost ({currency}, per mentee)", currency=of.call.quotation.currency), 14, 12, of.euro, "right"),
        Column(say("Reserves"), 20, 11),
        Column(say("Reason"), 36, 24),
    )
    rows = [_assigned(of, one) for one in of.assignments]
    doubtful = any(not_known(one.score) for one in of.assignments)
    return Page(
        ASSIGNMENTS,
        _summary(of),
        columns,
        rows,
        empty=say("No mentee could be given a mentor; see {sheet}.", sheet=LEFT),
        frozen=2,
        notes=(_NEUTRAL,) * doubtful,
    )


def ranking(of: Matched) -> Page:
    """Every mentee with its allowed mentors in order, down to the same number for each where there are too many."""
    columns = (
        Column(say("Mentee")),
        Column(say("Cluster"), 20, 14),
        Column(say("Country"), 12, 9),
        Column(say("Rank"), 7, 7, "0", where="center"),
        Column(say("Mentor"), 10, 9),
        Column(say("Name"), 20, 12),
        Column(say("Organisation"), 22, 14),
        Column(say("Mentor's country"), 12, 9),
        Column(say("Choice"), 12, 11, where="center", paint="words"),
        Column(say("Score"), 9, 8, POINTS, where="center", paint="scale"),
        *_parts_columns(of),
        Column(say("Not known"), 12, 11),
        Column(say("Cost ({currency}, per mentee)", currency=of.call.quotation.currency), 14, 11, of.euro, "right"),
        *(
            Column(say("Loss: {level}", level=LOST.get(level, level)), 7, 6.5, POINTS, "center", upright=True)
            for level in of.losses
        ),
        Column(say("Reasons"), 75, 30),
    )
    rows: list[Row] = []
    for ref in of.mentees:
        matches = of.ranking.ranked.get(ref, ())
        rows += [_ranked(of, one, rank) for rank, one in enumerate(islice(matches, of.depth), start=1)]
    count, depth = grouped(len(of.ranked)), grouped(of.depth)
    told = [say("{count} allowed pairs: for each mentee every allowed mentor, the best first.", count=count)]
    if of.losses:
        told.append(say("Loss: what the whole would lose in that level if this pair were forced."))
    if len(rows) < len(of.ranked):
        told.append(say("Only the first {depth} mentors of each mentee are shown.", depth=depth))
    empty = say("No pair is allowed; see {sheet}.", sheet=NOT_ALLOWED)
    return Page(RANKING, whole(*told), columns, rows, empty=empty, grouped=True)


def scores(of: Matched) -> Page:
    """The picture of all scores: mentees down, mentors across, the chosen pairs framed and marked."""
    shown = _shown_mentors(of)
    columns = (
        Column(say("Mentee")),
        Column(say("Cluster"), 20, 14),
        *(Column(given(ref), 8, 7, POINTS, where="center", paint="scale", upright=True) for ref in shown),
    )
    rows = []
    for ref, mentee in of.mentees.items():
        matches = {one.mentor: one for one in of.ranking.ranked.get(ref, ())}
        cells = [_score(of, ref, mentor, matches.get(mentor)) for mentor in shown]
        rows.append([_to_ranking(of, ref), mentee.cluster, *cells])
    told = [say("Points of every pair; the darker, the better. Framed and marked ●: chosen. –: not allowed (see "
                "{sheet}).", sheet=NOT_ALLOWED)]  # fmt: skip
    if len(shown) < len(of.mentors):
        told.append(say("{shown} of {all} mentors are shown: the chosen, the reserves, then by reference.",
                        shown=grouped(len(shown)), all=grouped(len(of.mentors))))  # fmt: skip
    return Page(SCORES, whole(*told), columns, rows, empty=say("There is no mentee."), frozen=2)


def not_allowed(of: Matched) -> Page:
    """Every pair that is not allowed, with the reason."""
    barred = sorted(of.ranking.barred, key=lambda one: (by_number(one.mentee), by_number(one.mentor)))
    columns = (
        Column(say("Mentee")), Column(say("Cluster"), 30, 16), Column(say("Mentor"), 12, 9),
        Column(say("Name"), 30, 16),
        Column(say("Code"), 18, 9), Column(say("Reason"), 80, 40),
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
    told = [say("{count} pairs of mentee and mentor that no assignment may hold, each with its reason.",
                count=grouped(len(barred)))]  # fmt: skip
    if len(rows) < len(barred):
        told.append(say("Only the first {count} are shown.", count=grouped(len(rows))))
    return Page(NOT_ALLOWED, whole(*told), columns, rows, empty=say("Every pair is allowed."), grouped=True)


def _summary(of: Matched) -> Sentence:
    done = of.ranking
    busy = len({one.mentor for one in done.assignments})
    cost = tr("no cost") if done.total_cost is None and not done.assignments else of.money(done.total_cost)
    budget = "" if done.budget is None else say(" of a budget of {budget}", budget=of.money(done.budget))
    proof = say("proved: nothing better exists") if done.optimal else say("the best found, not proved to be the best")
    return say(
        "{served} of {mentees} mentees have a mentor, {busy} of {mentors} mentors are chosen · total score {score} · "
        "total cost {cost}{budget} · {proof} (see {sheet}).",
        served=done.served, mentees=len(of.mentees), busy=busy, mentors=len(of.mentors),
        score=points(done.total_score), cost=cost, budget=budget, proof=proof, sheet=METHOD,
    )  # fmt: skip


def _parts_columns(of: Matched) -> tuple[Column, ...]:
    return tuple(
        Column(
            say("{criterion} (of {points})", criterion=criterion_word(name), points=points(most)),
            7,
            6.5,
            POINTS,
            "center",
            upright=True,
        )
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
        of.needs_of(mentee, covered_by=mentor) or tr("none"), of.needs_of(mentee, left_by=mentor) or tr("none"),
        one.cost, "\n".join(reserves) or tr("none"), str(one.reason),
    ]  # fmt: skip


def _ranked(of: Matched, one: Match, rank: int) -> Row:
    mentee, mentor = of.mentees[one.mentee], of.mentors[one.mentor]
    chosen = of.chosen.get(one.mentee)
    choice = None
    if chosen is not None and chosen.mentor == one.mentor:
        choice = tr("chosen")
    elif chosen is not None:
        places = [other.mentor for other in chosen.reserves]
        choice = say("reserve {place}", place=places.index(one.mentor) + 1).text if one.mentor in places else None
    parts = one.score.parts if one.score else ()
    first = of.assigned_rows.get(one.mentee) if rank == 1 else None
    return [
        Shown(one.mentee, ASSIGNMENTS, first) if first is not None else one.mentee,
        mentee.cluster, of.country(mentee.country), rank,
        one.mentor, mentor.name, mentor.organisation, of.country(mentor.country),
        choice, *_points(of, one.score), not_known(one.score) or None if one.score else None, one.cost,
        *((one.losses or {}).get(level) for level in of.losses),
        "; ".join(f"{criterion_in_words(part.criterion)}: {part.reason}" for part in parts),
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
