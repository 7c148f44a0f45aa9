"""``cbt erase``: a person's data out of the register, the letters and the words of the journal.

The statistics stay right by a skeleton without a name; the journal stays provable without its words. What lies outside
(the inbox folder, workbooks and reports already written, copies of the register) is the officer's to delete, and is
named.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from cbt_cli.domain.base import say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.erasing import Erasure, Skeleton
from cbt_cli.domain.journal import Act, Entry, Hand
from cbt_cli.domain.matching import Mentor, Run
from cbt_cli.domain.submissions import Unpacked
from cbt_cli.errors import CbtError, OutputError
from cbt_cli.register import Key, Register, open_register
from cbt_cli.stages.assigning import counting_run
from cbt_cli.stages.belonging import Belongings, belongings, walked
from cbt_cli.stages.deciding import case_of
from cbt_cli.stages.decisions import standing
from cbt_cli.stages.identity import piece_name
from cbt_cli.stages.overview import admissible
from cbt_cli.stages.settling import resettle
from cbt_cli.stages.validating import Judging

Agreed = Callable[[Sequence[Erasure]], bool]
WHAT_WAS_SAID = say("said of somebody who was erased")


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased, or with ``dry`` what would be; ``beside``: copies of the register that still hold it."""

    erasures: tuple[Erasure, ...]
    dry: bool
    beside: tuple[Path, ...] = ()


def erase(
    register_file: Path, call: Call, hand: Hand, refs: Sequence[str], reason: str, agreed: Agreed, *, dry: bool = False
) -> Erased:
    """Erases the persons behind ``refs``, all or none, once ``agreed`` says so; with ``dry`` it only says what would
    go. Raises with the nearest reference where there is none, and where a reason names the person."""
    with open_register(register_file, call, hand) as register:
        return _erase(register, register_file, call, hand, refs, reason, agreed, dry)


def erase_expired(register_file: Path, call: Call, hand: Hand, agreed: Agreed, *, dry: bool = False) -> Erased:
    """Erases everybody whose time is over by the call's two clocks."""
    with open_register(register_file, call, hand) as register:
        refs = _expired(register, call, hand.at)
        told = say("Kept for as long as the call says.").text
        return _erase(register, register_file, call, hand, refs, told, agreed, dry)


def scrub(register_file: Path, call: Call) -> None:
    """Leaves no byte of what was erased before in the register's files."""
    with open_register(register_file, call) as register:
        register.scrub()


def _erase(
    register: Register,
    register_file: Path,
    call: Call,
    hand: Hand,
    refs: Sequence[str],
    reason: str,
    agreed: Agreed,
    dry: bool,
) -> Erased:
    if not reason.strip():
        raise CbtError(say("A decision needs a reason."), say("Say why: --reason TEXT. It stays in the journal."))
    held = _Held.of(register)
    known = dict.fromkeys(_known(register, call, ref) for ref in refs)
    persons = [_Person(register, call, ref, hand.at, held) for ref in known]
    named = next((one for one in persons if one.hers.named_in(reason)), None)
    if named is not None:
        raise CbtError(
            say("The reason names the person, and the reason stays."), say("Say it without a name or an address.")
        )
    found = tuple(person.erasure for person in persons)
    if dry or not found or not agreed(found):
        return Erased(found, dry=True)
    with register.together():
        for person in persons:
            person.erase(reason)
        resettle(register, call)
        told = register.journal()
        register.silence([number for person in persons for number in person.entries(told)])
    register.scrub()
    return Erased(found, dry=False, beside=tuple(sorted(register_file.parent.glob(f"{register_file.name}.version-*"))))


def _known(register: Register, call: Call, ref: str) -> str:
    before = next((one for one in register.erased() if one.ref == ref.strip().upper()), None)
    if before is not None:
        raise CbtError(
            say("{ref} was erased on {day}.", ref=before.ref, day=before.at.date()),
            say("cbt log tells by whom and why."),
        )
    return case_of(register, call, ref).ref


