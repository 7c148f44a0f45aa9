"""Commands that hold applications against the call and show them: validate, rules, status, show."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cbt_cli.cli.app import Globals, app
from cbt_cli.cli.intake import Json, Strict


@app.command(epilog="Example: cbt validate -o validation.xlsx")
def validate(
    context: typer.Context,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Also write a workbook, such as validation.xlsx."),
    ] = None,
    as_json: Json = False,
    strict: Strict = False,
) -> None:
    """Check every application against the call.

    Each rule passes, fails or is unclear, with its clause and the evidence. All rules run on every application; none
    stops at the first failure. Nothing is decided without you: what cannot be told from the file is unclear.
    """
    from cbt_cli.console import screen, views  # noqa: PLC0415 - heavy, so only where it is used
    from cbt_cli.domain.base import tr  # noqa: PLC0415
    from cbt_cli.stages.validating import validating  # noqa: PLC0415

    asked: Globals = context.obj
    call = asked.call()
    with screen.progress(tr("Checking"), quiet=asked.quiet) as report:
        run = validating(asked.register_file, call, asked.hand(), output=output, progress=report)
        done = context.with_resource(run)
    views.validated(done, call, as_json=as_json)
    if strict and done.totals["eligible"] < len(done):
        raise typer.Exit(1)


@app.command(epilog="Example: cbt rules")
def rules(context: typer.Context, as_json: Json = False) -> None:
    """Show the rules of the call in words.

    With the clause that each rests on, and the weights of the matching.
    """
    from cbt_cli.console import views  # noqa: PLC0415 - heavy, so only where it is used
    from cbt_cli.stages.calling import rules_in_words  # noqa: PLC0415

    asked: Globals = context.obj
    call = asked.call()
    views.rules(rules_in_words(call), call, as_json=as_json)


@app.command(epilog="Example: cbt status")
def status(context: typer.Context, as_json: Json = False, strict: Strict = False) -> None:
    """Show the call at a glance.

    How many applications came, how they stand, what waits for you, and what to run next.
    """
    from cbt_cli.console import glances  # noqa: PLC0415 - heavy, so only where it is used
    from cbt_cli.stages.overview import overview  # noqa: PLC0415

    asked: Globals = context.obj
    call = asked.call()
    seen = overview(asked.register_file, call, asked.hand().at)
    glances.status(seen, call, as_json=as_json)
    if strict and seen.waiting:
        raise typer.Exit(1)


@app.command(epilog="Example: cbt show CBT-007")
def show(
    context: typer.Context,
    ref: Annotated[str, typer.Argument(help="The application's reference, such as CBT-007.")],
    as_json: Json = False,
) -> None:
    """Show one application.

    Values and where each stands, findings, verdicts, the evidence of its time of receipt, and, where something was
    asked (cbt letters clarification), what was asked and what came back: field by field, what counts and why.
    """
    from cbt_cli.console import glances  # noqa: PLC0415 - heavy, so only where it is used
    from cbt_cli.stages.overview import one_application  # noqa: PLC0415

    asked: Globals = context.obj
    call = asked.call()
    glances.application(one_application(asked.register_file, call, ref), call, asked.hand().at, as_json=as_json)
