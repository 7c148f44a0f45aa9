"""Letters: who gets one, what it says, that it is a draft in its thread, and that it is written once or not at all."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_register import CALL, HAND, person

from cbt_cli.domain.applications import Money, Unit, Vat
from cbt_cli.domain.base import say
from cbt_cli.domain.checks import Case
from cbt_cli.domain.forms import FilledForm, FormOutcome
from cbt_cli.domain.journal import Act
from cbt_cli.domain.letter_kinds import Kind
from cbt_cli.domain.letters import Letter
from cbt_cli.domain.matching import Assignment, Match, Mentee, Mentor, Needs, Ranking, Run, Score, WhatIf
from cbt_cli.domain.submissions import Applicant, Sort, Submission, Unpacked
from cbt_cli.errors import CbtError, OutputError
from cbt_cli.outputs.letters import draft
from cbt_cli.register import open_register
from cbt_cli.stages.lettering import Wanted, letters
from cbt_cli.stages.settling import resettle

ANSWER_BY = dt.date(2019, 3, 29)
DEAR = Money(amount=Decimal(3400), currency="EUR", vat=Vat.EXCLUDED, unit=Unit.MENTEE)


def arrived(path: Path, case: Case, language: str = "en", **mail: Any) -> None:
    """A mail with a form, as ``cbt ingest`` leaves it in the register."""
    record = case.record.application
    source = f"{record.family_name}.eml"
    data = source.encode()
    digests = (hashlib.sha256(data).hexdigest(), hashlib.sha256(data + b"form").hexdigest())
    message = Unpacked(
        source=source, name=source, sha256=digests[0], sort=Sort.MESSAGE, receipt=case.receipt,
        submission=Submission(receipt=case.receipt, **mail), sender=mail.get("sender"),
    )  # fmt: skip
    item = Unpacked(
        source=source, part="form.docx", name="form.docx", sha256=digests[1], sort=Sort.FILE, parent=0,
        form=FormOutcome.FORM, format="docx", receipt=case.receipt, sender=mail.get("sender"),
        applicant=Applicant(name=record.full_name, organisation=record.organisation, email=record.email),
    )  # fmt: skip
    form = FilledForm(format="docx", outcome=FormOutcome.FORM, record=case.record, language=language)
    with open_register(path, CALL, HAND, create=True) as register:
        register.keep(data, "made", [(message, None), (item, form)])
        resettle(register, CALL)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Four applications: sound, two of unclear country (English, French), one above the cap."""
    path = tmp_path / "cbt.sqlite"
    arrived(path, person(1), sender="a1@example.org", message_id="one@example.org")
    arrived(path, person(2, country=None), sender="other@example.org", message_id="two@example.org",
            in_reply_to=("older@example.org",))  # fmt: skip
    arrived(path, person(3, country=None), "fr", sender="a3@example.org")
    arrived(path, person(4, quotation=DEAR), sender="a4@example.org")
    return path


def read(path: Path) -> EmailMessage:
    """A draft as the standard library reads it."""
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_clarification_is_a_draft_in_its_thread_to_both_addresses(register: Path, tmp_path: Path) -> None:
    """X-Unsent, thread and addresses stand in the headers; question and last day in the text."""
    letters(register, CALL, HAND, Wanted(Kind.CLARIFICATION, answer_by=ANSWER_BY), tmp_path / "drafts")
    message = read(tmp_path / "drafts" / "CBT-002-clarification.eml")
    assert message["X-Unsent"] == "1"
    assert message["To"] == "a2@example.org, other@example.org"
    assert message["In-Reply-To"] == "<two@example.org>"
    assert message["References"] == "<older@example.org> <two@example.org>"
    assert message["Content-Language"] == "en"
    assert message["Date"] is None
    text = message.get_content()
    assert text.count("29 March 2019, 23:59 (Europe/Brussels)") == 1
    assert text.count("Please state the country.") == 1


def test_each_kind_goes_to_those_it_concerns(register: Path) -> None:
    """Acknowledgement to all, clarification to the unclear, refusal to the refused; each in its form's language."""
    day = {"answer_by": ANSWER_BY}
    found = {
        kind: [(one.ref, one.language) for one in letters(register, CALL, HAND, Wanted(kind, **day)).letters]
        for kind in (Kind.ACKNOWLEDGEMENT, Kind.CLARIFICATION, Kind.REFUSAL)
    }
    assert found == {
        Kind.ACKNOWLEDGEMENT: [("CBT-001", "en"), ("CBT-002", "en"), ("CBT-003", "fr"), ("CBT-004", "en")],
        Kind.CLARIFICATION: [("CBT-002", "en"), ("CBT-003", "fr")],
        Kind.REFUSAL: [("CBT-004", "en")],
    }


