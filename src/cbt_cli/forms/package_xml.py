"""One XML part of a package: what is refused at sight, and how the rest is parsed: ``parse_xml``."""

from __future__ import annotations

import re

from lxml import etree

from cbt_cli.domain.base import say
from cbt_cli.forms.refusals import Unreadable, damaged, oversized, too_deep

ELEMENTS = 1_000_000
"""Elements in one part, counted by its tags before it is parsed."""
ATTRIBUTES = 36
"""Attributes for each element of a part on average; the fullest element of an honest file has as many."""
WEIGHED_FROM = 1024 * 1024
"""Bytes of a part from which its elements and attributes are counted: fewer have no room for a harmful number."""

STRICT_HOME = b"http://purl.oclc.org/ooxml/"
_STRICT = re.compile(rb"(xmlns(?::[\w.\-]+)?\s*=\s*[\"'])http://purl\.oclc\.org/ooxml/([A-Za-z/]+)")
_RENAMED = {"extendedProperties": "extended-properties", "customProperties": "custom-properties"}
_WIDE = ((b"\x00\x00\xfe\xff", "utf-32"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\xff\xfe", "utf-16"),
         (b"\xfe\xff", "utf-16"), (b"<\x00?\x00", "utf-16-le"), (b"\x00<\x00?", "utf-16-be"))  # fmt: skip
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']*)[\"']")
_ASCII_BASED = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii", b"iso-8859-1", b"latin1", b"windows-1252"})
"""Encodings in which markup is ASCII, so that what is searched for in the bytes is found. OPC has UTF-8 and UTF-16."""


def parse_xml(data: bytes) -> etree._Element:
    """The root element of one XML part; ``Damaged`` where it is broken, ``Unreadable`` where it declares a DOCTYPE or
    is beyond the limits."""
    for mark, encoding in _WIDE:
        if data.startswith(mark):
            data = _as_utf8(data, encoding)
            break
    _refuse_at_sight(data)
    if STRICT_HOME in data:
        data = _STRICT.sub(lambda hit: hit[1] + transitional(hit[2].decode()).encode(), data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as broken:
        if len(data) > WEIGHED_FROM and "unknown error" in str(broken):  # what libxml2 says when it gets no memory
            raise MemoryError from broken
        raise too_deep() if "xcessive depth" in str(broken) else damaged() from broken
    if root.getroottree().docinfo.internalDTD is not None:  # an encoding that hid it from the search in the bytes
        raise damaged()
    return root


def _refuse_at_sight(data: bytes) -> None:
    """What can be told of a part before it is parsed."""
    if b"!" in data and b"<!DOCTYPE" in data:  # a single letter is found much faster
        raise Unreadable(
            "doctype",
            say("The file contains a document type declaration, which no Word or Excel file has. It was not opened."),
        )
    declared = _DECLARED.match(data, 3 if data.startswith(b"\xef\xbb\xbf") else 0)
    if declared is not None and declared[1].lower() not in _ASCII_BASED:
        raise damaged()
    if len(data) > WEIGHED_FROM:
        elements = data.count(b"<") - data.count(b"</")
        attributes = data.count(b'="') + data.count(b"='")
        if elements > ELEMENTS or attributes > ATTRIBUTES * elements + len(data) // 50:
            raise oversized()


def _as_utf8(data: bytes, encoding: str) -> bytes:
    """``data`` in UTF-8 without its declaration, which names the other encoding."""
    try:
        return re.sub(r"^\ufeff?\s*<\?xml[^>]*\?>", "", data.decode(encoding), count=1).encode()
    except UnicodeError as broken:
        raise damaged() from broken


def transitional(path: str) -> str:
    """``wordprocessingml/main`` → ``http://schemas.openxmlformats.org/wordprocessingml/2006/main``."""
    family, _, rest = path.partition("/")
    words = "/".join(_RENAMED.get(word, word) for word in rest.split("/"))
    return f"http://schemas.openxmlformats.org/{family}/2006/{words}"
