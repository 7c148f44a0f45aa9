"""What becomes of every item, and which version of an application counts."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping

import pytest

from cbt_cli.calls import load_call
from cbt_cli.domain.base import say
from cbt_cli.domain.forms import FormOutcome
from cbt_cli.domain.submissions import Applicant, Confidence, Outcome, Receipt, Settled, Sort, Submission, Unpacked
from cbt_cli.register import Key
from cbt_cli.stages.settling import Settlement, settle

CALL = load_call()
DEADLINE = CALL.deadline_at
ADA = Applicant(name="Ada Example", organisation="Example Cluster", email="ada@example.org")


def at(hours_before: float, confidence: Confidence = Confidence.HIGH) -> Receipt:
    """A receipt so many hours before the deadline."""
    instant = DEADLINE - dt.timedelta(hours=hours_before)
    return Receipt(received_at=instant, earliest=instant, latest=instant, source="received:own", confidence=confidence)


def mail(
    file: int, hours: float, *parts: Unpacked, sender: str = "ada@example.org", **facts: object
) -> dict[Key, Unpacked]:
    """One message with its parts, as the register holds them."""
    common = {"source": f"{file:04d}.eml", "sender": sender, "receipt": at(hours)}
    message = Unpacked(name=f"{file:04d}.eml", sha256=f"m{file}", sort=Sort.MESSAGE, **common)
    message = message.model_copy(update={"submission": Submission(sender=sender, **facts)})
    items = [message, *(part.model_copy(update=common | {"parent": 0}) for part in parts)]
    return {(file, position): item for position, item in enumerate(items)}


def form(sha256: str, applicant: Applicant = ADA, name: str = "form.docx") -> Unpacked:
    """A form attached to a message."""
    return Unpacked(
        source="", part=name, name=name, sha256=sha256, sort=Sort.FILE, format="docx", form=FormOutcome.FORM,
        applicant=applicant,
    )  # fmt: skip


def other(
    name: str, outcome: FormOutcome = FormOutcome.UNREADABLE, file_format: str = "pdf", **facts: object
) -> Unpacked:
    """Another file attached to a message."""
    return Unpacked(
        source="", part=name, name=name, sha256=name, sort=Sort.FILE, format=file_format, form=outcome,
        reason=say("It is no form."), **facts,
    )  # fmt: skip


def told(settlement: Settlement) -> dict[Key, tuple[str, str | None]]:
    """Outcome and reference of every item."""
    return {key: (str(one.outcome), one.ref) for key, one in settlement.settled.items()}


def done(*mails: Mapping[Key, Unpacked], known: Mapping[tuple[str, str | None, str], str] | None = None) -> Settlement:
    """Settles some messages."""
    return settle({key: item for one in mails for key, item in one.items()}, known or {}, CALL)


def test_a_form_with_a_cv_is_an_application_with_its_evidence() -> None:
    """The CV beside the form is supporting, and its name reaches the rules."""
    settlement = done(mail(1, 5, form("a"), other("cv.pdf")))
    assert told(settlement) == {
        (1, 0): ("message", None),
        (1, 1): ("application", "CBT-001"),
        (1, 2): ("supporting", "CBT-001"),
    }
    assert settlement.settled[1, 1].supporting == ("cv.pdf",)


def test_the_last_complete_version_before_the_deadline_counts() -> None:
    """Earlier, partial and late versions are superseded, each with its own reason; all keep one reference."""
    partial = ADA.model_copy(update={"missing": ("quotation",)})
    settlement = done(
        mail(1, 50, form("first")), mail(2, 20, form("second")),
        mail(3, 10, form("partial", partial)), mail(4, -1, form("late")),
    )  # fmt: skip
    assert told(settlement) == {
        (1, 0): ("message", None), (1, 1): ("superseded", "CBT-001"),
        (2, 0): ("message", None), (2, 1): ("application", "CBT-001"),
        (3, 0): ("message", None), (3, 1): ("superseded", "CBT-001"),
        (4, 0): ("message", None), (4, 1): ("superseded", "CBT-001"),
    }  # fmt: skip
    assert [str(settlement.settled[number, 1].reason) for number in (1, 3, 4)] == [
        "A later version of the same application counts (0002.eml / form.docx).",
        "It leaves more required questions open than the version that counts (0002.eml / form.docx).",
        "It arrived after the deadline; the version before it counts (0002.eml / form.docx).",
    ]


def test_a_version_of_unknown_time_does_not_displace_one_in_time() -> None:
    """A loose file may be older or newer; the one that was certainly in time counts."""
    loose = form("loose").model_copy(
        update={"source": "form.docx", "part": None, "receipt": at(1, Confidence.NONE)}
    )  # fmt: skip
    settlement = settle({**mail(1, 30, form("mailed")), (2, 0): loose}, {}, CALL)
    assert told(settlement)[2, 0] == ("superseded", "CBT-001")
    assert str(settlement.settled[2, 0].reason) == (
        "When it arrived is not certain; the version that was in time counts (0001.eml / form.docx)."
    )


def test_the_same_form_twice_counts_from_its_first_receipt() -> None:
    """A second copy, byte for byte, is a duplicate and does not move the time of receipt."""
    settlement = done(mail(1, 5, form("a")), mail(2, -3, form("a")))
    assert told(settlement)[1, 1] == ("application", "CBT-001")
    assert told(settlement)[2, 1] == ("duplicate", "CBT-001")


@pytest.mark.parametrize(
    "second",
    [
        ADA.model_copy(update={"name": "Bob Other"}),
        ADA.model_copy(update={"name": None}),
        Applicant(name="Ada Example", organisation="Another Cluster", email="other@example.org"),
    ],
)
def test_two_forms_are_put_together_only_when_name_and_another_trait_agree(second: Applicant) -> None:
    """An assistant's address, a missing name, or a namesake elsewhere do not merge two applicants."""
    settlement = done(mail(1, 5, form("a")), mail(2, 4, form("b", second), sender="office@example.org"))
    assert told(settlement)[1, 1] == ("application", "CBT-001")
    assert told(settlement)[2, 1] == ("application", "CBT-002")


