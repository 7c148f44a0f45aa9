"""The papers of an evaluation pack: anonymised applications, declarations to sign, minutes to fill in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from cbt_cli.domain.applications import Experience
from cbt_cli.domain.base import say, tr
from cbt_cli.domain.calls import Call, Question, QuestionKind
from cbt_cli.domain.checks import Case
from cbt_cli.domain.languages import current
from cbt_cli.outputs.word_blocks import Block, Grid, Heading, Words, set_blocks
from cbt_cli.outputs.word_look import document_bytes, new_document
from cbt_cli.values.countries_shown import country_name
from cbt_cli.values.plain_text import visible

HIDDEN = frozenset(
    {"family_name", "first_name", "organisation", "position", "email", "phone", "website", "signed_at", "signed_on",
     "declaration", "consent", "conflict_of_interest"}
)  # fmt: skip
"""Questions whose answers say who somebody is, or that the office decides on."""
_ADDRESSES = re.compile(r"\S+@\S+|\b(?:https?://|www\.)\S+|(?:\+|\b00)\d[\d ()./-]{6,}\d", re.IGNORECASE)
"""E-mail and web addresses, and telephone numbers in their international form: nobody is scored by them."""
_TALL = 560


class Veil:
    """Takes known names out of running text, whatever their case and accents."""

    def __init__(self, names: Iterable[str]) -> None:
        known = {folded for name in names if len(folded := plain(name).strip()) >= 3}
        longest = sorted(known, key=lambda name: (-len(name), name))
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)" if longest else r"(?!)")

    def over(self, text: str) -> str:
        """The text with a mark in the place of each name and address."""
        mark, at, parts = tr("[name]"), 0, list[str]()
        for found in self._pattern.finditer(plain(text)):
            parts += [text[at : found.start()], mark]
            at = found.end()
        return _ADDRESSES.sub(tr("[address]"), "".join([*parts, text[at:]]))

    def left_in(self, text: str) -> list[str]:
        """The names and addresses that a text still holds."""
        return sorted({*self._pattern.findall(plain(text)), *_ADDRESSES.findall(text)})


def plain(text: str) -> str:
    """The text in lower case without accents, letter for letter, so that places in both are the same."""
    return "".join(_base(letter) for letter in text)


def _base(letter: str) -> str:
    first = unicodedata.normalize("NFD", letter)[:1].lower()
    return first if len(first) == 1 else letter


def anonymous(case: Case, call: Call, veil: Veil) -> bytes:
    """One application as a Word file without anything that says whose it is."""
    title = say("Application {ref}", ref=case.ref).text
    document = new_document(title, current())
    document.add_paragraph(title, style="Title")
    document.add_paragraph(visible(call.call.title.of(current())), style="Introduction")
    document.add_paragraph(tr("Names, organisations and addresses are taken out."), style="Notice")
    set_blocks(document, _answers(case, call, veil))
    return document_bytes(document)


def _answers(case: Case, call: Call, veil: Veil) -> Iterator[Block]:
    shown = [question for question in call.form.questions if question.key not in HIDDEN]
    for section in dict.fromkeys(question.section for question in shown):
        rows = [
            [question.label.of(current()), veil.over(_answer(case, question, call)) or tr("(blank)")]
            for question in shown
            if question.section == section
        ]
        heading = section.of(current())
        yield Heading(heading)
        yield Grid(heading, [tr("Question"), tr("Answer")], rows, [32, 68])


_AS_WRITTEN = (QuestionKind.MONEY, QuestionKind.LANGUAGES)
"""Kinds whose own words say more than the value."""


def _answer(case: Case, question: Question, call: Call) -> str:
    """An answer in words: its certain value, else as it was written."""
    one = case.record.application
    value = one.further.get(question.key) or getattr(one, question.key, None)
    if value is None or question.kind in _AS_WRITTEN:
        return "; ".join(source.raw for source in case.record.sources.get(question.key, ()))
    return _shown(question, value, call)


def _shown(question: Question, value: Any, call: Call) -> str:
    """A value in the language that is spoken."""
    options = {option.key: option.label.of(current()) for option in question.options}
    ways: dict[QuestionKind, Callable[[], str]] = {
        QuestionKind.EXPERIENCE: lambda: "\n".join(_row(row, options) for row in value),
        QuestionKind.COUNTRY: lambda: country_name(value, call, current()),
        QuestionKind.COUNTRIES: lambda: "; ".join(country_name(code, call, current()) for code in value),
        QuestionKind.CHOICE: lambda: options.get(value, str(value)),
        QuestionKind.AREAS: lambda: "; ".join(
            area.label.of(current()) if (area := call.area(key)) else key for key in value
        ),
    }
    plainly = "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return ways.get(question.kind, lambda: plainly)()


def _row(row: Experience, kinds: Mapping[str, str]) -> str:
    """A row of the experience table without the organisation's name, which is veiled in running text as well."""
    until = tr("today") if row.ongoing else row.end or "?"
    kind = f" ({kinds.get(row.kind, row.kind)})" if row.kind else ""
    return f"{row.start or '?'} – {until}: {row.role or '–'}{kind}"


