"""``cbt export``: all records for other tools, without names where asked for; and all that is held of one person."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cbt_cli.domain.base import say
from cbt_cli.domain.calls import Call, QuestionKind
from cbt_cli.domain.checks import Case, Judgement
from cbt_cli.domain.journal import Act
from cbt_cli.domain.matching import Run
from cbt_cli.errors import CbtError
from cbt_cli.outputs import documents
from cbt_cli.outputs.documents import Json
from cbt_cli.outputs.export import FORMATS, write_export, write_json
from cbt_cli.register import Register, open_register
from cbt_cli.stages.assigning import counting_run
from cbt_cli.stages.deciding import case_of
from cbt_cli.stages.validating import Judging, judged

_TELLING = frozenset(
    {"family_name", "first_name", "organisation", "position", "email", "phone", "website", "signed_at", "sectors"}
)
"""Keys of a record that name somebody or may; besides, all that is written in free words."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, in which format, and how many applications are in it."""

    path: Path
    format: str
    applications: int
    anonymised: bool = False
    subject: str | None = None


def export(
    register_file: Path, call: Call, output: Path, *, kind: str | None = None, anonymised: bool = False
) -> Exported:
    """Writes every record of the register to ``output``, as ``kind`` or as its ending says."""
    kind = kind or output.suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        raise CbtError(
            say("{file} does not say what to write.", file=output),
            say("End it in .json, .csv or .xlsx, or name one with --format."),
        )
    with open_register(register_file, call) as register:
        run = counting_run(register)
        records = [_record(case, found, run) for case, found in judged(register, call)]
        erased = [one.ref for one in register.erased()]
    if anonymised:
        records = [_anonymous(record, call) for record in records]
    head: Json = {"call": call.id, "run": run.number if run else None, "anonymised": anonymised, "erased": erased}
    write_export(output, kind, call, records, head)
    return Exported(output, kind, len(records), anonymised)


def _record(case: Case, found: Judgement, run: Run | None) -> Json:
    pairs = run.ranking.assignments if run else ()
    return {
        "ref": case.ref,
        "verdict": found.verdict,
        "received_at": documents.instant(case.receipt.received_at),
        "received_at_source": case.receipt.source,
        "application": documents.application(case.record.application),
        "rules": {one.rule: {"verdict": one.verdict, "message": one.message} for one in found.rules},
        "corrected": [one.field for one in case.corrections],
        "waived": sorted(case.waived),
        "mentees": [pair.mentee for pair in pairs if pair.mentor == case.ref],
        "supporting": list(case.supporting),
        "sha256": case.sha256,
    }


def _anonymous(record: Json, call: Call) -> Json:
    """The record without what names somebody, and without anything that was written in free words."""
    words = (QuestionKind.TEXT, QuestionKind.LONG_TEXT, QuestionKind.EMAIL, QuestionKind.LIST)
    free = {question.key for question in call.form.questions if question.kind in words} | _TELLING | {"further"}
    known = {key: value for key, value in record["application"].items() if key not in free}
    rows = known.get("experience")
    if rows is not None:
        known["experience"] = [{name: row[name] for name in ("start", "end", "ongoing", "kind")} for row in rows]
    kept = {name: value for name, value in record.items() if name not in ("supporting", "sha256")}
    return kept | {
        "application": known,
        "rules": {rule: {"verdict": one["verdict"]} for rule, one in record["rules"].items()},
    }


def export_subject(register_file: Path, call: Call, output: Path, ref: str) -> Exported:
    """Writes all that is held of one person to ``output``: what she may ask for (GDPR, article 15)."""
    with open_register(register_file, call) as register:
        case = case_of(register, call, ref)
        document = {"call": call.id, "ref": case.ref, **_held(register, call, case)}
    write_json(output, document)
    return Exported(output, "json", 1, subject=case.ref)


def _held(register: Register, call: Call, case: Case) -> Json:
    stored = register.case(case.ref)
    if stored is None:
        raise AssertionError(case.ref)
    _, found = Judging(register, call).of(stored)
    told = [entry for entry in register.journal() if entry.ref == case.ref]
    owners, unpacked = register.owners(), register.unpacked()
    runs = [run for number in register.runs() if (run := register.run(number)) is not None]
    return {
        "record": documents.application(case.record.application),
        "form": [documents.entry(entry) for entry in register.form(case.ref).entries],
        "versions": [documents.application(one) for one in register.versions(case.ref)],
        "receipt": documents.receipt(case.receipt),
        "verdict": found.verdict,
        "rules": [documents.checked(one) for one in found.rules],
        "items": [documents.item(item) for item in register.items() if item.ref == case.ref],
        "files": [unpacked[key].model_dump(mode="json") for key, one in owners.items() if one == case.ref],
        "corrections": [one.model_dump(mode="json") for one in case.corrections],
        "waivers": case.waived,
        "clarifications": [one.model_dump(mode="json") for one in case.replies],
        "letters": [documents.journal(entry) for entry in told if entry.act is Act.DRAFTED],
        "journal": [documents.journal(entry) for entry in told if entry.act is not Act.DRAFTED],
        "matchings": [one for run in runs if (one := _in_run(run, case.ref)) is not None],
    }


def _in_run(run: Run, ref: str) -> Json | None:
    """What a stored matching holds of one mentor."""
    mentor = next((one for one in run.mentors if one.ref == ref), None)
    if mentor is None:
        return None
    ranked = [one for row in run.ranking.ranked.values() for one in row if one.mentor == ref]
    why_not = run.ranking.unassigned_mentors.get(ref)
    return {
        "run": run.number,
        "final": run.final,
        "mentor": mentor.model_dump(mode="json"),
        "assigned": [pair.mentee for pair in run.ranking.assignments if pair.mentor == ref],
        "reserve_for": [p.mentee for p in run.ranking.assignments if ref in {one.mentor for one in p.reserves}],
        "scores": [
            {
                "mentee": one.mentee,
                "score": documents.number(one.score.total),
                "parts": [documents.part(part) for part in one.score.parts],
            }
            for one in ranked
            if one.score is not None
        ],
        "barred": [documents.barred(one) for one in run.ranking.barred if one.mentor == ref],
        "why_not": None if why_not is None else str(why_not),
    }
