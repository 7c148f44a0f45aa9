"""Values as the workbooks show them: points, languages, areas, money, and every answer of a form."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal

from cbt_cli.domain.applications import Experience, LanguageSkill, Money, Unit
from cbt_cli.domain.calls import Call, Question, QuestionKind
from cbt_cli.values.countries_shown import country_name

_UNITS = {Unit.MENTEE: "per mentee", Unit.TOTAL: "in all", Unit.DAY: "per day", Unit.UNSTATED: "for what: unstated"}


def by_number(ref: str) -> tuple[tuple[int, int, str], ...]:
    """The order of references: M2 comes before M10."""
    pieces = re.findall(r"[0-9]+|[^0-9]+", ref)
    return tuple((0, int(piece), piece) if piece[0] in "0123456789" else (1, 0, piece) for piece in pieces)


def points(value: Decimal) -> str:
    """Points in a sentence, without trailing zeros."""
    whole = value.quantize(Decimal(1))
    return str(whole) if value == whole else format(value.normalize(), "f")


def languages(skills: Iterable[LanguageSkill] | None) -> str | None:
    """Working languages with their levels; ``None`` where they are not known."""
    if skills is None:
        return None
    return "; ".join(f"{skill.code} {skill.level}" if skill.level else skill.code for skill in skills)


def areas(keys: Iterable[str], call: Call) -> str:
    """Knowledge areas in words, in the call's order."""
    asked = set(keys)
    known = [area.label.en for area in call.areas if area.key in asked]
    return "; ".join(known + sorted(asked - {area.key for area in call.areas}))


def answer(value: object, question: Question | None, call: Call) -> str | None:
    """The value of a field in words; ``None`` where it was not answered."""
    if value is None:
        return None
    if isinstance(value, tuple):
        return _several(value, question, call)
    return _plain(value) or _one(str(value), question, call)


def _plain(value: object) -> str | None:
    """A value that reads the same whatever was asked; ``None`` for any other."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Money):
        return f"{value.currency or 'currency unstated'} {value.amount:,.2f}, VAT {value.vat}, {_UNITS[value.unit]}"
    if isinstance(value, Decimal):
        return points(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return None


def _several(values: tuple[object, ...], question: Question | None, call: Call) -> str:
    if question is not None and question.kind is QuestionKind.AREAS:
        return areas((str(value) for value in values), call)
    rows = [_period(value) for value in values if isinstance(value, Experience)]
    if rows:
        return "\n".join(rows)
    skills = [value for value in values if isinstance(value, LanguageSkill)]
    if skills:
        return languages(skills) or ""
    return "; ".join(_one(str(value), question, call) for value in values)


def _one(value: str, question: Question | None, call: Call) -> str:
    if question is None:
        return value
    if question.kind in (QuestionKind.COUNTRY, QuestionKind.COUNTRIES):
        return country_name(value, call)
    return next((option.label.en for option in question.options if option.key == value), value)


def _period(row: Experience) -> str:
    end = "ongoing" if row.ongoing else row.end or "?"
    what = ", ".join(part for part in (row.role, row.organisation, row.kind) if part)
    return f"{row.start or '?'} – {end}: {what or '?'}"
