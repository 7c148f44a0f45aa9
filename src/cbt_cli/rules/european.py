"""``european``: the applicant's country is one that the call is open to."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from cbt_cli.domain.base import Sentence, listed, say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.checks import Case, Verdict
from cbt_cli.rules.rule import Example, Opinion, Rule, written
from cbt_cli.rules.sound import sound
from cbt_cli.values.countries_shown import country_words


class European(Rule):
    """A country on the call's list passes; about any other the officer decides."""

    name = "european"
    fields = ("country",)
    never = MappingProxyType(
        {Verdict.FAIL: "which countries are European is the office's reading of the call, so a person rules one out"}
    )

    def text(self, call: Call) -> Sentence:
        """The condition in words."""
        eligible = sorted((country_words(code, call) for code in call.countries.eligible), key=lambda one: one.en)
        return say(
            "The applicant's country is one of: {countries}. About any other country the officer decides.",
            countries=listed(eligible, ", "),
        )

    def decide(self, case: Case, call: Call) -> Opinion:
        """Passes for a country of the list; unclear for any other and for none."""
        country = case.record.application.country
        if country is None and written(case.record, "country"):
            return Opinion(Verdict.UNCLEAR, say("What is given as the country could not be read as one."))
        if country is None:
            return Opinion(Verdict.UNCLEAR, say("No country is given."))
        shown = country_words(country, call)
        if country in call.countries.eligible:
            return Opinion(Verdict.PASS, say("{country} is on the call's list of countries.", country=shown))
        sentence = say("{country} is not on the call's list of countries: the officer decides.", country=shown)
        if country in call.countries.mentees:
            return Opinion(Verdict.UNCLEAR, sentence, (say("It is a country of the mentees."),))
        return Opinion(Verdict.UNCLEAR, sentence)

    def examples(self, call: Call) -> Iterator[Example]:
        """A country of the list, others, and none."""
        yield Example(say("a country of the list"), Verdict.PASS, sound(call))
        yield Example(say("no country"), Verdict.UNCLEAR, sound(call, country=None))
        raw = {"country": "Atlantis"}
        yield Example(say("a country that nobody knows"), Verdict.UNCLEAR, sound(call, country=None, raw=raw))
        other = next((code for code in ("TR", "RS", "US") if code not in call.countries.eligible), None)
        if other is not None:
            yield Example(say("a country that is not on the list"), Verdict.UNCLEAR, sound(call, country=other))
        for mentees in call.countries.mentees[:1]:
            if mentees not in call.countries.eligible:
                yield Example(say("a country of the mentees"), Verdict.UNCLEAR, sound(call, country=mentees))
