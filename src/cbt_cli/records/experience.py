"""The experience table: one row a post or mission, with as much of its dates as was given."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from cbt_cli.domain.applications import Experience, ExperienceKind, Source
from cbt_cli.domain.base import Place, say
from cbt_cli.domain.calls import Call, Question
from cbt_cli.domain.findings import Finding
from cbt_cli.domain.forms import Answer, CellAnswer
from cbt_cli.records.taken import BLANKS, Taken, finding, findings, last_day, options_on, typed
from cbt_cli.values.choices import read_choice
from cbt_cli.values.dates import read_stamp, read_typed_stamp
from cbt_cli.values.periods import Period, is_open_end, read_end, read_period
from cbt_cli.values.plain_text import folded, folded_lines
from cbt_cli.values.reading import Read

_MOST_ROWS = 500


def experience(answer: Answer, question: Question, call: Call) -> Taken:
    """The rows of the table, blank ones left out. Text that stands there instead of a table is not read."""
    until = last_day(call)
    rows = [row for row in answer.rows if any(_text(cell) for cell in row)]
    read = [_row(row, question, until) for row in rows[:_MOST_ROWS]]
    noticed = tuple(one for _, found in read for one in found)
    sources = tuple(Source(raw=row.raw or "", place=row.place) for row, _ in read)
    text = typed(answer) or options_on(answer)
    if text:
        sentence = say("The experience is not given in the form's table, so no periods are read from it.")
        noticed += (finding(answer.field, "experience-in-words", sentence, text, answer.place),)
        sources += (Source(raw=text, place=answer.place),)
    if len(rows) > _MOST_ROWS:
        sentence = say("Only the first {most} of {count} rows are read.", most=_MOST_ROWS, count=len(rows))
        noticed += (finding(answer.field, "experience-too-long", sentence, "", answer.place),)
    blank = (Source(raw=folded_lines(answer.text or ""), place=answer.place),)
    return Taken(tuple(row for row, _ in read) or None, sources or blank, noticed)


@dataclass(frozen=True, slots=True)
class _Cell:
    """What stands in one column of a row."""

    text: str
    place: Place | None
    iso: str | None = None


_NOTHING = _Cell("", None)


def _text(cell: CellAnswer) -> str:
    text = folded_lines(cell.text or cell.iso or "")
    return text if text.strip(BLANKS) else ""


def _row(row: tuple[CellAnswer, ...], question: Question, until: dt.date) -> tuple[Experience, tuple[Finding, ...]]:
    cells: dict[str, _Cell] = {}
    for cell in row:
        before = cells.get(cell.column)
        text = folded_lines(cell.text or "")
        if before is not None and before.text:
            cells[cell.column] = replace(before, text=f"{before.text}\n{text}".strip())
        else:
            cells[cell.column] = _Cell(text, cell.place, cell.iso)
    period, noticed = _period(cells, question.key, until)
    kind, more = _kind(cells.get("kind", _NOTHING), question)
    shown = (folded(cell.text or cell.iso or "") for cell in row)
    return Experience(
        start=period.start.iso if period.start else None,
        end=period.end.iso if period.end and not period.ongoing else None,
        ongoing=period.ongoing,
        organisation=_words(cells.get("organisation", _NOTHING)),
        role=_words(cells.get("role", _NOTHING)),
        kind=kind,
        place=_place(row),
        raw=" | ".join(shown),
    ), (*noticed, *more)


def _words(cell: _Cell) -> str | None:
    text = folded(cell.text)
    return text if text.strip(BLANKS) else None


def _place(row: tuple[CellAnswer, ...]) -> Place | None:
    """The row: the place of its first cell, without the column of a Word table."""
    steps = row[0].place.steps
    return Place(steps=steps[:-1]) if len(steps) > 1 and steps[-1][0] == "column" else row[0].place


def _kind(cell: _Cell, question: Question) -> tuple[ExperienceKind | None, tuple[Finding, ...]]:
    text = _words(cell)
    if text is None:
        return None, ()
    read = read_choice(text, question.options)
    noticed = findings(question.key, read.doubts, text, cell.place)
    if read.value is None:
        return None, noticed
    try:
        return ExperienceKind(read.value), noticed
    except ValueError:  # a call with kinds of its own: for the rules it is none of theirs
        return ExperienceKind.OTHER, noticed


def _period(cells: dict[str, _Cell], field: str, until: dt.date) -> tuple[Period, tuple[Finding, ...]]:
    both = cells.get("period", _NOTHING)
    if _filled(both) and not both.iso:
        return _noted(read_period(both.text, until), both, field)
    start, end = cells.get("start", both), cells.get("end", _NOTHING)
    if not _filled(start) and not _filled(end):
        return Period(), ()
    if not _filled(end) and not is_open_end(end.text):
        return _noted(_typed(start, until) or read_period(start.text, until), start, field)
    if not _filled(start):
        ended, noticed = _noted(_typed_end(end, until) or read_end(end.text, until), end, field)
        return ended, noticed
    begun, first = _noted(_typed(start, until) or _start(start.text, until), start, field)
    ended, second = _noted(_typed_end(end, until) or read_end(end.text, until), end, field)
    if begun.end is not None and (begun.end != ended.end or ended.ongoing):
        sentence = say("The beginning and the end of the period contradict each other.")
        clash = finding(field, "period-conflict", sentence, f"{start.text} | {end.text}", start.place)
        return Period(), (*first, *second, clash)
    return Period(begun.start, ended.end, ended.ongoing), (*first, *second)


def _filled(cell: _Cell) -> bool:
    return bool(cell.text.strip(BLANKS)) or cell.iso is not None


def _start(text: str, until: dt.date) -> Read[Period]:
    """A beginning beside an end of its own: ``2012-03`` can only be a month then."""
    stamp = read_stamp(text, until)
    return read_period(text, until) if stamp.value is None else Read(Period(stamp.value), stamp.doubts)


def _typed(cell: _Cell, until: dt.date) -> Read[Period] | None:
    """The date that a cell holds as such; ``None`` for a cell of text."""
    if cell.iso is None:
        return None
    read = read_typed_stamp(cell.text, cell.iso, until)
    return Read(None if read.value is None else Period(read.value), read.doubts)


def _typed_end(cell: _Cell, until: dt.date) -> Read[Period] | None:
    read = _typed(cell, until)
    if read is None or read.value is None:
        return read
    return Read(Period(end=read.value.start), read.doubts)


def _noted(read: Read[Period], cell: _Cell, field: str) -> tuple[Period, tuple[Finding, ...]]:
    return read.value or Period(), findings(field, read.doubts, cell.text or cell.iso or "", cell.place)
