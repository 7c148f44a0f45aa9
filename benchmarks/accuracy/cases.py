"""One form by its number: the traits drawn for it, its bytes, and what must be read of it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from benchmarks.accuracy import canonical, layouts_docx, layouts_xlsx, pages, sections_xlsx
from benchmarks.accuracy.filled import Filled, fill
from benchmarks.accuracy.holders_docx import HOLDERS
from benchmarks.accuracy.labels import DECORATIONS, Wording
from benchmarks.accuracy.layouts_docx import Hand
from benchmarks.accuracy.layouts_xlsx import Pen
from benchmarks.accuracy.spellings import UNSAID, Said
from benchmarks.accuracy.ticks_docx import TICKS
from benchmarks.accuracy.truth import BLANK, DOUBTFUL, Report, Truth
from benchmarks.accuracy.wordml import Paper
from openpyxl import Workbook

from cbt_cli.domain.calls import Call

CANONICAL = ("canonical Word", "canonical Excel")
_WORD = {one.name: one for one in layouts_docx.LAYOUTS}
_EXCEL = {one.name: one for one in layouts_xlsx.LAYOUTS}
_HOLDERS = {one.name: one for one in HOLDERS}
_TICKS = {one.name: one for one in TICKS}
_LAYOUTS = (*CANONICAL[:1] * 8, *CANONICAL[1:] * 3, *_WORD, *_EXCEL)
_TICKED = ("areas", "applicant_type", "declaration", "consent")
_EXCEL_ODDITIES = ("instructions first", "hidden lists", "notes on cells")


@dataclass(frozen=True, slots=True)
class Traits:
    """What was drawn for a form: everything that its tally is kept by."""

    number: int
    layout: str
    holder: str
    ticks: str
    labels: str
    language: str
    oddities: tuple[str, ...]

    @property
    def excel(self) -> bool:
        """Whether the form is a workbook."""
        return self.layout.startswith("Excel:") or self.layout == "canonical Excel"

    @property
    def name(self) -> str:
        """A file name for the form."""
        words = "-".join(self.layout.replace(":", "").replace(",", "").split())
        return f"{self.number:05}-{words}.{'xlsx' if self.excel else 'docx'}"


def draw(seed: int, number: int) -> tuple[Traits, Random]:
    """The traits of form ``number`` of a seed, and the chance that the rest comes from."""
    rng = Random(f"{seed}:{number}")  # noqa: S311 - the same forms again are what is wanted
    layout = rng.choice(_LAYOUTS)
    excel = layout in _EXCEL or layout == "canonical Excel"
    oddities = _EXCEL_ODDITIES if excel else pages.ODDITIES
    table = layout not in _WORD or _WORD[layout].table
    held = [one.name for one in HOLDERS if table or one.level in ("run", "block")]
    traits = Traits(
        number=number,
        layout=layout,
        holder=rng.choice(layouts_xlsx.HOLDERS if excel else held),
        ticks=rng.choice(layouts_xlsx.TICKS if excel else list(_TICKS)),
        labels="canonical" if layout in CANONICAL else rng.choice(DECORATIONS),
        language=rng.choice(("en", "en", "fr")),
        oddities=() if layout in CANONICAL else tuple(one for one in oddities if rng.random() < 0.3),
    )  # fmt: skip
    return traits, rng


def made(call: Call, traits: Traits, rng: Random) -> tuple[bytes, dict[str, tuple[Truth, Said]]]:
    """The form's bytes; field → truth and the answer as typed."""
    lines = (_EXCEL | _WORD)[traits.layout].lines if traits.layout not in CANONICAL else False
    both = traits.layout == "two label columns"
    filled = fill(rng, call, Wording(traits.language, traits.labels, lines, both))
    data, uncached, unsure = (_excel if traits.excel else _word)(call, traits, rng, filled)
    truths = {question.key: (BLANK, UNSAID) for question in call.form.questions} | filled.truths | filled.elsewhere
    for key, (truth, said) in truths.items():
        if key in uncached:
            truths[key] = (DOUBTFUL, said)
        elif traits.ticks == "list bullet" and key in _TICKED and not _both_states(key, truth, call):
            truths[key] = (Truth(truth.values, Report.MAY), said)  # bullets that all look alike may be mere decoration
        elif (key in unsure or (_may_report(traits) and said.text)) and truth.report is Report.NEVER:
            truths[key] = (Truth(truth.values, Report.MAY), said)
    truths.pop("", None)
    return data, truths


def _may_report(traits: Traits) -> bool:
    """Whether answers of this form may be reported, certain as they are to people."""
    layout = (_EXCEL | _WORD).get(traits.layout)
    return traits.labels == "misspelt" or (layout is not None and layout.doubled)


def _both_states(key: str, truth: Truth, call: Call) -> bool:
    """Whether some boxes of the question are ticked and others not."""
    if key == "areas":
        return truth.values != (None,) and len(truth.values[0]) < len(call.areas)
    return key == "applicant_type" and truth.values != (None,)


def _word(call: Call, traits: Traits, rng: Random, filled: Filled) -> tuple[bytes, set[str], set[str]]:
    """The document; keys of answers that must be reported, and of those that may be."""
    hand = Hand(Paper(rng, traits.language), _HOLDERS[traits.holder], _TICKS[traits.ticks])
    if traits.layout in CANONICAL:
        return canonical.docx(hand, filled, call), set(), set()
    data = pages.written(hand, _WORD[traits.layout], filled, call, traits.oddities)
    return data, set(), hand.paper.unsure


def _excel(call: Call, traits: Traits, rng: Random, filled: Filled) -> tuple[bytes, set[str], set[str]]:
    """The workbook; keys of answers that must be reported (formulas without values), and of those that may be."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Form"
    pen = Pen(rng, traits.language, sheet, traits.holder, traits.ticks)
    if traits.layout in CANONICAL:
        return canonical.xlsx(pen, filled, call), pen.uncached, set()
    title = call.form.title.of(traits.language)
    return sections_xlsx.written(pen, book, _EXCEL[traits.layout], filled, title, traits.oddities), pen.uncached, set()
