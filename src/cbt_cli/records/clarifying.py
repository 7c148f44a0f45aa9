"""The form in an answer to a clarification, held against the form that is judged, question by question."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from cbt_cli.domain.applications import Application, Experience, Record, Source
from cbt_cli.domain.base import Place, Sentence, say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.clarifications import Change
from cbt_cli.domain.findings import Finding, Severity
from cbt_cli.records.taken import BLANKS
from cbt_cli.values.plain_text import folded

_FIELDS = frozenset(Application.model_fields) - {"further"}
_OPEN = say("It was open to the question.")
_OPEN_THOUGH_LOCKED = say(
    "It was open to the question, though the call locks it: please see that it only says how the first answer is to be "
    "read."
)
_LOCKED = say("The call locks it, and it was not open: kept as it was.")
_NOT_OPEN = say("It was not open: kept as it was.")


def compared(
    base: Record, now: Record, new: Record, opened: Collection[str], call: Call, file: str, refused: Sentence | None
) -> tuple[Change, ...]:
    """Each question that the answer's form (``new``) answers otherwise, in the call's order.

    ``base`` is the form that was asked about, ``now`` what stands there after earlier answers; ``file``: where the
    answer's form lies. A question that is left blank there is no change. Only what was ``opened`` counts, and nothing
    where the answer as a whole is ``refused`` (the reason).
    """
    changes = []
    for question in call.form.questions:
        key, is_open = question.key, question.key in opened
        if _blank(new, key) or _same(now, new, key) or (not is_open and _same(base, new, key)):
            continue
        locked = key in call.corrections.locked
        why = (_OPEN_THOUGH_LOCKED if locked else _OPEN) if is_open else (_LOCKED if locked else _NOT_OPEN)
        change = Change(
            field=key,
            before=now.sources.get(key, ()),
            after=_told_from(new.sources[key], file),
            counts=is_open and refused is None,
            why=refused or why,
        )
        changes.append(change)
    return tuple(changes)


def taken_over(new: Record, fields: Iterable[str], file: str) -> Record:
    """What the answer's form says on ``fields`` and nothing else; its places name the ``file``."""
    keys = set(fields)
    values = {key: getattr(new.application, key) for key in sorted(keys & _FIELDS)}
    further = {key: text for key, text in new.application.further.items() if key in keys}
    if (rows := values.get("experience")) is not None:
        values["experience"] = tuple(row.model_copy(update={"place": _within(row.place, file)}) for row in rows)
    return Record(
        application=Application.model_validate(values | {"further": further}),
        sources={key: _told_from(found, file) for key, found in new.sources.items() if key in keys},
        findings=tuple(
            each.model_copy(update={"place": _within(each.place, file)}) for each in new.findings if each.field in keys
        ),
    )


def amended(record: Record, answered: Record) -> Record:
    """``record`` with the fields of ``answered``: their values, sources and findings take the place of those there."""
    keys = answered.sources.keys()
    values = dict(record.application) | {key: getattr(answered.application, key) for key in keys & _FIELDS}
    further = {key: text for key, text in record.application.further.items() if key not in keys}
    kept = tuple(each for each in record.findings if each.field not in keys)
    return Record(
        application=Application.model_validate(values | {"further": further | answered.application.further}),
        sources=record.sources | answered.sources,
        findings=(*kept, *answered.findings),
    )


def noticed(changes: Iterable[Change], call: Call) -> tuple[Finding, ...]:
    """What is to be known of changes that do not count, and of those that count though the call locks the field."""
    found = []
    for change in changes:
        if change.counts and change.why != _OPEN_THOUGH_LOCKED:
            continue
        sentence = say(
            "{label}: “{before}” ({place}); in the answer “{after}” ({other_place}). {why}",
            label=_label(change.field, call),
            before=_raws(change.before),
            place=_place(change.before),
            after=_raws(change.after),
            other_place=_place(change.after),
            why=change.why,
        )
        code = "answer-locked" if change.counts else "answer-not-open"
        place = change.after[0].place if change.after else None
        found.append(
            Finding(code=code, severity=Severity.NOTE, sentence=sentence, field=change.field, place=place,
                    raw=_raws(change.after))
        )  # fmt: skip
    return tuple(found)


def _label(key: str, call: Call) -> object:
    question = call.form.question(key)
    return key if question is None else question.label


def _place(sources: tuple[Source, ...]) -> object:
    return next((source.place for source in sources if source.place is not None), "–")


def _raws(sources: tuple[Source, ...]) -> str:
    return "; ".join(folded(source.raw) for source in sources)


def _value(record: Record, key: str) -> object:
    if key not in _FIELDS:
        return record.application.further.get(key)
    value: object = getattr(record.application, key)
    if isinstance(value, tuple):
        return tuple(
            row.model_copy(update={"place": None, "raw": None}) if isinstance(row, Experience) else row for row in value
        )
    return folded(value) if isinstance(value, str) else value


def _same(one: Record, other: Record, key: str) -> bool:
    """Whether both say the same, however it is written; where either has no certain value, in the same words."""
    first, second = _value(one, key), _value(other, key)
    if first is not None and second is not None:
        return first == second
    return first is second and _raws(one.sources.get(key, ())) == _raws(other.sources.get(key, ()))


def _blank(record: Record, key: str) -> bool:
    """Whether nothing stands there, or only boxes that were left alone."""
    raws = _raws(record.sources.get(key, ()))
    left_alone = not _value(record, key) and "☐" in raws and "☒" not in raws
    return left_alone or not raws.strip(BLANKS)


def _told_from(sources: tuple[Source, ...], file: str) -> tuple[Source, ...]:
    return tuple(source.model_copy(update={"place": _within(source.place, file)}) for source in sources)


def _within(place: Place | None, file: str) -> Place:
    return Place(steps=(("file", file), *(place.steps if place else ())))
