"""Number formats (ECMA-376 part 1, 18.8.30 and 18.8.31): what a stored number shows: a date, a currency, a unit.

A format code has up to four sections (positive; negative; zero; text). Quoted and escaped characters, ``[$€-40C]`` and
plain signs are shown beside the number; colours, conditions, padding (``_x``) and filling (``*x``) are not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from cbt_cli.forms.glyphs import is_drawn
from cbt_cli.forms.xlsx_currencies import CODES, currency_of

BUILT_IN: dict[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: "#,##0", 43: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0",
    49: "@",
    # 27–36 and 50–58 are dates in East Asian versions (18.8.30), general numbers nowhere; 32–35 and 55–56 show times.
    **dict.fromkeys((*range(27, 32), 36, *range(50, 55), 57, 58), "yyyy-mm-dd"),
    **dict.fromkeys((32, 33, 34, 35, 55, 56), "h:mm:ss"),
}  # fmt: skip
LOCAL_CURRENCY = frozenset({5, 6, 7, 8, 42, 44})
"""Built-in formats that show the currency of the computer they are opened on: undefined in the file."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|\[(?P<bracket>[^\]]*)\]|_(?P<pad>.)|\*(?P<fill>.)'
    r"|(?P<general>General|Standard|Est[aá]ndar|Standaard)|(?P<scientific>[Ee][+-])|(?P<noon>AM/PM|A/P)"
    rf"|(?P<code>(?:{'|'.join(sorted(CODES))})(?![A-Za-z]))"
    r"|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|[eE]+|[gG]+)|(?P<digit>[0#?])|(?P<at>@)|(?P<percent>%)|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)")


@dataclass(slots=True)
class Section:
    """One section: how a number in it is shown. ``date`` holds the letters of the date parts, ``""`` for none."""

    date: str = ""
    elapsed: bool = False
    items: list[tuple[str, str]] = field(default_factory=list)
    """(``digit`` | ``literal``, text), in order."""
    currency: str | None = None
    percent: bool = False
    scaled: bool = False
    text: bool = False
    condition: tuple[str, Decimal] | None = None
    shows_number: bool = False
    """Whether a number's digits appear at all."""
    before: str = ""
    after: str = ""
    """The words around the digits."""
    pattern: list[tuple[str, str]] = field(default_factory=list)
    """The items from the first digit to the last, where whole numbers are cut up or filled up by them (a telephone
    number, a post code)."""
    day: str = ""
    """How much of the day a date shows: ``day``, ``month``, ``year`` or nothing."""
    time: bool = False
    """Whether a date shows the time."""

    def holds(self, number: Decimal) -> bool:
        """Whether the section's condition takes ``number``."""
        if self.condition is None:
            return False
        sign, bound = self.condition
        return {"<": number < bound, "<=": number <= bound, ">": number > bound, ">=": number >= bound,
                "=": number == bound, "<>": number != bound}[sign]  # fmt: skip


@dataclass(slots=True)
class NumberFormat:
    """A parsed format code."""

    sections: list[Section]
    local_currency: bool = False
    hides_text: bool = False
    """Whether text in the cell is not shown (``;;;``)."""
    general: bool = False
    """Whether a number shows as itself and nothing else."""
    currency: str | None = None
    """That of the first section that has one."""
    common: str = ""
    """How a positive whole number shows, in the formats that nearly all are: ``number`` where it shows itself between
    the words ``before`` and ``after``, ``date`` where it is a day in full; nothing for any other."""
    before: str = ""
    after: str = ""

    def section(self, number: Decimal) -> Section:
        """The section that shows ``number``."""
        numeric = [one for one in self.sections if not one.text] or [_ITSELF]
        if len(numeric) == 1 and numeric[0].condition is None:
            return numeric[0]
        for one in numeric:
            if one.holds(number):
                return one
        plain = [one for one in numeric if one.condition is None] or numeric[-1:]
        if len(plain) < len(numeric):
            return plain[0]
        if number < 0 and len(numeric) > 1:
            return numeric[1]
        return numeric[2] if number == 0 and len(numeric) > 2 else numeric[0]


@lru_cache(maxsize=512)
def parse_format(code: str) -> NumberFormat:
    """The format of ``code``."""
    sections = [Section()]
    for hit in _TOKEN.finditer(code):
        kind, text = hit.lastgroup or "other", hit[hit.lastgroup or "other"]
        if kind == "other" and text == ";":
            sections.append(Section())
        else:
            _take(sections[-1], kind, text)
    for one in sections:
        _conclude(one)
    hides_text = len(sections) > 3 and not sections[3].items
    return NumberFormat(
        sections[:4],
        hides_text=hides_text,
        general=code.casefold() in {"general", "standard", "", "@"},
        currency=sections[0].currency or next((one.currency for one in sections if one.currency), None),
        common=_common(sections),
        before=sections[0].before.lstrip(),
        after=sections[0].after.rstrip(),
    )


