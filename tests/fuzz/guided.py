"""Mutation guided by coverage (atheris) of each reader: ``make fuzz``, or ``guided.py mail --runs 100000``.

Each target raises where a reader stumbled; the fuzzer writes the bytes into the folder it is run in. They go into
``found/`` and stay there as a test. Where atheris is not installed (``make extras``; it has
wheels for Linux only) that is said, and nothing is run.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

try:
    import atheris
except ImportError:
    sys.exit("fuzz: guided targets skipped, atheris is not installed (make extras)" if __name__ == "__main__" else 0)

from mutants import seeds

with atheris.instrument_imports(include=["cbt_cli"]):
    from cbt_cli.forms import read_form
    from cbt_cli.forms.package import open_package
    from cbt_cli.forms.refusals import Unreadable
    from cbt_cli.forms.sniff import sniff
    from cbt_cli.inbox import open_container
    from cbt_cli.inbox.clues import Clues
    from cbt_cli.inbox.receipt import receipt
    from cbt_cli.stages.calling import load_call
    from cbt_cli.values.dates import read_stamp
    from cbt_cli.values.money import read_money

SAMPLES = Path(__file__).parents[2] / "samples"
FILES = seeds(SAMPLES / "inbox")
CALL = load_call(SAMPLES / "call.toml")
PACKAGES = {
    "word": (next(data for _, data in FILES if b"word/document.xml" in data[:200_000]), "word/document.xml"),
    "excel": (next(data for _, data in FILES if b"xl/workbook.xml" in data[:200_000]), "xl/worksheets/sheet1.xml"),
}
SECONDS = 20
"""For one input; libFuzzer calls what is longer a finding."""


def of_sniff(data: bytes) -> None:
    """Any bytes have a kind."""
    assert sniff(data)


def of_preflight(data: bytes) -> None:
    """A package opens or is refused in words."""
    try:
        open_package(data, CALL.limits)
    except Unreadable as refused:
        assert refused.sentence.text


def of_package(kind: str) -> Callable[[bytes], None]:
    """The main part of a package: what stands in it is a form, no form, or unreadable for a reason that is known."""
    package, main = PACKAGES[kind]
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        parts = {name: old.read(name) for name in old.namelist()}

    def target(data: bytes) -> None:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as new:  # stored: what is found can be read in the bytes
            for name, part in parts.items():
                new.writestr(name, data if name == main else part)
        form = read_form(stream.getvalue(), CALL)
        assert form.reason is None or "could not be read. Please save" not in form.reason.template

    return target


def of_mail(data: bytes) -> None:
    """A message, mailbox or archive opens, or says why not; no reader stumbles."""
    found = open_container(data, "a.eml", CALL.inbox, modified=None)
    assert found is None or found[0].failed is None or "stumbled" not in found[0].failed.template
    assert found is None or len(found[0].attachments) == len(found[1])


def of_receipt(data: bytes) -> None:
    """Whatever the headers say, the time lies within its bounds."""
    lines = data.decode("utf-8", "replace").split("\n")
    told = receipt(Clues(received=tuple(lines[1:]), date=lines[0], file_name=lines[-1], from_line=lines[0]), CALL.inbox)
    if told.received_at and told.earliest and told.latest:
        assert told.earliest <= told.received_at <= told.latest


def of_money(data: bytes) -> None:
    """An amount that was read stands in the text; nothing raises."""
    text = data.decode("utf-8", "replace")
    read = read_money(text, None, None, "", CALL.quotation)
    if read.value is not None:
        assert any(letter.isnumeric() for letter in text)
    read_stamp(text[:200], dt.date(2019, 3, 15))


TARGETS: dict[str, Callable[[bytes], None]] = {
    "sniff": of_sniff, "preflight": of_preflight, "word": of_package("word"), "excel": of_package("excel"),
    "mail": of_mail, "receipt": of_receipt, "money": of_money,
}  # fmt: skip
WORDS = (b"2 900 EUR HT", "3.100,00 € TTC".encode(), b"CHF 2'500.-", b"Fri, 15 Mar 2019 10:00:00 +0100\nfrom a by b; x")


def first(name: str) -> Iterator[bytes]:
    """What mutation starts from."""
    if name in PACKAGES:
        for _, data in FILES:
            if zipfile.is_zipfile(io.BytesIO(data)):
                with zipfile.ZipFile(io.BytesIO(data)) as package:
                    yield from (package.read(part) for part in package.namelist() if part == PACKAGES[name][1])
    elif name in {"receipt", "money"}:
        yield from WORDS
    else:
        yield from (data for _, data in FILES)


def main() -> int:
    """Runs one target in this process, or all, each in a process of its own (libFuzzer ends the one it runs in)."""
    parser = argparse.ArgumentParser(description="Coverage-guided mutation of the readers.")
    parser.add_argument("target", choices=["all", *TARGETS])
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.target == "all":
        line = [sys.executable, __file__]
        options = ["--runs", str(given.runs), "--seed", str(given.seed)]
        return max(subprocess.run([*line, name, *options], check=False).returncode for name in TARGETS)
    corpus = Path(tempfile.mkdtemp(prefix="guided-"))
    for at, data in enumerate(first(given.target)):
        (corpus / f"{at:03}").write_bytes(data)
    options = [f"-runs={given.runs}", f"-seed={given.seed}", f"-timeout={SECONDS}", "-max_len=200000", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={given.target}-", str(corpus)], TARGETS[given.target])
    print(f"fuzz: {given.target}, {given.runs} runs", flush=True)  # noqa: T201 - a tool of the house
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
