"""The opening of the report: what the call is, what came of it, and what the reader must know before relying on it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cbt_cli.domain.applications import Money
from cbt_cli.domain.base import say, tr
from cbt_cli.domain.checks import Eligibility
from cbt_cli.outputs.report.drawing import Key, bar, figure, label, picture, table
from cbt_cli.outputs.report.markup import NOTHING, Html, joined, own, tag
from cbt_cli.outputs.report.reported import Reported
from cbt_cli.outputs.report.wording import amount, moment, money_terms, number, step_word
from cbt_cli.values.code_words import word
from cbt_cli.values.countries_shown import NO_COUNTRY

VERDICTS = (Eligibility.ELIGIBLE, Eligibility.TO_CLARIFY, Eligibility.INELIGIBLE)
"""In the order in which they are shown."""


def the_call(of: Reported) -> Html:
    """The call in a paragraph, and its terms."""
    call, terms = of.call, of.call.quotation
    most = money_terms(Money(amount=terms.cap, currency=terms.currency, vat=terms.vat, unit=terms.unit))
    cap = say("at most {amount}", amount=most)
    deadline = say("before {at}", at=moment(call.deadline_at, call))
    facts = [
        (tr("Programme"), call.call.programme),
        (tr("Deadline"), f"{call.deadline.text} ({deadline})"),
        (tr("Quotation"), cap),
        (tr("Knowledge areas"), number(len(call.areas))),
        (tr("Clusters to be mentored"), number(len(of.mentees) or call.call.mentees or 0) or NO_COUNTRY),
    ]
    rows = (tag("div", tag("dt", name), tag("dd", what)) for name, what in facts)
    sample = tag("p", tr("The form is this project's sample, not the form of the original call."), class_="note")
    return joined([
        tag("p", call.call.about.of(of.language), class_="lead"),
        tag("dl", *rows, class_="facts"),
        sample if call.call.synthetic_form else NOTHING,
        of.footnotes(call.countries.mentees),
    ])  # fmt: skip


def at_a_glance(of: Reported) -> Html:
    """The figures that are asked for first, what to be careful of, and the funnel."""
    if not of.cases:
        return tag("p", tr("No application is in the register yet. Run cbt ingest on the inbox."), class_="missing")
    tiles = (tag("div", tag("dt", name), tag("dd", value)) for name, value in _tiles(of))
    warnings = [tag("li", words) for words in cautions(of)]
    box = tag("div", tag("h3", tr("Before you rely on this")), tag("ul", *warnings), class_="careful")
    return joined([tag("dl", *tiles, class_="tiles"), box if warnings else NOTHING, _funnel(of)])


def cautions(of: Reported) -> Iterator[str]:
    """What the reader must know: a draft, what is not there yet, what changed since the matching, what waits."""
    waiting = sum(verdict is Eligibility.TO_CLARIFY for verdict in of.verdicts.values())
    if waiting:
        yield say("Applications that wait for the officer (to clarify): {count}.", count=waiting).text
    run = of.run
    if run is None:
        yield tr("There is no matching yet: nothing below tells of assignments.")
        return
    if not run.final:
        yield say("The matching is a draft (run {number}), not yet the decision.", number=run.number).text
    if not run.ranking.optimal:
        yield tr("The assignment is the best that was found; it is not proved that no better one exists.")
    lost = sorted({one.mentor for one in of.assignments if of.verdicts.get(one.mentor) is not Eligibility.ELIGIBLE})
    if lost:
        yield say("Assigned, but no longer eligible since the matching: {refs}.", refs=", ".join(lost)).text
    left_out = {ref.upper() for ref in run.tried.without}
    known = set(of.mentors) | left_out
    new = [ref for ref, verdict in of.verdicts.items() if verdict is Eligibility.ELIGIBLE and ref not in known]
    if new:
        yield say("Eligible, but not part of the matching: {refs}.", refs=", ".join(new)).text
    if left_out:
        yield say("Left out of the matching by the officer: {refs}.", refs=", ".join(sorted(left_out))).text
    for finding in (*run.ranking.findings, *run.needs.findings):
        yield of.said(finding)


def _tiles(of: Reported) -> Iterator[tuple[str, object]]:
    for verdict in VERDICTS:
        yield word(verdict).capitalize(), number(sum(each is verdict for each in of.verdicts.values()))
    if of.run is None:
        return
    done = of.run.ranking
    yield tr("Mentees served"), say("{served} of {all}", served=number(done.served), all=number(len(of.mentees)))
    yield tr("Mentors assigned"), say("{busy} of {all}", busy=number(len({one.mentor for one in of.assignments})),
                                      all=number(len(of.mentors)))  # fmt: skip
    cost = amount(done.total_cost if of.assignments else Decimal(0), of.currency)
    if done.budget is None:
        yield tr("Total cost"), cost
    else:
        yield say("Total cost, of a budget of {budget}", budget=amount(done.budget, of.currency)).text, cost


def _funnel(of: Reported) -> Html:
    steps = [(step_word(name), count) for name, count in of.funnel.items()]
    most = max((count for _, count in steps), default=0) or 1
    shapes: list[Html] = []
    for at, (name, count) in enumerate(steps):
        top, width = at * 28, 64 * count / most
        shapes += [
            label(25, top + 18, name, "end"),
            bar(26, top + 4, width, 19, "main"),
            label(27 + width, top + 18, number(count), css="strong"),
        ]
    said = "; ".join(say("{name}: {value}", name=name, value=number(count)).text for name, count in steps) + "."
    title = tr("From applications to assigned mentors")
    rows = [(name, number(count), f"{number(round(Decimal(100 * count) / most, 1))} %") for name, count in steps]
    figures = table([tr("Step"), tr("Applications"), tr("Share")], rows, name=title, numbers=(1, 2))
    return figure(picture("funnel", title, said, 28 * len(steps), shapes), (), figures, heading=title)


def colours() -> list[Key]:
    """The colours of the verdicts."""
    return [Key(css_of(verdict), word(verdict)) for verdict in VERDICTS]


def css_of(verdict: Eligibility) -> str:
    """The class of a verdict's colour."""
    return {Eligibility.ELIGIBLE: "good", Eligibility.TO_CLARIFY: "open", Eligibility.INELIGIBLE: "bad"}[verdict]


def badge(verdict: Eligibility) -> Html:
    """A verdict as a word on its colour."""
    return tag("span", own(word(verdict)), class_=f"badge {css_of(verdict)}")
