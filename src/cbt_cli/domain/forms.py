"""A filled form as read: every label with what stands for it, whether or not the call knows the label."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from cbt_cli.domain.applications import Record
from cbt_cli.domain.base import Place, Sentence, Value
from cbt_cli.domain.findings import Finding


class EntryKind(StrEnum):
    """What kind of thing holds the answer."""

    TEXT = "text"
    TICK = "tick"
    CHOICE = "choice"
    DATE = "date"
    NUMBER = "number"


class Entry(Value):
    """A label with what stands for it. ``value``: ``None`` where left blank, a bool for a tick, else text
    (ISO for a date, with the text as typed in ``raw``). ``options``: what a list offers, where it is one."""

    label: str
    value: str | bool | None
    kind: EntryKind
    place: Place
    field: str | None = None
    section: str | None = None
    group: str | None = None
    raw: str | None = None
    options: tuple[str, ...] = ()


class Mark(Value):
    """One option of a question and whether it is ticked (or chosen); ``on`` is ``None`` where that cannot be known."""

    option: str
    on: bool | None
    place: Place | None = None


class CellAnswer(Value):
    """One cell of a table question. ``column`` is the key of the call's column, or the header as printed."""

    column: str
    text: str | None
    place: Place
    iso: str | None = None


class Answer(Value):
    """What stands for one question of the call, before it becomes a value.

    ``label`` is the label as printed, hints and units included (what it states holds for an answer that says nothing
    else). ``text`` is the answer as typed, white space folded, line breaks kept; ``None`` where it was left blank.
    ``iso`` and ``number`` are the typed content of a date picker or cell; ``currency`` comes from a number format.
    ``marks`` are the options of a question answered by ticks or by a choice among printed words; ``rows`` those of a
    table question.
    """

    field: str
    label: str
    text: str | None
    place: Place | None = None
    iso: str | None = None
    number: Decimal | None = None
    currency: str | None = None
    marks: tuple[Mark, ...] = ()
    rows: tuple[tuple[CellAnswer, ...], ...] = ()


class FormOutcome(StrEnum):
    """What became of one file offered as a form."""

    FORM = "form"
    NO_FORM = "no_form"
    UNREADABLE = "unreadable"


class FilledForm(Value):
    """One file as read. ``format``: what it really is, from its content; ``reason``: a sentence fit to send to the
    applicant; ``form`` the call's name for its form; ``language`` that of the form's labels."""

    format: str
    outcome: FormOutcome
    reason: Sentence | None = None
    form: str | None = None
    language: str | None = None
    entries: tuple[Entry, ...] = ()
    answers: dict[str, Answer] = Field(default_factory=dict)
    """Question key → answer, for each question of the call that was found on the form, blank ones included."""
    record: Record | None = None
    findings: tuple[Finding, ...] = ()
    """What was noticed of the file (hidden sheets, two answers to a question…); once a record is made, it has them."""
    active_content: tuple[str, ...] = ()
