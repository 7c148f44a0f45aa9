"""Codes of findings."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import cbt_cli
from cbt_cli.records import making

MAKERS = frozenset({"Doubt", "noted", "unread", "finding", "_Unclear", "_unclear"})


def made_in(folder: str) -> Iterator[str]:
    """The codes that the modules of a folder give to doubts and findings."""
    for path in sorted(Path(cbt_cli.__file__).parent.joinpath(folder).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
                texts = (each.value for each in node.args if isinstance(each, ast.Constant))
                yield from (text for text in texts if isinstance(text, str) and re.fullmatch(r"[a-z]+(-[a-z]+)+", text))


def test_every_code_is_listed_and_none_beside() -> None:
    """Whoever relies on a code finds all of them, and what each means, in the docstring of ``records.making``."""
    listed = re.findall(r"``([a-z]+(?:-[a-z]+)+)``", making.__doc__ or "")
    assert sorted(listed) == sorted({*made_in("values"), *made_in("records")})
