"""Time that ``cbt letters --write`` takes for the acknowledgements of a large register. Bar: 1,000 letters in 10 s.

python benchmarks/letters.py [COUNT]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from validating import CALL, HAND, fill

from cbt_cli.domain.letter_kinds import Kind
from cbt_cli.stages.lettering import Wanted, letters


def main() -> int:
    """Prints the time; leaves with 1 if the bar is not held."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cbt.sqlite"
        fill(path, count)
        begun = time.perf_counter()
        found = letters(path, CALL, HAND, Wanted(Kind.ACKNOWLEDGEMENT), Path(folder) / "drafts")
        seconds = time.perf_counter() - begun
    print(f"{len(found.letters):,} letters in {seconds:.1f} s")
    return 0 if seconds * 1_000 / count <= 10 and len(found.letters) == count else 1


if __name__ == "__main__":
    sys.exit(main())
