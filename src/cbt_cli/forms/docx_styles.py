"""Styles and numbering of a Word document: what they make hidden, struck, faint, a heading or a tick box."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from cbt_cli.forms.docx_names import VAL, Element, W, child_val, is_on, val
from cbt_cli.forms.docx_symbols import is_box_bullet

_HEADING = re.compile(
    r"(?:heading|titre|title|subtitle|sous-titre|(?:ü|u|ue)?berschrift|titel|t[ií]tulo|titolo|kop|nag(?:ł|l)[oó]wek)\s*\d?$",
    re.IGNORECASE,
)
_LEADERS = frozenset({"dot", "hyphen", "underscore", "heavy", "middleDot"})
_TINY = 4
"""Half-points: text of 2 pt and less is not meant to be seen."""


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

    @property
    def faint(self) -> bool:
        """White without a ground of its own, or tiny."""
        tiny = self.size is not None and self.size.isdigit() and int(self.size) <= _TINY
        return tiny or (is_white(self.color) and (self.shade is None or is_white(self.shade)))


@dataclass(slots=True, frozen=True)
class Style:
    """A style with all that it is based on. ``numbering`` is (numId, level); ``leaders`` are its tab stops."""

    look: Look = Look()
    heading: bool = False
    numbering: tuple[str, str] | None = None
    leaders: tuple[tuple[int, bool], ...] = ()


PLAIN = Look()


def is_white(color: str | None) -> bool:
    """Whether a colour (``RRGGBB``) cannot be told from paper."""
    return color is not None and re.fullmatch(r"(?:[Ff][5-9A-Fa-f]){3}", color) is not None


def has_ground(properties: Element | None) -> bool:
    """Whether ``w:shd`` below these properties paints a ground that is not white."""
    fill = None if properties is None else val(properties.find(f"{W}shd"), f"{W}fill")
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
    stated["font"] = one.get(f"{W}ascii") or one.get(f"{W}hAnsi") or one.get(f"{W}cs")


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


def tab_stops(properties: Element | None) -> tuple[tuple[int, bool], ...]:
    """The tab stops in a ``w:pPr``: position in twips, and whether the tab is drawn as a line or dots."""
    tabs = None if properties is None else properties.find(f"{W}tabs")
    if tabs is None:
        return ()
    stops = ((one.get(f"{W}pos") or "", one) for one in tabs if one.get(VAL) != "clear")
    return tuple(sorted((int(at), one.get(f"{W}leader") in _LEADERS) for at, one in stops if at.lstrip("-").isdigit()))


class Styles:
    """The styles part; each style is resolved once."""

    def __init__(self, root: Element | None) -> None:
        found = () if root is None else root.findall(f"{W}style")
        self._elements = {one.get(f"{W}styleId", ""): one for one in found}
        default = [one for one in found if one.get(f"{W}type") == "paragraph" and _is_default(one)]
        self._default = default[0].get(f"{W}styleId", "") if default else ""
        defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._ground = look_of(defaults)
        self._resolved: dict[str, Style] = {}
        self._pairs: dict[tuple[str | None, str | None], Look] = {}

    def style(self, name: str | None) -> Style:
        """The style by its id; the default paragraph style for ``None``; an empty one where there is no such style."""
        name = self._default if name is None else name
        known = self._resolved.get(name)
        if known is None:
            self._resolved[name] = Style()  # a style based on itself ends here
            known = self._resolved[name] = self._resolve(self._elements.get(name))
        return known

    def look(self, paragraph: str | None, run: str | None) -> Look:
        """Characters in a run style inside a paragraph style (17.7.2); hidden and strike are toggles (17.7.3)."""
        key = (paragraph, run)
        if key not in self._pairs:
            below = over(self._ground, self.style(paragraph).look)
            if run is not None:
                above = self.style(run).look
                hidden, strike = bool(below.hidden) != bool(above.hidden), bool(below.strike) != bool(above.strike)
                below = replace(over(below, above), hidden=hidden, strike=strike)
            self._pairs[key] = replace(below, underline=False, highlight=False)
        return self._pairs[key]

    def name(self, style_id: str | None) -> str:
        """The style's name, which is English for Word's own styles in whatever language Word runs."""
        return child_val(self._elements.get(style_id or ""), "name") or style_id or ""

    def _resolve(self, element: Element | None) -> Style:
        if element is None:
            return Style()
        parent = child_val(element, "basedOn")
        base = self.style(parent) if parent else Style()
        paragraph = element.find(f"{W}pPr")
        level = child_val(paragraph, "outlineLvl")
        names = (child_val(element, "name") or "", element.get(f"{W}styleId") or "")
        heading = any(_HEADING.match(name.strip()) for name in names)
        return Style(
            look=over(base.look, look_of(element.find(f"{W}rPr"))),
            heading=level != "9" and (heading or base.heading or level is not None),
            numbering=numbering_of(paragraph) or base.numbering,
            leaders=tab_stops(paragraph) or base.leaders,
        )


def _is_default(style: Element) -> bool:
    return is_on(style.get(f"{W}default", "0"))


def numbering_of(properties: Element | None) -> tuple[str, str] | None:
    """(numId, level) of a ``w:pPr``; numId ``0`` takes a style's numbering away (17.9.18)."""
    stated = None if properties is None else properties.find(f"{W}numPr")
    if stated is None:
        return None
    return child_val(stated, "numId") or "", child_val(stated, "ilvl") or "0"


class Numbering:
    """The numbering part: which lists have a tick box for a bullet."""

    def __init__(self, root: Element | None) -> None:
        self._boxes: dict[tuple[str, str], bool] = {}
        self._numbers = {} if root is None else {one.get(f"{W}numId", ""): one for one in root.findall(f"{W}num")}
        found = () if root is None else root.findall(f"{W}abstractNum")
        self._abstract = {one.get(f"{W}abstractNumId", ""): one for one in found}
        self._linked = {link: one for one in found if (link := child_val(one, "styleLink"))}

    def is_box(self, number: str, level: str) -> bool:
        """Whether this level of this list is drawn with a tick box."""
        key = (number, level)
        if key not in self._boxes:
            self._boxes[key] = self._look_up(number, level)
        return self._boxes[key]

    def _look_up(self, number: str, level: str) -> bool:
        chosen = self._numbers.get(number)
        if chosen is None:
            return False
        abstract = self._abstract.get(child_val(chosen, "abstractNumId") or "")
        link = child_val(abstract, "numStyleLink")
        if link is not None:
            abstract = self._linked.get(link, abstract)
        overrides = chosen.findall(f"{W}lvlOverride/{W}lvl")
        levels = [*overrides, *([] if abstract is None else abstract.findall(f"{W}lvl"))]
        for one in levels:
            if one.get(f"{W}ilvl") == level:
                font = look_of(one.find(f"{W}rPr")).font
                return child_val(one, "numFmt") == "bullet" and is_box_bullet(child_val(one, "lvlText") or "", font)
        return False
