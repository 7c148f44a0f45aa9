"""ActiveX controls on a form ([MS-OFORMS]): their state, from a property bag or from its binary form."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from cbt_cli.forms.package import Package
from cbt_cli.forms.refusals import Damaged

_AX = "{http://schemas.microsoft.com/office/2006/activeX}"
_CLASSES = {
    "8BD21D10-EC42-11CE-9E0D-00AA006002F3": "text",
    "8BD21D20-EC42-11CE-9E0D-00AA006002F3": "list",
    "8BD21D30-EC42-11CE-9E0D-00AA006002F3": "combo",
    "8BD21D40-EC42-11CE-9E0D-00AA006002F3": "check",
    "8BD21D50-EC42-11CE-9E0D-00AA006002F3": "option",
    "8BD21D60-EC42-11CE-9E0D-00AA006002F3": "toggle",
}
# sizes of the properties of MorphDataControl in the order of its mask's bits ([MS-OFORMS] 2.2.5.2); the value's
# length is bit 22, the caption's bit 23; bit 8 (size) stands in the extra block
_SIZES = {0: 4, 1: 4, 2: 4, 3: 4, 4: 1, 5: 1, 6: 1, 7: 1, 9: 2, 10: 4, 11: 2, 12: 2, 13: 2, 14: 2, 15: 2, 16: 1, 17: 1,
          18: 1, 20: 1, 21: 1, 22: 4, 23: 4, 24: 4, 25: 4, 26: 4, 27: 2, 28: 2, 29: 2, 32: 4}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ActiveX:
    """One control: ``kind`` is ``check``, ``option``, ``toggle``, ``text``, ``combo``, ``list`` or ``other``; ``value``
    is its text as stored (``"1"`` and ``"0"`` for a box), ``None`` where it cannot be known."""

    kind: str
    value: str | None = None
    caption: str | None = None

    @property
    def on(self) -> bool | None:
        """Whether a box is ticked."""
        return {"1": True, "-1": True, "true": True, "0": False, "false": False}.get((self.value or "").strip().lower())


def read_activex(package: Package, part: str) -> ActiveX:
    """The control in an ``activeX`` part. What cannot be read has no value; nothing is raised."""
    try:
        root = package.xml(part)
        kind = _CLASSES.get((root.get(f"{_AX}classid") or "").strip("{}").upper(), "other")
        bag = {one.get(f"{_AX}name"): one.get(f"{_AX}value") for one in root.iter(f"{_AX}ocxPr")}
        if bag:
            return ActiveX(kind, bag.get("Value"), bag.get("Caption"))
        binary = next((one.target for one in package.relationships(part).values() if not one.dangling), None)
        if binary is None or kind == "other" or root.get(f"{_AX}persistence") == "persistStorage":
            return ActiveX(kind)
        return ActiveX(kind, *_morph(package.read(binary)))
    except (Damaged, KeyError, struct.error, UnicodeDecodeError):
        return ActiveX("other")


def _morph(data: bytes) -> tuple[str | None, str | None]:
    """Value and caption of a stream that starts with the class id, as Office writes it: [MS-OFORMS] 2.2.5.1."""
    at = 16 if data[16:18] == b"\x00\x02" else 0
    if data[at : at + 2] != b"\x00\x02":
        return None, None
    size, mask = struct.unpack_from("<HQ", data, at + 2)
    start = at + 4
    cursor, lengths = 8, dict[int, int]()
    for bit, width in _SIZES.items():
        if not mask >> bit & 1:
            continue
        cursor += -cursor % width  # each property is aligned to its own size
        if bit in {22, 23}:
            lengths[bit] = struct.unpack_from("<I", data, start + cursor)[0]
        cursor += width
    cursor += -cursor % 4 + (8 if mask >> 8 & 1 else 0)
    texts: dict[int, str] = {}
    for bit, length in lengths.items():
        count = length & 0x7FFFFFFF
        if cursor + count > size:
            return None, None
        raw = data[start + cursor : start + cursor + count]
        texts[bit] = raw.decode("cp1252" if length >> 31 else "utf-16-le")  # compressed: one byte a letter
        cursor += count + -count % 4
    return texts.get(22), texts.get(23)
