"""What a rule is: one condition of the call, with its text, its examples and its verdict on a case."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import ClassVar

from cbt_cli.domain.applications import Application, Record, Source
from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.calls import Call, Clause, Stage
from cbt_cli.domain.checks import Case, Checked, Verdict
from cbt_cli.domain.findings import Finding, Severity

CLUSTER_MANAGER = "cluster_manager"
"""The applicant type for which the call's note on experts does not hold."""
_OF_ITS_OWN = frozenset(Application.model_fields)
"""Questions that are fields of every application; others are what a call's own form asks further."""
BLANKS = " \t\r\n\u00a0\u202f☐□_.…-–—|;"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a rule makes of a case, before the clause is put to it. ``evidence``: ``None`` for all of the rule's
    fields."""

    verdict: Verdict
    sentence: Sentence
    details: tuple[Sentence, ...] = ()
    evidence: tuple[Source, ...] | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A case and the verdict that the rule owes it. Tests and the rules page are made from these."""

    says: Sentence
    verdict: Verdict
    case: Case


@dataclass(frozen=True, slots=True)
class RuleInWords:
    """A rule of a call as ``cbt rules`` shows it."""

    name: str
    stage: Stage
    text: Sentence
    clause: Clause
    examples: tuple[Example, ...]


class Rule(ABC):
    """One condition of the call. Its numbers stand in the call file, and so does whether the call has it at all."""

    name: ClassVar[str]
    fields: ClassVar[tuple[str, ...]] = ()
    """The fields of the record that it decides on."""
    never: ClassVar[Mapping[Verdict, str]] = MappingProxyType({})
    """Verdicts that it cannot give, each with the reason. Every other one of pass, fail and unclear needs an
    example."""

    @abstractmethod
    def text(self, call: Call) -> Sentence:
        """The condition in words, with the call's numbers."""

    @abstractmethod
    def examples(self, call: Call) -> Iterator[Example]:
        """Cases made from the call's own numbers, with the verdict on each."""

    @abstractmethod
    def decide(self, case: Case, call: Call) -> Opinion:
        """The verdict on what was read, as if all of it had been read for certain."""

    def concerned(self, case: Case, call: Call) -> tuple[Finding, ...]:
        """The findings that bear on its verdict."""
        return findings_on(case.record, frozenset(self.fields_in(call)))

    def fields_in(self, call: Call) -> tuple[str, ...]:
        """The fields that it decides on in this call."""
        del call  # most rules look at the same fields in every call
        return self.fields

    def check(self, case: Case, call: Call) -> Checked:
        """The verdict with clause, reading and evidence. Where the reading is in doubt, a pass becomes unclear."""
        rule = next(rule for rule in call.rules if rule.name == self.name)
        concerned = self.concerned(case, call)
        opinion = _waived(_weighed(self.decide(case, call), concerned), case.waived.get(self.name))
        evidence = sources(case.record, self.fields_in(call)) if opinion.evidence is None else opinion.evidence
        return Checked(
            rule=self.name,
            verdict=opinion.verdict,
            sentence=opinion.sentence,
            details=opinion.details,
            clause=str(rule.clause),
            reading=rule.clause.reading,
            stage=rule.stage,
            evidence=_once((*evidence, *(Source(raw=f.raw, place=f.place) for f in concerned if f.raw is not None))),
        )


def sources(record: Record, fields: Iterable[str]) -> tuple[Source, ...]:
    """What the applicant wrote for ``fields``, in that order, with places."""
    return tuple(source for field in fields for source in record.sources.get(field, ()))


def findings_on(record: Record, fields: frozenset[str | None]) -> tuple[Finding, ...]:
    """The findings on ``fields`` that weigh: notes do not."""
    return tuple(f for f in record.findings if f.field in fields and f.severity is not Severity.NOTE)


def answer(record: Record, key: str) -> object | None:
    """The value of a question, whether or not the record has a key for it; ``None`` where it was not answered."""
    application = record.application
    if key in _OF_ITS_OWN:
        found: object | None = getattr(application, key)
        return None if found in ("", ()) else found
    return application.further.get(key) or None


def asked(record: Record, key: str) -> bool:
    """Whether the question was found on the form: its answer, blank or not, has a place there."""
    return key in record.sources


def written(record: Record, key: str) -> bool:
    """Whether something stands for a question, readable or not. Empty boxes, dots and lines are blanks to be filled."""
    noticed = (finding.raw or "" for finding in findings_on(record, frozenset({key})))
    return any(raw.strip(BLANKS) for raw in (*noticed, *(source.raw for source in record.sources.get(key, ()))))


def words(text: str | None, call: Call) -> str | None:
    """``text``, unless it is blank or one of the ways to say "none" that the call knows."""
    if text is None:
        return None
    bare = text.strip().rstrip(".!").strip().casefold()
    nothing = {word.casefold() for question in call.form.questions for word in question.none_words}
    return None if not bare or bare in nothing else text.strip()


def declined(raw: str, call: Call) -> bool:
    """Whether ``raw`` says "none" in letters; a dash may as well stand for a blank."""
    return any(letter.isalpha() for letter in raw) and words(raw, call) is None


def _weighed(opinion: Opinion, concerned: tuple[Finding, ...]) -> Opinion:
    if not concerned:
        return opinion
    noticed = tuple(finding.sentence for finding in concerned)
    if any(finding.severity is Severity.INELIGIBLE for finding in concerned):
        sentence = say("What was found in the form rules it out.")
        return replace(opinion, verdict=Verdict.FAIL, sentence=sentence, details=(*noticed, *opinion.details))
    if opinion.verdict is Verdict.PASS:
        sentence = say("It holds only if the form was read rightly, and that is not certain.")
        details = (*noticed, opinion.sentence, *opinion.details)
        return replace(opinion, verdict=Verdict.UNCLEAR, sentence=sentence, details=details)
    return replace(opinion, details=(*opinion.details, *noticed))


def _waived(opinion: Opinion, reason: str | None) -> Opinion:
    """A waiver lifts what failed or was unclear; the rule's own words stay. What passed needs none."""
    if reason is None or opinion.verdict not in (Verdict.FAIL, Verdict.UNCLEAR):
        return opinion
    waiver = say("Waived by the officer: {reason}", reason=reason)
    return replace(opinion, verdict=Verdict.WAIVED, sentence=waiver, details=(opinion.sentence, *opinion.details))


def _once(found: tuple[Source, ...]) -> tuple[Source, ...]:
    return tuple({(one.raw, one.place and one.place.steps): one for one in found}.values())
