"""Messages per second of ``open_container`` beside the standard library's ``policy.default``, on the same messages.

The peer does what a program has to do with it at least: parse, read the usual headers, decode every leaf. Rounds of
both alternate in one run, so that a busy machine slows both; the ratio is the figure, not the seconds.
"""

from __future__ import annotations

import base64
import email
import email.policy
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from cbt_cli.domain.calls import InboxFacts
from cbt_cli.inbox import open_container

HEADERS = ("from", "to", "cc", "subject", "date", "message-id", "in-reply-to", "reply-to")
OWN = InboxFacts(own_hosts=("office.example.org",))
ROUNDS = 5


HEAD = """\
Received: from mx1.office.example.org by store.office.example.org with LMTP; Fri, 15 Mar 2019 22:00:09 +0100
Received: from mx.example.net (mx.example.net [192.0.2.1]) by mx1.office.example.org with ESMTPS id 1;
\tFri, 15 Mar 2019 22:00:00 +0100
Received: from [192.168.1.5] by mx.example.net with ESMTPSA; Fri, 15 Mar 2019 21:59:59 +0100
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.net; s=k; t=1552683599; bh=abc; b=def
From: =?utf-8?Q?Andr=C3=A9?= <andre@example.org>
To: Mentors <mentors@office.example.org>
Subject: =?utf-8?Q?Candidature_=E2=80=93_Andr=C3=A9?=
Date: Fri, 15 Mar 2019 21:59:58 +0100
Message-ID: <{number}@example.org>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="=_m"

--=_m
Content-Type: multipart/alternative; boundary="=_a"

--=_a
Content-Type: text/plain; charset=utf-8

Bonjour, voici ma candidature.
--=_a
Content-Type: text/html; charset=utf-8

<html><body><p>Bonjour, voici ma candidature.</p></body></html>
--=_a--
--=_m
Content-Type: application/octet-stream; name=form.docx
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename=form.docx

"""


def made(count: int, size: int) -> list[bytes]:
    """Messages of some ``size`` bytes with three hops, text in two kinds and one attachment."""
    chance = random.Random(2019)  # noqa: S311 - the same messages on every run
    found = []
    for number in range(count):
        data = base64.encodebytes(b"PK\x03\x04" + chance.randbytes(size * 3 // 4 - 2_000))
        whole = HEAD.format(number=number).encode() + data + b"--=_m--\n"
        found.append(whole.replace(b"\n", b"\r\n"))
    return found


def ours(data: bytes) -> None:
    """As ``cbt ingest`` opens a message."""
    open_container(data, "0001.eml", OWN, modified=None)


def theirs(data: bytes) -> None:
    """With ``policy.default``, guarded: it raises on access to broken headers."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for header in HEADERS:
        try:
            str(message[header])
        except Exception:  # noqa: BLE001, S112 - what is measured is the time, and it raises many kinds
            continue
    message.get_all("received")
    for part in message.walk():
        if not part.is_multipart():
            part.get_filename()
            part.get_payload(decode=True)


def seconds(read: Callable[[bytes], None], messages: list[bytes]) -> float:
    """CPU seconds that ``read`` takes for all of them."""
    start = time.process_time()
    for data in messages:
        read(data)
    return time.process_time() - start


def compare(name: str, messages: list[bytes]) -> None:
    """One line of the table."""
    pairs = [(seconds(ours, messages), seconds(theirs, messages)) for _ in range(ROUNDS)]
    own = statistics.median(one for one, _ in pairs)
    ratio = statistics.median(other / one for one, other in pairs)
    print(f"{name:<32} {len(messages):>6} {len(messages) / own:>12.0f} messages/s   {ratio:>6.2f} x policy.default")


def main() -> None:
    """Made messages of three sizes, and the files of a folder if one is given."""
    for size, count in ((5_000, 200), (30_000, 200), (1_000_000, 10)):
        compare(f"made, {size // 1000} kB", made(count, size))
    if len(sys.argv) > 1:
        files = [path.read_bytes() for path in sorted(Path(sys.argv[1]).rglob("*")) if path.is_file()]
        kept = [
            data
            for data in files
            if (found := open_container(data, "x", OWN, modified=None)) and found[0].format == "eml"
        ]
        compare("messages of the folder", kept)


if __name__ == "__main__":
    main()
