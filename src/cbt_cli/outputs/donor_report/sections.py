"""The sections of the report: opening and administrative check, eligibility, evaluation and assignment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cbt_cli.domain.base import say, tr
from cbt_cli.domain.calls import Stage
from cbt_cli.domain.checks import Eligibility
from cbt_cli.domain.journal import Act, Entry
from cbt_cli.domain.submissions import Outcome
from cbt_cli.outputs.donor_report.grids import counts, reasons, stage_grid, who
from cbt_cli.outputs.method_words import method_words
from cbt_cli.outputs.report.reported import Reported
from cbt_cli.outputs.report.wording import (
    act_word,
    amount,
    criterion_word,
    moment,
    money_terms,
    number,
    outcome_word,
    step_word,
)
from cbt_cli.outputs.word_blocks import Block, Grid, Heading, Words
from cbt_cli.outputs.wording import by_number
from cbt_cli.values.code_words import word


def summary(of: Reported) -> Iterator[Block]:
    """The call in a few facts and the funnel."""
    call = of.call
    yield Heading(tr("Summary"))
    facts = [
        (tr("Call"), call.call.title.of(of.language)),
        (tr("Programme"), call.call.programme),
        (tr("Deadline"), f"{call.deadline.text} ({moment(call.deadline_at, call)})"),
        (tr("Cap of the quotation"), amount(call.quotation.cap, call.quotation.currency)),
        *((step_word(step), number(count)) for step, count in of.funnel.items()),
    ]
    if of.run is not None:
        state = tr("final") if of.run.final else tr("draft")
        facts.append((tr("Matching"), say("run {number}, {state}", number=of.run.number, state=state).text))
    yield Grid(tr("Summary"), [tr("What"), tr("Which")], facts, [30, 70])


def opening(of: Reported) -> Iterator[Block]:
    """Section 1: what was received, when, and the administrative check."""
    yield Heading(tr("1. Opening and administrative check"))
    yield Heading(tr("1.1 What was received"), 2)
    rows = sorted([outcome_word(Outcome(name)), number(count)] for name, count in of.outcomes.items())
    yield Grid(tr("What was in the inbox"), [tr("Outcome"), tr("Files and messages")], rows, [70, 30],
               tr("Nothing was read yet."))  # fmt: skip
    yield Heading(tr("1.2 Receipt"), 2)
    heads = [tr("Application"), tr("Country"), tr("Received"), tr("Known from")]
    received = [
        [
            who(of, case.ref),
            of.country(case.record.application.country) if case.record.application.country else tr("not certain"),
            moment(case.receipt.received_at, of.call),
            f"{case.receipt.source} ({word(case.receipt.confidence)})",
        ]
        for case, _ in of.judged
    ]
    yield Grid(tr("Receipt"), heads, received, [30, 20, 30, 20], tr("There are no applications yet."))
    yield Heading(tr("1.3 Administrative check"), 2)
    yield counts(of, Stage.ADMISSIBILITY, tr("Administrative check: how often"))
    yield stage_grid(of, Stage.ADMISSIBILITY, tr("Administrative check: grid"))
    yield Heading(tr("1.4 Reasons"), 2)
    yield from reasons(of, Stage.ADMISSIBILITY, tr("Administrative check: reasons"))


def eligibility(of: Reported) -> Iterator[Block]:
    """Section 2: the rules of eligibility, verdicts, corrections and waivers."""
    yield Heading(tr("2. Eligibility"))
    yield Heading(tr("2.1 Eligibility check"), 2)
    yield counts(of, Stage.ELIGIBILITY, tr("Eligibility: how often"))
    yield stage_grid(of, Stage.ELIGIBILITY, tr("Eligibility: grid"))
    yield Heading(tr("2.2 Reasons"), 2)
    yield from reasons(of, Stage.ELIGIBILITY, tr("Eligibility: reasons"))
    yield Heading(tr("2.3 Verdicts"), 2)
    for verdict in Eligibility:
        refs = [ref for ref, one in of.verdicts.items() if one is verdict]
        told = ", ".join(refs) or tr("none")
        yield Words(say("{name}: {value}", name=f"{word(verdict)} ({len(refs)})", value=told).text)
    yield Heading(tr("2.4 Corrections, waivers and other decisions"), 2)
    acts = (Act.CORRECTED, Act.WAIVED, Act.JOINED, Act.SPLIT, Act.UNDONE)
    rows = [_decision(of, entry) for entry in of.entries if entry.act in acts]
    heads = [tr("Entry"), tr("Who and when"), tr("Decision"), tr("What and why")]
    yield Grid(tr("Decisions and waivers"), heads, rows, [8, 24, 20, 48],
               tr("The officer corrected, waived and joined nothing."))  # fmt: skip


def _decision(of: Reported, entry: Entry) -> list[str]:
    if entry.erased:
        return [str(entry.number), moment(entry.at, of.call), act_word(entry.act), tr("erased")]
    after = entry.after if isinstance(entry.after, dict) else {}
    what = {
        Act.CORRECTED: lambda: f"{after['field']}: {of.quoted(after['text'])}",
        Act.WAIVED: lambda: str(after["rule"]),
        Act.UNDONE: lambda: say("entry {number}", number=after["number"]).text,
    }.get(entry.act, lambda: say("forms concerned: {count}", count=len(after.get("links", ()))).text)()
    lines = [what, of.quoted(entry.why)]
    if after.get("approved_by"):
        lines.append(f"{tr('approved by')} {of.quoted(after['approved_by'])}")
    if entry.act is not Act.UNDONE:
        lines.append(tr("in force") if entry.number in of.standing else tr("not in force"))
    who_and_when = f"{of.quoted(entry.who)}\n{moment(entry.at, of.call)}"
    return [str(entry.number), who_and_when, f"{act_word(entry.act)}\n{entry.ref or ''}".strip(), "\n".join(lines)]


def evaluation(of: Reported) -> Iterator[Block]:
    """Section 3: how mentors were scored and matched, and what came of it."""
    yield Heading(tr("3. Evaluation and assignment"))
    if of.run is None:
        yield Words(tr("There is no matching yet."))
        return
    yield Heading(tr("3.1 Method"), 2)
    method = [list(row) for row in method_words(of.run.ranking.method, hidden=of.anonymised)]
    yield Grid(tr("How mentors were matched"), [tr("What"), tr("How")], method, [30, 70])
    yield Heading(tr("3.2 Eligible mentors"), 2)
    load = Counter(pair.mentor for pair in of.assignments)
    mentors = [
        [who(of, ref), of.country(one.country), _quoted(of, ref), number(one.capacity), number(load[ref])]
        for ref, one in of.mentors.items()
    ]
    heads = [tr("Mentor"), tr("Country"), tr("Quotation"), tr("Places"), tr("Mentees")]
    yield Grid(tr("Eligible mentors"), heads, mentors, [32, 20, 24, 12, 12], tr("There is no eligible mentor."))
    yield Heading(tr("3.3 Assignments"), 2)
    heads = [tr("Mentee"), tr("Mentor"), tr("Score"), tr("Cost"), tr("Reason"), tr("Reserves")]
    yield Grid(tr("Assignments"), heads, list(_pairs(of)), [20, 20, 8, 12, 28, 12],
               tr("No mentee could be given a mentor; the reasons stand under Left without."))  # fmt: skip
    cost = of.run.ranking.total_cost
    total = tr("not certain") if cost is None else amount(cost, of.currency)
    yield Words(say("{name}: {value}", name=tr("Total cost"), value=total).text)
    budget = of.run.ranking.budget
    if budget is not None:
        yield Words(say("{name}: {value}", name=tr("Budget"), value=amount(budget, of.currency)).text)
    yield from _left_without(of)


def _quoted(of: Reported, ref: str) -> str:
    case = of.case.get(ref)
    quoted = case.record.application.quotation if case else None
    return money_terms(quoted) if quoted else amount(of.mentors[ref].cost, of.currency)


def _pairs(of: Reported) -> Iterator[list[str]]:
    for one in of.assignments:
        mentee = of.mentees[one.mentee]
        cluster = mentee.ref if of.anonymised else f"{mentee.ref}\n{mentee.cluster}"
        parts = [
            say("{name}: {value}", name=criterion_word(part.criterion), value=number(part.points)).text
            for part in one.score.parts
        ]
        yield [
            f"{cluster}\n{of.country(mentee.country)}",
            who(of, one.mentor),
            number(one.score.total),
            amount(one.cost, of.currency),
            f"{_begun(of.said(one.reason))}\n{'; '.join(parts)}",
            ", ".join(reserve.mentor for reserve in one.reserves) or tr("none"),
        ]


def _begun(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _left_without(of: Reported) -> Iterator[Block]:
    done = of.run.ranking if of.run else None
    if done is None:
        return
    yield Heading(tr("3.4 Left without"), 2)
    for title, head, left, nobody in (
        (tr("Mentees without a mentor"), tr("Mentee"), done.unassigned_mentees, tr("Every mentee has a mentor.")),
        (tr("Eligible mentors without a mentee"), tr("Mentor"), done.unassigned_mentors,
         tr("Every mentor has a mentee.")),
    ):  # fmt: skip
        rows = []
        for ref, why in sorted(left.items(), key=lambda each: by_number(each[0])):
            mentee = of.mentees.get(ref)
            name = who(of, ref) if mentee is None else ref if of.anonymised else f"{ref}\n{mentee.cluster}"
            rows.append([name, _begun(of.said(why))])
        yield Words(title, "Label")
        yield Grid(title, [head, tr("Reason")], rows, [30, 70], nobody)
