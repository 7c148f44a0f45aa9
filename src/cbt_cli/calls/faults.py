"""What is wrong with a value of the call file, in our words: Pydantic's are English only and speak to programmers."""

from __future__ import annotations

from pydantic_core import ErrorDetails

from cbt_cli.domain.base import Sentence, say

_KINDS = {
    "string": say("a text in quotes is wanted"),
    "int": say("a whole number is wanted"),
    "float": say("a number is wanted"),
    "decimal": say("a number is wanted"),
    "bool": say("true or false is wanted"),
    "date": say("a day is wanted, as in 2019-03-15"),
    "datetime": say("a moment is wanted, as in 2019-03-15T23:00:00Z"),
    "timezone": say("a moment with its time zone is wanted, as in 2019-03-15T23:00:00Z"),
    "list": say("a list in square brackets is wanted"),
    "tuple": say("a list in square brackets is wanted"),
    "dict": say("a table is wanted"),
    "model": say("a table is wanted"),
    "finite": say("a number is wanted"),
    "none": say("nothing may stand here"),
}
"""First word of Pydantic's type of error → what is wanted."""
_BOUNDS = {
    "greater_than": ("gt", say("it must be more than {bound}", bound="")),
    "greater_than_equal": ("ge", say("it must be at least {bound}", bound="")),
    "less_than": ("lt", say("it must be less than {bound}", bound="")),
    "less_than_equal": ("le", say("it must be at most {bound}", bound="")),
    "literal_error": ("expected", say("it must be one of {bound}", bound="")),
    "enum": ("expected", say("it must be one of {bound}", bound="")),
    "string_pattern_mismatch": ("pattern", say("it must be written as {bound} says", bound="")),
    "too_short": ("min_length", say("at least {bound} must stand here", bound="")),
    "too_long": ("max_length", say("at most {bound} may stand here", bound="")),
    "string_too_short": ("min_length", say("it must have at least {bound} characters", bound="")),
    "string_too_long": ("max_length", say("it must have at most {bound} characters", bound="")),
}
"""Pydantic's type of error → what its context calls the bound, and the sentence that names it."""


def wanted(fault: ErrorDetails) -> Sentence | None:
    """What should stand there; ``None`` for a type of error that no key of a call file can have."""
    if fault["type"] in _BOUNDS:
        name, sentence = _BOUNDS[fault["type"]]
        bound = str(fault["ctx"][name])
        return sentence.model_copy(update={"params": {"bound": bound.replace("' or '", "', '")}})
    return _KINDS.get(fault["type"].partition("_")[0])
