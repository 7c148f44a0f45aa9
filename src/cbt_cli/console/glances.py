"""What ``cbt status`` and ``cbt show`` print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from cbt_cli.console import clarifications
from cbt_cli.console.decisions import told
from cbt_cli.console.screen import Column, show, show_json, show_table
from cbt_cli.console.wording import times
from cbt_cli.domain.base import listed, say, tr
from cbt_cli.domain.calls import Call
from cbt_cli.domain.checks import Verdict
from cbt_cli.domain.figures import day
from cbt_cli.domain.languages import current
from cbt_cli.outputs import documents
from cbt_cli.stages.overview import Overview, WholeApplication
from cbt_cli.stages.upkeep import Health
from cbt_cli.values.code_words import active_words, word
from cbt_cli.values.countries_shown import country_name, footnotes


def status(seen: Overview, call: Call, *, as_json: bool) -> None:
    """The call at a glance."""
    if as_json:
        show_json(_overview(seen, call))
        return
    show(call.call.title.of(current()), style="bold")
    _deadline(seen, call)
    if call.call.mentees is not None:
        show(say("Mentees to be served: {mentees}", mentees=call.call.mentees))
    funnel = [[word(name), str(count)] for name, count in seen.funnel.items()]
    _table([(tr("Applications"), "left"), ("", "right")], funnel)
    outcomes = [[word(name), str(count)] for name, count in seen.outcomes.items()]
    _table([(tr("Items of the inbox"), "left"), ("", "right")], outcomes)
    _waiting(seen)
    if seen.hosts and not call.inbox.own_hosts:
        _hosts(seen)
    show()
    show(say("Next: {next_command}", next_command=seen.next_command))


def _overview(seen: Overview, call: Call) -> dict[str, Any]:
    return {
        "call": call.id,
        "deadline": documents.instant(call.deadline_at),
        "funnel": seen.funnel,
        "items": seen.outcomes,
        "applications": seen.verdicts,
        "waiting": [case.ref for case, _ in seen.to_clarify],
        "perhaps_same": [[one, other, str(why)] for one, other, why in seen.perhaps_same],
        "questions": [documents.item(item) for item in seen.questions],
        "unreadable": [documents.item(item) for item in seen.unreadable],
        "doubtful": [documents.item(item) for item in seen.doubtful],
        "clarifications": [
            {
                "ref": case.ref,
                "asked_at": documents.instant(asked.at),
                "answer_by": asked.answer_by.isoformat(),
                "state": state,
                "verdict": judgement.verdict,
                "remark": str(case.remark) if case.remark else None,
            }
            for case, judgement, asked, state in seen.clarifications
        ],
        "own_hosts": {"set": list(call.inbox.own_hosts), "seen": seen.hosts, "messages": seen.messages},
        "next": seen.next_command,
    }


def _deadline(seen: Overview, call: Call) -> None:
    gap = abs(seen.overdue)
    past = seen.overdue.total_seconds() >= 0
    when = (
        say("{days} days ago", days=gap.days)
        if past
        else say("in {days} days {hours} h", days=gap.days, hours=gap.seconds // 3600)
    )
    before = times(call.deadline_at, call)
    show(
        say(
            "Deadline: {text}, that is before {deadline_at}: {when}",
            text=call.deadline.text,
            deadline_at=before,
            when=when,
        )
    )


def _waiting(seen: Overview) -> None:
    """What the officer has to see to, each with its reason."""
    waits = [
        [case.ref, _since(case.receipt.received_at), " ".join(filter(None, [str(case.remark or ""), one.open_points]))]
        for case, one in seen.to_clarify
    ]
    waits += [
        [one.part or one.source, _since(one.received_at), str(one.reason or "")]
        for one in (*seen.unreadable, *seen.doubtful)
    ]
    _table([(tr("Waits for you"), "wide"), (tr("Since"), "left"), (tr("What is open"), "wide")], waits)
    questions = [[one.source, one.sender or "", str(one.reason or "")] for one in seen.questions]
    heads = (tr("No submission: does it want an answer?"), tr("From"), tr("Why"))
    _table([(head, "wide") for head in heads], questions)
    same = [[f"{one} {other}", str(why)] for one, other, why in seen.perhaps_same]
    _table([(tr("Perhaps one applicant (cbt join)"), "wide"), (tr("Why"), "wide")], same)


def _hosts(seen: Overview) -> None:
    """Which hosts took the messages in, as lines to be copied into the call file."""
    show()
    taken = [
        say("{host} ({count} of {messages} messages)", host=host, count=count, messages=seen.messages)
        for host, count in seen.hosts.items()
    ]
    told = listed(taken, ", ")
    show(say("Your own mail hosts are not set; at the top of the messages stands: {told}.", told=told))
    show(tr("If they are yours, their times of receipt prove most. In the call file, under [inbox]:"))
    show(say("  own_hosts = [{names}]", names=", ".join(f'"{host}"' for host in seen.hosts)))


def _since(at: dt.datetime | None) -> str:
    return "–" if at is None else day(at)


def application(whole: WholeApplication, call: Call, now: dt.datetime, *, as_json: bool) -> None:
    """One application on one page, as it stands at ``now``."""
    if as_json:
        show_json(_document(whole) | {"clarifications": clarifications.document(whole, call, now)})
        return
    record = whole.case.record.application
    name = record.full_name or tr("no name")
    show(f"{whole.case.ref}  {name}  {country_name(record.country, call, current())}", style="bold")
    show(say("Verdict: {verdict}", verdict=word(whole.judgement.verdict)))
    _receipt(whole, call)
    _values(whole, call)
    verdicts = [[rule.rule, word(rule.verdict), rule.message] for rule in whole.judgement.rules]
    _table([(tr("Rule"), "left"), (tr("Verdict"), "left"), (tr("Why"), "wide")], verdicts)
    findings = [[word(f.severity), f.field or "", f.message] for f in whole.form.findings + whole.case.record.findings]
    _table([(tr("Finding"), "left"), (tr("Field"), "left"), (tr("What"), "wide")], findings)
    clarifications.story(whole, call, now)
    items = [[item.source, item.part or "", word(item.outcome), str(item.reason or "")] for item in whole.items]
    _table([(tr("File"), "wide"), (tr("Part"), "wide"), (tr("Outcome"), "left"), (tr("Why"), "wide")], items)
    history = [
        [str(one.number), times(one.at, call), one.who or "–", word(one.act), told(one)] for one in whole.history
    ]
    _table(
        [(tr("No"), "right"), (tr("When"), "wide"), (tr("Who"), "wide"), (tr("Act"), "left"), (tr("What"), "wide")],
        history,
    )
    for active in whole.form.active_content:
        show(say("Active content, never followed: {active}", active=active_words(active)))
    for note in footnotes({record.country}, call, current()):
        show(note)


def _values(whole: WholeApplication, call: Call) -> None:
    """What the applicant wrote and where it stands, and what the officer put in its place."""
    own = whole.form.record.sources if whole.form.record else {}
    rows = [
        [key, "; ".join(source.raw for source in sources), "; ".join(str(source.place or "") for source in sources)]
        for key, sources in own.items()
    ]
    _table([(tr("Field"), "left"), (tr("As written"), "wide"), (tr("Place"), "wide")], rows)
    corrected = [
        [one.field, one.text, f"{one.who}, {times(one.at, call)}: {one.reason}"] for one in whole.case.corrections
    ]
    _table([(tr("Corrected"), "left"), (tr("To"), "wide"), (tr("By, when, why"), "wide")], corrected)


def _table(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    """A table after a blank line; nothing where there is nothing to show."""
    if rows:
        show()
        show_table(columns, rows)


def _receipt(whole: WholeApplication, call: Call) -> None:
    """The time of receipt as it could be put into a file note: what counts, its margin, and every line behind it."""
    receipt = whole.case.receipt
    show(say("Received: {received_at}", received_at=times(receipt.received_at, call)))
    deadline = next((rule for rule in whole.judgement.rules if rule.rule == "deadline"), None)
    if deadline is not None:
        show(f"  {deadline.sentence}")
    show(
        say(
            "  known from {source}, confidence {confidence}", source=receipt.source, confidence=word(receipt.confidence)
        )
    )
    if receipt.earliest != receipt.latest:
        show(
            say(
                "  between {earliest} and {latest}",
                earliest=times(receipt.earliest, call),
                latest=times(receipt.latest, call),
            )
        )
    for seen in receipt.evidence:
        stamped = say(" by {host}", host=seen.host) if seen.host else ""
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
    for fault in seen.faults or (
        tr("The register is sound: database, originals and journal are as they were written."),
    ):
        show(fault)
    _table(
        [(tr("What"), "left"), (tr("Version"), "left")], [[name, version] for name, version in seen.versions.items()]
    )
    limits = [[name, tr("enforced") if there else tr("not on this system")] for name, there in seen.limits.items()]
    _table([(tr("Limit on strangers' files"), "left"), ("", "left")], limits)
