"""A correction by the officer, read like an answer, in the place of what was read for a field."""

from __future__ import annotations

from cbt_cli.domain.applications import Record
from cbt_cli.domain.base import place, say
from cbt_cli.domain.calls import Call, Question, QuestionKind
from cbt_cli.domain.findings import Severity
from cbt_cli.domain.forms import Answer, CellAnswer
from cbt_cli.domain.journal import Correction
from cbt_cli.errors import CbtError
from cbt_cli.records.making import taken_from, with_taken

_COLUMNS = (("start", "end", "organisation", "role", "kind"), ("period", "organisation", "role", "kind"))

_MADE_ANEW = dict.fromkeys(("areas", "other_area"), frozenset({"other-area-not-ticked", "other-area-twice"}))
"""Findings on two fields together: they are made anew when one of these is corrected."""


def corrected(record: Record, correction: Correction, call: Call) -> Record:
    """``record`` with the officer's text for one field: its value, source and findings take the place of those there.

    An empty text makes the field blank. Raises ``CbtError`` for a field that the call does not have and for a text
    that cannot be read for certain: an officer can say what is meant.
    """
    question = call.form.question(correction.field)
    if question is None:
        sentence = say("The form of this call has no field {field}.", field=correction.field)
        raise CbtError(sentence, say("cbt show REF lists the fields."))
    done = taken_from(_answer(question, correction.text), call)
    doubt = next((each for each in done.findings if each.severity is not Severity.NOTE), None)
    if doubt is not None:
        sentence = say("This does not fit {field}. {doubt}", field=correction.field, doubt=doubt.sentence)
        raise CbtError(sentence, _HINTS.get(question.kind, ""))
    anew = _MADE_ANEW.get(correction.field, frozenset())
    kept = tuple(each for each in record.findings if each.field != correction.field and each.code not in anew)
    return with_taken(record.model_copy(update={"findings": kept}), {correction.field: done}, call)


def _answer(question: Question, text: str) -> Answer:
    label = question.label.en
    if question.kind is not QuestionKind.EXPERIENCE:
        return Answer(field=question.key, label=label, text=text)
    lines = [[part.strip() for part in line.split("|")] for line in text.splitlines() if line.strip()]
    columns = {len(names): names for names in _COLUMNS}
    if not all(len(line) in columns for line in lines):
        return Answer(field=question.key, label=label, text=text)
    rows = tuple(
        tuple(
            CellAnswer(column=name, text=part, place=place(("line", at), ("column", name)))
            for name, part in zip(columns[len(line)], line, strict=True)
        )
        for at, line in enumerate(lines, start=1)
    )
    return Answer(field=question.key, label=label, text=None, rows=rows)


_HINTS = {
    QuestionKind.EXPERIENCE: say("One line for each post: 03/2012 | 02/2019 | organisation | role | management"),
    QuestionKind.MONEY: say("Write it as: 2900.00 EUR excl. VAT per mentee"),
    QuestionKind.DATE: say("Write it as: 2019-03-12"),
    QuestionKind.YEARS: say("Write it as: 7.5"),
    QuestionKind.COUNTRY: say("Write its name or its two letters (ISO 3166): FR"),
    QuestionKind.COUNTRIES: say("Write names or two letters each, parted by commas: TN, MA"),
    QuestionKind.LANGUAGES: say("Write it as: English C1, French native"),
    QuestionKind.TICK: say("Write yes or no."),
    QuestionKind.AREAS: say("Name the areas as the form does, or by their keys, parted by semicolons."),
}
