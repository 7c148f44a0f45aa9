"""Ingesting many messages: seconds, messages a second and the parent's memory at growing counts. Bar: 300 MB.

    python benchmarks/ingest.py [COUNT ...]        # 1,000 and 4,000 unless told; 10,000 is the bar's own count

Each message is some 30 kB with one attachment that is no form, so that what is measured is the intake: containers,
receipt, ledger and register.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cbt_cli.calls import load_call
from cbt_cli.domain.journal import Hand
from cbt_cli.stages.ingest import ingest

SIZE = 21_000
BAR = 300


def message(number: int) -> bytes:
    """One message of some 30 kB."""
    noise = b"".join(hashlib.sha256(f"{number} {part}".encode()).digest() for part in range(SIZE // 32))
    body = base64.encodebytes(b"%PDF-1.4\n" + noise).decode()
    return (
        f"Received: from mail.example.net by mx.example.org with ESMTPS id {number:x};"
        f" Tue, 12 Mar 2019 10:{number // 60 % 60:02d}:{number % 60:02d} +0100\r\n"
        f"From: Person {number} <person{number}@example.org>\r\nTo: office@example.org\r\nSubject: Annex {number}\r\n"
        f"Message-ID: <{number}@example.org>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n'
        '--b\r\nContent-Type: application/pdf; name="annex.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        f"{body}\r\n--b--\r\n"
    ).encode()


def one(count: int) -> None:
    """Ingests ``count`` messages and prints what it took."""
    with tempfile.TemporaryDirectory() as folder:
        inbox = Path(folder) / "inbox"
        inbox.mkdir()
        for number in range(count):
            (inbox / f"{number:05d}.eml").write_bytes(message(number))
        hand = Hand(who="bench", at=dt.datetime(2019, 3, 20, tzinfo=dt.UTC))
        begun = time.perf_counter()
        done = ingest(inbox, Path(folder) / "cbt.sqlite", load_call(), hand)
        took = time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count:6,} messages, {len(done.items):6,} items: {took:7.1f} s, {count / took:5.0f}/s, "
        f"memory {memory:4.0f} MiB"
    )
    sys.exit(int(memory > BAR))


def main() -> int:
    """One process for each count, so that memory is measured apart; leaves with 1 if the bar is not held."""
    counts = [int(text) for text in sys.argv[1:]] or [1000, 4000]
    if len(counts) == 1:
        one(counts[0])
    return max(subprocess.run([sys.executable, __file__, str(count)], check=False).returncode for count in counts)


if __name__ == "__main__":
    sys.exit(main())
