"""How long `cbt --version` takes beside `python -c "import typer"`: interleaved rounds in one run, ratio of medians.

The bar is 1.5: heavy libraries are imported where they are used.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

ROUNDS = 15
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    'python -c "import typer"': [sys.executable, "-c", "import typer"],
    "cbt --version": [sys.executable, "-m", "cbt_cli", "--version"],
}


def main() -> int:
    """Prints the table; leaves with 1 if the ratio is over the bar."""
    seconds: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(ROUNDS):
        for name, command in COMMANDS.items():
            begun = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            seconds[name].append(time.perf_counter() - begun)
    medians = {name: statistics.median(taken) for name, taken in seconds.items()}
    for name, median in medians.items():
        print(f"{name:28} {median * 1000:7.1f} ms")
    ratio = medians["cbt --version"] / medians['python -c "import typer"']
    print(f"ratio to importing typer: {ratio:.2f} (bar: 1.50)")
    return 0 if ratio <= 1.5 else 1


if __name__ == "__main__":
    sys.exit(main())
