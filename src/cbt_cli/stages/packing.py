"""``cbt pack``: what a committee needs, in a folder; and the evaluators' workbooks taken back, consolidated."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from docx import Document
from openpyxl import load_workbook

from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.checks import Case, Eligibility
from cbt_cli.domain.evaluations import Collected, Consolidated, Sheet
from cbt_cli.domain.journal import Act, Entry, Hand
from cbt_cli.domain.languages import LANGUAGES, spoken
from cbt_cli.errors import CbtError, OutputError, WorkbookError
from cbt_cli.outputs.consolidated_xlsx import write_consolidated
from cbt_cli.outputs.pack_papers import Veil, anonymous, declaration, minutes
from cbt_cli.outputs.safe_file import replace_file
from cbt_cli.outputs.scoring_xlsx import belongs, scored, scoring_book
from cbt_cli.register import Register, open_register
from cbt_cli.stages.books import open_apart
from cbt_cli.stages.consolidating import consolidated
from cbt_cli.stages.validating import judged

Scored = tuple[Decimal, bool | None]
"""What the evaluators gave as a share of the most (0 to 1), and whether the threshold is met."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A pack: its name, the files written below ``folder``, the applications in it, and those left out with why."""

    folder: Path
    pack: str
    files: tuple[str, ...]
    refs: tuple[str, ...]
    left_out: dict[str, Sentence]


