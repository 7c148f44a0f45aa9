"""The words that stand around an amount. An answer is read only if every part of it is known; the rest is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from cbt_cli.domain.applications import Unit, Vat
from cbt_cli.values.amounts import FIGURE, NO_CENTS, Figure, figure
from cbt_cli.values.number_words import RUN, WORD, spelled


class Kind(StrEnum):
    """What a part of the answer is."""

    AMOUNT = "amount"
    CURRENCY = "currency"
    VAT = "vat"
    UNIT = "unit"
    OTHER_UNIT = "other_unit"
    BREAK = "break"
    FILLER = "filler"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its kind, its plain text, and what it says. ``count``: for how many mentees a total is. ``currency`` is
    ``None`` for a sign that several currencies share (``$``)."""

    kind: Kind
    text: str
    figure: Figure | None = None
    currency: str | None = None
    vat: Vat | None = None
    unit: Unit | None = None
    count: int | None = None


_TAX = (
    r"(?:vat|v\.a\.t\.?|tva|t\.v\.a\.?|iva|i\.v\.a\.?|mwst\.?|ust\.?|mehrwertsteuer|umsatzsteuer|btw|value added tax|"
    r"taxe?s?)"
)
_RATE = r"(?:\(? ?\d{1,2}(?:[.,]\d{1,2})? ?% ?\)?)"
_BEFORE_OUT = (
    r"(?:excl\.?|excluding|exclusive(?: of)?|excluded|exc\.?|exkl\.?|exklusive|ohne|without|w/o|ex\.?|net of|nets? de|"
    r"nettes? de|sans|sin|senza|before|hors|plus|zzgl\.?|zuzuglich|oltre|mas|\+|\+ ?plus|exempt (?:of|from)|free of)"
)
_AFTER_OUT = (
    r"(?:is |sont |est )?(?:excl\.?|excluded|exclusive|excluding|exc\.|not (?:yet )?included|not incl\.?|exclue?s?|"
    r"non (?:incluse?s?|comprise?s?|applicables?)|en sus|exempt(?:ed)?|free|not applicable|no inclu[iy]d[oa]|"
    r"excluid[oa]|esclus[oa]|nicht (?:enthalten|inbegriffen)|exkl\.?|extra|to be added|a ajouter|en plus)"
)
_BEFORE_IN = r"(?:incl\.?|including|inclusive(?: of)?|included|inc\.?|inkl\.?|inklusive|with|avec|con|y compris|mit)"
_AFTER_IN = (
    r"(?:is |est |sont )?(?:incl\.?|included|inclusive|including|inc\.|incluse?s?|comprise?s?|inclu[iy]d[oa]s?|"
    r"inclus[oa]|inkl\.?|enthalten|inbegriffen)"
)
_IF_ANY = r"(?:,? ?\(?(?:if applicable|if any|where applicable|le cas echeant|si applicable)\)?)?"
_EXCLUDED = (
    r"tva non applicable,? ?\(?(?:(?:en vertu de |selon )?(?:l')?art(?:icle)?\.? ?)?293 ?-?b"
    r"(?: (?:du )?(?:cgi|code general des impots))?\)?|"
    rf"{_BEFORE_OUT} ?(?:the |la |de )?{_RATE}? ?{_TAX}(?: ?{_RATE})?{_IF_ANY}|{_TAX} ?{_RATE}? ?{_AFTER_OUT}|"
    rf"{_TAX}:? ?\(?0 ?%\)?|(?<!\d)0 ?% ?{_TAX}|(?:not subject to|no|not liable for) {_TAX}|"
    rf"exoneree? de (?:la )?tva|non assujettie?s? a la tva|"
    r"h\.? ?t\.?|htva|hors[ -]taxes?|hors[ -]tva|netto|nets?|nettes?"
)
_INCLUDED = (
    rf"(?:all|toutes) {_TAX} (?:included|inclusive|comprises|incluses)|{_BEFORE_IN} ?(?:the |la )?{_RATE}? ?{_TAX}"
    rf"(?: ?{_RATE})?|{_TAX} ?{_RATE}? ?{_AFTER_IN}|t\.? ?t\.? ?c\.?|tvac|gross|brutto|brut"
)
_MENTEES = (
    r"(?:mentees?(?: clusters?)?|mentorees?|mentores?|clusters?(?: mentees?| accompagnes?| managers?)?|"
    r"accompagnements?|beneficiar(?:y|ies)|beneficiaires?|mentorings?|mentorats?)"
)
_MENTEE = (
    r"(?:per|par|pro|je|each|chaque|for each|for every|pour chaque|for (?:one|1|a|the)|pour (?:un|1|le)|fur jeden|por) "
    rf"{_MENTEES}|/ ?{_MENTEES}|each|chacune?|apiece|l'unite|(?:1|one|un) {_MENTEES}"
)
_DAY = (
    r"(?:(?:per|par|pro|je|each|a|por|al|/) ?(?:working |man[ -]?|person[ -]?)?(?:day|jour|journee|tag|dia|giorno))"
    r"(?: de travail|/homme)?|/ ?[jd](?! ?[.)])|daily(?: rate| fee)?|day rate|tjm|"
    r"(?:tarif |taux )?journalier|tagessatz|per diem"
)
_COUNT = rf"(?:\d{{1,2}}(?![.,' ]?\d)|{WORD})"
_END = r"(?= ?(?:$|[,;.)\]=:\n]))"
_FOR_ALL = (
    rf"(?:(?:for|pour|fur|per) )?(?:(?:the|les|all|all the|a total of) )?(?P<count>{_COUNT}) {_MENTEES}|"
    rf"(?:for|pour|fur) (?:les )?(?P<bare>{_COUNT}){_END}|(?:for |pour )?(?P<both>both|les deux)(?: {_MENTEES})?"
)
_TOTAL = (
    rf"(?:for|pour) (?:all|tous les|l'ensemble des)(?: the)? {_MENTEES}|(?:as a |in |au |en |im |in the )?total|"
    r"(?:total |overall )?(?:price|amount|cost) total|montant total|en tout|forfait(?:aire)?|lump[ -]?sum|"
    r"flat[ -](?:fee|rate)|insgesamt|gesamt(?:betrag|preis)?|pauschale?|global(?:ement)?|altogether|in all|overall"
)
_OTHER_UNIT = (
    r"(?:per|par|pro|je|a|an|por|/) ?(?:hour|hr|heure|stunde|month|mois|monat|week|semaine|woche|year|annee|jahr|"
    r"session|seance|visite?|mission|person|personne|participant|workshop|atelier|half[ -]day|demi[ -]journee|company|"
    r"entreprise|trip)|(?:par |/ ?)an|/ ?h|hourly(?: rate)?|monthly|yearly|horaire|mensuel|weekly"
)
_CURRENCIES = {
    "EUR": r"€uros?|€|euros?|eur\.?",
    "GBP": r"£|gbp|pounds?(?: sterling)?|livres? sterling",
    "USD": r"usd|us ?\$|us dollars?|dollars? us",
    "CHF": r"chf|sfr\.?|swiss francs?|francs? suisses?",
    "CZK": r"czk|kc",
    "PLN": r"pln|zł",
} | {
    code: code.lower()
    for code in (
        *("SEK", "NOK", "DKK", "HUF", "RON", "BGN", "HRK", "ISK", "TND", "MAD", "DZD", "EGP", "JOD", "LBP", "ILS"),
        *("CAD", "AUD", "JPY", "CNY", "RSD", "UAH"),
    )
}
_UNSURE = r"\$|¥|kr\.?|dollars?|dinars?|dirhams?|livres?"
_FILLER = (
    r"fees?|price|amount|costs?|quotation|quote|offer|devis|honoraires|tarif|prix|montant|cout|my|our|mon|notre|is|of|the|"
    r"de|le|la|les|du|des|une?|an?|est|ist|sum|only|and|et|und|preis|betrag|angebot|proposed|we|i|offre|for|pour|"
    r"mentoring|financial|financiere|nous|je|propos(?:e|ons)|offrons|soumettons|submit|charge|will|would|be|sera(?:it)?|"
    r"s'eleve|as|follows|following|suivante?"
)
_THOUSANDS = r"k(?=eur)|(?:k|mille|thousand|tausend|tsd\.?)(?![^\W\d_])"
_MILLIONS = r"(?:millions?|mio\.?|mln\.?|mn\.?|millionen)(?![^\W\d_])"


