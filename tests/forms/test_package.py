import io
import zipfile
from collections.abc import Callable

import pytest

from cbt_cli.forms.package import Package, Unreadable, open_package, parse_xml
from cbt_cli.forms.sniff import sniff, why_unread

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_SHEET = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="{}" ContentType="{}"/></Types>'
)
ODT = ("mimetype", "application/vnd.oasis.opendocument.text")
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://x/officeDocument" Target="{}"/></Relationships>'
)


def packed(*members: tuple[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Unreadable) as caught:
        act()
    return caught.value.code


def office(part: str, kind: str, xml: str = "<a/>") -> bytes:
    return packed(
        ("[Content_Types].xml", TYPES.format("/" + part, kind)), ("_rels/.rels", RELS.format(part)), (part, xml)
    )


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (office("odd/name.xml", WORD), "docx"),
        (office("xl/workbook.xml", MACRO_SHEET), "xlsx"),
        (office("a.xml", "x/y", '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'), "docx"),
        (packed(ODT, ("META-INF/manifest.xml", "<m/>")), "odt"),
        (packed(ODT, ("META-INF/manifest.xml", "<encryption-data/>")), "encrypted"),
        (packed(ODT), "odt"),
        (packed(("_rels/.rels", RELS.format("word/document.xml")), ("word/document.xml", "<a/>")), "docx"),
        (packed(("cv.pdf", "%PDF")), "zip"),
        (office("word/document.xml", WORD)[:-30], "damaged"),
        (b"", "empty"),
        (b"  \r\n", "empty"),
        (b"%PDF-1.4", "pdf"),
        (b"{\\rtf1", "rtf"),
        (b"\xef\xbb\xbf <HTML><body>", "html"),
        (b'<?xml version="1.0"?><html xmlns="x">', "html"),
        (b"<meta charset=utf-8>\n<table><tr>", "html"),
        (b"<!DOCTYPE HTML><p>", "html"),
        (b'<?xml version="1.0"?><w:wordDocument/>', "xml"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"Dear all", "text"),
        (b"\x01\x02\x03\x04\x05", "unknown"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "damaged-ole"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5_000), "damaged-ole"),
    ],
)  # fmt: skip
def test_sniff(data: bytes, kind: str) -> None:
    """A file is named for what its bytes are, whatever it is called."""
    assert sniff(data) == kind
    assert why_unread(kind).text.endswith(".")


def test_part_names_are_compared_as_office_does() -> None:
    """Case, a leading slash and backslashes do not matter; a missing target is said, not raised."""
    rels = RELS.format("/Word\\Document.XML").replace(
        "</Relationships>",
        '<Relationship Id="rId2" Type="http://x/image" Target="../NULL"/>'
        '<Relationship Id="rId3" Type="http://x/hyperlink" Target="http://example.org/" TargetMode="External"/>'
        "</Relationships>",
    )
    package = open_package(
        packed(("[Content_Types].xml", "<a/>"), ("_rels/.rels", rels), ("word/document.xml", "<a/>"))
    )
    assert package.main_part() == "word/document.xml"
    found = package.relationships("")
    assert [(one.kind, one.target, one.external, one.dangling) for one in found.values()] == [
        ("officeDocument", "word/document.xml", False, False),
        ("image", "../NULL", False, True),
        ("hyperlink", "http://example.org/", True, False),
    ]


def test_doctype() -> None:
    """A DOCTYPE is refused before parsing, in UTF-16 too."""
    text = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert refusal(lambda: parse_xml(text.encode())) == "doctype"
    assert refusal(lambda: parse_xml(text.encode("utf-16"))) == "doctype"
    assert refusal(lambda: parse_xml(text.encode("utf-16-le"))) == "doctype"
    hidden = b'<?xml version="1.0" encoding="utf-7"?>' + text[21:].encode("utf-7").replace(b"<!", b"+ADwAIQ-")
    assert refusal(lambda: parse_xml(hidden)) == "damaged"


def test_odd_encodings() -> None:
    """An encoding that no part has, or that could hide markup from the search, is refused; old tools' are not."""
    head = '<?xml version="1.0" encoding="{}"?><a>b</a>'
    assert refusal(lambda: parse_xml(head.format("UTF-7").encode())) == "damaged"
    assert refusal(lambda: parse_xml(head.format("nonsense").encode())) == "damaged"
    assert parse_xml(b"\xef\xbb\xbf" + head.format("UTF-8").encode()).text == "b"
    assert parse_xml(head.format("ISO-8859-1").replace("b<", "\u00e9<").encode("latin-1")).text == "\u00e9"


def test_lies_about_size() -> None:
    """A part that is not as long as it declares is damaged; a package that declares too much in all is refused."""
    honest = packed(("a.xml", "<a/>"))
    for shift, declared, code in ((24, 9, "damaged"), (24, 200 << 20, "too-large")):
        entry = honest.index(b"PK\x01\x02") + shift  # the uncompressed size in the directory (APPNOTE 4.3.12)
        lie = honest[:entry] + declared.to_bytes(4, "little") + honest[entry + 4 :]
        assert refusal(lambda lie=lie: open_package(lie).read("a.xml")) == code


def test_two_main_parts() -> None:
    """A package that names two documents is refused: nobody can know which one its sender saw."""
    second = '<Relationship Id="rId2" Type="http://x/officeDocument" Target="word/other.xml"/></Relationships>'
    rels = RELS.format("word/document.xml").replace("</Relationships>", second)
    parts = [(name, "<a/>") for name in ("[Content_Types].xml", "word/document.xml", "word/other.xml")]
    assert refusal(open_package(packed(("_rels/.rels", rels), *parts)).main_part) == "ambiguous-package"


def test_utf16_part() -> None:
    """A part in UTF-16 is read."""
    assert parse_xml('<?xml version="1.0" encoding="UTF-16"?><a>é</a>'.encode("utf-16")).text == "é"


def test_strict_namespaces() -> None:
    """Strict namespaces become transitional ones; the same words in text stay."""
    root = parse_xml(b'<a xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main">http://purl.oclc.org/ooxml/a/b</a>')
    assert root.tag == "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}a"
    assert root.text == "http://purl.oclc.org/ooxml/a/b"


def test_bomb() -> None:
    """A part that inflates beyond the ratio or the limit is refused, whatever size it declares."""
    package: Package = open_package(packed(("bomb.xml", b" " * (33 * 1024 * 1024)), ("small.xml", b" " * 1024 * 1024)))
    assert refusal(lambda: package.read("bomb.xml")) == "too-large"
    assert len(package.read("small.xml")) == 1024 * 1024
    assert refusal(lambda: open_package(packed(*((f"{n}.xml", "") for n in range(2_001))))) == "too-large"
    assert refusal(lambda: parse_xml(b"<a>" + b"<b/>" * 1_000_001 + b"</a>")) == "too-large"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_duplicates() -> None:
    """Two parts of one name are refused where they differ, and are one where they do not."""
    assert refusal(lambda: open_package(packed(("A.xml", "<a/>"), ("a.xml", "<b/>")))) == "ambiguous-package"
    assert open_package(packed(("A.xml", "<a/>"), ("a.xml", "<a/>"))).names == ("A.xml",)
