"""Office packages (Word, Excel) without the moment and the machine that wrote them: same in, same out."""

from __future__ import annotations

import io
import re
import zipfile

_MOMENTS = re.compile(rb"<dcterms:(created|modified)\b[^>]*?(?:/>|>.*?</dcterms:\1>)", re.DOTALL)
_ZERO = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip archive can state."""


def timeless(package: bytes) -> bytes:
    """The same package, its members without times, and without the times of its creation and change.

    Both are optional (ECMA-376 part 2, 11.1); the writing libraries fill them in from the clock.
    """
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as before,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            data = before.read(name)
            if name == "docProps/core.xml":
                data = _MOMENTS.sub(b"", data)
            member = zipfile.ZipInfo(name, _ZERO)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0  # else it says which system wrote it
            after.writestr(member, data)
    return stream.getvalue()
