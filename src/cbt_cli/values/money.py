"""A quotation as people write it, to money. What is not fully understood is not read: the words are the finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from cbt_cli.domain.applications import Money, Unit, Vat
from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.calls import Quotation
from cbt_cli.domain.findings import Severity
from cbt_cli.values.amounts import Figure
from cbt_cli.values.money_words import Kind, Part, parts
from cbt_cli.values.reading import Doubt, Read, plain, says, unread

_LONGEST = 500
_LATER = (
    "on request|upon request|on demand|sur demande|auf anfrage|a peticion|su richiesta|"
    "to be (?:agreed|discussed|defined|confirmed|determined|negotiated)|tbd|tbc|tba|"
    "a (?:definir|convenir|discuter|preciser|negocier)|nach vereinbarung|"
    "see (?:attached|attachment|annex|enclosed)|voir (?:devis|annexe|piece)|ci-joint|negotiable|negociable"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One amount of an answer with what is said of it; ``None`` is "not said"."""

    figure: Figure
    currency: str | None = None
    vat: Vat | None = None
    unit: Unit | None = None
    count: int | None = None
    amount: Decimal = Decimal(0)


class _Unclear(Exception):  # noqa: N818 - never leaves this module
    """Why an answer cannot be read."""

    def __init__(self, code: str, sentence: Sentence, severity: Severity = Severity.CLARIFY) -> None:
        super().__init__(code)
        self.doubt = Doubt(code, severity, sentence)


def names_no_amount(text: str) -> bool:
    """Whether an answer puts the amount off: "on request", "see attached offer"."""
    return len(text) <= _LONGEST and says(plain(text), _LATER)


def read_money(
    text: str, number: Decimal | None, currency: str | None, printed_label: str, terms: Quotation
) -> Read[Money]:
    """The money that an answer states.

    ``number`` and ``currency`` are the typed content of a cell and of its number format. What ``printed_label`` states
    (currency, VAT, unit) holds for an answer that says nothing else. ``terms``: the cap tells when a reading is absurd.
    """
    if len(text) > _LONGEST:
        return unread("money-unreadable", say("The answer is too long to be an amount."))
    try:
        return _read(text, number, currency, printed_label, terms)
    except _Unclear as unclear:
        return Read(None, (unclear.doubt,))


def _read(text: str, number: Decimal | None, currency: str | None, label: str, terms: Quotation) -> Read[Money]:
    found = _parts(text)
    claims = _claims(found, text, number)
    doubts: list[Doubt] = []
    settled = []
    for claim in claims:
        amount = _amount(claim.figure, terms, doubts) if number is None else _typed(number, claim.figure, terms)
        settled.append(replace(claim, amount=amount))
    printed = _printed(label)
    if currency is not None:
        settled = [replace(claim, currency=_same_currency(claim.currency, currency)) for claim in settled]
    claim = _chosen(settled, printed, terms, doubts, unsure=_unsure(found))
    money = Money(
        amount=claim.amount,
        currency=claim.currency or (None if _unsure(found) else printed.currency),
        vat=claim.vat or printed.vat or Vat.UNSTATED,
        unit=claim.unit or printed.unit or Unit.UNSTATED,
    )
    if money.currency is None:
        sentence = say("The currency of {amount} is not certain.", amount=money.amount)
        doubts.append(Doubt("money-currency", Severity.CLARIFY, sentence))
    if money.amount == 0:
        doubts.append(Doubt("money-zero", Severity.NOTE, say("The quotation is zero.")))
    return Read(money, tuple(doubts))


def _parts(text: str) -> list[Part]:
    return list(parts("\n".join(plain(line) for line in text.splitlines() if line.strip())))


def _unsure(found: Sequence[Part]) -> bool:
    return any(part.kind is Kind.CURRENCY and part.currency is None for part in found)


