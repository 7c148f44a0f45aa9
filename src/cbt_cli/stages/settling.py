"""What becomes of every item, settled over all of them: pure, and the same whatever the order they were read in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cbt_cli.domain.base import Sentence, in_turn, say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.clarifications import Asked, Reply, Standing
from cbt_cli.domain.forms import FormOutcome
from cbt_cli.domain.journal import Link, PieceName
from cbt_cli.domain.submissions import Outcome, Settled, Sort, Unpacked
from cbt_cli.register import Key, Register
from cbt_cli.stages.answers import UNPROVEN, Answers, RecordOf
from cbt_cli.stages.decisions import TOLD, in_force
from cbt_cli.stages.identity import applicants, known_by_address, piece_name
from cbt_cli.stages.threads import conflicts, thread_of, threads, upwards
from cbt_cli.stages.versions import Version, counting, why_not


@dataclass(frozen=True, slots=True)
class Settlement:
    """The outcome of every item, the reference of every form, and the highest number that one ever had."""

    settled: dict[Key, Settled]
    refs: dict[PieceName, str]
    highest: int


_NOBODY: Mapping[str, Sequence[Asked]] = {}


def settle(
    unpacked: Mapping[Key, Unpacked],
    known: Mapping[PieceName, str],
    call: Call,
    *,
    highest: int = 0,
    links: Sequence[Link] = (),
    questions: Mapping[str, Sequence[Asked]] = _NOBODY,
    record_of: RecordOf = lambda _: None,
) -> Settlement:
    """Settles all items. ``known``: references given before; they stay. ``highest``: the highest number ever given,
    so that none is given twice. ``links``: what the officer said of two forms. ``questions``: what applicants were
    asked to clarify, by reference, oldest first; ``record_of`` gives what was read in a form."""
    settler = _Settler(unpacked, call, Answers(unpacked, questions, call, record_of))
    forms = {key: item for key, item in unpacked.items() if settler.is_form(key)}
    found = applicants(forms, [*settler.answers.links(forms), *links])
    groups = [_versions(group, forms, call) for group in found]
    refs = _references(groups, forms, known, call.call.reference_prefix, highest)
    for group in groups:
        settler.applications(group, refs)
    settler.threads = threads(unpacked, refs)
    settler.rest(refs, known_by_address(forms, refs))
    names = {piece_name(forms[key]): ref for key, ref in refs.items()}
    reached = max((highest, *map(reference_number, (*known.values(), *refs.values()))))
    return Settlement({key: settler.settled[key] for key in unpacked}, names, reached)


def _versions(group: list[Key], forms: Mapping[Key, Unpacked], call: Call) -> list[Version]:
    return sorted((Version.of(key, forms[key], call) for key in group), key=lambda version: version.order)


def _references(
    groups: list[list[Version]],
    forms: Mapping[Key, Unpacked],
    known: Mapping[PieceName, str],
    prefix: str,
    highest: int,
) -> dict[Key, str]:
    """Old references stay, each with one applicant; new ones are numbered on by the first time of receipt."""
    refs: dict[Key, str] = {}
    taken: set[str] = set()
    highest = max((highest, *(reference_number(ref) for ref in known.values())))
    for group in sorted(groups, key=lambda versions: versions[0].order):
        names = (piece_name(forms[version.key]) for version in group)
        old = {known[name] for name in names if name in known} - taken
        if old:
            ref = min(old, key=reference_number)
        else:
            highest += 1
            ref = f"{prefix}-{highest:03d}"
        taken.add(ref)
        refs.update((version.key, ref) for version in group)
    return refs


def reference_number(ref: str) -> int:
    """The number in a reference such as ``CBT-007``."""
    return int(ref.rpartition("-")[2])


class _Settler:
    def __init__(self, unpacked: Mapping[Key, Unpacked], call: Call, answers: Answers) -> None:
        self._all, self._call, self.answers = unpacked, call, answers
        self._replied: dict[Key, tuple[str, Reply]] = {}
        self._conflicts = conflicts(unpacked)
        self.threads: dict[str, str | None] = {}
        self.settled: dict[Key, Settled] = {}

    def is_form(self, key: Key) -> bool:
        """Whether it is a form that someone submitted: not the copy that came back with a bounce."""
        return self._all[key].form is FormOutcome.FORM and self._spurned(key) is None

    def applications(self, group: list[Version], refs: Mapping[Key, str]) -> None:
        """Settles the forms of one applicant: one version counts, the others are superseded or duplicates."""
        ref = refs[group[0].key]
        firsts: dict[str, Version] = {}
        for version in sorted(group, key=lambda one: self.answers.doubtful(ref, one)):
            first = firsts.setdefault(version.sha256, version)
            if first is not version:
                reason = say("The same form, byte for byte, as {first}.", first=self._where(first.key))
                self.settled[version.key] = Settled(outcome=Outcome.DUPLICATE, reason=reason, ref=ref)
        asked = self.answers.to(ref, list(firsts.values()))
        chosen = counting(asked.versions)
        for version in (*asked.versions, *asked.unproven):
            if version is not chosen:
                told = why_not(version, chosen, self._where(chosen.key))
                reason = UNPROVEN if version in asked.unproven else told
                self.settled[version.key] = Settled(outcome=Outcome.SUPERSEDED, reason=reason, ref=ref)
        given = self.answers.given(asked, chosen, refs)
        for key, reply in given.forms.items():
            outcome = Outcome.SUPPORTING if reply.standing is Standing.COUNTS else Outcome.SUPERSEDED
            self.settled[key] = Settled(outcome=outcome, reason=reply.why, ref=ref)
        self._replied.update((message, (ref, reply)) for message, reply in given.messages.items())
        beside = tuple(self._all[key].name for key in self._beside(chosen.key))
        alone = len({refs[key] for key in self._forms_within(self._message(chosen.key), refs)}) == 1
        self.settled[chosen.key] = Settled(
            outcome=Outcome.APPLICATION,
            reason=in_turn(told for holder in upwards(self._all, chosen.key) for told in self._told(holder)),
            ref=ref,
            counts=True,
            supporting=beside if alone else (),
            replies=given.replies,
            answered=given.answered,
        )

    def rest(self, refs: Mapping[Key, str], by_address: Mapping[str, str | None]) -> None:
        """Settles everything that is no form."""
        for key, item in self._all.items():
            if key not in self.settled:
                self.settled[key] = self._other(key, item, refs, by_address)

    def _other(
        self, key: Key, item: Unpacked, refs: Mapping[Key, str], by_address: Mapping[str, str | None]
    ) -> Settled:
        spurned = self._spurned(key)
        if spurned is not None:
            return Settled(outcome=Outcome.NOT_A_SUBMISSION, reason=spurned)
        if item.sort in _BY_SORT:
            return Settled(outcome=_BY_SORT[item.sort], reason=item.reason)
        if item.sort is Sort.MESSAGE:
            return self._mail(key, refs)
        if item.inline and item.format == "image":
            return Settled(outcome=Outcome.NOT_A_SUBMISSION, reason=say("A picture within the text of the message."))
        if item.form is FormOutcome.UNREADABLE and item.format in _MAY_BE_A_FORM:
            return Settled(outcome=Outcome.UNREADABLE, reason=item.reason)
        return self._beside_forms(key, refs) or self._in_thread(key, refs) or self._alone(item, by_address)

    def _beside_forms(self, key: Key, refs: Mapping[Key, str]) -> Settled | None:
        """A file that came with forms supports the application, if it can be told whose it is."""
        within = {refs[form] for form in self._forms_within(self._message(key), refs)}
        if not within:
            return None
        if len(within) == 1:
            reason = say("It came in the same message as the form.")
            return Settled(outcome=Outcome.SUPPORTING, reason=reason, ref=within.pop())
        reason = say("It came with the forms of {refs}; whose it is cannot be told.", refs=", ".join(sorted(within)))
        return Settled(outcome=Outcome.SUPPORTING, reason=reason)

    def _alone(self, item: Unpacked, by_address: Mapping[str, str | None]) -> Settled:
        """A file that came without a form: of an applicant known by the address, or nobody's."""
        ref = by_address.get((item.sender or "").casefold())
        if ref is not None:
            reason = say("It came without a form, from the address of {ref}.", ref=ref)
            return Settled(outcome=Outcome.SUPPORTING, reason=reason, ref=ref)
        outcome = Outcome.NO_FORM if item.form is FormOutcome.NO_FORM else Outcome.UNREADABLE
        return Settled(outcome=outcome, reason=item.reason)

    def _mail(self, key: Key, refs: Mapping[Key, str]) -> Settled:
        forms, mail = self._forms_within(key, refs), self._all[key].submission
        ref, reply = self._replied.get(key) or (None if forms else self._thread(key, refs), None)
        doubts = [self._conflicts.get(key), *(mail.warnings if mail else ())]
        if reply is not None and (reply.standing.waits or reply.form is None):
            doubts.append(reply.why)
        elsewhere = ", ".join(mail.links) if mail and not forms else ""
        outcome = Outcome.MESSAGE
        if not any(self._brings(self._all[part]) for part in self._parts(key)):
            outcome = Outcome.UNREADABLE if elsewhere else Outcome.NOT_A_SUBMISSION
            if not elsewhere and reply is None:
                doubts.append(say("Nothing is attached: a question, or the form was forgotten."))
        if elsewhere:
            doubts.append(
                say(
                    "The text links to files that lie elsewhere ({services}). Please send the form itself, attached.",
                    services=elsewhere,
                )
            )
        return Settled(outcome=outcome, reason=in_turn(filter(None, doubts)), ref=ref)

    @staticmethod
    def _brings(part: Unpacked) -> bool:
        """Whether a part is more than a logo in the text or what a system adds."""
        return part.sort is not Sort.NOISE and not (part.inline and part.format == "image")

    def _told(self, key: Key) -> Iterator[Sentence]:
        """What an officer should know of the message that an application came in."""
        mail = self._all[key].submission
        if mail is not None:
            yield from mail.warnings
        if mail is not None and mail.behind:
            yield say("The message also names {others} as its sender's.", others=", ".join(mail.behind))

    def _thread(self, key: Key, refs: Mapping[Key, str]) -> str | None:
        """The application that the message answers or quotes."""
        known = frozenset(refs.values())
        return thread_of(self._all[key], self.threads, known, self._call.call.reference_prefix)

    def _in_thread(self, key: Key, refs: Mapping[Key, str]) -> Settled | None:
        """A file that came in an answer to an applicant's thread, or in one that quotes the reference."""
        message = self._message(key)
        ref = self._thread(message, refs)
        if ref is None:
            return None
        reason = say("It came without a form, in the thread of {ref} or quoting it.", ref=ref)
        return Settled(outcome=Outcome.SUPPORTING, reason=reason, ref=ref)

    def _spurned(self, key: Key) -> Sentence | None:
        """Why the message that it is or lies in is no submission (a bounce, an automatic reply)."""
        for holder in upwards(self._all, key):
            mail = self._all[holder].submission
            if mail is not None and mail.not_a_submission is not None:
                return mail.not_a_submission
        return None

    def _message(self, key: Key) -> Key:
        """The outermost message that brought it; for what no message brought, the file itself."""
        chain = list(upwards(self._all, key))
        return next((one for one in reversed(chain) if self._all[one].sort is Sort.MESSAGE), chain[-1])

    def _parts(self, holder: Key) -> Iterator[Key]:
        """What lies in ``holder``, however deep."""
        file, at = holder
        inside = {at}
        position = at + 1
        while (file, position) in self._all:
            if self._all[file, position].parent in inside:
                inside.add(position)
                yield file, position
            position += 1

    def _forms_within(self, holder: Key, refs: Mapping[Key, str]) -> list[Key]:
        return [key for key in (holder, *self._parts(holder)) if key in refs]

    def _beside(self, key: Key) -> list[Key]:
        """The files that came in the same message as a form and may be evidence."""
        found = []
        for part in self._parts(self._message(key)):
            item = self._all[part]
            picture = item.inline and item.format == "image"
            if item.sort is Sort.FILE and item.form is not FormOutcome.FORM and not picture:
                found.append(part)
        return found

    def _where(self, key: Key) -> str:
        item = self._all[key]
        return item.source if item.part is None else f"{item.source} / {item.part}"


_BY_SORT = {
    Sort.ARCHIVE: Outcome.ARCHIVE,
    Sort.FAILED: Outcome.UNREADABLE,
    Sort.NOISE: Outcome.IGNORED,
    Sort.COPY: Outcome.DUPLICATE,
    Sort.ERASED: Outcome.IGNORED,
}
_MAY_BE_A_FORM = ("docx", "xlsx", "encrypted")
"""A file of these kinds that cannot be read is never passed off as an annex: it may be the form."""


def resettle(register: Register, call: Call, restored: Mapping[PieceName, str] | None = None) -> Settlement:
    """Settles all that the register holds, by the officer's decisions, and writes it. ``restored``: references that
    forms get back."""
    decisions = in_force(register.journal(TOLD))
    known = register.refs() | dict(restored or {})
    found = settle(
        register.unpacked(), known, call, highest=register.highest(), links=decisions.links,
        questions=decisions.questions, record_of=register.record,
    )  # fmt: skip
    register.settle(found.settled, found.refs, found.highest)
    return found
