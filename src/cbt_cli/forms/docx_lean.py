"""Leaves out of a Word part, before it is parsed, what says nothing that is read here: ``lean``.

Word repeats font, size, language and spacing at every run and paragraph, and lists hundreds of styles that nobody
uses; that is half of a form, and it costs more to walk over than the answers do. Only whole properties elements go,
each made of nothing but words known not to matter, so the tree is the same with and without (a test says so).
"""

from __future__ import annotations

import re

_HOME = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OF_RUNS = "szCs lang rFonts sz b bCs i iCs noProof kern spacing w position lastRenderedPageBreak"
_OF_PARAGRAPHS = "spacing ind jc keepNext keepLines widowControl contextualSpacing pageBreakBefore snapToGrid"
_OF_CELLS = "tcW vAlign tcBorders tcMar noWrap top left start bottom right end hideMark cnfStyle insideH insideV"
_MEANS = re.compile(rb'dings|dingbats|marlett|sorts|segoe|<w:sz [^>]*"[0-4]"', re.IGNORECASE)
"""Fonts that draw pictures for letters, and sizes too small to be seen: where a document has them, each font counts."""
_LATENT = (b"<w:latentStyles", b"</w:latentStyles>")


def _only(names: str) -> re.Pattern[bytes]:
    """Elements of these names and nothing else; attributes in full, so that none can hide the end of a tag."""
    either = names.replace(" ", "|").encode()
    return re.compile(rb'(?:<w:(?:%b)(?: w:\w+="[^"<]*")*/?>|</w:(?:%b)>)*' % (either, either))


_HARMLESS = ((b"rPr", _only(_OF_RUNS)), (b"pPr", _only(_OF_PARAGRAPHS)), (b"tcPr", _only(_OF_CELLS)))


def lean(*parts: bytes) -> tuple[bytes, ...]:
    """The main part and the styles of one document without what does not matter, or as they are where their markup is
    not the usual one or fonts and sizes do matter."""
    found: list[bytes] = []
    for data in parts:
        shorter = _shorter(data) if _is_usual(data) else None
        if shorter is None:
            return parts
        found.append(shorter)
    return tuple(found)


def _is_usual(data: bytes) -> bool:
    """Whether markup can be told from text by its bytes."""
    quoted = b"!" in data and b"<!" in data  # CDATA, or a comment
    return _HOME in data and data.count(b"xmlns:w=") == 1 and not quoted


def _shorter(data: bytes) -> bytes | None:
    """The part without harmless properties; ``None`` where some of them mean something."""
    begin, end = data.find(_LATENT[0]), data.find(_LATENT[1])
    if 0 <= begin < end:
        data = data[:begin] + data[end + len(_LATENT[1]) :]
    for name, harmless in _HARMLESS:
        opening, closing = b"<w:%b>" % name, b"</w:%b>" % name
        first, *pieces = data.split(opening)
        judged: dict[bytes, bool] = {}  # the same few contents come again and again
        kept = [first]
        for piece in pieces:
            content, found, rest = piece.partition(closing)
            verdict = judged.get(content)
            if verdict is None:
                if _MEANS.search(content):
                    return None
                verdict = judged[content] = bool(found) and harmless.fullmatch(content) is not None
            kept.append(rest if verdict else opening + piece)
        data = b"".join(kept)
    return data
