"""Stores of messages as other programs write them: mailboxes, Maildirs, messages of the standard library."""

from __future__ import annotations

import datetime as dt
import mailbox
from email.message import EmailMessage
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mails import FORM, NOBODY, attached, files, mail, opened, submission, text_part

from cbt_cli.inbox import list_inbox, open_container
from cbt_cli.values.plain_text import visible

TEXT = "Dear all,\n\nFrom here on it is easy.\nFrom me, with thanks\n"


def test_a_mailbox_of_the_standard_library_is_split_as_it_was_written(tmp_path: Path) -> None:
    """Lines that begin with “From ” included; each message has its files."""
    store = mailbox.mbox(tmp_path / "Inbox")
    for number in range(5):
        store.add(mail(text_part(TEXT), attached(f"{number}.docx", FORM)))
    store.flush()
    store.close()
    found = files((tmp_path / "Inbox").read_bytes(), "Inbox")
    assert [(name, files(data, name)) for name, data in found] == [
        (f"message {number + 1}", [(f"{number}.docx", FORM)]) for number in range(5)
    ]


def test_a_mailbox_with_one_message_is_a_mailbox(tmp_path: Path) -> None:
    """And a message that was saved with its separator line is a message."""
    store = mailbox.mbox(tmp_path / "Sent")
    store.add(mail(text_part(TEXT), attached("a.docx", FORM)))
    store.flush()
    store.close()
    data = (tmp_path / "Sent").read_bytes()
    assert [name for name, _ in files(data, "Sent")] == ["message 1"]
    for name in ("0001.eml", "message 1", "1552683600.M1P2.host"):
        assert files(data, name) == [("a.docx", FORM)]


def test_a_maildir_of_the_standard_library(tmp_path: Path) -> None:
    """Its messages are listed, and their names tell when they were delivered."""
    store = mailbox.Maildir(tmp_path / "Maildir")
    store.add(mail(text_part(), attached("a.docx", FORM), hops=()))
    (found,) = list_inbox(tmp_path)
    assert found.ignored is None
    name = found.path.name
    told = submission(found.path.read_bytes(), name, NOBODY)
    seconds = int(name.partition(".")[0])
    assert (told.receipt.source, told.receipt.received_at) == (
        "maildir:name",
        dt.datetime.fromtimestamp(seconds, dt.UTC),
    )


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"]), min_size=1, max_size=40),
    st.lists(st.binary(max_size=300), max_size=4),
)
def test_what_the_standard_library_writes_is_read_back(subject: str, name: str, blobs: list[bytes]) -> None:
    """Subjects and names in any script, encoded as it likes; the bytes exactly."""
    written = EmailMessage()
    written["From"] = "Anna <anna@example.org>"
    written["Message-ID"] = "<one@example.org>"
    written["Subject"] = subject
    written.set_content("Hello")
    for blob in blobs:
        written.add_attachment(blob, maintype="application", subtype="octet-stream", filename=f"{name}.bin")
    found = open_container(written.as_bytes(), "a.eml", NOBODY, modified=None)
    assert found is not None
    assert [data for one, data in zip(found[0].attachments, found[1], strict=True) if one.role == "file"] == blobs
    names = {one.name for one in found[0].attachments if one.role == "file"}
    assert names <= {" ".join(f"{name}.bin".split())}
    told, _ = opened(written.as_bytes())
    assert told.submission is not None
    assert " ".join((told.submission.subject or "").split()) == visible(" ".join(subject.split()))
