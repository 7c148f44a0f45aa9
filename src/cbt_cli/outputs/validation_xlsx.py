"""``validation.xlsx``: every application against every rule, with the evidence, every value and every finding."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from cbt_cli import __version__
from cbt_cli.domain.calls import Call
from cbt_cli.domain.checks import Case, Eligibility, Judgement
from cbt_cli.outputs.book import opens, workbook_of
from cbt_cli.outputs.page import Column, Page, Row, table_name
from cbt_cli.outputs.safe_file import replace_file
from cbt_cli.outputs.validation_pages import Judged, applications, findings, in_words, rules, values
from cbt_cli.outputs.wording import by_number

_WORDS = (
    ("eligible", "every rule passes, or was waived"),
    ("ineligible", "at least one rule fails"),
    ("to clarify", "no rule fails and at least one is unclear: the office asks or decides"),
    ("pass", "the rule holds"),
    ("fail", "the rule does not hold in any reading of the evidence"),
    ("unclear", "the file alone does not tell"),
    ("not applicable", "the rule does not concern this application"),
    ("waived", "the office lifted the rule for this application, for the reason given"),
)
_SHEETS = (
    ("Applications", "a row for each application, a column for each rule"),
    ("Rules", "a row for each application and rule: why, clause, evidence and place"),
    ("Values", "a row for each application and field: value, as written, place, correction"),
    ("Findings", "a row for each thing noticed while reading"),
    ("Method", "this sheet"),
)


def write_validation(output: Path, call: Call, applications: Sequence[tuple[Case, Judgement]]) -> None:
    """Writes the workbook of a validation to ``output``, the same bytes for the same cases. Raises ``OutputError``."""
    replace_file(output, validation_workbook(call, applications), opens)


def validation_workbook(call: Call, judged: Judged) -> bytes:
    """The workbook of a validation as a file; applications stand in order of their references."""
    ordered = sorted(judged, key=lambda each: by_number(each[0].ref))
    pages = [applications(call, ordered), rules(call, ordered), values(call, ordered), findings(ordered)]
    return workbook_of(call, "Validation", [*pages, _method(call, ordered)])


def _method(call: Call, judged: Judged) -> Page:
    columns = (Column("Section", 28, 16), Column("Item", 30, 18, paint="words"), Column("What", 110, 60))
    lead = "What the words mean, what the call states, and what each rule rests on. The office decides, not this file."
    return Page("Method", lead, columns, list(_lines(call, judged)), grouped=True)


def _lines(call: Call, judged: Judged) -> Iterator[Row]:
    for verdict in Eligibility:
        yield "Totals", in_words(verdict), str(sum(one.verdict is verdict for _, one in judged))
    for word, meaning in _WORDS:
        yield "Words", word, meaning
    yield "Call", call.id, call.call.title.en
    yield "Call", "About", call.call.about.en
    local = call.deadline_at.astimezone(ZoneInfo(call.deadline.zone))
    before = f"before {call.deadline_at.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S} UTC ({local:%Y-%m-%d %H:%M:%S %Z})"
    yield "Call", "Deadline", f"{call.deadline.text}: {call.deadline.basis} {before}"
    terms = call.quotation
    cap = f"at most {terms.currency} {terms.cap:,.2f}, VAT {terms.vat}, per {terms.unit}"
    yield "Call", "Quotation", cap
    for rule in call.rules:
        yield "Rules", rule.name, f"{rule.stage}. {rule.clause}"
        if rule.clause.reading:
            yield "Rules", rule.name, f"The office's reading, not the call's words: {rule.clause.reading}"
    yield "Made by", "cbt", __version__
    for title, what in _SHEETS:
        yield "Sheets of this workbook", title, f"{what}; table {table_name(title)}, its header in row 4"