def test_first_and_family_name_may_be_swapped() -> None:
    """The same words in another order are the same name."""
    swapped = ADA.model_copy(update={"name": "EXAMPLE Ada"})
    assert told(done(mail(1, 5, form("a")), mail(2, 4, form("b", swapped))))[1, 1] == ("superseded", "CBT-001")


def test_a_bounce_with_a_returned_form_is_no_submission() -> None:
    """Neither the bounce nor the copy of the form in it is an application."""
    settlement = done(mail(1, 5, form("a"), not_a_submission=say("A delivery report.")))
    assert told(settlement) == {(1, 0): ("not_a_submission", None), (1, 1): ("not_a_submission", None)}


def test_a_message_without_attachment_is_no_submission() -> None:
    """A question is listed, so that it gets an answer."""
    assert told(done(mail(1, 5))) == {(1, 0): ("not_a_submission", None)}


def test_links_instead_of_the_form_are_named_with_what_to_send() -> None:
    """Whether nothing is attached, only a logo, or another file; with a form beside it, a link is no matter."""
    logo = other("logo.png", file_format="image", inline=True)
    found = [done(mail(1, 5, *parts, links=("we.tl",))).settled[1, 0] for parts in ((), (logo,), (other("cv.pdf"),))]
    assert [str(one.outcome) for one in found] == ["unreadable", "unreadable", "message"]
    sentence = "The text links to files that lie elsewhere (we.tl). Please send the form itself, attached."
    assert {str(one.reason) for one in found} == {sentence}
    assert done(mail(1, 5, form("a"), links=("we.tl",))).settled[1, 0].reason is None


def test_what_may_be_lost_of_a_message_is_said_of_it_and_of_the_application() -> None:
    """Warnings of the reader reach the officer; addresses behind the sender are told, but are nothing to look at."""
    warnings = (say("A part is damaged."), say("A file was found in the raw text."))
    settlement = done(mail(1, 5, form("a"), warnings=warnings, behind=("b@example.org",)))
    assert str(settlement.settled[1, 0].reason) == "A part is damaged. A file was found in the raw text."
    assert str(settlement.settled[1, 1].reason) == (
        "A part is damaged. A file was found in the raw text. The message also names b@example.org as its sender's."
    )
    assert done(mail(1, 5, form("a"), behind=("b@example.org",))).settled[1, 0].reason is None


def test_a_question_with_a_logo_is_still_a_question() -> None:
    """A picture within the text is nothing that is brought."""
    logo = other("logo.png", file_format="image", inline=True)
    assert told(done(mail(1, 5, logo)))[1, 0] == ("not_a_submission", None)


def test_a_damaged_form_beside_a_form_is_not_passed_off_as_an_annex() -> None:
    """A Word file that cannot be read may be a form; it stays unreadable."""
    settlement = done(mail(1, 5, form("a"), other("form2.docx", file_format="docx")))
    assert told(settlement)[1, 2] == ("unreadable", None)


def test_files_without_a_form_are_named_for_what_they_are() -> None:
    """Alone in a message of a stranger, a PDF is unreadable and a letter is no form."""
    settlement = done(
        mail(1, 5, other("scan.pdf"), other("letter.docx", FormOutcome.NO_FORM, "docx"), sender="x@example.org")
    )
    assert told(settlement)[1, 1] == ("unreadable", None)
    assert told(settlement)[1, 2] == ("no_form", None)


def test_an_annex_sent_later_from_the_same_address_supports_the_application() -> None:
    """A CV without a form, from the address of one applicant, is that applicant's, but no evidence in the form."""
    settlement = done(mail(1, 5, form("a")), mail(2, 4, other("cv.pdf")))
    assert told(settlement)[2, 1] == ("supporting", "CBT-001")
    assert settlement.settled[1, 1].supporting == ()


