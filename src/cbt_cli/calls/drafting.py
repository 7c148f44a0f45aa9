"""A call file started from an organisation's blank form: its labels become questions, for the officer to correct.

What a form does not say (deadline, cap, countries, rules) is that of the founding call, and marked as such.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from cbt_cli.domain.applications import Application
from cbt_cli.domain.calls import Call, Question, QuestionKind
from cbt_cli.domain.forms import Entry, EntryKind
from cbt_cli.values.plain_text import folded, visible
from cbt_cli.values.wording import core

_BY_WORDS = (
    (QuestionKind.EMAIL, r"\be-?mail|courriel|adresse electronique|correo"),
    (QuestionKind.DATE, r"\bdates?\b|datum|\bfecha\b"),
    (QuestionKind.YEARS, r"years of|annees d|jahre"),
    (
        QuestionKind.MONEY,
        r"amount|price|\bcosts?\b|budget|\bfees?\b|quotation|montant|prix\b|cout|devis|betrag|preis|importe|€|\beur\b",
    ),
    (QuestionKind.COUNTRY, r"^country|^pays\b|^land$|nationalit|^pais\b"),
    (QuestionKind.LANGUAGES, r"\blanguages?\b|\blangues?\b|sprachen?|idiomas?"),
    (QuestionKind.WHOLE_NUMBER, r"^number of|^nombre d|how many|combien|anzahl"),
    (
        QuestionKind.LONG_TEXT,
        r"describe|description|motivation|\bwhy\b|explain|summary|comments|decri|pourquoi|beschreib",
    ),
)
_BY_ENTRY = {EntryKind.DATE: QuestionKind.DATE, EntryKind.TICK: QuestionKind.TICK}
_MOST = 300
"""Questions that are made of one form."""


@dataclass(slots=True)
class Draft:
    """One question in the making."""

    key: str
    label: str
    section: str
    kind: QuestionKind
    options: list[str] = field(default_factory=list)
    model: Question | None = None
    """The founding call's question that the label names."""


def questions_of(entries: Sequence[Entry], base: Call) -> list[Draft]:
    """The questions that a blank form asks, in its order. A label that the founding call knows becomes its question."""
    tables = {entry.place.steps[:1] for entry in entries if entry.field == "experience"}
    drafts: dict[str, Draft] = {}
    for entry in entries:
        grouped = entry.kind is EntryKind.TICK and entry.group
        label = folded(visible(str(entry.group if grouped else entry.label))).rstrip(" :*")
        model = base.form.question(entry.field) if entry.field else None
        if not core(label) or (model is None and entry.place.steps[:1] in tables) or len(drafts) >= _MOST:
            continue
        draft = drafts.get(core(label) if model is None else model.key)
        if draft is None:
            draft = _draft(label, entry, model, {one.key for one in drafts.values()})
            drafts[core(label) if model is None else model.key] = draft
        if grouped and model is None:
            draft.kind = QuestionKind.CHOICE
            draft.options.append(folded(visible(entry.label)))
        draft.options += [option for option in entry.options if option not in draft.options and model is None]
    for draft in drafts.values():
        if draft.model is None and draft.kind is not QuestionKind.TICK and len(draft.options) > 1:
            draft.kind = QuestionKind.CHOICE
        elif draft.kind is QuestionKind.CHOICE:
            draft.kind = QuestionKind.TICK
    return list(drafts.values())


def _draft(label: str, entry: Entry, model: Question | None, taken: Collection[str]) -> Draft:
    section = folded(visible(entry.section or "")) or "Form"
    if model is not None:
        return Draft(model.key, label, section, model.kind, model=model)
    kind = _BY_ENTRY.get(entry.kind) or next(
        (kind for kind, words in _BY_WORDS if re.search(words, core(label))), QuestionKind.TEXT
    )
    return Draft(_key(label, {*taken, *Application.model_fields}), label, section, kind)


def _key(label: str, taken: Collection[str]) -> str:
    plain = unicodedata.normalize("NFKD", core(label)).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    key = words if words[:1].isalpha() else f"question_{words}".rstrip("_")
    key, at = key[:40].rstrip("_"), 2
    while key in taken:
        key, at = f"{key.removesuffix(f'_{at - 1}')}_{at}", at + 1
    return key


