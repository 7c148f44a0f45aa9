"""What is remembered, and the SQL for it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cbt_cli.domain.applications import Application, Record
from cbt_cli.domain.base import say
from cbt_cli.domain.calls import Call
from cbt_cli.domain.checks import Case, Judgement
from cbt_cli.domain.erasing import Skeleton
from cbt_cli.domain.forms import FilledForm
from cbt_cli.domain.journal import Act, Entry, Hand, PieceName
from cbt_cli.domain.matching import Run
from cbt_cli.domain.submissions import Item, Settled, Sort, Unpacked
from cbt_cli.errors import RegisterError
from cbt_cli.register import erasing, journal, runs, upkeep
from cbt_cli.register.opening import cannot_use, connect
from cbt_cli.register.transactions import transaction

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
            kept = erasing.without_buried(self._sql, unpacked)
            self._sql.execute("INSERT OR IGNORE INTO originals VALUES (?, ?)", (file.sha256, data))
            if any(facts.sort is Sort.ERASED for facts, _ in kept):
                erasing.empty(self._sql, file.sha256)
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
                    for position, (facts, form) in enumerate(kept)
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

    def owners(self) -> dict[Key, str]:
        """The reference of every item that has one."""
        rows = self._sql.execute("SELECT file, position, ref FROM unpacked WHERE ref IS NOT NULL")
        return {(file, position): ref for file, position, ref in rows}

    def outcomes(self) -> dict[Key, str]:
        """The outcome of every item that is settled."""
        sql = "SELECT file, position, json_extract(settled, '$.outcome') FROM unpacked WHERE settled IS NOT NULL"
        return {(file, position): outcome for file, position, outcome in self._sql.execute(sql)}

    def versions(self, ref: str) -> list[Application]:
        """The application of that reference as often as it was sent, in the order that the files came in."""
        of_ref = "FROM unpacked WHERE ref = ? AND form IS NOT NULL ORDER BY file, position"
        sql = f"SELECT json_extract(form, '$.record') {of_ref}"
        records = [text for (text,) in self._sql.execute(sql, (ref,)) if text is not None]
        return [Record.model_validate_json(text).application for text in records]

    def form_texts(self) -> Iterator[tuple[str, str]]:
        """Reference and form, as JSON, of every application."""
        yield from self._sql.execute(
            "SELECT ref, form FROM unpacked WHERE counts = 1 AND form IS NOT NULL ORDER BY ref"
        )

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
            self._tell_answers()

    def _tell_answers(self) -> None:
        """The journal tells what came back to each clarification, where that is not what it told last."""
        told = {entry.ref: entry.after for entry in journal.entries(self._sql, [Act.ANSWERED])}
        rows = self._sql.execute(
            "SELECT ref, json_extract(settled, '$.replies') FROM unpacked"
            " WHERE counts = 1 AND json_array_length(settled, '$.replies') > 0 ORDER BY ref"
        )
        now = {ref: json.loads(replies) for ref, replies in rows.fetchall()}
        for ref in sorted(now.keys() | {ref for ref, last in told.items() if ref is not None and last}):
            if now.get(ref) != told.get(ref):
                self._note(Act.ANSWERED, ref=ref, before=told.get(ref), after=now.get(ref))

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

    def stored(self) -> Iterator[StoredCase]:
        """Every application with the version that counts, in order of reference, one after the other, as stored."""
        for row in self._sql.execute(_COUNTING + " ORDER BY length(ref), ref"):
            yield StoredCase(*row)

    def case(self, ref: str) -> StoredCase | None:
        """The application with that reference, if there is one."""
        row = self._sql.execute(_COUNTING + " AND ref = ?", (ref,)).fetchone()
        return None if row is None else StoredCase(*row)

    def cases(self) -> list[Case]:
        """Every application, in order of reference."""
        return [one.case() for one in self.stored()]

    def count(self) -> int:
        """How many applications there are."""
        return int(self._sql.execute("SELECT count(*) FROM unpacked WHERE counts = 1").fetchone()[0])

    def form(self, ref: str) -> FilledForm:
        """The counting form of one application, whole."""
        row = self._sql.execute("SELECT form FROM unpacked WHERE counts = 1 AND ref = ?", (ref,)).fetchone()
        return FilledForm.model_validate_json(row[0])

    def record(self, key: Key) -> Record | None:
        """What was read in one form."""
        sql = "SELECT json_extract(form, '$.record') FROM unpacked WHERE file = ? AND position = ?"
        row = self._sql.execute(sql, key).fetchone()
        return Record.model_validate_json(row[0]) if row and row[0] else None

    def languages(self) -> dict[str, str | None]:
        """Reference → language of the form that counts, where it is known."""
        sql = "SELECT ref, json_extract(form, '$.language') FROM unpacked WHERE counts = 1 AND form IS NOT NULL"
        return dict(self._sql.execute(sql))

    def basis(self, ref: str) -> tuple[str, str] | None:
        """What the last judgement of an application rests on (a digest), and its verdict."""
        sql = "SELECT basis, json_extract(judgement, '$.verdict') FROM judgements WHERE ref = ?"
        row: tuple[str, str] | None = self._sql.execute(sql, (ref,)).fetchone()
        return row

    def judgement(self, ref: str, basis: str) -> Judgement | None:
        """What the rules said last of an application, if it rests on that ``basis``."""
        row = self._sql.execute("SELECT basis, judgement FROM judgements WHERE ref = ?", (ref,)).fetchone()
        return Judgement.model_validate_json(row[1]) if row is not None and row[0] == basis else None

    def keep_judgement(self, judgement: Judgement, basis: str) -> None:
        """Keeps what the rules say of an application, in place of what they said before; the journal tells of it if a
        verdict changed."""
        ref, text = judgement.ref, judgement.model_dump_json()
        with transaction(self._sql):
            row = self._sql.execute("SELECT judgement FROM judgements WHERE ref = ?", (ref,)).fetchone()
            before = None if row is None else _verdicts(row[0])
            after = {"application": judgement.verdict} | {each.rule: each.verdict for each in judgement.rules}
            if before != after:
                self._note(Act.VALIDATED, ref=ref, before=before, after=after)
            self._sql.execute("INSERT OR REPLACE INTO judgements VALUES (?, ?, ?)", (ref, basis, text))

    def drop_old_judgements(self) -> None:
        """Forgets what was said of references that are no more: joined, or whose forms were read otherwise since."""
        gone = "SELECT ref, judgement FROM judgements WHERE ref NOT IN (SELECT ref FROM unpacked WHERE counts = 1)"
        with transaction(self._sql):
            for ref, text in self._sql.execute(gone).fetchall():
                self._note(Act.VALIDATED, ref=ref, before=_verdicts(text), after=None)
                self._sql.execute("DELETE FROM judgements WHERE ref = ?", (ref,))

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

    def journal(self, acts: Collection[Act] = ()) -> list[Entry]:
        """Every entry of the journal, oldest first; those of some kinds where asked for."""
        return list(journal.entries(self._sql, acts))

    def last_entry(self) -> Entry:
        """The entry of the journal that was written last."""
        return next(journal.entries(self._sql, last=True))

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

    def erased(self) -> list[Skeleton]:
        """What is left of the applications whose persons were erased, by reference."""
        return erasing.skeletons(self._sql)

    def is_erased(self, sha256: str) -> bool:
        """Whether these bytes belonged to somebody who was erased."""
        return erasing.is_buried(self._sql, sha256)

    def erase(self, skeleton: Skeleton, gone: Collection[Key], changed: Callable[[str], str]) -> None:
        """Takes an application's items out: the files that hold nothing else wholly, of the others just the items, and
        what stays beside them as ``changed`` (facts, as JSON)."""
        with transaction(self._sql):
            unpacked = self.unpacked()
            held: dict[int, set[int]] = {}
            for file, position in gone:
                held.setdefault(file, set()).add(position)
            every = {file: {at for number, at in unpacked if number == file} for file in held}
            gone = [key for key in gone if key in unpacked]  # a copy may have gone with somebody else
            kinds = ("image", "unknown")  # a logo stands in other people's messages too
            pieces = [unpacked[key] for key in gone]
            digests = [one.sha256 for one in pieces if one.parent is None or one.format not in kinds]
            shared = {file for file in held if every[file] != held[file]}
            erasing.bury(self._sql, skeleton, digests)
            erasing.forget(self._sql, skeleton.ref)
            erasing.drop_files(self._sql, sorted(held.keys() - shared))
            for file in sorted(shared):
                erasing.thin_out(self._sql, file, held[file], changed)

    def silence(self, numbers: Collection[int]) -> None:
        """Takes the words of journal entries away; the chain over them stays."""
        with transaction(self._sql):
            erasing.silence(self._sql, sorted(numbers))

    def replace_run(self, run: Run) -> None:
        """Writes a stored matching anew, made nameless; the journal tells of the erasing, not of this."""
        with transaction(self._sql):
            runs.keep(self._sql, run)

    def scrub(self) -> None:
        """Leaves no byte of what was taken out in the register's files."""
        erasing.scrub(self._sql)

    def decide(self, act: Act, ref: str, why: str, before: Any, after: Any) -> int:
        """Writes a decision of the officer into the journal, where it stands; returns its number."""
        with transaction(self._sql):
            return self._note(act, ref=ref, why=why, before=before, after=after)


