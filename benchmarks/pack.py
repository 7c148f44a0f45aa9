"""Time that ``cbt pack`` takes for many applications and five evaluators. Bar: 100 applications in 60 s.

python benchmarks/pack.py [COUNT]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from validating import CALL, HAND, fill

from cbt_cli.stages.packing import pack

EVALUATORS = [f"Evaluator {number}" for number in range(1, 6)]


def main() -> int:
    """Prints the time; leaves with 1 if the bar is not held."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cbt.sqlite"
        fill(path, count * 7 // 6 + 1, years=8)
        begun = time.perf_counter()
        done = pack(path, CALL, HAND, Path(folder) / "pack", EVALUATORS)
        seconds = time.perf_counter() - begun
    print(f"{len(done.refs):,} of {count:,} applications x {len(EVALUATORS)} evaluators in {seconds:.1f} s")
    return 0 if done.refs and seconds * 100 / len(done.refs) <= 60 else 1


if __name__ == "__main__":
    sys.exit(main())
