"""What holds an answer in a Word form: runs, content controls, legacy fields, tracked changes, prompts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from benchmarks.accuracy.filled import Asked
from benchmarks.accuracy.spellings import NBSP
from benchmarks.accuracy.wordml import Paper, field_runs, p, r, sdt, tc, tr

from cbt_cli.domain.calls import QuestionKind

Inline = Callable[[Paper, Asked], str]
_PROMPTS = {"en": "Click or tap here to enter text.", "fr": "Cliquez ou appuyez ici pour entrer du texte."}
_DATE_PROMPTS = {"en": "Click or tap to enter a date.", "fr": "Cliquez ou appuyez ici pour entrer une date."}
_LIST_PROMPTS = {"en": "Choose an item.", "fr": "Choisissez un élément."}
_GREY = '<w:rStyle w:val="PlaceholderText"/>'


@dataclass(frozen=True, slots=True)
class Holder:
    """How an answer is held: ``inline`` gives the runs of one paragraph; ``level`` is that of the control around it."""

    name: str
    inline: Inline
    level: str = "run"

    def runs(self, paper: Paper, asked: Asked) -> str:
        """The answer inside a paragraph."""
        return sdt_run(paper, asked) if self.level != "run" else self.inline(paper, asked)

    def blocks(self, paper: Paper, asked: Asked) -> str:
        """The answer as paragraphs."""
        if self.level == "run":
            return _paragraphs(paper, asked, self.inline)
        return _controlled(paper, asked, _paragraphs(paper, asked, plain if asked.said.text else _prompted))

    def cell(self, paper: Paper, asked: Asked, about: str = "") -> str:
        """The answer as a cell."""
        if self.level == "cell":
            return _controlled(
                paper, asked, tc(_paragraphs(paper, asked, plain if asked.said.text else _prompted), about)
            )
        if self.level == "row":
            return tc(_paragraphs(paper, asked, plain), about)
        return tc(self.blocks(paper, asked), about)

    def row(self, *cells: str) -> str:
        """A row of label and answer cells."""
        return sdt(tr(*cells), "<w:richText/>") if self.level == "row" else tr(*cells)


def _paragraphs(paper: Paper, asked: Asked, inline: Inline) -> str:
    """One paragraph; several for several lines where the holder is plain."""
    if inline is plain and "\n" in asked.said.text and paper.rng.random() < 0.6:
        return "".join(p(r(line)) for line in asked.said.text.split("\n"))
    return p(inline(paper, asked))


def _controlled(paper: Paper, asked: Asked, inner: str) -> str:
    return sdt(inner, _about(paper, asked, rich=True), prompt=not asked.said.text)


def _about(paper: Paper, asked: Asked, *, rich: bool) -> str:
    if asked.kind is QuestionKind.DATE and (asked.said.iso or not asked.said.text):
        day = f' w:fullDate="{asked.said.iso}T00:00:00Z"' if asked.said.iso else ""
        look = '<w:dateFormat w:val="dd/MM/yyyy"/><w:lid w:val="en-GB"/><w:storeMappedDataAs w:val="dateTime"/>'
        return f"<w:date{day}>{look}</w:date>"
    if asked.kind is QuestionKind.CHOICE:
        items = "".join(
            f"<w:listItem w:displayText={quoteattr(one.label)} w:value={quoteattr(one.key)}/>" for one in asked.choices
        )
        return f"<w:dropDownList>{items}</w:dropDownList>"
    return "<w:richText/>" if rich or paper.rng.random() < 0.5 else '<w:text w:multiLine="1"/>'


def _prompt(asked: Asked, at: str) -> str:
    by_kind = {QuestionKind.DATE: _DATE_PROMPTS, QuestionKind.CHOICE: _LIST_PROMPTS}
    return by_kind.get(asked.kind, _PROMPTS)[at]


def _prompted(paper: Paper, asked: Asked) -> str:
    return r(_prompt(asked, paper.at), _GREY)


# ---- the holders -----------------------------------------------------------------------------------------------------


def plain(_: Paper, asked: Asked) -> str:
    """One run."""
    return r(asked.said.text)


def split(paper: Paper, asked: Asked) -> str:
    """Runs split anywhere, with the marks that Word leaves between them."""
    text, out = asked.said.text, ""
    while text:
        cut = paper.rng.randint(1, max(1, len(text)))
        look = paper.rng.choice(("", "<w:b/>", '<w:lang w:val="fr-FR"/>', '<w:color w:val="1F497D"/>'))
        out += r(text[:cut], look)
        out += paper.rng.choice(("", '<w:proofErr w:type="spellStart"/>', _bookmark(paper)))
        text = text[cut:]
    return out


def _bookmark(paper: Paper) -> str:
    number = paper.number()
    return f'<w:bookmarkStart w:id="{number}" w:name="_b{number}"/><w:bookmarkEnd w:id="{number}"/>'


def wrapped(paper: Paper, asked: Asked) -> str:
    """Runs inside a smart tag, custom XML or a simple field."""
    inner = r(asked.said.text)
    return inner and paper.rng.choice((
        f'<w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="place">{inner}</w:smartTag>',
        f'<w:customXml w:uri="urn:example" w:element="answer">{inner}</w:customXml>',
        f'<w:fldSimple w:instr=" DOCPROPERTY answer ">{inner}</w:fldSimple>',
    ))  # fmt: skip


def sdt_run(paper: Paper, asked: Asked) -> str:
    """A control inside the paragraph, its prompt left where nothing was answered."""
    if not asked.said.text:
        return sdt(_prompted(paper, asked), _about(paper, asked, rich=False), prompt=True)
    return sdt(
        r(asked.said.text),
        _about(paper, asked, rich=False),
        alias=asked.label.text[:60] if paper.rng.random() < 0.3 else "",
    )


def doubled(paper: Paper, asked: Asked) -> str:
    """A control as LibreOffice saves it again: twice, and its prompt without the flag."""
    inner = r(asked.said.text) or _prompted(paper, asked)
    return sdt(sdt(inner, "<w:richText/>"), "<w:richText/>")


def legacy(_: Paper, asked: Asked) -> str:
    """A legacy form field; en spaces where it is empty. A drop-down cannot hold two options."""
    if asked.kind is QuestionKind.CHOICE and sum(one.on for one in asked.choices) < 2:
        entries = "".join(
            f"<w:listEntry w:val={quoteattr(one)}/>" for one in (" ", *(one.label for one in asked.choices))
        )
        chosen = next((at for at, one in enumerate(asked.choices, start=1) if one.on), 0)
        return field_runs(f'<w:ddList><w:result w:val="{chosen}"/>{entries}</w:ddList>', "FORMDROPDOWN", None)
    return field_runs("<w:textInput/>", "FORMTEXT", r(asked.said.text) or r("\u2002" * 5))


def tracked(paper: Paper, asked: Asked) -> str:
    """An answer corrected with tracked changes: what was deleted is not the answer."""
    who = f'w:id="{paper.number()}" w:author="A. N. Applicant" w:date="2019-03-01T10:00:00Z"'
    old = escape(paper.rng.choice(("9999", "old answer", "France")))
    gone = f'<w:del {who}><w:r><w:delText xml:space="preserve">{old}</w:delText></w:r></w:del>'
    return gone + (f"<w:ins {who}>{r(asked.said.text)}</w:ins>" if asked.said.text else "")


def commented(paper: Paper, asked: Asked) -> str:
    """A comment at the answer."""
    number = len(paper.comments)
    who = f'w:id="{number}" w:author="Reviewer" w:date="2019-03-02T10:00:00Z"'
    paper.comments.append(f"<w:comment {who}>{p(r('Is that so? 4 500 € Germany'))}</w:comment>")
    return (
        f'<w:commentRangeStart w:id="{number}"/>{r(asked.said.text)}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def hidden(paper: Paper, asked: Asked) -> str:
    """Hidden text beside the answer."""
    return (
        r("hidden 1234", "<w:vanish/>") + r(asked.said.text)
        if paper.rng.random() < 0.5
        else r(asked.said.text) + r("not shown", "<w:vanish/>")
    )


def linked(paper: Paper, asked: Asked) -> str:
    """A typed address made a link by Word."""
    if asked.key not in ("email", "website") or not asked.said.text:
        return r(asked.said.text)
    target = f"mailto:{asked.said.text}" if asked.key == "email" else f"http://{asked.said.text}"
    paper.links.append(target.replace(" ", ""))
    inner = r(asked.said.text, '<w:u w:val="single"/>')
    return f'<w:hyperlink r:id="rIdLink{len(paper.links) - 1}">{inner}</w:hyperlink>'


def prompt_before(paper: Paper, asked: Asked) -> str:
    """The prompt left standing before the answer, or alone where nothing was answered."""
    return r(_prompt(asked, paper.at), _GREY) + r(
        asked.said.text and (" " if paper.rng.random() < 0.5 else "") + asked.said.text
    )


def sloppy(paper: Paper, asked: Asked) -> str:
    """Stray spaces before, behind and inside the answer."""
    text = asked.said.text.replace(" ", paper.rng.choice((" ", "  ")), 1)
    return r(f"{paper.rng.choice(('', ' ', '   '))}{text}{paper.rng.choice((' ', '    ', NBSP))}")


def bound(paper: Paper, asked: Asked) -> str:
    """A control bound to a custom XML part, which holds the same text."""
    if not asked.said.text or "\n" in asked.said.text:
        return sdt_run(paper, asked)
    return sdt(r(asked.said.text), paper.binding(asked.said.text))


def bracketed(paper: Paper, asked: Asked) -> str:
    """A prompt in brackets, replaced by the answer where there is one."""
    return r(asked.said.text) or r(
        paper.rng.choice(("[Enter text]", "[…]", "[Please complete]", "[Enter your answer here]", "<enter text>"))
    )


HOLDERS = (
    Holder("plain", plain),
    Holder("split runs", split),
    Holder("stray spaces", sloppy),
    Holder("smart tag, custom XML, simple field", wrapped),
    Holder("control in the paragraph", sdt_run),
    Holder("control around the paragraph", sdt_run, "block"),
    Holder("control around the cell", sdt_run, "cell"),
    Holder("control around the row", plain, "row"),
    Holder("control doubled", doubled),
    Holder("data-bound control", bound),
    Holder("legacy field", legacy),
    Holder("tracked change", tracked),
    Holder("comment", commented),
    Holder("hidden text", hidden),
    Holder("link", linked),
    Holder("prompt before the answer", prompt_before),
    Holder("bracketed prompt", bracketed),
)
