"""What hangs on an Outlook item ([MS-OXCMSG] 2.2.2): files, messages within, objects in the text, references."""

from __future__ import annotations

import re
from typing import Any

from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.submissions import Attachment
from cbt_cli.inbox.compound import write_compound
from cbt_cli.inbox.mapi import Properties
from cbt_cli.inbox.parameters import shown_name

MOST_BYTES = 100 * 1024 * 1024
"""Bytes of one object: entries of a directory may all point at the same sectors."""
_STREAM = 2
_IN_TEXT = 4
"""Flag of an attachment that the text shows (PidTagAttachFlags, attRenderedInBody)."""
_REFERENCES = frozenset({2, 3, 4, 7})
"""Methods of attachments that are not in the message (PidTagAttachMethod)."""
_NAMED = "__nameid_version1.0"
_TABLE = "__properties_version1.0"


def attached(ole: Any, storage: str, number: int, charset: str | None) -> tuple[Attachment, bytes]:
    """The attachment in one storage of the compound file ``ole``, the ``number``-th of the item, with its bytes."""
    part = Properties(ole, (storage,), "part", charset)
    name = _name(part)
    failed = None
    data = part.binary(0x3701)
    within = part.object(0x3701)
    if data is None and within is not None:
        try:
            data, ending = _object(ole, within)
            if not name.lower().endswith(ending):
                name = f"{name or f'attachment {number}'}{ending}"
        except Exception:  # noqa: BLE001 - olefile raises whatever it stumbles over; one attachment fails alone
            failed = say("The attachment is damaged. Please send it again.")
    if data is None:
        data, failed = b"", failed or _absent(part)
    attachment = Attachment(
        name=name or f"attachment {number}",
        content_type=shown_name(part.text(0x370E) or "") or None,
        inline=bool(part.number(0x7FFE)) or bool((part.number(0x3714) or 0) & _IN_TEXT),
        failed=failed,
    )
    return attachment, data


def _name(part: Properties) -> str:
    """Of the long, the shown and the short name and those of references, the first with an ending."""
    paths = (part.text(0x370D), part.text(0x3708))
    names = (part.text(0x3707), part.text(0x3001), part.text(0x3704), *map(_last, paths))
    named = [shown_name(one) for one in names if one]
    return next((one for one in named if re.search(r"\.[A-Za-z0-9]{1,5}$", one)), named[0] if named else "")


def _last(path: str | None) -> str | None:
    return None if path is None else path.replace("\\", "/").rpartition("/")[2]


def _object(ole: Any, path: tuple[str, ...]) -> tuple[bytes, str]:
    """What lies in a storage, as a file with its ending: a message, a document, or what an OLE object holds."""
    tree = _tree(ole, path)
    table = tree.get(_TABLE)
    if isinstance(table, bytes):
        # a message within has 24 bytes before its properties, one that is a file 32 ([MS-OXMSG] 2.4.1)
        own = {_TABLE: table[:24] + bytes(8) + table[24:]}
        named = _tree(ole, (_NAMED,)) if ole.exists(_NAMED) else {}
        return write_compound({_NAMED: named, **tree, **own}), ".msg"
    for stream in ("Package", "CONTENTS"):
        inner = tree.get(stream)
        if isinstance(inner, bytes) and inner:
            return inner, ""
    return write_compound(tree), ""


def _tree(ole: Any, path: tuple[str, ...]) -> dict[str, Any]:
    """The streams and storages below ``path``."""
    found: dict[str, Any] = {}
    size = 0
    for inner in ole.listdir(streams=True, storages=True):
        if len(inner) <= len(path) or tuple(inner[: len(path)]) != path:
            continue
        here = found
        for step in inner[len(path) : -1]:
            here = here.setdefault(step, {})
        if ole.get_type(inner) == _STREAM:
            size += ole.get_size(inner)
            if size > MOST_BYTES:
                raise ValueError(size)
            with ole.openstream(inner) as stream:
                here[inner[-1]] = stream.read()
        else:
            here.setdefault(inner[-1], {})
    return found


def _absent(part: Properties) -> Sentence:
    """Why an attachment has no bytes."""
    where = part.text(0x370D) or part.text(0x3708)
    if part.number(0x3705) in _REFERENCES or where:
        return say(
            "The file is not in the message, which only says where it lies ({where}). Please attach the file itself.",
            where=shown_name(where or "?"),
        )
    return say("The attachment is empty in the message as it was saved.")
