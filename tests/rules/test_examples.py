"""Every rule keeps the promise of its examples."""

from __future__ import annotations

import pytest

from cbt_cli.calls import load_call
from cbt_cli.domain.checks import Eligibility, Verdict
from cbt_cli.rules import RULES, Example, judge
from cbt_cli.rules.rule import Rule
from cbt_cli.rules.sound import sound

CALL = load_call()
EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples(CALL)]


@pytest.mark.parametrize(
    ("rule", "example"), EXAMPLES, ids=[f"{rule.name}: {example.says}" for rule, example in EXAMPLES]
)
def test_a_rule_gives_its_example_the_verdict_it_promises(rule: Rule, example: Example) -> None:
    """What the rules page shows as passing passes, and so on for every verdict."""
    checked = rule.check(example.case, CALL)
    assert (checked.verdict, checked.message) == (example.verdict, checked.message)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_has_an_example_for_every_verdict_it_can_give(rule: Rule) -> None:
    """A verdict without an example is one that the rule says it never gives, with the reason."""
    shown = {example.verdict for example in rule.examples(CALL)} - {Verdict.NOT_APPLICABLE}
    assert shown | set(rule.never) == {Verdict.PASS, Verdict.FAIL, Verdict.UNCLEAR}
    assert not shown & set(rule.never)
    assert all(rule.never.values())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_examples_of_a_rule_have_names_of_their_own(rule: Rule) -> None:
    """No two examples of a rule say the same."""
    names = [example.says.text for example in rule.examples(CALL)]
    assert sorted(set(names)) == sorted(names)


def test_the_sound_application_passes_every_rule() -> None:
    """The case that the examples spoil in one point is eligible as it stands."""
    judgement = judge(sound(CALL), CALL)
    assert [each.rule for each in judgement.rules if each.verdict is not Verdict.PASS] == []
    assert judgement.verdict is Eligibility.ELIGIBLE


def test_the_rules_are_those_of_the_interface() -> None:
    """Every rule that users and scripts rely on exists, and no other."""
    assert {rule.name for rule in RULES} == {
        "deadline",
        "quotation-cap",
        "expertise",
        "evidence",
        "european",
        "areas",
        "complete",
        "declarations",
    }
