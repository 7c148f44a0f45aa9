"""What came back to a clarification: which messages answer it, what becomes of each, and which answers count.

Never a guess: an answer counts by itself only where it came in time, in the thread or with the reference, from an
address that was written to, and with a form; and of that form only the questions that were opened.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cbt_cli.domain.applications import Application, Record
from cbt_cli.domain.base import Instant, Sentence, say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.clarifications import Asked, Change, Reply, Standing
from cbt_cli.domain.findings import Finding, Severity
from cbt_cli.domain.journal import Link
from cbt_cli.domain.submissions import Unpacked
from cbt_cli.records import amended, compared, noticed, taken_over
from cbt_cli.register import Key
from cbt_cli.stages.identity import piece_name
from cbt_cli.stages.questions import Questions
from cbt_cli.stages.threads import quoted, upwards
from cbt_cli.stages.versions import Timeliness, Version, timeliness

_NEVER = dt.datetime.max.replace(tzinfo=dt.UTC)
UNPROVEN = say("When it arrived is not known; the version that the applicant was asked about counts.")
RecordOf = Callable[[Key], Record | None]
"""What was read in a form."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """The versions of one application: those that may count, those that cannot because nothing proves that they came
    before the question, and those that answer it, each with the question."""

    ref: str
    versions: list[Version]
    unproven: list[Version] = field(default_factory=list)
    answers: dict[Key, Asked] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Given:
    """All answers of one applicant, in the order in which they came; by form, and by the message that brought each;
    and what of them takes the place of what was read in the form that counts."""

    replies: tuple[Reply, ...] = ()
    forms: dict[Key, Reply] = field(default_factory=dict)
    messages: dict[Key, Reply] = field(default_factory=dict)
    answered: Record | None = None


class Answers:
    """The answers among all items. ``questions``: by reference, oldest first."""

    def __init__(
        self,
        unpacked: Mapping[Key, Unpacked],
        questions: Mapping[str, Sequence[Asked]],
        call: Call,
        record_of: RecordOf,
    ) -> None:
        self._all, self._call, self._record_of = unpacked, call, record_of
        self._questions = Questions(unpacked, questions, call)

    def links(self, forms: Mapping[Key, Unpacked]) -> Iterator[Link]:
        """A form without a name that answers a question belongs to the applicant who was asked."""
        for key, item in forms.items():
            about = self._questions.about(key)
            if about is None or (item.applicant and item.applicant.name):
                continue
            asked = self._questions.asked(about, item)
            if asked is not None and asked.piece is not None and self._questions.from_asked(item, asked):
                yield Link(one=asked.piece, other=piece_name(item), same=True)

    def doubtful(self, ref: str, version: Version) -> bool:
        """Whether it is an answer from elsewhere: the same form from whom was asked then goes before it."""
        item = self._all[version.key]
        asked = self._questions.asked(ref, item) if version.timeliness is not Timeliness.ON_TIME else None
        return asked is not None and not self._questions.from_asked(item, asked)

    def to(self, ref: str, versions: list[Version]) -> Sorted:
        """Sorts the versions of an application into those that may count and those that are answers.

        Until the call's deadline everybody may send a new version, whoever was asked.
        """
        if not self._questions.asked_of(ref):
            return Sorted(ref, versions)
        answers = {
            version.key: asked
            for version in versions
            if version.timeliness is not Timeliness.ON_TIME
            and (asked := self._questions.asked(ref, self._all[version.key])) is not None
            and version.sha256 != asked.sha256
        }
        rest = [version for version in versions if version.key not in answers]
        about = {asked.sha256 for asked in self._questions.asked_of(ref)} & {version.sha256 for version in rest}
        unproven = [one for one in rest if about and one.of_unknown_time and one.sha256 not in about]
        if not rest:
            return Sorted(ref, versions)
        return Sorted(ref, [one for one in rest if one not in unproven], unproven, answers)

    def given(self, versions: Sorted, counting: Version, refs: Mapping[Key, str]) -> Given:
        """What came back about one application, held against the version that counts. ``refs``: every form's."""
        if not self._questions.asked_of(versions.ref):
            return Given()
        base = self._record_of(counting.key) or Record(application=Application())
        answered = Record(application=Application())
        replies: list[tuple[Key, Reply]] = []
        came = self._all_to(versions, refs)
        for key in sorted(came, key=self._questions.order):
            asked = came[key]
            reply = self._reply(key, asked, versions.ref, counting.sha256, is_form=key in versions.answers)
            new = self._record_of(key) if reply.form is not None else None
            if new is not None:
                refused = None if reply.standing is Standing.COUNTS else reply.why
                file = f"{reply.source} / {reply.form}"
                now = amended(base, answered)
                changes = compared(base, now, new, asked.opened, self._call, file, refused)
                counted = [change.field for change in changes if change.counts]
                answered = amended(answered, taken_over(new, counted, file))
                reply = reply.model_copy(update={"changes": changes})
            replies.append((key, reply))
        return self._told(versions.ref, _overtaken(replies), answered)

    def _told(self, ref: str, replies: list[tuple[Key, Reply]], answered: Record) -> Given:
        notes = [note for _, reply in replies for note in self._notes(reply)]
        whole = answered.model_copy(update={"findings": (*answered.findings, *notes)})
        messages = {self._questions.message(key, ref) or self._questions.bringer(key): reply for key, reply in replies}
        return Given(
            replies=tuple(reply for _, reply in replies),
            forms={key: reply for key, reply in replies if reply.form is not None},
            messages=messages,
            answered=whole if whole.sources or whole.findings else None,
        )

    def _notes(self, reply: Reply) -> tuple[Finding, ...]:
        """What the officer should know of an answer: why it does not count, or what of it does not."""
        if reply.standing is Standing.COUNTS:
            return noticed(reply.changes, self._call)
        where = say("Answer in {file}: {why}", file=reply.source, why=reply.why)
        code = f"answer-{reply.standing.replace('_', '-')}"
        return (Finding(code=code, severity=Severity.NOTE, sentence=where),)

    def _all_to(self, versions: Sorted, refs: Mapping[Key, str]) -> dict[Key, Asked]:
        """The forms and the messages without a new form that answer a question about the application."""
        found = dict(versions.answers)
        own = {one.key for one in (*versions.versions, *versions.unproven)}
        new = {self._all[key].sha256 for key in versions.answers}
        forms = (key for key, ref in refs.items() if ref == versions.ref)
        told = (key for key in forms if key in own or self._all[key].sha256 in new)
        bringing = {holder for key in told for holder in upwards(self._all, key)}
        seen: set[str] = set()
        for key in sorted(self._questions.messages(versions.ref), key=self._questions.order):
            item, mail = self._all[key], self._all[key].submission
            asked = self._questions.asked(versions.ref, item)
            if key in bringing or asked is None or mail is None or self._questions.is_ours(item, asked):
                continue
            if mail.message_id is None or mail.message_id not in seen:
                found[key] = asked
            seen.add(mail.message_id or "")
        return found

    def _reply(self, key: Key, asked: Asked, ref: str, counting: str, *, is_form: bool) -> Reply:
        item = self._all[key]
        message = self._questions.message(key, ref) or self._questions.bringer(key)
        standing, why = self._standing(key, asked, ref, counting, is_form=is_form)
        return Reply(
            question=asked.number,
            source=item.source,
            part=self._all[message].part,
            form=(item.part or item.name) if is_form else None,
            sha256=item.sha256,
            sender=item.sender,
            received_at=item.receipt.received_at,
            standing=standing,
            why=why,
        )

    def _standing(self, key: Key, asked: Asked, ref: str, counting: str, *, is_form: bool) -> tuple[Standing, Sentence]:
        """What becomes of an answer: the first that holds."""
        item, message, day = self._all[key], self._questions.message(key, ref), asked.answer_by
        came = timeliness(item.receipt, asked.until(self._call.deadline.zone))
        mail = self._all[message or self._questions.bringer(key)].submission
        others = quoted((mail.subject if mail else None) or "", self._call.call.reference_prefix) - {ref}
        at = Instant(at=item.receipt.received_at) if item.receipt.received_at else "?"
        for holds, standing, why in (
            (came is Timeliness.LATE, Standing.LATE,
             say("It came {at}, after the last day for an answer ({day}): it does not count.", at=at, day=day)),
            (not self._questions.from_asked(item, asked), Standing.OTHER_ADDRESS,
             say("An answer from {sender}, which was not asked: it is not taken by itself. Please look at it.",
                 sender=item.sender or "?")),
            (bool(others), Standing.OTHER_REFERENCE,
             say("It names {others} as well as, or instead of, {ref}: it is not taken by itself. Please look at it.",
                 others=", ".join(sorted(others)), ref=ref)),
            (message is None, Standing.UNCONNECTED,
             say("It came after {ref} was asked to clarify, but neither in the thread nor with the reference: it is "
                 "not taken by itself. Please look at it.", ref=ref)),
            (came is Timeliness.UNDECIDED, Standing.TIME_UNKNOWN,
             say("Whether it came by the last day for an answer ({day}) is not certain. Please look at it.", day=day)),
            (asked.points is None, Standing.OTHER_VERSION,
             say("What was asked was not kept by the cbt that drafted the question. Please look at it.")),
            (asked.sha256 != counting, Standing.OTHER_VERSION,
             say("The question was about a version of the form that no longer counts. Please look at it.")),
            (not is_form, Standing.NO_FORM,
             say("An answer without a form: please read it beside the question, and enter what it says with cbt "
                 "correct.")),
        ):  # fmt: skip
            if holds:
                return standing, why
        return Standing.COUNTS, say("It came in time: it counts for what was asked, and for nothing else.")


def _overtaken(replies: list[tuple[Key, Reply]]) -> list[tuple[Key, Reply]]:
    """The answers, with what a later one answers anew marked as no longer counting."""
    later: dict[str, str] = {}
    told: list[tuple[Key, Reply]] = []
    for key, reply in reversed(replies):
        changes = tuple(_replaced(change, later) for change in reply.changes)
        later |= {change.field: reply.source for change in reply.changes if change.counts and change.field not in later}
        told.append((key, reply.model_copy(update={"changes": changes})))
    return told[::-1]


def _replaced(change: Change, later: Mapping[str, str]) -> Change:
    if not change.counts or change.field not in later:
        return change
    why = say("A later answer counts ({where}).", where=later[change.field])
    return change.model_copy(update={"counts": False, "why": why})
