"""Countries, languages and lists as people spell them, each with what must come of it."""

from __future__ import annotations

from random import Random

from benchmarks.accuracy.spellings import Said
from benchmarks.accuracy.truth import DOUBTFUL, certain, either

# Code → English, French, the country's own, adjective, three letters, further names that are in use.
COUNTRIES: dict[str, tuple[str, str, str, str, str, tuple[str, ...]]] = {
    "AT": ("Austria", "Autriche", "Österreich", "Austrian", "AUT", ("AUSTRIA",)),
    "BE": ("Belgium", "Belgique", "België", "Belgian", "BEL", ("Belgique / Belgium", "BELGIQUE", "Belgien")),
    "BG": ("Bulgaria", "Bulgarie", "България", "Bulgarian", "BGR", ()),
    "CY": ("Cyprus", "Chypre", "Κύπρος", "Cypriot", "CYP", ()),
    "CZ": ("Czech Republic", "République tchèque", "Česko", "Czech", "CZE", ("Czechia", "Tchéquie", "Česká republika")),
    "DE": ("Germany", "Allemagne", "Deutschland", "German", "DEU", ("Germany (DE)", "Alemania", "GERMANY")),
    "DK": ("Denmark", "Danemark", "Danmark", "Danish", "DNK", ()),
    "EE": ("Estonia", "Estonie", "Eesti", "Estonian", "EST", ()),
    "ES": ("Spain", "Espagne", "España", "Spanish", "ESP", ("ESPAÑA", "spain", "Spanien")),
    "FI": ("Finland", "Finlande", "Suomi", "Finnish", "FIN", ("Suomi / Finland",)),
    "FR": ("France", "France", "France", "French", "FRA", ("FRANCE", "france", "France (FR)", "Frankreich")),
    "GB": (
        "United Kingdom", "Royaume-Uni", "United Kingdom", "British", "GBR",
        ("UK", "U.K.", "Great Britain", "England", "Scotland"),
    ),
    "GR": ("Greece", "Grèce", "Ελλάδα", "Greek", "GRC", ("Hellas",)),
    "HR": ("Croatia", "Croatie", "Hrvatska", "Croatian", "HRV", ()),
    "HU": ("Hungary", "Hongrie", "Magyarország", "Hungarian", "HUN", ()),
    "IE": ("Ireland", "Irlande", "Éire", "Irish", "IRL", ("Republic of Ireland",)),
    "IT": ("Italy", "Italie", "Italia", "Italian", "ITA", ("ITALIA", "Italien")),
    "LT": ("Lithuania", "Lituanie", "Lietuva", "Lithuanian", "LTU", ()),
    "LU": ("Luxembourg", "Luxembourg", "Lëtzebuerg", "Luxembourgish", "LUX", ("Luxemburg",)),
    "LV": ("Latvia", "Lettonie", "Latvija", "Latvian", "LVA", ()),
    "NL": ("Netherlands", "Pays-Bas", "Nederland", "Dutch", "NLD", ("The Netherlands", "Holland", "the Netherlands")),
    "NO": ("Norway", "Norvège", "Norge", "Norwegian", "NOR", ()),
    "PL": ("Poland", "Pologne", "Polska", "Polish", "POL", ("POLSKA",)),
    "PT": ("Portugal", "Portugal", "Portugal", "Portuguese", "PRT", ()),
    "RO": ("Romania", "Roumanie", "România", "Romanian", "ROU", ()),
    "SE": ("Sweden", "Suède", "Sverige", "Swedish", "SWE", ()),
    "SI": ("Slovenia", "Slovénie", "Slovenija", "Slovenian", "SVN", ()),
    "SK": ("Slovakia", "Slovaquie", "Slovensko", "Slovak", "SVK", ("Slovak Republic",)),
    "CH": ("Switzerland", "Suisse", "Schweiz", "Swiss", "CHE", ("Schweiz / Suisse",)),
    "TR": ("Turkey", "Turquie", "Türkiye", "Turkish", "TUR", ()),
    "RS": ("Serbia", "Serbie", "Србија", "Serbian", "SRB", ()),
}  # fmt: skip
_NO_COUNTRY = ("France / Belgium", "Europe", "EU", "France and Spain", "Brussels?", "Congo or Gabon")

MENTEES: dict[str, tuple[str, str, str]] = {
    "DZ": ("Algeria", "Algérie", "الجزائر"),
    "EG": ("Egypt", "Égypte", "مصر"),
    "JO": ("Jordan", "Jordanie", "الأردن"),
    "LB": ("Lebanon", "Liban", "لبنان"),
    "MA": ("Morocco", "Maroc", "المغرب"),
    "PS": ("Palestine", "Palestine", "فلسطين"),
    "TN": ("Tunisia", "Tunisie", "تونس"),
}
_PLAIN_ENDONYM = ("FR", "PT", "GB")


