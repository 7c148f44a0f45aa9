"""The difference to the blank form: what stands in both is not an answer.

The organiser knows what its own form printed where answers belong: sample words, a list's first choice, a prompt that
no list of prompts knows. Ticks are left alone: a box that the form ticked beforehand and the applicant left is a
statement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from cbt_cli.domain.forms import Answer, CellAnswer, Entry, FilledForm
from cbt_cli.values.plain_text import folded
from cbt_cli.values.wording import core

_SHORTEST = 8
"""Letters of a printed text that is taken off the front of an answer: shorter ones may well begin one."""


def without_blank(form: FilledForm, blanks: Sequence[FilledForm]) -> FilledForm:
    """``form`` without what one of the ``blanks`` already held under the same label. A printed text with words typed
    after it leaves those words."""
    if not blanks:
        return form
    printed = _printed(blanks)
    answers = {
        key: _answer(answer, [blank.answers[key] for blank in blanks if key in blank.answers])
        for key, answer in form.answers.items()
    }
    return form.model_copy(
        update={"entries": tuple(_entry(entry, printed) for entry in form.entries), "answers": answers}
    )


def _printed(blanks: Sequence[FilledForm]) -> dict[str, set[str]]:
    """Core of a label → what the blank forms print there."""
    found: dict[str, set[str]] = defaultdict(set)
    for blank in blanks:
        for entry in blank.entries:
            found[core(entry.label)].update(text for text in (entry.value, entry.raw) if isinstance(text, str))
    return found


def _entry(entry: Entry, printed: dict[str, set[str]]) -> Entry:
    if not isinstance(entry.value, str):
        return entry
    left = _left(entry.raw or entry.value, printed.get(core(entry.label), set()))
    if left == (entry.raw or entry.value):
        return entry
    return entry.model_copy(update={"value": left, "raw": None})


def _answer(answer: Answer, blanks: Sequence[Answer]) -> Answer:
    texts = {blank.text for blank in blanks if blank.text}
    rows = {_row(row) for blank in blanks for row in blank.rows}
    kept = tuple(row for row in answer.rows if _row(row) not in rows)
    left = _left(answer.text, texts) if answer.text else answer.text
    if left == answer.text and len(kept) == len(answer.rows):
        return answer
    typed = {} if left == answer.text else {"iso": None, "number": None}
    return answer.model_copy(update={"text": left, "rows": kept, **typed})


def _row(row: tuple[CellAnswer, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((cell.column, folded(cell.text or "")) for cell in row)


def _left(text: str, printed: set[str]) -> str | None:
    """What of ``text`` is not printed; ``None`` where nothing is left."""
    plain = folded(text)
    for each in sorted(printed, key=lambda one: (-len(one), one)):
        if plain == folded(each):
            return None
        if len(each) >= _SHORTEST and text.startswith(each):
            return text[len(each) :].lstrip(" \t\n:") or None
    return text
