"""Pictures: SVG made here, with lengths in percent of the width, so that letters keep their size on a telephone, on a
screen and on paper. Each picture is an image with a title and a description, and its figures stand in a table below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Literal

from cbt_cli.domain.base import tr
from cbt_cli.outputs.report.markup import Html, joined, tag

Anchor = Literal["start", "middle", "end"]


def percent(value: float) -> str:
    """A length in percent of the picture's width."""
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def bar(x: float, y: float, width: float, height: float, css: str) -> Html:
    """A bar: left edge and width in percent, top and height in pixels."""
    return tag("rect", x=percent(x), y=f"{y:g}", width=percent(max(width, 0)), height=f"{height:g}", class_=css)


def label(x: float, y: float, words: object, anchor: Anchor = "start", css: str = "") -> Html:
    """Words at a place."""
    return tag("text", words, x=percent(x), y=f"{y:g}", text_anchor=anchor, class_=css or None)


def upright(x: float, top: float, bottom: float, css: str) -> Html:
    """An upright line."""
    return tag("line", x1=percent(x), x2=percent(x), y1=f"{top:g}", y2=f"{bottom:g}", class_=css)


def level(y: float, left: float, right: float, css: str) -> Html:
    """A level line."""
    return tag("line", x1=percent(left), x2=percent(right), y1=f"{y:g}", y2=f"{y:g}", class_=css)


def picture(name: str, title: str, description: str, height: float, shapes: Iterable[Html]) -> Html:
    """The picture itself."""
    return tag(
        "svg", tag("title", title, id=f"{name}-title"), tag("desc", description, id=f"{name}-said"), joined(shapes),
        role="img", aria_labelledby=f"{name}-title", aria_describedby=f"{name}-said", width="100%",
        height=f"{height:g}", class_="picture",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Key:
    """What a colour of a picture means."""

    css: str
    words: str


def figure(drawn: Html, keys: Sequence[Key], table: Html, *, heading: str = "", note: object = "") -> Html:
    """A picture with its heading, the key to its colours, and its figures in a table that opens."""
    marks = [tag("li", tag("svg", bar(0, 0, 100, 12, key.css), width="12", height="12", aria_hidden="true"), key.words)
             for key in keys]  # fmt: skip
    return tag(
        "figure",
        tag("figcaption", tag("h3", heading)) if heading else "",
        tag("ul", *marks, class_="keys") if marks else "",
        drawn,
        tag("p", note, class_="note") if note else "",
        tag("details", tag("summary", tr("The figures")), table, class_="figures"),
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: what it shows, and by what it is sorted where that is not its text."""

    shown: object
    by: object = None
    css: str = ""


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], *, name: str, numbers: Sequence[int] = (),
          sortable: bool = False, css: str = "") -> Html:  # fmt: skip
    """A table; the first cell of each row is its heading. ``numbers``: columns that are set to the right. ``css`` with
    ``cards``: on a telephone each row becomes a card."""
    right = frozenset(numbers)
    heads = [tag("th", words, scope="col", class_="n" if at in right else None) for at, words in enumerate(headings)]
    drawn = tag(
        "table",
        tag("caption", name, class_="unseen"),
        tag("thead", tag("tr", *heads)),
        tag("tbody", *(_row(row, right, headings if "cards" in css and sortable else ()) for row in rows)),
        class_=css or None,
        data_sortable=sortable,
    )
    if "cards" in css and not sortable:
        return drawn
    return tag("div", drawn, class_="wide", tabindex="0", role="region", aria_label=name)


def _row(row: Sequence[object], right: frozenset[int], headings: Sequence[str]) -> Html:
    cells = []
    for at, each in enumerate(row):
        cell = each if isinstance(each, Cell) else Cell(each)
        css = " ".join(filter(None, ("n" if at in right else "", cell.css))) or None
        head = headings[at] if at and headings else None
        scope = None if at else "row"
        cells.append(tag("td" if at else "th", cell.shown, class_=css, data_by=cell.by, data_head=head, scope=scope))
    return tag("tr", *cells)


def ceiling(most: int | Decimal) -> Decimal:
    """A round number at or above ``most`` that halves well: the top of an axis."""
    if most <= 2:
        return Decimal(2)
    value = Decimal(most)
    scale = Decimal(10) ** (value.adjusted())
    steps = (Decimal(1), Decimal(2), Decimal(4), Decimal(6), Decimal(8), Decimal(10))
    return next(step * scale for step in steps if step * scale >= value)


def step_of(span: Decimal, most: int) -> Decimal:
    """The smallest round width (1, 2, 2.5, 5 × a power of ten) that cuts ``span`` into at most ``most`` pieces."""
    least = max(span / most, Decimal(1))
    scale = Decimal(10) ** least.adjusted()
    steps = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
    found = next(step * scale for step in steps if step * scale >= least)
    return found.to_integral_value(ROUND_CEILING)