_WAYS = (
    "name", "name", "name", "other language", "own", "code", "three", "adjective", "further", "misspelt", "doubtful",
    "with town",
)  # fmt: skip
_WITH_TOWN = ("Exampleville, {}", "{} (Exampleville)", "{} - {code}", "{}/{code}", "{}, EU")


def country(rng: Random, at: str, code: str) -> Said:
    """The applicant's country."""
    english, french, own, adjective, three, further = COUNTRIES[code]
    name = rng.choice(_WAYS)
    if name == "doubtful" and rng.random() < 0.5:
        words = rng.choice(_NO_COUNTRY)
        return Said(words, DOUBTFUL, example=words)
    text = {
        "other language": french if at == "en" else english, "own": own, "code": code, "three": three,
        "adjective": adjective, "further": rng.choice(further) if further else own,
    }.get(name, english if at == "en" else french)  # fmt: skip
    if name == "with town":
        text = rng.choice(_WITH_TOWN).format(text, code=code)
        return Said(text, either(code), example="country with a town or its code")
    if name == "misspelt" and len(text) > 5:
        cut = rng.randint(2, len(text) - 3)
        wrong = text[:cut] + text[cut + 1] + text[cut] + text[cut + 2 :]
        truth = certain(code) if wrong == text else either(code)
        return Said(wrong, truth, example="country with two letters swapped")
    return Said(text, either(code) if name == "adjective" else certain(code), example=f"country: {name}")


def countries(rng: Random, at: str) -> Said:
    """Preferred countries of the mentees."""
    if rng.random() < 0.1:
        words, codes = rng.choice((
            ("all", list(MENTEES)), ("toutes", list(MENTEES)), ("no preference", None), ("indifférent", None),
            ("any", None),
            ("Maghreb", None), ("Tous", list(MENTEES)),
        ))  # fmt: skip
        return Said(words, either(codes, None), example=words)
    codes = rng.sample(sorted(MENTEES), rng.choice((1, 1, 2, 2, 3, 4)))
    which = rng.choices((0 if at == "en" else 1, 1 if at == "en" else 0, 2), (8, 2, 0.5))[0]
    names = [MENTEES[code][which] for code in codes]
    if rng.random() < 0.1:
        names, which = list(codes), 3
    if rng.random() < 0.3:
        names = [name + "*" if code == "PS" else name for code, name in zip(codes, names, strict=True)]
    text, style = joined(rng, names, at, (", ", "; ", " / ", "/", " and ", "\n", " – ", "- ", " & "))
    return Said(text, certain(codes), example=f"countries parted by {style!r}")


def joined(rng: Random, names: list[str], at: str, separators: tuple[str, ...]) -> tuple[str, str]:
    """Names in one answer, and how they are parted. ``- `` puts each on a line of its own after a dash."""
    style = rng.choice(separators)
    if style == "- ":
        return "\n".join(f"- {name}" for name in names), style
    if style in (" and ", " & "):
        word = style if style == " & " else f" {'and' if at == 'en' else 'et'} "
        return word.join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names), style
    return style.join(names), style


# Code → English, French, own name, two letters.
_LANGUAGES: dict[str, tuple[str, str, str]] = {
    "en": ("English", "anglais", "English"), "fr": ("French", "français", "français"),
    "de": ("German", "allemand", "Deutsch"), "es": ("Spanish", "espagnol", "español"),
    "it": ("Italian", "italien", "italiano"), "ar": ("Arabic", "arabe", "العربية"),
    "pt": ("Portuguese", "portugais", "português"),
    "nl": ("Dutch", "néerlandais", "Nederlands"), "pl": ("Polish", "polonais", "polski"),
    "sv": ("Swedish", "suédois", "svenska"),
    "tr": ("Turkish", "turc", "Türkçe"), "el": ("Greek", "grec", "ελληνικά"),
}  # fmt: skip
_NATIVE = {
    "en": ("native", "mother tongue", "native speaker", "Native"),
    "fr": ("langue maternelle", "maternelle", "natif"),
}
_LEVELS = ("A2", "B1", "B2", "C1", "C2")
_SHAPES = ("{l} ({v})", "{l} {v}", "{l}: {v}", "{l} - {v}", "{l} – {v}", "{l} (level {v})", "{l}, {v}")
_VAGUE = {
    "en": ("fluent", "good", "working knowledge", "basic"),
    "fr": ("courant", "bon niveau", "notions", "lu, écrit, parlé"),
}
_RARE: tuple[tuple[str, list[tuple[str, str | None]]], ...] = (
    ("English C1-C2", [("en", None)]), ("Flemish, French", [("nl", None), ("fr", None)]),
    ("Castilian (native)", [("es", "native")]), ("English: C1 (IELTS 7.5)", [("en", "C1")]),
    ("EN (C1); FR (mother-tongue)", [("en", "C1"), ("fr", "native")]),
    ("Anglais C1 / Français C2", [("en", "C1"), ("fr", "C2")]),
    ("English=C1, French=B2", [("en", "C1"), ("fr", "B2")]), ("C1 English", [("en", "C1")]),
    ("Mother tongue: French; English C1", [("fr", "native"), ("en", "C1")]), ("anglais lu/écrit/parlé", [("en", None)]),
    ("English+French", [("en", None), ("fr", None)]), ("ENGLISH, FRENCH", [("en", None), ("fr", None)]),
)  # fmt: skip
_ODD = ("bilingual English/French", "English, Klingon", "all European languages", "EN + FR (B1?)", "English or French")