def test_two_forms_in_one_message_are_two_applications() -> None:
    """What lies beside them is supporting, but whose it is cannot be told, and it is nobody's evidence."""
    bob = Applicant(name="Bob Other", organisation="Other Cluster", email="bob@example.org")
    settlement = done(mail(1, 5, form("a"), form("b", bob, "other.docx"), other("cv.pdf")))
    assert told(settlement) == {
        (1, 0): ("message", None),
        (1, 1): ("application", "CBT-001"),
        (1, 2): ("application", "CBT-002"),
        (1, 3): ("supporting", None),
    }
    assert [settlement.settled[1, position].supporting for position in (1, 2)] == [(), ()]


def test_a_picture_in_the_text_is_no_submission() -> None:
    """A logo in the signature is neither evidence nor an unread form."""
    logo = other("logo.png", file_format="image", inline=True)
    settlement = done(mail(1, 5, form("a"), logo))
    assert told(settlement)[1, 2] == ("not_a_submission", None)
    assert settlement.settled[1, 1].supporting == ()


def test_references_follow_the_time_of_receipt_and_stay() -> None:
    """The first to arrive is 001; a reference once given stays with its applicant, new ones are numbered on."""
    bob = Applicant(name="Bob Other", organisation="Other Cluster", email="bob@example.org")
    first = done(mail(1, 5, form("a")), mail(2, 9, form("b", bob), sender="bob@example.org"))
    assert told(first)[2, 1] == ("application", "CBT-001")
    assert told(first)[1, 1] == ("application", "CBT-002")
    cleo = Applicant(name="Cleo Third", organisation="Third Cluster", email="cleo@example.org")
    again = done(
        mail(1, 5, form("a")), mail(2, 9, form("b", bob), sender="bob@example.org"),
        mail(3, 90, form("c", cleo), sender="cleo@example.org"), known=first.refs,
    )  # fmt: skip
    assert [told(again)[number, 1][1] for number in (1, 2, 3)] == ["CBT-002", "CBT-001", "CBT-003"]


def test_the_order_of_reading_changes_nothing() -> None:
    """Any order of the same items gives the same settlement."""
    bob = Applicant(name="Bob Other", organisation="Other Cluster", email="bob@example.org")
    mails = [
        mail(1, 50, form("first")), mail(2, 20, form("second"), other("cv.pdf")), mail(3, -1, form("late")),
        mail(4, 20, form("b", bob), sender="bob@example.org"), mail(5, 3, form("second")), mail(6, 2),
    ]  # fmt: skip
    expected = told(done(*mails))
    chance = random.Random(7)  # noqa: S311 - a shuffle, not a secret
    for _ in range(20):
        chance.shuffle(mails)
        assert told(done(*mails)) == expected


def test_every_item_is_settled_once() -> None:
    """There is an outcome for each item, whatever its sort."""
    items = {(1, 0): Unpacked(source="a.zip", name="a.zip", sha256="z", sort=Sort.ARCHIVE)}
    for position, sort in enumerate((Sort.FAILED, Sort.NOISE, Sort.COPY), start=1):
        items[1, position] = Unpacked(source="a.zip", part=sort, name=sort, sha256=sort, sort=sort, parent=0)
    settled: Mapping[Key, Settled] = settle(items, {}, CALL).settled
    assert [one.outcome for one in settled.values()] == [
        Outcome.ARCHIVE, Outcome.UNREADABLE, Outcome.IGNORED, Outcome.DUPLICATE,
    ]  # fmt: skip


def test_an_answer_in_an_applicants_thread_is_attached_to_the_application() -> None:
    """By In-Reply-To, or by the reference it quotes; what answers two applications belongs to neither."""
    eve = Applicant(name="Eve Example", organisation="Other Cluster", email="eve@example.org")
    settlement = done(
        mail(1, 9, form("a"), message_id="1@example.org"),
        mail(2, 8, form("b", eve), sender="eve@example.org", message_id="2@example.org"),
        mail(3, 5, other("letter.pdf"), sender="assistant@example.org", in_reply_to=("1@example.org",)),
        mail(4, 4, sender="board@example.org", subject="Re: CBT-002"),
        mail(5, 3, other("both.pdf"), sender="x@example.org", in_reply_to=("1@example.org", "2@example.org")),
        mail(6, 2, other("none.pdf"), sender="y@example.org", subject="CBT-009"),
    )
    assert {key: one for key, one in told(settlement).items() if key[0] > 2} == {
        (3, 0): ("message", "CBT-001"),
        (3, 1): ("supporting", "CBT-001"),
        (4, 0): ("not_a_submission", "CBT-002"),
        (5, 0): ("message", None),
        (5, 1): ("unreadable", None),
        (6, 0): ("message", None),
        (6, 1): ("unreadable", None),
    }


def test_the_same_message_id_with_other_content_is_a_conflict() -> None:
    """It is said at the later message; a mere copy is none."""
    settlement = done(
        mail(1, 9, form("a"), message_id="1@example.org"),
        mail(2, 8, form("a"), message_id="1@example.org"),
        mail(3, 7, form("b"), message_id="1@example.org"),
    )
    assert [str(settlement.settled[number, 0].reason) for number in (1, 2, 3)] == [
        "None", "None",
        "Another message has the same Message-ID and other attachments (0001.eml): please look at both.",
    ]  # fmt: skip
