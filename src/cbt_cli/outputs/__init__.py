"""The files that the officer gets, one module a kind. A writer's module is imported when it is first asked for: the
libraries behind them are heavy."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cbt_cli.outputs.assignments_csv import write_assignments_csv
    from cbt_cli.outputs.assignments_xlsx import write_assignments
    from cbt_cli.outputs.form_docx import write_form_docx
    from cbt_cli.outputs.form_xlsx import write_form_xlsx
    from cbt_cli.outputs.frontier_xlsx import write_frontier
    from cbt_cli.outputs.mentees_xlsx import write_mentees
    from cbt_cli.outputs.report_docx import write_report_docx
    from cbt_cli.outputs.report_html import write_report
    from cbt_cli.outputs.runs_page import write_runs, write_runs_csv
    from cbt_cli.outputs.validation_xlsx import write_validation

__all__ = [
    "write_assignments",
    "write_assignments_csv",
    "write_form_docx",
    "write_form_xlsx",
    "write_frontier",
    "write_mentees",
    "write_report",
    "write_report_docx",
    "write_runs",
    "write_runs_csv",
    "write_validation",
]

_WRITERS = {
    "write_assignments": "assignments_xlsx",
    "write_assignments_csv": "assignments_csv",
    "write_form_docx": "form_docx",
    "write_form_xlsx": "form_xlsx",
    "write_frontier": "frontier_xlsx",
    "write_mentees": "mentees_xlsx",
    "write_report": "report_html",
    "write_report_docx": "report_docx",
    "write_runs": "runs_page",
    "write_runs_csv": "runs_page",
    "write_validation": "validation_xlsx",
}


def __getattr__(name: str) -> Any:
    if name not in _WRITERS:
        raise AttributeError(f"module {__name__} has no attribute {name}")
    return getattr(import_module(f"{__name__}.{_WRITERS[name]}"), name)
