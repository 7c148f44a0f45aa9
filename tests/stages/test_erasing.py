"""``cbt erase``: nothing of the person is left, and the figures stay right."""

from __future__ import annotations

import datetime as dt
import json
import mailbox
import shutil
from collections.abc import Sequence
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from made_samples import HAND, SAMPLES, ingested

from cbt_cli.calls import load_call
from cbt_cli.domain.calls import Call, RetentionFacts
from cbt_cli.domain.erasing import Erasure
from cbt_cli.domain.journal import Act
from cbt_cli.domain.letter_kinds import Kind
from cbt_cli.domain.matching import WhatIf
from cbt_cli.domain.submissions import Outcome
from cbt_cli.errors import CbtError
from cbt_cli.register import open_register
from cbt_cli.stages.assigning import Wanted, assign_mentors
from cbt_cli.stages.deciding import Wanted as Correction
from cbt_cli.stages.deciding import correct
from cbt_cli.stages.erasing import after_months, erase, erase_expired
from cbt_cli.stages.ingest import ingest
from cbt_cli.stages.lettering import Wanted as Asked
from cbt_cli.stages.lettering import letters
from cbt_cli.stages.overview import overview
from cbt_cli.stages.reporting import report
from cbt_cli.stages.validating import validating

CALL = load_call(SAMPLES / "call.toml")
REASON = "A request of 2 May 2019."


def yes(_: Sequence[Erasure]) -> bool:
    return True


def no(_: Sequence[Erasure]) -> bool:
    return False


@pytest.fixture(scope="module")
def matched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample call, validated and matched finally."""
    folder = tmp_path_factory.mktemp("erasing")
    path = ingested(folder, CALL)
    with validating(path, CALL, HAND):
        pass
    wanted = Wanted(WhatIf(), final=True)
    assign_mentors(path, CALL, HAND, SAMPLES / "mentees.xlsx", folder / "assignments.xlsx", wanted)
    return folder


@pytest.fixture
def register(matched: Path, tmp_path: Path) -> Path:
    """A copy of that call, with letters."""
    shutil.copytree(matched, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "cbt.sqlite"
    letters(path, CALL, HAND, Asked(Kind.ACKNOWLEDGEMENT), tmp_path / "drafts")
    return path


def chosen(path: Path) -> str:
    """A reference that is assigned in the final matching."""
    with open_register(path, CALL) as register:
        run = register.run(1)
    assert run is not None
    return run.ranking.assignments[0].mentor


def answers(path: Path, ref: str) -> set[str]:
    """What only this person wrote: names, addresses, and every longer answer as typed."""
    with open_register(path, CALL) as register:
        forms = register.versions(ref)
        entries = register.form(ref).entries
        others = "".join(register.form(one.ref).model_dump_json() for one in register.stored() if one.ref != ref)
    own = {text for one in forms for text in (one.full_name, one.family_name, one.organisation, one.email, one.phone)}
    long = {entry.value for entry in entries if isinstance(entry.value, str) and len(entry.value) > 25}
    return {text for text in own | long if text and text not in others}


def left_in(folder: Path, texts: set[str]) -> list[str]:
    """Which of the texts stand in the bytes of the register, its write-ahead log or the drafts."""
    files = [*folder.glob("cbt.sqlite*"), *(folder / "drafts").iterdir()]
    data = b"".join(file.read_bytes() for file in files)
    ways = ("utf-8", "utf-16-le", "latin-1")
    return [text for text in texts if any(text.encode(way, "ignore") in data for way in ways)]


def figures(path: Path, call: Call = CALL) -> tuple[dict[str, int], ...]:
    """What the statistics say."""
    seen = overview(path, call, HAND.at)
    return seen.funnel, seen.outcomes, seen.verdicts


def test_nothing_of_the_person_is_left_and_the_figures_stay(register: Path) -> None:
    """Names, addresses and answers are in no byte; the statistics and the journal's proof are as before."""
    ref = chosen(register)
    correct(register, CALL, HAND, ref, Correction("position", "Director of a thing only she says", "She wrote so."))
    texts, before = answers(register, ref) | {"Director of a thing only she says"}, figures(register)
    assert sorted(left_in(register.parent, texts))  # it was all there
    done = erase(register, CALL, HAND, [ref], REASON, yes)
    assert left_in(register.parent, texts) == []
    assert figures(register) == before
    assert done.erasures[0].mentees
    with open_register(register, CALL) as open_one:
        assert open_one.first_altered() is None
        assert open_one.faults() == []
        assert [entry.ref for entry in open_one.journal([Act.ERASED])] == [ref]
        assert [one.ref for one in open_one.erased()] == [ref]
        assert open_one.case(ref) is None


