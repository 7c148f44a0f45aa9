"""``cbt validate``: every application against every rule of the call."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cbt_cli import __version__
from cbt_cli.domain.calls import Call
from cbt_cli.domain.checks import Case, Eligibility, Judgement
from cbt_cli.domain.journal import Hand
from cbt_cli.outputs import write_validation
from cbt_cli.register import Register, open_register
from cbt_cli.rules import judge
from cbt_cli.stages.decisions import decided_all

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Validation:
    """All applications with their judgements, in order of reference. ``checked``: how many were judged anew; what the
    others rest on had not changed."""

    applications: tuple[tuple[Case, Judgement], ...]
    checked: int

    @property
    def totals(self) -> dict[str, int]:
        """How many are eligible, ineligible, to clarify."""
        counted = Counter(judgement.verdict for _, judgement in self.applications)
        return {str(verdict): counted[verdict] for verdict in Eligibility}


def validate(
    register_file: Path, call: Call, hand: Hand, *, output: Path | None = None, progress: Progress | None = None
) -> Validation:
    """Judges every application of the register, stores the judgements, and writes the workbook if asked for one."""
    with open_register(register_file, call, hand) as register:
        known = register.judgements()
        done = judged(register, call, progress)
        now = {case.ref: (basis(case, call), judgement) for case, judgement in done}
        register.keep_judgements(now)
    anew = sum(known.get(ref, ("",))[0] != found for ref, (found, _) in now.items())
    if output is not None:
        write_validation(output, call, done)
    return Validation(tuple(done), anew)


def judged(register: Register, call: Call, progress: Progress | None = None) -> list[tuple[Case, Judgement]]:
    """Each application of the register with what the rules say of it now, in order of reference. What was judged
    before on the same basis is not judged again."""
    known = register.judgements()
    cases = decided_all(register.cases(), register.journal(), call)
    found = []
    for done, case in enumerate(cases, start=1):
        rests_on, said = known.get(case.ref, ("", None))
        fresh = said is None or rests_on != basis(case, call)
        found.append((case, judge(case, call) if fresh or said is None else said))
        if progress is not None:
            progress(done, len(cases))
    return found


def basis(case: Case, call: Call) -> str:
    """A digest of all that a judgement rests on: the case, the call and this program's version."""
    return hashlib.sha256(f"{__version__}\n{call.model_dump_json()}\n{case.model_dump_json()}".encode()).hexdigest()
