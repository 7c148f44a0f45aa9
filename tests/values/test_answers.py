"""E-mail addresses, ticks in words, lists of text, options and areas in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt_cli.calls import load_call
from cbt_cli.domain.calls import Area, Option
from cbt_cli.values.choices import named_option, read_areas, read_choice
from cbt_cli.values.emails import read_email
from cbt_cli.values.lists import items, names
from cbt_cli.values.ticks import read_tick

CALL = load_call()
ORGANISER = ("call@example.org",)


def email(text: str) -> tuple[str | None, list[str]]:
    """The address that is read, and the doubts."""
    read = read_email(text, ORGANISER)
    return read.value, [doubt.code for doubt in read.doubts]


def areas(text: str) -> tuple[tuple[str, ...], tuple[str, ...], list[str]]:
    """Areas, the words for other topics, and the doubts."""
    read = read_areas(text, CALL.areas)
    assert read.value is not None
    return read.value.keys, read.value.words, [doubt.code for doubt in read.doubts]


def options(field: str) -> tuple[Option, ...]:
    question = CALL.form.question(field)
    assert question is not None
    return question.options


@pytest.mark.parametrize(
    "text",
    [
        "ada@example.org",
        " ada@example.org. ",
        "mailto:ada@example.org",
        "Ada Example <ada@example.org>",
        "<ada@example.org>",
        "E-mail: ada@example.org",
        "Courriel : ada@example.org;",
        "ada@example.org, Ada@Example.org",
        "ada@example.org / call@example.org",
    ],
)
def test_the_applicants_address_is_found(text: str) -> None:
    """With a display name, a label, closing marks, twice, or beside the organiser's: the one address."""
    assert email(text) == ("ada@example.org", [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ada@example.org, bob@example.org", "email-several"),
        ("call@example.org", "email-organiser"),
        ("CALL@example.org", "email-organiser"),
        ("ada@example", "email-unreadable"),
        ("ada@example,org", "email-unreadable"),
        ("ada @example.org", "email-unreadable"),
        ("ada@@example.org", "email-unreadable"),
        ("ada@exam ple.org", "email-unreadable"),
        (".ada@example.org", "email-unreadable"),
        ("ada.@example.org", "email-unreadable"),
        ("ada..lovelace@example.org", "email-unreadable"),
        ("ada@example.org bob@example", "email-unreadable"),
        ("ada(at)example.org", "email-unreadable"),
        ("ada@-example.org", "email-unreadable"),
        ("see above", "email-unreadable"),
        ("ada@example.org " * 40, "email-unreadable"),
    ],
)
def test_an_address_that_is_not_certain_is_not_read(text: str, code: str) -> None:
    """Two addresses, the organiser's own, or none that mail could reach: a reason, and no address."""
    assert email(text) == (None, [code])


def test_words_beside_an_address_are_noted() -> None:
    """They may say that it is somebody else's."""
    assert email("ada@example.org (assistant)") == ("ada@example.org", ["email-beside-words"])


@pytest.mark.parametrize(
    "text", ["x", "X", "yes", "Oui", "JA", "sí", "✓", "☒", "☑", "true", "1", "I agree", "j’accepte", "[x]"]
)
def test_yes_is_yes(text: str) -> None:
    """Marks and words of consent in several languages."""
    assert read_tick(text).value is True


@pytest.mark.parametrize("text", ["no", "Non", "nein", "☐", "false", "0", "I do not agree", "je n'accepte pas", "[ ]"])
def test_no_is_no(text: str) -> None:
    """Empty boxes and words of refusal."""
    assert read_tick(text).value is False


@pytest.mark.parametrize("text", ["yes / no", "maybe", "I agree, except for the photo", "yes but no", "", "not yes"])
def test_anything_else_is_neither(text: str) -> None:
    """A pair, a condition or another word is not understood."""
    read = read_tick(text)
    assert (read.value, [doubt.code for doubt in read.doubts]) == (None, ["tick-unreadable"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Agri-food, food and drink", ("Agri-food", "food and drink")),
        ("Food, drink; Health", ("Food, drink", "Health")),
        ("Textile\nHealth", ("Textile", "Health")),
        ("• Textile\n• Health", ("Textile", "Health")),
        ("- Textile\n- Health (medical devices, drugs)", ("Textile", "Health (medical devices, drugs)")),
        ("1. Textile\n2) Health", ("Textile", "Health")),
        ("Textile • Health", ("Textile", "Health")),
        ("Textile, Health, etc.", ("Textile", "Health")),
        ("ICT / digital", ("ICT / digital",)),
        ("Health", ("Health",)),
        ("3D printing", ("3D printing",)),
        ("Textile,, Health,", ("Textile", "Health")),
    ],
)
def test_lists_of_text_are_parted_where_people_part_them(text: str, found: tuple[str, ...]) -> None:
    """Lines, bullets, semicolons, else commas; never inside brackets, and never at "and"."""
    assert items(text) == found


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("strategy and governance", ("strategy", "governance")),
        ("Governance of the cluster, Cluster strategy", ("strategy", "governance")),
        ("Monitoring, evaluation and impact; Member engagement", ("engagement", "monitoring")),
        ("Suivi, évaluation et impact, Offre de services et Gouvernance", ("services", "governance", "monitoring")),
        ("Communication strategy & branding and governance", ("communication", "governance")),
        ("Cluster strategy / Governance", ("strategy", "governance")),
        ("Cluster strategy / Stratégie du cluster", ("strategy",)),
        ("- Financing model – sustainability\n- Service portfolio", ("financing", "services")),
        ("1. Cluster strategy\n2. Governance", ("strategy", "governance")),
        ("Other topics (please specify)", ("other",)),
    ],
)
def test_areas_in_words_are_read_in_the_calls_order(text: str, keys: tuple[str, ...]) -> None:
    """Wordings of the call in either language, its variants and keys, parted in any way."""
    assert areas(text) == (keys, (), [])


