"""``report.docx``: the evaluation report in the form that donors ask for, ready to be completed and signed."""

from __future__ import annotations

import io
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Twips

from cbt_cli.domain.base import say, tr
from cbt_cli.outputs import form_wording as words
from cbt_cli.outputs.donor_report.closing import annexes, committee, conclusion
from cbt_cli.outputs.donor_report.sections import eligibility, evaluation, opening, summary
from cbt_cli.outputs.report.reported import Reported
from cbt_cli.outputs.report.wording import moment
from cbt_cli.outputs.safe_file import replace_file
from cbt_cli.outputs.word_blocks import set_blocks
from cbt_cli.outputs.word_look import TEXT_WIDTH, document_bytes, new_document, number_field, write
from cbt_cli.values.plain_text import visible

SECTIONS = (summary, committee, opening, eligibility, evaluation, conclusion, annexes)


def write_report_docx(output: Path, of: Reported) -> bytes:
    """Writes the report to ``output``, the same bytes for the same register and language, and returns them. Raises
    ``OutputError`` where the file cannot be written; what was there before is then unchanged."""
    data = document_bytes(_made(of))
    replace_file(output, data, lambda read: Document(io.BytesIO(read)))
    return data


def _made(of: Reported) -> WordDocument:
    title = say("Evaluation report – {call}", call=of.call.call.title.of(of.language)).text
    document = new_document(title, of.language)
    document.add_paragraph(visible(of.call.call.programme), style="Call")
    document.add_paragraph(tr("Evaluation report"), style="Title")
    document.add_paragraph(visible(of.call.call.title.of(of.language)), style="Introduction")
    if of.entries:
        at = moment(of.entries[-1].at, of.call)
        document.add_paragraph(say("state of the register: {at}", at=at).text, style="Introduction")
    hidden = tr("Anonymised: names, organisations and what people wrote are withheld.")
    inside = tr("Contains personal data: for the office and the committee only.")
    document.add_paragraph(hidden if of.anonymised else inside, style="Notice")
    for section in SECTIONS:
        set_blocks(document, section(of))
    for code in of.footnote_texts():
        document.add_paragraph(visible(code), style="Hint")
    _margins(document, title, of.language)
    return document


def _margins(document: WordDocument, title: str, language: str) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].style = "Margin"
    write(section.header.paragraphs[0], visible(title))
    before, _, rest = words.PAGE.of(language).partition("{page}")
    between, _, after = rest.partition("{pages}")
    bottom = section.footer.paragraphs[0]
    bottom.style = "Margin"
    bottom.paragraph_format.tab_stops.add_tab_stop(Twips(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    write(bottom, "\t", before, number_field("PAGE"), between, number_field("NUMPAGES"), after)
