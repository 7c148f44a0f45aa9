"""What the scan finds: a printed label, and the lines or cells that stand for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from cbt_cli.domain.base import Place
from cbt_cli.domain.calls import Question, QuestionKind
from cbt_cli.domain.forms import CellAnswer
from cbt_cli.forms.known import Match
from cbt_cli.forms.lines import Line
from cbt_cli.forms.ticks import Ticked
from cbt_cli.forms.tree import Cell

LONG = frozenset(
    {QuestionKind.LONG_TEXT, QuestionKind.LIST, QuestionKind.LANGUAGES, QuestionKind.COUNTRIES, QuestionKind.AREAS}
)
"""Kinds whose answer may run over several paragraphs or rows."""


@dataclass(slots=True)
class Spot:
    """One thing that stands for a label: a cell with its typed content, or a piece of a paragraph."""

    lines: list[Line]
    place: Place
    cell: Cell | None = None


@dataclass(slots=True)
class Found:
    """A label with the spots that stand for it, in order; none or blank ones where it was left blank.

    ``others`` are further filled cells in the label's row. ``ticked`` are options in a grid of their own cells;
    ``rows`` those of a table question. ``applicants`` is False in a part for the office and in headers and footers.
    """

    label: str
    place: Place
    match: Match | None = None
    section: str | None = None
    applicants: bool = True
    spots: list[Spot] = field(default_factory=list)
    others: list[Spot] = field(default_factory=list)
    ticked: list[Ticked] = field(default_factory=list)
    rows: list[tuple[CellAnswer, ...]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    """Column key → header as printed."""
    open_end: bool = False
    """Whether the answer may be looked for further on (the next paragraph, the next table)."""
    named: str | None = None
    """The question that the control's own tag names."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of the call that the label names."""
        return self.match.questions if self.match else ()

    @property
    def question(self) -> Question | None:
        """The one question of the call that the label names."""
        return self.questions[0] if len(self.questions) == 1 else None

    @property
    def long(self) -> bool:
        """Whether the answer may run over several paragraphs."""
        return self.match is None or any(one.kind in LONG for one in self.questions)

    @property
    def filled(self) -> bool:
        """Whether anything stands for the label."""
        return any(not line.blank for spot in self.spots for line in spot.lines) or bool(self.ticked or self.rows)
