"""What is taken from one answer: its value, and what to know about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from cbt_cli.domain.applications import Source
from cbt_cli.domain.base import Place, Sentence
from cbt_cli.domain.calls import Call
from cbt_cli.domain.findings import Finding, Severity
from cbt_cli.domain.forms import Answer
from cbt_cli.values.plain_text import folded_lines
from cbt_cli.values.reading import Doubt, Read

BLANKS = " \t\r\n\u00a0\u202f☐□_.…-–—|;"
"""What an answer may consist of and still be a blank: boxes, dots, dashes and lines to write on."""
_QUOTED = 500
"""Characters of an answer that a finding quotes; the whole stands among the sources."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The value of an answer (``None``: none, or none that is certain), what stands behind it, and the findings.
    ``words`` are those that belong to another question (the topics typed beside "other")."""

    value: object | None
    sources: tuple[Source, ...]
    findings: tuple[Finding, ...] = ()
    words: tuple[str, ...] = ()


def last_day(call: Call) -> dt.date:
    """The last day on which a submission could arrive, in the call's zone; to it periods are counted."""
    return (call.deadline_at - dt.timedelta(microseconds=1)).astimezone(ZoneInfo(call.deadline.zone)).date()


def typed(answer: Answer) -> str:
    """The answer as typed, white space folded and lines kept; empty where only blanks stand there."""
    text = folded_lines(answer.text or "")
    return text if text.strip(BLANKS) else ""


def options_on(answer: Answer) -> str:
    """The captions of all that is ticked, as the text of a list, for questions whose options the call does not hold."""
    return "\n".join(mark.option for mark in answer.marks if mark.on)


def taken(answer: Answer, read: Read[object], raw: str | None = None) -> Taken:
    """What was read from an answer that stands in one place. ``raw``: what stands there, if it is not simply text."""
    said = raw if raw is not None else folded_lines(answer.text or "") or answer.iso or ""
    source = Source(raw=said, place=answer.place)
    return Taken(read.value, (source,), findings(answer.field, read.doubts, said, answer.place))


def findings(field: str, doubts: Iterable[Doubt], raw: str, place: Place | None) -> tuple[Finding, ...]:
    """Doubts with the field and place that they are about."""
    return tuple(finding(field, doubt.code, doubt.sentence, raw, place, doubt.severity) for doubt in doubts)


def finding(
    field: str, code: str, sentence: Sentence, raw: str, place: Place | None, severity: Severity = Severity.CLARIFY
) -> Finding:
    """One finding; a long text is quoted in part."""
    quoted = raw if len(raw) <= _QUOTED else raw[: _QUOTED - 1] + "…"
    return Finding(code=code, severity=severity, sentence=sentence, field=field, place=place, raw=quoted)
