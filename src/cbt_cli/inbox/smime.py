"""S/MIME (RFC 8551): what was signed is taken out of ``smime.p7m``. Signatures are not verified."""

from __future__ import annotations

import re

from cbt_cli.inbox.transfer import from_base64

_OID = b"\x2a\x86\x48\x86\xf7\x0d\x01"
"""How the identifiers of PKCS #7 and #9 begin (1.2.840.113549.1)."""
_PEM = re.compile(rb"\s*-----BEGIN (?:PKCS7|CMS)-----([A-Za-z0-9+/=\s]+)-----END")
_MIME = re.compile(rb"\s*(?:content-[\w-]+|mime-version)[ \t]*:", re.IGNORECASE)
_SIGNED = "signed_data"
_ENVELOPED = ("enveloped_data", "authenticated_enveloped_data", "encrypted_data", "signed_and_enveloped_data")


def signed_content(data: bytes) -> bytes | None:
    """The MIME entity that was signed, or ``None`` where ``data`` is no opaque signature."""
    content = _content_info(data)
    if content is None or content[0] != _SIGNED:
        return None
    return content[1]


def is_enveloped(data: bytes) -> bool:
    """Whether ``data`` is encrypted (CMS enveloped data)."""
    content = _content_info(data)
    return content is not None and content[0] in _ENVELOPED


def is_mime(content: bytes) -> bool:
    """Whether what was signed is a MIME entity; else it is a file that was signed as it is (``form.docx.p7m``)."""
    return _MIME.match(content) is not None


def _content_info(data: bytes) -> tuple[str, bytes | None] | None:
    """(kind, encapsulated bytes) of a CMS structure; ``None`` where it is none."""
    armoured = _PEM.match(data)
    if armoured is not None:
        data, _ = from_base64(armoured[1])
    if not data.startswith(b"\x30") or _OID not in data[:40]:
        return None
    # only signed mail needs it, and it takes long to load
    from asn1crypto import cms  # type: ignore[import-untyped]  # noqa: PLC0415 - as above

    try:
        info = cms.ContentInfo.load(data)
        kind = str(info["content_type"].native)
        if kind != _SIGNED:
            return kind, None
        inner = info["content"]["encap_content_info"]["content"]
        return kind, inner.native if inner is not None and isinstance(inner.native, bytes) else None
    except (ValueError, TypeError, KeyError, RecursionError, IndexError, OverflowError):
        return None
