"""Quotations as people write them."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt_cli.calls import load_call
from cbt_cli.domain.applications import Money
from cbt_cli.domain.calls import Quotation
from cbt_cli.domain.findings import Severity
from cbt_cli.values.money import read_money
from cbt_cli.values.reading import Read

LABEL = "Quotation per mentee (EUR, VAT excluded)"
BARE = "Quotation"


@lru_cache(maxsize=1)
def terms() -> Quotation:
    """The built-in call's: a cap of EUR 3,100 for each mentee, VAT excluded."""
    return load_call().quotation


def read(text: str, number: Decimal | None = None, currency: str | None = None, label: str = LABEL) -> Read[Money]:
    return read_money(text, number, currency, label, terms())


def spelt(money: Money | None) -> str | None:
    """Money in one line: ``3100 EUR excluded mentee``."""
    return None if money is None else f"{money.amount} {money.currency} {money.vat} {money.unit}"


def codes(found: Read[Money]) -> list[str]:
    return [doubt.code for doubt in found.doubts]


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("3100", "3100 EUR excluded mentee"),
        ("3.100,00 €", "3100.00 EUR excluded mentee"),
        ("3 100 €", "3100 EUR excluded mentee"),
        ("3\u00a0100\u202f€", "3100 EUR excluded mentee"),
        ("3\u2009100 €", "3100 EUR excluded mentee"),
        ("3,100.00 EUR", "3100.00 EUR excluded mentee"),
        ("EUR 3.100,-", "3100 EUR excluded mentee"),
        ("EUR 3,100.- excl. VAT", "3100 EUR excluded mentee"),
        ("3 100,–", "3100 EUR excluded mentee"),
        ("75,–", "75 EUR excluded mentee"),
        ("3100 euros HT", "3100 EUR excluded mentee"),
        ("2900€HT", "2900 EUR excluded mentee"),
        ("3 100 € TTC", "3100 EUR included mentee"),
        ("2 950 EUR + VAT", "2950 EUR excluded mentee"),
        ("2 950 € hors TVA", "2950 EUR excluded mentee"),
        ("2 950 € H.T.", "2950 EUR excluded mentee"),
        ("2 950 € (TVA non applicable, art. 293 B du CGI)", "2950 EUR excluded mentee"),
        ("2 950 € zzgl. 19 % MwSt.", "2950 EUR excluded mentee"),
        ("2 950 € inkl. MwSt.", "2950 EUR included mentee"),
        ("2 950 € más IVA", "2950 EUR excluded mentee"),
        ("2 950 € IVA incluido", "2950 EUR included mentee"),
        ("2 950 € IVA esclusa", "2950 EUR excluded mentee"),
        ("2 950 € oltre IVA", "2950 EUR excluded mentee"),
        ("2 950 € netto", "2950 EUR excluded mentee"),
        ("3.1k", "3100.0 EUR excluded mentee"),
        ("2,9 k€", "2900.0 EUR excluded mentee"),
        ("3k€", "3000 EUR excluded mentee"),
        ("1,25 Mio.", "1250000.00 EUR excluded mentee"),
        ("1.250.000 €", "1250000 EUR excluded mentee"),
        ("4 415,50", "4415.50 EUR excluded mentee"),
        ("CHF 3’100.–", "3100 CHF excluded mentee"),
        ("for 1,031.01 €", "1031.01 EUR excluded mentee"),
        ("£ 2700", "2700 GBP excluded mentee"),
        ("2900 EUR / mentee", "2900 EUR excluded mentee"),
        ("2900 € par cluster", "2900 EUR excluded mentee"),
        ("450 € par jour", "450 EUR excluded day"),
        ("450 €/j", "450 EUR excluded day"),
        ("5 800 € au total", "5800 EUR excluded total"),
        ("6 200 € pour deux clusters", "6200 EUR excluded total"),
        ("three thousand one hundred euros", "3100 EUR excluded mentee"),
        ("deux mille neuf cents euros", "2900 EUR excluded mentee"),
        ("2 900 € (deux mille neuf cents euros)", "2900 EUR excluded mentee"),
        ("٣١٠٠ €", "3100 EUR excluded mentee"),
        ("３１００ €", "3100 EUR excluded mentee"),
    ],
)
def test_every_spelling_is_read(text: str, money: str) -> None:
    """The spellings that occur give amount, currency, VAT and unit, without any doubt."""
    assert (spelt(read(text).value), codes(read(text))) == (money, [])


