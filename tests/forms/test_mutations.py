"""Changes that no reader of the page can see: runs split and wrapped, whole paragraphs and rows put into controls.
What the form says must stay the same."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from lxml import etree
from matrix_word_text import ROWS as WORD
from sketch import sketch, text
from word import tree

import cbt_cli.forms.docx_side
from cbt_cli.forms.docx_lean import lean

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WRAPPERS = ("smartTag", "customXml", "hyperlink", "bdo", "ins", "sdt")
KEPT = [name for name in WORD if "CDATA" not in name and "strict" not in name and "doubled" not in name]


def mutated(data: bytes, seed: int) -> bytes:
    """The document with every run split in two and wrapped by chance, and blocks put into controls by chance."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    source, stream = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with source, zipfile.ZipFile(stream, "w") as archive:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(part)
                _split_runs(root, chance)
                _wrap(root, chance)
                part = etree.tostring(root)
            archive.writestr(name, part)
    return stream.getvalue()


def _split_runs(root: etree._Element, chance: random.Random) -> None:
    for run in list(root.iter(f"{W}r")):
        words = run.findall(f"{W}t")
        if len(words) != 1 or len(run) > 2 or len(words[0].text or "") < 2:
            continue
        whole = words[0].text or ""
        at = chance.randrange(1, len(whole))
        second = etree.fromstring(etree.tostring(run))
        words[0].text, second.find(f"{W}t").text = whole[:at], whole[at:]
        second.tail = None
        run.addnext(second)
        if chance.random() < 0.5:
            run.addnext(etree.Element(f"{W}proofErr", {f"{W}type": "spellStart"}))


def _wrap(root: etree._Element, chance: random.Random) -> None:
    """Runs into anything that holds runs; rows and cells into what may hold those."""
    for one in list(root.iter(f"{W}r", f"{W}tr", f"{W}tc")):
        inside = {parent.tag for parent in one.iterancestors()}
        if chance.random() < 0.5 or inside & {f"{W}sdt", f"{W}del", f"{W}moveFrom", f"{W}fldSimple"}:
            continue
        if one.find(f"{W}fldChar") is not None or one.find(f"{W}instrText") is not None:
            continue
        kinds = WRAPPERS if one.tag == f"{W}r" else ("customXml", "sdt")
        kind = chance.choice(kinds)
        wrapper = etree.Element(f"{W}{kind}")
        one.addprevious(wrapper)
        inner = wrapper
        if kind == "sdt":
            etree.SubElement(wrapper, f"{W}sdtPr")
            inner = etree.SubElement(wrapper, f"{W}sdtContent")
        inner.append(one)


@pytest.mark.parametrize("name", KEPT)
def test_word_says_the_same(name: str) -> None:
    """Whatever the runs, rows and cells are wrapped in, the words are the same and stand in the same places."""
    before = tree(WORD[name].data)
    for seed in range(5):
        after = tree(mutated(WORD[name].data, seed))
        assert text(after) == text(before), f"seed {seed}"
        assert _coordinates(sketch(after)) == _coordinates(sketch(before)), f"seed {seed}"


def _coordinates(shown: str) -> list[str]:
    """The coordinates of cells, and the sizes of tables."""
    words = (line.strip().split(" ")[0] for line in shown.splitlines())
    return [word for word in words if word[:1].isdigit() or word == "<table"]


@pytest.mark.parametrize("name", list(WORD))
def test_leaving_out_what_says_nothing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document is read the same with and without the properties that are left out before it is parsed."""
    with_lean = tree(WORD[name].data)
    monkeypatch.setattr(cbt_cli.forms.docx_side, "lean", lambda *parts: parts)
    without = tree(WORD[name].data)
    assert (sketch(with_lean), with_lean.findings) == (sketch(without), without.findings)


LOOKS = (
    '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:sz w:val="22"/><w:lang w:val="fr-FR"/></w:rPr>',
    '<w:rPr><w:strike/><w:sz w:val="22"/></w:rPr>',
)
HEAD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'


def test_what_is_left_out() -> None:
    """Only what says nothing goes; fonts and sizes stay where pictures or tiny letters are in play, and so does all of
    a part whose markup is not the usual one."""
    plain, struck = (HEAD + f"<w:p><w:r>{look}<w:t>a</w:t></w:r></w:p>" for look in LOOKS)
    assert lean(plain.encode()) == ((HEAD + "<w:p><w:r><w:t>a</w:t></w:r></w:p>").encode(),)
    assert lean(struck.encode()) == (struck.encode(),)
    for odd in (LOOKS[0].replace("Arial", "Wingdings"), LOOKS[0].replace('"22"', '"2"'), "<!-- x -->", "<![CDATA[x]]>"):
        assert lean(plain.encode(), (HEAD + odd).encode()) == (plain.encode(), (HEAD + odd).encode())
