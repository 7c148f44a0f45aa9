"""The form tree: what a document holds, whether Word or Excel, with a place for everything.

``FormTree`` → roots (the document's main story, headers, notes; each worksheet) → blocks (paragraph, table, box) →
tokens (text, tick, control). Readers build it; labels and values see only this. Plain slotted classes, since a
form has thousands of tokens and nothing outside the worker sees them; for the same reason a block keeps the steps to
its place, and makes the ``Place`` when asked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from cbt_cli.domain.base import Place
from cbt_cli.domain.findings import Finding

Steps = tuple[tuple[str, str], ...]
"""The steps of a ``Place``: ``(("table", "1"), ("row", "5"))``."""


@dataclass(slots=True)
class Text:
    """A span of text; line breaks are ``\\n``, tabs ``\\t``. The flags say how the applicant saw it."""

    text: str
    strike: bool = False
    highlight: bool = False
    underline: bool = False
    inserted: bool = False
    """A tracked insertion that nobody has accepted yet."""
    faint: bool = False
    """White or tiny text: read, and said."""
    leader: bool = False
    """A tab drawn with dots or a line: a blank to be filled, not text."""


@dataclass(slots=True)
class Tick:
    """A tick box of any encoding. ``on`` is what the applicant saw (the glyph), ``None`` where no state can be known.

    ``encoding``: ``w14``, ``legacy``, ``glyph``, ``symbol``, ``font``, ``bullet``, ``form_control``, ``activex``,
    ``cell``. ``stored`` is the state kept beside the glyph where it disagrees. ``caption`` is a label that
    the control itself carries.
    """

    on: bool | None
    encoding: str
    stored: bool | None = None
    caption: str | None = None


@dataclass(slots=True)
class Control:
    """A content control or legacy form field, with what stands in it.

    ``kind``: ``text``, ``rich_text``, ``drop_down``, ``combo_box``, ``date``, ``picture``, ``legacy_text``,
    ``legacy_drop_down``. ``prompt`` is True where it shows its placeholder, which is no answer. ``iso`` is a date
    picker's date (``2019-03-12``). ``bound`` is the text of the XML part that the control is bound to, where it
    differs from what is shown.
    """

    kind: str
    tokens: list[Token] = field(default_factory=list)
    alias: str | None = None
    tag: str | None = None
    prompt: bool = False
    options: tuple[str, ...] = ()
    iso: str | None = None
    default: str | None = None
    bound: str | None = None


Token = Text | Tick | Control


@dataclass(slots=True)
class Paragraph:
    """A paragraph and its tokens. ``heading`` is True for heading styles and outline levels."""

    steps: Steps
    tokens: list[Token] = field(default_factory=list)
    heading: bool = False
    list_item: bool = False

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(steps=self.steps)


@dataclass(slots=True)
class Cell:
    """A cell at its true grid coordinates (zero-based), merged cells once with their spans.

    The typed fields are Excel's: ``number`` (a true number), ``iso`` (a true date), ``currency`` (from the number
    format, ISO 4217), ``options`` (list validation), ``formula`` (the cell holds one), ``uncached`` (a formula without
    a stored result: not empty, not known), ``error`` (``#REF!``…), ``boolean`` (a true/false cell).
    """

    row: int
    column: int
    steps: Steps
    blocks: list[Block] = field(default_factory=list)
    row_span: int = 1
    column_span: int = 1
    number: Decimal | None = None
    iso: str | None = None
    boolean: bool | None = None
    currency: str | None = None
    options: tuple[str, ...] = ()
    formula: bool = False
    uncached: bool = False
    error: str | None = None
    hidden: bool = False
    locked: bool | None = None
    """Whether sheet protection locks the cell (a label), where the sheet is protected; else ``None``."""
    name: str | None = None
    """A defined name that points at this cell."""
    heading: bool = False

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(steps=self.steps)


@dataclass(slots=True)
class Table:
    """A table: cells in document order; ``rows`` and ``columns`` count the grid. A worksheet is one table."""

    steps: Steps
    cells: list[Cell] = field(default_factory=list)
    rows: int = 0
    columns: int = 0
    sheet: bool = False

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(steps=self.steps)


@dataclass(slots=True)
class Box:
    """A text box, standing where it is anchored."""

    steps: Steps
    blocks: list[Block] = field(default_factory=list)

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(steps=self.steps)


Block = Paragraph | Table | Box


@dataclass(slots=True)
class Root:
    """One story: ``document``, ``header``, ``footer``, ``footnotes``, ``endnotes``; or ``sheet`` with its title."""

    kind: str
    blocks: list[Block] = field(default_factory=list)
    title: str | None = None
    hidden: bool = False


@dataclass(slots=True)
class FormTree:
    """A whole document. ``prompts``: placeholder texts that it declares itself; ``producer``: the software
    that last saved it; ``findings``: what was noticed (tracked changes, hidden sheets, broken side parts)."""

    format: str
    roots: list[Root] = field(default_factory=list)
    prompts: frozenset[str] = frozenset()
    producer: str | None = None
    findings: list[Finding] = field(default_factory=list)
    active_content: list[str] = field(default_factory=list)
