"""Ticks and choices in a Word form: boxes of every encoding, marks, and words struck out or highlighted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.accuracy.filled import Asked, Choice
from benchmarks.accuracy.wordml import Paper, field_runs, p, r, sdt, tbl, tc, tr

Box = Callable[[Paper, bool], str]
_OFF = False
YES_NO = {"en": ("Yes", "No"), "fr": ("Oui", "Non")}


@dataclass(frozen=True, slots=True)
class Ticks:
    """How ticks are made. ``way``: ``box`` draws one for each option, ``mark`` leaves the unticked place empty, and the
    others say it by the look of the words. ``choose``: the look of words chosen, and of those that are not."""

    name: str
    box: Box | None = None
    way: str = "box"
    looks: tuple[str, str] = ("", "")


_STATES = (
    '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/>'
)


def _control(_: Paper, on: bool) -> str:
    return sdt(r("☐☒"[on]), f'<w14:checkbox><w14:checked w14:val="{int(on)}"/>{_STATES}</w14:checkbox>')


def _control_symbol(paper: Paper, on: bool) -> str:
    about = f'<w14:checkbox><w14:checked w14:val="{"true" if on else "false"}"/></w14:checkbox>'
    return sdt(_symbol(paper, on), about)


def _symbol(paper: Paper, on: bool) -> str:
    font, codes = paper.rng.choice(
        (("Wingdings", ("F0A8", "F0FE")), ("Wingdings 2", ("F0A3", "F052")), ("Wingdings", ("F06F", "F078")))
    )
    return f'<w:r><w:sym w:font="{font}" w:char="{codes[on]}"/></w:r>'


def _letter(_: Paper, on: bool) -> str:
    return r("þ" if on else "¨", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')


def _field(paper: Paper, on: bool) -> str:
    state = (
        paper.rng.choice(("", '<w:checked w:val="0"/>'))
        if not on
        else paper.rng.choice(("<w:checked/>", '<w:checked w:val="1"/>'))
    )
    return field_runs(f'<w:checkBox><w:sizeAuto/><w:default w:val="0"/>{state}</w:checkBox>', "FORMCHECKBOX", None)


def _glyph(off: str, ticked: str) -> Box:
    return lambda _, on: r(ticked if on else off)


TICKS = (
    Ticks("w14 control", _control), Ticks("w14 control with symbol", _control_symbol), Ticks("w:sym", _symbol),
    Ticks("letter in a symbol font", _letter), Ticks("FORMCHECKBOX", _field), Ticks("☐ ☒", _glyph("☐", "☒")),
    Ticks("☐ ☑", _glyph("☐", "☑")), Ticks("□ ■", _glyph("□", "■")), Ticks("[ ] [x]", _glyph("[ ]", "[x]")),
    Ticks("( ) (x)", _glyph("( )", "(x)")), Ticks("[ ] [X]", _glyph("[  ]", "[X]")), Ticks("☐ ✓", _glyph("☐", "✓")),
    Ticks("mark X", _glyph("", "X"), "mark"), Ticks("mark x", _glyph("", "x"), "mark"),
    Ticks("mark ✓", _glyph("", "✓"), "mark"),
    Ticks("yes", way="yes"), Ticks("struck out", way="look", looks=("", "<w:strike/>")),
    Ticks("struck out twice", way="look", looks=("", "<w:dstrike/>")),
    Ticks("highlighted", way="look", looks=('<w:highlight w:val="yellow"/>', "")),
    Ticks("underlined", way="look", looks=('<w:u w:val="single"/>', "")), Ticks("list bullet", way="bullet"),
    Ticks("typed", way="typed"),
)  # fmt: skip


def options(paper: Paper, ticks: Ticks, asked: Asked) -> str:
    """The options of a question with what was chosen, as blocks."""
    if ticks.way == "box":
        style = paper.rng.choice((_lines, _lines, _lines_after, _one_line, _rows, _rows_after, _yes_no_boxes))
        return style(paper, ticks, asked.choices)
    if ticks.way in ("mark", "yes"):
        return paper.rng.choice((_mark_rows, _mark_rows_before, _yes_no_columns))(paper, ticks, asked.choices)
    if ticks.way == "bullet":
        return _bullets(paper, asked.choices)
    if ticks.way == "typed" or not any(one.on for one in asked.choices) or all(one.on for one in asked.choices):
        return _typed(paper, asked.choices)
    return "".join(p(r(_words(one), ticks.looks[0 if one.on else 1])) for one in asked.choices)


def single(paper: Paper, ticks: Ticks, asked: Asked) -> str:
    """A tick of its own, as what stands in the cell beside its label."""
    yes, no = YES_NO[paper.at]
    if ticks.box is not None and ticks.way == "box" and paper.rng.random() < 0.5:
        return f"{ticks.box(paper, asked.on)}{r(f' {yes}   ')}{ticks.box(paper, _OFF)}{r(f' {no}')}"
    if ticks.box is not None:
        return ticks.box(paper, asked.on)
    if ticks.way == "look" and asked.on:
        return f"{r(yes, ticks.looks[0])}{r(' / ')}{r(no, ticks.looks[1])}"
    return r(yes) if asked.on else ""


def before(paper: Paper, ticks: Ticks, asked: Asked) -> str | None:
    """A tick before its label, as one paragraph; ``None`` where these ticks cannot stand so."""
    words = r(f" {asked.label.text}")
    if ticks.way == "bullet":
        return p(r(asked.label.text), _bullet(paper, asked.on))
    if ticks.box is None or ticks.way != "box":
        return None
    return p(ticks.box(paper, asked.on) + words)


def _words(one: Choice) -> str:
    return f"{one.label.rstrip(':')}: {one.words}" if one.words else one.label


def _mark(paper: Paper, ticks: Ticks, on: bool) -> str:
    if ticks.box is not None:
        return ticks.box(paper, on)
    return r(YES_NO[paper.at][0]) if on else ""


def _lines(paper: Paper, ticks: Ticks, choices: tuple[Choice, ...]) -> str:
    gap = paper.rng.choice((" ", "\t", "  "))
    return "".join(p(_mark(paper, ticks, one.on) + r(gap + _words(one))) for one in choices)


def _lines_after(paper: Paper, ticks: Ticks, choices: tuple[Choice, ...]) -> str:
    return "".join(p(r(_words(one) + " ") + _mark(paper, ticks, one.on)) for one in choices)


def _one_line(paper: Paper, ticks: Ticks, choices: tuple[Choice, ...]) -> str:
    gap = paper.rng.choice(("   ", "\t"))
    return p(r(gap).join(_mark(paper, ticks, one.on) + r(" " + _words(one)) for one in choices))


def _rows(paper: Paper, ticks: Ticks, choices: tuple[Choice, ...]) -> str:
    return tbl("".join(tr(tc(p(_mark(paper, ticks, one.on))), tc(p(r(_words(one))))) for one in choices), (600, 5000))


def _rows_after(paper: Paper, ticks: Ticks, choices: tuple[Choice, ...]) -> str:
    return tbl("".join(tr(tc(p(r(_words(one)))), tc(p(_mark(paper, ticks, one.on)))) for one in choices), (5000, 600))


def _yes_no_boxes(paper: Paper, ticks: Ticks, choices: tuple[Choice, ...]) -> str:
    """A row for each option with a Yes and a No box. No is ticked only where somebody cared to."""
    yes, no = YES_NO[paper.at]
    cared = paper.rng.random() < 0.5
    rows = tr(tc(), tc(p(r(yes))), tc(p(r(no))))
    for one in choices:
        marks = (_mark(paper, ticks, one.on), _mark(paper, ticks, cared and not one.on))
        rows += tr(tc(p(r(_words(one)))), *(tc(p(mark)) for mark in marks))
    return tbl(rows, (4600, 700, 700))


def _mark_rows(paper: Paper, ticks: Ticks, choices: tuple[Choice, ...]) -> str:
    return _rows_after(paper, ticks, choices)


def _mark_rows_before(paper: Paper, ticks: Ticks, choices: tuple[Choice, ...]) -> str:
    return _rows(paper, ticks, choices)


def _yes_no_columns(paper: Paper, ticks: Ticks, choices: tuple[Choice, ...]) -> str:
    if ticks.box is None:  # "Yes" under "No" would be no form of anybody's
        return _rows_after(paper, ticks, choices)
    return _yes_no_boxes(paper, ticks, choices)


def _bullets(paper: Paper, choices: tuple[Choice, ...]) -> str:
    return "".join(p(r(_words(one)), _bullet(paper, one.on)) for one in choices)


def _bullet(paper: Paper, on: bool) -> str:
    return paper.bullet("Wingdings", "\uf0fe" if on else "\uf0a8")


def _typed(paper: Paper, choices: tuple[Choice, ...]) -> str:
    chosen = [_words(one) for one in choices if one.on]
    if paper.rng.random() < 0.5:
        return p(r("; ".join(chosen)))
    return "".join(p(r(one)) for one in chosen) or p()
