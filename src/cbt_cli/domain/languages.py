"""In which language people are spoken to, and the translations: ``locale/fr.po``, looked up by the English words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

LANGUAGES = ("en", "fr")
_spoken: ContextVar[str] = ContextVar("spoken", default="en")


def speak(language: str) -> None:
    """From now on, what is said is said in ``language`` (one of ``LANGUAGES``)."""
    _spoken.set(language)


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Within, what is said is said in ``language``: a letter in the language of its form."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def current() -> str:
    """The language that is spoken now."""
    return _spoken.get()


def in_each(words: Callable[[], str]) -> frozenset[str]:
    """What ``words`` gives in each language: for what comes back in whichever it was written."""
    found = set()
    for language in LANGUAGES:
        with spoken(language):
            found.add(words())
    return frozenset(found)


def translated(words: str) -> str:
    """English words in the language that is spoken; as they are where there is no translation."""
    language = _spoken.get()
    return words if language == "en" else _catalogue(language).get(words, words)


@lru_cache(maxsize=4)
def _catalogue(language: str) -> dict[str, str]:
    from importlib import resources  # noqa: PLC0415 - English needs no catalogue

    from babel.messages.pofile import read_po  # noqa: PLC0415 - only other languages pay for it

    with resources.files("cbt_cli").joinpath("locale", f"{language}.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    return {str(one.id): str(one.string) for one in catalogue if one.id and one.string and not one.fuzzy}
