"""The workbook part (ECMA-376 part 1, 18.2) and what all sheets share: styles, strings, names, the date system."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from lxml import etree

from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.findings import Finding, Severity
from cbt_cli.forms.package import Package, Relationship
from cbt_cli.forms.refusals import Damaged, Unreadable
from cbt_cli.forms.xlsx_refs import Area, area
from cbt_cli.forms.xlsx_styles import MAIN, PLAIN, Style, read_styles
from cbt_cli.forms.xlsx_text import Run, read_strings

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
SHEETS = 200
"""Sheets in a workbook; an honest form has fewer than twenty."""
STYLES = 70_000
"""Style numbers that are remembered: Excel allows some 65,000."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One sheet as the workbook lists it: ``kind`` is ``worksheet``, ``chartsheet``…; ``part`` its part, if any."""

    title: str
    hidden: bool
    kind: str
    part: str | None


@dataclass(slots=True)
class Book:
    """What all sheets share. ``names``: (sheet title or ``None``, folded name) → name, formula."""

    package: Package
    sheets: list[SheetEntry]
    styles: list[Style] = field(default_factory=list)
    strings: list[tuple[Run, ...]] = field(default_factory=list)
    bare: dict[str, str] = field(default_factory=dict)
    """Index as stored → text, of the shared strings that are bare text: nearly all."""
    names: dict[tuple[str | None, str], tuple[str, str]] = field(default_factory=dict)
    date1904: bool = False
    findings: list[Finding] = field(default_factory=list)
    active: set[str] = field(default_factory=set)
    """Active content that was met, in words."""
    _by_number: dict[str | None, Style] = field(default_factory=dict)

    def string(self, index: str) -> tuple[Run, ...] | None:
        """A shared string by its index as stored; ``None`` where there is none."""
        index = index if index.isdecimal() else index.strip()
        at = int(index) if index.isdecimal() and index.isascii() and len(index) < 9 else -1
        return self.strings[at] if 0 <= at < len(self.strings) else None

    def style(self, number: str | None) -> Style:
        """The style that a cell names, the first where it names none (18.3.1.4); a plain one where there is none."""
        found = self._by_number.get(number)
        if found is None:
            index = number or "0"
            at = int(index) if index.isascii() and index.isdigit() and len(index) < 9 else -1
            found = self.styles[at] if 0 <= at < len(self.styles) else PLAIN
            if len(self._by_number) < STYLES:
                self._by_number[number] = found
        return found

    def range_named(self, name: str, sheet: str) -> Area | None:
        """The range behind a defined name as seen from ``sheet``: its own before the workbook's (18.2.5)."""
        formula = self.names.get((sheet, name.casefold())) or self.names.get((None, name.casefold()))
        return area(formula[1]) if formula else None


def read_book(package: Package) -> Book:
    """The workbook and its shared parts. A broken side part is a finding; no sheets at all is ``Unreadable``."""
    part = package.main_part()
    root = package.xml(part)
    related = package.relationships(part)
    book = Book(package, _read_sheets(root, related))
    properties = root.find(MAIN + "workbookPr")
    book.date1904 = properties is not None and properties.get("date1904", "").lower() in {"1", "true", "on"}
    titles = [one.title for one in book.sheets]
    for one in root.iterfind(f"{MAIN}definedNames/{MAIN}definedName"):
        local = one.get("localSheetId", "")
        at = int(local) if local.isdigit() and len(local) < 6 else None
        if (at is None or at < len(titles)) and not one.get("name", "").startswith("_xlnm."):
            name = one.get("name", "")
            book.names.setdefault((None if at is None else titles[at], name.casefold()), (name, one.text or ""))
    by_kind = {one.kind: one.target for one in related.values() if not one.external and not one.dangling}
    bag = _side_part(book, by_kind.get("FeaturePropertyBag"), lambda found: found, "tick boxes in cells")
    book.styles = _side_part(book, by_kind.get("styles"), lambda found: read_styles(found, bag), "styles") or []
    book.strings = _side_part(book, by_kind.get("sharedStrings"), read_strings, "texts") or []
    book.bare = {str(at): runs[0].text for at, runs in enumerate(book.strings) if len(runs) == 1 and runs[0].bare}
    return book


def note(code: str, sentence: Sentence, severity: Severity = Severity.NOTE) -> Finding:
    """A finding about the workbook as a whole."""
    return Finding(code=code, severity=severity, sentence=sentence)


def producer_of(package: Package) -> str | None:
    """The software that saved the file last (part 1, 22.2), with its version where it says so."""
    try:
        root = package.xml("docProps/app.xml")
    except (KeyError, Damaged):
        return None
    words = [root.findtext("{*}Application"), root.findtext("{*}AppVersion")]
    return " ".join(word.strip() for word in words if word and word.strip()) or None


def _read_sheets(root: etree._Element, related: dict[str, Relationship]) -> list[SheetEntry]:
    """The sheets in workbook order. Two entries for one part are one sheet, named first."""
    entries: list[SheetEntry] = []
    listed = root.findall(f"{MAIN}sheets/{MAIN}sheet")
    if not listed:
        raise Unreadable("no-sheets", say("The workbook holds no sheet. Please save it again and send it once more."))
    if len(listed) > SHEETS:
        raise Unreadable(
            "too-large", say("The workbook has {count} sheets. Please send the form alone.", count=len(listed))
        )
    seen: set[str] = set()
    for one in listed:
        relation = related.get(one.get(RELATION, ""))
        target = None if relation is None or relation.external or relation.dangling else relation.target
        if target in seen:
            target = None
        if target is not None:
            seen.add(target)
        hidden = one.get("state", "visible") in {"hidden", "veryHidden"}
        entries.append(SheetEntry(one.get("name", ""), hidden, relation.kind if relation else "", target))
    return entries


def _side_part(book: Book, name: str | None, read: Callable[[etree._Element], T], what: str) -> T | None:
    """A part that sheets lean on; where it is broken the rest is still read, and a finding says so."""
    if name is None:
        return None
    try:
        return read(book.package.xml(name))
    except (KeyError, Damaged):
        book.findings.append(
            note(
                "part-broken",
                say("A part of the workbook is damaged ({part}); the rest was read without it.", part=what),
                Severity.CLARIFY,
            )
        )
        return None
