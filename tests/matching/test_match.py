"""Matching: scores that add up, what is barred, the best assignment with its reasons, and what is refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import built_in, call, exclude, lock, mentee, mentor, needs, skills

from cbt_cli.domain.calls import CRITERION_NAMES, Criterion
from cbt_cli.domain.matching import Limits, Mentor, Needs, Ranking
from cbt_cli.errors import CallFileError, NeedsError
from cbt_cli.matching import CRITERIA, frontier, losses, match, robustness
from cbt_cli.outputs import documents


def pairs(ranking: Ranking) -> dict[str, str]:
    """Mentee → mentor."""
    return {one.mentee: one.mentor for one in ranking.assignments}


def barred(one: Mentor, **facts: Any) -> tuple[str | None, str]:
    """Code and reason why a single pair is not allowed."""
    (found,) = match([one], needs(mentee("M01", **facts)), built_in()).barred
    return found.code, str(found.barred)


def test_the_parts_of_a_score_are_the_calls_points_and_add_up_to_the_total() -> None:
    """Needs by weight, years by step, language, a third of the sectors, wishes of both sides; every part says why."""
    who = mentor("CBT-001", "strategy team", management_years=Decimal(8), preferred_countries=("TN",))
    whom = mentee("M01", "strategy:3 team:1 services:2", sectors=("ICT", "Energy", "Health"), wishes=("CBT-001",))
    (one,) = match([who], needs(whom), built_in()).assignments
    assert {part.criterion: part.points for part in one.score.parts} == {
        "needs": Decimal("32.1"),  # (4 + 1) of 7
        "experience": Decimal(15),
        "languages": Decimal(15),
        "sectors": Decimal(4),
        "wishes": Decimal(8),
    }
    assert one.score.total == sum(part.points for part in one.score.parts) == Decimal("74.1")
    assert all(part.known for part in one.score.parts)
    assert str(one.score.parts[0].reason) == (
        "covers Cluster strategy (priority), Management and development of the cluster management team (useful); "
        "not Service portfolio (important)"
    )


def test_what_is_not_known_earns_the_neutral_share_and_is_flagged() -> None:
    """Unknown years, languages, sectors and wishes are worth half, never nothing."""
    who = mentor("CBT-001", management_years=None, languages=None, sectors=None)
    (one,) = match([who], needs(mentee("M01")), built_in()).assignments
    assert [(part.points, part.known) for part in one.score.parts] == [
        (Decimal(45), True),
        (Decimal(10), False),
        (Decimal("7.5"), False),
        (Decimal(6), False),
        (Decimal(4), False),
    ]


def test_other_topics_are_not_taken_for_the_same() -> None:
    """Two who both say "other" may mean different things: nothing is earned, nothing is barred, and it is flagged."""
    (one,) = match([mentor("CBT-001", "other")], needs(mentee("M01", "other:3")), built_in()).assignments
    assert (one.score.parts[0].points, one.score.parts[0].known) == (Decimal(0), False)


@pytest.mark.parametrize(
    ("facts", "of_mentee", "expected"),
    [
        (
            {"languages": skills("fr")},
            {"languages": skills("en ar")},
            ("language", "no working language in common (mentor: French; cluster: English, Arabic)"),
        ),
        ({}, {"needs": "team:3"}, ("need", "no need of the cluster is among the mentor's areas")),
        ({"capacity": 0}, {}, ("no-place", "the mentor offers no place")),
        (
            {"declared_links": "I advised the Tunis Smart Textiles cluster in 2017."},
            {"cluster": "Tunis Smart Textiles"},
            (
                "link",
                "the mentor declares a link with this cluster: “I advised the Tunis Smart Textiles cluster in 2017.”",
            ),
        ),
        (
            {"organisation": "Cluster Énergie"},
            {"cluster": "Cluster Energie"},
            ("link", "the mentor comes from this cluster"),
        ),
    ],
)
def test_what_is_not_allowed_says_why(facts: Any, of_mentee: Any, expected: tuple[str, str]) -> None:
    """Each reason has a code and a sentence, and no score."""
    assert barred(mentor("CBT-001", **facts), **of_mentee) == expected


def test_a_link_that_names_no_cluster_bars_nobody_and_is_said() -> None:
    """Whether "some clusters of the region" means one of ours is for the officer to find out."""
    done = match([mentor("CBT-001", declared_links="Some in the region")], needs(mentee("M01")), built_in())
    assert pairs(done) == {"M01": "CBT-001"}
    assert [str(finding) for finding in done.findings] == [
        "CBT-001 declares a link that names none of the clusters; no pair is barred, please check: “Some in the region”"
    ]


def test_the_worst_served_comes_before_the_total_and_the_reason_names_who_would_suffer() -> None:
    """M01 scores 15 points less than it could, because M02 would otherwise go without."""
    mentors = [mentor("CBT-001", "strategy team"), mentor("CBT-002", "strategy", management_years=Decimal(2))]
    done = match(mentors, needs(mentee("M01", "strategy:3"), mentee("M02", "team:3")), built_in())
    assert pairs(done) == {"M01": "CBT-002", "M02": "CBT-001"}
    assert str(done.assignments[0].reason) == (
        "covers Cluster strategy (priority); the 15 points better for CBT-001 would leave M02 without a mentor"
    )
    assert [(found.mentor, found.losses) for found in done.ranked["M01"]] == [
        ("CBT-001", {"served": 1, "worst": Decimal(-15), "total": Decimal(81), "cost": Decimal(-2900)}),
        ("CBT-002", {"served": 0, "worst": 0, "total": 0, "cost": 0}),
    ]


def test_the_result_does_not_depend_on_the_order_of_anything() -> None:
    """Mentors, mentees and decisions in another order: the same ranking, fingerprint included."""
    mentors = [mentor(f"CBT-{n:03}", "strategy team", capacity=1 + n % 2, cost=Decimal(2000 + n)) for n in range(6)]
    clusters = [mentee(f"M{n}", "strategy:3 team:2") for n in range(5)]
    decided = (exclude("M1", "CBT-001"), lock("M2", "CBT-004"))
    one = match(mentors, Needs(mentees=tuple(clusters), pairs=decided), built_in())
    other = match(mentors[::-1], Needs(mentees=tuple(clusters[::-1]), pairs=decided[::-1]), built_in())
    assert one == other


def test_a_reserve_is_somebody_whose_place_is_free() -> None:
    """The second best has his hands full with another cluster; the third steps in."""
    mentors = [mentor(f"CBT-00{n}", management_years=Decimal(years)) for n, years in ((1, 12), (2, 8), (3, 2))]
    done = match(mentors, needs(mentee("M01"), mentee("M02")), built_in())
    assert {one.mentor: [reserve.mentor for reserve in one.reserves] for one in done.assignments} == {
        "CBT-001": ["CBT-003"],
        "CBT-002": ["CBT-003"],
    }


def test_two_mentees_of_one_mentor_do_not_get_the_same_single_place_first() -> None:
    """Whoever withdraws leaves two mentees; the first reserves are a plan for both at once."""
    mentors = [mentor("CBT-001", capacity=2), mentor("CBT-002", management_years=Decimal(2)), mentor("CBT-003", "team")]
    done = match(mentors, needs(mentee("M01"), mentee("M02", "strategy:3 team:1")), built_in())
    assert [one.reserves[0].mentor for one in done.assignments] == ["CBT-002", "CBT-003"]


def test_a_budget_is_kept_and_who_is_left_without_is_told_what_is_missing() -> None:
    """Two at EUR 2,900 do not fit into EUR 3,000."""
    done = match(
        [mentor("CBT-001", capacity=2)],
        needs(mentee("M01"), mentee("M02")),
        built_in(),
        options=Limits(budget=Decimal(3000)),
    )
    assert (done.served, done.total_cost, done.budget, done.optimal) == (1, Decimal(2900), Decimal(3000), True)
    assert {ref: str(why) for ref, why in done.unassigned_mentees.items()} == {
        "M02": "the budget does not pay for it: serving 2 mentees costs at least EUR 5,800.00, "
        "and there are EUR 3,000.00"
    }
    assert str(done.method["limits"]) == "budget EUR 3,000.00 (option)"


def test_whoever_depends_on_taken_places_is_told_on_whose() -> None:
    """The closed circle: three mentees, two places."""
    mentors = [mentor("CBT-001"), mentor("CBT-002"), mentor("CBT-003", "team")]
    done = match(mentors, needs(mentee("M01"), mentee("M02"), mentee("M03")), built_in())
    assert {ref: str(why) for ref, why in done.unassigned_mentees.items()} == {
        "M03": "its allowed mentors are taken: 3 mentees (M01, M02, M03) depend on CBT-001, CBT-002, "
        "with 2 places in all"
    }
    assert {ref: str(why) for ref, why in done.unassigned_mentors.items()} == {
        "CBT-003": "not allowed for any mentee: 3 without a shared need"
    }


def test_the_workbooks_limit_overrides_the_calls_and_the_option_both() -> None:
    """And the method says which counted."""
    mentors, clusters = [mentor("CBT-001", capacity=3)], (mentee("M1"), mentee("M2"), mentee("M3"))
    limited = call(most_mentees=1)
    in_workbook = Needs(mentees=clusters, limits=Limits(most_mentees=2))
    assert [
        (done.served, str(done.method["limits"]))
        for done in (
            match(mentors, needs(*clusters), limited),
            match(mentors, in_workbook, limited),
            match(mentors, in_workbook, limited, options=Limits(most_mentees=3)),
        )
    ] == [
        (1, "at most 1 mentees for a mentor (call)"),
        (2, "at most 2 mentees for a mentor (needs workbook)"),
        (3, "at most 3 mentees for a mentor (option)"),
    ]


def test_at_most_so_many_mentors_from_one_country() -> None:
    """Mentors are counted, not their mentees."""
    mentors = [mentor("CBT-001", capacity=2), mentor("CBT-002"), mentor("CBT-003", country="DE", cost=Decimal(3000))]
    clusters = [mentee(f"M{n}") for n in range(3)]
    done = match(mentors, needs(*clusters), call(most_from_country=1))
    assert sorted(pairs(done).values()) == ["CBT-001", "CBT-001", "CBT-003"]


def test_a_lock_beats_a_missing_language_and_that_is_said() -> None:
    """The officer's lock holds "come what may"; only exclusion, places and budget stand above it."""
    who = mentor("CBT-001", languages=skills("fr"))
    done = match([who, mentor("CBT-002")], needs(mentee("M01"), pairs=(lock("M01", "CBT-001"),)), built_in())
    assert pairs(done) == {"M01": "CBT-001"}
    assert str(done.assignments[0].reason) == "covers Cluster strategy (priority); locked by the officer: agreed in May"
    assert [str(finding) for finding in done.findings] == [
        "M01 is locked to CBT-001, although: no working language in common (mentor: French; cluster: English)"
    ]


