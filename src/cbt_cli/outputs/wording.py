"""Values as the workbooks show them: points, languages, areas, money, and every answer of a form."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal

from cbt_cli.domain.applications import Experience, ExperienceKind, LanguageSkill, Money, Unit, Vat
from cbt_cli.domain.base import say, tr
from cbt_cli.domain.calls import Call, Question, QuestionKind
from cbt_cli.domain.figures import amount, day, number
from cbt_cli.domain.languages import current
from cbt_cli.values.countries_shown import country_name

_UNITS = {
    Unit.MENTEE: say("per mentee"),
    Unit.TOTAL: say("in all"),
    Unit.DAY: say("per day"),
    Unit.UNSTATED: say("not stated for what"),
}
_VATS = {
    Vat.EXCLUDED: say("VAT excluded"),
    Vat.INCLUDED: say("VAT included"),
    Vat.UNSTATED: say("VAT not stated"),
}
_KINDS = {
    ExperienceKind.MANAGEMENT: say("management"),
    ExperienceKind.COUNSELLING: say("counselling"),
    ExperienceKind.OTHER: say("other"),
}


def by_number(ref: str) -> tuple[tuple[int, int, str], ...]:
    """The order of references: M2 comes before M10."""
    pieces = re.findall(r"[0-9]+|[^0-9]+", ref)
    return tuple((0, int(piece), piece) if piece[0] in "0123456789" else (1, 0, piece) for piece in pieces)


def points(value: Decimal) -> str:
    """Points in a sentence, without trailing zeros."""
    whole = value.quantize(Decimal(1))
    return str(whole) if value == whole else number(format(value.normalize(), "f"))


def languages(skills: Iterable[LanguageSkill] | None) -> str | None:
    """Working languages with their levels; ``None`` where they are not known."""
    if skills is None:
        return None
    return "; ".join(f"{skill.code} {skill.level}" if skill.level else skill.code for skill in skills)


def areas(keys: Iterable[str], call: Call) -> str:
    """Knowledge areas in words, in the call's order."""
    asked = set(keys)
    known = [area.label.text for area in call.areas if area.key in asked]
    return "; ".join(known + sorted(asked - {area.key for area in call.areas}))


def money(value: Money) -> str:
    """An amount with what is known of its VAT and of what it is for."""
    figure = amount(value.amount, value.currency or tr("currency not stated"))
    return f"{figure}, {terms_of(value)}"


def terms_of(value: Money) -> str:
    """What is known of an amount's VAT and of what it is for."""
    return f"{_VATS[value.vat]}, {_UNITS[value.unit]}"


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
        return tr("yes") if value else tr("no")
    if isinstance(value, Money):
        return money(value)
    if isinstance(value, Decimal):
        return points(value)
    if isinstance(value, dt.date):
        return day(value)
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
        return country_name(value, call, current())
    return next((option.label.text for option in question.options if option.key == value), value)


def _period(row: Experience) -> str:
    end = tr("ongoing") if row.ongoing else row.end or "?"
    kind = None if row.kind is None else str(_KINDS[row.kind])
    what = ", ".join(part for part in (row.role, row.organisation, kind) if part)
    return f"{row.start or '?'} – {end}: {what or '?'}"