def test_the_same_inbox_does_not_bring_the_person_back(register: Path) -> None:
    """Ingested again, by any name, the files are ignored with a reason; nobody else's reference changes."""
    ref = chosen(register)
    with open_register(register, CALL) as open_one:
        others = [stored.ref for stored in open_one.stored() if stored.ref != ref]
        mine = next(item.source for item in open_one.items() if item.ref == ref and item.part is not None)
    erase(register, CALL, HAND, [ref], REASON, yes)
    file = register.parent / "inbox" / mine
    file.rename(file.with_name(f"renamed{file.suffix}"))
    again = ingest(register.parent / "inbox", register, CALL, HAND)
    item = next(item for item in again.items if item.source.endswith(f"renamed{file.suffix}"))
    assert (item.outcome, item.ref) == (Outcome.IGNORED, None)
    with open_register(register, CALL) as open_one:
        assert [stored.ref for stored in open_one.stored()] == others


def test_a_dry_run_and_a_no_change_nothing(register: Path) -> None:
    """They say what would go; the register holds the same entries, forms and letters."""
    ref = chosen(register)
    texts, drafts = answers(register, ref), sorted((register.parent / "drafts").iterdir())
    with open_register(register, CALL) as open_one:
        journal = open_one.journal()
    for agreed, dry in ((yes, True), (no, False)):
        done = erase(register, CALL, HAND, [ref], REASON, agreed, dry=dry)
        assert (done.dry, [one.skeleton.ref for one in done.erasures]) == (True, [ref])
    with open_register(register, CALL) as open_one:
        assert open_one.journal() == journal
        assert open_one.erased() == []
    assert answers(register, ref) == texts
    assert sorted((register.parent / "drafts").iterdir()) == drafts


def test_what_comes_after_an_erasure_still_works(register: Path) -> None:
    """Validating, matching, comparing, reporting and letters go on without the person."""
    ref = chosen(register)
    erase(register, CALL, HAND, [ref], REASON, yes)
    with validating(register, CALL, HAND) as found:
        assert ref not in found.verdicts
    report(register, CALL, register.parent / "report.html")
    wanted = Wanted(WhatIf(), keep=True, final=True)
    run = assign_mentors(register, CALL, HAND, SAMPLES / "mentees.xlsx", register.parent / "again.xlsx", wanted)
    assert ref not in {pair.mentor for pair in run.ranking.assignments}
    letters(register, CALL, HAND, Asked(Kind.OUTCOME), register.parent / "outcomes")
    assert answers_in(register.parent / "report.html", register) == []


def answers_in(page: Path, register: Path) -> list[str]:
    """Names in the report of a mentor that the stored matching calls by none."""
    with open_register(register, CALL) as open_one:
        run, gone = open_one.run(1), {one.ref for one in open_one.erased()}
    assert run is not None
    names = {mentor.name for mentor in run.mentors if mentor.ref in gone}
    assert names == {"–"}
    return [name for name in names - {"–"} if name in page.read_text(encoding="utf-8")]


@pytest.fixture
def shared(tmp_path: Path) -> tuple[Path, str, str]:
    """A register of one mailbox file with the messages of two applicants, and their references."""
    (tmp_path / "inbox").mkdir()
    (tmp_path / "drafts").mkdir()
    box = mailbox.mbox(tmp_path / "inbox" / "all.mbox")
    for name in ("0001.eml", "0002.eml"):
        box.add(message_from_bytes((SAMPLES / "inbox" / name).read_bytes(), policy=policy.default))
    box.close()
    path = tmp_path / "cbt.sqlite"
    ingest(tmp_path / "inbox", path, CALL, HAND)
    with open_register(path, CALL) as register:
        one, other = (stored.ref for stored in register.stored())
    return path, one, other


