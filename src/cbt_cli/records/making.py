"""``make_record``: each answer of a filled form by the kind of its question.

Codes of findings that are made here; a code keeps its meaning, its sentence stands in ``values``.

No certain value, so that the applicant has to be asked (*clarify*):

- money: ``money-later`` ``money-unreadable`` ``money-several`` ``money-unit`` ``money-vat``
  ``money-currency`` ``money-ambiguous`` ``money-implausible`` ``money-shown``
- years: ``years-unreadable`` ``years-unsure`` ``years-shown`` ``years-implausible``
- dates: ``date-unreadable`` ``date-impossible`` ``date-incomplete`` ``date-ambiguous`` ``date-conflict``
- experience: ``period-unreadable`` ``period-ambiguous`` ``period-conflict`` (this row has no certain dates),
  ``experience-in-words`` ``experience-too-long`` (what stands there is not, or not all, read as rows)
- countries: ``country-unknown`` ``country-ambiguous`` ``country-several`` ``country-unreadable``
- languages: ``language-unknown`` (that part is left out) ``language-two-levels`` ``languages-unreadable``
- e-mail: ``email-unreadable`` ``email-several`` ``email-organiser``
- whole numbers: ``number-unreadable`` ``number-several`` ``number-implausible``
- options: ``choice-unknown`` ``choice-several`` ``option-unknown``, ``areas-unknown`` (the words are kept among the
  other topics) ``areas-conflict`` ``areas-unreadable`` ``other-area-twice``
- ticks: ``tick-unknown`` ``tick-conflict`` ``tick-unreadable``

A blank beside a printed unit (*note*): ``money-no-amount`` ``years-no-number``.

How a value was read (*note*): ``money-read-as`` ``money-chosen`` ``money-zero`` ``years-at-least`` ``years-counted``
``years-beside-words`` ``date-month-first`` ``date-beside-words`` ``date-short`` ``period-open-end`` ``country-near``
``country-adjective`` ``country-code`` ``country-beside-words`` ``countries-any`` ``language-level``
``email-beside-words`` ``number-at-least`` ``areas-beside-words`` ``other-area-not-ticked`` ``tick-beside-words``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from cbt_cli.domain.applications import Application, Record, Source
from cbt_cli.domain.base import say
from cbt_cli.domain.calls import Call, Question, QuestionKind
from cbt_cli.domain.findings import Finding, Severity
from cbt_cli.domain.forms import Answer, FilledForm
from cbt_cli.records.experience import experience
from cbt_cli.records.marked import areas, choice, tick
from cbt_cli.records.taken import Taken, finding, last_day, options_on, taken, typed
from cbt_cli.values.countries import read_countries, read_country
from cbt_cli.values.dates import read_date
from cbt_cli.values.emails import read_email
from cbt_cli.values.languages import read_languages
from cbt_cli.values.lists import items
from cbt_cli.values.money import read_money
from cbt_cli.values.numbers import read_whole_number
from cbt_cli.values.plain_text import folded
from cbt_cli.values.reading import Read, plain
from cbt_cli.values.years import read_years

_OTHER = "other_area"
_TOPICS = frozenset({"areas", _OTHER})
_KINDS: Mapping[str, frozenset[QuestionKind]] = {
    "country": frozenset({QuestionKind.COUNTRY}),
    "email": frozenset({QuestionKind.EMAIL}),
    "applicant_type": frozenset({QuestionKind.CHOICE}),
    "management_years": frozenset({QuestionKind.YEARS}),
    "experience": frozenset({QuestionKind.EXPERIENCE}),
    "areas": frozenset({QuestionKind.AREAS}),
    "languages": frozenset({QuestionKind.LANGUAGES}),
    "sectors": frozenset({QuestionKind.LIST}),
    "capacity": frozenset({QuestionKind.WHOLE_NUMBER}),
    "preferred_countries": frozenset({QuestionKind.COUNTRIES}),
    "quotation": frozenset({QuestionKind.MONEY}),
    "declaration": frozenset({QuestionKind.TICK}),
    "consent": frozenset({QuestionKind.TICK}),
    "signed_on": frozenset({QuestionKind.DATE}),
}
"""The kinds that a key of the record can hold, where it is not text."""
_TEXTS = frozenset({QuestionKind.TEXT, QuestionKind.LONG_TEXT})


def make_record(form: FilledForm, call: Call) -> Record:
    """The record of a filled form. Its findings are those of the form, then those of its answers in the call's order.

    What cannot be read for certain is ``None`` with a finding; a blank is ``None`` without one. Each question that was
    found on the form has sources, blank ones too, so that a rule can tell a blank from a question that is not there.
    """
    record = Record(application=Application(), findings=form.findings)
    answered = (form.answers.get(question.key) for question in call.form.questions)
    done = {answer.field: taken_from(answer, call) for answer in answered if answer is not None}
    return with_taken(record, done, call)


def with_taken(record: Record, done: Mapping[str, Taken], call: Call) -> Record:
    """``record`` with what was taken from answers: values, sources and findings are added to it."""
    values, sources = dict(record.application), dict(record.sources)
    further = dict(record.application.further)
    words: tuple[str, ...] = ()
    for key, each in done.items():
        sources[key] = each.sources
        words += each.words
        question = call.form.question(key)
        if question is not None and question.kind in _KINDS.get(key, _TEXTS) and key in _FIELDS:
            values[key] = each.value
        elif each.value is None:
            further.pop(key, None)
        else:
            further[key] = _in_words(each)
    told = {(each.code, each.field) for each in record.findings}
    found = (each for one in done.values() for each in one.findings)
    findings = [*record.findings, *(each for each in found if (each.code, each.field) not in told)]
    if _TOPICS & done.keys():
        findings += _other_topics(values, sources, words, call)
    application = Application.model_validate(values | {"further": further})
    return Record(application=application, sources=sources, findings=tuple(findings))


def taken_from(answer: Answer, call: Call) -> Taken:
    """What one answer says, by the kind of its question."""
    question = call.form.question(answer.field)
    if question is None:
        return taken(answer, Read(typed(answer) or None))
    if _says_none(answer, question, call):
        return taken(answer, Read(None))
    marked = _MARKED.get(question.kind)
    if marked is not None:
        return marked(answer, question, call)
    text, ticked = typed(answer), options_on(answer)
    if ticked and ticked not in text:
        text = f"{ticked}\n{text}".strip()
        answer = answer.model_copy(update={"text": text})
    if not text and answer.iso is None and answer.number is None:
        return taken(answer, Read(None))
    return taken(answer, _READERS[question.kind](text, answer, call))


_FIELDS = frozenset(Application.model_fields) - {"further"}


def _says_none(answer: Answer, question: Question, call: Call) -> bool:
    """Whether the answer is one of the question's words for "none"; where the question has none of its own and may be
    left blank by saying so, one of the call's. A text of two letters may be a name."""
    words = question.none_words
    if not words and (question.kind in _LISTS or (question.kind is QuestionKind.TEXT and not question.required)):
        words = tuple(word for each in call.form.questions for word in each.none_words if len(word) > 2)
    said = plain(answer.text or "").strip(" .!")
    ticked = any(mark.on for mark in answer.marks)
    return bool(said) and not ticked and said in {plain(word).strip(" .!") for word in words}


