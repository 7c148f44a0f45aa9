"""What in a workbook could run or reach out: named for the officer, never followed."""

from __future__ import annotations

import posixpath
import re

from cbt_cli.forms.outside import MACROS, OUTSIDE
from cbt_cli.forms.package import Package
from cbt_cli.forms.refusals import Damaged

_PARTS = (
    (MACROS, "macros"),
    (re.compile(r"^xl/macrosheets/"), "macros"),
    (re.compile(r"^customui/"), "macros"),
    (re.compile(r"^xl/externallinks/[^/]+\.xml$"), "a link to another workbook"),
    (re.compile(r"^xl/activex/"), "an ActiveX control"),
    (re.compile(r"^xl/embeddings/"), "an embedded object"),
    (re.compile(r"^xl/(?:connections\.xml$|querytables/)"), "a data connection"),
    (re.compile(r"^xl/dialogsheets/[^/]+\.xml$"), "a dialog sheet"),
)
_QUIET = re.compile(r"(?:xl/(?:worksheets|theme)/[^/]*|docprops/[^/]*|xl/(?:workbook|styles|sharedstrings))\.xml")
"""Parts that every workbook has, which need no second look."""
_LINKS = {"ddeLink": "a DDE link", "oleLink": "a link to an object"}


def active_content(package: Package, met: set[str]) -> list[str]:
    """What there is, in words, sorted; ``met`` is what was seen while the sheets were read."""
    found = set(met)
    for name in package.names:
        lower = name.replace("\\", "/").lstrip("/").lower()
        if lower.endswith(".rels"):
            found |= _outside(package, name)
        elif not _QUIET.fullmatch(lower):
            found.update(word for pattern, word in _PARTS if pattern.search(lower))
            if lower.startswith("xl/externallinks/") and lower.endswith(".xml"):
                found |= _linked(package, name)
    return sorted(found)


def _outside(package: Package, name: str) -> set[str]:
    """Targets outside the file, but for hyperlinks, of one relationships part."""
    folder, _, leaf = name.replace("\\", "/").rpartition("/")
    source = posixpath.join(posixpath.dirname(folder), leaf.removesuffix(".rels"))
    try:
        related = package.relationships(source if leaf != ".rels" else "")
    except Damaged:
        return set()
    outside = (one for one in related.values() if one.external and one.kind != "hyperlink")
    return {f"{OUTSIDE.get(one.kind, f'a link to elsewhere ({one.kind})')}: {one.target}" for one in outside}


def _linked(package: Package, name: str) -> set[str]:
    try:
        links = package.xml(name)
    except Damaged:
        return set()
    return {_LINKS[kind] for one in links if (kind := str(one.tag).rpartition("}")[2]) in _LINKS}
