"""What every noun of the house is: a frozen value, checked when it is made or read back from JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from string import Formatter
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, model_validator

from cbt_cli.domain import figures
from cbt_cli.domain.languages import current, translated


class Value(BaseModel):
    """A frozen value without behaviour towards the world."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(Value):
    """The same words in the call's two languages."""

    en: str
    fr: str

    def of(self, language: str) -> str:
        """The words in ``language`` ("en" or "fr"); English for any other."""
        return self.fr if language == "fr" else self.en

    @property
    def text(self) -> str:
        """The words in the language that is spoken."""
        return self.of(current())

    def __str__(self) -> str:
        return self.text


class Figure(Value):
    """A number, or an amount of money where it has a currency, with its digits as they are: ``3100.00``."""

    number: Decimal
    currency: str | None = None

    @property
    def text(self) -> str:
        """As it is written in the language that is spoken: ``EUR 3,100.00``, ``3 100,00 €``."""
        return figures.number(self.number) if self.currency is None else figures.amount(self.number, self.currency)

    def __str__(self) -> str:
        return self.text


class Instant(Value):
    """An instant with a zone: ``2019-03-15 22:59:59 UTC``, ``15/03/2019 22:59:59 UTC``."""

    at: dt.datetime

    @property
    def text(self) -> str:
        """As it is written in the language that is spoken, in UTC."""
        return figures.instant(self.at)

    def __str__(self) -> str:
        return self.text


class Place(Value):
    """Where to put one's finger: steps from the outside in: ``(("table", "1"), ("row", "5"))``.

    Step names: ``part`` (header, footer, footnotes…), ``table``, ``row``, ``column``, ``paragraph``, ``box``,
    ``sheet``, ``cell``; and ``file`` before them, only where a second file speaks (the answer to a clarification).
    """

    steps: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """In the language that is spoken."""
        return ", ".join(f"{translated(name)} {at}" for name, at in self.steps)

    def __str__(self) -> str:
        return self.text


class Sentence(Value):
    """Something said to a person: a template and what fills it, so that it can be said in another language later.

    The template is the English sentence with ``{name}`` blanks; translations are looked up by it (as gettext does).
    ``within`` fills blanks with what reads otherwise in another language itself: words ("4 years 6 months"), labels of
    the call, amounts, instants, places.
    """

    template: str
    params: dict[str, str] = Field(default_factory=dict)
    within: dict[str, Annotated[Within, Field(union_mode="left_to_right")]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _fits(self, told: ValidationInfo) -> Self:
        """What a worker says that read a stranger's file can be said: its blanks are filled, and are blanks alone."""
        if told.context == STRANGE:
            blanks = self.params.keys() | self.within.keys()
            for _, name, form, turned in Formatter().parse(self.template):
                if name is not None and (name not in blanks or form or turned):
                    raise ValueError("a blank that nothing fills")
        return self

    @property
    def text(self) -> str:
        """The sentence in the language that is spoken."""
        return translated(self.template).format_map(
            self.params | {name: inner.text for name, inner in self.within.items()}
        )

    def __str__(self) -> str:
        return self.text


STRANGE = "strange"
"""The context in which what a worker answered is validated."""
Within = Sentence | Words | Figure | Instant | Place


def say(template: str, /, **params: object) -> Sentence:
    """A sentence for a person. ``template`` must be a literal: translations are collected from these calls."""
    within: dict[str, Within] = {}
    for name, value in params.items():
        if isinstance(value, (str, int)):  # first, for it is what most are, and a model's isinstance takes long
            continue
        if isinstance(value, Sentence | Words | Figure | Instant | Place):
            within[name] = value
        elif isinstance(value, Decimal):
            within[name] = Figure(number=value)
    return Sentence(
        template=template,
        params={name: str(value) for name, value in params.items() if name not in within},
        within=within,
    )


def given(text: str) -> Sentence:
    """What is not ours to translate (a reference, a name) where a sentence is wanted."""
    return Sentence(template="{given}", params={"given": text})


def listed(parts: Iterable[Within], between: str = "; ") -> Sentence:
    """Words, figures and sentences one after the other; empty where there is none."""
    within = {f"part{at}": part for at, part in enumerate(parts)}
    return Sentence(template=between.join(f"{{{name}}}" for name in within), within=within)


def in_turn(sentences: Iterable[Sentence]) -> Sentence | None:
    """Whole sentences, one after the other; ``None`` if there is none."""
    told: Sentence | None = None
    for one in sentences:
        told = one if told is None else say("{first} {more}", first=told, more=one)
    return told


def tr(words: str, /) -> str:
    """Words of our own (a heading, a label) in the language that is spoken. ``words`` must be a literal, as for
    ``say``."""
    return translated(words)


def place(*steps: tuple[str, object]) -> Place:
    """A place from its steps, outermost first."""
    return Place(steps=tuple((name, str(at)) for name, at in steps))
