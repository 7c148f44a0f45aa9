"""The feature matrix after LibreOffice has opened and saved every file: what was answered is still there."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from excel import read
from matrix_excel import ROWS as EXCEL
from matrix_word import Row
from matrix_word_text import ROWS as WORD
from word import tree

from cbt_cli.forms.tree import Block, Control, FormTree, Paragraph, Table, Text, Token

SOFFICE = shutil.which("soffice")
READ = {"docx": tree, "xlsx": read}
ROWS = {"docx": WORD, "xlsx": EXCEL}
LOST = {
    "docx tracked-deleted row removed": "LibreOffice 7.4 forgets that the row is deleted",
    "docx orphan field marks": "LibreOffice takes what follows an open field for its instruction",
    "xlsx cached formula result": "LibreOffice computes anew",
    "xlsx formula without a cached value": "LibreOffice computes it",
    "xlsx ISO dates and times": "LibreOffice makes numbers of them, in a format of its own",
    "xlsx in-cell tick box": "LibreOffice 7.4 keeps TRUE and FALSE and forgets that they are tick boxes",
    **dict.fromkeys(
        (f"xlsx {name}" for name in ("form-control tick box", "form-control tick box as LibreOffice writes it",
                                     "tick box of an old file, in VML alone", "option button")),
        "LibreOffice wants the drawing that Excel writes beside a control, which these small files lack",
    ),
}  # fmt: skip
"""Rows whose answers LibreOffice itself changes, and how."""

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed: there is no soffice on the path"),
]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every file of the matrix as LibreOffice saves it; one call for all of a kind."""
    folder = tmp_path_factory.mktemp("matrix")
    for kind, rows in ROWS.items():
        sources = folder / f"{kind}-before"
        sources.mkdir()
        for at, row in enumerate(rows.values()):
            (sources / f"{at}.{kind}").write_bytes(row.data)
        subprocess.run(
            [SOFFICE or "", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
             kind, "--outdir", str(folder / kind), *map(str, sorted(sources.iterdir()))],
            check=True, capture_output=True, timeout=600,
        )  # fmt: skip
    return folder


def answers(read: FormTree) -> list[str]:
    """What a tree holds, word by word, ticks as ``[+]``, ``[-]`` and ``[?]``; prompts are nobody's words."""
    return [word for root in read.roots for line in _lines(root.blocks) for word in line.split()]


def _lines(blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield "".join(map(_word, block.tokens))
        elif isinstance(block, Table):
            for cell in block.cells:
                yield from _lines(cell.blocks)
        else:
            yield from _lines(block.blocks)


def _word(token: Token) -> str:
    if isinstance(token, Text):
        return token.text
    if isinstance(token, Control):
        return "" if token.prompt else "".join(map(_word, token.tokens))
    return {True: " [+] ", False: " [-] ", None: " [?] "}[token.on] + (token.caption or "")


@pytest.mark.parametrize(
    ("kind", "at", "row"),
    [
        pytest.param(kind, at, row, id=f"{kind} {name}",
                     marks=[pytest.mark.skip(reason=LOST[f"{kind} {name}"])] if f"{kind} {name}" in LOST else [])
        for kind, rows in ROWS.items() for at, (name, row) in enumerate(rows.items())
    ],
)  # fmt: skip
def test_answers_survive(saved: Path, kind: str, at: int, row: Row) -> None:
    """Every word and every tick is read from LibreOffice's file as from the first one, in the same order."""
    again = (saved / kind / f"{at}.{kind}").read_bytes()
    assert answers(READ[kind](again)) == answers(READ[kind](row.data))