def test_after_a_withdrawal_as_few_pairs_as_possible_change() -> None:
    """Kept pairs come before everything else, even where a better plan exists."""
    mentors = [mentor("CBT-001"), mentor("CBT-002", management_years=Decimal(2))]
    clusters = needs(mentee("M01", sectors=("Energy",)), mentee("M02"))
    fresh = match(mentors, clusters, built_in())
    kept = match(mentors, clusters, built_in(), keep={"M01": "CBT-001", "M02": "CBT-009"})
    assert (pairs(fresh)["M02"], pairs(kept)) == ("CBT-002", {"M01": "CBT-001", "M02": "CBT-002"})
    assert str(kept.method["reached: pairs kept"]) == "1"


def test_nobody_to_match_is_an_answer() -> None:
    """Without mentors every mentee is told so, without mentees every mentor."""
    none = match([], needs(mentee("M01")), built_in())
    idle = match([mentor("CBT-001")], needs(), built_in())
    assert ({k: str(v) for k, v in none.unassigned_mentees.items()}, none.served, none.optimal) == (
        {"M01": "there is no eligible mentor"},
        0,
        True,
    )
    assert {k: str(v) for k, v in idle.unassigned_mentors.items()} == {"CBT-001": "there are no mentees"}


def test_an_uncertain_price_leaves_the_cost_open_and_bars_under_a_budget() -> None:
    """Nothing is guessed: no total, and no pair that might break the budget."""
    mentors = [mentor("CBT-001", cost=None)]
    free = match(mentors, needs(mentee("M01")), built_in())
    bound = match(mentors, needs(mentee("M01")), built_in(), options=Limits(budget=Decimal(9000)))
    assert (free.served, free.total_cost, bound.served) == (1, None, 0)
    assert str(bound.unassigned_mentees["M01"]) == "no mentor is allowed: 1 without a certain price"


