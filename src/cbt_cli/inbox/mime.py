"""The structure of a message (RFC 2045, 2046): ``parse`` → ``Part``, by the standard library's tolerant parser.

Three of its habits are changed. A message within a message is kept as the bytes it is, instead of being taken apart
and put together again. Type and boundary are read by ``parameters``, which copes with more spellings. And parts are
counted while they are made, so that a message of a hundred thousand parts ends early.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy as policies
from email.errors import MissingHeaderBodySeparatorDefect
from email.feedparser import FeedParser
from email.message import Message
from email.policy import Policy
from functools import cached_property
from typing import Any

from cbt_cli.inbox.outline import Outline
from cbt_cli.inbox.parameters import parameter, split_value
from cbt_cli.inbox.transfer import undone

MOST_PARTS = 300
"""Parts of one message; an honest one has some ten."""
DEEPEST = 50
"""Multiparts within multiparts."""
_MOST_TYPES = 5
"""``Content-Type`` headers of one part that are looked at; one is right, two occur."""
_POLICY: Policy[Any] = policies.compat32
_HEADER = re.compile(r"[!-9;-~]+:|[ \t]")
_SPACED_NAME = re.compile(r"^([!-9;-~]+)[ \t]+:")
_END_OF_HEADERS = re.compile(r"(?<=\n)(?=[ \t]*\r?\n)|^(?=--|[A-Za-z0-9+/]{40})", re.MULTILINE)
"""A blank line; where it is missing, a boundary or a line of base64."""
_ADDRESSING = re.compile(
    r"^(?:content-[\w-]+|mime-version|from|to|subject|date|received|message-id|return-path)[ \t]*:",
    re.MULTILINE | re.IGNORECASE,
)
_FIRST_DELIMITER = re.compile(r"^--([^\s-][^\r\n]{0,199}?)[ \t]*\r?$", re.MULTILINE)


class TooManyPartsError(Exception):
    """The message has more parts, or deeper ones, than any honest one."""


class Part(Message):
    """One part of a message with its headers as they stand there. ``depth`` counts from the message itself."""

    depth = 0
    outline: Outline
    """What it was parsed from."""
    _payload: str | list[Part] | None

    def attach(self, payload: Any) -> None:
        """Takes a part in, unless it lies too deep."""
        payload.depth = self.depth + 1
        if payload.depth > DEEPEST:
            raise TooManyPartsError
        super().attach(payload)

    def get_content_maintype(self) -> str:
        """The main type, by which the parser goes on: a message within is opaque to it."""
        main = self.kind.partition("/")[0]
        return "application" if main == "message" else main

    def get_content_type(self) -> str:
        """The type, by which the parser goes on."""
        return "application/octet-stream" if self.kind.startswith("message/") else self.kind

    def get_boundary(self, failobj: Any = None) -> Any:
        """The boundary that occurs in the message, of those that the headers can be read to name."""
        candidates: list[str] = []
        for raw in self.all_raw("content-type")[:_MOST_TYPES]:
            for reading in (raw, re.sub(r"\r?\n[ \t]+", "", raw)):
                for one in parameter(split_value(reading)[1], "boundary"):
                    candidates += [one.rstrip(), one.strip()]
        named = [one for one in candidates if one]
        return next((one for one in named if f"--{one}" in self.outline.text), named[0] if named else failobj)

    @cached_property
    def _types(self) -> list[tuple[str, dict[str, str]]]:
        return [split_value(raw) for raw in self.all_raw("content-type")[:_MOST_TYPES]]

    @cached_property
    def kind(self) -> str:
        """The media type in lower case. Of several ``Content-Type`` headers, the first that says how to go on."""
        for value, parameters in self._types:
            if value.startswith("multipart/") and any(name.startswith("boundary") for name in parameters):
                return value
        valid = (value for value, _ in self._types if re.fullmatch(r"[^\s/]+/[^\s/]+", value))
        return next(valid, "text/plain" if self._types else self.get_default_type())

    @cached_property
    def parameters(self) -> dict[str, str]:
        """The parameters of ``Content-Type``."""
        first = self._types[0][1] if self._types else {}
        return next((found for value, found in self._types if value == self.kind), first)

    @cached_property
    def disposition(self) -> tuple[str, dict[str, str]]:
        """``Content-Disposition``: its value and parameters."""
        return split_value(self.raw("content-disposition") or "")

    def raw(self, name: str) -> str | None:
        """The first header of that name (in lower case) as it stands there, or ``None``."""
        return next(iter(self.all_raw(name)), None)

    def all_raw(self, name: str) -> list[str]:
        """All headers of that name (in lower case) as they stand there."""
        return self._by_name.get(name, [])

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, value in self.raw_items():
            found.setdefault(name.lower(), []).append(str(value))
        return found

    @cached_property
    def text(self) -> str:
        """What stands in a part that holds no others, undecoded; ``get_payload`` would decode bytes beyond ASCII."""
        return self.outline.filled_in(self._payload) if isinstance(self._payload, str) else ""

    @property
    def children(self) -> list[Part]:
        """The parts within; none of a leaf."""
        return self._payload if isinstance(self._payload, list) else []

    def leaves(self) -> Iterator[Part]:
        """Every part that holds no others, in order."""
        todo = [self]
        while todo:
            part = todo.pop()
            if part.is_multipart():
                todo += reversed(part.children)
            else:
                yield part


def parse(text: str) -> Part:
    """The message in ``text`` (bytes beyond ASCII as lone surrogates). Raises ``TooManyPartsError``."""
    factory = _Factory()
    return _repaired(_parse(text, factory), factory)


def headers_only(text: str) -> Part:
    """A part with the headers in ``text`` and nothing else (what Outlook keeps of a message's way)."""
    text = re.sub(r"^Microsoft Mail Internet Headers[^\r\n]*\r?\n", "", text[:1_000_000].lstrip())
    parser: FeedParser[Part] = FeedParser(_Factory(), policy=_POLICY)
    head = "".join(line for line in text.splitlines(keepends=True) if _HEADER.match(line))
    parser.feed(f"{head.rstrip()}\n\n")
    return parser.close()


class _Factory:
    """Makes the parts of one message and counts them."""

    def __init__(self) -> None:
        self.outline, self._made = Outline(""), 0

    def __call__(self, policy: Policy[Any] = policies.compat32) -> Part:
        self._made += 1
        if self._made > MOST_PARTS:
            raise TooManyPartsError
        part = Part(policy=policy)
        part.outline = self.outline
        return part


def _parse(text: str, factory: _Factory) -> Part:
    factory.outline = Outline(text)
    parser: FeedParser[Part] = FeedParser(factory, policy=_POLICY)
    parser.feed(factory.outline.text)
    return parser.close()


def _repaired(part: Part, factory: _Factory) -> Part:
    """The part and those within it; where headers were cut short or no boundary was found, mended and parsed again."""
    for _ in range(3):
        mended = _mended(part)
        if mended is None:
            break
        depth, default = part.depth, part.get_default_type()
        part = _parse(mended, factory)
        part.depth = depth
        part.set_default_type(default)
    children = part.children
    for at, child in enumerate(children):
        children[at] = _repaired(child, factory)
    return part


def _mended(part: Part) -> str | None:
    """What to parse instead, or ``None`` where nothing needs mending."""
    if part.is_multipart():
        return None
    text = part.text
    if any(isinstance(defect, MissingHeaderBodySeparatorDefect) for defect in part.defects):
        head = _END_OF_HEADERS.split(text, maxsplit=1)[0]
        if _ADDRESSING.search(head):  # not the text itself, which stands there without a blank line before it
            lines = head.splitlines(keepends=True)
            kept = [_SPACED_NAME.sub(r"\1:", line) for line in lines]
            return _headers(part) + "".join(filter(_HEADER.match, kept)) + text[len(head) :]
    if part.kind.startswith("multipart/"):
        delimiter = _FIRST_DELIMITER.search(text)
        encoding = part.raw("content-transfer-encoding") or ""
        if delimiter is None and encoding:  # not allowed there, and done all the same
            text = undone(text, encoding)[0].decode("ascii", "surrogateescape")
            delimiter = _FIRST_DELIMITER.search(text)
        if delimiter is not None:
            others = _headers(part, "content-type", "content-transfer-encoding")
            return f'{others}Content-Type: {part.kind}; boundary="{delimiter[1]}"\n\n{text}'
    return None


def _headers(part: Part, *without: str) -> str:
    return "".join(f"{name}: {value}\n" for name, value in part.raw_items() if name.lower() not in without)
