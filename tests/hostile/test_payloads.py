"""Hostile words by every route into every output: they stay words in workbooks, terminals, JSON and the report."""

from __future__ import annotations

import base64
import io
import json
import re
import unicodedata
import zipfile
from email import message_from_bytes
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook
from running import Told, cbt

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
_LEADS = re.compile(r"[=+\-@\uff1d\uff0b\uff0d\uff20]")


def message(words: str, at: int) -> bytes:
    """The first sample message, with these words as family name, organisation, sender, subject and attachment's name;
    ``at`` makes it another person's."""
    sample = message_from_bytes((ROOT / "samples/inbox/0001.eml").read_bytes())
    form = next(part for part in sample.walk() if "wordprocessingml" in part.get_content_type())
    legal = re.sub("[\x00-\x08\x0b-\x1f\ufffe\uffff]", "?", words)
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
    shown = base64.b64encode(words[:300].encode()).decode()
    name = quote(words[:100] + ".docx", safe="")
    lines = [
        f"From: =?utf-8?b?{shown}?= <p{at}@example.org>", f"Subject: =?utf-8?b?{shown}?=", "MIME-Version: 1.0",
        "Date: Fri, 15 Mar 2019 10:00:00 +0100", "Content-Type: multipart/mixed; boundary=edge", "", "--edge",
        f"Content-Type: application/octet-stream; name*=utf-8''{name}", "Content-Transfer-Encoding: base64",
        f"Content-Disposition: attachment; filename*=utf-8''{name}", "",
        base64.encodebytes(stream.getvalue()).decode().strip().replace("\n", "\r\n"), "--edge--", "",
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
        (inbox / f"{at:02}.eml").write_bytes(message(words, at))
    options = ("--call", str(CALL), "--register", str(folder / "r.sqlite"))
    report = folder / "report.html"
    work = {
        "ingest": ("ingest", str(inbox)), "again": ("ingest", "--json", str(inbox)),
        "validate": ("validate", "-o", str(folder / "validation.xlsx")), "json": ("validate", "--json"),
        "show": ("show", "CBT-001"), "log": ("log",), "read": ("read", str(inbox / "00.eml"), "--json"),
        "report": ("report", "-o", str(report)),
    }  # fmt: skip
    found = {name: cbt(folder, *line, *options) for name, line in work.items()}
    found["file"] = Told(0, 0, [], report.read_bytes(), b"")
    found["book"] = Told(0, 0, [], (folder / "validation.xlsx").read_bytes(), b"")
    return found


def test_every_command_ends_well(told: dict[str, Told]) -> None:
    """No traceback and no socket; each message is an application."""
    wrong = {name: one.error for name, one in told.items() if one.sockets or b"Traceback" in one.error or one.code > 1}
    assert wrong == {}
    items = json.loads(told["again"].out)["items"]
    assert len([item for item in items if item["ref"]]) >= len(PAYLOADS)


def test_a_terminal_is_sent_no_controls(told: dict[str, Told]) -> None:
    """Neither output nor error channel carries a control, a bidi mark or anything else without ink."""
    for name, one in told.items():
        if name in {"file", "book"}:
            continue
        text = (one.out + one.error).decode("utf-8")
        without_ink = {letter for letter in text if unicodedata.category(letter) in {"Cc", "Cf", "Cs"}} - {"\n"}
        assert without_ink == set(), name


def test_cells_are_texts(told: dict[str, Told]) -> None:
    """openpyxl and calamine find no stranger's formula, error or link; what leads like a formula is quoted."""
    data = told["book"].out
    seen = 0
    for sheet in load_workbook(io.BytesIO(data)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type not in {"f", "e"}, cell.coordinate
                if isinstance(cell.value, str) and _LEADS.match(cell.value):
                    assert cell.quotePrefix, cell.coordinate
                    seen += 1
                assert cell.hyperlink is None or not str(cell.hyperlink.target or "").startswith("javascript")
    assert seen > 0
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = [book.get_sheet_by_name(title).to_python() for title in book.sheet_names]
    texts = {str(value) for rows in sheets for row in rows for value in row}
    assert [words for words in ("=1+1", "@SUM(1)", "#N/A") if not any(words in text for text in texts)] == []


def test_the_report_holds_words_only(told: dict[str, Told]) -> None:
    """No handler, no address that acts; the script of a stranger is a text."""
    page = told["file"].out.decode("utf-8")
    parser = Words()
    parser.feed(page)
    assert parser.wrong == []
    assert "<script>alert(1)" not in page
    assert "Content-Security-Policy" in page
