"""The wordings of the needs-diagnosis workbook: ``outputs`` writes it empty with them, ``needs`` reads it by them."""

from __future__ import annotations

from cbt_cli.domain.base import Value, Words


class Column(Value):
    """A column (or a limit): its key, how it is headed, other wordings of the same, and what goes there."""

    key: str
    label: Words
    about: Words
    variants: tuple[str, ...] = ()
    required: bool = False


MENTEES, PAIRS, LIMITS = "Mentees", "Pairs", "Limits"
SHEETS: dict[str, tuple[str, ...]] = {
    MENTEES: ("Mentees", "Mentorés", "Clusters accompagnés"),
    PAIRS: ("Pairs", "Paires", "Binômes"),
    LIMITS: ("Limits", "Limites"),
}
"""Sheet → what it may be called; the first is what it is called in the empty workbook."""

BEFORE_AREAS = (
    Column(
        key="ref", label=Words(en="Ref", fr="Réf"), required=True, variants=("Reference", "Référence", "No", "N°"),
        about=Words(en="unique, such as M01", fr="unique, par exemple M01"),
    ),
    Column(
        key="cluster", label=Words(en="Cluster", fr="Cluster"), required=True,
        variants=("Name of the cluster", "Cluster name", "Nom du cluster"),
        about=Words(en="the cluster's name", fr="nom du cluster"),
    ),
    Column(
        key="country", label=Words(en="Country", fr="Pays"), required=True,
        about=Words(en="one of: {countries}", fr="l'un des pays suivants : {countries}"),
    ),
    Column(
        key="manager", label=Words(en="Manager", fr="Responsable"), variants=("Cluster manager", "Contact"),
        about=Words(en="the manager's name", fr="nom du ou de la responsable"),
    ),
    Column(
        key="email", label=Words(en="E-mail", fr="Courriel"),
        variants=("Email", "Mail", "E-mail address", "Adresse e-mail"),
        about=Words(en="the manager's address", fr="adresse du ou de la responsable"),
    ),
    Column(
        key="sectors", label=Words(en="Sectors", fr="Secteurs"),
        variants=("Sector", "Secteur", "Sectors of activity", "Secteurs d'activité"),
        about=Words(en="a list, separated by ;", fr="une liste, séparée par ;"),
    ),
    Column(
        key="languages", label=Words(en="Languages", fr="Langues"),
        variants=("Language", "Langue", "Working languages", "Langues de travail"),
        about=Words(
            en="working languages, separated by ;, each with a level if known: French native; English B2",
            fr="langues de travail, séparées par ;, avec le niveau s'il est connu : français natif ; anglais B2",
        ),
    ),
)  # fmt: skip
AFTER_AREAS = (
    Column(
        key="wishes", label=Words(en="Wishes", fr="Souhaits"), variants=("Wish", "Souhait"),
        about=Words(
            en="references (CBT-004) or names of mentors wished for, in order, separated by ;",
            fr="références (CBT-004) ou noms des mentors souhaités, dans l'ordre, séparés par ;",
        ),
    ),
    Column(
        key="notes", label=Words(en="Notes", fr="Remarques"), variants=("Note", "Remarque", "Comments", "Commentaires"),
        about=Words(en="free", fr="libre"),
    ),
)  # fmt: skip
NEED = Words(en="0 none · 1 useful · 2 important · 3 priority", fr="0 aucun · 1 utile · 2 important · 3 prioritaire")
"""What goes into the column of an area of knowledge."""

PAIR_COLUMNS = (
    Column(
        key="mentee", label=Words(en="Mentee", fr="Mentee"), required=True, variants=("Mentoré", "Cluster"),
        about=Words(en="the mentee's reference or exact name", fr="référence ou nom exact du cluster"),
    ),
    Column(
        key="mentor", label=Words(en="Mentor", fr="Mentor"), required=True,
        about=Words(
            en="the mentor's reference (CBT-004) or exact name", fr="référence (CBT-004) ou nom exact du mentor"
        ),
    ),
    Column(
        key="decision", label=Words(en="Decision", fr="Décision"), required=True,
        about=Words(
            en="lock (this pair, come what may) or exclude (never)",
            fr="lock (ce binôme, quoi qu'il arrive) ou exclude (jamais)",
        ),
    ),
    Column(
        key="reason", label=Words(en="Reason", fr="Motif"), required=True, variants=("Raison", "Justification"),
        about=Words(en="required; it reaches the report", fr="obligatoire ; il figure dans le rapport"),
    ),
)  # fmt: skip
DECISIONS = {
    "lock": ("lock", "locked", "verrouiller", "verrouillé"),
    "exclude": ("exclude", "excluded", "exclure", "exclu"),
}

LIMIT_ROWS = (
    Column(
        key="budget", label=Words(en="Total budget ({currency})", fr="Budget total ({currency})"),
        variants=("Budget", "Total budget", "Budget total"),
        about=Words(en="the sum of all quotations at most, VAT excluded", fr="somme maximale des devis, hors TVA"),
    ),
    Column(
        key="most_mentees",
        label=Words(en="Largest number of mentees for a mentor", fr="Nombre maximal de clusters par mentor"),
        variants=("Most mentees for a mentor",),
        about=Words(en="whatever a mentor offers", fr="quelle que soit l'offre du mentor"),
    ),
    Column(
        key="least_mentees",
        label=Words(en="Smallest number of mentees for a mentor", fr="Nombre minimal de clusters par mentor"),
        variants=("Least mentees for a mentor",),
        about=Words(en="for each mentor who gets any", fr="pour chaque mentor retenu"),
    ),
    Column(
        key="most_from_country",
        label=Words(en="Largest number of mentors from one country", fr="Nombre maximal de mentors d'un même pays"),
        variants=("Most mentors from one country",),
        about=Words(en="mentors who get at least one mentee", fr="mentors ayant au moins un cluster"),
    ),
)  # fmt: skip
LIMIT_HEADS = (
    Column(key="limit", label=Words(en="Limit", fr="Limite"), about=Words(en="", fr="")),
    Column(key="value", label=Words(en="Value", fr="Valeur"), about=Words(en="", fr="")),
    Column(key="meaning", label=Words(en="Meaning", fr="Signification"), about=Words(en="", fr="")),
)
