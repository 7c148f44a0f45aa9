"""A table question answered in blocks: its columns as labels, one below the other, block after block."""

from __future__ import annotations

from collections.abc import Sequence

from cbt_cli.domain.calls import Question
from cbt_cli.domain.forms import CellAnswer
from cbt_cli.forms.found import Found
from cbt_cli.forms.known import Known, Match
from cbt_cli.forms.lines import answered

_LEAST = 3
"""Columns of the question that a block must name."""
_OPENING = frozenset({"start", "end", "period"})
"""Columns of which a block must name one: all others are labels that stand alone on a form as well."""


def gather_blocks(founds: list[Found], known: Known) -> None:
    """Gives the blocks among ``founds`` to their table question as rows, unless a table has answered it. Their labels
    are then no questions of their own ("Organisation" in a block is the employer's, not the applicant's)."""
    for question in known.tables:
        if any(found.rows for found in founds if found.question is question):
            continue
        blocks = _blocks(founds, question, known)
        if not blocks:
            continue
        table = _asked(founds, question, blocks[0])
        for block in blocks:
            row = tuple(_cell(key, found) for key, found in block.items())
            if any(cell.text for cell in row):
                table.rows.append(row)
            for found in block.values():
                found.match, found.group = None, table.label


def _blocks(founds: Sequence[Found], question: Question, known: Known) -> list[dict[str, Found]]:
    """Runs of labels that are columns of ``question``; one begins anew where a column comes again."""
    runs: list[dict[str, Found]] = [{}]
    for found in founds:
        key = known.column(found.label, question) if found.label and not found.ticked and found.applicants else None
        if key is None or key in runs[-1]:
            runs.append({})
        if key is not None:
            runs[-1][key] = found
    return [run for run in runs if len(run) >= _LEAST and not _OPENING.isdisjoint(run)]


def _asked(founds: list[Found], question: Question, block: dict[str, Found]) -> Found:
    """The question's own label, or one in front of the first block."""
    for found in founds:
        if found.question is question and not found.filled:
            return found
    first = next(iter(block.values()))
    made = Found(first.section or "", first.place, Match((question,)), first.section, drawn=True, story=first.story)
    founds.insert(founds.index(first), made)
    return made


def _cell(key: str, found: Found) -> CellAnswer:
    lines = [line for spot in found.spots for line in spot.lines]
    text = "\n".join(part for line in lines if (part := answered(line.tokens, line.declared))) or None
    isos = [spot.cell.iso for spot in found.spots if spot.cell and spot.cell.iso]
    isos += [control.iso for line in lines for control in line.controls if control.iso]
    place = found.spots[0].place if found.spots else found.place
    return CellAnswer(column=key, text=text, place=place, iso=isos[0] if isos else None)