@pytest.mark.parametrize("text", ["3.100", "3,100", "€3,100", "€ 3.100", "3.100 EUR"])
def test_three_euros_ten_would_be_absurd(text: str) -> None:
    """``3.100`` means three thousand one hundred beside the call's cap, and that is noted."""
    found = read(text)
    assert (spelt(found.value), codes(found)) == ("3100 EUR excluded mentee", ["money-read-as"])
    assert {doubt.severity for doubt in found.doubts} == {Severity.NOTE}


def test_where_both_readings_are_possible_neither_is_taken() -> None:
    """With a cap in single euros ``3.100`` may be three euros ten."""
    small = terms().model_copy(update={"cap": Decimal(40)})
    found = read_money("3.100 €", None, None, LABEL, small)
    assert (found.value, codes(found)) == (None, ["money-ambiguous"])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("on request", "money-later"),
        ("sur demande", "money-later"),
        ("Auf Anfrage", "money-later"),
        ("to be discussed", "money-later"),
        ("3100 €, negotiable", "money-later"),
        ("see attached offer", "money-later"),
        ("free of charge", "money-unreadable"),
        ("yes", "money-unreadable"),
        ("2000-3000 €", "money-unreadable"),
        ("between 2000 and 3000 €", "money-unreadable"),
        ("2000 or 3000 €", "money-unreadable"),
        ("2 x 1 500 €", "money-unreadable"),
        ("approx. 3000 €", "money-unreadable"),
        ("max. 3100 €", "money-unreadable"),
        ("3100 €?", "money-unreadable"),
        ("-3100 €", "money-unreadable"),
        ("3100 € + travel", "money-unreadable"),
        ("3100 € plus frais", "money-unreadable"),
        ("3100²", "money-unreadable"),
        ("3100 € per hour", "money-unit"),
        ("3100 € / session", "money-unit"),
        ("3100 € per mentee per day", "money-unit"),
        ("3100 € HT TTC", "money-vat"),
        ("3100 € / $3500", "money-currency"),
        ("3100 €, 2900 €", "money-several"),
        ("31 00", "money-several"),
        ("3.1", "money-implausible"),
        ("3100 €" + " " * 600 + "x", "money-unreadable"),
    ],
)
def test_what_is_not_certain_is_not_read(text: str, code: str) -> None:
    """An answer with a word, sign or second amount that may change its meaning gives no amount, but a reason."""
    found = read(text)
    assert (found.value, codes(found)) == (None, [code])
    assert {doubt.severity for doubt in found.doubts} == {Severity.CLARIFY}


def test_a_printed_unit_is_no_answer() -> None:
    """A sign or "EUR, VAT excluded" that the form prints in the answer's place is a blank, and noted as such."""
    for text in ("€", "EUR", "EUR, VAT excluded", "€ HT"):
        found = read(text)
        assert (found.value, codes(found), found.doubts[0].severity) == (None, ["money-no-amount"], Severity.NOTE)


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("3 100 € par cluster, soit 6 200 € pour deux", "3100 EUR excluded mentee"),
        ("2 900 € HT (3 480 € TTC)", "2900 EUR excluded mentee"),
        ("€ 500 per day, i.e. € 3000 per mentee", "3000 EUR excluded mentee"),
        ("6 200 € pour deux clusters, soit 3 100 € par cluster", "3100 EUR excluded mentee"),
    ],
)
def test_of_several_amounts_the_one_in_the_calls_terms_is_taken_if_the_others_agree(text: str, money: str) -> None:
    """The second amount is the same price with VAT, for several mentees or for a day of it."""
    found = read(text)
    assert (spelt(found.value), codes(found)) == (money, ["money-chosen"])


