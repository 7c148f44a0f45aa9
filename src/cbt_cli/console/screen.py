"""The screen: results on standard output, narration and progress on standard error."""

from __future__ import annotations

import getpass
import importlib
import importlib.util
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from cbt_cli.domain.base import say
from cbt_cli.errors import CbtError
from cbt_cli.values.plain_text import visible

_NOT_ASCII = re.compile(r"[^\n -~]")
PLAIN_WIDTH = 80
"""Columns of a table that is piped: nobody's terminal, so the width that fits everywhere."""

Column = tuple[str, str]
"""A column's heading and how it is set: ``left``, ``right`` or ``wide`` (takes the room that is left)."""


def show_json(document: object) -> None:
    """One JSON document on standard output, and nothing else there."""
    sys.stdout.write(_json(document) + "\n")


def show_json_with(head: dict[str, object], name: str, items: Iterable[object]) -> None:
    """One JSON document: ``head``, and under ``name`` a list that is written as it comes, however long it is."""
    opening = _json(head | {name: []})
    sys.stdout.write(opening.removesuffix("]\n}"))
    first = True
    for item in items:
        text = _json(item).replace("\n", "\n    ")
        sys.stdout.write(("\n    " if first else ",\n    ") + text)
        first = False
    sys.stdout.write("]\n}\n" if first else "\n  ]\n}\n")


def _json(document: object) -> str:
    """The document with every character that has no ink as an escape: the same values, harmless on a terminal."""
    written = json.dumps(document, ensure_ascii=False, indent=2)
    return _NOT_ASCII.sub(lambda at: at[0] if visible(at[0]) == at[0] else json.dumps(at[0])[1:-1], written)


def show(text: object = "", *, style: str = "") -> None:
    """A line of the result. What strangers wrote is shown as text: no markup, no control characters."""
    _console(sys.stdout).print(Text(visible(str(text)), style=style), soft_wrap=not sys.stdout.isatty())


def narrate(text: object, *, quiet: bool = False) -> None:
    """A line of narration, on standard error."""
    if not quiet:
        _console(sys.stderr).print(Text(visible(str(text))), soft_wrap=True)


def show_table(columns: Sequence[Column], rows: Sequence[Sequence[str]], *, title: str = "") -> None:
    """A table that fits 80 columns and uses the width when there is more."""
    table = Table(title=title or None, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for heading, kind in columns:
        right = kind == "right"
        table.add_column(heading, justify="right" if right else "left", no_wrap=kind != "wide", overflow="fold")
    for row in rows:
        table.add_row(*(Text(visible(cell)) for cell in row))
    _console(sys.stdout).print(table)


@contextmanager
def progress(what: str, *, quiet: bool = False) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error: files done, total, rate, time left. Yields ``report(done, total)``.

    Nothing is drawn where standard error is no terminal, with ``NO_COLOR``, or when asked to be quiet.
    """
    if quiet or not sys.stderr.isatty() or os.environ.get("NO_COLOR"):
        yield lambda _done, _total: None
        return
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=_console(sys.stderr),
        transient=True,
    )
    with bar:
        task = bar.add_task(what, total=None, rate="")

        def report(done: int, total: int) -> None:
            speed = bar.tasks[task].speed
            bar.update(task, completed=done, total=total, rate=f"{speed:.0f}/s" if speed else "")

        yield report


def confirmed(question: object) -> bool:
    """Asks on the terminal; anything but yes is no."""
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in ("y", "yes", "o", "oui")


def password(user: str, host: str) -> str:
    """The password of a mailbox: from the environment, the system's keyring, or asked for on the terminal."""
    given = os.environ.get("CBT_IMAP_PASSWORD") or _from_keyring(user, host)
    if given:
        return given
    if not sys.stdin.isatty():
        raise CbtError(
            say("There is no password for {user} at {host}, and nobody to ask.", user=user, host=host),
            say("Set CBT_IMAP_PASSWORD, or run the command in a terminal."),
        )
    return getpass.getpass(say("Password of {user} at {host}: ", user=user, host=host).text)


def _from_keyring(user: str, host: str) -> str | None:
    if importlib.util.find_spec("keyring") is None:
        return None
    keyring = importlib.import_module("keyring")
    try:
        found = keyring.get_password(host, user)
    except keyring.errors.KeyringError:
        return None
    return found if isinstance(found, str) else None


def _console(stream: TextIO) -> Console:
    terminal = stream.isatty()
    return Console(
        file=stream,
        width=None if terminal else PLAIN_WIDTH,
        no_color=not terminal or bool(os.environ.get("NO_COLOR")),
        force_terminal=None if terminal else False,
        highlight=False,
        emoji=False,
        markup=False,
    )
