"""``cbt fetch`` copies a mailbox folder over IMAP, read-only: against a real Dovecot on loopback with TLS."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from dovecot import AVAILABLE, PASSWORD, USER, Server, running

from cbt_cli.errors import CbtError, UsageError
from cbt_cli.inbox import fetch as fetching
from cbt_cli.inbox.fetch import Mailbox, fetch, mailbox
from cbt_cli.inbox.folder_names import decoded, encoded

AT = 1_552_381_234  # 2019-03-12T09:00:34Z
MESSAGES = [f"From: a{n}@example.org\r\nSubject: {n}\r\n\r\nText {n}\r\n".encode() for n in range(5)]
needs_dovecot = pytest.mark.skipif(not AVAILABLE, reason="needs Dovecot and openssl, started as root")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with five messages in its inbox and one in a folder with an accent."""
    with running(tmp_path_factory.mktemp("dovecot")) as one:
        for n, data in enumerate(MESSAGES):
            one.deliver(data, AT + 60 * n, f"M{n}")
        one.deliver(MESSAGES[0], AT, "E0", f".{encoded('Candidatures reçues')}")
        yield one


def contents(folder: Path) -> dict[str, bytes]:
    """File name → bytes."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.dovecot
@needs_dovecot
def test_messages_come_byte_for_byte_with_their_internaldate(server: Server, tmp_path: Path) -> None:
    """Each message is a file, the server's INTERNALDATE first in its name; again, nothing is new."""
    box = mailbox(server.url())
    done = fetch(box, PASSWORD, tmp_path, certificates=server.certificate)
    assert (done.found, len(done.written)) == (5, 5)
    assert sorted(contents(tmp_path).values()) == sorted(MESSAGES)
    assert sorted(int(name.split(".")[0]) for name in contents(tmp_path)) == [AT + 60 * n for n in range(5)]
    again = fetch(box, PASSWORD, tmp_path, certificates=server.certificate)
    assert (again.found, again.written) == (5, ())


@pytest.mark.dovecot
@needs_dovecot
def test_nothing_is_marked_as_read(server: Server, tmp_path: Path) -> None:
    """After a fetch the messages still lie among the new ones, without a flag."""
    fetch(mailbox(server.url()), PASSWORD, tmp_path, certificates=server.certificate)
    flagged = [path.name for path in (server.mail / USER / "cur").iterdir() if "S" in path.name.partition(":2,")[2]]
    assert flagged == []


@pytest.mark.dovecot
@needs_dovecot
def test_a_folder_with_an_accent_is_found_and_a_wrong_one_named(server: Server, tmp_path: Path) -> None:
    """Folder names are what people see; a wrong one is refused with those that there are."""
    done = fetch(mailbox(server.url("Candidatures%20reçues")), PASSWORD, tmp_path, certificates=server.certificate)
    assert done.found == 1
    with pytest.raises(CbtError) as caught:
        fetch(mailbox(server.url("Candidatures")), PASSWORD, tmp_path, certificates=server.certificate)
    assert caught.value.message == "There is no folder Candidatures in the mailbox."
    assert caught.value.hint == "There are: Candidatures reçues, INBOX."


@pytest.mark.dovecot
@needs_dovecot
def test_a_wrong_password_and_an_untrusted_certificate_are_sentences(server: Server, tmp_path: Path) -> None:
    """Neither writes anything."""
    with pytest.raises(CbtError) as caught:
        fetch(mailbox(server.url()), "wrong", tmp_path, certificates=server.certificate)
    assert caught.value.message == f"localhost does not accept {USER} with this password."
    with pytest.raises(CbtError) as caught:
        fetch(mailbox(server.url()), PASSWORD, tmp_path)
    assert caught.value.message == "The certificate of localhost is not trusted: self-signed certificate."
    assert contents(tmp_path) == {}


@pytest.mark.dovecot
@needs_dovecot
def test_a_fetch_that_was_cut_off_goes_on(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection breaks after two messages: they stay, a sentence says so, and the next run copies the rest."""
    whole = fetching._message
    calls = iter(range(100))

    def breaking(session: object, uid: int) -> object:
        if next(calls) == 2:
            session.sock.shutdown(socket.SHUT_RDWR)  # type: ignore[attr-defined]
        return whole(session, uid)  # type: ignore[arg-type]

    monkeypatch.setattr(fetching, "_message", breaking)
    with pytest.raises(CbtError) as caught:
        fetch(mailbox(server.url()), PASSWORD, tmp_path, certificates=server.certificate)
    assert caught.value.hint == (
        "2 messages were copied before that. Nothing was changed on the server; run again to go on."
    )
    assert len(contents(tmp_path)) == 2
    monkeypatch.undo()
    done = fetch(mailbox(server.url()), PASSWORD, tmp_path, certificates=server.certificate)
    assert len(done.written) == 3
    assert sorted(contents(tmp_path).values()) == sorted(MESSAGES)


def test_a_server_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    """A refused connection says so; nothing is written."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with pytest.raises(CbtError) as caught:
        fetch(Mailbox("localhost", port, USER, "INBOX"), PASSWORD, tmp_path)
    assert caught.value.message == "The connection to localhost was refused or cut: Connection refused."


def test_a_server_that_speaks_no_tls_is_a_sentence(tmp_path: Path) -> None:
    """Plain text is never spoken, whoever asks for it."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

        def greet() -> None:
            with listening.accept()[0] as one:
                one.sendall(b"* OK hello\r\n")
                one.recv(1000)

        thread = threading.Thread(target=greet)
        thread.start()
        with pytest.raises(CbtError, match="was refused or cut"):
            fetch(Mailbox("localhost", port, USER, "INBOX"), PASSWORD, tmp_path)
        thread.join()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("imap://a@example.org", "The mailbox is named by an address that begins with imaps://."),
        ("imaps://a:secret@example.org", "The password does not belong on the command line."),
        ("imaps://example.org/INBOX", "The mailbox's address lacks the user or the host."),
        ("imaps://a@example.org:x/INBOX", "The port of the mailbox's address is no number."),
    ],
)
def test_a_mailbox_that_is_named_wrongly_is_said(url: str, said: str) -> None:
    """Wrong usage, with an example; a password on the command line is refused."""
    with pytest.raises(UsageError) as caught:
        mailbox(url)
    assert caught.value.message == said


@pytest.mark.parametrize("name", ["INBOX", "Candidatures reçues", "A & B", "日本語", "a/b é&ü", "&"])
def test_folder_names_go_there_and_back(name: str) -> None:
    """Modified UTF-7 of any name is ASCII and reads back as the name."""
    assert encoded(name).isascii()
    assert decoded(encoded(name)) == name


def test_the_example_of_the_specification() -> None:
    """RFC 3501, 5.1.3."""
    assert decoded("~peter/mail/&U,BTFw-/&ZeVnLIqe-") == "~peter/mail/台北/日本語"