def _expired(register: Register, call: Call, now: dt.datetime) -> list[str]:
    clocks, zone = call.retention, ZoneInfo(call.deadline.zone)
    if clocks.unsuccessful_months is None and clocks.successful_months is None:
        raise CbtError(
            say("The call says nowhere for how long data are kept."),
            say("Write unsuccessful_months and successful_months into the call file's table [retention]."),
        )
    run = counting_run(register)
    if run is None or not run.final:
        raise CbtError(
            say("There is no final matching, so that nobody can be told to be successful or not."),
            say("cbt match --mentees mentees.xlsx --final, or erase one by one: cbt erase REF --reason TEXT"),
        )
    start, today = clocks.counted_from or run.at.astimezone(zone).date(), now.astimezone(zone).date()
    chosen = {pair.mentor for pair in run.ranking.assignments}
    due: list[str] = []
    for stored in register.stored():
        months = clocks.successful_months if stored.ref in chosen else clocks.unsuccessful_months
        if months is not None and today >= after_months(start, months):
            due.append(stored.ref)
    return due


def after_months(day: dt.date, months: int) -> dt.date:
    """The day so many months later; in a shorter month its last day."""
    year, month = divmod(day.month - 1 + months, 12)
    first = dt.date(day.year + year, month + 1, 1)
    following = dt.date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first.replace(day=min(day.day, 28)) + dt.timedelta(max(0, day.day - 28)), following - dt.timedelta(1))


@dataclass(frozen=True)
class _Held:
    """What the register holds, looked up once for all who are erased together."""

    unpacked: dict[Key, Unpacked]
    owners: dict[Key, str]
    outcomes: dict[Key, str]
    journal: list[Entry]
    runs: list[Run]
    forms: dict[str, str]
    counting: Run | None
    texts: dict[int, str] = field(default_factory=dict)

    def text(self, entry: Entry) -> str:
        """All that an entry says."""
        return self.texts.get(entry.number) or self.texts.setdefault(entry.number, entry.model_dump_json())

    @staticmethod
    def of(register: Register) -> _Held:
        runs = [run for number in register.runs() if (run := register.run(number)) is not None]
        forms = dict(register.form_texts())
        told = register.journal()
        return _Held(
            register.unpacked(), register.owners(), register.outcomes(), told, runs, forms, counting_run(register)
        )


class _Person:
    """One person's data in the register, and how they are taken out."""

    def __init__(self, register: Register, call: Call, ref: str, at: dt.datetime, held: _Held) -> None:
        self._register, self.ref, self._held = register, ref, held
        others = (text for other, text in held.forms.items() if other != ref)
        self.hers = belongings(held.unpacked, held.owners, ref, register.versions(ref), others)
        self.pieces = {piece_name(held.unpacked[key]) for key in self.hers.gone}
        self._digests = {held.unpacked[key].sha256 for key in self.hers.gone} - {""}
        self.erasure = self._planned(self._skeleton(call, at))

    def _skeleton(self, call: Call, at: dt.datetime) -> Skeleton:
        stored = self._register.case(self.ref)
        if stored is None:
            raise AssertionError(self.ref)
        _, judgement = Judging(self._register, call).of(stored)
        outcomes = Counter(outcome for key, outcome in self._held.outcomes.items() if key in self.hers.gone)
        items = dict(sorted(outcomes.items()))
        return Skeleton(ref=self.ref, at=at, items=items, verdict=judgement.verdict, admissible=admissible(judgement))

    def _planned(self, skeleton: Skeleton) -> Erasure:
        held, run = self._held, self._held.counting
        files = {file for file, _ in self.hers.gone}
        shared = {file for file, at in held.unpacked if file in files and (file, at) not in self.hers.gone}
        named = (other for other, text in held.forms.items() if other != self.ref and self.hers.named_in(text))
        return Erasure(
            skeleton=skeleton,
            files=len(files),
            items=len(self.hers.gone),
            entries=len(self.entries(held.journal)),
            drafts=tuple(str(path) for path in self._drafts()),
            runs=tuple(run.number for run in held.runs if self._is_in(run)),
            mentees=tuple(p.mentee for p in run.ranking.assignments if p.mentor == self.ref) if run else (),
            final=run is not None and run.final,
            shared=tuple(sorted(held.unpacked[file, 0].source for file in shared)),
            left=tuple(named),
        )

    def _is_in(self, run: Run) -> bool:
        return any(mentor.ref == self.ref for mentor in run.mentors) or self.hers.named_in(run.model_dump_json())

    def _drafts(self) -> list[Path]:
        drafted = [e for e in self._held.journal if e.act is Act.DRAFTED and not e.erased and e.ref == self.ref]
        return [path for e in drafted if (path := Path(e.after["folder"]) / e.after["file"]).is_file()]

    def entries(self, journal: Sequence[Entry]) -> list[int]:
        """The entries whose words are about the person, or name her or a file of hers."""
        hers = (entry for entry in journal if not entry.erased and entry.act is not Act.ERASED)
        return [entry.number for entry in hers if entry.ref == self.ref or self._is_told(self._held.text(entry))]

    def _is_told(self, text: str) -> bool:
        return self.hers.named_in(text) or any(digest in text for digest in self._digests)

    def erase(self, reason: str) -> None:
        """Takes the data out, within the caller's transaction."""
        for path in self._drafts():
            try:
                path.unlink()
            except OSError as error:
                raise OutputError(
                    say("The letter {path} cannot be deleted: {why}.", path=path, why=error.strerror),
                    say("Close it, or delete it yourself. In the register nothing was changed."),
                ) from error
        told = self.erasure.model_dump(mode="json", exclude={"skeleton", "drafts", "shared"})
        journal = self._register.journal()
        kept, scores = _links_left(journal, self), _scores_left(journal, self)
        self._register.erase(self.erasure.skeleton, self.hers.gone, self.hers.without)
        for number in self.erasure.runs:
            run = self._register.run(number)  # anew: another person may have been taken out of it
            if run is not None:
                self._register.replace_run(nameless(run, self.ref, self.hers))
        for act, links in kept:
            self._register.decide(act, "", str(WHAT_WAS_SAID), {"refs": []}, {"links": links})
        if scores is not None:
            self._register.decide(Act.SCORED, "", "", None, scores)
        self._register.decide(Act.ERASED, self.ref, reason, None, told | {"drafts": len(self.erasure.drafts)})


