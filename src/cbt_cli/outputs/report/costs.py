"""Quotations against the cap, and the cost of the assignments against the budget."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from statistics import median

from cbt_cli.domain.applications import Money
from cbt_cli.domain.base import say, tr
from cbt_cli.domain.checks import Eligibility
from cbt_cli.outputs.report.drawing import (
    Cell,
    bar,
    ceiling,
    figure,
    label,
    level,
    picture,
    step_of,
    table,
    upright,
)
from cbt_cli.outputs.report.glance import VERDICTS, colours, css_of
from cbt_cli.outputs.report.markup import NOTHING, Html, joined, tag
from cbt_cli.outputs.report.reported import Reported
from cbt_cli.outputs.report.wording import amount, number
from cbt_cli.values.code_words import word

Priced = tuple[str, Decimal, Eligibility]
"""Reference, quotation for each mentee in the call's terms, verdict."""
_TOP, _BOTTOM, _LEFT, _WIDTH = 34, 180, 6.0, 92.0
_BARS = 24


def quotations(of: Reported) -> Html:
    """How many applications quote how much, with the cap; and what cannot be compared."""
    title = tr("Quotations against the cap")
    priced = [(case.ref, quoted.amount, judgement.verdict) for case, judgement in of.judged
              if (quoted := case.record.application.quotation) is not None and _comparable(quoted, of)]  # fmt: skip
    others = len(of.cases) - len(priced)
    if not priced:
        return joined([tag("p", tr("No quotation is in the call's own terms yet."), class_="missing"), budget(of)])
    amounts = [value for _, value, _ in priced]
    cap = of.call.quotation.cap
    over = sum(value > cap for value in amounts)
    said = say("Lowest {low}, median {middle}, highest {high}; above the cap of {cap}: {over}.",
               low=amount(min(amounts), of.currency), middle=amount(median(amounts), of.currency),
               high=amount(max(amounts), of.currency), cap=amount(cap, of.currency), over=over).text  # fmt: skip
    note = said + " " + tr("A bar counts what is above its left edge, up to and including its right edge.")
    if others:
        note += " " + say("Not shown, because no amount per mentee in the call's own terms is known: {count}.",
                          count=others).text  # fmt: skip
    rows = [
        (ref, Cell(amount(value, of.currency), value), Cell(amount(cap - value, of.currency), cap - value),
         word(verdict))
        for ref, value, verdict in sorted(priced, key=lambda each: each[1])
    ]  # fmt: skip
    heads = [tr("Application"), tr("Quotation"), tr("Below the cap by"), tr("Verdict")]
    figures = table(heads, rows, name=title, numbers=(1, 2), sortable=True)
    drawn = picture("quotations", title, said, 214, _columns(priced, of))
    return joined([figure(drawn, colours(), figures, note=note), budget(of)])


def budget(of: Reported) -> Html:
    """The cost of the assignments against the budget, where there is a matching."""
    if of.run is None:
        return NOTHING
    title, done = tr("Cost against the budget"), of.run.ranking
    cost = done.total_cost if of.assignments else Decimal(0)
    if cost is None:
        words = tr("The total cost is not known: a mentor without a certain price is assigned.")
        return tag("p", words, class_="missing")
    if done.budget is None:
        said = say("Total cost: {cost}. No budget was set.", cost=amount(cost, of.currency)).text
        return tag("p", said, class_="note")
    said = say("Total cost {cost} of a budget of {budget}: {left} left.", cost=amount(cost, of.currency),
               budget=amount(done.budget, of.currency), left=amount(done.budget - cost, of.currency)).text  # fmt: skip
    most = max(cost, done.budget) or Decimal(1)
    paid, limit = float(96 * cost / most), float(96 * done.budget / most)
    shapes = [
        bar(0, 22, limit, 20, "room"), bar(0, 22, paid, 20, "main"), upright(limit, 14, 48, "limit"),
        label(0, 12, say("Cost {amount}", amount=amount(cost, of.currency)), css="small strong"),
        label(limit, 12, say("Budget {amount}", amount=amount(done.budget, of.currency)), "end", "small strong"),
    ]  # fmt: skip
    rows = [(tr("Cost"), amount(cost, of.currency)), (tr("Budget"), amount(done.budget, of.currency)),
            (tr("Left"), amount(done.budget - cost, of.currency))]  # fmt: skip
    figures = table([tr("What"), tr("Amount")], rows, name=title, numbers=(1,))
    return figure(picture("budget", title, said, 52, shapes), (), figures, heading=title, note=said)


def _comparable(quoted: Money, of: Reported) -> bool:
    terms = of.call.quotation
    return (quoted.currency, quoted.unit, quoted.vat) == (terms.currency, terms.unit, terms.vat)


def _columns(priced: Sequence[Priced], of: Reported) -> list[Html]:
    cap = of.call.quotation.cap
    ordered = sorted(value for _, value, _ in priced)
    most = max(cap, min(ordered[-1], 2 * cap))  # one absurd amount must not flatten all others; its bar is the last
    least = min(ordered[0], most)
    step = step_of(max(most - least, Decimal(1)), _BARS)
    first = cap - (((cap - least) / step).to_integral_value(ROUND_FLOOR) + 1) * step  # the cap is between two bars
    count = max(int(((most - first) / step).to_integral_value(ROUND_CEILING)), 1)
    found: list[dict[Eligibility, int]] = [dict.fromkeys(Eligibility, 0) for _ in range(count)]
    for _, value, verdict in priced:
        at = int(((value - first) / step).to_integral_value(ROUND_CEILING)) - 1
        found[min(at, count - 1)][verdict] += 1
    top, high = int(ceiling(max(sum(each.values()) for each in found))), _BOTTOM - _TOP
    shapes = []
    for line in (0, top // 2, top):
        y = _BOTTOM - high * line / top
        shapes += [level(y, _LEFT, _LEFT + _WIDTH, "grid"), label(_LEFT - 1, y + 4, line, "end", "small")]
    width = _WIDTH / count
    for at, each in enumerate(found):
        y = float(_BOTTOM)
        for verdict in VERDICTS:
            height = high * each[verdict] / top
            y -= height
            if height:
                shapes.append(bar(_LEFT + at * width + width * 0.06, y, width * 0.88, height, css_of(verdict)))
    edge = int((cap - first) / step)
    every = max(-(-count // 5), 1)
    for at in range(edge % every, count + 1, every):
        words = number(first + at * step) + ("+" if at == count and ordered[-1] > most else "")
        shapes.append(label(_LEFT + at * width, _BOTTOM + 18, words, "middle", "small"))
    where = _LEFT + float((cap - first) / step) * width
    return [*shapes, upright(where, _TOP - 14, _BOTTOM, "limit"),
            label(where, _TOP - 18, say("Cap {amount}", amount=amount(cap, of.currency)),
                  "end" if where > 50 else "start", "small strong")]  # fmt: skip
