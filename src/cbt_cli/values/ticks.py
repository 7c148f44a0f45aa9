"""Yes and no in words and marks."""

from __future__ import annotations

from cbt_cli.domain.base import say
from cbt_cli.values.reading import Read, plain, unread

YES = frozenset(
    (
        *(
            "yes",
            "y",
            "oui",
            "o",
            "ja",
            "j",
            "si",
            "sim",
            "tak",
            "true",
            "vrai",
            "wahr",
            "1",
            "x",
            "xx",
            "v",
            "ok",
            "✓",
            "✔",
        ),
        *(
            "☑",
            "☒",
            "■",
            "🗹",
            "i agree",
            "i accept",
            "i do",
            "i declare",
            "agree",
            "agreed",
            "accept",
            "accepted",
            "d'accord",
        ),
        *(
            "accepte",
            "j'accepte",
            "je declare",
            "confirmed",
            "i confirm",
            "je confirme",
            "lu et approuve",
            "[x]",
            "(x)",
        ),
    )
)
NO = frozenset(
    (
        *(
            "no",
            "n",
            "non",
            "nein",
            "nao",
            "nee",
            "nie",
            "false",
            "faux",
            "falsch",
            "0",
            "☐",
            "□",
            "[]",
            "()",
            "[ ]",
            "( )",
        ),
        *("i do not agree", "i disagree", "je refuse", "je n'accepte pas", "not agreed", "refuse"),
    )
)
"""Plain letters. A crossed box (☒) is ticked: the tick boxes of word processors show it so."""


def read_tick(text: str) -> Read[bool]:
    """Whether ``text`` says yes. A pair with both words ("yes / no") says nothing."""
    said = plain(text).strip(" .!,;")
    if said in YES or said in NO:
        return Read(said in YES)
    if len(said) <= 60:
        words = {word.strip(" .,;:") for word in said.replace("/", " ").split()}
        if words and words <= YES:
            return Read(value=True)
    return unread("tick-unreadable", say("Whether this is ticked cannot be told: “{text}”.", text=said[:200]))