def test_a_mailbox_that_others_share_loses_only_the_person(shared: tuple[Path, str, str]) -> None:
    """The other's application is as before, the mailbox's bytes are gone, the doctor is content, and a longer mailbox
    with the same messages does not bring her back."""
    path, one, other = shared
    texts = answers(path, one)
    with open_register(path, CALL) as register:
        before = register.form(other)
    done = erase(path, CALL, HAND, [one], REASON, yes)
    assert done.erasures[0].shared == ("all.mbox",)
    assert left_in(path.parent, texts) == []
    with open_register(path, CALL) as register:
        assert register.form(other) == before
        assert register.faults() == []
    box = mailbox.mbox(path.parent / "inbox" / "all.mbox")
    box.add(message_from_bytes((SAMPLES / "inbox" / "0003.eml").read_bytes(), policy=policy.default))
    box.close()
    ingest(path.parent / "inbox", path, CALL, HAND)
    with open_register(path, CALL) as register:
        refs = [stored.ref for stored in register.stored()]
        assert register.faults() == []
    assert one not in refs
    assert other in refs
    assert left_in(path.parent, texts) == []


def test_the_clocks_run_out_on_their_day(register: Path) -> None:
    """One day before nobody's time is over; on the day the unsuccessful go, later the successful."""
    clocks = RetentionFacts(unsuccessful_months=6, successful_months=12, counted_from=dt.date(2019, 8, 31))
    call = CALL.model_copy(update={"retention": clocks})
    before = figures(register, call)

    def due(day: str) -> set[str]:
        hand = HAND.model_copy(update={"at": dt.datetime.fromisoformat(f"{day}T12:00:00+00:00")})
        return {one.skeleton.ref for one in erase_expired(register, call, hand, yes, dry=True).erasures}

    with open_register(register, call) as open_one:
        everybody = {stored.ref for stored in open_one.stored()}
        run = open_one.run(1)
    assert run is not None
    assigned = {pair.mentor for pair in run.ranking.assignments}
    assert due("2020-02-28") == set()
    assert due("2020-02-29") == everybody - assigned
    assert due("2020-08-30") == everybody - assigned
    assert due("2020-08-31") == everybody
    hand = HAND.model_copy(update={"at": dt.datetime(2020, 2, 29, 12, tzinfo=dt.UTC)})
    erase_expired(register, call, hand, yes)
    with open_register(register, call) as open_one:
        assert {stored.ref for stored in open_one.stored()} == assigned
    assert figures(register, call) == before


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2019-01-31", 1, "2019-02-28"),
        ("2019-12-31", 6, "2020-06-30"),
        ("2019-11-30", 3, "2020-02-29"),
        ("2019-05-15", 12, "2020-05-15"),
    ],
)
def test_months_later_in_a_shorter_month_is_its_last_day(day: str, months: int, then: str) -> None:
    """As a calendar counts months."""
    assert after_months(dt.date.fromisoformat(day), months).isoformat() == then


def test_what_cannot_be_erased_is_said(register: Path) -> None:
    """An unknown reference with the nearest, one that was erased before, no reason, and a reason that names her."""
    ref = chosen(register)
    with open_register(register, CALL) as open_one:
        name = open_one.versions(ref)[0].full_name
    told = []
    for refs, reason in (([ref + "0"], REASON), ([ref], " "), ([ref], f"{name} asked for it.")):
        with pytest.raises(CbtError) as caught:
            erase(register, CALL, HAND, refs, reason, yes)
        told.append(str(caught.value.message))
    assert told == [
        f"There is no application {ref}0.",
        "A decision needs a reason.",
        "The reason names the person, and the reason stays.",
    ]
    erase(register, CALL, HAND, [ref], REASON, yes)
    with pytest.raises(CbtError, match=f"{ref} was erased on 2019-03-20"):
        erase(register, CALL, HAND, [ref], REASON, yes)
    with pytest.raises(CbtError, match="says nowhere for how long"):
        erase_expired(register, CALL, HAND, yes)
    with open_register(register, CALL) as open_one:
        assert json.dumps([entry.model_dump(mode="json") for entry in open_one.journal()]).count(str(name)) == 0
