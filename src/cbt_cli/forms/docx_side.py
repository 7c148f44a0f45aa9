"""What stands beside the text of a Word document: styles, prompts, bound data, software, and what would act if let."""

from __future__ import annotations

import re

from cbt_cli.domain.base import Place, Sentence, say
from cbt_cli.domain.findings import Finding, Severity
from cbt_cli.forms.activex import read_activex
from cbt_cli.forms.docx_binding import Bindings
from cbt_cli.forms.docx_controls import Holder, folded, holder_of
from cbt_cli.forms.docx_lean import lean
from cbt_cli.forms.docx_names import Element, W, child_val
from cbt_cli.forms.docx_numbering import Numbering
from cbt_cli.forms.docx_styles import Styles
from cbt_cli.forms.outside import OUTSIDE
from cbt_cli.forms.package import Package, Relationship
from cbt_cli.forms.package_xml import parse_xml
from cbt_cli.forms.refusals import Damaged
from cbt_cli.forms.tree import Control, Text, Tick, Token

BLOCKS = 50_000
"""Paragraphs, tables, cells and boxes that are read of one document; a long honest form has some two thousand."""

_INSIDE = {
    "vbaProject": "macros",
    "oleObject": "an embedded object",
    "package": "an embedded file",
    "control": "an ActiveX control",
}


class Source:
    """One document while it is read: its side parts, and what was noticed on the way."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.main = package.main_part()
        self.findings: list[Finding] = []
        self.active_content: list[str] = []
        self.tracked = False
        self.room = BLOCKS
        self.part = self.main
        self._related: dict[str, dict[str, Relationship]] = {}
        self._bindings = Bindings(package, self.main)
        self.text, styles = self._main_and_styles()
        """The main part, in bytes."""
        self.longest = package.limits.answer_characters
        self.is_long = len(self.text) > self.longest
        self.styles = Styles(styles)
        self._numbering: Numbering | None = None
        self.placeholders = self._placeholders()
        if any(
            re.search(r"vbaproject[^/]*\.bin$", name.lower()) for name in package.names
        ):  # also where nothing names it
            self.active("macros")

    @property
    def numbering(self) -> Numbering:
        """The lists; opened when a paragraph asks."""
        if self._numbering is None:
            self._numbering = Numbering(self._side("numbering"))
        return self._numbering

    def related(self, part: str) -> dict[str, Relationship]:
        """A part's relationships; none, and a finding, where they are broken."""
        if part not in self._related:
            try:
                self._related[part] = self.package.relationships(part)
            except Damaged:
                self._related[part] = {}
                self.damaged(part)
            self._note_active(self._related[part])
        return self._related[part]

    def holder(self, sdt: Element) -> Holder:
        """What a content control is."""
        holder = holder_of(sdt, self.placeholders, self._bindings.text)
        if holder.flagged:
            runs = [run.find(f"{W}rPr") for run in sdt.iter(f"{W}r")]
            holder.muted = all(self._is_prompt_style(child_val(properties, "rStyle")) for properties in runs)
        return holder

    def _is_prompt_style(self, style: str | None) -> bool:
        return self.styles.name(style).replace(" ", "").lower() == "placeholdertext"

    def activex(self, relation: str, name: str | None) -> list[Token]:
        """The tokens that an ActiveX control stands for."""
        one = self.related(self.part).get(relation)
        if one is None or one.dangling or one.external:
            return [Tick(None, "activex")] if "check" in (name or "").lower() else []
        control = read_activex(self.package, one.target)
        if control.kind in {"check", "option", "toggle"}:
            return [Tick(control.on, "activex", caption=control.caption)]
        if control.kind in {"text", "combo", "list"}:
            kind = "text" if control.kind == "text" else "combo_box"
            if control.value is None:
                self.note(
                    "activex-unread", Severity.CLARIFY, say("The content of an ActiveX control could not be read.")
                )
            return [Control(kind, [Text(control.value)] if control.value else [], tag=name)]
        return []

    def note(
        self, code: str, severity: Severity, sentence: Sentence, place: Place | None = None, raw: str | None = None
    ) -> None:
        """Keep a finding; the same one is said once."""
        if not any(one.code == code and one.sentence == sentence and one.place == place for one in self.findings):
            self.findings.append(Finding(code=code, severity=severity, sentence=sentence, place=place, raw=raw))

    def damaged(self, part: str, severity: Severity = Severity.NOTE) -> None:
        """Say that a part beside the text is broken."""
        self.note("damaged-part", severity, say("A part of the file is damaged and was left out: {part}.", part=part))

    def active(self, words: str) -> None:
        """Say that the file holds something that would act if somebody let it."""
        if words not in self.active_content:
            self.active_content.append(words)

    def producer(self) -> str | None:
        """The software that last saved the document (docProps/app.xml), where it says so."""
        part = next((one for one in self.related("").values() if one.kind == "extended-properties"), None)
        root = None if part is None or part.dangling else self.side(part.target)
        if root is None:
            return None
        said = [(root.findtext(f"{{*}}{name}") or "").strip() for name in ("Application", "AppVersion")]
        return " ".join(word for word in said if word) or None

    def side(self, part: str, severity: Severity = Severity.NOTE) -> Element | None:
        """The root of a side part; ``None``, and a finding, where it is broken."""
        try:
            return self.package.xml(part)
        except (Damaged, KeyError):
            self.damaged(part, severity)
            return None

    def _main_and_styles(self) -> tuple[bytes, Element | None]:
        """The main part without what does not matter, and the root of the styles; these may be missing or broken."""
        text, part = self.package.read(self.main), self._target("styles")
        try:
            both = lean(text, self.package.read(part)) if part is not None else lean(text)
            return both[0], parse_xml(both[1]) if part is not None else None
        except Damaged:
            self.damaged(part or "")
            return text, None

    def _side(self, kind: str) -> Element | None:
        part = self._target(kind)
        return None if part is None else self.side(part)

    def _target(self, kind: str) -> str | None:
        """The first part of this kind that the main part names and the package has."""
        related = self.related(self.main).values()
        one = next((one for one in related if one.kind == kind and not one.external), None)
        return None if one is None or one.dangling else one.target

    def _placeholders(self) -> dict[str, str]:
        """The document's own prompts by name (17.12: the glossary's parts of type ``bbPlcHdr``)."""
        root = self._side("glossaryDocument")
        found: dict[str, str] = {}
        for one in () if root is None else root.iter(f"{W}docPart"):
            properties, body = one.find(f"{W}docPartPr"), one.find(f"{W}docPartBody")
            name = child_val(properties, "name")
            types = (
                []
                if properties is None
                else [kind.get(f"{W}val") for kind in properties.iter(f"{W}type", f"{W}gallery")]
            )
            if name and body is not None and {"bbPlcHdr", "placeholder"} & set(types):
                found[name] = folded("".join(text.text or "" for text in body.iter(f"{W}t")))
        return {name: text for name, text in found.items() if text}

    def _note_active(self, related: dict[str, Relationship]) -> None:
        for one in related.values():
            if one.external:
                words = None if one.kind == "hyperlink" else OUTSIDE.get(one.kind, f"a link to elsewhere ({one.kind})")
                if words is not None:
                    self.active(f"{words}: {one.target}")
            elif one.kind in _INSIDE:
                self.active(_INSIDE[one.kind])
            elif one.kind.lower() in {"afchunk", "diagramdata", "subdocument"}:
                self.note(
                    "content-elsewhere",
                    Severity.CLARIFY,
                    say(
                        "The document holds a piece that is not read here ({part}). Please open it and look.",
                        part=one.target,
                    ),
                )
