"""The rest of a form: title, instructions with the organiser's address, unknown questions, the office's part."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.accuracy.filled import Asked, Filled
from benchmarks.accuracy.labels import Labelled
from benchmarks.accuracy.layouts_docx import BOLD, Hand, Layout
from benchmarks.accuracy.sections_docx import body
from benchmarks.accuracy.spellings import UNSAID, typed
from benchmarks.accuracy.wordml import Paper, p, r, span, tbl, tc, tr

from cbt_cli.domain.calls import Call, QuestionKind

ODDITIES = ("organiser's address", "office part", "unknown questions", "header and footer", "signature in a sentence")
_UNKNOWN = {
    "en": (
        ("VAT number", "XX 123 456"),
        ("Date of birth", "12/05/1971"),
        ("How did you hear about this call?", "By a colleague"),
        ("Postal address", "1 Example Street"),
    ),
    "fr": (
        ("Numéro de TVA", "XX 123 456"),
        ("Date de naissance", "12/05/1971"),
        ("Comment avez-vous connu cet appel ?", "Par une collègue"),
        ("Adresse postale", "1 rue de l'Exemple"),
    ),
}
_OFFICE = {"en": "For office use only", "fr": "Cadre réservé à l'administration"}
_RECEIVED = {"en": ("Received on", "Date", "File number"), "fr": ("Reçu le", "Date", "Numéro de dossier")}
_ASK = {
    "en": "Questions? Write to mentoring-office@example.net or call +32 2 990 00 00.",
    "fr": "Des questions ? Écrivez à mentoring-office@example.net ou appelez le +32 2 990 00 00.",
}


def unknown_questions(paper: Paper, filled: Filled) -> None:
    """Puts questions that the call does not know among the known ones, answered or not."""
    for words, answer in paper.rng.sample(_UNKNOWN[filled.at], 2):
        _, questions = paper.rng.choice(filled.sections[:1] + filled.sections[-1:])
        said = typed(answer) if paper.rng.random() < 0.6 else UNSAID
        at = paper.rng.randint(1, len(questions))
        questions.insert(at, Asked("", QuestionKind.TEXT, Labelled(words), replace(said, example="unknown question")))


def written(hand: Hand, layout: Layout, filled: Filled, call: Call, oddities: tuple[str, ...]) -> bytes:
    """The whole Word document."""
    paper, at = hand.paper, filled.at
    if "unknown questions" in oddities:
        unknown_questions(paper, filled)
    out = p(r(call.form.title.of(at), '<w:b/><w:sz w:val="36"/>')) + p(r(call.form.intro.of(at)))
    if "organiser's address" in oddities:
        out += p(r(_ASK[at]))
    if "header and footer" in oddities:
        paper.header = p(r(call.call.title.of(at)))
        paper.footer = p(r("Office – Example City – E-mail: office@example.net – Tel. +32 2 990 00 00"))
    out += body(hand, layout, filled, sentence="signature in a sentence" in oddities)
    if "office part" in oddities:
        out += _office(hand)
    return paper.saved(out)


def _office(hand: Hand) -> str:
    """The office's own part at the end, filled in or not."""
    words = [(one, hand.paper.rng.choice(("", "18/03/2019"))) for one in _RECEIVED[hand.paper.at]]
    if hand.paper.rng.random() < 0.5:
        return p(r(_OFFICE[hand.paper.at], BOLD)) + "".join(p(r(f"{name}: {said}")) for name, said in words)
    rows = tr(tc(p(r(_OFFICE[hand.paper.at], BOLD)), span(2)))
    return tbl(rows + "".join(tr(tc(p(r(name))), tc(p(r(said)))) for name, said in words), (4500, 4500))