def languages(rng: Random, at: str) -> Said:
    """Working languages, with or without levels."""
    if rng.random() < 0.05:
        words = rng.choice(_ODD)
        both = [{"code": code, "level": None} for code in ("en", "fr")]
        return Said(words, DOUBTFUL if "Kling" in words or "all" in words else either(both), example=words)
    if rng.random() < 0.06:
        words, read = rng.choice(_RARE)
        return Said(words, either([{"code": code, "level": level} for code, level in read]), example=words)
    codes = [rng.choice(("en", "fr")), *rng.sample(sorted(_LANGUAGES), rng.choice((0, 1, 1, 2, 3)))]
    codes = list(dict.fromkeys(codes))
    which = rng.choices((0 if at == "en" else 1, 1 if at == "en" else 0, 2, 3), (8, 1, 1, 1.5))[0]
    names = [code.upper() if which == 3 else _LANGUAGES[code][which] for code in codes]
    if at == "fr" and rng.random() < 0.4 and which != 3:
        names = [name.capitalize() for name in names]
    style = rng.choice(("bare", "bare", "levels", "levels", "some", "vague"))
    shape = rng.choice(_SHAPES)
    skills, texts = [], []
    for code, name in zip(codes, names, strict=True):
        level = None
        text = name
        if style == "levels" or (style == "some" and rng.random() < 0.5):
            level = rng.choice((*_LEVELS, "native"))
            text = shape.format(l=name, v=rng.choice(_NATIVE[at]) if level == "native" else level)
        elif style == "vague":
            text = rng.choice(("{l} ({v})", "{l}: {v}")).format(l=name, v=rng.choice(_VAGUE[at]))
        skills.append({"code": code, "level": level})
        texts.append(text)
    between = (
        ("; ", "\n", "- ") if shape == "{l}, {v}" or style == "vague" else (", ", "; ", "\n", " / ", "- ", " and ")
    )
    text, parted = joined(rng, texts, at, between)
    truth = either(skills) if style == "vague" or (style != "bare" and shape == "{l}, {v}") else certain(skills)
    return Said(text, truth, example=f"languages: {style}, {shape}, parted by {parted!r}")


_SECTORS = {
    "en": (
        "Agrifood", "Textiles", "ICT", "Renewable energy", "Health", "Logistics", "Creative industries", "Metalworking",
        "Tourism", "Water",
    ),
    "fr": (
        "Agroalimentaire", "Textile", "TIC", "Énergies renouvelables", "Santé", "Logistique", "Industries créatives",
        "Mécanique", "Tourisme", "Eau",
    ),
}  # fmt: skip


def sectors(rng: Random, at: str) -> Said:
    """Sectors of activity. Whether "and" parts two sectors or belongs to one is not certain."""
    names = rng.sample(_SECTORS[at], rng.choice((1, 1, 2, 3, 4)))
    if rng.random() < 0.1:
        names[0] = {"en": "Food, drink", "fr": "Mode, habillement"}[at]
        if len(names) > 1:
            return Said("; ".join(names), certain(names), example="sectors with commas, parted by ';'")
        return Said(names[0], either([names[0]], names[0].split(", ")), example="one sector with a comma")
    text, style = joined(rng, names, at, (", ", "; ", "\n", "- ", " / ", " and "))
    if style in (" and ", " / ") and len(names) > 1:
        whole = [*names[:-2], text.split(", ")[-1]] if style == " and " else [text]
        return Said(text, either(names, whole), example=f"sectors parted by {style!r}")
    return Said(text, certain(names), example=f"sectors parted by {style!r}")
