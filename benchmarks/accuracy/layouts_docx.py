"""Layouts of Word forms: how labels and answers stand to each other, and what else stands on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from benchmarks.accuracy.filled import Asked
from benchmarks.accuracy.holders_docx import Holder
from benchmarks.accuracy.ticks_docx import Ticks, options
from benchmarks.accuracy.wordml import Paper, p, r, span, tbl, tc, text_box, tr

from cbt_cli.domain.calls import QuestionKind

BOLD = "<w:b/>"
HEADS: dict[str, dict[str, tuple[str, ...]]] = {
    "plain": {"en": ("Question", "Answer"), "fr": ("Question", "Réponse")},
    "example": {"en": ("Question", "Example", "Your answer"), "fr": ("Question", "Exemple", "Votre réponse")},
    "remark": {"en": ("Question", "Your answer", "Remarks"), "fr": ("Question", "Votre réponse", "Remarques")},
}
REMARKS = {
    "en": {QuestionKind.LONG_TEXT: "Max. 10 lines", QuestionKind.DATE: "dd/mm/yyyy", QuestionKind.EMAIL: "Used by us"},
    "fr": {QuestionKind.LONG_TEXT: "10 lignes au plus", QuestionKind.DATE: "jj/mm/aaaa", QuestionKind.TEXT: "Lisible"},
}
EXAMPLES = {
    "family_name": "Sampleman", "country": "Ireland", "email": "sam@example.net", "phone": "+353 1 990 00 00",
    "management_years": "7",
    "languages": "English C1", "quotation": "1234 €", "signed_on": "31/01/2019", "capacity": "5",
}  # fmt: skip


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
            if columns == 2 and hand.holder.name == "tracked change" and hand.paper.rng.random() < 0.3:
                rows += _deleted(hand, some[0])
            rows += hand.holder.row(cells + tc() * (columns - 2 * len(some)))
        return tbl(rows, (9000 // columns,) * columns)

    return lay


def _deleted(hand: Hand, asked: Asked) -> str:
    """A row deleted with tracked changes: the same label, another answer."""
    who = f'w:id="{hand.paper.number()}" w:author="A. N. Applicant" w:date="2019-03-01T10:00:00Z"'
    gone = "".join(
        tc(p(f'<w:del {who}><w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r></w:del>'))
        for text in (asked.label.text, "old answer")
    )
    return tr(gone, about=f"<w:del {who}/>")


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


def pairs_headed(hand: Hand, questions: Sequence[Asked]) -> str:
    """A row that says what the columns are, then label and answer."""
    rows = tr(*(tc(p(r(one, BOLD))) for one in HEADS["plain"][hand.paper.at]))
    rows += "".join(tr(tc(label(one)), hand.holder.cell(hand.paper, one)) for one in questions)
    return tbl(rows, (4000, 5000))


def pairs_united(hand: Hand, questions: Sequence[Asked]) -> str:
    """Label, answer, and a narrow column with the unit where there is one."""
    units = {"quotation": "EUR", "management_years": {"en": "years", "fr": "ans"}[hand.paper.at]}
    rows = ""
    for one in questions:
        rows += tr(tc(label(one)), hand.holder.cell(hand.paper, one), tc(p(r(units.get(one.key, "")))))
    return tbl(rows, (3500, 4500, 1000))


def pairs_exampled(hand: Hand, questions: Sequence[Asked]) -> str:
    """Label, an example of how to answer, answer; a row on top says which is which."""
    rows = tr(*(tc(p(r(one, BOLD))) for one in HEADS["example"][hand.paper.at]))
    for one in questions:
        example = tc(p(r(EXAMPLES.get(one.key, ""), "<w:i/>")))
        rows += tr(tc(label(one)), example, hand.holder.cell(hand.paper, one))
    return tbl(rows, (3500, 2000, 3500))


def pairs_remarked(hand: Hand, questions: Sequence[Asked]) -> str:
    """Label, answer, and a remark for whoever fills it in; a row on top says which is which."""
    rows = tr(*(tc(p(r(one, BOLD))) for one in HEADS["remark"][hand.paper.at]))
    for one in questions:
        remark = tc(p(r(REMARKS[hand.paper.at].get(one.kind, ""), "<w:i/>")))
        rows += tr(tc(label(one)), hand.holder.cell(hand.paper, one), remark)
    return tbl(rows, (3500, 3500, 2000))


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
    ``doubled``: something else stands there beside the answer, so that reporting it is right, too."""

    name: str
    lay: Lay
    lines: bool = True
    table: bool = True
    doubled: bool = False


LAYOUTS = (
    Layout("2 columns", pairs(2)),
    Layout("4 columns", pairs(4)),
    Layout("6 columns", pairs(6)),
    Layout("spacer column", pairs_spaced),
    Layout("merged first column", pairs_merged),
    Layout("header row", pairs_headed),
    Layout("section rows", pairs(2)),
    Layout("unit column", pairs_united),
    Layout("gridBefore", late),
    Layout("two label columns", two_labels, lines=False),
    Layout("remarks column", pairs_remarked),
    Layout("example column", pairs_exampled, doubled=True),
    Layout("both columns filled", both_filled, doubled=True),
    Layout("label above", above),
    Layout("labels above, in pairs", above_pairs),
    Layout("same cell", same_cell, lines=False),
    Layout("same cell, in pairs", same_cell_pairs, lines=False),
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
    Layout("nested table", nested),
    Layout("nested answer", nested_answer),
    Layout("sub-labels", sub_labels, lines=False),
    Layout("retyped", retyped, lines=False, table=False),
    Layout("mixed", question, lines=False),
)
