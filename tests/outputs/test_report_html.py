"""``report.html``: what stands in it, for ordinary and for odd calls."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from made_report import AT, hostile, page, reported, run_of
from made_results import CALL, case, judged, many_cases, mentee, mentor

from cbt_cli.domain.applications import Money, Unit, Vat
from cbt_cli.domain.base import say
from cbt_cli.domain.checks import Eligibility
from cbt_cli.domain.languages import spoken
from cbt_cli.domain.matching import WhatIf
from cbt_cli.errors import OutputError
from cbt_cli.outputs import write_report
from cbt_cli.outputs.report.costs import quotations
from cbt_cli.outputs.report.glance import cautions
from cbt_cli.outputs.report.heat import MOST_CELLS
from cbt_cli.outputs.report_html import report_page
from cbt_cli.rules.sound import received

SECTIONS = ["call", "glance", "assignments", "areas", "scores", "costs", "left", "receipt", "origins", "all",
            "decisions", "method"]  # fmt: skip
_VOID = {"meta", "link", "input"}


class Read(HTMLParser):
    """The page as a tree is not needed: its elements in order, its tables by name, and whether all is closed."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.elements: list[str] = []
        self.tables: dict[str, list[list[str]]] = {}
        self.open: list[str] = []
        self._rows: list[list[str]] | None = None
        self._caption = False
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("td", "th") and self.open[-1] == "td":
            self.open.pop()
        self.elements.append(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag not in _VOID:
            self.open.append(tag)
        if tag == "table":
            self._rows = []
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in ("td", "th") and self._rows:
            self._rows[-1].append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]

    def handle_endtag(self, tag: str) -> None:
        if tag == "tr" and self.open[-1] == "td":
            self.open.pop()
        assert self.open.pop() == tag
        if tag == "table":
            self._rows = None

    def handle_data(self, data: str) -> None:
        if self._rows is None:
            return
        if "caption" in self.open:
            self.tables[data] = self._rows
        elif self._rows and self._rows[-1]:
            self._rows[-1][-1] += data


def table(markup: str, name: str) -> list[list[str]]:
    """The rows of the table of that name."""
    return Read(markup).tables[name]


def test_the_sections_stand_in_their_order_and_the_contents_lead_there() -> None:
    """Every part of the report has a heading, a place and a line in the contents; no place is given twice."""
    markup = page(reported())
    ids = Read(markup).ids
    assert [place for place in ids if place in SECTIONS] == SECTIONS
    assert re.findall(r"<nav .*?</nav>", markup)[0].count("<li>") == len(SECTIONS)
    assert sorted(set(re.findall(r'href="#([^"]+)"', markup)) - set(ids)) == []
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("made", [reported, hostile, lambda: reported(anonymised=True)])
def test_every_element_is_closed(made: object) -> None:
    """A strict reader goes through the page without finding an element that is left open or closed twice."""
    assert callable(made)
    assert Read(page(made())).open == []


def test_every_picture_has_words_and_a_table() -> None:
    """Each picture is an image with a title and a description, and its figure holds a table."""
    figures = re.findall(r"<figure>.*?</figure>", page(reported()))
    assert len(figures) == 6
    for figure in figures:
        assert re.search(r'<svg role="img" aria-labelledby="\S+" aria-describedby="\S+"', figure) is not None
        assert len(re.findall(r"<title [^>]+>[^<]+</title><desc [^>]+>[^<]+</desc>", figure)) == 1
        assert "<table" in figure


def test_the_same_register_makes_the_same_bytes() -> None:
    """Nothing but the register and the language is in the file."""
    backwards = replace(reported(), cases=list(reversed(many_cases(12))))
    assert report_page(reported()) == report_page(reported()) == report_page(backwards)
    with spoken("fr"):
        assert report_page(replace(reported())) == report_page(replace(reported()))
        assert '<html lang="fr">' in page(replace(reported()))


def test_nothing_is_asked_of_the_network() -> None:
    """The policy allows nothing from elsewhere, and no address stands where a browser would follow it."""
    markup = page(reported())
    policy = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', markup)
    assert policy[0].startswith("default-src &#x27;none&#x27;; style-src &#x27;sha256-")
    assert "unsafe" not in policy[0]
    assert re.findall(r"(?:src|href|action|poster|data)=\"(?!#|data:,)[^\"]*\"", markup) == []
    assert re.findall(r"@import|url\(", markup) == []