def _claims(found: Sequence[Part], text: str, number: Decimal | None) -> list[Claim]:
    """The amounts with what belongs to each. Raises where anything in the answer is not known."""
    words = plain(text)
    amounts = sum(part.kind is Kind.AMOUNT for part in found)
    if number is None and says(words, _LATER):
        raise _Unclear("money-later", say("The answer leaves the amount open: “{text}”.", text=words))
    unknown = [part.text for part in found if part.kind is Kind.UNKNOWN]
    if unknown:
        sentence = say("The amount is not read, because “{words}” may change what it means.", words=" ".join(unknown))
        raise _Unclear("money-unreadable", sentence)
    other = next((part.text for part in found if part.kind is Kind.OTHER_UNIT), None)
    if other is not None:
        raise _Unclear("money-unit", say("The price is “{unit}”, which the call does not compare.", unit=other))
    if amounts == 0 and number is not None:
        return [_claim(found, Figure(number))]
    if amounts == 0:
        raise _Unclear("money-no-amount", say("Only a unit stands there, and no amount."), Severity.NOTE)
    if amounts == 1:
        return [_claim(found, next(part.figure for part in found if part.figure is not None))]
    if number is not None:
        raise _Unclear("money-several", say("The cell shows several amounts."))
    return [_claim(group, next(part.figure for part in group if part.figure)) for group in _groups(found)]


def _groups(found: Sequence[Part]) -> list[list[Part]]:
    """One group for each amount; what stands between two breaks goes with the amount before it, or else the next."""
    groups: list[list[Part]] = [[]]
    for part in found:
        if part.kind is Kind.BREAK:
            groups.append([])
        else:
            groups[-1].append(part)
    joined: list[list[Part]] = []
    for group in groups:
        amounts = sum(part.kind is Kind.AMOUNT for part in group)
        if amounts > 1:
            raise _Unclear(
                "money-several", say("Two amounts stand beside each other, and which one holds is not said.")
            )
        if joined and (amounts == 0 or not any(part.kind is Kind.AMOUNT for part in joined[-1])):
            joined[-1] += group
        else:
            joined.append(group)
    return joined


def _claim(group: Sequence[Part], amount: Figure) -> Claim:
    currencies = {part.currency for part in group if part.kind is Kind.CURRENCY}
    vats = {part.vat for part in group if part.vat is not None}
    units = {part.unit for part in group if part.unit is not None}
    if len(currencies) > 1:
        raise _Unclear("money-currency", say("Several currencies stand beside one amount."))
    if len(vats) > 1:
        raise _Unclear("money-vat", say("The answer says both that VAT is excluded and that it is included."))
    if units == {Unit.MENTEE, Unit.TOTAL}:  # "forfait par cluster", "in total per mentee"
        units = {Unit.MENTEE}
    if len(units) > 1:
        raise _Unclear("money-unit", say("The answer gives one amount for two different units."))
    count = next((part.count for part in group if part.count is not None), None)
    return Claim(
        amount,
        currency=next(iter(currencies), None),
        vat=next(iter(vats), None),
        unit=next(iter(units), None),
        count=count,
    )


def _printed(label: str) -> Claim:
    """What the label states; its other words do not matter, and what it states twice over it does not state."""
    found = _parts(label)
    currencies = {part.currency for part in found if part.kind is Kind.CURRENCY}
    vats = {part.vat for part in found if part.vat is not None}
    units = {part.unit for part in found if part.unit is not None}
    return Claim(
        Figure(None),
        currency=currencies.pop() if len(currencies) == 1 else None,
        vat=vats.pop() if len(vats) == 1 else None,
        unit=units.pop() if len(units) == 1 else None,
    )


def _amount(figure: Figure, terms: Quotation, doubts: list[Doubt]) -> Decimal:
    absurd = terms.cap / 100
    amount = figure.plain or Decimal(0)
    if figure.grouped is not None:
        if amount > absurd:
            sentence = say("{small} and {great} are both possible.", small=amount, great=figure.grouped)
            raise _Unclear("money-ambiguous", sentence)
        sentence = say(
            "Read as {great}: {small} would be absurd beside the call's cap.", great=figure.grouped, small=amount
        )
        doubts.append(Doubt("money-read-as", Severity.NOTE, sentence))
        amount = figure.grouped
    if 0 < amount <= absurd:
        raise _Unclear("money-implausible", say("{amount} is too small to be meant.", amount=amount))
    return amount


