"""The call: what a call file states. Every class is a table of the TOML file, with the same key names."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from cbt_cli.domain.applications import Unit, Vat
from cbt_cli.domain.base import Value, Words

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]


class Clause(Value):
    """The passage of the call that something rests on: its heading and what it states."""

    section: str
    text: str
    reading: str | None = None
    """What the call leaves open and the office decided; marked as a reading wherever the clause is shown."""

    def __str__(self) -> str:
        return f"{self.section}: {self.text}"


class CallFacts(Value):
    """Table ``[call]``: what the call is, who runs it, how references are made."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: Words
    programme: str
    synthetic_form: bool = False
    """The blank form is this project's sample, not a form of the original call; said on the form."""
    reference_prefix: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]{0,7}$")]
    address: str | None = None
    organisers_addresses: tuple[str, ...] = ()
    mentees: Annotated[int, Field(ge=0)] | None = None
    about: Words


class Deadline(Value):
    """Table ``[deadline]``: the half-open instant before which a submission must have arrived."""

    text: str
    before: AwareDatetime
    zone: str
    basis: Literal["received", "sent"] = "received"


class Quotation(Value):
    """Table ``[quotation]``: the cap on a quotation, and what the printed label states."""

    cap: Annotated[Decimal, Field(gt=0)]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    vat: Vat
    unit: Unit
    highest_vat_rate: Annotated[Decimal, Field(ge=0, le=100)] = Decimal(27)
    """Percent; bounds what an amount with VAT may be without it (27 %: the highest standard rate in the EU)."""


class Expertise(Value):
    """Table ``[expertise]``: how much experience makes an expert."""

    management_years: Annotated[Decimal, Field(ge=0)]
    window_years: Annotated[int, Field(gt=0)]
    counselling_months: Annotated[int, Field(ge=0)]


class Countries(Value):
    """Table ``[countries]``: who may apply from where, and where the mentees are."""

    eligible: tuple[CountryCode, ...]
    mentees: tuple[CountryCode, ...]
    names: dict[CountryCode, Words] = Field(default_factory=dict)
    """Country → its name as the call writes it, where that is not the usual one (CLDR)."""
    footnotes: dict[CountryCode, Words] = Field(default_factory=dict)
    """Country → the footnote that goes with every showing of it; the name then carries an asterisk."""


class Area(Value):
    """A knowledge area. ``needs_words`` marks the one that must be specified in words (``other``)."""

    key: Key
    label: Words
    variants: tuple[str, ...] = ()
    needs_words: bool = False


class Option(Value):
    """One option of a choice."""

    key: Key
    label: Words
    variants: tuple[str, ...] = ()


class QuestionKind(StrEnum):
    """What an answer must be."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    COUNTRY = "country"
    COUNTRIES = "countries"
    EMAIL = "email"
    CHOICE = "choice"
    YEARS = "years"
    WHOLE_NUMBER = "whole_number"
    EXPERIENCE = "experience"
    AREAS = "areas"
    LANGUAGES = "languages"
    LIST = "list"
    MONEY = "money"
    TICK = "tick"
    DATE = "date"


class Question(Value):
    """One question of the form. ``variants``: other wordings that mean the same question, in any language."""

    key: Key
    kind: QuestionKind
    label: Words
    section: Words
    required: bool = False
    variants: tuple[str, ...] = ()
    hint: Words | None = None
    options: tuple[Option, ...] = ()
    columns: tuple[Option, ...] = ()
    """The columns of a table question, in order (``experience``: start, end, organisation, role, kind)."""
    rows: int = 6
    none_words: tuple[str, ...] = ()
    """Answers that mean "nothing to declare"."""


class Form(Value):
    """Table ``[form]``: the form that the call sends out."""

    name: str
    title: Words
    intro: Words
    questions: tuple[Question, ...]
    blanks: tuple[str, ...] = ()
    """Blank forms beside the call file: what stands in both is not an answer."""

    def question(self, key: str) -> Question | None:
        """The question with that key, if the form has it."""
        return self._by_key.get(key)

    @cached_property
    def _by_key(self) -> dict[str, Question]:
        return {question.key: question for question in self.questions}

    @cached_property
    def boxes(self) -> tuple[Question, ...]:
        """The tick boxes that have to be ticked."""
        return tuple(each for each in self.questions if each.kind is QuestionKind.TICK and each.required)


class Stage(StrEnum):
    """Admissibility comes before eligibility."""

    ADMISSIBILITY = "admissibility"
    ELIGIBILITY = "eligibility"


class RuleOfCall(Value):
    """Table ``[[rules]]``: a rule that the call applies, and the clause that it rests on."""

    name: str
    stage: Stage
    clause: Clause


CRITERION_NAMES = ("needs", "experience", "languages", "sectors", "wishes", "evaluation")
"""What a criterion of the score may be called; the matching measures each of them."""


class Criterion(Value):
    """Table ``[[matching.criteria]]``: one part of a pair's score. ``neutral``: share of the points where unknown."""

    name: str
    points: Annotated[Decimal, Field(ge=0)]
    neutral: Annotated[Decimal, Field(ge=0, le=1)] = Decimal("0.5")


