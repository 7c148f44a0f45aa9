"""A zip package of parts (ECMA-376 part 2, OPC), opened with limits: ``open_package`` → ``Package``.

A stranger made the file: nothing it declares is believed. Sizes are counted while inflating, a DOCTYPE is refused
before a parser sees it, nothing is written to disk and no outside target is ever followed.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from cbt_cli.domain.base import say
from cbt_cli.domain.calls import LimitFacts
from cbt_cli.forms.package_xml import STRICT_HOME, parse_xml, transitional
from cbt_cli.forms.refusals import Damaged, Unreadable, damaged, oversized

__all__ = ["Damaged", "Package", "Relationship", "Unreadable", "open_package", "parse_xml"]

MIB = 1024 * 1024
LIMITS = LimitFacts()
"""What holds where a call does not say otherwise."""
RATIO = 500
"""Inflated over deflated size of one part above ``RATIO_FROM`` bytes; honest sheets of blanks reach some 200."""
RATIO_FROM = 4 * 1024 * 1024
_STRICT_TYPE = re.compile(r"^http://purl\.oclc\.org/ooxml/([A-Za-z/]+)")
_MAIN_TYPES = (".document.main+xml", ".template.main+xml", ".sheet.main+xml", "macroenabled.main+xml")


@dataclass(frozen=True, slots=True)
class Relationship:
    """One relationship (OPC clause 9): ``type`` in its transitional spelling, ``target`` a part name as the package
    spells it, or as written where the target is outside or missing (``dangling``)."""

    type: str
    target: str
    external: bool = False
    dangling: bool = False

    @property
    def kind(self) -> str:
        """The last word of the type: ``styles``, ``hyperlink``, ``worksheet``…"""
        return self.type.rpartition("/")[2]


def open_package(data: bytes, limits: LimitFacts = LIMITS) -> Package:
    """The package in ``data``. Raises ``Unreadable`` for one that is broken, locked, ambiguous or beyond the limits."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [
                info for info in archive.infolist() if not info.filename.endswith("/")
            ]  # `is_dir` stumbles over no name
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, EOFError, OSError) as broken:
        raise damaged() from broken
    if len(infos) > limits.parts or sum(info.file_size for info in infos) > limits.unpacked_mib * MIB:
        raise oversized()
    _refuse_overlap(infos)
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        known = members.setdefault(_key(info.filename), info)
        if (known.CRC, known.file_size) != (info.CRC, info.file_size):
            raise Unreadable(
                "ambiguous-package",
                say("The file holds “{part}” twice, with different content. Please save it again in Word or Excel.",
                    part=info.filename),
            )  # fmt: skip
    return Package(data, members, limits)


