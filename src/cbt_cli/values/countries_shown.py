"""How a country is shown to people: its name, with an asterisk where the call attaches a footnote to it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from babel import Locale

from cbt_cli.domain.base import Words
from cbt_cli.domain.calls import Call
from cbt_cli.domain.languages import LANGUAGES

NO_COUNTRY = "–"


def country_name(code: str | None, call: Call, language: str = "en") -> str:
    """The name of a country (ISO 3166 alpha-2) in ``language``: as the call writes it, else as CLDR has it.

    A country with a footnote is shown as ``Palestine*``; whoever shows it shows its ``footnotes`` as well.
    """
    if code is None:
        return NO_COUNTRY
    written = call.countries.names.get(code)
    name = written.of(language) if written else _territories(language).get(code, code)
    return f"{name}*" if code in call.countries.footnotes else name


def country_words(code: str | None, call: Call) -> Words:
    """The name of a country in both languages, for a sentence."""
    en, fr = (country_name(code, call, language) for language in LANGUAGES)
    return Words(en=en, fr=fr)


def footnotes(codes: Iterable[str | None], call: Call, language: str = "en") -> list[str]:
    """The footnotes that go with the countries shown, each once, in order of the code."""
    shown = set(codes)
    return [words.of(language) for code, words in sorted(call.countries.footnotes.items()) if code in shown]


@lru_cache(maxsize=4)
def _territories(language: str) -> dict[str, str]:
    return dict(Locale.parse(language).territories)