@pytest.mark.parametrize(
    ("given_needs", "options", "message"),
    [
        (
            needs(mentee("M01"), pairs=(lock("M01", "CBT-001"), exclude("M01", "CBT-001"))),
            {},
            "Pairs: M01 and CBT-001 are locked and excluded at once.",
        ),
        (
            needs(mentee("M01"), pairs=(lock("M01", "CBT-001"), lock("M01", "CBT-002"))),
            {},
            "Pairs: M01 is locked to two mentors, CBT-001 and CBT-002.",
        ),
        (
            needs(mentee("M01"), mentee("M02"), pairs=(lock("M01", "CBT-001"), lock("M02", "Person CBT-001"))),
            {},
            "Pairs: CBT-001 is locked to 2 mentees (M01, M02); places: 1.",
        ),
        (
            needs(mentee("M01"), mentee("M02"), pairs=(lock("M01", "CBT-001"), lock("M02", "CBT-002"))),
            {"budget": Decimal(5000)},
            "The locked pairs alone cost EUR 5,800.00, and the budget is EUR 5,000.00 (option).",
        ),
        (needs(mentee("M01"), pairs=(lock("M01", "CBT-009"),)), {}, "Pairs: there is no mentor 'CBT-009'."),
        (needs(mentee("M01"), pairs=(exclude("M09", "CBT-001"),)), {}, "Pairs: there is no mentee 'M09'."),
        (
            needs(mentee("M01")),
            {"budget": Decimal(100)},
            "The budget of EUR 100.00 (option) pays for nobody: the cheapest mentor costs EUR 2,900.00.",
        ),
        (
            needs(mentee("M01")),
            {"least_mentees": 3, "most_mentees": 2},
            "Limits: a mentor must have at least 3 mentees (option) and at most 2 (option).",
        ),
        (
            needs(mentee("M01"), mentee("M02", "team:3"), pairs=(lock("M01", "CBT-001"),)),
            {"least_mentees": 2},
            "No assignment keeps all of: the lock M01–CBT-001; at least 2 mentees for a mentor who has any (option).",
        ),
    ],
)
def test_what_cannot_be_meant_is_said_before_anything_is_solved(given_needs: Needs, options: Any, message: str) -> None:
    """A sentence that names the pair, the limit and where it stands, with what helps."""
    with pytest.raises(NeedsError) as refused:
        match(
            [mentor("CBT-001"), mentor("CBT-002")],
            given_needs,
            built_in(),
            absent=[("CBT-033", "A")],
            options=Limits(**options),
        )
    assert (refused.value.message, bool(refused.value.hint)) == (message, True)


