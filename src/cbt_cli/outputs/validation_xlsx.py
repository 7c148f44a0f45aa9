"""``validation.xlsx``: every application against every rule, with the evidence, every value and every finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from cbt_cli import __version__
from cbt_cli.domain.applications import Money
from cbt_cli.domain.base import say, tr
from cbt_cli.domain.calls import Call
from cbt_cli.domain.checks import Case, Eligibility, Judgement
from cbt_cli.domain.figures import day, instant
from cbt_cli.outputs.book import opens, workbook_of
from cbt_cli.outputs.decision_columns import RULES, VALUES
from cbt_cli.outputs.method_page import sheet_lines
from cbt_cli.outputs.page import Column, Page, Row
from cbt_cli.outputs.safe_file import replace_file
from cbt_cli.outputs.validation_pages import (
    APPLICATIONS,
    FINDINGS,
    Judged,
    applications,
    findings,
    in_words,
    rules,
    values,
)
from cbt_cli.outputs.wording import by_number, money
from cbt_cli.values.code_words import word

_WORDS = (
    ("eligible", say("every rule passes, or was waived")),
    ("ineligible", say("at least one rule fails")),
    ("to_clarify", say("no rule fails and at least one is unclear: the office asks or decides")),
    ("pass", say("the rule holds")),
    ("fail", say("the rule does not hold in any reading of the evidence")),
    ("unclear", say("the file alone does not tell")),
    ("not_applicable", say("the rule does not concern this application")),
    ("waived", say("the office lifted the rule for this application, for the reason given")),
)
_METHOD = say("Method")
_SHEETS = (
    (APPLICATIONS, say("a row for each application, a column for each rule")),
    (RULES, say("a row for each application and rule: why, clause, evidence and place")),
    (VALUES, say("a row for each application and field: value, as written, place, correction")),
    (FINDINGS, say("a row for each thing noticed while reading")),
    (_METHOD, say("this sheet")),
)


def write_validation(output: Path, call: Call, applications: Sequence[tuple[Case, Judgement]]) -> None:
    """Writes the workbook of a validation to ``output``, the same bytes for the same cases. Raises ``OutputError``."""
    replace_file(output, validation_workbook(call, applications), opens)


def validation_workbook(call: Call, judged: Judged) -> bytes:
    """The workbook of a validation as a file; applications stand in order of their references."""
    ordered = sorted(judged, key=lambda each: by_number(each[0].ref))
    pages = [applications(call, ordered), rules(call, ordered), values(call, ordered), findings(ordered)]
    return workbook_of(call, say("Validation"), [*pages, _method(call, ordered)])


def _method(call: Call, judged: Judged) -> Page:
    item = Column(say("Item"), 30, 18, paint="words")
    columns = (Column(say("Section"), 28, 16), item, Column(say("What"), 110, 60))
    lead = say(
        "What the words mean, what the call states, and what each rule rests on. The office decides, not this file."
    )
    return Page(_METHOD, lead, columns, list(_lines(call, judged)), grouped=True)


def _lines(call: Call, judged: Judged) -> Iterator[Row]:
    for verdict in Eligibility:
        yield tr("Totals"), in_words(verdict), str(sum(one.verdict is verdict for _, one in judged))
    for code, meaning in _WORDS:
        yield tr("Words"), word(code), meaning.text
    yield tr("Call"), call.id, call.call.title.text
    yield tr("Call"), tr("About"), call.call.about.text
    local = call.deadline_at.astimezone(ZoneInfo(call.deadline.zone))
    at = f"{instant(call.deadline_at)} ({day(local)} {local:%H:%M:%S %Z})"
    sent = say("{text}: sent before {at}", text=call.deadline.text, at=at)
    received = say("{text}: received before {at}", text=call.deadline.text, at=at)
    yield tr("Call"), tr("Deadline"), (sent if call.deadline.basis == "sent" else received).text
    terms = call.quotation
    cap = money(Money(amount=terms.cap, currency=terms.currency, vat=terms.vat, unit=terms.unit))
    yield tr("Call"), tr("Quotation"), say("at most {amount}", amount=cap).text
    for rule in call.rules:
        yield tr("Rules"), rule.name, f"{word(rule.stage)}. {rule.clause}"
        if rule.clause.reading:
            told = say("The office's reading, not the call's words: {reading}", reading=rule.clause.reading)
            yield tr("Rules"), rule.name, told.text
    yield tr("Made by"), "cbt", __version__
    yield from sheet_lines(_SHEETS)
