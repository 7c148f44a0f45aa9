"""The one place where a value goes into a cell: text stays text, whatever a stranger wrote.

A text is stored as a string with a quote prefix where a spreadsheet would read anything else into it; what has no ink
is made visible; nothing is cut without a visible sign (security research, section 6; limits of Excel as published).
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from decimal import Decimal
from urllib.parse import urlsplit

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.worksheet.hyperlink import Hyperlink

from cbt_cli.values.plain_text import for_xml

MOST_UNITS = 32_767
"""UTF-16 units in a cell."""
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORBIDDEN_IN_TITLE = re.compile(r"[\\/*?:\[\]]")
_FIRST_DAY = dt.date(1900, 3, 1)
"""Before it Excel's calendar is a day off (it has a 29 February 1900)."""
_DIGITS = 15
"""Significant decimal digits that a number in a cell keeps."""

Content = str | int | Decimal | dt.datetime | dt.date | None


def stored(text: str, most: int = MOST_UNITS) -> str:
    """``text`` as it is stored in a workbook: harmless, at most ``most`` UTF-16 units, a cut said at its end.

    ``_x0041_`` is an escape there, so that the same letters in a text are escaped themselves.
    """
    plain = for_xml(text)
    whole = _escaped(plain)
    if units(whole) <= most:
        return whole
    sign = f" […cut here: {len(plain)} characters in all]"
    room = max(most - units(sign), 0)
    keep = (
        bisect_right(
            range(len(plain) + 1),
            room,
            key=lambda length: units(_escaped(plain[:length])),
        )
        - 1
    )
    return _escaped(plain[:keep]) + sign[:most]


def units(text: str) -> int:
    """The length of ``text`` in UTF-16 units, as spreadsheets count."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def write(cell: Cell, value: Content) -> None:
    """Puts a value into a cell; never a formula. Times must have a zone and stand there in that zone.

    What a cell cannot hold exactly (a number of more than 15 digits, a day before March 1900) stands there as text.
    """
    if value is None or value == "":
        return
    if isinstance(value, str):
        _write_text(cell, value)
    elif isinstance(value, dt.datetime):
        moment = value.replace(microsecond=0, tzinfo=None)  # cut, not rounded: a time before a deadline stays before
        _write_day(cell, moment, moment.date())
    elif isinstance(value, dt.date):
        _write_day(cell, value, value)
    elif len(Decimal(value).normalize().as_tuple().digits) > _DIGITS or abs(Decimal(value).adjusted()) > _DIGITS:
        _write_text(cell, str(value))
    else:
        cell.value = value


def quoted(value: Content) -> bool:
    """Whether a text must carry a quote prefix, so that F2 and Enter do not make a formula, number or date of it."""
    return isinstance(value, str) and not value.lstrip()[:1].isalpha() and value != ""


def link_within(cell: Cell, sheet: str, row: int, column: str = "A") -> None:
    """Makes a cell that is written lead to another one of the workbook."""
    title = sheet.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{title}'!{column}{row}")


def link_outside(cell: Cell, address: str | None) -> bool:
    """Makes a cell lead to an http, https or mailto address; any other is not made a link. Whether it was."""
    if address is None or len(address) > 2_000 or not re.fullmatch(r"[!-~]+", address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    web = parts.scheme in ("http", "https") and bool(parts.hostname)
    mail = parts.scheme == "mailto" and re.fullmatch(r"[\w.+-]+@[\w.-]+", parts.path) and not parts.query
    if not (web or mail):
        return False
    cell.hyperlink = Hyperlink(ref=cell.coordinate, target=address)
    return True


def remark(cell: Cell, text: str) -> None:
    """A comment on a cell."""
    comment = Comment(stored(text, 2_000), "cbt")
    comment.width, comment.height = 420, min(60 + 18 * (len(text) // 60), 400)
    cell.comment = comment


def one_line(text: str, most: int = 240) -> str:
    """``text`` for a header, a title or a property: harmless, on one line, at most ``most`` letters."""
    plain = " ".join(for_xml(text).split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def sheet_title(text: str, taken: Iterable[str] = ()) -> str:
    """``text`` as the title of a sheet: at most 31 units, no forbidden letter, unlike every one ``taken``."""
    plain = _FORBIDDEN_IN_TITLE.sub("-", one_line(text)).strip(" '") or "Sheet"
    used = {title.casefold() for title in taken} | {"history"}  # Excel keeps that name to itself
    for at in range(1, len(used) + 2):
        sign = "" if at == 1 else f" ({at})"
        title = _first(plain, 31 - len(sign)).rstrip(" '") + sign
        if title.casefold() not in used:
            return title
    raise AssertionError("one of so many titles is free")


def headers(texts: Sequence[str]) -> list[str]:
    """Column headers of a table: one line each, at most 240 letters, no two alike (else Excel repairs the file)."""
    found: list[str] = []
    used: set[str] = set()
    for text in texts:
        plain = one_line(text) or "Column"
        variants = (plain, *(f"{plain} ({at})" for at in range(2, len(texts) + 2)))
        title = next(one for one in variants if one.casefold() not in used)
        used.add(title.casefold())
        found.append(title)
    return found


def page_text(text: str) -> str:
    """``text`` as part of a page header or footer, where ``&`` begins a code; at most 80 characters."""
    return one_line(text, 80).replace("&", "&&")


def _escaped(text: str) -> str:
    return _ESCAPE.sub("_x005F_", text)


def _write_text(cell: Cell, text: str) -> None:
    cell.value = stored(text)
    cell.data_type = "s"  # openpyxl takes what begins with = for a formula and #N/A for an error
    if quoted(text) and not cell.quotePrefix:
        cell.quotePrefix = True


def _write_day(cell: Cell, value: dt.date, day: dt.date) -> None:
    if day < _FIRST_DAY:
        _write_text(
            cell,
            value.isoformat(sep=" ") if isinstance(value, dt.datetime) else value.isoformat(),
        )
    else:
        cell.value = value


def _first(text: str, most: int) -> str:
    while units(text) > most:
        text = text[:-1]
    return text
