"""A sheet with a header row as rows of named cells. A column is found by what heads it, wherever it stands."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cbt_cli.domain.calls import Area
from cbt_cli.needs.faults import Faults, quoted
from cbt_cli.values.needs_wording import Column
from cbt_cli.values.officers_book import Cell, Row
from cbt_cli.values.wording import core, cores, find_option

NEED = "need "
"""What the key of a column for an area of knowledge begins with."""

_LOOKED_AT = 30
"""Rows in which the header row is looked for."""
_NEAR = 0.8
"""How alike (difflib ratio) an unknown header must be to a missing one to be called a slip of it."""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet whose columns are known: key → column, the extra headers, and the rows below with their numbers."""

    sheet: str
    columns: dict[str, int]
    extra: tuple[str, ...]
    rows: tuple[tuple[int, Row], ...]

    def named(self) -> Iterator[tuple[int, dict[str, Cell]]]:
        """Each row that holds anything in a known column: its number, and its cells by key."""
        for number, row in self.rows:
            cells = {key: row[column] for key, column in self.columns.items() if column in row}
            if cells:
                yield number, cells


def column_key(header: str, columns: Sequence[Column], areas: Sequence[Area] = ()) -> str | None:
    """The key of the one column that ``header`` names, the area's with ``NEED`` before it; ``None`` for any other."""
    for found in cores(header):
        keys = {column.key for column in columns if found in _wordings(column)}
        if keys:
            return keys.pop() if len(keys) == 1 else None
    area = find_option(header, areas)
    return None if area is None else NEED + area


def _wordings(column: Column) -> set[str]:
    return {core(text) for text in (column.label.en, column.label.fr, *column.variants)}


def find_table(
    sheet: str, rows: Mapping[int, Row], columns: Sequence[Column], areas: Sequence[Area], faults: Faults
) -> Table | None:
    """The table on a sheet. What is missing, doubled or misspelt in its header is a fault."""
    heads = {
        number: {at: key for at, cell in row.items() if (key := column_key(cell.text or "", columns, areas))}
        for number, row in sorted(rows.items())[:_LOOKED_AT]
    }
    number = max(heads, key=lambda one: (len(set(heads[one].values())), -one), default=None)
    if number is None or len(set(heads[number].values())) < 2:
        wanted = ", ".join(column.label.en for column in columns)
        faults.add(sheet, None, f"there is no header row. Its columns are {wanted}.")
        return None
    found: dict[str, int] = {}
    for at, key in heads[number].items():
        if key in found:
            first = rows[number][found[key]].at
            faults.add(sheet, rows[number][at].at, f"the column stands there twice, here and in {first}.")
        found.setdefault(key, at)
    unknown = {cell.at: cell.text or "" for at, cell in rows[number].items() if at not in heads[number]}
    missing = [(one.key, one.label.en) for one in columns if one.key not in found]
    missing += [(NEED + one.key, one.label.en) for one in areas if NEED + one.key not in found]
    slips = _say_slips(sheet, missing, unknown, columns, areas, faults)
    required = {column.key for column in columns if column.required}
    for key, label in missing:
        if key not in slips and (key in required or key.startswith(NEED)):
            faults.add(sheet, rows[number][min(rows[number])].at, f"the column {quoted(label)} is missing.")
    extra = tuple(text for at, text in unknown.items() if text)
    below = tuple((at, row) for at, row in sorted(rows.items()) if at > number)
    return Table(sheet, found, extra, below)


def _say_slips(
    sheet: str,
    missing: list[tuple[str, str]],
    unknown: Mapping[str, str],
    columns: Sequence[Column],
    areas: Sequence[Area],
    faults: Faults,
) -> set[str]:
    """Unknown headers that are all but a missing one: faults. Returns the keys of those missing ones."""
    wordings = {
        spelt: key
        for key, _ in missing
        for spelt in (
            *(word for column in columns if column.key == key for word in _wordings(column)),
            *(core(word) for area in areas if NEED + area.key == key for word in (area.label.en, area.label.fr)),
        )
    }
    labels = dict(missing)
    slips: set[str] = set()
    for at, text in unknown.items():
        near = difflib.get_close_matches(core(text), wordings, n=1, cutoff=_NEAR)
        if near:
            key = wordings[near[0]]
            slips.add(key)
            faults.add(sheet, at, f"the header {quoted(text)} is not known. Did you mean {quoted(labels[key])}?")
    return slips
