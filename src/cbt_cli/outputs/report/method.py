"""What was decided by whom, and how the report was made, so that it can be made again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from cbt_cli import __version__
from cbt_cli.domain.base import say, tr
from cbt_cli.domain.journal import Act, Entry
from cbt_cli.domain.submissions import Outcome
from cbt_cli.outputs.method_words import method_words
from cbt_cli.outputs.report.drawing import table
from cbt_cli.outputs.report.markup import Html, joined, tag
from cbt_cli.outputs.report.reported import Reported
from cbt_cli.outputs.report.wording import act_word, amount, moment, number, outcome_word
from cbt_cli.values.code_words import word

_DECISIONS = (Act.CORRECTED, Act.WAIVED, Act.JOINED, Act.SPLIT, Act.UNDONE)


def decisions(of: Reported) -> Html:
    """Every decision of the officer with who, when and why, those taken back included."""
    told = [entry for entry in of.entries if entry.act in _DECISIONS]
    if not told:
        return tag("p", tr("The officer corrected, waived and joined nothing."), class_="note")
    title = tr("Decisions and waivers")
    heads = [tr("Entry"), tr("When"), tr("Who"), tr("Decision"), tr("Application"), tr("What"), tr("Why"), tr("State")]
    return table(heads, [_decision(of, entry) for entry in told], name=title)


def _decision(of: Reported, entry: Entry) -> list[object]:
    if entry.erased:
        return [entry.number, moment(entry.at, of.call), "–", act_word(entry.act), "–", tr("erased"), "–", "–"]
    state = tr("in force") if entry.number in of.standing else tr("not in force")
    if entry.act is Act.UNDONE:
        state = "–"
    ref = tag("a", entry.ref, href=f"#app-{entry.ref}") if entry.ref in of.case else entry.ref or "–"
    return [entry.number, moment(entry.at, of.call), of.written(entry.who), act_word(entry.act), ref,
            _what(of, entry), of.written(entry.why), state]  # fmt: skip


def _what(of: Reported, entry: Entry) -> Html:
    after = entry.after if isinstance(entry.after, dict) else {}
    approved = after.get("approved_by")
    parts: list[object] = []
    if entry.act is Act.CORRECTED:
        parts += [f"{after.get('field', '?')}: ", of.written(str(after.get("text", "")))]
    elif entry.act is Act.WAIVED:
        parts.append(after.get("rule", "?"))
    elif entry.act is Act.UNDONE:
        parts.append(say("entry {number}", number=after.get("number", "?")))
    else:
        parts.append(say("forms concerned: {count}", count=len(after.get("links", ()))))
    if approved:
        parts += ["; ", tr("approved by"), " ", of.written(str(approved))]
    return joined(parts)


def method(of: Reported) -> Html:
    """Rules, parameters, versions and digests."""
    parts = [tag("h3", tr("Rules of the call")), _rules(of), tag("h3", tr("How mentors were matched"))]
    if of.run is None:
        parts.append(tag("p", tr("There is no matching yet."), class_="missing"))
    else:
        rows = method_words(of.run.ranking.method, hidden=of.anonymised)
        title = tr("How mentors were matched")
        parts.append(table([tr("What"), tr("How")], rows, name=title))
    parts += [tag("h3", tr("What was in the inbox")), _inbox(of), tag("h3", tr("Made from"))]
    title = tr("Made from")
    parts.append(table([tr("What"), tr("Which")], list(_made(of)), name=title))
    again = tr("The same register, call file and version of cbt make the same report, byte for byte.")
    parts.append(tag("p", again, class_="note"))
    return joined(parts)


def _rules(of: Reported) -> Html:
    title = tr("Rules of the call")
    rows = []
    for rule in of.call.rules:
        clause = [tag("p", rule.clause)]
        if rule.clause.reading:
            clause.append(
                tag("p", tag("b", tr("The office's reading, not the call's words:")), " ", rule.clause.reading)
            )
        name = tag("span", rule.name, id=f"rule-{rule.name}")
        rows.append((name, of.rules.get(rule.name, ""), word(rule.stage), joined(clause)))
    return table([tr("Rule"), tr("What it asks"), tr("Stage"), tr("Rests on")], rows, name=title)


def _inbox(of: Reported) -> Html:
    title = tr("What was in the inbox")
    counts = {outcome_word(Outcome(name)): count for name, count in of.outcomes.items()}
    if not counts:
        return tag("p", tr("Nothing was read yet."), class_="missing")
    return table([tr("Outcome"), tr("Files and messages")], sorted(counts.items()), name=title, numbers=(1,))


def _made(of: Reported) -> Iterator[tuple[str, object]]:
    yield tr("Program"), f"cbt {__version__}"
    yield tr("Call"), of.call.id
    yield tr("SHA-256 of the call's facts"), tag("code", _digest(of.call.model_dump_json()))
    if of.entries:
        last = of.entries[-1]
        yield tr("Register"), say("journal entry {number} of {at}", number=last.number, at=moment(last.at, of.call))
    forms = "\n".join(one.sha256 for one in of.case.values())
    yield tr("SHA-256 of all forms that count"), tag("code", _digest(forms))
    originals = sorted({item.sha256 for item in of.items})
    yield tr("SHA-256 of all originals"), tag("code", _digest("\n".join(originals)))
    if of.run is None:
        return
    state = tr("final") if of.run.final else tr("draft")
    yield tr("Matching"), say("run {number} of {all} ({state}), {at}", number=of.run.number, all=len(of.runs),
                              state=state, at=moment(of.run.at, of.call))  # fmt: skip
    tried = of.run.tried
    limits = tried.limits
    if limits.budget is not None:
        yield tr("Tried with a budget of"), amount(limits.budget, of.currency)
    facts = {"most mentees": limits.most_mentees, "least mentees": limits.least_mentees,
             "most from one country": limits.most_from_country}  # fmt: skip
    for name, value in facts.items():
        if value is not None:
            yield say("Tried with {name}", name=name).text, number(value)
    for criterion, factor in tried.factors.items():
        yield say("Points multiplied: {criterion}", criterion=criterion).text, number(factor)
    if tried.without:
        yield tr("Left out"), ", ".join(tried.without)
    if tried.kept is not None:
        yield tr("Kept as far as possible"), say("run {number}", number=tried.kept)


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
