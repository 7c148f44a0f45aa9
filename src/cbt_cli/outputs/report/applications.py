"""Each application with its verdicts, the evidence and the places: a list that opens, can be searched and filtered."""

from __future__ import annotations

from collections.abc import Iterator

from cbt_cli.domain.base import say, tr
from cbt_cli.domain.checks import Case, Checked, Judgement, Verdict
from cbt_cli.domain.journal import Correction
from cbt_cli.outputs.report.drawing import Cell, table
from cbt_cli.outputs.report.glance import VERDICTS, badge
from cbt_cli.outputs.report.markup import NOTHING, Html, joined, own, tag, unseen
from cbt_cli.outputs.report.reported import Reported
from cbt_cli.outputs.report.wording import moment, money_terms, number
from cbt_cli.values.code_words import word

_OPEN = (Verdict.FAIL, Verdict.UNCLEAR, Verdict.WAIVED)
_MARKS = {
    Verdict.PASS: "✓",
    Verdict.FAIL: "✗",
    Verdict.UNCLEAR: "?",
    Verdict.NOT_APPLICABLE: "–",
    Verdict.WAIVED: "○",
}


def applications(of: Reported) -> Html:
    """The list with its tools, which the script of the page brings to life; without it, everything still opens."""
    if not of.cases:
        return tag("p", tr("There are no applications yet."), class_="missing")
    listed = (_application(of, case, judgement) for case, judgement in of.judged)
    codes = [case.record.application.country for case, _ in of.judged]
    none_found = tr("No application meets all that is asked for above.")
    return joined([
        _tools(of),
        tag("p", none_found, id="none-found", class_="missing", hidden=True),
        tag("div", *listed, id="applications", class_="applications"),
        of.footnotes(codes),
    ])  # fmt: skip


def _tools(of: Reported) -> Html:
    any_word = tr("all")
    countries = {case.record.application.country for case, _ in of.judged}
    names = sorted((of.country(code), code) for code in countries if code)
    verdicts = [("", any_word), *((str(verdict), word(verdict)) for verdict in VERDICTS)]
    rules = [("", any_word), *((rule.name, rule.name) for rule in of.call.rules)]
    orders = [("ref", tr("reference")), ("name", tr("name")), ("country", tr("country")), ("verdict", tr("verdict")),
              ("price", tr("quotation")), ("time", tr("receipt"))]  # fmt: skip
    return tag(
        "form",
        tag("label", tag("span", tr("Search")), tag("input", type="search", id="search", autocomplete="off")),
        _choice("by-verdict", tr("Verdict"), verdicts),
        _choice("by-rule", tr("Rule not passed"), rules),
        _choice("by-country", tr("Country"), [("", any_word), *((code, name) for name, code in names)]),
        _choice("order", tr("Sorted by"), orders),
        tag("button", tr("Open all"), type="button", id="open-all"),
        tag("button", tr("Close all"), type="button", id="close-all"),
        tag("output", "", id="found", data_words=tr("{shown} of {all} applications"), aria_live="polite"),
        id="tools", class_="tools", hidden=True, role="search", aria_label=tr("Applications"),
    )  # fmt: skip


def _choice(name: str, words: str, options: list[tuple[str, str]]) -> Html:
    choices = [tag("option", shown, value=value) for value, shown in options]
    return tag("label", tag("span", words), tag("select", *choices, id=name))


