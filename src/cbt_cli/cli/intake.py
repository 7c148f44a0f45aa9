"""Commands that take things in: init, ingest, read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cbt_cli.cli.app import Globals, app

Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
Strict = Annotated[bool, typer.Option("--strict", help="Leave with exit code 1 if something needs the officer.")]


@app.command(epilog="Example: cbt init mentors-2019")
def init(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="The folder to start in; made if it is not there.")] = Path(),
    from_form: Annotated[
        Path | None, typer.Option("--from-form", metavar="BLANK", help="Start from your own blank form, Word or Excel.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Start a call folder.

    Writes call.toml, the blank forms, an empty mentees.xlsx and an empty inbox. The call file is complete and
    commented; the blank forms (Word and Excel, English and French) and mentees.xlsx are made from the call in force.
    With --from-form the labels of a blank form of your own become the questions of the call file, for you to correct:
    the kind of each is guessed from its control and its wording. Nothing that is already there is overwritten.
    """
    from cbt_cli.console import views  # noqa: PLC0415 - heavy, so only where it is used
    from cbt_cli.stages.starting import start, start_from  # noqa: PLC0415

    asked: Globals = context.obj
    file = asked.call_file
    written = start(folder, file) if from_form is None else start_from(folder, from_form, file)
    views.started(folder, written, as_json=as_json)


@app.command(epilog="Example: cbt ingest inbox")
def ingest(
    context: typer.Context,
    inbox: Annotated[Path, typer.Argument(help="The folder with e-mails and forms; read recursively.")],
    as_json: Json = False,
    strict: Strict = False,
) -> None:
    """Read an inbox folder into the register.

    Every message and form in it, recursively; run again, it takes only what is new.
    Every file, message, attachment and archive member ends with exactly one outcome. Originals are kept in the
    register.
    """
    from cbt_cli.console import screen, views  # noqa: PLC0415 - heavy, so only where it is used
    from cbt_cli.domain.base import tr  # noqa: PLC0415
    from cbt_cli.stages.ingest import ingest as run  # noqa: PLC0415

    asked: Globals = context.obj
    call = asked.call()
    with screen.progress(tr("Reading"), quiet=asked.quiet) as report:
        done = run(inbox, asked.register_file, call, asked.hand(), progress=report)
    views.ingested(done, as_json=as_json)
    if strict and views.needs_officer(done):
        raise typer.Exit(1)


@app.command(epilog="Example: cbt read 'Application form.docx' --json")
def read(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="Filled forms, Word or Excel.", metavar="FILE…")],
    as_json: Json = False,
    strict: Strict = False,
) -> None:
    """Show what is read in a form, without a register.

    Each question, its answer, where it stands, and what is doubtful. Forms of other calls give their entries too.
    """
    from cbt_cli.console import screen, views  # noqa: PLC0415 - heavy, so only where it is used
    from cbt_cli.domain.base import tr  # noqa: PLC0415
    from cbt_cli.stages.reading import read_files  # noqa: PLC0415

    asked: Globals = context.obj
    call = asked.call()
    with screen.progress(tr("Reading"), quiet=asked.quiet or len(files) < 2) as report:
        readings = read_files(files, call, progress=report)
    views.read(readings, call, as_json=as_json)
    if strict and any(reading.needs_officer for reading in readings):
        raise typer.Exit(1)


@app.command(epilog="Example: cbt fetch imaps://office@mail.example.org/INBOX inbox")
def fetch(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="The mailbox folder: imaps://user@host/Folder.", metavar="URL")],
    inbox: Annotated[Path, typer.Argument(help="The inbox folder to copy into; made if it is not there.")],
    certificates: Annotated[
        Path | None, typer.Option("--certificates", metavar="FILE", help="Certificates to trust beside the system's.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Copy a mailbox folder into the inbox.

    Read-only: nothing on the server changes, no message is marked as read. Run again, it copies only what is new. The
    password is taken from CBT_IMAP_PASSWORD, else from the system's keyring (where the keyring package is installed),
    else asked for; never from the command line.
    """
    from cbt_cli.console import screen, views  # noqa: PLC0415 - heavy, so only where it is used
    from cbt_cli.domain.base import tr  # noqa: PLC0415
    from cbt_cli.inbox.fetch import fetch as run  # noqa: PLC0415
    from cbt_cli.inbox.fetch import mailbox  # noqa: PLC0415

    asked: Globals = context.obj
    box = mailbox(url)
    password = screen.password(box.user, box.host)
    with screen.progress(tr("Copying"), quiet=asked.quiet) as report:
        done = run(box, password, inbox, certificates=certificates, progress=report)
    views.fetched(done, inbox, as_json=as_json)
