"""A small part of the accuracy benchmark, on every run of the tests, and how it judges."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))  # the benchmarks are no package of the installation

from benchmarks.accuracy.cases import CANONICAL
from benchmarks.accuracy.run import Tally, run
from benchmarks.accuracy.truth import BAD, BLANK, DOUBTFUL, Outcome, Truth, certain, either, judge

FORMS, SEED = 60, 7


def _bad(tally: Tally) -> list[tuple[object, ...]]:
    return [
        (one.traits.number, one.field, one.said, one.got, one.expected) for one in tally.examples if one.outcome in BAD
    ]


def test_no_answer_of_sixty_made_up_forms_is_lost_invented_or_wrong() -> None:
    """Whatever the layout, the holder and the spelling, an answer is read right, or it is reported."""
    tally = run(SEED, range(FORMS), {}, jobs=1)

    assert tally.forms == FORMS
    assert _bad(tally) == []


@pytest.mark.parametrize("layout", CANONICAL)
def test_the_projects_own_form_is_read_right(layout: str) -> None:
    """On the project's own form every certain answer is read right without a finding, and nothing is wrong."""
    tally = run(SEED, range(120), {"layout": layout}, jobs=1)

    assert tally.forms > 5
    assert _bad(tally) == []
    assert tally.rate() == 1


@pytest.mark.parametrize(
    ("truth", "got", "severities", "outcome"),
    [
        (certain("Ærø"), "Ærø", [], Outcome.RIGHT),
        (certain("Ærø"), "Ærø", ["note"], Outcome.NOTED),
        (certain("Ærø"), "Ærø", ["clarify"], Outcome.DOUBTED),
        (certain("Ærø"), "Æro", ["note"], Outcome.WRONG),
        (certain("Ærø"), None, [], Outcome.LOST),
        (certain("Ærø"), None, ["clarify"], Outcome.DOUBTED),
        (BLANK, None, [], Outcome.BLANK),
        (BLANK, "Date", [], Outcome.INVENTED),
        (DOUBTFUL, None, ["clarify"], Outcome.REPORTED),
        (DOUBTFUL, None, ["note"], Outcome.LOST),
        (DOUBTFUL, 7, [], Outcome.WRONG),
        (either(7, 8), 8, [], Outcome.RIGHT),
        (either(7, 8), 8, ["clarify"], Outcome.REPORTED),
        (either(7, 8), 9, [], Outcome.WRONG),
    ],
)
def test_how_a_reading_is_judged(truth: Truth, got: Any, severities: list[str], outcome: Outcome) -> None:
    """A note is no report: the value stands, so it must be right."""
    assert judge("family_name", truth, got, severities) == outcome
