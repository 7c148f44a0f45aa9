"""``complete``: every question that the form requires is answered, and nothing else was left in doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cbt_cli.domain.applications import Source
from cbt_cli.domain.base import Sentence, listed, say
from cbt_cli.domain.calls import Call, Question
from cbt_cli.domain.checks import Case, Verdict
from cbt_cli.domain.findings import Finding, Severity
from cbt_cli.rules.rule import Example, Opinion, Rule, answer, sources, written
from cbt_cli.rules.sound import sound

EVIDENCE = "evidence"


class Complete(Rule):
    """A required answer that is missing is something that the officer can ask for: unclear, and named, but never a
    fail.

    It also sees to what no other rule looks at: a doubt about the form as a whole, or about a field that only the
    matching uses. ``others``: the rules beside it, whose fields they weigh themselves.
    """

    name = "complete"

    def __init__(self, others: Sequence[Rule]) -> None:
        self._others = tuple(others)

    def text(self, call: Call) -> Sentence:
        """The condition in words."""
        required = [question.label for question in call.form.questions if question.required]
        return say(
            "Each of the {count} required questions is answered: {labels}.",
            count=len(required),
            labels=listed(required),
        )

    def fields_in(self, call: Call) -> tuple[str, ...]:
        """Every question that the form requires."""
        return tuple(question.key for question in call.form.questions if question.required)

    def concerned(self, case: Case, call: Call) -> tuple[Finding, ...]:
        """The findings on the form as a whole and on fields that no other rule of the call decides on."""
        held = {rule.name for rule in call.rules}
        theirs = {field for rule in self._others if rule.name in held for field in rule.fields_in(call)}
        return tuple(f for f in case.record.findings if f.severity is not Severity.NOTE and f.field not in theirs)

    def decide(self, case: Case, call: Call) -> Opinion:
        """Passes if nothing required is missing; else unclear, with every label that is."""
        required = [question for question in call.form.questions if question.required]
        missing = [question for question in required if not _answered(question, case)]
        if not missing:
            return Opinion(Verdict.PASS, say("Every required question is answered."), evidence=())
        details = tuple(_missing(question, case) for question in missing)
        if len(missing) == len(required):
            return Opinion(Verdict.UNCLEAR, say("None of the required questions is answered."), details)
        if len(missing) == 1:
            return Opinion(Verdict.UNCLEAR, say("A required answer is missing."), details, _beside(missing, case))
        sentence = say("{count} required answers are missing.", count=len(missing))
        return Opinion(Verdict.UNCLEAR, sentence, details, _beside(missing, case))

    def examples(self, call: Call) -> Iterator[Example]:
        """All answered, each one left blank, nothing at all, and what was noticed of the form as a whole."""
        yield Example(say("all answered"), Verdict.PASS, sound(call))
        required = self.fields_in(call)
        for key in required:
            question = call.form.question(key)
            label = question.label if question is not None else key
            yield Example(say("left blank: {label}", label=label), Verdict.UNCLEAR, sound(call, {key: None}))
        if required:
            blank: dict[str, object] = dict.fromkeys(required)
            yield Example(say("nothing filled in"), Verdict.UNCLEAR, sound(call, blank))
        if EVIDENCE in required:
            beside = sound(call, evidence=None, supporting=("Curriculum vitae.pdf",))
            yield Example(say("evidence attached instead of written"), Verdict.PASS, beside)
        doubt = Finding(
            code="tracked-changes",
            severity=Severity.CLARIFY,
            sentence=say("The form holds changes that nobody accepted."),
        )
        yield Example(say("a doubt about the form as a whole"), Verdict.UNCLEAR, sound(call, findings=(doubt,)))
        ruled_out = doubt.model_copy(
            update={
                "code": "another-call",
                "severity": Severity.INELIGIBLE,
                "sentence": say("It is the form of another call."),
            }
        )
        yield Example(say("something that rules the form out"), Verdict.FAIL, sound(call, findings=(ruled_out,)))


def _answered(question: Question, case: Case) -> bool:
    if question.key == EVIDENCE and case.supporting:  # "and/or files attached to the same e-mail", says the form
        return True
    return answer(case.record, question.key) is not None


def _missing(question: Question, case: Case) -> Sentence:
    label = question.label
    if written(case.record, question.key):
        return say("Could not be read: {label}.", label=label)
    return say("Not answered: {label}.", label=label)


def _beside(missing: Sequence[Question], case: Case) -> tuple[Source, ...]:
    """What stands for the questions that were answered, but not readably."""
    return tuple(s for s in sources(case.record, (question.key for question in missing)) if s.raw.strip())
