"""Fills the blank forms as people's software does: Word, LibreOffice, Excel; or types it all anew.

The forms are the ones that ``cbt init`` writes. Word takes the prompt out of a control, sets its flag back and splits
what is typed into runs; LibreOffice drops the flags of the controls that were left alone too; Excel makes numbers and
dates of what looks like one.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile

from answers import Answers, answers
from cast import Person
from lxml import etree
from openpyxl import load_workbook

from cbt_cli.domain.calls import Area, Call, Option, Question, QuestionKind
from cbt_cli.outputs.form_docx import form_docx
from cbt_cli.outputs.form_xlsx import form_xlsx
from cbt_cli.outputs.safe_file import workbook_bytes
from cbt_cli.outputs.word_look import document_bytes, new_document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_BODY = "word/document.xml"


def filled(person: Person, call: Call) -> bytes:
    """The person's filled form, as a Word file or a workbook."""
    said = answers(person)
    if person.format == "xlsx":
        return _in_excel(said, person.language, call)
    return _in_word(said, person.language, call, by_libreoffice=sum(map(ord, person.key)) % 3 == 0)


def _typed(said: Answers, question: Question, language: str) -> str | None:
    """What is typed or chosen for a question; ``None`` where it is left alone."""
    text = said.texts.get(question.key)
    return _label(question.options, text, language) if text and question.options else text


def _label(options: tuple[Option, ...] | tuple[Area, ...], key: str, language: str) -> str:
    return next(one.label.of(language) for one in options if one.key == key)


def _cells(said: Answers, question: Question, language: str) -> dict[str, str]:
    """The filled cells of a table question: ``row.column`` → text."""
    return {
        f"{number}.{key}": _label(question.options, text, language) if key == "kind" else text
        for number, row in enumerate(said.rows, start=1)
        for key, text in row.items()
    }


def _in_word(said: Answers, language: str, call: Call, *, by_libreoffice: bool) -> bytes:
    blank = form_docx(call, language)
    with zipfile.ZipFile(io.BytesIO(blank)) as archive:
        root = etree.fromstring(archive.read(_BODY))
    controls = {one.find(f"{_W}sdtPr/{_W}tag").get(f"{_W}val"): one for one in root.iter(f"{_W}sdt")}
    for tag, text in _typed_everywhere(said, language, call).items():
        _type(controls[tag], text)
    for tag in (*(f"areas.{key}" for key in said.areas), *(key for key, on in said.ticks.items() if on)):
        _tick(controls[tag])
    if by_libreoffice:
        for flag in list(root.iter(f"{_W}showingPlcHdr")):
            flag.getparent().remove(flag)
    return _with_body(blank, etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))


def _typed_everywhere(said: Answers, language: str, call: Call) -> dict[str, str]:
    """All that is typed or chosen: ``question`` or ``question.row.column`` → text."""
    texts: dict[str, str] = {}
    for question in call.form.questions:
        if question.columns:
            texts |= {f"{question.key}.{at}": text for at, text in _cells(said, question, language).items()}
        elif text := _typed(said, question, language):
            texts[question.key] = text
    return texts


def _type(control: etree._Element, text: str) -> None:
    """Types into a control: no flag, no prompt's style, a paragraph for each line, two runs as Word makes them."""
    about, content = control.find(f"{_W}sdtPr"), control.find(f"{_W}sdtContent")
    flag = about.find(f"{_W}showingPlcHdr")
    if flag is not None:
        about.remove(flag)
    date = about.find(f"{_W}date")
    if date is not None:
        date.set(f"{_W}fullDate", f"{dt.datetime.strptime(text, '%d/%m/%Y'):%Y-%m-%d}T00:00:00Z")  # noqa: DTZ007 - a day
    of_paragraphs = content.find(f"{_W}p") is not None
    for old in list(content):
        content.remove(old)
    for line in text.split("\n"):
        middle = len(line) // 2
        holder = etree.SubElement(content, f"{_W}p") if of_paragraphs else content
        for piece in (line[:middle], line[middle:]):
            run = etree.SubElement(holder, f"{_W}r")
            words = etree.SubElement(run, f"{_W}t")
            words.text = piece
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _tick(control: etree._Element) -> None:
    control.find(f".//{_W14}checked").set(f"{_W14}val", "1")
    control.find(f".//{_W}t").text = "☒"


def _with_body(package: bytes, body: bytes) -> bytes:
    """The same package with another main part."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as before, zipfile.ZipFile(stream, "w") as after:
        for member in before.infolist():
            data = body if member.filename == _BODY else before.read(member.filename)
            after.writestr(member, data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _in_excel(said: Answers, language: str, call: Call) -> bytes:
    book = load_workbook(io.BytesIO(form_xlsx(call, language)))
    values = {tag.replace(".", "_"): text for tag, text in _typed_everywhere(said, language, call).items()}
    values |= {f"areas_{key}": "x" for key in said.areas}
    values |= {key: "yes" if language == "en" else "oui" for key, on in said.ticks.items() if on}
    for key, text in values.items():
        ((sheet, at),) = book.defined_names[f"answer_{key}"].destinations
        cell = book[sheet][at]
        cell.value = text if cell.number_format == "@" else _as_excel_takes_it(text)
    return workbook_bytes(book)


def _as_excel_takes_it(text: str) -> str | int | float | dt.date:
    """What Excel makes of a text that is typed into a cell of no text format, with English settings, day first."""
    if text.isdigit():
        return int(text)
    try:
        return float(text)
    except ValueError:
        pass
    try:
        return dt.datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a day
    except ValueError:
        return text


def retyped(person: Person, call: Call) -> bytes:
    """A form that somebody typed anew: the labels with colons, the areas of knowledge in words."""
    said, at = answers(person), person.language
    document = new_document(call.form.title.of(at), at)
    document.add_paragraph(call.form.title.of(at), style="Title")
    section = None
    for question in call.form.questions:
        if question.section != section:
            section = question.section
            document.add_paragraph(section.of(at), style="Heading 1")
        label = question.label.of(at)
        if question.columns:
            document.add_paragraph(f"{label} :")
            table = document.add_table(rows=0, cols=len(question.columns))
            lines = [{column.key: column.label.of(at) for column in question.columns}]
            lines += [row | {"kind": _label(question.options, row["kind"], at)} for row in said.rows]
            for line in lines:
                for cell, column in zip(table.add_row().cells, question.columns, strict=True):
                    cell.text = line[column.key]
            continue
        if question.kind is QuestionKind.AREAS:
            text = " ; ".join(_label(call.areas, key, at) for key in said.areas)
        elif question.kind is QuestionKind.TICK:
            text = {"en": "yes", "fr": "oui"}[at] if said.ticks[question.key] else ""
        else:
            text = _typed(said, question, at) or ""
        document.add_paragraph(f"{label} : {text}".rstrip())
    return document_bytes(document)
