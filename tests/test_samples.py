"""The sample call: every file of its inbox ends as the expected result beside it says."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import default
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).parent.parent / "samples"
EXPECTED = {
    path.relative_to(SAMPLES / "expected").as_posix().removesuffix(".json"): json.loads(
        path.read_text(encoding="utf-8")
    )
    for path in sorted((SAMPLES / "expected").rglob("*.json"))
}


def cbt(folder: Path, *arguments: str) -> Any:
    """What a command says with ``--json``, run in ``folder`` on the sample call."""
    command = [sys.executable, "-m", "cbt_cli", "--call", str(SAMPLES / "call.toml"), *arguments, "--json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@dataclass(frozen=True)
class Done:
    """The whole way on a copy of the samples: what ``ingest`` and ``validate`` say, by file and by reference."""

    folder: Path
    ingested: dict[str, Any]
    items: dict[str, list[dict[str, Any]]]
    judged: dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    """The samples, ingested and validated once."""
    folder = tmp_path_factory.mktemp("samples")
    shutil.copytree(SAMPLES / "inbox", folder / "inbox")
    ingested = cbt(folder, "ingest", "inbox")
    items: dict[str, list[dict[str, Any]]] = {}
    for item in ingested["items"]:
        items.setdefault(item["source"], []).append(item)
    judged = {one["ref"]: one for one in cbt(folder, "validate")["applications"]}
    return Done(folder, ingested, items, judged)


def forms_in(source: str) -> Iterator[tuple[str, bytes]]:
    """Every form in a file of the inbox with its part, taken out by the standard library alone."""
    data = (SAMPLES / "inbox" / source).read_bytes()
    for part, one in _inside(source, data):
        if part in EXPECTED[source]["forms"]:
            yield part, one


def _inside(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    if not name.endswith(".eml"):
        yield "", data
        return
    yield from _attached(message_from_bytes(data, policy=default), "")


def _attached(mail: Message, before: str) -> Iterator[tuple[str, bytes]]:
    for one in mail.iter_attachments():  # type: ignore[attr-defined]
        if one.get_content_type() == "message/rfc822":
            inner = one.get_payload(0)
            yield from _attached(inner, f"{before}{inner['Subject']}.eml / ")
            continue
        name, data = one.get_filename(), one.get_payload(decode=True)
        if name is None:
            continue  # a part of a delivery report
        if name.endswith(".zip"):
            with zipfile.ZipFile(BytesIO(data)) as archive:
                yield from ((f"{before}{name} / {member}", archive.read(member)) for member in archive.namelist())
        else:
            yield f"{before}{name}", data


def test_the_samples_are_what_their_script_writes() -> None:
    """Nobody edited one by hand, and the blank forms have not changed under them."""
    command = [sys.executable, str(SAMPLES / "make_samples.py"), "--check"]
    checked = subprocess.run(command, capture_output=True, check=False)
    assert checked.returncode == 0, checked.stdout.decode()


def test_there_is_an_expected_result_for_every_file_and_no_other() -> None:
    """Forty messages at least, in both languages and both formats."""
    inbox = SAMPLES / "inbox"
    files = {path.relative_to(inbox).as_posix() for path in inbox.rglob("*") if path.is_file()}
    assert set(EXPECTED) == files
    assert sum(name.endswith(".eml") for name in files) >= 40
    forms = [(source, part) for source, one in EXPECTED.items() for part in one["forms"]]
    kinds = {("Formulaire" in part or "Formulaire" in source, (part or source)[-4:]) for source, part in forms}
    assert kinds >= {(False, "docx"), (False, "xlsx"), (True, "docx"), (True, "xlsx")}


def test_every_item_has_the_outcome_that_is_expected(done: Done) -> None:
    """Part by part, and the totals add up."""
    found = {source: [(one["part"], one["outcome"]) for one in items] for source, items in done.items.items()}
    wanted = {source: [(one["part"], one["outcome"]) for one in each["items"]] for source, each in EXPECTED.items()}
    assert found == wanted
    assert done.ingested["totals"] == Counter(outcome for items in wanted.values() for _, outcome in items)


def test_every_item_belongs_to_the_applicant_that_is_expected(done: Done) -> None:
    """One reference for each applicant and one applicant for each reference."""
    pairs = {
        (item["ref"], wanted["applicant"])
        for source, items in done.items.items()
        for item, wanted in zip(items, EXPECTED[source]["items"], strict=True)
        if item["ref"] is not None or wanted["applicant"] is not None
    }
    refs, people = zip(*pairs, strict=True)
    assert None not in refs + people
    assert (len(set(refs)), len(set(people))) == (len(pairs), len(pairs))


def test_every_form_is_read_as_it_was_filled_in(done: Done) -> None:
    """Each field of each record, those of versions that do not count too."""
    wanted: dict[str, dict[str, Any]] = {}
    for source, expected in EXPECTED.items():
        for part, data in forms_in(source):
            path = done.folder / "forms" / f"{len(wanted):03d}.form"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
            wanted[path.relative_to(done.folder).as_posix()] = {"of": source, **expected["forms"][part]}
    assert len(wanted) == sum(len(expected["forms"]) for expected in EXPECTED.values())
    records = {one["file"]: one["application"] for one in cbt(done.folder, "read", *wanted)}
    found = {
        file: {"of": record["of"], **{key: (records[file] or {}).get(key) for key in record if key != "of"}}
        for file, record in wanted.items()
    }
    wrong = {
        (record["of"], key): (found[file][key], value)
        for file, record in wanted.items()
        for key, value in record.items()
        if found[file][key] != value
    }
    assert wrong == {}


def test_every_application_has_the_verdict_that_is_expected(done: Done) -> None:
    """The verdict, the rules that fail and the rules that are unclear."""
    key_of = {
        item["ref"]: wanted["applicant"]
        for source, items in done.items.items()
        for item, wanted in zip(items, EXPECTED[source]["items"], strict=True)
        if item["ref"] is not None
    }
    found = {
        key_of[ref]: {
            "verdict": one["verdict"],
            "fail": sorted(rule["rule"] for rule in one["rules"] if rule["verdict"] == "fail"),
            "unclear": sorted(rule["rule"] for rule in one["rules"] if rule["verdict"] == "unclear"),
        }
        for ref, one in done.judged.items()
    }
    assert found == {key: verdict for one in EXPECTED.values() for key, verdict in one["verdicts"].items()}


def test_a_second_ingest_reports_nothing_new(done: Done) -> None:
    """The same items with the same outcomes, and no application more."""
    again = cbt(done.folder, "ingest", "inbox")
    assert again == done.ingested | {"new": 0}


def test_every_cluster_is_served_by_the_sample_workbook(done: Done) -> None:
    """The 26 mentees of seven countries are matched, within the budget, and never with the mentor that is excluded."""
    matched = cbt(done.folder, "match", "--mentees", str(SAMPLES / "mentees.xlsx"), "-o", "assignments.xlsx")
    assert (matched["served"], matched["optimal"], len(matched["assignments"])) == (26, True, 26)
    assert float(matched["total_cost"]) <= float(matched["budget"])
    names = {ref: one["applicant"] for ref, one in done.judged.items()}
    assert ("M22", "Inés Albarracín") not in {(one["mentee"], names[one["mentor"]]) for one in matched["assignments"]}
    assert (done.folder / "assignments.xlsx").is_file()


@pytest.mark.libreoffice
def test_what_libreoffice_saves_again_is_read_the_same(tmp_path: Path) -> None:
    """Forms that were opened and saved in LibreOffice keep every answer, line breaks and ticks included."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    wanted: dict[str, dict[str, Any]] = {}
    for source in ("0001.eml", "0003.eml", "0007.eml", "0028.eml"):
        for part, data in forms_in(source):
            path = tmp_path / "before" / f"{source[:4]}{part[-5:]}"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
            wanted[f"after/{path.name}"] = EXPECTED[source]["forms"][part]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for kind in ("docx", "xlsx"):
        files = [str(path) for path in sorted((tmp_path / "before").glob(f"*.{kind}"))]
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path / "after"), *files]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    read = {one["file"]: one["application"] for one in cbt(tmp_path, "read", *wanted)}
    assert {file: {key: read[file][key] for key in record} for file, record in wanted.items()} == wanted


def test_the_blank_forms_hold_no_answer(tmp_path: Path) -> None:
    """What ``cbt init`` writes is known as a form of the call, and no prompt in it is taken for an answer."""
    names = [f"application-form-{language}.{kind}" for language in ("en", "fr") for kind in ("docx", "xlsx")]
    cbt(tmp_path, "init", "call")
    read = cbt(tmp_path, "read", *(f"call/{name}" for name in names))
    assert [(one["outcome"], one["language"], one["findings"]) for one in read] == [
        ("form", "en", []), ("form", "en", []), ("form", "fr", []), ("form", "fr", []),
    ]  # fmt: skip
    for one in read:
        answered = {key: value for key, value in one["application"].items() if value}
        entered = [entry["label"] for entry in one["entries"] if entry["value"] not in (None, False)]
        assert (one["file"], answered, entered) == (one["file"], {}, [])
