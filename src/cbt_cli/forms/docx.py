"""Word: ``read_docx(package)`` → ``FormTree``, in one walk over the XML of each story (ECMA-376 part 1, clause 17)."""

from __future__ import annotations

from cbt_cli.domain.base import say
from cbt_cli.domain.findings import Severity
from cbt_cli.forms.docx_blocks import Story
from cbt_cli.forms.docx_controls import folded, shown_text
from cbt_cli.forms.docx_names import Element, R, W
from cbt_cli.forms.docx_side import Source
from cbt_cli.forms.docx_symbols import has_circles
from cbt_cli.forms.package import Package
from cbt_cli.forms.package_xml import parse_xml
from cbt_cli.forms.refusals import STRICT, Unreadable, too_deep
from cbt_cli.forms.tree import Block, Box, Control, FormTree, Paragraph, Root, Steps, Table, Token


def read_docx(package: Package) -> FormTree:
    """The form tree of a Word document. Raises ``Unreadable`` where its main part cannot be read; a broken part beside
    it is a finding."""
    try:
        return _read(package)
    except RecursionError as deep:
        raise too_deep() from deep


def _read(package: Package) -> FormTree:
    source = Source(package)
    document = parse_xml(source.text)
    body = document.find(f"{W}body")
    if body is None:
        raise Unreadable("no-document", say("The file holds no text. Please send the filled form again."))
    tree = FormTree("docx", findings=source.findings, active_content=source.active_content)
    tree.roots.append(Root("document", Story(source, document, has_circles(source.text)).read(body, ())))
    tree.roots += _headers_and_footers(source, document)
    tree.roots += _notes(source)
    if source.tracked:
        source.note(
            "tracked-changes",
            Severity.NOTE,
            say("The document has tracked changes that nobody has accepted. Insertions were read, deletions were not."),
        )
    if package.strict:
        source.note("strict-variant", Severity.NOTE, STRICT)
    _comments(source)
    source.related("")
    _settings(source)
    tree.producer = source.producer()
    tree.prompts = frozenset(source.placeholders.values()).union(*(_prompts(root.blocks) for root in tree.roots))
    return tree


def _headers_and_footers(source: Source, document: Element) -> list[Root]:
    """Those that a section refers to, once each, in the order of the references (17.10)."""
    found: dict[str, Root] = {}
    counts = {"header": 0, "footer": 0}
    for one in document.iter(f"{W}headerReference", f"{W}footerReference"):
        kind = "header" if one.tag == f"{W}headerReference" else "footer"
        target = source.related(source.main).get(one.get(f"{R}id") or "")
        if target is None or target.dangling or target.external or target.target in found:
            continue
        counts[kind] += 1
        root = Root(kind)
        found[target.target] = root
        element = source.side(target.target, Severity.CLARIFY)
        if element is not None:
            root.blocks = _story(source, target.target, element, element, (("part", f"{kind} {counts[kind]}"),))
    return list(found.values())


def _notes(source: Source) -> list[Root]:
    """Footnotes and endnotes, each one root; the separators that Word keeps among them are no notes (17.11)."""
    roots: list[Root] = []
    for kind, name in (("footnotes", "footnote"), ("endnotes", "endnote")):
        target = next((one for one in source.related(source.main).values() if one.kind == kind), None)
        if target is None or target.dangling or target.external:
            continue
        element = source.side(target.target, Severity.CLARIFY)
        notes = [] if element is None else [one for one in element.findall(f"{W}{name}") if _is_note(one)]
        blocks: list[Block] = []
        for at, one in enumerate(notes, 1):
            blocks += _story(source, target.target, one, one, (("part", f"{name} {at}"),))
        if blocks:
            roots.append(Root(kind, blocks))
    return roots


def _is_note(note: Element) -> bool:
    return note.get(f"{W}type", "normal") == "normal"


def _story(source: Source, part: str, root: Element, container: Element, steps: Steps) -> list[Block]:
    source.part = part
    return Story(source, root, circles=False).read(container, steps)


def _comments(source: Source) -> None:
    """Comments are no text of the document; what they say is kept with the finding (17.13.4)."""
    part = next((one for one in source.related(source.main).values() if one.kind == "comments"), None)
    root = None if part is None or part.dangling or part.external else source.side(part.target)
    texts = [] if root is None else ["".join(t.text or "" for t in one.iter(f"{W}t")) for one in root]
    said = "\n".join(text for text in texts if text.strip())
    if said:
        source.note("comments", Severity.NOTE, say("The document has comments. They were not read."), raw=said[:2_000])


def _settings(source: Source) -> None:
    """The attached template stands in the relationships of the settings."""
    for one in source.related(source.main).values():
        if one.kind == "settings" and not one.dangling and not one.external:
            source.related(one.target)


def _prompts(blocks: list[Block]) -> set[str]:
    """The texts of all controls that show a prompt."""
    found: set[str] = set()
    for block in blocks:
        if isinstance(block, Paragraph):
            found |= _prompts_in(block.tokens)
        elif isinstance(block, Table):
            for cell in block.cells:
                found |= _prompts(cell.blocks)
        elif isinstance(block, Box):
            found |= _prompts(block.blocks)
    return found


def _prompts_in(tokens: list[Token]) -> set[str]:
    found: set[str] = set()
    for one in tokens:
        if isinstance(one, Control):
            text = folded(shown_text(one.tokens)) if one.prompt else ""
            found |= ({text} if text else set()) | _prompts_in(one.tokens)
    return found
