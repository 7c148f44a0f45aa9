"""``cbt letters``: drafts to applicants. They are listed, and written where asked for; nothing is ever sent."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date

from cbt_cli.domain.base import Sentence, in_turn, say
from cbt_cli.domain.calls import Call, Stage
from cbt_cli.domain.checks import Case, Checked, Eligibility, Judgement, Verdict
from cbt_cli.domain.clarifications import Point
from cbt_cli.domain.journal import Act, Entry, Hand
from cbt_cli.domain.languages import LANGUAGES, spoken
from cbt_cli.domain.letter_kinds import Kind
from cbt_cli.domain.letters import Letter
from cbt_cli.domain.matching import Run
from cbt_cli.domain.submissions import Unpacked
from cbt_cli.errors import CbtError, OutputError
from cbt_cli.outputs.letters import Templates, draft
from cbt_cli.register import Key, Register, open_register
from cbt_cli.rules import RULES
from cbt_cli.stages.assigning import counting_run
from cbt_cli.stages.identity import piece_name
from cbt_cli.stages.validating import judged
from cbt_cli.values.emails import read_email
from cbt_cli.values.plain_text import folded, visible

_FIELDS = {rule.name: rule for rule in RULES}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letters. ``templates``: the folder of the officer's own; ``answer_by``: the last day for an answer, the
    same for everybody; ``again``: also those that were drafted before."""

    kind: Kind
    templates: Path | None = None
    answer_by: dt.date | None = None
    review_days: int = 30
    again: bool = False


@dataclass(frozen=True, slots=True)
class Letters:
    """What there is to write; what was drafted before (reference → when); and for whom nothing can be, and why."""

    letters: tuple[Letter, ...]
    before: dict[str, dt.datetime]
    impossible: dict[str, Sentence]
    folder: Path | None = None
    """Where they were written; ``None`` where they were only listed."""


def letters(register_file: Path, call: Call, hand: Hand, wanted: Wanted, folder: Path | None = None) -> Letters:
    """The letters of one kind that are due, each in the language of its form. With ``folder`` they are written there,
    all or none, and the journal tells of each.

    Raises ``CbtError`` where a template is wrong or the letters cannot be written; then nothing is.
    """
    templates = Templates(wanted.kind, wanted.templates)
    templates.check(LANGUAGES)
    with open_register(register_file, call, hand) as register:
        drafted = [e for e in register.journal([Act.DRAFTED]) if not e.erased and e.after["kind"] == wanted.kind]
        _sound(wanted, hand, call, drafted)
        before = {} if wanted.again else {entry.ref: entry.at for entry in drafted if entry.ref is not None}
        due = _Due(register, call, wanted, templates, Counter(entry.ref for entry in drafted))
        written: list[Letter] = []
        impossible: dict[str, Sentence] = {}
        for case, judgement in judged(register, call):
            if case.ref in before or not due.has(case, judgement):
                continue
            one = due.letter(case, judgement)
            if isinstance(one, Letter):
                written.append(one)
            else:
                impossible[case.ref] = one
        found = Letters(tuple(written), before, impossible, folder)
        if folder is not None:
            _write(register, found.letters, folder, wanted)
        return found


def _sound(wanted: Wanted, hand: Hand, call: Call, drafted: list[Entry]) -> None:
    """Raises where a clarification has no day for the answer, one that is over, or another than others were given."""
    if wanted.kind is not Kind.CLARIFICATION:
        return
    if wanted.answer_by is None:
        raise CbtError(
            say("A clarification needs a last day for the answer, the same for everybody."), "--answer-by 2019-03-29"
        )
    if wanted.answer_by <= hand.at.astimezone(ZoneInfo(call.deadline.zone)).date():
        raise CbtError(say("{day} leaves no time to answer.", day=wanted.answer_by), say("Name a later day."))
    others = {entry.after["answer_by"] for entry in drafted} - {wanted.answer_by.isoformat()}
    if others and not wanted.again:
        raise CbtError(
            say("Others were asked to answer by {day}: one deadline holds for all.", day=", ".join(sorted(others))),
            say("Give the same day, or draft all of them anew: --again"),
        )


