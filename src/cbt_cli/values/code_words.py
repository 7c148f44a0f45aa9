"""What codes (of verdicts, outcomes, stages, rules…) are called in words, in the language that is spoken."""

from __future__ import annotations

import re

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
    "erased": say("erased"),
    "packed": say("packed"),
    "scored": say("scored"),
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


_ACTIVE = {
    "macros": say("macros"),
    "a link to another workbook": say("a link to another workbook"),
    "an ActiveX control": say("an ActiveX control"),
    "an embedded object": say("an embedded object"),
    "an embedded file": say("an embedded file"),
    "a data connection": say("a data connection"),
    "a dialog sheet": say("a dialog sheet"),
    "a DDE link": say("a DDE link"),
    "a link to an object": say("a link to an object"),
    "a template from elsewhere": say("a template from elsewhere"),
    "a picture from elsewhere": say("a picture from elsewhere"),
    "an object from elsewhere": say("an object from elsewhere"),
    "a frame from elsewhere": say("a frame from elsewhere"),
    "a document from elsewhere": say("a document from elsewhere"),
    "data from elsewhere": say("data from elsewhere"),
    "a link to elsewhere": say("a link to elsewhere"),
    "a field that fetches from elsewhere": say("a field that fetches from elsewhere"),
}
"""What a form reader calls active content, before its kind in brackets or its target."""
_WHICH = re.compile(r"( \([^)]*\))?(: .*)?$", re.DOTALL)


def active_words(found: str) -> Sentence:
    """Active content as a form reader names it, in words of the language that is spoken."""
    which = _WHICH.search(found)
    rest = which[0] if which else ""
    what = found.removesuffix(rest)
    return say("{what}{which}", what=_ACTIVE.get(what) or what, which=rest)
