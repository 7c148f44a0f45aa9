"""``quotation-cap``: the quotation does not exceed the call's cap, in any reading of what was written."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

from cbt_cli.domain.applications import Money, Unit, Vat
from cbt_cli.domain.base import Figure, Sentence, say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.checks import Case, Verdict
from cbt_cli.rules.rule import Example, Opinion, Rule
from cbt_cli.rules.sound import sound

CENT = Decimal("0.01")
_VATS = {Vat.EXCLUDED: say("excluded"), Vat.INCLUDED: say("included"), Vat.UNSTATED: say("unstated")}
_UNITS = {
    Unit.MENTEE: say("mentee"),
    Unit.TOTAL: say("total"),
    Unit.DAY: say("day"),
    Unit.UNSTATED: say("unstated"),
}


@dataclass(frozen=True, slots=True)
class Reach:
    """The least and the most that a quotation can come to in the call's own terms (currency, VAT, unit), and the steps
    that lead there. ``most`` is ``None`` where nothing limits it."""

    least: Fraction
    most: Fraction | None
    steps: tuple[Sentence, ...] = ()


def reach(money: Money, capacity: int | None, call: Call) -> Reach:
    """Every reading of ``money`` at once. ``capacity``: for how many mentees the applicant is there, as far as
    stated."""
    if money.currency != call.quotation.currency:
        return Reach(Fraction(0), None, (_currency(money, call),))
    return _vat(money, _unit(money, capacity, call), call)


def figure(value: Fraction | Decimal, call: Call) -> Figure:
    """An amount for people: ``EUR 3,100.00``. Fractions of a cent are rounded away from the cap, never onto it."""
    exact = Fraction(value)
    above = exact > Fraction(call.quotation.cap)
    cents = exact * 100
    whole = math.ceil(cents) if above else math.floor(cents)  # exact, however large the amount
    return Figure(number=Decimal(f"{whole // 100}.{whole % 100:02d}"), currency=call.quotation.currency)


def stated(money: Money) -> Figure:
    """The amount as the record has it, with its currency."""
    return Figure(number=money.amount, currency=money.currency or "?")


class QuotationCap(Rule):
    """The quotation is held against the cap in every reading that the answer leaves."""

    name = "quotation-cap"
    fields = ("quotation",)

    def text(self, call: Call) -> Sentence:
        """The condition in words."""
        terms = call.quotation
        return say(
            "The quotation is at most {cap} (VAT: {vat}; for each: {unit}). Given in other terms it is unclear as long "
            "as the cap may hold, and fails if it holds in no reading.",
            cap=figure(terms.cap, call),
            vat=_VATS[terms.vat],
            unit=_UNITS[terms.unit],
        )

    def decide(self, case: Case, call: Call) -> Opinion:
        """Passes if it is within the cap in the call's own terms, fails if it is above it in every reading. What is
        given in other terms never passes, even where the cap holds for certain: what it costs is still to be asked."""
        money = case.record.application.quotation
        if money is None:
            return Opinion(Verdict.UNCLEAR, say("No quotation could be read, so it cannot be held against the cap."))
        if money.amount < 0:
            return Opinion(Verdict.UNCLEAR, say("A quotation of {amount} cannot be meant.", amount=stated(money)))
        return _held(money, reach(money, case.record.application.capacity, call), call)

    def examples(self, call: Call) -> Iterator[Example]:
        """The cap to the cent, and every reading that an answer may leave."""
        cap, rate = call.quotation.cap, 1 + call.quotation.highest_vat_rate / 100
        yield _example(call, say("exactly the cap"), Verdict.PASS, cap)
        yield _example(call, say("a cent above the cap"), Verdict.FAIL, cap + CENT)
        yield Example(say("no quotation"), Verdict.UNCLEAR, sound(call, quotation=None))
        yield _example(call, say("another currency"), Verdict.UNCLEAR, cap - 400, currency="XTS")
        yield _example(call, say("no currency"), Verdict.UNCLEAR, cap, currency=None)
        yield _example(call, say("a price for each day"), Verdict.UNCLEAR, cap / 10, unit=Unit.DAY)
        yield _example(call, say("what it is for is not said"), Verdict.UNCLEAR, cap, unit=Unit.UNSTATED)
        yield _example(call, say("a total within the cap"), Verdict.UNCLEAR, cap, unit=Unit.TOTAL)
        yield _example(call, say("a total for an unknown number"), Verdict.UNCLEAR, cap * 2, unit=Unit.TOTAL)
        yield _example(
            call, say("a total for two, the cap for each"), Verdict.UNCLEAR, cap * 2, unit=Unit.TOTAL, capacity=2
        )
        yield _example(
            call,
            say("a total for two, above the cap for each"),
            Verdict.FAIL,
            cap * 2 + CENT,
            unit=Unit.TOTAL,
            capacity=2,
        )
        if call.quotation.vat is Vat.EXCLUDED:
            highest = (cap * rate).quantize(CENT, ROUND_FLOOR)
            yield _example(call, say("the cap, VAT included"), Verdict.UNCLEAR, cap, vat=Vat.INCLUDED)
            yield _example(call, say("VAT included, just possible"), Verdict.UNCLEAR, highest, vat=Vat.INCLUDED)
            yield _example(call, say("VAT included, too much"), Verdict.FAIL, highest + CENT, vat=Vat.INCLUDED)
            yield _example(call, say("the cap, VAT not stated"), Verdict.UNCLEAR, cap, vat=Vat.UNSTATED)
            yield _example(call, say("above the cap, VAT not stated"), Verdict.UNCLEAR, cap + 1, vat=Vat.UNSTATED)


def _held(money: Money, found: Reach, call: Call) -> Opinion:
    """Every reading against the cap."""
    cap = Fraction(call.quotation.cap)
    told = {"amount": stated(money), "cap": figure(cap, call)}
    within = found.most is not None and found.most <= cap
    if within and not found.steps:
        return Opinion(Verdict.PASS, say("The quotation of {amount} keeps to the cap of {cap}.", **told))
    if within:
        sentence = say(
            "The quotation of {amount} keeps to the cap of {cap} in every reading, but is not given in the call's "
            "terms.",
            **told,
        )
        return Opinion(Verdict.UNCLEAR, sentence, found.steps)
    if found.least <= cap:
        sentence = say(
            "Whether the quotation of {amount} keeps to the cap of {cap} depends on how it is meant.", **told
        )
        return Opinion(Verdict.UNCLEAR, sentence, found.steps)
    if not found.steps:
        return Opinion(Verdict.FAIL, say("The quotation of {amount} is above the cap of {cap}.", **told))
    sentence = say(
        "The quotation of {amount} is above the cap of {cap} in every reading: it is at least {least}.",
        **told,
        least=figure(found.least, call),
    )
    return Opinion(Verdict.FAIL, sentence, found.steps)


def _example(
    call: Call, says: Sentence, verdict: Verdict, amount: Decimal, capacity: int | None = None, **terms: object
) -> Example:
    usual = {"currency": call.quotation.currency, "vat": call.quotation.vat, "unit": call.quotation.unit}
    money = Money.model_validate({"amount": amount} | usual | terms)
    return Example(says, verdict, sound(call, quotation=money, capacity=capacity))


def _currency(money: Money, call: Call) -> Sentence:
    if money.currency is None:
        return say("The currency is not stated.")
    return say(
        "It is in {currency}; the cap is in {wanted}, and no rate of exchange is assumed.",
        currency=money.currency,
        wanted=call.quotation.currency,
    )


def _unit(money: Money, capacity: int | None, call: Call) -> Reach:
    amount = Fraction(money.amount)
    if money.unit is call.quotation.unit:
        return Reach(amount, amount)
    if money.unit is Unit.UNSTATED:
        return Reach(
            Fraction(0), None, (say("It is not stated whether the amount is for a mentee, a day or in total."),)
        )
    if money.unit is Unit.TOTAL and call.quotation.unit is Unit.MENTEE:
        return _total(money, capacity, call)
    return Reach(Fraction(0), None, (say("It is a price for each {unit}; the cap is not.", unit=_UNITS[money.unit]),))


def _total(money: Money, capacity: int | None, call: Call) -> Reach:
    """A total is at most what one mentee costs, and at least its share for as many as the applicant offers."""
    amount = Fraction(money.amount)
    if capacity is None or capacity < 1:
        step = say("It is a total of {amount}, and for how many mentees is not stated.", amount=stated(money))
        return Reach(Fraction(0), amount, (step,))
    step = say(
        "It is a total: {amount} / {mentees} = {each} for each if it is for all the mentees offered.",
        amount=stated(money),
        mentees=capacity,
        each=figure(amount / capacity, call),
    )
    return Reach(amount / capacity, amount, (step,))


def _vat(money: Money, found: Reach, call: Call) -> Reach:
    wanted = call.quotation.vat
    if money.vat is wanted or wanted is Vat.UNSTATED:
        return found
    factor = 1 + Fraction(call.quotation.highest_vat_rate) / 100
    rate = Decimal(f"{call.quotation.highest_vat_rate:f}")
    if wanted is Vat.EXCLUDED:
        least, most = found.least / factor, found.most
        told = {"amount": figure(found.least, call), "rate": rate, "least": figure(least, call)}
        if money.vat is Vat.INCLUDED:
            step = say(
                "VAT is included: {amount} is {least} without VAT at {rate} %, the highest rate, and more at a lower "
                "one.",
                **told,
            )
        else:
            step = say(
                "Whether VAT is included is not stated: if it is, {amount} is {least} without VAT at {rate} %.", **told
            )
    else:
        least, most = found.least, None if found.most is None else found.most * factor
        step = say(
            "VAT at up to {rate} % may have to be added to {amount}.", rate=rate, amount=figure(found.least, call)
        )
    return Reach(least, most, (*found.steps, step))
