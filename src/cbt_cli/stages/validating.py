"""``cbt validate``: every application against every rule of the call."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cbt_cli import __version__
from cbt_cli.domain.calls import Call
from cbt_cli.domain.checks import Case, Eligibility, Judgement
from cbt_cli.domain.journal import Hand
from cbt_cli.outputs import write_validation
from cbt_cli.register import Register, StoredCase, open_register
from cbt_cli.rules import judge
from cbt_cli.stages.decisions import TOLD, decided, in_force, remarked

Progress = Callable[[int, int], None]
Judged = tuple[Case, Judgement]


class Judging:
    """Judges the applications of a register. What was judged before on the same basis is not judged again."""

    def __init__(self, register: Register, call: Call) -> None:
        self._register, self._call = register, call
        self._decisions = in_force(register.journal(TOLD))
        self._call_digest = hashlib.sha256(f"{__version__}\n{call.model_dump_json()}".encode())

    def all(self) -> Iterator[Judged]:
        """Every application with what the rules say of it now, in order of reference, one after the other."""
        return (self.of(stored) for stored in self._register.stored())

    def of(self, stored: StoredCase) -> Judged:
        """One application with what the rules say of it now."""
        case = decided(stored.case(), self._decisions, self._call)
        known = self._register.judgement(stored.ref, self.basis(stored))
        return case, judge(case, self._call) if known is None else known

    def refresh(self, stored: StoredCase) -> tuple[str, bool]:
        """Judges one application anew if anything changed, and keeps that. The verdict, and whether it was judged."""
        known, basis = self._register.basis(stored.ref), self.basis(stored)
        if known is not None and known[0] == basis:
            return known[1], False
        judgement = judge(decided(stored.case(), self._decisions, self._call), self._call)
        self._register.keep_judgement(judgement, basis)
        return str(judgement.verdict), True

    def basis(self, stored: StoredCase) -> str:
        """A digest of all that a judgement rests on: the case, the decisions, the call and this program's version."""
        digest = self._call_digest.copy()
        digest.update(stored.text.encode())
        for found in (self._decisions.corrections, self._decisions.waivers):
            digest.update(repr(found.get(stored.ref)).encode())
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Validation:
    """All applications with their judgements, in order of reference, read from the register as they are asked for.
    ``checked``: how many were judged anew; what the others rest on had not changed."""

    totals: dict[str, int]
    checked: int
    judging: Judging
    verdicts: dict[str, str]
    """Reference → verdict."""

    def __iter__(self) -> Iterator[Judged]:
        return self.judging.all()

    def __len__(self) -> int:
        return len(self.verdicts)


@contextmanager
def validating(
    register_file: Path, call: Call, hand: Hand, *, output: Path | None = None, progress: Progress | None = None
) -> Iterator[Validation]:
    """Judges every application of the register, stores the judgements, and writes the workbook if asked for one. What
    comes of it can be gone through as long as the register is open."""
    with open_register(register_file, call, hand) as register:
        judging = Judging(register, call)
        verdicts: dict[str, str] = {}
        checked, total = 0, register.count()
        with register.together():
            for done, stored in enumerate(register.stored(), start=1):
                verdicts[stored.ref], anew = judging.refresh(stored)
                checked += anew
                if progress is not None:
                    progress(done, total)
            register.drop_old_judgements()
        counted = Counter(verdicts.values())
        totals = {str(verdict): counted[str(verdict)] for verdict in Eligibility}
        validation = Validation(totals, checked, judging, verdicts)
        if output is not None:
            told = [(remarked(case, judgement, hand.at, call), judgement) for case, judgement in validation]
            write_validation(output, call, told)
        yield validation


def judged(register: Register, call: Call) -> Iterator[Judged]:
    """Each application of the register with what the rules say of it now, in order of reference."""
    return Judging(register, call).all()