@pytest.mark.parametrize(
    "text",
    [
        "3 100 € par cluster, soit 6 300 € pour deux",
        "2 900 € HT (4 480 € TTC)",
        "2 900 € HT (2 000 € TTC)",
        "€ 3500 per day, i.e. € 3000 per mentee",
    ],
)
def test_amounts_that_contradict_each_other_are_not_read(text: str) -> None:
    """A total that is no multiple, a gross amount that no VAT rate explains: which one holds is not certain."""
    assert (read(text).value, codes(read(text))) == (None, ["money-several"])


def test_the_label_speaks_only_where_the_answer_is_silent() -> None:
    """What the printed label states holds for an answer that says nothing else; a bare label states nothing."""
    assert spelt(read("2900", label=BARE).value) == "2900 None unstated unstated"
    assert codes(read("2900", label=BARE)) == ["money-currency"]
    assert spelt(read("2900 € TTC au total", label=LABEL).value) == "2900 EUR included total"
    assert spelt(read("2900", label="Devis / Quotation – Devis par cluster (EUR, hors TVA)").value) == (
        "2900 EUR excluded mentee"
    )
    assert spelt(read("2900 €", label="d) Price per day or per mentee (€)").value) == "2900 EUR unstated unstated"


def test_a_sign_that_several_currencies_share_is_never_the_labels() -> None:
    """``$`` under a label in euros is no euro, and which dollar it is is not known."""
    found = read("$2900")
    assert (spelt(found.value), codes(found)) == ("2900 None excluded mentee", ["money-currency"])


def test_the_number_of_a_cell_holds_if_the_cell_shows_it() -> None:
    """A cell may round what it shows to a whole amount; anything else is a contradiction."""
    assert spelt(read("2 900 €", Decimal(2900)).value) == "2900 EUR excluded mentee"
    assert spelt(read("2 900 €", Decimal("2899.5")).value) == "2899.5 EUR excluded mentee"
    assert spelt(read("3.100", Decimal(3100)).value) == "3100 EUR excluded mentee"
    assert codes(read("2 900 €", Decimal(2800))) == ["money-shown"]
    assert codes(read("R42", Decimal("41.5"))) == ["money-unreadable"]
    assert spelt(read("2900", Decimal(2900), "GBP").value) == "2900 GBP excluded mentee"
    assert codes(read("2900 €", Decimal(2900), "GBP")) == ["money-currency"]


AMOUNTS = st.decimals(min_value=100, max_value=99_999, places=2) | st.integers(100, 99_999).map(Decimal)
SPACES = st.sampled_from([" ", "\u00a0", "\u202f", "\u2009"])
CURRENCIES = {"EUR": ("€", "EUR", "euros", "Euro", "eur"), "GBP": ("£", "GBP"), "CHF": ("CHF",), "PLN": ("PLN", "zł")}
VATS = {
    "excluded": ("HT", "excl. VAT", "+ VAT", "hors TVA", "zzgl. MwSt.", "IVA esclusa", "(VAT excluded)", "ohne MwSt."),
    "included": ("TTC", "incl. VAT", "VAT included", "inkl. MwSt.", "IVA incluido", "TVA comprise"),
}
UNITS = {
    "mentee": ("per mentee", "par cluster", "/ mentee", "each"),
    "day": ("per day", "par jour", "/day", "pro Tag"),
    "total": ("in total", "au total", "for two mentees", "forfait"),
}


@st.composite
def figures(draw: st.DrawFn, amount: Decimal) -> str:
    """A way to write ``amount`` that allows of no other reading."""
    whole, _, cents = f"{amount:f}".partition(".")
    thousands, decimal = draw(
        st.sampled_from([(",", "."), (".", ","), ("'", "."), (" ", ","), (" ", "."), ("", ","), ("", ".")])
    )
    between = draw(SPACES) if thousands == " " else thousands
    grouped = f"{int(whole):,}".replace(",", between)
    if cents and int(cents):
        return f"{grouped}{decimal}{cents}"
    ends = ["", f"{decimal}00", f"{decimal}-", f"{decimal}--", f"{decimal}–"]
    if thousands in {",", "."} and len(whole) > 3:
        ends = ends[1:]  # "3.100" alone is another matter
    if thousands == "'":
        ends = ["", ".00", ".-", ".–"]
    return grouped + draw(st.sampled_from(ends))


