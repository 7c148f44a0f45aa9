"""Every item of a file of the inbox, however deep, is unpacked once."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest

from cbt_cli.calls import load_call
from cbt_cli.domain.base import say
from cbt_cli.domain.calls import Call, InboxFacts
from cbt_cli.domain.forms import FilledForm, FormOutcome
from cbt_cli.domain.submissions import Attachment, Confidence, Opened, Receipt, Sort, Submission
from cbt_cli.stages import unpacking
from cbt_cli.stages.unpacking import DEEPEST, MOST, Unpacking

CALL = load_call()
NOW = dt.datetime(2019, 3, 1, tzinfo=dt.UTC)
OWN = Receipt(received_at=NOW - dt.timedelta(days=2), source="received:own", confidence=Confidence.HIGH)
OUTER = Receipt(received_at=NOW, source="received:top", confidence=Confidence.MEDIUM)


def opener(data: bytes, name: str, modified: dt.datetime | None) -> tuple[Opened, tuple[bytes, ...]]:
    """Opens a toy format: ``Z`` and then a zip is an archive, ``M`` a message with one attachment, else a file."""
    del name, modified
    if data[:1] == b"Z":
        with zipfile.ZipFile(io.BytesIO(data[1:])) as archive:
            names = archive.namelist()
            attachments = tuple(Attachment(name=one) for one in names)
            return Opened(format="zip", archive=True, attachments=attachments), tuple(
                archive.read(one) for one in names
            )
    if data[:1] == b"M":
        mail = Submission(sender="office@example.org", receipt=OWN if data[1:2] == b"o" else OUTER)
        return Opened(format="eml", submission=mail, attachments=(Attachment(name="in"),)), (data[2:],)
    if data == b"broken":
        return Opened(format="zip", failed=say("It is damaged.")), ()
    return Opened(format="txt", form=FilledForm(format="txt", outcome=FormOutcome.NO_FORM)), ()


def packed(**members: bytes) -> bytes:
    """An archive of the toy format."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return b"Z" + buffer.getvalue()


def unpack(data: bytes, call: Call = CALL) -> list[tuple[str | None, str, int | None]]:
    """(part, sort, parent) of every item."""
    return [(item.part, str(item.sort), item.parent) for item, _ in Unpacking(opener, call, "a/b.zip").file(data, NOW)]


def test_items_come_in_document_order_with_their_way_in() -> None:
    """Containers come before what lies in them; the way inside is told from the outside in."""
    assert unpack(packed(one=b"x", two=packed(three=b"y"), four=b"broken")) == [
        (None, "archive", None),
        ("one", "file", 0),
        ("two", "archive", 0),
        ("two / three", "file", 2),
        ("four", "failed", 0),
    ]


def test_what_lies_too_deep_is_said() -> None:
    """Containers in containers are opened to a depth, and the first beyond it is an item with a reason."""
    data = b"x"
    for _ in range(DEEPEST + 3):
        data = b"Mt" + data
    found = Unpacking(opener, CALL, "a.eml").file(data, NOW)
    assert len(found) == DEEPEST + 1
    assert [item.sort for item, _ in found[-2:]] == [Sort.MESSAGE, Sort.FAILED]
    assert str(found[-1][0].reason) == f"It lies {DEEPEST} containers deep and was not opened."


def test_too_many_items_of_one_message_are_said() -> None:
    """What is beyond the limit is an item with a reason, not silence."""
    found = Unpacking(opener, CALL, "a.eml").file(b"Mt" + packed(**{f"f{n}": b"x" for n in range(MOST + 1)}), NOW)
    assert len(found) == MOST + 3
    failed = [str(item.reason) for item, _ in found if item.sort is Sort.FAILED]
    assert failed == [f"The file holds more than {MOST} items; this one was not opened."] * 3


