"""What is signed and what is annexed: committee, conclusion, declarations, signatures, lists and digests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from cbt_cli import __version__
from cbt_cli.domain.base import say, tr
from cbt_cli.outputs.report.reported import Reported
from cbt_cli.outputs.report.wording import moment, outcome_word
from cbt_cli.outputs.word_blocks import Block, Grid, Heading, Words
from cbt_cli.values.code_words import word

MEMBERS = 5
"""Lines for the members of the committee."""
_TALL = 560
"""Least height of a line that is filled in by hand."""


def committee(_: Reported) -> Iterator[Block]:
    """The members, to be filled in."""
    yield Heading(tr("Evaluation committee"))
    heads = [tr("Name"), tr("Function"), tr("Organisation"), tr("Role in the committee")]
    roles = [tr("chair, without a vote"), tr("secretary, without a vote"), *[tr("voting member")] * (MEMBERS - 2)]
    rows = [["", "", "", role] for role in roles]
    yield Grid(tr("Evaluation committee"), heads, rows, [28, 24, 26, 22], height=_TALL)


def conclusion(of: Reported) -> Iterator[Block]:
    """What the committee concludes, its declarations and signatures."""
    yield Heading(tr("4. Conclusion and signatures"))
    assigned = len({pair.mentor for pair in of.assignments})
    yield Words(
        say(
            "The committee proposes the assignment of {mentors} mentors to {mentees} mentees as set out in section 3.",
            mentors=assigned,
            mentees=len(of.assignments),
        ).text
    )
    if of.run is not None and not of.run.final:
        yield Words(tr("The matching is a draft: nothing is decided yet."), "Notice")
    yield Heading(tr("Declaration"), 2)
    yield Words(
        tr(
            "Each of those who sign declares to have no family, emotional, political, national, economic or other "
            "shared interest with an applicant that could impair the impartial evaluation, to have left the room where "
            "there was one, and to keep confidential what became known in the evaluation."
        )
    )
    heads = [tr("Name"), tr("Declares none"), tr("Recused from (references)"), tr("Date"), tr("Signature")]
    yield Grid(tr("Declaration"), heads, [["", "☐", "", "", ""] for _ in range(MEMBERS)], [26, 14, 22, 14, 24],
               height=_TALL)  # fmt: skip
    yield Heading(tr("Approved"), 2)
    heads = [tr("Name"), tr("Function"), tr("Date"), tr("Signature")]
    yield Grid(tr("Approved"), heads, [["", "", "", ""]], [30, 26, 16, 28], height=_TALL)


def annexes(of: Reported) -> Iterator[Block]:
    """The lists that stand behind the report."""
    yield Heading(tr("Annexes"))
    yield Heading(tr("A. Applications received"), 2)
    rows = [[case.ref, of.name(case.ref), word(judgement.verdict)] for case, judgement in of.judged]
    yield Grid(tr("Applications received"), [tr("Reference"), tr("Applicant"), tr("Verdict")], rows, [18, 52, 30],
               tr("There are no applications yet."))  # fmt: skip
    if not of.anonymised:
        yield Heading(tr("B. Files and messages"), 2)
        files = [
            [
                " / ".join(filter(None, (one.source, one.part))),
                outcome_word(one.outcome),
                one.ref or "–",
            ]
            for one in of.items
        ]
        yield Grid(tr("Files and messages"), [tr("File"), tr("Outcome"), tr("Application")], files, [56, 26, 18],
                   tr("Nothing was read yet."))  # fmt: skip
    yield Heading(tr("C. Made from"), 2)
    yield Grid(tr("Made from"), [tr("What"), tr("Which")], list(_made(of)), [34, 66])


def _made(of: Reported) -> Iterator[list[str]]:
    yield [tr("Program"), f"cbt {__version__}"]
    yield [tr("Call"), of.call.id]
    yield [tr("SHA-256 of the call's facts"), hashlib.sha256(of.call.model_dump_json().encode()).hexdigest()]
    if of.entries:
        last = of.entries[-1]
        told = say("journal entry {number} of {at}", number=last.number, at=moment(last.at, of.call)).text
        yield [tr("Register"), told]
    if of.run is not None:
        yield [tr("Matching"), str(of.run.ranking.method.get("input", "–"))]
