"""A real headless Chromium, if it and Playwright are there, that notes all that it is asked to load."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

AXE = Path(__file__).parents[2] / "build" / "tools" / "node_modules" / "axe-core" / "axe.min.js"
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
          "--disable-component-update", "--disable-sync")  # fmt: skip
_NAMES = ("chromium", "chromium-browser", "google-chrome")


@dataclass
class Opened:
    """A page in the browser, what it said on its console, and the addresses that it asked for."""

    page: Any
    address: str
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def clean(self) -> bool:
        """Whether nothing was said and nothing but the file itself was asked for."""
        return self.said == [] and set(self.asked) == {self.address}


@contextmanager
def browser(folder: Path) -> Iterator[Any]:
    """The browser with a profile of its own in ``folder``; the test is skipped where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        pytest.skip("Chromium is not installed")
    with sync_api.sync_playwright() as play:
        context = play.chromium.launch_persistent_context(folder, executable_path=program, args=list(_FLAGS))
        yield context
        context.close()


def opened(context: Any, file: Path, width: int = 1280) -> Opened:
    """The file in a new page."""
    found = Opened(context.new_page(), file.as_uri())
    found.page.set_viewport_size({"width": width, "height": 900})
    found.page.on("console", lambda message: found.said.append(message.text))
    found.page.on("pageerror", lambda error: found.said.append(str(error)))
    found.page.on("request", lambda request: found.asked.append(request.url))
    found.page.on("dialog", lambda dialog: (found.said.append(dialog.message), dialog.dismiss()))
    found.page.goto(found.address)
    return found