def test_each_message_of_a_mailbox_has_room_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """A large mailbox is opened to its end; one message in it that is a bomb takes no room from the next; and there is
    an end to it all."""
    monkeypatch.setattr(unpacking, "MOST", 5)
    monkeypatch.setattr(unpacking, "MOST_IN_ALL", 30)
    large = packed(**{f"m{n}": b"Mo" + packed(form=b"x") for n in range(5)})
    assert not [item for item, _ in Unpacking(opener, CALL, "a").file(large, NOW) if item.sort is Sort.FAILED]
    bomb = packed(bomb=b"Mo" + packed(**{f"f{n}": b"x" for n in range(9)}), good=b"Mox")
    found = [(item.part, item.sort is Sort.FAILED) for item, _ in Unpacking(opener, CALL, "a").file(bomb, NOW)]
    assert next(part for part, failed in found if failed) == "bomb / in / f3"
    assert found[-2:] == [("good", False), ("good / in", False)]
    endless = packed(**{f"m{n}": b"Mox" for n in range(40)})
    assert [item.sort is Sort.FAILED for item, _ in Unpacking(opener, CALL, "a").file(endless, NOW)].index(True) == 30


def test_parts_of_one_name_are_told_apart() -> None:
    """``part`` names one item, also where a name looks like a number given."""

    def open_one(data: bytes, name: str, modified: dt.datetime | None) -> tuple[Opened, tuple[bytes, ...]]:
        if data != b"top":
            return opener(data, name, modified)
        names = ("form.docx", "form.docx", "form.docx (2)", "form.docx")
        attachments = tuple(Attachment(name=one) for one in names)
        return Opened(format="eml", submission=Submission(), attachments=attachments), (b"1", b"2", b"3", b"4")

    found = Unpacking(open_one, CALL, "a.eml").file(b"top", NOW)
    assert [(item.part, item.name) for item, _ in found[1:]] == [
        ("form.docx", "form.docx"), ("form.docx (2)", "form.docx"), ("form.docx (2) (2)", "form.docx (2)"),
        ("form.docx (3)", "form.docx"),
    ]  # fmt: skip


def test_a_loose_file_has_the_time_of_the_file_and_no_confidence() -> None:
    """Copying changes a file's time, so it proves nothing."""
    ((item, _),) = Unpacking(opener, CALL, "a.txt").file(b"x", NOW)
    assert (item.receipt.received_at, item.receipt.source, item.receipt.confidence) == (
        NOW,
        "file:mtime",
        Confidence.NONE,
    )


def test_a_message_in_an_archive_keeps_its_own_time() -> None:
    """An exported mailbox in a zip: what the messages say counts."""
    found = Unpacking(opener, CALL, "a.zip").file(packed(mail=b"Mox"), NOW)
    assert [item.receipt.source for item, _ in found] == ["file:mtime", "received:own", "received:own"]


def test_a_forward_counts_when_it_arrived_unless_our_own_office_forwards() -> None:
    """A stranger's forward has the outer time; a colleague's has the time at which our own host had stamped it."""
    forwarded = b"MtMox"
    stranger = Unpacking(opener, CALL, "a.eml").file(forwarded, NOW)
    assert [item.receipt.received_at for item, _ in stranger] == [NOW] * 3
    ours = CALL.model_copy(
        update={
            "call": CALL.call.model_copy(update={"address": "mentors@example.org"}),
            "inbox": InboxFacts(own_hosts=("mx.example.org",)),
        }
    )
    office = Unpacking(opener, ours, "a.eml").file(forwarded, NOW)
    assert [item.receipt.received_at for item, _ in office] == [NOW, OWN.received_at, OWN.received_at]
    assert office[2][0].receipt.confidence is Confidence.MEDIUM


def test_a_message_that_cannot_be_opened_keeps_its_sender_and_time() -> None:
    """Whom to ask to send it again without encryption, and when it came."""

    def locked(data: bytes, name: str, modified: dt.datetime | None) -> tuple[Opened, tuple[bytes, ...]]:
        del data, name, modified
        mail = Submission(sender="anna@example.org", receipt=OWN)
        return Opened(format="eml", submission=mail, failed=say("It is encrypted.")), ()

    ((item, _),) = Unpacking(locked, CALL, "a.eml").file(b"x", NOW)
    assert (item.sort, item.sender, item.receipt) == (Sort.FAILED, "anna@example.org", OWN)
