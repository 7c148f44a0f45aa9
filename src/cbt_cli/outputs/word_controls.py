"""Content controls of a Word form (``w:sdt``, ECMA-376 part 1, 17.5.2), as elements to put into a paragraph.

Each is tagged with what it asks for, cannot be deleted, and shows a prompt that Word brings back when it is emptied:
the prompts lie in the document's glossary, else Word would prompt in its own language.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from cbt_cli.values.plain_text import for_xml

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
PROMPT_STYLE = "PlaceholderText"
EMPTY_BOX = "☐"

_SPACES = {"w": W, "w14": W14}
_MOST = 64
"""Characters of a control's tag or title that Word takes."""


def element(name: str, *children: etree._Element, **attributes: str) -> etree._Element:
    """``w:name`` (or ``w14:name``) with attributes of the same namespace."""
    prefix, _, local = name.rpartition(":")
    space = _SPACES[prefix or "w"]
    made = etree.Element(f"{{{space}}}{local}", nsmap={prefix or "w": space})
    for key, value in attributes.items():
        made.set(f"{{{space}}}{key}", for_xml(value))
    made.extend(children)
    return made


def run(text: str, *properties: etree._Element) -> etree._Element:
    """A run of text; its spaces count."""
    words = element("t")
    words.text = for_xml(text)
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element("r", *([element("rPr", *properties)] if properties else []), words)


class Controls:
    """Makes the controls of one document, numbers them, and remembers their prompts."""

    def __init__(self, language: str) -> None:
        self._tag = f"{language}-{'FR' if language == 'fr' else 'GB'}"
        self._made = 0
        self._prompts: dict[str, str] = {}

    def text(self, tag: str, title: str, prompt: str) -> etree._Element:
        """A control for plain text within a line."""
        return self._sdt([*self._prompted(tag, title, prompt), element("text")], _prompt(prompt))

    def long_text(self, tag: str, title: str, prompt: str) -> etree._Element:
        """A control for paragraphs, to stand beside paragraphs. (LibreOffice loses the line breaks of one within.)"""
        return self._sdt(self._prompted(tag, title, prompt), element("p", _prompt(prompt)))

    def choice(self, tag: str, title: str, prompt: str, options: Sequence[str], *, free: bool) -> etree._Element:
        """A drop-down list; where ``free``, other words may be typed too."""
        items = [element("listItem", displayText=prompt, value="")]
        items += [element("listItem", displayText=one, value=one) for one in dict.fromkeys(options)]
        kind = element("comboBox" if free else "dropDownList", *items)
        return self._sdt([*self._prompted(tag, title, prompt), kind], _prompt(prompt))

    def date(self, tag: str, title: str, prompt: str) -> etree._Element:
        """A date picker, day first."""
        kind = element(
            "date",
            element("dateFormat", val="dd/MM/yyyy"),
            element("lid", val=self._tag),
            element("storeMappedDataAs", val="date"),
            element("calendar", val="gregorian"),
        )
        return self._sdt([*self._prompted(tag, title, prompt), kind], _prompt(prompt))

    def tick(self, tag: str, title: str) -> etree._Element:
        """A tick box, not ticked."""
        kind = element(
            "w14:checkbox",
            element("w14:checked", val="0"),
            element("w14:checkedState", val="2612", font="MS Gothic"),
            element("w14:uncheckedState", val="2610", font="MS Gothic"),
        )
        font = element("rFonts", ascii="MS Gothic", eastAsia="MS Gothic", hAnsi="MS Gothic", hint="eastAsia")
        return self._sdt([*self._about(tag, title), kind], run(EMPTY_BOX, font))

    def _prompted(self, tag: str, title: str, prompt: str) -> list[etree._Element]:
        name = self._prompts.setdefault(prompt, f"Prompt{len(self._prompts) + 1}")
        shown = element("placeholder", element("docPart", val=name))
        return [*self._about(tag, title), shown, element("showingPlcHdr")]

    def _about(self, tag: str, title: str) -> list[etree._Element]:
        self._made += 1
        return [
            element("alias", val=title[:_MOST]),
            element("tag", val=tag[:_MOST]),
            element("id", val=str(1000 + self._made)),
            element("lock", val="sdtLocked"),
        ]

    @staticmethod
    def _sdt(about: Iterable[etree._Element], content: etree._Element) -> etree._Element:
        return element("sdt", element("sdtPr", *about), element("sdtContent", content))

    def add_glossary(self, document: Document) -> None:
        """Puts the prompts into the document's glossary, each under its name (17.12), with the document's styles."""
        parts = element("docParts", *(_glossary_entry(name, prompt) for prompt, name in self._prompts.items()))
        package = document.part.package
        glossary = Part(
            PackURI("/word/glossary/document.xml"),
            CONTENT_TYPE.WML_DOCUMENT_GLOSSARY,
            _written(element("glossaryDocument", parts)),
            package,
        )
        styles = Part(
            PackURI("/word/glossary/styles.xml"), CONTENT_TYPE.WML_STYLES, _written(document.styles.element), package
        )
        glossary.relate_to(styles, RELATIONSHIP_TYPE.STYLES)
        document.part.relate_to(glossary, RELATIONSHIP_TYPE.GLOSSARY_DOCUMENT)


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _prompt(text: str) -> etree._Element:
    return run(text, element("rStyle", val=PROMPT_STYLE))


def _glossary_entry(name: str, prompt: str) -> etree._Element:
    number = int(name.removeprefix("Prompt"))
    return element(
        "docPart",
        element(
            "docPartPr",
            element("name", val=name),
            element("category", element("name", val="General"), element("gallery", val="placeholder")),
            element("types", element("type", val="bbPlcHdr")),
            element("behaviors", element("behavior", val="content")),
            element("guid", val=f"{{5C0B7000-0000-4000-8000-{number:012X}}}"),
        ),
        element("docPartBody", element("p", _prompt(prompt))),
    )
