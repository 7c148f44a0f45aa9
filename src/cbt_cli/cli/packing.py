"""The command for the evaluation committee: pack."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cbt_cli.cli.app import Globals, app
from cbt_cli.cli.intake import Json


@app.command(epilog='Example: cbt pack committee --evaluator "A. Example" --evaluator "B. Example"')
def pack(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="A new folder for the pack; with --collect, where the workbooks are.")],
    evaluators: Annotated[
        list[str] | None, typer.Option("--evaluator", metavar="NAME", help="Who scores; once for each.")
    ] = None,
    collect: Annotated[bool, typer.Option("--collect", help="Take the evaluators' workbooks back.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="With --collect: the ranking as .xlsx too.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="With --collect: do not ask.")] = False,
    as_json: Json = False,
) -> None:
    """Make an evaluation pack, or take the scores back.

    The eligible applications as documents without names, organisations and addresses, searched for what is left; a
    scoring workbook and a declaration for each evaluator; minutes to fill in. --collect reads the workbooks, says what
    is missing, out of range or far apart, shows the ranking (weighted mean, median, spread), and keeps the scores.
    """
    from cbt_cli.console import packs  # noqa: PLC0415 - heavy, so only where it is used
    from cbt_cli.stages import packing  # noqa: PLC0415

    asked: Globals = context.obj
    call = asked.call()
    if not collect:
        if output is not None or yes:
            raise typer.BadParameter("--output and --yes go with --collect")
        packs.packed(packing.pack(asked.register_file, call, asked.hand(), folder, evaluators or []), as_json=as_json)
        return
    if evaluators:
        raise typer.BadParameter("--evaluator makes a pack; --collect takes one back")
    agreed = packs.agreed_before if yes else packs.agreed
    found, entry = packing.collect(asked.register_file, call, asked.hand(), folder, agreed, output)
    packs.collected(found, call, kept=entry is not None, as_json=as_json)
