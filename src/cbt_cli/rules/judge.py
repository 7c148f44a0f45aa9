"""All the rules of a call on one case, and the verdict on the whole."""

from __future__ import annotations

import difflib

from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.calls import Call, Stage
from cbt_cli.domain.checks import Case, Checked, Eligibility, Judgement, Verdict
from cbt_cli.rules.areas import Areas
from cbt_cli.rules.complete import Complete
from cbt_cli.rules.deadline import Deadline
from cbt_cli.rules.declarations import Declarations
from cbt_cli.rules.european import European
from cbt_cli.rules.evidence import Evidence
from cbt_cli.rules.expertise import Expertise
from cbt_cli.rules.quotation_cap import QuotationCap
from cbt_cli.rules.rule import Rule, RuleInWords

_OTHERS: tuple[Rule, ...] = (Deadline(), Declarations(), European(), Expertise(), Evidence(), Areas(), QuotationCap())
RULES: tuple[Rule, ...] = (Complete(_OTHERS), *_OTHERS)
"""Every rule there is. A new one is a file and a word here."""
_BY_NAME = {rule.name: rule for rule in RULES}


def judge(case: Case, call: Call) -> Judgement:
    """Every rule of the call on ``case``, in the call's order; none stops at the first that fails.

    Ineligible if any fails, else to clarify if any is unclear, else eligible; a waived rule counts as passed. Where a
    rule of admissibility failed, those of eligibility name it as the ground that they lack.
    """
    checked = tuple(_BY_NAME[rule.name].check(case, call) for rule in call.rules)
    failed = tuple(each.rule for each in checked if each.stage is Stage.ADMISSIBILITY and each.verdict is Verdict.FAIL)
    if failed:
        checked = tuple(_resting(each, failed) for each in checked)
    return Judgement(ref=case.ref, verdict=_whole(checked), rules=checked)


def describe(call: Call) -> tuple[RuleInWords, ...]:
    """The rules of the call in words, in its order."""
    return tuple(
        RuleInWords(
            name=stated.name,
            stage=stated.stage,
            text=_BY_NAME[stated.name].text(call),
            clause=stated.clause,
            examples=tuple(_BY_NAME[stated.name].examples(call)),
        )
        for stated in call.rules
    )


def unknown_rules(call: Call) -> list[Sentence]:
    """A sentence for each rule of the call file that does not exist, with the nearest that does."""
    wrong = []
    for at, stated in enumerate(call.rules, start=1):
        if stated.name not in _BY_NAME:
            nearest = difflib.get_close_matches(stated.name, sorted(_BY_NAME), n=1)
            names = ", ".join(sorted(_BY_NAME))
            meant = say("write {near}", near=nearest[0]) if nearest else say("known are {names}", names=names)
            wrong.append(say("rules.{at}.name: there is no rule {rule}; {meant}", at=at, rule=stated.name, meant=meant))
    return wrong


def _resting(each: Checked, failed: tuple[str, ...]) -> Checked:
    return each.model_copy(update={"resting_on": failed}) if each.stage is Stage.ELIGIBILITY else each


def _whole(checked: tuple[Checked, ...]) -> Eligibility:
    verdicts = {each.verdict for each in checked}
    if Verdict.FAIL in verdicts:
        return Eligibility.INELIGIBLE
    return Eligibility.TO_CLARIFY if Verdict.UNCLEAR in verdicts else Eligibility.ELIGIBLE
