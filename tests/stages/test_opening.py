"""What a worker answers is checked before it is believed."""

from __future__ import annotations

import json
from typing import cast

import pytest

from cbt_cli.domain.forms import FormOutcome
from cbt_cli.isolation import Reply, Workers
from cbt_cli.stages.opening import opener


class Lying:
    """Workers that answer whatever they are made with."""

    def __init__(self, document: str, blobs: tuple[bytes, ...] = ()) -> None:
        self._reply = Reply(document.encode(), blobs)

    def run(self, _header: bytes, _data: bytes) -> Reply:
        """The same answer for every file."""
        return self._reply


def answer(template: str) -> str:
    """An answer whose reason is such a sentence."""
    reason = {"template": template, "params": {"b": "1"}}
    return json.dumps({"format": "docx", "form": {"format": "docx", "outcome": "unreadable", "reason": reason}})


def told(document: str, blobs: tuple[bytes, ...] = ()) -> str:
    """The reason with which a file ends that was answered so."""
    opened, _ = opener(cast(Workers, Lying(document, blobs)))(b"", "a.docx", None)
    assert opened.form is not None
    assert opened.form.outcome is FormOutcome.UNREADABLE
    return str(opened.form.reason)


def test_a_sentence_that_can_be_said_is_taken() -> None:
    """What the others are measured by."""
    assert told(answer("so {b}")) == "so 1"


@pytest.mark.parametrize(
    "document",
    [answer(one) for one in ("{x}", "{", "}", "{}", "{b.__class__}", "{b[0]}", "{b:>999999999}", "{b!r}")]
    + ["", "{", "[]", '{"format": "docx", "more": 1}', "[" * 100_000],
)
def test_a_lie_is_the_files_outcome(document: str) -> None:
    """Sentences that cannot be said, or would cost memory if they were, and answers of another shape."""
    assert told(document) == "The reader of this file gave an answer that cannot be right."


def test_bytes_that_nothing_stands_for_are_a_lie() -> None:
    """Each blob is that of an attachment."""
    assert told(answer("so {b}"), (b"x",)) == "The reader of this file gave an answer that cannot be right."
