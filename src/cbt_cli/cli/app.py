"""The command `cbt` itself: what is global, and where each family of commands hangs on."""

from __future__ import annotations

from typing import Annotated

import typer

from cbt_cli import __version__

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"cbt {__version__}")
        raise typer.Exit


@app.callback()
def cbt(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """From an inbox of e-mailed application forms to a workbook of ranked mentor assignments."""
