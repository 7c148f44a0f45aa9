"""Numbers and dates as people spell them, each with what must come of it. ``at``: the answer's language (en or fr)."""

from __future__ import annotations

import datetime as dt
from random import Random

from benchmarks.accuracy.spellings import Said
from benchmarks.accuracy.truth import DOUBTFUL, Json, certain, either

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


_RARE_YEARS = (
    ("{} ans et demi", 0.5), ("{}½", 0.5), ("{} 1/2 years", 0.5), ("{} years and 6 months", 0.5), ("> {}", 0),
    ("depuis {since} ({} ans)", 0), ("{} full years", 0), ("Over {} years in total", 0),
)  # fmt: skip


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
    wordings += ["{n}+", "{n} and a half years", "doubtful", "rare"]
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
    if wording == "rare":
        words, more = rng.choice(_RARE_YEARS)
        return Said(words.format(many, since=2019 - many), either(many + more), example=words)
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
        words = rng.choice(
            (
                "up to {}",
                "max. {}",
                "maximum {}",
                "jusqu'à {}",
                "au maximum {}",
                "{} max",
                "no more than {}",
                "{} or more",
                "{} clusters at most",
            )
        )
        return Said(words.format(many), either(many), example=words)
    if wording == "doubtful":
        words = rng.choice(("{}-5", "{} or 5", "several", "as many as needed", "{}.5", "à définir", "1 to {}0", "{}?"))
        return Said(words.format(many), DOUBTFUL, example=words)
    text = wording.format(n=many, word=word)
    if many == 1:
        text = text.replace("mentees", "mentee").replace("clusters", "cluster")
    return Said(text, certain(many), number=many if wording == "{n}" else None, example=wording)


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


def _rare_date(rng: Random, day: dt.date) -> Said:
    rare = {
        "%Y/%m/%d": f"{day:%Y/%m/%d}",
        "d de mes": f"{day.day} de {_SPANISH[day.month]} de {day.year}",
        "d. Monat": f"{day.day}. {_GERMAN[day.month]} {day.year}",
        "d-Mon-yyyy": f"{day.day}-{day:%b}-{day.year}",
        "%Y%m%d": f"{day:%Y%m%d}",
        "d m yyyy": f"{day:%d %m %Y}",
        "roman": f"{day.day}/{'I' * day.month}/2019",
        "the d of": f"the {day.day} of {MONTHS['en'][day.month - 1]} {day.year}",
        "d mon. yyyy": f"{day.day} {day:%b}. {day.year}",
    }
    name = rng.choice(sorted(rare))
    return Said(rare[name], either(day.isoformat()), example=name)


_SPANISH = {2: "febrero", 3: "marzo"}
_GERMAN = {2: "Februar", 3: "März"}


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
    if rng.random() < 0.08:
        return _rare_date(rng, day)
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


_SHORT = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"),
    "fr": ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
}


def start_or_end(rng: Random, year: int, month: int, at: str) -> tuple[str, str]:
    """A beginning or end in an experience table, as typed and as read."""
    name = rng.choice(("year", "year", "mm/yyyy", "month", "iso", "day", "m/yyyy", "short"))
    spelt = {
        "year": (str(year), str(year)),
        "mm/yyyy": (f"{month:02}/{year}", f"{year}-{month:02}"),
        "month": (f"{MONTHS[at][month - 1]} {year}", f"{year}-{month:02}"),
        "m/yyyy": (f"{month}/{year}", f"{year}-{month:02}"),
        "short": (f"{_SHORT[at][month - 1]} {year}", f"{year}-{month:02}"),
        "iso": (f"{year}-{month:02}", f"{year}-{month:02}"),
        "day": (f"01/{month:02}/{year}", f"{year}-{month:02}-01"),
    }
    return spelt[name]


ONGOING = {
    "en": ("today", "present", "now", "ongoing", "to date", "current"),
    "fr": ("aujourd'hui", "à ce jour", "en cours", "ce jour", "présent"),
}
