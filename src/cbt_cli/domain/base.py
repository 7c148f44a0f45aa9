"""What every noun of the house is: a frozen value, checked when it is made or read back from JSON."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, Field

from cbt_cli.domain.languages import translated


class Value(BaseModel):
    """A frozen value without behaviour towards the world."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Sentence(Value):
    """Something said to a person: a template and what fills it, so that it can be said in another language later.

    The template is the English sentence with ``{name}`` blanks; translations are looked up by it (as gettext does).
    ``within`` fills blanks with what is said in words itself ("4 years 6 months"), so that it is translated too.
    """

    template: str
    params: dict[str, str] = Field(default_factory=dict)
    within: dict[str, Sentence] = Field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence in the language that is spoken."""
        return translated(self.template).format_map(
            self.params | {name: inner.text for name, inner in self.within.items()}
        )

    def __str__(self) -> str:
        return self.text


def say(template: str, /, **params: object) -> Sentence:
    """A sentence for a person. ``template`` must be a literal: translations are collected from these calls."""
    within = {name: value for name, value in params.items() if isinstance(value, Sentence)}
    return Sentence(
        template=template,
        params={name: str(value) for name, value in params.items() if name not in within},
        within=within,
    )


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


class Place(Value):
    """Where to put one's finger: steps from the outside in: ``(("table", "1"), ("row", "5"))``.

    Step names: ``part`` (header, footer, footnotes…), ``table``, ``row``, ``column``, ``paragraph``, ``box``,
    ``sheet``, ``cell``. A file's name is not part of it.
    """

    steps: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return ", ".join(f"{translated(name)} {at}" for name, at in self.steps)


def place(*steps: tuple[str, object]) -> Place:
    """A place from its steps, outermost first."""
    return Place(steps=tuple((name, str(at)) for name, at in steps))


class Words(Value):
    """The same words in the call's two languages."""

    en: str
    fr: str

    def of(self, language: str) -> str:
        """The words in ``language`` ("en" or "fr"); English for any other."""
        return self.fr if language == "fr" else self.en
