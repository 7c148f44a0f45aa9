"""A filled form as read: every label with what stands for it, whether or not the call knows the label."""

from __future__ import annotations

from enum import StrEnum

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
    (ISO for a date, with the text as typed in ``raw``)."""

    label: str
    value: str | bool | None
    kind: EntryKind
    place: Place
    field: str | None = None
    section: str | None = None
    group: str | None = None
    raw: str | None = None


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
    record: Record | None = None
    findings: tuple[Finding, ...] = ()
    """What was noticed of the whole file (hidden sheets, tracked changes…); findings of fields are in the record."""
    active_content: tuple[str, ...] = ()
