"""Clarifications: what was asked, what came back, what of it counts, and that it is told."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from made_answers import NOT_EUROPEAN, arrives, filled, message
from made_register import CALL, HAND, person

from cbt_cli.console import glances
from cbt_cli.domain.applications import Money, Unit, Vat
from cbt_cli.domain.checks import Case, Eligibility, Verdict
from cbt_cli.domain.clarifications import Standing, State
from cbt_cli.domain.journal import Act
from cbt_cli.domain.languages import spoken
from cbt_cli.domain.letter_kinds import Kind
from cbt_cli.domain.submissions import Outcome
from cbt_cli.register import open_register
from cbt_cli.rules.sound import received
from cbt_cli.stages.deciding import Wanted as Correcting
from cbt_cli.stages.deciding import correct
from cbt_cli.stages.ingest import ingest
from cbt_cli.stages.lettering import Wanted, letters
from cbt_cli.stages.overview import WholeApplication, one_application, overview
from cbt_cli.stages.settling import resettle
from cbt_cli.stages.validating import validating

ASK = Wanted(Kind.CLARIFICATION, answer_by=dt.date(2019, 3, 29))
IN_TIME = dt.datetime(2019, 3, 25, 9, tzinfo=dt.UTC)
LAST_SECOND = dt.datetime(2019, 3, 29, 22, 59, 59, tzinfo=dt.UTC)
"""23:59:59 in Brussels, in winter time."""
LATER = dt.datetime(2019, 4, 1, 9, tzinfo=dt.UTC)
FIRST = "one@example.org"
SENDER = "a1@example.org"
REPLY = {"in_reply_to": (FIRST,), "message_id": "two@example.org", "subject": "Re: your question"}


def money(amount: str, vat: Vat = Vat.EXCLUDED) -> Money:
    """An offer in euros for each mentee."""
    return Money(amount=Decimal(amount), currency="EUR", vat=vat, unit=Unit.MENTEE)


def unclear(**changes: object) -> Case:
    """An application from a country that is not on the list."""
    return person(1, **{"country": "TR", **changes})


def asked(folder: Path, case: Case | None = None) -> Path:
    """A register with one application that was asked to clarify."""
    path = folder / "cbt.sqlite"
    first = received(dt.datetime(2019, 3, 10, tzinfo=dt.UTC)).received_at
    assert first is not None
    arrives(path, "1.eml", case or unclear(), first, SENDER, message_id=FIRST)
    letters(path, CALL, HAND, ASK, folder / "drafts")
    return path


def shown(path: Path) -> WholeApplication:
    """The first application."""
    return one_application(path, CALL, "CBT-001")


def standings(path: Path) -> list[Standing]:
    """What became of each answer."""
    return [reply.standing for reply in shown(path).case.replies]


def state(path: Path, now: dt.datetime = LATER) -> State:
    """How the clarification stands."""
    found = shown(path).case.clarification(now, CALL.deadline.zone)
    assert found is not None
    return found[1]


def changes(path: Path) -> list[tuple[str, str, str, bool]]:
    """Field, before, after, and whether it counts."""
    return [
        (one.field, one.before[0].raw, one.after[0].raw, one.counts)
        for reply in shown(path).case.replies
        for one in reply.changes
    ]


WHO = f"Cem Aydinoglu <{NOT_EUROPEAN.email}>"
SENT = dt.datetime(2019, 3, 10, 9, tzinfo=dt.UTC)
NEW_FORM = "0002.eml / Application form new.docx"


def first_mail() -> bytes:
    """A form from a country that is not on the list, at 2900."""
    form = filled(replace(NOT_EUROPEAN, format="docx", quotation="2900"), CALL)
    return message(WHO, "Application", "Please find it attached.", SENT, (("Application form.docx", form),))


def answer_mail(draft: Path) -> bytes:
    """The answer to the draft: a form with another country, and with another price too."""
    asked_by = str(message_from_bytes(draft.read_bytes(), policy=default)["Message-ID"])
    form = filled(replace(NOT_EUROPEAN, format="docx", country_typed="Greece", quotation="1900"), CALL)
    attached = (("Application form new.docx", form),)
    headers = (("In-Reply-To", asked_by), ("References", asked_by))
    return message(WHO, "Re: a question", "We are in Greece.", IN_TIME, attached, headers=headers)


def everything(path: Path) -> Any:
    """The journal, the items and the references."""
    with open_register(path, CALL) as opened:
        return [entry.model_dump() for entry in opened.journal()], opened.items(), opened.refs()


def judged(path: Path, output: Path | None = None) -> tuple[Case, Eligibility]:
    """The one application as ``cbt validate`` finds it."""
    with validating(path, CALL, HAND, output=output) as done:
        ((case, judgement),) = list(done)
    return case, judgement.verdict


def test_the_whole_story_through_real_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ingest, validate, ask, an answer with a form in which the price was changed too, ingest, validate: the open
    field counts, the price stays, a finding names both, it is told, and the journal is sound."""
    inbox, register = tmp_path / "inbox", tmp_path / "cbt.sqlite"
    inbox.mkdir()
    (inbox / "0001.eml").write_bytes(first_mail())
    ingest(inbox, register, CALL, HAND)
    assert judged(register)[1] is Eligibility.TO_CLARIFY
    letters(register, CALL, HAND, ASK, tmp_path / "drafts")
    (inbox / "0002.eml").write_bytes(answer_mail(tmp_path / "drafts" / "CBT-001-clarification.eml"))
    report = ingest(inbox, register, CALL, HAND)
    assert {(item.source, item.part): (item.outcome, item.ref) for item in report.items} == {
        ("0001.eml", None): (Outcome.MESSAGE, None),
        ("0001.eml", "Application form.docx"): (Outcome.APPLICATION, "CBT-001"),
        ("0002.eml", None): (Outcome.MESSAGE, "CBT-001"),
        ("0002.eml", "Application form new.docx"): (Outcome.SUPPORTING, "CBT-001"),
    }
    case, verdict = judged(register, tmp_path / "validation.xlsx")
    assert (report.applications, verdict) == (1, Eligibility.ELIGIBLE)
    assert (case.record.application.country, case.record.application.quotation) == ("GR", money("2900.00"))
    (found,) = [one for one in case.record.findings if one.code == "answer-not-open"]
    assert found.message == (
        "Quotation per mentee (EUR, VAT excluded): “2900” (table 7, row 1, column 2); in the answer “1900” "
        f"(file {NEW_FORM}, table 7, row 1, column 2). The call locks it, and it was not open: kept as it was."
    )
    assert str(case.record.sources["country"][0].place) == f"file {NEW_FORM}, table 1, row 5, column 2"
    assert changes(register) == [("country", "Turkey", "Greece", True), ("quotation", "2900", "1900", False)]
    before = everything(register)
    assert (ingest(inbox, register, CALL, HAND).new, everything(register)) == (0, before)
    with open_register(register, CALL) as opened:
        assert opened.first_altered() is None
        (entry,) = opened.journal([Act.ANSWERED])
    assert [(one["standing"], one["sender"]) for one in entry.after] == [("counts", NOT_EUROPEAN.email)]
    glances.application(shown(register), CALL, LATER, as_json=True)
    (story,) = json.loads(capsys.readouterr().out)["clarifications"]
    assert (story["state"], story["answer_by"], story["points"][0]["fields"]) == ("answered", "2019-03-29", ["country"])
    told = [(one["field"], one["after"][0]["value"], one["counts"]) for one in story["answers"][0]["changes"]]
    assert told == [("country", "Greece", True), ("quotation", "1900", False)]


