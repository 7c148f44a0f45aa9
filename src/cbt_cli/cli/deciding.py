"""Commands with which the officer decides: correct, waive, undo, join, split; and log, which shows the journal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cbt_cli.cli.app import Globals, app
from cbt_cli.cli.intake import Json

Ref = Annotated[str, typer.Argument(help="The application's reference, such as CBT-007.")]
Refs = Annotated[list[str], typer.Argument(help="References, such as CBT-007 CBT-019.", metavar="REF…")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it stands in the journal and the report.")]
Approver = Annotated[str | None, typer.Option("--approved-by", metavar="NAME", help="Who approved it.")]


@app.command(epilog='Example: cbt correct CBT-007 country France --reason "The annex says Lyon."')
def correct(
    context: typer.Context,
    ref: Ref,
    field: Annotated[str, typer.Argument(help="The field, as cbt show names it.")],
    value: Annotated[str, typer.Argument(help="What is right, written as an applicant would write it.")],
    reason: Reason,
    clerical: Annotated[
        bool, typer.Option("--clerical", help="An obvious clerical error, in a field that the call locks.")
    ] = False,
    approved_by: Approver = None,
    as_json: Json = False,
) -> None:
    """Correct what was read for one field.

    The applicant's own answer is kept beside the correction, with who corrected it, when and why. A field that the
    call locks after the deadline is corrected only as an obvious clerical error with the name of an approver.
    """
    from cbt_cli.console import decisions  # noqa: PLC0415 - heavy, so only where it is used
    from cbt_cli.stages import deciding  # noqa: PLC0415

    asked: Globals = context.obj
    wanted = deciding.Wanted(field, value, reason, clerical, approved_by)
    entry = deciding.correct(asked.register_file, asked.call(), asked.hand(), ref, wanted)
    decisions.decided([entry], as_json=as_json)


@app.command(epilog='Example: cbt waive CBT-007 deadline --reason "Our server was down." --approved-by "A. Director"')
def waive(
    context: typer.Context,
    ref: Ref,
    rule: Annotated[str, typer.Argument(help="The rule, as cbt rules names it.")],
    reason: Reason,
    approved_by: Approver = None,
    as_json: Json = False,
) -> None:
    """Waive a rule for one application.

    For a rule that failed or is unclear; a rule that passed has nothing to waive. The rule's own words stay beside the
    waiver.
    """
    from cbt_cli.console import decisions  # noqa: PLC0415 - heavy, so only where it is used
    from cbt_cli.stages import deciding  # noqa: PLC0415

    asked: Globals = context.obj
    call = asked.call()
    entry = deciding.waive(asked.register_file, call, asked.hand(), ref, rule, reason, approved_by=approved_by)
    decisions.decided([entry], as_json=as_json)


@app.command(epilog="Example: cbt apply validation.xlsx")
def apply(
    context: typer.Context,
    workbook: Annotated[Path, typer.Argument(help="The workbook that cbt validate -o wrote, with your decisions.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    as_json: Json = False,
) -> None:
    """Take your decisions out of validation.xlsx.

    Waivers from its sheet Rules, corrections from its sheet Values; it shows what will change, asks, and writes each
    into the journal. The sheets may be sorted, filtered and shortened. If any decision cannot be meant, or is on
    something that has changed since, nothing is changed.
    """
    from cbt_cli.console import decisions  # noqa: PLC0415 - heavy, so only where it is used
    from cbt_cli.stages.applying import apply as run  # noqa: PLC0415

    asked: Globals = context.obj
    agreed = decisions.agreed_before if yes else decisions.agreed
    decisions.applied(run(asked.register_file, asked.call(), asked.hand(), workbook, agreed), as_json=as_json)


@app.command(epilog="Example: cbt undo")
def undo(
    context: typer.Context,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it is taken back.")] = "",
    as_json: Json = False,
) -> None:
    """Take back the last decision.

    The last correction, waiver, join or split that is still in force. Run again, it takes back the one before. Nothing
    disappears: the journal tells of both.
    """
    from cbt_cli.console import decisions  # noqa: PLC0415 - heavy, so only where it is used
    from cbt_cli.stages import deciding  # noqa: PLC0415

    asked: Globals = context.obj
    last, undone = deciding.undo(asked.register_file, asked.call(), asked.hand(), reason)
    decisions.decided([last, undone], as_json=as_json)


@app.command(epilog='Example: cbt join CBT-007 CBT-019 --reason "The same person, from two addresses."')
def join(context: typer.Context, refs: Refs, reason: Reason, as_json: Json = False) -> None:
    """Say that several references are of one applicant.

    Their forms become versions of one application; which one counts follows from the call, as for any other.
    """
    from cbt_cli.console import decisions  # noqa: PLC0415 - heavy, so only where it is used
    from cbt_cli.stages import deciding  # noqa: PLC0415

    asked: Globals = context.obj
    entry = deciding.join(asked.register_file, asked.call(), asked.hand(), refs, reason)
    decisions.decided([entry], as_json=as_json)


@app.command(epilog='Example: cbt split CBT-007 --reason "Father and daughter share the name."')
def split(context: typer.Context, refs: Refs, reason: Reason, as_json: Json = False) -> None:
    """Say that the forms under a reference are of different applicants.

    Each form becomes an application of its own; cbt join puts together those that belong together.
    """
    from cbt_cli.console import decisions  # noqa: PLC0415 - heavy, so only where it is used
    from cbt_cli.stages import deciding  # noqa: PLC0415

    asked: Globals = context.obj
    entries = deciding.split(asked.register_file, asked.call(), asked.hand(), refs, reason)
    decisions.decided(entries, as_json=as_json)


@app.command(epilog="Example: cbt log --ref CBT-007")
def log(
    context: typer.Context,
    ref: Annotated[str | None, typer.Option("--ref", metavar="REF", help="Only what concerns one application.")] = None,
    act: Annotated[str | None, typer.Option("--act", metavar="ACT", help="Only one kind, such as corrected.")] = None,
    verify: Annotated[bool, typer.Option("--verify", help="Prove that no entry was altered.")] = False,
    as_json: Json = False,
) -> None:
    """Show the journal of every change.

    Who, when, what and why, oldest first. Each entry carries the hash of the one before; --verify proves that nothing
    was altered, or names the first entry that was and leaves with exit code 3.
    """
    from cbt_cli.console import decisions  # noqa: PLC0415 - heavy, so only where it is used
    from cbt_cli.stages.journal import entries, verified  # noqa: PLC0415

    asked: Globals = context.obj
    call = asked.call()
    if verify:
        altered = verified(asked.register_file, call)
        decisions.verified(altered, as_json=as_json)
        raise typer.Exit(3 if altered.wrong else 0)
    decisions.log(entries(asked.register_file, call, ref, act), call, as_json=as_json)
