"""The invented people and clusters of the sample call, and what each is there to show.

Nobody here exists; every address is at example.org. A ``Person`` holds the *truth*: what the form says and what must be
read back, so that the expected results do not come from the tool itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

AREAS = (
    "strategy",
    "financing",
    "communication",
    "engagement",
    "services",
    "governance",
    "team",
    "monitoring",
    "cooperation",
)


@dataclass(frozen=True)
class Post:
    """A row of the experience table as typed, with what must be read of it."""

    start: str
    end: str
    organisation: str
    role: str
    kind: str
    read_start: str
    read_end: str | None
    ongoing: bool = False


@dataclass(frozen=True)
class Person:
    """An applicant: what is typed into the form (``typed`` for what is spelt otherwise than read), and the verdict."""

    key: str
    first: str
    last: str
    organisation: str
    position: str
    country: str
    country_typed: str
    kind: str
    years: str
    posts: tuple[Post, ...]
    areas: tuple[str, ...]
    languages: tuple[tuple[str, str | None], ...]
    sectors: tuple[str, ...]
    capacity: int | None = 1
    quotation: str = "2900"
    money: tuple[str, str, str, str] | None = ("2900.00", "EUR", "excluded", "mentee")
    language: str = "en"
    format: str = "docx"
    counselling: str = ""
    evidence: str = "Annual reports of the cluster and letters of two former chairs; contacts on request."
    other_area: str = ""
    preferred: tuple[str, ...] = ()
    links: str = "None"
    declaration: bool = True
    consent: bool = True
    verdict: str = "eligible"
    failing: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()

    @property
    def email(self) -> str:
        """The applicant's address."""
        return f"{self.key}@example.org"


def managed(start: str, end: str, where: str, *, ongoing: bool = False) -> Post:
    """A management post given by years."""
    return Post(start, end, where, "Cluster manager", "management", start, None if ongoing else end, ongoing)


def counselled(start: str, end: str, where: str, read_start: str, read_end: str) -> Post:
    """A counselling mission given by months."""
    return Post(start, end, where, "Adviser to the board", "counselling", read_start, read_end)


_NAMES = [
    # key, first, last, organisation, country, as typed in English, as typed in French
    ("anna.lindqvist", "Anna", "Lindqvist", "Nordic Timber Cluster", "SE", "Sweden", "Suède"),
    ("bruno.carvalhal", "Bruno", "Carvalhal", "Cluster do Calçado Novo", "PT", "Portugal", "Portugal"),
    ("claire.montreux", "Claire", "Montreux", "Pôle Textiles Alpins", "FR", "France", "France"),
    ("dieter.ahrensberg", "Dieter", "Ahrensberg", "Cluster Leichtbau Nord", "DE", "Germany", "Allemagne"),
    ("elena.vasquaro", "Elena", "Vasquaro", "Clúster Agro Ribera", "ES", "Spain", "Espagne"),
    ("filippo.tornabene", "Filippo", "Tornabene", "Distretto Ceramica Viva", "IT", "Italy", "Italie"),
    ("greta.oosterveld", "Greta", "Oosterveld", "Water Delta Cluster", "NL", "The Netherlands", "Pays-Bas"),
    ("henrik.solbakken", "Henrik", "Solbakken", "Fjord Seafood Cluster", "NO", "Norway", "Norvège"),
    (
        "irena.kovarova",
        "Irena",
        "Kovářová",
        "Moravský klastr strojírenství",
        "CZ",
        "Czech Republic",
        "République tchèque",
    ),
    ("janos.feherto", "János", "Fehértó", "Pannon Logisztikai Klaszter", "HU", "Hungary", "Hongrie"),
    ("katrin.saarepuu", "Katrin", "Saarepuu", "Baltic Health Data Cluster", "EE", "Estonia", "Estonie"),
    ("luc.vanderbeke", "Luc", "Vanderbeke", "Pôle Bioproduits Wallons", "BE", "Belgium", "Belgique"),
    ("maria.theodorou", "Maria", "Theodorou", "Aegean Food Cluster", "GR", "Greece", "Grèce"),
    ("niamh.oreardon", "Niamh", "O'Reardon", "Western Medtech Cluster", "IE", "Ireland", "Irlande"),
    ("otto.brandauer", "Otto", "Brandauer", "Cluster Holzbau Tirol Ost", "AT", "Austria", "Autriche"),
    ("paulina.wrzosek", "Paulina", "Wrzosek", "Klaster Lotniczy Wisła", "PL", "Poland", "Pologne"),
    ("quentin.delaroche", "Quentin", "Delaroche", "Cluster Énergie Océane", "FR", "France", "France"),
    ("radu.ionitescu", "Radu", "Ioniţescu", "Transilvania Mobilă Cluster", "RO", "Romania", "Roumanie"),
    ("sanna.rautavirta", "Sanna", "Rautavirta", "Lapland Digital Cluster", "FI", "Finland", "Finlande"),
    ("tomaz.kersnikar", "Tomaž", "Kersnikar", "Alpski grozd orodjarstva", "SI", "Slovenia", "Slovénie"),
    ("ursula.wettinger", "Ursula", "Wettinger", "Cluster Präzision Jura", "CH", "Switzerland", "Suisse"),
    ("vincent.aubrac", "Vincent", "Aubrac", "Pôle Agroalimentaire du Causse", "FR", "France", "France"),
]

