"""Pairs of label and answer on one line: ``Name: Ada<tab>Country: France``, ``Name ______``, ``Name: [control]``."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cbt_cli.domain.calls import QuestionKind
from cbt_cli.forms.known import Known, Match
from cbt_cli.forms.lines import Line
from cbt_cli.forms.prompts import has_leader, is_prompt, split_leaders, typed, without_leaders
from cbt_cli.forms.tree import Text, Token
from cbt_cli.values.dates import read_stamp

_GAP = re.compile(r"\t+|\s{3,}")
_GAP_TOKEN = Text(" ")
"""Stands between texts that a tab or a wide gap sets apart."""
_SENTENCE = 250
"""Letters of a sentence that may hold labels and their answers."""
_LABEL_WORDS = 8
_NAME_WORDS, _DATE_WORDS = 4, 6
"""Words of a place's name, and of a date ("04 / 03 / 2019")."""
_PREPOSITIONS = frozenset({"à", "a", "at", "in"})
_WORDS = 12
"""Words that an unknown label on a line may have."""


@dataclass(slots=True)
class Pair:
    """A label on a line with the tokens that follow it up to the next label."""

    label: str
    match: Match | None
    tokens: list[Token] = field(default_factory=list)
    drawn: bool = False
    """Whether a colon, a tab or a leader sets the answer off, rather than the label standing alone."""
    behind_option: bool = False
    """Whether the label is one of the options listed before it, with words to specify it."""


def pairs_in(line: Line, known: Known) -> list[Pair]:
    """The pairs on a line; tokens before the first label belong to none."""
    chunks = _chunks(line)
    if said := _sentence(chunks, known):
        return said
    pairs: list[Pair] = []
    head: list[Token] = []
    for at, chunk in enumerate(chunks):
        if not isinstance(chunk, Text) or chunk.leader:
            (pairs[-1].tokens if pairs else head).append(chunk)
            continue
        if chunk is _GAP_TOKEN:
            continue
        followed = at + 1 < len(chunks) and not _is_plain(chunks[at + 1])
        after_gap = at > 0 and chunks[at - 1] is _GAP_TOKEN and bool(pairs) and _answered(pairs[-1])
        for piece in _split(chunk, known, followed, first=after_gap or not (pairs or head)):
            if isinstance(piece, Pair) and pairs and _says_again(piece, pairs[-1]):
                pairs[-1].tokens.append(replace(chunk, text=f"{piece.label} "))
            elif isinstance(piece, Pair):
                piece.drawn |= chunks[at + 1 : at + 2] == [_GAP_TOKEN]
                pairs.append(piece)
            else:
                (pairs[-1].tokens if pairs else head).append(piece)
    return pairs


def _says_again(piece: Pair, before: Pair) -> bool:
    """Whether a label is only one of the several that the one before it names, said again in the answer."""
    asked = before.match.questions if before.match else ()
    return len(asked) > 1 and piece.match is not None and not before.tokens and set(piece.match.questions) < set(asked)


def _sentence(chunks: Sequence[Token], known: Known) -> list[Pair]:
    """``Fait à Lyon, le 12/03/2019``: labels of the call as words of a sentence, each before its answer.

    The first begins the line, each other follows a comma, they are different questions and one asks for a date;
    one alone must be short; else nothing.
    """
    first = chunks[0] if chunks else None
    if not isinstance(first, Text) or sum(len(one.text) for one in chunks if isinstance(one, Text)) > _SENTENCE:
        return []
    pairs: list[Pair] = []
    for chunk in chunks:
        if not isinstance(chunk, Text) or chunk.leader:
            if pairs:
                pairs[-1].tokens.append(chunk)
            continue
        for at, piece in enumerate(chunk.text.split(",")):
            begun = _begins(piece, known) if at or chunk is first else None
            if begun is None and not pairs:
                return []
            if begun is None:
                pairs[-1].tokens.append(replace(chunk, text=("," if at else "") + piece))
                continue
            label, match, rest = begun
            pairs.append(Pair(label, match, [replace(chunk, text=rest)] if rest.strip() else [], drawn=True))
    questions = [pair.match.questions[0] for pair in pairs if pair.match]
    if len(pairs) == 1:
        return pairs if _is_short_sentence(pairs[0], questions[0].kind) else []
    if len({one.key for one in questions}) < max(2, len(pairs)):
        return []
    return pairs if any(one.kind is QuestionKind.DATE for one in questions) else []


