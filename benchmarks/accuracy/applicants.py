"""Invented applicants: names with accents, apostrophes and particles, everybody at example.org."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from random import Random

_FIRST = (
    "Anna", "Bruno", "Claire-Émilie", "Dieter", "Zoë", "François", "Søren", "João", "Łukasz", "Niamh", "Ján", "Ángela",
    "Jean-Baptiste", "Ingrid", "Mária", "Þóra", "Eleni", "Kęstutis", "Gülşen", "Ana María", "D’Arcy", "Noël", "Ilse",
    "Öykü",
)  # fmt: skip
_FAMILY = (
    "Lindqvist", "O'Reardon", "O’Sheallan", "de la Fontenelle", "van der Meersch", "Müllerstein", "Kovářová", "Fehértó",
    "D'Ambrosetti", "Le Goffic", "Świątkowski", "Ionițescu", "Nuñoz Carrascal", "von Ahrensberg", "Æbelø", "Theodorou",
    "Du Vallon", "da Silveira", "Brandauer-Holz", "Saarepuu", "Château", "Ó Maolchatha",
)  # fmt: skip
_RTL = (("ليلى", "بن يوسفية"), ("نادر", "الزيتونيّ"), ("נועה", "כהנית"))
_CLUSTERS = (
    "Nordic Timber Cluster", "Pôle Textiles Alpins", "Clúster Agro Ribera", "Distretto Ceramica Viva",
    "Water Delta Cluster",
    "Klaster Lotniczy Wisła", "Cluster Énergie Océane", "L'Atelier des Filières", "Bio & Food Valley",
    "Cluster Präzision Jura",
    "MedTech West (MTW)", "Cluster 3D-Print 2.0", "Pannon Logisztikai Klaszter", "Mode/Design Cluster",
    "Aegean Food Cluster",
)  # fmt: skip
_POSITIONS = {
    "en": (
        "Cluster manager",
        "Managing director",
        "Director, International",
        "Head of cluster development",
        "Independent consultant",
        "CEO",
    ),
    "fr": (
        "Directrice",
        "Délégué général",
        "Responsable du développement",
        "Consultante indépendante",
        "Chargé de mission Europe",
    ),
}
_CITIES = ("Exampleville", "Saint-Exemple", "Beispielstadt", "Villa Ejemplo", "Přikladov", "Example City")
_PHONES = (
    "+33 1 99 00 {} {}", "0049-30-9900{}{}", "+34 990 0{} {}", "(+351) 21 990 {} {}", "+44 (0)1632 96{} {}",
)  # fmt: skip
_SITES = ("www.example.org", "https://www.example.org/cluster", "example.org", "http://cluster.example.org/")
_OTHER = {
    "en": ("Trade fairs", "Public procurement of innovation"),
    "fr": ("Salons professionnels", "Achats publics innovants"),
}
_LINKS = {
    "en": ("I advised one of the clusters in 2017.", "A former colleague works at a selected cluster."),
    "fr": ("J'ai conseillé un des clusters en 2017.", "Un ancien collègue travaille dans un cluster sélectionné."),
}
_LONG = {
    "en": (
        "I managed a cluster for ten years and would like to share what worked and what did not.",
        "Two evaluations are attached: 2016 and 2018.\nReferences: the cluster's board, on request.",
        "Strategy reviews for three clusters (2015, 2017 and 2018); moderation of the boards' seminars.",
        "First a call to agree on the goals, then two visits; a short note after each: what was said, who does what.",
        "My motivation is simple: peers learn best from peers.\n\nI have seen it at work in the North.",
        "Annual reports 2014–2018; label of excellence; see also www.example.org/evidence",
    ),
    "fr": (
        "J'ai dirigé un cluster pendant dix ans et souhaite partager ce qui a fonctionné, et le reste.",
        "Deux évaluations jointes : 2016 et 2018.\nRéférences : le conseil du cluster, sur demande.",
        "Revues stratégiques pour trois clusters (2015, 2017 et 2018) ; animation des séminaires.",
        "D'abord un appel pour fixer les objectifs, puis deux visites ; une note après chacune.",
        "Ma motivation est simple : on apprend le mieux entre pairs.\n\nJe l'ai vu à l'œuvre.",
        "Rapports annuels 2014–2018 ; label d'excellence ; voir aussi www.example.org/preuves",
    ),
}  # fmt: skip
_ROLES = {
    "en": ("Cluster manager", "Adviser to the board", "Project officer", "Deputy director"),
    "fr": ("Directeur de cluster", "Conseillère du bureau", "Chargée de projet", "Directrice adjointe"),
}


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who applies. Nobody here exists."""

    first_name: str
    family_name: str
    organisation: str
    position: str
    email: str
    phone: str
    website: str
    city: str
    other_area: str
    link: str


def applicant(rng: Random, at: str) -> Applicant:
    """An invented applicant who answers in ``at``."""
    rtl = rng.random() < 0.01
    first, family = rng.choice(_RTL) if rtl else (rng.choice(_FIRST), rng.choice(_FAMILY))
    if rng.random() < 0.15:
        family = family.upper()
    mailbox = "applicant" if rtl else f"{_plain(first)}.{_plain(family)}"
    return Applicant(
        first_name=first,
        family_name=family,
        organisation=rng.choice(_CLUSTERS),
        position=rng.choice(_POSITIONS[at]),
        email=f"{mailbox}@example.org",
        phone=rng.choice(_PHONES).format(rng.randint(10, 99), rng.randint(10, 99)),
        website=rng.choice(_SITES),
        city=rng.choice(_CITIES),
        other_area=rng.choice(_OTHER[at]),
        link=rng.choice(_LINKS[at]),
    )


def long_text(rng: Random, at: str) -> str:
    """A paragraph or two."""
    return rng.choice(_LONG[at])


def post(rng: Random, at: str) -> tuple[str, str]:
    """An organisation and a role for a row of experience."""
    return rng.choice(_CLUSTERS), rng.choice(_ROLES[at])


_LETTERS: dict[str, str | int | None] = {"ł": "l", "ø": "o", "þ": "th", "æ": "ae", "ı": "i"}


def _plain(name: str) -> str:
    bare = unicodedata.normalize("NFD", name.lower().translate(str.maketrans(_LETTERS)))
    letters = (letter if letter.isalnum() else "-" for letter in bare if not unicodedata.combining(letter))
    return "".join(letters).strip("-")
