"""Commands that put everything on one page: report and open."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cbt_cli.cli.app import Globals, app
from cbt_cli.cli.intake import Json

Output = Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The file to write.")]
Anonymised = Annotated[
    bool, typer.Option("--anonymised", help="Without names, organisations and what people wrote: may leave the house.")
]
_REPORT = Path("report.html")


@app.command(epilog="Example: cbt report --anonymised -o report-for-donors.html")
def report(
    context: typer.Context, output: Output = _REPORT, anonymised: Anonymised = False, as_json: Json = False
) -> None:
    """Write the evaluation report.

    One HTML file that needs nothing beside it and prints on A4: the call, the funnel, where applicants come from, areas
    needed and offered, all scores, costs, the assignments with their reasons, every application with its evidence, the
    decisions, and the method with versions and digests.
    """
    from cbt_cli.console import reports  # noqa: PLC0415 - heavy, so only where it is used
    from cbt_cli.stages.reporting import report as run  # noqa: PLC0415

    asked: Globals = context.obj
    reports.written(run(asked.register_file, asked.call(), output, anonymised=anonymised), as_json=as_json)


@app.command("open", epilog="Example: cbt open")
def open_report(context: typer.Context, output: Output = _REPORT, anonymised: Anonymised = False) -> None:
    """Write the evaluation report and open it in the browser.

    No server is needed and none is started. Where there is no browser, it prints where the report is.
    """
    from cbt_cli.console import reports  # noqa: PLC0415 - heavy, so only where it is used
    from cbt_cli.stages.reporting import report as run  # noqa: PLC0415

    asked: Globals = context.obj
    done = run(asked.register_file, asked.call(), output, anonymised=anonymised)
    reports.opened(done.path)
