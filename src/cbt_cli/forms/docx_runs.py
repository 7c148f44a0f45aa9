"""What stands inside a paragraph of Word, as tokens. One ``Inline`` walks one story: fields run on over paragraphs."""

from __future__ import annotations

from collections.abc import Callable

from cbt_cli.forms.docx_controls import hold
from cbt_cli.forms.docx_fields import OUTSIDE, Field, close, form_field, is_form, unmatched
from cbt_cli.forms.docx_names import INSERTED, MC, TRANSPARENT, Element, M, R, W, preferred
from cbt_cli.forms.docx_side import Source
from cbt_cli.forms.docx_symbols import split_text, symbol
from cbt_cli.forms.tree import Text, Tick, Token

_NOTHING: tuple[tuple[int, bool], ...] = ()
_RPR, _T = f"{W}rPr", f"{W}t"


class Inline:
    """The tokens of one paragraph after another. ``boxes`` collects the text boxes anchored in the last one."""

    def __init__(self, source: Source, story: Element, circles: bool) -> None:
        self._source = source
        self._circles = circles
        self._lonely, self._marks = unmatched(story)
        self._fields: list[Field] = []
        self._muted = 0
        self._inserted = False
        self._fresh = True
        self._style: str | None = None
        self._leaders = _NOTHING
        self._tabs = 0
        self._look = self._bare = source.styles.shown(None, None)
        self.tokens: list[Token] = []
        self.boxes: list[Element] = []
        self.grounded = False
        """Whether the cell or paragraph around has a ground of its own, on which white letters are seen."""
        self.hidden_text = ""
        self.faint = False
        """Whether any text in the last paragraph was faint."""

    def paragraph(self, element: Element, style: str | None, leaders: tuple[tuple[int, bool], ...]) -> list[Token]:
        """The tokens of a ``w:p`` in this style with these tab stops."""
        self.tokens, self.boxes, self.faint = [], [], False
        self._leaders, self._tabs, self._fresh = leaders, 0, True
        if style != self._style:
            self._style, self._bare = style, self._source.styles.shown(style, None)
        for one in self._fields:
            if one.separated:
                one.pieces.append((self.tokens, 0))
        self._children(element)
        return self.tokens

    def _children(self, element: Element) -> None:
        for child in element:
            handler = _INSIDE.get(child.tag)
            if handler is not None:
                handler(self, child)

    def _insertion(self, element: Element) -> None:
        before, self._inserted = self._inserted, True
        self._source.tracked = True
        self._children(element)
        self._inserted = before

    def _deletion(self, _: Element) -> None:
        self._source.tracked = True

    def _alternate(self, element: Element) -> None:
        branch = preferred(element)
        if branch is not None:
            self._children(branch)

    def _control(self, element: Element) -> None:
        content = element.find(f"{W}sdtContent")
        holder = self._source.holder(element)
        outer, self.tokens, self._fresh = self.tokens, [], True
        if content is not None:
            self._children(content)
        inner, self.tokens, self._fresh = self.tokens, outer, True
        if not self._muted:
            self.tokens += hold(inner, holder)

    def _simple_field(self, element: Element) -> None:
        one = Field(element.find(f"{W}ffData"), [element.get(f"{W}instr") or ""])
        self._note_field(one)
        start, self._fresh = len(self.tokens), True
        self._children(element)
        self._fresh = True
        if is_form(one):
            result = self.tokens[start:]
            del self.tokens[start:]
            self.tokens += form_field(one, result)

    def _run(self, run: Element) -> None:
        self._look = self._bare
        self._run_children(run)

    def _run_children(self, run: Element) -> None:
        for child in run:
            tag = child.tag
            if tag == _T:  # nearly all of them
                text = child.text
                if text:
                    if self._look.font is None and text.isascii():
                        self.add(text)
                    else:
                        self._split_ticks(text, self._look.font)
            elif tag == _RPR:
                self._look = self._source.styles.shown(self._style, child)
            elif (handler := _IN_RUN.get(tag)) is not None:
                handler(self, child)

    def _split_ticks(self, text: str, font: str | None) -> None:
        for one in split_text(text, font, self._circles):
            if isinstance(one, Tick):
                self.tick(one)
            else:
                self.add(one.text)

    def _symbol(self, element: Element) -> None:
        font = element.get(f"{W}font")
        for one in split_text(symbol(font, element.get(f"{W}char")), font, self._circles):
            if isinstance(one, Tick):
                one.encoding = "symbol"
                self.tick(one)
            else:
                self.add(one.text)

    def _tab(self, _: Element) -> None:
        stops = self._leaders
        leader = bool(stops) and stops[min(self._tabs, len(stops) - 1)][1]
        self._tabs += 1
        self.add("\t", leader=leader or self._look.underline)

    def _positional_tab(self, element: Element) -> None:
        self.add("\t", leader=element.get(f"{W}leader", "none") != "none")

    def _math(self, element: Element) -> None:
        self._look = self._bare
        self.add("".join(one.text or "" for one in element.iter(f"{M}t")))

    def add(self, text: str, leader: bool = False) -> None:
        """Text as the current run looks; runs that look the same are one span, however they were split."""
        look = self._look
        if self._muted or not text:
            return
        if look.hidden:
            self.hidden_text += text
            return
        faint = look.tiny or (look.white and not self.grounded)
        if self.tokens and not self._fresh and not leader:
            last = self.tokens[-1]
            if (
                isinstance(last, Text)
                and last.strike == look.strike
                and last.highlight == look.highlight
                and last.underline == look.underline
                and last.inserted == self._inserted
                and last.faint == faint
                and not last.leader
            ):
                last.text += text
                return
        self._fresh = False
        self.tokens.append(Text(text, look.strike, look.highlight, look.underline, self._inserted, faint, leader))
        self.faint = self.faint or faint

    def tick(self, tick: Tick) -> None:
        """A tick, unless it is hidden or part of an instruction."""
        if not self._muted and not self._look.hidden:
            self.tokens.append(tick)

    def _field_mark(self, mark: Element) -> None:
        if mark in self._lonely:
            return
        kind = mark.get(f"{W}fldCharType")
        self._fresh = True
        if kind == "begin":
            self._fields.append(Field(mark.find(f"{W}ffData")))
            self._muted += 1
        elif kind == "separate" and self._fields and not self._fields[-1].separated:
            self._separate(self._fields[-1])
        elif kind == "end" and self._fields:
            one = self._fields.pop()
            if not one.separated:
                self._separate(one)
            if not self._muted and not self._look.hidden:
                close(one, self.tokens)

    def _separate(self, one: Field) -> None:
        one.separated = True
        one.pieces.append((self.tokens, len(self.tokens)))
        self._muted -= 1
        self._note_field(one)

    def _note_field(self, one: Field) -> None:
        if one.word in OUTSIDE:
            self._source.active(f"a field that fetches from elsewhere ({one.word})")

    def _instruction(self, element: Element) -> None:
        if self._fields and not self._fields[-1].separated:
            self._fields[-1].instruction.append(element.text or "")

    def _drawing(self, element: Element) -> None:
        if not self._look.hidden and not self._muted:
            self.boxes += boxes_in(element)

    def _object(self, element: Element) -> None:
        control = element.find(f"{W}control")
        if control is not None:
            tokens = self._source.activex(control.get(f"{R}id") or "", control.get(f"{W}name"))
            if not self._muted and not self._look.hidden:
                self.tokens += tokens
                self._fresh = True
        else:
            self._drawing(element)

    def _alternate_in_run(self, element: Element) -> None:
        branch = preferred(element)
        if branch is not None:
            self._run_children(branch)

    def _ruby(self, element: Element) -> None:
        base = element.find(f"{W}rubyBase")
        if base is not None:
            self._children(base)


