"""Sheets *Pairs* and *Limits*: what the officer has decided before anything is matched."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.matching import Limits, Mentee, PairDecision
from cbt_cli.needs.faults import Faults, quoted
from cbt_cli.needs.table import Table, column_key
from cbt_cli.values import needs_wording as words
from cbt_cli.values.amounts import FIGURE, figure
from cbt_cli.values.officers_book import Cell, Row
from cbt_cli.values.plain_text import folded
from cbt_cli.values.reading import plain
from cbt_cli.values.wording import core

_EURO = ("€", "euros", "euro")
_DECISIONS = {core(word): decision for decision, spelt in words.DECISIONS.items() for word in spelt}


def read_pairs(
    table: Table, mentees: Sequence[Mentee], faults: Faults
) -> tuple[tuple[PairDecision, ...], tuple[Sentence, ...]]:
    """The decided pairs, each once, by the mentees' references; what is wrong or contradictory goes to ``faults``."""
    decided: dict[tuple[str, str], tuple[PairDecision, str]] = {}
    locked: dict[str, tuple[str, str]] = {}
    findings: list[Sentence] = []
    for number, cells in table.named():
        pair = _pair(table.sheet, number, cells, mentees, faults)
        if pair is None:
            continue
        at = min(cell.at for cell in cells.values())
        key = (pair.mentee, pair.mentor.casefold())
        before = decided.get(key)
        if before is not None and before[0].decision != pair.decision:
            faults.add(
                table.sheet,
                at,
                say("the pair is locked and excluded: see row {before}. Keep one of the two.", before=before[1]),
            )
        elif before is not None:
            findings.append(say("Row {row} of “{sheet}” says again what row {first} says.", row=number,
                                sheet=table.sheet, first=before[1]))  # fmt: skip
        elif pair.decision == "lock":
            other = locked.setdefault(pair.mentee, (pair.mentor, str(number)))
            if other[0] != pair.mentor:
                faults.add(
                    table.sheet, at,
                    say("{mentee} is locked to {mentor} in row {row} already. A mentee has one mentor at most.",
                        mentee=quoted(pair.mentee), mentor=quoted(other[0]), row=other[1]),
                )  # fmt: skip
        decided.setdefault(key, (pair, str(number)))
    return tuple(pair for pair, _ in decided.values()), tuple(findings)


def _pair(
    sheet: str, number: int, cells: Mapping[str, Cell], mentees: Sequence[Mentee], faults: Faults
) -> PairDecision | None:
    """One row; ``None`` where anything in it is wrong."""
    texts = {key: folded(cell.text or "") for key, cell in cells.items()}
    missing = [column.label.en for column in words.PAIR_COLUMNS if not texts.get(column.key)]
    if missing:
        at = min(cell.at for cell in cells.values())
        faults.add(
            sheet,
            at,
            say(
                "row {number} has no {names}.", number=number, names=" and no ".join(label.lower() for label in missing)
            ),
        )
        return None
    mentee = _mentee(sheet, cells["mentee"], texts["mentee"], mentees, faults)
    decision = _DECISIONS.get(core(texts["decision"]))
    if decision is None:
        said = say("{text} is no decision. Accepted: lock, exclude.", text=quoted(texts["decision"]))
        faults.add(sheet, cells["decision"].at, said)
    if mentee is None or decision is None:
        return None
    return PairDecision(mentee=mentee, mentor=texts["mentor"], decision=decision, reason=texts["reason"])


