"""What each command shows: the JSON document, or one glance first and the detail below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from cbt_cli.console.screen import show, show_json, show_json_with, show_table
from cbt_cli.console.wording import answer
from cbt_cli.domain.base import say, tr
from cbt_cli.domain.calls import Call
from cbt_cli.domain.checks import Verdict
from cbt_cli.domain.findings import Finding
from cbt_cli.domain.languages import current
from cbt_cli.domain.submissions import Item, Outcome
from cbt_cli.inbox.fetch import Fetched
from cbt_cli.outputs import documents
from cbt_cli.rules import RuleInWords
from cbt_cli.stages.ingest import IngestReport
from cbt_cli.stages.reading import Reading
from cbt_cli.stages.validating import Judged, Validation
from cbt_cli.values.code_words import word
from cbt_cli.values.countries_shown import country_name, footnotes


def started(folder: Path, written: Sequence[Path], *, as_json: bool) -> None:
    """What ``cbt init`` wrote."""
    if as_json:
        show_json({"folder": str(folder), "files": [path.as_posix() for path in written]})
        return
    show(say("A call folder stands in {folder}:", folder=folder))
    for path in written:
        show(f"  {path}")
    show(tr("Next: put the e-mails into the inbox, then run: cbt ingest inbox"))


def fetched(done: Fetched, inbox: Path, *, as_json: bool) -> None:
    """What was copied from the mailbox."""
    if as_json:
        show_json(
            {"inbox": inbox.as_posix(), "found": done.found, "new": len(done.written), "files": list(done.written)}
        )
        return
    show(
        say(
            "{found} messages in the mailbox folder, {count} of them new in {inbox}.",
            found=done.found,
            count=len(done.written),
            inbox=inbox,
        )
    )
    show(say("Next: cbt ingest {inbox}", inbox=inbox))


def ingested(done: IngestReport, *, as_json: bool) -> None:
    """What became of every item of the inbox."""
    if as_json:
        show_json(
            {
                "inbox": done.inbox,
                "new": done.new,
                "items": [documents.item(item) for item in done.items],
                "totals": done.totals,
                "applications": done.applications,
                "changed": list(done.changed),
            }
        )
        return
    show(
        say(
            "{count} items in {inbox}, {new} of them new; {applications} applications.",
            count=len(done.items),
            inbox=done.inbox,
            new=done.new,
            applications=done.applications,
        )
    )
    show_table(
        [(tr("Outcome"), "left"), (tr("Items"), "right")], [[word(name), str(n)] for name, n in done.totals.items()]
    )
    for source in done.changed:
        show(say("{source} changed while it was taken in: run again when it is complete.", source=source))
    _named(tr("To look at"), [item for item in done.items if _look_at(item)])
    if not done.items:
        show(say("{inbox} is empty: copy the e-mails into it, then run cbt ingest again.", inbox=done.inbox))
        return
    show(tr("Next: cbt validate"))


def _look_at(item: Item) -> bool:
    """Whether it waits for the officer; of a message there is a reason only if something in it is doubtful."""
    doubtful = item.outcome is Outcome.MESSAGE and item.reason is not None
    return doubtful or item.outcome in (Outcome.UNREADABLE, Outcome.NO_FORM)


def needs_officer(done: IngestReport) -> bool:
    """Whether any item of the inbox waits for the officer."""
    return any(_look_at(item) for item in done.items)


def _named(title: str, items: Sequence[Item]) -> None:
    if not items:
        return
    rows = [
        [
            item.source if item.part is None else f"{item.source} / {item.part}",
            word(item.outcome),
            str(item.reason or ""),
        ]
        for item in items
    ]
    show()
    show_table([(tr("File"), "wide"), (tr("Outcome"), "left"), (tr("Why"), "wide")], rows, title=title)


def read(readings: Sequence[Reading], call: Call, *, as_json: bool) -> None:
    """Each form as read: question, answer, place, and what is doubtful."""
    del call
    if as_json:
        show_json([documents.reading(one.file, one.sha256, one.form, one.findings) for one in readings])
        return
    for one in readings:
        form = one.form
        show(
            f"{one.file}: {form.format}, {word(form.outcome)}"
            + (f", {form.form} ({form.language})" if form.form else "")
        )
        if form.reason is not None:
            show(f"  {form.reason}")
        rows = [[entry.label, answer(entry), entry.field or "", str(entry.place)] for entry in form.entries]
        if rows:
            show_table(
                [(tr("Question"), "wide"), (tr("Answer"), "wide"), (tr("Field"), "wide"), (tr("Place"), "wide")], rows
            )
        _findings(one.findings)
        show()


def _findings(findings: Iterable[Finding]) -> None:
    rows = [[word(f.severity), f.field or "", f.message, str(f.place or "")] for f in findings]
    if rows:
        columns = [(tr("Finding"), "left"), (tr("Field"), "left"), (tr("What"), "wide"), (tr("Place"), "wide")]
        show_table(columns, rows, title=tr("What to know"))


def validated(done: Validation, call: Call, *, as_json: bool) -> None:
    """How the applications stand, and what does not pass."""
    if as_json:
        show_json_with({"call": call.id, "totals": done.totals}, "applications", map(_application, done))
        return
    totals = ", ".join(f"{n} {word(name)}" for name, n in done.totals.items())
    show(say("{count} applications: {totals}", count=len(done), totals=totals))
    rows: list[list[str]] = []
    countries: set[str | None] = set()
    for case, judgement in done:
        record = case.record.application
        verdict = word(judgement.verdict)
        who = f"{record.full_name or '–'}, {country_name(record.country, call, current())}"
        for rule in judgement.rules:
            if rule.verdict not in (Verdict.PASS, Verdict.NOT_APPLICABLE):
                first = not rows or rows[-1][0] != case.ref
                rows.append(
                    [
                        case.ref,
                        who if first else "",
                        verdict if first else "",
                        say("{name}: {value}", name=rule.rule, value=rule.sentence).text,
                    ]
                )
                countries.add(record.country)
    if rows:
        show()
        columns = [(tr("Ref"), "left"), (tr("Applicant"), "wide"), (tr("Verdict"), "left"), (tr("Why"), "wide")]
        show_table(columns, rows, title=tr("What does not pass"))
    for note in footnotes(countries, call, current()):
        show(note)
    if rows:
        show()
        show(say("All of it, with the evidence: cbt show {ref}, or cbt validate -o validation.xlsx", ref=rows[0][0]))
    show(tr("Next: cbt match --mentees mentees.xlsx"))


def _application(judged: Judged) -> documents.Json:
    case, judgement = judged
    record = case.record.application
    return {
        "ref": case.ref,
        "applicant": record.full_name,
        "organisation": record.organisation,
        "country": record.country,
        "verdict": judgement.verdict,
        "rules": [documents.checked(rule) for rule in judgement.rules],
    }


def rules(described: Sequence[RuleInWords], call: Call, *, as_json: bool) -> None:
    """The rules of the call in words."""
    if as_json:
        show_json(
            {
                "call": call.id,
                "rules": [
                    {
                        "rule": rule.name,
                        "stage": rule.stage,
                        "text": str(rule.text),
                        "clause": str(rule.clause),
                        "reading": rule.clause.reading,
                    }
                    for rule in described
                ],
                "matching": [
                    {"criterion": part.name, "points": documents.number(part.points)} for part in call.matching.criteria
                ],
            }
        )
        return
    show(call.call.title.of(current()), style="bold")
    for rule in described:
        show()
        show(f"{rule.name} ({rule.stage})", style="bold")
        show(f"  {rule.text}")
        show(say("  Clause: {clause}", clause=rule.clause))
        if rule.clause.reading:
            show(say("  The office's reading: {reading}", reading=rule.clause.reading))
    show()
    show(tr("Points of a pair's score"), style="bold")
    for part in call.matching.criteria:
        show(f"  {part.name}: {part.points}")
