"""The blank form as a workbook, made from the call: a protected sheet with open, named cells for the answers."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break

from cbt_cli.domain.calls import Call, Question, QuestionKind
from cbt_cli.outputs import blank_sheet as look
from cbt_cli.outputs import form_wording as words
from cbt_cli.outputs.safe_file import replace_file, workbook_bytes

_LABEL, _FIRST, _LAST = 2, 3, 7
"""Columns of the labels, and of the answers from first to last: one for each column of a table of five."""
_WIDTHS = {1: 1, 2: 34, 3: 10, 4: 10, 5: 21, 6: 18, 7: 21}
_LONG = 54
"""Height in points of the room for a long text."""
_PAGE = 905
"""Points of rows on a page at the size of printing."""
_FORMATS = {QuestionKind.YEARS: "General", QuestionKind.WHOLE_NUMBER: "0", QuestionKind.DATE: "dd/mm/yyyy"}


def write_form_xlsx(call: Call, language: str, path: Path) -> None:
    """Writes the call's blank form in ``language`` ("en" or "fr") to ``path``. Raises ``OutputError``."""
    replace_file(path, form_xlsx(call, language), lambda data: load_workbook(io.BytesIO(data)))


def form_xlsx(call: Call, language: str) -> bytes:
    """The call's blank form in ``language`` as the bytes of a workbook, the same on every run."""
    return workbook_bytes(_Form(call, language).made())


