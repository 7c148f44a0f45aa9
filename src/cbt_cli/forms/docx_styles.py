"""Styles of a Word document (ECMA-376 part 1, 17.7): what they make hidden, struck, faint, a heading or a list."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from cbt_cli.forms.docx_look import PLAIN, TELLING, Look, Shown, is_white, look_of, over
from cbt_cli.forms.docx_names import VAL, Element, W, by_tag, child_val, is_on, val
from cbt_cli.forms.docx_numbering import numbering_of
from cbt_cli.forms.glyphs import is_symbol_font

_HEADING = re.compile(
    r"(?:heading|titre|title|subtitle|sous-titre|(?:ü|u|ue)?berschrift|titel|t[ií]tulo|titolo|kop|nag(?:ł|l)[oó]wek)\s*\d?$",
    re.IGNORECASE,
)
_LEADERS = frozenset({"dot", "hyphen", "underscore", "heavy", "middleDot"})
_TINY = 4
"""Half-points: text of 2 pt and less is not meant to be seen."""
_FONTS = f"{W}rFonts"
_REMEMBERED = 10_000
"""Looks that are remembered at most."""


@dataclass(slots=True, frozen=True)
class Style:
    """A style with all that it is based on. ``numbering`` is (numId, level); ``leaders`` are its tab stops."""

    look: Look = PLAIN
    heading: bool = False
    numbering: tuple[str, str] | None = None
    leaders: tuple[tuple[int, bool], ...] = ()


def tab_stops(tabs: Element | None) -> tuple[tuple[int, bool], ...]:
    """The tab stops in a ``w:tabs``: position in twips, and whether the tab is drawn as a line or dots."""
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
        self._shown: dict[tuple[str | None, ...], Shown] = {}

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

    def shown(self, paragraph: str | None, properties: Element | None) -> Shown:
        """How a run with this ``w:rPr`` is shown in a paragraph of this style. Runs say the same few things, so each
        combination is worked out once."""
        key: list[str | None] = [paragraph]
        for one in () if properties is None else properties:
            tag = one.tag
            telling = TELLING.get(tag)
            if telling is not None:
                key += (tag, one.get(telling))
                if tag == _FONTS:
                    key.append(one.get(f"{W}hAnsi"))
        kept = tuple(key)
        found = self._shown.get(kept)
        if found is None:
            if len(self._shown) > _REMEMBERED:
                self._shown.clear()
            found = self._shown[kept] = self._work_out(paragraph, properties)
        return found

    def _work_out(self, paragraph: str | None, properties: Element | None) -> Shown:
        look = over(self.look(paragraph, child_val(properties, "rStyle")), look_of(properties))
        return Shown(
            bool(look.hidden),
            bool(look.strike),
            look.highlight,
            look.underline,
            white=is_white(look.color) and (look.shade is None or is_white(look.shade)),
            tiny=look.size is not None and look.size.isdigit() and int(look.size) <= _TINY,
            font=look.font if is_symbol_font(look.font) else None,
        )

    def name(self, style_id: str | None) -> str:
        """The style's name, which is English for Word's own styles in whatever language Word runs."""
        return child_val(self._elements.get(style_id or ""), "name") or style_id or ""

    def _resolve(self, element: Element | None) -> Style:
        if element is None:
            return Style()
        parent = child_val(element, "basedOn")
        base = self.style(parent) if parent else Style()
        paragraph = by_tag(element.find(f"{W}pPr"))
        level = val(paragraph.get(f"{W}outlineLvl"))
        names = (child_val(element, "name") or "", element.get(f"{W}styleId") or "")
        heading = any(_HEADING.match(name.strip()) for name in names)
        return Style(
            look=over(base.look, look_of(element.find(f"{W}rPr"))),
            heading=level != "9" and (heading or base.heading or level is not None),
            numbering=numbering_of(paragraph.get(f"{W}numPr")) or base.numbering,
            leaders=tab_stops(paragraph.get(f"{W}tabs")) or base.leaders,
        )


def _is_default(style: Element) -> bool:
    return is_on(style.get(f"{W}default", "0"))
