"""What a report is made of, and what of it may be shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cbt_cli.domain.base import Sentence, Within, Words, given, say, tr
from cbt_cli.domain.calls import Call
from cbt_cli.domain.checks import Case, Eligibility, Judgement
from cbt_cli.domain.journal import Entry
from cbt_cli.domain.languages import LANGUAGES, current
from cbt_cli.domain.matching import Assignment, Match, Mentee, Mentor, Run
from cbt_cli.domain.submissions import Item
from cbt_cli.outputs.report.markup import NOTHING, Html, own, tag
from cbt_cli.outputs.wording import by_number
from cbt_cli.values.countries_shown import country_name, footnotes

_HARMLESS = re.compile(
    r"[+-]?\d{1,3}([ ,.\u00a0\u202f]\d{3}){0,3}([.,]\d{1,4})?( ?(%|€|[A-Z]{3}|h|min))?"  # a number, an amount
    r"|[A-Z]{3} \d{1,3}([ ,]\d{3})*([.]\d+)?"  # EUR 3,100.00
    r"|(\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4})( \d\d:\d\d(:\d\d)?)?( [A-Z]{2,5})?"  # a day, a moment
    r"|\d{4}(-\d\d)?|[–-]|"
)
_BETWEEN = re.compile(r"; |, | – ")


@dataclass(frozen=True)
class Reported:
    """A call with what came of it. ``standing``: the numbers of the journal's decisions that are in force; ``funnel``:
    how many applications got how far; ``outcomes``: items of the inbox by outcome; ``rules``: rule → what it asks, in
    words. ``anonymised``: nothing is shown that names a person or an organisation, nor any text that one of them
    wrote."""

    call: Call
    cases: Sequence[tuple[Case, Judgement]]
    items: Sequence[Item]
    entries: Sequence[Entry]
    standing: frozenset[int]
    funnel: dict[str, int]
    outcomes: dict[str, int]
    rules: dict[str, str]
    run: Run | None
    runs: dict[int, bool]
    anonymised: bool = False

    @cached_property
    def language(self) -> str:
        """The language of the page."""
        return current()

    @cached_property
    def judged(self) -> tuple[tuple[Case, Judgement], ...]:
        """The applications in order of their references."""
        return tuple(sorted(self.cases, key=lambda each: by_number(each[0].ref)))

    @cached_property
    def case(self) -> dict[str, Case]:
        """Reference → application."""
        return {case.ref: case for case, _ in self.judged}

    @cached_property
    def verdicts(self) -> dict[str, Eligibility]:
        """Reference → verdict."""
        return {case.ref: judgement.verdict for case, judgement in self.judged}

    @cached_property
    def mentees(self) -> dict[str, Mentee]:
        """Reference → mentee of the matching that counts."""
        known = self.run.needs.mentees if self.run else ()
        return {one.ref: one for one in sorted(known, key=lambda one: by_number(one.ref))}

    @cached_property
    def mentors(self) -> dict[str, Mentor]:
        """Reference → mentor of the matching that counts."""
        known = self.run.mentors if self.run else ()
        return {one.ref: one for one in sorted(known, key=lambda one: by_number(one.ref))}

    @cached_property
    def assignments(self) -> tuple[Assignment, ...]:
        """The chosen pairs in order of the mentee."""
        chosen = self.run.ranking.assignments if self.run else ()
        return tuple(sorted(chosen, key=lambda one: by_number(one.mentee)))

    def ranked(self, mentee: str) -> tuple[Match, ...]:
        """The allowed mentors of a mentee, best first."""
        return self.run.ranking.ranked.get(mentee, ()) if self.run else ()

    @property
    def currency(self) -> str:
        """The call's currency."""
        return self.call.quotation.currency

    def country(self, code: str | None) -> str:
        """A country's name, with the asterisk of its footnote."""
        return country_name(code, self.call, self.language)

    def footnotes(self, codes: Sequence[str | None]) -> Html:
        """The footnotes that go with the countries shown, as paragraphs."""
        notes = footnotes(codes, self.call, self.language)
        return Html("".join(tag("p", note, class_="footnote") for note in notes))

    def area(self, key: str) -> str:
        """A knowledge area in words."""
        area = self.call.area(key)
        return area.label.of(self.language) if area else key

    def footnote_texts(self) -> tuple[str, ...]:
        """The footnotes of all countries that the report shows."""
        shown = [case.record.application.country for case, _ in self.judged]
        shown += [mentor.country for mentor in self.mentors.values()]
        shown += [mentee.country for mentee in self.mentees.values()]
        return tuple(footnotes(shown, self.call, self.language))

    def name(self, ref: str) -> str:
        """The applicant's name; the reference where there is none or where it may not be shown."""
        case = self.case.get(ref)
        name = case.record.application.full_name if case else None
        if name is None and ref in self.mentors:
            name = self.mentors[ref].name
        return ref if self.anonymised or name is None else name

    def applicant(self, ref: str) -> Html:
        """As ``name``, for the page."""
        return own(self.name(ref))

    def cluster(self, mentee: Mentee) -> Html:
        """The cluster's name; the reference where it may not be shown."""
        return own(mentee.ref if self.anonymised else mentee.cluster)

    def quoted(self, words: str | None, most: int = 400) -> str:
        """As ``written``, as plain text."""
        if not words or self.anonymised:
            return tr("withheld") if words else ""
        more = say("… ({more} more characters)", more=len(words) - most).text
        return words if len(words) <= most else words[:most] + more

    def written(self, words: str | None, most: int = 400) -> Html:
        """What a person wrote, cut where it is long, saying so; in an anonymised report only that something is."""
        if not words:
            return NOTHING
        if self.anonymised:
            return tag("i", tr("withheld"))
        if len(words) <= most:
            return own(words)
        cut = say("… ({more} more characters)", more=len(words) - most)
        return Html(own(words[:most]) + tag("i", cut))

    def said(self, sentence: Sentence) -> str:
        """A sentence in the page's language; in an anonymised report without what a person may have written in it."""
        return (self._veiled(sentence) if self.anonymised else sentence).text

    def _veiled(self, sentence: Sentence) -> Sentence:
        params = {name: value if self._harmless(value) else "[…]" for name, value in sentence.params.items()}
        within = {name: self._veiled_within(inner) for name, inner in sentence.within.items()}
        return sentence.model_copy(update={"params": params, "within": within})

    def _veiled_within(self, inner: Within) -> Within:
        if isinstance(inner, Sentence):
            return self._veiled(inner)
        return inner if not isinstance(inner, Words) or self._harmless(inner.en) else given("[…]")

    def _harmless(self, value: str) -> bool:
        pieces = (value,) if value in self._our_words else _BETWEEN.split(value)
        return all(piece in self._our_words or _HARMLESS.fullmatch(piece) for piece in pieces)

    @cached_property
    def _our_words(self) -> frozenset[str]:
        """What the call and the program say themselves, so that it gives nobody away."""
        call = self.call
        questions = call.form.questions
        labels = [area.label for area in call.areas] + [question.label for question in questions]
        labels += [option.label for question in questions for option in (*question.options, *question.columns)]
        words = {label.of(language) for label in labels for language in LANGUAGES}
        words |= {question.key for question in questions} | {rule.name for rule in call.rules}
        codes = {*call.countries.eligible, *call.countries.mentees, *(one.country for one in self.mentees.values())}
        words |= {country_name(code, call, language) for code in codes for language in LANGUAGES}
        words |= set(self.case) | set(self.mentors) | set(self.mentees)
        return frozenset(words | {"English", "French", "anglais", "français", "received:own", "date_header"})
