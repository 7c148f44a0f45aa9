"""Numbers, amounts and times as they are written in the language that is spoken."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from cbt_cli.domain.languages import current

_SPACE = "\u00a0"
"""That of French between thousands and before a unit: one does not break there."""
_SIGNS = {"EUR": "€"}


def french() -> bool:
    """Whether French is spoken."""
    return current() == "fr"


def number(value: Decimal | int | str) -> str:
    """A number with the digits it has: ``7.5``, ``7,5``."""
    return str(value).replace(".", ",") if french() else str(value)


def grouped(value: Decimal | int) -> str:
    """A number with its thousands parted: ``1,234.50``, ``1 234,50``."""
    english = f"{value:,}"
    return english.translate({ord(","): _SPACE, ord("."): ","}) if french() else english


def amount(value: Decimal, currency: str) -> str:
    """An amount of money, to the cent at least: ``EUR 2,900.00``, ``2 900,00 €``."""
    digits = max(2, -int(value.as_tuple().exponent))
    exact = Decimal(f"{value:.{digits}f}")
    return f"{grouped(exact)}{_SPACE}{_SIGNS.get(currency, currency)}" if french() else f"{currency} {grouped(exact)}"


def money_format(currency: str) -> str:
    """The number format with which a spreadsheet shows such an amount."""
    return f'#,##0.00{_SPACE}"{_SIGNS.get(currency, currency)}"' if french() else f'"{currency}" #,##0.00'


def day(value: dt.date) -> str:
    """A day, or that of an instant: ``2019-03-15``, ``15/03/2019``."""
    return f"{value:%d/%m/%Y}" if french() else f"{value:%Y-%m-%d}"


def instant(at: dt.datetime) -> str:
    """An instant in UTC: ``2019-03-15 22:59:59 UTC``, ``15/03/2019 22:59:59 UTC``."""
    there = at.astimezone(dt.UTC)
    return f"{day(there)} {there:%H:%M:%S} UTC"


def moment_format() -> str:
    """The number format with which a spreadsheet shows a day and time."""
    return "dd/mm/yyyy hh:mm:ss" if french() else "yyyy-mm-dd hh:mm:ss"
