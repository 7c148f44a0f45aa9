"""The story of a clarification, as ``cbt show`` tells it: what was asked, what came back, and what of it counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cbt_cli.console.screen import Column, show, show_table
from cbt_cli.console.wording import times
from cbt_cli.domain.applications import Source
from cbt_cli.domain.base import say, tr
from cbt_cli.domain.calls import Call
from cbt_cli.domain.clarifications import Asked, Change, Reply, State, state_of
from cbt_cli.domain.figures import day
from cbt_cli.outputs import documents
from cbt_cli.stages.decisions import remarked
from cbt_cli.stages.overview import WholeApplication
from cbt_cli.values.code_words import word


def document(whole: WholeApplication, call: Call, now: dt.datetime) -> list[documents.Json]:
    """The story for scripts: one object for each question, oldest first."""
    return [
        documents.clarification(one, state, whole.case.replies, whole.texts) for one, state in _asked(whole, call, now)
    ]


def story(whole: WholeApplication, call: Call, now: dt.datetime) -> None:
    """The story for people; nothing where nothing was asked."""
    for asked, state in _asked(whole, call, now):
        show()
        show(
            say(
                "Clarification drafted {at}, answer by {day} 23:59 ({zone}): {state}",
                at=times(asked.at, call),
                day=day(asked.answer_by),
                zone=call.deadline.zone,
                state=word(state),
            ),
            style="bold",
        )
        _points(asked, call)
        for reply in whole.case.replies:
            if reply.question == asked.number:
                _reply(reply, whole, call)
    remark = remarked(whole.case, whole.judgement, now, call).remark
    if remark is not None:
        show()
        show(remark)


def _asked(whole: WholeApplication, call: Call, now: dt.datetime) -> list[tuple[Asked, State]]:
    case = whole.case
    return [(one, state_of(one, case.replies, case.sha256, now, call.deadline.zone)) for one in case.questions]


def _points(asked: Asked, call: Call) -> None:
    if asked.points is None:
        show(tr("  What was asked was not kept: it was drafted by an older cbt."))
        return
    rows = [
        [point.rule, "; ".join(_label(key, call) for key in point.fields) or tr("(no field)"), str(point.reason)]
        for point in asked.points
    ]
    _table([(tr("Asked"), "left"), (tr("Open"), "wide"), (tr("Why"), "wide")], rows)


def _reply(reply: Reply, whole: WholeApplication, call: Call) -> None:
    """One answer: when, from whom, which file, what becomes of it, what it says, and field by field what counts."""
    show()
    where = " / ".join(filter(None, [reply.source, reply.form or reply.part]))
    at = times(reply.received_at, call)
    show(say("Answer of {at} from {sender}, {file}", at=at, sender=reply.sender or "?", file=where), style="bold")
    show(say("{name}: {value}", name=word(reply.standing), value=reply.why))
    text = whole.texts.get(reply.sha256)
    for line in (text or "").splitlines() if reply.form is None else ():
        show(f"  | {line}")
    corrected = {one.field for one in whole.case.corrections}
    rows = [
        [_label(one.field, call), _written(one.before), _written(one.after), tr("yes") if one.counts else tr("no"),
         _why(one, corrected)]
        for one in reply.changes
    ]  # fmt: skip
    heads = (tr("Field"), tr("Before"), tr("In the answer"), tr("Counts"), tr("Why"))
    _table([(head, "wide") for head in heads], rows)
    if reply.form is not None and not reply.changes:
        show(tr("  It answers nothing otherwise than before."))


def _why(change: Change, corrected: set[str]) -> str:
    after = tr("The officer's correction stands above it.") if change.field in corrected else ""
    return f"{change.why} {after}".strip()


def _label(key: str, call: Call) -> str:
    question = call.form.question(key)
    return key if question is None else question.label.text


def _written(sources: Sequence[Source]) -> str:
    return "; ".join(f"{one.raw} ({one.place})" if one.place else one.raw for one in sources) or "–"


def _table(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    if rows:
        show_table(columns, rows)
