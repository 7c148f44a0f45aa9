"""CPU time that ``cbt validate`` takes for each application of a large register, and after one correction. Bars: 2 ms
for each, one checked again.

    python benchmarks/validating.py [COUNT]
"""

from __future__ import annotations

import datetime as dt
import hashlib
import resource
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

from cbt_cli.calls import load_call
from cbt_cli.domain.applications import (
    Application,
    Experience,
    ExperienceKind,
    LanguageSkill,
    Money,
    Record,
    Source,
    Unit,
    Vat,
)
from cbt_cli.domain.base import place
from cbt_cli.domain.forms import FilledForm, FormOutcome
from cbt_cli.domain.journal import Hand
from cbt_cli.domain.submissions import Confidence, Outcome, Receipt, Settled, Sort, Unpacked
from cbt_cli.register import open_register
from cbt_cli.stages.deciding import Wanted, correct
from cbt_cli.stages.validating import validating

HAND = Hand(who="bench", at=dt.datetime(2019, 3, 20, tzinfo=dt.UTC))
CALL = load_call()
AT = dt.datetime(2019, 3, 12, tzinfo=dt.UTC)


def record(number: int, years: int) -> Record:
    """An honest application; every seventh is over the cap."""
    posts = tuple(
        Experience(start=f"{2004 + step}-03", end=f"{2009 + step}-02", organisation="Example Cluster", role="Manager",
                   kind=ExperienceKind.MANAGEMENT)
        for step in range(4)
    )  # fmt: skip
    application = Application(
        family_name=f"Example{number}", first_name="Ada", organisation="Example Cluster", position="Director",
        country="FR", email=f"a{number}@example.org", applicant_type="expert", management_years=Decimal(years),
        experience=posts, evidence="Annual reports.", areas=("strategy", "governance"),
        languages=(LanguageSkill(code="en", level="C1"),), motivation="To pass on what we learnt.",
        quotation=Money(amount=Decimal(3200 if number % 7 == 0 else 2900), currency="EUR", vat=Vat.EXCLUDED,
                        unit=Unit.MENTEE),
        declaration=True, consent=True, signed_on=dt.date(2019, 3, 11),
    )  # fmt: skip
    answered = [question.key for question in CALL.form.questions]
    sources = {
        key: (Source(raw="as typed", place=place(("table", 1), ("row", at))),) for at, key in enumerate(answered)
    }
    return Record(application=application, sources=sources)


def fill(path: Path, count: int, years: int = 9) -> None:
    """A register with ``count`` applications. 9 ``years`` contradict the posts that are listed, 8 do not."""
    with open_register(path, CALL, HAND, create=True) as register, register.together():
        for number in range(1, count + 1):
            data = str(number).encode()
            sha256 = hashlib.sha256(data).hexdigest()
            item = Unpacked(
                source=f"{number:05d}.docx", name="form.docx", sha256=sha256, sort=Sort.FILE, form=FormOutcome.FORM,
                receipt=Receipt(received_at=AT, earliest=AT, latest=AT, source="received:own",
                                confidence=Confidence.HIGH),
            )  # fmt: skip
            form = FilledForm(format="docx", outcome=FormOutcome.FORM, record=record(number, years))
            register.keep(data, "bench", [(item, form)])
        keys = list(register.unpacked())
        settled = {
            key: Settled(outcome=Outcome.APPLICATION, ref=f"CBT-{at:03d}", counts=True)
            for at, key in enumerate(keys, 1)
        }
        register.settle(settled, {}, count)


def main() -> int:
    """Prints the table; leaves with 1 if a bar is not held."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cbt.sqlite"
        fill(path, count)
        took = {}
        for what in ("first", "again, nothing changed", "after one correction"):
            if what == "after one correction":
                wanted = Wanted("position", "Managing director", "As the annex says.")
                correct(path, CALL, HAND, "CBT-007", wanted)
            begun = time.process_time()
            with validating(path, CALL, HAND) as done:
                sum(1 for _ in done)
                took[what] = (time.process_time() - begun, done.checked)
    for what, (seconds, checked) in took.items():
        print(f"{what:24} {seconds / count * 1000:6.2f} ms for each of {count:,}; checked: {checked:,}")
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")
    held = took["first"][0] / count <= 0.002 and took["after one correction"][1] == 1
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