def _application(of: Reported, case: Case, judgement: Judgement) -> Html:
    one = case.record.application
    name = NOTHING if of.anonymised else of.applicant(case.ref)
    house = NOTHING if of.anonymised else own(one.organisation)
    place = of.country(one.country) if one.country else tr("country not certain")
    points = [tag("li", f"{rule.rule} {_MARKS[rule.verdict]}", unseen(f" {word(rule.verdict)}"))
              for rule in judgement.rules if rule.verdict in _OPEN]  # fmt: skip
    quoted = one.quotation.amount if one.quotation else ""
    return tag(
        "details",
        tag("summary", tag("b", case.ref), " ", tag("span", name, class_="who"), " ",
            tag("span", joined([part for part in (house, place) if part], ", "), class_="where"), " ",
            tag("span", badge(judgement.verdict)), tag("ul", *points, class_="points") if points else ""),
        tag("div", *_whole(of, case, judgement), class_="whole"),
        id=f"app-{case.ref}", data_verdict=judgement.verdict, data_country=one.country or "",
        data_rules=" ".join(rule.rule for rule in judgement.rules if rule.verdict in _OPEN), data_price=quoted,
        data_name=case.ref if of.anonymised else (one.family_name or ""),
        data_time=case.receipt.received_at.isoformat() if case.receipt.received_at else "",
    )  # fmt: skip


def _whole(of: Reported, case: Case, judgement: Judgement) -> Iterator[Html]:
    facts = [tag("div", tag("dt", name), tag("dd", value)) for name, value in _facts(of, case) if value]
    yield tag("dl", *facts, class_="facts")
    heads = [tr("Rule"), tr("Verdict"), tr("Why"), tr("Evidence and place")]
    name = say("{ref}: what the rules say", ref=case.ref).text
    yield table(heads, (_rule(of, rule) for rule in judgement.rules), name=name, css="rules cards")
    noticed = [_noticed(of, case, at) for at in range(len(case.record.findings))]
    if noticed:
        yield tag("p", tag("b", tr("Noticed while reading")))
        yield tag("ul", *noticed)
    if case.corrections:
        yield tag("p", tag("b", tr("Corrected by the officer")))
        yield tag("ul", *(_corrected(of, one) for one in case.corrections))


def _facts(of: Reported, case: Case) -> Iterator[tuple[str, object]]:
    one = case.record.application
    quoted = one.quotation
    yield tr("Position"), NOTHING if of.anonymised else own(one.position)
    yield tr("E-mail"), NOTHING if of.anonymised else own(one.email)
    yield tr("Received"), moment(case.receipt.received_at, of.call)
    yield tr("Knowledge areas"), "; ".join(of.area(key) for key in one.areas or ()) or tr("none certain")
    yield tr("Languages"), ", ".join(f"{skill.code} {skill.level or ''}".strip() for skill in one.languages or ())
    yield tr("Places"), number(one.capacity) if one.capacity else NOTHING
    yield tr("Quotation"), money_terms(quoted) if quoted else tr("none certain")
    yield tr("Assigned to"), ", ".join(pair.mentee for pair in of.assignments if pair.mentor == case.ref)
    yield tr("SHA-256 of the form"), NOTHING if of.anonymised else tag("code", case.sha256)


def _rule(of: Reported, rule: Checked) -> list[object]:
    why = [tag("p", of.said(rule.sentence)), *(tag("p", of.said(one), class_="detail") for one in rule.details)]
    if rule.resting_on:
        why.append(tag("p", say("Rests on rules that failed: {rules}.", rules=", ".join(rule.resting_on))))
    evidence = [
        tag("li", of.written(source.raw, 240) or tr("(blank)"), " ", tag("small", str(source.place or "")))
        for source in rule.evidence
    ]
    marked = f"{_MARKS[rule.verdict]} {word(rule.verdict)}"
    name = tag("a", rule.rule, href=f"#rule-{rule.rule}")
    shown = tag("ul", *evidence, class_="plain") if evidence else "–"
    return [name, Cell(marked, css=f"v-{rule.verdict}"), joined(why), shown]


def _corrected(of: Reported, one: Correction) -> Html:
    return tag("li", f"{one.field}: ", of.written(one.text), " – ", of.written(one.reason))


def _noticed(of: Reported, case: Case, at: int) -> Html:
    finding = case.record.findings[at]
    raw = joined([" “", of.written(finding.raw, 240), "”"]) if finding.raw else NOTHING
    where = f" ({finding.place})" if finding.place else ""
    return tag("li", f"{finding.field}: " if finding.field else "", of.said(finding.sentence), raw, tag("small", where))
