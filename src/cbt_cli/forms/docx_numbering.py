"""Numbering of a Word document (ECMA-376 part 1, 17.9): which lists have a tick box for a bullet."""

from __future__ import annotations

from cbt_cli.forms.docx_look import look_of
from cbt_cli.forms.docx_names import Element, W, child_val
from cbt_cli.forms.docx_symbols import is_box_bullet


def numbering_of(stated: Element | None) -> tuple[str, str] | None:
    """(numId, level) of a ``w:numPr``; numId ``0`` takes a style's numbering away (17.9.18)."""
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
