"""``python -m benchmarks.accuracy``: makes forms, reads them, prints what became of each field.

Leaves with 1 where anything was lost, invented or wrong, or a rate is below its target.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.accuracy.run import DIMENSIONS, Example, Tally, run, write
from benchmarks.accuracy.truth import BAD, Outcome

CANONICAL_TARGET, TARGET = 0.99, 0.97
_HEADS = {
    Outcome.RIGHT: "right", Outcome.NOTED: "noted", Outcome.BLANK: "blank", Outcome.REPORTED: "reported",
    Outcome.DOUBTED: "doubted", Outcome.LOST: "LOST", Outcome.INVENTED: "INVENTED", Outcome.WRONG: "WRONG",
}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmark; gives the exit code."""
    options = _parser().parse_args(arguments)
    only = dict(one.split("=", 1) for one in options.only)
    numbers = range(options.form, options.form + 1) if options.form is not None else range(options.forms)
    if options.write is not None:
        for path in write(options.write, options.seed, numbers, only):
            print(path)
        return 0
    begun = time.perf_counter()
    tally = run(options.seed, numbers, only, options.jobs)
    _show(tally, options.seed, time.perf_counter() - begun)
    _examples(tally, options.seed, options.show, doubted=options.doubted)
    reached = tally.bad() == 0 and tally.canonical >= CANONICAL_TARGET and tally.rate() >= TARGET
    return 0 if reached else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument("--forms", type=int, default=2000, help="how many forms (2000)")
    parser.add_argument("--seed", type=int, default=2019, help="which forms: the same seed makes the same (2019)")
    parser.add_argument("--jobs", type=int, default=2, help="processes (2)")
    parser.add_argument("--show", type=int, default=20, help="examples of what went wrong (20)")
    parser.add_argument("--doubted", action="store_true", help="show certain answers that were reported, too")
    parser.add_argument(
        "--only", action="append", default=[], metavar="DIMENSION=VALUE", help=f"only these, by {', '.join(DIMENSIONS)}"
    )
    parser.add_argument("--form", type=int, help="only the form of this number")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="write the forms there instead of reading them")
    return parser


def _show(tally: Tally, seed: int, seconds: float) -> None:
    answers = sum(tally.counts["", ""].values())
    print(f"seed {seed}: {tally.forms} forms, {answers} answers, {seconds:.0f} s")
    print("right%: share of certain answers (blanks too) read right without a finding; a note is none\n")
    for dimension in DIMENSIONS:
        values = sorted(value for name, value in tally.counts if name == dimension)
        if not values:
            continue
        print(f"{dimension:38} right% " + " ".join(f"{head:>8}" for head in _HEADS.values()))
        for value in values:
            print(f"  {value:36} {tally.rate(dimension, value):6.1%} " + _row(tally, dimension, value))
        print()
    print(f"{'all':38} {tally.rate():6.1%} " + _row(tally, "", ""))
    print(f"\nlost, invented or wrong: {tally.bad()} (target 0)")
    print(f"right without a finding, canonical form: {tally.canonical:.2%} (target {CANONICAL_TARGET:.0%})")
    print(f"right without a finding, all layouts: {tally.rate():.2%} (target {TARGET:.0%})")


def _row(tally: Tally, dimension: str, value: str) -> str:
    counted = tally.counts[dimension, value]
    return " ".join(f"{counted[outcome]:8}" for outcome in _HEADS)


def _examples(tally: Tally, seed: int, most: int, *, doubted: bool) -> None:
    shown = [one for one in tally.examples if one.outcome in BAD or doubted]
    for one in sorted(shown, key=lambda one: (one.outcome not in BAD, one.traits.number))[:most]:
        print(f"\n{described(one, seed)}")


def described(one: Example, seed: int) -> str:
    """An example in words, with the command that makes it again."""
    traits = one.traits
    drawn = (traits.layout, traits.holder, traits.ticks, f"labels {traits.labels} {traits.language}", *traits.oddities)
    return (
        f"{one.outcome} {one.field}: typed {one.said!r}, got {one.got!r}, expected {one.expected!r}\n"
        f"  {' | '.join(drawn)}\n"
        f"  findings: {'; '.join(one.findings) or 'none'}\n"
        f"  python -m benchmarks.accuracy --seed {seed} --form {traits.number} --only field={one.field}"
    )


if __name__ == "__main__":
    sys.exit(main())
