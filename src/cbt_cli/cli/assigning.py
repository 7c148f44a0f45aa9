"""Commands that assign mentors to mentees: match and compare."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cbt_cli.cli.app import Globals, app
from cbt_cli.cli.intake import Json, Strict

if TYPE_CHECKING:
    from cbt_cli.domain.matching import Limits, PairDecision


@app.command(epilog="Example: cbt match --mentees mentees.xlsx --without CBT-004 --lock M01=CBT-010 --budget 60000")
def match(
    context: typer.Context,
    mentees: Annotated[Path, typer.Option("--mentees", metavar="FILE", help="The needs-diagnosis workbook.")],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="The workbook to write, .csv or .json. [default: assignments.xlsx]"
        ),
    ] = None,
    without: Annotated[list[str], typer.Option("--without", metavar="REF", help="Leave a mentor out.")] = [],  # noqa: B006 - typer copies it
    lock: Annotated[list[str], typer.Option("--lock", metavar="MENTEE=REF", help="This pair, come what may.")] = [],  # noqa: B006
    exclude: Annotated[list[str], typer.Option("--exclude", metavar="MENTEE=REF", help="Never this pair.")] = [],  # noqa: B006
    weight: Annotated[
        list[str], typer.Option("--weight", metavar="NAME=FACTOR", help="Multiply a criterion's points.")
    ] = [],  # noqa: B006
    budget: Annotated[str | None, typer.Option("--budget", metavar="AMOUNT", help="Most that all may cost.")] = None,
    most_mentees: Annotated[int | None, typer.Option("--most-mentees", metavar="N", help="For one mentor.")] = None,
    least_mentees: Annotated[
        int | None, typer.Option("--least-mentees", metavar="N", help="For a mentor who has any.")
    ] = None,
    most_from_country: Annotated[
        int | None, typer.Option("--most-from-country", metavar="N", help="Mentors from one country.")
    ] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="Change as few pairs as possible of the last final run, else of the last.")
    ] = False,
    frontier: Annotated[
        bool, typer.Option("--frontier", help="What each budget buys, as a table and a picture (frontier.xlsx).")
    ] = False,
    final: Annotated[bool, typer.Option("--final", help="The decision: no longer a draft.")] = False,
    time_limit: Annotated[
        float | None,
        typer.Option("--time-limit", metavar="SECONDS", min=0, help="For each search; then the best found."),
    ] = None,
    every_loss: Annotated[
        bool,
        typer.Option(
            "--every-loss",
            help="Where limits bind too: what each other choice would cost, and robustness. Takes minutes.",
        ),
    ] = False,
    as_json: Json = False,
    strict: Strict = False,
) -> None:
    """Assign mentors to mentees.

    Finds the best assignment of eligible applications to the mentees of the workbook, and writes it with every ranking
    and reason. Best, in this order, exactly: mentees served, the worst-served mentee, total score, cost, order of
    reference. Every result is kept as a numbered run, for cbt compare. The options try something out beside what
    stands in the register and the workbook; those are not touched.
    """
    from cbt_cli.console import matchings  # noqa: PLC0415 - heavy, so only where it is used
    from cbt_cli.domain.matching import WhatIf  # noqa: PLC0415
    from cbt_cli.stages.assigning import Wanted, assign_mentors, budgets  # noqa: PLC0415

    asked: Globals = context.obj
    call = asked.call()
    tried = WhatIf(
        without=tuple(without),
        pairs=(*_pairs(lock, "lock"), *_pairs(exclude, "exclude")),
        limits=_limits(budget, most_mentees, least_mentees, most_from_country),
        factors={name: _number(factor, "--weight") for name, factor in (_named(one, "--weight") for one in weight)},
    )
    if frontier:
        file = output or Path("frontier.xlsx")
        bought = budgets(asked.register_file, call, mentees, file, tried, time_limit)
        matchings.bought(bought, call, file, as_json=as_json)
        return
    output = output or Path("assignments.xlsx")
    wanted = Wanted(tried, keep, final, time_limit, every_loss)
    run = assign_mentors(asked.register_file, call, asked.hand(), mentees, output, wanted)
    matchings.matched(run, call, output, as_json=as_json)
    if strict and run.ranking.unassigned_mentees:
        raise typer.Exit(1)


@app.command(epilog="Example: cbt compare 1 2")
def compare(
    context: typer.Context,
    one: Annotated[int, typer.Argument(help="The number of a run.", metavar="RUN")],
    other: Annotated[int, typer.Argument(help="The number of another run.", metavar="RUN")],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write it too: .xlsx (with the other run's sheets), .csv, .json."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Show two matchings side by side.

    Which pairs changed, with the scores and reasons, and what it means for the whole: served, worst served, total
    score, cost.
    """
    from cbt_cli.console import matchings  # noqa: PLC0415 - heavy, so only where it is used
    from cbt_cli.stages.assigning import compare as run  # noqa: PLC0415

    asked: Globals = context.obj
    call = asked.call()
    matchings.compared(run(asked.register_file, call, one, other, output), call, as_json=as_json)


def _pairs(given: list[str], decision: str) -> tuple[PairDecision, ...]:
    from cbt_cli.domain.matching import PairDecision  # noqa: PLC0415

    option = f"--{decision}"
    named = [_named(one, option) for one in given]
    return tuple(
        PairDecision(mentee=mentee, mentor=mentor, decision=decision, reason=f"tried with {option}", source=option)
        for mentee, mentor in named
    )


def _named(given: str, option: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals or not name.strip() or not value.strip():
        raise typer.BadParameter(f"{given!r} is not written as NAME=VALUE", param_hint=option)
    return name.strip(), value.strip()


def _number(given: str, option: str) -> Decimal:
    try:
        number = Decimal(given)
    except InvalidOperation:
        number = Decimal(-1)
    if not number.is_finite() or number < 0:
        raise typer.BadParameter(f"{given!r} is no number of at least 0", param_hint=option)
    return number


def _limits(budget: str | None, most: int | None, least: int | None, country: int | None) -> Limits:
    from cbt_cli.domain.matching import Limits  # noqa: PLC0415

    amount = None if budget is None else _number(budget, "--budget")
    return Limits(budget=amount, most_mentees=most, least_mentees=least, most_from_country=country)
