"""``assignments.xlsx``: who mentors whom, how everybody else ranked, what it costs, and how it was found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cbt_cli.domain.calls import Call
from cbt_cli.domain.matching import Mentor, Needs, Ranking
from cbt_cli.outputs.assignment_pages import ASSIGNMENTS, assignments, not_allowed, ranking, scores
from cbt_cli.outputs.book import opens, workbook_of
from cbt_cli.outputs.matched import Matched
from cbt_cli.outputs.method_page import method
from cbt_cli.outputs.page import Page
from cbt_cli.outputs.people_pages import left_without, mentors
from cbt_cli.outputs.safe_file import replace_file

_PAGES = (assignments, ranking, scores, mentors, left_without, not_allowed, method)
"""The sheets in their order."""


def write_assignments(
    output: Path, call: Call, found: Ranking, admitted: Sequence[Mentor], needs: Needs, more: Sequence[Page] = ()
) -> None:
    """Writes the workbook of a matching to ``output``, the same bytes for the same matching; ``more``: sheets after its
    own. Raises ``OutputError``."""
    replace_file(output, assignments_workbook(call, found, admitted, needs, more), opens)


def assignments_workbook(
    call: Call, found: Ranking, admitted: Sequence[Mentor], needs: Needs, more: Sequence[Page] = ()
) -> bytes:
    """The workbook of a matching as a file."""
    matched = Matched(call, found, admitted, needs)
    return workbook_of(call, ASSIGNMENTS, [*(page(matched) for page in _PAGES), *more])