_LISTS = frozenset({QuestionKind.LIST, QuestionKind.COUNTRIES, QuestionKind.AREAS})
_MARKED: Mapping[QuestionKind, Callable[[Answer, Question, Call], Taken]] = {
    QuestionKind.TICK: tick,
    QuestionKind.CHOICE: choice,
    QuestionKind.AREAS: areas,
    QuestionKind.EXPERIENCE: experience,
}
_READERS: Mapping[QuestionKind, Callable[[str, Answer, Call], Read[object]]] = {
    QuestionKind.TEXT: lambda text, answer, _call: Read(_as_shown(folded(text), answer)),
    QuestionKind.LONG_TEXT: lambda text, _answer, _call: Read(text),
    QuestionKind.LIST: lambda text, _answer, _call: Read(items(text) or None),
    QuestionKind.COUNTRY: lambda text, _answer, _call: read_country(text),
    QuestionKind.COUNTRIES: lambda text, _answer, _call: read_countries(text),
    QuestionKind.LANGUAGES: lambda text, _answer, _call: read_languages(text),
    QuestionKind.EMAIL: lambda text, _answer, call: read_email(text, _organisers(call)),
    QuestionKind.YEARS: lambda text, answer, call: read_years(text, answer.number, last_day(call)),
    QuestionKind.WHOLE_NUMBER: lambda text, answer, _call: read_whole_number(text, answer.number),
    QuestionKind.DATE: lambda text, answer, call: read_date(text, answer.iso, last_day(call)),
    QuestionKind.MONEY: lambda text, answer, call: read_money(
        text, answer.number, answer.currency, answer.label, call.quotation
    ),
}


def _as_shown(text: str, answer: Answer) -> str:
    """``text``, save where a workbook's cell shows a long number (a telephone's) in powers of ten."""
    if answer.number is not None and re.fullmatch(r"\d(?:[.,]\d+)?E\+\d+", text):
        return f"{answer.number:f}"
    return text


def _organisers(call: Call) -> tuple[str, ...]:
    """Addresses printed in the form, which are never the applicant's."""
    own = () if call.call.address is None else (call.call.address,)
    return (*own, *call.call.organisers_addresses)


def _in_words(done: Taken) -> str:
    """A value for which the record has no key, as text: ticks as ``true`` and ``false``, all else as typed."""
    if isinstance(done.value, bool):
        return str(done.value).lower()
    return "\n".join(source.raw for source in done.sources)


def _other_topics(
    values: dict[str, object], sources: dict[str, tuple[Source, ...]], words: tuple[str, ...], call: Call
) -> Iterator[Finding]:
    """Words typed among the areas join those of the question for other topics; ``values`` and ``sources`` are
    completed."""
    needing = {area.key for area in call.areas if area.needs_words}
    if not needing or "areas" not in sources:
        return
    said = str(values.get(_OTHER) or "")
    added = tuple(word for word in words if plain(word) not in plain(said))
    if added:
        place = sources["areas"][0].place
        mine = tuple(source for source in sources.get(_OTHER, ()) if source.raw)
        values[_OTHER] = "; ".join((said, *added)) if said else "; ".join(added)
        sources[_OTHER] = (*mine, *(Source(raw=word, place=place) for word in added))
    where = sources.get(_OTHER, ())
    if added and said:
        sentence = say("Other topics stand in two places: {first} | {second}", first=said, second="; ".join(added))
        yield finding(_OTHER, "other-area-twice", sentence, said, where[0].place)
    ticked = values.get("areas")
    if said and not (isinstance(ticked, tuple) and needing & set(ticked)):
        sentence = say("Other topics are named, but not ticked among the areas: {topics}", topics=said)
        # with no area at all, it is the areas that are in doubt
        asked, severity = (_OTHER, Severity.NOTE) if ticked else ("areas", Severity.CLARIFY)
        yield finding(asked, "other-area-not-ticked", sentence, said, where[0].place, severity)