class _Due:
    """Makes the letters of one kind from what the register holds."""

    def __init__(
        self, register: Register, call: Call, wanted: Wanted, templates: Templates, before: Counter[str | None]
    ) -> None:
        self._call, self._wanted, self._templates, self._before = call, wanted, templates, before
        self._languages = register.languages()
        self._forms = {stored.ref: Unpacked.model_validate_json(stored.facts) for stored in register.stored()}
        self._unpacked = register.unpacked()
        self._keys = {piece_name(item): key for key, item in self._unpacked.items()}
        self._run = _final(counting_run(register)) if wanted.kind is Kind.OUTCOME else None
        self._organisers = (*call.call.organisers_addresses, *filter(None, [call.call.address]))

    def has(self, case: Case, judgement: Judgement) -> bool:
        """Whether that application is due a letter of the kind."""
        kind = self._wanted.kind
        if kind is Kind.OUTCOME:
            return self._run is not None and case.ref in {mentor.ref for mentor in self._run.mentors}
        owed = {Kind.CLARIFICATION: Eligibility.TO_CLARIFY, Kind.REFUSAL: Eligibility.INELIGIBLE}
        return kind is Kind.ACKNOWLEDGEMENT or judgement.verdict is owed[kind]

    def letter(self, case: Case, judgement: Judgement) -> Letter | Sentence:
        """The letter, or why there can be none."""
        if self._wanted.kind is Kind.OUTCOME and judgement.verdict is not Eligibility.ELIGIBLE:
            return say("It took part in the final matching but is no longer eligible: match again, or correct it.")
        item, message = self._origin(case.ref)
        mail = message.submission if message else None
        to = self._addresses(case.record.application.email, mail.sender if mail else item.sender)
        if not to:
            return say("There is no address to write to, neither in the form nor of a sender.")
        read = self._languages[case.ref]
        language = read if read in LANGUAGES else "en"
        with spoken(language):
            subject, text = self._templates.fill(language, self._values(case, judgement, language))
        if case.ref not in subject:  # a mail program may replace the Message-ID: the answer is known by this
            subject = f"[{case.ref}] {subject}"
        return Letter(
            ref=case.ref,
            kind=self._wanted.kind,
            language=language,
            to=to,
            subject=subject,
            text=text,
            sender=self._call.call.address,
            replies_to=mail.message_id if mail else None,
            thread=mail.in_reply_to if mail else (),
            message_id=self._identity(case.ref, subject, text, *to),
            points=self._points(case, judgement) if self._wanted.kind is Kind.CLARIFICATION else (),
            piece=piece_name(item),
        )

    def _identity(self, ref: str, *said: str) -> str:
        """A Message-ID of its own for each draft (RFC 5322, 3.6.4), the same for the same register and wording; short,
        so that its header is not folded."""
        facts, kind = self._call.call, self._wanted.kind
        digest = hashlib.sha256("\x1f".join((facts.id, ref, kind, str(self._before[ref]), *said)).encode()).hexdigest()
        domain = (facts.address or "").rpartition("@")[2] or f"{facts.id}.invalid"
        return f"{ref}.{digest[:16]}@{domain}".lower()

    def _points(self, case: Case, judgement: Judgement) -> tuple[Point, ...]:
        """The closed list of what is asked, with the questions of the form that each point opens, in their order."""
        keys = [question.key for question in self._call.form.questions]
        return tuple(
            Point(
                rule=rule.rule,
                reason=in_turn((rule.sentence, *rule.details)) or rule.sentence,
                fields=tuple(sorted(self._fields(case, rule), key=keys.index)),
            )
            for rule in judgement.rules
            if rule.verdict is Verdict.UNCLEAR
        )

    def _origin(self, ref: str) -> tuple[Unpacked, Unpacked | None]:
        """The form that counts, and the message that it came with, if it came with one."""
        item = self._forms[ref]
        key: Key | None = self._keys.get(piece_name(item))
        here: Unpacked | None = item
        while key is not None and here is not None:
            if here.submission is not None:
                return item, here
            key = None if here.parent is None else (key[0], here.parent)
            here = self._unpacked.get(key) if key else None
        return item, None

    def _addresses(self, *given: str | None) -> tuple[str, ...]:
        """The addresses that can be written to, the form's first; never the organiser's own."""
        read = [read_email(text, self._organisers).value for text in given if text]
        found = {address.casefold(): address for address in reversed(read) if address and address.isascii()}
        return tuple(reversed(found.values()))

    def _values(self, case: Case, judgement: Judgement, language: str) -> dict[str, object]:
        call, wanted = self._call, self._wanted
        asked = Verdict.UNCLEAR if wanted.kind is Kind.CLARIFICATION else Verdict.FAIL
        points = [(rule, self._fields(case, rule)) for rule in judgement.rules if rule.verdict is asked]
        opened = {key for _, keys in points for key in keys}
        failed = {rule.stage for rule, _ in points}
        return {
            "ref": case.ref,
            "name": visible(folded(case.record.application.full_name or "")),
            "call": call.call.title.of(language),
            "programme": call.call.programme,
            "received": _moment(case.receipt.received_at, call, language),
            "points": [_point(rule, self._labels(keys, language)) for rule, keys in points],
            "open_fields": self._labels(opened, language),
            "locked_fields": self._labels(set(call.corrections.locked) - opened, language),
            "answer_by": "" if wanted.answer_by is None else _last_moment(wanted.answer_by, call, language),
            "admissible": Stage.ADMISSIBILITY not in failed,
            "assigned": self._mentees(lambda pair_mentor, _: pair_mentor == case.ref),
            "reserve_for": self._mentees(lambda _, reserves: case.ref in reserves),
            "review_days": wanted.review_days,
            "office": call.call.programme,
        }

    def _fields(self, case: Case, checked: Checked) -> set[str]:
        """The questions that a point opens: those that its details name or that it found in doubt, else all that the
        rule decides on. A doubt about the form as a whole opens none."""
        asked = {question.key: question for question in self._call.form.questions}
        told = [value for sentence in checked.details for name, value in sentence.within.items() if name == "label"]
        named = {key for key, question in asked.items() if question.label in told}
        rule = _FIELDS[checked.rule]
        if checked.rule == "complete":
            return named | {one.field for one in rule.concerned(case, self._call) if one.field in asked}
        return named or (set(rule.fields_in(self._call)) & asked.keys())

    def _labels(self, keys: set[str], language: str) -> list[str]:
        return [question.label.of(language) for question in self._call.form.questions if question.key in keys]

    def _mentees(self, chosen: Callable[[str, set[str]], bool]) -> list[str]:
        if self._run is None:
            return []
        names = {mentee.ref: mentee.cluster for mentee in self._run.needs.mentees}
        pairs = self._run.ranking.assignments
        return [names[p.mentee] for p in pairs if chosen(p.mentor, {reserve.mentor for reserve in p.reserves})]