class MatchingFacts(Value):
    """Table ``[matching]``: how pairs are scored and what limits the whole."""

    criteria: tuple[Criterion, ...]
    need_weights: dict[str, Decimal] = Field(default_factory=dict)
    """Need level ("1", "2", "3") → weight."""
    experience_steps: tuple[tuple[Decimal, Decimal], ...] = ()
    """Steps (years of management, share of the points), ascending."""
    reserves: Annotated[int, Field(ge=0)] = 2
    budget: Annotated[Decimal, Field(ge=0)] | None = None
    most_mentees: Annotated[int, Field(ge=1)] | None = None
    least_mentees: Annotated[int, Field(ge=1)] | None = None
    most_from_country: Annotated[int, Field(ge=1)] | None = None
    objective: tuple[Literal["served", "worst", "leximin", "total", "cost"], ...] = ("served", "worst", "total", "cost")
    """The levels in their order, each fixed before the next."""
    least_score: Annotated[Decimal, Field(ge=0)] | None = None
    """A pair with fewer points is not allowed."""
    priority_needed: bool = False
    """A pair is allowed only if it covers a priority of the mentee, where the mentee has one."""


class InboxFacts(Value):
    """Table ``[inbox]``: what the organisation's own mail system is called."""

    own_hosts: tuple[str, ...] = ()
    mailbox_zone: str = "UTC"


class CorrectionFacts(Value):
    """Table ``[corrections]``: what the officer may not simply correct after the deadline (price, scored answers)."""

    locked: tuple[Key, ...] = ()


class EvaluationCriterion(Value):
    """What evaluators give points for."""

    key: Key
    label: Words
    weight: Annotated[Decimal, Field(gt=0)]


class EvaluationFacts(Value):
    """Table ``[evaluation]``: what evaluators score, on which scale, and what follows from it."""

    criteria: tuple[EvaluationCriterion, ...] = ()
    least: Decimal = Decimal(0)
    most: Annotated[Decimal, Field(gt=0)] = Decimal(5)
    step: Annotated[Decimal, Field(gt=0)] = Decimal("0.5")
    threshold: Decimal | None = None
    """The least weighted mean, on the scale."""
    threshold_bars: bool = False
    """Whether whoever does not meet it takes no part in the matching."""
    gap: Annotated[Decimal, Field(gt=0)] | None = None
    """Points between two evaluators on one criterion from which they should talk."""


class RetentionFacts(Value):
    """Table ``[retention]``: for how many months personal data are kept, counted from ``counted_from`` or else from the
    day of the final matching. ``None``: no clock runs."""

    unsuccessful_months: Annotated[int, Field(ge=1, le=600)] | None = None
    """For applications that were not assigned."""
    successful_months: Annotated[int, Field(ge=1, le=600)] | None = None
    counted_from: dt.date | None = None


class LimitFacts(Value):
    """Table ``[limits]``: what one stranger's file may cost. Beyond a limit a file is refused and said, never cut."""

    file_mib: Annotated[int, Field(ge=1, le=2_000)] = 200
    """A file of the inbox: room for a whole mailbox or an archive of one."""
    seconds: Annotated[int, Field(ge=5, le=3_600)] = 60
    cpu_seconds: Annotated[int, Field(ge=2, le=3_600)] = 20
    memory_mib: Annotated[int, Field(ge=512, le=16_384)] = 1_024
    """Of the process that opens it; less than 512 MiB is too little for the readers themselves."""
    parts: Annotated[int, Field(ge=50, le=100_000)] = 2_000
    """Parts in a Word or Excel file."""
    part_mib: Annotated[int, Field(ge=1, le=1_000)] = 32
    unpacked_mib: Annotated[int, Field(ge=1, le=4_000)] = 100
    answer_characters: Annotated[int, Field(ge=1_000, le=1_000_000)] = 100_000


class Call(Value):
    """One call: everything that its file states."""

    schema_version: Annotated[Literal[1], Field(alias="schema")]
    call: CallFacts
    deadline: Deadline
    quotation: Quotation
    expertise: Expertise
    countries: Countries
    areas: tuple[Area, ...]
    form: Form
    rules: tuple[RuleOfCall, ...]
    matching: MatchingFacts
    inbox: InboxFacts = InboxFacts()
    corrections: CorrectionFacts = CorrectionFacts()
    evaluation: EvaluationFacts = EvaluationFacts()
    retention: RetentionFacts = RetentionFacts()
    limits: LimitFacts = LimitFacts()

    @property
    def id(self) -> str:
        """The call's identifier."""
        return self.call.id

    @property
    def deadline_at(self) -> dt.datetime:
        """The first instant that is too late, in UTC."""
        return self.deadline.before.astimezone(dt.UTC)

    def area(self, key: str) -> Area | None:
        """The knowledge area with that key."""
        return next((area for area in self.areas if area.key == key), None)
