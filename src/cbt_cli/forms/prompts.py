"""Blanks and prompts: what stands on a form without being an answer.

Word's own placeholders in its European languages, spreadsheets' "select …", bracketed prompts of form authors, and
leaders (underscores, dots, the en spaces of an empty legacy field).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LEADERS = re.compile(r"_{2,}|\.{4,}|(?:\s?…){2,}|·{3,}|-{4,}|\u2002{2,}")
_SPACE = re.compile(r"[^\S\n]+")

# Each is matched against the folded text, as a whole or with the applicant's words typed after it.
_WORDINGS = (
    r"click(?: or tap)?(?: here)? to (?:enter|add|insert) (?:text|a date)", r"click here to enter (?:text|a date)",
    r"(?:choose|select) an item", r"(?:please )?(?:select|choose)(?: (?:an? )?(?:option|value|item|answer))?",
    r"(?:please )?(?:select|choose) (?:from|one)\b[a-z ]*", r"(?:click|tap) (?:here|to select)",
    r"cliquez(?: ou appuyez)? ici pour (?:entrer|taper|saisir|ajouter) (?:du texte|une date)",
    r"(?:choisissez|selectionnez|choisir|selectionner)(?: un(?:e)? (?:element|option|date|valeur))?",
    r"(?:veuillez )(?:choisir|selectionner)(?: un(?:e)? (?:element|option|date|valeur))?",
    r"klicken(?: oder tippen)? sie hier, um (?:text|ein datum) einzugeben",
    r"(?:wahlen sie ein element aus|bitte (?:aus)?wahlen|element auswahlen)",
    r"haga clic(?: o pulse)? aqui para (?:escribir|introducir|especificar) (?:texto|una fecha)",
    r"(?:elija|seleccione) un(?:a)? (?:elemento|opcion|fecha)",
    r"fare clic(?: o toccare)? qui per (?:immettere|inserire) (?:il )?(?:testo|una data|testo)",
    r"scegliere un elemento|selezionare un elemento",
    r"clique(?: ou toque)? aqui para (?:introduzir|inserir|digitar) (?:o )?(?:texto|uma data)",
    r"(?:escolha|escolher|selecione) um(?:a)? (?:item|opcao|data)",
    r"klik(?: of tik)?(?: hier)? (?:om|als u) (?:een )?(?:tekst|datum)(?: in te voeren| wilt invoeren)|kies een item",
    r"kliknij(?: lub nacisnij)?,? (?:tutaj|tu),? aby wprowadzic (?:tekst|date)|wybierz element",
    r"klicka(?: eller tryck)? har for att ange (?:text|datum)|valj ett objekt",
    r"klik(?: eller tryk)? her for at (?:skrive|angive|indtaste) (?:tekst|en dato)|vælg et element",
    r"klikk(?: eller trykk)? her for a (?:skrive inn tekst|angi en dato)|velg et element",
    r"kirjoita tekstia napsauttamalla tai napauttamalla tata|valitse kohde",
    r"kliknete(?: nebo klepnete)? sem a zadejte (?:text|datum)|zvolte polozku",
    r"faceti clic(?: sau atingeti)? aici pentru a introduce (?:text|o data)|alegeti un element",
    r"szoveg beirasahoz kattintson vagy koppintson ide|valasszon elemet",
    r"καντε κλικ η πατηστε εδω για να εισαγαγετε (?:κειμενο|ημερομηνια)|επιλεξτε ενα στοιχειο",
)  # fmt: skip
_PROMPT = re.compile("(?:" + "|".join(_WORDINGS) + r")[.…]*")
_PROMPT_START = re.compile(
    r"^\W*(?:click(?: or tap)?(?: here)? to enter (?:text|a date)"
    r"|cliquez(?: ou appuyez)? ici pour (?:entrer|taper) (?:du texte|une date)"
    r"|choose an item|choisissez un élément)\.\s*",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    r"^[\[<{«‹]+\s*(?:please|enter|insert|type|select|choose|your|add|click|name of|date|dd|jj|yyyy|aaaa|xx+|\.\.\.|…"
    r"|veuillez|saisi|indiqu|entrer|entrez|votre|nom d|inser|pr[eé]cis|bitte|hier|ihre?)[^\]>}»›]*[\]>}»›]+$",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(r"^(?:\$\{[^}]*\}|\{\{[^}]*\}\}|«[A-Za-z_]+»)$")
_MASK = re.compile(
    r"^\(?(?:[dj]{1,2}|__)\s*[./\-]\s*(?:m{1,2}|__)\s*[./\-]\s*(?:[ya]{2,4}|_{2,4})\)?$|^[./\-\s_]*/[./\-\s_]*/[./\-\s_]*$",
    re.IGNORECASE,
)


_UNIT = re.compile(
    r"^\(?(?:[€$£¥%]|[A-Z]{3}|years?|ans?|années|jahre|months?|mois|days?|jours?|HT|TTC|k€|eur(?:o|os)?"
    r"|(?:€|EUR|euros?)?\s*(?:excl\.?|incl\.?|hors|ex)\s*(?:VAT|TVA|taxes?))\)?$", re.IGNORECASE
)  # fmt: skip
_HINT_LENGTH = 60
_HINTS = re.compile(
    r"\b(?:max(?:imum|\.)?|lines|words|characters|pages|in (?:years|months|euros?|full|block|capital\w*)"
    r"|capitals|optional|if any|where (?:applicable|possible)|you |as in|format|e\.g|please|lignes|mots|caractères"
    r"|au plus|majuscules|en (?:années|mois|euros?|capitales|toutes lettres)|facultatif|le cas échéant|vous |selon"
    r"|exemple)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=16384)
def without_leaders(text: str) -> str:
    """``text`` with white space folded (line breaks kept) and drawn blanks taken out."""
    plain = _LEADERS.sub(" ", text.replace("\u00a0", " "))
    lines = (_SPACE.sub(" ", line).strip() for line in plain.splitlines())
    return "\n".join(lines).strip()


def has_leader(text: str) -> bool:
    """Whether ``text`` holds a drawn blank to be filled."""
    return _LEADERS.search(text) is not None


def split_leaders(text: str) -> list[str]:
    """``text`` between its drawn blanks; one piece where there is none."""
    return _LEADERS.split(text)


def typed(text: str, declared: frozenset[str] = frozenset()) -> str | None:
    """What an applicant typed in ``text``: without leaders, ``None`` where only a prompt or nothing stands there.

    ``declared`` are the prompts that the document itself declares. A prompt with words after it gives those words.
    """
    plain = without_leaders(text)
    after = _PROMPT_START.sub("", plain, count=1)
    if not after or is_prompt(after if after != plain else plain, declared):
        return None
    return after


@lru_cache(maxsize=16384)
def is_prompt(plain: str, declared: frozenset[str] = frozenset()) -> bool:
    """Whether the folded text is a prompt and nothing else."""
    single = " ".join(plain.split())
    if single in declared:
        return True
    if _BRACKETED.match(single) or _TEMPLATE.match(single) or _MASK.match(single):
        return True
    return len(single) < 90 and _PROMPT.fullmatch(_bare(single)) is not None


def _bare(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return plain.replace("ø", "o").strip(" -–—<>[](){}:*\"'")


def is_aside(text: str) -> bool:
    """Whether a whole text stands in brackets, or is a footnote's star: a hint to the label above it, not an answer."""
    plain = without_leaders(text).strip()
    if len(plain) < 4 or sum(letter.isalpha() for letter in plain) < 3:
        return False
    if plain[0] == "*":
        return True
    return plain[0] == "(" and (plain.rstrip(" .*:").endswith(")") or ")" not in plain)


def is_unit(text: str) -> bool:
    """Whether a text only says in what an answer is counted: a currency, years, "excl. VAT"."""
    return len(text) < 30 and _UNIT.match(text.strip()) is not None


def is_printed(text: str) -> bool:
    """Whether a text beside a control is what the form prints there (a unit, a hint, a label) rather than an answer."""
    plain = without_leaders(text).strip()
    return not any(letter.isalnum() for letter in plain) or is_unit(plain) or is_aside(plain) or plain.endswith(":")


def is_short_hint(text: str) -> bool:
    """Whether a line reads like a hint on how to answer: "max. 10 lines", "in capitals", "optional"."""
    return len(text) <= _HINT_LENGTH and _HINTS.search(text) is not None
