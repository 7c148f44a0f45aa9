"""Fields of Word (ECMA-376 part 1, 17.16), legacy form fields above all, across runs and paragraphs."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field

from cbt_cli.forms.docx_controls import shown_text
from cbt_cli.forms.docx_names import Element, W, child_val, is_on, number, val
from cbt_cli.forms.docx_symbols import symbol
from cbt_cli.forms.glyphs import split_glyphs
from cbt_cli.forms.tree import Control, Text, Tick, Token

_CONTAINERS = frozenset({f"{W}tc", f"{W}txbxContent", f"{W}body", f"{W}footnote", f"{W}endnote", f"{W}hdr", f"{W}ftr"})
OUTSIDE = frozenset({"DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "LINK", "DATABASE"})
"""Fields that fetch from elsewhere when somebody agrees to update them."""


@dataclass(slots=True)
class Field:
    """A field that is open: its instruction, and where its result began in each list of tokens that it reached."""

    data: Element | None
    instruction: list[str] = field(default_factory=list)
    separated: bool = False
    pieces: list[tuple[list[Token], int]] = field(default_factory=list)

    @property
    def word(self) -> str:
        """The field's name: ``FORMTEXT``, ``HYPERLINK``…"""
        return ("".join(self.instruction).split() or [""])[0].upper()


def unmatched(story: Element) -> tuple[set[Element], list[Element]]:
    """The field marks without a partner in the same cell or story, which are read as if they were not there; and all
    marks, which must stay referenced for the set to hold."""
    marks = list(story.iter(f"{W}fldChar"))
    open_marks: list[Element] = []
    lonely: set[Element] = set()
    for mark in marks:
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            open_marks.append(mark)
        elif not open_marks:
            lonely.add(mark)
        elif kind == "end":
            begin = open_marks.pop()
            if _container(begin) is not _container(mark):
                lonely |= {begin, mark}
    return lonely.union(open_marks), marks


def _container(mark: Element) -> Element | None:
    return next((one for one in mark.iterancestors() if one.tag in _CONTAINERS), None)


def close(one: Field, current: list[Token]) -> None:
    """Put what the field stands for where its result stands; a field that ends elsewhere than it should stays text."""
    if one.pieces and one.pieces[-1][0] is not current:
        return
    form = is_form(one)
    display = _button_text(one)
    if not form and display is None and one.word != "SYMBOL":
        return
    result: list[Token] = []
    for at, (tokens, start) in enumerate(one.pieces):
        result += ([Text("\n")] if at else []) + tokens[start:]
        del tokens[start:]
    into = one.pieces[0][0] if one.pieces else current
    if display is not None:
        into.append(Control("legacy_text", [Text(display)], prompt=True))
    elif form:
        into += form_field(one, result)
    else:
        into += result or _symbol(one)


def is_form(one: Field) -> bool:
    """Whether it is one of the three legacy form fields."""
    return (
        one.word in {"FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN"}
        or _data(one, "checkBox", "textInput", "ddList") is not None
    )


def form_field(one: Field, result: list[Token]) -> list[Token]:
    """The tokens of a legacy form field (17.16.17: ``w:ffData``) with this result."""
    name = child_val(one.data, "name") or None
    box, drop, text = _data(one, "checkBox"), _data(one, "ddList"), _data(one, "textInput")
    if box is not None or one.word == "FORMCHECKBOX":
        return _check_box(box, result)
    if drop is not None or one.word == "FORMDROPDOWN":
        return [_drop_down(drop, name, result)]
    if any(isinstance(token, Control | Tick) for token in result):
        return result
    default = child_val(text, "default")
    # Word keeps an empty field open with five en spaces (U+2002)
    empty = not shown_text(result).strip()
    return [Control("legacy_text", [] if empty else result, tag=name, prompt=empty, default=default)]


def _data(one: Field, *names: str) -> Element | None:
    found = (one.data.find(f"{W}{name}") for name in names) if one.data is not None else iter(())
    return next((element for element in found if element is not None), None)


def _check_box(box: Element | None, result: list[Token]) -> list[Token]:
    """``checked``, else ``default``, else off; without any data the state is unknown."""
    drawn = [token for token in result if isinstance(token, Tick)]
    rest = [token for token in result if not isinstance(token, Tick)]
    state: bool | None = None
    if box is not None:
        stated = box.find(f"{W}checked")
        stated = box.find(f"{W}default") if stated is None else stated
        state = stated is not None and is_on(val(stated))
    if len(drawn) != 1 or drawn[0].on == state:
        return [Tick(state, "legacy"), *rest]
    return [Tick(drawn[0].on, "legacy", stored=state), *rest]


def _drop_down(drop: Element | None, name: str | None, result: list[Token]) -> Control:
    """``result``, else ``default``, else 0: an index into the entries. An entry of blanks or dashes is a prompt."""
    entries = [] if drop is None else [val(one) or "" for one in drop.findall(f"{W}listEntry")]
    default = number(child_val(drop, "default"), 0, max(len(entries) - 1, 0))
    chosen = child_val(drop, "result")
    at = default if chosen is None else number(chosen, 0, max(len(entries) - 1, 0))
    tokens: list[Token] = [Text(entries[at])] if entries else result
    prompt = at == default and not re.search(r"\w", shown_text(tokens))
    options = tuple(entry for entry in entries if re.search(r"\w", entry))
    return Control(
        "legacy_drop_down",
        tokens,
        tag=name,
        prompt=prompt,
        options=options,
        default=entries[default] if entries else None,
    )


def _button_text(one: Field) -> str | None:
    """``MACROBUTTON NoMacro [Click here]``: a prompt from before content controls, kept in the instruction."""
    if one.word != "MACROBUTTON":
        return None
    words = "".join(one.instruction).split(maxsplit=2)
    return words[2].strip() if len(words) > 2 else ""


def _symbol(one: Field) -> list[Token]:
    r"""``SYMBOL 254 \f Wingdings``: a picture by its number (17.16.5.63)."""
    try:
        words = shlex.split("".join(one.instruction).replace("\\", "\\\\"))
        font = words[words.index("\\f") + 1] if "\\f" in words else None
        shown = symbol(font, f"{int(words[1], 0):X}")
    except (ValueError, IndexError):
        return []
    return list(split_glyphs(shown, font))
