"""``cbt status`` and ``cbt show``: the call at a glance, and one application whole."""

from __future__ import annotations

import datetime as dt
import difflib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.calls import Call, Stage
from cbt_cli.domain.checks import Case, Eligibility, Judgement, Verdict
from cbt_cli.domain.clarifications import Asked, State
from cbt_cli.domain.erasing import Skeleton
from cbt_cli.domain.forms import FilledForm
from cbt_cli.domain.journal import Entry, PieceName
from cbt_cli.domain.matching import Run
from cbt_cli.domain.submissions import Item, Outcome, Sort, Unpacked
from cbt_cli.errors import CbtError
from cbt_cli.register import ERASED, Key, open_register
from cbt_cli.stages.assigning import counting_run
from cbt_cli.stages.decisions import TOLD, in_force, remarked
from cbt_cli.stages.identity import piece_name, proposals
from cbt_cli.stages.validating import Judging, judged


@dataclass(frozen=True, slots=True)
class Overview:
    """The call at a glance.

    ``outcomes``: items of the inbox; ``funnel``: applications received → admissible → eligible → assigned (in the run
    that counts: the last final one, else the last); ``hosts``: those that stamped at least half of the ``messages``
    last, with how many: probably the organisation's own. ``overdue`` is how long the deadline has passed (below 0: how
    long there still is).
    """

    outcomes: dict[str, int]
    funnel: dict[str, int]
    verdicts: dict[str, int]
    to_clarify: tuple[tuple[Case, Judgement], ...]
    unreadable: tuple[Item, ...]
    questions: tuple[Item, ...]
    next_command: str
    hosts: dict[str, int]
    messages: int
    overdue: dt.timedelta
    perhaps_same: tuple[tuple[str, str, Sentence], ...] = ()
    """Pairs of references that may be of one applicant, with the reason; the officer joins them or not."""
    doubtful: tuple[Item, ...] = ()
    """Messages that something may be lost of, that another one contradicts, or whose answer waits for the officer."""
    clarifications: tuple[tuple[Case, Judgement, Asked, State], ...] = ()
    """The applications of which something was asked, with what was asked last and how that stands."""

    @property
    def waiting(self) -> int:
        """How many applications and files wait for the officer."""
        return len(self.to_clarify) + len(self.unreadable) + len(self.doubtful)


def overview(register_file: Path, call: Call, now: dt.datetime) -> Overview:
    """The state of the register at ``now``."""
    overdue = now - call.deadline_at
    if not register_file.exists():
        return Overview({}, {}, {}, (), (), (), "cbt ingest inbox", {}, 0, overdue)
    with open_register(register_file, call) as register:
        items, gone = register.items(), register.erased()
        cases = [(remarked(case, one, now, call), one) for case, one in judged(register, call)]
        unpacked = register.unpacked()
        links = in_force(register.journal(TOLD)).links
        perhaps_same = proposals(*_forms(unpacked, register.refs()), links)
        run = counting_run(register)
    tops = _last_stamped(unpacked.values())
    verdicts = Counter(judgement.verdict for _, judgement in cases)
    dealt_with = {
        (reply.source, reply.part): reply.why
        for case, judgement in cases
        if judgement.verdict is not Eligibility.TO_CLARIFY
        for reply in case.replies
    }
    return Overview(
        outcomes=outcomes(items, gone),
        funnel=funnel(cases, run, gone),
        verdicts={
            str(verdict): verdicts[verdict] + sum(one.verdict == verdict for one in gone) for verdict in Eligibility
        },
        to_clarify=tuple(pair for pair in cases if pair[1].verdict is Eligibility.TO_CLARIFY),
        unreadable=tuple(item for item in items if item.outcome is Outcome.UNREADABLE),
        doubtful=tuple(item for item in items if _doubtful(item, dealt_with)),
        questions=tuple(item for item in items if item.outcome is Outcome.NOT_A_SUBMISSION and item.part is None),
        next_command=_next(cases, run),
        hosts={host: count for host, count in Counter(filter(None, tops)).most_common(5) if 2 * count >= len(tops)},
        messages=len(tops),
        overdue=overdue,
        perhaps_same=tuple(perhaps_same),
        clarifications=tuple(
            (*pair, *asked) for pair in cases if (asked := pair[0].clarification(now, call.deadline.zone)) is not None
        ),
    )


