"""The sheets of a validation: Applications, Rules, Values, Findings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from zoneinfo import ZoneInfo

from cbt_cli.domain.applications import Source
from cbt_cli.domain.base import Instant, Sentence, say, tr
from cbt_cli.domain.calls import Call, Question
from cbt_cli.domain.checks import Case, Checked, Eligibility, Judgement, Verdict
from cbt_cli.domain.figures import day, grouped, moment_format
from cbt_cli.domain.findings import Severity
from cbt_cli.domain.languages import current
from cbt_cli.domain.submissions import Receipt
from cbt_cli.outputs.decision_columns import (
    DECISION,
    FOR_RULES,
    FOR_VALUES,
    RULES,
    VALUES,
    basis_of_rule,
    basis_of_value,
)
from cbt_cli.outputs.page import FIRST, Column, Page, Row, Shown
from cbt_cli.outputs.wording import answer
from cbt_cli.values.code_words import rule_title, word
from cbt_cli.values.countries_shown import country_name

APPLICATIONS, FINDINGS = say("Applications"), say("Findings")
Judged = Sequence[tuple[Case, Judgement]]


def in_words(verdict: Verdict | Eligibility) -> str:
    """A verdict as it is shown."""
    return word(verdict)


def applications(call: Call, judged: Judged) -> Page:
    """A row for each application: who, when, the verdict on the whole and of each rule."""
    rules = list(dict.fromkeys(checked.rule for _, judgement in judged for checked in judgement.rules))
    columns = (
        Column(say("Ref"), 10, 9),
        Column(say("Applicant"), 18, 13),
        Column(say("Organisation"), 18, 14),
        Column(say("Country"), 12, 10),
        Column(say("E-mail"), 30, 12),
        Column(say("Received (UTC)"), 19, 19, moment_format()),
        Column(say("Received ({zone})", zone=call.deadline.zone), 19, 19, moment_format()),
        Column(say("Known from"), 14, 12),
        Column(say("Verdict"), 11, 11, where="center", paint="words"),
        *(Column(rule_title(rule), 12, 9.5, where="center", paint="words") for rule in rules),
        Column(say("Open points"), 60, 30),
    )
    sizes = (len(judgement.rules) for _, judgement in judged)
    firsts = accumulate(sizes, initial=FIRST)
    rows = [_application(call, *each, rules, first) for each, first in zip(judged, firsts, strict=False)]
    return Page(APPLICATIONS, _summary(judged), columns, rows, empty=say("There is no application yet."), frozen=2)


def rules(call: Call, judged: Judged) -> Page:
    """A row for each application and rule: the verdict, why, the clause, and the evidence with its place."""
    columns = (
        Column(say("Ref"), 10, 9),
        Column(say("Applicant"), 18, 14),
        Column(say("Rule"), 15, 12),
        Column(say("Stage"), 13, 10),
        Column(say("Verdict"), 13, 12, where="center", paint="words"),
        Column(say("Why"), 36, 24),
        Column(say("Details"), 36, 12),
        Column(say("As written"), 30, 16),
        Column(say("Place"), 22, 12),
        Column(say("Clause"), 36, 24),
        Column(say("The office's reading"), 30, 14),
        Column(say("Rests on failed"), 14, 11),
        Column(say("Waived because"), 22, 11),
        *FOR_RULES,
    )
    rows = [
        _rule(call, case, checked, at)
        for at, (case, judgement) in enumerate(judged, start=FIRST)
        for checked in judgement.rules
    ]
    lead = say(
        "{count} checks: every rule on every application, none stops at the first that fails. To waive one, choose it "
        "under {column} and say why; cbt apply takes it back into the register.",
        count=grouped(len(rows)),
        column=DECISION,
    )
    return Page(RULES, lead, columns, rows, empty=say("There is no application yet."), frozen=3, grouped=True)


def values(call: Call, judged: Judged) -> Page:
    """A row for each application and field: the value, what the applicant wrote, and where."""
    columns = (
        Column(say("Ref"), 10, 9),
        Column(say("Applicant"), 18, 14),
        Column(say("Section"), 16, 12),
        Column(say("Question"), 34, 20),
        Column(say("Field"), 18, 12),
        Column(say("Value"), 50, 24),
        Column(say("As written"), 60, 24),
        Column(say("Place"), 26, 14),
        Column(say("Corrected"), 36, 12),
        *FOR_VALUES,
    )
    rows = [row for case, _ in judged for row in _values(call, case)]
    lead = say(
        "Every field as it was read, beside what the applicant wrote and the place in the form. To correct one, write "
        "the right value and say why; cbt apply takes it back into the register. The applicant's own answer stays."
    )
    return Page(VALUES, lead, columns, rows, empty=say("There is no application yet."), frozen=2, grouped=True)


def findings(judged: Judged) -> Page:
    """A row for each thing noticed: how much it weighs, what, and where."""
    columns = (
        Column(say("Ref"), 10, 9),
        Column(say("Applicant"), 20, 14),
        Column(say("Severity"), 13, 12, where="center", paint="words"),
        Column(say("Code"), 26, 14),
        Column(say("Field"), 18, 12),
        Column(say("What"), 60, 30),
        Column(say("As written"), 40, 16),
        Column(say("Place"), 26, 14),
    )
    rows = [row for case, _ in judged for row in _findings(case)]
    lead = say("{count} findings: what was noticed while the forms and the times of receipt were read.",
               count=grouped(len(rows)))  # fmt: skip
    return Page(FINDINGS, lead, columns, rows, empty=say("Nothing was noticed."), frozen=2, grouped=True)


def sources(found: Iterable[Source]) -> tuple[str | None, str | None]:
    """Raw texts and their places, numbered where there are several."""
    seen = list(found)
    if len(seen) == 1:
        return seen[0].raw, str(seen[0].place or "") or None
    raw = "\n".join(f"({at}) {one.raw}" for at, one in enumerate(seen, start=1))
    places = "\n".join(f"({at}) {one.place or tr('not known')}" for at, one in enumerate(seen, start=1))
    return raw or None, places or None


def _summary(judged: Judged) -> Sentence:
    counted = [(in_words(verdict), sum(one.verdict is verdict for _, one in judged)) for verdict in Eligibility]
    totals = ", ".join(f"{count} {verdict}" for verdict, count in counted)
    return say("{count} applications: {totals}.", count=len(judged), totals=totals)


def _application(call: Call, case: Case, judgement: Judgement, rules: Sequence[str], first: int) -> Row:
    record = case.record.application
    verdicts = {checked.rule: in_words(checked.verdict) for checked in judgement.rules}
    country = country_name(record.country, call, current()) if record.country else None
    mail = Shown(record.email, address=f"mailto:{record.email}") if record.email else None
    return [
        Shown(case.ref, RULES, first) if judgement.rules else case.ref,
        record.full_name, record.organisation, country, mail,
        *_received(case.receipt, call), _known_from(case.receipt), Shown(in_words(judgement.verdict), strong=True),
        *(verdicts.get(rule) for rule in rules), _open(case, judgement),
    ]  # fmt: skip


def _open(case: Case, judgement: Judgement) -> str | None:
    """What is open, and how the question about it stands."""
    return "\n".join(filter(None, [str(case.remark or ""), judgement.open_points])) or None


def _received(receipt: Receipt, call: Call) -> tuple[dt.datetime | str, dt.datetime | str]:
    at = receipt.received_at
    if at is None:
        return tr("unknown"), tr("unknown")
    try:
        return at.astimezone(dt.UTC), at.astimezone(ZoneInfo(call.deadline.zone))
    except OverflowError:  # a moment at the very end of the calendar
        return at.isoformat(), tr("unknown")


def _known_from(receipt: Receipt) -> str:
    words = f"{receipt.source} ({word(receipt.confidence)})"
    if receipt.earliest == receipt.latest:
        return words
    earliest, latest = (Instant(at=at) if at else "?" for at in (receipt.earliest, receipt.latest))
    between = say("{source}, between {earliest} and {latest}", source=words, earliest=earliest, latest=latest)
    return between.text


def _rule(call: Call, case: Case, checked: Checked, at: int) -> Row:
    raw, places = sources(checked.evidence)
    return [
        Shown(case.ref, APPLICATIONS, at), case.record.application.full_name, checked.rule,
        word(checked.stage) if checked.stage else None, in_words(checked.verdict), str(checked.sentence),
        "\n".join(str(detail) for detail in checked.details), raw, places, checked.clause, checked.reading,
        ", ".join(checked.resting_on), case.waived.get(checked.rule),
        None, None, None, basis_of_rule(call.id, case.ref, checked),
    ]  # fmt: skip


def _values(call: Call, case: Case) -> Iterator[Row]:
    record = case.record
    asked: dict[str, Question | None] = {question.key: question for question in call.form.questions}
    read = [key for key in type(record.application).model_fields if key != "further"]
    for key in (*read, *record.application.further, *record.sources):
        asked.setdefault(key, None)
    for key, question in asked.items():
        value = record.application.further.get(key) if key not in read else getattr(record.application, key)
        raw, places = sources(record.sources.get(key, ()))
        if question is None and value is None and raw is None:
            continue
        blank = tr("(not answered)") if raw is None else tr("(no value)")
        corrected = "\n".join(
            say("to “{text}” by {who}, {day}: {reason}", text=one.text, who=one.who, day=day(one.at),
                reason=one.reason).text
            for one in case.corrections
            if one.field == key
        )  # fmt: skip
        yield [
            case.ref, record.application.full_name, question.section.text if question else None,
            question.label.text if question else None, key, answer(value, question, call) or blank,
            raw, places, corrected,
            None, None, None, None, basis_of_value(call.id, case, key),
        ]  # fmt: skip


def _findings(case: Case) -> Iterator[Row]:
    name = case.record.application.full_name
    for one in case.record.findings:
        place = str(one.place) if one.place else None
        yield [case.ref, name, word(one.severity), one.code, one.field, one.message, one.raw, place]
    for warning in case.receipt.warnings:
        yield [case.ref, name, word(Severity.NOTE), "receipt", None, str(warning), None, None]