def _point(checked: Checked, fields: list[str]) -> dict[str, object]:
    return {
        "rule": checked.rule,
        "reason": visible(checked.message),
        "clause": checked.clause,
        "reading": checked.reading,
        "fields": fields,
    }


def _final(run: Run | None) -> Run:
    if run is None or not run.final:
        raise CbtError(
            say("There is no final matching: outcomes are told only when it is decided."),
            "cbt match --mentees mentees.xlsx --final",
        )
    return run


def _moment(at: dt.datetime | None, call: Call, language: str) -> str:
    if at is None:
        return ""
    there = at.astimezone(ZoneInfo(call.deadline.zone))
    return f"{format_date(there.date(), 'd MMMM y', locale=language)}, {there:%H:%M:%S} ({call.deadline.zone})"


def _last_moment(day: dt.date, call: Call, language: str) -> str:
    return f"{format_date(day, 'd MMMM y', locale=language)}, 23:59 ({call.deadline.zone})"


def _write(register: Register, found: tuple[Letter, ...], folder: Path, wanted: Wanted) -> None:
    """All files and their journal entries, or none of them."""
    with _in_words(folder), contextlib.ExitStack() as undo:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with register.together():
            for letter in found:
                data, path = draft(letter), folder / letter.file_name
                with path.open("xb") as file:
                    undo.callback(path.unlink, missing_ok=True)
                    file.write(data)
                told = {
                    "kind": letter.kind,
                    "file": letter.file_name,
                    "folder": str(folder.resolve()),
                    "to": letter.to,
                    "sha256": hashlib.sha256(data).hexdigest(),
                    "answer_by": wanted.answer_by.isoformat() if wanted.answer_by else None,
                    "message_id": letter.message_id,
                    "replies_to": letter.replies_to,
                    "piece": letter.piece,
                    "points": [point.model_dump(mode="json") for point in letter.points],
                }
                register.decide(Act.DRAFTED, letter.ref, "", None, told)
        undo.pop_all()


@contextlib.contextmanager
def _in_words(folder: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as error:
        raise OutputError(
            say("{file} is there already.", file=error.filename),
            say("Name another folder: a draft, which you may have changed, is never overwritten."),
        ) from error
    except OSError as error:
        raise OutputError(
            say("The letters cannot be written to {folder}: {why}.", folder=folder, why=error.strerror),
            say("Name another folder. Nothing was written."),
        ) from error
