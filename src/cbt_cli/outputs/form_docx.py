"""The blank form as a Word document, made from the call: a table a section, a content control an answer."""

from __future__ import annotations

import io
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Twips
from docx.table import Table, _Cell
from lxml import etree

from cbt_cli.domain.calls import Call, Question, QuestionKind
from cbt_cli.outputs import form_wording as words
from cbt_cli.outputs.safe_file import replace_file
from cbt_cli.outputs.word_controls import Controls
from cbt_cli.outputs.word_look import (
    HEAD_FILL,
    LABEL_FILL,
    TEXT_WIDTH,
    document_bytes,
    fill,
    new_document,
    new_row,
    new_table,
    number_field,
    underlined,
    write,
)
from cbt_cli.values.plain_text import visible

_LABEL_WIDTH = 3700
_LONG = 1050
"""Least height of the room for a long text, in twentieths of a point."""
_COLUMN_SHARES = {"start": 11, "end": 11, "organisation": 28, "role": 24, "kind": 26}
"""Widths of the experience table's columns to one another; any other column counts as 20."""


def write_form_docx(call: Call, language: str, path: Path) -> None:
    """Writes the call's blank form in ``language`` ("en" or "fr") to ``path``. Raises ``OutputError``."""
    replace_file(path, form_docx(call, language), lambda data: Document(io.BytesIO(data)))


def form_docx(call: Call, language: str) -> bytes:
    """The call's blank form in ``language`` as the bytes of a Word file, the same on every run."""
    return document_bytes(_Form(call, language).made())


