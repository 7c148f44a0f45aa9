"""What a file really is, from its bytes alone: ``sniff``; and what to tell an applicant whose file is not read."""

from __future__ import annotations

import re
import struct

from cbt_cli.domain.base import Sentence, say
from cbt_cli.forms.package import open_package
from cbt_cli.forms.refusals import Unreadable

READ = frozenset({"docx", "xlsx"})
"""The kinds that a reader exists for; macro, template and strict variants are sniffed as these."""

_ODF = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_ARCHIVES = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
_HTML = re.compile(r"(?:<[?!](?!doctype html)[^>]*>\s*)*<(?:!doctype html|html|head|body|meta|table|div|p|style)\b")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (
    ("EncryptedPackage", "encrypted"), ("EncryptionInfo", "encrypted"), ("WordDocument", "doc"), ("Workbook", "xls"),
    ("Book", "xls"), ("PowerPoint Document", "ppt"), ("__properties_version1.0", "msg"),
)  # fmt: skip


def sniff(data: bytes) -> str:
    """The kind of file that ``data`` is: ``docx``, ``xlsx``, ``xlsb``, ``pptx``, ``doc``, ``xls``, ``ppt``, ``odt``,
    ``ods``, ``odp``, ``iwork``, ``pdf``, ``rtf``, ``html``, ``xml``, ``msg``, ``image``, ``archive``, ``zip``,
    ``encrypted``, ``damaged``, ``damaged-ole``, ``empty``, ``text`` or ``unknown``."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _sniff_zip(data)
    if data.startswith(_OLE):
        return _sniff_ole(data)
    return _by_magic(data) or _sniff_text(data)


def _by_magic(data: bytes) -> str | None:
    if data.startswith(_IMAGES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or data[4:12] == b"ftypheic":
        return "image"
    if data.startswith(_ARCHIVES):
        return "archive"
    if b"%PDF-" in data[:1024]:  # readers of PDF accept it anywhere in the first 1024 bytes
        return "pdf"
    return "rtf" if data.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"{\\rt") else None


def why_unread(kind: str) -> Sentence:
    """What could be sent to an applicant whose file is of a kind that is not read."""
    return _REASONS.get(kind) or say(
        "The file is of a kind that cannot be read here. Please send the form as .docx or .xlsx."
    )


_REASONS = {
    "doc": say("The file is a Word document in the old .doc format. Please save it as .docx and send it again."),
    "xls": say("The file is an Excel workbook in the old .xls format. Please save it as .xlsx and send it again."),
    "xlsb": say("The file is a binary Excel workbook (.xlsb). Please save it as .xlsx and send it again."),
    "odt": say("The file is an OpenDocument text (.odt). Please save it as .docx and send it again."),
    "ods": say("The file is an OpenDocument spreadsheet (.ods). Please save it as .xlsx and send it again."),
    "iwork": say("The file was saved in Apple's own format. Please export it as Word or Excel and send it again."),
    "ppt": say("The file is a presentation. Please send the form as .docx or .xlsx."),
    "pptx": say("The file is a presentation. Please send the form as .docx or .xlsx."),
    "odp": say("The file is a presentation. Please send the form as .docx or .xlsx."),
    "pdf": say("The file is a PDF. Please send the form as the Word or Excel file that was filled in."),
    "rtf": say("The file is in Rich Text Format (RTF). Please save it as .docx and send it again."),
    "html": say("The file is a web page, whatever its name says. Please save it as .docx or .xlsx and send it again."),
    "xml": say("The file is an XML file. Please save it as .docx or .xlsx and send it again."),
    "msg": say("The file is an Outlook message. Please send the form itself as .docx or .xlsx."),
    "image": say("The file is a picture. Please send the form as the Word or Excel file that was filled in."),
    "archive": say("The file is a compressed archive. Please send the form itself as .docx or .xlsx."),
    "zip": say(
        "The file is a zip archive without a Word or Excel document in it. Please send the form as .docx or .xlsx."
    ),
    "encrypted": say("The file is protected with a password. Please send it without one."),
    **dict.fromkeys(
        ("damaged", "damaged-ole"),
        say("The file is damaged and cannot be opened. Please save it again and send it once more."),
    ),
    "empty": say("The file is empty. Please send the filled form again."),
    "text": say("The file is plain text. Please send the form as .docx or .xlsx."),
}


def _sniff_zip(data: bytes) -> str:
    try:
        package = open_package(data)
    except Unreadable as refused:
        # beyond the limits or ambiguous: still named for what it is, so that the reader of that kind says why
        return _by_folder(data) if refused.code != "damaged" else _by_folder(data, otherwise="damaged")
    try:
        if "mimetype" in package:
            manifest = "META-INF/manifest.xml"
            return _sniff_odf(package.read("mimetype"), package.read(manifest) if manifest in package else b"")
        if any(name.lower().endswith(".iwa") for name in package.names):
            return "iwork"
        main = package.main_part()
        return _by_type(package.content_type(main)) or _by_root(package.xml(main).tag)
    except Unreadable as refused:
        return "encrypted" if refused.code == "encrypted" else _by_folder(data)


def _sniff_odf(mimetype: bytes, manifest: bytes) -> str:
    if b"encryption-data" in manifest:
        return "encrypted"
    name = mimetype.strip().decode("ascii", "replace")
    if not name.startswith("application/vnd.oasis.opendocument."):
        return "zip"
    return _ODF.get(name.rpartition(".")[2].partition("-")[0], "zip")


def _by_type(content_type: str) -> str | None:
    if not content_type.endswith("main+xml") and "binary" not in content_type:
        return None
    if "excel.sheet.binary" in content_type:
        return "xlsb"
    families = (
        ("word", "docx"),
        ("excel", "xlsx"),
        ("spreadsheetml", "xlsx"),
        ("powerpoint", "pptx"),
        ("presentationml", "pptx"),
    )
    return next((kind for family, kind in families if family in content_type), None)


def _by_root(tag: str) -> str:
    """A main part with an odd content type is known by its root element."""
    roots = (("wordprocessingml", "docx"), ("spreadsheetml", "xlsx"), ("presentationml", "pptx"))
    return next((kind for family, kind in roots if family in tag), "zip")


def _by_folder(data: bytes, otherwise: str = "zip") -> str:
    """A package that cannot be opened within the limits, by the folders in its directory or local headers."""
    for folder, kind in ((b"word/document", "docx"), (b"xl/workbook", "xlsx"), (b"ppt/presentation", "pptx")):
        if otherwise != "damaged" and folder in data:
            return kind
    return otherwise


def _sniff_text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data[:8192].decode("utf-16", "replace")
    else:
        text = data[:4096].decode("utf-8", "replace")
    text = text.lstrip("\ufeff \r\n\t").lower()
    if not text.strip("\0"):
        return "empty"
    if text.startswith("mime-version:") or _HTML.match(text):
        return "html"
    if text.startswith("<?xml"):
        return "xml"
    printable = sum(letter.isprintable() or letter in "\r\n\t" for letter in text)
    return "text" if printable > 0.95 * len(text) and "\ufffd" not in text[:-4] else "unknown"


def _sniff_ole(data: bytes) -> str:
    """By the streams at the root of the compound file ([MS-CFB] 2.6): a document embedded deeper does not count."""
    try:
        names = _root_names(data)
    except (struct.error, IndexError, ValueError):
        return "damaged-ole"
    return next((kind for stream, kind in _STREAMS if stream.lower() in names), "unknown")


def _root_names(data: bytes) -> set[str]:
    """The names below the root of a compound file, in lower case (some writers shout)."""
    shift, directory = struct.unpack_from("<H", data, 30)[0], struct.unpack_from("<I", data, 48)[0]
    if shift not in {9, 12}:  # [MS-CFB] 2.2 knows no other sectors
        raise ValueError(shift)
    size = 1 << shift
    table = [sector for sector in struct.unpack_from("<109I", data, 76) if sector < 0xFFFFFFFA]
    entries: list[bytes] = []
    for _ in range(1024):  # sectors of the directory; a chain that loops ends here
        if directory >= 0xFFFFFFFA:
            break
        sector = data[(directory + 1) * size : (directory + 2) * size]
        entries.extend(sector[at : at + 128] for at in range(0, len(sector), 128))
        fat, slot = divmod(directory, size // 4)
        directory = struct.unpack_from("<I", data, (table[fat] + 1) * size + slot * 4)[0]
    names: set[str] = set()
    todo, seen = [struct.unpack_from("<I", entries[0], 76)[0]], set[int]()
    while todo:
        at = todo.pop()
        if at in seen or at >= len(entries):
            continue
        seen.add(at)
        length, left, right = struct.unpack_from("<H2x2I", entries[at], 64)
        names.add(entries[at][: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace").lower())
        todo += [left, right]
    return names
