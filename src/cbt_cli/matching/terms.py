"""The officer's terms: decisions about pairs, limits and wishes, tied to people; refused where they cannot be meant."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from cbt_cli.domain.base import Figure, Sentence, given, say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.matching import Limits, Mentee, Mentor, Needs, PairDecision
from cbt_cli.errors import NeedsError
from cbt_cli.matching.names import find_person

Pair = tuple[str, str]
"""References of mentee and mentor."""
NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Terms:
    """What limits the whole, with where each limit stands (limit → words), and what was decided about pairs."""

    budget: Decimal | None = None
    most_mentees: int | None = None
    least_mentees: int | None = None
    most_from_country: int | None = None
    sources: Mapping[str, Sentence] = field(default_factory=dict)
    locked: Mapping[str, str] = field(default_factory=dict)
    excluded: Mapping[Pair, str] = field(default_factory=dict)
    reasons: Mapping[Pair, str] = field(default_factory=dict)
    """Why a pair is locked."""
    wishes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    findings: tuple[Sentence, ...] = ()

    def places(self, mentor: Mentor) -> int:
        """How many mentees the mentor may have."""
        most = mentor.capacity if self.most_mentees is None else min(mentor.capacity, self.most_mentees)
        return max(most, 0)


def read_terms(
    mentors: Sequence[Mentor],
    needs: Needs,
    call: Call,
    *,
    absent: Iterable[Pair] | None = None,
    options: Limits = NO_LIMITS,
) -> Terms:
    """The terms of a matching. ``absent`` are reference and name of applications that make no mentor (not eligible,
    withdrawn), ``None`` where that is not known: a wish for one of them, or an exclusion, is no mistake. ``options``
    override the workbook's limits, which override the call's. ``NeedsError`` says what cannot be meant."""
    limits, sources = _limits(call, needs.limits, options)
    sources["pairs"] = _together(sorted({decision.source for decision in needs.pairs}))
    people = _People(mentors, needs.mentees, None if absent is None else tuple(absent))
    findings: list[Sentence] = []
    locked: dict[str, str] = {}
    excluded: dict[Pair, str] = {}
    reasons: dict[Pair, str] = {}
    for decision in needs.pairs:
        mentee, mentor = people.pair(decision)
        if mentor is None:
            findings.append(
                say(
                    "{source}: {mentor} is no mentor here, so that the exclusion changes nothing.",
                    source=decision.source,
                    mentor=decision.mentor,
                )
            )
        elif decision.decision == "exclude":
            excluded[mentee, mentor] = decision.reason
        elif locked.setdefault(mentee, mentor) != mentor:
            raise NeedsError(
                say(
                    "{pairs}: {mentee} is locked to two mentors, {locked} and {mentor}.",
                    pairs=sources["pairs"],
                    mentee=mentee,
                    locked=locked[mentee],
                    mentor=mentor,
                ),
                say("A mentee has at most one mentor: take one of the two locks away."),
            )
        else:
            reasons[mentee, mentor] = decision.reason
    wishes = {mentee.ref: people.wishes(mentee, findings) for mentee in needs.mentees}
    terms = Terms(
        limits.budget,
        limits.most_mentees,
        limits.least_mentees,
        limits.most_from_country,
        sources,
        locked,
        excluded,
        reasons,
        wishes,
        tuple(findings),
    )
    _check_locks(terms, {mentor.ref: mentor for mentor in mentors}, call)
    return terms


def _together(names: Sequence[str]) -> Sentence:
    told = given(names[0] if names else "")
    for name in names[1:]:
        told = say("{first} and {more}", first=told, more=name)
    return told


def _limits(call: Call, workbook: Limits, options: Limits) -> tuple[Limits, dict[str, Sentence]]:
    facts = call.matching
    of_call = Limits(
        budget=facts.budget,
        most_mentees=facts.most_mentees,
        least_mentees=facts.least_mentees,
        most_from_country=facts.most_from_country,
    )
    chosen: dict[str, Decimal | int | None] = {}
    sources: dict[str, Sentence] = {}
    for name in Limits.model_fields:
        for source, limits in ((say("option"), options), (say("needs workbook"), workbook), (say("call"), of_call)):
            given = getattr(limits, name)
            if given is not None and name not in chosen:
                chosen[name], sources[name] = given, source
                if given < 0 or (given == 0 and name == "most_mentees"):
                    raise NeedsError(
                        say("Limits: {name} is {given} ({source}).", name=name, given=given, source=source),
                        say("Write a number above 0, or leave it empty."),
                    )
    limits = Limits.model_validate(chosen)
    if limits.least_mentees and limits.most_mentees and limits.least_mentees > limits.most_mentees:
        raise NeedsError(
            say(
                "Limits: a mentor must have at least {least_mentees} mentees ({source}) and at "
                "most {most_mentees} ({other}).",
                least_mentees=limits.least_mentees,
                source=sources["least_mentees"],
                most_mentees=limits.most_mentees,
                other=sources["most_mentees"],
            ),
            say("Lower the least or raise the most."),
        )
    return limits, sources


class _People:
    def __init__(
        self, mentors: Sequence[Mentor], mentees: Sequence[Mentee], absent: tuple[tuple[str, str], ...] | None
    ) -> None:
        self.mentors = [(mentor.ref, mentor.name) for mentor in mentors]
        self.mentees = [(mentee.ref, mentee.cluster) for mentee in mentees]
        self.absent = absent
        for refs in (self.mentees, self.mentors):
            double = [ref for ref, times in Counter(ref for ref, _ in refs).items() if times > 1]
            if double:
                raise NeedsError(
                    say("{ref} is there twice.", ref=double[0]),
                    say("Each needs a reference of its own."),
                )

    def pair(self, decision: PairDecision) -> tuple[str, str | None]:
        """Whom a decision means; the mentor is ``None`` for an exclusion of somebody who is no mentor."""
        mentee = self._one(decision.mentee, self.mentees, "mentee", decision.source)
        if decision.decision == "exclude" and self.absent and find_person(decision.mentor, self.absent):
            return mentee, None
        return mentee, self._one(decision.mentor, self.mentors, "mentor", decision.source)

    def _one(self, text: str, people: list[tuple[str, str]], what: str, source: str) -> str:
        found = find_person(text, people)
        if len(found) == 1:
            return found[0]
        if found:
            raise NeedsError(
                say("{source}: {text} could be {names}.", source=source, text=repr(text), names=" or ".join(found)),
                say("Write the reference instead of the name."),
            )
        if what == "mentor" and self.absent and find_person(text, self.absent):
            raise NeedsError(
                say(
                    "{source}: {text} has applied but is no mentor (not eligible, or withdrawn).",
                    source=source,
                    text=repr(text),
                ),
                say("Take the lock away, or see cbt validate for what stands in the way."),
            )
        raise NeedsError(
            say("{source}: there is no mentor {text}.", source=source, text=repr(text))
            if what == "mentor"
            else say("{source}: there is no mentee {text}.", source=source, text=repr(text)),
            say("Write the reference or the exact name of an eligible mentor.")
            if what == "mentor"
            else say("Write the reference or the exact name of a mentee."),
        )

    def wishes(self, mentee: Mentee, findings: list[Sentence]) -> tuple[str, ...]:
        """The references of those wished for who are mentors, in order."""
        wanted: list[str] = []
        for wish in mentee.wishes:
            found = find_person(wish, self.mentors, loosely=True)
            if len(found) == 1:
                wanted += [ref for ref in found if ref not in wanted]
            elif found:
                findings.append(
                    say(
                        "{mentee} wishes for “{wish}”, which could be {mentors}: not counted. Write the reference.",
                        mentee=mentee.ref,
                        wish=wish,
                        mentors=", ".join(found),
                    )
                )
            elif self.absent is None or find_person(wish, self.absent, loosely=True):
                findings.append(
                    say(
                        "{mentee} wishes for “{wish}”, who is not among the eligible mentors: not counted.",
                        mentee=mentee.ref,
                        wish=wish,
                    )
                )
            else:
                findings.append(
                    say(
                        "{mentee} wishes for “{wish}”, and nobody of that name or reference has applied: not counted. "
                        "Correct it, or take the wish away.",
                        mentee=mentee.ref,
                        wish=wish,
                    )
                )
        return tuple(wanted)


def _check_locks(terms: Terms, mentors: Mapping[str, Mentor], call: Call) -> None:
    held: defaultdict[str, list[str]] = defaultdict(list)
    for mentee, ref in sorted(terms.locked.items()):
        held[ref].append(mentee)
        if (mentee, ref) in terms.excluded:
            raise NeedsError(
                say(
                    "{pairs}: {mentee} and {ref} are locked and excluded at once.",
                    pairs=terms.sources["pairs"],
                    mentee=mentee,
                    ref=ref,
                ),
                say("Take one of the two decisions away."),
            )
    for ref, mentees in held.items():
        places = terms.places(mentors[ref])
        if len(mentees) > places:
            raise NeedsError(
                say(
                    "{pairs}: {ref} is locked to {count} mentees ({names}); places: {places}{why_so_few}.",
                    pairs=terms.sources["pairs"],
                    ref=ref,
                    count=len(mentees),
                    names=", ".join(mentees),
                    places=places,
                    why_so_few=_why_so_few(terms, mentors[ref]),
                ),
                say("Take {count} of the locks away, or raise the limit.", count=len(mentees) - places)
                if places < mentors[ref].capacity
                else say("Take {count} of the locks away.", count=len(mentees) - places),
            )
    _check_countries(terms, mentors)
    _check_budget(terms, mentors, call)


def _why_so_few(terms: Terms, mentor: Mentor) -> Sentence | str:
    if terms.places(mentor) == mentor.capacity:
        return ""
    return say(
        " (offers {capacity}; the limit of mentees for a mentor: {source})",
        capacity=mentor.capacity,
        source=terms.sources["most_mentees"],
    )


def _check_countries(terms: Terms, mentors: Mapping[str, Mentor]) -> None:
    most = terms.most_from_country
    engaged = {ref: mentors[ref].country for ref in terms.locked.values()}
    for country, count in sorted(Counter(c for c in engaged.values() if c).items()):
        if most is not None and count > most:
            raise NeedsError(
                say(
                    "{pairs}: {count} mentors from {country} are locked, and at most {most} may come "
                    "from one country ({source}).",
                    pairs=terms.sources["pairs"],
                    count=count,
                    country=country,
                    most=most,
                    source=terms.sources["most_from_country"],
                ),
                say("Take locks away, or raise the limit."),
            )


def _check_budget(terms: Terms, mentors: Mapping[str, Mentor], call: Call) -> None:
    if terms.budget is None:
        return
    prices = {(mentee, ref): mentors[ref].cost for mentee, ref in sorted(terms.locked.items())}
    for (mentee, ref), price in prices.items():
        if price is None:
            raise NeedsError(
                say(
                    "{pairs}: {mentee} is locked to {ref}, whose price is not certain, and there is a budget.",
                    pairs=terms.sources["pairs"],
                    mentee=mentee,
                    ref=ref,
                ),
                say("Correct the quotation of {ref}, take the lock away, or leave the budget out.", ref=ref),
            )
    spent = sum((price for price in prices.values() if price is not None), Decimal(0))
    if spent > terms.budget:
        money = call.quotation.currency
        raise NeedsError(
            say(
                "The locked pairs alone cost {spent}, and the budget is {budget} ({source}).",
                spent=Figure(number=spent, currency=money),
                budget=Figure(number=terms.budget, currency=money),
                source=terms.sources["budget"],
            ),
            say(
                "Raise the budget by {more}, or take locks away.",
                more=Figure(number=spent - terms.budget, currency=money),
            ),
        )
