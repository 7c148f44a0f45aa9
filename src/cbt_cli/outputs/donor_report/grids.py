"""The grids of a stage: applications × rules, and why each rule that did not pass did not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cbt_cli.domain.base import say, tr
from cbt_cli.domain.calls import Stage
from cbt_cli.domain.checks import Checked, Judgement, Verdict
from cbt_cli.outputs.report.reported import Reported
from cbt_cli.outputs.report.wording import number
from cbt_cli.outputs.word_blocks import Block, Grid
from cbt_cli.values.code_words import rule_title, word

MARKS = {
    Verdict.PASS: "✓",
    Verdict.FAIL: "✗",
    Verdict.UNCLEAR: "?",
    Verdict.NOT_APPLICABLE: "–",
    Verdict.WAIVED: "○",
}
_OPEN = (Verdict.FAIL, Verdict.UNCLEAR, Verdict.WAIVED)


def who(of: Reported, ref: str) -> str:
    """Reference, and the name where it may be shown."""
    name = of.name(ref)
    return ref if name == ref else f"{ref}\n{name}"


def stage_grid(of: Reported, stage: Stage, title: str) -> Grid:
    """Every application with its verdict on each rule of the stage, in a sign and a word."""
    names = [rule.name for rule in of.call.rules if rule.stage is stage]
    rows = []
    for case, judgement in of.judged:
        found = {one.rule: one for one in judgement.rules}
        rows.append([who(of, case.ref), *(_verdict(found.get(name)) for name in names)])
    heads = [tr("Application"), *(rule_title(name).text for name in names)]
    nothing = tr("There are no applications yet.")
    return Grid(title, heads, rows, [26, *(74 // max(1, len(names)) for _ in names)], nothing)


def _verdict(found: Checked | None) -> str:
    return "–" if found is None else f"{MARKS[found.verdict]} {word(found.verdict)}"


def counts(of: Reported, stage: Stage, title: str) -> Grid:
    """How often each rule of the stage passed, failed, was unclear or was waived."""
    told: dict[str, Counter[Verdict]] = {rule.name: Counter() for rule in of.call.rules if rule.stage is stage}
    for _, judgement in of.judged:
        for one in judgement.rules:
            if one.rule in told:
                told[one.rule][one.verdict] += 1
    heads = [tr("Rule"), *(f"{MARKS[verdict]} {word(verdict)}" for verdict in Verdict)]
    rows = [[rule_title(name).text, *(number(count[verdict]) for verdict in Verdict)] for name, count in told.items()]
    return Grid(title, heads, rows, [25, 15, 15, 15, 15, 15])


def reasons(of: Reported, stage: Stage, title: str) -> Iterator[Block]:
    """Each rule of the stage that did not pass: the reason, its clause and the evidence with its place."""
    rows = [
        [who(of, case.ref), f"{rule_title(one.rule)}\n{_verdict(one)}", _why(of, one), _rests_on(of, one)]
        for case, judgement in of.judged
        for one in _open(judgement, stage)
    ]
    heads = [tr("Application"), tr("Rule"), tr("Reason"), tr("Clause and evidence")]
    yield Grid(title, heads, rows, [20, 18, 34, 28], tr("Every application passed every rule of this stage."))


def _open(judgement: Judgement, stage: Stage) -> list[Checked]:
    return [one for one in judgement.rules if one.stage is stage and one.verdict in _OPEN]


def _why(of: Reported, one: Checked) -> str:
    told = [of.said(one.sentence), *(of.said(detail) for detail in one.details)]
    if one.resting_on:
        told.append(say("Rests on rules that failed: {rules}.", rules=", ".join(one.resting_on)).text)
    return "\n".join(told)


def _rests_on(of: Reported, one: Checked) -> str:
    evidence = []
    for source in one.evidence:
        written = of.quoted(source.raw, 160) or tr("(blank)")
        evidence.append(f"“{written}” ({source.place})" if source.place else f"“{written}”")
    return "\n".join([one.clause, *evidence])
