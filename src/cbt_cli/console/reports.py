"""What is said of a report that was written, and showing it in the browser."""

from __future__ import annotations

import os
import sys
import webbrowser
from pathlib import Path

from cbt_cli.console.screen import show, show_json
from cbt_cli.domain.base import say
from cbt_cli.stages.reporting import Report


def written(report: Report, *, as_json: bool) -> None:
    """Where the report is, and how large."""
    if as_json:
        show_json({
            "report": str(report.path), "bytes": report.size, "sha256": report.sha256, "anonymised": report.anonymised,
            "applications": report.applications, "run": report.run,
        })  # fmt: skip
        return
    show(say("The report: {path} ({size} kB).", path=report.path, size=-(-report.size // 1000)).text)


def opened(path: Path) -> None:
    """Opens the report in the browser; where there is none, its path is all that can be given."""
    whole = path.resolve()
    if not _opens(whole):
        show(say("There is no browser here. The report: {path}", path=whole).text)
        return
    show(say("Opened in the browser: {path}", path=whole).text)


def _opens(path: Path) -> bool:
    if not _has_screen():
        return False
    try:
        return webbrowser.open(path.as_uri())
    except webbrowser.Error:
        return False


def _has_screen() -> bool:
    """Whether a browser could show anything: without a screen, a browser of the terminal would take the terminal."""
    if os.environ.get("BROWSER") or sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
