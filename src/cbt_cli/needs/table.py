"""A sheet with a header row as rows of named cells. A column is found by what heads it, wherever it stands."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cbt_cli.domain.base import say
from cbt_cli.domain.calls import Area
from cbt_cli.needs.faults import Faults, quoted
from cbt_cli.values.needs_wording import Column
from cbt_cli.values.officers_book import Cell, Row
from cbt_cli.values.wording import core, cores

NEED = "need "
"""What the key of a column for an area of knowledge begins with."""

_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])\s*")
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


@dataclass(frozen=True, slots=True)
class _Name:
    """A column of the sheet: its key, its label, the cores of both its labels, and those of its other wordings."""

    key: str
    label: str
    own: frozenset[str]
    other: frozenset[str]


def _names(columns: Sequence[Column], areas: Sequence[Area]) -> list[_Name]:
    known = [(column.key, column) for column in columns] + [(NEED + area.key, area) for area in areas]
    return [_Name(key, one.label.en, _cores((one.label.en, one.label.fr)), _cores(one.variants)) for key, one in known]


def _cores(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(found for text in texts for found in (core(text), core(_BRACKETS.sub(" ", text))) if found)


def column_key(header: str, columns: Sequence[Column]) -> str | None:
    """The key of the one column that ``header`` names; ``None`` for any other."""
    return _key(header, _names(columns, ()))


def _key(header: str, names: Sequence[_Name]) -> str | None:
    """The key that the whole header names, else its parts ("Ref / Réf"), if they name but one."""
    for said in ((core(header),), cores(header)):
        keys = {name.key for name in names if not (name.own | name.other).isdisjoint(said)}
        if keys:
            return keys.pop() if len(keys) == 1 else None
    return None


def find_table(
    sheet: str, rows: Mapping[int, Row], columns: Sequence[Column], areas: Sequence[Area], faults: Faults
) -> Table | None:
    """The table on a sheet. What is missing, doubled or misspelt in its header is a fault."""
    names = _names(columns, areas)
    heads = {
        number: {at: key for at, cell in row.items() if (key := _key(cell.text or "", names))}
        for number, row in sorted(rows.items())[:_LOOKED_AT]
    }
    number = max(heads, key=lambda one: (len(set(heads[one].values())), -one), default=None)
    if number is None or len(set(heads[number].values())) < 2:
        wanted = ", ".join(column.label.en for column in columns)
        faults.add(sheet, None, say("there is no header row. Its columns are {wanted}.", wanted=wanted))
        return None
    head = rows[number]
    found = {
        name.key: at
        for name in names
        if (at := _chosen(sheet, head, [at for at, key in heads[number].items() if key == name.key], name, faults))
    }
    unknown = {cell.at: cell.text or "" for at, cell in sorted(head.items()) if at not in found.values()}
    missing = [name for name in names if name.key not in found]
    slips = _say_slips(sheet, missing, unknown, faults)
    required = {column.key for column in columns if column.required}
    for name in missing:
        if name.key not in slips and (name.key in required or name.key.startswith(NEED)):
            faults.add(sheet, head[min(head)].at, say("the column {quoted} is missing.", quoted=quoted(name.label)))
    below = tuple((at, row) for at, row in sorted(rows.items()) if at > number)
    return Table(sheet, found, tuple(text for text in unknown.values() if text), below)


def _chosen(sheet: str, head: Row, columns: list[int], name: _Name, faults: Faults) -> int | None:
    """The column of that name: of several the one that bears its own label; more than one such is a fault."""
    if len(columns) > 1:
        own = [at for at in columns if not name.own.isdisjoint(cores(head[at].text or ""))]
        columns = own or columns
    for at in columns[1:]:
        first = head[columns[0]].at
        faults.add(
            sheet,
            head[at].at,
            say("the column {quoted} stands there twice, here and in {first}.", quoted=quoted(name.label), first=first),
        )
    return columns[0] if columns else None


def _say_slips(sheet: str, missing: Sequence[_Name], unknown: Mapping[str, str], faults: Faults) -> set[str]:
    """Unknown headers that are all but a missing one: faults. Returns the keys of those missing ones."""
    wordings = {spelt: name for name in missing for spelt in sorted(name.own | name.other)}
    slips: set[str] = set()
    for at, text in unknown.items():
        near = difflib.get_close_matches(core(text), wordings, n=1, cutoff=_NEAR)
        if near:
            name = wordings[near[0]]
            slips.add(name.key)
            faults.add(
                sheet,
                at,
                say(
                    "the header {quoted} is not known. Did you mean {quoted2}?",
                    quoted=quoted(text),
                    quoted2=quoted(name.label),
                ),
            )
    return slips
