"""Commands that look after the register: backup and doctor."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cbt_cli.cli.app import Globals, app
from cbt_cli.cli.intake import Json


@app.command(epilog="Example: cbt backup cbt-2019-03-20.sqlite")
def backup(context: typer.Context, file: Annotated[Path, typer.Argument(help="Where the copy goes.")]) -> None:
    """Make a copy of the register.

    Consistent even while another command is writing; checked, then moved into place. The copy is a register like any
    other: cbt --register FILE.
    """
    from cbt_cli.console.screen import show  # noqa: PLC0415 - heavy, so only where it is used
    from cbt_cli.domain.base import say  # noqa: PLC0415
    from cbt_cli.stages.upkeep import back_up  # noqa: PLC0415

    asked: Globals = context.obj
    back_up(asked.register_file, asked.call(), file)
    show(say("A copy of the register: {file}", file=file))


@app.command(epilog="Example: cbt doctor")
def doctor(context: typer.Context, as_json: Json = False) -> None:
    """Check that everything is in order.

    The database, the digests of all originals, the journal, versions, and which limits on strangers' files this system
    enforces. Leaves with exit code 3 if anything is not as it was written.
    """
    from cbt_cli.console import glances  # noqa: PLC0415 - heavy, so only where it is used
    from cbt_cli.stages.upkeep import examine  # noqa: PLC0415

    asked: Globals = context.obj
    health = examine(asked.register_file, asked.call())
    glances.health(health, as_json=as_json)
    raise typer.Exit(3 if health.faults else 0)
