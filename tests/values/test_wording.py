"""Cores of labels and options."""

from __future__ import annotations

import pytest

from cbt_cli.calls import load_call
from cbt_cli.values.wording import core, cores, find_option


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Country", "country"),
        ("1. Country *:", "country"),
        ("1.2) Country :", "country"),
        ("3 Country", "country"),
        ("• Prénom\u00a0:", "prenom"),
        ("a) Nombre d’années d’expérience dans la direction d’un cluster",
         "nombre d'annees d'experience dans la direction d'un cluster"),
        ("Quotation ........", "quotation"),
        ("E\u2011mail ____", "e-mail"),
        ("Financing model — sustainability", "financing model - sustainability"),
        ("À", "a"),
    ],
)  # fmt: skip
def test_a_core_is_what_the_label_says_without_its_dress(written: str, meant: str) -> None:
    """Numbering, bullets, asterisks, colons, leaders, accents and typographic quotes do not change a label's core."""
    assert core(written) == meant


def test_a_bilingual_label_gives_each_language() -> None:
    """ "Country / Pays" may be meant by either part, the whole comes first."""
    assert cores("Country / Pays *") == ("country / pays", "country", "pays")


def test_a_hint_in_brackets_may_be_left_out() -> None:
    """What stands in brackets is tried with and without."""
    assert cores("Sectors (up to three)") == ("sectors (up to three)", "sectors")


def test_every_area_is_found_by_all_its_wordings() -> None:
    """Both languages and every variant of the built-in call's areas lead to their own key."""
    areas = load_call().areas
    for area in areas:
        for text in (area.label.en, area.label.fr, *area.variants):
            assert find_option(text, areas) == area.key


def test_an_option_is_never_guessed() -> None:
    """A misspelt or unknown option is none."""
    areas = load_call().areas
    assert find_option("Cluster stratgy", areas) is None
    assert find_option("", areas) is None
