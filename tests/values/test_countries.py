"""Countries by their names."""

from __future__ import annotations

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from cbt_cli.calls import load_call
from cbt_cli.values.cldr import CIRCLES, FIRST
from cbt_cli.values.countries import read_countries, read_country

CODES = (*load_call().countries.eligible, *load_call().countries.mentees)
LOCALES = tuple(locale for circle in CIRCLES for locale in circle)


def country(text: str) -> tuple[str | None, list[str]]:
    """The country that is read, and the doubts."""
    read = read_country(text)
    return read.value, [doubt.code for doubt in read.doubts]


def countries(text: str) -> tuple[tuple[str, ...] | None, list[str]]:
    """The countries that are read, and the doubts."""
    read = read_countries(text)
    return read.value, [doubt.code for doubt in read.doubts]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("France", "FR"),
        ("FRANCE", "FR"),
        ("france.", "FR"),
        ("La France", "FR"),
        ("FR", "FR"),
        ("FRA", "FR"),
        ("Deutschland", "DE"),
        ("UK", "GB"),
        ("U.K.", "GB"),
        ("Great Britain (UK)", "GB"),
        ("England", "GB"),
        ("Northern Ireland", "GB"),
        ("Ireland, Northern", "GB"),
        ("Ireland (Northern)", "GB"),
        ("Ireland", "IE"),
        ("Republic of Ireland", "IE"),
        ("Holland", "NL"),
        ("the Netherlands", "NL"),
        ("Czechia", "CZ"),
        ("Czech Republic", "CZ"),
        ("République tchèque", "CZ"),
        ("Slovak Republic", "SK"),
        ("Kingdom of Spain", "ES"),
        ("Palestine", "PS"),
        ("Palestine*", "PS"),
        ("Palestinian Territories", "PS"),
        ("State of Palestine", "PS"),
        ("Palestine, State of", "PS"),
        ("Territoires palestiniens", "PS"),
        ("Côte d’Ivoire", "CI"),
        ("Ivory Coast", "CI"),
        ("Georgia", "GE"),
        ("Guinea", "GN"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("Korea, South", "KR"),
        ("Republic of China", "TW"),
        ("Congo (DRC)", "CD"),
        ("Democratic Republic of Congo", "CD"),
        ("Bosnia and Herzegovina", "BA"),
        ("Bosnia & Herzegovina", "BA"),
        ("Türkiye", "TR"),
        ("EL", "GR"),
        ("Ελλάδα", "GR"),
        ("المغرب", "MA"),
        ("Italy 🇮🇹", "IT"),
        ("Belgique / België", "BE"),
        ("Suomi – Finland", "FI"),
        ("Griechenland", "GR"),
    ],
)
def test_every_name_of_a_country_is_read(text: str, code: str) -> None:
    """Names in any language, official names, names of usage and codes: read without any doubt."""
    assert country(text) == (code, [])


