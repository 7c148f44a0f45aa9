"""Public forms that other people made, filled by us: label by label against what was typed."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.forms.reading import read

from cbt_cli.domain.forms import Entry, EntryKind

FILLED = Path(__file__).parents[2] / "../shared/corpora/forms/filled"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FILLED.is_dir(), reason="the folder of third-party forms lies beside the project only"),
]


def folded(value: object) -> str:
    """White space collapsed."""
    return " ".join(str(value or "").split())


def bare(text: object) -> str:
    """A label's words."""
    return re.sub(r"[^\w]+", " ", folded(text).lower()).strip()


def is_right(field: dict[str, Any], entries: Sequence[Entry]) -> bool:
    """Whether the entries give the field's value."""
    label, value = bare(field["label"]), field["value"]
    if field["kind"] == "rows":
        return all(
            any(bare(one.label) == bare(column) and folded(one.value) == folded(text) for one in entries)
            for row in value
            for column, text in row.items()
            if text
        )
    options = [one for one in entries if one.kind is EntryKind.TICK and label in bare(one.group)]
    if field["kind"] in {"choice", "multi"} and options:
        wanted = [] if value == "" else value if isinstance(value, list) else [value]
        return [folded(one.label) for one in options if one.value] == [folded(one) for one in wanted]
    named = [one for one in entries if bare(one.label) == label] or [
        one for one in entries if bare(one.label).startswith(label)
    ]
    section = bare(field["section"])
    under = [
        one for one in named if not section or any(
            section in bare(said) for said in (one.section, one.group, one.place.steps[0][1])
        )
    ]  # fmt: skip
    first = next(iter(under or named), None)
    return first is not None and folded(value) in {folded(first.value), folded(first.raw) if first.value else ""}


def test_public_forms_are_read_right() -> None:
    """At least 95 % of the labelled fields have the right value, and at least 98 % of the blanks are blank."""
    right, blank = [], []
    for path in sorted(FILLED.glob("*.truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        file = next(one for one in path.parent.glob(path.name.replace("truth.json", "*")) if one.suffix != ".json")
        entries = read(file.read_bytes()).entries
        for field in truth["fields"]:
            (blank if field["value"] == "" else right).append(is_right(field, entries))
    assert len(right) + len(blank) == 154
    assert sum(right) >= 0.95 * len(right)
    assert sum(blank) >= 0.98 * len(blank)
