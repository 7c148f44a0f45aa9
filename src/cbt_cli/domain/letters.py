"""A letter to an applicant as it was written."""

from __future__ import annotations

from cbt_cli.domain.base import Value
from cbt_cli.domain.clarifications import Point
from cbt_cli.domain.letter_kinds import Kind


class Letter(Value):
    """One letter, not sent. ``to``: bare addresses; ``replies_to``: the Message-ID of the applicant's message,
    without angle brackets, and ``thread`` those before it, oldest first; ``message_id``: the draft's own.

    A clarification also says what it asks (``points``) and about which form (``piece``: source, part, digest).
    """

    ref: str
    kind: Kind
    language: str
    to: tuple[str, ...]
    subject: str
    text: str
    sender: str | None = None
    replies_to: str | None = None
    thread: tuple[str, ...] = ()
    message_id: str | None = None
    points: tuple[Point, ...] = ()
    piece: tuple[str, str | None, str] | None = None

    @property
    def file_name(self) -> str:
        """The name of its file: the reference and the kind, no name of a person."""
        return f"{self.ref}-{self.kind}.eml"
