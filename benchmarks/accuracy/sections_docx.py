"""The sections of a Word form: runs of questions in a layout, and the questions that need a table or ticks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.accuracy.filled import Asked, Filled
from benchmarks.accuracy.layouts_docx import BOLD, LAYOUTS, Hand, Layout, above, above_pairs, label, same_cell_below
from benchmarks.accuracy.ticks_docx import before, single
from benchmarks.accuracy.wordml import p, r, span, tbl, tc, tr

from cbt_cli.domain.calls import QuestionKind

_CHOOSING = (QuestionKind.AREAS, QuestionKind.CHOICE)


def special(hand: Hand, layout: Layout, asked: Asked) -> str:
    """A question with options, a table or a single tick, as blocks of their own."""
    paper = hand.paper
    if asked.kind is QuestionKind.EXPERIENCE:
        return label(asked) + experience(hand, asked)
    if asked.kind in _CHOOSING:
        return _chosen(hand, layout, asked)
    first = before(paper, hand.ticks, asked) if paper.rng.random() < 0.6 else None
    if first is not None:
        return tbl(tr(tc(first)), (9000,)) if layout.table and paper.rng.random() < 0.3 else first
    if layout.table:
        return tbl(tr(tc(label(asked)), tc(p(single(paper, hand.ticks, asked)))), (7000, 2000))
    return p(r(f"{asked.label.text}: ") + single(paper, hand.ticks, asked))


def _chosen(hand: Hand, layout: Layout, asked: Asked) -> str:
    chosen = hand.choose(asked)
    if layout.table and layout.lay in (above, above_pairs, same_cell_below):
        return tbl(tr(tc(label(asked))) + tr(tc(chosen)), (9000,))
    if layout.table:
        return tbl(tr(tc(label(asked)), tc(chosen)), (3500, 5500))
    return label(asked, hand.paper.rng.choice(("", ":"))) + chosen


def experience(hand: Hand, asked: Asked) -> str:
    """The table of experience with empty rows at its end: numbered, with an example, its columns in another order, or
    the period in one column."""
    rng, paper = hand.paper.rng, hand.paper
    if asked.rows and rng.random() < 0.05:
        return _blocks_of_posts(hand, asked)
    style = rng.choice(("plain", "plain", "plain", "numbered", "example", "period", "permuted"))
    head = [text for _, text in asked.header]
    rows = [list(row) for row in asked.rows]
    blank = [[""] * len(head) for _ in range(rng.choice((0, 1, 3)))]
    if style == "period":
        head = [{"en": "Period", "fr": "Période"}[paper.at], *head[2:]]
        rows = [[f"{row[0]} – {row[1]}", *row[2:]] for row in rows]
        blank = [row[1:] for row in blank]
    lines = [head, *rows, *blank]
    if style == "permuted":
        lines = [[*line[2:4], *line[:2], line[4]] for line in lines]
    elif style in ("numbered", "example"):
        lines = [["N°", *head], *([str(at), *row] for at, row in enumerate(lines[1:], start=1))]
    if style == "example":
        shown = ("03/2009", "12/2011", "Example Cluster", "Project officer", "Other")
        lines.insert(1, [{"en": "Example", "fr": "Exemple"}[paper.at], *shown])
    cells = [[tc(p(r(cell, BOLD if at == 0 else ""))) for cell in line] for at, line in enumerate(lines)]
    return tbl("".join(tr(*line) for line in cells), (9000 // len(lines[0]),) * len(lines[0]))


def _blocks_of_posts(hand: Hand, asked: Asked) -> str:
    """A small table of label and answer for each post: the labels of the applicant's own data stand there again."""
    hand.paper.unsure |= {"experience", "organisation", "position"}
    out = ""
    for at, row in enumerate(asked.rows, start=1):
        pairs = (tr(tc(p(r(name))), tc(p(r(text)))) for (_, name), text in zip(asked.header, row, strict=True))
        out += p(r(f"{at}.")) + tbl("".join(pairs), (3000, 6000))
    return out


def body(hand: Hand, layout: Layout, filled: Filled, *, sentence: bool = False) -> str:
    """All sections of the form; each in another layout where they are mixed. ``sentence``: place and date of the
    signature stand in one."""
    out = ""
    plain = [one for one in LAYOUTS if one.name != "mixed" and not one.doubled]
    for heading, questions in filled.sections:
        use = hand.paper.rng.choice(plain) if layout.name == "mixed" else layout
        signed = [one for one in questions if sentence and one.key in ("signed_at", "signed_on")]
        blocks = "".join(_blocks(hand, use, [one for one in questions if one not in signed]))
        if use.name == "section rows" and "<w:tblGrid>" in blocks:
            row = tr(tc(p(r(heading, BOLD)), span(2)))
            out += blocks.replace("</w:tblGrid>", f"</w:tblGrid>{row}", 1)
        else:
            out += p(r(heading, BOLD), '<w:pStyle w:val="Heading1"/>') + blocks
        if signed:
            first, *rest = (_in_sentence(hand, one) for one in signed)
            out += p(first + "".join(r(", " if hand.paper.at == "fr" else "    ") + one for one in rest))
    return out


def _in_sentence(hand: Hand, asked: Asked) -> str:
    words = f"{asked.label.bare} " if hand.paper.at == "fr" else f"{asked.label.bare}: "  # "Fait à …, le …"
    if hand.paper.at == "fr" and asked.key == "signed_on":
        words = words.lower()
    return r(words) + (hand.holder.runs(hand.paper, asked) if asked.said.text else r("_" * 12))


def _blocks(hand: Hand, layout: Layout, questions: Sequence[Asked]) -> Iterator[str]:
    """Runs of questions that are answered in words by the layout, the others by themselves."""
    some: list[Asked] = []
    for asked in [*questions, None]:
        if asked is not None and asked.kind not in (*_CHOOSING, QuestionKind.EXPERIENCE, QuestionKind.TICK):
            some.append(asked)
            continue
        if some:
            yield layout.lay(hand, some) + p()
            some = []
        if asked is not None:
            yield special(hand, layout, asked) + p()
