"""``cbt match``: eligible mentors to mentees, best first, and the workbook of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cbt_cli.domain.calls import Call
from cbt_cli.domain.matching import Mentor, Needs, Ranking
from cbt_cli.errors import NeedsError
from cbt_cli.matching import match
from cbt_cli.needs import read_needs
from cbt_cli.outputs import write_assignments
from cbt_cli.register import open_register
from cbt_cli.rules import admit
from cbt_cli.stages.validating import judged


@dataclass(frozen=True, slots=True)
class Matching:
    """What was matched, and the result."""

    mentors: tuple[Mentor, ...]
    needs: Needs
    ranking: Ranking


def assign_mentors(register_file: Path, call: Call, workbook: Path, output: Path) -> Matching:
    """Finds the best assignment of the register's eligible applications to the workbook's mentees and writes it."""
    try:
        data = workbook.read_bytes()
    except OSError as error:
        raise NeedsError(
            f"The needs-diagnosis workbook {workbook} cannot be read: {error.strerror}.",
            "Name the workbook of the mentees; cbt init writes an empty one.",
        ) from error
    needs = read_needs(data, workbook.name, call)
    with open_register(register_file, call) as register:
        found = (admit(case, judgement, call) for case, judgement in judged(register, call))
        mentors = tuple(mentor for mentor in found if mentor is not None)
    done = Matching(mentors, needs, match(mentors, needs, call))
    write_assignments(output, call, done.ranking, mentors, needs)
    return done
