"""Layouts of Word forms: how labels and answers stand to each other, and what else stands on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.accuracy.filled import Asked, Filled
from benchmarks.accuracy.holders_docx import Holder
from benchmarks.accuracy.ticks_docx import Ticks, before, options, single
from benchmarks.accuracy.wordml import Paper, p, r, span, tbl, tc, text_box, tr

from cbt_cli.domain.calls import QuestionKind

BOLD = "<w:b/>"
_CHOOSING = (QuestionKind.AREAS, QuestionKind.CHOICE)


@dataclass(frozen=True, slots=True)
class Hand:
    """Who fills in: the document, the holder of answers, the way of ticking."""

    paper: Paper
    holder: Holder
    ticks: Ticks

    def choose(self, asked: Asked) -> str:
        """The answer of a question with options, as blocks. A drop-down where the holder has them."""
        listed = asked.kind is QuestionKind.CHOICE and self.ticks.way == "typed"
        if listed and sum(one.on for one in asked.choices) < 2:
            return self.holder.blocks(self.paper, asked)
        return options(self.paper, self.ticks, asked)


Lay = Callable[[Hand, Sequence[Asked]], str]
"""Lays out questions that are answered in words, as blocks."""


def label(asked: Asked, after: str = "") -> str:
    """A label's paragraphs."""
    below = p(r(asked.label.below, "<w:i/>")) if asked.label.below else ""
    return p(r(asked.label.text + after, BOLD)) + below


