"""A message without its long runs of base64: all that its structure can be told by, at a fraction of the lines."""

from __future__ import annotations

import re

_RUN = re.compile(r"\n(?:[A-Za-z0-9+/]{60,998}\r?\n){8,}")


class Outline:
    """A message's text with long runs of base64 set aside: no line of them can be a boundary or a header, and the
    parser looks at every line."""

    def __init__(self, text: str) -> None:
        number = 0
        while (mark := f"base64-{number}-") in text:
            number += 1
        self._set_aside: list[str] = []
        self._mark = re.compile(rf"{mark}(\d+)-")
        pieces: list[str] = []
        at = 0
        for run in _RUN.finditer(text):
            end = run.start() + len(run.group().rstrip())  # its last line end belongs to what follows
            pieces += [text[at : run.start() + 1], f"{mark}{len(self._set_aside)}-"]
            self._set_aside.append(text[run.start() + 1 : end])
            at = end
        self.text = "".join([*pieces, text[at:]])

    def filled_in(self, text: str) -> str:
        """A piece of the outline with the runs back in their places."""
        return self._mark.sub(lambda hit: self._set_aside[int(hit[1])], text) if self._set_aside else text
