"""Copies a mailbox folder into the inbox over IMAP (RFC 3501), read-only: nothing on the server changes, not a flag.

Each message becomes a file named as Maildir names them, the server's INTERNALDATE in seconds first, so that the time at
which the server took it in stays beside it as evidence: ``1552381234.V17U45.3f2a9c.eml``. V and U are the folder's
UIDVALIDITY and the message's UID: what is there already is not fetched again, so a fetch that was cut off goes on.
"""

from __future__ import annotations

import hashlib
import imaplib
import os
import re
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from cbt_cli.domain.base import in_turn, say
from cbt_cli.errors import CbtError, UsageError
from cbt_cli.inbox.folder_names import decoded, encoded

TIMEOUT = 60.0
"""Seconds without a word from the server after which the connection counts as cut."""
PORT = 993
_NAME = re.compile(r"\d+\.V(\d+)U(\d+)\.([0-9a-f]{6})\.eml")
_UID = re.compile(rb"UID (\d+)")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """What ``imaps://user@host:port/Folder`` names."""

    host: str
    port: int
    user: str
    folder: str

    @property
    def mark(self) -> str:
        """Six letters that tell one mailbox folder from another in file names."""
        return hashlib.sha256(f"{self.user}@{self.host}:{self.port}/{self.folder}".encode()).hexdigest()[:6]


@dataclass(frozen=True, slots=True)
class Fetched:
    """How many messages the folder holds, and the files that were written for those that were not there yet."""

    found: int
    written: tuple[str, ...]


def mailbox(url: str) -> Mailbox:
    """The mailbox folder that ``url`` names; ``UsageError`` where it is not written so. A password in it is refused:
    command lines are read by others."""
    parts = urlsplit(url)
    example = say("Write it so: imaps://office@mail.example.org/INBOX")
    if parts.scheme != "imaps":
        raise UsageError(say("The mailbox is named by an address that begins with imaps://."), example)
    if parts.password is not None:
        raise UsageError(
            say("The password does not belong on the command line."), say("Leave it out: it is asked for.")
        )
    try:
        port = parts.port or PORT
    except ValueError as error:
        raise UsageError(say("The port of the mailbox's address is no number."), example) from error
    if not parts.hostname or not parts.username:
        raise UsageError(say("The mailbox's address lacks the user or the host."), example)
    folder = unquote(parts.path.lstrip("/")) or "INBOX"
    return Mailbox(parts.hostname, port, unquote(parts.username), folder)