def test_a_wish_for_nobody_is_said_and_stops_nothing() -> None:
    """The matching goes on; the finding says what would help."""
    wish = needs(mentee("M01", wishes=("CBT-077",)))
    found = match([mentor("CBT-001")], wish, built_in(), absent=[("CBT-033", "A")])
    assert found.served == 1
    (said,) = (str(finding) for finding in found.findings)
    assert said == (
        "M01 wishes for “CBT-077”, and nobody of that name or reference has applied: not counted. "
        "Correct it, or take the wish away."
    )


def test_the_hint_of_a_clash_says_what_each_relaxation_brings() -> None:
    """Taking either condition away helps, and how much."""
    clash = needs(mentee("M01"), mentee("M02", "team:3"), pairs=(lock("M01", "CBT-001"),))
    with pytest.raises(NeedsError) as refused:
        match(
            [mentor("CBT-001", capacity=2), mentor("CBT-002", "team")],
            clash,
            built_in(),
            options=Limits(least_mentees=2),
        )
    assert refused.value.hint == (
        "take the lock M01–CBT-001 away: then 0 mentees can be served · "
        "lift the least number of mentees: then 2 mentees can be served."
    )


@pytest.mark.parametrize(
    ("criterion", "message"),
    [
        (Criterion(name="langages", points=Decimal(5)), "matching.criteria: there is no criterion 'langages'."),
        (
            Criterion(name="needs", points=Decimal(0)),
            "matching.criteria: no criterion has points, so that every pair would be as good as any other.",
        ),
    ],
)
def test_criteria_that_cannot_be_meant_are_refused(criterion: Criterion, message: str) -> None:
    """Misspelt or all zero: said with the key."""
    with pytest.raises(CallFileError) as refused:
        match([mentor("CBT-001")], needs(mentee("M01")), call(criteria=(criterion,)))
    assert refused.value.message == message


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 14), st.integers(0, 2)), min_size=1, max_size=5))
def test_one_mentor_more_makes_no_level_worse(people: list[tuple[int, int, int]]) -> None:
    """Served, worst-served, total: with everybody there were before, and one more, as good at least."""
    areas = ("strategy", "team", "strategy team", "services")
    mentors = [
        mentor(f"CBT-{n}", areas[kind], management_years=Decimal(years), capacity=places)
        for n, (kind, years, places) in enumerate(people)
    ]
    clusters = needs(mentee("M1", "strategy:3"), mentee("M2", "team:3 strategy:1"), mentee("M3", "services:2"))
    before, after = match(mentors[:-1], clusters, built_in()), match(mentors, clusters, built_in())
    worst = [min((one.score.total for one in done.assignments), default=Decimal(0)) for done in (before, after)]
    assert before.served <= after.served
    assert before.served < after.served or worst[0] <= worst[1]
    assert before.served < after.served or worst[0] < worst[1] or before.total_score <= after.total_score


