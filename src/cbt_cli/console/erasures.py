"""What ``cbt erase`` and ``cbt export`` print."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from cbt_cli.console.screen import confirmed, narrate, show, show_json
from cbt_cli.domain.base import Sentence, say, tr
from cbt_cli.domain.erasing import Erasure
from cbt_cli.errors import CbtError
from cbt_cli.stages.erasing import Erased
from cbt_cli.stages.exporting import Exported


def agreed_before(_: Sequence[Erasure]) -> bool:
    """The officer said yes with the command."""
    return True


def agreed(erasures: Sequence[Erasure]) -> bool:
    """Shows what will go, on standard error, and asks."""
    for one in erasures:
        for line in _lines(one):
            narrate(line)
    refs = ", ".join(one.skeleton.ref for one in erasures)
    if not sys.stdin.isatty():
        raise CbtError(
            say("To erase {refs} cannot be taken back, and nobody can be asked.", refs=refs), say("Agree with: --yes")
        )
    return confirmed(say("Erase {refs}? This cannot be taken back.", refs=refs))


def erased(done: Erased, *, as_json: bool) -> None:
    """What was erased, or would be, and what is left for the officer to delete."""
    if as_json:
        found = [one.model_dump(mode="json") for one in done.erasures]
        show_json({"erased": not done.dry, "applications": found, "copies": [str(path) for path in done.beside]})
        return
    if not done.erasures:
        show(tr("Nobody's time is over."))
    for one in done.erasures:
        for line in _lines(one):
            show(line)
    if done.dry:
        show(tr("Nothing was erased."))
        return
    show(tr("Erased. Yours to delete: the files in the inbox folder, workbooks and reports already written, backups."))
    for path in done.beside:
        show(say("This copy of the register still holds the data: {path}", path=path))


def scrubbed() -> None:
    """After the register's files were emptied of what was erased before."""
    show(tr("The register's files hold nothing of what was erased."))


def exported(done: Exported, *, as_json: bool) -> None:
    """What was written."""
    if as_json:
        show_json({"export": str(done.path), "format": done.format, "applications": done.applications,
                   "anonymised": done.anonymised, "subject": done.subject})  # fmt: skip
    elif done.subject is not None:
        show(say("All that is held of {ref}: {path}", ref=done.subject, path=done.path))
    else:
        show(say("{count} applications: {path}", count=done.applications, path=done.path))


def _lines(one: Erasure) -> Iterator[Sentence]:
    yield say(
        "{ref}: {items} items in {files} files of the inbox, {entries} entries of the journal, {drafts} letters",
        ref=one.skeleton.ref,
        items=one.items,
        files=one.files,
        entries=one.entries,
        drafts=len(one.drafts),
    )
    if one.mentees:
        kind = say("the final matching") if one.final else say("the last matching")
        yield say(
            "  It undoes: {mentees} would be without a mentor in {run}. Then match again: cbt match --keep",
            mentees=", ".join(one.mentees),
            run=kind,
        )
    if one.runs:
        yield say("  Made nameless in the stored matchings {runs}", runs=", ".join(map(str, one.runs)))
    for source in one.shared:
        yield say("  {source} holds other applicants too: their answers stay, its bytes go", source=source)
    for draft in one.drafts:
        yield say("  Letter: {path}", path=draft)
    if one.left:
        yield say("  Named in the answers of {refs}: these stay, as they are others'", refs=", ".join(one.left))
