"""What the workers and the look at a package before it is parsed cost, beside bare reading of the same honest forms.

Goals: at most 40 % on top of bare reading; a small inbox in at most 2 seconds more than without workers.
"""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path

from cbt_cli.forms import read_form
from cbt_cli.forms.package import open_package
from cbt_cli.records import make_record
from cbt_cli.stages.calling import load_call
from cbt_cli.stages.opening import opener, workers

SAMPLES = Path(__file__).parents[1] / "samples"
ROUNDS = 5


def forms() -> list[bytes]:
    """The Word and Excel files that the sample messages bring."""
    found = []
    for path in sorted((SAMPLES / "inbox").glob("*.eml")):
        for part in message_from_bytes(path.read_bytes()).walk():
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and zipfile.is_zipfile(io.BytesIO(content)):
                found.append(content)
    return found


def best(work: Callable[[], object]) -> float:
    """Seconds of the best of some rounds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Prints the table."""
    call = load_call(SAMPLES / "call.toml")
    files = [data for data in forms() if read_form(data, call).record is None and read_form(data, call).answers]

    def bare(data: bytes) -> None:
        form = read_form(data, call)
        form.model_copy(update={"record": make_record(form, call)}).model_dump_json()

    alone = best(lambda: [bare(data) for data in files])
    preflight = best(lambda: [open_package(data, call.limits) for data in files])
    with workers(call, 1) as pool:
        open_one = opener(pool, form_only=True)
        isolated = best(lambda: [open_one(data, "form.docx", None) for data in files])

    def small() -> None:
        with workers(call, 10) as pool:
            for data in files[:10]:
                opener(pool, form_only=True)(data, "form.docx", None)

    inbox, without = best(small), best(lambda: [bare(data) for data in files[:10]])
    print(f"{len(files)} honest forms, best of {ROUNDS}, one at a time")
    print(f"  bare reading               {alone * 1000:8.0f} ms")
    print(f"  of it, opening packages    {preflight * 1000:8.0f} ms")
    print(
        f"  in a worker with limits    {isolated * 1000:8.0f} ms   {(isolated / alone - 1) * 100:+.0f} % (goal: 40 %)"
    )
    print(f"10 forms, workers started    {inbox * 1000:8.0f} ms   {inbox - without:+.2f} s (goal: 2 s)")


if __name__ == "__main__":
    main()
