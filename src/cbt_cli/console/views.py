"""What each command shows: the JSON document, or one glance first and the detail below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from cbt_cli.console.screen import show, show_json, show_json_with, show_table
from cbt_cli.console.wording import answer
from cbt_cli.domain.calls import Call
from cbt_cli.domain.checks import Verdict
from cbt_cli.domain.findings import Finding
from cbt_cli.domain.submissions import Item, Outcome
from cbt_cli.inbox.fetch import Fetched
from cbt_cli.outputs import documents
from cbt_cli.rules import RuleInWords
from cbt_cli.stages.ingest import IngestReport
from cbt_cli.stages.reading import Reading
from cbt_cli.stages.validating import Judged, Validation
from cbt_cli.values.countries_shown import country_name, footnotes


def started(folder: Path, written: Sequence[Path], *, as_json: bool) -> None:
    """What ``cbt init`` wrote."""
    if as_json:
        show_json({"folder": str(folder), "files": [path.as_posix() for path in written]})
        return
    show(f"A call folder stands in {folder}:")
    for path in written:
        show(f"  {path}")
    show("Next: put the e-mails into the inbox, then run: cbt ingest inbox")


def fetched(done: Fetched, inbox: Path, *, as_json: bool) -> None:
    """What was copied from the mailbox."""
    if as_json:
        show_json(
            {"inbox": inbox.as_posix(), "found": done.found, "new": len(done.written), "files": list(done.written)}
        )
        return
    show(f"{done.found} messages in the mailbox folder, {len(done.written)} of them new in {inbox}.")
    show(f"Next: cbt ingest {inbox}")


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
    show(f"{len(done.items)} items in {done.inbox}, {done.new} of them new; {done.applications} applications.")
    show_table([("Outcome", "left"), ("Items", "right")], [[name, str(n)] for name, n in done.totals.items()])
    for source in done.changed:
        show(f"{source} changed while it was taken in: run again when it is complete.")
    _named("To look at", [item for item in done.items if item.outcome in _LOOK_AT])
    show("Next: cbt validate")


_LOOK_AT = (Outcome.UNREADABLE, Outcome.NO_FORM)


def needs_officer(done: IngestReport) -> bool:
    """Whether any item of the inbox waits for the officer."""
    return any(item.outcome in _LOOK_AT for item in done.items)


def _named(title: str, items: Sequence[Item]) -> None:
    if not items:
        return
    rows = [
        [
            item.source if item.part is None else f"{item.source} / {item.part}",
            str(item.outcome),
            str(item.reason or ""),
        ]
        for item in items
    ]
    show()
    show_table([("File", "wide"), ("Outcome", "left"), ("Why", "wide")], rows, title=title)


def read(readings: Sequence[Reading], call: Call, *, as_json: bool) -> None:
    """Each form as read: question, answer, place, and what is doubtful."""
    del call
    if as_json:
        show_json([documents.reading(one.file, one.sha256, one.form, one.findings) for one in readings])
        return
    for one in readings:
        form = one.form
        show(f"{one.file}: {form.format}, {form.outcome}" + (f", {form.form} ({form.language})" if form.form else ""))
        if form.reason is not None:
            show(f"  {form.reason}")
        rows = [[entry.label, answer(entry), entry.field or "", str(entry.place)] for entry in form.entries]
        if rows:
            show_table([("Question", "wide"), ("Answer", "wide"), ("Field", "wide"), ("Place", "wide")], rows)
        _findings(one.findings)
        show()


def _findings(findings: Iterable[Finding]) -> None:
    rows = [[str(f.severity), f.field or "", f.message, str(f.place or "")] for f in findings]
    if rows:
        columns = [("Finding", "left"), ("Field", "left"), ("What", "wide"), ("Place", "wide")]
        show_table(columns, rows, title="What to know")


def validated(done: Validation, call: Call, *, as_json: bool) -> None:
    """How the applications stand, and what does not pass."""
    if as_json:
        show_json_with({"call": call.id, "totals": done.totals}, "applications", map(_application, done))
        return
    show(f"{len(done)} applications: " + ", ".join(f"{n} {name.replace('_', ' ')}" for name, n in done.totals.items()))
    rows: list[list[str]] = []
    countries: set[str | None] = set()
    for case, judgement in done:
        record = case.record.application
        verdict = str(judgement.verdict).replace("_", " ")
        who = f"{record.full_name or '–'}, {country_name(record.country, call)}"
        for rule in judgement.rules:
            if rule.verdict not in (Verdict.PASS, Verdict.NOT_APPLICABLE):
                first = not rows or rows[-1][0] != case.ref
                rows.append([case.ref, who if first else "", verdict if first else "", f"{rule.rule}: {rule.sentence}"])
                countries.add(record.country)
    if rows:
        show()
        columns = [("Ref", "left"), ("Applicant", "wide"), ("Verdict", "left"), ("Why", "wide")]
        show_table(columns, rows, title="What does not pass")
    for note in footnotes(countries, call):
        show(note)
    if rows:
        show()
        show(f"All of it, with the evidence: cbt show {rows[0][0]}, or cbt validate -o validation.xlsx")
    show("Next: cbt match --mentees mentees.xlsx")


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
    show(call.call.title.en, style="bold")
    for rule in described:
        show()
        show(f"{rule.name} ({rule.stage})", style="bold")
        show(f"  {rule.text}")
        show(f"  Clause: {rule.clause}")
        if rule.clause.reading:
            show(f"  The office's reading: {rule.clause.reading}")
    show()
    show("Points of a pair's score", style="bold")
    for part in call.matching.criteria:
        show(f"  {part.name}: {part.points}")
