"""Hostile words by every route into every output: they stay words in workbooks, terminals, JSON and the report."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import unicodedata
import zipfile
from email import message_from_bytes, policy
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape

import pytest
from docx import Document
from opening import by_calamine, by_libreoffice, formulas
from openpyxl import load_workbook
from running import Told, cbt

from cbt_cli.outputs.form_docx import form_docx
from cbt_cli.stages.calling import load_call

ROOT = Path(__file__).parents[2]
CALL = ROOT / "samples/call.toml"
PAYLOADS = {
    "formula": "=1+1", "call": "=cmd|' /C calc'!A0",
    "link": '=HYPERLINK("http://127.0.0.1:9","x")', "plus": "+49 30 1234",
    "minus": "-2+3", "at": "@SUM(1)", "wide": "\uff1d1+1", "error": "#N/A", "tag": "<script>alert(1)</script>",
    "quote": "\"' onmouseover='x()", "close": "</title></style><b>", "markup": "[red]x[/] [/nope] :smile:",
    "bidi": "abc\u202edcba", "zero": "a\u200bb\u2066c", "c1": "\u009b31mred", "escape": "_x000D_ _x0041_",
    "esc": "\x1b[31m",
    "nul": "a\x00b\x07", "long": "n" * 40_000, "script": "javascript:alert(1)", "path": "../../../etc/passwd",
    "template": "{{7*7}} {0} %s", "astral": "\U0001f600" * 20, "hidden": "\U000e0041\ufffe",
}  # fmt: skip
"""Name → words. Those that XML cannot hold go through headers and file names only."""
BOOKS = ("validation.xlsx", "assignments.xlsx", "export.xlsx")
_LEADS = re.compile(r"[=+\-@\uff1d\uff0b\uff0d\uff20]")


def named(words: str, at: int) -> bytes:
    """The form of the first sample message, with these words as family name and organisation; ``at`` makes it another
    person's. It is complete, so that it is matched."""
    sample = message_from_bytes((ROOT / "samples/inbox/0001.eml").read_bytes())
    form = next(part for part in sample.walk() if "wordprocessingml" in part.get_content_type())
    legal = _legal(words)
    stream = io.BytesIO()
    content = form.get_payload(decode=True)
    assert isinstance(content, bytes)
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "word/document.xml":
                for first, second in ((b">Lind<", b">qvist<"), (b">Nordic Tim<", b">ber Cluster<")):
                    assert first in text
                    text = text.replace(first, f">{escape(legal)}<".encode()).replace(second, b"><")
                text = text.replace(b">anna.lindqvis<", f">p{at}<".encode()).replace(b">t@ex", b">@ex")
                text = text.replace(b">na<", f">na{chr(97 + at)}<".encode())
            new.writestr(name, text)
    return stream.getvalue()


def filled(words: str) -> bytes:
    """A blank form with these words as the answer to every question."""
    document = Document(io.BytesIO(form_docx(load_call(CALL), "en")))
    for row in (row for table in document.tables for row in table.rows):
        for cell in row.cells[1:] if len(row.cells) == 2 else row.cells:
            if cell.text == "" or "\n" in cell.text:
                cell.text = _legal(words)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _legal(words: str) -> str:
    return re.sub("[\x00-\x08\x0b-\x1f\ufffe\uffff]", "?", words)


def message(words: str, form: bytes, sender: str) -> bytes:
    """A message that brings the form, with these words as sender, subject and attachment's name."""
    shown = base64.b64encode(words[:300].encode()).decode()
    name = quote(words[:100] + ".docx", safe="")
    lines = [
        f"From: =?utf-8?b?{shown}?= <{sender}@example.org>", f"Subject: =?utf-8?b?{shown}?=", "MIME-Version: 1.0",
        "Date: Fri, 15 Mar 2019 10:00:00 +0100", "Content-Type: multipart/mixed; boundary=edge", "", "--edge",
        f"Content-Type: application/octet-stream; name*=utf-8''{name}", "Content-Transfer-Encoding: base64",
        f"Content-Disposition: attachment; filename*=utf-8''{name}", "",
        base64.encodebytes(form).decode().strip().replace("\n", "\r\n"), "--edge--", "",
    ]  # fmt: skip
    return "\r\n".join(lines).encode()


