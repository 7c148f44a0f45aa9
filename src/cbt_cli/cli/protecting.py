"""Commands that protect personal data: erase and export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cbt_cli.cli.app import Globals, app
from cbt_cli.cli.intake import Json

_EXPORT = Path("export.json")


@app.command(epilog='Example: cbt erase CBT-007 --reason "Request of 2 May 2019." --dry-run')
def erase(
    context: typer.Context,
    refs: Annotated[list[str] | None, typer.Argument(metavar="[REF]...", help="The applications' references.")] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it stays in the journal.")] = "",
    expired: Annotated[
        bool, typer.Option("--expired", help="All whose time is over by the call's table [retention].")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    scrub: Annotated[
        bool, typer.Option("--scrub", help="Only empty the register's files of what was erased before.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Erase a person's data.

    Out of the register: forms, messages, originals, answers, corrections; the drafts of letters; the words of the
    journal, whose chain stays provable; the name in stored matchings. What is left is the reference and its verdict, so
    that the statistics stay right, and a keyed digest, so that the same inbox does not bring the person back. The inbox
    folder and files already written are yours to delete.
    """
    from cbt_cli.console import erasures  # noqa: PLC0415 - heavy, so only where it is used
    from cbt_cli.stages import erasing  # noqa: PLC0415

    asked: Globals = context.obj
    if scrub + expired + bool(refs) != 1:
        raise typer.BadParameter("name references, or --expired, or --scrub")
    if scrub:
        erasing.scrub(asked.register_file, asked.call())
        erasures.scrubbed()
        return
    agreed = erasures.agreed_before if yes else erasures.agreed
    if expired:
        done = erasing.erase_expired(asked.register_file, asked.call(), asked.hand(), agreed, dry=dry_run)
    else:
        done = erasing.erase(asked.register_file, asked.call(), asked.hand(), refs or [], reason, agreed, dry=dry_run)
    erasures.erased(done, as_json=as_json)


@app.command(epilog="Example: cbt export -o records.xlsx --anonymised")
def export(
    context: typer.Context,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Where it goes.")] = _EXPORT,
    kind: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="json, csv or xlsx. Default: what FILE ends in.")
    ] = None,
    anonymised: Annotated[
        bool, typer.Option("--anonymised", help="Without names, addresses and what people wrote in words.")
    ] = False,
    subject: Annotated[
        str | None, typer.Option("--subject", metavar="REF", help="All that is held of one person, as JSON.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Write all records for other tools.

    A line (or an object) for each application: answers, verdicts with reasons, corrections, assignments. --subject REF
    writes one file with everything that is held of one person: what she may ask for.
    """
    from cbt_cli.console import erasures  # noqa: PLC0415 - heavy, so only where it is used
    from cbt_cli.stages import exporting  # noqa: PLC0415

    asked: Globals = context.obj
    if subject is not None and (anonymised or kind not in (None, "json")):
        raise typer.BadParameter("--subject writes JSON with names: leave --anonymised and --format out")
    if subject is not None:
        done = exporting.export_subject(asked.register_file, asked.call(), output, subject)
    else:
        done = exporting.export(asked.register_file, asked.call(), output, kind=kind, anonymised=anonymised)
    erasures.exported(done, as_json=as_json)