def fetch(
    box: Mailbox,
    password: str,
    inbox: Path,
    *,
    certificates: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Fetched:
    """Copies what is new in the mailbox folder into ``inbox``. Raises ``CbtError`` with a sentence where it cannot go
    on; what was copied by then stays, and running again goes on from there. ``certificates``: a file of certificates
    to trust beside the system's."""
    inbox.mkdir(parents=True, exist_ok=True)
    written: list[str] = []
    with _told(box, written), _session(box, password, certificates) as session:
        validity, uids = _listed(session, box)
        there = _there(inbox, box, validity)
        new = [uid for uid in uids if uid not in there]
        for done, uid in enumerate(new, start=1):
            copied = _message(session, uid)
            if copied is not None:  # else deleted by somebody since it was listed
                data, seconds = copied
                written.append(_write(inbox, f"{seconds}.V{validity}U{uid}.{box.mark}.eml", data))
            if progress is not None:
                progress(done, len(new))
    return Fetched(len(uids), tuple(written))


@contextmanager
def _session(box: Mailbox, password: str, certificates: Path | None) -> Iterator[imaplib.IMAP4_SSL]:
    context = ssl.create_default_context()
    if certificates is not None:
        try:
            context.load_verify_locations(certificates)
        except (OSError, ssl.SSLError) as error:
            raise CbtError(
                say("{certificates} holds no certificates that can be read.", certificates=certificates),
                say("Name a PEM file."),
            ) from error
    session = imaplib.IMAP4_SSL(box.host, box.port, ssl_context=context, timeout=TIMEOUT)
    try:
        _login(session, box, password)
        yield session
    finally:
        for leave in (session.logout, session.shutdown):  # a connection that was cut cannot log out, only be closed
            with suppress(OSError, imaplib.IMAP4.error):
                leave()


def _login(session: imaplib.IMAP4_SSL, box: Mailbox, password: str) -> None:
    try:
        session.authenticate("PLAIN", lambda _: f"\0{box.user}\0{password}".encode())
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise CbtError(
            say("{host} does not accept {user} with this password.", host=box.host, user=box.user),
            say("Is the password right, and is IMAP allowed for the mailbox (some hosts want an app password)?"),
        ) from error


def _listed(session: imaplib.IMAP4_SSL, box: Mailbox) -> tuple[int, list[int]]:
    """UIDVALIDITY of the folder and the UIDs in it, opened so that nothing can be changed (EXAMINE)."""
    status, _ = session.select(f'"{_quoted(encoded(box.folder))}"', readonly=True)
    if status != "OK":
        names = ", ".join(_folders(session)[:20])
        raise CbtError(
            say("There is no folder {folder} in the mailbox.", folder=box.folder),
            (say("There are: {names}.", names=names) if names else ""),
        )
    _, told = session.response("UIDVALIDITY")
    validity = told[-1] if told and isinstance(told[-1], bytes) else b"0"
    status, found = session.uid("SEARCH", "ALL")
    if status != "OK":
        raise imaplib.IMAP4.abort("the folder could not be listed")
    uids = [int(uid) for line in found if line for uid in line.split()]
    return int(validity), sorted(uids)


def _folders(session: imaplib.IMAP4_SSL) -> list[str]:
    status, lines = session.list()
    if status != "OK":
        return []
    names = [re.search(rb'(?:"((?:[^"\\]|\\.)*)"|(\S+))$', line) for line in lines if isinstance(line, bytes)]
    return sorted(decoded((name[1] or name[2]).decode("ascii", "replace")) for name in names if name)


def _there(inbox: Path, box: Mailbox, validity: int) -> set[int]:
    """UIDs of the folder whose messages lie in the inbox already."""
    names = (_NAME.fullmatch(path.name) for path in inbox.iterdir())
    return {int(name[2]) for name in names if name and name[3] == box.mark and int(name[1]) == validity}


def _message(session: imaplib.IMAP4_SSL, uid: int) -> tuple[bytes, int] | None:
    """A message's bytes and its INTERNALDATE in seconds since 1970; ``None`` where the server has it no more."""
    status, answer = session.uid("FETCH", str(uid), "(UID INTERNALDATE BODY.PEEK[])")
    if status != "OK":
        raise imaplib.IMAP4.abort(f"message {uid} could not be fetched")
    for part in answer:
        if isinstance(part, tuple):
            told = part[0] + b"".join(rest for rest in answer if isinstance(rest, bytes))
            number = _UID.search(told)
            if number is not None and int(number[1]) == uid:
                return part[1], _seconds(told)
    return None


def _seconds(told: bytes) -> int:
    """INTERNALDATE as seconds since 1970; 0 where the server gives none that can be read."""
    local = imaplib.Internaldate2tuple(told)
    return 0 if local is None else max(0, int(time.mktime(local)))


def _write(inbox: Path, name: str, data: bytes) -> str:
    """Writes a message whole or not at all: beside, under a name that ``cbt ingest`` ignores, then moved."""
    beside = inbox / f"~$fetch-{os.getpid()}.tmp"
    try:
        beside.write_bytes(data)
        beside.replace(inbox / name)
    finally:
        with suppress(OSError):
            beside.unlink()
    return name


@contextmanager
def _told(box: Mailbox, written: list[str]) -> Iterator[None]:
    """Whatever goes wrong on the way becomes a sentence."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise CbtError(
            say(
                "The certificate of {host} is not trusted: {verify_message}.",
                host=box.host,
                verify_message=error.verify_message,
            ),
            say("If it is your own server's, name the file of its certificate: --certificates FILE"),
        ) from error
    except socket.gaierror as error:
        raise CbtError(
            say("There is no host {host}.", host=box.host), say("Is the address right, and are you on line?")
        ) from error
    except (OSError, imaplib.IMAP4.error) as error:
        again = say("Nothing was changed on the server; run again to go on.")
        done = say("{count} messages were copied before that.", count=len(written))
        raise CbtError(
            say("The connection to {host} was refused or cut: {reason}.", host=box.host, reason=_reason(error)),
            in_turn((done, again) if written else (again,)),
        ) from error


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error or type(error).__name__)[:200]


def _quoted(name: str) -> str:
    return name.replace("\\", "\\\\").replace('"', '\\"')
