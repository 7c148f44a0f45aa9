"""What the commands print with which the officer decides, and the journal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from cbt_cli.console.screen import confirmed, narrate, show, show_json, show_table
from cbt_cli.console.wording import times
from cbt_cli.domain.base import say, tr
from cbt_cli.domain.calls import Call
from cbt_cli.domain.journal import Act, Entry
from cbt_cli.errors import CbtError
from cbt_cli.outputs import documents
from cbt_cli.outputs.decision_columns import Decided
from cbt_cli.stages.applying import Applied
from cbt_cli.stages.journal import Proof
from cbt_cli.values.code_words import word


def decided(entries: Sequence[Entry], *, as_json: bool) -> None:
    """What was decided, as it stands in the journal."""
    if as_json:
        show_json([documents.journal(entry) for entry in entries])
        return
    for entry in entries:
        head = " ".join(filter(None, (f"{entry.number}.", word(entry.act), entry.ref)))
        show(say("{name}: {value}", name=head, value=_what(entry)))
        if entry.why:
            show(say("   Why: {why}", why=entry.why))
    show(tr("Next: cbt validate"))


def agreed_before(_: Sequence[Decided]) -> bool:
    """The officer said yes with the command."""
    return True


def agreed(rows: Sequence[Decided]) -> bool:
    """Shows what will change, on standard error, and asks."""
    for row in rows:
        narrate(
            f"{row.ref} {row.subject}: {row.text} – {row.reason}" + (tr(" (a clerical error)") if row.clerical else "")
        )
    if not sys.stdin.isatty():
        raise CbtError(
            say("{count} decisions are waiting, and nobody can be asked.", count=len(rows)), say("Agree with: --yes")
        )
    return confirmed(say("Take these {count} decisions into the register?", count=len(rows)))


def applied(done: Applied, *, as_json: bool) -> None:
    """What was taken out of the workbook."""
    if as_json:
        show_json({"applied": [documents.journal(entry) for entry in done.entries], "known": done.known})
        return
    for entry in done.entries:
        head = f"{entry.number}. {word(entry.act)} {entry.ref}"
        show(say("{name}: {value}", name=head, value=told(entry)))
    if done.decided and not done.entries:
        show(tr("Nothing was changed."))
    known = say("; {count} were in force already", count=done.known) if done.known else ""
    show(say("{count} decisions taken{known}.", count=len(done.entries), known=known))
    show(tr("Next: cbt validate"))


def log(entries: Sequence[Entry], call: Call, *, as_json: bool) -> None:
    """The journal, oldest first."""
    if as_json:
        show_json([documents.journal(entry) for entry in entries])
        return
    rows = [
        [str(entry.number), times(entry.at, call), entry.who or "–", word(entry.act), entry.ref or "", told(entry)]
        for entry in entries
    ]
    columns = [
        (tr("No"), "right"),
        (tr("When"), "wide"),
        (tr("Who"), "wide"),
        (tr("Act"), "left"),
        (tr("Ref"), "left"),
        (tr("What"), "wide"),
    ]
    show_table(columns, rows)
    for one, other in pairwise(entries):
        if other.at < one.at:
            narrate(
                say(
                    "The clock ran backwards between entries {number} and {number2}; their order is certain.",
                    number=one.number,
                    number2=other.number,
                )
            )


def verified(proof: Proof, *, as_json: bool) -> None:
    """Whether the journal is as it was written."""
    if as_json:
        show_json({"entries": proof.entries, "sound": proof.wrong is None, "first_altered": proof.number})
    elif proof.wrong is None:
        show(say("The journal is sound: {entries} entries, none altered.", entries=proof.entries))
    else:
        show(say("The journal was altered: entry {number}: {wrong}.", number=proof.number, wrong=proof.wrong))


def told(entry: Entry) -> str:
    """What an entry says and why, in a line."""
    return _what(entry) + (f" – {entry.why}" if entry.why else "")


def _what(entry: Entry) -> str:
    """What an entry says, in a line."""
    if entry.erased:
        return tr("(erased)")
    return _IN_WORDS[entry.act](entry.before, entry.after)


def _settled(_before: Any, after: Any) -> str:
    counting = [_file(item["source"], item["part"]) for item in after or [] if item["counts"]]
    return str(say("counts: {names}", names="; ".join(counting) or tr("none")))


def _validated(before: Any, after: Any) -> str:
    changed = {rule: verdict for rule, verdict in (after or {}).items() if (before or {}).get(rule) != verdict}
    return ", ".join(
        say("{name}: {value}", name=rule, value=word(verdict)).text for rule, verdict in changed.items()
    ) or tr("no longer there")


def _corrected(before: Any, after: Any) -> str:
    own = "; ".join(before["raw"])
    return str(
        say(
            "{field}: “{text}” in place of “{own}”{rest}",
            field=after["field"],
            text=after["text"],
            own=own,
            rest=_approved(after),
        )
    )


def _answered(_before: Any, after: Any) -> str:
    found = [f"{_file(one['source'], one['part'])}: {word(one['standing'])}" for one in after or []]
    return "; ".join(found) or tr("none")


def _linked(_before: Any, after: Any) -> str:
    return "; ".join(sorted({_file(*name[:2]) for pair in after["links"] for name in pair}))


def _file(source: str, part: str | None) -> str:
    return source if part is None else f"{source} / {part}"


def _approved(after: Any) -> str:
    clerical = tr(", a clerical error") if after.get("clerical") else ""
    return clerical + (str(say(", approved by {who}", who=after["approved_by"])) if after.get("approved_by") else "")


_IN_WORDS: dict[Act, Callable[[Any, Any], str]] = {
    Act.INGESTED: lambda _, after: str(say("{source}, items: {items}", source=after["source"], items=after["items"])),
    Act.SETTLED: _settled,
    Act.VALIDATED: _validated,
    Act.MATCHED: lambda _, after: str(say("run {run}, served: {served}", run=after["run"], served=after["served"])),
    Act.CORRECTED: _corrected,
    Act.WAIVED: lambda before, after: str(
        say("{rule} (was: {verdict}){rest}", rule=after["rule"], verdict=word(before["verdict"]), rest=_approved(after))
    ),
    Act.UNDONE: lambda _, after: str(say("entry {number} taken back", number=after["number"])),
    Act.JOINED: _linked,
    Act.SPLIT: _linked,
    Act.PACKED: lambda _, after: str(
        say(
            "pack {pack}: {count} applications for {who}",
            pack=after["pack"],
            count=len(after["refs"]),
            who=", ".join(after["evaluators"]),
        )
    ),
    Act.SCORED: lambda _, after: str(
        say(
            "pack {pack}: scores of {who}",
            pack=after["pack"],
            who=", ".join(sheet["evaluator"] for sheet in after["sheets"]),
        )
    ),
    Act.ERASED: lambda _, after: str(
        say(
            "{items} items of the inbox, {entries} entries of the journal",
            items=after["items"],
            entries=after["entries"],
        )
    ),
    Act.ANSWERED: _answered,
    Act.DRAFTED: lambda _, after: str(
        say("letter ({kind}) to {to}: {file}", kind=after["kind"], to=", ".join(after["to"]), file=after["file"])
    ),
}
