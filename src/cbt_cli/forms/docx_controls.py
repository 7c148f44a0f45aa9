"""Content controls of Word (``w:sdt``, ECMA-376 part 1, 17.5.2): what they are, and what stands in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cbt_cli.forms.docx_names import VAL, W14, W15, Element, W, child_val, is_on, leading
from cbt_cli.forms.docx_symbols import symbol
from cbt_cli.forms.tree import Block, Control, Paragraph, Text, Tick, Token

_KINDS = {
    f"{W}text": "text",
    f"{W}richText": "rich_text",
    f"{W}dropDownList": "drop_down",
    f"{W}comboBox": "combo_box",
    f"{W}date": "date",
    f"{W}picture": "picture",
    f"{W14}checkbox": "check_box",
    f"{W15}repeatingSection": "wrapper",
    f"{W15}repeatingSectionItem": "wrapper",
    f"{W}group": "wrapper",
    f"{W}docPartObj": "wrapper",
    f"{W}docPartList": "wrapper",
    f"{W}citation": "wrapper",
    f"{W}bibliography": "wrapper",
    f"{W}equation": "wrapper",
}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_ALIAS, _TAG, _LOCK = f"{W}alias", f"{W}tag", f"{W}lock"
_FLAG, _PLACEHOLDER, _BINDING = f"{W}showingPlcHdr", f"{W}placeholder", f"{W}dataBinding"
_ASKED = frozenset({_ALIAS, _TAG, _LOCK, _FLAG, _PLACEHOLDER, _BINDING, *_KINDS})
_LOCKED = frozenset({"contentLocked", "sdtContentLocked"})
_CHECKED, _VAL14, _FONT14 = f"{W14}checked", f"{W14}val", f"{W14}font"
_STATES = (f"{W14}checkedState", f"{W14}uncheckedState")


@dataclass(slots=True)
class Holder:
    """One ``w:sdtPr``. ``kind`` is that of ``Control``, or ``check_box``, or ``wrapper`` for one that holds no answer.

    ``placeholder`` is the text of the document's own placeholder for it; ``bound`` the text of the XML part.
    """

    kind: str
    alias: str | None = None
    tag: str | None = None
    flagged: bool = False
    placeholder: str | None = None
    items: tuple[tuple[str, str], ...] = ()
    prompts: frozenset[str] = frozenset()
    iso: str | None = None
    bound: str | None = None
    checked: bool = False
    glyphs: tuple[str, str] = ("☒", "☐")
    """What the box shows when ticked and when not."""
    muted: bool = False
    """Whether all that stands in it has Word's style for prompts."""

    @property
    def named(self) -> bool:
        """Whether somebody set it up as a field, rather than wrapping a piece of the document."""
        return bool(self.alias or self.tag or self.placeholder or self.flagged) or self.kind != "rich_text"


def holder_of(sdt: Element, placeholders: dict[str, str], bound: Callable[[Element], str | None]) -> Holder:
    """What an ``w:sdt`` is. ``bound`` reads the XML part for a ``w:dataBinding``."""
    properties = leading(sdt, f"{W}sdtPr")
    if properties is None:
        return Holder("wrapper")
    stated = {tag: one for one in properties if (tag := one.tag) in _ASKED}
    typed = next((one for tag, one in stated.items() if tag in _KINDS), None)
    kind = "rich_text" if typed is None else _KINDS[typed.tag]
    if _LOCK in stated and kind in {"rich_text", "text"} and stated[_LOCK].get(VAL) in _LOCKED:
        kind = "wrapper"  # nobody can type into it: a label
    holder = Holder(kind)
    if _ALIAS in stated:
        holder.alias = stated[_ALIAS].get(VAL) or None
    if _TAG in stated:
        holder.tag = stated[_TAG].get(VAL) or None
    if _FLAG in stated:
        holder.flagged = is_on(stated[_FLAG].get(VAL))
    if _PLACEHOLDER in stated:
        holder.placeholder = placeholders.get(child_val(stated[_PLACEHOLDER], "docPart") or "")
    if _BINDING in stated:
        holder.bound = bound(stated[_BINDING])
    if typed is not None and kind in _READ:
        _READ[kind](holder, typed)
    return holder


def _read_date(holder: Holder, typed: Element) -> None:
    stated = typed.get(f"{W}fullDate") or ""
    holder.iso = stated[:10] if _DATE.match(stated) else None


def _read_box(holder: Holder, typed: Element) -> None:
    for one in typed:
        if one.tag == _CHECKED:
            holder.checked = is_on(one.get(_VAL14))
        elif one.tag in _STATES:
            glyph = symbol(one.get(_FONT14), one.get(_VAL14))
            on, off = holder.glyphs
            holder.glyphs = (glyph or on, off) if one.tag == _STATES[0] else (on, glyph or off)


def _read_items(holder: Holder, typed: Element) -> None:
    """Word's own prompt is an entry without a value, or a first one without a display text where others have one."""
    pairs = [(one.get(f"{W}displayText"), one.get(f"{W}value")) for one in typed.findall(f"{W}listItem")]
    others_shown = any(shown is not None for shown, _ in pairs)
    items, prompts = list[tuple[str, str]](), list[str]()
    for at, (shown, value) in enumerate(pairs):
        text = shown if shown is not None else value or ""
        if not value or (at == 0 and shown is None and others_shown):
            prompts.append(text)
        else:
            items.append((text, value))
    holder.items, holder.prompts = tuple(items), frozenset(map(folded, prompts))