def test_a_mentor_for_nobody_changes_nothing() -> None:
    """The same assignments with and without somebody who shares no need."""
    mentors, clusters = [mentor("CBT-001"), mentor("CBT-002")], needs(mentee("M01"), mentee("M02"))
    assert (
        match([*mentors, mentor("CBT-000", "team")], clusters, built_in()).assignments
        == match(mentors, clusters, built_in()).assignments
    )


def test_a_mentor_left_out_is_told_how_many_points_were_missing() -> None:
    """The nearest cluster, who has it, and the smallest change that would have turned it round."""
    mentors = [mentor("CBT-001"), mentor("CBT-002", management_years=Decimal(8))]
    done = match(mentors, needs(mentee("M01")), call(objective=("served", "total", "cost")))
    assert {ref: str(why) for ref, why in done.unassigned_mentors.items()} == {
        "CBT-002": "nearest to M01 (91 points, where CBT-001 has 96); putting this mentor there would cost 5 points "
        "in the total; with more than 5 points more it would have been"
    }


def test_pairs_that_hang_on_a_weight_survive_fewer_runs() -> None:
    """A lead of one point on the sector turns round with 10 % more for the wishes; a lead of fifteen does not."""
    close = [
        mentor("CBT-001", sectors=("ICT",), preferred_countries=("DZ",)),
        mentor("CBT-002", sectors=("Energy",), preferred_countries=("TN",)),
    ]
    weights = tuple(Criterion(name=name, points=Decimal(most)) for name, most in (("sectors", 21), ("wishes", 40)))
    clear = [mentor("CBT-001"), mentor("CBT-002", management_years=Decimal(2))]
    assert [
        match(people, needs(mentee("M01")), made).assignments[0].survives
        for people, made in ((close, call(criteria=weights)), (clear, built_in()))
    ] == [Decimal("0.5"), Decimal(1)]


def test_the_frontier_says_what_each_budget_buys() -> None:
    """From the cheapest pair to what money cannot better; each step proved."""
    mentors = [
        mentor("CBT-001", cost=Decimal(3000)),
        mentor("CBT-002", management_years=Decimal(2), cost=Decimal(1000)),
    ]
    bought = frontier(mentors, needs(mentee("M01"), mentee("M02")), built_in(), steps=4)
    assert [(step.budget, step.served, step.total, step.cost, step.optimal) for step in bought] == [
        (Decimal(1000), 1, Decimal(81), Decimal(1000), True),
        (Decimal(2000), 1, Decimal(81), Decimal(1000), True),
        (Decimal(3000), 1, Decimal(96), Decimal(3000), True),
        (Decimal(4000), 2, Decimal(177), Decimal(4000), True),
    ]


