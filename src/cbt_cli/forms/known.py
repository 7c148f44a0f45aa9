"""What the call knows of its form: which printed words name a question, an option, a column, a section."""

from __future__ import annotations

import copy
import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from cbt_cli.domain.calls import Area, Call, Option, Question, QuestionKind
from cbt_cli.values.choices import named_option
from cbt_cli.values.lists import names
from cbt_cli.values.wording import core, cores, find_option, wordings

_PARTS = re.compile(r"\s*(?:\n|\s/\s|/|\||\s[-–—]\s|&)\s*")
_HINT = re.compile(r"^[(\[*].*[)\]]\.?$|^\*")
_ANSWERED = re.compile(r"[:：\n]\s*[-–—/.]+\s*$|[:：]\s*\[[^\[\]]*\]\s*$")
"""A label with a dash or a bracketed prompt for an answer, which its core would not show."""
_ANSWER = re.compile(r"[:：]\s*\w")
"""A colon with words behind it: a label with its answer, and so no misspelt label as a whole."""
_OFFICE = re.compile(
    r"\b(?:for (?:office|official|internal|administrative) use|office use only"
    r"|to be completed by the (?:office|secretariat)"
    r"|reserve a l'administration|cadre reserve|a remplir par l'administration|nur fur (?:den )?internen)\b"
)  # fmt: skip
_MISSPELT = 160
"""Letters of a text that may be a misspelt label."""
_LISTED = 2_000
"""Letters of a text that may be a list of options."""
_LONGEST = 400
"""Letters of a text that may be a label."""


@dataclass(frozen=True, slots=True)
class Match:
    """Printed words that name questions: one, or several for "Telephone / E-mail". ``rest`` are further lines that
    are neither a hint nor the same label in another language. ``language`` is that of the wording, where it is one;
    ``near`` the wording that a misspelt label was taken for."""

    questions: tuple[Question, ...]
    rest: str = ""
    language: str | None = None
    near: str | None = None


_LAST: list[Known] = []