_READ = {"drop_down": _read_items, "combo_box": _read_items, "date": _read_date, "check_box": _read_box}


def folded(text: str) -> str:
    """White space folded, for comparing a text with a prompt."""
    return " ".join(text.split())


def shown_text(tokens: Sequence[Token]) -> str:
    """The text of tokens; ticks have none."""
    parts = (
        one.text if isinstance(one, Text) else shown_text(one.tokens) if isinstance(one, Control) else ""
        for one in tokens
    )
    return "".join(parts)


def hold(tokens: list[Token], holder: Holder) -> list[Token]:
    """The tokens that stand for a control with these in it."""
    if holder.kind == "wrapper":
        return tokens
    if holder.kind == "check_box":
        return ticked(tokens, holder)
    inner = [one for one in tokens if isinstance(one, Control)]
    if inner or any(isinstance(one, Tick) and one.encoding == "w14" for one in tokens):
        if len(inner) == 1:  # LibreOffice wraps a control twice: the inner one is the typed one
            inner[0].alias, inner[0].tag = inner[0].alias or holder.alias, inner[0].tag or holder.tag
        return tokens
    control = Control(
        holder.kind, tokens, holder.alias, holder.tag, options=tuple(text for text, _ in holder.items), iso=holder.iso
    )
    _find_prompt(control, holder)
    if holder.bound is not None and not _agrees(control, holder):
        control.bound = holder.bound
    return [control]


def _find_prompt(control: Control, holder: Holder) -> None:
    """Whether the control shows its placeholder: flagged so, or the very words (LibreOffice drops the flag)."""
    shown, prompt = folded(shown_text(control.tokens)), folded(holder.placeholder or "")
    if not shown:
        control.prompt = holder.flagged
    elif shown == prompt or shown in holder.prompts:
        control.prompt = True
    elif holder.flagged:
        # a flag left standing over words that are neither the placeholder's nor in its style: somebody typed them
        control.prompt = holder.muted or not prompt
    if prompt and not control.prompt and shown.startswith(prompt):
        _cut(control, prompt)  # typed behind the prompt instead of over it
    if control.prompt or not shown:
        control.iso = None


def _cut(control: Control, prompt: str) -> None:
    first = control.tokens[0]
    if isinstance(first, Text) and first.text.lstrip().startswith(prompt):
        first.text = first.text.lstrip()[len(prompt) :]


def _agrees(control: Control, holder: Holder) -> bool:
    """Whether the bound XML part says what is shown: by text, by an entry's value, or by date."""
    shown, bound = "" if control.prompt else folded(shown_text(control.tokens)), folded(holder.bound or "")
    values = {folded(text): folded(value) for text, value in holder.items}
    return bound in {shown, values.get(shown, shown)} or (control.iso is not None and bound[:10] == control.iso)


def ticked(tokens: list[Token], holder: Holder) -> list[Token]:
    """The tick that a ``w14:checkbox`` shows, with what else stands in it. The glyph is what the applicant saw."""
    ticks = [one for one in tokens if isinstance(one, Tick)]
    if len(ticks) > 1:
        return tokens  # wrapped around a whole list: each box speaks for itself
    if not ticks:
        return _without_glyph(tokens, holder)
    tick = ticks[0]
    if tick.encoding != "w14":
        tick.encoding, tick.stored = "w14", None if tick.on == holder.checked else holder.checked
    tick.caption = tick.caption or holder.alias
    return tokens


def _without_glyph(tokens: list[Token], holder: Holder) -> list[Token]:
    """The box is drawn with a character that is no box elsewhere: compared with the two that the control declares."""
    shown = shown_text(tokens).strip()
    on, off = holder.glyphs
    if shown in {on, off} and on != off:
        seen = shown == on
        return [Tick(seen, "w14", None if seen == holder.checked else holder.checked, holder.alias)]
    rest: list[Token] = [] if len(shown) <= 1 else tokens
    return [Tick(holder.checked, "w14", caption=holder.alias), *rest]


def hold_blocks(blocks: list[Block], holder: Holder) -> list[Block]:
    """The blocks inside a block or cell control. Plain paragraphs become one, since they are one answer; where the
    control is wrapped around controls, tables, boxes or an unnamed piece of the document, it is looked through."""
    if holder.kind == "wrapper" or not blocks:
        return blocks
    paragraphs = [one for one in blocks if isinstance(one, Paragraph)]
    if len(paragraphs) < len(blocks):
        return blocks
    tokens = [one for paragraph in paragraphs for one in paragraph.tokens]
    first = paragraphs[0]
    if holder.kind == "check_box" or len(paragraphs) == 1:
        if len(paragraphs) == 1:
            first.tokens = hold(first.tokens, holder)
        elif sum(isinstance(one, Tick) for one in tokens) == 1:
            ticked(tokens, holder)
        return blocks
    controls = [one for one in tokens if isinstance(one, Control)]
    if controls:
        hold(tokens, holder)  # an only control inherits the name
    boxed = any(isinstance(one, Tick) and one.encoding == "w14" for one in tokens)
    if controls or boxed or not holder.named or any(one.heading for one in paragraphs):
        return blocks
    joined = list(first.tokens)
    for paragraph in paragraphs[1:]:
        joined += [Text("\n"), *paragraph.tokens]
    first.tokens = hold(joined, holder)
    return [first]
