"""The workbooks hold no English of ours: they are written with a catalogue that marks whatever went through it.

Each run of letters of a template becomes ``⟦ ⟧``; what fills its blanks does not. Whatever letters are then left in a
workbook must be what people, the call or the register say, or codes that commands take. A sentence that was pasted
together, made when a module was loaded, or never looked up is left over, whether or not anyone thought of it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest
from lxml import etree
from made_samples import HAND, SAMPLES, ingested
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from cbt_cli.calls import load_call
from cbt_cli.domain import languages
from cbt_cli.domain.languages import spoken
from cbt_cli.domain.matching import Limits, WhatIf
from cbt_cli.matching.criteria import language_name
from cbt_cli.outputs.page import HEADER
from cbt_cli.register import open_register
from cbt_cli.rules import RULES
from cbt_cli.stages.assigning import Wanted, assign_mentors, budgets
from cbt_cli.stages.deciding import Wanted as Right
from cbt_cli.stages.deciding import correct, waive
from cbt_cli.stages.validating import validating
from cbt_cli.values.code_words import rule_title
from cbt_cli.values.countries_shown import country_name

CALL = load_call(SAMPLES / "call.toml")
OURS = re.compile(r"⟦[^⟦⟧]*⟧|\b[0-9a-f]{12}(?:[0-9a-f]{52})?\b|\b(?:EUR|GBP|CHF|USD)\b")
"""Also digests and codes of currencies."""
LETTERS = re.compile(r"[^\W\d_]{2,}")
REASONS = ("excluded", "language", "link", "need", "no-place", "no-price", "priority", "score")
"""Codes of why a pair is not allowed; they stay in every language."""
BOOKS = ("validation.xlsx", "assignments.xlsx", "frontier.xlsx")


class Marked(dict[str, str]):
    """A catalogue in which everything is translated: by itself, marked."""

    def get(self, words: str, _other: object = None) -> str:  # type: ignore[override]
        """The template with its own letters marked, blanks as they are."""
        told = ""
        for text, name, spec, _ in Formatter().parse(words):
            told += f"⟦{text}⟧" if LETTERS.search(text) else text
            told += "" if name is None else f"{{{name}{':' + spec if spec else ''}}}"
        return told


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every workbook of the sample call, with a waiver, a correction, options and a budget, in the marked language."""
    folder = tmp_path_factory.mktemp("marked")
    mentees = SAMPLES / "mentees.xlsx"
    with pytest.MonkeyPatch.context() as patch, spoken("fr"):
        patch.setattr(languages, "_catalogue", lambda _: Marked())
        register = ingested(folder, CALL)
        with validating(register, CALL, HAND) as first:
            failed = next((case.ref, rule.rule) for case, judged in first for rule in judged.rules
                          if str(rule.verdict) == "fail")  # fmt: skip
            ref = next(case.ref for case, judged in first if str(judged.verdict) == "eligible")
        waive(register, CALL, HAND, *failed, "REASON")
        correct(register, CALL, HAND, ref, Right("position", "POSITION", "REASON"))
        with validating(register, CALL, HAND, output=folder / "validation.xlsx"):
            pass
        tried = WhatIf(limits=Limits(budget=Decimal(60000), most_from_country=3))
        assign_mentors(register, CALL, HAND, mentees, folder / "assignments.xlsx", Wanted(tried, time_limit=20))
        budgets(register, CALL, mentees, folder / "frontier.xlsx", WhatIf(), 20)
    return folder


