"""``frontier.xlsx``: what each budget buys, as a table and as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl.chart import Reference, ScatterChart, Series

from cbt_cli.domain.base import say, tr
from cbt_cli.domain.calls import Call
from cbt_cli.domain.figures import money_format
from cbt_cli.domain.matching import Bought
from cbt_cli.outputs.book import opens, workbook_of
from cbt_cli.outputs.page import FIRST, HEADER, Column, Page
from cbt_cli.outputs.safe_file import replace_file

FRONTIER = say("Frontier")


def write_frontier(output: Path, call: Call, bought: Sequence[Bought]) -> None:
    """Writes the workbook to ``output``, the same bytes for the same figures. Raises ``OutputError``."""
    money = money_format(call.quotation.currency)
    columns = (
        Column(say("Budget"), 16, 14, money, "right"),
        Column(say("Mentees served"), 14, 12, "0", "right"),
        Column(say("Worst served"), 14, 12, "0.0", "right"),
        Column(say("Total score"), 14, 12, "0.0", "right"),
        Column(say("Cost"), 16, 14, money, "right"),
        Column(say("Proved best"), 12, 11, where="center"),
    )
    rows = [
        [one.budget, one.served, one.worst, one.total, one.cost, tr("yes") if one.optimal else tr("no")]
        for one in bought
    ]
    lead = say("The best assignment for each budget; the last one is what the best plan costs without a budget.")
    page = Page(FRONTIER, lead, columns, rows, empty=say("No assignment costs anything."), draw=_draw(len(rows)))
    replace_file(output, workbook_of(call, FRONTIER, [page]), opens)


def _draw(count: int) -> Any:
    """Adds the picture beside the table: points over budget."""

    def draw(sheet: Any) -> None:
        if count == 0:
            return
        chart = ScatterChart()
        chart.style, chart.height, chart.width = 13, 9, 18
        chart.title = tr("Total score over budget")
        chart.x_axis.title, chart.y_axis.title = tr("Budget"), tr("Total score")
        chart.x_axis.delete = chart.y_axis.delete = False
        chart.legend = None
        last = FIRST + count - 1
        xs = Reference(sheet, min_col=1, min_row=FIRST, max_row=last)
        ys = Reference(sheet, min_col=4, min_row=FIRST, max_row=last)
        series = Series(ys, xs, title=tr("Total score"))
        series.marker.symbol, series.smooth = "circle", False
        chart.series.append(series)
        sheet.add_chart(chart, f"H{HEADER}")

    return draw
