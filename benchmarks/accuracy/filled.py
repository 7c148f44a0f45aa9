"""A form's questions as printed, with what the applicant answers and what must be read of it: no layout yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from benchmarks.accuracy import spellings, spellings_named, spellings_numbers
from benchmarks.accuracy.applicants import Applicant, applicant, long_text, post
from benchmarks.accuracy.labels import Labelled, Wording, option_label, printed
from benchmarks.accuracy.spellings import UNSAID, Said, typed
from benchmarks.accuracy.truth import BLANK, DOUBTFUL, Report, Truth, certain, either

from cbt_cli.domain.calls import Call, Question, QuestionKind


@dataclass(frozen=True, slots=True)
class Choice:
    """An option as printed, and whether the applicant chose it. ``words`` are written after it (other topics)."""

    key: str
    label: str
    on: bool
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as printed, with its answer. ``rows`` are those of a table, ``header`` its columns as printed."""

    key: str
    kind: QuestionKind
    label: Labelled
    said: Said
    choices: tuple[Choice, ...] = ()
    header: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def on(self) -> bool:
        """Whether a single box is ticked."""
        return self.said.truth.values == (True,)


@dataclass(slots=True)
class Filled:
    """What stands on one form: sections with their questions. ``at`` is the language of the labels, ``answers_at`` that
    of the answers."""

    at: str
    answers_at: str
    sections: list[tuple[str, list[Asked]]] = field(default_factory=list)
    elsewhere: dict[str, tuple[Truth, Said]] = field(default_factory=dict)
    """Answers without a question of their own: other topics beside their tick box, two answers under one label."""

    @property
    def truths(self) -> dict[str, tuple[Truth, Said]]:
        """Field → truth, and the answer as typed."""
        return {asked.key: (asked.said.truth, asked.said) for _, all_asked in self.sections for asked in all_asked}


def fill(rng: Random, call: Call, wording: Wording) -> Filled:
    """The call's form, answered by an invented applicant. Some forms lack a question or two."""
    other = {"en": "fr", "fr": "en"}[wording.at]
    at = other if rng.random() < 0.2 else wording.at
    made = Filled(wording.at, at)
    maker = _Maker(rng, applicant(rng, at), at, wording, call)
    lacking = [] if wording.canonical or rng.random() < 0.8 else rng.sample(call.form.questions, 2)
    for question in call.form.questions:
        if question in lacking:
            continue
        section = question.section.of(wording.at)
        if not made.sections or made.sections[-1][0] != section:
            made.sections.append((section, []))
        asked = maker.ask(question)
        if asked is not None:
            made.sections[-1][1].append(asked)
    if maker.other_inline:
        made.elsewhere["other_area"] = (certain(maker.other), typed(maker.other))
    if not wording.canonical and rng.random() < 0.08:
        _combine(rng, made)
    return made


def _combine(rng: Random, made: Filled) -> None:
    """Puts the questions for telephone and e-mail under one label. Their answers may be reported."""
    questions = made.sections[0][1]
    both = [one for one in questions if one.key in ("email", "phone")]
    if len(both) < 2:
        return
    for one in both:
        truth = Truth(one.said.truth.values, max(one.said.truth.report, Report.MAY, key=list(Report).index))
        made.elsewhere[one.key] = (truth, one.said)
    text = rng.choice((" / ", ", ", "\n", " – ")).join(one.said.text for one in both if one.said.text)
    names = " / ".join(one.label.text for one in both)
    at = questions.index(both[0])
    questions[at] = Asked("", QuestionKind.TEXT, Labelled(names), Said(text, BLANK))
    questions.remove(both[1])


