"""``declarations``: every declaration that the form asks for is ticked, and the form is dated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from cbt_cli.domain.base import Sentence, listed, say
from cbt_cli.domain.calls import Call, Question
from cbt_cli.domain.checks import Case, Verdict
from cbt_cli.rules.rule import Example, Opinion, Rule, answer, asked, written
from cbt_cli.rules.sound import sound

SIGNED_ON = "signed_on"
DAY = dt.timedelta(days=1)
LONG_AGO = 365
"""Days between the date on the form and the receipt from which the date is worth a word."""


class Declarations(Rule):
    """A box read as not ticked fails: the applicant saw it and did not declare. What could not be read can be asked."""

    name = "declarations"

    def text(self, call: Call) -> Sentence:
        """The condition in words."""
        labels = listed(question.label for question in call.form.boxes)
        return say("Ticked on the form: {declarations}. The form is dated.", declarations=labels)

    def fields_in(self, call: Call) -> tuple[str, ...]:
        """The required tick boxes, and the date of signature where the form asks for it."""
        return (*(question.key for question in call.form.boxes), *((SIGNED_ON,) if _dated(call) else ()))

    def decide(self, case: Case, call: Call) -> Opinion:
        """Fails for a box that is not ticked, unclear for one that could not be read or for a missing date."""
        if not self.fields_in(call):
            return Opinion(Verdict.NOT_APPLICABLE, say("The form asks for no declaration."))
        ticks = [(question, _ticked(answer(case.record, question.key))) for question in call.form.boxes]
        refused = tuple(say("Not ticked: {label}", label=question.label) for question, on in ticks if on is False)
        doubts = tuple(_doubt(case, question) for question, on in ticks if on is None)
        undated = _dated(call) and case.record.application.signed_on is None
        if undated:
            blank = say("The form is not dated.")
            doubts = (*doubts, say("The date could not be read.") if written(case.record, SIGNED_ON) else blank)
        details = (*refused, *doubts, *_odd_date(case, call))
        if refused:
            return Opinion(Verdict.FAIL, say("Not everything is declared that the form asks for."), details)
        if doubts:
            return Opinion(Verdict.UNCLEAR, say("The declarations are not complete as they were read."), details)
        return Opinion(Verdict.PASS, say("Everything is declared that the form asks for."), details)

    def examples(self, call: Call) -> Iterator[Example]:
        """All ticked; each box unticked or unread; the date missing."""
        if not self.fields_in(call):
            yield Example(say("no declaration on the form"), Verdict.NOT_APPLICABLE, sound(call))
            return
        yield Example(say("all ticked and dated"), Verdict.PASS, sound(call))
        for question in call.form.boxes:
            label = question.label
            unticked = sound(call, {question.key: False})
            yield Example(say("not ticked: {label}", label=label), Verdict.FAIL, unticked)
            unread = sound(call, {question.key: None})
            yield Example(say("could not be read: {label}", label=label), Verdict.UNCLEAR, unread)
        if _dated(call):
            yield Example(say("no date"), Verdict.UNCLEAR, sound(call, signed_on=None))


def _dated(call: Call) -> bool:
    question = call.form.question(SIGNED_ON)
    return question is not None and question.required


def _ticked(found: object | None) -> bool | None:
    """A tick of the record; one of a form of its own stands there as text."""
    if isinstance(found, bool):
        return found
    return {"true": True, "false": False}.get(str(found).casefold())


def _doubt(case: Case, question: Question) -> Sentence:
    label = question.label
    if written(case.record, question.key):
        return say("Whether this is ticked could not be read: {label}", label=label)
    if asked(case.record, question.key):
        return say("Left blank: {label}", label=label)
    return say("Not found on the form: {label}", label=label)


def _odd_date(case: Case, call: Call) -> tuple[Sentence, ...]:
    """A word on a date that can hardly be meant. It changes no verdict: a slip in the date voids no declaration."""
    signed, at = case.record.application.signed_on, case.receipt.received_at
    if signed is None or at is None:
        return ()
    arrived = at.astimezone(ZoneInfo(call.deadline.zone)).date()
    told = {"signed": f"{signed:%d/%m/%Y}", "arrived": f"{arrived:%d/%m/%Y}"}
    if signed > arrived + DAY:  # the day after may still be the same moment further east
        return (say("Note: the form is dated {signed}, after it arrived ({arrived}).", **told),)
    if (arrived - signed).days > LONG_AGO:
        return (say("Note: the form is dated {signed}, more than a year before it arrived ({arrived}).", **told),)
    return ()
