"""What the blank workbooks share: how cells to fill in look, what may be typed into them, page and properties."""

from __future__ import annotations

import math
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from cbt_cli.outputs.cells import page_text, stored, units, write

INK, ACCENT, QUIET, WARNING = "1B2A41", "1F4E79", "5F6B7A", "8A4B08"
LABEL_FILL, HEAD_FILL, ANSWER_FILL, LINE = "EAF0F6", "D5E1EE", "FFFFFF", "A9B8C9"
TEXT = "@"
"""The format of cells that keep what is typed as it was typed: dates, phone numbers and leading zeros too."""

_FONT = "Arial"
_INLINE = 255
"""Characters of a list that a validation can hold itself."""


def new_workbook(title: str, language: str) -> Workbook:
    """A workbook without sheets, its properties set."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    # Columns are as wide as digits of the first font: one that is everywhere. The library has no public way to set it.
    workbook._fonts = IndexedList([font()])  # type: ignore[attr-defined]
    workbook._named_styles["Normal"].font = font()  # type: ignore[attr-defined]
    about = workbook.properties
    about.title, about.language, about.creator = stored(title, 200), language, ""
    return workbook


def font(size: float = 10, color: str = INK, *, bold: bool = False) -> Font:
    """The one typeface of the forms."""
    return Font(name=_FONT, size=size, color=color, bold=bold)


def boxed(cell: Cell | MergedCell, ground: str) -> None:
    """Gives a cell its ground, a thin border, and wrapped text a little off it."""
    side = Side(style="thin", color=LINE)
    cell.fill = PatternFill("solid", fgColor=ground)
    cell.border = Border(left=side, right=side, top=side, bottom=side)
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="left", indent=1)


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """A cell that can be written: not one of those that a merge hides."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError(f"{cell.coordinate} lies under a merged cell")
    return cell


def put(cell: Cell, text: str, look: Font) -> None:
    """Writes words of the form."""
    write(cell, text)
    cell.font = look


def open_to_typing(cell: Cell | MergedCell, number_format: str = TEXT) -> None:
    """Unlocks a cell of a protected sheet."""
    boxed(cell, ANSWER_FILL)
    cell.font = font()
    cell.number_format = number_format
    cell.protection = Protection(locked=False)


def protect(sheet: Worksheet) -> None:
    """Locks all but the cells to fill in, without a password; rows and columns may be resized."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False


def name_cell(workbook: Workbook, name: str, cell: Cell) -> None:
    """Names a cell, so that scripts and the name box find it."""
    sheet = cell.parent.title.replace("'", "''")
    workbook.defined_names[name] = DefinedName(name, attr_text=f"'{sheet}'!${cell.column_letter}${cell.row}")


def offer(sheet: Worksheet, cells: str, options: Sequence[str], source: str | None = None, *, strict: bool) -> None:
    """Offers a list in ``cells``: from ``source`` (a range) or from the validation itself. Not ``strict``: other words
    may be typed too."""
    listed = source or '"' + ",".join(one.replace('"', '""') for one in options) + '"'
    rule = DataValidation(type="list", formula1=listed, allow_blank=True, showErrorMessage=strict)
    rule.add(cells)
    sheet.add_data_validation(rule)


def fits_inline(options: Sequence[str]) -> bool:
    """Whether a validation can hold the options itself: no commas in them, and short enough together."""
    return units(",".join(options)) <= _INLINE and not any("," in one or '"' in one for one in options)


def advise(sheet: Worksheet, cells: str, title: str, words: str, rule: DataValidation, *, strict: bool = False) -> None:
    """Shows words beside ``cells`` while one types; if ``rule`` is one, also before another value is taken, or (where
    ``strict``) instead of taking it."""
    rule.showInputMessage, rule.promptTitle, rule.prompt = True, _short(title, 32), _short(words, 255)
    if rule.type:
        rule.showErrorMessage, rule.errorStyle = True, "stop" if strict else "warning"
        rule.errorTitle, rule.error = rule.promptTitle, _short(words, 225)  # 18.3.1.32: shorter than the prompt
    rule.add(cells)
    sheet.add_data_validation(rule)


def _short(text: str, most: int) -> str:
    plain = " ".join(text.split())
    return plain if units(plain) <= most else plain[: most - 1] + "…"


def height(text: str, width: float, *, size: float = 10) -> float:
    """The height in points that ``text`` needs in a column ``width`` characters wide; wide letters are allowed for."""
    per_line = max((width - 2) * 10 / size * 1.12, 1)
    lines = sum(max(math.ceil(len(line) / per_line), 1) for line in text.splitlines() or [""])
    return lines * size * 1.32 + 5


def set_page(
    sheet: Worksheet, header: str, footer: str, *, landscape: bool = False, percent: int | None = None
) -> None:
    """A4 with ``header`` on top, ``footer`` and the page's number below; as wide as the page, or at ``percent`` of its
    size (only then do breaks between pages count)."""
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    if percent is None:
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    else:
        sheet.page_setup.scale = percent
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top = sheet.page_margins.bottom = 0.75
    sheet.print_options.horizontalCentered = True
    sheet.oddHeader = HeaderFooterItem(left=_margin(page_text(header)))
    sheet.oddFooter = HeaderFooterItem(left=_margin(stored(footer, 150).replace("&", "&&")), right=_margin("&P / &N"))
    sheet.sheet_view.showGridLines = False


def _margin(text: str) -> _HeaderFooterPart:
    return _HeaderFooterPart(text=text, size=8, font=_FONT, color=QUIET)