@pytest.mark.parametrize(
    ("text", "keys", "words"),
    [
        ("Other: trade fairs", ("other",), ("trade fairs",)),
        ("Other topics (please specify): trade fairs", ("other",), ("trade fairs",)),
        ("Other topics (trade fairs), Governance", ("governance", "other"), ("trade fairs",)),
        ("Other: trade fairs, exhibitions", ("other",), ("trade fairs, exhibitions",)),
        ("Other: trade fairs, Governance", ("governance", "other"), ("trade fairs",)),
        ("Autres thèmes : labellisation\nGouvernance", ("governance", "other"), ("labellisation",)),
    ],
)
def test_the_words_for_other_topics_are_kept(text: str, keys: tuple[str, ...], words: tuple[str, ...]) -> None:
    """What stands after "other" specifies it, up to the next area."""
    assert areas(text) == (keys, words, [])


def test_what_is_no_area_is_said_and_kept() -> None:
    """A misspelt area or another topic is neither guessed nor dropped."""
    read = read_areas("Cluster stratgy; Governance; smart specialisation", CALL.areas)
    assert read.value is not None
    assert read.value.keys == ("governance",)
    assert read.value.unknown == ("Cluster stratgy", "smart specialisation")
    assert [doubt.code for doubt in read.doubts] == ["areas-unknown"]
    assert areas("All except governance") == ((), (), ["areas-unknown"])
    assert areas("Governance (public boards)") == (("governance",), (), ["areas-beside-words"])


@pytest.mark.parametrize("area", CALL.areas, ids=lambda area: area.key)
def test_every_area_is_known_by_each_of_its_wordings(area: Area) -> None:
    """Both languages, all variants, the key, in capitals and numbered."""
    for text in (area.key, area.label.en, area.label.fr, *area.variants):
        for written in (text, text.upper(), f"1. {text}", f"• {text}"):
            found = named_option(written, CALL.areas)
            assert found is not None
            assert (found.key, found.words) == (area.key, None)


def test_one_option_is_chosen_in_words() -> None:
    """An option in either language or both; two different ones are none."""
    manager, kinds = options("applicant_type"), options("experience")

    def choice(text: str, among: tuple[Option, ...]) -> tuple[str | None, list[str]]:
        read = read_choice(text, among)
        return read.value, [doubt.code for doubt in read.doubts]

    assert choice("Expert", manager) == ("expert", [])
    assert choice("Cluster manager / Directeur de cluster", manager) == ("cluster_manager", [])
    assert choice("Conseil stratégique", kinds) == ("counselling", [])
    assert choice("Cluster manager and expert", manager) == (None, ["choice-several"])
    assert choice("manager", manager) == (None, ["choice-unknown"])
    assert choice("management, teaching", kinds) == (None, ["choice-unknown"])


AREAS = st.lists(st.sampled_from(CALL.areas), min_size=1, max_size=10, unique_by=lambda area: area.key)


@given(
    AREAS,
    st.sampled_from(["en", "fr"]),
    st.sampled_from([", ", "; ", "\n", "\n- ", " / ", " and ", " et ", " & ", " • "]),
)
def test_any_choice_of_areas_comes_back(chosen: list[Area], language: str, between: str) -> None:
    """The call's wordings, parted in any way, give the same areas in the call's order."""
    text = between.join(area.label.of(language) for area in chosen)
    keys = tuple(area.key for area in CALL.areas if area in chosen)
    assert areas(text) == (keys, (), [])


PARTS = st.lists(st.sampled_from(["a", "b", ",", ";", "and", "(", ")", "\n", "- ", "/", "e", "1."]), max_size=12).map(
    " ".join
)


@given(st.text(max_size=300) | PARTS)
def test_nothing_but_separators_is_lost_from_a_list(text: str) -> None:
    """Every letter and figure of the text stands in one of the parts, joining words and numbering aside."""
    parts = names(text, lambda _words: None)
    assert parts is not None
    kept = "".join(words for words, _ in parts)
    assert {letter for letter in text if letter.isalnum() and letter not in "andety1eusowl"} <= set(kept) | set(
        "0123456789"
    )


@given(st.text(max_size=600))
def test_no_text_makes_reading_fail(text: str) -> None:
    """Any text gives a value or a reason."""
    reads = (read_email(text, ORGANISER), read_tick(text), read_choice(text, options("applicant_type")))
    for read in (*reads, read_areas(text, CALL.areas)):
        assert read.value is not None or read.doubts
    assert isinstance(items(text), tuple)