def _is_short_sentence(pair: Pair, kind: QuestionKind) -> bool:
    """Whether a label with words behind it can be nothing else: ``Fait à Lyon``, where the label ends in a preposition
    and few words follow, the first one a name; ``le 12/03/2019``, a date."""
    texts = [token.text for token in pair.tokens if isinstance(token, Text) and not token.leader]
    if len(texts) < len(pair.tokens) or pair.label.endswith((":", "：")):
        return False
    words = (typed("".join(texts)) or "").split()
    if not 0 < len(words) <= (_DATE_WORDS if kind is QuestionKind.DATE else _NAME_WORDS):
        return False
    if kind is QuestionKind.DATE:
        date = read_stamp(" ".join(words), dt.date.max)
        return not any(doubt.code in {"date-beside-words", "date-unreadable"} for doubt in date.doubts)
    return pair.label.split()[-1].lower() in _PREPOSITIONS and words[0][0].isupper()


def _begins(text: str, known: Known) -> tuple[str, Match, str] | None:
    """The longest known label that ``text`` begins with, and the rest."""
    words = list(re.finditer(r"\S+", text))[:_LABEL_WORDS]
    for word in reversed(words):
        match = known.begins(text[: word.end()])
        if match is not None and len(match.questions) == 1 and not match.rest:
            return text[: word.end()].strip(), match, text[word.end() :].lstrip(" :")
    return None


def _answered(pair: Pair) -> bool:
    """Whether anything but a drawn blank stands behind the label."""
    return any(not isinstance(token, Text) or not token.leader for token in pair.tokens)


def _is_plain(token: Token) -> bool:
    return isinstance(token, Text) and not token.leader


def _chunks(line: Line) -> list[Token]:
    """The tokens with texts split at tabs, wide gaps and leaders; a leader stays as a token of its own."""
    chunks: list[Token] = []
    for token in line.tokens:
        if not isinstance(token, Text) or token.leader:
            chunks.append(token)
            continue
        for at, part in enumerate(split_leaders(token.text) if has_leader(token.text) else [token.text]):
            if at:
                chunks.append(Text("\t", leader=True))
            for field_at, piece in enumerate(_GAP.split(part)):
                if field_at and chunks:
                    chunks.append(_GAP_TOKEN)
                if piece.strip():
                    chunks.append(replace(token, text=piece))
    return chunks


def _split(chunk: Text, known: Known, followed: bool, first: bool) -> list[Text | Pair]:
    """One text as labels and texts. ``followed``: a control, a tick or a leader comes next."""
    text = chunk.text
    if match := known.match(text):
        if followed or text.rstrip().endswith(":"):
            return [Pair(text.strip(), match, drawn=True)]
        return [Pair(text.strip(), match)] if first else [chunk]
    before, colon, after = _at_colon(text, known)
    if colon:
        match = known.match(before)
        if match is not None or (_label_like(before) and (first or not after.strip())):
            rest: list[Text | Pair] = []
            if after.strip():
                rest = _split(replace(chunk, text=after), known, followed, first=False)
            return [Pair(before.strip() + ":", match, drawn=True), *rest]
    if followed and first and _label_like(text) and not text.rstrip().endswith((".", ",")):
        return [Pair(text.strip(), None, drawn=True)]
    return [chunk]


def _at_colon(text: str, known: Known) -> tuple[str, str, str]:
    """``text`` around the colon that ends its first label: a known one where there is one, else the first colon."""
    cuts = [hit.start() for hit in re.finditer(r"[:：](?!//)(?!\d)", text)]
    for cut in cuts:
        if known.match(text[:cut]):
            return text[:cut], ":", text[cut + 1 :]
    return (text[: cuts[0]], ":", text[cuts[0] + 1 :]) if cuts else (text, "", "")


def _label_like(text: str) -> bool:
    """Whether an unknown text could be a label: few words that start with a letter and end no sentence."""
    plain = without_leaders(text).strip()
    if not plain or is_prompt(plain) or "@" in plain or "://" in plain or ". " in plain:
        return False
    return len(plain.split()) <= _WORDS and len(plain) <= 90 and (plain[0].isalpha() or plain[0] in "(*\"'«“0123456789")


def stands_alone(text: str) -> bool:
    """Whether a whole text reads as a label: short, and ended by a colon or a question mark."""
    plain = (typed(text) or "").strip().rstrip("* ")
    if plain.endswith("?") and (len(plain.split()) < 3 or plain[:1].isdigit()):
        return False  # "1950?" is an answer that its writer doubts
    return plain.endswith((":", "?", "：")) and len(plain.split()) <= 30 and not is_prompt(plain)
