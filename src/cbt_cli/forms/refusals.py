"""Why a file is not read: ``Unreadable`` with a sentence fit for the applicant, and the refusals that recur."""

from __future__ import annotations

from cbt_cli.domain.base import Sentence, say

STRICT = say("The file is of the strict variant of the format, which few programs write. It was read like any other.")


class Unreadable(Exception):  # noqa: N818 - a verdict about a file, not an error of the programme
    """A file that cannot be read. ``sentence`` is fit to be sent to the applicant; ``code`` is stable."""

    def __init__(self, code: str, sentence: Sentence) -> None:
        super().__init__(sentence.text)
        self.code = code
        self.sentence = sentence


class Damaged(Unreadable):
    """One part that is broken: where it is a side part the file is read without it. Any other ``Unreadable``, such as
    a part beyond the limits, is a refusal of the whole file, whichever part it is about."""


def damaged() -> Damaged:
    """The refusal of a file that is broken."""
    return Damaged(
        "damaged", say("The file is damaged and cannot be opened. Please save it again and send it once more.")
    )


def oversized() -> Unreadable:
    """The refusal of a file that is larger inside than any form."""
    return Unreadable(
        "too-large",
        say(
            "The file unpacks to far more than a form can hold. Please send the form alone, without attachments in it."
        ),
    )


def too_deep() -> Unreadable:
    """The refusal of a file that is nested far beyond what a program writes."""
    return Unreadable(
        "too-deep", say("The document is nested far deeper than any form. Please send a plain copy of it.")
    )