def pairs(columns: int) -> Lay:
    """Label cell and answer cell, ``columns`` of them in a row."""

    def lay(hand: Hand, questions: Sequence[Asked]) -> str:
        rows = ""
        per_row = columns // 2
        mark = hand.paper.rng.choice(("", "", ":"))
        for at in range(0, len(questions), per_row):
            some = questions[at : at + per_row]
            cells = "".join(tc(label(one, mark)) + hand.holder.cell(hand.paper, one) for one in some)
            rows += hand.holder.row(cells + tc() * (columns - 2 * len(some)))
        return tbl(rows, (9000 // columns,) * columns)

    return lay


def pairs_spaced(hand: Hand, questions: Sequence[Asked]) -> str:
    """Label, an empty column, answer."""
    rows = "".join(hand.holder.row(tc(label(one)), tc(), hand.holder.cell(hand.paper, one)) for one in questions)
    return tbl(rows, (3500, 300, 5200))


def pairs_merged(hand: Hand, questions: Sequence[Asked]) -> str:
    """A merged cell with the section's name, then label and answer."""
    rows = ""
    for at, one in enumerate(questions):
        first = '<w:vMerge w:val="restart"/>' if at == 0 else "<w:vMerge/>"
        rows += tr(tc(p(r("Part") if at == 0 else ""), first), tc(label(one)), hand.holder.cell(hand.paper, one))
    return tbl(rows, (900, 3500, 4600))


def late(hand: Hand, questions: Sequence[Asked]) -> str:
    """Rows that start in the second column of the grid, beside rows that start in the first."""
    before = '<w:gridBefore w:val="1"/>'
    rows = tr(tc(p(), span(3)))
    rows += "".join(tr(tc(label(one)), hand.holder.cell(hand.paper, one), about=before) for one in questions)
    return tbl(rows, (400, 3600, 5000))


def two_labels(hand: Hand, questions: Sequence[Asked]) -> str:
    """The label in one language, then in the other, then the answer."""
    rows = ""
    for one in questions:
        labels = tc(p(r(one.label.text, BOLD))) + tc(p(r(one.label.other or one.label.text, "<w:i/>")))
        rows += tr(labels + hand.holder.cell(hand.paper, one))
    return tbl(rows, (2500, 2500, 4000))


def both_filled(hand: Hand, questions: Sequence[Asked]) -> str:
    """A column for answers in each language, both filled in."""
    rows = tr(tc(), tc(p(r("English", BOLD))), tc(p(r("Français", BOLD))))
    for one in questions:
        rows += tr(tc(label(one)), hand.holder.cell(hand.paper, one), hand.holder.cell(hand.paper, one))
    return tbl(rows, (3000, 3000, 3000))


def above(hand: Hand, questions: Sequence[Asked]) -> str:
    """The label in a cell of its own above the answer's."""
    return tbl("".join(tr(tc(label(one))) + tr(hand.holder.cell(hand.paper, one)) for one in questions), (9000,))


def above_pairs(hand: Hand, questions: Sequence[Asked]) -> str:
    """Two labels beside each other, their answers in the row below."""
    rows = ""
    for at in range(0, len(questions), 2):
        some = questions[at : at + 2]
        wide = span(2) if len(some) == 1 else ""
        rows += tr(*(tc(label(one), wide) for one in some)) + tr(
            *(hand.holder.cell(hand.paper, one, wide) for one in some)
        )
    return tbl(rows, (4500, 4500))


def same_cell(hand: Hand, questions: Sequence[Asked]) -> str:
    """Label and answer in one cell, after a colon."""
    return tbl(
        "".join(tr(tc(p(r(f"{one.label.text}: ", BOLD) + hand.holder.runs(hand.paper, one)))) for one in questions),
        (9000,),
    )


def same_cell_pairs(hand: Hand, questions: Sequence[Asked]) -> str:
    """Label and answer in one cell, two such cells in a row."""
    cells = [tc(p(r(f"{one.label.text}: ", BOLD) + hand.holder.runs(hand.paper, one))) for one in questions]
    cells += [tc()] * (len(cells) % 2)
    return tbl("".join(tr(*cells[at : at + 2]) for at in range(0, len(cells), 2)), (4500, 4500))


def same_cell_below(hand: Hand, questions: Sequence[Asked]) -> str:
    """Label and answer in one cell, the answer on the next line."""
    return tbl(
        "".join(tr(tc(p(r(one.label.text, BOLD)) + hand.holder.blocks(hand.paper, one))) for one in questions), (9000,)
    )


def same_line(between: str) -> Lay:
    """Label and answer in one paragraph, ``between`` them."""

    def lay(hand: Hand, questions: Sequence[Asked]) -> str:
        return "".join(p(r(one.label.text + between) + hand.holder.runs(hand.paper, one)) for one in questions)

    return lay


def leaders(sign: str) -> Lay:
    """Label, then a line of dots or underscores, on which the answer stands."""

    def lay(hand: Hand, questions: Sequence[Asked]) -> str:
        out = ""
        for one in questions:
            line = sign * hand.paper.rng.randint(10, 30)
            if not one.said.text:
                answer = r(line)
            else:
                lead, trail = hand.paper.rng.choice((("", ""), (sign * 4, f" {sign * 6}"), ("", f" {sign * 8}")))
                answer = r(lead) + hand.holder.runs(hand.paper, one) + r(trail)
            out += p(r(f"{one.label.text}: ") + answer)
        return out

    return lay


def several(hand: Hand, questions: Sequence[Asked]) -> str:
    """Two pairs in one paragraph, parted by tabs. Long answers get a paragraph of their own."""
    short = [one for one in questions if one.kind is not QuestionKind.LONG_TEXT and "\n" not in one.said.text]
    out = ""
    for at in range(0, len(short), 2):
        out += p(
            r("\t\t").join(r(f"{one.label.text}: ") + hand.holder.runs(hand.paper, one) for one in short[at : at + 2])
        )
    return out + same_line(": ")(hand, [one for one in questions if one not in short])


def question(hand: Hand, questions: Sequence[Asked]) -> str:
    """The label as a paragraph, the answer as the next."""
    return "".join(label(one) + hand.holder.blocks(hand.paper, one) + p() for one in questions)


def box_pair(hand: Hand, questions: Sequence[Asked]) -> str:
    """Each pair in a text box of its own."""
    return "".join(
        p(text_box(hand.paper, p(r(f"{one.label.text}: ") + hand.holder.runs(hand.paper, one)))) for one in questions
    )


def box_answer(hand: Hand, questions: Sequence[Asked]) -> str:
    """The label as a paragraph, the answer in a text box after it."""
    return "".join(
        p(r(one.label.text, BOLD)) + p(text_box(hand.paper, hand.holder.blocks(hand.paper, one))) for one in questions
    )


def nested(hand: Hand, questions: Sequence[Asked]) -> str:
    """A table inside the only cell of a table."""
    return tbl(tr(tc(pairs(2)(hand, questions))), (9000,))


def nested_answer(hand: Hand, questions: Sequence[Asked]) -> str:
    """The answer in a table of its own in the answer's cell."""
    rows = "".join(tr(tc(label(one)), tc(tbl(tr(hand.holder.cell(hand.paper, one)), (4000,)))) for one in questions)
    return tbl(rows, (4000, 5000))


def sub_labels(hand: Hand, questions: Sequence[Asked]) -> str:
    """A cell that names a group, and beside it one cell with a line for each label."""
    lines = "".join(p(r(f"{one.label.text}: ") + hand.holder.runs(hand.paper, one)) for one in questions)
    return tbl(tr(tc(p(r("Details" if hand.paper.at == "en" else "Coordonnées", BOLD))), tc(lines)), (2500, 6500))


def retyped(hand: Hand, questions: Sequence[Asked]) -> str:
    """Retyped without any table: ``Label - answer`` under each other."""
    return same_line(" : ")(hand, questions)


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout by its name. ``lines``: a label may have a second line; ``table``: specials stand in table rows;
    ``doubled``: each answer stands there twice, so that reporting it is right, too."""

    name: str
    lay: Lay
    lines: bool = True
    table: bool = True
    doubled: bool = False


LAYOUTS = (
    Layout("2 columns", pairs(2)), Layout("4 columns", pairs(4)), Layout("6 columns", pairs(6)),
    Layout("spacer column", pairs_spaced),
    Layout("merged first column", pairs_merged), Layout("label above", above),
    Layout("labels above, in pairs", above_pairs),
    Layout("same cell", same_cell, lines=False), Layout("same cell, in pairs", same_cell_pairs, lines=False),
    Layout("same cell, next line", same_cell_below, lines=False),
    Layout("colon", same_line(": "), lines=False, table=False),
    Layout("colon and tab", same_line(":\t"), lines=False, table=False),
    Layout("tab", same_line("\t"), lines=False, table=False),
    Layout("dots", leaders("."), lines=False, table=False),
    Layout("underscores", leaders("_"), lines=False, table=False),
    Layout("pairs in one paragraph", several, lines=False, table=False),
    Layout("question above answer", question, lines=False, table=False),
    Layout("text box, pair", box_pair, lines=False, table=False),
    Layout("text box, answer", box_answer, lines=False, table=False),
    Layout("nested table", nested), Layout("nested answer", nested_answer),
    Layout("sub-labels", sub_labels, lines=False),
    Layout("retyped", retyped, lines=False, table=False), Layout("mixed", question, lines=False),
)  # fmt: skip


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