class _Form:
    """One form while it is built."""

    def __init__(self, call: Call, language: str) -> None:
        self._call = call
        self._language = language
        self._controls = Controls(language)
        title = f"{call.form.title.of(language)} – {call.call.title.of(language)}"
        self._document = new_document(title, language)

    def made(self) -> WordDocument:
        """The whole form."""
        self._head()
        for number, questions in enumerate(words.sections(self._call), start=1):
            heading = f"{number}. {questions[0].section.of(self._language)}"
            underlined(self._document.add_paragraph(visible(heading), style="Heading 1"))
            self._section(heading, questions)
        self._footnotes()
        self._margins()
        self._controls.add_glossary(self._document)
        return self._document

    def _head(self) -> None:
        call, at, document = self._call, self._language, self._document
        document.add_paragraph(visible(call.call.title.of(at)), style="Call")
        document.add_paragraph(visible(call.form.title.of(at)), style="Title")
        if call.call.synthetic_form:
            document.add_paragraph(words.SYNTHETIC.of(at), style="Notice")
        document.add_paragraph(visible(call.form.intro.of(at)), style="Introduction")
        if any(question.required for question in call.form.questions):
            document.add_paragraph(words.REQUIRED.of(at), style="Hint")

    def _footnotes(self) -> None:
        for text in words.shown_footnotes(self._call, self._language):
            note = self._document.add_paragraph(visible(text), style="Hint")
            note.paragraph_format.space_before = Twips(120)

    def _margins(self) -> None:
        section = self._document.sections[0]
        call, at = self._call, self._language
        section.different_first_page_header_footer = True  # the first page has the title below
        section.first_page_header.paragraphs[0].style = "Margin"
        section.header.paragraphs[0].style = "Margin"
        write(section.header.paragraphs[0], call.call.title.of(at))
        before, _, rest = words.PAGE.of(at).partition("{page}")
        between, _, after = rest.partition("{pages}")
        for footer in (section.first_page_footer, section.footer):
            bottom = footer.paragraphs[0]
            bottom.style = "Margin"
            bottom.paragraph_format.tab_stops.add_tab_stop(Twips(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
            bottom.add_run(visible(call.form.title.of(at)) + "\t")
            write(bottom, before, number_field("PAGE"), between, number_field("NUMPAGES"), after)

    def _section(self, heading: str, questions: list[Question]) -> None:
        table: Table | None = None
        for question in questions:
            if question.columns:
                self._rows(question)
                table = None
                continue
            if table is None:
                table = new_table(self._document, [_LABEL_WIDTH, TEXT_WIDTH - _LABEL_WIDTH], heading)
            self._row(table, question)

    def _row(self, table: Table, question: Question) -> None:
        long = question.kind is QuestionKind.LONG_TEXT
        label, answer = new_row(table, height=_LONG if long else 0)
        fill(label, LABEL_FILL)
        self._label(label, question)
        if question.kind is QuestionKind.AREAS:
            self._areas(answer, question)
        elif long:
            control = self._controls.long_text(
                question.key, question.label.of(self._language), words.ENTER_TEXT.of(self._language)
            )
            answer._tc.replace(answer.paragraphs[0]._p, control)
        else:
            write(answer.paragraphs[0], self._answer(question))

    def _label(self, cell: _Cell, question: Question) -> None:
        at = self._language
        first = cell.paragraphs[0]
        first.style = "Label"
        write(first, words.titled(question, at))
        hint = words.hints(question, self._call, at)
        if hint:
            write(cell.add_paragraph(style="Hint"), f"({hint})")

    def _answer(self, question: Question) -> etree._Element:
        """The control for an answer of the question's kind."""
        at, tag, title = self._language, question.key, question.label.of(self._language)
        options = words.choices(question, self._call, at)
        if question.kind is QuestionKind.TICK:
            return self._controls.tick(tag, title)
        if question.kind is QuestionKind.DATE:
            return self._controls.date(tag, title, words.ENTER_DATE.of(at))
        if options:
            free = question.kind is QuestionKind.COUNTRY  # others may apply too; the office decides
            return self._controls.choice(tag, title, words.CHOOSE.of(at), options, free=free)
        return self._controls.text(tag, title, words.ENTER_TEXT.of(at))

    def _areas(self, cell: _Cell, question: Question) -> None:
        for number, area in enumerate(self._call.areas):
            paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
            paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = (
                Twips(280),
                Twips(-280),
            )
            title = area.label.of(self._language)
            write(paragraph, self._controls.tick(f"{question.key}.{area.key}", title), f" {title}")

    def _rows(self, question: Question) -> None:
        """A question that is answered in rows: its label, then a table with a header."""
        at = self._language
        label = self._document.add_paragraph(style="Label")
        label.paragraph_format.space_before = label.paragraph_format.space_after = Twips(80)
        label.paragraph_format.keep_with_next = True
        write(label, words.titled(question, at))
        hint = words.hints(question, self._call, at)
        if hint:
            below = write(self._document.add_paragraph(style="Hint"), f"({hint})")
            below.paragraph_format.keep_with_next = True
            below.paragraph_format.space_after = Twips(60)
        shares = [_COLUMN_SHARES.get(column.key, 20) for column in question.columns]
        widths = [TEXT_WIDTH * share // sum(shares) for share in shares]
        table = new_table(self._document, widths, question.label.of(at))
        for cell, column in zip(new_row(table, repeated=True), question.columns, strict=True):
            fill(cell, HEAD_FILL)
            cell.paragraphs[0].style = "Label"
            write(cell.paragraphs[0], column.label.of(at))
        for number in range(1, question.rows + 1):
            for cell, column in zip(new_row(table), question.columns, strict=True):
                cell.paragraphs[0].style = "Small"
                title = f"{column.label.of(at)} {number}"
                write(cell.paragraphs[0], self._cell(question, column.key, number, title))
        gap = self._document.add_paragraph(style="Hint")
        gap.paragraph_format.space_after = Twips(60)

    def _cell(self, question: Question, column: str, number: int, title: str) -> etree._Element:
        at, tag = self._language, f"{question.key}.{number}.{column}"
        if column == "kind" and question.options:
            options = words.choices(question, self._call, at)
            return self._controls.choice(tag, title, words.CHOOSE.of(at), options, free=False)
        prompt = words.SHORT_DATE if column in ("start", "end") else words.SHORT_TEXT
        return self._controls.text(tag, title, prompt.of(at))
