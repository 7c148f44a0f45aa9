"""``cbt ingest``: every file of the inbox into the register, then the outcome of every item."""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.journal import Hand
from cbt_cli.domain.submissions import Item, Outcome, Sort, Unpacked
from cbt_cli.errors import CbtError
from cbt_cli.inbox import InboxFile, list_inbox
from cbt_cli.isolation import read_regular
from cbt_cli.register import ERASED, Register, open_register
from cbt_cli.stages.opening import opener, reading, workers
from cbt_cli.stages.settling import resettle
from cbt_cli.stages.unpacking import Kept, Unpacking

Progress = Callable[[int, int], None]
_SMALL = 1 << 20
_CHANGED = say("It changed while it was being read. Run again when it is complete.")
AHEAD, AHEAD_BYTES = 8, 32 << 20
"""Files, and bytes of files, read ahead of the one whose result is being kept: bounds memory."""


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of every item of the inbox folder; ``new`` counts those that the register did not hold before, and
    ``applications`` those of the whole register."""

    inbox: str
    new: int
    items: tuple[Item, ...]
    applications: int
    changed: tuple[str, ...] = ()
    """Files that were written to while they were taken in, or have gone since: the next run takes what is there."""

    @property
    def totals(self) -> dict[str, int]:
        """Items by outcome, those that occur, in order of name."""
        return dict(sorted(Counter(str(item.outcome) for item in self.items).items()))


@dataclass(slots=True)
class _Tally:
    """What one run took in: new items, the digests of the files that are there, items that could not be taken, and
    those that were being written to."""

    new: int = 0
    seen: dict[Path, str] = field(default_factory=dict)
    left: list[Item] = field(default_factory=list)
    unstable: set[Path] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    """Digests of what the unstable ones held when they were read."""


def ingest(
    inbox: Path, register_file: Path, call: Call, hand: Hand, *, progress: Progress | None = None
) -> IngestReport:
    """Takes what is new in the folder into the register and settles all items. Running again changes nothing; a run
    that was cut off is completed by the next."""
    most = call.limits.file_mib << 20
    files = [file for file in list_inbox(inbox, most) if not _is_register(file.path, register_file)]
    with open_register(register_file, call, hand, create=True) as register:
        tally = _take_in(files, register, call, progress)
        settlement = resettle(register, call)
        unpacked = register.unpacked()
        seen = {(file.source, tally.seen[file.path]) for file in files if file.path in tally.seen}
        here = {key[0] for key, item in unpacked.items() if item.part is None and (item.source, item.sha256) in seen}
        items = [item for (file, _), item in zip(unpacked, register.items(), strict=True) if file in here]
    items = sorted([*items, *tally.left], key=lambda item: item.source)
    _reconcile(files, items)
    counted = sum(one.counts for one in settlement.settled.values())
    changed = tuple(file.source for file in files if _has_changed(file, tally))
    return IngestReport(inbox.as_posix(), tally.new, tuple(items), counted, changed)


def _has_changed(file: InboxFile, tally: _Tally) -> bool:
    """Whether a file is no longer what was taken in. Its size proves nothing: some systems give a file that is being
    copied its whole length first."""
    if file.path not in tally.seen:
        return file.path in tally.unstable
    data, failed = _bytes(file)
    return failed is not None or hashlib.sha256(data).hexdigest() != tally.seen[file.path]


def _is_register(path: Path, register_file: Path) -> bool:
    names = {register_file.name + end for end in ("", "-wal", "-shm", "-journal")}
    return path.name in names and path.parent.resolve() == register_file.parent.resolve()


def _reconcile(files: list[InboxFile], items: list[Item]) -> None:
    """Every file of the folder is there as an item, and nothing else is."""
    listed = Counter(file.source for file in files)
    found = Counter(item.source for item in items if item.part is None)
    if listed != found:
        wrong = sorted((listed - found) + (found - listed))
        raise CbtError(
            say(
                "The ledger does not add up for {names}: {count} files, {total} accounted for.",
                names=", ".join(wrong[:5]),
                count=len(files),
                total=found.total(),
            ),
            say("Please report this; what was read is in the register, and running again is safe."),
        )


def _take_in(files: list[InboxFile], register: Register, call: Call, progress: Progress | None) -> _Tally:
    tally = _Tally()
    by = reading(call)
    threads = 4
    with workers(call, len(files)) as pool, ThreadPoolExecutor(threads) as executor:
        open_one = opener(pool)

        def unpack(file: InboxFile, data: bytes) -> list[Kept]:
            return Unpacking(open_one, call, file.source).file(data, file.modified)

        waiting = _read_ahead(files, register, by, tally, lambda file, data: executor.submit(unpack, file, data))
        for done, (file, (data, result)) in enumerate(zip(files, waiting, strict=True), start=1):
            if result is not None:
                kept = result.result()
                if _is_stable(file, data, tally):
                    tally.new += len(kept) if register.keep(data, by, kept) else 0
            if progress is not None:
                progress(done, len(files))
    return tally


def _read_ahead(
    files: list[InboxFile],
    register: Register,
    by: str,
    tally: _Tally,
    unpack: Callable[[InboxFile, bytes], Future[list[Kept]]],
) -> Iterator[tuple[bytes, Future[list[Kept]] | None]]:
    """Each file in order with its bytes and what is being unpacked from it; ``None`` where there is nothing to do."""
    waiting: deque[tuple[bytes, Future[list[Kept]] | None]] = deque()
    brought: dict[str, str] = {}
    for file in files:
        data, failed = _bytes(file)
        if failed is not None:
            tally.left.append(_left(file, data, failed))
            waiting.append((b"", None))
        else:
            sha256 = hashlib.sha256(data).hexdigest()
            tally.seen[file.path] = sha256
            first = register.first_source(sha256) or brought.setdefault(sha256, file.source)
            if register.is_erased(sha256) and not register.knows(file.source, sha256, by):
                tally.left.append(_erased(file))
                waiting.append((b"", None))
            elif register.knows(file.source, sha256, by):
                waiting.append((b"", None))
            elif first != file.source:
                waiting.append((data, _copy(file, sha256, data, first)))
            else:
                waiting.append((data, unpack(file, data)))
        while len(waiting) > AHEAD or (len(waiting) > 1 and sum(len(held) for held, _ in waiting) > AHEAD_BYTES):
            yield waiting.popleft()
    yield from waiting


def _is_stable(file: InboxFile, data: bytes, tally: _Tally) -> bool:
    """Whether a file still holds what was read of it; if not, it is left for the next run, with its copies."""
    digest = tally.seen[file.path]
    now, failed = _bytes(file)
    if digest not in tally.gone and failed is not _CHANGED and (failed is not None or now == data):
        return True  # what is no longer there at all was read whole before
    tally.gone.add(digest)
    tally.unstable.add(file.path)
    del tally.seen[file.path]
    tally.left.append(_left(file, b"", _CHANGED))
    return False


def _copy(file: InboxFile, sha256: str, data: bytes, first: str) -> Future[list[Kept]]:
    """A file whose very bytes are there already: not opened again."""
    reason = say("The same bytes as {first}.", first=first)
    name = file.source.rsplit("/", 1)[-1]
    done: Future[list[Kept]] = Future()
    copy = Unpacked(source=file.source, name=name, sha256=sha256, size=len(data), sort=Sort.COPY, reason=reason)
    done.set_result([(copy, None)])
    return done


def _bytes(file: InboxFile) -> tuple[bytes, Sentence | None]:
    """The bytes of a file, or why it is not taken."""
    if file.ignored is not None or file.too_large is not None:
        data = b""
        with suppress(OSError):  # what is ignored has a digest as well, if it is a small file at all
            data = read_regular(file.path, _SMALL)
        return data, file.ignored or file.too_large
    try:
        data = read_regular(file.path, max(file.size, 1))
    except OSError as error:
        return b"", say(
            "It could not be opened: {why}. Run again when it can be.", why=error.strerror or type(error).__name__
        )
    if len(data) != file.size:
        return b"", _CHANGED
    return data, None


def _erased(file: InboxFile) -> Item:
    return Item(source=file.source, part=None, sha256="", outcome=Outcome.IGNORED, reason=ERASED)


def _left(file: InboxFile, data: bytes, reason: Sentence) -> Item:
    outcome = Outcome.IGNORED if file.ignored is not None else Outcome.UNREADABLE
    digest = hashlib.sha256(data).hexdigest() if data or (file.size == 0 and file.ignored is not None) else ""
    return Item(source=file.source, part=None, sha256=digest, outcome=outcome, reason=reason)
