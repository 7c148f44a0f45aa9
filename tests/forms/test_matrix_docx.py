"""The feature matrix, Word: every row that other readers were measured on, and every pitfall, gives its exact tree."""

import pytest
from matrix_word import Row
from matrix_word_text import ROWS
from sketch import findings, sketch
from word import tree


@pytest.mark.parametrize("row", [pytest.param(row, id=name) for name, row in ROWS.items()])
def test_row(row: Row) -> None:
    """The document gives exactly this tree and these findings."""
    read = tree(row.data)
    assert sketch(read) == row.tree
    assert tuple(findings(read)) == row.findings
