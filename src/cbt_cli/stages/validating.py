"""``cbt validate``: every application against every rule of the call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cbt_cli.domain.calls import Call
from cbt_cli.domain.checks import Case, Eligibility, Judgement
from cbt_cli.outputs import write_validation
from cbt_cli.register import Register, open_register
from cbt_cli.rules import judge


@dataclass(frozen=True, slots=True)
class Validation:
    """All applications with their judgements, in order of reference."""

    applications: tuple[tuple[Case, Judgement], ...]

    @property
    def totals(self) -> dict[str, int]:
        """How many are eligible, ineligible, to clarify."""
        counted = Counter(judgement.verdict for _, judgement in self.applications)
        return {str(verdict): counted[verdict] for verdict in Eligibility}


def validate(
    register_file: Path, call: Call, *, output: Path | None = None, progress: Callable[[int, int], None] | None = None
) -> Validation:
    """Judges every application of the register, stores the judgements, and writes the workbook if asked for one."""
    with open_register(register_file, call) as register:
        done = Validation(tuple(judged(register, call, progress)))
        register.keep_judgements(judgement for _, judgement in done.applications)
    if output is not None:
        write_validation(output, call, done.applications)
    return done


def judged(
    register: Register, call: Call, progress: Callable[[int, int], None] | None = None
) -> list[tuple[Case, Judgement]]:
    """Each application of the register with what the rules say of it now, in order of reference."""
    cases = register.cases()
    found = []
    for done, case in enumerate(cases, start=1):
        found.append((case, judge(case, call)))
        if progress is not None:
            progress(done, len(cases))
    return found
