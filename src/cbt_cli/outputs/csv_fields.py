"""A field of comma-separated values (RFC 4180) that no spreadsheet takes for a formula (OWASP, CSV injection)."""

from __future__ import annotations

from cbt_cli.values.plain_text import visible

BOM = b"\xef\xbb\xbf"
"""The byte order mark by which Excel knows UTF-8."""
_LEADS = tuple("=+-@\t\r\n＝＋－＠")


def csv_field(text: str) -> str:
    """The text with what has no ink made visible, and an apostrophe before what begins like a formula."""
    plain = visible(text)
    return f"'{plain}" if plain.startswith(_LEADS) else plain