def _common(sections: list[Section]) -> str:
    first = sections[0]
    if first.text or any(one.condition for one in sections):
        return ""
    if first.date:
        return "date" if first.day == "day" and not first.time and not first.elapsed else ""
    odd = first.percent or first.scaled or bool(first.pattern) or is_drawn(first.before + first.after)
    return "number" if first.shows_number and not odd else ""


def _take(section: Section, kind: str, text: str) -> None:
    """Put one token into its section."""
    if kind in {"quoted", "escaped", "code"} or (kind == "other" and text not in ",./"):
        section.items.append(("literal", text))
    elif kind == "other":
        section.items.append(("sign", text))
    elif kind in {"digit", "general", "scientific"}:
        section.items.append(("digit", text))
        section.shows_number = True
    elif kind == "date" and not section.shows_number:  # a letter after a digit belongs to no date: 0 "h" without quotes
        section.date += text.lower() + " "
    elif kind == "date":
        section.items.append(("literal", text))
    elif kind == "percent":
        section.percent = True
    elif kind == "at":
        section.text = True
        section.items.append(("at", text))
    elif kind == "bracket":
        _take_bracket(section, text)


def _take_bracket(section: Section, text: str) -> None:
    """``[$€-40C]`` is a currency sign, ``[h]`` elapsed time, ``[<5]`` a condition; colours show nothing."""
    if text.startswith("$"):
        symbol, _, locale = text[1:].partition("-")
        section.currency = section.currency or currency_of(symbol, locale)
        if symbol:
            section.items.append(("literal", symbol))
    elif re.fullmatch(r"[hH]+|[mM]+|[sS]+", text):
        section.elapsed = True
        section.date += text.lower() + " "
    elif hit := _CONDITION.fullmatch(text.strip()):
        try:
            section.condition = (hit[1], Decimal(hit[2]))
        except ArithmeticError:
            return


def _conclude(section: Section) -> None:
    """What can be said only of a whole section: its currency, and thousands left out (``0,,"M"``)."""
    for kind, text in section.items:
        if kind == "literal" and section.currency is None:
            section.currency = currency_of(text.strip(), "")
    if section.currency is None:  # a word may be spelt in escaped letters: \C\H\F
        words = "".join(text if kind == "literal" else " " for kind, text in section.items)
        section.currency = next((found for word in words.split() if (found := currency_of(word, ""))), None)
    digits = [at for at, (kind, _) in enumerate(section.items) if kind == "digit"]
    if digits:
        middle = section.items[digits[0] : digits[-1] + 1]
        section.scaled = section.items[digits[-1] + 1 : digits[-1] + 2] == [("sign", ",")]
        section.before = _words(section.items[: digits[0]])
        section.after = _words(section.items[digits[-1] + 1 :])
        section.pattern = middle if _cuts_up(middle) else []
    section.day, section.time = _parts(section.date.split())


def _words(items: list[tuple[str, str]]) -> str:
    return "".join(text for kind, text in items if kind == "literal")


def _cuts_up(items: list[tuple[str, str]]) -> bool:
    """Whether a whole number is not simply shown by these: words stand between its digits, or zeros fill it up."""
    digits = [text for kind, text in items if kind == "digit"]
    if any(kind == "sign" for kind, _ in items) or not {"0", "#", "?"}.issuperset(digits):
        return False
    return len(items) > len(digits) or digits.count("0") > 1


def _parts(letters: list[str]) -> tuple[str, bool]:
    """How much of the day (``day``, ``month``, ``year`` or nothing) and whether a time is shown.

    ``m`` is a minute after hours or before seconds, else a month (18.8.31).
    """
    kinds = {letter[0] for letter in letters}
    time_shown = bool(kinds & {"h", "s"})
    month = any(
        letter[0] == "m"
        and not (at and letters[at - 1][0] == "h")
        and not (at + 1 < len(letters) and letters[at + 1][0] == "s")
        for at, letter in enumerate(letters)
    )
    if "d" in kinds:
        return "day", time_shown
    if month:
        return "month", time_shown
    return ("year" if kinds & {"y", "e"} else ""), time_shown


_ITSELF = Section(items=[("digit", "General")], shows_number=True)
"""How a number shows where its format says nothing of numbers."""