def test_assignments_say_who_whom_why_and_what_it_costs() -> None:
    """A row for each pair with score, cost, reason, parts of the score, reserves."""
    of = reported()
    rows = table(page(of), "Assignments")
    assert rows[0] == ["Mentee", "Mentor", "Score", "Cost", "Reason", "Reserves"]
    first = of.assignments[0]
    assert rows[1][0] == f"M01 Invented Cluster 1 {of.country(of.mentees['M01'].country)}"
    assert rows[1][1].startswith(f"{first.mentor} ")
    assert rows[1][3].replace("\u00a0", " ") == f"EUR {first.cost:,}"
    assert "Covers the priority and speaks French" in rows[1][4]
    assert "Needs 35 of 45: covers 5 of 6 points of need" in rows[1][4]
    assert len(rows) == 1 + len(of.assignments)


def test_each_application_shows_every_rule_with_evidence_and_place() -> None:
    """A waived rule keeps its words and shows the reason; raw text and place stand beside the verdict."""
    rows = table(page(reported()), "CBT-002: what the rules say")
    by_rule = {row[0]: row for row in rows[1:]}
    assert list(by_rule) == [rule.name for rule in CALL.rules]
    assert by_rule["quotation-cap"][1] == "○ waived"
    assert by_rule["quotation-cap"][2].startswith("Waived by the officer: agreed by the board")
    assert by_rule["european"][3].endswith(str(many_cases(2)[1][0].record.sources["country"][0].place))


def test_decisions_tell_what_is_in_force() -> None:
    """The waiver is in force, the correction was taken back."""
    rows = table(page(reported()), "Decisions and waivers")
    assert [(row[3], row[4], row[7]) for row in rows[1:]] == [
        ("waived", "CBT-002", "in force"),
        ("corrected", "CBT-001", "not in force"),
        ("taken back", "–", "–"),
    ]
    assert rows[1][5:7] == ["quotation-cap; approved by A. Director", "agreed by the board"]


def test_palestine_carries_its_asterisk_and_footnote() -> None:
    """Wherever the country is shown, the name has the asterisk, and the footnote stands in that section."""
    markup = page(reported())
    for section in re.findall(r"<section .*?</section>", markup):
        if "Palestine" in re.sub(r"<[^>]+>", "", section).replace("“Palestine”", ""):
            assert CALL.countries.footnotes["PS"].en in section
    assert re.findall(r"Palestine(?![*”])", re.sub(r"<[^>]+>", "", markup)) == []


def test_areas_needed_against_offered() -> None:
    """For each area, how many mentees need it at which level, and the places of the mentors who offer it."""
    of = reported()
    rows = {
        row[0]: [int(cell) for cell in row[1:]] for row in table(page(of), "Knowledge areas: needed and offered")[1:]
    }
    for area in CALL.areas:
        levels = [one.needs.get(area.key, 0) for one in of.mentees.values()]
        places = [one.capacity for one in of.mentors.values() if area.key in one.areas]
        wanted = [sum(level > 0 for level in levels), *(levels.count(at) for at in (3, 2, 1)), len(places), sum(places)]
        assert rows[area.label.en] == [*wanted, wanted[5] - wanted[0]]


@pytest.mark.parametrize(("amount", "over"), [("3100", 0), ("3100.01", 1)])
def test_a_quotation_at_the_cap_is_below_the_line(amount: str, over: int) -> None:
    """The bar of a quotation that equals the cap ends at the line; a cent more begins there."""
    money = Money(amount=Decimal(amount), currency="EUR", vat=Vat.EXCLUDED, unit=Unit.MENTEE)
    low = Money(amount=Decimal(2600), currency="EUR", vat=Vat.EXCLUDED, unit=Unit.MENTEE)
    markup = str(quotations(reported(cases=judged(case(1, quotation=money), case(2, quotation=low)), run=None)))
    bars = re.findall(r'<rect x="([\d.]+)%" y="[\d.]+" width="([\d.]+)%" height="[\d.]+" class="(?:good|bad)"', markup)
    line = float(re.findall(r'<line x1="([\d.]+)%" [^>]+class="limit"', markup)[0])
    last = max((float(left), float(left) + float(width)) for left, width in bars)
    assert (last[0] >= line) == bool(over)
    assert (last[1] <= line) != bool(over)
    assert f"above the cap of EUR\u00a03,100: {over}." in markup