def _mentee(sheet: str, cell: Cell, text: str, mentees: Sequence[Mentee], faults: Faults) -> str | None:
    """The reference of the mentee that ``text`` names by reference or exact name."""
    wanted = text.casefold()
    hits = [one.ref for one in mentees if one.ref.casefold() == wanted]
    hits = hits or [one.ref for one in mentees if one.cluster.casefold() == wanted]
    if len(hits) == 1:
        return hits[0]
    if hits:
        faults.add(
            sheet,
            cell.at,
            say("{quoted} is the name of {names}. Give the reference.", quoted=quoted(text), names=", ".join(hits)),
        )
        return None
    known = {name.casefold(): name for one in mentees for name in (one.ref, one.cluster)}
    near = difflib.get_close_matches(wanted, known, n=1)
    accepted = say("Accepted: a reference or exact name of the sheet Mentees.")
    hint = say("Did you mean {near}?", near=quoted(known[near[0]])) if near else accepted
    faults.add(sheet, cell.at, say("there is no mentee {quoted}. {hint}", quoted=quoted(text), hint=hint))
    return None


def read_limits(sheet: str, rows: Mapping[int, Row], currency: str, faults: Faults) -> Limits:
    """The limits of the sheet, one a row: the wording, and right of it the value; empty is no limit."""
    found: dict[str, Decimal | None] = {}
    for row in (rows[number] for number in sorted(rows)):
        column = min(row)
        label, value = row[column], row.get(column + 1)
        text = label.text or ""
        key = column_key(text, words.LIMIT_ROWS)
        if key is None:
            if value is not None and column_key(text, words.LIMIT_HEADS) is None:
                faults.add(
                    sheet,
                    label.at,
                    say("{quoted} is no limit. {nearest}", quoted=quoted(text), nearest=_nearest(text, currency)),
                )
        elif key in found:
            faults.add(sheet, label.at, say("the limit {quoted} stands there twice.", quoted=quoted(text)))
        else:
            found[key] = None if value is None else _value(sheet, key, value, currency, faults)
            astray = next((cell.at for cell in row.values() if value is None and cell.number is not None), None)
            if astray is not None:
                faults.add(sheet, astray, say("the value of {quoted} must stand right beside it.", quoted=quoted(text)))
    counts = {key: None if value is None else int(value) for key, value in found.items() if key != "budget"}
    limits = Limits(budget=found.get("budget"), **counts)
    if limits.least_mentees and limits.most_mentees and limits.least_mentees > limits.most_mentees:
        faults.add(sheet, None, say("the smallest number of mentees for a mentor is above the largest."))
    return limits


def _nearest(text: str, currency: str) -> Sentence:
    labels = [one.label.en.format(currency=currency) for one in words.LIMIT_ROWS]
    known = {core(spelt): one.label.en.format(currency=currency)
             for one in words.LIMIT_ROWS for spelt in (one.label.en, one.label.fr, *one.variants)}  # fmt: skip
    near = difflib.get_close_matches(core(text), known, n=1)
    accepted = say("Accepted: {names}.", names="; ".join(labels))
    return say("Did you mean {near}?", near=quoted(known[near[0]])) if near else accepted


def _value(sheet: str, key: str, cell: Cell, currency: str, faults: Faults) -> Decimal | None:
    number = _number(cell, currency)
    if key == "budget":
        if number is not None and number >= 0:
            return number
        wanted = say("an amount in {currency}, 0 or more, such as 80600", currency=currency)
    else:
        if number is not None and number >= 1 and number == number.to_integral_value():
            return number
        wanted = say("a whole number, 1 or more")
    faults.add(
        sheet,
        cell.at,
        say(
            "{quoted} is no value for this limit. Accepted: {wanted}; empty: none.",
            quoted=quoted(cell.text or ""),
            wanted=wanted,
        ),
    )
    return None


def _number(cell: Cell, currency: str) -> Decimal | None:
    """The one number that a cell holds, as such or in words; ``3.100`` may be two and is none."""
    if cell.lost or cell.number is not None:
        return None if cell.lost else cell.number
    text = plain(cell.text or "")
    for sign in (currency.casefold(), *(_EURO if currency == "EUR" else ())):
        text = text.removeprefix(sign).removesuffix(sign).strip()
    read = figure(text) if re.fullmatch(FIGURE, text) else None
    return read.plain if read is not None and read.grouped is None else None
