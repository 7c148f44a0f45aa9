"""What ``cbt pack`` prints: the pack, and the ranking that came back."""

from __future__ import annotations

import sys

from cbt_cli.console.screen import confirmed, narrate, show, show_json, show_table
from cbt_cli.domain.base import say, tr
from cbt_cli.domain.calls import Call
from cbt_cli.domain.evaluations import Collected
from cbt_cli.domain.figures import number
from cbt_cli.errors import CbtError
from cbt_cli.stages.packing import Packed


def packed(done: Packed, *, as_json: bool) -> None:
    """What is in the pack, and who is not."""
    if as_json:
        left_out = {ref: why.text for ref, why in done.left_out.items()}
        show_json({"folder": str(done.folder), "pack": done.pack, "files": list(done.files),
                   "applications": list(done.refs), "left_out": left_out})  # fmt: skip
        return
    show(
        say("Pack {pack} in {folder}: {count} applications.", pack=done.pack, folder=done.folder, count=len(done.refs))
    )
    for name in done.files:
        if not name.startswith("applications/"):
            show(f"  {name}")
    for ref, why in done.left_out.items():
        show(say("{name}: {value}", name=ref, value=why))
    show(tr("What people wrote in words may still give them away: please look before you send it."))


def agreed_before(_: Collected) -> bool:
    """The officer said yes with the command."""
    return True


def agreed(found: Collected) -> bool:
    """Shows what came back and asks."""
    for finding in found.findings:
        narrate(finding)
    for row in _rows(found):
        narrate("  ".join(row))
    if not sys.stdin.isatty():
        raise CbtError(
            say("Scores of {count} evaluators are waiting, and nobody can be asked.", count=len(found.sheets)),
            say("Agree with: --yes"),
        )
    return confirmed(say("Take these scores into the register?"))


def collected(found: Collected, call: Call, *, kept: bool, as_json: bool) -> None:
    """The consolidated ranking, and what the officer must know of it."""
    if as_json:
        show_json(found.model_dump(mode="json", exclude={"findings"}) | {"kept": kept, "findings": [
            finding.text for finding in found.findings]})  # fmt: skip
        return
    for finding in found.findings:
        show(finding)
    heads = (
        tr("Rank"),
        tr("Application"),
        tr("Weighted mean"),
        tr("Median"),
        tr("Spread"),
        tr("Threshold"),
        tr("Recused"),
    )
    show_table([(head, "right" if at in (0, 2, 3, 4) else "left") for at, head in enumerate(heads)], _rows(found))
    show(tr("The scores are in the register.") if kept else tr("Nothing was changed."))
    if kept and not any(one.name == "evaluation" for one in call.matching.criteria):
        show(tr("They count in the matching where the call gives the criterion evaluation points."))


def _rows(found: Collected) -> list[list[str]]:
    words = {None: "–", True: tr("met"), False: tr("not met")}
    rows = []
    for one in found.results:
        recused = ", ".join(sheet.evaluator for sheet in found.sheets if one.ref in sheet.recused)
        figures = ["–" if value is None else number(value) for value in (one.mean, one.median, one.spread)]
        rows.append([str(one.rank or "–"), one.ref, *figures, words[one.passed], recused])
    return rows
