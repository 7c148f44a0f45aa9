"""Which pairs are allowed; for every other, a short code and the reason in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cbt_cli.domain.base import Sentence, listed, say
from cbt_cli.domain.matching import Score
from cbt_cli.matching.criteria import PRIORITY, Pair, common_languages, covered, language_name, open_areas
from cbt_cli.matching.names import Named, names_cluster, plain
from cbt_cli.matching.scoring import worth
from cbt_cli.matching.terms import Terms


@dataclass(frozen=True, slots=True)
class Bar:
    """Why a pair is not allowed. ``firm``: an officer's lock does not lift it."""

    code: str
    reason: Sentence
    firm: bool = False


def bar(pair: Pair, score: Score, terms: Terms) -> Bar | None:
    """The first reason why the pair is not allowed; ``None`` if it is."""
    reasons = (reason(pair, score, terms) for reason in REASONS)
    return next((found for found in reasons if found is not None), None)


def _excluded(pair: Pair, _score: Score, terms: Terms) -> Bar | None:
    why = terms.excluded.get((pair.mentee.ref, pair.mentor.ref))
    if why is None:
        return None
    return Bar("excluded", say("excluded by the officer: {reason}", reason=why), firm=True)


def _no_place(pair: Pair, _score: Score, terms: Terms) -> Bar | None:
    if terms.places(pair.mentor) > 0:
        return None
    return Bar("no-place", say("the mentor offers no place"), firm=True)


def _no_price(pair: Pair, _score: Score, terms: Terms) -> Bar | None:
    if terms.budget is None or pair.mentor.cost is not None:
        return None
    return Bar("no-price", say("there is a budget, and the mentor's price is not certain"), firm=True)


def _link(pair: Pair, _score: Score, _terms: Terms) -> Bar | None:
    mentor, mentee = pair.mentor, pair.mentee
    if mentor.organisation and plain(mentor.organisation) == plain(mentee.cluster):
        return Bar("link", say("the mentor comes from this cluster"))
    if mentor.declared_links and names_cluster(mentor.declared_links, mentee) is Named.YES:
        return Bar("link", say("the mentor declares a link with this cluster: “{text}”", text=mentor.declared_links))
    return None


def _language(pair: Pair, _score: Score, _terms: Terms) -> Bar | None:
    mentor, mentee = pair.mentor, pair.mentee
    if not mentor.languages or not mentee.languages or common_languages(mentor, mentee):
        return None
    theirs, ours = (
        listed((language_name(code) for code in dict.fromkeys(skill.code for skill in side)), ", ")
        for side in (mentor.languages, mentee.languages)
    )
    reason = say("no working language in common (mentor: {theirs}; cluster: {ours})", theirs=theirs, ours=ours)
    return Bar("language", reason)


def _need(pair: Pair, _score: Score, _terms: Terms) -> Bar | None:
    stated = any(level > 0 for level in pair.mentee.needs.values())
    if not stated or not pair.mentor.areas or covered(pair) or open_areas(pair):
        return None
    return Bar("need", say("no need of the cluster is among the mentor's areas"))


def _priority(pair: Pair, _score: Score, _terms: Terms) -> Bar | None:
    needs = pair.mentee.needs
    if not pair.call.matching.priority_needed or PRIORITY not in needs.values() or not pair.mentor.areas:
        return None
    if any(needs[area] == PRIORITY for area in (*covered(pair), *open_areas(pair))):
        return None
    return Bar("priority", say("no priority of the cluster is among the mentor's areas, and the call asks for one"))


def _score_too_low(pair: Pair, score: Score, _terms: Terms) -> Bar | None:
    least = pair.call.matching.least_score
    if least is None or score.total >= least:
        return None
    reason = say("{points}, and the call asks for at least {least}", points=worth(score.total), least=least)
    return Bar("score", reason)


REASONS: tuple[Callable[[Pair, Score, Terms], Bar | None], ...] = (
    _excluded,
    _no_place,
    _link,
    _language,
    _need,
    _priority,
    _no_price,
    _score_too_low,
)