def call_text(
    base_text: str, drafts: Sequence[Draft], rules: Collection[str], *, name: str, blank: str, language: str
) -> str:
    """The call file: the founding call's (``base_text``) with the form of the blank. ``rules``: those that the form has
    answers for; ``name``: what the call is called until the officer says; ``language``: that of the labels."""
    head, rest = base_text.split("\n[form]\n", 1)
    tail = rest[rest.index("# Rules:") :]
    head = re.sub(r'^id = ".*"$', f"id = {_text(_slug(name))}", head, count=1, flags=re.MULTILINE)
    head = re.sub(
        r'^title\.(en|fr) = ".*"$', lambda found: f"title.{found[1]} = {_text(name)}", head, flags=re.MULTILINE
    )
    head = re.sub(r"^synthetic_form = true\b.*$", "synthetic_form = false", head, count=1, flags=re.MULTILINE)
    head = head[head.index("schema = 1") :]
    lines = [
        f"# A call file started from the blank form {visible(blank)}.",
        "# SET what the form does not say: title, deadline, quotation, countries, areas and rules are those of the",
        "# founding call of cbt. Correct the kind of each question; `required = true`: it must be answered.",
        head.rstrip(),
        "",
        "[form]",
        f"name = {_text(_slug(name))}",
        f"title = {_words(name)}",
        'intro = { en = "", fr = "" }',
        f"blanks = [{_text(blank)}]   # what stands in this file as well is not an answer",
        "",
        "# kind: text, long_text, country, countries, email, choice, years, whole_number, experience, areas,",
        "# languages, list, money, tick, date. variants: other wordings that mean the same question.",
        *(line for draft in drafts for line in _question(draft, language)),
        "",
        _rules(tail, rules),
    ]
    return "\n".join(lines)


def _question(draft: Draft, language: str) -> Iterator[str]:
    model = draft.model
    yield "[[form.questions]]"
    yield f"key = {_text(draft.key)}"
    yield f'kind = "{draft.kind}"' + ("" if model else "   # guessed: is it right?")
    if model is not None and model.required:
        yield "required = true"
    yield f"section = {_words(draft.section)}"
    own = {"en": draft.label, "fr": draft.label}
    if model is not None:
        own |= {other: model.label.of(other) for other in ("en", "fr") if other != language}
        yield f"variants = {json.dumps([model.label.of(language), *model.variants], ensure_ascii=False)}"
    yield f"label = {{ en = {_text(own['en'])}, fr = {_text(own['fr'])} }}"
    if model is not None and model.none_words:
        yield f"none_words = {json.dumps(list(model.none_words), ensure_ascii=False)}"
    if model is None and draft.kind is QuestionKind.CHOICE:
        taken: list[str] = []
        yield "options = ["
        for option in draft.options:
            taken.append(_key(option, taken))
            yield f"  {{ key = {_text(taken[-1])}, label = {_words(option)} }},"
        yield "]"
    for name in ("columns", "options") if model is not None else ():
        for item in getattr(model, name):
            yield f"[[form.questions.{name}]]"
            yield f"key = {_text(item.key)}"
            yield f"label = {{ en = {_text(item.label.en)}, fr = {_text(item.label.fr)} }}"
            yield f"variants = {json.dumps(list(item.variants), ensure_ascii=False)}"


def _rules(tail: str, rules: Collection[str]) -> str:
    """The founding call's rules that the form has answers for, and what follows them."""
    before, *blocks = tail.split("[[rules]]\n")
    last, after = blocks[-1].split("\n[matching]\n", 1)
    kept = [block for block in (*blocks[:-1], last + "\n") if block.split('"', 2)[1] in rules]
    locked = re.sub(r"^locked = \[.*\]$", "locked = []", after, flags=re.MULTILINE)
    return before + "".join(f"[[rules]]\n{block}" for block in kept) + "\n[matching]\n" + locked


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "call"


def _words(text: str) -> str:
    return f"{{ en = {_text(text)}, fr = {_text(text)} }}"


def _text(text: str) -> str:
    """A TOML basic string; JSON's escapes are among TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