def _verdicts(judgement: str) -> dict[str, str]:
    found = json.loads(judgement)
    return {"application": found["verdict"]} | {rule["rule"]: rule["verdict"] for rule in found["rules"]}


_COUNTING = (
    "SELECT ref, facts, json_extract(form, '$.record'), settled FROM unpacked WHERE counts = 1 AND form IS NOT NULL"
)


@dataclass(frozen=True, slots=True)
class StoredCase:
    """An application as it is stored; ``text`` is all that its case is made of, so that it need not be made to see
    whether anything changed."""

    ref: str
    facts: str
    record: str | None
    settled: str

    @property
    def text(self) -> str:
        """Everything that is stored of it."""
        return f"{self.ref}\n{self.facts}\n{self.record}\n{self.settled}"

    def case(self) -> Case:
        """The application as the rules see it."""
        if self.record is None:
            raise RegisterError(
                say("The register holds no record for {ref}.", ref=self.ref), say("Run again: cbt ingest INBOX")
            )
        item, settled = Unpacked.model_validate_json(self.facts), Settled.model_validate_json(self.settled)
        return Case(
            ref=self.ref,
            record=Record.model_validate_json(self.record),
            receipt=item.receipt,
            supporting=settled.supporting,
            sha256=item.sha256,
            replies=settled.replies,
            answered=settled.answered,
        )


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
