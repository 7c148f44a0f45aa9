"""``consolidated.xlsx``: the evaluators' scores together, best first."""

from __future__ import annotations

from pathlib import Path

from cbt_cli.domain.base import given, say, tr
from cbt_cli.domain.calls import Call
from cbt_cli.domain.evaluations import Collected
from cbt_cli.outputs.book import opens, workbook_of
from cbt_cli.outputs.page import Column, Page
from cbt_cli.outputs.safe_file import replace_file

RANKING = say("Evaluation")


def write_consolidated(output: Path, call: Call, found: Collected) -> None:
    """Writes the ranking to ``output``, the same bytes for the same scores. Raises ``OutputError``."""
    evaluators = [sheet.evaluator for sheet in found.sheets]
    columns = (
        Column(say("Rank"), 8, 7, "0", "right"),
        Column(say("Application"), 14, 12),
        *(Column(given(name), 16, 12, "0.00", "right") for name in evaluators),
        Column(say("Weighted mean"), 12, 10, "0.00", "right"),
        Column(say("Median"), 12, 10, "0.00", "right"),
        Column(say("Spread"), 12, 10, "0.00", "right"),
        Column(say("Deviation"), 12, 10, "0.00", "right"),
        Column(say("Threshold"), 12, 10),
        Column(say("Recused"), 24, 12),
    )
    words = {None: "", True: tr("met"), False: tr("not met")}
    rows = [
        [one.rank, one.ref, *(one.means.get(name) for name in evaluators), one.mean, one.median, one.spread,
         one.deviation, words[one.passed],
         ", ".join(sheet.evaluator for sheet in found.sheets if one.ref in sheet.recused)]
        for one in found.results
    ]  # fmt: skip
    lead = say("Weighted means over all criteria, rounded to hundredths, halves up; ranks are by the exact means.")
    page = Page(RANKING, lead, columns, rows, empty=say("There is no application."), notes=found.findings)
    replace_file(output, workbook_of(call, RANKING, [page]), opens)
