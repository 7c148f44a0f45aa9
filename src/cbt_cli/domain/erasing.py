"""What stays of an application whose person was erased, and what erasing comes to."""

from __future__ import annotations

from pydantic import AwareDatetime, Field

from cbt_cli.domain.base import Value


class Skeleton(Value):
    """What is kept so that the statistics stay right: no name, no address, no answer. ``items``: outcome → how many
    items of the inbox; ``verdict``: the last one of the whole application."""

    ref: str
    at: AwareDatetime
    items: dict[str, int] = Field(default_factory=dict)
    verdict: str
    admissible: bool


class Erasure(Value):
    """What erasing one application takes away, or would.

    ``files`` and ``items`` of the inbox in the register; ``entries`` of the journal whose words go; ``drafts``: letters
    in their folders; ``runs``: stored matchings in which it is made nameless; ``mentees`` it is assigned to in the run
    that counts; ``shared``: files of the inbox with other applicants' forms, of which the bytes go and the others'
    answers stay; ``left``: where the person's name or address stands that is not hers: another applicant's file.
    """

    skeleton: Skeleton
    files: int = 0
    items: int = 0
    entries: int = 0
    drafts: tuple[str, ...] = ()
    runs: tuple[int, ...] = ()
    mentees: tuple[str, ...] = ()
    final: bool = False
    shared: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
