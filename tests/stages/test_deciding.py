"""The officer decides: corrections, waivers, who is the same applicant; all of it in the journal, all of it undone."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from made_register import CALL, HAND, add, person

from cbt_cli.domain.applications import Money, Unit, Vat
from cbt_cli.domain.journal import Act
from cbt_cli.errors import CbtError
from cbt_cli.register import open_register
from cbt_cli.stages.deciding import Wanted, correct, join, split, undo, waive
from cbt_cli.stages.overview import one_application, overview
from cbt_cli.stages.validating import validating

DEAR = Money(amount=Decimal(3400), currency="EUR", vat=Vat.EXCLUDED, unit=Unit.MENTEE)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Three applications: a sound one, one that is over the cap, one from Türkiye."""
    path = tmp_path / "cbt.sqlite"
    add(path, "1.docx", person(1))
    add(path, "2.docx", person(2, quotation=DEAR))
    add(path, "3.docx", person(3, country="TR"))
    return path


def verdicts(path: Path) -> dict[str, str]:
    """Reference → verdict, as ``cbt validate`` has it."""
    with validating(path, CALL, HAND) as done:
        return dict(done.verdicts)


def checked(path: Path) -> int:
    """How many applications ``cbt validate`` judges anew."""
    with validating(path, CALL, HAND) as done:
        return done.checked


def verdict(path: Path, ref: str, rule: str) -> str:
    """What one rule says of one application."""
    judgement = one_application(path, CALL, ref).judgement
    return next(str(one.verdict) for one in judgement.rules if one.rule == rule)


def refused(call: object, *arguments: object, **options: object) -> tuple[str, str]:
    """The sentence and the hint of a decision that is not taken."""
    with pytest.raises(CbtError) as caught:
        call(*arguments, **options)  # type: ignore[operator]
    return caught.value.message, caught.value.hint


def test_a_correction_changes_the_verdict_and_keeps_the_applicants_answer(register: Path) -> None:
    """The corrected value counts, the answer as written stays beside it, and only that application is checked again."""
    assert verdicts(register) == {"CBT-001": "eligible", "CBT-002": "ineligible", "CBT-003": "to_clarify"}
    assert checked(register) == 0
    correct(register, CALL, HAND, "cbt-003", Wanted("country", "France", "The annex says Lyon."))
    assert checked(register) == 1
    assert verdicts(register)["CBT-003"] == "eligible"
    whole = one_application(register, CALL, "CBT-003")
    assert whole.case.record.application.country == "FR"
    assert [one.raw for one in whole.form.record.sources["country"]] == ["TR"] if whole.form.record else False
    assert [(one.field, one.text, one.who) for one in whole.case.corrections] == [("country", "France", "A. Officer")]


def test_a_waiver_lifts_a_rule_and_says_so(register: Path) -> None:
    """The rule is waived, not passed; what it said before stays."""
    waive(register, CALL, HAND, "CBT-002", "quotation-cap", "Agreed by the board.", approved_by="B. Director")
    assert verdict(register, "CBT-002", "quotation-cap") == "waived"
    assert verdicts(register)["CBT-002"] == "eligible"
    assert refused(waive, register, CALL, HAND, "CBT-002", "quotation-cap", "Again.")[0] == (
        "quotation-cap is waived for CBT-002 already: Agreed by the board."
    )


def test_undo_takes_back_one_decision_after_the_other(register: Path) -> None:
    """The last one in force first; then the one before; then there is none. The journal tells of all of it."""
    correct(register, CALL, HAND, "CBT-003", Wanted("country", "France", "The annex says Lyon."))
    waive(register, CALL, HAND, "CBT-002", "quotation-cap", "Agreed.")
    undo(register, CALL, HAND, "")
    assert verdict(register, "CBT-002", "quotation-cap") == "fail"
    assert verdict(register, "CBT-003", "european") == "pass"
    undo(register, CALL, HAND, "")
    assert verdict(register, "CBT-003", "european") == "unclear"
    assert refused(undo, register, CALL, HAND, "")[0] == "No decision is in force, so there is nothing to take back."
    with open_register(register, CALL) as opened:
        told = [entry.act for entry in opened.journal() if entry.act not in (Act.INGESTED, Act.SETTLED)]
        assert told == [Act.CORRECTED, Act.WAIVED, Act.UNDONE, Act.UNDONE]
        assert opened.first_altered() is None


def test_what_the_call_locks_is_corrected_only_as_a_clerical_error(register: Path) -> None:
    """A price after the deadline: only an obvious clerical error, and with the name of who approved it."""
    wanted = Wanted("quotation", "3 040 EUR", "A slip: the annex says 3 040.")
    said, hint = refused(correct, register, CALL, HAND, "CBT-002", wanted)
    assert said == "The call locks quotation after the deadline: only an obvious clerical error may be corrected there."
    assert hint == "If it is one, say so and who approved it: --clerical --approved-by NAME"
    clerical = Wanted("quotation", "3 040 EUR", "A slip.", clerical=True, approved_by="B. Director")
    correct(register, CALL, HAND, "CBT-002", clerical)
    assert verdicts(register)["CBT-002"] == "eligible"


