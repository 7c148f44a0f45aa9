"""The columns of ``validation.xlsx`` in which the officer decides, and what they said there when it comes back.

Rows are found by what stands in them (reference, and rule or field), never by where they stand: the sheets may have
been sorted, filtered and shortened. ``Basis`` is a digest of what a row showed; a decision on something that has
changed since is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cbt_cli.domain.base import Sentence, listed, say
from cbt_cli.domain.checks import Case, Checked
from cbt_cli.domain.languages import in_each
from cbt_cli.outputs.page import Column
from cbt_cli.values.officers_book import Cell, Row, Sheets
from cbt_cli.values.plain_text import folded

RULES, VALUES = say("Rules"), say("Values")
WAIVE, YES = say("waive"), say("yes")
REF, RULE, FIELD = say("Ref"), say("Rule"), say("Field")
DECISION, RIGHT, BECAUSE = say("Decision"), say("Right value"), say("Because")
APPROVED, CLERICAL, BASIS = say("Approved by"), say("Clerical error"), say("Basis")
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


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet that comes back: what it is called, what its rows are about, where the decision itself stands, and the
    columns beside these."""

    title: Sentence
    subject: Sentence
    main: Sentence
    others: tuple[Sentence, ...]

    @property
    def columns(self) -> tuple[Sentence, ...]:
        """All that are read."""
        return (REF, self.subject, self.main, *self.others)


_SHEETS = (
    _Sheet(RULES, RULE, DECISION, (BECAUSE, APPROVED, BASIS)),
    _Sheet(VALUES, FIELD, RIGHT, (BECAUSE, CLERICAL, APPROVED, BASIS)),
)
Texts = Mapping[str, str | None]
"""English header → what stands under it in a row."""


@dataclass(frozen=True, slots=True)
class Decided:
    """One row in which the officer decided. ``waives``: a rule, else a field gets the value ``text``; ``at``: sheet and
    cell of the decision."""

    waives: bool
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
    """Every row of a returned workbook in which something was decided, in whichever language it was written. What
    cannot be meant is added to ``faults``, with sheet and cell."""
    for kind in _SHEETS:
        title = next((name for name in sheets if folded(name) in _said(kind.title)), None)
        if title is None:
            faults.append(say("There is no sheet {title}", title=kind.title).text)
            continue
        found = _header(sheets[title], kind.columns)
        if found is None:
            names = listed(kind.columns, ", ")
            faults.append(say("{title}: there is no row with the headers {names}", title=title, names=names).text)
            continue
        at, columns = found
        for number, row in sorted(sheets[title].items()):
            if number > at:
                yield from _row(kind, title, {name: row.get(column) for name, column in columns.items()}, faults)


def _said(words: Sentence) -> frozenset[str]:
    """Words of ours in each language."""
    return in_each(lambda: words.text)


def _header(rows: Mapping[int, Row], headers: Sequence[Sentence]) -> tuple[int, dict[str, int]] | None:
    """The row that holds all of the headers in one language or the other, and the column of each by its English."""
    wanted = {header.template: _said(header) for header in headers}
    for number, row in sorted(rows.items()):
        columns = {folded(cell.text or ""): column for column, cell in sorted(row.items(), reverse=True)}
        found = {name: min((columns[one] for one in said if one in columns), default=0)
                 for name, said in wanted.items()}  # fmt: skip
        if all(found.values()):
            return number, found
    return None


def _row(kind: _Sheet, title: str, cells: Mapping[str, Cell | None], faults: list[str]) -> Iterator[Decided]:
    lost = next((cell for cell in cells.values() if cell is not None and cell.lost), None)
    texts = {name: (cell.text if cell is not None else None) for name, cell in cells.items()}
    entered = [one for one in (kind.main, BECAUSE, APPROVED, CLERICAL) if texts.get(one.template)]
    if not entered and lost is None:
        return
    places = (cells[one.template] for one in (kind.main, BECAUSE))
    place = f"{title} {next((cell.at for cell in places if cell is not None), '')}".strip()
    wrong = _fault(kind, texts, lost)
    if wrong is not None:
        faults.append(say("{name}: {value}", name=place, value=wrong).text)
        return
    yield Decided(
        waives=kind.main is DECISION,
        at=place,
        ref=folded(texts[REF.template] or "").upper(),
        subject=folded(texts[kind.subject.template] or ""),
        text=WAIVE.text if kind.main is DECISION else texts[kind.main.template] or "",
        reason=texts[BECAUSE.template] or "",
        approved_by=texts[APPROVED.template],
        clerical=bool(texts.get(CLERICAL.template)),
        basis=texts[BASIS.template] or "",
    )


def _fault(kind: _Sheet, texts: Texts, lost: Cell | None) -> Sentence | None:
    """What is wrong with a row in which something was entered; ``None`` if it can be meant."""
    decision, clerical = texts[kind.main.template], texts.get(CLERICAL.template)
    wrong = (
        (lost is not None, say("{cell} holds a formula without a value, or an error", cell=lost.at if lost else "")),
        (
            not texts[REF.template] or not texts[kind.subject.template],
            say("the row has lost its {ref} or {subject}; write the workbook anew", ref=REF, subject=kind.subject),
        ),
        (not decision, say("something is filled in, but nothing stands under {main}", main=kind.main)),
        (
            kind.main is DECISION and not _means(decision, WAIVE),
            say("“{decision}” is no decision; there is: {choice}", decision=decision, choice=WAIVE),
        ),
        (
            bool(clerical) and not _means(clerical, YES),
            say(
                "“{clerical}” stands under {column}; there is: {choice}", clerical=clerical, column=CLERICAL, choice=YES
            ),
        ),
        (not texts[BECAUSE.template], say("a decision needs a reason, under {column}", column=BECAUSE)),
    )
    return next((words for holds, words in wrong if holds), None)


def _means(text: str | None, choice: Sentence) -> bool:
    """Whether a choice was typed, in one language or the other."""
    return folded(text or "").casefold() in _said(choice)
