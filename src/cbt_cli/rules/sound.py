"""A sound application, which every rule passes, for the rules' examples to spoil in one point each."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from cbt_cli.domain.applications import Application, Experience, ExperienceKind, LanguageSkill, Money, Record, Source
from cbt_cli.domain.base import place
from cbt_cli.domain.calls import Call, Question, QuestionKind
from cbt_cli.domain.checks import Case
from cbt_cli.domain.findings import Finding
from cbt_cli.domain.submissions import Confidence, Receipt, TimeEvidence

NOTHING: Mapping[str, str] = {}
NO_CHANGE: Mapping[str, object] = {}


def last_day(call: Call) -> dt.date:
    """The last day on which a submission could arrive, in the call's zone; to it periods are counted."""
    zone = ZoneInfo(call.deadline.zone)
    return (call.deadline_at - dt.timedelta(microseconds=1)).astimezone(zone).date()


def years_before(day: dt.date, years: int) -> dt.date:
    """The same day ``years`` earlier; 1 March for a 29 February that the year does not have."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return dt.date(day.year - years, 3, 1)


def received(at: dt.datetime, source: str = "received:own", confidence: Confidence = Confidence.HIGH) -> Receipt:
    """A receipt without any doubt about the instant."""
    raw = f"from mail.example.org by mx.example.net; {at:%d %b %Y %H:%M:%S} +0000"
    stamp = TimeEvidence(source=source, raw=raw, host="mx.example.net", at=at)
    return Receipt(received_at=at, earliest=at, latest=at, source=source, confidence=confidence, evidence=(stamp,))


def post(
    start: str | None,
    end: str | None = None,
    *,
    kind: ExperienceKind | None = ExperienceKind.MANAGEMENT,
    ongoing: bool = False,
) -> Experience:
    """A row of the experience table of an invented applicant."""
    raw = " | ".join(part or "" for part in (start, "…" if ongoing else end, "Example Cluster", "Director"))
    return Experience(
        start=start, end=end, ongoing=ongoing, organisation="Example Cluster", role="Director", kind=kind, raw=raw
    )


def sound(
    call: Call,
    answers: Mapping[str, object] = NO_CHANGE,
    *,
    raw: Mapping[str, str] = NOTHING,
    receipt: Receipt | None = None,
    supporting: tuple[str, ...] = (),
    findings: tuple[Finding, ...] = (),
    **changes: object,
) -> Case:
    """An invented application that passes every rule of ``call``, with its answers changed by ``answers`` and
    ``changes`` (``None``: left blank).

    ``raw`` is what stands on the form for a field, where it is not simply the value; ``""`` for a blank that was found.
    """
    values = _answers(call) | dict(answers) | changes
    further = {key: str(value) for key, value in values.items() if key not in Application.model_fields and value}
    known = {key: value for key, value in values.items() if key in Application.model_fields}
    application = Application.model_validate(known | {"further": further})
    behind = {
        key: _sources(values.get(key), raw.get(key), at)
        for at, key in enumerate((question.key for question in call.form.questions), start=1)
        if values.get(key) is not None or key in raw
    }
    early = call.deadline_at - dt.timedelta(hours=3, minutes=12)
    return Case(
        ref=f"{call.call.reference_prefix}-001",
        record=Record(application=application, sources=behind, findings=findings),
        receipt=receipt or received(early),
        supporting=supporting,
    )


def _sources(value: object, raw: str | None, at: int) -> tuple[Source, ...]:
    if raw is None and isinstance(value, tuple) and value and isinstance(value[0], Experience):
        rows = enumerate(value, start=2)
        return tuple(Source(raw=row.raw or "", place=place(("table", 2), ("row", line))) for line, row in rows)
    text = raw if raw is not None else _typed(value)
    return (Source(raw=text, place=place(("table", 1), ("row", at), ("column", 2))),)


def _typed(value: object) -> str:
    if isinstance(value, bool):
        return "☒" if value else "☐"
    if isinstance(value, Money):
        return f"{value.amount} {value.currency or ''}".strip()
    if isinstance(value, tuple):
        return "; ".join(item.code if isinstance(item, LanguageSkill) else str(item) for item in value)
    return str(value)


def _answers(call: Call) -> dict[str, object]:
    """An answer to every question of the call that is required."""
    answers = {question.key: _answer(question, call) for question in call.form.questions if question.required}
    names = {"family_name": "Example", "first_name": "Ada", "organisation": "Example Cluster", "position": "Director"}
    return answers | {key: name for key, name in names.items() if key in answers}


def _answer(question: Question, call: Call) -> object:
    day = last_day(call)
    start = years_before(day, math.ceil(call.expertise.management_years) + 2)
    quotation = call.quotation
    by_kind: dict[QuestionKind, object] = {
        QuestionKind.COUNTRY: call.countries.eligible[0],
        QuestionKind.COUNTRIES: call.countries.mentees[:1],
        QuestionKind.EMAIL: "ada@example.org",
        QuestionKind.CHOICE: question.options[-1].key if question.options else None,
        QuestionKind.YEARS: call.expertise.management_years + 2,
        QuestionKind.WHOLE_NUMBER: 1,
        QuestionKind.EXPERIENCE: (post(start.isoformat(), ongoing=True),),
        QuestionKind.AREAS: tuple(area.key for area in call.areas if not area.needs_words)[:2],
        QuestionKind.LANGUAGES: (LanguageSkill(code="en", level="C1"),),
        QuestionKind.LIST: ("agri-food",),
        QuestionKind.MONEY: Money(
            amount=quotation.cap, currency=quotation.currency, vat=quotation.vat, unit=quotation.unit
        ),
        QuestionKind.TICK: True,
        QuestionKind.DATE: day - dt.timedelta(days=3),
    }
    return by_kind.get(question.kind, "As described in the annual reports.")
