"""What is installed with the program may be passed on with it: licences of all that it needs, from their metadata."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

CONSTRAINTS = Path(__file__).parents[1] / "constraints.txt"
PERMITTED = re.compile(
    r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|Zlib|0BSD|Unlicense|MPL|MIT-0|CC0)\b", re.IGNORECASE
)


def needed(name: str, found: dict[str, str]) -> dict[str, str]:
    """Name → what its metadata says of its licence, for a distribution and all that it needs at run time."""
    for line in metadata.requires(name) or ():
        other = re.split(r"[\s;<>=!~\[(]", line, maxsplit=1)[0].lower().replace("_", "-")
        if "extra ==" in line or other in found:
            continue
        try:
            facts = metadata.metadata(other)
        except metadata.PackageNotFoundError:  # only for another system
            continue
        classified = " ".join(facts.get_all("Classifier") or ())
        found[other] = f"{facts.get('License-Expression')} {(facts.get('License') or '')[:200]} {classified}"
        needed(other, found)
    return found


def test_licences_permit_passing_on() -> None:
    """No dependency has a licence that would bind who passes the program on."""
    found = needed("cbt-cli", {})
    assert len(found) > 10
    assert [name for name, said in sorted(found.items()) if not PERMITTED.search(said)] == []


def test_every_version_is_exact() -> None:
    """A set-up today and one in a year give the same files: versions with the hashes of what may be installed."""
    for name in ("constraints.txt", "constraints-extras.txt"):
        entries = (CONSTRAINTS.with_name(name)).read_text("utf-8").replace("\\\n", " ").splitlines()
        whole = re.compile(r"[\w.\-]+==[\w.]+(?: ; [^\\]+?)?\s+(?:--hash=sha256:[0-9a-f]{64}\s*)+")
        assert [entry for entry in entries if not whole.fullmatch(entry)] == []
        pins = {entry.partition("==")[0].lower().replace("_", "-") for entry in entries}
        assert sorted(needed("cbt-cli", {}).keys() - pins) == []
