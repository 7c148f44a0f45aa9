"""The empty needs-diagnosis workbook: mentees, the officer's pairs and limits, and a sheet that explains."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from cbt_cli.domain.base import Words
from cbt_cli.domain.calls import Call
from cbt_cli.outputs import blank_sheet as look
from cbt_cli.outputs import form_wording as forms
from cbt_cli.outputs.cells import sheet_title
from cbt_cli.outputs.safe_file import replace_file, workbook_bytes
from cbt_cli.values import needs_wording as words
from cbt_cli.values.countries_shown import footnotes

_CHECKED = 500
"""Rows of mentees and of pairs in which what is typed is checked."""
_LINED = 12
"""Rows that are drawn for pairs; for mentees as many as the call has, or these."""

_GUIDE = Words(en="How to fill in", fr="Mode d'emploi")
_TITLE = Words(en="Needs diagnosis of the mentees", fr="Diagnostic des besoins des clusters")
_WIDTHS = {
    "ref": 8, "cluster": 30, "country": 15, "manager": 24, "email": 30, "sectors": 30, "languages": 42,
    "wishes": 26, "notes": 36, "mentee": 24, "mentor": 24, "decision": 14, "reason": 60,
}  # fmt: skip
_NEED_COLORS = ((1, "EAF3FB"), (2, "B9D7F0"), (3, "7DB3E0"))
_HEAD_LINES = (
    Words(en="Sheet", fr="Feuille"),
    Words(en="Column", fr="Colonne"),
    Words(en="What goes there", fr="Ce qu'il faut saisir"),
)


def write_mentees(call: Call, path: Path) -> None:
    """Writes the call's empty needs-diagnosis workbook to ``path``. Raises ``OutputError``."""
    replace_file(path, mentees_xlsx(call), lambda data: load_workbook(io.BytesIO(data)))


def mentees_xlsx(call: Call) -> bytes:
    """The empty needs-diagnosis workbook as bytes, the same on every run."""
    workbook = look.new_workbook(f"{_TITLE.en} – {call.call.title.en}", "en")
    _mentees(workbook, call)
    _pairs(workbook, call)
    _limits(workbook, call)
    _guide(workbook, call)
    return workbook_bytes(workbook)


def _mentees(workbook: Workbook, call: Call) -> None:
    heads = [(one.key, one.label.en) for one in words.BEFORE_AREAS]
    heads += [(f"need {area.key}", area.label.en) for area in call.areas]
    heads += [(one.key, one.label.en) for one in words.AFTER_AREAS]
    tall = max((len(area.label.en) for area in call.areas), default=0)
    sheet = _table(workbook, words.MENTEES, heads, call, tall=tall, rows=call.call.mentees or _LINED)
    names = forms.country_names(call.countries.mentees, call, "en")
    advice = {one.key: one.about.en for one in (*words.BEFORE_AREAS, *words.AFTER_AREAS)}
    advice["country"] = " ".join([advice["country"].format(countries=", ".join(names)), *_notes(call)])
    for column, (key, label) in enumerate(heads, start=1):
        letter = get_column_letter(column)
        cells = f"{letter}2:{letter}{_CHECKED + 1}"
        rule = DataValidation(allow_blank=True)
        if key.startswith("need "):
            rule = DataValidation(type="list", formula1='"0,1,2,3"', allow_blank=True)
            _color_needs(sheet, cells)
        elif key == "country" and look.fits_inline(names):
            rule = DataValidation(type="list", formula1='"' + ",".join(names) + '"', allow_blank=True)
        elif key == "ref":
            rule = DataValidation(type="custom", formula1=f"COUNTIF(${letter}$2:${letter}${_CHECKED + 1},{letter}2)=1")
        look.advise(sheet, cells, label, advice.get(key, words.NEED.en), rule, strict=True)
    sheet.freeze_panes = "C2"


def _pairs(workbook: Workbook, call: Call) -> None:
    heads = [(one.key, one.label.en) for one in words.PAIR_COLUMNS]
    sheet = _table(workbook, words.PAIRS, heads, call)
    for letter, column in zip("ABCD", words.PAIR_COLUMNS, strict=True):
        rule = DataValidation(allow_blank=True)
        if column.key == "decision":
            rule = DataValidation(type="list", formula1='"' + ",".join(words.DECISIONS) + '"', allow_blank=True)
        look.advise(sheet, f"{letter}2:{letter}{_CHECKED + 1}", column.label.en, column.about.en, rule, strict=True)
    sheet.freeze_panes = "A2"


