"""What is said of letters: which there are, and where they were written."""

from __future__ import annotations

from cbt_cli.console.screen import show, show_json, show_table
from cbt_cli.domain.base import say, tr
from cbt_cli.stages.lettering import Letters


def listed(found: Letters, *, as_json: bool) -> None:
    """Every letter with its addressee, what was drafted before, and for whom there can be none."""
    if as_json:
        show_json({
            "letters": [letter.model_dump(mode="json") | {"file": letter.file_name} for letter in found.letters],
            "drafted_before": {ref: at.isoformat() for ref, at in found.before.items()},
            "impossible": {ref: why.text for ref, why in found.impossible.items()},
            "folder": str(found.folder) if found.folder else None,
        })  # fmt: skip
        return
    if found.letters:
        columns = ((tr("Reference"), "left"), (tr("Language"), "left"), (tr("To"), "wide"), (tr("Subject"), "wide"))
        show_table(columns, [(one.ref, one.language, ", ".join(one.to), one.subject) for one in found.letters])
    for ref, why in found.impossible.items():
        show(say("{name}: {value}", name=ref, value=why))
    if found.before:
        show(say("Drafted before, so not again: {count}. (--again drafts them anew.)", count=len(found.before)).text)
    if found.folder is None:
        show(say("Letters: {count}. None was written: --write FOLDER", count=len(found.letters)).text)
    else:
        show(
            say(
                "Drafts written to {folder}: {count}. None was sent.", folder=found.folder, count=len(found.letters)
            ).text
        )