def _whole(phrases: str) -> str:
    """``phrases`` as whole words: a letter may not go on into another, while signs and figures may touch."""
    return rf"(?:(?<![^\W\d_])|(?=[\W\d_]))(?:{phrases})(?:(?<=[\W\d_])|(?![^\W\d_]))"


_AMOUNT = (
    rf"(?P<figure>{FIGURE})(?:(?P<cents>{NO_CENTS})(?!\d)| ?(?:(?P<thousands>{_THOUSANDS})|(?P<millions>{_MILLIONS})))?"
)
_GRAMMAR = re.compile(
    "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in (
            ("excluded", _whole(_EXCLUDED)),
            ("included", _whole(_INCLUDED)),
            ("day", _whole(_DAY)),
            ("other_unit", _whole(_OTHER_UNIT)),
            ("mentee", _whole(_MENTEE)),
            ("for_all", _whole(_FOR_ALL)),
            ("total", _whole(_TOTAL)),
            ("amount", _AMOUNT),
            *((code, _whole(phrases)) for code, phrases in _CURRENCIES.items()),
            ("unsure", _whole(_UNSURE)),
            ("break", r"[,;:()\[\]/|=\n]|\.(?!\d)|" + _whole(r"soit|i\.?e\.?|that is|c'est[ -]a[ -]dire")),
            ("spelled", RUN),
            ("filler", _whole(_FILLER)),
            ("unknown", r"[^\W\d_]+|\S"),
        )
    )
)
_VATS = {"excluded": Vat.EXCLUDED, "included": Vat.INCLUDED}
_UNITS = {"day": Unit.DAY, "mentee": Unit.MENTEE, "total": Unit.TOTAL}