def _limits(workbook: Workbook, call: Call) -> None:
    heads = [(one.key, one.label.en) for one in words.LIMIT_HEADS]
    sheet = _table(workbook, words.LIMITS, heads, call, rows=0)
    for letter, width in zip("ABC", (46, 16, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    for row, limit in enumerate(words.LIMIT_ROWS, start=2):
        label = limit.label.en.format(currency=call.quotation.currency)
        for column, text in ((1, label), (3, limit.about.en)):
            cell = look.cell_at(sheet, row, column)
            look.put(cell, text, look.font())
            look.boxed(cell, look.LABEL_FILL)
        value = look.cell_at(sheet, row, 2)
        money = limit.key == "budget"
        look.open_to_typing(value, "#,##0.00" if money else "0")
        rule = DataValidation(type="decimal" if money else "whole", operator="greaterThanOrEqual", allow_blank=True)
        rule.formula1 = "0" if money else "1"
        look.advise(sheet, value.coordinate, label, f"{limit.about.en}; empty: no limit", rule, strict=True)
    sheet.freeze_panes = "A2"


def _guide(workbook: Workbook, call: Call) -> None:
    """What goes where, in both languages."""
    sheet = workbook.create_sheet(sheet_title(_GUIDE.en, workbook.sheetnames))
    for letter, width in zip("ABCDE", (12, 34, 52, 34, 52), strict=True):
        sheet.column_dimensions[letter].width = width
    look.put(look.cell_at(sheet, 1, 1), call.call.title.en, look.font(10, look.QUIET))
    look.put(look.cell_at(sheet, 2, 1), f"{_TITLE.en} / {_TITLE.fr}", look.font(14, look.ACCENT, bold=True))
    look.put(look.cell_at(sheet, 3, 1), _INTRODUCTION.en, look.font())
    look.put(look.cell_at(sheet, 4, 1), _INTRODUCTION.fr, look.font())
    sheet_head, column_head, about_head = _HEAD_LINES
    heads = (sheet_head.en, column_head.en, about_head.en, column_head.fr, about_head.fr)
    for column, text in enumerate(heads, start=1):
        cell = look.cell_at(sheet, 6, column)
        look.put(cell, text, look.font(bold=True))
        look.boxed(cell, look.HEAD_FILL)
    for row, line in enumerate(_explained(call), start=7):
        for column, text in enumerate(line, start=1):
            cell = look.cell_at(sheet, row, column)
            look.put(cell, text, look.font())
            look.boxed(cell, look.ANSWER_FILL)
        sheet.row_dimensions[row].height = max(look.height(text, 34 if at % 2 else 52) for at, text in enumerate(line))
    for at, note in enumerate(dict.fromkeys(_notes(call) + footnotes(call.countries.mentees, call, "fr"))):
        look.put(look.cell_at(sheet, row + 2 + at, 1), note, look.font(8, look.QUIET))
    look.set_page(sheet, call.call.title.en, _TITLE.en, landscape=True)
    look.protect(sheet)


_INTRODUCTION = Words(
    en="Columns may stand in any order, headed in English or French; further columns are left alone. "
    "The sheets Pairs and Limits may stay empty.",
    fr="L'ordre des colonnes est libre, leurs intitulés en français ou en anglais ; les autres colonnes sont ignorées. "
    "Les feuilles Pairs et Limits peuvent rester vides.",
)


def _explained(call: Call) -> list[tuple[str, str, str, str, str]]:
    names = {at: ", ".join(forms.country_names(call.countries.mentees, call, at)) for at in ("en", "fr")}
    lines = []
    for sheet, columns in (
        (words.MENTEES, words.BEFORE_AREAS), ("areas", ()), (words.MENTEES, words.AFTER_AREAS),
        (words.PAIRS, words.PAIR_COLUMNS), (words.LIMITS, words.LIMIT_ROWS),
    ):  # fmt: skip
        if sheet == "areas":
            lines += [
                (words.MENTEES, area.label.en, words.NEED.en, area.label.fr, words.NEED.fr) for area in call.areas
            ]
        for one in columns:
            texts = [text.of(at).format(countries=names[at], currency=call.quotation.currency)
                     for at in ("en", "fr") for text in (one.label, one.about)]  # fmt: skip
            lines.append((sheet, texts[0], texts[1], texts[2], texts[3]))
    return lines


def _table(
    workbook: Workbook, title: str, heads: Sequence[tuple[str, str]], call: Call, *, tall: int = 0, rows: int = _LINED
) -> Worksheet:
    """A sheet with a header row and empty rows; headers of needs stand upright, ``tall`` letters high."""
    sheet: Worksheet = workbook.create_sheet(title)
    for column, (key, text) in enumerate(heads, start=1):
        cell = look.cell_at(sheet, 1, column)
        need = key.startswith("need ")
        look.put(cell, text, look.font(bold=True))
        look.boxed(cell, look.HEAD_FILL)
        cell.alignment = Alignment(
            wrap_text=True, vertical="bottom", horizontal="center" if need else "left", textRotation=90 if need else 0
        )
        sheet.column_dimensions[cell.column_letter].width = 8 if need else _WIDTHS.get(key, 20)
        for row in range(2, rows + 2):
            answer = look.cell_at(sheet, row, column)
            look.open_to_typing(answer, "0" if need else look.TEXT)
            if need:
                answer.alignment = Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[1].height = max(24, min(tall * 3.1, 240)) if tall else 24
    if rows:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{rows + 1}"
    sheet.print_title_rows = "1:1"
    look.set_page(sheet, call.call.title.en, " ".join(_notes(call)) or _TITLE.en, landscape=True)
    return sheet


def _color_needs(sheet: Worksheet, cells: str) -> None:
    for level, color in _NEED_COLORS:
        fill = DifferentialStyle(fill=PatternFill("solid", bgColor=color))
        rule = Rule(type="cellIs", operator="equal", formula=[str(level)], dxf=fill)
        sheet.conditional_formatting.add(cells, rule)


def _notes(call: Call) -> list[str]:
    return footnotes(call.countries.mentees, call)