def test_what_was_asked_is_kept_with_the_draft(tmp_path: Path) -> None:
    """The closed list with its open fields, the form that it rests on, the addresses, and the draft's Message-ID."""
    path = asked(tmp_path)
    whole = shown(path)
    (question,) = whole.case.questions
    assert [(point.rule, point.fields) for point in question.points or ()] == [("european", ("country",))]
    assert (
        str((question.points or ())[0].reason) == "Türkiye is not on the call's list of countries: the officer decides."
    )
    assert (question.sha256, question.to, question.replies_to) == (whole.case.sha256, (SENDER,), FIRST)
    draft = message_from_bytes((tmp_path / "drafts" / "CBT-001-clarification.eml").read_bytes(), policy=default)
    assert draft["Message-ID"] == f"<{question.message_id}>"
    assert draft["Subject"].startswith("[CBT-001] ")


def test_a_draft_has_a_message_id_of_its_own(tmp_path: Path) -> None:
    """The same register and wording give the same; drafted again, another; both are letters, digits, dots and hyphens
    around an @."""
    path = asked(tmp_path)
    again = replace(ASK, again=True)
    (first,) = shown(path).case.questions
    second, same = (letters(path, CALL, HAND, again).letters[0].message_id for _ in range(2))
    assert second == same != first.message_id
    assert str(second).replace("-", "").replace(".", "").replace("@", "").isalnum()


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({"in_reply_to": (FIRST,)}, Standing.COUNTS),
        ({"subject": "Your question [CBT-001]"}, Standing.COUNTS),
        ({"text": "> CBT-001\n\nPlease see the form."}, Standing.COUNTS),
        ({"subject": "My form again"}, Standing.UNCONNECTED),
        ({"subject": "[CBT-009] answer"}, Standing.OTHER_REFERENCE),
        ({"subject": "[CBT-009] answer", "in_reply_to": (FIRST,)}, Standing.OTHER_REFERENCE),
    ],
)
def test_an_answer_is_known_by_its_thread_or_its_reference(
    tmp_path: Path, how: dict[str, Any], expected: Standing
) -> None:
    """Without either, or with another's reference, it waits for the officer and nothing of it counts."""
    path = asked(tmp_path)
    arrives(path, "2.eml", unclear(country="GR"), IN_TIME, SENDER, message_id="two@example.org", **how)
    counts = expected is Standing.COUNTS
    assert standings(path) == [expected]
    assert shown(path).case.record.application.country == ("GR" if counts else "TR")
    assert changes(path) == [("country", "TR", "GR", counts)]
    assert state(path) is (State.ANSWERED if counts else State.WAITS)
    (brought,) = [item for item in shown(path).items if item.source == "2.eml" and item.part is None]
    assert (brought.reason is None) is counts


