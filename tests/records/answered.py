"""Filled forms for the tests of this room, as the reader of forms hands them over."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from cbt_cli.calls import load_call
from cbt_cli.domain.applications import Record
from cbt_cli.domain.base import Place, place
from cbt_cli.domain.calls import Call
from cbt_cli.domain.forms import Answer, CellAnswer, FilledForm, FormOutcome, Mark
from cbt_cli.records import make_record

CALL = load_call()
COLUMNS = ("start", "end", "organisation", "role", "kind")


def at(field: str, call: Call = CALL) -> Place:
    """Where the answer to a question stands in these forms."""
    keys = [question.key for question in call.form.questions]
    return place(("table", 1), ("row", keys.index(field) + 1), ("column", 2))


def answer(field: str, text: str | None = None, call: Call = CALL, **more: Any) -> Answer:
    """An answer under the label that the call prints in English."""
    question = call.form.question(field)
    assert question is not None
    more = {"label": question.label.en, "place": at(field, call)} | more
    return Answer.model_validate({"field": field, "text": text} | more)


def marks(**on: bool | None) -> tuple[Mark, ...]:
    """Ticks by the key of their option."""
    return tuple(Mark(option=option, on=state) for option, state in on.items())


def rows(*lines: tuple[str | None, ...], columns: tuple[str, ...] = COLUMNS) -> tuple[tuple[CellAnswer, ...], ...]:
    """Rows of the experience table from the texts of their cells."""
    return tuple(
        tuple(
            CellAnswer(column=column, text=text, place=place(("table", 2), ("row", line), ("column", number)))
            for number, (column, text) in enumerate(zip(columns, texts, strict=True), start=1)
        )
        for line, texts in enumerate(lines, start=2)
    )


def record_of(*answers: Answer, call: Call = CALL, **more: Any) -> Record:
    """The record of a form with these answers and no others."""
    form = FilledForm(format="docx", outcome=FormOutcome.FORM, answers={each.field: each for each in answers}, **more)
    return make_record(form, call)


def value_of(field: str, text: str | None = None, **more: Any) -> Any:
    """The value that is read from one answer."""
    return getattr(record_of(answer(field, text, **more)).application, field)


def codes(record: Record) -> list[tuple[str, str | None]]:
    """The findings of a record as (code, field)."""
    return [(finding.code, finding.field) for finding in record.findings]


def money(amount: str, currency: str | None = "EUR", vat: str = "excluded", unit: str = "mentee") -> dict[str, Any]:
    """Money as the record dumps it."""
    return {"amount": Decimal(amount), "currency": currency, "vat": vat, "unit": unit}
