"""An evaluator's scoring workbook: locked but for points, recusals and remarks; and what stood in it when it returns.

Rows are found by reference and columns by their heading, in whichever language: the sheet may have been sorted,
filtered, shortened and saved by another program. A hidden sheet says which pack and evaluator it belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as WrittenCell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from cbt_cli import __version__
from cbt_cli.domain.base import Sentence, say, tr
from cbt_cli.domain.calls import Call
from cbt_cli.domain.evaluations import Sheet
from cbt_cli.domain.languages import current, in_each
from cbt_cli.outputs.cells import one_line, write
from cbt_cli.outputs.looks import FONT
from cbt_cli.outputs.safe_file import workbook_bytes
from cbt_cli.values.officers_book import Cell, Sheets
from cbt_cli.values.plain_text import folded

SCORES, PACK = say("Scoring"), "pack"
APPLICATION, TOTAL, RECUSED, REMARKS = say("Application"), say("Weighted mean"), say("Recused"), say("Remarks")
YES = say("yes")
_HEADER, _FIRST = 4, 5


def scoring_book(call: Call, pack: str, evaluator: str, refs: Sequence[str]) -> bytes:
    """The workbook of one evaluator as a file, the same on every run."""
    book = Workbook()
    book.properties.creator, book.properties.title = f"cbt {__version__}", one_line(SCORES.text)
    sheet = book.worksheets[0]
    sheet.title = SCORES.text
    facts = call.evaluation
    write(_cell(sheet, 1, 1), say("Scoring: {call}", call=call.call.title.of(current())).text)
    _cell(sheet, 1, 1).font = Font(name=FONT, size=14, bold=True)
    told = say("Points from {least} to {most} in steps of {step}. Leave a row empty and say yes under Recused where you"
               " know an applicant.", least=facts.least, most=facts.most, step=facts.step)  # fmt: skip
    write(_cell(sheet, 2, 1), told.text)
    write(_cell(sheet, 3, 1), tr("Weight"))
    heads = [
        APPLICATION.text,
        *(one.label.of(current()) for one in facts.criteria),
        TOTAL.text,
        RECUSED.text,
        REMARKS.text,
    ]
    for at, head in enumerate(heads, start=1):
        cell = _cell(sheet, _HEADER, at)
        write(cell, head)
        cell.font, cell.fill = Font(name=FONT, bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F3864")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(at)].width = 16 if at <= len(heads) - 1 else 60
    for at, one in enumerate(facts.criteria, start=2):
        write(_cell(sheet, 3, at), one.weight)
    _rows(sheet, refs, len(facts.criteria))
    _rules(sheet, call, len(refs))
    hidden = book.create_sheet(PACK)
    hidden.sheet_state = "hidden"
    for at, text in enumerate((call.id, pack, evaluator), start=1):
        write(_cell(hidden, at, 1), text)
    return workbook_bytes(book)


def _cell(sheet: Worksheet, row: int, column: int) -> WrittenCell:
    cell = sheet.cell(row, column)
    if not isinstance(cell, WrittenCell):
        raise AssertionError(f"a merged cell at {row}, {column}")
    return cell


def _rows(sheet: Worksheet, refs: Sequence[str], criteria: int) -> None:
    last = get_column_letter(criteria + 1)
    for row, ref in enumerate(refs, start=_FIRST):
        write(_cell(sheet, row, 1), ref)
        points, weights = f"B{row}:{last}{row}", f"$B$3:${last}$3"
        _cell(
            sheet, row, criteria + 2
        ).value = f'=IF(COUNT({points})={criteria},SUMPRODUCT({points},{weights})/SUM({weights}),"")'  # our own formula
        _cell(sheet, row, criteria + 2).number_format = "0.00"
        for at in (*range(2, criteria + 2), criteria + 3, criteria + 4):
            cell = _cell(sheet, row, at)
            cell.protection, cell.fill = Protection(locked=False), PatternFill("solid", fgColor="FFFBEA")


def _rules(sheet: Worksheet, call: Call, count: int) -> None:
    facts, criteria, last = call.evaluation, len(call.evaluation.criteria), _FIRST + count - 1
    numbers = DataValidation("decimal", operator="between", formula1=str(facts.least), formula2=str(facts.most))
    numbers.error, numbers.showErrorMessage = (
        say("From {least} to {most}.", least=facts.least, most=facts.most).text,
        True,
    )
    listed = DataValidation("list", formula1=f'"{YES.text}"', allow_blank=True)
    if count:
        numbers.add(f"B{_FIRST}:{get_column_letter(criteria + 1)}{last}")
        listed.add(f"{get_column_letter(criteria + 3)}{_FIRST}:{get_column_letter(criteria + 3)}{last}")
    sheet.add_data_validation(numbers)
    sheet.add_data_validation(listed)
    sheet.freeze_panes = f"B{_FIRST}"
    sheet.row_dimensions[_HEADER].height = 62
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{_HEADER}:{_HEADER}"
    sheet.protection.sheet = True  # without a password: it keeps from slips, not from intent
    sheet.protection.sort = sheet.protection.autoFilter = sheet.protection.formatColumns = False


def belongs(sheets: Sheets) -> tuple[str, str, str] | None:
    """Call, pack and evaluator of a returned workbook; ``None`` where it does not say."""
    told = [sheets.get(PACK, {}).get(at, {}).get(1, Cell("")).text for at in (1, 2, 3)]
    call, pack, evaluator = told
    return (call, pack, evaluator) if call and pack and evaluator else None


def scored(sheets: Sheets, call: Call, evaluator: str, refs: Sequence[str], faults: list[Sentence]) -> Sheet:
    """What an evaluator gave. What cannot be meant is added to ``faults``, with evaluator and cell."""
    rows = next((rows for title, rows in sheets.items() if folded(title) in _said(SCORES)), None)
    heads: dict[str, AbstractSet[str]] = {"": _said(APPLICATION), "recused": _said(RECUSED), "remarks": _said(REMARKS)}
    heads |= {one.key: {one.label.en, one.label.fr} for one in call.evaluation.criteria}
    found = _header(rows or {}, heads)
    if rows is None or found is None:
        faults.append(
            say("{evaluator}: the sheet {title} or one of its columns is gone.", evaluator=evaluator, title=SCORES)
        )
        return Sheet(evaluator=evaluator)
    at, columns = found
    sheet = _Reading(call, evaluator, refs, faults)
    for number, row in sorted(rows.items()):
        if number > at:
            sheet.row({name: row.get(column) for name, column in columns.items()})
    return sheet.made()


def _said(words: Sentence) -> frozenset[str]:
    return in_each(lambda: words.text)


_Head = tuple[int, dict[str, int]]


def _header(rows: Mapping[int, Mapping[int, Cell]], heads: Mapping[str, AbstractSet[str]]) -> _Head | None:
    for number, row in sorted(rows.items()):
        texts = {folded(cell.text or "").casefold(): column for column, cell in sorted(row.items(), reverse=True)}
        found = {name: column for name, said in heads.items()
                 for one in said if (column := texts.get(folded(one).casefold())) is not None}  # fmt: skip
        if len(found) == len(heads):
            return number, found
    return None


class _Reading:
    """One evaluator's rows, one after the other."""

    def __init__(self, call: Call, evaluator: str, refs: Sequence[str], faults: list[Sentence]) -> None:
        self._call, self._evaluator, self._refs, self._faults = call, evaluator, refs, faults
        self._scores: dict[str, dict[str, Decimal]] = {}
        self._recused: list[str] = []
        self._remarks: dict[str, str] = {}
        self._seen: set[str] = set()

    def row(self, cells: Mapping[str, Cell | None]) -> None:
        """Takes one row in."""
        ref = folded(cells[""].text or "").upper() if cells[""] else ""
        points = {one.key: cells[one.key] for one in self._call.evaluation.criteria}
        if not ref and not any(points.values()):
            return
        if ref not in self._refs or ref in self._seen:
            why = say("there twice") if ref in self._seen else say("not in this pack")
            self._faults.append(say("{evaluator}: {ref} is {why}.", evaluator=self._evaluator, ref=ref or "–", why=why))
            return
        self._seen.add(ref)
        if cells["remarks"] is not None and cells["remarks"].text:
            self._remarks[ref] = cells["remarks"].text
        if cells["recused"] is not None and cells["recused"].text:
            if folded(cells["recused"].text).casefold() not in _said(YES):
                self._wrong(cells["recused"], say("there is: {choice}", choice=YES))
            self._recused.append(ref)
            return
        if not any(points.values()):
            self._faults.append(say("{evaluator}: {ref} has no points.", evaluator=self._evaluator, ref=ref))
            return
        given = {key: number for key, cell in points.items() if (number := self._points(ref, key, cell)) is not None}
        if given:
            self._scores[ref] = given

    def _points(self, ref: str, key: str, cell: Cell | None) -> Decimal | None:
        facts = self._call.evaluation
        if cell is None:
            label = next(one.label for one in facts.criteria if one.key == key)
            self._faults.append(
                say(
                    "{evaluator}: {ref} has no points for {criterion}.",
                    evaluator=self._evaluator,
                    ref=ref,
                    criterion=label,
                )
            )
            return None
        number = cell.number
        if number is None or cell.lost:
            self._wrong(cell, say("“{text}” is no number", text=cell.text or "?"))
            return None
        if not facts.least <= number <= facts.most or (number - facts.least) % facts.step:
            self._wrong(cell, say("{number} is not from {least} to {most} in steps of {step}", number=number,
                                  least=facts.least, most=facts.most, step=facts.step))  # fmt: skip
            return None
        return number

    def _wrong(self, cell: Cell, why: Sentence) -> None:
        self._faults.append(say("{evaluator}, cell {cell}: {why}.", evaluator=self._evaluator, cell=cell.at, why=why))

    def made(self) -> Sheet:
        """All that was read; a row that was deleted is missing points."""
        for ref in self._refs:
            if ref not in self._seen:
                self._faults.append(
                    say("{evaluator}: {ref} is not there any more.", evaluator=self._evaluator, ref=ref)
                )
        return Sheet(
            evaluator=self._evaluator, scores=self._scores, recused=tuple(self._recused), remarks=self._remarks
        )
