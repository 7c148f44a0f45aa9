"""The evaluation report of a large call: how long it takes beside reading the register, how large it is, and how it
behaves in a browser. Bars: 5 MB, 3 s, first paint within 1 s, filtering within 100 ms.

    python benchmarks/report.py [APPLICATIONS] [MENTEES]
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import random
import shutil
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

from cbt_cli.calls import load_call
from cbt_cli.domain.applications import (
    Application,
    Experience,
    ExperienceKind,
    LanguageSkill,
    Money,
    Record,
    Source,
    Unit,
    Vat,
)
from cbt_cli.domain.base import place
from cbt_cli.domain.checks import Case
from cbt_cli.domain.matching import Mentee, Needs, Run, WhatIf
from cbt_cli.domain.submissions import Confidence, Receipt
from cbt_cli.matching import match
from cbt_cli.outputs.report.reported import Reported
from cbt_cli.outputs.report_html import write_report
from cbt_cli.rules import admit, describe, judge
from cbt_cli.stages.overview import funnel

CALL = load_call()
AT = dt.datetime(2019, 3, 20, tzinfo=dt.UTC)
SECTORS = ("Textile", "Agrifood", "ICT", "Energy", "Health", "Tourism")
AREAS = [area.key for area in CALL.areas if not area.needs_words]


def case(number: int, chance: random.Random) -> Case:
    """An application as people write them; one in seventeen is over the cap, one in thirteen leaves something open."""
    years = chance.randint(6, 18)
    first = 2018 - years
    posts = tuple(
        Experience(start=f"{start}-01", end=f"{end}-12", organisation="Example Cluster", role="Manager",
                   kind=ExperienceKind.MANAGEMENT, raw=f"{start} | {end} | Example Cluster | Manager")
        for start, end in ((first + 1, first + 3), (first + 4, first + 5), (first + 6, 2018))
    )  # fmt: skip
    application = Application(
        family_name=f"Example{number}", first_name="Ada", organisation=f"Example Cluster {number}", position="Director",
        country=chance.choice(CALL.countries.eligible), email=f"a{number}@example.org", applicant_type="expert",
        management_years=Decimal(years), experience=posts, evidence="Annual reports, two letters.",
        areas=tuple(chance.sample(AREAS, 4)), capacity=chance.randint(1, 3), sectors=tuple(chance.sample(SECTORS, 2)),
        languages=(LanguageSkill(code="en", level="C1"), LanguageSkill(code=chance.choice(("fr", "ar", "es")))),
        motivation=None if number % 13 == 0 else "To pass on what we learnt.",
        quotation=Money(amount=Decimal(chance.randint(48, 62) * 50 + (800 if number % 17 == 0 else 0)), currency="EUR",
                        vat=Vat.EXCLUDED, unit=Unit.MENTEE),
        declaration=True, consent=True, signed_on=dt.date(2019, 3, 11),
    )  # fmt: skip
    sources = {
        question.key: (Source(raw="as the applicant wrote it", place=place(("table", 1), ("row", at), ("column", 2))),)
        for at, question in enumerate(CALL.form.questions, start=1)
    }
    received = dt.datetime(2019, 3, 12, tzinfo=dt.UTC) - dt.timedelta(hours=chance.randint(0, 700))
    receipt = Receipt(received_at=received, earliest=received, latest=received, source="received:own",
                      confidence=Confidence.HIGH)  # fmt: skip
    record = Record(application=application, sources=sources)
    return Case(ref=f"CBT-{number:03d}", record=record, receipt=receipt, sha256=f"{number:064d}")


def mentee(number: int, chance: random.Random) -> Mentee:
    """A cluster with five needs."""
    return Mentee(
        ref=f"M{number:03d}", cluster=f"Invented Cluster {number}", country=chance.choice(CALL.countries.mentees),
        needs={key: chance.randint(1, 3) for key in chance.sample(AREAS, 5)}, sectors=(chance.choice(SECTORS),),
        languages=(LanguageSkill(code="fr", level="native"), LanguageSkill(code="ar", level="native")),
    )  # fmt: skip


def large(applications: int, mentees: int) -> Reported:
    """A call with that many applications, judged and matched as ever."""
    chance = random.Random(9)  # noqa: S311 - a benchmark, not a secret
    cases = [(one, judge(one, CALL)) for one in (case(number, chance) for number in range(1, applications + 1))]
    admitted = [mentor for one, said in cases if (mentor := admit(one, said, CALL)) is not None]
    needs = Needs(mentees=tuple(mentee(number, chance) for number in range(1, mentees + 1)))
    ranking = match(admitted, needs, CALL)
    run = Run(number=1, at=AT, who="bench", final=True, tried=WhatIf(), mentors=tuple(admitted), needs=needs,
              ranking=ranking)  # fmt: skip
    return Reported(
        call=CALL, cases=cases, items=(), entries=(), standing=frozenset(), funnel=funnel(cases, run),
        rules={rule.name: str(rule.text) for rule in describe(CALL)}, run=run, runs={1: True},
    )  # fmt: skip


def in_browser(report: Path) -> None:
    """First paint and filtering in headless Chromium, where it and Playwright are there."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if importlib.util.find_spec("playwright") is None or browser is None:
        print("browser: not measured, Playwright or Chromium is not there")
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where it is there

    with sync_playwright() as play, tempfile.TemporaryDirectory() as profile:
        context = play.chromium.launch_persistent_context(
            profile, executable_path=browser, args=["--no-sandbox", "--disable-gpu"]
        )
        page = context.new_page()
        page.goto(report.as_uri())
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        print(f"first paint: {paint:.0f} ms (bar: 1000)")
        page.focus("#search")
        for words in ("example17", "nothing like that", ""):
            taken = page.evaluate(_FILTER, words)
            print(f"filtering for {words!r}: {taken:.0f} ms to the next picture (bar: 100)")
        context.close()


_FILTER = """(words) => new Promise((done) => {
  const search = document.getElementById("search"), start = performance.now();
  search.value = words;
  search.dispatchEvent(new Event("input"));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""


def main() -> None:
    """Prints the figures."""
    applications, mentees = (int(word) for word in (*sys.argv[1:3], *("500", "100")[len(sys.argv) - 1 :]))
    of = large(applications, mentees)
    pairs = len(of.mentors) * len(of.mentees)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.html"
        begin = time.process_time()
        data = write_report(report, of)
        taken = time.process_time() - begin
        print(f"{applications} applications, {mentees} mentees, {pairs:,} pairs")
        print(f"size: {len(data) / 1e6:.2f} MB (bar: 5)")
        print(f"written in {taken:.2f} s of CPU beside reading the register (bar: 3)")
        in_browser(report)


if __name__ == "__main__":
    main()
