"""The feature matrix, Excel: every row that other readers were measured on, and every pitfall, gives its exact tree."""

import pytest
from excel import read
from matrix_excel import ROWS
from matrix_word import Row
from sketch import findings, sketch


@pytest.mark.parametrize("row", [pytest.param(row, id=name) for name, row in ROWS.items()])
def test_row(row: Row) -> None:
    """The workbook gives exactly this tree and these findings."""
    tree = read(row.data)
    assert sketch(tree) == row.tree
    assert tuple(findings(tree)) == row.findings