def test_the_same_defect_gives_the_same_paragraph(tmp_path: Path) -> None:
    """Two applicants with the same defect read the same, but for name and reference."""
    path = tmp_path / "cbt.sqlite"
    for number in (1, 2):
        arrived(path, person(number, country=None))
    first, second = letters(path, CALL, HAND, Wanted(Kind.CLARIFICATION, answer_by=ANSWER_BY)).letters
    as_first = second.text.replace("CBT-002", "CBT-001").replace("Example2", "Example1")
    assert as_first == first.text


def test_a_refusal_gives_reason_clause_and_review(register: Path) -> None:
    """Every failed rule stands there with its clause, and how to ask for review."""
    (letter,) = letters(register, CALL, HAND, Wanted(Kind.REFUSAL, review_days=21)).letters
    assert letter.text.count("The quotation of EUR 3,400.00 is above the cap of EUR 3,100.00.") == 1
    clause = next(rule.clause for rule in CALL.rules if rule.name == "quotation-cap")
    assert letter.text.count(str(clause)) == 1
    assert letter.text.count("within 21 days") == 1
    assert letter.subject.startswith("[CBT-004] Your application is not eligible")


def test_a_french_refusal_gives_the_reason_in_french(tmp_path: Path) -> None:
    """The reason stands in the language of the form, with what was found beside it."""
    path = tmp_path / "cbt.sqlite"
    arrived(path, person(1, quotation=DEAR), "fr")
    (letter,) = letters(path, CALL, HAND, Wanted(Kind.REFUSAL)).letters
    assert letter.subject.startswith("[CBT-001] Votre candidature n'est pas éligible")
    assert letter.text.count("1. Votre devis dépasse le plafond fixé par l'appel.\n   Constat : ") == 1


