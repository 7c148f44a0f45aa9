"""A form tree as a few lines of text, for tests: what stands where, and nothing else.

A paragraph is a line, headings behind ``#``, items of a list behind ``*``. A cell begins with its grid coordinates
(``0,1``; a merged one with its spans, ``0,1+2x3``) or, on a sheet, its name; what it holds follows, indented where it
is more than one block. ``[+w14]`` is a tick that is on, ``[-…]`` off, ``[?…]`` unknown; ``{text:Noor}`` a control,
``{text?:…}`` one that shows its prompt; ``~struck~``, ``=highlighted=``, ``_underlined_``, ``^inserted^``,
``'faint'``; ``…`` a leader.
"""

from __future__ import annotations

from cbt_cli.forms.tree import Block, Box, Cell, Control, FormTree, Paragraph, Table, Text, Tick, Token

_MARKS = (("strike", "~"), ("highlight", "="), ("underline", "_"), ("inserted", "^"), ("faint", "'"))


def sketch(tree: FormTree) -> str:
    """The tree without its findings; a story other than the document's own has its kind or title in front."""
    lines: list[str] = []
    for root in tree.roots:
        if root.kind != "document":
            lines.append(f"({root.title or root.kind}{', hidden' if root.hidden else ''})")
        lines += _blocks(root.blocks)
    return "\n".join(lines)


def findings(tree: FormTree) -> list[str]:
    """The codes of the findings, in their order."""
    return [one.code for one in tree.findings]


def line(tokens: list[Token]) -> str:
    """Tokens on one line."""
    return "".join(map(_token, tokens))


def _blocks(blocks: list[Block]) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(("# " if block.heading else "* " if block.list_item else "") + line(block.tokens))
        elif isinstance(block, Box):
            lines += ["<box>", *_indented(_blocks(block.blocks))]
        elif isinstance(block, Table):
            lines += ([] if block.sheet else [f"<table {block.rows}x{block.columns}>"]) + [
                row for cell in block.cells for row in _cell(cell, sheet=block.sheet)
            ]
    return lines


def _cell(cell: Cell, *, sheet: bool) -> list[str]:
    at = cell.place.steps[-1][1] if sheet else f"{cell.row},{cell.column}"
    if (cell.row_span, cell.column_span) != (1, 1):
        at += f"+{cell.row_span}x{cell.column_span}"
    head = f"{at} {'# ' if cell.heading else ''}"
    inner = _blocks(cell.blocks)
    about = _about(cell)
    if len(inner) <= 1:
        return [" ".join(filter(None, (head.strip(), "".join(inner), about)))]
    return [" ".join(filter(None, (head.strip(), about))), *_indented(inner)]


def _about(cell: Cell) -> str:
    """The typed fields of a cell, those that say something."""
    said = {
        "number": cell.number,
        "iso": cell.iso,
        "boolean": cell.boolean,
        "currency": cell.currency,
        "options": "/".join(cell.options) or None,
        "formula": "uncached" if cell.uncached else "cached" if cell.formula else None,
        "error": cell.error,
        "hidden": cell.hidden or None,
        "locked": cell.locked,
        "name": cell.name,
    }
    words = " ".join(f"{key}={value}" for key, value in said.items() if value is not None)
    return f"<{words}>" if words else ""


def _indented(lines: list[str]) -> list[str]:
    return [f"  {one}" for one in lines]


def _token(token: Token) -> str:
    if isinstance(token, Tick):
        state = {True: "+", False: "-", None: "?"}[token.on]
        stored = "" if token.stored is None else f" stored {token.stored}"
        return f"[{state}{token.encoding}{stored}{': ' + token.caption if token.caption else ''}]"
    if isinstance(token, Control):
        said = (("@", token.alias), ("#", token.tag), ("=", token.iso), ("|", "/".join(token.options)),
                ("<-", token.bound), ("default ", token.default))  # fmt: skip
        about = "".join(f" {sign}{value}" for sign, value in said if value)
        return f"{{{token.kind}{about}{'?' if token.prompt else ''}:{line(token.tokens)}}}"
    shown = "…" if token.leader else token.text.replace("\n", "⏎").replace("\t", "→")
    for name, sign in _MARKS:
        if getattr(token, name):
            shown = f"{sign}{shown}{sign}"
    return shown


def text(tree: FormTree) -> str:
    """All text of a tree, block by block, ticks left out."""
    return "\n".join(one for root in tree.roots for one in _texts(root.blocks))


def _texts(blocks: list[Block]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(plain(block.tokens))
        elif isinstance(block, Box):
            found += _texts(block.blocks)
        else:
            found += [one for cell in block.cells for one in _texts(cell.blocks)]
    return found


def plain(tokens: list[Token]) -> str:
    """The text of tokens, that of controls among it unless they show a prompt."""
    return "".join(
        one.text if isinstance(one, Text) else plain(one.tokens) if isinstance(one, Control) and not one.prompt else ""
        for one in tokens
    )
