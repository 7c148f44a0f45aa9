"""``make audit``: known holes in the exact versions of the constraint files, by pip-audit.

Without a network nothing is known, and that is said: pip-audit itself calls what it could not look up clean.
"""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
PLACE = ROOT / "build/audit"
PYTHON = PLACE / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def skipped(why: str) -> int:
    """Says that nothing was audited, which is no fault of the versions."""
    print(f"audit: skipped, {why}")  # noqa: T201 - a tool of the house
    return 0


def main() -> int:
    """1 where a version has a known hole, else 0."""
    if not PYTHON.exists():
        venv.create(PLACE, with_pip=True)
    installed = subprocess.run(
        [PYTHON, "-m", "pip", "install", "--quiet", "pip-audit"], capture_output=True, check=False
    )
    if installed.returncode:
        return skipped("pip-audit cannot be installed (no network?)")
    known, holes = 0, []
    for name in ("constraints.txt", "constraints-extras.txt"):
        line = [PYTHON, "-m", "pip_audit", "--requirement", ROOT / name, "--require-hashes", "--disable-pip"]
        done = subprocess.run(
            [*line, "--progress-spinner", "off", "--format", "json"], capture_output=True, text=True, check=False
        )
        if not done.stdout.startswith("{"):
            return skipped(f"pip-audit got no answer: {done.stderr.strip()[-200:]}")
        for one in json.loads(done.stdout)["dependencies"]:
            known += "skip_reason" not in one
            holes += [f"{one['name']} {one['version']}: {hole['id']}" for hole in one.get("vulns", ())]
    if not known:
        return skipped("nothing is known of any version here (no network, or an index without advisories)")
    print(f"audit: {known} versions looked up, {len(holes)} known holes", *sorted(set(holes)), sep="\n  ")  # noqa: T201
    return 1 if holes else 0


if __name__ == "__main__":
    sys.exit(main())
