"""What is wrong in the workbook: gathered, so that the officer puts everything right in one go."""

from __future__ import annotations

from cbt_cli.domain.base import Sentence, say
from cbt_cli.errors import NeedsError
from cbt_cli.values.plain_text import folded, visible

_SHOWN = 20


class Faults:
    """The faults of one workbook, in the order in which they were met."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lines: list[str] = []

    def add(self, sheet: str, cell: str | None, sentence: Sentence) -> None:
        """One fault: its sheet, its cell (``None``: the sheet as a whole), what is wrong and what would be right."""
        place = say("sheet {sheet}, cell {cell}", sheet=quoted(sheet), cell=cell or "")
        where = place if cell else say("sheet {sheet}", sheet=quoted(sheet))
        self._lines.append(str(say("{name}: {value}", name=where, value=sentence)))

    def raise_any(self) -> None:
        """Raises ``NeedsError`` with every fault, if there is one; the first twenty in full."""
        if not self._lines:
            return
        count = len(self._lines)
        shown = self._lines[:_SHOWN]
        if count > _SHOWN:
            shown.append(str(say("and {count} more", count=count - _SHOWN)))
        raise NeedsError(
            say(
                "{file} cannot be used as it stands; to be put right ({count}):\n{lines}",
                file=visible(self._name),
                count=count,
                lines="\n".join(shown),
            ),
            say("Correct the workbook, save it, and run the command again. Nothing of it was taken over."),
        )


def quoted(text: str) -> str:
    """``text`` as it may stand in a sentence: harmless, on one line, cut where it is long."""
    plain = visible(folded(text))
    return f"“{plain if len(plain) <= 60 else plain[:59] + '…'}”"
