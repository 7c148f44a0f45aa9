"""Where every error ends: a sentence and a hint for what was to be expected, a log file for a bug."""

from __future__ import annotations

import datetime as dt
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from cbt_cli import __version__
from cbt_cli.errors import CbtError

BUG = 4


def guarded(command: Callable[[], None]) -> None:
    """Runs the command line and leaves with its exit code; no traceback reaches the user."""
    _speak_utf8()
    try:
        command()
    except CbtError as error:
        _complain(error.message, error.hint)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output has gone (`cbt show … | head`): nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception:  # noqa: BLE001 - the one place where a bug becomes a log file
        from cbt_cli.domain.base import say, tr  # noqa: PLC0415 - only a bug needs it

        _complain(
            say(
                "Something went wrong inside cbt. What happened is written down in {path}.",
                path=_log(traceback.format_exc()),
            ).text,
            tr("Please report it with that file; it holds no answers of applicants beyond what the error names."),
        )
        sys.exit(BUG)


def _speak_utf8() -> None:
    """Names from anywhere must print anywhere: UTF-8, and nothing that cannot be encoded stops the command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _complain(message: str, hint: str) -> None:
    from cbt_cli.values.plain_text import visible  # noqa: PLC0415 - only a failure needs it

    print(visible(message), file=sys.stderr)  # noqa: T201 - this is the screen
    if hint:
        print(visible(hint), file=sys.stderr)  # noqa: T201 - this is the screen


def _log(text: str) -> Path:
    import tempfile  # noqa: PLC0415 - only a bug needs it

    now = dt.datetime.now(dt.UTC)
    folder = Path(tempfile.gettempdir())
    path = folder / f"cbt-bug-{now:%Y%m%dT%H%M%S}-{os.getpid()}.log"
    path.write_text(
        f"cbt {__version__}, Python {sys.version}\n{sys.platform}\n\n{text}", encoding="utf-8", errors="replace"
    )
    return path