@pytest.mark.parametrize(
    ("text", "code", "doubt"),
    [
        ("Frnce", "FR", "country-near"),
        ("Belguim", "BE", "country-near"),
        ("Untied Kingdom", "GB", "country-near"),
        ("fr", "FR", "country-code"),
        ("NO", "NO", "country-code"),
        ("French", "FR", "country-adjective"),
        ("française", "FR", "country-adjective"),
        ("Italian Republic", "IT", "country-adjective"),
        ("Lyon, France", "FR", "country-beside-words"),
        ("Lyon (France)", "FR", "country-beside-words"),
        ("F-69000 Lyon - France", "FR", "country-beside-words"),
    ],
)
def test_how_a_country_was_read_is_noted(text: str, code: str, doubt: str) -> None:
    """A slip of the pen, an adjective or a place beside the country: read, and said."""
    assert country(text) == (code, [doubt])


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Congo", "country-ambiguous"),
        ("Korea", "country-ambiguous"),
        ("Saint Martin", "country-ambiguous"),
        ("Atlanta, Georgia", "country-ambiguous"),
        ("Nigera", "country-ambiguous"),
        ("Nigeri", "country-ambiguous"),
        ("Nigeris", "country-ambiguous"),
        ("Sambia", "country-ambiguous"),
        ("France and Belgium", "country-several"),
        ("France / Belgium", "country-several"),
        ("Georgia, USA", "country-several"),
        ("Luxembourg, Belgium", "country-several"),
        ("France, but working in Belgium", "country-several"),
        ("Lyon, France (Spanish citizen)", "country-several"),
        ("Not France", "country-unknown"),
        ("outside, France", "country-unknown"),
        ("Northern Cyprus", "country-unknown"),
        ("Austrlia", "country-unknown"),
        ("Slovania", "country-unknown"),
        ("Europe", "country-unknown"),
        ("EU", "country-unknown"),
        ("No", "country-unknown"),
        ("NA", "country-unknown"),
        ("Yugoslavia", "country-unknown"),
        ("Atlantis", "country-unknown"),
        ("America", "country-unknown"),
        ("x", "country-unknown"),
        ("", "country-unknown"),
        ("France" + ", Lyon" * 50, "country-unreadable"),
    ],
)
def test_a_country_that_is_not_certain_is_not_read(text: str, doubt: str) -> None:
    """Two countries, a name that several share, a slip that is near to two: a reason, and no country."""
    assert country(text) == (None, [doubt])


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Tunisia, Morocco and Egypt", ("TN", "MA", "EG")),
        ("Tunisie et Maroc", ("TN", "MA")),
        ("Tunisia / Morocco", ("TN", "MA")),
        ("Jordan; Palestine*; Lebanon", ("JO", "PS", "LB")),
        ("- Tunisia\n- Morocco", ("TN", "MA")),
        ("1. Tunisia\n2) Morocco", ("TN", "MA")),
        ("TN, MA, DZ", ("TN", "MA", "DZ")),
        ("Bosnia and Herzegovina and Serbia", ("BA", "RS")),
        ("Tunisia, Tunisia, Morocco", ("TN", "MA")),
        ("Algérie – Égypte – Liban", ("DZ", "EG", "LB")),
    ],
)
def test_lists_of_countries_keep_their_order(text: str, codes: tuple[str, ...]) -> None:
    """However the names are parted: each once, in the order of the answer."""
    assert countries(text) == (codes, [])


def test_what_is_no_country_of_a_list_is_said_and_the_rest_kept() -> None:
    """One unknown name does not lose the others; no preference is no list."""
    assert countries("Tunisia, Atlantis") == (("TN",), ["country-unknown"])
    assert countries("Maghreb") == (None, ["country-unknown"])
    assert countries("NO") == (None, ["country-unknown"])
    assert countries("no preference") == (None, ["countries-any"])
    assert countries("Tous") == (None, ["countries-any"])
    assert countries("any, " * 500) == (None, ["country-unreadable"])


@given(st.sampled_from(sorted(set(CODES))), st.sampled_from(LOCALES))
def test_the_countries_of_the_call_are_known_in_every_language(code: str, locale: str) -> None:
    """The name of any country of the call in any language of Europe and the Mediterranean is read as that country, or
    reported: never as another."""
    assert read_country(Locale.parse(locale).territories[code]).value in {code, None}


@given(
    st.sampled_from(sorted(Locale("en").territories)), st.integers(0, 30), st.sampled_from("abcdefghijklmnopqrstuvwxyz")
)
def test_a_wrong_letter_never_makes_another_country_in_silence(code: str, at: int, letter: str) -> None:
    """One letter replaced in any name gives the country itself, none, or one with a reason to look; unless it makes
    another's name in a language of the forms ("Chine", "Irak")."""
    name = Locale("en").territories[code]
    wrong = name[:at] + letter + name[at + 1 :]
    read = read_country(wrong)
    another = {Locale(locale).territories[read.value].casefold() for locale in FIRST if read.value is not None}
    assert read.value in {code, None} or read.doubts or wrong.casefold() in another


@given(
    st.text(max_size=250)
    | st.lists(st.sampled_from(["France", "and", ",", "(", ")", "not", "Lyon", "North"])).map(" ".join)
)
def test_no_text_makes_reading_fail(text: str) -> None:
    """Any text gives a value or a reason, as one country and as a list."""
    for read in (read_country(text), read_countries(text)):
        assert read.value is not None or read.doubts
