"""All pairs at a glance: score or reason why not, and the bare problem in whole numbers behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from cbt_cli.domain.base import Figure, Sentence, say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.matching import Match, Mentee, Mentor
from cbt_cli.matching.allowing import bar
from cbt_cli.matching.criteria import Pair, Share
from cbt_cli.matching.names import Named, hints_in, names_cluster
from cbt_cli.matching.problem import Problem, pose
from cbt_cli.matching.scoring import measure, score, units
from cbt_cli.matching.terms import Terms
from cbt_cli.matching.whole import common_unit, in_units


@dataclass(frozen=True, slots=True)
class Board:
    """Mentees and mentors in order of reference, and every pair of them by their indices."""

    call: Call
    terms: Terms
    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    pairs: Mapping[tuple[int, int], Pair]
    shares: Mapping[tuple[int, int], Mapping[str, Share]]
    matches: Mapping[tuple[int, int], Match]
    scores: tuple[dict[int, int], ...]
    """Mentee → mentor → score of the allowed pairs, in tenths of a point."""
    problem: Problem
    money: Fraction
    """The unit of the problem's costs."""
    findings: tuple[Sentence, ...]

    def allowed(self, mentee: int) -> list[tuple[int, Match]]:
        """Every allowed mentor of a mentee, best first; equal ones in order of reference."""
        row = [(mentor, self.matches[mentee, mentor]) for mentor in self.scores[mentee]]
        return sorted(row, key=lambda entry: (-self.scores[mentee][entry[0]], entry[0]))

    def cost(self, amount: int) -> Decimal:
        """Units of cost as money."""
        exact = amount * self.money
        return Decimal(exact.numerator) / Decimal(exact.denominator)

    def price(self, amount: int) -> Figure:
        """Units of cost as an amount for people."""
        return Figure(number=self.cost(amount), currency=self.call.quotation.currency)


def survey(
    mentors: Sequence[Mentor], mentees: Sequence[Mentee], call: Call, terms: Terms, kept: Mapping[str, str]
) -> Board:
    """Measures every pair and poses the problem. ``kept``: mentee → mentor of an earlier plan."""
    people = tuple(sorted(mentors, key=lambda mentor: mentor.ref))
    clusters = tuple(sorted(mentees, key=lambda mentee: mentee.ref))
    pairs: dict[tuple[int, int], Pair] = {}
    shares: dict[tuple[int, int], Mapping[str, Share]] = {}
    matches: dict[tuple[int, int], Match] = {}
    findings = [*terms.findings, *_about_mentors(people, clusters, terms)]
    for i, mentee in enumerate(clusters):
        for j, mentor in enumerate(people):
            pair = Pair(mentor, mentee, call, terms.wishes.get(mentee.ref, ()))
            pairs[i, j], shares[i, j] = pair, measure(pair)
            scored = score(call, shares[i, j])
            why = bar(pair, scored, terms)
            if why is not None and not why.firm and terms.locked.get(mentee.ref) == mentor.ref:
                findings.append(
                    say(
                        "{mentee} is locked to {mentor}, although: {why}",
                        mentee=mentee.ref,
                        mentor=mentor.ref,
                        why=why.reason,
                    )
                )
                why = None
            matches[i, j] = Match(
                mentee=mentee.ref,
                mentor=mentor.ref,
                score=None if why else scored,
                cost=mentor.cost,
                barred=why.reason if why else None,
                code=why.code if why else None,
            )
    rows = tuple(
        {j: units(found.total) for j in range(len(people)) if (found := matches[i, j].score) is not None}
        for i in range(len(clusters))
    )
    problem, money = _pose(people, clusters, call, terms, rows, kept)
    return Board(call, terms, clusters, people, pairs, shares, matches, rows, problem, money, tuple(findings))


def _about_mentors(mentors: Sequence[Mentor], mentees: Sequence[Mentee], terms: Terms) -> Iterator[Sentence]:
    for mentor in mentors:
        if mentor.cost is None and terms.budget is None:
            yield say(
                "The price of {mentor} is not certain; the total cost cannot be stated with it.", mentor=mentor.ref
            )
        elif mentor.cost is None:
            yield say(
                "The price of {mentor} is not certain, so that no pair with it is allowed under a budget.",
                mentor=mentor.ref,
            )
        if not mentor.declared_links:
            continue
        hints = hints_in(mentor.declared_links, mentees)
        if hints:
            yield say(
                "{mentor} declares a link that may mean {clusters}; these pairs are not barred, please check: “{text}”",
                mentor=mentor.ref,
                clusters=", ".join(hints),
                text=mentor.declared_links,
            )
        elif not any(names_cluster(mentor.declared_links, mentee) is Named.YES for mentee in mentees):
            yield say(
                "{mentor} declares a link that names none of the clusters; no pair is barred, please check: “{text}”",
                mentor=mentor.ref,
                text=mentor.declared_links,
            )


def _pose(
    mentors: Sequence[Mentor],
    mentees: Sequence[Mentee],
    call: Call,
    terms: Terms,
    rows: Sequence[Mapping[int, int]],
    kept: Mapping[str, str],
) -> tuple[Problem, Fraction]:
    prices = [Fraction(call.quotation.cap if mentor.cost is None else mentor.cost) for mentor in mentors]
    budget = None if terms.budget is None else Fraction(terms.budget)
    money = common_unit([*prices, *([] if budget is None else [budget])])
    at = {mentor.ref: j for j, mentor in enumerate(mentors)}
    row_of = {mentee.ref: i for i, mentee in enumerate(mentees)}
    countries: dict[str, set[int]] = {}
    for j, mentor in enumerate(mentors):
        if mentor.country:
            countries.setdefault(mentor.country, set()).add(j)
    most = terms.most_from_country
    groups = [
        (frozenset(group), most) for _, group in sorted(countries.items()) if most is not None and len(group) > most
    ]
    problem = pose(
        rows,
        capacity=tuple(terms.places(mentor) for mentor in mentors),
        costs=tuple({j: in_units(prices[j], money) for j in row} for row in rows),
        budget=None if budget is None else in_units(budget, money),
        groups=tuple(groups),
        least=terms.least_mentees or 0,
        locked={row_of[mentee]: at[mentor] for mentee, mentor in terms.locked.items()},
        kept={row_of[mentee]: at[mentor] for mentee, mentor in kept.items() if mentee in row_of and mentor in at},
    )
    return problem, money
