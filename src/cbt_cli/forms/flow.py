"""Running text: labels and answers that stand in paragraphs, in the lines of one cell, in lists of ticks.

A line is a label with its answer behind it, a tick with its caption, a heading, or the answer to the label above it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from cbt_cli.domain.base import Place
from cbt_cli.domain.calls import Question, QuestionKind
from cbt_cli.forms.found import Found, Spot
from cbt_cli.forms.known import Known, Match
from cbt_cli.forms.lines import Line
from cbt_cli.forms.prompts import is_aside, typed, without_leaders
from cbt_cli.forms.segments import Pair, pairs_in, stands_alone
from cbt_cli.forms.ticks import Ticked, captioned
from cbt_cli.forms.tree import Block, Control, Text, Token
from cbt_cli.values.money import names_no_amount
from cbt_cli.values.plain_text import folded

_SENTENCE = re.compile(r"[.!]\s*$")
_ASKING = re.compile(r"^\W*(?:please|note|n\.?b\.?|veuillez|merci|bitte|tick|check|cochez|attach|if )\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_SENTENCE_WORDS = 4
_FEW = 2
"""Labels laid out alike after which an unknown text laid out like them is a label, too."""
_SHORT = 120
"""Letters of a one-line answer on the line below its label."""
_TITLE_WORDS = 14
_LABEL_WORDS = 9


def _nothing(_blocks: Sequence[Block], _flow: Flow) -> None:
    """Stands where nobody walks nested tables."""


@dataclass(slots=True)
class Context:
    """Where the scan is: what all that is found has in common."""

    known: Known
    declared: frozenset[str]
    story: int = 0
    section: str | None = None
    office: bool = False
    title: str | None = None
    """The last short text that is no label: the title of a table or list that follows."""
    applicants: bool = True
    hidden: bool = False
    walk: Callable[[Sequence[Block], Flow], None] = _nothing
    """Reads blocks, tables among them, into a flow."""

    def found(self, label: str, place: Place, match: Match | None = None, *, drawn: bool = False) -> Found:
        """A label found here."""
        one = Found(label, place, match, drawn=drawn, story=self.story, hidden=self.hidden)
        self.stamp(one)
        return one

    def stamp(self, one: Found) -> None:
        """Says under which heading ``one`` stands; a cell may have been looked at before its turn came."""
        one.section, one.applicants = self.section, one.applicants and self.applicants and not self.office

    def head(self, text: str) -> None:
        """A heading: a new section begins."""
        self.section, self.title = label_text(text), None
        self.office = self.known.is_office(text)


@dataclass(slots=True)
class Flow:
    """Lines fed one after the other. ``founds``: what they hold; ``open``: the label that waits for an answer;
    ``loose``: lines that belong to no label. ``cell`` is True for the lines of one cell."""

    context: Context
    cell: bool = False
    founds: list[Found] = field(default_factory=list)
    open: Found | None = None
    loose: list[Line] = field(default_factory=list)
    group: str | None = None
    gaps: int = 0
    inline: int = 0
    """Labels of the call so far with their answers on the same line."""
    tabs: int = 0
    """Labels of the call so far with a tab behind them."""
    apart: int = 0
    """Labels of the call so far that stand alone on a line below an empty one."""
    boxed: int = 0
    """Labels of the call so far that stand in text boxes."""

    def feed(self, lines: Iterable[Line]) -> Flow:
        """Read lines."""
        before: Line | None = None
        for line in lines:
            if self.cell and before is not None and self._labels(before, line):
                found = self.context.found(label_text(before.printed), before.place, drawn=True)
                found.group = self.group
                self.founds.append(found)
                self.open = found
            self.line(line)
            before = line
        return self

    def _labels(self, before: Line, line: Line) -> bool:
        """Whether a line that belongs to nothing is the label of the control on the line below it."""
        if self.open is not None or not self.loose or self.loose[-1] is not before or len(before.printed) > _SHORT:
            return False
        if before.controls or not line.controls or line.ticks:
            return False
        self.loose.pop()
        return not "".join(token.text for token in line.tokens if isinstance(token, Text)).strip()

    def line(self, line: Line) -> None:
        """Read one line."""
        if line.blank:
            self.gaps += 1
            return
        if line.ticks:
            self._ticks(line)
        elif not self._heading(line):
            pairs = pairs_in(line, self.context.known) or self._tabbed(line)
            if not pairs or self._goes_on(pairs, line):
                self._text(line)
            else:
                self._pairs(pairs, line)
        self.gaps = 0

    def _heading(self, line: Line) -> bool:
        """Whether the line is a heading, a section's name, or opens a part for the office."""
        text, known = line.printed, self.context.known
        if line.controls or self.cell:
            return False
        section = known.is_section(text)
        match = known.match(text)
        if not known.is_office(text) and not section and (not line.heading or match or stands_alone(text)):
            return False
        if match is not None and not section:
            return False
        self.open = None
        self.context.head(text)
        self.loose.append(line)
        if match is not None:
            self.open = self.context.found(label_text(text), line.place, match)
            self.open.heading = True
            self.founds.append(self.open)
        return True

    def _tabbed(self, line: Line) -> list[Pair]:
        """A label that the call does not know before a tab, where those that it knows stand before tabs too."""
        label, tab, _ = line.printed.partition("\t")
        if not tab or self.tabs <= _FEW or self.cell or not 0 < len(label.split()) < _LABEL_WORDS:
            return []
        rest: list[Token] = []
        for token in line.tokens:
            if rest or not isinstance(token, Text):
                rest.append(token)
            elif "\t" in token.text:
                rest.append(replace(token, text=token.text.partition("\t")[2]))
        return [Pair(label.strip(), None, rest, drawn=True)]

    def _goes_on(self, pairs: Sequence[Pair], line: Line) -> bool:
        """Whether a line with an unknown label in it is text of the answer above it."""
        if self.open is None or self.open.ticked or any(pair.match for pair in pairs):
            return False
        if not self.open.filled and pairs[0].label.endswith(":") and not any(pair.tokens for pair in pairs):
            return False  # a label without an answer is none
        if line.place == (self.open.spots[-1].place if self.open.spots else self.open.place):
            return True  # a line broken by hand in the answer's own paragraph
        if any(_is_field(pair) for pair in pairs) or self._is_laid_out_alike(pairs[0], line):
            return False
        return self.open.long or (self.cell and self.open.match is not None and not self.open.filled)

    def _is_laid_out_alike(self, pair: Pair, line: Line) -> bool:
        """Whether an unknown label stands like those that the call knows: in a text box of its own, in a cell with
        others, on the line of its answer."""
        one = self.open
        if self.cell or one is None:
            return sum(found.match is not None for found in self.founds) > 1
        if self.boxed and _box(line.place) not in {None, _box(one.place)}:
            return True
        alike = (
            max(self.inline, self.tabs) > _FEW and (one.drawn or one.filled) and len(pair.label.split()) < _LABEL_WORDS
        )
        if alike and one.filled:
            one.followed_by = label_text(line.printed)
        return alike

    def _pairs(self, pairs: Sequence[Pair], line: Line) -> None:
        if self._lists(pairs, line):
            return
        if begun := self._begun(pairs[0].label, line):
            pairs[0].label, pairs[0].match = begun, self.context.known.match(begun)
        for pair in pairs:
            rest = Line([*pair.tokens], line.place, declared=line.declared)
            if self._said_again(pair, rest, line):
                continue
            found = self.context.found(label_text(pair.label), line.place, pair.match, drawn=pair.drawn)
            found.group = self.group
            if not found.long and is_aside(rest.printed) and not rest.controls:
                found.label = f"{found.label} {label_text(rest.printed)}"
            elif not rest.blank:
                found.spots.append(Spot([rest], line.place))
            self.founds.append(found)
            self.apart += pair.match is not None and not pair.drawn and not pair.tokens and self.gaps > 0
            self.tabs += pair.match is not None and "\t" in line.printed
            self.inline += pair.match is not None and pair.drawn
            self.boxed += pair.match is not None and _box(line.place) is not None
            if not pair.behind_option:
                self.open = None if rest.controls and not found.long else found
        if not self.cell:
            self.context.title = None

    def _lists(self, pairs: Sequence[Pair], line: Line) -> bool:
        """Whether a label is one of the options that are listed one a line, and no question. With words behind it
        ("Other topics: trade fairs") it is both."""
        if self.open is None or self.gaps or not self._is_option(pairs[0].label):
            return False
        if not pairs[0].drawn and self.open.spots:
            self.open.spots.append(Spot([line], line.place))
            return True
        if not Line(pairs[-1].tokens, line.place, declared=line.declared).unanswered:
            self.open.spots.append(Spot([line], line.place))
            pairs[-1].behind_option = True
        return False

    def _said_again(self, pair: Pair, rest: Line, line: Line) -> bool:
        """Whether a label only says the open one in another language."""
        waiting = self.open
        if waiting is None or waiting.filled or waiting.ticked or not waiting.match or not pair.match:
            return False
        if waiting.match.questions != pair.match.questions:
            return False
        waiting.label = f"{waiting.label} / {label_text(pair.label)}"
        if not rest.blank:
            waiting.spots.append(Spot([rest], line.place))
        return True

    def _begun(self, label: str, line: Line) -> str | None:
        """A label that began on the line above, broken off in the middle of a sentence."""
        above = self.loose[-1] if self.loose else None
        if above is None or above.place != line.place or not (label[:1].islower() or label[:1] == "("):
            return None
        self.loose.pop()
        return f"{above.printed.strip()} {label}"

    def _stands_apart(self, line: Line) -> bool:
        """Whether a short text behind a long answer is a label that the call does not know: all labels stand alone on
        their lines, each below an empty one, and so does this."""
        one, text = self.open, line.printed
        if self.cell or one is None or not one.long or not one.spots or not self.gaps or self.apart <= _FEW:
            return False
        if line.controls or _SENTENCE.search(text) or len(text.split()) >= _LABEL_WORDS:
            return False
        if one.filled:
            one.followed_by = label_text(text)
        return True

    def _is_option(self, text: str) -> bool:
        """Whether a line names one of the options that the open label asks for, one a line."""
        one = self.open
        if one is None or one.ticked or one.question is None or not self.context.known.options(one.question):
            return False
        return self.context.known.option(text, one.question) is not None

    def _text(self, line: Line) -> None:
        """A line without a label."""
        text = line.printed
        asks = is_aside(text) or self.context.known.is_hint(text) or _ASKING.match(text) is not None
        if self.open is not None and self.open.match and stands_alone(text) and (self.gaps or not self.open.long):
            self.open = self.open if self.cell or self.open.ticked else None
        if self._stands_apart(line):
            self.open = None
            text = f"{text}:"
        if self.open is not None and not (asks and not self.open.filled and not line.controls) and self._answers(line):
            self.open.spots.append(Spot([line], line.place))
            return
        if self.open is not None and not self.open.filled and asks and len(text) <= _SHORT:
            self.open.label = folded(f"{self.open.label} {text}")
            return
        self.open = None
        if stands_alone(text) and not line.controls:
            text = self._begun(text, line) or text
            found = self.context.found(label_text(text), line.place, drawn=True)
            found.group = self.group
            self.founds.append(found)
            self.open = found
            return
        self.loose.append(line)
        if not self.cell:
            self.context.title = _title(line) or self.context.title

    def _answers(self, line: Line) -> bool:
        """Whether a line is the answer to the open label above it."""
        one, text = self.open, line.printed
        if one is None or one.ticked or (is_aside(text) and not line.controls):
            return False
        if self._is_option(text) or (one.spots and line.place == one.spots[-1].place):
            return True
        if self.context.known.is_hint(text):
            return False
        if self.cell or one.long or (line.controls and not one.filled):
            return True
        return (
            not one.filled
            and self.gaps <= 1
            and len(text) <= _SHORT
            and _is_short_answer(line, one, close=not self.gaps and self.apart > _FEW)
        )

    def _ticks(self, line: Line) -> None:
        known = self.context.known
        asked = self.open.question if self.open else None
        lead, ticked = captioned(line, lambda text: names_option(text, known, asked))
        lead = label_text(lead)
        group = self._group(lead, line) if lead else self.open
        for one in ticked:
            match = known.match(one.caption) if one.caption else None
            if match and all(question.kind is QuestionKind.TICK for question in match.questions):
                found = self.context.found(one.caption, line.place, match, drawn=True)
                found.ticked.append(one)
                self.founds.append(found)
                if group is self.open and not (group and group.ticked):
                    group = None
                continue
            group = self._group_of(one, group, line)
            group.ticked.append(one)
        self.open = group

    def _group(self, lead: str, line: Line) -> Found:
        """The question that stands before ticks on their line."""
        found = self.context.found(lead, line.place, self.context.known.match(lead), drawn=True)
        found.group = self.group
        self.founds.append(found)
        return found

    def _group_of(self, one: Ticked, group: Found | None, line: Line) -> Found:
        """The question that an option belongs to: the one asked above, or the one of the call that has the option."""
        known = self.context.known
        if group is not None and group.question is not None and known.options(group.question):
            hit = known.option(one.caption, group.question)
            if hit is not None or not (other := known.option(one.caption, None)) or not group.ticked:
                return group
            return self._new_group(other[0], line)
        hit = known.option(one.caption, None)
        if hit is None:
            return group if group is not None else self._new_group(None, line)
        if group is not None and group.match is None and not group.ticked and not group.filled:
            group.match = Match((hit[0],))
            return group
        return self._new_group(hit[0], line)

    def _new_group(self, question: Question | None, line: Line) -> Found:
        for found in reversed(self.founds[-12:]):
            if question is not None and found.question is question and found.ticked:
                return found
        label = self.context.title or (self.context.section if question else None) or ""
        found = self.context.found(label, line.place, Match((question,)) if question else None, drawn=True)
        found.group = self.group
        self.founds.append(found)
        return found


