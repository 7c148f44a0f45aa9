"""Cell styles (ECMA-376 part 1, 18.8): number format, font, fill and protection of each ``cellXfs`` entry."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TypeVar

from lxml import etree

from cbt_cli.forms.glyphs import is_symbol_font
from cbt_cli.forms.xlsx_formats import BUILT_IN, LOCAL_CURRENCY, NumberFormat, parse_format

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
BAG = "{http://schemas.microsoft.com/office/spreadsheetml/2022/featurepropertybag}"
T = TypeVar("T")
_OFF = {"0", "false", "off", "none"}
_WHITE = {"FFFFFFFF", "00FFFFFF", "FFFFFF"}
_TINY = 2.0
"""Points; smaller text is not meant to be read."""


@dataclass(frozen=True, slots=True)
class Font:
    """What a font says about the text in it. ``size`` in points; ``colour`` is ``white``, an ARGB value or ``""``."""

    name: str | None = None
    size: float = 11.0
    bold: bool = False
    strike: bool = False
    underline: bool = False
    colour: str = ""

    @property
    def tiny(self) -> bool:
        """Too small to be read."""
        return self.size <= _TINY


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks. ``fill`` is its colour as in ``Font.colour``, ``""`` for none; ``checkbox``: an in-cell box."""

    format: NumberFormat = field(default_factory=lambda: parse_format("General"))
    font: Font = field(default_factory=Font)
    fill: str = ""
    locked: bool = True
    checkbox: bool = False
    faint: bool = False
    """Whether it hides text in its own font."""
    plain: bool = True
    """Whether text in it is just text: seen, not struck, not underlined, in a font of letters."""
    common: bool = False
    """Whether it is plain and in a format that nearly all numbers are in (``NumberFormat.common``)."""
    prominent: bool = False
    """Whether it is bold or large, as headings are."""

    def hides(self, font: Font) -> bool:
        """Whether text in ``font`` is white on nothing, in the colour of the fill, or tiny."""
        return font.tiny or (bool(font.colour) and font.colour == (self.fill or "white"))


PLAIN = Style()


def read_font(look: etree._Element) -> Font:
    """A ``font`` or ``rPr`` element."""
    name, size, colour = None, 11.0, ""
    flags: dict[str, bool] = {}
    for one in look:
        tag, value = one.tag.rpartition("}")[2], one.get("val")
        if tag in {"name", "rFont"}:
            name = value
        elif tag == "sz":
            size = _float(value, 11.0)
        elif tag == "color":
            colour = read_colour(one)
        elif tag in {"b", "strike", "u"}:
            flags[tag] = (value or "1").lower() not in _OFF
    return Font(name, size, flags.get("b", False), flags.get("strike", False), flags.get("u", False), colour)


def read_colour(colour: etree._Element | None) -> str:
    """``white``, an ARGB value, a theme or palette colour by its number (18.8.3, 18.8.27), ``""`` for automatic."""
    if colour is None or colour.get("auto") in {"1", "true"}:
        return ""
    if rgb := colour.get("rgb"):
        return "white" if rgb.upper() in _WHITE else rgb.upper()
    if theme := colour.get("theme"):  # theme colour 0 is the window's background
        tint = _float(colour.get("tint"), 0.0)
        return "white" if theme == "0" and tint == 0 else f"theme {theme} {tint}"
    index = colour.get("indexed", "")
    return "white" if index in {"1", "9", "65"} else f"indexed {index}" if index not in {"", "64"} else ""


def read_styles(root: etree._Element, bag: etree._Element | None = None) -> list[Style]:
    """The styles by the index that cells use. ``bag`` is the feature property bag, which knows in-cell tick boxes."""
    codes = {one.get("numFmtId", ""): one.get("formatCode", "") for one in root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")}
    fonts = [read_font(one) for one in root.iterfind(f"{MAIN}fonts/{MAIN}font")]
    fills = [_read_fill(one) for one in root.iterfind(f"{MAIN}fills/{MAIN}fill")]
    boxes = _checkbox_complements(bag)
    styles = []
    for one in root.iterfind(f"{MAIN}cellXfs/{MAIN}xf"):
        protection = one.find(MAIN + "protection")
        locked = protection is None or protection.get("locked", "1").lower() not in _OFF
        complement = one.find(f".//{BAG}xfComplement")
        style = Style(
            _read_format(one.get("numFmtId", "0"), codes),
            _pick(fonts, one.get("fontId"), PLAIN.font),
            _pick(fills, one.get("fillId"), ""),
            locked,
            complement is not None and complement.get("i", "0") in boxes,
        )
        styles.append(_concluded(style))
    return styles


def _concluded(style: Style) -> Style:
    """The style with what follows from all of it."""
    font, faint = style.font, style.hides(style.font)
    odd = faint or font.strike or font.underline or style.format.hides_text or is_symbol_font(font.name)
    common = not odd and bool(style.format.common)
    return replace(style, faint=faint, plain=not odd, common=common, prominent=font.bold or font.size >= 14)


def _read_format(number: str, codes: dict[str, str]) -> NumberFormat:
    """A format by its number: the workbook's own code, else the built-in one, else General."""
    code = codes.get(number)
    if code is not None:
        return parse_format(code)
    key = int(number) if number.isdigit() and len(number) < 9 else 0
    if key in LOCAL_CURRENCY:
        return NumberFormat(parse_format("#,##0.00").sections, local_currency=True)
    return parse_format(BUILT_IN.get(key, "General"))


def _read_fill(fill: etree._Element) -> str:
    """The colour of a solid or patterned fill (18.8.32); a gradient counts as one colour of its own."""
    pattern = fill.find(MAIN + "patternFill")
    if pattern is None:
        return "gradient" if fill.find(MAIN + "gradientFill") is not None else ""
    if pattern.get("patternType", "none") == "none":
        return ""
    return read_colour(pattern.find(MAIN + "fgColor")) or "pattern"


def _checkbox_complements(bag: etree._Element | None) -> set[str]:
    """The ``xfComplement`` indexes whose bags end in a check box ([MS-XLSX] 2.3.11: bags refer to bags by index)."""
    if bag is None:
        return set()
    bags = list(bag.iterfind(BAG + "bag"))
    refers = [[(one.text or "").strip() for one in each.iter(BAG + "bagId")] for each in bags]
    boxes = {str(at) for at, each in enumerate(bags) if (each.get("type") or "").lower() == "checkbox"}
    for _ in range(3):  # XFComplement → XFControls → Checkbox
        boxes |= {
            str(at)
            for at, ids in enumerate(refers)
            if bags[at].get("type") in {"XFControls", "XFComplement"} and boxes.intersection(ids)
        }
    mapped = next((ids for at, ids in enumerate(refers) if bags[at].get("type") == "XFComplements"), [])
    return {str(at) for at, one in enumerate(mapped) if one in boxes}


def _pick(items: list[T], index: str | None, default: T) -> T:
    at = int(index) if index and index.isdigit() and len(index) < 9 else -1
    return items[at] if 0 <= at < len(items) else default


def _float(text: str | None, default: float) -> float:
    try:
        return float(text) if text else default
    except ValueError:
        return default