def _typed(number: Decimal, shown: Figure, terms: Quotation) -> Decimal:
    """The number that a cell holds, provided that the cell shows the same (rounded to a whole one at most)."""
    if all(each is None or abs(each - number) >= 1 for each in (shown.plain, shown.grouped)):
        raise _Unclear("money-shown", say("The cell holds {number} but shows something else.", number=number))
    return _amount(Figure(number), terms, [])


def _same_currency(stated: str | None, format_currency: str) -> str:
    if stated not in (None, format_currency):
        sentence = say("The words say {stated}, the cell's format {format}.", stated=stated, format=format_currency)
        raise _Unclear("money-currency", sentence)
    return format_currency


def _chosen(claims: list[Claim], printed: Claim, terms: Quotation, doubts: list[Doubt], *, unsure: bool) -> Claim:
    if len(claims) == 1:
        return claims[0]
    currencies = {claim.currency for claim in claims} - {None}
    if len(currencies) > 1:
        raise _Unclear("money-currency", say("The amounts are in different currencies."))
    if currencies and unsure:
        raise _Unclear("money-currency", say("One of the amounts has a currency sign that is not certain."))
    shared = next(iter(currencies), None)
    claims = [replace(claim, currency=shared) for claim in claims]
    if len({claim.amount for claim in claims}) == 1:
        return _same_twice(claims)
    vats = {claim.vat or printed.vat for claim in claims}
    alike = vats.pop() if len(vats) == 1 else terms.vat  # VAT tells amounts apart only where they differ in it
    usual = [
        claim for claim in claims if (claim.unit or printed.unit) is terms.unit and (claim.vat or printed.vat) is alike
    ]
    if len({claim.amount for claim in usual}) != 1:
        raise _Unclear("money-several", say("The answer gives several amounts, and which one holds is not certain."))
    main = _same_twice(usual)
    for other in claims:
        if other not in usual and not _follows(other, main, printed, terms):
            sentence = say("{other} does not agree with {amount}.", other=other.amount, amount=main.amount)
            raise _Unclear("money-several", sentence)
    sentence = say("Of several amounts, {amount} is the one in the call's terms; the others agree.", amount=main.amount)
    doubts.append(Doubt("money-chosen", Severity.NOTE, sentence))
    return main


def _same_twice(claims: Sequence[Claim]) -> Claim:
    """One amount written twice (in figures and in words): what is said of it anywhere holds, if it agrees."""
    vats = {claim.vat for claim in claims} - {None}
    units = {claim.unit for claim in claims} - {None}
    if len(vats) > 1 or len(units) > 1:
        raise _Unclear("money-several", say("The same amount stands there twice with different terms."))
    return replace(claims[0], vat=next(iter(vats), None), unit=next(iter(units), None))


def _follows(other: Claim, main: Claim, printed: Claim, terms: Quotation) -> bool:
    """Whether ``other`` is ``main`` said differently: with VAT, or for several mentees, or what a day of it costs."""
    unit, vat = other.unit or printed.unit, other.vat or printed.vat
    if unit is terms.unit and {vat, terms.vat} == {Vat.INCLUDED, Vat.EXCLUDED}:
        gross, net = (other.amount, main.amount) if vat is Vat.INCLUDED else (main.amount, other.amount)
        return 0 < net < gross <= net * (1 + terms.highest_vat_rate / 100)
    if vat is not (main.vat or printed.vat) or not main.amount:
        return False
    if unit is Unit.TOTAL:
        times = other.amount / main.amount
        return times == other.count if other.count else times == times.to_integral_value() and times > 1
    return unit is Unit.DAY and other.amount < main.amount
