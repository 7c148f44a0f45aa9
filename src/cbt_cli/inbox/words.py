"""The text of a message for people to read: plain, bounded; and the links in it to files that lie elsewhere."""

from __future__ import annotations

import html
import re

from cbt_cli.values.plain_text import folded_lines, visible

MOST = 20_000
"""Characters of a message's text that are kept."""
_CAP = 400_000
_UNSEEN = (("<!--", "-->"), ("<head", "</head"), ("<style", "</style"), ("<script", "</script"))
_BREAKS = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6]|/table|hr)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_ELSEWHERE = re.compile(
    r"https?://(?:[\w-]+\.)*(wetransfer\.com|we\.tl|dropbox\.com|dropboxusercontent\.com|drive\.google\.com|"
    r"docs\.google\.com|1drv\.ms|onedrive\.live\.com|sharepoint\.com|icloud\.com|swisstransfer\.com|fromsmash\.com|"
    r"transfernow\.net|grosfichiers\.com|sendgb\.com|filemail\.com|hightail\.com|mega\.nz|box\.com|pcloud\.link|"
    r"sendspace\.com|mediafire\.com|yousendit\.com|myairbridge\.com|send-anywhere\.com|disk\.yandex\.ru|"
    r"larksuite\.com|mailbigfile\.com|ufile\.io|file\.io|sync\.com|tresorit\.com|frama\.link|lufi\.io)(?=[/?#:\s\"'<>]|$)",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """The text of a message: harmless, white space folded line by line, cut at ``MOST`` characters."""
    return visible(folded_lines(text[: MOST * 2]))[:MOST]


def from_html(text: str) -> str:
    """What a reader of an HTML message sees, roughly: enough for an officer, not for a program."""
    text = text[:_CAP]
    for start, end in _UNSEEN:
        text = _without(text, start, end)
    text = " ".join(text.split())
    return html.unescape(_TAG.sub(" ", _BREAKS.sub("\n", text)))


def links_elsewhere(text: str) -> tuple[str, ...]:
    """The services at which files lie that the text links to, in alphabetical order."""
    return tuple(sorted({found.lower() for found in _ELSEWHERE.findall(text[:_CAP])}))


def _without(text: str, start: str, end: str) -> str:
    """``text`` without what stands between the marks; one pass, whatever is missing or nested."""
    kept: list[str] = []
    lower, at = text.lower(), 0
    if len(lower) != len(text):  # a few letters change their length; then only marks in lower case count
        lower = text
    while (begin := lower.find(start, at)) >= 0 and (close := lower.find(end, begin)) >= 0:
        kept.append(text[at:begin])
        at = close + len(end)
    return " ".join([*kept, text[at:]])