def test_an_answer_from_another_address_waits(tmp_path: Path) -> None:
    """It is shown and said, in the status too, and is not taken by itself; the officer's correction settles it."""
    path = asked(tmp_path)
    arrives(path, "2.eml", unclear(country="GR"), IN_TIME, "assistant@example.org", **REPLY)
    assert (standings(path), state(path)) == ([Standing.OTHER_ADDRESS], State.WAITS)
    whole = shown(path)
    assert whole.case.record.application.country == "TR"
    (note,) = [one for one in whole.case.record.findings if one.code == "answer-other-address"]
    assert note.message == (
        "Answer in 2.eml: An answer from assistant@example.org, which was not asked: it is not taken by itself. Please "
        "look at it."
    )
    waiting = overview(path, CALL, LATER)
    assert [item.source for item in waiting.doubtful] == ["2.eml"]
    assert str(waiting.to_clarify[0][0].remark) == "An answer came and waits for you: cbt show CBT-001"
    correct(path, CALL, HAND, "CBT-001", Correcting("country", "Greece", "The assistant's answer of 25 March."))
    assert overview(path, CALL, LATER).waiting == 0


def test_the_same_form_from_the_right_address_counts_whoever_sent_it_first(tmp_path: Path) -> None:
    """Of the same bytes, those from whom was asked are the answer."""
    path = asked(tmp_path)
    arrives(path, "2.eml", unclear(country="GR"), IN_TIME, "assistant@example.org", **REPLY)
    arrives(path, "3.eml", unclear(country="GR"), IN_TIME + dt.timedelta(hours=1), SENDER, in_reply_to=(FIRST,))
    assert (standings(path), shown(path).case.record.application.country) == ([Standing.COUNTS], "GR")


