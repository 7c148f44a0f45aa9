"""What the officer decides: corrections, waivers, who is the same applicant; and taking the last decision back."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.checks import Case, Verdict
from cbt_cli.domain.journal import Act, Correction, Entry, Hand, PieceName
from cbt_cli.errors import CbtError
from cbt_cli.records import corrected
from cbt_cli.register import Register, open_register
from cbt_cli.rules import judge
from cbt_cli.stages.decisions import TOLD, decided, in_force, standing
from cbt_cli.stages.settling import resettle


@dataclass(frozen=True, slots=True)
class Wanted:
    """A correction as the officer asks for it; the words mean what they mean in ``Correction``."""

    field: str
    text: str
    reason: str
    clerical: bool = False
    approved_by: str | None = None


def correct(register_file: Path, call: Call, hand: Hand, ref: str, wanted: Wanted) -> Entry:
    """Puts the officer's text, read like an answer, in the place of what was read for a field of one application.

    The applicant's own answer stays beside it. A field that the call locks is corrected only as an obvious clerical
    error, with the name of who approved it.
    """
    with open_register(register_file, call, hand) as register:
        return correct_in(register, call, hand, ref, wanted)


def correct_in(register: Register, call: Call, hand: Hand, ref: str, wanted: Wanted) -> Entry:
    """As ``correct``, in a register that is open."""
    _reason(wanted.reason)
    _known(say("field"), wanted.field, [question.key for question in call.form.questions])
    locked = wanted.field in call.corrections.locked and hand.at >= call.deadline_at
    if locked and not (wanted.clerical and wanted.approved_by):
        raise CbtError(
            say(
                "The call locks {field} after the deadline: only an obvious clerical error may be corrected there.",
                field=wanted.field,
            ),
            say("If it is one, say so and who approved it: --clerical --approved-by NAME"),
        )
    case = case_of(register, call, ref)
    read = register.form(case.ref).record
    own = [source.raw for source in read.sources.get(wanted.field, ())] if read else []
    after = {name: value for name, value in asdict(wanted).items() if name != "reason"} | {"sha256": case.sha256}
    stated = {"number": 0, "reason": wanted.reason, "who": hand.who, "at": hand.at}
    corrected(case.record, Correction.model_validate(after | stated), call)  # raises where the value does not fit
    register.decide(Act.CORRECTED, case.ref, wanted.reason, {"raw": own}, after)
    return register.last_entry()


def waive(
    register_file: Path, call: Call, hand: Hand, ref: str, rule: str, reason: str, *, approved_by: str | None = None
) -> Entry:
    """Lifts a rule that failed or is unclear for one application."""
    with open_register(register_file, call, hand) as register:
        return waive_in(register, call, ref, rule, reason, approved_by)


def waive_in(register: Register, call: Call, ref: str, rule: str, reason: str, approved_by: str | None) -> Entry:
    """As ``waive``, in a register that is open."""
    _reason(reason)
    _known(say("rule"), rule, [stated.name for stated in call.rules])
    case = case_of(register, call, ref)
    checked = next(one for one in judge(case, call).rules if one.rule == rule)
    if checked.verdict is Verdict.WAIVED:
        raise CbtError(
            say("{rule} is waived for {ref} already: {waived}", rule=rule, ref=case.ref, waived=case.waived[rule]),
            say("cbt undo takes it back."),
        )
    if checked.verdict not in (Verdict.FAIL, Verdict.UNCLEAR):
        verdict = str(checked.verdict).replace("_", " ")
        raise CbtError(
            say(
                "{rule} is “{verdict}” for {ref}: there is nothing to waive.", rule=rule, verdict=verdict, ref=case.ref
            ),
            say("cbt show {ref}", ref=case.ref),
        )
    before = {"rule": rule, "verdict": checked.verdict, "message": checked.message}
    register.decide(Act.WAIVED, case.ref, reason, before, {"rule": rule, "approved_by": approved_by})
    return register.last_entry()


def join(register_file: Path, call: Call, hand: Hand, refs: Sequence[str], reason: str) -> Entry:
    """Says that several references are of one applicant: they become versions of one application."""
    _reason(reason)
    if len({ref.strip().upper() for ref in refs}) < 2:
        raise CbtError(
            say("To join means at least two references."), say("Example: cbt join CBT-007 CBT-019 --reason TEXT")
        )
    with open_register(register_file, call, hand) as register, register.together():
        forms = [_pieces(register, call, ref) for ref in refs]
        links = [[group[0], other[0]] for group, other in combinations(forms, 2)]
        _link(register, call, Act.JOINED, case_of(register, call, refs[0]).ref, reason, links)
        return next(entry for entry in reversed(register.journal()) if entry.act is Act.JOINED)


def split(register_file: Path, call: Call, hand: Hand, refs: Sequence[str], reason: str) -> list[Entry]:
    """Says that the forms under each reference are of different applicants: each becomes an application of its own."""
    _reason(reason)
    with open_register(register_file, call, hand) as register, register.together():
        for ref in refs:
            forms = _pieces(register, call, ref)
            if len(forms) < 2:
                raise CbtError(
                    say("There is only one form under {ref}: nothing to split.", ref=ref),
                    say("cbt show {ref}", ref=ref),
                )
            links = [list(pair) for pair in combinations(forms, 2)]
            _link(register, call, Act.SPLIT, case_of(register, call, ref).ref, reason, links)
        return [entry for entry in register.journal() if entry.act is Act.SPLIT][-len(refs) :]


def undo(register_file: Path, call: Call, hand: Hand, reason: str) -> tuple[Entry, Entry]:
    """Takes back the last decision that is still in force: returns it, and the entry that says so."""
    with open_register(register_file, call, hand) as register, register.together():
        decisions = standing(register.journal(TOLD))
        if not decisions:
            raise CbtError(
                say("No decision is in force, so there is nothing to take back."), say("cbt log shows the journal.")
            )
        last = decisions[-1]
        register.decide(Act.UNDONE, last.ref or "", reason or "taken back", last.after, {"number": last.number})
        undone = register.last_entry()
        if last.act in (Act.JOINED, Act.SPLIT):
            resettle(register, call, {_piece(name): ref for name, ref in last.before["refs"]})
        return last, undone


def _link(register: Register, call: Call, act: Act, ref: str, reason: str, links: list[Any]) -> None:
    """Writes the decision with the references as they were, and settles everything anew."""
    concerned = {_piece(name) for pair in links for name in pair}
    refs = register.refs()
    groups = {refs[name] for name in concerned}
    before = sorted(([list(name), old] for name, old in refs.items() if old in groups), key=str)
    register.decide(act, ref, reason, {"refs": before}, {"links": links})
    resettle(register, call)


def _piece(name: Iterable[Any]) -> PieceName:
    source, part, sha256 = name
    return source, part, sha256


def _pieces(register: Register, call: Call, ref: str) -> list[list[str | None]]:
    """The forms under a reference, by what they are known by."""
    wanted = case_of(register, call, ref).ref
    return [list(name) for name, found in sorted(register.refs().items(), key=str) if found == wanted]


def case_of(register: Register, call: Call, ref: str) -> Case:
    """The application with that reference, with what was decided so far; raises with the nearest if there is none."""
    wanted = ref.strip().upper()
    stored = register.case(wanted)
    if stored is None:
        _known(say("application"), wanted, [one.ref for one in register.stored()])
        raise AssertionError(wanted)
    return decided(stored.case(), in_force(register.journal(TOLD)), call)


def _known(what: Sentence, name: str, names: Sequence[str]) -> None:
    if name in names:
        return
    near = difflib.get_close_matches(name, names, n=1)
    there = say("There are: {names}.", names=", ".join(names[:40]) or "–")
    hint = say("Did you mean {near}?", near=near[0]) if near else there
    raise CbtError(say("There is no {what} {name}.", what=what, name=name), hint)


def _reason(reason: str) -> None:
    if not reason.strip():
        raise CbtError(
            say("A decision needs a reason."), say("Say why: --reason TEXT. It stands in the journal and the report.")
        )