@pytest.fixture(scope="module")
def theirs(made: Path) -> re.Pattern[str]:
    """What is not ours to translate: all that was read, the call's own words in French, codes that commands take."""
    found: set[str] = {
        "A. Officer",
        "REASON",
        "POSITION",
        "cbt",
        "UTC",
        "CET",
        "VAT",
        "HiGHS",
        "sha256",
        CALL.id,
        *REASONS,
    }
    with open_register(made / "cbt.sqlite", CALL) as register:
        register_cases = register.cases()
        for case in register_cases:
            found |= set(strings(case.model_dump(mode="json", exclude={"record": {"findings"}})))
            found |= {str(one.raw) for one in case.record.findings if one.raw}
        run = register.run(1)
        assert run is not None
        found |= set(strings(run.needs.model_dump(mode="json", exclude={"findings"})))
        found |= {text for one in run.mentors for text in strings(one.model_dump(mode="json"))}
    found |= set(strings(CALL.model_dump(mode="json", exclude={"form"}), "fr"))
    found |= {language_name(code).fr for code in ("en", "fr", "ar", "de", "es", "it", "pt", "nl", "el", "pl", "tr")}
    found |= {one.code for case in register_cases for one in case.record.findings}
    for name in BOOKS:  # codes of reasons, and names of tables, which formulas and scripts take
        book = load_workbook(made / name)
        found |= {title for sheet in book.worksheets for title in sheet.tables}
    for question in CALL.form.questions:
        found |= {question.key, question.label.fr, question.section.fr, *(one.label.fr for one in question.options)}
    codes = {*CALL.countries.eligible, *CALL.countries.mentees, "TR", "GB", "RS", "CH", "US", "UA"}
    found |= {country_name(code, CALL, "fr") for code in codes}
    found |= {rule.name for rule in RULES} | {"received:own", "date_header", "received:top", "file:mtime"}
    whole = sorted({" ".join(text.split()) for text in found if LETTERS.search(text)}, key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\w){re.escape(text)}(?!\w)" for text in whole))


def strings(value: object, only: str | None = None) -> Iterator[str]:
    """Every text in a JSON value; of words in two languages those of one."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key == "template" or (only and {"en", "fr"} <= set(value) and key != only):
                continue
            yield from strings(inner, only)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner, only)


def said(sheet: Worksheet) -> Iterator[tuple[str, str]]:
    """Everything that can be read on a sheet, with its place: its name, cells, remarks, lists, page heads."""
    yield "title", sheet.title
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                yield cell.coordinate, cell.value
            if cell.comment is not None:
                yield f"remark {cell.coordinate}", cell.comment.text
    for one in sheet.data_validations.dataValidation:
        yield "list", f"{one.formula1} {one.errorTitle} {one.error}"
    for part in (sheet.oddHeader.left, sheet.oddHeader.right, sheet.oddFooter.left, sheet.oddFooter.right):
        yield "page", part.text or ""


@pytest.mark.parametrize("name", BOOKS)
def test_no_english_of_ours_is_left_in_a_workbook(made: Path, theirs: re.Pattern[str], name: str) -> None:
    """Headers, leads, legends, notes, cells, lists to choose from, remarks: all of it was looked up."""
    left = [
        (sheet.title, place, rest)
        for sheet in load_workbook(made / name).worksheets
        for place, text in said(sheet)
        if LETTERS.search(rest := OURS.sub(" ", theirs.sub(" ", " ".join(text.split()))))
    ]
    assert left == []


@pytest.mark.parametrize("name", BOOKS)
def test_every_header_and_lead_was_looked_up(made: Path, name: str) -> None:
    """Above the rows nothing stands but what went through the catalogue: no name or code excuses an English header,
    save the references that head the columns of scores."""
    plain = [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in load_workbook(made / name).worksheets
        for row in sheet.iter_rows(max_row=HEADER)
        for cell in row
        if cell.value and "⟦" not in str(cell.value) and not re.fullmatch(r"CBT-\d+", str(cell.value))
    ]
    assert plain == []


def test_the_picture_of_the_frontier_was_looked_up(made: Path) -> None:
    """The title and the axes of a chart too."""
    with zipfile.ZipFile(made / "frontier.xlsx") as package:
        chart = etree.fromstring(package.read("xl/charts/chart1.xml"))
    texts = [node.text for node in chart.iter("{*}t")]
    assert len(texts) >= 3
    assert [text for text in texts if "⟦" not in (text or "")] == []


def test_every_rule_has_its_words() -> None:
    """The head of a rule's column is no code."""
    with spoken("fr"):
        assert [rule.name for rule in RULES if rule_title(rule.name).template == "{given}"] == []
