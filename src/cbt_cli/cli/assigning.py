"""Commands that assign mentors to mentees: match."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cbt_cli.cli.app import Globals, app
from cbt_cli.cli.intake import Json, Strict


@app.command(epilog="Example: cbt match --mentees mentees.xlsx")
def match(
    context: typer.Context,
    mentees: Annotated[Path, typer.Option("--mentees", metavar="FILE", help="The needs-diagnosis workbook.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The workbook to write.")] = Path(
        "assignments.xlsx"
    ),
    as_json: Json = False,
    strict: Strict = False,
) -> None:
    """Assign mentors to mentees.

    Finds the best assignment of eligible applications to the mentees of the workbook, and writes it with every ranking
    and reason. Best, in this order, exactly: mentees served, the worst-served mentee, total score, cost, order of
    reference.
    """
    from cbt_cli.console import views  # noqa: PLC0415 - heavy, so only where it is used
    from cbt_cli.stages.assigning import assign_mentors  # noqa: PLC0415

    asked: Globals = context.obj
    call = asked.call()
    done = assign_mentors(asked.register_file, call, mentees, output)
    views.matched(done, call, output, as_json=as_json)
    if strict and done.ranking.unassigned_mentees:
        raise typer.Exit(1)
