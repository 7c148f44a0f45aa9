"""The JSON documents of the commands: stable keys, times in UTC with ``Z``, money as text, absent as ``None``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from cbt_cli.domain import forms
from cbt_cli.domain.applications import Application, Experience, Money, Source
from cbt_cli.domain.checks import Checked
from cbt_cli.domain.clarifications import Asked, Reply, State
from cbt_cli.domain.findings import Finding
from cbt_cli.domain.forms import FilledForm
from cbt_cli.domain.journal import Entry
from cbt_cli.domain.matching import Assignment, Bought, Match, Part, Ranking, Run
from cbt_cli.domain.submissions import Item, Receipt

Json = dict[str, Any]


def instant(at: dt.datetime | None) -> str | None:
    """A time as ISO 8601 in UTC with ``Z``, whole seconds."""
    return None if at is None else at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def amount(value: Decimal | None) -> str | None:
    """An amount of money as text with two decimals at least."""
    if value is None:
        return None
    exponent = value.normalize().as_tuple().exponent
    two = isinstance(exponent, int) and exponent >= -2
    return str(value.quantize(Decimal("0.01"))) if two else format(value, "f")


def number(value: Decimal | None) -> int | float | None:
    """A number as JSON has it: whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def money(value: Money | None) -> Json | None:
    """An amount with its currency, VAT basis and unit."""
    if value is None:
        return None
    return {"amount": amount(value.amount), "currency": value.currency, "vat": value.vat, "unit": value.unit}


def experience(row: Experience) -> Json:
    """One row of the experience table."""
    return {
        "start": row.start,
        "end": row.end,
        "ongoing": row.ongoing,
        "organisation": row.organisation,
        "role": row.role,
        "kind": row.kind,
    }


def application(record: Application) -> Json:
    """The record with every key of the form; what was not answered is ``None``, lists too."""
    document: Json = {}
    for key in type(record).model_fields:
        value = getattr(record, key)
        document[key] = list(value) if isinstance(value, tuple) else value
    document["quotation"] = money(record.quotation)
    document["management_years"] = number(record.management_years)
    document["signed_on"] = record.signed_on.isoformat() if record.signed_on else None
    if record.experience is not None:
        document["experience"] = [experience(row) for row in record.experience]
    if record.languages is not None:
        document["languages"] = [{"code": skill.code, "level": skill.level} for skill in record.languages]
    return document


def entry(one: forms.Entry) -> Json:
    """A label with what stands for it."""
    return {
        "label": one.label,
        "value": one.value,
        "kind": one.kind,
        "field": one.field,
        "place": str(one.place),
        "section": one.section,
        "group": one.group,
        "raw": one.raw,
    }


def finding(one: Finding) -> Json:
    """A finding with its message and place."""
    return {
        "code": one.code,
        "severity": one.severity,
        "field": one.field,
        "message": one.message,
        "place": str(one.place) if one.place else None,
        "raw": one.raw,
    }


def reading(file: str, sha256: str, form: FilledForm, findings: Iterable[Finding]) -> Json:
    """One file of ``cbt read``."""
    return {
        "file": file,
        "sha256": sha256,
        "format": form.format,
        "outcome": form.outcome,
        "reason": str(form.reason) if form.reason else None,
        "form": form.form,
        "language": form.language,
        "entries": [entry(one) for one in form.entries],
        "application": application(form.record.application) if form.record else None,
        "findings": [finding(one) for one in findings],
        "active_content": list(form.active_content),
    }


def item(one: Item) -> Json:
    """One item of the inbox with its outcome."""
    return {
        "source": one.source,
        "part": one.part,
        "sha256": one.sha256,
        "outcome": one.outcome,
        "reason": str(one.reason) if one.reason else None,
        "ref": one.ref,
        "sender": one.sender,
        "received_at": instant(one.received_at),
        "received_at_source": one.received_at_source,
    }


def receipt(one: Receipt) -> Json:
    """When a submission arrived, with the evidence."""
    return {
        "received_at": instant(one.received_at),
        "earliest": instant(one.earliest),
        "latest": instant(one.latest),
        "received_at_source": one.source,
        "confidence": one.confidence,
        "evidence": [
            {"source": seen.source, "raw": seen.raw, "host": seen.host, "at": instant(seen.at)} for seen in one.evidence
        ],
        "warnings": [str(warning) for warning in one.warnings],
    }


def evidence(source: Source) -> Json:
    """What a verdict looked at: the raw text and its place."""
    return {"value": source.raw, "place": str(source.place) if source.place else None}


def checked(one: Checked) -> Json:
    """One rule's verdict on one application."""
    return {
        "rule": one.rule,
        "verdict": one.verdict,
        "message": one.message,
        "clause": one.clause,
        "evidence": [evidence(source) for source in one.evidence],
    }


def journal(one: Entry) -> Json:
    """One entry of the journal."""
    return one.model_dump(mode="json") | {"at": instant(one.at)}


