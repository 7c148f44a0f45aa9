"""Every sentence that people see has its French: collected from the code, compared with the catalogue."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).parents[1] / "src" / "cbt_cli"
CATALOGUE = PACKAGE / "locale" / "fr.po"
ROOMS = sorted(one.name for one in PACKAGE.iterdir() if (one / "__init__.py").exists())


def said(room: str) -> Iterator[tuple[str, ast.Call]]:
    """Each call of ``say`` and ``tr`` in a room, with where it stands."""
    for file in sorted((PACKAGE / room).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"say", "tr"}:
                yield f"{file.relative_to(PACKAGE)}:{node.lineno}", node


def literal(call: ast.Call) -> str | None:
    """The words of a call, if they are a literal."""
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def catalogue() -> Catalog:
    """The French catalogue as it stands on disk."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="fr", abort_invalid=True)


def blanks(words: str) -> set[str]:
    """The names of the blanks of a template."""
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def as_entry(words: str) -> str:
    """A missing entry, ready to be pasted into ``fr.po``."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'msgid "{escaped}"\nmsgstr ""\n'


@pytest.mark.parametrize("room", ROOMS)
def test_every_sentence_is_a_literal(room: str) -> None:
    """What is said is written out in the code, so that it can be collected."""
    assert [where for where, call in said(room) if literal(call) is None] == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_sentence_has_its_french(room: str) -> None:
    """A sentence without its translation fails the build; what is missing is printed ready to be pasted."""
    known = {str(one.id) for one in catalogue() if one.id and str(one.string).strip() and not one.fuzzy}
    missing = dict.fromkeys(words for _, call in said(room) if (words := literal(call)) and words not in known)
    assert not missing, "missing in fr.po:\n\n" + "\n".join(as_entry(one) for one in missing)


def test_the_french_has_the_same_blanks() -> None:
    """No value is lost or asked for that the English does not have."""
    assert [str(one.id) for one in catalogue() if one.id and blanks(str(one.id)) != blanks(str(one.string))] == []


def test_no_entry_is_fuzzy_or_obsolete() -> None:
    """The catalogue holds what is said today, and nothing doubtful."""
    stored = catalogue()
    assert [str(one.id) for one in stored if one.id and one.fuzzy] == []
    assert list(stored.obsolete) == []


def test_the_french_is_set_with_its_spaces() -> None:
    """Before ``: ; ? ! »`` and after ``«`` stands a space that does not break."""
    wrong = re.compile(r"(?<![\u00a0\u202f])[;?!»](?=\s|$|[.,)])|(?<![\u00a0\u202f\d]):(?=\s|$)|«(?![\u00a0\u202f])")
    assert [str(one.string) for one in catalogue() if one.id and wrong.search(str(one.string))] == []


def test_the_steps_of_a_place_have_their_french() -> None:
    """Where an answer stands is said in French too; ``place`` takes the steps' names, so they are listed here."""
    steps = {"file", "part", "table", "row", "column", "paragraph", "box", "sheet", "cell"}
    assert steps - {str(one.id) for one in catalogue() if one.string} == set()


ERRORS = re.compile(
    r"^(?!Assertion|Permission|Value|Type|Attribute|Key|OS|FileNotFound|Flood|TooMany|OutOf|_Cut|TooLong)\w*Error$"
)
"""Errors that reach people; the others are for programmers, or caught on the way."""
PLACES = {"box", "cell", "column", "file", "paragraph", "part", "row", "sheet", "table"}
"""Steps of a place, which are looked up one by one."""
COMMAND = re.compile(r"(cbt|--)[ \w.-]*")


@pytest.mark.parametrize("room", ROOMS)
def test_no_error_speaks_english_only(room: str) -> None:
    """What an error says is a sentence that can be translated; commands to be typed stay as they are."""
    plain = [
        f"{file.relative_to(PACKAGE)}:{node.lineno}"
        for file in sorted((PACKAGE / room).rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and ERRORS.match(node.func.id)
        for told in node.args
        for part in ((told.body, told.orelse) if isinstance(told, ast.IfExp) else (told,))
        if isinstance(part, ast.JoinedStr | ast.BinOp)
        or (isinstance(part, ast.Constant) and part.value and not COMMAND.fullmatch(str(part.value)))
    ]
    assert plain == []


def test_no_entry_is_left_over() -> None:
    """What no code says any more is taken out of the catalogue."""
    in_use = {literal(call) for room in (*ROOMS, ".") for _, call in said(room)} | PLACES
    assert sorted(str(one.id) for one in catalogue() if one.id and one.id not in in_use) == []
