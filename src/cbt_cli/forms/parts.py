"""Labels in several parts ("Telephone / E-mail"): the parts of the answer, where they can be told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cbt_cli.domain.calls import Question, QuestionKind
from cbt_cli.forms.evidence import Evidence
from cbt_cli.forms.found import Found
from cbt_cli.forms.known import Known

_MAIL = re.compile(r"[^\s@/,;<>()]+@[^\s@/,;<>()]+\.[^\s@/,;<>()]+")
_WEB = re.compile(r"(?:https?://|www\.)[^\s,;]+", re.IGNORECASE)
_PHONE = re.compile(r"(?:tel\.?:?\s*)?\(?\+?\(?\d[\d\s()./\-]{5,}\d", re.IGNORECASE)
_CUT = re.compile(r"\s*(?:\n|\s[/|–—]\s|[,;]\s+)\s*")
_LABEL = re.compile(r"([^\n:/|;,–—]{2,40}):[ \t]*")
_LABELS = re.compile(r"\s*(?:/|\||&|\bet\b|\band\b|\n|,)\s*")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a label with its part of the answer."""

    label: str
    text: str | None
    field: str


def in_parts(found: Found, seen: Evidence, known: Known) -> list[Part] | None:
    """The parts of a label that names several questions; ``None`` where it names one, or the answer cannot be split."""
    questions = found.questions
    if len(questions) < 2:
        return None
    labels = _labels(found, known)
    if seen.text is None:
        return [Part(labels[one.key], None, one.key) for one in questions]
    said = _LABEL.sub(lambda hit: "" if _names_one(hit[1], questions, known) else hit[0], seen.text)
    texts = _by_kind(questions, said) or _in_order(questions, said)
    return [Part(labels[one.key], texts[one.key], one.key) for one in questions] if texts else None


def _names_one(words: str, questions: Sequence[Question], known: Known) -> bool:
    """Whether words before a colon in the answer only repeat one of the labels."""
    match = known.match(words.strip())
    return match is not None and not match.rest and set(match.questions) <= set(questions)


def _labels(found: Found, known: Known) -> dict[str, str]:
    named: dict[str, str] = {}
    for piece in _LABELS.split(found.label):
        match = known.match(piece)
        if match and len(match.questions) == 1:
            named.setdefault(match.questions[0].key, piece.strip(" :"))
    return {one.key: named.get(one.key, found.label) for one in found.questions}


def _by_kind(questions: tuple[Question, ...], text: str) -> dict[str, str | None] | None:
    """An e-mail address, a web address and a telephone number know themselves."""
    texts: dict[str, str | None] = {}
    rest = text
    for one in sorted(questions, key=lambda one: one.kind is not QuestionKind.EMAIL):
        shape = _shape(one)
        if shape is None:
            continue
        hits = shape.findall(rest)
        if len(hits) > 1:
            return None
        texts[one.key] = hits[0].strip() if hits else None
        rest = shape.sub(" ", rest, count=1)
    others = [one for one in questions if one.key not in texts]
    left = re.sub(r"^[\s/|,;:–—-]+|[\s/|,;:–—-]+$", "", rest)
    if not texts or len(others) > 1 or (left and not others and re.search(r"\w", left)):
        return None
    return texts | {one.key: left or None for one in others}


def _shape(question: Question) -> re.Pattern[str] | None:
    if question.kind is QuestionKind.EMAIL:
        return _MAIL
    return {"phone": _PHONE, "website": _WEB}.get(question.key)


def _fits(question: Question, piece: str) -> bool:
    """Whether a piece could answer that question: an address knows itself, and answers nothing else."""
    shape = _shape(question)
    return shape.search(piece) is not None if shape is not None else "@" not in piece


def _in_order(questions: tuple[Question, ...], text: str) -> dict[str, str | None] | None:
    pieces = [piece.strip() for piece in _CUT.split(text) if piece.strip()]
    if len(pieces) != len(questions) or not all(map(_fits, questions, pieces)):
        return None
    return {one.key: piece for one, piece in zip(questions, pieces, strict=True)}