def clarification(one: Asked, state: State, replies: Iterable[Reply], texts: Mapping[str, str | None]) -> Json:
    """What was asked, how that stands, and every answer with the fields that it answers otherwise. ``texts``: the
    digest of an answer → what its message says."""
    return {
        "number": one.number,
        "asked_at": instant(one.at),
        "answer_by": one.answer_by.isoformat(),
        "state": state,
        "to": list(one.to),
        "message_id": one.message_id,
        "form": one.sha256,
        "points": None if one.points is None else [
            {"rule": point.rule, "reason": str(point.reason), "fields": list(point.fields)} for point in one.points
        ],
        "answers": [reply(each, texts.get(each.sha256)) for each in replies if each.question == one.number],
    }  # fmt: skip


def reply(one: Reply, text: str | None) -> Json:
    """One answer to a clarification."""
    return {
        "source": one.source,
        "part": one.part,
        "form": one.form,
        "sha256": one.sha256,
        "sender": one.sender,
        "received_at": instant(one.received_at),
        "standing": one.standing,
        "why": str(one.why),
        "text": text,
        "changes": [
            {
                "field": change.field,
                "before": [evidence(source) for source in change.before],
                "after": [evidence(source) for source in change.after],
                "counts": change.counts,
                "why": str(change.why),
            }
            for change in one.changes
        ],
    }


def part(one: Part) -> Json:
    """One part of a score."""
    return {"criterion": one.criterion, "points": number(one.points), "reason": str(one.reason), "known": one.known}


def ranked(match: Match) -> Json:
    """A mentor in a ranking, with what choosing it instead would cost the whole (level → loss) where that is known."""
    losses = match.losses
    return {
        "mentor": match.mentor,
        "score": number(match.score.total) if match.score else None,
        "cost": amount(match.cost),
        "losses": None if losses is None else {level: number(lost) for level, lost in losses.items()},
    }


def barred(match: Match) -> Json:
    """A pair that is not allowed, with the reason in one word and in words."""
    return {"mentee": match.mentee, "mentor": match.mentor, "code": match.code, "reason": str(match.barred)}


def assignment(one: Assignment, ranking: Iterable[Match]) -> Json:
    """A chosen pair, with the mentee's whole ranking and who would step in."""
    return {
        "mentee": one.mentee,
        "mentor": one.mentor,
        "score": number(one.score.total),
        "cost": amount(one.cost),
        "parts": [part(each) for each in one.score.parts],
        "reason": str(one.reason),
        "ranking": [ranked(match) for match in ranking],
        "reserves": [ranked(match) for match in one.reserves],
        "survives": number(one.survives),
    }


def worst(ranking: Ranking) -> Decimal | None:
    """The smallest score of a served mentee."""
    return min((one.score.total for one in ranking.assignments), default=None)


def run_summary(run: Run) -> Json:
    """A stored matching in a few numbers."""
    ranking = run.ranking
    return {
        "run": run.number,
        "final": run.final,
        "at": instant(run.at),
        "who": run.who,
        "tried": run.tried.model_dump(mode="json"),
        "served": ranking.served,
        "optimal": ranking.optimal,
        "worst": number(worst(ranking)),
        "total_score": number(ranking.total_score),
        "total_cost": amount(ranking.total_cost),
        "budget": amount(ranking.budget),
    }


def run(one: Run) -> Json:
    """A stored matching whole."""
    ranking = one.ranking
    return run_summary(one) | {
        "assignments": [assignment(pair, ranking.ranked.get(pair.mentee, ())) for pair in ranking.assignments],
        "unassigned_mentees": [{"mentee": ref, "reason": str(why)} for ref, why in ranking.unassigned_mentees.items()],
        "unassigned_mentors": [{"mentor": ref, "reason": str(why)} for ref, why in ranking.unassigned_mentors.items()],
        "not_allowed": [barred(match) for match in ranking.barred],
        "findings": [str(finding) for finding in ranking.findings],
        "method": {key: str(how) for key, how in ranking.method.items()},
    }


def comparison(one: Run, other: Run, changed: Mapping[str, tuple[Assignment | None, Assignment | None]]) -> Json:
    """Two stored matchings in a few numbers, and the mentees whose mentor differs."""
    pairs = [{"mentee": mentee, "one": _pair(here), "other": _pair(there)} for mentee, (here, there) in changed.items()]
    return {"runs": [run_summary(one), run_summary(other)], "changed": pairs}


def _pair(one: Assignment | None) -> Json | None:
    if one is None:
        return None
    return {"mentor": one.mentor, "score": number(one.score.total), "reason": str(one.reason)}


def bought(one: Bought) -> Json:
    """What a budget buys."""
    return {
        "budget": amount(one.budget),
        "served": one.served,
        "worst": number(one.worst),
        "total_score": number(one.total),
        "cost": amount(one.cost),
        "optimal": one.optimal,
    }
