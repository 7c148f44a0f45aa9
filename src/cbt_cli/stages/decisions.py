"""The officer's decisions in force, read from the journal, where they stand; and what they make of a case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from cbt_cli.domain.base import say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.checks import Case, Eligibility, Judgement
from cbt_cli.domain.clarifications import Asked, State
from cbt_cli.domain.figures import day
from cbt_cli.domain.journal import Act, Correction, Decisions, Entry, Link, Waiver
from cbt_cli.domain.letter_kinds import Kind
from cbt_cli.records import amended, corrected

DECISIONS = frozenset({Act.CORRECTED, Act.WAIVED, Act.JOINED, Act.SPLIT})
TOLD = (*sorted(DECISIONS), Act.UNDONE, Act.DRAFTED)
"""The acts that say what is in force."""


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """The decisions that were not taken back, oldest first. What was erased decides nothing any more."""
    told = [entry for entry in entries if not entry.erased]
    undone = {entry.after["number"] for entry in told if entry.act is Act.UNDONE}
    return [entry for entry in told if entry.act in DECISIONS and entry.number not in undone]


def in_force(entries: Iterable[Entry]) -> Decisions:
    """The decisions in force. A later correction of a field replaces the one before, and so does a later waiver."""
    corrections: dict[str, dict[str, Correction]] = {}
    waivers: dict[str, dict[str, Waiver]] = {}
    links: list[Link] = []
    told = list(entries)
    for entry in standing(told):
        by = {"number": entry.number, "reason": entry.why, "who": entry.who, "at": entry.at}
        ref = entry.ref or ""
        if entry.act is Act.CORRECTED:
            correction = Correction.model_validate(by | entry.after)
            corrections.setdefault(ref, {})[correction.field] = correction
        elif entry.act is Act.WAIVED:
            waiver = Waiver.model_validate(by | entry.after)
            waivers.setdefault(ref, {})[waiver.rule] = waiver
        else:
            links += [Link(one=one, other=other, same=entry.act is Act.JOINED) for one, other in entry.after["links"]]
    return Decisions(
        corrections={ref: tuple(found.values()) for ref, found in corrections.items()},
        waivers={ref: tuple(found.values()) for ref, found in waivers.items()},
        links=tuple(links),
        questions=_questions(told),
    )


def remarked(case: Case, judgement: Judgement, now: dt.datetime, call: Call) -> Case:
    """The case with a remark on how its clarification stands at ``now``, as long as anything is unclear."""
    found = case.clarification(now, call.deadline.zone)
    if found is None or judgement.verdict is not Eligibility.TO_CLARIFY:
        return case
    asked, state = found
    remarks = {
        State.OPEN: say("Asked; an answer may come by {day}.", day=day(asked.answer_by)),
        State.ANSWERED: say("An answer came and counts, and it is still unclear."),
        State.WAITS: say("An answer came and waits for you: cbt show {ref}", ref=case.ref),
        State.SILENT: say("Judged on the file: no answer by {day}.", day=day(asked.answer_by)),
        State.LAPSED: say("The question was about a version of the form that no longer counts: ask again."),
    }
    return case.model_copy(update={"remark": remarks[state]})


def _questions(entries: Iterable[Entry]) -> dict[str, tuple[Asked, ...]]:
    """The clarifications that were drafted. What an older cbt drafted has no list of points."""
    found: dict[str, tuple[Asked, ...]] = {}
    for entry in entries:
        if entry.act is Act.DRAFTED and not entry.erased and entry.after["kind"] == Kind.CLARIFICATION:
            told = {name: entry.after[name] for name in _ASKED if name in entry.after}
            asked = Asked.model_validate({"number": entry.number, "ref": entry.ref, "at": entry.at} | told)
            found[asked.ref] = (*found.get(asked.ref, ()), asked)
    return found


_ASKED = ("answer_by", "to", "points", "piece", "message_id", "replies_to")


def decided(case: Case, decisions: Decisions, call: Call) -> Case:
    """The case with what the applicant clarified, then what the officer corrected and waived. A correction of another
    version of the form is left out."""
    waived = {waiver.rule: waiver.reason for waiver in decisions.waivers.get(case.ref, ())}
    corrections = tuple(one for one in decisions.corrections.get(case.ref, ()) if one.sha256 == case.sha256)
    record = case.record if case.answered is None else amended(case.record, case.answered)
    for one in corrections:
        record = corrected(record, one, call)
    questions = decisions.questions.get(case.ref, ())
    found = {"waived": waived, "corrections": corrections, "record": record, "questions": questions}
    return case.model_copy(update=found)