def _is_short_answer(line: Line, one: Found, *, close: bool) -> bool:
    """Whether a line below a label that asks for a few words could be its answer; ``close``: it is the line where the
    answers to all other labels stand, so that it is one whatever it says."""
    text = typed(line.printed, line.declared) or line.printed
    if one.match is None:
        return True
    if (_SENTENCE.search(text) and len(text.split()) > _SENTENCE_WORDS) or _ASKING.search(text):
        return False
    boxed = _box(line.place) not in {None, _box(one.place)}
    return boxed or close or any(may_be(text, question) for question in one.questions)


def _title(line: Line) -> str | None:
    """What a line gives as a title: all of it where it is short, else the words set off at its beginning."""
    text = line.printed
    if len(text.split()) <= _TITLE_WORDS:
        return label_text(text)
    first = line.tokens[0]
    if isinstance(first, Text) and (first.highlight or first.underline) and len(first.text.split()) <= _TITLE_WORDS:
        return label_text(first.text) or None
    return None


def _box(place: Place) -> tuple[tuple[str, str], ...] | None:
    """The text box that a place lies in."""
    steps = place.steps
    at = next((at for at in range(len(steps) - 1, -1, -1) if steps[at][0] == "box"), None)
    return None if at is None else steps[: at + 1]


def _is_field(pair: Pair) -> bool:
    """Whether a control or a drawn blank follows the label."""
    return any(isinstance(token, Control) or (isinstance(token, Text) and token.leader) for token in pair.tokens)


def may_be(text: str, question: Question) -> bool:
    """Whether a line could be an answer to a question of that kind, where it has no label of its own."""
    kind = question.kind
    if kind is QuestionKind.EMAIL:
        return "@" in text
    if kind is QuestionKind.WHOLE_NUMBER and len(text.split()) < 3:
        return True  # "trois"
    if kind is QuestionKind.MONEY and names_no_amount(text):
        return True
    if kind in {QuestionKind.DATE, QuestionKind.MONEY, QuestionKind.WHOLE_NUMBER}:
        return _DIGIT.search(text) is not None
    return kind is not QuestionKind.TICK


def names_option(text: str, known: Known, asked: Question | None) -> bool:
    """Whether ``text`` names an option, or a question that is answered by a tick."""
    if not text:
        return False
    if known.option(text, asked) is not None:
        return True
    match = known.match(text)
    return match is not None and all(one.kind is QuestionKind.TICK for one in match.questions)


def label_text(text: str) -> str:
    """A label as printed, on one line, without leaders."""
    return folded(without_leaders(text))
