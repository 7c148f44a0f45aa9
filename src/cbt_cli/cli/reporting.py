"""Commands that put everything on one page: report and open."""

from __future__ import annotations

from enum import StrEnum
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


class Format(StrEnum):
    """What the report is written as."""

    HTML = "html"
    DOCX = "docx"


@app.command(epilog="Example: cbt report --format docx")
def report(
    context: typer.Context,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="The file to write. Default: report.FORMAT.")
    ] = None,
    kind: Annotated[
        Format | None, typer.Option("--format", help="html or docx. Default: what FILE ends in, else html.")
    ] = None,
    anonymised: Anonymised = False,
    as_json: Json = False,
) -> None:
    """Write the evaluation report.

    As docx: the sections that donors ask for (opening and administrative check, eligibility, evaluation and assignment)
    with grids, reasons, waivers, declarations and annexes, to be completed and signed. As html: one file that needs
    nothing beside it and prints on A4: the call, the funnel, where applicants come from, areas needed and offered, all
    scores, costs, the assignments with their reasons, every application with its evidence, the decisions, the method.
    """
    from cbt_cli.console import reports  # noqa: PLC0415 - heavy, so only where it is used
    from cbt_cli.stages.reporting import report as run  # noqa: PLC0415

    asked: Globals = context.obj
    ending = output.suffix.lower().removeprefix(".") if output else ""
    as_what = kind or (Format.DOCX if ending == Format.DOCX else Format.HTML)
    where, in_word = output or _REPORT.with_suffix(f".{as_what}"), as_what is Format.DOCX
    done = run(asked.register_file, asked.call(), where, anonymised=anonymised, in_word=in_word)
    reports.written(done, as_json=as_json)


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
