"""Mutants of the samples: each ends as read or refused in words, in bounded time, whatever was done to it.

``make fuzz COUNT=… SEED=…`` runs more of them. What is found goes into ``tests/fuzz/found`` as a file, and stays.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from mutants import mutants, seeds

from cbt_cli.domain.base import Sentence
from cbt_cli.domain.calls import Call
from cbt_cli.stages.calling import load_call
from cbt_cli.stages.opening import opener, workers

SAMPLES = Path(__file__).parents[2] / "samples"
COUNT, SEED = int(os.environ.get("COUNT", "500")), int(os.environ.get("SEED", "1"))
FOUND = sorted(path for path in (Path(__file__).parent / "found").glob("*") if path.is_file())
BEFORE = "The file could not be read. Please save the form again and send it once more."
"""What is said where a reader stumbled: bounded, but a fault of ours."""


@pytest.fixture(scope="module")
def call() -> Call:
    """The samples' call."""
    return load_call(SAMPLES / "call.toml")


def outcomes(call: Call, files: Iterator[tuple[str, bytes]]) -> list[tuple[str, str]]:
    """Each file's name and what is wrong with how it ended; nothing for those that ended well."""
    with workers(call, 4) as pool, ThreadPoolExecutor(2) as threads:
        open_one = opener(pool)

        def end(one: tuple[str, bytes]) -> tuple[str, str]:
            name, data = one
            opened, _ = open_one(data, name, None)
            said = opened.failed or (opened.form.reason if opened.form else None)
            return name, _wrong(said)

        return [one for one in threads.map(end, files) if one[1]]


def _wrong(said: Sentence | None) -> str:
    text = "" if said is None else said.text
    stumbled = ("stumbled", "without an answer", "took longer", "more memory", "cannot be right")
    return text if text == BEFORE or any(word in text for word in stumbled) else ""


def test_mutants_are_read_or_refused_in_words(call: Call) -> None:
    """No reader stumbles, dies, hangs or answers nonsense."""
    assert outcomes(call, mutants(seeds(SAMPLES / "inbox"), COUNT, SEED)) == []


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_was_found_once(call: Call, path: Path) -> None:
    """Files on which a reader stumbled once are read or refused in words ever since."""
    assert outcomes(call, iter([(path.name, path.read_bytes())])) == []