class Package:
    """The parts of one file. Names are looked up without regard to case, as Office does."""

    def __init__(self, data: bytes, members: dict[str, zipfile.ZipInfo], limits: LimitFacts = LIMITS) -> None:
        self._data = data
        self.limits = limits
        self._members = members
        self._inflated: dict[str, int] = {}
        self._related: dict[str, dict[str, Relationship]] = {}
        self._types: tuple[dict[str, str], dict[str, str]] | None = None
        self.strict = False
        """Whether a part that was read is of the strict variant (ISO/IEC 29500)."""

    @property
    def names(self) -> tuple[str, ...]:
        """The parts' names as the package spells them, in its own order."""
        return tuple(info.filename for info in self._members.values())

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._members

    def read(self, name: str) -> bytes:
        """The inflated part. ``KeyError`` where there is none; ``Unreadable`` where it is broken or too large."""
        info = self._members[_key(name)]
        if info.flag_bits & 0x1:
            raise Unreadable("encrypted", say("The file is protected with a password. Please send it without one."))
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise damaged()
        whole = self.limits.unpacked_mib * MIB
        room = min(self.limits.part_mib * MIB, whole - sum(self._inflated.values()) + self._inflated.get(_key(name), 0))
        data = _inflated(self._data, info, room + 1)
        if len(data) > room or (len(data) > RATIO_FROM and len(data) > RATIO * max(info.compress_size, 1)):
            raise oversized()
        if len(data) != info.file_size or zlib.crc32(data) != info.CRC:
            raise damaged()
        self._inflated[_key(name)] = len(data)
        self.strict = self.strict or STRICT_HOME in data
        return data

    def xml(self, name: str) -> etree._Element:
        """The part's root element, strict namespaces rewritten to transitional ones (ECMA-376 part 1 and part 4)."""
        return parse_xml(self.read(name))

    def relationships(self, part_name: str) -> dict[str, Relationship]:
        """The part's relationships by id; ``""`` stands for the package itself. None is an empty dictionary."""
        if part_name not in self._related:
            self._related[part_name] = self._read_relationships(part_name)
        return self._related[part_name]

    def _read_relationships(self, part_name: str) -> dict[str, Relationship]:
        folder, _, leaf = part_name.rpartition("/")
        source = f"{folder}/_rels/{leaf}.rels" if folder else f"_rels/{leaf}.rels"
        if source not in self:
            return {}
        found: dict[str, Relationship] = {}
        for one in self.xml(source).iter("{*}Relationship"):
            target, kind = one.get("Target", ""), one.get("Type", "")
            if "purl.oclc.org" in kind:
                kind = _STRICT_TYPE.sub(lambda hit: transitional(hit[1]), kind)
            if one.get("TargetMode", "").lower() == "external":
                found.setdefault(one.get("Id", ""), Relationship(kind, target, external=True))
                continue
            info = self._members.get(_key(_resolved(folder, target)))
            resolved = Relationship(kind, info.filename) if info else Relationship(kind, target, dangling=True)
            found.setdefault(one.get("Id", ""), resolved)
        return found

    def content_type(self, name: str) -> str:
        """The part's declared media type in lower case (OPC clause 10.1.2), or an empty string."""
        if self._types is None:
            self._types = self._read_types()
        overrides, defaults = self._types
        return overrides.get(_key(name)) or defaults.get(_key(name).rpartition(".")[2], "")

    def main_part(self) -> str:
        """The part that holds the document: by relationship, else by its declared type, else where Office puts it."""
        if "[Content_Types].xml" not in self:  # no program of the Office family opens such a file
            raise damaged()
        try:
            related = self.relationships("").values()
        except Damaged:
            related = {}.values()
        named = {one.target for one in related if one.kind == "officeDocument" and not (one.external or one.dangling)}
        if len(named) > 1:
            raise Unreadable(
                "ambiguous-package",
                say("The file holds two documents at once. Please save it again in Word or Excel and send it."),
            )
        if named:
            return named.pop()
        for name in self.names:
            if self.content_type(name).endswith(_MAIN_TYPES):
                return name
        for name in ("word/document.xml", "xl/workbook.xml"):
            if name in self:
                return self._members[name].filename
        raise Unreadable(
            "no-document", say("The file holds no Word or Excel document. Please send the form as .docx or .xlsx.")
        )

    def _read_types(self) -> tuple[dict[str, str], dict[str, str]]:
        if "[Content_Types].xml" not in self:
            return {}, {}
        try:
            root = self.xml("[Content_Types].xml")
        except Damaged:
            return {}, {}
        overrides = {
            _key(one.get("PartName", "")): one.get("ContentType", "").lower() for one in root.iter("{*}Override")
        }
        defaults = {
            one.get("Extension", "").lower(): one.get("ContentType", "").lower() for one in root.iter("{*}Default")
        }
        return overrides, defaults


def _key(name: str) -> str:
    """A part name as it is compared: without leading slash, with forward slashes, in lower case."""
    return name.replace("\\", "/").lstrip("/").lower()


def _resolved(folder: str, target: str) -> str:
    """A target as a part name, relative to the folder of the part that names it."""
    target = unquote(target.replace("\\", "/").partition("#")[0])
    return posixpath.normpath(target if target.startswith("/") else posixpath.join(folder, target)).lstrip("/")


def _inflated(data: bytes, info: zipfile.ZipInfo, most: int) -> bytes:
    """The content of a member, at most ``most`` bytes of it; its local header must name it as the directory does."""
    try:
        mark, flags, names, extra = struct.unpack_from("<4s2xH18xHH", data, info.header_offset)  # APPNOTE 4.3.7
        begin = info.header_offset + 30
        name = data[begin : begin + names].decode("utf-8" if flags & 0x800 else "cp437")
        begin += names + extra
        raw = data[begin : begin + info.compress_size]
        if mark != b"PK\x03\x04" or name != info.orig_filename or len(raw) < info.compress_size:
            raise damaged()
        return zlib.decompressobj(-15).decompress(raw, most) if info.compress_type else raw[:most]
    except (struct.error, zlib.error, UnicodeError) as broken:
        raise damaged() from broken


def _refuse_overlap(infos: list[zipfile.ZipInfo]) -> None:
    """Members that share bytes inflate one small file to a huge one; no writer makes them."""
    end = 0
    for info in sorted(infos, key=lambda one: one.header_offset):
        if info.header_offset < end:
            raise damaged()
        end = (
            info.header_offset + 30 + info.compress_size
        )  # a local header has 30 bytes before its name (APPNOTE 4.3.7)