class Words(HTMLParser):
    """The elements of a page that the words of a stranger must never become."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collects handlers, addresses that act, and words put into a script."""
        self.wrong += [f"{tag} {name}" for name, value in attrs if name.startswith("on")]
        self.wrong += [f"{tag} {value}" for name, value in attrs if name in {"href", "src"} and _acts(value or "")]


def _acts(address: str) -> bool:
    return not address.startswith(("#", "data:", "https:", "mailto:"))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Told]:
    """What each command said over an inbox with a message for each payload; their outputs lie in ``folder``."""
    folder = tmp_path_factory.mktemp("payloads")
    inbox = folder / "inbox"
    inbox.mkdir()
    for at, words in enumerate(PAYLOADS.values()):
        (inbox / f"{at:02}.eml").write_bytes(message(words, named(words, at), f"p{at}"))
        (inbox / f"{at:02}-all.eml").write_bytes(message(words, filled(words), f"q{at}"))
    options = ("--call", str(CALL), "--register", str(folder / "r.sqlite"))
    mentees = load_workbook(ROOT / "samples/mentees.xlsx")
    del mentees["Pairs"]  # it names the samples' mentors
    mentees.save(folder / "mentees.xlsx")
    report = folder / "report.html"
    work = {
        "ingest": ("ingest", str(inbox)), "again": ("ingest", "--json", str(inbox)),
        "validate": ("validate", "-o", str(folder / "validation.xlsx")), "json": ("validate", "--json"),
        "show": ("show", "CBT-001"), "log": ("log",), "read": ("read", str(inbox / "00.eml"), "--json"),
        "report": ("report", "-o", str(report)), "everyone": ("read", *map(str, sorted(inbox.iterdir()))),
        "match": ("match", "--mentees", str(folder / "mentees.xlsx"), "-o", str(folder / "assignments.xlsx")),
        "status": ("status",), "last": ("show", f"CBT-{2 * len(PAYLOADS) - 1:03}"),
        "acknowledge": ("letters", "acknowledgement", "--write", str(folder / "drafts")),
        "clarify": ("letters", "clarification", "--answer-by", "2999-03-29", "--write", str(folder / "drafts")),
        "export": ("export", "-o", str(folder / "export.xlsx")), "csv": ("export", "-o", str(folder / "export.csv")),
        "donor": ("report", "-o", str(folder / "report.docx")),
        "refuse": ("letters", "refusal", "--write", str(folder / "drafts")),
    }  # fmt: skip
    found = {name: cbt(folder, *line, *options) for name, line in work.items()}
    found["file"] = Told(0, 0, [], report.read_bytes(), b"")
    for name in (*BOOKS, "export.csv", "report.docx"):
        found[name] = Told(0, 0, [], (folder / name).read_bytes(), b"")
    for path in sorted((folder / "drafts").iterdir()):
        found[f"draft {path.name}"] = Told(0, 0, [], path.read_bytes(), b"")
    return found


def test_every_command_ends_well(told: dict[str, Told]) -> None:
    """No traceback and no socket; each message is an application."""
    wrong = {name: one.error for name, one in told.items() if one.sockets or b"Traceback" in one.error or one.code > 1}
    assert wrong == {}
    items = json.loads(told["again"].out)["items"]
    assert (
        len({item["ref"] for item in items if item["ref"]}) == 2 * len(PAYLOADS) - 1
    )  # "wide" is "formula" once folded


def test_a_terminal_is_sent_no_controls(told: dict[str, Told]) -> None:
    """Neither output nor error channel carries a control, a bidi mark or anything else without ink."""
    for name, one in told.items():
        if name in {"file", "export.csv", "report.docx", *BOOKS} or name.startswith("draft "):
            continue
        text = (one.out + one.error).decode("utf-8")
        without_ink = {letter for letter in text if unicodedata.category(letter) in {"Cc", "Cf", "Cs"}} - {"\n"}
        assert without_ink == set(), name


