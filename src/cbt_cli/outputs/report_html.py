"""``report.html``: the evaluation report, one file that needs nothing beside it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from importlib import resources
from pathlib import Path

from cbt_cli import __version__
from cbt_cli.domain.base import say, tr
from cbt_cli.outputs.report.applications import applications
from cbt_cli.outputs.report.costs import quotations
from cbt_cli.outputs.report.glance import at_a_glance, the_call
from cbt_cli.outputs.report.heat import heat
from cbt_cli.outputs.report.intake import origins, receipt
from cbt_cli.outputs.report.knowledge import areas
from cbt_cli.outputs.report.markup import Html, tag
from cbt_cli.outputs.report.method import decisions, method
from cbt_cli.outputs.report.pairs import assignments, left_without
from cbt_cli.outputs.report.reported import Reported
from cbt_cli.outputs.report.wording import moment
from cbt_cli.outputs.safe_file import replace_file


def write_report(output: Path, of: Reported) -> bytes:
    """Writes the report to ``output``, the same bytes for the same register and language, and returns them. Raises
    ``OutputError`` where the file cannot be written; what was there before is then unchanged."""
    data = report_page(of)
    replace_file(output, data, lambda read: read.decode("utf-8"))
    return data


def report_page(of: Reported) -> bytes:
    """The report as a file."""
    style, script = _part("report.css"), _part("report.js")
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    title = say("Evaluation report – {call}", call=of.call.call.title.of(of.language))
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="robots", content="noindex"),
        tag("meta", name="generator", content=f"cbt {__version__}"),
        tag("link", rel="icon", href="data:,"),
        tag("title", title),
        Html(f"<style>{style}</style>"),
    )
    body = tag("body", _masthead(of), _contents(), tag("main", *_sections(of), id="main", tabindex="-1"), _foot(of),
               Html(f"<script>{script}</script>"))  # fmt: skip
    return f"<!doctype html>\n{tag('html', head, body, lang=of.language)}\n".encode("utf-8", "replace")


def _parts() -> tuple[tuple[str, str, Callable[[Reported], Html]], ...]:
    """The sections of the report in their order: place, heading, what makes it."""
    return (
        ("call", tr("The call"), the_call),
        ("glance", tr("At a glance"), at_a_glance),
        ("assignments", tr("Assignments"), assignments),
        ("areas", tr("Knowledge areas: needed and offered"), areas),
        ("scores", tr("Scores of all pairs"), heat),
        ("costs", tr("Quotations and budget"), quotations),
        ("left", tr("Left without"), left_without),
        ("receipt", tr("Receipt over time"), receipt),
        ("origins", tr("Where applicants come from"), origins),
        ("all", tr("Applications"), applications),
        ("decisions", tr("Decisions and waivers"), decisions),
        ("method", tr("Method and versions"), method),
    )


def _sections(of: Reported) -> list[Html]:
    return [
        tag("section", tag("h2", heading, id=f"{at}-heading"), make(of), id=at, aria_labelledby=f"{at}-heading")
        for at, heading, make in _parts()
    ]


def _contents() -> Html:
    links = (tag("li", tag("a", heading, href=f"#{place}")) for place, heading, _ in _parts())
    return tag("nav", tag("ol", *links), aria_label=tr("Contents"))


def _masthead(of: Reported) -> Html:
    state = tr("no matching yet")
    if of.run is not None:
        words = tr("final") if of.run.final else tr("draft")
        state = say("matching: run {number}, {state}", number=of.run.number, state=words).text
    last = of.entries[-1].at if of.entries else None
    lines = [state]
    if last is not None:
        lines.append(say("state of the register: {at}", at=moment(last, of.call)).text)
    hidden = tr("Anonymised: names, organisations and what people wrote are withheld.")
    inside = tr("Contains personal data: for the office and the committee only.")
    return tag(
        "header",
        tag("a", tr("To the content"), href="#main", class_="skip"),
        tag("p", of.call.call.programme, class_="programme"),
        tag("h1", tr("Evaluation report")),
        tag("p", of.call.call.title.of(of.language), class_="title"),
        tag("p", " · ".join(lines), class_="state"),
        tag("p", hidden if of.anonymised else inside, class_="state strong"),
    )


def _foot(of: Reported) -> Html:
    made = say("Made by cbt {version} from the register of the call {call}.", version=__version__, call=of.call.id)
    return tag("footer", tag("p", made))


def _part(name: str) -> str:
    return resources.files("cbt_cli.outputs.report").joinpath(name).read_text(encoding="utf-8")


def _hash(part: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()}"
