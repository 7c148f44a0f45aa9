"""The words that stand around languages: levels, words about how well, codes, and names beside those of the CLDR."""

from __future__ import annotations

import re

from cbt_cli.values.reading import one_of

LEVEL = re.compile(r"(?<![a-z0-9])([abc][12])(?![a-z0-9+])")
UNSURE_LEVEL = re.compile(
    r"(?<![a-z0-9])[abc][12](?:\+| ?(?:-|/|to|a|or|ou|bis) ?[abc][12]\+?)(?![a-z0-9])|(?:near|quasi)[ -]nati(?:ve|f)"
)
NATIVE = re.compile(
    one_of(
        r"native(?:[ -]speaker|[ -]level)?|mother[ -]?tongue(?: level)?|langue[ -]maternelle|maternel(?:le)?|natif|"
        r"muttersprach(?:e|ler|lerin|lich)|lengua materna|lingua materna|madrelingua|nativ[oa]|first language|"
        r"moedertaal|langue natale|lm"
    )
)
FLUENCY = re.compile(
    one_of(
        "fluent(?:ly)?|fluency|courante?s?|couramment|fliessend|fluido|fluente|bilingual|bilingue|zweisprachig|trilingue|"
        "very|tres|sehr|muy|good|bonne?|bien|gut|bueno|buono|excellente?|perfect|parfait|advanced|avance|upper|lower|"
        "intermediate|intermediaire|intermedio|working|professional(?:ly)?|professionnel(?:le)?|proficien(?:t|cy)|limited|"
        "full|business|basic|basique|notions?|bases?|elementary|elementaire|beginner|debutante?|grundkenntnisse|scolaire|school|"
        "passive|active|operational|operationnel(?:le)?|technical|technique|lu|parle|ecrit|read|written|spoken|oral|"
        "writing|speaking|reading|comprehension|ecrite?|maitrise|mastery|usuel|near[ -]native|verhandlungssicher|moyen|"
        "fair|all|both|tous|toutes|les deux|beide|alle"
    )
)
FILLER = re.compile(
    one_of(
        "languages?|langues?|level|niveau|nivel|livello|knowledge|connaissances?|kenntnisse|command|skills?|cefr|cecrl?|ger|"
        "of|de|en|in|the|le|la|l'|et|and|as|is|my|ma|speaker|speaking|i|speak|je|also|aussi|travail|first|second"
    )
)
SHARED = re.compile(one_of("all|both|tous|toutes|les deux|beide|alle"))
"""Words that give a level to languages of other parts, too ("English, French (both C1)"): it is taken for none."""
NOT = re.compile(one_of("no|not|non|pas|kein|keine|none|aucun|aucune|without|sans|except|sauf|only if|learning"))
BARE = re.compile(r"[\s().\[\]:,;*=\-–/\"'+&]+")
CODE = re.compile(r"(?<![^\W_])([A-Z]{2,3})(?![^\W_])")
OTHER_CODES = {
    "ENG": "en", "FRA": "fr", "FRE": "fr", "GER": "de", "DEU": "de", "SPA": "es", "ESP": "es", "ITA": "it", "POR": "pt",
    "NLD": "nl", "DUT": "nl", "ARA": "ar",
}  # fmt: skip
"""Codes of three letters (ISO 639-2), and such as people take for them."""
TWO_LETTERS = frozenset(
    (
        *("en", "fr", "de", "es", "it", "pt", "nl", "pl", "cs", "sk", "sl", "hr", "hu", "ro", "bg", "el", "et", "lv"),
        *("lt", "mt", "ga", "da", "sv", "fi", "nb", "nn", "is", "ca", "eu", "gl", "tr", "ar", "he", "ru", "sr", "bs"),
        *("mk", "sq", "zh", "ja", "hi", "fa"),
    )
)  # fmt: skip
"""Codes that are read as languages. Others are as likely a country's ("UK", "SE", "LB") or a word ("NO", "SO")."""
FURTHER = {
    "castilian": "es", "castellano": "es", "castillan": "es", "mandarin": "zh", "flemish": "nl", "flamand": "nl",
    "vlaams": "nl", "farsi": "fa", "gaelic": "ga", "modern greek": "el", "british english": "en", "moldovan": "ro",
    "literary arabic": "ar", "arabe litteraire": "ar", "standard arabic": "ar", "standard german": "de",
    "hochdeutsch": "de", "swiss german": "de",
}  # fmt: skip
"""Names of languages that the CLDR does not have."""
REGION = re.compile(one_of("uk|us|usa|gb|british|american|britannique|americain|canadian|canadien"))
"""Regions beside the name of a language ("English (UK)")."""
