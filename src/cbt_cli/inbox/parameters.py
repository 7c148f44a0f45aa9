"""``Content-Type`` and ``Content-Disposition``: the value and its parameters, in every spelling met in the wild.

The standard library's two readings differ: one cuts ``filename=Application Form.docx`` at the blank, the other leaves
encoded words undecoded. Here all spellings become candidates, and the one that looks like a file's name is taken.
"""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from cbt_cli.inbox.charsets import decode, header_text, raw_bytes
from cbt_cli.values.plain_text import visible

CAP = 16_000
"""Characters of one header that are looked at."""
NAME = 200
"""Characters of a file's name that are kept."""
_ONE = re.compile(r';?\s*([^\s=;"]{1,100})\s*=\s*(?:"((?:[^"\\]|\\.)*)("|$)|([^;]*))|;|[^;]+', re.DOTALL)
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def split_value(raw: str) -> tuple[str, dict[str, str]]:
    """The value in lower case (``text/plain``, ``attachment``), and its parameters by name in lower case, as they
    stand there; of a repeated one the first."""
    text = re.sub(r"\r?\n[ \t]*|\r[ \t]*", " ", raw[:CAP])
    value, _, rest = text.partition(";")
    found: dict[str, str] = {}
    if "=" in value and "/" not in value:  # the value itself is missing
        value, rest = "", text
    for one in _ONE.finditer(";" + rest):
        name = (one[1] or "").lower()
        if name and name not in found:
            found[name] = _value(one)
    return re.sub(r"\([^()]*\)", "", value).strip().strip("\"'").lower(), found


def parameter(parameters: dict[str, str], name: str) -> list[str]:
    """All readings of one parameter, the most trustworthy first: RFC 2231, then as it stands, encoded words decoded."""
    readings = [_extended(parameters, name)]
    if name in parameters:
        readings.append(header_text(parameters[name]))
    return [reading for reading in readings if reading]


def file_name(disposition: dict[str, str], content_type: dict[str, str]) -> str | None:
    """The file's name by whichever parameter tells it best, as it may be shown; ``None`` if none does."""
    candidates = [
        *parameter(disposition, "filename"),
        *parameter(content_type, "name"),
        *parameter(disposition, "name"),
    ]
    named = [shown for shown in map(shown_name, candidates) if shown]
    return next((name for name in named if _EXTENSION.search(name)), named[0] if named else None)


def shown_name(name: str) -> str:
    """A stranger's file name as it may be shown: on one line, controls visible, not endless, its ending kept. Never
    used as a path."""
    plain = visible(" ".join(name.split()))
    return plain if len(plain) <= NAME else f"{plain[: NAME - 20]}…{plain[-19:]}"


def _value(one: re.Match[str]) -> str:
    quoted, closed, plain = one[2], one[3], one[4]
    if quoted is None:
        return plain.strip().strip("'\"")
    if not closed:  # the closing quote is missing
        quoted = quoted.partition(";")[0].rstrip()
    return re.sub(r'\\(["\\])', r"\1", quoted)  # a lone backslash is one of a Windows path, not an escape


def _extended(parameters: dict[str, str], name: str) -> str | None:
    """The parameter in the spellings of RFC 2231: ``name*``, ``name*0``, ``name*0*``…; pieces decoded together."""
    whole = parameters.get(f"{name}*")
    pieces: list[tuple[str, bool]] = [] if whole is None else [(whole, True)]
    number = 0
    while whole is None and number < 500:
        encoded, plain = parameters.get(f"{name}*{number}*"), parameters.get(f"{name}*{number}")
        if encoded is None and plain is None:
            break
        pieces.append((encoded if encoded is not None else plain or "", encoded is not None))
        number += 1
    if not pieces:
        return None
    charset: str | None = None
    first, is_encoded = pieces[0]
    if is_encoded and first.count("'") >= 2:
        charset, _, rest = first.split("'", 2)
        pieces[0] = (rest, True)
    data = b"".join(unquote_to_bytes(raw_bytes(piece)) if encoded else raw_bytes(piece) for piece, encoded in pieces)
    return header_text(decode(data, charset))
