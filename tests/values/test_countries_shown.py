"""Countries as people see them, with the footnote that the call attaches."""

from __future__ import annotations

from cbt_cli.calls import load_call
from cbt_cli.values.countries_shown import country_name, footnotes

CALL = load_call()


def test_a_country_with_a_footnote_carries_an_asterisk() -> None:
    """The call's own name, an asterisk, and the note in the language asked for."""
    assert country_name("PS", CALL) == "Palestine*"
    assert country_name("PS", CALL, "fr") == "Palestine*"
    assert footnotes(["TN", "PS", None, "PS"], CALL) == [CALL.countries.footnotes["PS"].en]
    assert footnotes(["PS"], CALL, "fr") == [CALL.countries.footnotes["PS"].fr]


def test_any_other_country_has_its_usual_name() -> None:
    """CLDR's name in both languages; a code that is none is shown as it is; no country is a dash."""
    names = [country_name(code, CALL, language) for code in ("MA", "XZ", None) for language in ("en", "fr")]
    assert names == ["Morocco", "Maroc", "XZ", "XZ", "–", "–"]
    assert footnotes(["MA", None], CALL) == []
