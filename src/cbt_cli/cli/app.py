"""The command `cbt` itself: what is global, and where each family of commands hangs on."""

from __future__ import annotations

import datetime as dt
import locale
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from cbt_cli import __version__
from cbt_cli.domain.languages import LANGUAGES, speak

if sys.platform == "win32":
    import ctypes

if TYPE_CHECKING:
    from cbt_cli.domain.calls import Call
    from cbt_cli.domain.journal import Hand

_WITH_VALUE = ("--call", "--register", "--officer", "--lang")
_FLAGS = ("--quiet", "-q")
_WAY = (
    "init",
    "fetch",
    "ingest",
    "validate",
    "match",
    "compare",
    "letters",
    "report",
    "open",
    "status",
    "show",
    "correct",
    "waive",
    "apply",
    "undo",
    "join",
    "split",
    "log",
    "backup",
    "doctor",
    "read",
    "rules",
)


class Commands(TyperGroup):
    """Takes the global options before the command or after it, as people write them."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Moves the global options to the front; what stands after ``--`` is left alone."""
        return super().parse_args(ctx, _globals_first(args))

    def list_commands(self, ctx: Any) -> list[str]:
        """The commands in the order in which an officer needs them."""
        return sorted(super().list_commands(ctx), key=_WAY.index)


def _globals_first(args: list[str]) -> list[str]:
    front: list[str] = []
    rest: list[str] = []
    waiting = iter(args)
    for arg in waiting:
        if arg == "--":
            rest += [arg, *waiting]
        elif arg in _FLAGS or arg.startswith(tuple(f"{name}=" for name in _WITH_VALUE)):
            front.append(arg)
        elif arg in _WITH_VALUE:
            value = next(waiting, None)
            front += [arg] if value is None else [arg, value]
        else:
            rest.append(arg)
    return front + rest


@dataclass(frozen=True, slots=True)
class Globals:
    """The global options as given."""

    call_file: Path | None
    register_file: Path
    quiet: bool
    officer: str | None = None

    def call(self) -> Call:
        """The call in force: ``--call``, else ``CBT_CALL``, else ``./call.toml``, else the built-in one."""
        from cbt_cli.stages.calling import call_in_force  # noqa: PLC0415 - heavy: only commands that need a call pay

        return call_in_force(self.call_file)

    def hand(self) -> Hand:
        """Who acts and when: the only place where the clock is read."""
        from cbt_cli.domain.journal import Hand  # noqa: PLC0415 - heavy: only commands that write pay

        return Hand(who=self.officer or _system_user(), at=dt.datetime.now(dt.UTC))


def _language(asked: str | None) -> str:
    """The language asked for, else that of the system where we speak it, else English."""
    if asked is not None:
        if asked not in LANGUAGES:
            raise typer.BadParameter(f"one of {', '.join(LANGUAGES)}, not {asked}", param_hint="--lang")
        return asked
    names = [os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    if sys.platform == "win32":
        names.append(locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage()))
    system = next((name for name in names if name), "en")[:2].lower()
    return system if system in LANGUAGES else "en"


def _system_user() -> str:
    try:
        import getpass  # noqa: PLC0415 - only a decision needs it

        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such account (a container), or a system without accounts
        return "unknown"


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"cbt {__version__}")
        raise typer.Exit


@app.callback()
def cbt(
    context: typer.Context,
    call: Annotated[
        Path | None,
        typer.Option(
            "--call", envvar="CBT_CALL", metavar="FILE", help="The call file. Default: ./call.toml, else built in."
        ),
    ] = None,
    register: Annotated[
        Path, typer.Option("--register", envvar="CBT_REGISTER", metavar="FILE", help="The register.")
    ] = Path("cbt.sqlite"),
    officer: Annotated[
        str | None,
        typer.Option(
            "--officer", envvar="CBT_OFFICER", metavar="NAME", help="Who decides, for the journal. Default: the user."
        ),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang", envvar="CBT_LANG", metavar="en|fr", help="The language. Default: the system's, else en."
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No narration and no progress bar.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """From an inbox of e-mailed application forms to a workbook of ranked mentor assignments.

    The way: cbt init, cbt ingest inbox, cbt validate, cbt match --mentees mentees.xlsx. Ask cbt status what comes next.
    The global options may stand before the command or after it.
    """
    del version
    speak(_language(lang))
    context.obj = Globals(call, register, quiet, officer)
