"""What a call file may not say at once: contradictions that the types alone do not see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cbt_cli.domain.applications import Application
from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.calls import CRITERION_NAMES, Call, QuestionKind


def contradictions(call: Call) -> Iterator[Sentence]:
    """Each contradiction in words, with the keys concerned. Nothing is yielded for a sound call."""
    yield from _doubles("areas", (area.key for area in call.areas))
    yield from _doubles("form.questions", (question.key for question in call.form.questions))
    yield from _doubles("rules", (rule.name for rule in call.rules))
    yield from _doubles("matching.criteria", (criterion.name for criterion in call.matching.criteria))
    yield from _deadline(call)
    yield from _questions(call)
    yield from _matching(call)
    yield from _limits(call)
    yield from _evaluation(call)
    kept = call.retention
    if kept.unsuccessful_months and kept.successful_months and kept.unsuccessful_months > kept.successful_months:
        yield say(
            "retention.unsuccessful_months is greater than retention.successful_months: is it the other way round?"
        )
    unknown = [key for key in call.corrections.locked if call.form.question(key) is None]
    if unknown:
        yield say("corrections.locked: the form has no question {names}", names=", ".join(unknown))


def _doubles(table: str, keys: Iterable[str]) -> Iterator[Sentence]:
    for key, times in Counter(keys).items():
        if times > 1:
            yield say("{table}: {key} stands there {times} times", table=table, key=key, times=times)


def _deadline(call: Call) -> Iterator[Sentence]:
    try:
        zone = ZoneInfo(call.deadline.zone)
    except (ZoneInfoNotFoundError, ValueError):
        yield say(
            "deadline.zone: {zone} is no time zone (write it like Europe/Brussels)", zone=repr(call.deadline.zone)
        )
        return
    local = call.deadline.before.astimezone(zone)
    words = call.deadline.text.upper().replace("(", " ").replace(")", " ").split()
    if "CET" in words and local.dst():
        yield say(
            "deadline.text says CET, but summer time holds on that day in deadline.zone: say CEST, or name the "
            "offset, so that nobody can read it two ways"
        )


_WORDS = (QuestionKind.TEXT, QuestionKind.LONG_TEXT, QuestionKind.EMAIL)
_KINDS = {
    "country": QuestionKind.COUNTRY,
    "applicant_type": QuestionKind.CHOICE,
    "management_years": QuestionKind.YEARS,
    "experience": QuestionKind.EXPERIENCE,
    "areas": QuestionKind.AREAS,
    "languages": QuestionKind.LANGUAGES,
    "sectors": QuestionKind.LIST,
    "capacity": QuestionKind.WHOLE_NUMBER,
    "preferred_countries": QuestionKind.COUNTRIES,
    "quotation": QuestionKind.MONEY,
    "declaration": QuestionKind.TICK,
    "consent": QuestionKind.TICK,
    "signed_on": QuestionKind.DATE,
}
"""The kind that a key of the record has; the record's other keys are words, and any other key is the call's own."""


def _questions(call: Call) -> Iterator[Sentence]:
    for question in call.form.questions:
        wanted = _KINDS.get(question.key)
        if wanted is not None and question.kind is not wanted:
            yield say(
                "form.questions.{key}: the record has a {wanted} under this key, not a {kind}",
                key=question.key,
                wanted=wanted,
                kind=question.kind,
            )
        elif wanted is None and question.key in Application.model_fields and question.kind not in _WORDS:
            yield say(
                "form.questions.{key}: the record has words under this key, not a {kind}",
                key=question.key,
                kind=question.kind,
            )
        if question.key == "further":
            yield say("form.questions.further: this key is taken; choose another")
        if question.kind is QuestionKind.CHOICE and len(question.options) < 2:
            yield say("form.questions.{key}: a choice needs at least two options", key=question.key)
        if question.kind is QuestionKind.EXPERIENCE and not question.columns:
            yield say("form.questions.{key}: a table question needs columns", key=question.key)
        if question.kind is QuestionKind.AREAS and not call.areas:
            yield say("form.questions.{key}: the call has no areas to choose from", key=question.key)


def _criteria(call: Call) -> Iterator[Sentence]:
    for criterion in call.matching.criteria:
        if criterion.name not in CRITERION_NAMES:
            near = get_close_matches(criterion.name, CRITERION_NAMES, n=1, cutoff=0.75)
            names = ", ".join(CRITERION_NAMES)
            meant = say("write {near}", near=repr(near[0])) if near else say("known are {names}", names=names)
            yield say(
                "matching.criteria: there is no criterion {name}; {meant}", name=repr(criterion.name), meant=meant
            )


def _matching(call: Call) -> Iterator[Sentence]:
    facts = call.matching
    yield from _criteria(call)
    yield from _doubles("matching.objective", facts.objective)
    if not facts.objective:
        yield say("matching.objective: name at least one level: served, worst or leximin, total, cost")
    if not any(criterion.points for criterion in facts.criteria):
        yield say("matching.criteria: at least one criterion needs points above 0")
    wrong = sorted(set(facts.need_weights) - {"1", "2", "3"})
    if wrong:
        yield say("matching.need_weights: a need is 1, 2 or 3, not {names}", names=", ".join(wrong))
    if facts.least_mentees and facts.most_mentees and facts.least_mentees > facts.most_mentees:
        yield say("matching.least_mentees is greater than matching.most_mentees")
    years = [step[0] for step in facts.experience_steps]
    if years != sorted(set(years)):
        yield say("matching.experience_steps: years must rise from step to step")
    if any(not 0 <= step[1] <= 1 for step in facts.experience_steps):
        yield say("matching.experience_steps: a share lies between 0 and 1")


def _evaluation(call: Call) -> Iterator[Sentence]:
    facts = call.evaluation
    yield from _doubles("evaluation.criteria", (criterion.key for criterion in facts.criteria))
    yield from _doubles("evaluation.criteria", (criterion.label.en for criterion in facts.criteria))
    if facts.least >= facts.most:
        yield say("evaluation.least is not smaller than evaluation.most")
    elif (facts.most - facts.least) % facts.step:
        yield say("evaluation.step does not lead from evaluation.least to evaluation.most")
    if facts.threshold is not None and not facts.least <= facts.threshold <= facts.most:
        yield say("evaluation.threshold lies outside the scale")
    if facts.threshold_bars and facts.threshold is None:
        yield say("evaluation.threshold_bars needs evaluation.threshold")


def _limits(call: Call) -> Iterator[Sentence]:
    limits = call.limits
    if limits.cpu_seconds > limits.seconds:
        yield say("limits.cpu_seconds is greater than limits.seconds: nothing computes for longer than it lasts")
    if limits.part_mib > limits.unpacked_mib:
        yield say("limits.part_mib is greater than limits.unpacked_mib: no part is larger than the whole")
    if limits.memory_mib < 4 * limits.unpacked_mib:
        yield say("limits.memory_mib is less than four times limits.unpacked_mib: such a file could not be read")