class _Form:
    """One form while it is built. ``_row`` is the next free row."""

    def __init__(self, call: Call, language: str) -> None:
        self._call = call
        self._language = language
        title = f"{call.form.title.of(language)} – {call.call.title.of(language)}"
        self._workbook = look.new_workbook(title, language)
        self._sheet = self._workbook.create_sheet(words.FORM.of(language))
        self._lists: dict[tuple[str, ...], str] = {}
        self._row = 1
        self._starts: list[int] = []
        self._answer_width = sum(_WIDTHS[column] for column in range(_FIRST, _LAST + 1))

    def made(self) -> Workbook:
        """The whole form."""
        call, at, sheet = self._call, self._language, self._sheet
        for column, width in _WIDTHS.items():
            sheet.column_dimensions[get_column_letter(column)].width = width
        self._head()
        for number, questions in enumerate(words.sections(call), start=1):
            self._heading(f"{number}. {questions[0].section.of(at)}")
            for question in questions:
                self._question(question)
        self._row += 1
        for text in words.shown_footnotes(call, at):
            self._line(text, look.font(8, look.QUIET))
        look.set_page(sheet, call.call.title.of(at), call.form.title.of(at), percent=80)
        self._break_pages()
        sheet.print_area = f"A1:{get_column_letter(max(sheet.max_column, _LAST))}{self._row}"
        look.protect(sheet)
        return self._workbook

    def _break_pages(self) -> None:
        """Begins a new page before a section that would not end on the one it begins on."""
        used = self._height(1, self._starts[0])
        for start, end in zip(self._starts, [*self._starts[1:], self._row], strict=True):
            needed = self._height(start, end)
            if used and used + needed > _PAGE:
                self._sheet.row_breaks.append(Break(start - 1))
                used = 0
            used = (used + needed) % _PAGE

    def _height(self, first: int, after: int) -> float:
        return sum(self._sheet.row_dimensions[row].height or 15 for row in range(first, after))

    def _head(self) -> None:
        call, at = self._call, self._language
        self._line(call.call.title.of(at), look.font(10, look.QUIET))
        self._line(call.form.title.of(at), look.font(18, look.ACCENT, bold=True))
        if call.call.synthetic_form:
            self._line(words.SYNTHETIC.of(at), look.font(9, look.WARNING))
        self._line(call.form.intro.of(at), look.font(10))
        self._line(words.XLSX_GUIDE.of(at), look.font(10))
        if any(question.required for question in call.form.questions):
            self._line(words.REQUIRED.of(at), look.font(8, look.QUIET))

    def _line(self, text: str, font: Font) -> Cell:
        """Words over the whole width."""
        cell = self._merged(_LABEL)
        look.put(cell, text, font)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        width = self._answer_width + _WIDTHS[_LABEL]
        self._sheet.row_dimensions[self._row].height = look.height(text, width, size=font.size)
        self._row += 1
        return cell

    def _heading(self, text: str) -> None:
        self._sheet.row_dimensions[self._row].height = 12
        self._starts.append(self._row)
        self._row += 1
        cell = self._line(text, look.font(12, look.ACCENT, bold=True))
        for column in range(_LABEL, _LAST + 1):
            side = Side(style="medium", color=look.ACCENT)
            self._sheet.cell(cell.row, column).border = Border(bottom=side)

    def _question(self, question: Question) -> None:
        if question.columns:
            self._rows(question)
        elif question.kind is QuestionKind.AREAS:
            self._areas(question)
        else:
            label = self._label(question)
            answer = self._merged(_FIRST)
            room = _LONG if question.kind is QuestionKind.LONG_TEXT else 18
            needed = look.height(label, _WIDTHS[_LABEL], size=10.5)
            self._sheet.row_dimensions[self._row].height = max(room, needed)
            self._answer(question, answer)
            self._row += 1

    def _label(self, question: Question) -> str:
        """Writes the label of the row, the hint below it."""
        hint = words.hints(question, self._call, self._language, ticked=False)
        text = words.titled(question, self._language) + (f"\n({hint})" if hint else "")
        cell = look.cell_at(self._sheet, self._row, _LABEL)
        look.put(cell, text, look.font(bold=True))
        look.boxed(cell, look.LABEL_FILL)
        return text

    def _merged(self, first: int) -> Cell:
        """The row's cell from ``first`` to the last column."""
        self._sheet.merge_cells(start_row=self._row, end_row=self._row, start_column=first, end_column=_LAST)
        return look.cell_at(self._sheet, self._row, first)

    def _open(self, cell: Cell, number_format: str = look.TEXT) -> None:
        """Opens a merged cell to typing, the whole of it, as spreadsheets do."""
        for column in range(cell.column, _LAST + 1):
            look.open_to_typing(self._sheet.cell(cell.row, column), number_format)

    def _answer(self, question: Question, cell: Cell) -> None:
        """Opens the cell of an answer, and says what may stand there."""
        at, kind, title = self._language, question.kind, question.label.of(self._language)
        money = f"#,##0.00 [${self._call.quotation.currency}]"
        self._open(cell, money if kind is QuestionKind.MONEY else _FORMATS.get(kind, look.TEXT))
        look.name_cell(self._workbook, f"answer_{question.key}", cell)
        options = [words.YES.of(at)] if kind is QuestionKind.TICK else words.choices(question, self._call, at)
        if options:
            self._offer(cell.coordinate, options, strict=kind not in (QuestionKind.COUNTRY, QuestionKind.TICK))
        elif rule := _rule(kind):
            advice = _ADVICE[kind].of(at).format(currency=self._call.quotation.currency)
            look.advise(self._sheet, cell.coordinate, title, advice, rule)

    def _offer(self, cells: str, options: list[str], *, strict: bool) -> None:
        source = None if look.fits_inline(options) else self._listed(options)
        look.offer(self._sheet, cells, options, source, strict=strict)

    def _listed(self, options: list[str]) -> str:
        """The range of the lists' sheet that holds ``options``, written there when first needed."""
        known = tuple(options)
        if known not in self._lists:
            title = words.LISTS.of(self._language)
            names = self._workbook.sheetnames
            sheet = self._workbook[title] if title in names else self._workbook.create_sheet(title)
            column = len(self._lists) + 1
            letter = get_column_letter(column)
            sheet.column_dimensions[letter].width = 40
            for row, option in enumerate(options, start=1):
                look.put(look.cell_at(sheet, row, column), option, look.font())
            look.protect(sheet)
            self._lists[known] = f"'{title}'!${letter}$1:${letter}${len(options)}"
        return self._lists[known]

    def _areas(self, question: Question) -> None:
        """A row for each area, its mark to the right."""
        head = self._label(question)
        self._merged(_LABEL)
        self._sheet.row_dimensions[self._row].height = look.height(head, self._answer_width)
        self._row += 1
        for area in self._call.areas:
            text = area.label.of(self._language)
            label, mark = look.cell_at(self._sheet, self._row, _LABEL), self._merged(_FIRST)
            look.put(label, text, look.font())
            look.boxed(label, look.LABEL_FILL)
            self._open(mark)
            look.name_cell(self._workbook, f"answer_{question.key}_{area.key}", mark)
            self._sheet.row_dimensions[self._row].height = look.height(text, _WIDTHS[_LABEL])
            self._offer(mark.coordinate, ["x"], strict=False)
            self._row += 1

    def _rows(self, question: Question) -> None:
        """A question that is answered in rows: its label over the whole width, the columns' headers, open cells."""
        head = self._label(question)
        self._merged(_LABEL)
        self._sheet.row_dimensions[self._row].height = look.height(head, self._answer_width)
        first = _FIRST if len(question.columns) < _LAST - _LABEL + 1 else _LABEL
        self._row += 1
        top = self._row
        for column, option in enumerate(question.columns, start=first):
            cell = look.cell_at(self._sheet, self._row, column)
            look.put(cell, option.label.of(self._language), look.font(bold=True))
            look.boxed(cell, look.HEAD_FILL)
        self._sheet.row_dimensions[self._row].height = 18
        for number in range(1, question.rows + 1):
            self._row += 1
            self._sheet.row_dimensions[self._row].height = 26
            for column, option in enumerate(question.columns, start=first):
                cell = look.cell_at(self._sheet, self._row, column)
                look.open_to_typing(cell)
                look.name_cell(self._workbook, f"answer_{question.key}_{number}_{option.key}", cell)
                if option.key == "kind" and question.options:
                    self._offer(cell.coordinate, words.choices(question, self._call, self._language), strict=True)
        if first > _LABEL:
            self._sheet.merge_cells(start_row=top, end_row=self._row, start_column=_LABEL, end_column=_LABEL)
            look.boxed(self._sheet.cell(top, _LABEL), look.LABEL_FILL)
        self._row += 1


_ADVICE = {
    QuestionKind.YEARS: words.YEARS_ADVICE,
    QuestionKind.WHOLE_NUMBER: words.WHOLE_ADVICE,
    QuestionKind.DATE: words.DATE_ADVICE,
    QuestionKind.MONEY: words.MONEY_ADVICE,
}


def _rule(kind: QuestionKind) -> DataValidation | None:
    """What Excel asks about before it takes an answer of another kind; it takes it all the same."""
    if kind is QuestionKind.YEARS:
        return DataValidation(type="decimal", operator="between", formula1="0", formula2="70", allow_blank=True)
    if kind is QuestionKind.WHOLE_NUMBER:
        return DataValidation(type="whole", operator="between", formula1="0", formula2="1000", allow_blank=True)
    if kind is QuestionKind.DATE:
        return DataValidation(type="date", operator="greaterThan", formula1="36526", allow_blank=True)  # 1 January 2000
    if kind is QuestionKind.MONEY:
        return DataValidation(type="decimal", operator="greaterThan", formula1="0", allow_blank=True)
    return None