def declaration(call: Call, evaluator: str, refs: Sequence[str]) -> bytes:
    """The evaluator's declaration of impartiality and confidentiality, to be signed. It names references only: names
    would undo the anonymity; who knows an applicant recuses herself, or tells the office."""
    document = new_document(tr("Declaration of impartiality and confidentiality"), current())
    document.add_paragraph(tr("Declaration of impartiality and confidentiality"), style="Title")
    document.add_paragraph(visible(call.call.title.of(current())), style="Introduction")
    rows = [
        [tr("Evaluator"), evaluator],
        [tr("Applications"), ", ".join(refs)],
        [tr("Date"), ""],
        [tr("Signature"), ""],
    ]
    words = tr(
        "I have no family, emotional, political, national, economic or other shared interest with an applicant that "
        "could impair my impartial evaluation. Where I recognise an applicant in spite of the anonymity, I say so and "
        "do not score that application. I keep confidential what I learn, use it for this evaluation only, and delete "
        "it when the evaluation is over."
    )
    set_blocks(
        document, [Words(words), Grid(tr("Declaration"), [tr("What"), tr("Which")], rows, [30, 70], height=_TALL)]
    )
    return document_bytes(document)


def minutes(call: Call, evaluators: Sequence[str], refs: Sequence[str]) -> bytes:
    """The minutes of the committee's meeting, to be filled in."""
    document = new_document(tr("Minutes of the evaluation committee"), current())
    document.add_paragraph(tr("Minutes of the evaluation committee"), style="Title")
    document.add_paragraph(visible(call.call.title.of(current())), style="Introduction")
    facts = [[tr("Date"), ""], [tr("Place"), ""], [tr("Chair"), ""], [tr("Secretary"), ""], [tr("Opened at"), ""],
             [tr("Closed at"), ""]]  # fmt: skip
    members = [[name, "☐", ""] for name in evaluators]
    blocks: list[Block] = [
        Grid(tr("Meeting"), [tr("What"), tr("Which")], facts, [30, 70], height=_TALL),
        Heading(tr("Members")),
        Grid(tr("Members"), [tr("Name"), tr("Declaration signed"), tr("Remarks")], members, [40, 20, 40], height=_TALL),
        Heading(tr("Applications")),
        Grid(tr("Applications"), [tr("Application"), tr("Weighted mean"), tr("Recused"), tr("Conclusion")],
             [[ref, "", "", ""] for ref in refs], [18, 18, 22, 42]),
        Heading(tr("Signatures")),
        Grid(tr("Signatures"), [tr("Name"), tr("Date"), tr("Signature")], [[name, "", ""] for name in evaluators],
             [40, 20, 40], height=_TALL),
    ]  # fmt: skip
    set_blocks(document, blocks)
    return document_bytes(document)
