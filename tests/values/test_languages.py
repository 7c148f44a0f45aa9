"""Working languages with their levels."""

from __future__ import annotations

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from cbt_cli.values.languages import language_code, read_languages

Skills = list[tuple[str, str | None]]


def languages(text: str) -> tuple[Skills, list[str]]:
    """The languages that are read, and the doubts."""
    read = read_languages(text)
    return [(skill.code, skill.level) for skill in read.value or ()], [doubt.code for doubt in read.doubts]


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("English", [("en", None)]),
        ("English C1, French native", [("en", "C1"), ("fr", "native")]),
        ("English (C1) and French (native)", [("en", "C1"), ("fr", "native")]),
        ("English: C1; French: mother tongue", [("en", "C1"), ("fr", "native")]),
        ("Français (langue maternelle), anglais B2", [("fr", "native"), ("en", "B2")]),
        ("Mother tongue: French; English C1", [("fr", "native"), ("en", "C1")]),
        ("native French, English C1", [("fr", "native"), ("en", "C1")]),
        ("French, mother tongue, English, C1", [("fr", "native"), ("en", "C1")]),
        ("English – C1, French – native", [("en", "C1"), ("fr", "native")]),
        ("English C1 French B2", [("en", "C1"), ("fr", "B2")]),
        ("C1 English B2 French", [("en", "C1"), ("fr", "B2")]),
        ("- EN: A2\n- DE: C1\n- FR: native", [("en", "A2"), ("de", "C1"), ("fr", "native")]),
        ("EN, FR", [("en", None), ("fr", None)]),
        ("en, fr", [("en", None), ("fr", None)]),
        ("EN FR", [("en", None), ("fr", None)]),
        ("EN C1 FR native", [("en", "C1"), ("fr", "native")]),
        ("EN (C1) / DE (B2)", [("en", "C1"), ("de", "B2")]),
        ("ENG, FRA", [("en", None), ("fr", None)]),
        ("english c1", [("en", "C1")]),
        ("English (level C1)", [("en", "C1")]),
        ("anglais niveau B2", [("en", "B2")]),
        ("Englisch, Französisch (Muttersprache)", [("en", None), ("fr", "native")]),
        ("inglés, francés", [("en", None), ("fr", None)]),
        ("العربية، English", [("ar", None), ("en", None)]),
        ("castellano; català", [("es", None), ("ca", None)]),
        ("Dutch/Flemish, English", [("nl", None), ("en", None)]),
        ("I speak English and French", [("en", None), ("fr", None)]),
        ("English, English C1", [("en", "C1")]),
        ("Norsk; svenska", [("no", None), ("sv", None)]),
        ("English (UK), French", [("en", None), ("fr", None)]),
        ("British English C2", [("en", "C2")]),
        ("Français (LM), anglais C1", [("fr", "native"), ("en", "C1")]),
    ],
)
def test_languages_and_levels_are_read_in_their_order(text: str, skills: Skills) -> None:
    """Names in any language, codes, levels before or after, however they are parted: read without any doubt."""
    assert languages(text) == (skills, [])


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("anglais (courant)", [("en", None)]),
        ("English – fluent", [("en", None)]),
        ("English (very good, spoken and written)", [("en", None)]),
        ("English (fluent), French (B1)", [("en", None), ("fr", "B1")]),
        ("English B2/C1", [("en", None)]),
        ("English B2-C1, French", [("en", None), ("fr", None)]),
        ("English: lu, écrit, parlé", [("en", None)]),
        ("bilingual French/English", [("fr", None), ("en", None)]),
        ("good knowledge of French", [("fr", None)]),
        ("near-native English", [("en", None)]),
        ("English, French (both C1)", [("en", None), ("fr", None)]),
    ],
)
def test_words_that_are_no_level_are_noted(text: str, skills: Skills) -> None:
    """ "Fluent" is no level of the CEFR, and "B2/C1" is not one: the level stays open, and the words are said."""
    assert languages(text) == (skills, ["language-level"])


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("English, Klingon", [("en", None)]),
        ("Darija", []),
        ("no French", []),
        ("English, but no French", [("en", None)]),
        ("English and a little of everything", [("en", None)]),
        ("all European languages", []),
        ("UK", []),
        ("NO", []),
        ("SE", []),
        ("English French Klingon", []),
        ("not fluent in English", []),
        ("C1", []),
        ("Serbo-Croatian", []),
        ("", []),
    ],
)
def test_what_is_not_understood_is_no_language(text: str, skills: Skills) -> None:
    """A part with unknown words or a "no" is not read; the parts beside it are."""
    assert languages(text) == (skills, ["language-unknown"])


def test_two_levels_for_one_language_are_none() -> None:
    """C1 and B2 for the same language: the level is not certain."""
    assert languages("English C1, English B2") == ([("en", None)], ["language-two-levels"])
    assert languages("English " * 500) == ([], ["languages-unreadable"])


NAMES = st.sampled_from(["en", "fr", "de", "es", "it", "ar", "nl", "pt", "pl", "tr", "el", "sv"])
LEVELS = st.sampled_from([None, "A1", "A2", "B1", "B2", "C1", "C2", "native"])
SHAPES = st.sampled_from(["{} {}", "{} ({})", "{}: {}", "{} - {}", "{} – {}", "{} (level {})", "{} = {}"])


@given(
    st.lists(st.tuples(NAMES, LEVELS), min_size=1, max_size=5, unique_by=lambda each: each[0]),
    st.sampled_from(["en", "fr", "de", "code"]),
    st.sampled_from([", ", "; ", "\n", " / ", "\n- ", " and ", " & ", " + "]),
    SHAPES,
)
def test_any_list_comes_back(skills: list[tuple[str, str | None]], locale: str, between: str, shape: str) -> None:
    """Languages named in English, French, German or by their codes, with levels in any shape: read as they are."""
    names = {code: code.upper() if locale == "code" else Locale(locale).languages[code] for code, _ in skills}
    text = between.join(shape.format(names[code], level) if level else names[code] for code, level in skills)
    assert languages(text) == (skills, [])


@given(
    st.sampled_from(["en", "fr", "de", "es", "it", "pt", "nl", "pl", "sv", "fi", "el", "bg", "tr", "ar", "hu"]), NAMES
)
def test_a_language_is_known_by_its_name_in_other_languages(locale: str, code: str) -> None:
    """The name of a language in any language is read as that language."""
    assert language_code(Locale(locale).languages[code]) == code


@given(
    st.text(max_size=400)
    | st.lists(st.sampled_from(["English", "C1", ",", "and", "(", ")", "FR", "no", "DE"])).map(" ".join)
)
def test_no_text_makes_reading_fail(text: str) -> None:
    """Any text gives languages or a reason; no language is given twice."""
    read = read_languages(text)
    assert read.value is not None or read.doubts
    codes = [skill.code for skill in read.value or ()]
    assert len(codes) == len(set(codes))