@st.composite
def spellings(draw: st.DrawFn) -> tuple[str, str]:
    """A quotation as written, and what it says."""
    amount = draw(AMOUNTS)
    figure = draw(figures(amount))
    currency = draw(st.sampled_from([None, *CURRENCIES]))
    vat, unit = draw(st.sampled_from([None, *VATS])), draw(st.sampled_from([None, *UNITS]))
    text = figure
    if currency:
        sign = draw(st.sampled_from(CURRENCIES[currency]))
        space = draw(st.sampled_from(["", " ", "\u00a0"])) if figure[-1] not in "-–" else " "
        text = f"{sign}{space}{figure}" if draw(st.booleans()) else f"{figure}{space}{sign}"
    if vat:
        text = f"{text} {draw(st.sampled_from(VATS[vat]))}"
    if unit:
        text = f"{text} {draw(st.sampled_from(UNITS[unit]))}"
    return text, f"{amount.normalize():f} {currency or 'EUR'} {vat or 'excluded'} {unit or 'mentee'}"


@given(spellings())
def test_any_spelling_of_an_amount_gives_that_amount(case: tuple[str, str]) -> None:
    """Separators, signs, VAT words and units in any combination come back as what they say."""
    text, meant = case
    money = read(text).value
    assert money is not None, (text, read(text))
    assert spelt(money.model_copy(update={"amount": money.amount.normalize()})) is not None
    assert f"{money.amount.normalize():f} {money.currency} {money.vat} {money.unit}" == meant


WORDS = st.sampled_from(
    (
        *(
            "€",
            "EUR",
            "£",
            "VAT",
            "TVA",
            "HT",
            "TTC",
            "excl.",
            "incl.",
            "per mentee",
            "day",
            "par jour",
            "pour deux",
            "and",
        ),
        *(
            "+",
            "-",
            "–",
            "/",
            "(",
            ")",
            ",",
            ";",
            ".",
            "x",
            "for",
            "total",
            "each",
            "or",
            "to",
            "max",
            "about",
            "%",
            "not",
        ),
        *(
            "hours",
            "travel",
            "included",
            "fee",
            "is",
            "price",
            "'",
            "=",
            ":",
            "soit",
            "approx.",
            "two",
            "half",
            "?",
            "#",
        ),
    )
)


@given(AMOUNTS.flatmap(lambda each: st.tuples(st.just(each), figures(each))), *[st.lists(WORDS, max_size=4)] * 2)
def test_words_around_an_amount_never_make_another_of_it(
    case: tuple[Decimal, str], before: list[str], after: list[str]
) -> None:
    """Whatever stands around an amount, either that amount is read or none."""
    money = read(" ".join([*before, case[1], *after])).value
    assert money is None or money.amount == case[0]


@given(AMOUNTS, AMOUNTS, st.sampled_from([" ", " - ", " / ", " or ", ", ", " to ", "; ", " x ", "-", "/", " (", " + "]))
def test_of_two_amounts_without_a_word_none_is_taken(one: Decimal, other: Decimal, between: str) -> None:
    """Two different amounts that nothing explains give no amount."""
    if one != other:
        assert read(f"{one:f} €{between}{other:f} €").value is None


@given(st.text(max_size=300), st.text(max_size=60))
def test_nothing_makes_the_reader_fail(text: str, label: str) -> None:
    """Any text and any label give money or at least one reason why not."""
    found = read(text, label=label)
    assert (found.value is None) <= bool(found.doubts)


def test_long_junk_is_refused_at_once() -> None:
    """Ten kilobytes of separators and words are no amount."""
    for junk in ("3.100," * 2000, "€ " * 5000, "3 100 " * 2000, "(" * 10_000):
        assert read(junk).value is None
