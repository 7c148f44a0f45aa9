"""The officer's workbooks, opened in a worker like a stranger's form: who filled them in is not always the officer."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from cbt_cli.domain.base import STRANGE, Sentence, say
from cbt_cli.domain.calls import Call
from cbt_cli.errors import CbtError, WorkbookError
from cbt_cli.isolation import Failed, Limits, Task, Workers, read_regular
from cbt_cli.values.officers_book import SAVE_AGAIN, Cell, Content, Sheets, open_book
from cbt_cli.values.plain_text import visible

_ANSWER = 64 << 20
"""Bytes of JSON for a workbook of as many cells as are read."""
_KINDS: dict[str, Callable[[str], Content]] = {
    "bool": lambda text: text == "True", "int": int, "float": float, "str": str,
    "datetime": dt.datetime.fromisoformat, "date": dt.date.fromisoformat, "time": dt.time.fromisoformat,
    "timedelta": lambda text: dt.timedelta(microseconds=int(text)), "NoneType": lambda _: None,
}  # fmt: skip
"""Name of a cell's type → how its text becomes the value again."""
_Told = tuple[int, int, str, str, str, bool]
"""Row, column, address, type, text, lost."""
_TOLD = TypeAdapter(dict[str, list[_Told]])
_REFUSED = TypeAdapter(tuple[Sentence, Sentence])


def prepare(_setup: bytes) -> Task:
    """The worker's task: header is the file's name; the answer is what stands in each sheet, or why there is none."""

    def open_one(header: bytes, data: bytes) -> tuple[bytes, list[bytes]]:
        try:
            sheets = open_book(data, header.decode("utf-8"), WorkbookError)
        except WorkbookError as refused:
            return b"-" + _REFUSED.dump_json(_REFUSED.validate_python(refused.sentences)), []
        told = {
            title: [_tell(at, column, cell) for at, row in rows.items() for column, cell in row.items()]
            for title, rows in sheets.items()
        }
        return b"+" + json.dumps(told).encode(), []

    return open_one


def _tell(at: int, column: int, cell: Cell) -> _Told:
    value = cell.value
    text = value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)
    if isinstance(value, dt.timedelta):
        text = str(value // dt.timedelta(microseconds=1))
    return at, column, cell.at, type(value).__name__, text, cell.lost


def open_apart(path: Path, call: Call, error: type[CbtError]) -> Sheets:
    """The sheets of the workbook at ``path``, which may be a link. Raises ``error`` for what is no workbook and for one
    on which its reader died, hung or ran out of memory; ``OSError`` for what cannot be read at all."""
    given = call.limits
    data = read_regular(path, given.file_mib << 20, follow=True)
    limits = Limits(wall=given.seconds, cpu=given.cpu_seconds, memory=given.memory_mib << 20, document=_ANSWER)
    with Workers(f"{__name__}:prepare", b"", count=1, limits=limits) as pool:
        answer = pool.run(path.name.encode("utf-8", "replace"), data)
    shown = visible(path.name)
    if isinstance(answer, Failed):
        raise error(say("{file} cannot be read: {why}", file=shown, why=answer.sentence), SAVE_AGAIN)
    try:
        if answer.document.startswith(b"-"):
            raise error(*_REFUSED.validate_json(answer.document[1:], context=STRANGE))
        return {title: _rows(cells) for title, cells in _TOLD.validate_json(answer.document[1:]).items()}
    except (ValidationError, ValueError, KeyError, OverflowError) as lie:
        raise error(say("The reader of this file gave an answer that cannot be right."), SAVE_AGAIN) from lie


def _rows(cells: list[_Told]) -> dict[int, dict[int, Cell]]:
    rows: dict[int, dict[int, Cell]] = {}
    for at, column, address, kind, text, lost in cells:
        rows.setdefault(at, {})[column] = Cell(address, _KINDS[kind](text), lost)
    return rows
