"""Lines: what stands on one line of a form, with what the applicant typed told from prompts and leaders.

The tree's runs are joined (software splits them anywhere), its line breaks split, and ticks typed as ``[x]`` or ``( )``
become ``Tick`` tokens like all others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cbt_cli.domain.base import Place
from cbt_cli.forms.prompts import is_printed, typed, without_leaders
from cbt_cli.forms.tree import Block, Control, Paragraph, Table, Text, Tick, Token

_MARK = re.compile(r"(?:\[\s?([xX×✓✗]?)\s?\]|\(\s?([xX×✓✗]?)\s?\))(?!\w)")
LISTS = frozenset({"drop_down", "combo_box", "legacy_drop_down"})


@dataclass(slots=True)
class Line:
    """One line with its tokens; ``heading`` is that of its paragraph, ``declared`` the prompts of its document."""

    tokens: list[Token]
    place: Place
    heading: bool = False
    declared: frozenset[str] = frozenset()

    @property
    def printed(self) -> str:
        """All text on the line, prompts included; ticks have none."""
        return text_of(self.tokens)

    @property
    def ticks(self) -> list[Tick]:
        """The tick boxes on the line, those inside controls too."""
        return [token for token in flat(self.tokens) if isinstance(token, Tick)]

    @property
    def controls(self) -> list[Control]:
        """The controls on the line, outermost only."""
        return [token for token in self.tokens if isinstance(token, Control)]

    @property
    def blank(self) -> bool:
        """Whether nothing at all is on the line: no box, no control, no letter, no drawn blank."""
        return not self.tokens or not (
            any(not isinstance(token, Text) for token in self.tokens) or without_leaders(self.printed)
        )

    @property
    def unanswered(self) -> bool:
        """Whether nothing was typed or ticked on the line; a unit printed beside an empty control is nothing typed."""
        if self.ticks:
            return False
        if answered(self.tokens, self.declared) is None:
            return True
        return bool(self.controls) and all(
            held(token, self.declared) is None
            if isinstance(token, Control)
            else not isinstance(token, Text) or is_printed(token.text)
            for token in self.tokens
        )


def text_of(tokens: Iterable[Token]) -> str:
    """The text of ``tokens``, prompts included."""
    return "".join(token.text for token in flat(tokens) if isinstance(token, Text))


def flat(tokens: Iterable[Token]) -> Iterator[Text | Tick]:
    """Texts and ticks in order, looked up inside controls."""
    for token in tokens:
        if isinstance(token, Control):
            yield from flat(token.tokens)
        else:
            yield token


def answered(tokens: Sequence[Token], declared: frozenset[str]) -> str | None:
    """What was typed in ``tokens``: text without prompts and leaders, ``None`` where left blank."""
    parts = []
    for token in tokens:
        if isinstance(token, Control):
            parts.append(held(token, declared) or "")
        elif isinstance(token, Text):
            parts.append("\t" if token.leader else token.text)
    return typed("".join(parts), declared)


def held(control: Control, declared: frozenset[str]) -> str | None:
    """What was typed or chosen in a control; ``None`` for its prompt or an untouched default text."""
    if control.prompt:
        return None
    text = typed("".join(_shown(control.tokens, declared)), declared)
    if control.kind == "legacy_text" and control.default is not None and text == typed(control.default):
        return None
    return text


def _shown(tokens: Iterable[Token], declared: frozenset[str]) -> Iterator[str]:
    for token in tokens:
        if isinstance(token, Control):
            yield held(token, declared) or ""
        elif isinstance(token, Text):
            yield token.text


def paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Every paragraph in ``blocks``, those of nested tables and boxes in place."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Table):
            for cell in block.cells:
                yield from paragraphs(cell.blocks)
        else:
            yield from paragraphs(block.blocks)


def lines_of(blocks: Iterable[Block], declared: frozenset[str]) -> list[Line]:
    """The lines of ``blocks``, blank ones left out."""
    return [line for paragraph in paragraphs(blocks) for line in lines_in(paragraph, declared) if not line.blank]


def lines_in(paragraph: Paragraph, declared: frozenset[str]) -> list[Line]:
    """A paragraph's lines: its tokens joined, split at line breaks, typed ticks made ticks."""
    lines = [Line([], paragraph.place, paragraph.heading, declared)]
    for token in _joined(paragraph.tokens):
        if not isinstance(token, Text) or "\n" not in token.text:
            lines[-1].tokens.append(token)
            continue
        for at, part in enumerate(token.text.split("\n")):
            if at:
                lines.append(Line([], paragraph.place, paragraph.heading, declared))
            if part:
                lines[-1].tokens.append(replace(token, text=part))
    for line in lines:
        line.tokens = [made for token in line.tokens for made in _marked(token)]
    return lines


def _joined(tokens: Iterable[Token]) -> Iterator[Token]:
    """Neighbouring texts that look alike as one."""
    last: Text | None = None
    for token in tokens:
        if isinstance(token, Text) and last is not None and _look(token) == _look(last):
            last = replace(last, text=last.text + token.text)
            continue
        if last is not None:
            yield last
        last = token if isinstance(token, Text) else None
        if last is None:
            yield token
    if last is not None:
        yield last


def _look(text: Text) -> tuple[bool, ...]:
    return text.strike, text.highlight, text.underline, text.leader


def _marked(token: Token) -> list[Token]:
    """A text with its ``[x]`` and ``( )`` as ticks; anything else as it is."""
    if not isinstance(token, Text):
        return [token]
    made: list[Token] = []
    at = 0
    for hit in _MARK.finditer(token.text):
        if hit.start() > at:
            made.append(replace(token, text=token.text[at : hit.start()]))
        made.append(Tick(bool(hit[1] or hit[2]), "text"))
        at = hit.end()
    if at < len(token.text) or not made:
        made.append(replace(token, text=token.text[at:]))
    return made
