"""Answers as people spell them, each with what must come of it: money here, the others in ``spellings_…``."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from benchmarks.accuracy.truth import BLANK, DOUBTFUL, Json, Truth, certain, either

NBSP, THIN = "\u00a0", "\u202f"


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as typed. ``iso``, ``number``, ``currency``: what a date picker or a typed cell would hold."""

    text: str
    truth: Truth
    iso: str | None = None
    number: float | None = None
    currency: str | None = None
    example: str = "other"
    """The name of the spelling, for the tally."""


UNSAID = Said("", BLANK)


def typed(text: str, truth: Json = ...) -> Said:
    """Plain text, which must come back as typed unless ``truth`` says otherwise."""
    return Said(text, certain(text if truth is ... else truth))


# Text with {n} plain, {c} 3,100 · {d} 3.100 · {s} 3 100 · {k} 3.1; currency, VAT and unit as the answer states them.
_MONEY: tuple[tuple[str, str | None, str | None, str | None], ...] = (
    ("{n}", None, None, None), ("{d},00 €", "EUR", None, None), ("{s} €", "EUR", None, None),
    ("{s}€", "EUR", None, None), ("€{c}", "EUR", None, None), ("{c}.00 EUR", "EUR", None, None),
    ("EUR {d},-", "EUR", None, None), ("{n} euros HT", "EUR", "excluded", None), ("{s} € TTC", "EUR", "included", None),
    ("{s} EUR + VAT", "EUR", "excluded", None), ("£{c}", "GBP", None, None), ("{k}k", None, None, None),
    ("{s} €HT", "EUR", "excluded", None), ("{d}", None, None, None), ("{c}", None, None, None),
    ("{s}", None, None, None),
    ("{d} €", "EUR", None, None), ("EUR {c}.- excl. VAT", "EUR", "excluded", None), ("{s},– €", "EUR", None, None),
    ("{n} EUR", "EUR", None, None), ("EUR {n}", "EUR", None, None), ("€ {d},00 + IVA", "EUR", "excluded", None),
    ("{d},00 EUR zzgl. MwSt.", "EUR", "excluded", None), ("{d} € netto", "EUR", "excluded", None),
    ("{s} € hors TVA", "EUR", "excluded", None), ("{c} € incl. VAT", "EUR", "included", None),
    ("{s},00 €", "EUR", None, None), ("{n},00", None, None, None), ("{n}.00 €", "EUR", None, None),
    ("{s} € HT par cluster", "EUR", "excluded", "mentee"),
    ("€{c} per mentee, VAT excluded", "EUR", "excluded", "mentee"),
    ("{c} EUR per mentee", "EUR", None, "mentee"), ("{d},00 € / Cluster", "EUR", None, "mentee"),
    ("{k} k€", "EUR", None, None), ("CHF {n}.-", "CHF", None, None), ("{n} euros", "EUR", None, None),
    ("{d},00 Euro", "EUR", None, None), ("EUR {s} (excl. VAT)", "EUR", "excluded", None),
    ("{n}€ HTVA", "EUR", "excluded", None), ("€ {d},– exkl. MwSt.", "EUR", "excluded", None),
    ("{n} €/mentee", "EUR", None, "mentee"), ("{d} Euro pro Cluster", "EUR", None, "mentee"),
    ("CHF {a}.00", "CHF", None, None), ("USD {c}", "USD", None, None), ("{n} Eur", "EUR", None, None),
    ("600 € per day", "EUR", None, "day"), ("550 € HT / jour", "EUR", "excluded", "day"),
    ("€{c} (VAT not included)", "EUR", "excluded", None), ("{s} € net de TVA", "EUR", "excluded", None),
    ("{d},00 € + IVA (21%)", "EUR", "excluded", None), ("{s} € (TVA non applicable)", "EUR", "excluded", None),
    ("{d},00 € más IVA", "EUR", "excluded", None), ("{d} EUR, IVA esclusa", "EUR", "excluded", None),
)  # fmt: skip
_MONEY_DOUBTFUL = (
    "on request", "sur demande", "${c}", "about {n} €", "{n} – 3100 €", "between {n} and 3,100 euros", "environ {s} €",
    "to be discussed", "à convenir", "{n} or 3100 EUR", "max. {s} €, to be negotiated", "see attached offer",
    "{n} € + travel costs", "{n}?", "ca. {n} €", "{n}-3300", "from {n} EUR", "à partir de {s} €", "{n} EUR or CHF",
    "600 €/day x 5 days", "free of charge or {n}", "{n} £/€", "TBC ({n})", "minimum {s} €",
)  # fmt: skip


def grouped(amount: int, between: str) -> str:
    """``3100`` with its thousands parted."""
    return f"{amount:,}".replace(",", between)


def money(rng: Random, stated: dict[str, str]) -> Said:
    """A quotation; ``stated`` is what the printed label states (``currency``, ``vat``, ``unit``)."""
    amount = rng.choice((2900, 2950, 3100, 2750, 3050, 2500, 1800, 2400, 3300, 1950))
    space = rng.choice((" ", NBSP, THIN, " "))
    blanks = {
        "n": str(amount), "c": grouped(amount, ","), "d": grouped(amount, "."), "s": grouped(amount, space),
        "a": grouped(amount, "'"), "k": f"{Decimal(amount) / 1000:f}".rstrip("0").rstrip("."),
    }  # fmt: skip
    if rng.random() < 0.12:
        wording = rng.choice(_MONEY_DOUBTFUL)
        return Said(wording.format(**blanks), DOUBTFUL, example=wording)
    if rng.random() < 0.05:
        text = f"{blanks['s']} € par cluster, soit {grouped(amount * 2, space)} € pour deux"
        return Said(text, _money(amount, "EUR", None, "mentee", stated), example="par cluster, soit … pour deux")
    wording, currency, vat, unit = rng.choice(_MONEY)
    if unit == "day":
        amount = int(wording[:3])
    truth = _money(amount, currency, vat, unit, stated)
    if "k}" in wording and amount % 100:  # "2.95k" is certain to most, not to all
        truth = either(*truth.values)
    if wording == "{d} €" and rng.random() < 0.3:
        blanks["d"] += " "
    plain = wording in ("{n}", "{n} EUR", "{n} euros", "{s} €", "€{c}", "{c}.00 EUR", "{s},00 €", "{d},00 €")
    return Said(wording.format(**blanks), truth, number=amount if plain else None, currency=currency, example=wording)


def _money(amount: int, currency: str | None, vat: str | None, unit: str | None, stated: dict[str, str]) -> Truth:
    """An answer without a currency under a label without one is not certain."""
    said = {
        "amount": f"{amount}.00",
        "currency": currency or stated.get("currency"),
        "vat": vat or stated.get("vat", "unstated"),
        "unit": unit or stated.get("unit", "unstated"),
    }
    if said["currency"] is None:
        return either(said, said | {"currency": "EUR"})
    return certain(said)
