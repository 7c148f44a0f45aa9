"""S/MIME (RFC 8551): what was signed is taken out of ``smime.p7m``. Signatures are not verified."""

from __future__ import annotations

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


def _content_info(data: bytes) -> tuple[str, bytes | None] | None:
    """(kind, encapsulated bytes) of a CMS structure; ``None`` where it is none."""
    if not data.startswith(b"\x30") or len(data) < 20:
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
