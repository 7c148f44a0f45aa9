"""What is remembered, and the SQL for it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cbt_cli.domain.applications import Record
from cbt_cli.domain.calls import Call
from cbt_cli.domain.checks import Case, Judgement
from cbt_cli.domain.forms import FilledForm
from cbt_cli.domain.journal import Act, Entry, Hand, PieceName
from cbt_cli.domain.matching import Run
from cbt_cli.domain.submissions import Item, Settled, Unpacked
from cbt_cli.errors import RegisterError
from cbt_cli.register import journal, runs, upkeep
from cbt_cli.register.opening import cannot_use, connect, transaction

Key = tuple[int, int]
"""An unpacked item in the register: the number of its file, its position in it."""


@contextmanager
def open_register(path: Path, call: Call, hand: Hand | None = None, *, create: bool = False) -> Iterator[Register]:
    """The register in ``path``, for ``call``; ``hand``: who writes to it, if anybody does.

    Raises ``RegisterError`` where it is none, of a newer version or of another call, where another command is writing
    to it, or where it is missing and not to be made.
    """
    try:
        connection = connect(path, call, create=create)
        try:
            yield Register(connection, hand)
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise cannot_use(path, error) from error


class Register:
    """What is remembered. ``reading`` is the digest of all that a form's reading depends on beside the form itself."""

    def __init__(self, connection: sqlite3.Connection, hand: Hand | None = None) -> None:
        self._sql, self._hand = connection, hand

    @contextmanager
    def together(self) -> Iterator[None]:
        """Several changes in one transaction: all of them, or none."""
        with transaction(self._sql):
            yield

    def _note(self, act: Act, **what: Any) -> int:
        """Writes the journal, in the transaction of the change itself."""
        if self._hand is None:
            raise AssertionError("the register is changed by nobody")
        return journal.write(self._sql, self._hand, act, **what)

    def knows(self, source: str, sha256: str, reading: str) -> bool:
        """Whether that file with these bytes has been unpacked, by the present reading."""
        row = self._sql.execute(
            "SELECT 1 FROM files WHERE source = ? AND sha256 = ? AND reading = ?", (source, sha256, reading)
        ).fetchone()
        return row is not None

    def first_source(self, sha256: str) -> str | None:
        """The file that first brought these bytes, if any did."""
        row = self._sql.execute("SELECT source FROM files WHERE sha256 = ? ORDER BY id LIMIT 1", (sha256,)).fetchone()
        return None if row is None else str(row[0])

    def keep(self, data: bytes, reading: str, unpacked: list[tuple[Unpacked, FilledForm | None]]) -> bool:
        """Keeps one file of the inbox with all that was unpacked from it, in one transaction. Returns whether it is
        new; an older reading of the same file is replaced."""
        file = unpacked[0][0]
        with transaction(self._sql):
            self._sql.execute("INSERT OR IGNORE INTO originals VALUES (?, ?)", (file.sha256, data))
            known = self._sql.execute(
                "SELECT id FROM files WHERE source = ? AND sha256 = ?", (file.source, file.sha256)
            ).fetchone()
            if known is None:
                number = self._sql.execute(
                    "INSERT INTO files (source, sha256, reading) VALUES (?, ?, ?)", (file.source, file.sha256, reading)
                ).lastrowid
            else:
                number = known[0]
                self._sql.execute("UPDATE files SET reading = ? WHERE id = ?", (reading, number))
                self._sql.execute("DELETE FROM unpacked WHERE file = ?", (number,))
            self._sql.executemany(
                "INSERT INTO unpacked (file, position, facts, form) VALUES (?, ?, ?, ?)",
                [
                    (number, position, facts.model_dump_json(), None if form is None else form.model_dump_json())
                    for position, (facts, form) in enumerate(unpacked)
                ],
            )
            self._note(Act.INGESTED, after={"source": file.source, "sha256": file.sha256, "items": len(unpacked)})
        return known is None

    def unpacked(self) -> dict[Key, Unpacked]:
        """Everything that was ever unpacked, by source and position; forms are left where they are."""
        rows = self._sql.execute(
            "SELECT u.file, u.position, u.facts FROM unpacked u JOIN files f ON f.id = u.file"
            " ORDER BY f.source, f.sha256, u.position"
        )
        return {(file, position): Unpacked.model_validate_json(facts) for file, position, facts in rows}

    def refs(self) -> dict[PieceName, str]:
        """References given so far: (source, part, digest) → reference."""
        rows = self._sql.execute("SELECT source, part, sha256, ref FROM refs")
        return {(source, part or None, sha256): ref for source, part, sha256, ref in rows}

    def highest(self) -> int:
        """The highest number that a reference ever had; 0 before the first."""
        row = self._sql.execute("SELECT value FROM meta WHERE name = 'highest'").fetchone()
        return 0 if row is None else int(row[0])

    def settle(self, settled: Mapping[Key, Settled], refs: Mapping[PieceName, str], highest: int = 0) -> None:
        """Writes what became of every item, the references given and the highest number among them ever, in one
        transaction. The journal tells what changed, application by application."""
        with transaction(self._sql):
            self._sql.execute("INSERT OR REPLACE INTO meta VALUES ('highest', ?)", (str(highest),))
            before = self._standing()
            self._sql.execute("DELETE FROM refs")
            self._sql.executemany(
                "INSERT INTO refs VALUES (?, ?, ?, ?)",
                [(source, part or "", sha256, ref) for (source, part, sha256), ref in sorted(refs.items(), key=str)],
            )
            self._sql.executemany(
                "UPDATE unpacked SET settled = ?, ref = ?, counts = ? WHERE file = ? AND position = ?",
                [
                    (one.model_dump_json(), one.ref, int(one.counts), file, position)
                    for (file, position), one in settled.items()
                ],
            )
            after = self._standing()
            for ref in sorted(before.keys() | after.keys()):
                if before.get(ref) != after.get(ref):
                    self._note(Act.SETTLED, ref=ref, before=before.get(ref), after=after.get(ref))

    def _standing(self) -> dict[str, list[dict[str, Any]]]:
        """Reference → each of its items with its outcome."""
        rows = self._sql.execute(
            "SELECT u.ref, f.source, json_extract(u.facts, '$.part'), json_extract(u.settled, '$.outcome'), u.counts"
            " FROM unpacked u JOIN files f ON f.id = u.file WHERE u.ref IS NOT NULL"
            " ORDER BY f.source, f.sha256, u.position"
        )
        found: dict[str, list[dict[str, Any]]] = {}
        for ref, source, part, outcome, counts in rows:
            item = {"source": source, "part": part, "outcome": outcome, "counts": bool(counts)}
            found.setdefault(ref, []).append(item)
        return found

    def items(self) -> list[Item]:
        """Every item with its outcome, by source and position."""
        rows = self._sql.execute(
            "SELECT u.facts, u.settled FROM unpacked u JOIN files f ON f.id = u.file"
            " WHERE u.settled IS NOT NULL ORDER BY f.source, f.sha256, u.position"
        )
        return [_item(Unpacked.model_validate_json(facts), Settled.model_validate_json(one)) for facts, one in rows]

    def cases(self) -> list[Case]:
        """Every application with the version that counts, in order of reference."""
        return [self._case(*row) for row in self._sql.execute(_COUNTING + " ORDER BY length(ref), ref")]

    def form(self, ref: str) -> FilledForm:
        """The counting form of one application."""
        row = self._sql.execute(_COUNTING + " AND ref = ?", (ref,)).fetchone()
        return FilledForm.model_validate_json(row[2])

    def record(self, ref: str) -> Record:
        """The record of the counting form, as it was read."""
        record = self.form(ref).record
        if record is None:
            raise RegisterError(f"The register holds no record for {ref}.", "Run again: cbt ingest INBOX")
        return record

    @staticmethod
    def _case(ref: str, facts: str, form: str, settled: str) -> Case:
        record = FilledForm.model_validate_json(form).record
        if record is None:
            raise RegisterError(f"The register holds no record for {ref}.", "Run again: cbt ingest INBOX")
        supporting = Settled.model_validate_json(settled).supporting
        item = Unpacked.model_validate_json(facts)
        return Case(ref=ref, record=record, receipt=item.receipt, supporting=supporting, sha256=item.sha256)

    def judgements(self) -> dict[str, tuple[str, Judgement]]:
        """What the rules said last: reference → what that rests on (a digest), and the judgement."""
        rows = self._sql.execute("SELECT ref, basis, judgement FROM judgements")
        return {ref: (basis, Judgement.model_validate_json(text)) for ref, basis, text in rows}

    def keep_judgements(self, judgements: Mapping[str, tuple[str, Judgement]]) -> None:
        """Keeps what the rules say now, in place of what they said before; the journal tells whose verdict changed."""
        said = {ref: (basis, text) for ref, basis, text in self._sql.execute("SELECT * FROM judgements")}
        now = {ref: (basis, one.model_dump_json()) for ref, (basis, one) in judgements.items()}
        if said == now:
            return
        with transaction(self._sql):
            for ref in sorted(said.keys() | now.keys()):
                before, after = (_verdicts(texts[ref][1]) if ref in texts else None for texts in (said, now))
                if before != after:
                    self._note(Act.VALIDATED, ref=ref, before=before, after=after)
            self._sql.execute("DELETE FROM judgements")
            self._sql.executemany("INSERT INTO judgements VALUES (?, ?, ?)", [(ref, *now[ref]) for ref in sorted(now)])

    def runs(self) -> dict[int, bool]:
        """The number of every stored matching, in order, and whether it is final."""
        return runs.numbers(self._sql)

    def run(self, number: int) -> Run | None:
        """The stored matching of that number."""
        return runs.one(self._sql, number)

    def keep_run(self, run: Run) -> None:
        """Keeps a matching; the journal tells of it, and of a draft that becomes final."""
        with transaction(self._sql):
            runs.keep(self._sql, run)
            pairs = {pair.mentee: pair.mentor for pair in run.ranking.assignments}
            told = {"run": run.number, "final": run.final, "served": run.ranking.served, "pairs": pairs}
            self._note(Act.MATCHED, after=told)

    def journal(self) -> list[Entry]:
        """Every entry of the journal, oldest first."""
        return list(journal.entries(self._sql))

    def journal_length(self) -> int:
        """How many entries the journal has."""
        return int(self._sql.execute("SELECT count(*) FROM journal").fetchone()[0])

    def first_altered(self) -> tuple[int, str] | None:
        """The first entry of the journal that is not as it was written, and what is wrong with it."""
        return journal.first_altered(self._sql)

    def copy(self, path: Path) -> None:
        """Writes a consistent copy of the register to ``path``; ``OutputError`` where that cannot be."""
        upkeep.copy(self._sql, path)

    def faults(self) -> list[str]:
        """Each thing that is not as it was written, in a sentence."""
        return list(upkeep.faults(self._sql))

    def decide(self, act: Act, ref: str, why: str, before: Any, after: Any) -> int:
        """Writes a decision of the officer into the journal, where it stands; returns its number."""
        with transaction(self._sql):
            return self._note(act, ref=ref, why=why, before=before, after=after)


def _verdicts(judgement: str) -> dict[str, str]:
    found = json.loads(judgement)
    return {"application": found["verdict"]} | {rule["rule"]: rule["verdict"] for rule in found["rules"]}


_COUNTING = "SELECT ref, facts, form, settled FROM unpacked WHERE counts = 1 AND form IS NOT NULL"


def _item(facts: Unpacked, settled: Settled) -> Item:
    return Item(
        source=facts.source,
        part=facts.part,
        sha256=facts.sha256,
        outcome=settled.outcome,
        reason=settled.reason,
        ref=settled.ref,
        sender=facts.sender,
        received_at=facts.receipt.received_at,
        received_at_source=facts.receipt.source,
    )
