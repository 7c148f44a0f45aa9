"""Answers given by ticks."""

from __future__ import annotations

from typing import Any

import pytest
from answered import CALL, answer, codes, marks, record_of

from cbt_cli.domain.forms import Mark


def declared(text: str | None = None, **on: bool | None) -> tuple[Any, list[str], str]:
    """Whether the declaration is read as ticked, the codes of findings, and the source."""
    record = record_of(answer("declaration", text, marks=marks(**on)))
    return record.application.declaration, [code for code, _ in codes(record)], record.sources["declaration"][0].raw


def areas(
    text: str | None, topics: str | None = None, **on: bool | None
) -> tuple[Any, Any, list[tuple[str, str | None]]]:
    """Areas, other topics, and findings."""
    record = record_of(answer("areas", text, marks=marks(**on)), answer("other_area", topics))
    return record.application.areas, record.application.other_area, codes(record)


@pytest.mark.parametrize(
    ("text", "on", "meant"),
    [
        (None, {"declaration": True}, (True, [], "☒")),
        (None, {"declaration": False}, (False, [], "☐")),
        (None, {"Yes": True, "No": False}, (True, [], "☒ Yes ☐ No")),
        (None, {"Oui": False, "Non": True}, (False, [], "☐ Oui ☒ Non")),
        (None, {"Yes": False, "No": False}, (None, [], "☐ Yes ☐ No")),
        ("x", {}, (True, [], "x")),
        ("Oui", {}, (True, [], "Oui")),
        ("no", {}, (False, [], "no")),
        (None, {}, (None, [], "")),
        ("yes", {"declaration": True}, (True, [], "☒ yes")),
        (None, {"en": True, "fr": True}, (True, [], "☒ en ☒ fr")),
        ("perhaps", {"declaration": True}, (True, ["tick-beside-words"], "☒ perhaps")),
        (None, {"declaration": None}, (None, ["tick-unknown"], "?")),
        (None, {"Yes": True, "No": True}, (None, ["tick-conflict"], "☒ Yes ☒ No")),
        (None, {"en": True, "fr": False}, (None, ["tick-conflict"], "☒ en ☐ fr")),
        ("yes", {"declaration": False}, (None, ["tick-conflict"], "☐ yes")),
        ("perhaps", {}, (None, ["tick-unreadable"], "perhaps")),
    ],
)
def test_a_declaration_is_ticked_open_or_uncertain(text: str | None, on: dict[str, bool | None], meant: object) -> None:
    """A box left open is ``False``, a blank ``None``; boxes and words that contradict each other are a finding."""
    assert declared(text, **on) == meant


def test_one_option_is_chosen() -> None:
    """By a tick, by a word, or by both if they agree; none at all is a blank."""

    def kind(text: str | None, **on: bool | None) -> tuple[Any, list[str]]:
        record = record_of(answer("applicant_type", text, marks=marks(**on)))
        return record.application.applicant_type, [code for code, _ in codes(record)]

    assert kind(None, cluster_manager=True, expert=False) == ("cluster_manager", [])
    assert kind("Cluster management expert", expert=True) == ("expert", [])
    assert kind("Expert", cluster_manager=False, expert=False) == ("expert", [])
    assert kind(None, cluster_manager=False, expert=False) == (None, [])
    assert kind(None, cluster_manager=True, expert=True) == (None, ["choice-several"])
    assert kind("Expert", cluster_manager=True) == (None, ["choice-several"])
    assert kind(None, cluster_manager=None, expert=True) == (None, ["tick-unknown"])
    assert kind(None, astronaut=True) == (None, ["option-unknown"])
    assert kind("astronaut") == (None, ["choice-unknown"])


@pytest.mark.parametrize("area", CALL.areas, ids=lambda area: area.key)
def test_a_ticked_caption_is_its_area(area: Any) -> None:
    """Printed in English, in French, in both, numbered, or known by its key."""
    english, french = area.label.en, area.label.fr
    for caption in (area.key, english, french, f"{english} / {french}", f"{french}\n{english}", f"3. {english} *"):
        record = record_of(answer("areas", marks=(Mark(option=caption, on=True),)))
        assert (record.application.areas, record.application.other_area, record.findings) == ((area.key,), None, ())


def test_ticks_and_words_name_areas() -> None:
    """Ticked areas in the call's order; a list in words; both, where the words add nothing."""
    assert areas(None, governance=True, strategy=True, team=False) == (("strategy", "governance"), None, [])
    assert areas("strategy, governance") == (("strategy", "governance"), None, [])
    assert areas("Governance of the cluster", governance=True) == (("governance",), None, [])
    assert areas(None, governance=False, strategy=False) == (None, None, [])
    assert areas("Cluster strategy", governance=True) == (
        ("strategy", "governance"), None, [("areas-conflict", "areas")],
    )  # fmt: skip
    assert areas(None, governance=True, strategy=None) == (("governance",), None, [("tick-unknown", "areas")])


def test_the_words_beside_other_are_the_other_topics() -> None:
    """Typed after the caption, in the answer, or under the question of its own: they are never lost or doubled."""
    other = ("other",)
    assert areas("Trade fairs", other=True) == (other, "Trade fairs", [])
    assert areas(None, "Trade fairs") == (
        None, "Trade fairs", [("other-area-not-ticked", "areas")],
    )  # fmt: skip
    assert areas(None, "Trade fairs", governance=True) == (
        ("governance",), "Trade fairs", [("other-area-not-ticked", "other_area")],
    )  # fmt: skip
    record = record_of(
        answer("areas", marks=(Mark(option="Other topics (please specify): trade fairs", on=True),)),
        answer("other_area", "Trade fairs"),
    )
    assert (record.application.areas, record.application.other_area, record.findings) == (other, "Trade fairs", ())
    alone = record_of(answer("areas", marks=(Mark(option="Other: trade fairs", on=True),)))
    assert (alone.application.areas, alone.application.other_area) == (other, "trade fairs")
    assert [source.raw for source in alone.sources["other_area"]] == ["trade fairs"]


def test_words_beside_another_area_are_no_other_topic() -> None:
    """ "Governance: public boards" offers governance; the words are noted."""
    record = record_of(answer("areas", marks=(Mark(option="Governance: public boards", on=True),)))
    assert (record.application.areas, record.application.other_area) == (("governance",), None)
    assert codes(record) == [("areas-beside-words", "areas")]


def test_words_that_are_no_area_are_kept_for_the_officer() -> None:
    """They stand among the other topics, and a finding says that they are none of the call's areas."""
    assert areas("Cluster stratgy; Governance") == (
        ("governance",), "Cluster stratgy", [("areas-unknown", "areas")],
    )  # fmt: skip
    assert areas("smart specialisation", "trade fairs") == (
        None,
        "trade fairs; smart specialisation",
        [("areas-unknown", "areas"), ("other-area-twice", "other_area"), ("other-area-not-ticked", "areas")],
    )