class Known:
    """The call's wordings by their cores."""

    @staticmethod
    def of(call: Call, aliases: Mapping[str, tuple[Question, str]] | None = None) -> Known:
        """What that call knows, for one document; the wordings are kept for the next form of the same call.

        ``aliases`` are misspelt labels of this document: core → question and the wording that it is taken for.
        """
        if not _LAST or _LAST[0].call is not call:
            _LAST[:] = [Known(call)]
        one = copy.copy(_LAST[0])
        one.aliases, one.missed, one._matches = dict(aliases or {}), {}, {}
        return one

    def __init__(self, call: Call) -> None:
        self.call = call
        self.aliases: dict[str, tuple[Question, str]] = {}
        self.missed: dict[str, None] = {}
        """Cores of texts that were looked up as labels and are none."""
        self._matches: dict[str, Match | None] = {}
        self.questions = {question.key: question for question in call.form.questions}
        self._labels: dict[str, set[str]] = defaultdict(set)
        self._languages: dict[str, set[str]] = defaultdict(set)
        self._sections: set[str] = set()
        self._hints: set[str] = set()
        for question in call.form.questions:
            for text in (question.label.en, question.label.fr, *question.variants):
                for found in _label_cores(text):
                    self._labels[found].add(question.key)
            for language, text in (("en", question.label.en), ("fr", question.label.fr)):
                for found in _label_cores(text):
                    self._languages[found].add(language)
                if question.hint:
                    self._hints.add(core(question.hint.of(language)))
                self._sections.add(core(question.section.of(language)))
        self.tables = tuple(one for one in call.form.questions if one.columns)
        self.choosing = tuple(one for one in call.form.questions if self.options(one) and not one.columns)

    def options(self, question: Question) -> tuple[Option | Area, ...]:
        """What can be chosen for ``question``: its options, or the call's areas."""
        return self.call.areas if question.kind is QuestionKind.AREAS else question.options

    def match(self, text: str) -> Match | None:
        """The questions that ``text`` names as a label and nothing else; ``None`` for any other text."""
        if len(text) > _LONGEST:
            return None
        if text not in self._matches:
            self._matches[text] = self._match(text)
            if self._matches[text] is None and len(text) <= _MISSPELT and not _ANSWER.search(text):
                self.missed[_label_cores(text)[-1] if core(text) else ""] = None
        return self._matches[text]

    def begins(self, text: str) -> Match | None:
        """As ``match``, for the first words of a text: they are no label that may be misspelt."""
        return self._match(text)

    def _match(self, text: str) -> Match | None:
        if not text.strip() or _ANSWERED.search(text):
            return None
        for found in _label_cores(text):
            if one := self._one(found):
                return Match((one,), "", self._language(found), self._near(found))
        first, _, rest = text.strip().partition("\n")
        if rest.strip():
            head = self.match(first)
            if head is None:
                return None
            others = [line for line in rest.splitlines() if not self._adds_nothing(line, head)]
            return Match(head.questions, "\n".join(others).strip(), head.language, head.near)
        return self._in_parts(text)

    def wordings(self, keys: Collection[str]) -> dict[str, Question]:
        """Core → question for the wordings that name one of ``keys`` and nothing else."""
        named = ((found, self._one(found)) for found in self._labels)
        return {found: one for found, one in named if one is not None and one.key in keys}

    def _in_parts(self, text: str) -> Match | None:
        """A label in two languages, or two labels in one: every part must be known."""
        parts = [part for part in _PARTS.split(text) if part.strip()]
        named = [next((one for found in _label_cores(part) if (one := self._one(found))), None) for part in parts]
        if len(parts) < 2 or None in named:
            if any(named) and len(text) <= _MISSPELT and not _ANSWER.search(text):  # the other half may be misspelt
                self.missed |= {core(part): None for part, one in zip(parts, named, strict=True) if one is None}
            return None
        unique = tuple({one.key: one for one in named if one is not None}.values())
        near = next((said for part in parts for found in _label_cores(part) if (said := self._near(found))), None)
        return Match(unique, "", self._language(_label_cores(parts[0])[0]), near)

    def _adds_nothing(self, line: str, head: Match) -> bool:
        """Whether a further line in a label's cell is a hint or the label in another language."""
        if not line.strip() or _HINT.match(line.strip()) or core(line) in self._hints:
            return True
        again = next((one for found in _label_cores(line) if (one := self._one(found))), None)
        return again is not None and again in head.questions

    def _one(self, found: str) -> Question | None:
        keys = self._labels.get(found, set())
        if not keys and found in self.aliases:
            return self.aliases[found][0]
        return self.questions[next(iter(keys))] if len(keys) == 1 else None

    def _near(self, found: str) -> str | None:
        return self.aliases[found][1] if found in self.aliases else None

    def _language(self, found: str) -> str | None:
        languages = self._languages.get(found, set())
        return next(iter(languages)) if len(languages) == 1 else None

    def is_section(self, text: str) -> bool:
        """Whether ``text`` is the name of a section of the form."""
        return any(found in self._sections for found in cores(text))

    def is_hint(self, text: str) -> bool:
        """Whether ``text`` is a hint that the form prints."""
        return core(text) in self._hints or core(text.strip("()[] ")) in self._hints

    def is_office(self, text: str) -> bool:
        """Whether ``text`` opens a part that the office fills in, not the applicant."""
        return _OFFICE.search(core(text)) is not None

    def option(self, caption: str, asked: Question | None) -> tuple[Question, str] | None:
        """The question and option key that ``caption`` names: of the question ``asked``, else of the one that has it.

        Words after a colon ("Other topics: trade fairs") do not hinder it.
        """
        among = (asked,) if asked is not None and self.options(asked) else self.choosing
        for words in (caption, caption.partition(":")[0]):
            hits = [(one, key) for one in among if one and (key := find_option(words, self.options(one)))]
            if len(hits) == 1:
                return hits[0]
        return None

    def lists(self, text: str, question: Question) -> bool:
        """Whether ``text`` is a list of options of ``question`` and of nothing else, each of them once."""
        options = self.options(question)
        parts = names(text, lambda words: named_option(words, options)) if options and len(text) <= _LISTED else None
        keys = [named.key if named else None for _, named in parts or ()]
        return bool(keys) and None not in keys and len(set(keys)) == len(keys)

    def column(self, header: str, question: Question) -> str | None:
        """The key of the column of a table question that ``header`` names; ``period`` for one that holds both ends."""
        if core(header) in _PERIOD:
            return "period"
        hits = {one.key for found in cores(header) for one in question.columns if found in _cores_of(wordings(one))}
        return next(iter(hits)) if len(hits) == 1 else None


_PERIOD = frozenset(
    {"period", "dates", "from - to", "from-to", "periode", "du - au", "from/to", "du/au", "years", "date(s)"}
)


@lru_cache(maxsize=16384)
def _label_cores(text: str) -> tuple[str, ...]:
    """The core of ``text`` and the one without hints in brackets, not of its parts."""
    bare = re.sub(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])\s*", " ", text)
    return tuple(dict.fromkeys(found for found in (core(text), core(bare)) if found))


@lru_cache(maxsize=1024)
def _cores_of(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(found for text in texts for found in _label_cores(text))
