"""What the scan finds: a printed label, and the lines or cells that stand for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from cbt_cli.domain.base import Place
from cbt_cli.domain.calls import Question, QuestionKind
from cbt_cli.domain.forms import CellAnswer
from cbt_cli.forms.known import Match
from cbt_cli.forms.lines import Line
from cbt_cli.forms.prompts import is_printed
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

    @property
    def blank(self) -> bool:
        """Whether nothing was typed there, prompts and leaders apart; a formula without a result is something."""
        if self.cell is not None and (self.cell.uncached or self.cell.error or self.cell.boolean is not None):
            return False
        if any(line.controls for line in self.lines):
            return all(line.unanswered or (not line.controls and is_printed(line.printed)) for line in self.lines)
        return all(line.unanswered for line in self.lines)


@dataclass(slots=True)
class Found:
    """A label with the spots that stand for it, in order; none or blank ones where it was left blank.

    ``ticked`` are the options of a question answered by ticks; ``rows`` those of a table question, whose cells in
    any table are Found one by one as well. ``group`` is the question that a sub-label or an option belongs to.
    ``applicants`` is False in a part for the office and in headers and footers. ``story`` counts the stories (sheets)
    of the document.
    """

    label: str
    place: Place
    match: Match | None = None
    section: str | None = None
    group: str | None = None
    applicants: bool = True
    spots: list[Spot] = field(default_factory=list)
    ticked: list[Ticked] = field(default_factory=list)
    rows: list[tuple[CellAnswer, ...]] = field(default_factory=list)
    drawn: bool = False
    """Whether a colon, a leader or a control says that it is a label, whoever knows it."""
    story: int = 0
    hidden: bool = False
    another: bool = False
    """Whether it stands in the row of a further applicant."""
    followed_by: str | None = None
    """A label that the call does not know, right behind a long answer: it may belong to the answer."""
    heading: bool = False
    """A heading of the form that reads like the label of a question."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of the call that the label names."""
        return self.match.questions if self.match else ()

    @property
    def question(self) -> Question | None:
        """The one question of the call that the label names."""
        return self.questions[0] if len(self.questions) == 1 else None

    @property
    def near(self) -> str | None:
        """The wording of the call that the label, misspelt, was taken for."""
        return self.match.near if self.match else None

    @property
    def long(self) -> bool:
        """Whether the answer may run over several paragraphs."""
        return any(one.kind in LONG for one in self.questions)

    @property
    def filled(self) -> bool:
        """Whether anything stands for the label."""
        return any(not spot.blank for spot in self.spots) or bool(self.ticked or self.rows)
