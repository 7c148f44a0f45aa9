"""``expertise``: a cluster manager, or an expert with the years or the counselling that the call asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from cbt_cli.domain.applications import ExperienceKind
from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.checks import Case, Verdict
from cbt_cli.rules.expertise_examples import counselling_examples, manager_examples, years_examples
from cbt_cli.rules.lengths import DAY, Length, of_years
from cbt_cli.rules.periods import Extent, extent, period
from cbt_cli.rules.rule import CLUSTER_MANAGER, Example, Opinion, Rule, asked, words, written
from cbt_cli.rules.sound import last_day, years_before
from cbt_cli.rules.years import contradiction
from cbt_cli.values.wording import find_option

MANAGEMENT, COUNSELLING = ExperienceKind.MANAGEMENT, ExperienceKind.COUNSELLING
QUOTED = 240
"""Characters of an answer that are quoted in a reason; the whole stands in the evidence."""


class Expertise(Rule):
    """Periods of the experience table are added up, each day once. Claims in words or a bare number are unclear."""

    name = "expertise"
    fields = ("applicant_type", "management_years", "experience", "counselling")

    def text(self, call: Call) -> Sentence:
        """The condition in words."""
        asks = call.expertise
        return say(
            "A cluster manager shows in the form that they manage a cluster organisation. An expert shows either at "
            "least {years} years in the management of a cluster organisation, or at least {months} months of strategic "
            "counselling to cluster organisations in the {window} years before the deadline. Periods are taken from "
            "the experience table, overlapping ones are counted once; what is stated in words only is unclear.",
            years=f"{asks.management_years:f}",
            months=asks.counselling_months,
            window=asks.window_years,
        )

    def decide(self, case: Case, call: Call) -> Opinion:
        """As a manager or as an expert, whichever they apply as; as both where that is not stated."""
        kind = case.record.application.applicant_type
        if kind == CLUSTER_MANAGER:
            return _manager(case, call)
        expert = _expert(case, call)
        if kind is not None or call.form.question("applicant_type") is None:
            return expert
        manager = _manager(case, call)
        unstated = say("It is not stated whether they apply as a cluster manager or as an expert.")
        verdict = Verdict.PASS if manager.verdict is expert.verdict is Verdict.PASS else Verdict.UNCLEAR
        said = (
            say("It holds either way.")
            if verdict is Verdict.PASS
            else say("For the one or the other it would not be shown.")
        )
        details = (said, manager.sentence, *manager.details, expert.sentence, *expert.details)
        return Opinion(verdict, unstated, details)

    def examples(self, call: Call) -> Iterator[Example]:
        """The years to the day, overlaps, dates in part, bare numbers, counselling; and cluster managers."""
        yield from years_examples(call)
        yield from counselling_examples(call)
        yield from manager_examples(call)


def _manager(case: Case, call: Call) -> Opinion:
    """The call's note on experts does not hold for a cluster manager, but the form must show that they manage a
    cluster: by a row of the table, or by a position that is worded as the form words it."""
    application, until = case.record.application, last_day(call)
    rows = tuple(row for row in application.experience or () if row.kind is MANAGEMENT)
    shown = tuple(period(row, until) for row in rows)
    sums = extent(rows, MANAGEMENT, until)
    details = (*sums.arithmetic, *contradiction(case.record, call))
    running = any(each.possible is not None and each.possible.end > until for each in shown)
    if rows and running:
        return Opinion(
            Verdict.PASS, say("The experience table shows that they manage a cluster organisation."), details
        )
    if rows:
        ended = say("None of its periods is shown to last to the deadline.")
        sentence = say("The experience table shows the management of a cluster organisation.")
        return Opinion(Verdict.PASS, sentence, (ended, *details))
    question = call.form.question("applicant_type")
    position = application.position or ""
    if question is not None and find_option(position, question.options) == CLUSTER_MANAGER:
        return Opinion(Verdict.PASS, say("Their position is that of a cluster manager: {position}", position=position))
    missing = say(
        "They apply as a cluster manager, but no period of managing a cluster stands in the experience table."
    )
    where = (say("Position as given: {position}", position=position),) if position else ()
    return Opinion(Verdict.UNCLEAR, missing, (*where, *contradiction(case.record, call)))


def _expert(case: Case, call: Call) -> Opinion:
    """Either condition is enough; it fails only if neither can hold."""
    managed, counselled = _managed(case, call), _counselled(case, call)
    for shown, other in ((managed, counselled), (counselled, managed)):
        if shown.verdict is Verdict.PASS:
            return replace(shown, details=(*shown.details, *other.details))
    details = (*managed.details, counselled.sentence, *counselled.details)
    if Verdict.UNCLEAR in (managed.verdict, counselled.verdict):
        return Opinion(Verdict.UNCLEAR, managed.sentence, details)
    return Opinion(Verdict.FAIL, managed.sentence, details)


def _managed(case: Case, call: Call) -> Opinion:
    record, need = case.record, of_years(call.expertise.management_years)
    rows, stated = record.application.experience or (), record.application.management_years
    sums = extent(rows, MANAGEMENT, last_day(call))
    if sums.most or sums.open or not need:
        return _by_table(case, call, sums)
    if not rows and written(record, "experience"):
        return Opinion(Verdict.UNCLEAR, say("The experience table could not be read."))
    told = {"needed": need.words}
    if stated is not None and of_years(stated) >= need:
        sentence = say(
            "{stated} years of management are stated, but no period in the experience table bears them out ({needed} "
            "are needed).",
            stated=Decimal(f"{stated:f}"),
            **told,
        )
        return Opinion(Verdict.UNCLEAR, sentence)
    sentence = say("No period in the management of a cluster organisation is given (asked for: {needed}).", **told)
    if stated is not None:
        sentence = say(
            "Years of management as stated: {stated} (asked for: {needed}).", stated=Decimal(f"{stated:f}"), **told
        )
    # A table left blank can be asked for, unless the applicant's own number says that the years are not there.
    known = bool(rows) or (stated is not None and asked(record, "experience"))
    return Opinion(Verdict.FAIL if known else Verdict.UNCLEAR, sentence)


def _by_table(case: Case, call: Call, sums: Extent) -> Opinion:
    need = of_years(call.expertise.management_years)
    told = {"found": sums.words, "needed": need.words}
    doubt = contradiction(case.record, call)
    if doubt:
        sentence = say("The years stated and those of the experience table contradict each other.")
        return Opinion(Verdict.UNCLEAR, sentence, (*doubt, *sums.arithmetic))
    if sums.least >= need:
        sentence = say("Management of a cluster organisation: {found} (asked for: {needed}).", **told)
        return Opinion(Verdict.PASS, sentence, sums.arithmetic)
    if sums.open or sums.most >= need:
        sentence = say(
            "Management of a cluster organisation: {found}, as far as it can be told (asked for: {needed}).", **told
        )
        return Opinion(Verdict.UNCLEAR, sentence, sums.arithmetic)
    sentence = say("Management of a cluster organisation: {found} only (asked for: {needed}).", **told)
    return Opinion(Verdict.FAIL, sentence, sums.arithmetic)


def _counselled(case: Case, call: Call) -> Opinion:
    record, asks, until = case.record, call.expertise, last_day(call)
    first = years_before(until, asks.window_years) + DAY
    rows = record.application.experience or ()
    sums = extent(rows, COUNSELLING, until, first)
    told = {"found": sums.words, "needed": Length(asks.counselling_months, 0).words, "first": f"{first:%d/%m/%Y}"}
    if sums.least and sums.least >= Length(asks.counselling_months, 0):
        sentence = say("Strategic counselling since {first}: {found} (asked for: {needed}).", **told)
        return Opinion(Verdict.PASS, sentence, sums.arithmetic)
    text = words(record.application.counselling, call)
    quoted = () if text is None else (say("Described in words: “{text}”", text=_short(text)),)
    if sums.most or sums.open:
        sentence = say(
            "Strategic counselling since {first}: {found}; whether that is strong is for the officer ({needed} by the "
            "reading).",
            **told,
        )
        return Opinion(Verdict.UNCLEAR, sentence, (*quoted, *sums.arithmetic))
    if quoted:
        sentence = say(
            "Strategic counselling is described in words only: periods since {first} are missing from the table.",
            **told,
        )
        return Opinion(Verdict.UNCLEAR, sentence, quoted)
    if written(record, "counselling") and record.application.counselling is None:
        return Opinion(Verdict.UNCLEAR, say("What stands for strategic counselling could not be read."))
    if any(row.kind is COUNSELLING for row in rows):
        return Opinion(Verdict.FAIL, say("All the strategic counselling given lies before {first}.", **told))
    return Opinion(Verdict.FAIL, say("No strategic counselling since {first} is given.", **told))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= QUOTED else flat[: QUOTED - 1] + "…"