def parts(text: str) -> Iterator[Part]:
    """The parts of plain ``text`` (lines parted by ``\\n``) from left to right; nothing but white space is left out."""
    for found in _GRAMMAR.finditer(text):
        name = found.lastgroup or "unknown"
        if found["amount"] is not None:
            yield _amount(found)
        elif found["for_all"] is not None:
            yield _for_all(found)
        elif found["spelled"] is not None:
            yield _spelled(found.group())
        elif name in _VATS:
            yield Part(Kind.VAT, found.group(), vat=_VATS[name])
        elif name in _UNITS:
            yield Part(Kind.UNIT, found.group(), unit=_UNITS[name])
        elif name in _CURRENCIES or name == "unsure":
            yield Part(Kind.CURRENCY, found.group(), currency=name if name in _CURRENCIES else None)
        else:
            yield Part(Kind(name), found.group())


def _amount(found: re.Match[str]) -> Part:
    read = figure(found["figure"], whole=found["cents"] is not None)
    factor = 1000 if found["thousands"] else 1_000_000 if found["millions"] else 1
    if read is not None and factor > 1:  # with a multiple, "3.100" could be either: no reading then
        read = None if read.grouped is not None or read.plain is None else Figure(read.plain * factor)
    return Part(Kind.AMOUNT if read else Kind.UNKNOWN, found.group(), figure=read)


def _for_all(found: re.Match[str]) -> Part:
    words = found["count"] or found["bare"]
    count = 2 if words is None else int(words) if words.isdigit() else spelled(words)
    if count == 1:
        return Part(Kind.UNIT, found.group(), unit=Unit.MENTEE)
    return Part(Kind.UNIT if count else Kind.UNKNOWN, found.group(), unit=Unit.TOTAL, count=count)


def _spelled(words: str) -> Part:
    number = spelled(words)
    if number == 1:
        return Part(Kind.FILLER, words)  # "un forfait"
    if number is None or number < 100:
        return Part(Kind.UNKNOWN, words)
    return Part(Kind.AMOUNT, words, figure=Figure(Decimal(number)))
