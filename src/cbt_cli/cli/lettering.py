"""The command that writes to applicants: letters."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from cbt_cli.cli.app import Globals, app
from cbt_cli.cli.intake import Json
from cbt_cli.domain.letter_kinds import Kind


@app.command(epilog="Example: cbt letters clarification --answer-by 2019-03-29 --write drafts")
def letters(
    context: typer.Context,
    kind: Annotated[Kind, typer.Argument(help="Which letters.")],
    write: Annotated[
        Path | None, typer.Option("--write", metavar="FOLDER", help="Write the drafts there. Default: only list them.")
    ] = None,
    answer_by: Annotated[
        dt.datetime | None,
        typer.Option(
            "--answer-by", formats=["%Y-%m-%d"], metavar="DATE", help="The last day for an answer, one for all."
        ),
    ] = None,
    review_days: Annotated[int, typer.Option(min=1, max=365, help="Days in which a review may be asked for.")] = 30,
    templates: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Your own wording. Default: the folder letters beside the call file."),
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Also those that were drafted before.")] = False,
    as_json: Json = False,
) -> None:
    """Draft letters to applicants.

    Files that Outlook and Thunderbird open as drafts ready to send, in the language of the form. Nothing is ever sent.
    They are listed; --write FOLDER writes them, and the journal tells of each. Your own wording: KIND.en.txt and
    KIND.fr.txt.
    """
    from cbt_cli.console import letters as shown  # noqa: PLC0415 - heavy, so only where it is used
    from cbt_cli.stages.lettering import Wanted  # noqa: PLC0415
    from cbt_cli.stages.lettering import letters as run  # noqa: PLC0415

    asked: Globals = context.obj
    if templates is not None and not templates.is_dir():
        raise typer.BadParameter(f"there is no folder {templates}", param_hint="--templates")
    beside = (asked.call_file.parent if asked.call_file else Path()) / "letters"
    own = templates or (beside if beside.is_dir() else None)
    wanted = Wanted(kind, own, answer_by.date() if answer_by else None, review_days, again)
    shown.listed(run(asked.register_file, asked.call(), asked.hand(), wanted, write), as_json=as_json)
