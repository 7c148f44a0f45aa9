"""``read_form``: a file's bytes → ``FilledForm``. Whatever the bytes are, it answers; it never raises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.calls import Call, Question, QuestionKind
from cbt_cli.domain.findings import Finding, Severity
from cbt_cli.domain.forms import Answer, FilledForm, FormOutcome
from cbt_cli.forms.answers import answers_of
from cbt_cli.forms.docx import read_docx
from cbt_cli.forms.entries import entries_of
from cbt_cli.forms.evidence import Evidence, evidence
from cbt_cli.forms.found import Found
from cbt_cli.forms.known import Known
from cbt_cli.forms.likeness import misspelt
from cbt_cli.forms.package import Unreadable, open_package
from cbt_cli.forms.scan import scan
from cbt_cli.forms.sniff import READ, sniff, why_unread
from cbt_cli.forms.tree import FormTree
from cbt_cli.forms.xlsx import read_xlsx

_READERS = {"docx": read_docx, "xlsx": read_xlsx}
_COMMON = frozenset({QuestionKind.TEXT, QuestionKind.COUNTRY, QuestionKind.EMAIL, QuestionKind.DATE})
"""Kinds of questions that every form has: name, address, date."""
_FEW = 2
"""Labels that must be found as the call words them before any is taken for misspelt."""


def read_form(data: bytes, call: Call) -> FilledForm:
    """One file as read against the call's form.

    It is a form of the call if a third of the call's questions stand on it as labels, at least three (or all, where the
    call has fewer), among them a quarter of those that are not asked by every form (name, country, e-mail, date…).
    """
    kind = "unknown"
    try:
        kind = sniff(data)
        if kind not in READ:
            return _unread(kind, why_unread(kind))
        return read_tree(_READERS[kind](open_package(data, call.limits)), call)
    except Unreadable as refused:
        return _unread("encrypted" if refused.code == "encrypted" else kind, refused.sentence)
    except (RecursionError, MemoryError):
        return _unread(kind, say("The file is far larger or deeper than any form. Please send a plain copy of it."))
    except Exception:  # noqa: BLE001 - one stranger's file must never end the reading of the others
        return _unread(kind, say("The file could not be read. Please save the form again and send it once more."))


def read_tree(tree: FormTree, call: Call) -> FilledForm:
    """A document's tree as read against the call's form."""
    known = Known.of(call)
    founds = scan(tree, known)
    named = (found for found in founds if found.match and not found.heading and not known.is_section(found.label))
    labels = [match for found in named if (match := known.match(found.label))]
    missing = known.questions.keys() - {one.key for match in labels for one in match.questions}
    if missing and len(missing) < len(known.questions) - _FEW and (aliases := misspelt(known, missing)):
        known = Known.of(call, aliases)
        founds = scan(tree, known)
    seen = [(found, evidence(found, known)) for found in founds]
    entries = tuple(entry for found, one in _asked(seen, known) for entry in entries_of(found, one, known))
    answers, findings = answers_of(seen, known)
    findings += _too_long(answers, call.limits.answer_characters)
    is_form = _is_form(answers, call.form.questions)
    return FilledForm(
        format=tree.format, outcome=FormOutcome.FORM if is_form else FormOutcome.NO_FORM,
        reason=None if is_form else _no_form(seen), form=call.form.name if is_form else None,
        language=_language(founds), entries=entries, answers=answers if is_form else {},
        findings=(*tree.findings, *(findings if is_form else ())), active_content=tuple(tree.active_content),
    )  # fmt: skip


def _asked(seen: Sequence[tuple[Found, Evidence]], known: Known) -> list[tuple[Found, Evidence]]:
    """What is shown: ticks below a section's heading belong to the question whose label, blank itself, stands before
    them."""
    shown: list[tuple[Found, Evidence]] = []
    for found, one in seen:
        before = shown[-1][0] if shown else None
        ticks = bool(one.ticked) and found.question is not None and known.is_section(found.label)
        if before is not None and ticks and before.question is found.question and not before.filled:
            shown[-1] = (replace(found, label=before.label), one)
        else:
            shown.append((found, one))
    return shown


def _too_long(answers: dict[str, Answer], most: int) -> Iterator[Finding]:
    """Answers beyond what can be handled: kept as they stand, and said."""
    for key, answer in answers.items():
        written = [answer.text, *(cell.text for row in answer.rows for cell in row)]
        size = max(len(text or "") for text in written)
        if size > most:
            sentence = say(
                "The answer has {size} characters, and {most} is the most that is handled. Please have it shortened.",
                size=size, most=most,
            )  # fmt: skip
            yield Finding(
                code="answer-too-long", severity=Severity.CLARIFY, sentence=sentence, field=key, place=answer.place
            )


def _is_form(answers: dict[str, Answer], questions: Sequence[Question]) -> bool:
    own = [one for one in questions if one.kind not in _COMMON]
    found = [one for one in own if one.key in answers]
    return len(answers) >= min(max(3, len(questions) / 3), len(questions)) and len(found) * 4 >= len(own)


def _no_form(seen: Sequence[tuple[Found, Evidence]]) -> Sentence:
    if any(one.text or one.ticked for _, one in seen):
        return say("The file can be read, but it is not the application form of this call.")
    return say("The file can be read, but holds no filled form.")


def _language(founds: Sequence[Found]) -> str | None:
    counts = Counter(found.match.language for found in founds if found.match and found.match.language)
    return min(counts, key=lambda language: (-counts[language], language), default=None)


def _unread(kind: str, reason: Sentence) -> FilledForm:
    shown = {"damaged": "zip", "archive": "zip", "damaged-ole": "unknown"}.get(kind, kind)
    return FilledForm(format=shown, outcome=FormOutcome.UNREADABLE, reason=reason)
