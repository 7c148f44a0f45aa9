"""Answers that read like another question of the form: nobody can tell whether they are answers, so a person is told.

A form often asks what the call does not know (date of birth, VAT number). Where such a question stands right behind a
blank, its label may be all that there is to read for the question before it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Sequence

from cbt_cli.domain.base import say
from cbt_cli.domain.findings import Finding, Severity
from cbt_cli.forms.evidence import Evidence
from cbt_cli.forms.found import Found
from cbt_cli.forms.known import Known
from cbt_cli.forms.likeness import letter_pairs
from cbt_cli.values.wording import core

_ASKED = (
    # English
    r"(?:date|place|country) of birth|birth ?date|(?:postal |home |business |mailing )?address|street|city|town|"
    r"post ?code|zip(?: code)?|(?:vat|tax|registration|company|passport|id|identity)(?: card)? (?:number|no|id)|"
    r"fax(?: number)?|gender|sex|civil status|nationality|iban|bank (?:account|details)|stamp|signature|"
    r"how did you (?:hear|learn|find)[^?]*|where did you (?:hear|learn)[^?]*|contact person|legal (?:form|status|name)|"
    r"number of (?:employees|members|staff)|year of (?:creation|foundation)|"
    # French
    r"(?:date|lieu) de naissance|adresse(?: postale| professionnelle| personnelle)?|rue|code postal|ville|"
    r"(?:numero|n°|no) (?:de )?(?:tva|siret|siren|passeport|fiscal)|siret|siren|telecopie|sexe|civilite|nationalite|"
    r"cachet|comment avez-vous (?:connu|entendu|appris)[^?]*|personne de contact|forme juridique|raison sociale|"
    r"effectif|nombre (?:de salaries|d'employes|de membres)|annee de creation|rib|"
    # German, Spanish, Italian
    r"geburts(?:datum|ort)|anschrift|strasse|plz|postleitzahl|wohnort|steuernummer|ust-?id(?:nr)?|unterschrift|stempel|"
    r"fecha de nacimiento|direccion|firma|sello|codice fiscale|indirizzo|data di nascita"
)
_LABEL = re.compile(rf"(?:{_ASKED})(?:$|[ ]?[:?]|\s+[\d+])")
_PIECES = re.compile(r"\s*(?:/|\||&|\n|\s-\s)\s*")
_LIKE, _SHORTEST, _LONGEST, _LABELS = 0.72, 5, 200, 100
"""How alike (difflib ratio) an unknown label must be, letters that it has, and labels that are looked at."""
_VERY_LIKE = 0.85
"""How alike an answer must be to a label to be suspected of being one."""
_MOST = 20
"""Words beyond which a text is an answer, whatever it begins with."""


def reads_like_a_label(text: str) -> bool:
    """Whether an answer, or a line of it, begins with what forms ask for, and goes on as a label does: with nothing, a
    colon, a question mark, or figures; or whether the answer is a question or a heading itself."""
    first, *others = (line.strip() for line in text.strip().split("\n"))
    if len(first.split()) <= _MOST and (_asks(first) or (len(first.split()) > 2 and first.endswith("?"))):
        return True
    if not others:
        return len(first.split()) < 7 and first.endswith(":")
    return any(_asks(line) for line in others if len(line.split()) <= _MOST)


def _asks(line: str) -> bool:
    ending = line[-1:] if line[-1:] in (":", "?") else ""
    return _LABEL.match(" ".join(core(line).split()) + ending) is not None


def unclaimed(founds: Sequence[tuple[Found, Evidence]], open_ones: Collection[str], known: Known) -> list[Finding]:
    """Findings on questions left open (``open_ones``) whose label an unknown one with an answer may be, misspelt beyond
    what is taken for it: so that no answer gets lost without a word."""
    wordings = known.wordings(open_ones)
    nearest = _Nearest(wordings)
    found: dict[str, Finding] = {}
    unknown = [(one, seen) for one, seen in founds if one.match is None and one.applicants]
    for one, seen in [pair for pair in unknown if pair[1].text or pair[1].ticked][:_LABELS]:
        label = one.group or one.label  # where rows have names, the name of the row
        near = _meant(label, seen.text or "", nearest)
        if near is not None and wordings[near].key not in found:
            found[wordings[near].key] = Finding(
                code="answer-under-unknown-label", severity=Severity.CLARIFY, field=wordings[near].key,
                place=seen.place, raw=(seen.text or label)[:300],
                sentence=say("“{label}” may be meant for “{wording}”; what stands there was not taken for it.",
                             label=label[:120], wording=near),
            )  # fmt: skip
    return list(found.values())


def _meant(label: str, said: str, nearest: _Nearest) -> str | None:
    """The wording that an unknown label may be: a label in two parts may be known in one and misspelt in the other. In
    a table whose header was taken for labels, a label stands among the answers (``said``)."""
    whole = core(label)
    pieces = [core(piece) for piece in _PIECES.split(label)]
    if known := next((piece for piece in pieces if piece != whole and piece in nearest.pairs), None):
        return known
    parts = (nearest.to(part, _LIKE) for part in (whole, *pieces))
    return next(filter(None, parts), None) or nearest.to(core(said), _VERY_LIKE)


class _Nearest:
    """The wording that is most like a text, if any is like enough; each text is compared once."""

    def __init__(self, wordings: Collection[str]) -> None:
        self.pairs = {one: letter_pairs(one) for one in wordings if len(one) >= _SHORTEST}
        self._seen: dict[tuple[str, float], str | None] = {}

    def to(self, part: str, like: float) -> str | None:
        """``None`` for what is like none, and for known words, which are no label of the question here."""
        if not _SHORTEST <= len(part) <= _LONGEST or part in self.pairs:
            return None
        if (part, like) not in self._seen:
            own = letter_pairs(part)
            fit = [
                one for one, pairs in self.pairs.items()
                if abs(len(one) - len(part)) * 3 <= len(part) and len(own & pairs) * 3 >= len(pairs)
            ]  # fmt: skip
            self._seen[part, like] = next(iter(difflib.get_close_matches(part, fit, n=1, cutoff=like)), None)
        return self._seen[part, like]