def test_other_currencies_are_counted_and_not_drawn() -> None:
    """An amount in other terms than the call's is no bar; that it is not shown is said."""
    pounds = Money(amount=Decimal(7000), currency="GBP", vat=Vat.UNSTATED, unit=Unit.TOTAL)
    markup = str(quotations(reported(cases=judged(case(1), case(2, quotation=pounds)), run=None)))
    assert "because no amount per mentee in the call&#x27;s own terms is known: 1." in markup


def test_times_far_from_the_deadline_are_said_not_drawn() -> None:
    """A time of receipt years away does not flatten the picture."""
    far = received(CALL.deadline_at + dt.timedelta(days=2800))
    markup = page(reported(cases=judged(case(1), case(2, receipt=far)), run=None))
    assert "Not in the picture, being months away from the deadline: 1." in markup
    assert "In time: 1, after the deadline: 1, time unknown: 0." in markup


@pytest.mark.parametrize("year", [1, 1970, 2106, 9998])
def test_a_time_out_of_all_reason_breaks_nothing(year: int) -> None:
    """Stamps of broken clocks, and no other: the picture is empty and says so."""
    at = dt.datetime(year, 1, 2, tzinfo=dt.UTC)
    markup = page(reported(cases=judged(case(1, receipt=received(at))), run=None))
    assert "Not in the picture, being months away from the deadline: 1." in markup


@pytest.mark.parametrize("amount", ["-5", "0", "0.01", "3099.995", "1e12"])
def test_an_absurd_amount_breaks_nothing(amount: str) -> None:
    """One amount beyond all measure does not flatten the others, and stands in the table as it is."""
    absurd = Money(amount=Decimal(amount), currency="EUR", vat=Vat.EXCLUDED, unit=Unit.MENTEE)
    markup = str(quotations(reported(cases=judged(case(1), case(2, quotation=absurd)), run=None)))
    bars = re.findall(r'<rect x="([\d.]+)%"', markup)
    assert 2 <= len(bars) <= 5
    assert max(float(left) for left in bars) < 100
    assert len(table(markup, "Quotations against the cap")) == 3


def test_what_changed_since_the_matching_is_said_first() -> None:
    """A mentor who is no longer eligible, one who was not part of it, one left out, a draft, an unproved plan."""
    run = run_of([mentee(1), mentee(2)], [mentor(1, capacity=1), mentor(3, areas=mentor(1).areas)], optimal=False)
    run = run.model_copy(update={"tried": WhatIf(without=("CBT-004",))})
    of = reported(run=run, cases=judged(*(case(at) for at in (1, 2, 4)),
                                        case(3, receipt=received(CALL.deadline_at))))  # fmt: skip
    assert of.verdicts["CBT-003"] is Eligibility.INELIGIBLE
    assert {one.mentor for one in of.assignments} >= {"CBT-003"}
    assert list(cautions(of)) == [
        "The matching is a draft (run 2), not yet the decision.",
        "The assignment is the best that was found; it is not proved that no better one exists.",
        "Assigned, but no longer eligible since the matching: CBT-003.",
        "Eligible, but not part of the matching: CBT-002.",
        "Left out of the matching by the officer: CBT-004.",
    ]


def test_what_is_not_there_yet_is_said() -> None:
    """Without applications, without a matching, without anybody matched: each section says what is missing."""
    empty = page(reported(cases=(), run=None, entries=(), funnel={}, runs={}))
    assert "No application is in the register yet." in empty
    assert empty.count('class="missing"') == 11
    unmatched = page(reported(run=None))
    assert "There is no matching yet. Run cbt match with the needs-diagnosis workbook." in unmatched
    nobody = page(reported(run=run_of([mentee(1)], [])))
    assert "No mentee could be given a mentor" in nobody