def test_an_objective_without_a_level_is_refused() -> None:
    """Nothing to be best in, or one level twice."""
    with pytest.raises(CallFileError) as refused:
        match([mentor("CBT-001")], needs(mentee("M01")), call(objective=("served", "served")))
    assert refused.value.message == "matching.objective: served, served."


def test_the_call_file_may_name_exactly_the_criteria_that_are_measured() -> None:
    """The list that a call file is checked against is the list of what there is to measure."""
    assert tuple(CRITERIA) == CRITERION_NAMES


def test_what_another_choice_would_cost_is_in_the_json() -> None:
    """A ranking in JSON holds price and losses of each mentor; without a limit they are numbers, never left out."""
    mentors = [mentor("CBT-001"), mentor("CBT-002", management_years=Decimal(8))]
    done = match(mentors, needs(mentee("M01")), call(objective=("served", "total", "cost")))
    assert [documents.ranked(one)["losses"] for one in done.ranked["M01"]] == [
        {"served": 0, "total": 0, "cost": 0},
        {"served": 0, "total": 5, "cost": 0},
    ]
    assert [documents.assignment(one, ())["survives"] for one in done.assignments] == [1]


def test_a_pair_that_is_not_allowed_has_its_code_in_the_json() -> None:
    """One word for programs, one sentence for people."""
    done = match([mentor("CBT-001")], needs(mentee("M01"), pairs=(exclude("M01", "CBT-001"),)), built_in())
    (found,) = (documents.barred(one) for one in done.barred)
    assert (found["mentee"], found["mentor"], found["code"]) == ("M01", "CBT-001", done.barred[0].code)
    assert found["code"] is not None
    assert found["reason"] == str(done.barred[0].barred)


def test_what_is_not_worked_out_where_limits_bind_is_said_in_the_method(monkeypatch: pytest.MonkeyPatch) -> None:
    """Losses and robustness are exact or absent; where they are absent, the method says so, and only there."""
    people = [mentor("CBT-001", cost=Decimal(3000)), mentor("CBT-002", cost=Decimal(2000), management_years=Decimal(5))]

    def run(budget: int | None, *, every: bool = False) -> Ranking:
        limits = Limits(budget=None if budget is None else Decimal(budget))
        return match(people, needs(mentee("M01")), built_in(), options=limits, every_loss=every)

    for budget, every in ((None, False), (9000, False), (2500, True)):
        done = run(budget, every=every)
        assert done.method.keys() & {"losses", "robustness"} == set()
        chosen = next(one for one in done.ranked["M01"] if one.mentor == done.assignments[0].mentor)
        assert (chosen.losses or {}).get("total") == 0
        assert done.assignments[0].survives == 1
    binding = run(2500)
    assert binding.assignments[0].survives == 1
    assert binding.method.keys() & {"losses", "robustness"} == set()
    monkeypatch.setattr(losses, "FEW", 0)
    monkeypatch.setattr(robustness, "MOST", 0)
    assert run(2500).assignments[0].survives is None
    assert str(run(2500).method["robustness"]) == "not worked out, as limits bind (cbt match --every-loss does)"
    assert run(2500).ranked["M01"][0].losses is None  # the dear one, which the budget does not allow
    sentence = "pairs not worked out, as limits bind (cbt match --every-loss works them out): 1"
    assert str(run(2500).method["losses"]) == sentence


def test_losses_within_a_budget_that_does_not_bind_are_those_of_a_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows from prices alone is what a search for each pair finds."""
    people = [
        mentor(f"CBT-{at:03d}", cost=Decimal(2000 + 100 * at), management_years=Decimal(at)) for at in range(1, 9)
    ]
    whom = needs(*(mentee(f"M{at:02d}") for at in range(1, 5)))
    monkeypatch.setattr(losses, "FEW", 0)
    swift, slow = (
        match(people, whom, built_in(), options=Limits(budget=Decimal(12000)), every_loss=every)
        for every in (False, True)
    )
    known = [
        (one.losses, other.losses)
        for ref in swift.ranked
        for one, other in zip(swift.ranked[ref], slow.ranked[ref], strict=True)
        if one.losses is not None
    ]
    assert len(known) > len(swift.assignments)
    assert all(found == searched for found, searched in known)
