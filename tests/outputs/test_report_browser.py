"""The report as people meet it: in a real browser, by hand and by keyboard, on a telephone, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from in_browser import AXE, Opened, browser, opened
from made_report import HOSTILE, hostile, reported, run_of
from made_results import case, judged, mentee, mentor

from cbt_cli.domain.languages import spoken
from cbt_cli.outputs.report_html import write_report
from cbt_cli.values.plain_text import visible

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One browser for all tests of the module."""
    with browser(tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An ordinary report."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    write_report(path, reported())
    return path


@pytest.fixture
def seen(context: Any, file: Path) -> Iterator[Opened]:
    """The ordinary report, opened."""
    found = opened(context, file)
    yield found
    found.page.close()


def shown(seen: Opened) -> list[str]:
    """The references of the applications that are shown, in their order."""
    found = seen.page.locator("#applications > details:not([hidden]) > summary > b").all_text_contents()
    return [str(ref) for ref in found]


def test_it_loads_in_silence_and_asks_for_nothing(seen: Opened) -> None:
    """No error, no warning, no request but for the file itself, and the page is not wider than the window."""
    assert seen.clean()
    assert seen.page.evaluate("document.documentElement.scrollWidth") == 1280


def test_the_policy_lets_nothing_else_run(seen: Opened) -> None:
    """A script or a style that somebody puts into the page does not run, and nothing can be fetched."""
    seen.page.evaluate(
        """async () => { const one = document.createElement("script"); one.textContent = "document.title = 'taken'";
        document.body.append(one); document.body.insertAdjacentHTML("beforeend", "<img src='https://example.org/x.png'>");
        await new Promise((done) => setTimeout(done, 200)); }"""
    )
    assert seen.page.title() == "Evaluation report – The Cluster Booster Track – Call for European Mentors"
    refused = [one for one in seen.said if "Content Security Policy" in one]
    assert [any(rule in one for one in refused) for rule in ("'script-src ", '"img-src ')] == [True, True]


def test_searching_shows_what_holds_the_words(seen: Opened) -> None:
    """Words anywhere in an application, in any case and without accents; how many are shown is said."""
    seen.page.fill("#search", "EXÁMPLE cbt-007")
    assert shown(seen) == ["CBT-007"]
    assert seen.page.inner_text("#found") == "1 of 12 applications"
    seen.page.fill("#search", "nobody at all")
    assert shown(seen) == []
    assert seen.page.is_visible("#none-found")
    seen.page.fill("#search", "")
    assert len(shown(seen)) == 12


def test_filters_work_together(seen: Opened) -> None:
    """Verdict, rule and country each narrow what is shown."""
    seen.page.select_option("#by-verdict", "ineligible")
    assert shown(seen) == ["CBT-003", "CBT-010", "CBT-011"]
    seen.page.select_option("#by-rule", "deadline")
    assert shown(seen) == ["CBT-003", "CBT-011"]
    seen.page.select_option("#by-verdict", "")
    seen.page.select_option("#by-country", "PS")
    assert shown(seen) == []
    seen.page.select_option("#by-rule", "")
    assert shown(seen) == ["CBT-005"]
    assert seen.page.locator("#by-country option:checked").inner_text() == "Palestine*"


def test_the_list_is_sorted_by_what_is_chosen(seen: Opened) -> None:
    """By quotation, lowest first, and back by reference."""
    before = shown(seen)
    seen.page.select_option("#order", "price")
    prices = seen.page.eval_on_selector_all(
        "#applications > details", "all => all.map(one => Number(one.dataset.price))"
    )
    assert prices == sorted(prices)
    assert prices[0] < prices[-1]
    seen.page.select_option("#order", "ref")
    assert shown(seen) == before


def test_a_table_is_sorted_by_its_heading_from_the_keyboard(seen: Opened) -> None:
    """Enter on a heading sorts up, again down, and the heading says so."""
    head = seen.page.locator("table.pairs thead th").nth(2)
    head.locator("[role=button]").focus()
    for direction, wanted in (("ascending", sorted), ("descending", lambda found: sorted(found, reverse=True))):
        seen.page.keyboard.press("Enter")
        scores = [float(one) for one in seen.page.locator("table.pairs tbody td:nth-child(3)").all_inner_texts()]
        assert (head.get_attribute("aria-sort"), scores) == (direction, list(wanted(scores)))


def test_applications_open_by_key_and_all_at_once(seen: Opened) -> None:
    """Enter on an application opens its verdicts; the buttons open and close all that are shown."""
    seen.page.locator("#app-CBT-002 > summary").focus()
    seen.page.keyboard.press("Enter")
    assert "agreed by the board" in seen.page.inner_text("#app-CBT-002 .rules")
    seen.page.click("#open-all")
    assert seen.page.locator("#applications > details[open]").count() == 12
    seen.page.click("#close-all")
    assert seen.page.locator("#applications > details[open]").count() == 0


def test_a_link_to_an_application_opens_it(seen: Opened) -> None:
    """A mentor's reference among the assignments leads to the application, opened, even if it was filtered out."""
    seen.page.fill("#search", "nobody at all")
    link = seen.page.locator("table.pairs tbody td:nth-child(2) a").first
    target = link.get_attribute("href")
    link.click()
    seen.page.wait_for_selector(f"{target}[open]")
    assert seen.page.is_visible(target)


def test_the_heatmap_tells_of_a_pair_by_mouse_and_by_keyboard(seen: Opened) -> None:
    """Pointing at a cell and walking there show the same: who, the score, and every part with its reason."""
    cell = seen.page.locator("#heat tbody tr").nth(1).locator("td").nth(1)
    cell.hover()
    pointed = seen.page.inner_text("#pair").splitlines()
    assert pointed[0].startswith("M02 Invented Cluster 2 × CBT-")
    assert len(pointed) == 6
    assert pointed[1].startswith("Needs ")
    seen.page.mouse.move(0, 0)
    seen.page.locator("#heat tbody tr").first.locator("td").first.focus()
    assert seen.page.inner_text("#pair").splitlines() != pointed
    for key in ("ArrowDown", "ArrowRight"):
        seen.page.keyboard.press(key)
    assert seen.page.inner_text("#pair").splitlines() == pointed
    assert seen.page.evaluate("document.querySelectorAll('#heat [tabindex=\"0\"]').length") == 1
    seen.page.keyboard.press("Home")
    assert seen.page.evaluate("document.activeElement.cellIndex") == 1
    seen.page.keyboard.press("ArrowLeft")
    assert seen.page.evaluate("document.activeElement.cellIndex") == 1


def test_a_pair_that_is_not_allowed_says_why(seen: Opened) -> None:
    """Its cell is a dash; its details are the reason."""
    seen.page.locator("#heat tbody td", has_text="–").first.hover()
    assert seen.page.inner_text("#pair").splitlines()[1] == "no need in common"


def test_hostile_words_stay_words(context: Any, tmp_path: Path) -> None:
    """Markup, an ending of a script, a handler and a reversed name in every field: as typed; nothing runs."""
    path = tmp_path / "hostile.html"
    write_report(path, hostile())
    seen = opened(context, path)
    seen.page.click("#open-all")
    assert seen.clean()
    assert seen.page.title() == "Evaluation report – The Cluster Booster Track – Call for European Mentors"
    assert seen.page.locator("img, iframe, script[src], [onerror], [onload]").count() == 0
    assert seen.page.locator("a:not([href^='#'])").count() == 0
    names = seen.page.locator("#applications .who").all_text_contents()
    assert names == [f"{visible(words)} {visible(words)}" for words in HOSTILE]
    for at, words in enumerate(HOSTILE):
        seen.page.locator("#heat tbody tr").nth(at).locator("td").first.hover()
        assert seen.page.inner_text("#pair").startswith(f"M{at + 1:02d} {visible(words)} × CBT-")
    seen.page.close()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_axe_finds_nothing_serious(context: Any, tmp_path: Path, width: int, language: str) -> None:
    """No serious or critical violation of WCAG 2.1 AA, everything opened, in both languages, wide and narrow."""
    if not AXE.is_file():
        pytest.skip("axe-core is not there: npm install --prefix build/tools axe-core@4")
    path = tmp_path / "report.html"
    with spoken(language):
        write_report(path, reported())
    seen = opened(context, path, width)
    seen.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    seen.page.evaluate(AXE.read_text(encoding="utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
    found = seen.page.evaluate("tags => axe.run(document, { runOnly: tags })", tags)
    serious = [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found["violations"]
               if one["impact"] in ("serious", "critical")]  # fmt: skip
    assert serious == []
    assert len(found["passes"]) > 20
    seen.page.close()


@pytest.mark.parametrize("kind", ["long", "right-to-left", "empty", "one"])
@pytest.mark.parametrize("width", [1280, 390])
def test_odd_calls_stay_in_shape(context: Any, tmp_path: Path, kind: str, width: int) -> None:
    """Names of 200 letters or from right to left, nothing at all, one mentee: no page is wider than the window."""
    names = {"long": "A" * 200, "right-to-left": "فاطمة الزهراء", "one": "One", "empty": ""}
    made = reported(run=None, cases=(), entries=(), funnel={})
    if kind != "empty":
        many = 1 if kind == "one" else 4
        people = [mentor(at, names[kind], organisation=names[kind]) for at in range(1, 9)]
        clusters = [mentee(at, names[kind]) for at in range(1, many + 1)]
        cases = [case(at, family_name=one.name, organisation=one.name) for at, one in enumerate(people, start=1)]
        made = reported(cases=judged(*cases), run=run_of(clusters, people), entries=())
    path = tmp_path / "report.html"
    write_report(path, made)
    seen = opened(context, path, width)
    seen.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert seen.clean()
    assert seen.page.evaluate("document.documentElement.scrollWidth") == width
    seen.page.close()


def test_without_script_everything_can_be_read(context: Any, file: Path) -> None:
    """Where scripts are off, applications still open, all figures are there, and no dead tool is shown."""
    off = context.browser.new_context(java_script_enabled=False) if context.browser else None
    if off is None:
        pytest.skip("this browser makes no further context")
    page = off.new_page()
    page.goto(file.as_uri())
    assert not page.is_visible("#tools")
    page.click("#app-CBT-003 > summary")
    assert page.is_visible("#app-CBT-003 .rules")
    off.close()


def test_it_prints_on_a4(seen: Opened) -> None:
    """The printed report is of A4 pages, upright but for the heatmap."""
    seen.page.emulate_media(media="print")
    assert not seen.page.is_visible("nav")
    assert not seen.page.is_visible("#tools")
    data = seen.page.pdf(prefer_css_page_size=True)
    assert data.startswith(b"%PDF-")
    sizes = {tuple(round(float(one)) for one in box.split()[2:]) for box in boxes(data)}
    assert sizes == {(595, 842), (842, 595)}


def boxes(pdf: bytes) -> list[str]:
    """The sizes of the pages of a PDF, as written in it."""
    return [piece.split(b"]")[0].decode() for piece in pdf.split(b"/MediaBox [")[1:]]
