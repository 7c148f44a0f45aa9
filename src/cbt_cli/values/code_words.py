"""What codes (of verdicts, outcomes, stages, rules…) are called in words, in the language that is spoken."""

from __future__ import annotations

from cbt_cli.domain.base import Sentence, given, say

_CODES = {
    "eligible": say("eligible"),
    "ineligible": say("ineligible"),
    "to_clarify": say("to clarify"),
    "pass": say("pass"),
    "fail": say("fail"),
    "unclear": say("unclear"),
    "not_applicable": say("not applicable"),
    "waived": say("waived"),
    "message": say("message"),
    "archive": say("archive"),
    "application": say("application"),
    "superseded": say("superseded"),
    "duplicate": say("duplicate"),
    "supporting": say("supporting"),
    "not_a_submission": say("not a submission"),
    "no_form": say("no form"),
    "unreadable": say("unreadable"),
    "ignored": say("ignored"),
    "clarify": say("clarify"),
    "note": say("note"),
    "ingested": say("ingested"),
    "settled": say("settled"),
    "validated": say("validated"),
    "matched": say("matched"),
    "corrected": say("corrected"),
    "undone": say("undone"),
    "joined": say("joined"),
    "split": say("split"),
    "drafted": say("drafted"),
    "answered": say("answered"),
    "open": say("open"),
    "waits": say("waits for you"),
    "silent": say("no answer"),
    "lapsed": say("lapsed"),
    "counts": say("counts"),
    "late": say("late"),
    "other_address": say("another address"),
    "other_reference": say("another reference"),
    "unconnected": say("no reference"),
    "time_unknown": say("time unknown"),
    "other_version": say("another version"),
    "received": say("received"),
    "admissible": say("admissible"),
    "assigned": say("assigned"),
    "admissibility": say("admissibility"),
    "eligibility": say("eligibility"),
    "high": say("high"),
    "medium": say("medium"),
    "low": say("low"),
    "none": say("none"),
    "final": say("final"),
    "draft": say("draft"),
    "form": say("form"),
}
"""What codes of verdicts, outcomes, severities, acts and stages are called on the screen."""


def word(code: str) -> str:
    """A code in words; a code that is not known here as it stands."""
    return str(_CODES.get(code, code.replace("_", " ")))


_RULES = {
    "deadline": say("Deadline"),
    "complete": say("Complete"),
    "declarations": say("Declarations"),
    "european": say("European"),
    "expertise": say("Expertise"),
    "evidence": say("Evidence"),
    "areas": say("Areas"),
    "quotation-cap": say("Quotation cap"),
}


def rule_title(name: str) -> Sentence:
    """A rule as the head of a column; its name is what commands are given."""
    return _RULES.get(name) or given(name.replace("-", " ").capitalize())
