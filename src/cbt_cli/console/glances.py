"""What ``cbt status`` and ``cbt show`` print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cbt_cli.console.decisions import told
from cbt_cli.console.screen import Column, show, show_json, show_table
from cbt_cli.console.wording import times
from cbt_cli.domain.calls import Call
from cbt_cli.domain.checks import Verdict
from cbt_cli.outputs import documents
from cbt_cli.stages.overview import Overview, WholeApplication
from cbt_cli.stages.upkeep import Health
from cbt_cli.values.countries_shown import country_name, footnotes


def status(seen: Overview, call: Call, *, as_json: bool) -> None:
    """The call at a glance."""
    if as_json:
        show_json(
            {
                "call": call.id,
                "deadline": documents.instant(call.deadline_at),
                "funnel": seen.funnel,
                "items": seen.outcomes,
                "applications": seen.verdicts,
                "waiting": [case.ref for case, _ in seen.to_clarify],
                "perhaps_same": [[one, other, str(why)] for one, other, why in seen.perhaps_same],
                "questions": [documents.item(item) for item in seen.questions],
                "unreadable": [documents.item(item) for item in seen.unreadable],
                "own_hosts": {"set": list(call.inbox.own_hosts), "seen": seen.hosts, "messages": seen.messages},
                "next": seen.next_command,
            }
        )
        return
    show(call.call.title.en, style="bold")
    gap = abs(seen.overdue)
    when = (
        f"{gap.days} days ago" if seen.overdue.total_seconds() >= 0 else f"in {gap.days} days {gap.seconds // 3600} h"
    )
    show(f"Deadline: {call.deadline.text}, that is before {times(call.deadline_at, call)}: {when}")
    if call.call.mentees is not None:
        show(f"Mentees to be served: {call.call.mentees}")
    _table([("Applications", "left"), ("", "right")], [[name, str(count)] for name, count in seen.funnel.items()])
    outcomes = [[name.replace("_", " "), str(count)] for name, count in seen.outcomes.items()]
    _table([("Items of the inbox", "left"), ("", "right")], outcomes)
    waits = [[case.ref, _since(case.receipt.received_at), one.open_points] for case, one in seen.to_clarify]
    waits += [[one.part or one.source, _since(one.received_at), str(one.reason or "")] for one in seen.unreadable]
    _table([("Waits for you", "wide"), ("Since", "left"), ("What is open", "wide")], waits)
    questions = [[one.source, one.sender or "", str(one.reason or "")] for one in seen.questions]
    _table([("No submission: does it want an answer?", "wide"), ("From", "wide"), ("Why", "wide")], questions)
    same = [[f"{one} {other}", str(why)] for one, other, why in seen.perhaps_same]
    _table([("Perhaps one applicant (cbt join)", "wide"), ("Why", "wide")], same)
    if seen.hosts and not call.inbox.own_hosts:
        show()
        told = ", ".join(f"{host} ({count} of {seen.messages} messages)" for host, count in seen.hosts.items())
        show(f"Your own mail hosts are not set; at the top of the messages stands: {told}.")
        names = ", ".join(f'"{host}"' for host in seen.hosts)
        show("If they are yours, their times of receipt prove most. In the call file, under [inbox]:")
        show(f"  own_hosts = [{names}]")
    show()
    show(f"Next: {seen.next_command}")


def _since(at: dt.datetime | None) -> str:
    return "–" if at is None else f"{at:%Y-%m-%d}"


def application(whole: WholeApplication, call: Call, *, as_json: bool) -> None:
    """One application on one page."""
    if as_json:
        show_json(_document(whole))
        return
    record = whole.case.record.application
    name = record.full_name or "no name"
    show(f"{whole.case.ref}  {name}  {country_name(record.country, call)}", style="bold")
    show(f"Verdict: {str(whole.judgement.verdict).replace('_', ' ')}")
    _receipt(whole, call)
    _values(whole, call)
    verdicts = [[rule.rule, str(rule.verdict).replace("_", " "), rule.message] for rule in whole.judgement.rules]
    _table([("Rule", "left"), ("Verdict", "left"), ("Why", "wide")], verdicts)
    findings = [[str(f.severity), f.field or "", f.message] for f in whole.form.findings + whole.case.record.findings]
    _table([("Finding", "left"), ("Field", "left"), ("What", "wide")], findings)
    items = [[item.source, item.part or "", str(item.outcome), str(item.reason or "")] for item in whole.items]
    _table([("File", "wide"), ("Part", "wide"), ("Outcome", "left"), ("Why", "wide")], items)
    history = [[str(one.number), times(one.at, call), one.who or "–", str(one.act), told(one)] for one in whole.history]
    _table([("No", "right"), ("When", "wide"), ("Who", "wide"), ("Act", "left"), ("What", "wide")], history)
    for active in whole.form.active_content:
        show(f"Active content, never followed: {active}")
    for note in footnotes({record.country}, call):
        show(note)


def _values(whole: WholeApplication, call: Call) -> None:
    """What the applicant wrote and where it stands, and what the officer put in its place."""
    own = whole.form.record.sources if whole.form.record else {}
    rows = [
        [key, "; ".join(source.raw for source in sources), "; ".join(str(source.place or "") for source in sources)]
        for key, sources in own.items()
    ]
    _table([("Field", "left"), ("As written", "wide"), ("Place", "wide")], rows)
    corrected = [
        [one.field, one.text, f"{one.who}, {times(one.at, call)}: {one.reason}"] for one in whole.case.corrections
    ]
    _table([("Corrected", "left"), ("To", "wide"), ("By, when, why", "wide")], corrected)


def _table(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    """A table after a blank line; nothing where there is nothing to show."""
    if rows:
        show()
        show_table(columns, rows)


def _receipt(whole: WholeApplication, call: Call) -> None:
    """The time of receipt as it could be put into a file note: what counts, its margin, and every line behind it."""
    receipt = whole.case.receipt
    show(f"Received: {times(receipt.received_at, call)}")
    deadline = next((rule for rule in whole.judgement.rules if rule.rule == "deadline"), None)
    if deadline is not None:
        show(f"  {deadline.sentence}")
    show(f"  known from {receipt.source}, confidence {receipt.confidence}")
    if receipt.earliest != receipt.latest:
        show(f"  between {times(receipt.earliest, call)} and {times(receipt.latest, call)}")
    for seen in receipt.evidence:
        stamped = f" by {seen.host}" if seen.host else ""
        show(f"  {seen.source}{stamped}: {times(seen.at, call)}")
        show(f"    {seen.raw}")
    for warning in receipt.warnings:
        show(f"  {warning}")


def _document(whole: WholeApplication) -> documents.Json:
    record = whole.case.record
    return {
        "ref": whole.case.ref,
        "verdict": whole.judgement.verdict,
        "receipt": documents.receipt(whole.case.receipt),
        "application": documents.application(record.application),
        "sources": {key: [documents.evidence(one) for one in found] for key, found in record.sources.items()},
        "findings": [documents.finding(one) for one in whole.form.findings + record.findings],
        "rules": [documents.checked(rule) for rule in whole.judgement.rules],
        "corrections": [one.model_dump(mode="json") for one in whole.case.corrections],
        "waivers": whole.case.waived,
        "history": [documents.journal(one) for one in whole.history],
        "items": [documents.item(item) for item in whole.items],
        "entries": [documents.entry(entry) for entry in whole.form.entries],
        "active_content": list(whole.form.active_content),
        "open": [rule.rule for rule in whole.judgement.rules if rule.verdict is Verdict.UNCLEAR],
    }


def health(seen: Health, *, as_json: bool) -> None:
    """Whether everything is in order."""
    if as_json:
        show_json({"sound": not seen.faults, "faults": seen.faults, "versions": seen.versions, "limits": seen.limits})
        return
    for fault in seen.faults or ("The register is sound: database, originals and journal are as they were written.",):
        show(fault)
    _table([("What", "left"), ("Version", "left")], [[name, version] for name, version in seen.versions.items()])
    limits = [[name, "enforced" if there else "not on this system"] for name, there in seen.limits.items()]
    _table([("Limit on strangers' files", "left"), ("", "left")], limits)
