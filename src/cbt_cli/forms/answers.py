"""Answers: for each question of the call that the form asks, what stands for it; two answers are a finding.

A question found twice is answered where the form means it: in the applicant's part, on the sheet that is the form,
in the section that the call gives it. Of several copies, filled ones go before blank ones, and two that differ are
never chosen between.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from cbt_cli.domain.base import say
from cbt_cli.domain.calls import Area, Option, Question, QuestionKind
from cbt_cli.domain.findings import Finding, Severity
from cbt_cli.domain.forms import Answer, Mark
from cbt_cli.forms.evidence import Evidence
from cbt_cli.forms.found import Found
from cbt_cli.forms.known import Known
from cbt_cli.forms.parts import Part, in_parts
from cbt_cli.forms.prompts import typed
from cbt_cli.forms.suspects import reads_like_a_label, unclaimed
from cbt_cli.forms.ticks import Ticked, is_yes_no, mark, yes_no
from cbt_cli.values.plain_text import folded
from cbt_cli.values.wording import core, wordings

_SIDE = 3
"""Questions on a sheet below which it is not the form, if another sheet has more than twice as many."""
_RAW = 300
_HINT = re.compile(r"^\s*\([^()]*\)(?=\s*[:：])")
"""A hint in brackets behind an option, before the colon that sets off what specifies it."""


@dataclass(slots=True)
class Candidate:
    """One place that answers a question."""

    found: Found
    seen: Evidence
    answer: Answer

    @property
    def said(self) -> object:
        """What it says, for comparing two."""
        answer = self.answer
        on = tuple(sorted(core(one.option) for one in answer.marks if one.on))
        rows = tuple(tuple((cell.column, core(cell.text or "")) for cell in row) for row in answer.rows)
        return core(answer.text or ""), on, rows

    @property
    def filled(self) -> bool:
        """Whether anything was answered there, or something stands there that cannot be known."""
        answer = self.answer
        return bool(
            answer.text or answer.rows or any(one.on is not False for one in answer.marks)
            or any(one.severity is Severity.CLARIFY for one in self.seen.findings)
        )  # fmt: skip


def answers_of(founds: Sequence[tuple[Found, Evidence]], known: Known) -> tuple[dict[str, Answer], list[Finding]]:
    """Question key → answer in the order of the call, and what is to be said about them."""
    candidates: dict[str, list[Candidate]] = defaultdict(list)
    findings: list[Finding] = []
    for found, seen in founds:
        if found.applicants:
            for one in _candidates(found, seen, known, findings):
                candidates[one.answer.field].append(one)
    _from_options(candidates, known)
    main = _main_stories(candidates)
    answers: dict[str, Answer] = {}
    for key, question in known.questions.items():
        if key in candidates:
            answers[key] = _settle(question, candidates[key], main, findings)
    findings += _twice(candidates, len(answers))
    findings += unclaimed(founds, [key for key in known.questions if not _is_answered(answers.get(key))], known)
    findings += _several([found for found, _ in founds if found.another])
    return answers, findings


def _is_answered(answer: Answer | None) -> bool:
    return answer is not None and bool(answer.text or answer.rows or any(one.on for one in answer.marks))


def _candidates(found: Found, seen: Evidence, known: Known, findings: list[Finding]) -> list[Candidate]:
    if not found.questions:
        return []
    if found.question is not None:
        return [Candidate(found, seen, _answer(found.question, found, seen))]
    parts = in_parts(found, seen, known)
    if parts is None:
        findings += [
            Finding(
                code="parts-not-told-apart", severity=Severity.CLARIFY, field=one.key, place=seen.place,
                raw=(seen.text or "")[:_RAW],
                sentence=say(
                    "The label “{label}” asks for several things, and the answer cannot be told apart into them.",
                    label=found.label[:120],
                ),
            )
            for one in found.questions
        ]  # fmt: skip
        return [Candidate(found, seen, Answer(field=one.key, label=found.label, text=None, place=seen.place))
                for one in found.questions]  # fmt: skip
    return [Candidate(found, seen, _of_part(part, found, seen)) for part in parts]


def _of_part(part: Part, found: Found, seen: Evidence) -> Answer:
    return Answer(field=part.field, label=found.label, text=part.text, place=seen.place)


def _answer(question: Question, found: Found, seen: Evidence) -> Answer:
    label = folded(" ".join([found.label, *seen.printed]))
    marks = tuple(Mark(option=one.caption, on=one.on, place=one.place) for one in seen.ticked)
    text = seen.text if not (marks and seen.raw is not None) else None
    if question.kind is QuestionKind.TICK:
        marks, text = _one_mark(found, seen, text)
    return Answer(
        field=question.key, label=label, text=text, place=seen.place, iso=seen.iso, number=seen.number,
        currency=seen.currency, marks=marks, rows=tuple(found.rows),
    )  # fmt: skip


def _one_mark(found: Found, seen: Evidence, text: str | None) -> tuple[tuple[Mark, ...], str | None]:
    """A tick question has one mark, however it was ticked: a box, yes or no, an ``x`` typed beside it."""
    ticked = seen.ticked
    if ticked:
        on = yes_no(ticked) if len(ticked) > 1 and is_yes_no([one.caption for one in ticked]) else _any_on(ticked)
        return (Mark(option=found.label, on=on, place=ticked[0].place),), text
    said = mark(text) if text else None
    if said is None:
        return (), text
    return (Mark(option=found.label, on=said, place=seen.place),), text


def _any_on(ticked: Sequence[Ticked]) -> bool | None:
    states = {one.on for one in ticked}
    return states.pop() if len(states) == 1 else None if None in states else True


def _from_options(candidates: dict[str, list[Candidate]], known: Known) -> None:
    """Words behind an option ("Other topics: trade fairs") answer the question of the same wording."""
    for key, ones in list(candidates.items()):
        options = known.options(known.questions[key])
        for one in ones:
            for ticked in one.seen.ticked:
                hit = _specified(ticked.caption, options, known)
                if hit is None:
                    continue
                question, words = hit
                answer = Answer(field=question.key, label=ticked.caption, text=words, place=ticked.place)
                candidates[question.key].append(Candidate(one.found, Evidence(text=words), answer))


def _specified(caption: str, options: Sequence[Option | Area], known: Known) -> tuple[Question, str] | None:
    """The question that an option asks to be specified in, and the words that were put behind the option."""
    if known.match(caption) is not None:
        return None
    for option in options:
        rest = _behind(caption, wordings(option))
        rest = _behind(rest.lstrip(" /("), wordings(option)) or rest if rest else None
        rest = _HINT.sub("", rest) if rest else None
        words = typed(rest.strip(" :–—-")) if rest else None
        match = known.match(option.label.en)
        if words and match and len(match.questions) == 1 and not (words.startswith("(") and words.endswith(")")):
            return match.questions[0], words
    return None


def _behind(caption: str, texts: Sequence[str]) -> str | None:
    """What stands behind the longest of ``texts`` that ``caption`` begins with."""
    for wording in sorted(texts, key=len, reverse=True):
        if core(caption[: len(wording)]) == core(wording):
            return caption[len(wording) :]
    return None


def _main_stories(candidates: dict[str, list[Candidate]]) -> frozenset[int]:
    """The stories (sheets) that are the form: a sheet of instructions that names some labels is not."""
    keys: dict[int, set[str]] = defaultdict(set)
    for key, ones in candidates.items():
        for one in ones:
            keys[one.found.story].add(key)
    most = max((len(some) for some in keys.values()), default=0)
    return frozenset(story for story, some in keys.items() if len(some) * 2 > most or len(some) >= max(_SIDE, most / 2))


def _settle(question: Question, ones: list[Candidate], main: frozenset[int], findings: list[Finding]) -> Answer:
    """The one answer among the places where the question was found."""
    ones = [one for one in ones if one.found.story in main] or ones
    ones = [one for one in ones if one.found.near is None and one.filled] or ones
    ones = _in_section(question, ones)
    if question.columns:
        ones = [one for one in ones if one.answer.rows] or ones
    filled = [one for one in ones if one.filled]
    chosen = (filled or ones)[0]
    findings += [one.model_copy(update={"field": question.key}) for one in chosen.seen.findings]
    if chosen.found.followed_by and chosen.filled:
        findings.append(_may_go_on(question, chosen))
    if chosen.found.near is not None:
        findings.append(_by_likeness(question, chosen))
    if chosen.answer.text and reads_like_a_label(chosen.answer.text):
        findings.append(_like_a_label(question, chosen))
    if chosen.found.hidden and chosen.filled:
        findings.append(_was_hidden(question, chosen))
    if len({repr(one.said) for one in filled}) < 2:
        return chosen.answer
    merged = _merged(filled)
    if merged is not None:
        return merged
    raw = " | ".join(dict.fromkeys(_shown(one.answer) for one in filled))
    findings.append(
        Finding(
            code="two-answers", severity=Severity.CLARIFY, field=question.key, place=filled[1].answer.place,
            raw=raw[:_RAW],
            sentence=say(
                "The form gives different answers to “{label}”: {answers}.", label=chosen.answer.label[:120],
                answers=raw[:_RAW],
            ),
        )
    )  # fmt: skip
    return Answer(field=question.key, label=chosen.answer.label, text=None, place=chosen.answer.place)


def _merged(filled: Sequence[Candidate]) -> Answer | None:
    """Ticks in one place and words in another answer the same question together; so do boxes in two lists that name
    different options."""
    ticks = [one for one in filled if one.answer.marks]
    words = [one for one in filled if not one.answer.marks and one.answer.text and not one.answer.rows]
    rows = [one for one in filled if one.answer.rows]
    if len(ticks) + len(words) < len(filled) or len(words) > 1 or rows:
        return None
    options = [core(mark.option) for one in ticks for mark in one.answer.marks]
    if len(set(options)) != len(options) or not ticks:
        return None
    marks = tuple(mark for one in ticks for mark in one.answer.marks)
    text = words[0].answer.text if words else ticks[0].answer.text
    return ticks[0].answer.model_copy(update={"marks": marks, "text": text})


def _in_section(question: Question, ones: list[Candidate]) -> list[Candidate]:
    """Those under the heading that the call gives the question, where some are, and others stand elsewhere."""
    own = {core(question.section.en), core(question.section.fr)}
    return [one for one in ones if core(one.found.section or "") in own] or ones


def _by_likeness(question: Question, chosen: Candidate) -> Finding:
    return Finding(
        code="label-by-likeness", severity=Severity.NOTE, field=question.key, place=chosen.found.place,
        raw=chosen.found.label[:_RAW],
        sentence=say("The label “{label}” was taken for “{wording}”.", label=chosen.found.label[:120],
                     wording=chosen.found.near or ""),
    )  # fmt: skip


def _like_a_label(question: Question, chosen: Candidate) -> Finding:
    return Finding(
        code="answer-like-a-label", severity=Severity.CLARIFY, field=question.key, place=chosen.answer.place,
        raw=(chosen.answer.text or "")[:_RAW],
        sentence=say("“{text}” reads like another question of the form rather than like an answer.",
                     text=(chosen.answer.text or "")[:120]),
    )  # fmt: skip


def _may_go_on(question: Question, chosen: Candidate) -> Finding:
    return Finding(
        code="answer-may-go-on", severity=Severity.NOTE, field=question.key, place=chosen.answer.place,
        raw=(chosen.found.followed_by or "")[:_RAW],
        sentence=say("Behind the answer stands “{text}”; it was read as a question of its own.",
                     text=(chosen.found.followed_by or "")[:120]),
    )  # fmt: skip


def _was_hidden(question: Question, chosen: Candidate) -> Finding:
    return Finding(
        code="hidden-answer",
        severity=Severity.NOTE,
        field=question.key,
        place=chosen.answer.place,
        sentence=say("The answer stands on a hidden sheet."),
    )


def _shown(answer: Answer) -> str:
    on = ", ".join(one.option for one in answer.marks if one.on)
    rows = "; ".join(" – ".join(cell.text or "" for cell in row) for row in answer.rows)
    return answer.text or on or rows


def _several(others: Sequence[Found]) -> list[Finding]:
    """Says so where further rows hold further applicants."""
    if not others:
        return []
    return [
        Finding(
            code="several-applicants", severity=Severity.CLARIFY, place=others[0].place,
            sentence=say("The sheet holds a row for each of several applicants; only the first was read as this form."),
        )
    ]  # fmt: skip


def _twice(candidates: dict[str, list[Candidate]], answered: int) -> list[Finding]:
    """Says so where most questions stand on the form twice."""
    double = [key for key, ones in candidates.items() if sum(one.found.near is None for one in ones) > 1]
    if answered < 4 or len(double) * 2 < answered:
        return []
    return [
        Finding(
            code="form-twice", severity=Severity.NOTE,
            sentence=say("The form stands in the file more than once; every copy was read."),
        )
    ]  # fmt: skip