def pack(register_file: Path, call: Call, hand: Hand, folder: Path, evaluators: Sequence[str]) -> Packed:
    """Writes the pack into ``folder``, which must be new or empty: all of it or nothing. The journal tells of it.

    Raises ``CbtError`` where nobody is named or nobody is eligible, and where something that says who an applicant is
    would be left in a document (it is then not written).
    """
    names = _evaluators(evaluators)
    if not call.evaluation.criteria:
        raise CbtError(
            say("The call names no criteria for evaluators."),
            say("Write them into the call file's table [evaluation]."),
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError(say("{folder} is not empty.", folder=folder), say("Name a new folder for the pack."))
    with open_register(register_file, call, hand) as register:
        cases = list(judged(register, call))
        chosen = [case for case, one in cases if one.verdict is Eligibility.ELIGIBLE]
        left_out = {case.ref: _why_not(one.verdict) for case, one in cases if one.verdict is not Eligibility.ELIGIBLE}
        if not chosen:
            raise CbtError(say("There is no eligible application to evaluate."), say("cbt validate says why."))
        refs = [case.ref for case in chosen]
        name = _name(call, refs, names, [case.sha256 for case in chosen])
        files = _files(register, call, chosen, names, name)
        with register.together(), _written(folder, files):
            told = {"pack": name, "refs": refs, "evaluators": names, "folder": str(folder.resolve())}
            register.decide(Act.PACKED, "", "", None, told)
    return Packed(folder, name, tuple(sorted(files)), tuple(refs), left_out)


def _evaluators(given: Sequence[str]) -> list[str]:
    names = [" ".join(name.split()) for name in given if name.strip()]
    if not names:
        raise CbtError(
            say("A pack needs evaluators."), say('Name each: --evaluator "A. Example" --evaluator "B. Example"')
        )
    if len({name.casefold() for name in names}) < len(names):
        raise CbtError(say("An evaluator is named twice."), say("Name each once."))
    return names


def _why_not(verdict: Eligibility) -> Sentence:
    return say("not eligible") if verdict is Eligibility.INELIGIBLE else say("to be clarified first")


def _name(call: Call, refs: Sequence[str], names: Sequence[str], digests: Sequence[str]) -> str:
    facts = json.dumps([call.id, refs, names, digests, call.evaluation.model_dump(mode="json")])
    return hashlib.sha256(facts.encode()).hexdigest()[:12]


def _files(
    register: Register, call: Call, cases: Sequence[Case], names: Sequence[str], pack_name: str
) -> dict[str, bytes]:
    """Path below the folder → bytes."""
    everybody = _names(register)
    languages, refs = register.languages(), [case.ref for case in cases]
    files: dict[str, bytes] = {}
    for case in cases:
        veil = Veil([*everybody, *_own(register, case.ref)])
        read = languages[case.ref]
        with spoken(read if read in LANGUAGES else "en"):
            data = anonymous(case, call, veil)
        _check(case.ref, data, veil)
        files[f"applications/{case.ref}.docx"] = data
    for number, name in enumerate(names, start=1):
        safe = f"{number}-{re.sub(r'[^a-z0-9]+', '-', name.casefold()).strip('-')[:40]}".rstrip("-")
        files[f"scoring-{safe}.xlsx"] = scoring_book(call, pack_name, name, refs)
        files[f"declaration-{safe}.docx"] = declaration(call, name, refs)
    files["minutes.docx"] = minutes(call, names, refs)
    return files


def _names(register: Register) -> list[str]:
    """What every applicant is known by: names, organisations, addresses, telephone numbers, names of files."""
    found: list[str] = []
    for stored in register.stored():
        for one in register.versions(stored.ref):
            reversed_name = " ".join(filter(None, (one.family_name, one.first_name)))
            found += [one.full_name or "", reversed_name, one.family_name or "", one.organisation or ""]
            found += [one.email or "", one.phone or "", one.website or ""]
    for item in register.unpacked().values():
        found += [item.sender or "", item.submission.sender_name or "" if item.submission else ""]
    return found


def _own(register: Register, ref: str) -> list[str]:
    """What an applicant's own document must not hold besides: first name, employers, initials of the organisation."""
    found: list[str] = []
    for one in register.versions(ref):
        found += [one.first_name or "", *(row.organisation or "" for row in one.experience or ())]
        initials = "".join(word[0] for word in (one.organisation or "").split() if word[:1].isupper())
        found.append(initials if len(initials) >= 3 else "")
    return found


def _check(ref: str, data: bytes, veil: Veil) -> None:
    """Searches what was made, part by part and as it reads, for every known name."""
    document = Document(io.BytesIO(data))
    read = [paragraph.text for paragraph in document.paragraphs]
    read += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    about = document.core_properties
    read += [about.author, about.title, about.subject, about.comments, about.keywords, about.last_modified_by]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        pictures = [name for name in package.namelist() if "/media/" in name]
    left = sorted({*pictures, *(name for text in read for name in veil.left_in(text))})
    if left:
        raise CbtError(
            say("The document of {ref} would still say who it is: {what}.", ref=ref, what=", ".join(left[:5])),
            say("Nothing was written. Correct the field with cbt correct, or leave the application out."),
        )


@contextlib.contextmanager
def _written(folder: Path, files: Mapping[str, bytes]) -> Iterator[None]:
    """The files in their folder; taken away again where what is within fails."""
    made: list[Path] = []
    try:
        for name, data in sorted(files.items()):
            path = folder / name
            with _in_words(folder):
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_file(path, data, _opens_book if name.endswith(".xlsx") else _opens_document)
            made.append(path)
        yield
    except BaseException:
        for path in made:
            path.unlink(missing_ok=True)
        raise


def _opens_book(data: bytes) -> None:
    load_workbook(io.BytesIO(data))


def _opens_document(data: bytes) -> None:
    Document(io.BytesIO(data))


@contextlib.contextmanager
def _in_words(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(
            say("The pack cannot be written to {folder}: {why}.", folder=folder, why=error.strerror),
            say("Name another folder."),
        ) from error


def last_pack(entries: Sequence[Entry]) -> Entry | None:
    """The pack that was made last."""
    packs = [entry for entry in entries if entry.act is Act.PACKED and not entry.erased]
    return packs[-1] if packs else None


def collect(
    register_file: Path,
    call: Call,
    hand: Hand,
    folder: Path,
    agreed: Callable[[Collected], bool],
    output: Path | None = None,
) -> tuple[Collected, Entry | None]:
    """Takes the evaluators' workbooks in ``folder`` back; once ``agreed`` says so the scores stand in the journal. The
    ranking is written to ``output`` where asked for.

    Raises ``WorkbookError`` for a workbook that is broken, of another call or pack, or twice with other scores.
    """
    with open_register(register_file, call, hand) as register:
        entries = register.journal([Act.PACKED])
        made = last_pack(entries)
        if made is None:
            raise CbtError(say("There is no pack yet."), say("cbt pack FOLDER --evaluator NAME makes one."))
        packs = {entry.after["pack"]: entry for entry in entries if not entry.erased}
        findings: list[Sentence] = []
        sheets = _sheets(folder, call, packs, made, findings)
        gone = {one.ref for one in register.erased()}
        refs = [ref for ref in made.after["refs"] if ref not in gone]
        missing = [name for name in made.after["evaluators"] if name not in {sheet.evaluator for sheet in sheets}]
        findings += [say("There is no workbook of {evaluator}.", evaluator=name) for name in missing]
        results = consolidated(call.evaluation, refs, sheets)
        findings += _apart(call, results)
        collected = Collected(pack=made.after["pack"], sheets=tuple(sheets), results=results, findings=tuple(findings))
        if output is not None:
            write_consolidated(output, call, collected)
        if not sheets or not agreed(collected):
            return collected, None
        with register.together():
            after = {"pack": collected.pack, "sheets": [sheet.model_dump(mode="json") for sheet in sheets]}
            register.decide(Act.SCORED, "", "", None, after)
            return collected, register.last_entry()


def _apart(call: Call, results: Sequence[Consolidated]) -> Iterator[Sentence]:
    labels = {one.key: one.label for one in call.evaluation.criteria}
    for one in results:
        for key in one.wide:
            yield say("{ref}: the evaluators are far apart on {criterion}.", ref=one.ref, criterion=labels[key])


def _sheets(folder: Path, call: Call, packs: Mapping[str, Entry], made: Entry, findings: list[Sentence]) -> list[Sheet]:
    try:
        there = [path for path in folder.iterdir() if not path.name.startswith(("~$", "."))]
    except OSError as error:
        raise WorkbookError(
            say("The folder {folder} cannot be read: {why}.", folder=folder, why=error.strerror),
            say("Name the folder into which the evaluators' workbooks were put."),
        ) from error
    found: dict[str, Sheet] = {}
    for path in sorted(path for path in there if path.suffix.lower() == ".xlsx"):
        try:
            cells = open_apart(path, call, WorkbookError)
        except OSError as error:
            raise WorkbookError(
                say("{file} cannot be read: {why}.", file=path.name, why=error.strerror or type(error).__name__),
                say("Take it out of the folder. Nothing was changed."),
            ) from error
        told = belongs(cells)
        if told is None or told[0] != call.id or told[1] not in packs:
            raise WorkbookError(
                say("{file} is no scoring workbook of this call's packs.", file=path.name),
                say("Take it out of the folder. Nothing was changed."),
            )
        if told[1] != made.after["pack"] or told[2] not in made.after["evaluators"]:
            raise WorkbookError(
                say("{file} is of an earlier pack.", file=path.name),
                say("Take it out of the folder, or have the present one filled in. Nothing was changed."),
            )
        faults: list[Sentence] = []
        sheet = scored(cells, call, told[2], made.after["refs"], faults)
        if found.get(told[2], sheet) != sheet:
            raise WorkbookError(
                say(
                    "{evaluator} sent two workbooks with other scores: {file} is the second.",
                    evaluator=told[2],
                    file=path.name,
                ),
                say("Keep the one that counts. Nothing was changed."),
            )
        if told[2] in found:
            findings.append(say("{file} says the same again.", file=path.name))
        else:
            findings += faults
        found[told[2]] = sheet
    return [found[name] for name in made.after["evaluators"] if name in found]


def shares(register: Register, call: Call) -> dict[str, Scored]:
    """Reference → what the evaluators gave, from the scores that were collected last."""
    told = [entry for entry in register.journal([Act.SCORED]) if not entry.erased]
    if not told:
        return {}
    sheets = [Sheet.model_validate(sheet) for sheet in told[-1].after["sheets"]]
    refs = sorted({ref for sheet in sheets for ref in sheet.scores})
    found = consolidated(call.evaluation, refs, sheets)
    return {one.ref: (one.mean / call.evaluation.most, one.passed) for one in found if one.mean is not None}