_SECTORS = (
    "Agrifood",
    "Textiles",
    "ICT",
    "Energy",
    "Health",
    "Logistics",
    "Creative industries",
    "Metalworking",
    "Tourism",
)
_AMOUNTS = (
    ("2900", "2900.00"),
    ("3.100,00 €", "3100.00"),
    ("2 750 €", "2750.00"),
    ("€2,850", "2850.00"),
    ("EUR 3.050,-", "3050.00"),
    ("2 600 EUR", "2600.00"),
    ("3,000.00 EUR", "3000.00"),
)


def _ordinary(index: int) -> Person:
    key, first, last, organisation, country, in_english, in_french = _NAMES[index]
    french = country in ("FR", "BE") or index == 6
    expert = index % 3 == 1
    typed, amount = _AMOUNTS[index % len(_AMOUNTS)]
    start = 2004 + index % 7
    posts = (
        managed(str(start), "2012", "Former regional cluster initiative"),
        managed("2011", "today" if not french else "à ce jour", organisation, ongoing=True),
    )
    languages: list[tuple[str, str | None]] = [("en", "C1")]
    if french or index % 4 == 0:
        languages.append(("fr", "native" if french else "B2"))
    if country == "ES":
        languages.append(("es", "native"))
    return Person(
        key=key,
        first=first,
        last=last,
        organisation=organisation,
        position="Directeur" if french else "Director",
        country=country,
        country_typed=in_french if french else in_english,
        kind="expert" if expert else "cluster_manager",
        years=str(2019 - start),
        posts=posts,
        areas=tuple(AREAS[(index + step) % len(AREAS)] for step in (0, 2, 5)),
        languages=tuple(languages),
        sectors=(_SECTORS[index % len(_SECTORS)], _SECTORS[(index + 4) % len(_SECTORS)]),
        capacity=(1, 2, None, 1, 2)[index % 5],
        quotation=typed,
        money=(amount, "EUR", "excluded", "mentee"),
        language="fr" if french else "en",
        format="xlsx" if index % 4 == 2 else "docx",
        preferred=(("TN",), ("MA", "TN"), (), ("EG",), ("JO", "LB"))[index % 5],
        links="Néant" if french else "None",
    )


ORDINARY = tuple(_ordinary(index) for index in range(len(_NAMES)))
_BY_KEY = {person.key: person for person in ORDINARY}


def _like(model: str, key: str, first: str, last: str, organisation: str, **changes: object) -> Person:
    return replace(_BY_KEY[model], key=key, first=first, last=last, organisation=organisation, **changes)


