"""``cbt pack``: nobody can be told from the papers, and the scores that come back are taken exactly or refused."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from made_samples import HAND, SAMPLES, ingested
from openpyxl import load_workbook

from cbt_cli.calls import load_call
from cbt_cli.domain.calls import Criterion
from cbt_cli.domain.evaluations import Collected
from cbt_cli.domain.journal import Act
from cbt_cli.domain.matching import WhatIf
from cbt_cli.errors import CbtError
from cbt_cli.outputs.pack_papers import Veil
from cbt_cli.register import open_register
from cbt_cli.stages.assigning import Wanted, assign_mentors
from cbt_cli.stages.erasing import erase
from cbt_cli.stages.packing import Packed, collect, pack, shares

CALL = load_call(SAMPLES / "call.toml")
EVALUATORS = ["Ada Example", '=1+1 <b>"Bö"</b>']
KEYS = [one.key for one in CALL.evaluation.criteria]
Change = Callable[[Any], None]


def yes(_: Collected) -> bool:
    return True


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Packed]:
    """A register, and a pack made of it."""
    folder = tmp_path_factory.mktemp("packing")
    register = ingested(folder, CALL)
    return register, pack(register, CALL, HAND, folder / "pack", EVALUATORS)


@pytest.fixture
def made(whole: tuple[Path, Packed], tmp_path: Path) -> tuple[Path, Packed, Path]:
    """A copy of both, so that a test can change them."""
    register, done = whole
    shutil.copy(register, tmp_path / "cbt.sqlite")
    shutil.copytree(done.folder, tmp_path / "pack")
    return tmp_path / "cbt.sqlite", done, tmp_path / "pack"


def book(folder: Path, number: int) -> Path:
    """The scoring workbook of an evaluator."""
    return next(folder.glob(f"scoring-{number}-*.xlsx"))


def fill(path: Path, points: Callable[[int], list[float]], change: Change = lambda _: None) -> None:
    """Points in every row of a workbook (by the number of the row, from 0), then a change to the sheet."""
    made = load_workbook(path)
    sheet = made.worksheets[0]
    for at, row in enumerate(sheet.iter_rows(min_row=5, max_row=sheet.max_row)):
        for cell, value in zip(row[1:5], points(at), strict=True):
            cell.value = value
    change(sheet)
    made.save(path)


def test_the_papers_say_of_nobody_who_it_is(whole: tuple[Path, Packed]) -> None:
    """Every name, organisation, address and file name, searched in text, XML, properties and member names."""
    register, done = whole
    with open_register(register, CALL) as opened:
        known = [one for stored in opened.stored() for one in opened.versions(stored.ref)]
        files = {item.name for item in opened.unpacked().values() if len(item.name) > 4}
        senders = {item.sender for item in opened.unpacked().values() if item.sender}
    names = {t for one in known for t in (one.full_name, one.family_name, one.organisation, one.email, one.phone) if t}
    looked_for = sorted(name for name in names | files | senders if len(name) > 3)
    for ref in done.refs:
        data = (done.folder / "applications" / f"{ref}.docx").read_bytes()
        document = Document(io.BytesIO(data))
        read = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        read += [paragraph.text for paragraph in document.paragraphs]
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            read += package.namelist()
            read += [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
        said = "\n".join(read)
        assert [n for n in looked_for if re.search(rf"(?<!\w){re.escape(n)}(?!\w)", said, re.IGNORECASE)] == []
        assert document.core_properties.author == ""
        assert "/media/" not in said


@pytest.mark.parametrize(
    ("text", "veiled"),
    [
        ("I, JOSÉ Núñez, ran it.", "I, [name] [name], ran it."),
        ("Ask jose.nunez@example.org or +34 600 11 22 33.", "Ask [address] or [address]."),
        ("See https://nunez.example.org/cv now", "See [address] now"),
        ("From 2009 to 2012, 3 100 EUR, Nunezia.", "From 2009 to 2012, 3 100 EUR, Nunezia."),
    ],
)
def test_a_name_is_taken_out_whatever_its_case_and_accents(text: str, veiled: str) -> None:
    """Whole words only; addresses of every kind; numbers that are no telephone numbers stay."""
    veil = Veil(["Jose", "Núñez"])
    assert veil.over(text) == veiled
    assert veil.left_in(veil.over(text)) == []


def test_the_same_register_makes_the_same_pack(whole: tuple[Path, Packed], tmp_path: Path) -> None:
    """Byte for byte, under names that are safe whatever evaluators are called; a second one into it is refused."""
    register, done = whole
    shutil.copy(register, tmp_path / "cbt.sqlite")
    again = pack(tmp_path / "cbt.sqlite", CALL, HAND, tmp_path / "again", EVALUATORS)
    assert again.files == done.files
    assert [name for name in done.files if not re.fullmatch(r"[\w./-]+", name)] == []
    for name in done.files:
        assert (tmp_path / "again" / name).read_bytes() == (done.folder / name).read_bytes()
    with pytest.raises(CbtError, match="is not empty"):
        pack(tmp_path / "cbt.sqlite", CALL, HAND, tmp_path / "again", EVALUATORS)


def test_a_workbook_is_locked_but_for_what_is_to_be_filled_in(whole: tuple[Path, Packed]) -> None:
    """Points, recusals and remarks are open; a name that looks like a formula is text."""
    sheet = load_workbook(book(whole[1].folder, 2)).worksheets[0]
    assert sheet.protection.sheet
    assert [cell.column for cell in sheet[5] if not cell.protection.locked] == [2, 3, 4, 5, 7, 8]
    hidden = load_workbook(book(whole[1].folder, 2))["pack"]
    assert (hidden["A3"].value, hidden["A3"].data_type) == (EVALUATORS[1], "s")


def test_scores_come_back_exactly_and_are_ranked(made: tuple[Path, Packed, Path]) -> None:
    """Weighted means, median, spread and shared ranks by hand; the journal keeps them; they reach the matching."""
    register, done, folder = made
    fill(book(folder, 1), lambda at: [5, 4, 3, 2] if at == 0 else [3, 3, 3, 3])
    fill(book(folder, 2), lambda at: [4, 4, 4, 4] if at == 0 else [3, 3, 3, 3])
    found, entry = collect(register, CALL, HAND, folder, yes)
    first = found.results[0]
    assert (first.ref, first.rank) == (done.refs[0], 1)
    assert list(first.means.values()) == [Decimal("4.00"), Decimal("4.00")]  # (5*40 + 4*30 + 3*20 + 2*10) / 100 = 4
    assert (first.mean, first.median, first.spread, first.deviation) == (4, 4, 0, 0)
    assert first.wide == ("regional_fit",)
    assert {one.rank for one in found.results[1:]} == {2}
    assert entry is not None
    with open_register(register, CALL, HAND) as opened:
        assert opened.first_altered() is None
        assert shares(opened, CALL)[done.refs[0]] == (Decimal("0.8"), None)
    criteria = (*CALL.matching.criteria, Criterion(name="evaluation", points=Decimal(20), neutral=Decimal("0.5")))
    scoring = CALL.model_copy(update={"matching": CALL.matching.model_copy(update={"criteria": criteria})})
    run = assign_mentors(register, scoring, HAND, SAMPLES / "mentees.xlsx", folder / "a.xlsx", Wanted(WhatIf()))
    given = {mentor.ref: mentor.evaluation for mentor in run.mentors}
    assert (given[done.refs[0]], given[done.refs[1]]) == (Decimal("0.8"), Decimal("0.6"))


def test_a_threshold_bars_where_the_call_says_so(made: tuple[Path, Packed, Path]) -> None:
    """Who does not meet it makes no mentor; without that word everybody does."""
    register, done, folder = made
    for number in (1, 2):
        fill(book(folder, number), lambda at: [1, 1, 1, 1] if at == 0 else [4, 4, 4, 4])
    collect(register, CALL, HAND, folder, yes)
    for bars, there in ((True, False), (False, True)):
        facts = CALL.evaluation.model_copy(update={"threshold": Decimal(3), "threshold_bars": bars})
        call = CALL.model_copy(update={"evaluation": facts})
        run = assign_mentors(register, call, HAND, SAMPLES / "mentees.xlsx", folder / "b.xlsx", Wanted(WhatIf()))
        assert (done.refs[0] in {mentor.ref for mentor in run.mentors}) is there


def test_what_is_missing_wrong_or_recused_is_said_with_its_cell(made: tuple[Path, Packed, Path]) -> None:
    """A blank, a text, a number off the scale and off the step, a deleted row, a recusal, a missing workbook."""
    register, done, folder = made

    def change(sheet: Any) -> None:
        sheet["B5"].value, sheet["B6"].value, sheet["B7"].value, sheet["B8"].value = None, "good", 5.5, 3.25
        sheet["G9"].value = "yes"
        sheet.delete_rows(10)

    fill(book(folder, 1), lambda _: [3, 3, 3, 3], change)
    book(folder, 2).unlink()
    found, _ = collect(register, CALL, HAND, folder, yes)
    said = [finding.text for finding in found.findings]
    label = CALL.evaluation.criteria[0].label
    assert said == [
        f"Ada Example: {done.refs[0]} has no points for {label}.",
        "Ada Example, cell B6: “good” is no number.",
        "Ada Example, cell B7: 5.5 is not from 0 to 5 in steps of 0.5.",
        "Ada Example, cell B8: 3.25 is not from 0 to 5 in steps of 0.5.",
        f"Ada Example: {done.refs[5]} is not there any more.",
        f"There is no workbook of {EVALUATORS[1]}.",
    ]
    without = {one.ref for one in found.results if one.mean is None}
    assert without == set(done.refs[:6])
    assert found.sheets[0].recused == (done.refs[4],)


def test_sorted_sheets_and_those_that_libreoffice_saved_say_the_same(made: tuple[Path, Packed, Path]) -> None:
    """Rows are found by reference, columns by heading."""
    register, _, folder = made
    fill(book(folder, 1), lambda at: [at % 6, 1, 2, 3])
    fill(book(folder, 2), lambda at: [at % 6, 1, 2, 3])
    plain, _ = collect(register, CALL, HAND, folder, yes)

    def turned(sheet: Any) -> None:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=sheet.max_row)]
        for row, values in zip(sheet.iter_rows(min_row=5, max_row=sheet.max_row), reversed(rows), strict=True):
            for cell, value in zip(row, values, strict=True):
                cell.value = value

    fill(book(folder, 1), lambda at: [at % 6, 1, 2, 3], turned)
    assert collect(register, CALL, HAND, folder, yes)[0].results == plain.results
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    path = book(folder, 1)
    saved = folder / "saved"
    command = [office, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(saved), str(path)], check=True, capture_output=True, timeout=120)
    shutil.move(saved / path.name, path)
    assert collect(register, CALL, HAND, folder, yes)[0].results == plain.results


def test_a_workbook_of_another_pack_or_call_or_twice_otherwise_is_refused(made: tuple[Path, Packed, Path]) -> None:
    """Nothing is kept; the very same workbook again is only said."""
    register, _, folder = made
    for number in (1, 2):
        fill(book(folder, number), lambda _: [3, 3, 3, 3])
    shutil.copy(book(folder, 1), folder / "copy.xlsx")
    found, _ = collect(register, CALL, HAND, folder, yes)
    assert [finding.text for finding in found.findings] == ["scoring-1-ada-example.xlsx says the same again."]
    fill(folder / "copy.xlsx", lambda _: [4, 4, 4, 4])
    with pytest.raises(CbtError, match="sent two workbooks with other scores"):
        collect(register, CALL, HAND, folder, yes)
    other = load_workbook(folder / "copy.xlsx")
    other["pack"]["A1"].value = "another-call"
    other.save(folder / "copy.xlsx")
    with pytest.raises(CbtError, match="is no scoring workbook of this call's packs"):
        collect(register, CALL, HAND, folder, yes)
    (folder / "copy.xlsx").unlink()
    pack(register, CALL, HAND, folder / "newer", ["Somebody Else"])
    with pytest.raises(CbtError, match="is of an earlier pack"):
        collect(register, CALL, HAND, folder, yes)
    with open_register(register, CALL) as opened:
        assert len(opened.journal([Act.SCORED])) == 1


def test_what_is_no_workbook_is_refused_with_its_name(made: tuple[Path, Packed, Path]) -> None:
    """A folder, a text, a broken package under the name of a workbook; lock files of Excel are passed over."""
    register, _, folder = made
    for number in (1, 2):
        fill(book(folder, number), lambda _: [3, 3, 3, 3])
    (folder / "~$scoring.xlsx").write_bytes(b"lock")
    assert collect(register, CALL, HAND, folder, yes)[1] is not None
    (folder / "z.xlsx").mkdir()
    with pytest.raises(CbtError, match=r"z\.xlsx cannot be read"):
        collect(register, CALL, HAND, folder, yes)
    (folder / "z.xlsx").rmdir()
    for data in (b"", b"no workbook", book(folder, 1).read_bytes()[:900]):
        (folder / "z.xlsx").write_bytes(data)
        with pytest.raises(CbtError, match=r"z\.xlsx"):
            collect(register, CALL, HAND, folder, yes)


def test_erasing_somebody_keeps_what_the_others_were_given(made: tuple[Path, Packed, Path]) -> None:
    """A remark that names the person goes with her; the others' points still count."""
    register, done, folder = made
    with open_register(register, CALL) as opened:
        name = opened.versions(done.refs[0])[0].full_name

    def change(sheet: Any) -> None:
        sheet["H6"].value = f"Better than {name}."

    fill(book(folder, 1), lambda _: [3, 3, 3, 3], change)
    fill(book(folder, 2), lambda _: [3, 3, 3, 3])
    collect(register, CALL, HAND, folder, yes)
    erase(register, CALL, HAND, [done.refs[0]], "A request.", lambda _: True)
    with open_register(register, CALL) as opened:
        assert set(shares(opened, CALL)) == set(done.refs[1:])
        assert str(name) not in "".join(entry.model_dump_json() for entry in opened.journal())
        assert opened.first_altered() is None


def test_nobody_named_and_nobody_twice(whole: tuple[Path, Packed], tmp_path: Path) -> None:
    """A pack needs evaluators, each once; a call without criteria makes none."""
    register, _ = whole
    for names, told in (([], "needs evaluators"), (["A. B", "a.  b"], "named twice")):
        with pytest.raises(CbtError, match=told):
            pack(register, CALL, HAND, tmp_path / "none", names)
    bare = CALL.model_copy(update={"evaluation": CALL.evaluation.model_copy(update={"criteria": ()})})
    with pytest.raises(CbtError, match="names no criteria"):
        pack(register, bare, HAND, tmp_path / "none", ["A"])
    assert not (tmp_path / "none").exists()