def test_listing_writes_nothing_and_writing_happens_once(register: Path, tmp_path: Path) -> None:
    """Without a folder neither file nor entry is made; with one each letter once, until all are asked for again."""
    wanted = Wanted(Kind.ACKNOWLEDGEMENT)
    assert len(letters(register, CALL, HAND, wanted).letters) == 4
    with open_register(register, CALL) as opened:
        assert opened.journal([Act.DRAFTED]) == []
    folder = tmp_path / "drafts"
    letters(register, CALL, HAND, wanted, folder)
    again = letters(register, CALL, HAND, wanted, folder)
    assert (again.letters, list(again.before)) == ((), ["CBT-001", "CBT-002", "CBT-003", "CBT-004"])
    with open_register(register, CALL) as opened:
        told = {entry.ref: entry.after["sha256"] for entry in opened.journal([Act.DRAFTED])}
    there = {path.name[:7]: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    assert told == there


def test_a_file_in_the_way_stops_all_and_is_kept(register: Path, tmp_path: Path) -> None:
    """All drafts are written or none, and a draft that is there is never overwritten."""
    folder = tmp_path / "drafts"
    folder.mkdir()
    (folder / "CBT-003-acknowledgement.eml").write_text("changed by the officer", encoding="utf-8")
    with pytest.raises(OutputError):
        letters(register, CALL, HAND, Wanted(Kind.ACKNOWLEDGEMENT), folder)
    assert [path.name for path in folder.iterdir()] == ["CBT-003-acknowledgement.eml"]
    assert (folder / "CBT-003-acknowledgement.eml").read_text(encoding="utf-8") == "changed by the officer"
    with open_register(register, CALL) as opened:
        assert opened.journal([Act.DRAFTED]) == []


def test_one_deadline_for_all(register: Path, tmp_path: Path) -> None:
    """No day, a day that is over and another day than others were given are refused."""
    letters(register, CALL, HAND, Wanted(Kind.CLARIFICATION, answer_by=ANSWER_BY), tmp_path / "drafts")
    for day in (None, HAND.at.date(), dt.date(2019, 4, 5)):
        with pytest.raises(CbtError):
            letters(register, CALL, HAND, Wanted(Kind.CLARIFICATION, answer_by=day))


def test_nobody_to_write_to_is_said(tmp_path: Path) -> None:
    """An application without any address gets no letter, and that is said."""
    path = tmp_path / "cbt.sqlite"
    arrived(path, person(1, email=None), sender="mail <not an address>")
    found = letters(path, CALL, HAND, Wanted(Kind.ACKNOWLEDGEMENT))
    assert (found.letters, list(found.impossible)) == ((), ["CBT-001"])


def test_no_outcome_before_the_final_matching(register: Path) -> None:
    """Outcomes are told only once a matching is final."""
    with pytest.raises(CbtError, match="no final matching"):
        letters(register, CALL, HAND, Wanted(Kind.OUTCOME))


def test_the_outcome_is_that_of_the_final_matching(register: Path) -> None:
    """Assigned, on the reserve list, or neither; who took no part gets no letter."""
    cases = [person(1), person(5), person(6)]
    arrived(register, cases[1], "fr")
    arrived(register, cases[2])
    refs = ("CBT-001", "CBT-005", "CBT-006")
    mentors = tuple(
        Mentor(
            ref=ref, name=ref, organisation=None, country=None, areas=(), languages=None, sectors=None, capacity=1,
            preferred_countries=(), cost=None, management_years=None, declared_links=None,
        )
        for ref in refs
    )  # fmt: skip
    score = Score(total=Decimal(50), parts=())
    pair = Assignment(
        mentee="M1", mentor="CBT-001", score=score, cost=None, reason=say("best"),
        reserves=(Match(mentee="M1", mentor="CBT-005", score=score),),
    )  # fmt: skip
    run = Run(
        number=1, at=HAND.at, who="A. Officer", final=True, tried=WhatIf(), mentors=mentors,
        needs=Needs(mentees=(Mentee(ref="M1", cluster="Example Textiles", country="TN"),)),
        ranking=Ranking(assignments=(pair,), served=1, optimal=True, total_score=Decimal(50), total_cost=None),
    )  # fmt: skip
    with open_register(register, CALL, HAND) as opened:
        opened.keep_run(run)
    found = letters(register, CALL, HAND, Wanted(Kind.OUTCOME)).letters
    said = {
        "CBT-001": "you have been assigned to:\n- Example Textiles",
        "CBT-005": "sur la liste de réserve pour :\n- Example Textiles",
        "CBT-006": "you have not been assigned to a cluster and are not on the reserve list.",
    }
    assert tuple(one.ref for one in found) == refs
    assert [one.text.count(said[one.ref]) for one in found] == [1, 1, 1]


@pytest.mark.parametrize(
    ("template", "message", "hint"),
    [
        ("Subject\n\n{{ nam }}\n", "line 3: there is no nam.", "Did you mean name?"),
        ("Subject\n{% if name %}\n", "line 2: ", "Correct the template."),
        ("Subject\n\n{{ points.nothing.more }}\n", "line 3: ", "Correct the template."),
        ("Subject\n{{ ref.__class__.__mro__ }}\n", "line 2: ", "Correct the template."),
        ("Subject\n{% include '/etc/passwd' %}\n", ": ", "Correct the template."),
    ],
)
def test_a_wrong_template_is_refused_before_anything_is_written(
    register: Path, tmp_path: Path, template: str, message: str, hint: str
) -> None:
    """File, line and what is wrong are said; no folder is made."""
    own = tmp_path / "letters"
    own.mkdir()
    (own / "acknowledgement.fr.txt").write_text(template, encoding="utf-8")
    with pytest.raises(CbtError) as raised:
        letters(register, CALL, HAND, Wanted(Kind.ACKNOWLEDGEMENT, templates=own), tmp_path / "drafts")
    assert raised.value.message.startswith(str(own / "acknowledgement.fr.txt"))
    assert message in raised.value.message
    assert raised.value.hint.startswith(hint)
    assert not (tmp_path / "drafts").exists()


_HOSTILE = st.text(max_size=60) | st.just("x\r\nBcc: victim@example.org\r\n\r\nbody")


@given(subject=_HOSTILE, text=_HOSTILE, replies_to=_HOSTILE, thread=st.lists(_HOSTILE, max_size=2))
def test_no_field_can_add_a_header(subject: str, text: str, replies_to: str, thread: list[str]) -> None:
    """Whatever stands in a field, the draft has our headers only, and one recipient."""
    letter = Letter(ref="CBT-001", kind=Kind.OUTCOME, language="en", to=("a@example.org",), subject=subject, text=text,
                    replies_to=replies_to, thread=tuple(thread))  # fmt: skip
    message = message_from_bytes(draft(letter), policy=default)
    ours = {"X-Unsent", "To", "Subject", "In-Reply-To", "References", "Content-Type", "Content-Transfer-Encoding",
            "Content-Language", "MIME-Version"}  # fmt: skip
    assert set(message.keys()) <= ours
    assert len(message.keys()) == len(set(message.keys()))
    assert message["To"] == "a@example.org"