# Each of these is here for one thing that happens in every call.
OVER_CAP = _like(
    "greta.oosterveld", "wim.hazelaar", "Wim", "Hazelaar", "Flower Logistics Cluster",
    language="en", country_typed="Netherlands", position="Director", links="None", quotation="3 400 EUR",
    money=("3400.00", "EUR", "excluded", "mentee"), verdict="ineligible", failing=("quotation-cap",),
    posts=(managed("2006", "2018", "Flower Logistics Cluster"),), years="12", kind="expert",
)  # fmt: skip
ONE_CENT_OVER = _like(
    "otto.brandauer", "xaver.lindenthal", "Xaver", "Lindenthal", "Cluster Wintersport Technik", quotation="3.100,01 €",
    money=("3100.01", "EUR", "excluded", "mentee"), verdict="ineligible", failing=("quotation-cap",),
)  # fmt: skip
VAT_INCLUDED = _like(
    "claire.montreux", "yves.castellane", "Yves", "Castellane", "Cluster Bois et Habitat", quotation="3 600 € TTC",
    money=("3600.00", "EUR", "included", "mentee"), verdict="to_clarify", unclear=("quotation-cap",), format="docx",
)  # fmt: skip
POUNDS = _like(
    "niamh.oreardon", "zoe.harcastle", "Zoe", "Harcastle", "Pennine Textiles Cluster", country="GB",
    country_typed="United Kingdom", quotation="£2,700", money=("2700.00", "GBP", "excluded", "mentee"),
    verdict="to_clarify", unclear=("quotation-cap",),
)  # fmt: skip
FOUR_AND_A_HALF_YEARS = _like(
    "dieter.ahrensberg", "arno.feldkirchen", "Arno", "Feldkirchen", "Beratung Feldkirchen", kind="expert", years="4.5",
    posts=(Post("01/09/2014", "28/02/2019", "Cluster Feinmechanik", "Cluster manager", "management",
                "2014-09-01", "2019-02-28"),),
    verdict="ineligible", failing=("expertise",),
)  # fmt: skip
COUNSELLOR = _like(
    "filippo.tornabene", "bianca.serravalle", "Bianca", "Serravalle", "Studio Serravalle", kind="expert", years="0",
    posts=(counselled("03/2016", "10/2017", "Distretto Nautica Alta", "2016-03", "2017-10"),), format="docx",
    counselling="Strategy and member engagement for three clusters in northern Italy, 2016 to 2017.",
)  # fmt: skip
NOT_EUROPEAN = _like(
    "maria.theodorou", "cem.aydinoglu", "Cem", "Aydınoğlu", "Anatolian Furniture Cluster", country="TR",
    country_typed="Turkey", verdict="to_clarify", unclear=("european",),
)  # fmt: skip
NO_CONSENT = _like(
    "paulina.wrzosek", "dorota.milewicz", "Dorota", "Milewicz", "Klaster Meblarski Warta", consent=False,
    verdict="ineligible", failing=("declarations",),
)  # fmt: skip
AREAS_IN_WORDS = _like(
    "quentin.delaroche", "emma.lavergne", "Emma", "Lavergne", "Pôle Cuir du Limousin", format="docx",
    areas=("strategy", "governance"),
)  # fmt: skip
LATE = _like("sanna.rautavirta", "frans.kuusimaki", "Frans", "Kuusimäki", "Arctic Mining Cluster", format="docx",
             verdict="ineligible", failing=("deadline",))  # fmt: skip
LAST_SECOND = _like("radu.ionitescu", "gelu.maneascu", "Gelu", "Măneascu", "Dunărea Textile Cluster", format="docx")
RESUBMITTED = _like("tomaz.kersnikar", "hana.vidmarjan", "Hana", "Vidmarjan", "Kraški grozd kamna", format="docx")
LINKED = _like(
    "elena.vasquaro", "ines.albarracin", "Inés", "Albarracín", "Clúster Textil Levante", format="docx",
    links="I advised the Tunis Smart Textiles cluster in 2017.",
)  # fmt: skip
BLANK_PRICE = _like("katrin.saarepuu", "joosep.lepiksoo", "Joosep", "Lepiksoo", "Baltic Foodtech Cluster", quotation="",
                    money=None, verdict="to_clarify", unclear=("complete", "quotation-cap"), format="docx")  # fmt: skip

FORWARDED = _like("luc.vanderbeke", "karel.meersman", "Karel", "Meersman", "Cluster Brassicole", format="docx")
ZIPPED = _like("janos.feherto", "laszlo.kormendi", "László", "Körmendi", "Tisza Energia Klaszter", format="xlsx")
LOOSE = _like("vincent.aubrac", "mathilde.rocheval", "Mathilde", "Rocheval", "Pôle Image du Sud", format="docx",
              verdict="to_clarify", unclear=("deadline",))  # fmt: skip
