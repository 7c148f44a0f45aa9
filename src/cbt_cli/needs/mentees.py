"""Sheet *Mentees*: a row for each cluster to be served."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from openpyxl.utils import get_column_letter

from cbt_cli.domain.applications import LanguageSkill
from cbt_cli.domain.base import Sentence, in_turn, say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.findings import Severity
from cbt_cli.domain.matching import Mentee
from cbt_cli.needs.faults import Faults, quoted
from cbt_cli.needs.table import NEED, Table
from cbt_cli.values import needs_wording as words
from cbt_cli.values.countries import read_country
from cbt_cli.values.countries_shown import country_name
from cbt_cli.values.languages import read_languages
from cbt_cli.values.lists import items
from cbt_cli.values.officers_book import Cell
from cbt_cli.values.plain_text import folded
from cbt_cli.values.reading import Read

T = TypeVar("T")

_LEVELS = {"": 0, "0": 0, "1": 1, "2": 2, "3": 3}


@dataclass(frozen=True, slots=True)
class MenteesRead:
    """The mentees, and what is to be said about them."""

    mentees: tuple[Mentee, ...]
    findings: tuple[Sentence, ...]


def read_mentees(table: Table, call: Call, faults: Faults) -> MenteesRead:
    """The mentees of the sheet in its order; what is wrong is put to ``faults``."""
    return _Reader(table, call, faults).read()


class _Reader:
    """Reads one sheet row by row."""

    def __init__(self, table: Table, call: Call, faults: Faults) -> None:
        self._table = table
        self._call = call
        self._faults = faults
        self._findings: list[Sentence] = []
        self._refs: dict[str, str] = {}

    def read(self) -> MenteesRead:
        """All rows."""
        mentees = [self._mentee(number, cells) for number, cells in self._table.named()]
        expected = self._call.call.mentees
        if not mentees:
            self._faults.add(self._table.sheet, None, say("there is no mentee in it, only the header."))
        elif expected is not None and len(mentees) != expected:
            self._findings.append(
                say("The workbook has {count} mentees; the call has {expected}.", count=len(mentees), expected=expected)
            )
        self._absent()
        return MenteesRead(tuple(mentees), tuple(self._findings))

    def _absent(self) -> None:
        """What is said of columns that are not there, and of those that nothing reads."""
        for column in (*words.BEFORE_AREAS, *words.AFTER_AREAS):
            if column.key in ("sectors", "languages") and column.key not in self._table.columns:
                self._findings.append(
                    say("There is no column “{label}”; it is taken as not known.", label=column.label.en)
                )
        if self._table.extra:
            listed = ", ".join(quoted(header) for header in self._table.extra)
            self._findings.append(say("These columns were not used: {headers}.", headers=listed))

    def _mentee(self, number: int, cells: dict[str, Cell]) -> Mentee:
        for cell in cells.values():
            if cell.lost:
                self._fault(
                    cell.at, say("the formula there shows no value. Save the workbook in Excel, or type the value.")
                )
        needs = {area.key: self._need(cells.get(NEED + area.key)) for area in self._call.areas}
        ref = self._ref(number, cells.get("ref"))
        if not any(needs.values()):
            self._findings.append(say("{ref} has no need above 0.", ref=ref))
        return Mentee(
            ref=ref,
            cluster=self._required(number, "cluster", cells),
            country=self._country(number, cells.get("country")),
            manager=_text(cells.get("manager")),
            email=self._email(cells.get("email")),
            sectors=self._list(cells.get("sectors")) or None,
            languages=self._languages(cells.get("languages")),
            needs=needs,
            wishes=self._list(cells.get("wishes")),
            notes=cells["notes"].text if "notes" in cells else None,
        )

    def _fault(self, at: str, sentence: Sentence) -> None:
        self._faults.add(self._table.sheet, at, sentence)

    def _place(self, number: int, key: str) -> str:
        """The cell of a row where ``key`` stands or would stand."""
        column = self._table.columns.get(key)
        return f"row {number}" if column is None else f"{get_column_letter(column)}{number}"

    def _required(self, number: int, key: str, cells: dict[str, Cell]) -> str:
        text = _text(cells.get(key))
        if text is None:
            self._fault(self._place(number, key), say("the {key} is missing.", key=key))
        return text or ""

    def _ref(self, number: int, cell: Cell | None) -> str:
        ref = _text(cell)
        if cell is None or ref is None:
            self._fault(self._place(number, "ref"), say("the reference is empty. Each mentee needs one, such as M01."))
            return ""
        first = self._refs.setdefault(ref.casefold(), cell.at)
        if first != cell.at:
            self._fault(
                cell.at,
                say(
                    "the reference {quoted} stands already in {first}. Each must be different.",
                    quoted=quoted(ref),
                    first=first,
                ),
            )
        return ref

    def _country(self, number: int, cell: Cell | None) -> str:
        accepted = ", ".join(country_name(code, self._call) for code in self._call.countries.mentees)
        text = _text(cell)
        if cell is None or text is None:
            self._fault(
                self._place(number, "country"), say("the country is missing. Accepted: {accepted}.", accepted=accepted)
            )
            return ""
        read = read_country(text)
        if read.value not in self._call.countries.mentees:
            self._fault(
                cell.at,
                say(
                    "{quoted} is no mentee country of the call. Accepted: {accepted}.",
                    quoted=quoted(text),
                    accepted=accepted,
                ),
            )
            return ""
        self._note(cell, read)
        return read.value

    def _need(self, cell: Cell | None) -> int:
        """0 to 3; an empty cell is 0."""
        if cell is None:
            return 0
        text = (cell.text or "").strip()
        whole = text.removesuffix(".0").removesuffix(",0")
        if cell.lost or whole not in _LEVELS or isinstance(cell.value, bool):
            if not cell.lost:
                self._fault(
                    cell.at,
                    say("{quoted} is no need. Accepted: {en}; empty is 0.", quoted=quoted(text), en=words.NEED.en),
                )
            return 0
        return _LEVELS[whole]

    def _email(self, cell: Cell | None) -> str | None:
        text = _text(cell)
        if cell is not None and text is not None and "@" not in text:
            self._findings.append(say("Cell {cell}: “{text}” is no e-mail address.", cell=cell.at, text=text))
        return text

    def _languages(self, cell: Cell | None) -> tuple[LanguageSkill, ...] | None:
        if cell is None or cell.text is None:
            return None
        read = read_languages(cell.text)
        unclear = [doubt.sentence for doubt in read.doubts if doubt.severity is not Severity.NOTE]
        if read.value is None or unclear:
            wanted = say("Accepted: languages by name, separated by ;, each with A1 to C2 or native if known.")
            self._fault(cell.at, in_turn([*unclear, wanted]) or wanted)
        self._note(cell, read)
        return read.value

    def _list(self, cell: Cell | None) -> tuple[str, ...]:
        return () if cell is None or cell.text is None else items(cell.text)

    def _note(self, cell: Cell, read: Read[T]) -> None:
        for doubt in read.doubts:
            if doubt.severity is Severity.NOTE:
                self._findings.append(say("Cell {cell}: {note}", cell=cell.at, note=doubt.sentence))


def _text(cell: Cell | None) -> str | None:
    return None if cell is None or cell.text is None else folded(cell.text) or None