@pytest.mark.parametrize(
    ("after", "certain", "expected"),
    [
        (0, True, Standing.COUNTS),
        (1, True, Standing.LATE),
        (0, False, Standing.TIME_UNKNOWN),
    ],
)
def test_the_last_day_ends_at_midnight_in_the_calls_zone(
    tmp_path: Path, after: int, certain: bool, expected: Standing
) -> None:
    """The last second of the day is in time, the next is late, and what may be either waits."""
    path = asked(tmp_path)
    at = LAST_SECOND + dt.timedelta(seconds=after)
    arrives(path, "2.eml", unclear(country="GR"), at, SENDER, certain=certain, **REPLY)
    assert standings(path) == [expected]
    assert shown(path).case.record.application.country == ("GR" if expected is Standing.COUNTS else "TR")


def test_a_late_answer_is_said_to_be_late_and_does_not_count(tmp_path: Path) -> None:
    """With its time and the last day; to the application it is as if none had come."""
    path = asked(tmp_path)
    arrives(path, "2.eml", unclear(country="GR"), LAST_SECOND + dt.timedelta(seconds=1), SENDER, **REPLY)
    (reply,) = shown(path).case.replies
    assert str(reply.why) == (
        "It came 2019-03-29 23:00:00 UTC, after the last day for an answer (2019-03-29): it does not count."
    )
    assert [str(change.why) for change in reply.changes] == [str(reply.why)]
    assert state(path) is State.SILENT
    assert overview(path, CALL, LATER).doubtful == ()


@pytest.mark.parametrize(
    ("now", "expected", "remark"),
    [
        (LAST_SECOND, State.OPEN, "Asked; an answer may come by 2019-03-29."),
        (LAST_SECOND + dt.timedelta(seconds=1), State.SILENT, "Judged on the file: no answer by 2019-03-29."),
    ],
)
def test_silence_is_said_everywhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], now: dt.datetime, expected: State, remark: str
) -> None:
    """In ``show``, ``status`` and the workbook; the verdict stays what the file gives."""
    from openpyxl import load_workbook  # noqa: PLC0415 - only here

    path = asked(tmp_path)
    assert state(path, now) is expected
    glances.application(shown(path), CALL, now, as_json=False)
    assert remark in capsys.readouterr().out.splitlines()
    seen = overview(path, CALL, now)
    assert str(seen.to_clarify[0][0].remark) == remark
    glances.status(seen, CALL, as_json=True)
    assert json.loads(capsys.readouterr().out)["clarifications"] == [
        {"ref": "CBT-001", "asked_at": "2019-03-20T09:00:00Z", "answer_by": "2019-03-29", "state": expected,
         "verdict": "to_clarify", "remark": remark}
    ]  # fmt: skip
    with validating(path, CALL, HAND.model_copy(update={"at": now}), output=tmp_path / "v.xlsx") as done:
        ((_, judgement),) = list(done)
    assert judgement.verdict is Eligibility.TO_CLARIFY
    sheet = load_workbook(tmp_path / "v.xlsx")["Applications"]
    texts = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert [text.splitlines()[0] for text in texts if text.startswith(remark)] == [remark]


