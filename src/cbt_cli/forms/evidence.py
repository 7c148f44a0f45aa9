"""What stands for one label, told from what is printed around it: text, ticks, a choice, a date, a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from cbt_cli.domain.base import Place, Sentence, say
from cbt_cli.domain.calls import QuestionKind
from cbt_cli.domain.findings import Finding, Severity
from cbt_cli.domain.forms import EntryKind
from cbt_cli.forms.found import Found, Spot
from cbt_cli.forms.known import Known
from cbt_cli.forms.lines import LISTS, Line, answered, flat, held, text_of
from cbt_cli.forms.prompts import is_aside, is_printed
from cbt_cli.forms.ticks import Ticked, struck_or_marked
from cbt_cli.forms.tree import Cell, Control, Text, Token
from cbt_cli.values.plain_text import folded_lines

_RAW = 300
"""Letters of raw text that a finding carries."""


@dataclass(slots=True)
class Evidence:
    """What stands for a label. ``text`` is ``None`` where it was left blank or cannot be known (``findings`` say
    which); ``printed`` is what the form prints beside the answer: a unit, a hint."""

    text: str | None = None
    kind: EntryKind = EntryKind.TEXT
    place: Place | None = None
    iso: str | None = None
    number: Decimal | None = None
    currency: str | None = None
    raw: str | None = None
    ticked: list[Ticked] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def note(self, code: str, severity: Severity, sentence: Sentence, raw: str | None = None) -> None:
        """Keep a finding about this answer."""
        self.findings.append(
            Finding(code=code, severity=severity, sentence=sentence, place=self.place, raw=raw[:_RAW] if raw else None)
        )


def evidence(found: Found, known: Known) -> Evidence:
    """What stands for ``found``."""
    made = Evidence(place=found.spots[0].place if found.spots else found.place, ticked=list(found.ticked))
    options = known.options(found.question) if found.question else ()
    if found.ticked:
        made.kind = EntryKind.TICK
        _note_ticks(made)
    lines = [line for spot in found.spots for line in spot.lines]
    choosing = bool(options) or found.match is None or any(one.kind is QuestionKind.TICK for one in found.questions)
    if lines and not found.ticked and _choice(made, lines, choosing):
        return made
    parts = [part for spot in found.spots if (part := _part(made, spot))]
    made.text = folded_lines("\n".join(parts)) or None
    if len(parts) > 1:
        made.iso = made.number = None
        made.kind = EntryKind.TEXT if made.kind is not EntryKind.TICK else made.kind
    return made


def _note_ticks(made: Evidence) -> None:
    for one in made.ticked:
        if one.stored is not None and one.stored != one.on:
            made.findings.append(
                Finding(
                    code="tick-disagrees", severity=Severity.CLARIFY, place=one.place, raw=one.caption[:_RAW],
                    sentence=say(
                        "The box “{option}” shows one state and stores another; what it shows was taken.",
                        option=one.caption[:80],
                    ),
                )
            )  # fmt: skip
        if one.on is None:
            made.findings.append(
                Finding(
                    code="tick-unknown", severity=Severity.CLARIFY, place=one.place, raw=one.raw or one.caption[:_RAW],
                    sentence=say("Whether “{option}” is ticked cannot be told.", option=one.caption[:80]),
                )
            )  # fmt: skip


def _choice(made: Evidence, lines: Sequence[Line], choosing: bool) -> bool:
    """A choice made among printed words by striking out, highlighting or underlining."""
    tokens = [token for line in lines for token in flat(line.tokens) if isinstance(token, Text)]
    struck = any(token.strike for token in tokens)
    marked = any(token.highlight for token in tokens)
    lined = any(token.underline for token in tokens)
    if not choosing or not (struck or marked or lined):
        return False
    parts = struck_or_marked(lines)
    if not parts or not any(on for _, on in parts) or (lined and not struck and not marked and len(parts) < 2):
        return False
    made.kind = EntryKind.CHOICE
    made.ticked = [Ticked(text, on, lines[0].place) for text, on in parts]
    chosen = [text for text, on in parts if on]
    made.text = "; ".join(chosen)
    made.raw = folded_lines("\n".join(line.printed for line in lines))
    return True


def _part(made: Evidence, spot: Spot) -> str | None:
    """The answer in one spot."""
    cell = spot.cell
    if cell is not None and (cell.uncached or cell.error):
        made.place = spot.place
        if cell.error:
            made.note("cell-error", Severity.CLARIFY, say("The cell shows the error {error}.", error=cell.error),
                      cell.error)  # fmt: skip
        else:
            made.note("formula-uncached", Severity.CLARIFY,
                      say("The cell holds a formula whose result is not in the file; it cannot be known."))  # fmt: skip
        return None
    if spot.blank:
        _printed(made, spot)
        return None
    if made.text is None and not made.number and not made.iso:
        made.place = spot.place
    if cell is not None and (cell.iso or cell.number is not None or cell.boolean is not None):
        return _typed_cell(made, cell, spot)
    return _written(made, spot)


def _typed_cell(made: Evidence, cell: Cell, spot: Spot) -> str:
    shown = "\n".join(line.printed for line in spot.lines).strip()
    if cell.boolean is not None:
        return shown or ("TRUE" if cell.boolean else "FALSE")
    made.number, made.iso, made.currency = cell.number, cell.iso, cell.currency
    if made.kind is EntryKind.TEXT:
        made.kind = EntryKind.DATE if cell.iso else EntryKind.NUMBER
    return shown or str(cell.number)


def _printed(made: Evidence, spot: Spot) -> None:
    """Units and hints that stand beside a blank."""
    if any(line.controls for line in spot.lines):
        made.printed += [text for line in spot.lines if (text := _beside(line))]


def _beside(line: Line) -> str:
    return "".join(token.text for token in line.tokens if isinstance(token, Text)).strip()


def _written(made: Evidence, spot: Spot) -> str:
    parts = []
    controls = [control for line in spot.lines for control in line.controls]
    answering = any(held(control, line.declared) for line in spot.lines for control in line.controls)
    for line in spot.lines:
        _about_controls(made, line)
        if answering and not line.controls and is_aside(line.printed):
            made.printed.append(line.printed.strip())
            continue
        text = _line_text(made, line, answering=answering)
        if text:
            parts.append(text)
    if spot.cell is not None and spot.cell.options and made.kind is EntryKind.TEXT:
        made.kind = EntryKind.CHOICE
    if len(controls) == 1 and controls[0].kind in LISTS and made.kind is EntryKind.TEXT:
        made.kind = EntryKind.CHOICE
    return "\n".join(parts)


def _line_text(made: Evidence, line: Line, *, answering: bool) -> str | None:
    """What was typed on a line: units and hints printed before and after its controls are left out."""
    tokens: list[Token] = [token for token in line.tokens if not (isinstance(token, Text) and token.strike)]
    struck = "".join(token.text for token in line.tokens if isinstance(token, Text) and token.strike).strip()
    if struck:
        made.note("struck-text", Severity.NOTE, say("Struck-out text was left out of the answer."), struck)
    at = [place for place, token in enumerate(tokens) if isinstance(token, Control)]
    if answering and at:
        before, after = tokens[: at[0]], tokens[at[-1] + 1 :]
        kept = tokens[at[0] : at[-1] + 1]
        for side, first in ((before, True), (after, False)):
            words = text_of(side).strip()
            if not words:
                continue
            if is_printed(words):
                made.printed.append(words)
            else:
                kept = [*side, *kept] if first else [*kept, *side]
        tokens = kept
    if any(isinstance(token, Text) and token.inserted for token in flat(tokens)):
        made.note("tracked-insertion", Severity.NOTE, say("The answer holds text that was inserted as a tracked change "
                  "and not yet accepted; it was read."), text_of(tokens))  # fmt: skip
    return answered([_bound(made, token) for token in tokens], line.declared)


def _bound(made: Evidence, token: Token) -> Token:
    """A control bound to a part of the file: the part wins over what is shown, and that is said."""
    if not isinstance(token, Control) or token.bound is None:
        return token
    made.note("bound-text", Severity.CLARIFY, say("The field shows one text and the data that it is bound to says "
              "another; the data was taken."), f"{text_of(token.tokens)} | {token.bound}")  # fmt: skip
    return Text(token.bound)


def _about_controls(made: Evidence, line: Line) -> None:
    for control in line.controls:
        if control.iso and made.iso is None and held(control, line.declared):
            made.iso = control.iso
            made.kind = EntryKind.DATE if made.kind is EntryKind.TEXT else made.kind