def test_an_anonymised_report_names_nobody() -> None:
    """No name, organisation, cluster, address, telephone number, nor anything that a person wrote."""
    secret = "Zebulon"  # noqa: S105 - a name, not a password
    people = [
        case(at, first_name=secret, family_name=secret, organisation=f"{secret} Ltd", email=f"{secret}@example.org",
             phone=secret, position=secret, evidence=secret, motivation=secret, counselling=secret)
        for at in range(1, 5)
    ]  # fmt: skip
    mentors = [mentor(at, secret, organisation=secret, declared_links=secret) for at in range(1, 5)]
    clusters = [mentee(at, secret, manager=secret, email=secret, notes=secret, wishes=(secret,)) for at in range(1, 4)]
    finding = say("{mentor} declares a link: “{text}”", mentor="CBT-001", text=f"I know {secret}.")
    entries = [one.model_copy(update={"who": secret, "why": secret, "after": {"rule": "areas", "approved_by": secret}})
               for one in reported().entries[:1]]  # fmt: skip
    of = reported(cases=judged(*people), run=run_of(clusters, mentors, findings=(finding,)), entries=entries)
    assert page(of).count(secret) > 50
    hidden = page(replace(of, anonymised=True))
    assert secret not in hidden
    assert "CBT-001 declares a link: “[…]”" in hidden
    assert re.findall(r"[\w.]+@example\.org", hidden) == []
    for row in table(hidden, "CBT-001: what the rules say")[1:]:
        assert row[2] != ""


def test_amounts_dates_and_areas_stay_in_an_anonymised_report() -> None:
    """What the rules computed is still told: an anonymised report that says nothing would be of no use."""
    rows = {row[0]: row[2] for row in table(page(reported(anonymised=True)), "CBT-002: what the rules say")[1:]}
    assert rows["quotation-cap"] == (
        "Waived by the officer: […]The quotation of EUR 3,600.00 is above the cap of EUR 3,100.00."
    )
    assert rows["deadline"].startswith("Received 15/03/2019 ")


def test_the_data_of_the_heatmap_is_that_of_the_matching() -> None:
    """For every pair the island holds the parts of its score, or the reason why it is not allowed."""
    of = reported()
    markup = page(of)
    data = json.loads(re.findall(r'id="heat-data">(.*?)</script>', markup)[0])
    mentors = [name.split()[0] for name in data["mentors"]]
    for row, ref in enumerate(of.mentees):
        for match in of.ranked(ref):
            assert match.score is not None
            parts = data["pairs"][row][mentors.index(match.mentor)]
            said = [data["parts"][at][part] for at, part in enumerate(parts)]
            assert [one.partition(" of ")[0] for one in said] == [f"{part.points:g}" for part in match.score.parts]
    assert of.run is not None
    for match in of.run.ranking.barred:
        where = data["pairs"][list(of.mentees).index(match.mentee)][mentors.index(match.mentor)]
        assert data["barred"][where - 1] == "no need in common"


def test_two_thousand_mentors_stay_in_shape() -> None:
    """The picture shows those that matter most and says that it does not show all."""
    mentors = [mentor(at) for at in range(1, 2001)]
    few = run_of([mentee(1), mentee(2)], mentors)
    many = few.needs.mentees + tuple(mentee(at) for at in range(3, 61))
    run = few.model_copy(update={"needs": few.needs.model_copy(update={"mentees": many})})
    markup = page(reported(run=run, cases=()))
    shown = MOST_CELLS // 60
    assert f"Shown are {shown:,} of 2,000 mentors" in markup
    assert len(markup) < 5_000_000
    heads = re.findall(r'<table class="heat".*?</thead>', markup)[0].count("<th ")
    assert heads == shown + 1


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    """A folder that is not there is a sentence; a report that exists is replaced whole."""
    with pytest.raises(OutputError, match=r"There is no folder"):
        write_report(tmp_path / "no" / "report.html", reported())
    path = tmp_path / "report.html"
    path.write_text("before", encoding="utf-8")
    assert write_report(path, reported()) == path.read_bytes()
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]


def test_the_state_of_the_register_is_that_of_its_journal() -> None:
    """The page carries the time of the last entry of the journal, not that of its making."""
    of = reported()
    assert of.entries[-1].at == AT
    assert "state of the register: 20 March 2019, 10:30:00 CET" in page(of)
