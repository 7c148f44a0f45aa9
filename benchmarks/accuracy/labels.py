"""Labels as forms print them: the call's wordings with numbers, asterisks, hints, units, or in two languages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from cbt_cli.domain.base import Words
from cbt_cli.domain.calls import Question, QuestionKind

DECORATIONS = (
    "plain", "plain", "numbers", "letters", "stars", "hints", "variants", "slash", "paragraphs", "brackets", "capitals",
    "colon", "misspelt",
)  # fmt: skip

_HINTS = {
    QuestionKind.DATE: {"en": "dd/mm/yyyy", "fr": "jj/mm/aaaa"},
    QuestionKind.YEARS: {"en": "in years", "fr": "en années"},
    QuestionKind.LONG_TEXT: {"en": "max. 10 lines", "fr": "10 lignes au plus"},
    QuestionKind.TEXT: {"en": "please write clearly", "fr": "en capitales"},
    QuestionKind.EMAIL: {"en": "that you read most often", "fr": "consultée le plus souvent"},
}


@dataclass(frozen=True, slots=True)
class Wording:
    """How a form words its labels: language, decoration, whether a label may have a second line, and whether the
    layout prints the label in the other language too."""

    at: str
    decoration: str
    lines: bool
    both: bool = False

    @property
    def canonical(self) -> bool:
        """The project's own blank form."""
        return self.decoration == "canonical"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label as printed, with a second line under it, and what it states of money."""

    text: str
    below: str | None = None
    other: str | None = None
    """The label in the other language, for layouts that print it in a column of its own."""
    both: bool = False
    bare: str = ""
    """The label without number, hint or second language, for sentences."""

    @property
    def stated(self) -> dict[str, str]:
        """Currency, VAT and unit that the label states."""
        words = f"{self.text}\n{self.below or ''}\n{self.other if self.both else ''}".casefold()
        return {
            **({"currency": "EUR"} if "eur" in words else {}),
            **({"vat": "excluded"} if any(one in words for one in ("vat excluded", "excl. vat", "hors tva")) else {}),
            **({"unit": "mentee"} if any(one in words for one in ("per mentee", "par cluster")) else {}),
        }


def printed(rng: Random, question: Question, wording: Wording) -> Labelled:
    """The label of ``question`` as this form prints it."""
    other = question.label.of({"en": "fr", "fr": "en"}[wording.at])
    return replace(_printed(rng, question, wording), other=other, both=wording.both, bare=question.label.of(wording.at))


def _printed(rng: Random, question: Question, wording: Wording) -> Labelled:  # noqa: C901, PLR0911 - one a decoration
    at, how = wording.at, wording.decoration
    other = {"en": "fr", "fr": "en"}[at]
    words = question.label.of(at)
    if how == "variants" and question.variants:
        return Labelled(rng.choice(question.variants))
    if how == "slash" and len(words) < 60 and words != question.label.of(other):
        return Labelled(f"{words} / {question.label.of(other)}")
    if how == "brackets" and len(words) < 30 and "(" not in words and words != question.label.of(other):
        return Labelled(f"{words} ({question.label.of(other)})")
    if how == "paragraphs" and wording.lines and words != question.label.of(other):
        return Labelled(words, question.label.of(other))
    if how == "stars" and question.required:
        return Labelled(words + rng.choice(("*", " *")))
    if how == "capitals":
        return Labelled(words.upper())
    if how == "colon" and wording.lines:
        return Labelled(words + rng.choice((":", " :", "\u00a0:")))
    if how == "misspelt" and len(words) > 8 and question.kind is not QuestionKind.MONEY and rng.random() < 0.4:
        cut = rng.randint(2, len(words) - 3)
        return Labelled(words[:cut] + words[cut + 1 :])
    if how == "hints":
        return _hinted(rng, question, words, wording)
    if how == "numbers":
        return Labelled(f"{rng.randint(1, 29)}{rng.choice(('.', ')', '.1', '.2.'))} {words}")
    if how == "letters":
        return Labelled(f"{rng.choice('abcdefgh')}) {words}")
    return Labelled(words)


def _hinted(rng: Random, question: Question, words: str, wording: Wording) -> Labelled:
    hint = question.hint.of(wording.at) if question.hint else _HINTS.get(question.kind, {}).get(wording.at)
    if hint is None:
        return Labelled(words)
    if wording.lines and rng.random() < 0.5:
        return Labelled(words, f"({hint})" if rng.random() < 0.5 else hint[:1].upper() + hint[1:])
    return Labelled(f"{words} ({hint})")


def option_label(label: Words, wording: Wording) -> str:
    """An option or column as printed."""
    if wording.decoration in ("slash", "paragraphs") and label.en != label.fr:
        return f"{label.of(wording.at)} / {label.of({'en': 'fr', 'fr': 'en'}[wording.at])}"
    return label.of(wording.at)
