"""What stays in sight on the screen, and how a sheet is printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from cbt_cli.domain.base import tr
from cbt_cli.domain.calls import Call
from cbt_cli.domain.languages import current
from cbt_cli.outputs.cells import page_text

_READABLE = 280
"""Characters side by side on a landscape A4 page that can still be read."""


def set_up(sheet: Any, call: Call, title: str, *, header: int, frozen: int, wide: Sequence[float]) -> None:
    """What stays in sight, and the printed page: A4 landscape, the table's width on one page (or on as few as can be
    read), the header row on each, the call above and the page's number below."""
    sheet.freeze_panes = f"{get_column_letter(frozen + 1)}{header + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = max(1, round(sum(wide) / _READABLE))
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.7, bottom=0.6, header=0.3, footer=0.3)
    sheet.print_title_rows = f"{header}:{header}"
    if sheet.page_setup.fitToWidth > 1:
        sheet.print_title_cols = f"A:{get_column_letter(min(frozen, len(wide)))}"
    sheet.oddHeader = HeaderFooterItem(left=_part(call.call.title.of(current())), right=_part(title))
    sheet.oddFooter = HeaderFooterItem(left=_part(call.call.programme), right=_part(tr("Page &P of &N"), code=True))


def _part(text: str, *, code: bool = False) -> _HeaderFooterPart:
    return _HeaderFooterPart(text if code else page_text(text), size=9)
