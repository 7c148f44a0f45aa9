"""Answers as people spell them, each with what must come of it. ``at`` is the language of the answer (en or fr)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
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


# ---- money -----------------------------------------------------------------------------------------------------------

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
    ("{d},00 € más IVA", "EUR", "excluded", None), ("{d} EUR, IVA esclusa", "EUR", "excluded", None),
)  # fmt: skip
_MONEY_DOUBTFUL = (
    "on request", "sur demande", "${c}", "about {n} €", "{n} – 3100 €", "between {n} and 3,100 euros", "environ {s} €",
    "to be discussed", "à convenir", "{n} or 3100 EUR", "max. {s} €, to be negotiated", "see attached offer",
    "{n} € + travel costs", "{n}?",
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
        "k": f"{Decimal(amount) / 1000:f}".rstrip("0").rstrip("."),
    }  # fmt: skip
    if rng.random() < 0.12:
        wording = rng.choice(_MONEY_DOUBTFUL)
        return Said(wording.format(**blanks), DOUBTFUL, example=wording)
    if rng.random() < 0.05:
        text = f"{blanks['s']} € par cluster, soit {grouped(amount * 2, space)} € pour deux"
        return Said(text, _money(amount, "EUR", None, "mentee", stated), example="par cluster, soit … pour deux")
    wording, currency, vat, unit = rng.choice(_MONEY)
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


# ---- numbers ---------------------------------------------------------------------------------------------------------

_WORDED = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12)
_WORDS = {
    "en": dict(
        zip(
            _WORDED,
            ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve"],
            strict=True,
        )
    ),
    "fr": dict(
        zip(
            _WORDED,
            ["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "douze"],
            strict=True,
        )
    ),
}


def years(rng: Random, at: str) -> Said:
    """Years of experience. What counts back from a day the form does not name may be read or reported."""
    many = rng.choice((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 18, 21))
    word = _WORDS[at].get(many)
    unit = ("year" if many == 1 else "years") if at == "en" else ("an" if many == 1 else "ans")
    wordings = [
        "{n}",
        "{n}",
        "{n} {unit}",
        "{n} {unit}",
        "{n} {unit}.",
        "{n},5 ans",
        "{n}.5",
        "{n}.5 years",
        "more than",
        "since",
        "span",
    ]
    wordings += ["{word}", "{word} {unit}", "{word} ({n})", "{n} ({word})"] if word else []
    wordings += ["{n}+", "{n} and a half years", "doubtful"]
    wording = rng.choice(wordings)
    if wording == "more than":
        words = rng.choice(("more than {}", "over {} years", "plus de {}", "plus de {} ans", "at least {}", "> {}"))
        return Said(words.format(many), either(many), example=words)
    if wording == "since":
        since = 2019 - many
        words = rng.choice(("since {}", "depuis {}", "Since {}", "seit {}", "{} – today", "since {} to date"))
        return Said(words.format(since), either(many, many + 1, many - 1), example=words)
    if wording == "span":
        end = rng.choice((2014, 2016, 2018))
        return Said(f"{end - many}–{end}", either(many, many + 1), example="2009–2016")
    if wording == "doubtful":
        words = rng.choice(
            (
                "about {}",
                "environ {}",
                "several",
                "many years",
                "{}-16 years",
                "plusieurs années",
                "{} or more?",
                "see CV",
            )
        )
        return Said(words.format(many), DOUBTFUL, example=words)
    half = ".5" in wording or ",5" in wording or "half" in wording
    value: Json = many + 0.5 if half else many
    text = wording.format(n=many, word=word, unit=unit)
    truth = either(value) if wording in ("{n}+", "{n} and a half years") else certain(value)
    return Said(text, truth, number=value if wording == "{n}" else None, example=wording)


def capacity(rng: Random, at: str) -> Said:
    """How many mentees."""
    many = rng.choice((1, 1, 2, 2, 3, 4))
    word = _WORDS[at][many]
    wording = rng.choice(
        ("{n}", "{n}", "{n}", "{word}", "{n} mentees", "{n} clusters", "{n} ({word})", "open", "doubtful")
    )
    if wording == "open":
        words = rng.choice(("up to {}", "max. {}", "maximum {}", "jusqu'à {}", "au maximum {}", "{} max"))
        return Said(words.format(many), either(many), example=words)
    if wording == "doubtful":
        words = rng.choice(("{}-5", "{} or 5", "several", "as many as needed", "{}.5", "à définir"))
        return Said(words.format(many), DOUBTFUL, example=words)
    text = wording.format(n=many, word=word)
    if many == 1:
        text = text.replace("mentees", "mentee").replace("clusters", "cluster")
    return Said(text, certain(many), number=many if wording == "{n}" else None, example=wording)


# ---- dates -----------------------------------------------------------------------------------------------------------

MONTHS = {
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ),
}  # fmt: skip
_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
}  # fmt: skip


def date(rng: Random, at: str) -> Said:
    """The date of a signature, in the two weeks before the deadline."""
    day = dt.date(2019, rng.choice((2, 3, 3, 3)), rng.randint(1, 14))
    month = MONTHS[at][day.month - 1]
    spelt = {
        "%d/%m/%Y": f"{day:%d/%m/%Y}", "%Y-%m-%d": day.isoformat(), "%d.%m.%Y": f"{day:%d.%m.%Y}",
        "d.m.yy": f"{day.day}.{day.month}.{day:%y}", "d month": f"{day.day} {month} {day.year}",
        "d/m/yyyy": f"{day.day}/{day.month}/{day.year}",
        "%d-%m-%Y": f"{day:%d-%m-%Y}", "%d/%m/%y": f"{day:%d/%m/%y}",
        "weekday": f"{_DAYS[at][day.weekday()]} {day.day} {month} {day.year}",
        "%d / %m / %Y": f"{day:%d / %m / %Y}",
    }  # fmt: skip
    if at == "en":
        ordinal = f"{day.day}{'th' if 4 <= day.day <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}[day.day % 10]}"
        spelt |= {
            "month d": f"{month} {day.day}, {day.year}",
            "dth month": f"{ordinal} {month} {day.year}",
            "d mon": f"{day.day} {month[:3]} {day.year}",
        }
    else:
        spelt |= {
            "le": f"le {day.day} {month} {day.year}",
            "1er": f"{'1er' if day.day == 1 else day.day} {month} {day.year}",
        }
    if rng.random() < 0.06:
        words = rng.choice(
            ("{month} 2019", "03/2019", "12/03", "31/02/2019", "{d} {month}", "2019", "12 or 13 March 2019")
        )
        return Said(words.format(month=month, d=day.day), DOUBTFUL, example=words)
    if rng.random() < 0.04:
        return Said(
            f"{day.month}/{day.day + 14}/2019", either(day.replace(day=day.day + 14).isoformat()), example="3/26/2019"
        )
    name = rng.choice(sorted(spelt))
    return Said(spelt[name], certain(day.isoformat()), iso=day.isoformat(), example=name)


def start_or_end(rng: Random, year: int, month: int, at: str) -> tuple[str, str]:
    """A beginning or end in an experience table, as typed and as read."""
    name = rng.choice(("year", "year", "mm/yyyy", "month", "iso", "day"))
    spelt = {
        "year": (str(year), str(year)),
        "mm/yyyy": (f"{month:02}/{year}", f"{year}-{month:02}"),
        "month": (f"{MONTHS[at][month - 1]} {year}", f"{year}-{month:02}"),
        "iso": (f"{year}-{month:02}", f"{year}-{month:02}"),
        "day": (f"01/{month:02}/{year}", f"{year}-{month:02}-01"),
    }
    return spelt[name]


ONGOING = {
    "en": ("today", "present", "now", "ongoing", "to date", "current"),
    "fr": ("aujourd'hui", "à ce jour", "en cours", "ce jour", "présent"),
}


def numbered(said: Said) -> Said:
    """The same answer as a typed number, for a workbook's cell: what its text spelt beside the number is gone."""
    return replace(said, text="")
