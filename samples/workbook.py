"""The needs-diagnosis workbook of the sample call: the empty one of ``cbt init``, filled in."""

from __future__ import annotations

import io
from pathlib import Path

import cast
from openpyxl import load_workbook

from cbt_cli.domain.calls import Call
from cbt_cli.outputs.mentees_xlsx import mentees_xlsx
from cbt_cli.outputs.safe_file import workbook_bytes
from cbt_cli.values.countries_shown import country_name

EXCLUDED = ("M22", "Inés Albarracín", "exclude", "The mentor advised this cluster in 2017, as the form says.")
BUDGET = 78_000


def write_mentees_filled(call: Call, path: Path) -> None:
    """Writes the workbook with the 26 clusters, one excluded pair and a budget."""
    book = load_workbook(io.BytesIO(mentees_xlsx(call)))
    sheet = book["Mentees"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row, cluster in enumerate(cast.MENTEES, start=2):
        values: dict[str, str | int] = {
            "Ref": cluster.ref,
            "Cluster": cluster.name,
            "Country": country_name(cluster.country, call),
            "Manager": cluster.manager,
            "E-mail": f"{cluster.ref.lower()}@example.org",
            "Sectors": "; ".join(cluster.sectors),
            "Languages": cluster.languages,
            "Wishes": cluster.wishes,
        }
        values |= {area.label.en: cluster.needs[area.key] for area in call.areas if area.key in cluster.needs}
        for header, value in values.items():
            if value:
                sheet.cell(row, columns[header], value)
    for column, text in enumerate(EXCLUDED, start=1):
        book["Pairs"].cell(2, column, text)
    book["Limits"]["B2"] = BUDGET
    path.write_bytes(workbook_bytes(book))