def _doubtful(item: Item, dealt_with: Mapping[tuple[str, str | None], Sentence]) -> bool:
    """Whether something in a message waits for the officer: not an answer where nothing is unclear any more."""
    told = item.outcome is Outcome.MESSAGE and item.reason is not None
    return told and dealt_with.get((item.source, item.part)) != item.reason


def _forms(
    unpacked: Mapping[Key, Unpacked], refs: Mapping[PieceName, str]
) -> tuple[dict[Key, Unpacked], dict[Key, str]]:
    """The forms that have a reference, and the reference of each."""
    known = {key: ref for key, item in unpacked.items() if (ref := refs.get(piece_name(item))) is not None}
    return {key: unpacked[key] for key in known}, known


def outcomes(items: Iterable[Item], erased: Iterable[Skeleton]) -> dict[str, int]:
    """Items of the inbox by outcome, those of persons who were erased included, in order of name."""
    counted = Counter(str(item.outcome) for item in items if item.reason != ERASED)
    for one in erased:
        counted.update(one.items)
    return dict(sorted(counted.items()))


def funnel(cases: Sequence[tuple[Case, Judgement]], run: Run | None, erased: Sequence[Skeleton] = ()) -> dict[str, int]:
    """Applications received → admissible → eligible → assigned in ``run``, those of persons who were ``erased``
    included."""
    return {
        "received": len(cases) + len(erased),
        "admissible": sum(admissible(judgement) for _, judgement in cases) + sum(one.admissible for one in erased),
        "eligible": sum(judgement.verdict is Eligibility.ELIGIBLE for _, judgement in cases)
        + sum(one.verdict == Eligibility.ELIGIBLE for one in erased),
        "assigned": len({pair.mentor for pair in run.ranking.assignments}) if run else 0,
    }


def admissible(judgement: Judgement) -> bool:
    """Whether no rule of admissibility failed."""
    return not any(rule.stage is Stage.ADMISSIBILITY and rule.verdict is Verdict.FAIL for rule in judgement.rules)


def _last_stamped(unpacked: Iterable[Unpacked]) -> list[str | None]:
    """The host at the top of each message of the inbox, ``None`` where there is none."""
    return [
        next((seen.host for seen in item.receipt.evidence if seen.source.startswith("received")), None)
        for item in unpacked
        if item.sort is Sort.MESSAGE and item.parent is None
    ]


def _next(cases: Sequence[tuple[Case, Judgement]], run: Run | None) -> str:
    if not cases:
        return "cbt ingest inbox"
    if any(judgement.verdict is Eligibility.TO_CLARIFY for _, judgement in cases):
        return "cbt validate -o validation.xlsx"
    if run is None:
        return "cbt match --mentees mentees.xlsx"
    return "cbt backup FILE" if run.final else "cbt match --mentees mentees.xlsx --final"


@dataclass(frozen=True, slots=True)
class WholeApplication:
    """One application: the form as read, the case and its judgement, every item that belongs to it, and what the
    journal tells of it. ``texts``: the digest of each answer to a clarification → what its message says."""

    form: FilledForm
    case: Case
    judgement: Judgement
    items: tuple[Item, ...]
    history: tuple[Entry, ...]
    texts: dict[str, str | None]


def one_application(register_file: Path, call: Call, ref: str) -> WholeApplication:
    """The application with that reference; raises with the nearest reference if there is none."""
    with open_register(register_file, call) as register:
        wanted = ref.strip().upper()
        stored = register.case(wanted)
        if stored is None:
            near = difflib.get_close_matches(wanted, [one.ref for one in register.stored()], n=1)
            listed = say("cbt validate lists the references.")
            hint = say("Did you mean {near}?", near=near[0]) if near else listed
            raise CbtError(
                say("There is no application {ref} in {register_file}.", ref=ref, register_file=register_file), hint
            )
        case, judgement = Judging(register, call).of(stored)
        items = tuple(item for item in register.items() if item.ref == case.ref)
        history = tuple(entry for entry in register.journal() if entry.ref == case.ref)
        texts = _texts(case, register.unpacked()) if case.replies else {}
        return WholeApplication(register.form(case.ref), case, judgement, items, history, texts)


def _texts(case: Case, unpacked: Mapping[Key, Unpacked]) -> dict[str, str | None]:
    """The digest of each answer → what its message says."""
    said = {(item.source, item.part): item.submission.text for item in unpacked.values() if item.submission}
    return {reply.sha256: said.get((reply.source, reply.part)) for reply in case.replies}