def test_a_decision_that_cannot_be_meant_is_refused_and_nothing_is_written(register: Path) -> None:
    """Empty reasons, unknown names with the nearest, values that do not fit, rules that passed."""
    with open_register(register, CALL) as opened:
        before = opened.journal_length()
    assert refused(waive, register, CALL, HAND, "CBT-001", "deadline", " ")[0] == "A decision needs a reason."
    assert refused(waive, register, CALL, HAND, "CBT-001", "deadlin", "Why.") == (
        "There is no rule deadlin.", "Did you mean deadline?",
    )  # fmt: skip
    assert refused(waive, register, CALL, HAND, "CBT-01", "deadline", "Why.")[1] == "Did you mean CBT-001?"
    assert refused(waive, register, CALL, HAND, "CBT-001", "deadline", "Why.")[0] == (
        "deadline is “pass” for CBT-001: there is nothing to waive."
    )
    assert refused(correct, register, CALL, HAND, "CBT-001", Wanted("contry", "France", "Why."))[1] == (
        "Did you mean country?"
    )
    said, _ = refused(correct, register, CALL, HAND, "CBT-001", Wanted("country", "Atlantis", "Why."))
    assert said.startswith("This does not fit country.")
    with open_register(register, CALL) as opened:
        assert opened.journal_length() == before


def test_a_correction_goes_with_the_version_that_it_corrects(register: Path) -> None:
    """A later version of the form is judged as it is."""
    correct(register, CALL, HAND, "CBT-003", Wanted("country", "France", "The annex says Lyon."))
    add(register, "3b.docx", person(3, country="RS"))
    assert verdict(register, "CBT-003", "european") == "unclear"
    assert one_application(register, CALL, "CBT-003").case.corrections == ()


def test_joining_makes_versions_and_undoing_gives_the_references_back(register: Path) -> None:
    """Two references of one person: the lower stays; a reference is never given to somebody else."""
    join(register, CALL, HAND, ["CBT-003", "CBT-002"], "The same person.")
    assert sorted(verdicts(register)) == ["CBT-001", "CBT-002"]
    add(register, "4.docx", person(4))
    assert sorted(verdicts(register)) == ["CBT-001", "CBT-002", "CBT-004"]
    undo(register, CALL, HAND, "A mistake.")
    assert sorted(verdicts(register)) == ["CBT-001", "CBT-002", "CBT-003", "CBT-004"]
    assert one_application(register, CALL, "CBT-003").case.record.application.country == "TR"


def test_splitting_makes_applications_of_their_own(register: Path) -> None:
    """Two forms taken for versions of one: each gets a reference, and keeps it when more comes in."""
    add(register, "1 again.docx", person(1, country="IT"))
    assert sorted(verdicts(register)) == ["CBT-001", "CBT-002", "CBT-003"]
    split(register, CALL, HAND, ["CBT-001"], "Father and daughter.")
    assert sorted(verdicts(register)) == ["CBT-001", "CBT-002", "CBT-003", "CBT-004"]
    countries = {
        ref: one_application(register, CALL, ref).case.record.application.country for ref in ("CBT-001", "CBT-004")
    }
    assert sorted(str(country) for country in countries.values()) == ["AT", "IT"]
    add(register, "5.docx", person(5))
    assert {ref: one_application(register, CALL, ref).case.record.application.country for ref in countries} == countries
    assert refused(split, register, CALL, HAND, ["CBT-002"], "Why.")[0] == (
        "There is only one form under CBT-002: nothing to split."
    )
    undo(register, CALL, HAND, "")
    assert sorted(verdicts(register)) == ["CBT-001", "CBT-002", "CBT-003", "CBT-005"]


def test_who_may_be_the_same_is_proposed_and_never_put_together(register: Path) -> None:
    """The same name from another address, the same address with another name; not what the officer keeps apart."""
    add(
        register, "4.docx", person(1, email="other@example.org", organisation="Another Cluster"), sender="x@example.org"
    )
    add(register, "5.docx", person(9, email="a2@example.org"))
    add(register, "6.docx", person(6), sender="assistant@example.org", behind=("A3@example.org",))
    add(register, "7.docx", person(7), sender="assistant@example.org")

    def proposed() -> list[tuple[str, str, str]]:
        seen = overview(register, CALL, HAND.at)
        return [(one, other, str(why)) for one, other, why in seen.perhaps_same]

    name, address = (
        "The same name, but another address, organisation and sender.", "The same e-mail address, but another name.",
    )  # fmt: skip
    behind = ("CBT-003", "CBT-006", "The message with one names the e-mail address of the other as its sender's.")
    assert proposed() == [("CBT-001", "CBT-004", name), ("CBT-002", "CBT-005", address), behind]
    assert len(verdicts(register)) == 7
    join(register, CALL, HAND, ["CBT-001", "CBT-004"], "The same person.")
    assert proposed() == [("CBT-002", "CBT-005", address), behind]
    split(register, CALL, HAND, ["CBT-001"], "Not the same after all.")
    assert proposed() == [("CBT-002", "CBT-005", address), behind]
