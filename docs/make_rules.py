"""Makes ``docs/rules.md`` from the rules themselves: their words, their clauses and their examples.

python docs/make_rules.py            # writes it
python docs/make_rules.py --check    # only says whether it is what would be written
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from cbt_cli.calls import load_call
from cbt_cli.domain.calls import Call
from cbt_cli.rules import describe, judge

PAGE = Path(__file__).parent / "rules.md"


def page(call: Call) -> str:
    """The whole page, in Markdown."""
    return "\n".join(_lines(call)) + "\n"


def _lines(call: Call) -> Iterator[str]:
    yield "# The rules, and what they say of examples"
    yield ""
    title = call.call.title.en
    yield f"Made from the rules and the call *{title}* by `docs/make_rules.py`; the examples are the tests."
    for rule in describe(call):
        yield from ("", f"## {rule.name}", "", f"{rule.text}", "")
        yield f"*{rule.stage.capitalize()}.* {rule.clause}"
        if rule.clause.reading:
            yield ""
            yield f"The office's reading, not the call's words: {rule.clause.reading}"
        yield from ("", "| example | verdict | what is said |", "|---|---|---|")
        for example in rule.examples:
            checked = next(one for one in judge(example.case, call).rules if one.rule == rule.name)
            verdict = str(checked.verdict).replace("_", " ")
            yield f"| {_cell(example.says.text)} | {verdict} | {_cell(checked.message)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def main() -> int:
    """Writes the page, or checks it."""
    wanted = page(load_call())
    if "--check" in sys.argv:
        stale = not PAGE.exists() or PAGE.read_text(encoding="utf-8") != wanted
        print("docs/rules.md is not what the rules say: make docs" if stale else "docs/rules.md is up to date.")
        return int(stale)
    PAGE.write_text(wanted, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