def test_an_answer_in_words_is_shown_beside_the_question(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It waits for the officer; nothing of it is taken."""
    path = asked(tmp_path)
    arrives(path, "2.eml", None, IN_TIME, SENDER, text="We moved:\nwe are in Greece.", **REPLY)
    assert (standings(path), state(path)) == ([Standing.NO_FORM], State.WAITS)
    glances.application(shown(path), CALL, LATER, as_json=False)
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith("  | ")] == ["  | We moved:", "  | we are in Greece."]


def test_a_file_in_an_answer_is_supporting_as_ever(tmp_path: Path) -> None:
    """It belongs to the application, and the answer in words waits."""
    path = asked(tmp_path)
    arrives(path, "2.eml", None, IN_TIME, SENDER, attached="proof.pdf", **REPLY)
    found = {item.part: (item.outcome, item.ref) for item in shown(path).items if item.source == "2.eml"}
    assert found == {None: (Outcome.MESSAGE, "CBT-001"), "proof.pdf": (Outcome.SUPPORTING, "CBT-001")}
    assert standings(path) == [Standing.NO_FORM]


def test_of_two_answers_the_later_counts(tmp_path: Path) -> None:
    """Field by field: what the later leaves blank stays as the earlier has it; the same bytes are a duplicate."""
    path = asked(tmp_path, unclear(evidence=None))
    arrives(path, "2.eml", unclear(country="GR", evidence="Letters."), IN_TIME, SENDER, **REPLY)
    arrives(path, "3.eml", unclear(country="IT", evidence=None), LAST_SECOND, SENDER, in_reply_to=(FIRST,))
    arrives(path, "4.eml", unclear(country="GR", evidence="Letters."), LAST_SECOND, SENDER, in_reply_to=(FIRST,))
    application = shown(path).case.record.application
    assert (application.country, application.evidence) == ("IT", "Letters.")
    assert standings(path) == [Standing.COUNTS, Standing.COUNTS]
    first, second = shown(path).case.replies
    assert [(one.field, one.counts, str(one.why)) for one in first.changes] == [
        ("country", False, "A later answer counts (3.eml)."),
        ("evidence", True, "It was open to the question."),
    ]
    assert [(one.field, one.counts) for one in second.changes] == [("country", True)]
    (copy,) = [item for item in shown(path).items if item.source == "4.eml" and item.part]
    assert copy.outcome is Outcome.DUPLICATE


def test_the_order_of_ingestion_does_not_matter(tmp_path: Path) -> None:
    """Three answers in any order end the same."""
    mails: list[Callable[[Path], None]] = [
        lambda path: arrives(path, "2.eml", unclear(country="GR"), IN_TIME, SENDER, **REPLY),
        lambda path: arrives(path, "3.eml", unclear(country="IT"), LAST_SECOND, SENDER, in_reply_to=(FIRST,)),
        lambda path: arrives(path, "4.eml", unclear(country="ES"), LATER, SENDER, in_reply_to=(FIRST,)),
    ]
    ends = set()
    for at, order in enumerate(itertools.permutations(mails)):
        (tmp_path / str(at)).mkdir()
        path = asked(tmp_path / str(at))
        for mail in order:
            mail(path)
        case = shown(path).case
        ends.add(case.model_copy(update={"questions": ()}).model_dump_json())
        with open_register(path, CALL, HAND) as register:
            length = register.journal_length()
            resettle(register, CALL)
            assert register.journal_length() == length
    assert len(ends) == 1
    assert case.record.application.country == "IT"


def test_a_locked_field_may_change_where_it_was_opened(tmp_path: Path) -> None:
    """The price, where it was unclear whether it keeps to the cap: it counts, and that it is locked is said."""
    path = asked(tmp_path, person(1, quotation=money("3600.00", Vat.INCLUDED)))
    clear = person(1, quotation=money("3000.00"), motivation="Another motivation.")
    arrives(path, "2.eml", clear, IN_TIME, SENDER, **REPLY)
    whole = shown(path)
    assert whole.case.record.application.quotation == money("3000.00")
    assert whole.judgement.verdict is Eligibility.ELIGIBLE
    codes = {(one.code, one.field) for one in whole.case.record.findings}
    assert codes == {("answer-locked", "quotation"), ("answer-not-open", "motivation")}


def test_a_blank_form_with_the_open_field_alone_is_an_answer(tmp_path: Path) -> None:
    """Nobody need fill in the whole form again: what is blank is no change, and the thread says whose it is."""
    path = asked(tmp_path)
    empty = dict.fromkeys(key for key in unclear().record.sources if key != "country")
    arrives(path, "2.eml", person(1, **{**empty, "country": "GR"}), IN_TIME, SENDER, **REPLY)
    assert changes(path) == [("country", "TR", "GR", True)]
    assert overview(path, CALL, LATER).funnel["received"] == 1


def test_a_late_form_without_a_question_is_a_late_version_as_ever(tmp_path: Path) -> None:
    """Where nothing was asked, it is superseded and says that it came after the deadline."""
    path = tmp_path / "cbt.sqlite"
    arrives(path, "1.eml", unclear(), dt.datetime(2019, 3, 10, tzinfo=dt.UTC), SENDER, message_id=FIRST)
    arrives(path, "2.eml", unclear(country="GR"), IN_TIME, SENDER, **REPLY)
    (late,) = [item for item in shown(path).items if item.source == "2.eml" and item.part]
    assert (late.outcome, str(late.reason)) == (
        Outcome.SUPERSEDED, "It arrived after the deadline; the version before it counts (1.eml / form.docx).",
    )  # fmt: skip
    assert shown(path).case.replies == ()


def test_what_came_before_the_question_is_no_answer(tmp_path: Path) -> None:
    """A late version that was in the mail already when the question was drafted stays a late version."""
    path = asked(tmp_path)
    arrives(path, "2.eml", unclear(country="GR"), HAND.at - dt.timedelta(seconds=1), SENDER, **REPLY)
    assert (standings(path), shown(path).case.record.application.country) == ([], "TR")


def test_the_offices_own_copy_of_the_question_is_no_answer(tmp_path: Path) -> None:
    """A draft as it was sent, and a bounce of it, are not taken for answers."""
    path = asked(tmp_path)
    (question,) = shown(path).case.questions
    arrives(path, "2.eml", None, IN_TIME, "office@example.org", message_id=question.message_id, subject="[CBT-001]")
    assert standings(path) == []


def test_a_question_that_an_older_cbt_drafted_waits_for_the_officer(tmp_path: Path) -> None:
    """It did not keep what was asked: the answer is shown, and nothing of it is taken."""
    path = tmp_path / "cbt.sqlite"
    arrives(path, "1.eml", unclear(), dt.datetime(2019, 3, 10, tzinfo=dt.UTC), SENDER, message_id=FIRST)
    told = {"kind": "clarification", "file": "CBT-001-clarification.eml", "folder": "drafts", "to": [SENDER],
            "sha256": "0" * 64, "answer_by": "2019-03-29"}  # fmt: skip
    with open_register(path, CALL, HAND) as register:
        register.decide(Act.DRAFTED, "CBT-001", "", None, told)
    arrives(path, "2.eml", unclear(country="GR"), IN_TIME, SENDER, subject="[CBT-001]")
    assert (standings(path), state(path)) == ([Standing.OTHER_VERSION], State.WAITS)
    assert shown(path).case.record.application.country == "TR"


def test_a_second_round_opens_its_own_fields(tmp_path: Path) -> None:
    """What the first answer settled stays; only what the second question opens may change after it."""
    path = asked(tmp_path, unclear(evidence=None))
    arrives(path, "2.eml", unclear(country="GR", evidence=None), IN_TIME, SENDER, **REPLY)
    hand = HAND.model_copy(update={"at": IN_TIME + dt.timedelta(days=1)})
    letters(path, CALL, hand, replace(ASK, again=True), tmp_path / "again")
    arrives(path, "3.eml", unclear(country="IT", evidence="Letters."), LAST_SECOND, SENDER, in_reply_to=(FIRST,))
    application = shown(path).case.record.application
    assert (application.country, application.evidence) == ("GR", "Letters.")
    assert [reply.question for reply in shown(path).case.replies] == [one.number for one in shown(path).case.questions]


def test_a_point_that_is_still_unclear_stays_so(tmp_path: Path) -> None:
    """An answer counts with its own doubts."""
    path = asked(tmp_path)
    arrives(path, "2.eml", unclear(country="RS"), IN_TIME, SENDER, **REPLY)
    whole = shown(path)
    assert next(rule for rule in whole.judgement.rules if rule.rule == "european").verdict is Verdict.UNCLEAR
    assert str(overview(path, CALL, LATER).to_clarify[0][0].remark) == (
        "An answer came and counts, and it is still unclear."
    )


def test_the_story_is_told_in_french(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was said in English when it was settled too."""
    path = asked(tmp_path)
    arrives(path, "2.eml", unclear(country="GR", motivation="Other."), IN_TIME, SENDER, **REPLY)
    with spoken("fr"):
        glances.application(shown(path), CALL, LATER, as_json=False)
    said = " ".join(capsys.readouterr().out.split())
    assert said.count("Demande de précisions rédigée") == 1
    assert said.count("compte : Elle est arrivée à temps") == 1
