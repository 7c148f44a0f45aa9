"""The columns of ``validation.xlsx`` in which the officer decides, and what they said there when it comes back.

Rows are found by what stands in them (reference, and rule or field), never by where they stand: the sheets may have
been sorted, filtered and shortened. ``Basis`` is a digest of what a row showed; a decision on something that has
changed since is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.checks import Case, Checked
from cbt_cli.outputs.page import Column
from cbt_cli.values.officers_book import Cell, Row, Sheets
from cbt_cli.values.plain_text import folded

RULES, VALUES = "Rules", "Values"
WAIVE, YES = "waive", "yes"
DECISION, RIGHT, BECAUSE, APPROVED, CLERICAL, BASIS = (
    "Decision", "Right value", "Because", "Approved by", "Clerical error", "Basis",
)  # fmt: skip
FOR_RULES = (
    Column(DECISION, 11, 11, choices=(WAIVE,), entry=True),
    Column(BECAUSE, 30, 22, entry=True),
    Column(APPROVED, 16, 14, entry=True),
    Column(BASIS, 14, 14),
)
FOR_VALUES = (
    Column(RIGHT, 30, 22, entry=True),
    Column(BECAUSE, 30, 22, entry=True),
    Column(CLERICAL, 11, 10, choices=(YES,), entry=True),
    Column(APPROVED, 16, 14, entry=True),
    Column(BASIS, 14, 14),
)
_HEADERS = {
    RULES: ("Ref", "Rule", *(column.title for column in FOR_RULES)),
    VALUES: ("Ref", "Field", *(column.title for column in FOR_VALUES)),
}
_SUBJECT = {RULES: "Rule", VALUES: "Field"}


@dataclass(frozen=True, slots=True)
class Decided:
    """One row in which the officer decided. ``at``: sheet and cell of the decision; ``text`` is the right value, or
    ``waive``."""

    sheet: str
    at: str
    ref: str
    subject: str
    text: str
    reason: str
    approved_by: str | None
    clerical: bool
    basis: str


def basis_of_rule(call_id: str, ref: str, checked: Checked) -> str:
    """The digest of what a row of *Rules* shows."""
    return _digest(call_id, ref, checked.rule, str(checked.verdict), checked.sentence.model_dump_json())


def basis_of_value(call_id: str, case: Case, field: str) -> str:
    """The digest of what a row of *Values* shows: what was written, and what it was corrected to."""
    raws = [source.raw for source in case.record.sources.get(field, ())]
    return _digest(call_id, case.ref, field, case.sha256, *raws)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def decided_in(sheets: Sheets, faults: list[str]) -> Iterator[Decided]:
    """Every row of a returned workbook in which something was decided. What cannot be meant is added to ``faults``,
    with sheet and cell."""
    for title, headers in _HEADERS.items():
        if title not in sheets:
            faults.append(str(say("There is no sheet {title}", title=title)))
            continue
        found = _header(sheets[title], headers)
        if found is None:
            names = ", ".join(headers)
            faults.append(str(say("{title}: there is no row with the headers {names}", title=title, names=names)))
            continue
        at, columns = found
        for number, row in sorted(sheets[title].items()):
            if number > at:
                yield from _row(title, {name: row.get(column) for name, column in columns.items()}, faults)


def _header(rows: Mapping[int, Row], headers: tuple[str, ...]) -> tuple[int, dict[str, int]] | None:
    """The row that holds all of the headers, and the column of each."""
    for number, row in sorted(rows.items()):
        columns = {folded(cell.text or ""): column for column, cell in sorted(row.items(), reverse=True)}
        if all(name in columns for name in headers):
            return number, {name: columns[name] for name in headers}
    return None


def _row(title: str, cells: Mapping[str, Cell | None], faults: list[str]) -> Iterator[Decided]:
    subject, main = _SUBJECT[title], DECISION if title == RULES else RIGHT
    lost = next((cell for cell in cells.values() if cell is not None and cell.lost), None)
    texts = {name: (cell.text if cell is not None else None) for name, cell in cells.items()}
    entered = [name for name in (main, BECAUSE, APPROVED, CLERICAL) if texts.get(name)]
    if not entered and lost is None:
        return
    place = f"{title} {next((cell.at for name in (main, BECAUSE) if (cell := cells[name])), '')}".strip()
    wrong = _fault(title, texts, lost, subject, main)
    if wrong is not None:
        faults.append(f"{place}: {wrong}")
        return
    text = texts[main] or ""
    yield Decided(
        sheet=title,
        at=place,
        ref=folded(texts["Ref"] or "").upper(),
        subject=folded(texts[subject] or ""),
        text=WAIVE if title == RULES else text,
        reason=texts[BECAUSE] or "",
        approved_by=texts[APPROVED],
        clerical=bool(texts.get(CLERICAL)),
        basis=texts[BASIS] or "",
    )


def _fault(title: str, texts: Mapping[str, str | None], lost: Cell | None, subject: str, main: str) -> Sentence | None:
    """What is wrong with a row in which something was entered; ``None`` if it can be meant."""
    decision, clerical = texts[main], texts.get(CLERICAL)
    wrong = (
        (lost is not None, say("{cell} holds a formula without a value, or an error", cell=lost.at if lost else "")),
        (
            not texts["Ref"] or not texts[subject],
            say("the row has lost its Ref or {subject}; write the workbook anew", subject=subject),
        ),
        (not decision, say("something is filled in, but nothing stands under {main}", main=main)),
        (
            title == RULES and _plain(decision) != WAIVE,
            say("“{decision}” is no decision; there is: {choice}", decision=decision, choice=WAIVE),
        ),
        (
            _plain(clerical) not in ("", YES, "oui"),
            say(
                "“{clerical}” stands under {column}; there is: {choice}", clerical=clerical, column=CLERICAL, choice=YES
            ),
        ),
        (not texts[BECAUSE], say("a decision needs a reason, under {column}", column=BECAUSE)),
    )
    return next((words for holds, words in wrong if holds), None)


def _plain(text: str | None) -> str:
    return folded(text or "").casefold()
