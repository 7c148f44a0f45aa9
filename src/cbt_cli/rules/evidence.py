"""``evidence``: evidence of the expertise is in the form, or attached to the same e-mail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cbt_cli.domain.applications import Source
from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.checks import Case, Verdict
from cbt_cli.rules.rule import CLUSTER_MANAGER, Example, Opinion, Rule, asked, declined, sources, words, written
from cbt_cli.rules.sound import sound

ELSEWHERE = re.compile(r"\b(attach|enclos|annex|ci-joint|pièces? jointe|curriculum|cv\b)", re.IGNORECASE)
"""Words with which a short answer only points at a file."""
SHORT = 80
"""Characters up to which an answer may be no more than that."""


class Evidence(Rule):
    """Words or a file are there or not; what they are worth is for the officer to say."""

    name = "evidence"
    fields = ("evidence",)

    def text(self, call: Call) -> Sentence:
        """The condition in words."""
        del call
        return say(
            "An expert gives evidence of the expertise in the form or in a file attached to the same e-mail. A cluster "
            "manager, for whom the call's note on experts does not hold, need not."
        )

    def decide(self, case: Case, call: Call) -> Opinion:
        """Passes for words or a file; fails only if the form, found blank, offers nothing at all that could be
        evidence."""
        record = case.record
        text = words(record.application.evidence, call)
        files = tuple(say("Attached: {file}", file=name) for name in case.supporting)
        if case.supporting:
            sentence = say("Evidence is attached to the same e-mail.")
            return Opinion(Verdict.PASS, sentence if text is None else say("Evidence is given."), files, _behind(case))
        if text is not None and _points_elsewhere(text):
            sentence = say("The form points to a file for the evidence, and none is attached.")
            return Opinion(Verdict.UNCLEAR, sentence)
        if text is not None:
            return Opinion(Verdict.PASS, say("Evidence is given in the form."))
        if record.application.applicant_type == CLUSTER_MANAGER:
            # The evidence is a condition of the call's note on experts, and "for an applicant who is a cluster manager
            # the note's conditions do not apply": nothing is missing. Whether they manage a cluster is for `expertise`
            # to say.
            return Opinion(
                Verdict.NOT_APPLICABLE, say("The call asks experts for evidence, and this is a cluster manager.")
            )
        return _nothing(case, call)

    def examples(self, call: Call) -> Iterator[Example]:
        """Words, a file, neither; and nothing that could stand in for them."""
        blank = {"evidence": ""}
        yield Example(say("evidence in words"), Verdict.PASS, sound(call))
        yield Example(
            say("a file attached"),
            Verdict.PASS,
            sound(call, evidence=None, raw=blank, supporting=("Curriculum vitae.pdf",)),
        )
        pointing = sound(call, evidence="Please see the attached CV.")
        yield Example(say("a file named, but not attached"), Verdict.UNCLEAR, pointing)
        yield Example(
            say("left blank, but the experience is described"), Verdict.UNCLEAR, sound(call, evidence=None, raw=blank)
        )
        bare: dict[str, object] = {"evidence": None, "experience": None, "counselling": None}
        yield Example(say("left blank, and nothing described"), Verdict.FAIL, sound(call, bare, raw=blank))
        yield Example(say("no such question on the form"), Verdict.UNCLEAR, sound(call, bare))
        manager = sound(call, applicant_type=CLUSTER_MANAGER, evidence=None, raw=blank)
        yield Example(say("a cluster manager without evidence"), Verdict.NOT_APPLICABLE, manager)


def _nothing(case: Case, call: Call) -> Opinion:
    """Neither words nor a file.

    The call wants the evidence in the form, so a form without any fails. But what the applicant described elsewhere on
    it may be meant as evidence; a question that was not found on the form was perhaps lost in reading; and without a
    statement as what they apply, it may be a manager, who owes none. Those are unclear: the officer looks or asks.
    """
    record = case.record
    raws = tuple(source.raw for source in sources(record, ("evidence",)) if source.raw.strip())
    if written(record, "evidence") and not all(declined(raw, call) for raw in raws):
        return Opinion(Verdict.UNCLEAR, say("What stands for the evidence could not be read."))
    ask = say("No file is attached, and no evidence is given in words.")
    if not asked(record, "evidence"):
        return Opinion(
            Verdict.UNCLEAR, say("The question for evidence was not found on the form, or not answered."), (ask,)
        )
    if record.application.applicant_type is None:
        return Opinion(
            Verdict.UNCLEAR, ask, (say("A cluster manager would owe none, and as what they apply is not stated."),)
        )
    described = tuple(
        key
        for key, there in (
            ("experience", bool(record.application.experience) or written(record, "experience")),
            ("counselling", words(record.application.counselling, call) is not None or written(record, "counselling")),
        )
        if there
    )
    if described:
        return Opinion(
            Verdict.UNCLEAR,
            ask,
            (say("What the form describes as experience may be meant as evidence."),),
            _behind(case, *described),
        )
    return Opinion(Verdict.FAIL, say("The form offers no evidence: no words, no file, no experience described."))


def _points_elsewhere(text: str) -> bool:
    return len(text) <= SHORT and ELSEWHERE.search(text) is not None


def _behind(case: Case, *also: str) -> tuple[Source, ...]:
    files = tuple(Source(raw=name) for name in case.supporting)
    return (*sources(case.record, ("evidence", *also)), *files)
