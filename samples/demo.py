"""The whole way on the sample call: ingest, validate, match. What it makes lies in ``demo/`` beside ``samples/``."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
DEMO = HERE.parent / "demo"


def cbt(*arguments: str) -> None:
    """Shows the command as one would type it, and runs it."""
    shown = " ".join(arguments)
    print(f"\n$ cbt {shown}", flush=True)
    command = [sys.executable, "-m", "cbt_cli", "--call", str(HERE / "call.toml"), *arguments]
    done = subprocess.run(command, cwd=DEMO, check=False)  # noqa: S603 - the tool itself
    if done.returncode:
        raise SystemExit(done.returncode)


def main() -> None:
    """Runs the demo from nothing."""
    shutil.rmtree(DEMO, ignore_errors=True)
    DEMO.mkdir()
    shutil.copytree(HERE / "inbox", DEMO / "inbox")
    shutil.copy(HERE / "mentees.xlsx", DEMO)
    cbt("ingest", "inbox")
    cbt("validate", "-o", "validation.xlsx")
    cbt("match", "--mentees", "mentees.xlsx")


if __name__ == "__main__":
    main()