@pytest.mark.parametrize("name", BOOKS)
def test_cells_are_texts(told: dict[str, Told], name: str) -> None:
    """openpyxl and calamine find no stranger's formula, error or link; what leads like a formula is quoted."""
    data = told[name].out
    seen = 0
    for sheet in load_workbook(io.BytesIO(data)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type not in {"f", "e"}, cell.coordinate
                if isinstance(cell.value, str) and _LEADS.match(cell.value):
                    assert cell.quotePrefix, cell.coordinate
                    seen += 1
                assert cell.hyperlink is None or not str(cell.hyperlink.target or "").startswith("javascript")
    if name != "validation.xlsx":  # the one that shows answers as they were written
        return
    assert seen > 0
    texts = {text for rows in by_calamine(data).values() for row in rows for text in map(str, row)}
    assert [words for words in ("=1+1", "@SUM(1)", "#N/A") if not any(words in text for text in texts)] == []


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", BOOKS)
def test_libreoffice_finds_texts_too(told: dict[str, Told], name: str, tmp_path: Path) -> None:
    """What LibreOffice opened and saved holds no formula, and the same words in the same cells."""
    before, saved = told[name].out, by_libreoffice(told[name].out, tmp_path)
    assert formulas(saved) == []
    first, second = by_calamine(before), by_calamine(saved)
    assert list(first) == list(second)
    words = {text for rows in first.values() for row in rows for text in row if isinstance(text, str) and text.strip()}
    kept = {text for rows in second.values() for row in rows for text in row if isinstance(text, str) and text.strip()}
    assert {text.strip()[:1_000] for text in words} == {text.strip()[:1_000] for text in kept}


DRAFTED = {
    "Date", "From", "To", "Cc", "Subject", "In-Reply-To", "References", "MIME-Version", "Content-Type", "X-Unsent",
    "Content-Transfer-Encoding", "Content-Language", "Message-ID", "Auto-Submitted", "Reply-To",
}  # fmt: skip


def test_drafts_have_our_headers_only(told: dict[str, Told]) -> None:
    """No answer, name, subject or address makes a header, a second recipient or a part of a letter."""
    drafts = {name: one.out for name, one in told.items() if name.startswith("draft ")}
    assert len(drafts) >= 2 * len(PAYLOADS)
    for name, data in drafts.items():
        letter = message_from_bytes(data, policy=policy.default)
        assert set(letter.keys()) <= DRAFTED, name
        assert len(letter.keys()) == len(set(letter.keys())), name
        assert letter.defects == [], name
        assert letter.get_content_type() == "text/plain", name
        assert letter["X-Unsent"] == "1", name
        people = [one for head in ("To", "Cc") if letter[head] for one in letter[head].addresses]
        assert {one.domain for one in people} <= {"example.org"}, name
        text = str(letter["Subject"]) + letter.get_content()
        assert {one for one in text if unicodedata.category(one) in {"Cc", "Cf", "Cs"}} <= {"\n", "\r"}, name
        assert re.fullmatch(r"draft [\w.\-]+", name), name


def test_comma_separated_values_are_no_formulas(told: dict[str, Told]) -> None:
    """No field begins like a formula, and none holds a control character."""
    csv.field_size_limit(10_000_000)  # Python's own limit is for readers that do not trust a file
    lines = list(csv.reader(io.StringIO(told["export.csv"].out.decode("utf-8-sig"), newline="")))
    fields = [field for line in lines for field in line]
    assert len(lines) == 2 * len(PAYLOADS)
    assert [field for field in fields if field[:1] in "=+-@\t\r" and field[:1]] == []
    assert {one for field in fields for one in field if unicodedata.category(one) in {"Cc", "Cf", "Cs"}} <= {"\n"}


def test_the_report_in_word_holds_words_only(told: dict[str, Told]) -> None:
    """Our own tables, no field but page numbers, no link, and nothing without ink."""
    document = Document(io.BytesIO(told["report.docx"].out))
    words = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*words, *(paragraph.text for paragraph in document.paragraphs)])
    assert {one for one in text if unicodedata.category(one) in {"Cc", "Cf", "Cs"}} <= {"\n"}
    with zipfile.ZipFile(io.BytesIO(told["report.docx"].out)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert b"External" not in b"".join(data for name, data in parts.items() if name.endswith(".rels"))
    fields = re.findall(rb'w:instr="([^"]*)"', b"".join(parts.values()))
    assert {field.strip() for field in fields} == {b"PAGE", b"NUMPAGES"}


def test_the_report_holds_words_only(told: dict[str, Told]) -> None:
    """No handler, no address that acts; the script of a stranger is a text."""
    page = told["file"].out.decode("utf-8")
    parser = Words()
    parser.feed(page)
    assert parser.wrong == []
    assert "<script>alert(1)" not in page
    assert "Content-Security-Policy" in page
