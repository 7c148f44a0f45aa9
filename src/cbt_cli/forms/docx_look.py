"""How characters of a Word document look (ECMA-376 part 1, 17.3.2): what a ``w:rPr`` states, and what comes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from cbt_cli.forms.docx_names import VAL, Element, W, is_on, val


@dataclass(slots=True, frozen=True)
class Look:
    """How characters look. ``None`` in a style's look means that the style says nothing."""

    hidden: bool | None = None
    strike: bool | None = None
    color: str | None = None
    size: str | None = None
    font: str | None = None
    shade: str | None = None
    highlight: bool = False
    underline: bool = False


@dataclass(slots=True, frozen=True)
class Shown:
    """How characters are shown in the end. ``font`` is there only where it draws pictures for letters; ``white`` and
    ``tiny`` text is not meant to be seen, white text unless something dark lies under it."""

    hidden: bool
    strike: bool
    highlight: bool
    underline: bool
    white: bool
    tiny: bool
    font: str | None


PLAIN = Look()


def is_white(color: str | None) -> bool:
    """Whether a colour (``RRGGBB``) cannot be told from paper."""
    return color is not None and re.fullmatch(r"(?:[Ff][5-9A-Fa-f]){3}", color) is not None


def has_ground(shading: Element | None) -> bool:
    """Whether a ``w:shd`` paints a ground that is not white."""
    fill = val(shading, f"{W}fill")
    return fill is not None and fill.lower() != "auto" and not is_white(fill)


def look_of(properties: Element | None) -> Look:
    """The look that one ``w:rPr`` states by itself, changes tracked in it aside."""
    if properties is None or not len(properties):
        return PLAIN
    stated: dict[str, bool | str | None] = {}
    for one in properties:
        reader = _STATED.get(one.tag)
        if reader is not None:
            reader(one, stated)
    return Look(**stated) if stated else PLAIN  # type: ignore[arg-type]  # the keys are Look's own, set below


def _font(one: Element, stated: dict[str, bool | str | None]) -> None:
    stated["font"] = one.get(f"{W}ascii") or one.get(f"{W}hAnsi")


def _strike(one: Element, stated: dict[str, bool | str | None]) -> None:
    stated["strike"] = bool(stated.get("strike")) or is_on(one.get(VAL))


def _shade(one: Element, stated: dict[str, bool | str | None]) -> None:
    fill = (one.get(f"{W}fill") or "auto").upper()
    if fill != "AUTO":
        stated["shade"] = fill
        stated["highlight"] = bool(stated.get("highlight")) or not is_white(fill)


def _highlight(one: Element, stated: dict[str, bool | str | None]) -> None:
    stated["highlight"] = one.get(VAL) not in {None, "none", "white"} or bool(stated.get("highlight"))


_STATED = {
    f"{W}vanish": lambda one, stated: stated.__setitem__("hidden", is_on(one.get(VAL))),
    f"{W}strike": _strike,
    f"{W}dstrike": _strike,
    f"{W}color": lambda one, stated: stated.__setitem__("color", one.get(VAL)),
    f"{W}sz": lambda one, stated: stated.__setitem__("size", one.get(VAL)),
    f"{W}u": lambda one, stated: stated.__setitem__("underline", one.get(VAL) not in {None, "none"}),
    f"{W}rFonts": _font,
    f"{W}shd": _shade,
    f"{W}highlight": _highlight,
}


TELLING = {**dict.fromkeys(_STATED, VAL), f"{W}rFonts": f"{W}ascii", f"{W}shd": f"{W}fill", f"{W}rStyle": VAL}
"""The attribute by which two elements of a kind are told apart."""


def over(below: Look, above: Look) -> Look:
    """``above`` where it states something, else ``below``. Underline and highlight never come from below."""
    if above is PLAIN:
        return replace(below, underline=False, highlight=False) if below.underline or below.highlight else below
    return Look(
        below.hidden if above.hidden is None else above.hidden,
        below.strike if above.strike is None else above.strike,
        above.color or below.color,
        above.size or below.size,
        above.font or below.font,
        above.shade or below.shade,
        above.highlight,
        above.underline,
    )