def boxes_in(drawing: Element) -> list[Element]:
    """The ``w:txbxContent`` of a drawing or picture, outermost ones, one branch of each alternate."""
    found: list[Element] = []
    todo = [drawing]
    while todo:
        one = todo.pop()
        if one.tag == f"{W}txbxContent":
            found.append(one)
        elif one.tag == f"{MC}AlternateContent":
            branch = preferred(one)
            todo += [] if branch is None else [branch]
        else:
            todo += reversed(one)
    return found


_Handler = Callable[[Inline, Element], None]
_INSIDE: dict[str, _Handler] = {
    **dict.fromkeys(TRANSPARENT, Inline._children),
    **dict.fromkeys(INSERTED, Inline._insertion),
    f"{W}del": Inline._deletion,
    f"{W}moveFrom": Inline._deletion,
    f"{W}r": Inline._run,
    f"{W}hyperlink": Inline._children,
    f"{W}sdt": Inline._control,
    f"{W}fldSimple": Inline._simple_field,
    f"{MC}AlternateContent": Inline._alternate,
    f"{M}oMath": Inline._math,
    f"{M}oMathPara": Inline._math,
}
_IN_RUN: dict[str, _Handler] = {
    f"{W}tab": Inline._tab,
    f"{W}ptab": Inline._positional_tab,
    f"{W}br": lambda self, _: self.add("\n"),
    f"{W}cr": lambda self, _: self.add("\n"),
    f"{W}noBreakHyphen": lambda self, _: self.add("-"),
    f"{W}sym": Inline._symbol,
    f"{W}fldChar": Inline._field_mark,
    f"{W}instrText": Inline._instruction,
    f"{W}drawing": Inline._drawing,
    f"{W}pict": Inline._object,
    f"{W}object": Inline._object,
    f"{W}ruby": Inline._ruby,
    f"{MC}AlternateContent": Inline._alternate_in_run,
}