def _links_left(journal: Sequence[Entry], person: _Person) -> list[tuple[Act, list[Any]]]:
    """What was said of other people's forms in entries that lose their words with the person's."""
    silenced = set(person.entries(journal))
    kept: list[tuple[Act, list[Any]]] = []
    for entry in standing(journal):
        if entry.number in silenced and entry.act in (Act.JOINED, Act.SPLIT):
            links = [pair for pair in entry.after["links"] if not any(tuple(name) in person.pieces for name in pair)]
            if links:
                kept.append((entry.act, links))
    return kept


def _scores_left(journal: Sequence[Entry], person: _Person) -> Any:
    """What evaluators gave the others, where the entry that holds it names the person; ``None`` where none does."""
    silenced = set(person.entries(journal))
    told = [entry for entry in journal if entry.act is Act.SCORED and not entry.erased]
    if not told or told[-1].number not in silenced:
        return None
    after = walked(told[-1].after, person.hers.veiled)
    for sheet in after["sheets"]:
        for part in ("scores", "remarks"):
            sheet[part].pop(person.ref, None)
    return after


def nameless(run: Run, ref: str, hers: Belongings) -> Run:
    """A stored matching in which one mentor has no name and no answers; pairs, scores and prices stay."""
    mentors = tuple(_nameless(mentor) if mentor.ref == ref else mentor for mentor in run.mentors)
    document = walked(run.model_copy(update={"mentors": mentors}).model_dump(mode="json"), hers.veiled)
    return Run.model_validate(_unreasoned(document, ref))


def _nameless(mentor: Mentor) -> Mentor:
    plain = {"name": "–", "organisation": None, "areas": (), "languages": None, "sectors": None, "declared_links": None}
    return mentor.model_copy(update=plain | {"management_years": None, "preferred_countries": ()})


def _unreasoned(value: Any, ref: str) -> Any:
    """The document without the reasons of the mentor's points: they repeat her answers."""
    if isinstance(value, list):
        return [_unreasoned(one, ref) for one in value]
    if not isinstance(value, dict):
        return value
    if value.get("mentor") == ref and value.get("score"):
        parts = [part | {"reason": WHAT_WAS_SAID.model_dump(mode="json")} for part in value["score"]["parts"]]
        value = value | {"score": value["score"] | {"parts": parts}}
    if value.get("mentor") == ref and value.get("barred"):
        value = value | {"barred": WHAT_WAS_SAID.model_dump(mode="json")}
    return {key: _unreasoned(one, ref) for key, one in value.items()}
