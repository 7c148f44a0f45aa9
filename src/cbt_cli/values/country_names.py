"""Names of countries beside those of the CLDR: what people call them, adjectives, and names that mean several.

Sources: UNTERM and the EU's Interinstitutional Style Guide (Annex A5 and A6) for official names, usage for the rest.
"""

from __future__ import annotations

from collections.abc import Iterator

from cbt_cli.values.cldr import Names, gathered

SEVERAL: dict[str, tuple[str, ...]] = {
    "congo": ("CG", "CD"),
    "korea": ("KR", "KP"),
    "coree": ("KR", "KP"),
    "corea": ("KR", "KP"),
    "virgin islands": ("VG", "VI"),
    "iles vierges": ("VG", "VI"),
    "saint martin": ("MF", "SX"),
    "congolese": ("CG", "CD"),
    "congolais": ("CG", "CD"),
    "guiana": ("GF", "GY"),
    "guyane": ("GF", "GY"),
}
"""Names that more than one country bears, with those countries."""

_FURTHER = """
GB: UK, U.K., U.K, United-Kingdom, Great Britain, Britain, Grande-Bretagne, Grande Bretagne, Royaume Uni, England, \
Scotland, Wales, Northern Ireland, Angleterre, Ecosse, Pays de Galles, Irlande du Nord, Grossbritannien, Gran \
Bretaña, Gran Bretagna, United Kingdom of Great Britain and Northern Ireland, Royaume-Uni de Grande-Bretagne et \
d'Irlande du Nord, Inghilterra, Inglaterra, Nordirland, Schottland, Irlanda del Norte, Irlanda del Nord
IE: Republic of Ireland, Eire, République d'Irlande, Irish Republic, Southern Ireland
NL: Holland, The Netherlands, Hollande, Holanda, Olanda, Netherland, Nederlands
CZ: Czech Republic, The Czech Republic, République tchèque, Rép. tchèque, Tchéquie, Tschechische Republik, Česká \
republika, República Checa, Repubblica Ceca, Czech Rep., Czech Rep
SK: Slovak Republic, République slovaque, Slowakische Republik, Slovenská republika
PS: Palestine, فلسطين, دولة فلسطين, State of Palestine, Palestinian Territories, Palestinian Territory, Occupied \
Palestinian Territory, Palestinian Authority, Territoires palestiniens, État de Palestine, Palestina, West Bank and \
Gaza, West Bank & Gaza, West Bank, Gaza, Gaza Strip, Cisjordanie, Bande de Gaza, oPt, Autorité palestinienne, \
Territoire palestinien occupé
CI: Ivory Coast, Cote d'Ivoire
MK: Macedonia, FYROM, FYR Macedonia, Former Yugoslav Republic of Macedonia, Republic of North Macedonia, Macédoine, \
Republic of Macedonia, Mazedonien, ARYM
US: USA, U.S.A., U.S., US, United States of America, The United States, États-Unis d'Amérique, Etats Unis, EE.UU., \
EEUU, Vereinigte Staaten von Amerika, Stati Uniti d'America, Estados Unidos de América
AE: UAE, U.A.E., EAU, Emirates, Emirats arabes unis, VAE
KR: South Korea, Republic of Korea, Corée du Sud, ROK, République de Corée
KP: North Korea, DPRK, Democratic People's Republic of Korea, Corée du Nord
CD: DRC, DR Congo, Democratic Republic of the Congo, Democratic Republic of Congo, RDC, République démocratique du \
Congo, Congo-Kinshasa, Congo (DRC), Congo (RDC), Congo (Kinshasa), Zaire
CG: Republic of the Congo, Republic of Congo, Congo-Brazzaville, Congo (Brazzaville), République du Congo
RU: Russian Federation, Fédération de Russie
SY: Syrian Arab Republic, République arabe syrienne
IR: Islamic Republic of Iran, Persia
TR: Turkey, Republic of Turkey, Türkei
SZ: Swaziland
MM: Burma, Birmanie
CV: Cape Verde
TL: East Timor
VA: Vatican, Holy See, Saint-Siège
CN: People's Republic of China, PRC, République populaire de Chine, Mainland China
TW: Republic of China, Taiwan, R.O.C.
MD: Moldavia, Republic of Moldova, Moldavie
BA: Bosnia, Bosnia Herzegovina, Bosnia-Herzegovina, Bosnie, BiH, Bosnie Herzégovine
GR: Hellas, Hellenic Republic, EL, Ellada, République hellénique
DE: Federal Republic of Germany, BRD, FRG, République fédérale d'Allemagne, RFA
CH: Confoederatio Helvetica, Swiss Confederation, Confédération suisse, Schweizerische Eidgenossenschaft
LY: State of Libya, Libyan Arab Jamahiriya
TZ: United Republic of Tanzania
VN: Viet Nam
LA: Lao PDR
BN: Brunei Darussalam
BO: Plurinational State of Bolivia
VE: Bolivarian Republic of Venezuela
GM: The Gambia
BS: The Bahamas
PG: PNG
SA: KSA, Kingdom of Saudi Arabia
NZ: Aotearoa
LU: Luxemburg, Grand Duchy of Luxembourg, Grand-Duché de Luxembourg
HK: Hong Kong, Hongkong
MO: Macao, Macau
"""
_ADJECTIVES = """
AT: Austrian, autrichien, autrichienne
BE: Belgian, belge
BG: Bulgarian, bulgare
CY: Cypriot, chypriote
CZ: Czech, tchèque
DE: German, allemand, allemande
DK: Danish, danois, danoise
EE: Estonian, estonien, estonienne
ES: Spanish, espagnol, espagnole
FI: Finnish, finlandais, finlandaise
FR: French, français, française
GB: British, britannique, English, anglais, anglaise, Scottish, Welsh
GR: Greek, grec, grecque
HR: Croatian, croate
HU: Hungarian, hongrois, hongroise
IE: Irish, irlandais, irlandaise
IT: Italian, italien, italienne
LT: Lithuanian, lituanien, lituanienne
LU: Luxembourgish, luxembourgeois, luxembourgeoise
LV: Latvian, letton, lettone
MT: Maltese, maltais, maltaise
NL: Dutch, néerlandais, néerlandaise
PL: Polish, polonais, polonaise
PT: Portuguese, portugais, portugaise
RO: Romanian, roumain, roumaine
SE: Swedish, suédois, suédoise
SI: Slovenian, Slovene, slovène
SK: Slovak, slovaque
CH: Swiss, suisse
IS: Icelandic, islandais, islandaise
LI: Liechtensteiner, liechtensteinois, liechtensteinoise
NO: Norwegian, norvégien, norvégienne
DZ: Algerian, algérien, algérienne
EG: Egyptian, égyptien, égyptienne
JO: Jordanian, jordanien, jordanienne
LB: Lebanese, libanais, libanaise
MA: Moroccan, marocain, marocaine
PS: Palestinian, palestinien, palestinienne
TN: Tunisian, tunisien, tunisienne
IL: Israeli, israélien, israélienne
SY: Syrian, syrien, syrienne
LY: Libyan, libyen, libyenne
TR: Turkish, turc, turque
AL: Albanian, albanais, albanaise
BA: Bosnian, bosnien, bosnienne
RS: Serbian, serbe
ME: Montenegrin, monténégrin, monténégrine
MK: Macedonian, macédonien, macédonienne
MD: Moldovan, moldave
UA: Ukrainian, ukrainien, ukrainienne
RU: Russian, russe
US: American, américain, américaine
CA: Canadian, canadien, canadienne
GE: Georgian, géorgien, géorgienne
AM: Armenian, arménien, arménienne
"""


def _table(text: str) -> Iterator[tuple[str, str]]:
    for line in text.strip().splitlines():
        code, _, names = line.partition(": ")
        for name in names.split(", "):
            yield name, code


NAMES: Names = gathered(_table(_FURTHER))
"""Further names of countries, by their plain letters."""
ADJECTIVES: Names = gathered(_table(_ADJECTIVES))
"""Adjectives and names of people in English and French."""
