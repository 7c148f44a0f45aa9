"""``export.json``, ``.csv`` and ``.xlsx``: all records of a call, for other tools; and all that is held of one person.

The table has a line for each application. A field that a spreadsheet would take for a formula is written as text.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cbt_cli.domain.base import given, say
from cbt_cli.domain.calls import Call
from cbt_cli.outputs.book import opens, workbook_of
from cbt_cli.outputs.csv_fields import BOM, csv_field
from cbt_cli.outputs.documents import Json
from cbt_cli.outputs.page import Column, Page
from cbt_cli.outputs.safe_file import replace_file

RECORDS = say("Records")
FORMATS = ("json", "csv", "xlsx")


def write_export(output: Path, kind: str, call: Call, records: Sequence[Json], head: Json) -> None:
    """Writes the records to ``output``, the same bytes for the same records. Raises ``OutputError``.

    ``kind``: one of ``FORMATS``; ``head``: what the JSON says of them all.
    """
    if kind == "json":
        write_json(output, head | {"applications": list(records)})
        return
    table = [_flat(record) for record in records]
    names = list(dict.fromkeys(name for row in table for name in row))
    if kind == "csv":
        stream = io.StringIO(newline="")
        writer = csv.writer(stream)
        writer.writerow(names)
        writer.writerows([csv_field(_text(row.get(name))) for name in names] for row in table)
        replace_file(output, BOM + stream.getvalue().encode(), lambda data: data.decode("utf-8-sig"))
        return
    columns = tuple(Column(given(name), 22, 14) for name in names)
    rows = [[_cell(row.get(name)) for name in names] for row in table]
    lead = say("Every record of the register as it was read and decided, a line for each application.")
    page = Page(RECORDS, lead, columns, rows, empty=say("There is no application."))
    replace_file(output, workbook_of(call, RECORDS, [page]), opens)


def write_json(output: Path, document: Json) -> None:
    """Writes one JSON document to ``output``. Raises ``OutputError``."""
    replace_file(output, (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode(), json.loads)


def _flat(record: Json, before: str = "") -> dict[str, Any]:
    """A record as one line: what lies deeper gets names such as ``rules.deadline``."""
    found: dict[str, Any] = {}
    for name, value in record.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{before}{name}.")
        else:
            found[f"{before}{name}"] = value
    return found


def _cell(value: Any) -> Any:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else _text(value)


def _text(value: Any) -> str:
    """A value in one field: lists by semicolons, what has parts by commas."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return ", ".join(text for one in value.values() if (text := _text(one)))
    return "; ".join(map(_text, value)) if isinstance(value, list) else str(value)
