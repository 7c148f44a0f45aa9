"""``areas``: at least one area of knowledge is offered, and other topics are named in words."""

from __future__ import annotations

from collections.abc import Iterator

from cbt_cli.domain.base import Sentence, listed, say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.checks import Case, Verdict
from cbt_cli.rules.rule import Example, Opinion, Rule, declined, sources, words, written
from cbt_cli.rules.sound import sound

FIELDS = ("areas", "other_area")


class Areas(Rule):
    """What is ticked or named is counted; what is left blank can be asked for, and only a plain "none" fails."""

    name = "areas"
    fields = FIELDS

    def text(self, call: Call) -> Sentence:
        """The condition in words."""
        listed = sum(not area.needs_words for area in call.areas)
        return say("At least one of the {count} areas is offered, or another topic named in words.", count=listed)

    def decide(self, case: Case, call: Call) -> Opinion:
        """Passes for one area or more; unclear where it is blank, unreadable, or another topic is not named."""
        record = case.record
        named = words(record.application.other_area, call)
        offered = tuple(area for key in record.application.areas or () if (area := call.area(key)) is not None)
        if not offered:
            return _nothing(case, call, named)
        labels = listed(area.label for area in offered)
        if any(area.needs_words for area in offered) and named is None:
            sentence = say("Other topics are offered, but not named in words.")
            return Opinion(Verdict.UNCLEAR, sentence, (say("Offered: {areas}.", areas=labels),))
        details = () if named is None else (say("Other topics: {topics}", topics=named),)
        return Opinion(Verdict.PASS, say("Offered: {areas}.", areas=labels), details)

    def examples(self, call: Call) -> Iterator[Example]:
        """Areas ticked, none ticked, and other topics with and without words."""
        ready = sound(call)
        yield Example(say("areas of the list"), Verdict.PASS, ready)
        nothing = sound(call, areas=None, raw={"areas": "☐ ☐ ☐"})
        yield Example(say("nothing ticked"), Verdict.UNCLEAR, nothing)
        yield Example(say("no such question on the form"), Verdict.UNCLEAR, sound(call, areas=None))
        in_words = sound(call, areas=None, other_area="Cluster labelling")
        yield Example(say("another topic named, but its box not ticked"), Verdict.UNCLEAR, in_words)
        for area in call.areas:
            if area.needs_words:
                other = (area.key,)
                case = sound(call, areas=other, other_area="Cluster labelling")
                yield Example(say("another topic, named in words"), Verdict.PASS, case)
                yield Example(
                    say("another topic, not named"), Verdict.UNCLEAR, sound(call, areas=other, other_area=None)
                )
        none_words = (word for question in call.form.questions for word in question.none_words if word.isalpha())
        none = next(none_words, None)
        if none is not None:
            yield Example(say("none, in so many words"), Verdict.FAIL, sound(call, areas=None, raw={"areas": none}))


def _nothing(case: Case, call: Call, named: str | None) -> Opinion:
    """No area was read: why, and whether it can still be asked for."""
    record = case.record
    if named is not None:
        sentence = say("No area is ticked, but another topic is named: {topics}", topics=named)
        return Opinion(Verdict.UNCLEAR, sentence)
    typed = tuple(source.raw for source in sources(record, ("areas",)) if source.raw.strip())
    if typed and all(declined(raw, call) for raw in typed):
        return Opinion(Verdict.FAIL, say("The applicant offers no area of knowledge."))
    if written(record, "areas"):
        return Opinion(Verdict.UNCLEAR, say("No area could be read from what stands there."))
    return Opinion(Verdict.UNCLEAR, say("No area is offered: the question was left blank or is not on the form."))