class _Maker:
    """Answers question after question for one applicant."""

    def __init__(self, rng: Random, who: Applicant, at: str, wording: Wording, call: Call) -> None:
        self.rng, self.who, self.at, self.wording, self.call = rng, who, at, wording, call
        self.other = ""
        self.other_inline = False
        code = rng.choice(sorted(spellings_named.COUNTRIES))
        self.said: dict[str, Callable[[], Said]] = {
            "family_name": lambda: typed(who.family_name),
            "first_name": lambda: typed(who.first_name),
            "organisation": lambda: typed(who.organisation),
            "position": lambda: typed(who.position),
            "email": self._email,
            "phone": lambda: typed(who.phone),
            "website": lambda: typed(who.website),
            "signed_at": lambda: typed(who.city),
            "country": lambda: spellings_named.country(rng, at, code),
            "management_years": lambda: spellings_numbers.years(rng, at),
            "languages": lambda: spellings_named.languages(rng, at),
            "sectors": lambda: spellings_named.sectors(rng, at),
            "capacity": lambda: spellings_numbers.capacity(rng, at),
            "preferred_countries": lambda: spellings_named.countries(rng, at),
            "conflict_of_interest": self._link,
            "signed_on": lambda: spellings_numbers.date(rng, at),
        }

    def ask(self, question: Question) -> Asked | None:
        """The question with its answer; ``None`` where the form has no such question of its own."""
        if question.key == "other_area" and self.other_inline:
            return None
        label = printed(self.rng, question, self.wording)
        blank = self.rng.random() < (0.03 if question.required else 0.25)
        if question.kind is QuestionKind.AREAS:
            return self._areas(question, label, blank=blank)
        if question.kind is QuestionKind.CHOICE:
            return self._choice(question, label, blank=blank)
        if question.kind is QuestionKind.EXPERIENCE:
            return self._experience(question, label, blank=blank)
        if question.kind is QuestionKind.TICK:
            said = Said("", Truth((False, None) if blank else (True,)))
        elif question.key == "other_area":
            said = typed(self.other) if self.other else UNSAID
        else:
            said = UNSAID if blank else self._answer(question, label)
        return Asked(question.key, question.kind, label, said)

    def _answer(self, question: Question, label: Labelled) -> Said:
        if question.kind is QuestionKind.MONEY:
            return spellings.money(self.rng, label.stated)
        if question.key in ("phone", "website", "approach") and self.rng.random() < 0.1:
            word = self.rng.choice(("-", "—", "n/a", "/"))
            return Said(word, either(None, word), example=f"blank word {word!r}")
        if question.key in self.said:
            return self.said[question.key]()
        return typed(long_text(self.rng, self.at))

    def _email(self) -> Said:
        if self.rng.random() < 0.06:
            words = self.rng.choice(
                ("{0} / second@example.net", "first@example", "{0}, {0}.uk", "see above", "{0} or second@example.net")
            )
            return Said(words.format(self.who.email), DOUBTFUL, example=words)
        if self.rng.random() < 0.05:
            words = self.rng.choice(("{}.", "A. N. Applicant <{}>", "Mail: {}", "{} (office)", "mailto:{}", "{};"))
            return Said(words.format(self.who.email), either(self.who.email), example=words)
        return typed(self.who.email)

    def _link(self) -> Said:
        if self.rng.random() < 0.6:
            word = self.rng.choice(
                {
                    "en": ("None", "none", "No", "None.", "N/A", "-"),
                    "fr": ("Néant", "néant", "Aucun", "Non", "Sans objet"),
                }[self.at]
            )
            return Said(word, BLANK, example=f"no link: {word}")
        return typed(self.who.link)

    def _areas(self, question: Question, label: Labelled, *, blank: bool) -> Asked:
        share = 0.0 if blank else self.rng.choice((0.15, 0.3, 0.5, 0.8))
        on = {area.key: self.rng.random() < share for area in self.call.areas}
        if not blank and not any(on.values()):
            on["strategy"] = True
        self.other = self.who.other_area if on["other"] else ""
        self.other_inline = on["other"] and not self.wording.canonical and self.rng.random() < 0.4
        choices = tuple(
            Choice(
                area.key,
                option_label(area.label, self.wording),
                on[area.key],
                self.other if self.other_inline and area.key == "other" else None,
            )
            for area in self.call.areas
        )
        keys = [key for key, ticked in on.items() if ticked]
        return Asked(question.key, question.kind, label, Said("", certain(keys) if keys else BLANK), choices)

    def _choice(self, question: Question, label: Labelled, *, blank: bool) -> Asked:
        chosen = self.rng.choice(question.options).key
        both = not blank and self.rng.random() < 0.015
        choices = tuple(
            Choice(option.key, option_label(option.label, self.wording), both or (not blank and option.key == chosen))
            for option in question.options
        )
        truth = DOUBTFUL if both else BLANK if blank else certain(chosen)
        text = " / ".join(one.label for one in choices if one.on)
        return Asked(question.key, question.kind, label, Said(text, truth), choices)

    def _experience(self, question: Question, label: Labelled, *, blank: bool) -> Asked:
        rows, read = [], []
        year = self.rng.randint(1996, 2008)
        for at in range(0 if blank else self.rng.choice((1, 2, 2, 3, 4))):
            start = spellings_numbers.start_or_end(self.rng, year, self.rng.randint(1, 6), self.at)
            year += self.rng.randint(1, 4)
            end = spellings_numbers.start_or_end(self.rng, year, self.rng.randint(7, 12), self.at)
            ongoing = at == 3 or self.rng.random() < 0.12
            organisation, role = post(self.rng, self.at)
            kind = self.rng.choice(question.options)
            to = self.rng.choice(spellings_numbers.ONGOING[self.at]) if ongoing else end[0]
            rows.append((start[0], to, organisation, role, kind.label.of(self.at)))
            read.append({
                "start": start[1], "end": None if ongoing else end[1], "ongoing": ongoing,
                "organisation": organisation, "role": role, "kind": kind.key,
            })  # fmt: skip
        header = tuple((column.key, option_label(column.label, self.wording)) for column in question.columns)
        said = Said("", certain(read) if read else BLANK)
        return Asked(question.key, question.kind, label, said, header=header, rows=tuple(rows))