OFFICE = (
    _like(
        "irena.kovarova",
        "nada.hruba",
        "Naďa",
        "Hrubá",
        "Klastr Skla Sever",
        format="docx",
        areas=("team", "other"),
        other_area="Glass and crafts at trade fairs",
    ),
    _like("irena.kovarova", "oldrich.benak", "Oldřich", "Benák", "Klastr Obnovitelné Energie", format="xlsx"),
)
"""Two applicants whose forms one assistant sends in one message."""


@dataclass(frozen=True)
class Cluster:
    """A mentee cluster, its manager and its needs (area → 1 useful, 2 important, 3 priority)."""

    ref: str
    name: str
    country: str
    manager: str
    sectors: tuple[str, ...]
    languages: str
    needs: dict[str, int]
    wishes: str = ""


_CLUSTERS = [
    ("Algiers Agro Coast", "DZ", "Samia Belkhodja"),
    ("Oran Digital Bay", "DZ", "Nassim Tahraoui"),
    ("Constantine Metalworks", "DZ", "Lynda Guerroudj"),
    ("Cairo Creative Quarter", "EG", "Hany Elmasrafy"),
    ("Alexandria Marine Foods", "EG", "Dalia Rashwan"),
    ("Damietta Furniture Craft", "EG", "Tarek Abouzeina"),
    ("Aswan Solar Valley", "EG", "Mona Serageldin"),
    ("Amman Health Tech", "JO", "Rula Haddadin"),
    ("Irbid Software Park", "JO", "Zaid Obeidatt"),
    ("Petra Heritage Tourism", "JO", "Lina Majalieh"),
    ("Beirut Design Lab", "LB", "Karim Daouk"),
    ("Bekaa Wine and Food", "LB", "Joumana Sfeirian"),
    ("Tripoli Woodcraft", "LB", "Rami Karamieh"),
    ("Saida Clean Energy", "LB", "Nour Bizriane"),
    ("Casablanca Electronics", "MA", "Amine Berradane"),
    ("Fès Leather Arts", "MA", "Salma Benjellouni"),
    ("Agadir Seafood", "MA", "Youssef Idrissane"),
    ("Marrakech Textiles", "MA", "Khadija Tazroute"),
    ("Bethlehem Stone", "PS", "George Hazbounian"),
    ("Hebron Shoes and Leather", "PS", "Amal Natshehan"),
    ("Gaza Software", "PS", "Basel Shawwani"),
    ("Tunis Smart Textiles", "TN", "Ines Gharbioui"),
    ("Sfax Olive and Food", "TN", "Mehdi Kallelian"),
    ("Sousse Mechatronics", "TN", "Olfa Jaziriane"),
    ("Bizerte Packaging", "TN", "Walid Trabelsiou"),
    ("Djerba Sustainable Tourism", "TN", "Emna Chaabouniane"),
]
_FRENCH = ("DZ", "MA", "TN", "LB")


def _cluster(index: int) -> Cluster:
    name, country, manager = _CLUSTERS[index]
    needs = {
        AREAS[index % 9]: 3,
        AREAS[(index + 4) % 9]: 3 if index % 3 == 0 else 2,
        AREAS[(index + 2) % 9]: 2,
        AREAS[(index + 7) % 9]: 1,
    }
    languages = "French native; English B2; Arabic native" if country in _FRENCH else "English C1; Arabic native"
    if index in (2, 12, 17):
        languages = "French native; Arabic native"
    return Cluster(
        ref=f"M{index + 1:02d}",
        name=name,
        country=country,
        manager=manager,
        sectors=(_SECTORS[index % len(_SECTORS)], _SECTORS[(index + 5) % len(_SECTORS)]),
        languages=languages,
        needs=needs,
        wishes=" ".join(_NAMES[index % len(_NAMES)][1:3]) if index % 6 == 0 else "",
    )


MENTEES = tuple(_cluster(index) for index in range(len(_CLUSTERS)))
