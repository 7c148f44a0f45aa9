"""Makes forms, reads them as ``cbt read`` does, and tallies what became of each field."""

from __future__ import annotations

import traceback
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from benchmarks.accuracy.cases import CANONICAL, Traits, draw, made
from benchmarks.accuracy.truth import BAD, FINE, Json, Outcome, Report, judge

from cbt_cli.calls import load_call
from cbt_cli.domain.calls import Call
from cbt_cli.domain.findings import Finding
from cbt_cli.domain.forms import FormOutcome

DIMENSIONS = ("field", "layout", "holder", "ticks", "labels", "language", "oddity")


@dataclass(frozen=True, slots=True)
class Example:
    """A field that was not read right without a finding."""

    traits: Traits
    field: str
    outcome: Outcome
    said: str
    spelling: str
    got: Json
    expected: Json
    findings: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """How many answers became what: for the whole (key ``("", "")``) and by (dimension, value). ``certain`` counts the
    answers whose truth is certain, ``fine`` those of them that were read right without a finding."""

    counts: dict[tuple[str, str], Counter[Outcome]] = field(default_factory=lambda: defaultdict(Counter))
    certain: Counter[tuple[str, str]] = field(default_factory=Counter)
    fine: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: list[Example] = field(default_factory=list)
    forms: int = 0

    def add(self, other: Tally) -> None:
        """Takes the counts of another tally."""
        for key, counted in other.counts.items():
            self.counts[key].update(counted)
        self.certain.update(other.certain)
        self.fine.update(other.fine)
        self.examples += other.examples
        self.forms += other.forms

    def rate(self, dimension: str = "", value: str = "") -> float:
        """The share of certain answers that were read right without a finding."""
        key = (dimension, value)
        return self.fine[key] / self.certain[key] if self.certain[key] else 1.0

    def bad(self, dimension: str = "", value: str = "") -> int:
        """How many were lost, invented or wrong."""
        return sum(self.counts[dimension, value][one] for one in BAD)

    @property
    def canonical(self) -> float:
        """The rate on the project's own blank forms."""
        keys = [("layout", name) for name in CANONICAL]
        certain = sum(self.certain[key] for key in keys)
        return sum(self.fine[key] for key in keys) / certain if certain else 1.0


@dataclass(frozen=True, slots=True)
class Readout:
    """What came of one form: its outcome in a word, ``application`` of the JSON document, all findings."""

    outcome: str
    application: Mapping[str, Json] | None = None
    findings: tuple[Finding, ...] = ()


def read(data: bytes, call: Call) -> Readout:
    """What ``cbt read`` reads of a form. A reader that breaks has lost every answer."""
    from cbt_cli.forms import read_form  # noqa: PLC0415 - forms can be made and looked at where nothing reads them
    from cbt_cli.outputs.documents import application  # noqa: PLC0415
    from cbt_cli.records import make_record  # noqa: PLC0415

    try:
        form = read_form(data, call)
        if form.outcome is not FormOutcome.FORM:
            return Readout(form.outcome, None, form.findings)
        record = make_record(form, call)
    except Exception as error:  # noqa: BLE001 - one form fails alone, and is counted
        where = traceback.extract_tb(error.__traceback__)[-1]
        return Readout(f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})")
    return Readout(form.outcome, application(record.application), record.findings)  # those of the form among them


@lru_cache
def the_call() -> Call:
    """The built-in call."""
    return load_call(None)


def one(seed: int, number: int, only: Mapping[str, str]) -> Tally:
    """The tally of one form; an empty one where ``only`` (dimension → value) leaves it out."""
    traits, rng = draw(seed, number)
    tally = Tally()
    if any(
        value not in _traits(traits).get(dimension, ()) for dimension, value in only.items() if dimension != "field"
    ):
        return tally
    data, truths = made(the_call(), traits, rng)
    seen = read(data, the_call())
    tally.forms = 1
    for name, (truth, said) in truths.items():
        if only.get("field", name) != name:
            continue
        own = [finding for finding in seen.findings if finding.field == name]
        got = seen.application[name] if seen.application is not None else None
        became = judge(name, truth, got, [finding.severity for finding in own])
        certain = truth.report is Report.NEVER
        for dimension, values in {**_traits(traits), "field": (name,), "": ("",)}.items():
            for value in values:
                tally.counts[dimension, value][became] += 1
                tally.certain[dimension, value] += certain
                tally.fine[dimension, value] += certain and became in FINE
        if became in BAD or became is Outcome.DOUBTED:
            shown = tuple(f"{finding.code}: {finding.message}" for finding in own) or (
                (f"({seen.outcome})",) if seen.application is None else ()
            )
            expected = truth.values[0] if truth.values else "a finding"
            tally.examples.append(Example(traits, name, became, said.text, said.example, got, expected, shown))
    return tally


def _traits(traits: Traits) -> dict[str, tuple[str, ...]]:
    return {
        "layout": (traits.layout,), "holder": (traits.holder,), "ticks": (traits.ticks,), "labels": (traits.labels,),
        "language": (traits.language,), "oddity": traits.oddities,
    }  # fmt: skip


def _some(job: tuple[int, range, dict[str, str]]) -> Tally:
    seed, numbers, only = job
    tally = Tally()
    for number in numbers:
        tally.add(one(seed, number, only))
    return tally


def run(seed: int, numbers: range, only: dict[str, str], jobs: int) -> Tally:
    """The tally of all forms of ``numbers``, in ``jobs`` processes; the same however many those are."""
    parts = [(seed, numbers[at : at + 25], only) for at in range(0, len(numbers), 25)]
    tally = Tally()
    for part in _mapped(parts, jobs):
        tally.add(part)
    return tally


def _mapped(parts: list[tuple[int, range, dict[str, str]]], jobs: int) -> Iterator[Tally]:
    if jobs == 1:
        yield from map(_some, parts)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(_some, parts)


def write(folder: Path, seed: int, numbers: Iterable[int], only: Mapping[str, str]) -> list[Path]:
    """Writes the forms out, to be looked at."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in numbers:
        traits, rng = draw(seed, number)
        if all(
            value in _traits(traits).get(dimension, ()) for dimension, value in only.items() if dimension != "field"
        ):
            path = folder / traits.name
            path.write_bytes(made(the_call(), traits, rng)[0])
            paths.append(path)
    return paths
